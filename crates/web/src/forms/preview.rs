//! Every form of the pack in use: how it looks, which versions there are, and on paper. For whoever writes a form and wants to see it, and for
//! whoever needs it on paper. No record is opened and nothing is kept.

use casework::Stop;
use design::govuk::{BackLink, InsetText};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::form::{Form, OfferedOn};
use domain::pack::Pack;
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::{Asking, Guidance, Paper};
use crate::route::{Fields, Page, View, Visit};

/// The list of forms.
pub(super) static FORMS: Page<()> =
    Page { path: "/forms", name: "forms of the practice pack", action: Action::ChangePack, show: list };

/// One form as it will look.
pub(super) static FORM: Page<String> = Page {
    path: "/forms/{pack_form}",
    name: "form of the practice pack",
    action: Action::ChangePack,
    show: look,
};

/// One form on paper.
pub(super) static PAPER: Page<String> = Page {
    path: "/forms/{pack_form}/paper",
    name: "form of the practice pack on paper",
    action: Action::ChangePack,
    show: paper,
};

fn newest(pack: &Pack) -> Vec<&Form> {
    let mut forms: Vec<&Form> = pack.forms.iter().filter_map(|form| pack.form(&form.id)).collect();
    forms.dedup_by(|one, two| one.id == two.id);
    forms
}

fn list(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let pack = &visit.house().pack;
    let rows = newest(pack).into_iter().map(|form| {
        let questions: usize = form.sections.iter().map(|section| section.questions.len()).sum();
        let used = match form.offered {
            Some(OfferedOn::Child) => "On every child’s record",
            None => "A page of the program",
        };
        [
            html! { a class="govuk-link" href={ "/forms/" (form.id) } { (form.title) } }.into(),
            html! { code { (form.id) } }.into(),
            form.version.to_string().into(),
            questions.to_string().into(),
            used.into(),
        ]
        .into()
    });
    let columns = ["Form", "Name in the pack", "Version", "Questions", "Opened by"].map(Column::new);
    let rows: Vec<_> = rows.collect();
    let caption = format!("{} forms", rows.len());
    let body = html! {
        h1 class="govuk-heading-l" { "Forms" }
        p class="govuk-body" { "Every form of the practice pack that is in use, as people see it. A form is a text file of the pack: a question changes there, and here it can be looked at and printed." }
        (CaseTable::new(caption, columns.into(), rows))
    };
    Ok(View::new("Forms", body).before(BackLink::to("/practice").render()).wide())
}

/// The form in the version that the address asks for: the newest when it asks for none.
fn asked_for<'p>(pack: &'p Pack, id: &str, query: &Fields) -> Result<&'p Form, Stop> {
    let found = match query.get("version") {
        "" => pack.form(id),
        version => version.parse().ok().and_then(|version| pack.form_version(id, version)),
    };
    found.ok_or_else(|| Refusal::NotFound.into())
}

#[expect(clippy::needless_pass_by_value, reason = "a page is given what stands in its path")]
fn look(visit: &Visit<'_>, id: String) -> Result<View, Stop> {
    let pack = &visit.house().pack;
    let form = asked_for(pack, &id, &visit.query)?;
    let guidance = Guidance::asked(&visit.query);
    let here = format!("/forms/{id}?version={}", form.version);
    let nothing = Fields::default();
    let body = html! {
        h1 class="govuk-heading-l" { (form.title) }
        p class="govuk-hint" { "Form “" (form.id) "”, version " (form.version) "." }
        (versions(pack, form))
        (InsetText::new("This is how the form looks. Nothing that you type here is kept or sent."))
        p class="govuk-body" {
            a class="govuk-link" href={ "/forms/" (id) "/paper?version=" (form.version) } { "On paper" }
        }
        (guidance.link(&here))
        @if let Some(words) = form.guidance.as_ref().filter(|_| guidance != Guidance::Hidden) { p class="govuk-body" { (words) } }
        (Asking::new(form, "", &nothing).guidance(guidance).preview())
        (why(form))
    };
    Ok(View::new(form.title.as_str(), body).before(BackLink::to("/forms").render()))
}

fn versions(pack: &Pack, shown: &Form) -> Markup {
    let versions: Vec<u32> =
        pack.forms.iter().filter(|form| form.id == shown.id).map(|form| form.version).rev().collect();
    html! {
        @if versions.len() > 1 {
            p class="govuk-body" {
                "Versions: "
                @for (number, version) in versions.iter().enumerate() {
                    @if number > 0 { ", " }
                    @if *version == shown.version { strong { (version) } }
                    @else { a class="govuk-link" href={ "/forms/" (shown.id) "?version=" (version) } { (version) } }
                }
                ". An answer keeps the version it was begun with."
            }
        }
    }
}

/// Who answers for each question, and why it is asked.
fn why(form: &Form) -> Markup {
    let rows = form.sections.iter().flat_map(|section| &section.questions).map(|question| {
        [question.label.as_str().into(), question.owner.as_str().into(), question.why.as_str().into()].into()
    });
    let columns = ["Question", "Who answers for it", "Why it is asked"].map(Column::new);
    html! {
        h2 class="govuk-heading-m" { "Why each question is asked" }
        (CaseTable::new("Questions and their owners", columns.into(), rows.collect::<Vec<_>>()))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "a page is given what stands in its path")]
fn paper(visit: &Visit<'_>, id: String) -> Result<View, Stop> {
    let form = asked_for(&visit.house().pack, &id, &visit.query)?;
    let guidance = Guidance::asked(&visit.query);
    let version = form.version;
    let body = html! {
        (guidance.link(&format!("/forms/{id}/paper?version={version}")))
        div class="app-paper" { (Paper::empty(form).guidance(guidance)) }
    };
    let back = BackLink {
        content: "Back to the form".into(),
        ..BackLink::to(format!("/forms/{id}?version={version}"))
    };
    Ok(View::new(form.title.as_str(), body).before(back.render()))
}
