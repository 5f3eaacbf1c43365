//! Why it was late, and why something was done to the family before it.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::strategy::{Discussion, LateAsked};
use store::{Stop, save};

use super::unchanged;
use crate::session::{Sending, Session};

/// Says why it was late: one cause.
///
/// # Errors
/// When it is not late, what the cause asks for is missing, or somebody else changed the discussion.
pub fn late_cause(
    session: &Session<'_>,
    sending: &Sending,
    discussion: Id<Discussion>,
    asked: LateAsked,
) -> Result<(), Stop> {
    session.send(sending, "discussion_late_because", |door| {
        let permit = door.permit(Action::RecordDiscussion, Subject::Discussion(discussion))?;
        let known = unchanged(&permit, discussion, sending.opened)?;
        let after = known.record.late_because(asked, session.staff.id, session.at, &session.house.pack)?;
        save(&permit, &after, known.version, "discussion_late_because", None)?;
        Ok(())
    })
}

/// Answers why a visit or a safety plan did not wait for the discussion. `place` is its place among those that were noticed.
///
/// # Errors
/// When there is no such thing, no reason is given, or somebody else changed the discussion.
pub fn early_answer(
    session: &Session<'_>,
    sending: &Sending,
    discussion: Id<Discussion>,
    place: usize,
    emergency: bool,
    why: &str,
) -> Result<(), Stop> {
    session.send(sending, "answer_early_act", |door| {
        let permit = door.permit(Action::RecordDiscussion, Subject::Discussion(discussion))?;
        let known = unchanged(&permit, discussion, sending.opened)?;
        let (by, now) = (session.staff.id, session.at);
        let after = known.record.early_answered(place, emergency, why, by, now)?;
        save(&permit, &after, known.version, "answer_early_act", None)?;
        Ok(())
    })
}
