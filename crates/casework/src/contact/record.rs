//! A contact typed in by whoever took the call. Nothing but who, what and where must be known.

use domain::access::{Action, Role, Subject};
use domain::contact::{
    Channel, Concern, Contact, NewContact, OtherPerson, Referrer, SafeContact, SubjectChild,
};
use domain::form::Answers;
use domain::id::Id;
use domain::person::known::Known;
use jiff::Timestamp;
use store::{Stop, Version, WriteDoor, WritePermit, save};

use crate::handover;
use crate::outbox;
use crate::session::{Sending, Session};

/// A contact as it was typed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Intake {
    /// When it reached the council; now when nothing else is said.
    pub received_at: Option<Timestamp>,
    /// How it came.
    pub channel: Channel,
    /// Source code of the national returns.
    pub source: String,
    /// Who is worried.
    pub referrer: Referrer,
    /// The children.
    pub children: Vec<SubjectChild>,
    /// Everybody else named.
    pub others: Vec<OtherPerson>,
    /// The worry.
    pub concern: Concern,
    /// How to reach the family safely.
    pub safe_contact: SafeContact,
    /// Answers to the council's own questions.
    pub forms: Vec<Answers>,
}

/// Records a contact. The officer has it in hand, so its referrer is acknowledged by the conversation; danger now alerts every duty manager at once.
///
/// # Errors
/// When an answer cannot be taken, or the person may not record contacts.
pub fn record(session: &Session<'_>, sending: &Sending, intake: Intake) -> Result<Id<Contact>, Stop> {
    session.send(sending, "record_contact", |door| {
        let permit = door.permit(Action::RecordContact, Subject::House)?;
        let spoken = matches!(intake.channel, Channel::Telephone | Channel::InPerson | Channel::NightTeam);
        let contact = received(session, intake, Some(session.staff.id))?;
        // What the night team records waits for the day team; anybody else has it in hand.
        let night = contact.channel == Channel::NightTeam;
        let contact = if night { contact } else { contact.held_by(session.staff.id)? };
        let contact = if spoken { contact.acknowledged(session.at) } else { contact };
        keep(session, door, &permit, &contact, "record_contact")?;
        if night {
            handover::left_by_contact(session, door, &permit, &contact)?;
        }
        Ok(contact.id)
    })
}

/// Makes a contact of what another agency notified. Whoever makes it has it in hand; the agency has its receipt for the batch already.
pub(crate) fn from_notifications(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    intake: Intake,
) -> Result<Id<Contact>, Stop> {
    let contact = received(session, intake, Some(session.staff.id))?.held_by(session.staff.id)?;
    let contact = contact.acknowledged(session.at);
    keep(session, door, permit, &contact, "contact_from_notifications")?;
    Ok(contact.id)
}

/// Takes a contact in by the domain's rule, under the house's clocks.
pub(super) fn received(
    session: &Session<'_>,
    intake: Intake,
    logged_by: Option<Id<domain::staff::Staff>>,
) -> Result<Contact, Stop> {
    let house = session.house;
    let id = house.id();
    let new = NewContact {
        id,
        reference: reference(id),
        received_at: intake.received_at.unwrap_or(session.at),
        logged_by,
        channel: intake.channel,
        source: intake.source,
        referrer: intake.referrer,
        children: intake.children,
        others: intake.others,
        concern: intake.concern,
        safe_contact: intake.safe_contact,
        forms: intake.forms,
    };
    Ok(Contact::receive(new, session.at, &house.pack, &house.calendar)?)
}

/// Saves a new contact and alerts the duty managers when a child is in danger now.
pub(super) fn keep(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    contact: &Contact,
    command: &str,
) -> Result<(), Stop> {
    save(permit, contact, Version::NONE, command, None)?;
    if contact.concern.danger_now == Known::Is(true) {
        outbox::alert(
            session,
            door,
            Role::MashManager,
            &format!("Contact {}: a child may be in danger now", contact.reference),
        )?;
    }
    Ok(())
}

/// A short number people can say on the telephone: ten characters without letters that sound or look alike.
fn reference(id: Id<Contact>) -> String {
    let letters = id.spoken(10);
    format!("{}-{}", &letters[..5], &letters[5..])
}
