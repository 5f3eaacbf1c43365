//! What follows a plan: the first core group, the reviews, the end.

use domain::access::{Action, Subject};
use domain::conference::{Conference, ReviewAsked};
use domain::id::Id;
use domain::refusal::Refusal;
use jiff::civil::Date;
use store::{Stop, load, save};

use super::unchanged;
use crate::session::{Sending, Session};

/// Writes down that the first core group was held.
///
/// # Errors
/// When there is no plan, the day cannot be, or somebody else changed it.
pub fn core_group_held(
    session: &Session<'_>,
    sending: &Sending,
    conference: Id<Conference>,
    on: Date,
) -> Result<(), Stop> {
    session.send(sending, "core_group_held", |door| {
        let permit = door.permit(Action::HoldConference, Subject::record(conference))?;
        let known = unchanged(&permit, conference, sending.opened)?;
        let after = known.record.core_group_held(session.staff.id, on, session.at)?;
        save(&permit, &after, known.version, "core_group_held", None)?;
        Ok(())
    })
}

/// Writes down what a review decided. The plan in the child's episode follows.
///
/// # Errors
/// When there is no plan, the day cannot be, reasons are missing, or somebody else changed it.
pub fn review_held(
    session: &Session<'_>,
    sending: &Sending,
    conference: Id<Conference>,
    asked: ReviewAsked,
) -> Result<(), Stop> {
    session.send(sending, "review_held", |door| {
        let house = session.house;
        let permit = door.permit(Action::HoldConference, Subject::record(conference))?;
        let known = unchanged(&permit, conference, sending.opened)?;
        let episode = known
            .record
            .held
            .as_ref()
            .and_then(|held| held.episode)
            .ok_or_else(|| Refusal::NotNow("This conference made no child protection plan.".into()))?;
        let episode = load(&permit, episode)?.ok_or(Refusal::NotFound)?;
        let reasons = asked.reasons.clone();
        let (after, changed) = known.record.review_held(
            session.staff.id,
            asked,
            &episode.record,
            session.at,
            &house.pack,
            &house.calendar,
        )?;
        save(&permit, &after, known.version, "review_held", Some(&reasons))?;
        if changed != episode.record {
            save(&permit, &changed, episode.version, "review_held", Some(&reasons))?;
        }
        Ok(())
    })
}
