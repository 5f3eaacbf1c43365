//! Deciding proposals: one by one, or all of a kind; refusing; and taking the whole back. What is on the record at that moment counts, and not what was there when
//! the proposals were made. A child whose record is restricted is left out unless somebody of the circle decides.

use domain::access::{Action, Subject};
use domain::episode::Episode;
use domain::id::Id;
use domain::import::{Bundle, Did, Held, Import, Kind, Merged, Proposal, Stage, State, merged};
use domain::person::Person;
use domain::refusal::Refusal;
use serde::{Deserialize, Serialize};
use store::{Kept, Stop, Version, Versioned, WriteDoor, WritePermit, load, save};

use super::{Progress, Step, look};
use crate::session::{Sending, Session};

/// The act in the ledger.
const COMMAND: &str = "accept_import";
/// How many bundles are decided in one transaction.
const TOGETHER: usize = 4;

/// Who somebody in a file is, when a person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Whom they were found to be.
    AsFound,
    /// Nobody on the record.
    Nobody,
    /// This person.
    Person(Id<Person>),
}

/// What came of deciding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Proposals that are decided now.
    pub decided: u64,
    /// Those left because the record is restricted, with whom to ring.
    pub restricted: Vec<String>,
    /// Those left because a person must say who is meant.
    pub doubtful: u64,
    /// Records that somebody changed since and that therefore stand.
    pub kept: u64,
}

fn import_of(permit: &WritePermit<'_>, import: Id<Import>) -> Result<Versioned<Import>, Stop> {
    load::<Import>(permit, import)?.ok_or_else(|| Refusal::NotFound.into())
}

/// Accepts every proposal of these kinds that waits.
///
/// # Errors
/// When the import may not be decided, or the person may not import.
pub fn accept_all(
    session: &Session<'_>,
    import: Id<Import>,
    kinds: &[Kind],
    tell: &mut dyn FnMut(Progress),
) -> Result<Decided, Stop> {
    let mut decided = Decided::default();
    let bundles = bundles(session, import)?;
    let total = bundles.len() as u64;
    for (some, done) in bundles.chunks(TOGETHER).zip(0..) {
        session.house.store.write(&session.actor, session.at, COMMAND, |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            let of = import_of(&permit, import)?.record;
            of.may_be_decided()?;
            for id in some {
                let Some(Versioned { record: mut bundle, version, .. }) = load::<Bundle>(&permit, *id)?
                else {
                    continue;
                };
                let before = decided.decided;
                let wanted = |one: &&mut Proposal| one.state == State::Waiting && kinds.contains(&one.kind);
                for proposal in bundle.proposals.iter_mut().filter(wanted) {
                    accept(session, &permit, &of, proposal, Choice::AsFound, &mut decided)?;
                }
                if decided.decided > before {
                    save(&permit, &bundle, version, COMMAND, None)?;
                }
            }
            Ok(())
        })?;
        let done = ((done + 1) * TOGETHER as u64).min(total);
        let people = |bundles: u64| bundles * domain::import::BUNDLE as u64;
        tell(Progress { step: Step::Accepting, done: people(done), of: Some(people(total)) });
    }
    Ok(decided)
}

/// Accepts one proposal.
///
/// # Errors
/// When it is decided already, who is meant must be said first, or the record is restricted.
pub fn accept_one(
    session: &Session<'_>,
    sending: Option<&Sending>,
    import: Id<Import>,
    number: u64,
    choice: Choice,
) -> Result<Decided, Stop> {
    one(session, sending, (import, number), |permit, of, proposal| {
        let mut decided = Decided::default();
        accept(session, permit, of, proposal, choice, &mut decided)?;
        match (decided.restricted.first(), decided.doubtful) {
            (Some(ring), _) => Err(Refusal::NotAllowed(format!("Restricted: ring {ring}")).into()),
            (None, 1..) => {
                Err(Refusal::field("who", "Say who this is on the record, or that it is nobody.").into())
            }
            (None, 0) => Ok(decided),
        }
    })
}

/// Refuses one proposal: nothing of it comes in.
///
/// # Errors
/// When it is decided already.
pub fn refuse_one(
    session: &Session<'_>,
    sending: Option<&Sending>,
    import: Id<Import>,
    number: u64,
) -> Result<Decided, Stop> {
    one(session, sending, (import, number), |_, _, proposal| {
        proposal.state = State::Refused { by: session.actor.staff, at: session.at };
        Ok(Decided { decided: 1, ..Decided::default() })
    })
}

fn one(
    session: &Session<'_>,
    sending: Option<&Sending>,
    (import, number): (Id<Import>, u64),
    act: impl FnOnce(&WritePermit<'_>, &Import, &mut Proposal) -> Result<Decided, Stop>,
) -> Result<Decided, Stop> {
    let decide = |door: &WriteDoor| -> Result<Decided, Stop> {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        let of = import_of(&permit, import)?.record;
        of.may_be_decided()?;
        let standing = store::import::standing(&permit, import, number)?.ok_or(Refusal::NotFound)?;
        let known = load::<Bundle>(&permit, standing.bundle)?.ok_or(Refusal::NotFound)?;
        let (mut bundle, version) = (known.record, known.version);
        let proposal =
            bundle.proposals.iter_mut().find(|one| one.number == number).ok_or(Refusal::NotFound)?;
        if proposal.state != State::Waiting {
            let words = format!("This was decided already: {}.", proposal.state.words().to_lowercase());
            return Err(Refusal::NotNow(words).into());
        }
        let decided = act(&permit, &of, proposal)?;
        save(&permit, &bundle, version, COMMAND, None)?;
        Ok(decided)
    };
    match sending {
        Some(sending) => session.send(sending, COMMAND, decide),
        None => session.write(COMMAND, decide),
    }
}

fn bundles(session: &Session<'_>, import: Id<Import>) -> Result<Vec<Id<Bundle>>, Stop> {
    session.read("import proposals", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        Ok(store::import::bundles(&permit, import)?)
    })
}

/// Puts what a proposal says on the record.
fn accept(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    import: &Import,
    proposal: &mut Proposal,
    choice: Choice,
    decided: &mut Decided,
) -> Result<(), Stop> {
    let told = &proposal.told;
    // Another row of the same file may have brought the person meanwhile.
    let found = look::up(permit, told)?;
    let person = match choice {
        Choice::Person(person) => Some(person),
        Choice::Nobody => None,
        Choice::AsFound if matches!(found, domain::import::Found::Perhaps(_)) => {
            decided.doubtful += 1;
            return Ok(());
        }
        Choice::AsFound => found.person(),
    };
    let held = person.map_or_else(|| Ok(Held::default()), |person| look::held(permit, person))?;
    let restricted = held.person.as_ref().and_then(|person| person.restriction.as_ref());
    if let Some(closed) = restricted.filter(|closed| !closed.circle.contains(&session.actor.staff)) {
        decided.restricted.push(closed.ring.clone());
        return Ok(());
    }
    let from = import.provenance(&told.place);
    let mut named = || session.house.id::<Person>().bits();
    let after = merged(&held, told, &from, &mut named);
    let did = put(permit, &held, &after, &from.source)?;
    proposal.state = State::Accepted { by: session.actor.staff, at: session.at, did };
    decided.decided += 1;
    Ok(())
}

/// Saves what is new or changed.
fn put(permit: &WritePermit<'_>, held: &Held, after: &Merged, source: &str) -> Result<Vec<Did>, Stop> {
    let mut did = Vec::new();
    if held.person.as_ref() != Some(&after.person) {
        did.push(put_one(permit, &after.person, held.person.is_some(), source)?);
    }
    for episode in &after.episodes {
        let before = held.episodes.iter().find(|known| known.id == episode.id);
        if before != Some(episode) {
            did.push(put_one(permit, episode, before.is_some(), source)?);
        }
    }
    Ok(did)
}

fn put_one<R: Kept>(permit: &WritePermit<'_>, record: &R, known: bool, source: &str) -> Result<Did, Stop> {
    let before = match known {
        true => load::<R>(permit, record.id())?.map_or(Version::NONE, |known| known.version),
        false => Version::NONE,
    };
    let saved = save(permit, record, before, COMMAND, Some(source))?;
    let record = record.id().any();
    Ok(Did { kind: R::KIND.to_owned(), record, before: before.0, after: saved.version.0 })
}

/// Takes a whole import back: what it made is found no more, what it changed is as it was. What somebody changed since stands, and is counted.
///
/// # Errors
/// Without a reason, when it was taken back already, or the person may not import.
pub fn take_back(
    session: &Session<'_>,
    import: Id<Import>,
    reason: &str,
    tell: &mut dyn FnMut(Progress),
) -> Result<Decided, Stop> {
    let mut decided = Decided::default();
    let mut bundles = bundles(session, import)?;
    bundles.reverse();
    session.write("take_import_back", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        let known = import_of(&permit, import)?;
        if known.record.stage == Stage::Reading {
            known.record.may_be_decided()?;
        }
        let after = known.record.taken_back(session.actor.staff, session.at, reason)?;
        save(&permit, &after, known.version, "take_import_back", Some(reason)).map(drop)
    })?;
    let total = bundles.len() as u64;
    for (some, done) in bundles.chunks(TOGETHER).zip(0..) {
        session.house.store.write(&session.actor, session.at, "take_import_back", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            for id in some {
                let Some(known) = load::<Bundle>(&permit, *id)? else { continue };
                let (mut bundle, version) = (known.record, known.version);
                let before = decided.decided;
                for proposal in bundle.proposals.iter_mut().rev() {
                    back(session, &permit, proposal, reason, &mut decided)?;
                }
                if decided.decided > before {
                    save(&permit, &bundle, version, "take_import_back", Some(reason))?;
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
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    proposal: &mut Proposal,
    reason: &str,
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
                !used && undo::<Person>(permit, one, reason, hide)?
            }
            _ => {
                let hide = |episode: &Episode| Episode { taken_back: true, ..episode.clone() };
                undo::<Episode>(permit, one, reason, hide)?
            }
        };
        if !undone {
            kept.push(one.clone());
        }
    }
    decided.kept += kept.len() as u64;
    decided.decided += 1;
    proposal.state = State::TakenBack { by: session.actor.staff, at: session.at, kept };
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
    save(permit, &before, now.version, "take_import_back", Some(reason))?;
    Ok(true)
}
