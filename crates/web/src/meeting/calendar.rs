//! The invitation as a file for a calendar.

use domain::access::Action;
use domain::id::Id;
use domain::meeting::Meeting;

use crate::route::{Attached, File};

/// The file.
pub(super) static CALENDAR: File<Id<Meeting>> = File {
    path: "/meetings/{meeting}/calendar.ics",
    name: "meeting for a calendar",
    action: Action::ReadInvitation,
    get: |visit, meeting| {
        let (name, text) = casework::meeting::calendar(&visit.session, meeting)?;
        Ok(Attached { name, media_type: "text/calendar; charset=utf-8", bytes: text.into_bytes() })
    },
};
