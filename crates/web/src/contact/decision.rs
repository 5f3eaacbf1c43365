//! A manager decides (ux 3.5): on the left what is known already, the worker's words and the contact, on the right agree, agree with a change, or send back, with the
//! manager's own words. Nobody decides what they proposed themselves.

use casework::Stop;
use casework::contact::ContactView;
use design::govuk::{Button, Choice};
use domain::access::Action;
use domain::contact::{Agreement, Contact, DecisionAsked, Proposal};
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::filled::Asked;
use super::repeat::one_more;
use super::{address, back, basis, page};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};
use crate::threshold::like;

/// Deciding a contact.
pub(super) static DECISION: Act<Id<Contact>> = Act {
    path: "/contacts/{contact}/decision",
    name: "decide a contact",
    action: Action::DecideContact,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, contact: &Id<Contact>, at: At) -> Result<Prefilled, Stop> {
    let (contact, version) = match at {
        At::Now => {
            let view = casework::contact::view(&visit.session, *contact)?;
            (view.contact.record, view.contact.version.0)
        }
        At::Version(version) => (casework::contact::version(&visit.session, *contact, version)?, version),
    };
    let fields = contact.proposal.as_ref().map(|proposal| basis::fields(&proposal.basis)).unwrap_or_default();
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let proposal = to_decide(visit, &view)?;
    let known = &view.contact.record;
    let pack = &visit.house().pack;
    let lands = basis::lands(&filling.fields);
    let asked = Asked::new(filling, &lands.iter().map(|(from, to)| (*from, to.as_str())).collect::<Vec<_>>());
    let change = html! {
        p class="govuk-body" { "Filled in with the proposal. Change what should be different." }
        (basis::questions(visit, &asked, filling, None, view.enquiry.is_none())?)
    };
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Decide contact " (known.reference) }
        (asked.conflict(basis::LABELS, &basis::words(pack)))
        (page::clocks(visit, known))
        div class="app-split" {
            div {
                (page::previous(visit, &view))
                h2 class="govuk-heading-m" { "The worker's words" }
                p class="govuk-body" { "Proposed by " (view.names.name(proposal.by)) }
                (basis::told(pack, &proposal.basis, &view.names))
                (like::folded(visit, &proposal.basis.paragraph, Some(contact))?)
                h2 class="govuk-heading-m" { "The contact" }
                (page::said(visit, &view))
                (page::agreement(&view))
            }
            div {
                h2 class="govuk-heading-m" { "Your decision" }
                (asked.form(visit, html! {
                    (super::pressed_by_enter("Record my decision"))
                    (asked.one_of("agreement", "What do you decide?", rulings(change)))
                    (asked.lines("words", "Your reasons, or your question").hint("What you weighed, and why this is right for the child").rows(5))
                    (Button::new("Record my decision"))
                }))
            }
        }
    };
    Ok(View::new("Decide a contact", body).before(back(contact)).wide())
}

/// The proposal that waits for this viewer's decision, or why there is none.
fn to_decide<'v>(visit: &Visit<'_>, view: &'v ContactView) -> Result<&'v Proposal, Stop> {
    let known = &view.contact.record;
    if known.stage.is_decided() {
        return Err(Refusal::NotNow("This contact has already been decided.".into()).into());
    }
    let Some(proposal) = &known.proposal else {
        return Err(Refusal::NotNow("Nothing has been proposed yet.".into()).into());
    };
    if proposal.by == visit.session.staff.id {
        return Err(
            Refusal::not_allowed("You proposed this outcome, so somebody else must decide it.").into()
        );
    }
    if !view.may.contains(&Action::DecideContact) {
        return Err(Refusal::not_allowed("Your role does not let you decide this contact.").into());
    }
    Ok(proposal)
}

/// What can be decided; the questions of a change open under it.
fn rulings(change: Markup) -> Vec<Choice> {
    vec![
        Choice::new(Agreement::Agree.code(), "Agree"),
        Choice::new(Agreement::SendBack.code(), "Send back with a question"),
        Choice::new(Agreement::AgreeWithChange.code(), "Agree with a change").conditional(change),
    ]
}

fn send(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<Sent, Stop> {
    if let Some(shown_again) = one_more(visit, filling, &[&basis::ACTIONS]) {
        return shown_again;
    }
    let agreement = Agreement::from_code(filling.get("agreement"))
        .ok_or_else(|| Refusal::field("agreement", "Choose whether you agree, change it or send it back."))?;
    let changed = match agreement {
        Agreement::AgreeWithChange => Some(basis::read(visit, &filling.fields)?),
        Agreement::Agree | Agreement::SendBack => None,
    };
    let asked = DecisionAsked { agreement, changed, words: filling.get("words").to_owned() };
    casework::contact::decide(&visit.session, &filling.sending(), contact, asked)?;
    Ok(Sent::to(address(contact, "")))
}
