//! The sheet that goes with the invitation, so that agencies arrive prepared. Whoever may not know what the meeting is about gets none.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::meeting::Meeting;
use domain::strategy::Sheet;
use store::Stop;

use super::standing;
use crate::session::Session;

/// The sheet for whoever reads the invitation; nothing for a meeting that is no strategy discussion, and for somebody who may not know what it is about.
///
/// # Errors
/// When the viewer is not asked to the meeting.
pub fn sheet(session: &Session<'_>, meeting: Id<Meeting>) -> Result<Option<Sheet>, Stop> {
    session.read("information sheet of a strategy discussion", |door| {
        door.permit(Action::ReadInvitation, Subject::Meeting(meeting))?;
        let action = if session.staff.agency.is_some() { Action::ReadOwnCopy } else { Action::ReadMeeting };
        if !door.would_permit(action, Subject::Meeting(meeting))? {
            return Ok(None);
        }
        let permit = door.permit(action, Subject::Meeting(meeting))?;
        let Some(discussion) = store::strategy::of_meeting(&permit, meeting)? else { return Ok(None) };
        let discussion = standing(&permit, discussion)?.record;
        let pack = &session.house.pack;
        Ok(Some(discussion.sheet_for(session.staff.agency.as_deref(), session.at, pack)))
    })
}
