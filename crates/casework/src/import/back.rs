//! Taking a whole import back. What it made is found no more, what it changed is as it was, and what somebody changed since stands. It is said in one transaction with
//! its reason, and done some at a time: whoever breaks it off finds it finished by the worker.

use domain::access::{Action, Subject};
use domain::episode::Episode;
use domain::id::Id;
use domain::import::{Bundle, Did, Import, Proposal, Stage, State};
use domain::person::Person;
use domain::staff::Staff;
use jiff::{SignedDuration, Timestamp};
use store::{Kept, Stop, Version, WriteDoor, WritePermit, load, save};

use super::decide::{Decided, TOGETHER, WHILE_ONE_WAITS, bundles, import_of};
use super::{Progress, Step};
use crate::house::House;
use crate::outbox;
use crate::session::{Sending, Session};

/// The act in the ledger.
const COMMAND: &str = "take_import_back";
/// When the worker looks whether it was finished.
const FINISHED_AFTER: SignedDuration = SignedDuration::from_mins(30);

/// By whom, when and why an import was taken back.
struct Back {
    by: Id<Staff>,
    at: Timestamp,
    reason: String,
}

/// Takes a whole import back.
///
/// # Errors
/// Without a reason, when it was taken back already, or the person may not import.
pub fn take_back(
    session: &Session<'_>,
    import: Id<Import>,
    reason: &str,
    tell: &mut dyn FnMut(Progress),
) -> Result<Decided, Stop> {
    session.write(COMMAND, |door| begin(session, door, import, reason).map(drop))?;
    finish(session, import, tell)
}

/// Takes a whole import back, for somebody who waits for the answer: a large one is done by the worker.
///
/// # Errors
/// As [`take_back`].
pub fn ask_to_take_back(
    session: &Session<'_>,
    sending: &Sending,
    import: Id<Import>,
    reason: &str,
) -> Result<(), Stop> {
    let left = session.send(sending, COMMAND, |door| {
        let left = begin(session, door, import, reason)? > WHILE_ONE_WAITS;
        if left {
            outbox::take_import_back(session, door, import, session.at)?;
        }
        Ok(left)
    })?;
    if left {
        return Ok(());
    }
    finish(session, import, &mut |_| {}).map(drop)
}

/// Says that it is taken back. From now on nothing of it is decided. How many were accepted is given back.
fn begin(session: &Session<'_>, door: &WriteDoor, import: Id<Import>, reason: &str) -> Result<u64, Stop> {
    let permit = door.permit(Action::ImportRecords, Subject::House)?;
    let known = import_of(&permit, import)?;
    if known.record.stage == Stage::Reading {
        known.record.may_be_decided()?;
    }
    let after = known.record.taken_back(session.actor.staff, session.at, reason)?;
    save(&permit, &after, known.version, COMMAND, Some(reason))?;
    let later = session.at.saturating_add(FINISHED_AFTER).unwrap_or(session.at);
    outbox::take_import_back(session, door, import, later)?;
    let counts = store::import::counts(&permit, import)?;
    Ok(counts.iter().filter(|one| one.state == "accepted").map(|one| one.count).sum())
}

/// Does what is not done yet of taking an import back, by the worker.
pub(crate) fn finish_asked(house: &House, import: Id<Import>) -> Result<(), Stop> {
    finish(&house.system(), import, &mut |_| {}).map(drop)
}

/// Takes back what was accepted and is not taken back yet, the last first.
fn finish(
    session: &Session<'_>,
    import: Id<Import>,
    tell: &mut dyn FnMut(Progress),
) -> Result<Decided, Stop> {
    let mut decided = Decided::default();
    let mut bundles = bundles(session, import)?;
    bundles.reverse();
    let total = bundles.len() as u64;
    for (some, done) in bundles.chunks(TOGETHER).zip(0..) {
        session.house.store.write(&session.actor, session.at, COMMAND, |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            let Stage::TakenBack { by, at, reason } = import_of(&permit, import)?.record.stage else {
                return Ok(());
            };
            let why = Back { by, at, reason };
            for id in some {
                let Some(known) = load::<Bundle>(&permit, *id)? else { continue };
                let (mut bundle, version) = (known.record, known.version);
                let before = decided.decided;
                for proposal in bundle.proposals.iter_mut().rev() {
                    back(&permit, proposal, &why, &mut decided)?;
                }
                if decided.decided > before {
                    save(&permit, &bundle, version, COMMAND, Some(&why.reason))?;
                }
            }
            Ok(())
        })?;
        let done = ((done + 1) * TOGETHER as u64).min(total);
        let people = |bundles: u64| bundles * domain::import::BUNDLE as u64;
        tell(Progress { step: Step::TakingBack, done: people(done), of: Some(people(total)) });
    }
    Ok(decided)
}

fn back(
    permit: &WritePermit<'_>,
    proposal: &mut Proposal,
    why: &Back,
    decided: &mut Decided,
) -> Result<(), Stop> {
    let State::Accepted { did, .. } = &proposal.state else { return Ok(()) };
    let mut kept = Vec::new();
    // Episodes go before the person whose they are.
    for one in did.iter().rev() {
        let undone = match one.kind.as_str() {
            "person" => {
                let hide = |person: &Person| Person { taken_back: true, ..person.clone() };
                let used = one.before == 0 && store::import::others_say(permit, one.record.of_kind())?;
                !used && undo::<Person>(permit, one, &why.reason, hide)?
            }
            _ => {
                let hide = |episode: &Episode| Episode { taken_back: true, ..episode.clone() };
                undo::<Episode>(permit, one, &why.reason, hide)?
            }
        };
        if !undone {
            kept.push(one.clone());
        }
    }
    decided.kept += kept.len() as u64;
    decided.decided += 1;
    proposal.state = State::TakenBack { by: why.by, at: why.at, kept };
    Ok(())
}

/// Makes a record what it was; false when it is not as the import left it.
fn undo<R: Kept>(
    permit: &WritePermit<'_>,
    did: &Did,
    reason: &str,
    hide: impl Fn(&R) -> R,
) -> Result<bool, Stop> {
    let id = did.record.of_kind();
    let version = |number: u64| store::ledger::version::<R>(permit, id, Version(number));
    let (Some(now), Some(left)) = (load::<R>(permit, id)?, version(did.after)?) else { return Ok(false) };
    if now.record != left.record {
        return Ok(false);
    }
    let before = match did.before {
        0 => hide(&now.record),
        number => match version(number)? {
            Some(before) => before.record,
            None => return Ok(false),
        },
    };
    save(permit, &before, now.version, COMMAND, Some(reason))?;
    Ok(true)
}
