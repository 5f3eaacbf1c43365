//! The room during the meeting, and the minutes until the chair signs: one form for who came, what was told, the decision and the actions. What
//! agencies answered in the enquiry is offered with a tick, so that nobody types it twice.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::mash::{AnsweredBy, Enquiry, Fact, Handling, Request};
use domain::meeting::{Meeting, MinutesAsked, Origin, SaidAsked, Who};
use domain::refusal::Refusal;
use domain::staff::Staff;
use store::{Permit, Stop, WriteDoor, load, save};

use super::view::of;
use super::{MeetingView, unchanged};
use crate::session::{Sending, Session};
use crate::standing::at_version;

/// What the room's page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Room {
    /// The meeting.
    pub view: MeetingView,
    /// What agencies answered and has not been told yet.
    pub offered: Vec<Offered>,
    /// How many answers are for the hub only: they are not told at a meeting.
    pub hub_only: usize,
    /// Those who can own an action.
    pub people: Vec<(Id<Staff>, String)>,
}

/// A fact of an answer that can be told.
#[derive(Debug, Clone, PartialEq)]
pub struct Offered {
    /// The request, and the fact's place in its answer.
    pub origin: Origin,
    /// The agency that answered.
    pub agency: String,
    /// Which of its organisations.
    pub organisation: String,
    /// Who answered.
    pub by: String,
    /// The fact.
    pub fact: Fact,
}

/// The minutes as they are sent from the page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Written {
    /// What was typed.
    pub minutes: MinutesAsked,
    /// The answers that were ticked to be told.
    pub told: Vec<Origin>,
}

/// The room.
///
/// # Errors
/// When the person may not write the minutes.
pub fn room(session: &Session<'_>, meeting: Id<Meeting>) -> Result<Room, Stop> {
    session.read("meeting room", |door| {
        let permit = door.permit(Action::WriteMinutes, Subject::Meeting(meeting))?;
        let view = of(session, door, &permit, meeting)?;
        let known = &view.meeting.record;
        let (mut offered, mut hub_only) = (Vec::new(), 0);
        let readable = known.enquiry.filter(|enquiry| {
            door.would_permit(Action::ReadEnquiry, Subject::Enquiry(*enquiry)).unwrap_or(false)
        });
        if let Some(enquiry) = readable {
            let permit = door.permit(Action::ReadEnquiry, Subject::Enquiry(enquiry))?;
            for one in answers(&permit, enquiry)? {
                if one.fact.handling < Handling::Meeting {
                    hub_only += 1;
                } else if !known.said.iter().any(|said| said.origin == Some(one.origin)) {
                    offered.push(one);
                }
            }
        }
        let mut people: Vec<(Id<Staff>, String)> = accounts(known);
        for colleague in store::staff::colleagues(&permit)? {
            if !people.iter().any(|(id, _)| *id == colleague.id) {
                people.push((colleague.id, colleague.name));
            }
        }
        Ok(Room { offered, hub_only, people, view })
    })
}

/// One version of a meeting: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or nothing the viewer may know of.
pub fn version(session: &Session<'_>, meeting: Id<Meeting>, version: u64) -> Result<Meeting, Stop> {
    session.read("meeting as a form was opened", |door| {
        let permit = door.permit(Action::ReadMeeting, Subject::Meeting(meeting))?;
        at_version(&permit, meeting, version)
    })
}

/// Writes the minutes.
///
/// # Errors
/// When somebody else wrote meanwhile, something is typed by halves, the meeting cannot end like this, or the person may not decide and changed the
/// decision.
pub fn write(
    session: &Session<'_>,
    sending: &Sending,
    meeting: Id<Meeting>,
    written: Written,
) -> Result<(), Stop> {
    session.send(sending, "write_minutes", |door| {
        write_within(session, door, meeting, sending.opened, written)?;
        Ok(())
    })
}

/// Writes the minutes within another act.
pub(crate) fn write_within(
    session: &Session<'_>,
    door: &WriteDoor,
    meeting: Id<Meeting>,
    opened: u64,
    written: Written,
) -> Result<Meeting, Stop> {
    let permit = door.permit(Action::WriteMinutes, Subject::Meeting(meeting))?;
    let known = unchanged(&permit, meeting, opened)?;
    let before = &known.record;
    let mut asked = written.minutes;
    if asked.decision.is_some() && asked.decision != before.decision {
        door.permit(Action::DecideMeeting, Subject::Meeting(meeting))?;
    }
    asked.said.extend(told(door, before, &written.told)?);
    let allowed = allowed(&permit, before, &mut asked.said)?;
    let mut people: BTreeSet<Id<Staff>> = accounts(before).into_iter().map(|(id, _)| id).collect();
    people.extend(store::staff::colleagues(&permit)?.into_iter().map(|colleague| colleague.id));
    let house = session.house;
    let (by, now) = (session.staff.id, session.at);
    let after = before.written(asked, &allowed, &people, by, now, &house.pack, &house.calendar)?;
    save(&permit, &after, known.version, "write_minutes", None)?;
    Ok(after)
}

fn accounts(meeting: &Meeting) -> Vec<(Id<Staff>, String)> {
    let account = |invited: &domain::meeting::Invited| match invited.who {
        Who::Account(staff) => Some((staff, invited.name.clone())),
        Who::Guest { .. } => None,
    };
    meeting.asked().filter_map(|(_, invited)| account(invited)).collect()
}

/// The answers that were ticked, as they are told. Whoever ticks them reads the enquiry.
fn told(door: &WriteDoor, meeting: &Meeting, ticked: &[Origin]) -> Result<Vec<SaidAsked>, Stop> {
    if ticked.is_empty() {
        return Ok(Vec::new());
    }
    let enquiry = meeting.enquiry.ok_or(Refusal::NotFound)?;
    let permit = door.permit(Action::ReadEnquiry, Subject::Enquiry(enquiry))?;
    let answers = answers(&permit, enquiry)?;
    let mut said = Vec::new();
    for origin in ticked {
        if meeting.said.iter().any(|said| said.origin == Some(*origin)) {
            continue;
        }
        let one = answers.iter().find(|one| one.origin == *origin).ok_or(Refusal::NotFound)?;
        let choice = one.fact.choice.iter().cloned();
        let words = choice.chain([one.fact.words.clone()]).filter(|words| !words.trim().is_empty());
        said.push(SaidAsked {
            agency: Some(one.agency.clone()),
            organisation: one.organisation.clone(),
            by: one.by.clone(),
            words: words.collect::<Vec<_>>().join(". "),
            handling: Some(one.fact.handling),
            origin: Some(*origin),
        });
    }
    Ok(said)
}

/// What each agency allows to be done with what it answered. What stood in an answer stays that agency's, whatever a form says.
fn allowed(
    permit: &Permit<'_>,
    meeting: &Meeting,
    said: &mut [SaidAsked],
) -> Result<BTreeMap<Origin, Handling>, Stop> {
    let mut allowed = BTreeMap::new();
    for fact in said {
        let Some((request, place)) = fact.origin else { continue };
        let known = load(permit, request)?.map(|known| known.record);
        let known =
            known.filter(|request| Some(request.enquiry) == meeting.enquiry).ok_or(Refusal::NotFound)?;
        fact.agency = Some(known.agency.clone());
        fact.organisation.clone_from(&known.organisation);
        let answered = known.answer.as_ref().and_then(|answer| answer.facts.get(place));
        // An answer that was put right since: what it said before goes no further than the meeting.
        allowed.insert((request, place), answered.map_or(Handling::Meeting, |fact| fact.handling));
    }
    Ok(allowed)
}

fn answers(permit: &Permit<'_>, enquiry: Id<Enquiry>) -> Result<Vec<Offered>, Stop> {
    let mut offered = Vec::new();
    for id in store::mash::requests(permit, enquiry)? {
        let Some(request) = load(permit, id)?.map(|known| known.record) else { continue };
        let Some(answer) = &request.answer else { continue };
        let by = match &answer.by {
            AnsweredBy::Partner(staff) => store::staff::name(permit, *staff)?.unwrap_or_default(),
            AnsweredBy::Telephone { name, .. } => name.clone(),
        };
        offered
            .extend(answer.facts.iter().enumerate().map(|(place, fact)| offer(&request, place, fact, &by)));
    }
    Ok(offered)
}

fn offer(request: &Request, place: usize, fact: &Fact, by: &str) -> Offered {
    Offered {
        origin: (request.id, place),
        agency: request.agency.clone(),
        organisation: request.organisation.clone(),
        by: by.to_owned(),
        fact: fact.clone(),
    }
}
