//! A meeting as its page shows it, and the lists of meetings; the chair's signature.

use domain::access::{Action, Subject, Unsealing};
use domain::contact::Contact;
use domain::id::Id;
use domain::meeting::{Meeting, Stage};
use domain::pack::MeetingKind;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::SignedDuration;
use store::meeting::Listed;
use store::{Door, Permit, Stop, Versioned, load, save};

use super::{standing, unchanged};
use crate::session::{Sending, Session};
use crate::staff::Names;

/// A meeting with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct MeetingView {
    /// The meeting.
    pub meeting: Versioned<Meeting>,
    /// Its kind.
    pub kind: MeetingKind,
    /// The children it is about.
    pub children: Vec<(Id<Person>, String)>,
    /// The number of the contact it is about.
    pub contact: Option<(Id<Contact>, String)>,
    /// The staff named in it.
    pub names: Names,
    /// What the viewer may have opened.
    pub unsealing: Unsealing,
    /// What the viewer may do next.
    pub may: Vec<Action>,
}

/// The acts a meeting's page offers, each asked of the access table and of where the meeting stands.
const OFFERED: &[Action] = &[
    Action::ArrangeMeeting,
    Action::WriteMinutes,
    Action::DecideMeeting,
    Action::SignMinutes,
    Action::DistributeMinutes,
    Action::ReadInvitation,
];
/// How long a meeting that is done with stays in the list.
const STAYS: SignedDuration = SignedDuration::from_hours(24 * 14);

/// A meeting's page.
///
/// # Errors
/// When there is none that the viewer may read.
pub fn view(session: &Session<'_>, meeting: Id<Meeting>) -> Result<MeetingView, Stop> {
    session.read("meeting", |door| {
        let permit = door.permit(Action::ReadMeeting, Subject::Meeting(meeting))?;
        of(session, door, &permit, meeting)
    })
}

pub(super) fn of(
    session: &Session<'_>,
    door: &Door,
    permit: &Permit<'_>,
    id: Id<Meeting>,
) -> Result<MeetingView, Stop> {
    let meeting = standing(permit, id)?;
    let known = &meeting.record;
    let kind = session.house.pack.meetings.kind(&known.kind).cloned().ok_or_else(|| {
        Refusal::NotNow(format!("The practice pack has no kind of meeting “{}” any more.", known.kind))
    })?;
    let children = children(permit, known)?;
    let contact = known.contact.map(|contact| load(permit, contact)).transpose()?.flatten();
    let contact = contact.map(|contact| (contact.record.id, contact.record.reference));
    let names = Names::of(permit, named(known))?;
    let mut may = Vec::new();
    for action in OFFERED {
        if fits(*action, known.stage()) && door.would_permit(*action, Subject::Meeting(id))? {
            may.push(*action);
        }
    }
    Ok(MeetingView { kind, children, contact, names, unsealing: permit.unsealing(), may, meeting })
}

/// Whether an act has anything to do with a meeting that stands like this.
fn fits(action: Action, stage: Stage) -> bool {
    match action {
        Action::ArrangeMeeting | Action::ReadInvitation => stage == Stage::Planned,
        Action::WriteMinutes | Action::DecideMeeting => matches!(stage, Stage::Planned | Stage::Held),
        Action::SignMinutes => matches!(stage, Stage::Held | Stage::Signed | Stage::Distributed),
        Action::DistributeMinutes => matches!(stage, Stage::Signed | Stage::Distributed),
        _ => false,
    }
}

/// The children a meeting is about, by name: only for somebody who may read its record.
pub(super) fn children(permit: &Permit<'_>, meeting: &Meeting) -> Result<Vec<(Id<Person>, String)>, Stop> {
    let mut names = Vec::new();
    for child in &meeting.children {
        if let Some(person) = load(permit, *child)? {
            permit.shown(*child);
            names.push((*child, person.record.name()));
        }
    }
    Ok(names)
}

fn named(meeting: &Meeting) -> Vec<Id<Staff>> {
    let mut staff = vec![meeting.chair, meeting.arranged_by];
    staff.extend(meeting.minute_taker);
    staff.extend(meeting.signed.map(|(by, _)| by));
    staff.extend(meeting.cancelled.as_ref().map(|(by, ..)| *by));
    staff.extend(meeting.writers.iter().map(|writer| writer.by));
    staff.extend(meeting.actions.iter().map(|action| action.owner));
    staff.extend(meeting.given.iter().map(|given| given.by));
    staff.extend(meeting.reopened.iter().map(|reopened| reopened.by));
    staff.extend(meeting.invited.iter().filter_map(|invited| invited.reply.as_ref().map(|reply| reply.by)));
    staff
}

/// The meetings that the viewer may read, by when they begin.
///
/// # Errors
/// When the person may not see meetings.
pub fn list(session: &Session<'_>) -> Result<Vec<Listed>, Stop> {
    session.read("meetings", |door| {
        let permit = door.permit(Action::SeeMeetings, Subject::House)?;
        Ok(store::meeting::visible(&permit, session.at - STAYS)?)
    })
}

/// The meetings about a child that the viewer may read, for a section of the child's page.
///
/// # Errors
/// When the person may not see meetings.
pub fn about_child(session: &Session<'_>, child: Id<Person>) -> Result<Vec<Listed>, Stop> {
    session.read("meetings about a child", |door| {
        let permit = door.permit(Action::SeeMeetings, Subject::House)?;
        Ok(store::meeting::about(&permit, Some(child), None)?)
    })
}

/// The meetings about a contact that the viewer may read, for a section of its page or of its enquiry's.
///
/// # Errors
/// When the person may not see meetings.
pub fn about_contact(session: &Session<'_>, contact: Id<Contact>) -> Result<Vec<Listed>, Stop> {
    session.read("meetings about a contact", |door| {
        let permit = door.permit(Action::SeeMeetings, Subject::House)?;
        Ok(store::meeting::about(&permit, None, Some(contact))?)
    })
}

/// The chair signs the minutes.
///
/// # Errors
/// When the person does not chair it or wrote it for somebody else, the decision is missing, or somebody else changed it.
pub fn sign(session: &Session<'_>, sending: &Sending, meeting: Id<Meeting>) -> Result<(), Stop> {
    session.send(sending, "sign_minutes", |door| {
        let permit = door.permit(Action::SignMinutes, Subject::Meeting(meeting))?;
        let known = unchanged(&permit, meeting, sending.opened)?;
        let signed = known.record.signed(session.staff.id, session.at, &session.house.pack)?;
        save(&permit, &signed, known.version, "sign_minutes", None)?;
        Ok(())
    })
}

/// The chair takes the signature back, so that the minutes can be put right.
///
/// # Errors
/// When they are not signed, no reason is given, or somebody else changed them.
pub fn reopen(session: &Session<'_>, sending: &Sending, meeting: Id<Meeting>, why: &str) -> Result<(), Stop> {
    session.send(sending, "reopen_minutes", |door| {
        let permit = door.permit(Action::SignMinutes, Subject::Meeting(meeting))?;
        let known = unchanged(&permit, meeting, sending.opened)?;
        let reopened = known.record.reopened(session.staff.id, why, session.at)?;
        save(&permit, &reopened, known.version, "reopen_minutes", Some(why))?;
        Ok(())
    })
}
