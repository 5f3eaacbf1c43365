//! A conference becomes needed with the outcome of an enquiry, is asked for, declined, called off, asked for again.

use domain::access::{Action, Subject};
use domain::conference::{AskedOf, Conference, ConferenceAsked, DeclineAsked, RequestAsked, Stage};
use domain::disagreement::Disagreement;
use domain::id::{Any, Id};
use domain::person::Person;
use domain::person::relationship::Kinship;
use domain::refusal::Refusal;
use domain::section47::Settled;
use domain::staff::Staff;
use jiff::Timestamp;
use store::{Permit, Stop, Version, WriteDoor, WritePermit, load, save};

use super::tell::{Telling, invited, tell_unit, workers};
use super::unchanged;
use crate::section47;
use crate::session::{Sending, Session};

/// An outcome that calls for conferences: of one child, or of brothers and sisters together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The children.
    pub children: Vec<ChildAsked>,
    /// Who decided the outcome of the enquiry.
    pub decided_by: Id<Staff>,
    /// When.
    pub decided_at: Timestamp,
    /// The request to the service that arranges conferences, when it goes with the outcome; without it the clock of requests runs.
    pub request: Option<RequestAsked>,
}

/// One child of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChildAsked {
    /// The child.
    pub child: Id<Person>,
    /// The enquiry that found continuing risk.
    pub section47: Option<Id<Any>>,
    /// When the strategy discussion was held that began it.
    pub initiated_at: Timestamp,
    /// When the last one was held, where there was a later one.
    pub last_discussion_at: Option<Timestamp>,
}

/// A brother or sister of a child, for putting conferences on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sister {
    /// The child.
    pub child: Id<Person>,
    /// What they are called.
    pub name: String,
}

/// Makes the conferences that an outcome calls for, in the transaction of whoever decides it.
///
/// # Errors
/// When the person may not ask for one, a conference of the child waits already, or the dates cannot be.
pub fn request(session: &Session<'_>, door: &WriteDoor, asked: Asked) -> Result<Vec<Id<Conference>>, Stop> {
    let outcome = ConferenceAsked {
        together: session.house.id(),
        decided_by: asked.decided_by,
        decided_at: asked.decided_at,
    };
    let mut made = Vec::new();
    for of in asked.children {
        let permit = door.permit(Action::RequestConference, Subject::Child(of.child))?;
        none_waits(&permit, of.child)?;
        let ChildAsked { child, section47, initiated_at, last_discussion_at } = of;
        let of = AskedOf { id: session.house.id(), child, section47, initiated_at, last_discussion_at };
        let (pack, calendar) = (&session.house.pack, &session.house.calendar);
        let mut conference = Conference::needed(of, &outcome, session.at, pack, calendar)?;
        if let Some(request) = &asked.request {
            conference = conference.request(session.staff.id, request.clone(), session.at)?;
            tell_unit(session, door, &conference)?;
        }
        save(&permit, &conference, Version::NONE, "conference_needed", None)?;
        made.push(conference.id);
    }
    Ok(made)
}

/// A child has one conference that waits: asked again, it is the same one with the same clocks.
fn none_waits(permit: &Permit<'_>, child: Id<Person>) -> Result<(), Stop> {
    for id in store::conference::of_child(permit, child)? {
        let Some(known) = load(permit, id)? else { continue };
        if known.record.stage.waits() {
            let words = format!(
                "A conference of this child, {}, waits already. Its clock goes on.",
                known.record.reference
            );
            return Err(Refusal::NotNow(words).into());
        }
        if known.record.stage == Stage::Declined {
            let words = format!(
                "The conference {} of this child was declined. Ask for that one again: its clock never stopped.",
                known.record.reference
            );
            return Err(Refusal::NotNow(words).into());
        }
    }
    Ok(())
}

/// Asks for conferences after an enquiry that stands elsewhere: of one child, with brothers and sisters.
///
/// # Errors
/// As [`request`].
pub fn ask(session: &Session<'_>, sending: &Sending, asked: Asked) -> Result<Vec<Id<Conference>>, Stop> {
    session.send(sending, "conference_needed", |door| request(session, door, asked))
}

/// Sends the request for a conference that is needed, or asks again for one that was declined or called off; with those of brothers and sisters.
///
/// # Errors
/// When nothing is said of the worry, somebody else changed it, or it is asked for already.
pub fn ask_again(
    session: &Session<'_>,
    sending: &Sending,
    conference: Id<Conference>,
    asked: &RequestAsked,
    with: &[Id<Conference>],
) -> Result<(), Stop> {
    session.send(sending, "request_conference", |door| {
        for (id, opened) in all(conference, sending.opened, with) {
            let permit = door.permit(Action::RequestConference, Subject::record(id))?;
            let known = opened
                .map_or_else(|| super::standing(&permit, id), |opened| unchanged(&permit, id, opened))?;
            let after = known.record.request(session.staff.id, asked.clone(), session.at)?;
            save(&permit, &after, known.version, "request_conference", None)?;
            section47::conference_tells(session, &permit, after.section47, None)?;
            tell_unit(session, door, &after)?;
        }
        Ok(())
    })
}

/// The record a form is about, with its version, and those that go with it.
pub(super) fn all(
    conference: Id<Conference>,
    opened: u64,
    with: &[Id<Conference>],
) -> impl Iterator<Item = (Id<Conference>, Option<u64>)> {
    let with = with.iter().filter(move |id| **id != conference).map(|id| (*id, None));
    std::iter::once((conference, Some(opened))).chain(with)
}

/// A conference that was declined is held after all, because a disagreement was resolved so.
pub(crate) fn asked_after_all(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    disagreement: &Disagreement,
) -> Result<(), Stop> {
    let Some(id) = disagreement.conference() else { return Ok(()) };
    let Some(known) = load(permit, id)?
        .filter(|known: &store::Versioned<Conference>| known.record.stage == Stage::Declined)
    else {
        return Ok(());
    };
    let changed = disagreement.resolved.as_ref().map_or("", |resolved| resolved.changed.as_str());
    let why = format!("After disagreement {}: {changed}", disagreement.reference);
    let asked = RequestAsked { why, needs: String::new(), further: None };
    let after = known.record.request(session.staff.id, asked, session.at)?;
    save(permit, &after, known.version, "request_conference", None)?;
    section47::conference_tells(session, permit, after.section47, None)?;
    tell_unit(session, door, &after)?;
    workers(session, door, permit, &after, "is held after all. Ask the conference service for a day.")
}

/// Declines a conference.
///
/// # Errors
/// When the person decided the enquiry or asked for it, reasons are missing, or somebody else changed it.
pub fn decline(
    session: &Session<'_>,
    sending: &Sending,
    conference: Id<Conference>,
    asked: DeclineAsked,
) -> Result<(), Stop> {
    session.send(sending, "decline_conference", |door| {
        let permit = door.permit(Action::DeclineConference, Subject::record(conference))?;
        let known = unchanged(&permit, conference, sending.opened)?;
        let reasons = asked.reasons.clone();
        let after = known.record.decline(session.staff.id, asked, session.at)?;
        save(&permit, &after, known.version, "decline_conference", Some(&reasons))?;
        let declined = Settled::NotHeld { why: reasons };
        section47::conference_tells(session, &permit, after.section47, Some(declined))?;
        workers(
            session,
            door,
            &permit,
            &after,
            "was declined. Read the reasons, and what keeps the child safe instead.",
        )?;
        invited(session, door, &known.record, Telling::NotHeld)
    })
}

/// Calls a conference off: it is not needed any more.
///
/// # Errors
/// When no reason is given, somebody else changed it, or it is over.
pub fn call_off(
    session: &Session<'_>,
    sending: &Sending,
    conference: Id<Conference>,
    because: &str,
) -> Result<(), Stop> {
    session.send(sending, "call_off_conference", |door| {
        let permit = door.permit(Action::PlanConference, Subject::record(conference))?;
        let known = unchanged(&permit, conference, sending.opened)?;
        let after = known.record.call_off(session.staff.id, because, session.at)?;
        save(&permit, &after, known.version, "call_off_conference", Some(because))?;
        let called_off = Settled::NotHeld { why: because.to_owned() };
        section47::conference_tells(session, &permit, after.section47, Some(called_off))?;
        invited(session, door, &known.record, Telling::NotHeld)
    })
}

/// The brothers and sisters of a child for whom this person may ask for a conference.
///
/// # Errors
/// When the person may not ask for one for the child.
pub fn brothers_and_sisters(session: &Session<'_>, child: Id<Person>) -> Result<Vec<Sister>, Stop> {
    session.read("brothers and sisters", |door| {
        let permit = door.permit(Action::RequestConference, Subject::Child(child))?;
        let mut found: Vec<Sister> = Vec::new();
        for known in store::relationship::of_person(&permit, child)? {
            let related = known.record;
            let other = if related.from == child { related.to } else { related.from };
            let is_one = matches!(related.kind, Kinship::Sibling | Kinship::HalfSibling);
            let subject = Subject::Child(other);
            if !is_one
                || found.iter().any(|one| one.child == other)
                || !door.would_permit(Action::RequestConference, subject)?
            {
                continue;
            }
            let theirs = door.permit(Action::RequestConference, subject)?;
            found.extend(
                load(&theirs, other)?.map(|known| Sister { child: other, name: known.record.name() }),
            );
        }
        Ok(found)
    })
}
