//! How agencies answer, over a time: counts by agency, from which no child can be told.

use domain::access::{Action, Subject};
use jiff::Timestamp;
use store::Stop;
pub use store::mash::Timeliness;

use crate::session::Session;

/// How agencies answered what they were asked from one moment until another.
///
/// # Errors
/// When the person may not see it.
pub fn timeliness(session: &Session<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<Timeliness>, Stop> {
    session.read("how agencies answer", |door| {
        let permit = door.permit(Action::SeeHubMeasures, Subject::House)?;
        Ok(store::mash::timeliness(&permit, from, until)?)
    })
}
