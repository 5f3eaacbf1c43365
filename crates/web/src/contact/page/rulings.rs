//! The proposal and every ruling on it, side by side; the message to the referrer; and the way to what was known when it was decided.

use casework::contact::ContactView;
use design::govuk::{Details, SummaryList, SummaryRow};
use domain::calendar::london;
use domain::contact::{Agreement, Decision};
use maud::{Markup, Render, html};

use super::super::{address, basis, told};
use crate::forms::page::further_told;
use crate::route::Visit;

/// In whose hands the contact is; once it is decided, who proposed and who decided.
pub(super) fn hands(view: &ContactView) -> String {
    let known = &view.contact.record;
    let name = |by| view.names.name(by);
    match (&known.proposal, known.decision()) {
        (Some(proposal), Some(decision)) => {
            format!("Proposed by {}, decided by {}.", name(proposal.by), name(decision.by))
        }
        (None, Some(decision)) => format!("Decided by {}.", name(decision.by)),
        (_, None) => {
            known.holder.map_or_else(|| "Nobody holds it yet.".into(), |by| format!("Held by {}.", name(by)))
        }
    }
}

/// The decision that stands: what, at which level, when, why. Nothing before there is one.
pub(super) fn decided(visit: &Visit<'_>, view: &ContactView) -> Markup {
    let known = &view.contact.record;
    let Some(decision) = known.decision() else { return Markup::default() };
    let Some(basis) = &decision.outcomes else { return Markup::default() };
    let pack = &visit.house().pack;
    let outcome = pack.outcome(&basis.outcomes.primary);
    let outcome = outcome.map_or(basis.outcomes.primary.as_str(), |outcome| &outcome.name);
    html! {
        h2 class="govuk-heading-m" { "Decided: " (outcome) }
        (SummaryList::new(vec![
            SummaryRow::new("Level of need", basis::level_words(pack, basis.level)),
            SummaryRow::new("Who and when", format!(
                "{} by {}, {}",
                decision.agreement.words(),
                view.names.name(decision.by),
                london::moment_in_words(decision.at),
            )),
            SummaryRow::new("The manager’s words", told::verbatim(&decision.words)),
            SummaryRow::new("Why", told::verbatim(&basis.rationale)),
        ]))
        (further_told(pack, decision.further.as_ref()))
        (then(view))
    }
}

/// What was proposed, and how it was ruled on, side by side; folded once it is decided. Nothing before anything was proposed.
pub(super) fn rulings(visit: &Visit<'_>, view: &ContactView) -> Markup {
    let known = &view.contact.record;
    let Some(proposal) = &known.proposal else { return Markup::default() };
    let pack = &visit.house().pack;
    let both = html! {
        div class="app-split" {
            div {
                h2 class="govuk-heading-m" { "Proposed" }
                p class="govuk-body" { (view.names.name(proposal.by)) ", " (london::moment_in_words(proposal.at)) }
                (basis::told(pack, &proposal.basis, &view.names))
            }
            div {
                h2 class="govuk-heading-m" { "Rulings" }
                @if known.decisions.is_empty() { p class="govuk-body" { "Not decided yet." } }
                @for decision in &known.decisions { (ruling(visit, view, decision)) }
            }
        }
    };
    if known.stage.is_decided() {
        Details::new("The proposal and every ruling on it, with what happens next", both).render()
    } else {
        both
    }
}

fn ruling(visit: &Visit<'_>, view: &ContactView, decision: &Decision) -> Markup {
    html! {
        h3 class="govuk-heading-s" { (decision.agreement.words()) " by " (view.names.name(decision.by)) }
        p class="govuk-body" { (london::moment_in_words(decision.at)) }
        div class="govuk-body" { (told::verbatim(&decision.words)) }
        (further_told(&visit.house().pack, decision.further.as_ref()))
        @if let (Agreement::AgreeWithChange, Some(changed)) = (decision.agreement, &decision.outcomes) {
            (basis::told(&visit.house().pack, changed, &view.names))
        }
    }
}

/// What was known when it was decided: the same record, seen at the decision's own entry.
fn then(view: &ContactView) -> Markup {
    let known = &view.contact.record;
    html! {
        @if let Some(entry) = view.decided_at {
            ul class="govuk-list" {
                @for child in &known.children {
                    @if let Some(person) = child.found.person() {
                        li {
                            a class="govuk-link" href=(format!("/children/{person}?entry={}", entry.0)) {
                                "What was known when this was decided" span class="govuk-visually-hidden" { ": " (told::name(child)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What the referrer is told.
pub(super) fn feedback(view: &ContactView) -> Markup {
    let Some(known) = &view.feedback else { return Markup::default() };
    let feedback = &known.record;
    let state = match (feedback.sent_at, feedback.approved) {
        (Some(at), _) => format!("Sent {}", london::moment_in_words(at)),
        (None, Some((by, _))) => format!("Approved by {}, on its way", view.names.name(by)),
        (None, None) => {
            format!("Drafted by {}, to be approved by somebody else", view.names.name(feedback.drafted_by))
        }
    };
    html! {
        h2 class="govuk-heading-m" { "The referrer" }
        p class="govuk-body" { (state) "." }
        div class="govuk-body" { (told::verbatim(&feedback.words)) }
        p class="govuk-body" { a class="govuk-link" href=(address(view.contact.record.id, "/feedback")) { "The message to the referrer" } }
    }
}
