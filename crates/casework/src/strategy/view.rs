//! A discussion as its page shows it.

use domain::access::{Action, Subject, Unsealing};
use domain::contact::Contact;
use domain::id::Id;
use domain::meeting::{Meeting, Quorum};
use domain::person::Person;
use domain::staff::Staff;
use domain::strategy::{Discussion, Stage};
use store::{Door, Permit, Stop, Versioned, load};

use super::standing;
use crate::session::Session;
use crate::staff::Names;
use crate::standing::at_version;

/// A discussion with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct DiscussionView {
    /// The discussion.
    pub discussion: Versioned<Discussion>,
    /// The children it is about, by name.
    pub children: Vec<(Id<Person>, String)>,
    /// The number of the contact it came from.
    pub contact: Option<(Id<Contact>, String)>,
    /// Its meeting.
    pub meeting: Option<Versioned<Meeting>>,
    /// Whether the meeting is quorate by who was there; by who says that they come, before.
    pub quorum: Option<Quorum>,
    /// The discussion that it follows.
    pub follows: Option<(Id<Discussion>, String)>,
    /// The staff named in it.
    pub names: Names,
    /// What the viewer may have opened.
    pub unsealing: Unsealing,
    /// What the viewer may do next.
    pub may: Vec<Action>,
    /// How many of the first items are unknown.
    pub first_unknown: usize,
    /// Whether it is late.
    pub late: bool,
    /// Whether its cause is asked.
    pub asks_cause: bool,
}

/// The acts that a discussion's page offers, each asked of the access table and of where it stands.
const OFFERED: &[Action] = &[
    Action::PrepareDiscussion,
    Action::ConveneDiscussion,
    Action::RecordDiscussion,
    Action::DecideDiscussion,
    Action::SignDiscussion,
];

/// A discussion's page.
///
/// # Errors
/// When there is none that the viewer may read.
pub fn view(session: &Session<'_>, id: Id<Discussion>) -> Result<DiscussionView, Stop> {
    session.read("strategy discussion", |door| {
        let permit = door.permit(Action::ReadDiscussion, Subject::Discussion(id))?;
        of(session, door, &permit, id)
    })
}

/// The discussion that a meeting is of: nothing for another meeting, and where the viewer may not read the discussion.
///
/// # Errors
/// When the store fails.
pub fn view_of_meeting(session: &Session<'_>, meeting: Id<Meeting>) -> Result<Option<DiscussionView>, Stop> {
    session.read("strategy discussion of a meeting", |door| {
        if !door.would_permit(Action::ReadMeeting, Subject::Meeting(meeting))? {
            return Ok(None);
        }
        let permit = door.permit(Action::ReadMeeting, Subject::Meeting(meeting))?;
        let Some(id) = store::strategy::of_meeting(&permit, meeting)? else { return Ok(None) };
        if !door.would_permit(Action::ReadDiscussion, Subject::Discussion(id))? {
            return Ok(None);
        }
        let permit = door.permit(Action::ReadDiscussion, Subject::Discussion(id))?;
        of(session, door, &permit, id).map(Some)
    })
}

/// One version of a discussion: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or nothing the viewer may know of.
pub fn version(session: &Session<'_>, id: Id<Discussion>, version: u64) -> Result<Discussion, Stop> {
    session.read("strategy discussion as a form was opened", |door| {
        let permit = door.permit(Action::ReadDiscussion, Subject::Discussion(id))?;
        at_version(&permit, id, version)
    })
}

pub(super) fn of(
    session: &Session<'_>,
    door: &Door,
    permit: &Permit<'_>,
    id: Id<Discussion>,
) -> Result<DiscussionView, Stop> {
    let discussion = standing(permit, id)?;
    let known = &discussion.record;
    let pack = &session.house.pack;
    let mut children = Vec::new();
    for child in &known.children {
        if let Some(person) = load(permit, *child)? {
            permit.shown(*child);
            children.push((*child, person.record.name()));
        }
    }
    let contact = known.contact.map(|contact| load(permit, contact)).transpose()?.flatten();
    let follows = known.follows.map(|first| load(permit, first)).transpose()?.flatten();
    let meeting = known.meeting.map(|meeting| load(permit, meeting)).transpose()?.flatten();
    let kind = pack.meetings.kind(&pack.strategy.meeting);
    let quorum = meeting.as_ref().zip(kind).map(|(meeting, kind)| {
        let held = meeting.record.asked().any(|(_, invited)| invited.attendance.is_some());
        if held { meeting.record.quorum(kind) } else { meeting.record.promised(kind) }
    });
    let chair = meeting.as_ref().map(|meeting| meeting.record.chair);
    let owners = meeting.iter().flat_map(|meeting| &meeting.record.actions).map(|action| action.owner);
    let named: Vec<Id<Staff>> = named(known).into_iter().chain(chair).chain(owners).collect();
    let mut may = Vec::new();
    for action in OFFERED {
        let theirs = *action != Action::SignDiscussion || chair == Some(session.staff.id);
        if theirs && fits(*action, known.stage()) && door.would_permit(*action, Subject::Discussion(id))? {
            may.push(*action);
        }
    }
    Ok(DiscussionView {
        children,
        contact: contact.map(|contact| (contact.record.id, contact.record.reference)),
        quorum,
        follows: follows.map(|first| (first.record.id, first.record.reference)),
        names: Names::of(permit, named)?,
        unsealing: permit.unsealing(),
        may,
        first_unknown: known.first_unknown(&pack.strategy),
        late: known.is_late(session.at),
        asks_cause: known.asks_cause(session.at),
        meeting,
        discussion,
    })
}

/// Whether an act has anything to do with a discussion that stands like this.
fn fits(action: Action, stage: Stage) -> bool {
    let before = matches!(stage, Stage::Begun | Stage::Gathering | Stage::Convened);
    match action {
        Action::PrepareDiscussion => before || stage == Stage::Held,
        Action::ConveneDiscussion => before,
        Action::RecordDiscussion => before || stage == Stage::Held,
        Action::DecideDiscussion => before || stage == Stage::Held,
        Action::SignDiscussion => stage == Stage::Decided,
        _ => false,
    }
}

fn named(discussion: &Discussion) -> Vec<Id<Staff>> {
    let mut staff = vec![discussion.begun_by, discussion.decided_to_hold.0];
    staff.extend(discussion.convened.iter().map(|convened| convened.by));
    staff.extend(discussion.gatherings.iter().map(|gathering| gathering.by));
    staff.extend(discussion.telephone.iter().map(|agreed| agreed.manager));
    staff.extend(discussion.frozen.iter().map(|frozen| frozen.by));
    staff.extend(
        discussion.frozen.iter().flat_map(|frozen| &frozen.items).filter_map(|item| Some(item.said?.0)),
    );
    staff.extend(discussion.information.iter().filter_map(|item| Some(item.said?.0)));
    staff.extend(discussion.rings.iter().map(|ring| ring.by));
    staff.extend(discussion.late.iter().map(|late| late.by));
    staff.extend(discussion.early.iter().filter_map(|early| Some(early.answer.as_ref()?.by)));
    staff.extend(discussion.decided.map(|(by, _)| by));
    staff.extend(discussion.signed.map(|(by, _)| by));
    staff.extend(discussion.called_off.iter().map(|(by, ..)| *by));
    staff
}
