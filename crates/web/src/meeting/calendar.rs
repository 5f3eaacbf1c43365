//! The invitation as a file for a calendar.

use domain::access::Action;
use domain::id::Id;
use domain::meeting::Meeting;

use crate::route::{Download, File};

/// The file.
pub(super) static CALENDAR: Download<Id<Meeting>> = Download {
    path: "/meetings/{meeting}/calendar.ics",
    name: "meeting for a calendar",
    action: Action::ReadInvitation,
    file: |visit, meeting| {
        let (name, text) = casework::meeting::calendar(&visit.session, meeting)?;
        Ok(File { name, kind: "text/calendar; charset=utf-8", bytes: text.into_bytes() })
    },
};
