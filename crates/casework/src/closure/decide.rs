//! A manager's decision, and a correction of what was closed in error.

use domain::access::{Action, Subject};
use domain::closure::{Closure, CorrectAsked, DecideAsked, Stage};
use domain::id::Id;
use domain::notice::Notice;
use domain::person::name::shown;
use domain::refusal::Refusal;
use store::{Stop, Version, WriteDoor, WritePermit, load, save};

use super::allocations::{end_when_done, hand_over};
use super::around::around;
use super::unchanged;
use crate::outbox;
use crate::session::{Sending, Session};

/// Decides a proposal. Where it is closed, the episode is closed in the same transaction.
///
/// # Errors
/// When the person proposed it, something is missing, somebody else changed it, or the episode cannot be closed any more.
pub fn decide(
    session: &Session<'_>,
    sending: &Sending,
    closure: Id<Closure>,
    asked: DecideAsked,
) -> Result<(), Stop> {
    session.send(sending, "decide_closure", |door| {
        let hand_to = asked.hand_to;
        let known = {
            let permit = door.permit(Action::DecideClosure, Subject::record(closure))?;
            unchanged(&permit, closure, sending.opened)?
        };
        let child = known.record.child;
        let permit = door.permit(Action::DecideClosure, Subject::Child(child))?;
        let episode = load(&permit, known.record.episode)?.ok_or(Refusal::NotFound)?;
        let found = around(session, door, &permit, child)?;
        let reasons = shown(&asked.reasons);
        let who = (session.staff.id, session.at);
        let about = (&episode.record, &found.standing);
        let (after, changed) = known.record.decide(who, asked, about, &session.house.pack)?;
        save(&permit, &after, known.version, "decide_closure", Some(&reasons))?;
        if let Some(changed) = changed {
            save(&permit, &changed, episode.version, "close_episode", Some(&reasons))?;
            match hand_to.filter(|_| !after.is_done()) {
                Some(colleague) => hand_over(session, &permit, child, colleague)?,
                None => end_when_done(session, door, &after, Action::DecideClosure)?,
            }
        }
        let words = match after.stage {
            Stage::Closed => "The closing that you proposed was agreed: the child is closed.",
            Stage::Returned => "The closing that you proposed was sent back with a question.",
            _ => "The closing that you proposed was not agreed: the child stays open.",
        };
        tell_proposer(session, door, &permit, &after, words)
    })
}

fn tell_proposer(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    closure: &Closure,
    words: &str,
) -> Result<(), Stop> {
    let to = closure.proposal.by;
    let notice = Notice {
        id: session.house.id(),
        to,
        child: closure.child,
        contact: None,
        words: words.to_owned(),
        sent_at: session.at,
        acknowledged_at: None,
    };
    save(permit, &notice, Version::NONE, "tell_of_closure", None)?;
    outbox::tell_colleague(session, door, to, "A closing that you proposed was answered: see My work.")
}

/// Corrects what was closed in error.
///
/// # Errors
/// When it is not closed, no reason is given, a later referral is on the record, or somebody else changed it.
pub fn correct(
    session: &Session<'_>,
    sending: &Sending,
    closure: Id<Closure>,
    asked: CorrectAsked,
) -> Result<(), Stop> {
    session.send(sending, "correct_closure", |door| {
        let permit = door.permit(Action::CorrectClosure, Subject::record(closure))?;
        let known = unchanged(&permit, closure, sending.opened)?;
        let episode = load(&permit, known.record.episode)?.ok_or(Refusal::NotFound)?;
        let others = store::episode::of_child(&permit, known.record.child)?;
        let why = shown(&asked.why);
        let who = (session.staff.id, session.at);
        let about = (&episode.record, others.as_slice());
        let (after, changed) = known.record.correct(who, asked, about, &session.house.pack)?;
        save(&permit, &after, known.version, "correct_closure", Some(&why))?;
        save(&permit, &changed, episode.version, "correct_closure", Some(&why))?;
        Ok(())
    })
}
