//! The child's own plan for whoever works with the child: what it says, how hard it reads, what became of its promises, and its versions.

use casework::Stop;
use casework::safety_plan::{OwnView, own_plan};
use design::govuk::{Button, InsetText, button_group};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::safety_plan::ChildPlan;
use domain::safety_plan::own::OwnWords;
use domain::safety_plan::reading::Measure;
use maud::{Markup, Render, html};

use super::{own_paper, words};
use crate::child::identity;
use crate::route::{Page, View, Visit};

/// A child's own plan.
pub(super) static OWN: Page<Id<Person>> = Page {
    path: "/children/{child}/own-plan",
    name: "child's own plan",
    action: Action::ReadChildPlan,
    show,
};

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    identity::about(visit, child, Action::ReadChildPlan, "", Markup::default())?;
    let view = own_plan(&visit.session, child)?;
    let writes = view.may.contains(&Action::WriteChildPlan);
    let body = html! {
        h1 class="govuk-heading-l" { "The child's own plan" }
        @match &view.plan {
            None => p class="govuk-body" { "This child has no plan of their own yet." },
            Some(known) => (plan(visit, &view, &known.record)),
        }
        @if writes {
            (button_group(Button::link(if view.plan.is_some() { "Change it with the child" } else { "Write it with the child" }, format!("/children/{child}/own-plan/write")).render()))
        }
        p class="govuk-body" { a class="govuk-link" href={ "/children/" (child) "/safety-plan" } { "The safety plan" } }
    };
    identity::about(visit, child, Action::ReadChildPlan, "The child's own plan", body)
}

fn plan(visit: &Visit<'_>, view: &OwnView, plan: &ChildPlan) -> Markup {
    let own = &visit.house().pack.safety_plans.own;
    html! {
        p class="govuk-body" {
            "Version " (plan.edition()) ", written down by " (words::name(view.names.name(plan.now.by))) " on " (london::moment_in_words(plan.now.at)) ". "
            a class="govuk-link" href={ "/children/" (view.child) "/own-plan/print" } { "Print it, or show it on a phone" }
        }
        (own_paper::paper(&view.first_name, own, &plan.now.words, &|promise| became(view, plan, promise)))
        h2 class="govuk-heading-m" { "How hard it reads" }
        (measured(visit, &plan.now.words))
        @if !plan.before.is_empty() {
            h2 class="govuk-heading-m" { "Earlier versions" }
            @for (place, edition) in plan.before.iter().enumerate().rev() {
                details class="govuk-details" {
                    summary class="govuk-details__summary" {
                        span class="govuk-details__summary-text" { "Version " (place + 1) " of " (london::moment_in_words(edition.at)) }
                    }
                    div class="govuk-details__text" {
                        p class="govuk-body" { "Written down by " (words::name(view.names.name(edition.by))) "." }
                        (own_paper::paper(&view.first_name, own, &edition.words, &|_| Markup::default()))
                    }
                }
            }
        }
    }
}

/// What became of a promise, or when somebody looks; for workers, with the way to say so.
fn became(view: &OwnView, plan: &ChildPlan, place: usize) -> Markup {
    let Some(promise) = plan.now.words.promises.get(place) else { return Markup::default() };
    html! {
        @match plan.became(promise) {
            Some(looked) => {
                (if looked.kept { Tone::Done.tag("Kept") } else { Tone::Pressing.tag("Not kept") }) " "
                (words::verbatim(&looked.words)) " "
                span class="govuk-hint" { (words::name(view.names.name(looked.by))) ", " (london::moment_in_words(looked.at)) }
            },
            None if view.may.contains(&Action::WriteChildPlan) => {
                a class="govuk-link" href={ "/children/" (view.child) "/own-plan/promises/" (place) } {
                    "Was it kept?" span class="govuk-visually-hidden" { " Promise " (place + 1) }
                }
            },
            None => {},
        }
    }
}

/// How hard a plan reads, with what could be simpler. It advises, and never stands in the way.
pub(super) fn measured(visit: &Visit<'_>, said: &OwnWords) -> Markup {
    let plans = &visit.house().pack.safety_plans;
    let measure = Measure::of(&said.read_by_the_child(), &plans.own, &plans.hard_words);
    let Some(age) = measure.reading_age else {
        return html! { p class="govuk-body" { "There is nothing to measure yet." } };
    };
    let simple = measure.is_simple(&plans.own);
    let years = if age < 5.5 { "5 or younger".to_owned() } else { format!("about {age:.0}") };
    html! {
        p class="govuk-body" {
            (if simple { Tone::Done.tag("Simple enough") } else { Tone::Waiting.tag("Could be simpler") })
            " Reading age " (years) "; asked for: about " (plans.own.reading_age) ". "
            (measure.count.words) " words in " (measure.count.sentences) " sentences."
        }
        @if !measure.hard.is_empty() {
            p class="govuk-body" { "These sentences are long or hard for a child:" }
            ul class="govuk-list govuk-list--bullet" {
                @for hard in &measure.hard {
                    li { "“" (words::verbatim(&hard.sentence)) "” (" (hard.words) " words, reading age about " (format!("{:.0}", hard.reading_age)) ")" }
                }
            }
        }
        @if !measure.hints.is_empty() {
            p class="govuk-body" { "Simpler words:" }
            ul class="govuk-list govuk-list--bullet" { @for hint in &measure.hints { li { "“" (hint.hard) "”: " (hint.simpler) } } }
        }
        @if !simple { (InsetText::new("Nothing has to be changed. What the child chose to say stands as they said it.")) }
        p class="govuk-hint" { "Measured by the Flesch-Kincaid grade. " (plans.own.source) }
    }
}
