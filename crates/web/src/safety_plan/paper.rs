//! A plan on paper: the family's version, and a copy with its holder's name at its head. Paper that is not the newest says that it is replaced. Nothing
//! is printed for anybody from whom the plan is withheld, and the list of those names stands on no paper.

use casework::Stop;
use casework::safety_plan::{PlanView, printed, view};
use design::govuk::{BackLink, InsetText, SummaryList};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::safety_plan::{CopyOf, Edition, SafetyPlan};
use maud::{Markup, Render, html};

use super::{at, words};
use crate::route::{Page, View, Visit};

/// The family's version.
pub(super) static FAMILY: Page<Id<SafetyPlan>> = Page {
    path: "/safety-plans/{plan}/family",
    name: "family's safety plan",
    action: Action::ReadSafetyPlan,
    show: |visit, id| {
        let view = view(&visit.session, id)?;
        let edition = view.plan.record.now.clone();
        let number = view.plan.record.edition();
        let body = paper(visit, &view, (&edition, number), CopyOf::Family, &Markup::default());
        Ok(on_paper(id, "Family's safety plan", body))
    },
};

/// A copy, printed for whoever holds it.
pub(super) static PRINTED: Page<(Id<SafetyPlan>, usize)> = Page {
    path: "/safety-plans/{plan}/copies/{place}",
    name: "copy of a safety plan",
    action: Action::ReadSafetyPlan,
    show: show_copy,
};

fn show_copy(visit: &Visit<'_>, (id, place): (Id<SafetyPlan>, usize)) -> Result<View, Stop> {
    let view = printed(&visit.session, id, place)?;
    let plan = &view.plan.record;
    let copy = plan.printed_for(place)?.clone();
    let edition = plan.edition_of(copy.edition).unwrap_or(&plan.now).clone();
    let head = html! {
        p class="govuk-body" { "For " strong { (words::holder(&visit.house().pack, &copy.to)) } ", given on " (london::moment_in_words(copy.given_at)) "." }
    };
    let body = paper(visit, &view, (&edition, copy.edition), copy.of, &head);
    Ok(on_paper(id, "Copy of a safety plan", body))
}

fn on_paper(id: Id<SafetyPlan>, title: &str, body: Markup) -> View {
    let back = BackLink { content: "Back to the plan".into(), ..BackLink::to(at(id, "")) };
    View::new(title, body).before(back.render())
}

fn paper(
    visit: &Visit<'_>,
    view: &PlanView,
    (edition, number): (&Edition, usize),
    of: CopyOf,
    head: &Markup,
) -> Markup {
    let pack = &visit.house().pack;
    let plan = &view.plan.record;
    let council = &pack.council;
    let replaced = number != plan.edition() || !plan.is_live();
    let stands =
        |section: &str| of == CopyOf::Worker || pack.safety_plans.family.iter().any(|one| one == section);
    let now = visit.session.at;
    html! {
        div class="app-paper" {
            @if replaced {
                div class="app-paper__replaced" role="note" {
                    @if plan.is_live() { "Replaced: a newer version of this plan stands." } @else { "Replaced: this plan has ended." }
                    " Do not go by this paper."
                }
            }
            h1 class="govuk-heading-l" { "Our safety plan" }
            (head)
            p class="govuk-body" { "For " (words::names(view.children.iter().map(|(_, called)| called.as_str()))) "." }
            p class="govuk-body" { "It holds until " strong { (london::moment_in_words(edition.words.expires)) } ". Then we look at it together again." }
            @if !replaced && edition.words.expires <= now { (InsetText::new("This plan has run out. Ring us before you go by it.")) }
            (SummaryList::new(words::answers(pack, &edition.words, stands)))
            h2 class="govuk-heading-m" { "Who does what" }
            (words::actions(view, pack, &edition.words.actions, false))
            @if of == CopyOf::Worker {
                h2 class="govuk-heading-m" { "Who agreed" }
                (words::agreements(pack, &edition.words.agreements))
            }
            h2 class="govuk-heading-m" { "You choose" }
            p class="govuk-body" { "You agree to this plan of your own will. You can change your mind: tell us, and we talk about what keeps the children safe." }
            h2 class="govuk-heading-m" { "Whom to ring" }
            ul class="govuk-list govuk-list--bullet" {
                li { "In danger: 999" }
                li { "By day: " (council.duty_phone) }
                li { "Nights and weekends: " (council.night_phone) }
            }
            p class="govuk-hint" { "Version " (number) " of " (london::moment_in_words(edition.at)) ". Printed " (london::moment_in_words(now)) ". When a newer one comes, give this paper back." }
        }
    }
}
