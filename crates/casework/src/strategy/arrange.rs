//! Arranging its meeting: a time, who comes, and how. A meeting that has begun already is written down as begun, so that nothing urgent waits for a
//! form. A discussion by telephone is a meeting too, agreed between a manager and a police supervisor. Times that an agency could not give are counted.

use domain::access::{Action, Role, Subject};
use domain::id::Id;
use domain::meeting::{Meeting, Slot, Who};
use domain::refusal::Refusal;
use domain::staff::Staff;
use domain::strategy::{Agreed, Discussion, Unmet};
use jiff::{SignedDuration, Timestamp};
use store::{Permit, Stop, Versioned, WriteDoor, WritePermit, load, save};

use super::climb::look_at_each_rung;
use super::unchanged;
use crate::meeting::{self, Of, Planned};
use crate::session::{Sending, Session};

/// A discussion by telephone.
#[derive(Debug, Clone, PartialEq)]
pub struct Telephoned {
    /// The council's manager who agreed.
    pub manager: Option<Id<Staff>>,
    /// The police supervisor: name and rank.
    pub supervisor: String,
    /// When they agreed; nothing for now.
    pub agreed_at: Option<Timestamp>,
    /// Why a meeting could not be had.
    pub why: String,
    /// When, who, and how.
    pub planned: Planned,
}

/// Arranges its meeting and asks everybody to it. `wanted` is the time that was wanted first, where that was another.
///
/// # Errors
/// When the plan cannot be taken as it stands, its chair is no manager, it has a meeting already, or somebody else changed the discussion.
pub fn arrange(
    session: &Session<'_>,
    sending: &Sending,
    discussion: Id<Discussion>,
    planned: Planned,
    wanted: Option<Timestamp>,
) -> Result<Id<Meeting>, Stop> {
    session.send(sending, "arrange_discussion", |door| {
        let permit = door.permit(Action::ConveneDiscussion, Subject::Discussion(discussion))?;
        let known = unchanged(&permit, discussion, sending.opened)?;
        arranged(session, door, &permit, known, planned, wanted, Ok)
    })
}

/// Holds it by telephone.
///
/// # Errors
/// As [`arrange`]; and when the manager or the police supervisor is not named.
pub fn telephone(
    session: &Session<'_>,
    sending: &Sending,
    discussion: Id<Discussion>,
    asked: Telephoned,
) -> Result<Id<Meeting>, Stop> {
    session.send(sending, "telephone_discussion", |door| {
        let permit = door.permit(Action::ConveneDiscussion, Subject::Discussion(discussion))?;
        let known = unchanged(&permit, discussion, sending.opened)?;
        let manager =
            asked.manager.ok_or_else(|| Refusal::field("manager", "Choose the manager who agreed."))?;
        if !manages(&permit, manager)? {
            return Err(Refusal::field("manager", "A manager of children's services agrees to it.").into());
        }
        let agreed = Agreed {
            manager,
            supervisor: asked.supervisor.clone(),
            at: asked.agreed_at.unwrap_or(session.at),
            why: asked.why.clone(),
        };
        arranged(session, door, &permit, known, asked.planned, None, |discussion| {
            discussion.by_telephone(agreed, session.at)
        })
    })
}

fn arranged(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    known: Versioned<Discussion>,
    planned: Planned,
    wanted: Option<Timestamp>,
    change: impl FnOnce(Discussion) -> Result<Discussion, Refusal>,
) -> Result<Id<Meeting>, Stop> {
    let before = known.record;
    if let Some(meeting) = before.meeting.map(|meeting| load(permit, meeting)).transpose()?.flatten()
        && meeting.record.cancelled.is_none()
    {
        return Err(Refusal::NotNow("It has a meeting already. Move that one, or call it off.".into()).into());
    }
    if let Some(chair) = planned.chair
        && !manages(permit, chair)?
    {
        return Err(Refusal::field("chair", "A manager chairs a strategy discussion, and signs it.").into());
    }
    let before = change(before)?;
    let kind = session.house.pack.strategy.meeting.clone();
    let of = Of { contact: before.contact, enquiry: before.enquiry, children: before.children.clone() };
    let meeting = meeting::arranged(session, door, permit, of, Planned { kind, ..planned })?;
    let wanted = wanted.unwrap_or(meeting.starts);
    let unmet = not_to_be_had(session, permit, &meeting, wanted)?;
    let after = before.arranged(meeting.id)?.wanted(unmet);
    save(permit, &after, known.version, "arrange_discussion", None)?;
    if meeting.starts > session.at {
        look_at_each_rung(session, door, after.id, session.at)?;
    }
    Ok(meeting.id)
}

/// Whether somebody manages: then they may chair, and agree to a discussion by telephone.
fn manages(permit: &Permit<'_>, staff: Id<Staff>) -> Result<bool, Stop> {
    let staff = load(permit, staff)?.map(|known| known.record).filter(|staff| staff.active);
    let manages = |role: &Role| Action::SignDiscussion.is_for(*role);
    Ok(staff.is_some_and(|staff| staff.agency.is_none() && staff.roles.iter().any(manages)))
}

/// Which of the organisations that are asked had no time when it was wanted: none published, or taken by another discussion.
fn not_to_be_had(
    session: &Session<'_>,
    permit: &Permit<'_>,
    meeting: &Meeting,
    wanted: Timestamp,
) -> Result<Vec<Unmet>, Stop> {
    let lasts: SignedDuration = meeting.starts.duration_until(meeting.ends);
    let ends = wanted + lasts;
    let mut unmet: Vec<Unmet> = Vec::new();
    for (_, invited) in meeting.asked().filter(|(_, invited)| matches!(invited.who, Who::Account(_))) {
        let Some(agency) = invited.agency.clone() else { continue };
        let organisation = invited.organisation.clone();
        if unmet.iter().any(|one| one.agency == agency && one.organisation == organisation) {
            continue;
        }
        let published = store::meeting::slots(permit, &agency, wanted, ends)?;
        let mut holds = false;
        for id in published {
            let slot: Option<Slot> = load(permit, id)?.map(|known| known.record);
            holds |= slot.is_some_and(|slot| slot.organisation == organisation && slot.holds(wanted, ends));
        }
        let taken = store::strategy::taken(permit, &agency, wanted, ends, &session.house.pack)?;
        let taken = taken.iter().any(|one| {
            one.organisation == organisation && (one.starts, one.ends) != (meeting.starts, meeting.ends)
        });
        if !holds || taken {
            unmet.push(Unmet { agency, organisation, wanted, taken: holds && taken, at: session.at });
        }
    }
    Ok(unmet)
}
