//! A manager decides. What was known at that moment can be shown later: the ledger's order is the order of knowledge.

use domain::access::{Action, Subject};
use domain::contact::{Contact, Decided, DecisionAsked};
use domain::id::Id;
use domain::notice::Notice;
use store::{Saved, Stop, Version, WritePermit, involvement, save};

use super::{feedback, unchanged};
use crate::mash;
use crate::session::{Sending, Session};
use crate::{referral, second_reading, threshold};

/// Rules on a proposal: agrees, changes it, or sends it back. When decided, the referrer's message is drafted and the workers of children who are
/// open already are told.
///
/// # Errors
/// When the person proposed it themselves, reasons are missing, somebody else changed the contact, or it is decided already.
pub fn decide(
    session: &Session<'_>,
    sending: &Sending,
    contact: Id<Contact>,
    asked: DecisionAsked,
) -> Result<(), Stop> {
    session.send(sending, "decide_contact", |door| {
        let permit = door.permit(Action::DecideContact, Subject::Contact(contact))?;
        let known = unchanged(&permit, contact, sending.opened)?;
        let house = session.house;
        let reason = asked.words.clone();
        let decided =
            known.record.decide(session.staff.id, asked, session.at, &house.pack, &house.calendar)?;
        let saved = settle(session, &permit, &decided, known.version, "decide_contact", &reason)?;
        if decided.contact.stage.is_decided() {
            mash::overtake(session, &permit, &decided.contact, &reason)?;
            second_reading::draw(session, &permit, &decided.contact, saved.seq)?;
        }
        Ok(())
    })
}

/// Saves a contact that was ruled on, and brings about what follows from its decision: a referral of each child where it asks for one, the workers of
/// children who are open already told, the referrer's message drafted.
pub(crate) fn settle(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    decided: &Decided,
    before: Version,
    command: &str,
    reason: &str,
) -> Result<Saved, Stop> {
    let contact = &decided.contact;
    if let Some(basis) = contact.decision().and_then(|decision| decision.outcomes.as_ref()) {
        referral::may_be_asked(session, permit, contact, basis)?;
    }
    let saved = save(permit, contact, before, command, Some(reason))?;
    if contact.stage.is_decided() {
        tell_allocated_workers(session, permit, contact)?;
        threshold::keep(session, permit)?;
        referral::ask(session, permit, contact)?;
    }
    if decided.tell_referrer {
        feedback::draft_after_decision(session, permit, contact)?;
    }
    Ok(saved)
}

/// New information on an open child goes to the allocated worker, with acknowledgement (DfE: it is neither a contact's referral nor a new episode).
pub(super) fn tell_allocated_workers(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    contact: &Contact,
) -> Result<(), Stop> {
    for child in contact.people() {
        for worker in involvement::workers_now(permit, child)? {
            let notice = Notice {
                id: session.house.id(),
                to: worker,
                child,
                contact: Some(contact.id),
                words: format!("Contact {} is about a child who is open to you.", contact.reference),
                sent_at: session.at,
                acknowledged_at: None,
            };
            if !store::notice::was_sent(permit, worker, child, contact.id)? {
                save(permit, &notice, Version::NONE, "tell_allocated_worker", None)?;
            }
        }
    }
    Ok(())
}
