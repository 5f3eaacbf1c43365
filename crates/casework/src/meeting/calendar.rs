//! The invitation as a file for a calendar, for whoever is asked and whoever reads the meeting. It says no more than the e-mail.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::meeting::{CalendarFile, Meeting, Method, calendar_file};
use store::Stop;

use super::standing;
use crate::outbox;
use crate::session::Session;

/// The file's name and its text.
///
/// # Errors
/// When the viewer is not asked and may not read the meeting.
pub fn calendar(session: &Session<'_>, id: Id<Meeting>) -> Result<(String, String), Stop> {
    session.read("meeting for a calendar", |door| {
        let reads = door.would_permit(Action::ReadMeeting, Subject::Meeting(id))?;
        let action = if reads { Action::ReadMeeting } else { Action::ReadInvitation };
        let permit = door.permit(action, Subject::Meeting(id))?;
        let meeting = standing(&permit, id)?.record;
        let pack = &session.house.pack;
        let link = outbox::link(&pack.meetings.address, &meeting);
        let about = CalendarFile {
            method: Method::Publish,
            council: &pack.council.name,
            organiser: &pack.council.email,
            attendee: None,
            link: &link,
        };
        Ok((format!("{}.ics", meeting.reference), calendar_file(&meeting, &about)))
    })
}
