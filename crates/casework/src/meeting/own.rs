//! What one person is asked to and has to do: for a partner's first page, and for the council's own people.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::meeting::{Coming, Meeting, Stage};
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::{Stop, load, save};

use super::invitation::{has_copy, ours_of};
use super::standing;
use crate::session::{Sending, Session};

/// A meeting that somebody, or their organisation, is asked to. It says when and where, and nothing of what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedOfMe {
    /// The meeting.
    pub meeting: Id<Meeting>,
    /// The number people say.
    pub reference: String,
    /// The code of its kind.
    pub kind: String,
    /// When it begins.
    pub starts: Timestamp,
    /// When it is planned to end.
    pub ends: Timestamp,
    /// Where.
    pub place: String,
    /// Where it stands.
    pub stage: Stage,
    /// Whether the viewer is asked, and not only a colleague.
    pub me: bool,
    /// By when an answer is wanted.
    pub answer_by: Timestamp,
    /// What was answered.
    pub answered: Option<Coming>,
    /// Whether the viewer's copy of the minutes is there to be read.
    pub copy_ready: bool,
}

/// An action of a meeting that somebody owns and has not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAction {
    /// The meeting.
    pub meeting: Id<Meeting>,
    /// Its number.
    pub reference: String,
    /// The action's place in the minutes.
    pub place: usize,
    /// What.
    pub what: String,
    /// By when.
    pub due: Timestamp,
}

/// The meetings that the viewer or their organisation is asked to, by when they begin.
///
/// # Errors
/// When the store fails.
pub fn asked_of_me(session: &Session<'_>) -> Result<Vec<AskedOfMe>, Stop> {
    session.read("meetings I am asked to", |door| {
        let permit = door.permit(Action::SeeOwnMeetings, Subject::House)?;
        let mut asked = Vec::new();
        for id in store::meeting::own(&permit)? {
            let meeting = standing(&permit, id)?.record;
            let ours = ours_of(session, &meeting);
            let Some(first) = ours.first() else { continue };
            let open = door.would_permit(Action::ReadOwnCopy, Subject::Meeting(id))?;
            asked.push(AskedOfMe {
                meeting: id,
                kind: meeting.kind.clone(),
                starts: meeting.starts,
                ends: meeting.ends,
                place: meeting.place.clone(),
                stage: meeting.stage(),
                me: first.me,
                answer_by: first.answer_by,
                answered: first.reply.as_ref().map(|(coming, _)| *coming),
                copy_ready: open && has_copy(session, &meeting),
                reference: meeting.reference,
            });
        }
        Ok(asked)
    })
}

/// The actions of meetings that the viewer owns and has not done, by when they are due.
///
/// # Errors
/// When the store fails.
pub fn own_actions(session: &Session<'_>) -> Result<Vec<OwnAction>, Stop> {
    session.read("actions I own", |door| {
        let permit = door.permit(Action::SeeOwnMeetings, Subject::House)?;
        let mut actions = Vec::new();
        for owned in store::meeting::owned_actions(&permit)? {
            let meeting = standing(&permit, owned.id)?.record;
            let place = usize::try_from(owned.place).unwrap_or(usize::MAX);
            let Some(action) = meeting.actions.get(place) else { continue };
            actions.push(OwnAction {
                meeting: owned.id,
                reference: meeting.reference.clone(),
                place,
                what: action.what.clone(),
                due: action.due,
            });
        }
        Ok(actions)
    })
}

/// The owner says that an action is done.
///
/// # Errors
/// When it is somebody else's, or done already.
pub fn action_done(
    session: &Session<'_>,
    sending: &Sending,
    meeting: Id<Meeting>,
    place: usize,
) -> Result<(), Stop> {
    session.send(sending, "meeting_action_done", |door| {
        let permit = door.permit(Action::SeeOwnMeetings, Subject::House)?;
        let known = load(&permit, meeting)?.ok_or(Refusal::NotFound)?;
        let after = known.record.action_done(place, session.staff.id, session.at)?;
        save(&permit, &after, known.version, "meeting_action_done", None)?;
        Ok(())
    })
}
