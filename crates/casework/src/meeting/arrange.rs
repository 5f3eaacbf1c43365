//! Arranging a meeting, changing it, calling it off. The invitations are asked for in the same transaction; they leave afterwards.

use domain::access::{Action, Subject};
use domain::form::Answers;
use domain::id::Id;
use domain::meeting::{Arranged, GuestAsked, Meeting, PlanAsked, Slot};
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Permit, Stop, Version, WriteDoor, WritePermit, load, save};

use super::planner::Of;
use super::secrets::Secrets;
use super::{About, unchanged};
use crate::outbox;
use crate::session::{Sending, Session};

/// A plan as it is sent from the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The kind.
    pub kind: String,
    /// Why these people meet.
    pub purpose: String,
    /// Who chairs.
    pub chair: Option<Id<Staff>>,
    /// Who writes the minutes.
    pub minute_taker: Option<Id<Staff>>,
    /// When it begins.
    pub starts: Timestamp,
    /// How long it lasts, in minutes.
    pub lasts_minutes: u16,
    /// Where.
    pub place: String,
    /// How to dial in.
    pub dial_in: String,
    /// What is to be talked about.
    pub agenda: Vec<String>,
    /// The people with accounts who are asked.
    pub people: Vec<Id<Staff>>,
    /// Those without whom it cannot be held.
    pub needed: Vec<Id<Staff>>,
    /// New guests.
    pub guests: Vec<GuestAsked>,
    /// The places of guests who are not asked any more.
    pub withdrawn: Vec<usize>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    pub further: Option<Answers>,
}

/// A meeting that was arranged: what a form answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Made {
    meeting: Id<Meeting>,
}

/// Arranges a meeting and asks everybody to it.
///
/// # Errors
/// When the person may not arrange it, or the plan cannot be taken as it stands.
pub fn arrange(
    session: &Session<'_>,
    sending: &Sending,
    about: About,
    planned: Planned,
) -> Result<Id<Meeting>, Stop> {
    let made: Made = session.send(sending, "arrange_meeting", |door| {
        let permit = door.permit(Action::ArrangeMeeting, about.subject())?;
        let of = about.of(&permit)?;
        let meeting = arranged(session, door, &permit, of, planned)?;
        Ok(Made { meeting: meeting.id })
    })?;
    Ok(made.meeting)
}

/// Arranges a meeting within another act. One that begins in the future is invited to; one that has begun already was held at once, and everybody
/// who is named was there.
pub(crate) fn arranged(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    of: Of,
    planned: Planned,
) -> Result<Meeting, Stop> {
    let house = session.house;
    let begun = pack_has_record(session, &planned.kind) && planned.starts <= session.at;
    let secrets = Secrets::around(permit, &of.children, of.contact)?;
    let asked = resolved(permit, session, planned)?;
    let id = house.id();
    let about = Arranged {
        id,
        reference: reference(id),
        contact: of.contact,
        enquiry: of.enquiry,
        children: of.children,
        by: session.staff.id,
    };
    let names = &secrets.names_and_addresses;
    let (pack, calendar) = (&house.pack, &house.calendar);
    let meeting = if begun {
        Meeting::begun(about, asked, names, session.at, pack, calendar)?
    } else {
        Meeting::arrange(about, asked, names, session.at, pack, calendar)?
    };
    save(permit, &meeting, Version::NONE, "arrange_meeting", None)?;
    for (place, _) in meeting.asked().filter(|_| !begun) {
        outbox::invite(session, door, &meeting, place, false)?;
    }
    Ok(meeting)
}

/// Whether a kind of meeting is arranged from a record of its own.
fn pack_has_record(session: &Session<'_>, kind: &str) -> bool {
    session.house.pack.meetings.kind(kind).is_some_and(|kind| kind.own_record)
}

/// Changes the plan. Everybody's calendar follows: those who are asked, and those who are not any more.
///
/// # Errors
/// As [`arrange`]; and when somebody else changed it, or it is over.
pub fn replan(
    session: &Session<'_>,
    sending: &Sending,
    meeting: Id<Meeting>,
    planned: Planned,
) -> Result<(), Stop> {
    session.send(sending, "replan_meeting", |door| {
        let permit = door.permit(Action::ArrangeMeeting, Subject::Meeting(meeting))?;
        let known = unchanged(&permit, meeting, sending.opened)?;
        let house = session.house;
        let secrets = Secrets::of_meeting(&permit, &known.record)?;
        let asked = resolved(&permit, session, planned)?;
        let before = known.record;
        let names = &secrets.names_and_addresses;
        let after = before.replanned(asked, names, session.at, &house.pack, &house.calendar)?;
        save(&permit, &after, known.version, "replan_meeting", None)?;
        for (place, invited) in after.invited.iter().enumerate() {
            let was_asked = before.invited.get(place).is_some_and(|before| before.withdrawn.is_none());
            let is_asked = invited.withdrawn.is_none();
            if is_asked || was_asked {
                outbox::invite(session, door, &after, place, !is_asked)?;
            }
        }
        Ok(())
    })
}

/// Calls a meeting off and tells everybody's calendar.
///
/// # Errors
/// When no reason is given, somebody else changed it, or it is over.
pub fn call_off(
    session: &Session<'_>,
    sending: &Sending,
    meeting: Id<Meeting>,
    why: &str,
) -> Result<(), Stop> {
    session.send(sending, "call_off_meeting", |door: &WriteDoor| {
        let permit = door.permit(Action::ArrangeMeeting, Subject::Meeting(meeting))?;
        let known = unchanged(&permit, meeting, sending.opened)?;
        let house = session.house;
        let after =
            known.record.called_off(session.staff.id, why, session.at, &house.pack, &house.calendar)?;
        save(&permit, &after, known.version, "call_off_meeting", Some(why))?;
        for (place, _) in after.asked() {
            outbox::invite(session, door, &after, place, true)?;
        }
        Ok(())
    })
}

/// The plan with the people it names: the chair and whoever writes are always asked.
fn resolved(permit: &Permit<'_>, session: &Session<'_>, planned: Planned) -> Result<PlanAsked, Stop> {
    let lasts = SignedDuration::from_mins(i64::from(planned.lasts_minutes));
    let ends = planned.starts + lasts;
    let mut ids: Vec<Id<Staff>> = planned.chair.into_iter().chain(planned.minute_taker).collect();
    ids.extend(planned.people.iter().filter(|id| !ids.contains(id)).copied().collect::<Vec<_>>());
    ids.dedup();
    let mut people = Vec::new();
    for id in ids {
        let staff = load(permit, id)?.map(|known| known.record).filter(|staff| staff.active);
        let staff =
            staff.ok_or_else(|| Refusal::field("person", "Somebody you chose has left. Choose again."))?;
        let leads = planned.chair == Some(id) || planned.minute_taker == Some(id);
        if leads && staff.agency.is_some() {
            let words = "The chair and whoever writes the minutes are the council's own people.";
            return Err(Refusal::field("chair", words).into());
        }
        let needed = planned.chair == Some(id) || planned.needed.contains(&id);
        let had_no_slot = had_no_slot(permit, session, &staff, planned.starts, ends)?;
        people.push((staff, needed, had_no_slot));
    }
    Ok(PlanAsked {
        kind: planned.kind,
        purpose: planned.purpose,
        chair: planned.chair,
        minute_taker: planned.minute_taker,
        starts: planned.starts,
        lasts_minutes: planned.lasts_minutes,
        place: planned.place,
        dial_in: planned.dial_in,
        agenda: planned.agenda,
        people,
        guests: planned.guests,
        withdrawn: planned.withdrawn,
        further: planned.further,
    })
}

/// Whether somebody's organisation has published no free time that holds the meeting.
fn had_no_slot(
    permit: &Permit<'_>,
    session: &Session<'_>,
    staff: &Staff,
    starts: Timestamp,
    ends: Timestamp,
) -> Result<bool, Stop> {
    let Some(agency) = &staff.agency else { return Ok(false) };
    for id in store::meeting::slots(permit, agency, session.at, ends)? {
        let slot: Option<Slot> = load(permit, id)?.map(|known| known.record);
        if slot.is_some_and(|slot| slot.organisation == staff.organisation && slot.holds(starts, ends)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A number that people can say on the telephone, and that tells nothing.
fn reference(id: Id<Meeting>) -> String {
    format!("MT-{}", id.spoken(6))
}
