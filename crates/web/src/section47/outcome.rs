//! The outcome, to a plan or a stop: nothing that was written before is typed again. What is missing stands first, each with the page that mends it.

use casework::Stop;
use casework::section47;
use casework::section47::Section47View;
use design::govuk::{Button, InsetText};
use domain::access::Action;
use domain::calendar::london;
use domain::form::Choice;
use domain::id::Id;
use domain::pack::Pack;
use domain::section47::{Finding, OUTCOME_FORM, OutcomeAsked, Section47};
use maud::{Markup, html};

use super::{address, below, blank, guidance, heading, lines, open};
use crate::forms::page::Sheet;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Proposing it.
pub(super) static OUTCOME: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/outcome",
    name: "outcome of a section 47 enquiry",
    action: Action::ConcludeSection47,
    prefill: blank,
    show,
    send,
};

/// The form, with what can follow. Why the child was never seen is asked only where that is so.
fn sheet(pack: &Pack, section47: &Section47) -> Result<Sheet, Stop> {
    let sheet = Sheet::new(pack, &OUTCOME_FORM, None)?.offering_choices("follows", &follows(pack));
    Ok(if section47.first_seen().is_some() { sheet.without(&["unseen"]) } else { sheet })
}

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::ConcludeSection47)?;
    let known = &view.section47.record;
    let pack = &visit.house().pack;
    let sheet = sheet(pack, known)?;
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "Outcome"))
        (guidance(&sheet))
        (missing(pack, known))
        (reasoning(known))
        (on_plan(visit, &view))
        (visit.short_form(filling, html! { (sheet.asked(filling)) (Button::new("Send to a manager")) }))
    };
    below(visit, &view, "Outcome", body)
}

fn follows(pack: &Pack) -> Vec<Choice> {
    let letter = |finding: &Finding| finding.words().get(..3).unwrap_or_default();
    let choice = |follow: &domain::pack::Follow| {
        let after: Vec<&str> = follow.after.iter().map(letter).collect();
        let hint = format!("{} After {}.", follow.words, after.join(", "));
        Choice { hint: Some(hint), ..Choice::new(&follow.code, &follow.name) }
    };
    pack.section47.follows.iter().map(choice).collect()
}

/// What must be there before an outcome can be proposed, each with the page that mends it; the summary of problems lands here.
pub(super) fn missing(pack: &Pack, section47: &Section47) -> Markup {
    let missing = section47.missing(pack);
    let mut named = std::collections::BTreeSet::new();
    html! {
        @if !missing.is_empty() {
            h2 class="govuk-heading-m" { "Still missing" }
            ul class="govuk-list govuk-list--bullet" {
                @for problem in &missing {
                    @let first = named.insert(problem.field.as_str());
                    li {
                        bdi { (domain::person::name::shown_in_line(&problem.words)) } " "
                        a id=[first.then_some(&problem.field)] class="govuk-link" href=(address(section47.id, mends(&problem.field))) {
                            "Write it" span class="govuk-visually-hidden" { ": " (problem.words) }
                        }
                    }
                }
            }
        }
    }
}

fn mends(field: &str) -> &'static str {
    match field {
        "carers" | "siblings" => "/family",
        "medical" => "/medical",
        "harm" => "/harm",
        _ => "/risks",
    }
}

fn reasoning(section47: &Section47) -> Markup {
    html! {
        @if let Some(harm) = &section47.harm {
            h2 class="govuk-heading-m" { "Your reasoning" }
            p class="govuk-body" { strong { (harm.finding.words()) } }
            (lines(&harm.reasons))
        }
        @if let Some(returned) = section47.returned.last() {
            (InsetText::new(html! {
                p class="govuk-body" { "It came back on " (london::moment_in_words(returned.at)) ":" }
                (lines(&returned.why))
            }))
        }
    }
}

fn on_plan(visit: &Visit<'_>, view: &Section47View) -> Markup {
    let today = london::date_of(visit.session.at);
    let on_plan = view.episode.as_ref().is_some_and(|episode| episode.is_on_protection_plan(today));
    html! {
        @if on_plan {
            (InsetText::new("This child is on a child protection plan. Outcome (c) brings the review conference forward: no initial conference is required, and none is counted."))
        }
    }
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let section47 = section47::view(&visit.session, id)?.section47.record;
    let sheet = sheet(&visit.house().pack, &section47)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let asked = OutcomeAsked {
        finding: Finding::from_code(&given.words("finding")),
        follows: given.all("follows"),
        unseen: given.words("unseen"),
        words: given.words("words"),
        further: given.further(),
    };
    section47::conclude(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
