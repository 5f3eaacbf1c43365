//! Second readings: a share of decisions is drawn, read again blind, compared, and talked through where the two differ.

mod draw;
mod report;
mod view;

pub(crate) use draw::{draw, is_inside};
pub use report::{Behind, Cell, Group, IN_SIGHT, Report, Row, behind, report};
pub(crate) use view::not_blind;
pub use view::{Both, Reading, both, mine, reading};

use std::collections::BTreeSet;

use domain::access::{Action, Role, Subject};
use domain::contact::Contact;
use domain::id::Id;
use domain::notice::Notice;
use domain::refusal::Refusal;
use domain::second_reading::{AnswerAsked, ModerationAsked, Read, SecondReading, WhyGivenBack};
use domain::staff::Staff;
use store::{Permit, Stop, Version, Versioned, WriteDoor, WritePermit, load, save};

use crate::outbox;
use crate::session::{Sending, Session};

/// The contact a reading is of.
fn contact_of(reading: &SecondReading) -> Id<Contact> {
    match reading.of {
        Read::Contact(contact) => contact,
    }
}

/// The reading as it stands, for its reader alone.
fn own(
    session: &Session<'_>,
    permit: &Permit<'_>,
    id: Id<SecondReading>,
) -> Result<Versioned<SecondReading>, Stop> {
    let known = load(permit, id)?.ok_or(Refusal::NotFound)?;
    let read_by = known.record.second.as_ref().map(|second| second.by);
    if known.record.reader == Some(session.staff.id) || read_by == Some(session.staff.id) {
        return Ok(known);
    }
    Err(Refusal::NotFound.into())
}

/// Gives the second answer. The first decision stands; when the reader thinks that a child is not safe, whoever decided is told at once.
///
/// # Errors
/// When the person is not its reader, has answered already, or an answer is missing.
pub fn answer(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<SecondReading>,
    asked: AnswerAsked,
) -> Result<(), Stop> {
    session.send(sending, "answer_second_reading", |door| {
        let house = door.permit(Action::SeeSecondReadings, Subject::House)?;
        let known = own(session, &house, id)?;
        let permit = door.permit(Action::ReadSecond, Subject::Contact(contact_of(&known.record)))?;
        let reason = asked.reasons.clone();
        let answered = known.record.answer(session.staff.id, asked, session.at, &session.house.pack)?;
        crate::threshold::keep(session, &permit)?;
        save(&permit, &answered, Version(sending.opened), "answer_second_reading", Some(&reason))?;
        if answered.second.as_ref().is_some_and(|second| second.not_safe.is_some()) {
            alert(session, door, &permit, &answered)?;
        }
        Ok(())
    })
}

/// Immediate safety: whoever decided first, and the service managers, see it on their work page and by e-mail. The words are where to look.
fn alert(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    reading: &SecondReading,
) -> Result<(), Stop> {
    let mut told = BTreeSet::from([reading.first.by]);
    told.extend(store::staff::holders(permit, Role::ServiceManager)?);
    told.remove(&session.staff.id);
    let Some(child) = reading.children.first() else { return Ok(()) };
    for staff in told {
        if staff != reading.first.by && !is_inside(permit, &reading.children, staff)? {
            continue;
        }
        let notice = Notice {
            id: session.house.id(),
            to: staff,
            child: *child,
            contact: Some(contact_of(reading)),
            words: format!(
                "Immediate safety: a second reader of contact {} thinks that a child is not safe as things stand. Read why, and act now.",
                reading.reference
            ),
            sent_at: session.at,
            acknowledged_at: None,
        };
        save(permit, &notice, Version::NONE, "alert_immediate_safety", None)?;
        let words =
            format!("Immediate safety, contact {}: sign in now and read your notices.", reading.reference);
        outbox::tell_colleague(session, door, staff, &words)?;
    }
    Ok(())
}

/// Gives a reading back: the record opens to this manager again, and the reading goes to the next who may.
///
/// # Errors
/// When the person is not its reader, or has answered.
pub fn give_back(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<SecondReading>,
    why: WhyGivenBack,
    words: String,
) -> Result<(), Stop> {
    session.send(sending, "give_back_second_reading", |door| {
        let permit = door.permit(Action::SeeSecondReadings, Subject::House)?;
        let known = own(session, &permit, id)?;
        let next = draw::next_reader(session, &permit, &known.record, session.staff.id)?;
        let back = known.record.give_back(session.staff.id, why, words, next, session.at)?;
        save(&permit, &back, Version(sending.opened), "give_back_second_reading", Some(why.words()))?;
        Ok(())
    })
}

/// Writes down how a disagreement was talked through.
///
/// # Errors
/// When the two agree, it was talked through already, or the person is not one who may write it down.
pub fn moderate(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<SecondReading>,
    asked: ModerationAsked,
) -> Result<(), Stop> {
    session.send(sending, "moderate_reading", |door| {
        let house = door.permit(Action::SeeConsistency, Subject::House)?;
        let known = load(&house, id)?.filter(|known| !known.record.is_blind()).ok_or(Refusal::NotFound)?;
        let permit = door.permit(Action::ModerateReading, Subject::Contact(contact_of(&known.record)))?;
        not_blind(&permit, contact_of(&known.record))?;
        let learnt = asked.learnt.clone();
        let moderated = known.record.moderate(session.staff.id, asked, session.at)?;
        save(&permit, &moderated, Version(sending.opened), "moderate_reading", Some(&learnt))?;
        Ok(())
    })
}

/// Everybody named in a reading.
fn staff_in(reading: &SecondReading) -> Vec<Id<Staff>> {
    let mut staff = vec![reading.first.by];
    staff.extend(reading.reader);
    staff.extend(reading.second.as_ref().map(|second| second.by));
    staff.extend(reading.moderation.as_ref().map(|moderation| moderation.by));
    staff.extend(reading.given_back.iter().map(|given| given.by));
    staff
}
