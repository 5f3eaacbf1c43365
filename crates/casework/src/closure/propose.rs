//! Proposing to close, proposing again what was sent back, taking it back.

use domain::access::{Action, Subject};
use domain::closure::{Closure, ProposeAsked, Proposed};
use domain::episode::Episode;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use store::{Permit, Stop, Version, Versioned, load, save};

use super::around::around;
use super::unchanged;
use crate::session::{Sending, Session};

/// Proposes to close a child's open episode.
///
/// # Errors
/// When it is not open, a proposal waits already, something is missing, or the episode cannot be closed like this.
pub fn propose(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    asked: ProposeAsked,
) -> Result<Id<Closure>, Stop> {
    session.send(sending, "propose_closure", |door| {
        let permit = door.permit(Action::ProposeClosure, Subject::Child(child))?;
        if store::closure::open_of_child(&permit, child)?.is_some() {
            let words =
                "Somebody proposed to close this child already. Open that proposal from the child's record.";
            return Err(Refusal::NotNow(words.into()).into());
        }
        let episode = open_episode(&permit, child)?;
        let found = around(session, door, &permit, child)?;
        let proposed = Proposed { id: session.house.id(), by: session.staff.id, at: session.at };
        let about = (&episode.record, &found.standing);
        let closure = Closure::propose(proposed, asked, about, &session.house.pack)?;
        save(&permit, &closure, Version::NONE, "propose_closure", None)?;
        Ok(closure.id)
    })
}

/// Proposes again what a manager sent back.
///
/// # Errors
/// As [`propose`]; and when somebody else changed it.
pub fn propose_again(
    session: &Session<'_>,
    sending: &Sending,
    closure: Id<Closure>,
    asked: ProposeAsked,
) -> Result<(), Stop> {
    session.send(sending, "propose_closure_again", |door| {
        let known = {
            let permit = door.permit(Action::ProposeClosure, Subject::record(closure))?;
            unchanged(&permit, closure, sending.opened)?
        };
        let permit = door.permit(Action::ProposeClosure, Subject::Child(known.record.child))?;
        let episode = load(&permit, known.record.episode)?.ok_or(Refusal::NotFound)?;
        let found = around(session, door, &permit, known.record.child)?;
        let who = (session.staff.id, session.at);
        let about = (&episode.record, &found.standing);
        let after = known.record.propose_again(who, asked, about, &session.house.pack)?;
        save(&permit, &after, known.version, "propose_closure_again", None)?;
        Ok(())
    })
}

/// Takes a proposal back.
///
/// # Errors
/// When it is over, or somebody else changed it.
pub fn take_back(session: &Session<'_>, sending: &Sending, closure: Id<Closure>) -> Result<(), Stop> {
    session.send(sending, "take_closure_back", |door| {
        let permit = door.permit(Action::ProposeClosure, Subject::record(closure))?;
        let known = unchanged(&permit, closure, sending.opened)?;
        save(&permit, &known.record.take_back()?, known.version, "take_closure_back", None)?;
        Ok(())
    })
}

/// The child's open episode.
pub(super) fn open_episode(permit: &Permit<'_>, child: Id<Person>) -> Result<Versioned<Episode>, Stop> {
    let episodes = store::episode::of_child(permit, child)?;
    let open =
        episodes.iter().rev().find(|episode| episode.closed_on.is_none() && !episode.no_further_action);
    let known = open.map(|episode| load(permit, episode.id)).transpose()?.flatten();
    known.ok_or_else(|| Refusal::NotNow("The child is not open: there is nothing to close.".into()).into())
}
