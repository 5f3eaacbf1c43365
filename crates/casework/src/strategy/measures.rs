//! Why discussions are late, by cause and agency; what was done before them, by team; which times agencies could not give. Counts only, for the
//! safeguarding partners. None of them is read alone: sooner is not better where nobody knew enough.

use domain::access::{Action, Subject};
use jiff::Timestamp;
use store::Stop;
use store::strategy::{ByAgency, ByCause, ByOutcome, ByTeam, Held};

use crate::session::Session;

/// The measures over a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measures {
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// Those that were held.
    pub held: Held,
    /// Why they were late, the commonest cause first.
    pub by_cause: Vec<ByCause>,
    /// What was done before them, by team.
    pub by_team: Vec<ByTeam>,
    /// Times that agencies could not give.
    pub by_agency: Vec<ByAgency>,
    /// What was decided, in children.
    pub by_outcome: Vec<ByOutcome>,
}

/// What each count means.
pub const DEFINITIONS: &[(&str, &str)] = &[
    ("Held", "Strategy discussions that were held in the time."),
    ("Late", "Held after the time that the clock or the watch gave."),
    ("Without a cause", "Late, and nobody has said why."),
    (
        "Ready",
        "The first seven things were known but for fewer than the practice pack's number, or a reason said why it could not wait.",
    ),
    ("By telephone", "Agreed between a manager and a police supervisor."),
    ("Not followed", "By telephone, and no meeting within its limit."),
    ("Cause", "The one cause that was given for a late discussion, and the agency that was waited for."),
    ("Replied", "The agency that was waited for did reply."),
    (
        "Before the discussion",
        "A visit or safety plan after the threshold was reached and before the discussion, by the team that was allocated.",
    ),
    ("Emergency", "It was said that this could not wait."),
    (
        "No time published",
        "An agency was asked for a time for which it had published none: demand that was not met.",
    ),
    ("Time taken", "An agency's only time was taken by another child's discussion."),
];

/// The measures over a time.
///
/// # Errors
/// When the person may not see measures.
pub fn measures(session: &Session<'_>, from: Timestamp, until: Timestamp) -> Result<Measures, Stop> {
    session.read("why strategy discussions are late", |door| {
        let permit = door.permit(Action::SeeHubMeasures, Subject::House)?;
        let pack = &session.house.pack;
        Ok(Measures {
            from,
            until,
            held: store::strategy::held(&permit, from, until, pack)?,
            by_cause: store::strategy::by_cause(&permit, from, until)?,
            by_team: store::strategy::by_team(&permit, from, until)?,
            by_agency: store::strategy::by_agency(&permit, from, until)?,
            by_outcome: store::strategy::by_outcome(&permit, from, until)?,
        })
    })
}
