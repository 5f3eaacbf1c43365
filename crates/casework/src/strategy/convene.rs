//! Convening, gathering first, and not holding one after all.

use domain::access::{Action, Role, Subject};
use domain::id::Id;
use domain::refusal::Refusal;
use domain::strategy::{ConveneAsked, Discussion};
use store::{Stop, save};

use super::unchanged;
use crate::session::{Sending, Session};

/// Convenes it, or says that it is better to gather first. What is known is kept whole as it stands.
///
/// # Errors
/// When a reason is asked for and not given; when gathering again is not a manager's word; when somebody else changed the discussion.
pub fn convene(
    session: &Session<'_>,
    sending: &Sending,
    discussion: Id<Discussion>,
    asked: ConveneAsked,
) -> Result<(), Stop> {
    session.send(sending, "convene_discussion", |door| {
        let permit = door.permit(Action::ConveneDiscussion, Subject::Discussion(discussion))?;
        let known = unchanged(&permit, discussion, sending.opened)?;
        let pack = &session.house.pack;
        let gathers = pack.strategy.urgency(&asked.urgency).is_some_and(|urgency| urgency.gather);
        let manages = session.actor.roles.iter().any(|role: &Role| Action::DecideDiscussion.is_for(*role));
        if gathers && known.record.gathers_again() && !manages {
            let words =
                "It was gathered first before. Gathering again is a manager's to say: ask one, or convene.";
            return Err(Refusal::field("urgency", words).into());
        }
        let after = known.record.convened(asked, session.staff.id, session.at, pack)?;
        save(&permit, &after, known.version, "convene_discussion", None)?;
        Ok(())
    })
}

/// It is not held after all: a manager's word.
///
/// # Errors
/// When no reason is given, it was held, or somebody else changed it.
pub fn call_off(
    session: &Session<'_>,
    sending: &Sending,
    discussion: Id<Discussion>,
    why: &str,
) -> Result<(), Stop> {
    session.send(sending, "call_off_discussion", |door| {
        let permit = door.permit(Action::DecideDiscussion, Subject::Discussion(discussion))?;
        let known = unchanged(&permit, discussion, sending.opened)?;
        let after = known.record.not_held(session.staff.id, why, session.at)?;
        save(&permit, &after, known.version, "call_off_discussion", Some(why))?;
        Ok(())
    })
}
