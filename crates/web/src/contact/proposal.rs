//! Proposing what should happen with a contact. The officer proposes; a manager decides. Nobody proposes before somebody has looked for every
//! child, and the history stands beside the questions.

use casework::Stop;
use design::govuk::{Button, InsetText};
use domain::access::Action;
use domain::contact::{Agreement, Contact, Found};
use domain::id::Id;
use maud::{Markup, html};

use super::{address, back, basis, page, record, told};
use crate::forms::page::further_told;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Proposing an outcome.
pub(super) static PROPOSAL: Act<Id<Contact>> = Act {
    path: "/contacts/{contact}/proposal",
    name: "propose an outcome",
    action: Action::ProposeOutcome,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, contact: &Id<Contact>, at: At) -> Result<Prefilled, Stop> {
    let (contact, version) = record(visit, *contact, at)?;
    let fields = match &contact.proposal {
        None => Fields::default().with(&basis::action_field(0, "owner"), visit.session.staff.id.to_string()),
        Some(proposal) => {
            basis::fields(&basis::of_contact(visit, &contact, true, &Fields::default())?, &proposal.basis)
        }
    };
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let known = &view.contact.record;
    let sheet = basis::of_contact(visit, known, view.enquiry.is_none(), &filling.fields)?;
    let like = Some(contact).filter(|_| !known.stage.is_decided());
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "What should happen with contact " (known.reference) "?" }
        (sent_back(visit, known, &view.names))
        (unlooked(contact, known))
        (page::previous(visit, &view))
        (visit.form(filling, html! {
            (super::pressed_by_enter("Propose this"))
            (basis::questions(visit, &sheet, filling, like)?)
            (Button::new("Propose this"))
        }))
    };
    Ok(View::new("Propose what should happen", body).before(back(contact)))
}

/// The manager's question, when it came back.
fn sent_back(visit: &Visit<'_>, contact: &Contact, names: &casework::staff::Names) -> Markup {
    let question = contact.ruling().filter(|ruling| ruling.agreement == Agreement::SendBack);
    html! {
        @if let Some(ruling) = question {
            (InsetText::new(html! {
                h2 class="govuk-heading-s" { "Sent back by " (names.name(ruling.by)) }
                (told::verbatim(&ruling.words))
                (further_told(&visit.house().pack, ruling.further.as_ref()))
            }))
        }
    }
}

/// Children nobody has looked for yet: the way to do it first.
fn unlooked(contact: Id<Contact>, known: &Contact) -> Markup {
    let waiting = known.children.iter().enumerate().filter(|(_, child)| child.found == Found::NotLooked);
    let waiting: Vec<_> = waiting.collect();
    html! {
        @if !waiting.is_empty() {
            p class="govuk-body" { "First say whether each child is already known:" }
            ul class="govuk-list govuk-list--bullet" {
                @for (place, child) in waiting {
                    li {
                        a class="govuk-link" id=(format!("child-{place}")) href=(address(contact, &format!("/children/{place}?then=decide"))) {
                            (told::bdi(&told::name(child)))
                        }
                    }
                }
            }
        }
    }
}

fn send(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<Sent, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let sheet = basis::of_contact(visit, &view.contact.record, view.enquiry.is_none(), &filling.fields)?;
    let mut given = sheet.read(&filling.fields)?;
    let basis = basis::read(visit, &mut given)?;
    casework::contact::propose(&visit.session, &filling.sending(), contact, basis)
        .map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(address(contact, "")))
}
