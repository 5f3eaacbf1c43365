//! How many disagreements there are, in which stage, whose and how they end. Counts only: no child can be told from them.

use domain::access::{Action, Subject};
use jiff::Timestamp;
use store::Stop;
use store::disagreement::{Ended, InStage, OfAgency};

use crate::session::Session;

/// What was counted, over a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measures {
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// Those that are open now, by stage.
    pub stages: Vec<InStage>,
    /// Those raised in the time, by agency.
    pub agencies: Vec<OfAgency>,
    /// How those ended that were resolved in the time.
    pub ended: Vec<Ended>,
}

/// What each count means.
pub const DEFINITIONS: &[(&str, &str)] = &[
    ("Open", "Raised and not resolved, now, in the stage it is in."),
    (
        "Overdue",
        "Open, and the time of the stage it is in has gone by. It goes up by itself; in the last stage it stays until it is resolved.",
    ),
    ("Raised", "Raised in the time, by somebody of the agency or taken down for them by one of ours."),
    ("Ended", "Resolved in the time, however long ago it was raised."),
];

/// Counts disagreements.
///
/// # Errors
/// When the person may not see them.
pub fn measures(session: &Session<'_>, from: Timestamp, until: Timestamp) -> Result<Measures, Stop> {
    session.read("how many disagreements there are", |door| {
        let permit = door.permit(Action::SeeDisagreementMeasures, Subject::House)?;
        Ok(Measures {
            from,
            until,
            stages: store::disagreement::in_stages(&permit)?,
            agencies: store::disagreement::of_agencies(&permit, from, until)?,
            ended: store::disagreement::ended(&permit, from, until)?,
        })
    })
}
