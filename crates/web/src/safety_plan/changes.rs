//! What changed from one version of a plan to the next: answers compared by the form engine, who does what, who agreed, until when.

use casework::Stop;
use casework::safety_plan::{PlanView, view};
use design::govuk::{BackLink, Table};
use design::own::scroll_pane;
use domain::access::Action;
use domain::form::{Difference, compare};
use domain::id::Id;
use domain::pack::Pack;
use domain::safety_plan::{Edition, SafetyPlan};
use maud::{Markup, Render, html};

use super::{at, words};
use crate::route::{Page, View, Visit};

/// What changed.
pub(super) static CHANGES: Page<Id<SafetyPlan>> = Page {
    path: "/safety-plans/{plan}/changes",
    name: "what changed in a safety plan",
    action: Action::ReadSafetyPlan,
    show,
};

fn show(visit: &Visit<'_>, id: Id<SafetyPlan>) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let plan = &view.plan.record;
    let editions: Vec<&Edition> = plan.editions().collect();
    let body = html! {
        h1 class="govuk-heading-l" { "What changed in this safety plan" }
        p class="govuk-body" { "For " (words::children(&view.children)) ". The newest version first." }
        @for number in (2..=editions.len()).rev() {
            @if let (Some(before), Some(after)) = (editions.get(number - 2), editions.get(number - 1)) {
                h2 class="govuk-heading-m" { "Version " (number) }
                (words::made(after, number, &view.names))
                (changed(&visit.house().pack, before, after, number))
            }
        }
        @if let Some(first) = editions.first() {
            h2 class="govuk-heading-m" { "Version 1" }
            (words::made(first, 1, &view.names))
            @if editions.len() > 1 { (whole(&view, &visit.house().pack, first)) }
        }
    };
    let back = BackLink { content: "Back to the plan".into(), ..BackLink::to(at(id, "")) };
    Ok(View::new("What changed in a safety plan", body).before(back.render()).wide())
}

fn whole(view: &PlanView, pack: &Pack, edition: &Edition) -> Markup {
    html! {
        details class="govuk-details" {
            summary class="govuk-details__summary" { span class="govuk-details__summary-text" { "What version 1 said" } }
            div class="govuk-details__text" { (words::edition(view, pack, edition)) }
        }
    }
}

fn changed(pack: &Pack, before: &Edition, after: &Edition, number: usize) -> Markup {
    let (was, is) = (&before.words, &after.words);
    let mut rows: Vec<Vec<design::govuk::Cell>> = Vec::new();
    for difference in compare(&was.answers, &is.answers, &was.answers) {
        rows.push(answer(pack, before, after, &difference));
    }
    for changed in is.changed_from(was, &pack.safety_plans) {
        rows.push(row(&changed.part.words(), &changed.before, &changed.after));
    }
    let caption = format!("Version {} and version {number}", number - 1);
    html! {
        @if rows.is_empty() {
            p class="govuk-body" { "Nothing was changed." }
        } @else {
            (scroll_pane(&caption, Table::new(caption.as_str(), ["What", "Before", "Now"], rows)))
        }
    }
}

fn answer(
    pack: &Pack,
    before: &Edition,
    after: &Edition,
    difference: &Difference,
) -> Vec<design::govuk::Cell> {
    let said = |edition: &Edition, answer: Option<&domain::form::Answer>| {
        let given = &edition.words.answers;
        let form = pack.form_version(&given.form, given.version);
        let question = form.and_then(|form| form.question(&difference.place));
        match (question, answer) {
            (_, None) => String::new(),
            (Some(question), Some(answer)) => crate::forms::answer_words(question, answer),
            (None, Some(answer)) => answer.words(),
        }
    };
    let given = &after.words.answers;
    let form = pack.form_version(&given.form, given.version);
    let label = form.and_then(|form| form.question(&difference.place)).map(|question| question.label.clone());
    let label = label.unwrap_or_else(|| difference.place.to_string());
    row(&label, &said(before, difference.base.as_ref()), &said(after, difference.yours.as_ref()))
}

fn row(what: &str, before: &str, after: &str) -> Vec<design::govuk::Cell> {
    let said = |words: &str| {
        if words.trim().is_empty() {
            html! { "Nothing" }
        } else {
            words::verbatim(words)
        }
    };
    vec![words::name(what).into(), said(before).into(), said(after).into()]
}
