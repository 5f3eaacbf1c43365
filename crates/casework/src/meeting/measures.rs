//! How agencies attend, and how fast minutes leave: counts only, with what each means. No child can be told from them, so nobody's record is opened.

use domain::access::{Action, Subject};
use jiff::Timestamp;
use store::Stop;
use store::meeting::{Attending, Leaving};

use crate::session::Session;

/// The measures over a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measures {
    /// From when, by the meetings' ends.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// By agency, the council first.
    pub attending: Vec<Attending>,
    /// By kind of meeting.
    pub leaving: Vec<Leaving>,
}

/// What each count means, in the order of the page's columns.
pub const DEFINITIONS: &[(&str, &str)] = &[
    (
        "Asked",
        "People of the agency who were asked to a meeting that was held; each person and meeting counts once.",
    ),
    ("Came", "Were there in person or dialled in."),
    ("Sent information", "Were not there, and what they knew had been sent."),
    ("Absent", "Were not there and had sent nothing."),
    (
        "Answered in time",
        "Said whether they come by the time the practice pack gives, or before the meeting began, whichever was first.",
    ),
    ("Answered late", "Said it after that time."),
    ("No answer", "Did not say."),
    (
        "No free time",
        "Were asked for a time at which their organisation had published no free time: demand that was not met.",
    ),
    (
        "Minutes in time",
        "Everybody of an agency who took part had their copy within the limit of the kind of meeting.",
    ),
];

/// How agencies attended the meetings that ended in a time, and how fast their minutes left.
///
/// # Errors
/// When the person may not see measures.
pub fn measures(session: &Session<'_>, from: Timestamp, until: Timestamp) -> Result<Measures, Stop> {
    session.read("how agencies attend meetings", |door| {
        let permit = door.permit(Action::SeeHubMeasures, Subject::House)?;
        Ok(Measures {
            from,
            until,
            attending: store::meeting::attending(&permit, from, until)?,
            leaving: store::meeting::leaving(&permit, from, until)?,
        })
    })
}
