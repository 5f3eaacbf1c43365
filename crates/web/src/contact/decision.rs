//! A manager decides (ux 3.5): on the left what is known already, the worker's words and the contact, on the right agree, agree with a change, or send back, with the
//! manager's own words. Nobody decides what they proposed themselves.

use casework::Stop;
use casework::contact::ContactView;
use design::govuk::Button;
use domain::access::Action;
use domain::contact::{Agreement, Contact, DECISION_FORM, DecisionAsked, Proposal};
use domain::form::Place;
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{address, back, basis, page, record};
use crate::forms::page::Sheet;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};
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

/// The form of the decision.
fn sheet(visit: &Visit<'_>) -> Result<Sheet, Stop> {
    Sheet::new(&visit.house().pack, &DECISION_FORM, None)
}

/// The form of what it rests on, beside the decision's own.
fn basis_sheet(
    visit: &Visit<'_>,
    contact: &Contact,
    asks_why_no_enquiry: bool,
    fields: &Fields,
) -> Result<Sheet, Stop> {
    Ok(basis::of_contact(visit, contact, asks_why_no_enquiry, fields)?.among())
}

fn prefill(visit: &Visit<'_>, contact: &Id<Contact>, at: At) -> Result<Prefilled, Stop> {
    let (contact, version) = record(visit, *contact, at)?;
    let fields = match &contact.proposal {
        None => Fields::default(),
        Some(proposal) => {
            basis::fields(&basis_sheet(visit, &contact, true, &Fields::default())?, &proposal.basis)
        }
    };
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let proposal = to_decide(visit, &view)?;
    let known = &view.contact.record;
    let pack = &visit.house().pack;
    let sheet = sheet(visit)?;
    let changed = basis_sheet(visit, known, view.enquiry.is_none(), &filling.fields)?;
    let change = html! {
        p class="govuk-body" { "Filled in with the proposal. Change what should be different." }
        (basis::questions(visit, &changed, filling, None)?)
    };
    let body = html! {
        (sheet.notices_with(filling, &[&changed]))
        h1 class="govuk-heading-l" { "Decide contact " (known.reference) }
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
                (page::agreement(visit, &view))
            }
            div {
                (visit.form(filling, html! {
                    (super::pressed_by_enter("Record my decision"))
                    (sheet.asking(filling).under(&changes(&change)))
                    (Button::new("Record my decision"))
                }))
            }
        }
    };
    Ok(View::new("Decide a contact", body).before(back(contact)).wide())
}

/// The questions of a change open under the ruling that changes something.
pub(crate) fn changes(change: &Markup) -> impl Fn(&Place, &str) -> Markup {
    |place, value| match place.question == "agreement" && value == Agreement::AgreeWithChange.code() {
        true => change.clone(),
        false => Markup::default(),
    }
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

fn send(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit)?;
    let given = sheet.read(&filling.fields)?;
    let agreement = Agreement::from_code(&given.words("agreement"));
    let mut problems = given.problems.clone();
    let mut changed = None;
    if agreement == Some(Agreement::AgreeWithChange) {
        let view = casework::contact::view(&visit.session, contact)?;
        let changes = basis_sheet(visit, &view.contact.record, view.enquiry.is_none(), &filling.fields)?;
        match basis::read(visit, &mut changes.read(&filling.fields)?) {
            Ok(basis) => changed = Some(basis),
            Err(Refusal::Invalid(more)) => problems.extend(more),
            Err(refusal) => return Err(refusal.into()),
        }
    }
    let agreement = agreement.filter(|_| problems.is_empty()).ok_or(Refusal::Invalid(problems))?;
    let asked = DecisionAsked { agreement, changed, words: given.words("words"), further: given.further() };
    casework::contact::decide(&visit.session, &filling.sending(), contact, asked)?;
    Ok(Sent::to(address(contact, "")))
}
