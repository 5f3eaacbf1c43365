//! Proposing what should happen with a contact. The officer proposes; a manager decides. Nobody proposes before somebody has looked for every
//! child, and the history stands beside the questions.

use casework::Stop;
use design::govuk::{Button, InsetText};
use domain::access::Action;
use domain::contact::{Agreement, Contact, Found};
use domain::id::Id;
use maud::{Markup, html};

use super::filled::Asked;
use super::repeat::one_more;
use super::{address, back, basis, page, told};
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
    let (contact, version) = match at {
        At::Now => {
            let view = casework::contact::view(&visit.session, *contact)?;
            (view.contact.record, view.contact.version.0)
        }
        At::Version(version) => (casework::contact::version(&visit.session, *contact, version)?, version),
    };
    let fields = contact.proposal.as_ref().map_or_else(
        || Fields::default().with(&basis::ACTIONS.field(0, "owner"), visit.session.staff.id.to_string()),
        |proposal| basis::fields(&proposal.basis),
    );
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let lands = basis::lands(&filling.fields);
    let asked = Asked::new(filling, &lands.iter().map(|(from, to)| (*from, to.as_str())).collect::<Vec<_>>());
    let known = &view.contact.record;
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "What should happen with contact " (known.reference) "?" }
        (asked.conflict(basis::LABELS, &basis::words(&visit.house().pack)))
        (sent_back(known, &view.names))
        (unlooked(contact, known))
        (page::previous(visit, &view))
        (asked.form(visit, html! {
            (super::pressed_by_enter("Propose this"))
            (basis::questions(visit, &asked, filling, Some(contact).filter(|_| !known.stage.is_decided()), view.enquiry.is_none())?)
            (Button::new("Propose this"))
        }))
    };
    Ok(View::new("Propose what should happen", body).before(back(contact)))
}

/// The manager's question, when it came back.
fn sent_back(contact: &Contact, names: &casework::staff::Names) -> Markup {
    let question = contact.ruling().filter(|ruling| ruling.agreement == Agreement::SendBack);
    html! {
        @if let Some(ruling) = question {
            (InsetText::new(html! {
                h2 class="govuk-heading-s" { "Sent back by " (names.name(ruling.by)) }
                (told::verbatim(&ruling.words))
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
    if let Some(shown_again) = one_more(visit, filling, &[&basis::ACTIONS]) {
        return shown_again;
    }
    let basis = basis::read(visit, &filling.fields)?;
    casework::contact::propose(&visit.session, &filling.sending(), contact, basis)?;
    Ok(Sent::to(address(contact, "")))
}
