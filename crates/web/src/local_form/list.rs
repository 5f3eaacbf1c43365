//! A child's forms: those that were filled in, now or as they were known, and those that can be.

use casework::Stop;
use casework::child::{ChildPage, Shown};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::local_form::all_offered;
use domain::person::name::shown_in_line;
use domain::person::{Person, Standing};
use maud::{Markup, html};

use super::{at, at_form};
use crate::child::asked::{self, When};
use crate::child::{identity, words};
use crate::route::{Page, View, Visit};

/// A child's forms.
pub(super) static FORMS: Page<Id<Person>> =
    Page { path: "/children/{child}/forms", name: "child's forms", action: Action::ReadFile, show };

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    let asked = asked::read(visit, child)?;
    let Shown::Content(file) = &asked.shown else {
        return Err(identity::refused(visit, child, Action::ReadFile)?.into());
    };
    let path = at(child, "");
    let pack = &visit.house().pack;
    // The newest first; one in error stays where it stood.
    let mut filled: Vec<_> = file.file.form_answers.iter().collect();
    filled.sort_by_key(|filed| std::cmp::Reverse(filed.record.at));
    let rows: Vec<_> = filled
        .iter()
        .map(|filed| {
            let answer = &filed.record;
            let version = match asked.when {
                When::Now => String::new(),
                _ => format!("?version={}", filed.version),
            };
            [
                html! { a class="govuk-link" href={ (at_form(child, answer.id, "")) (version) } { (shown_in_line(answer.title(pack))) } }
                    .into(),
                answer.state().into(),
                html! { (words::name(file.names.name(answer.by))) }.into(),
                london::moment_in_words(answer.at).into(),
            ]
            .into()
        })
        .collect();
    let columns = ["Form", "State", "Begun by", "Begun"].map(Column::new);
    let table = CaseTable {
        empty: "No form was filled in.".into(),
        ..CaseTable::new("Forms that were filled in", columns.into(), rows)
    };
    let fills = asked.when == When::Now
        && file.file.child.record.standing == Standing::Child
        && casework::child::may(&visit.session, child)?.contains(&Action::FillLocalForm);
    let body = html! {
        (asked.banner(file, &path))
        h1 class="govuk-heading-l" { "Forms" }
        (identity::notices(visit, file))
        (table)
        @if fills { (offered(visit, file)) }
        (asked.controls(file, &path))
    };
    Ok(identity::around(file, "Forms", body).wide())
}

fn offered(visit: &Visit<'_>, file: &ChildPage) -> Markup {
    let child = file.file.child.record.id;
    let forms = all_offered(&visit.house().pack);
    html! {
        h2 class="govuk-heading-m" { "Fill in a form" }
        @if forms.is_empty() {
            p class="govuk-body" { "The practice pack offers no form about a child." }
        } @else {
            ul class="govuk-list govuk-list--spaced" {
                @for form in forms {
                    li {
                        a class="govuk-link" href=(at(child, &format!("/new/{}", form.id))) { (form.title) }
                        @if let Some(guidance) = &form.guidance { br; span class="govuk-hint" { (guidance) } }
                    }
                }
            }
        }
    }
}
