//! Writing what is said while it is held, deciding, and the chair's signature. The minutes of its meeting are written in the same act, so that one
//! page is one save; what is decided stands in the minutes in the same words, and goes to each agency in its own copy.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::mash::Handling;
use domain::meeting::{Dissent, Meeting, Resolution, Stage as MeetingStage};
use domain::person::Person;
use domain::refusal::Refusal;
use domain::strategy::{Discussion, RecordAsked};
use jiff::Timestamp;
use store::{Permit, Stop, WriteDoor, load, save};

use super::follows::{begins, noticed};
use super::prepare::no_protected_address;
use super::unchanged;
use crate::meeting::{Written, write_within};
use crate::session::{Sending, Session};

/// What is written, as the page sends it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Recorded {
    /// The discussion's own part.
    pub record: RecordAsked,
    /// The minutes of its meeting, with the version of the meeting that the form was opened at.
    pub minutes: Option<(u64, Written)>,
}

/// Writes the record; it can be written again until it is decided.
///
/// # Errors
/// When it is decided, something is typed by halves, a protected address stands in it, or somebody else changed the discussion or its minutes.
pub fn record(
    session: &Session<'_>,
    sending: &Sending,
    discussion: Id<Discussion>,
    recorded: Recorded,
) -> Result<(), Stop> {
    session.send(sending, "record_discussion", |door| {
        let permit = door.permit(Action::RecordDiscussion, Subject::Discussion(discussion))?;
        let known = unchanged(&permit, discussion, sending.opened)?;
        let (after, _) = written(session, door, &permit, known.record, recorded)?;
        save(&permit, &after, known.version, "record_discussion", None)?;
        Ok(())
    })
}

/// Records the decision, with what was written last. From now on nothing of it changes; section 47 enquiries begin.
///
/// # Errors
/// As [`record`]; and when nobody said who was there, or what must be decided for a child is not.
pub fn decide(
    session: &Session<'_>,
    sending: &Sending,
    discussion: Id<Discussion>,
    recorded: Option<Recorded>,
) -> Result<(), Stop> {
    session.send(sending, "decide_discussion", |door| {
        let permit = door.permit(Action::DecideDiscussion, Subject::Discussion(discussion))?;
        let known = unchanged(&permit, discussion, sending.opened)?;
        let (written, meeting) = match recorded {
            Some(recorded) => written(session, door, &permit, known.record, recorded)?,
            None => {
                let meeting = meeting_of(&permit, &known.record)?;
                (known.record, meeting)
            }
        };
        let meeting = meeting.ok_or_else(|| {
            Refusal::NotNow("Arrange its meeting first, or write down the call: who was there is part of it.".into())
        })?;
        if meeting.ended_at.is_none() {
            let words = "Say that the discussion has ended, and who was there. If police or health were not, say why it could not wait.";
            return Err(Refusal::field("end", words).into());
        }
        let house = session.house;
        let written = noticed(session, &permit, written)?;
        let decided = written.decided(session.staff.id, session.at, &house.pack, &house.calendar)?;
        let resolution = in_minutes(session, &permit, &decided)?;
        let version = load(&permit, meeting.id)?.ok_or(Refusal::NotFound)?.version;
        save(&permit, &meeting.resolved(resolution)?, version, "decide_discussion", None)?;
        save(&permit, &decided, known.version, "decide_discussion", None)?;
        begins(session, door, &permit, &decided)
    })
}

/// The chair signs the discussion and, with it, the minutes of its meeting.
///
/// # Errors
/// When it is not decided, the person does not chair it or wrote it for another chair, or somebody else changed it.
pub fn sign(session: &Session<'_>, sending: &Sending, discussion: Id<Discussion>) -> Result<(), Stop> {
    session.send(sending, "sign_discussion", |door| {
        let permit = door.permit(Action::SignDiscussion, Subject::Discussion(discussion))?;
        let known = unchanged(&permit, discussion, sending.opened)?;
        let meeting = known.record.meeting.ok_or(Refusal::NotFound)?;
        let of_meeting = door.permit(Action::SignMinutes, Subject::Meeting(meeting))?;
        let minutes = load(&of_meeting, meeting)?.ok_or(Refusal::NotFound)?;
        let chair = minutes.record.chair;
        // What was written down late is noticed too.
        let looked = noticed(session, &permit, known.record)?;
        let signed = looked.signed(chair, session.staff.id, session.at)?;
        if minutes.record.stage() == MeetingStage::Held {
            let pack = &session.house.pack;
            let after = minutes.record.signed(session.staff.id, session.at, pack)?;
            save(&of_meeting, &after, minutes.version, "sign_discussion", None)?;
        }
        save(&permit, &signed, known.version, "sign_discussion", None)?;
        Ok(())
    })
}

/// The discussion as written, with its minutes written before: whether it was held is said by who was there.
fn written(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &store::WritePermit<'_>,
    before: Discussion,
    recorded: Recorded,
) -> Result<(Discussion, Option<Meeting>), Stop> {
    let meeting = match (recorded.minutes, before.meeting) {
        (Some((opened, minutes)), Some(meeting)) => {
            Some(write_within(session, door, meeting, opened, minutes)?)
        }
        (Some(_), None) => return Err(Refusal::NotFound.into()),
        (None, _) => meeting_of(permit, &before)?,
    };
    no_protected_address(permit, &before.children, before.contact, recorded.record.typed(&before.children))?;
    let held_at = meeting.as_ref().and_then(|meeting| held(meeting, session.at));
    let was_held = before.held_at.is_some();
    let after =
        before.recorded(recorded.record, held_at, session.staff.id, session.at, &session.house.pack)?;
    if let (Some(held_at), Some(first), false) = (after.held_at, after.follows, was_held)
        && let Some(first) = load(permit, first)?
    {
        let followed = first.record.followed(held_at);
        save(permit, &followed, first.version, "record_discussion", None)?;
    }
    Ok((after, meeting))
}

fn meeting_of(permit: &Permit<'_>, discussion: &Discussion) -> Result<Option<Meeting>, Stop> {
    let meeting = discussion.meeting.map(|meeting| load(permit, meeting)).transpose()?.flatten();
    Ok(meeting.map(|known| known.record))
}

/// When a meeting was held: from when on somebody was there.
fn held(meeting: &Meeting, now: Timestamp) -> Option<Timestamp> {
    let there = meeting.asked().any(|(_, invited)| invited.was_there());
    (there && meeting.cancelled.is_none()).then(|| meeting.starts.min(now))
}

/// What was decided, in words for the minutes: every agency that took part may have it.
fn in_minutes(
    session: &Session<'_>,
    permit: &Permit<'_>,
    discussion: &Discussion,
) -> Result<Resolution, Stop> {
    let mut names = std::collections::BTreeMap::new();
    for child in &discussion.children {
        if let Some(person) = load(permit, *child)? {
            names.insert(*child, person.record.name());
        }
    }
    let name = |child: Id<Person>| names.get(&child).cloned().unwrap_or_default();
    let decided = discussion.in_minutes(&session.house.pack, name);
    let line = |child: &str, words: &str| format!("{child}: {words}");
    let words: Vec<String> = decided
        .iter()
        .map(|one| line(&one.child, &format!("{}. {}", one.outcomes.join("; "), one.reasons)))
        .collect();
    let considered: Vec<String> = decided.iter().map(|one| line(&one.child, &one.considered)).collect();
    let mut dissent: Vec<Dissent> = Vec::new();
    for one in discussion.decisions.iter().flat_map(|decision| &decision.dissent) {
        if !dissent.contains(one) {
            dissent.push(one.clone());
        }
    }
    Ok(Resolution {
        words: words.join("\n\n"),
        considered: considered.join("\n\n"),
        handling: Handling::Agencies,
        dissent,
    })
}
