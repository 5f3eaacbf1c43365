//! Deciding proposals: one by one, or all of a kind; and refusing. What is on the record at that moment counts, and not what was there when the proposals were made.
//! A child whose record is restricted is left out unless somebody of the circle decides.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::import::{Bundle, Did, Held, Import, Kind, Merged, Proposal, State, merged};
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use serde::{Deserialize, Serialize};
use store::{Kept, Stop, Version, Versioned, WriteDoor, WritePermit, load, save};

use super::{Progress, Step, look, whose};
use crate::house::House;
use crate::outbox;
use crate::session::{Sending, Session};

/// The act in the ledger.
const COMMAND: &str = "accept_import";
/// How many bundles are decided in one transaction.
pub(super) const TOGETHER: usize = 4;
/// So many proposals are decided while somebody waits for the page; more are left to the worker.
pub(super) const WHILE_ONE_WAITS: u64 = 1_000;

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

pub(super) fn import_of(permit: &WritePermit<'_>, import: Id<Import>) -> Result<Versioned<Import>, Stop> {
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

/// Accepts every proposal of a kind that waits, for somebody who waits for the answer: many are accepted by the worker, who goes on after a break.
///
/// # Errors
/// When the import may not be decided, or the person may not import.
pub fn ask_for_all(
    session: &Session<'_>,
    sending: &Sending,
    import: Id<Import>,
    kind: Kind,
) -> Result<(), Stop> {
    let left = session.send(sending, COMMAND, |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        import_of(&permit, import)?.record.may_be_decided()?;
        let left = waiting(&permit, import, kind)? > WHILE_ONE_WAITS;
        if left {
            outbox::accept_import(session, door, import, kind)?;
        }
        Ok(left)
    })?;
    if left {
        return Ok(());
    }
    accept_all(session, import, &[kind], &mut |_| {}).map(drop)
}

fn waiting(permit: &WritePermit<'_>, import: Id<Import>, kind: Kind) -> Result<u64, Stop> {
    let counts = store::import::counts(permit, import)?;
    let wait = counts.iter().filter(|one| one.kind == kind.code() && one.state == State::Waiting.code());
    Ok(wait.map(|one| one.count).sum())
}

/// What somebody asked for, by the worker. It is theirs, and not Frontdoor's: a restricted record is decided by its circle.
pub(crate) fn accept_asked(house: &House, import: Id<Import>, kind: Kind, by: Id<Staff>) -> Result<(), Stop> {
    let staff = house.system().read("accept an import", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        Ok(load::<Staff>(&permit, by)?.ok_or(Refusal::NotFound)?.record)
    })?;
    accept_all(&house.session(staff), import, &[kind], &mut |_| {}).map(drop)
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
    one(session, sending, (import, number), |door, permit, of, proposal| {
        may_choose(session, door, proposal, choice)?;
        let mut decided = Decided::default();
        accept(session, permit, of, proposal, choice, &mut decided)?;
        match (decided.restricted.first(), decided.doubtful) {
            (Some(ring), _) => Err(whose::ring(ring).into()),
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
    one(session, sending, (import, number), |_, _, _, proposal| {
        proposal.state = State::Refused { by: session.actor.staff, at: session.at };
        Ok(Decided { decided: 1, ..Decided::default() })
    })
}

fn one(
    session: &Session<'_>,
    sending: Option<&Sending>,
    (import, number): (Id<Import>, u64),
    act: impl FnOnce(&WriteDoor, &WritePermit<'_>, &Import, &mut Proposal) -> Result<Decided, Stop>,
) -> Result<Decided, Stop> {
    let decide = |door: &WriteDoor| -> Result<Decided, Stop> {
        let permit = door.permit(whose::act(session), Subject::House)?;
        let of = import_of(&permit, import)?.record;
        let standing = store::import::standing(&permit, import, number)?.ok_or(Refusal::NotFound)?;
        let known = load::<Bundle>(&permit, standing.bundle)?.ok_or(Refusal::NotFound)?;
        let (mut bundle, version) = (known.record, known.version);
        let proposal =
            bundle.proposals.iter_mut().find(|one| one.number == number).ok_or(Refusal::NotFound)?;
        let people = whose::meant(&permit, proposal, &look::up(&permit, &proposal.told)?)?;
        whose::may_decide(session, door, &people)?;
        of.may_be_decided()?;
        if proposal.state != State::Waiting {
            let words = format!("This was decided already: {}.", proposal.state.words().to_lowercase());
            return Err(Refusal::NotNow(words).into());
        }
        let decided = act(door, &permit, &of, proposal)?;
        save(&permit, &bundle, version, COMMAND, None)?;
        Ok(decided)
    };
    match sending {
        Some(sending) => session.send(sending, COMMAND, decide),
        None => session.write(COMMAND, decide),
    }
}

pub(super) fn bundles(session: &Session<'_>, import: Id<Import>) -> Result<Vec<Id<Bundle>>, Stop> {
    session.read("import proposals", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        Ok(store::import::bundles(&permit, import)?)
    })
}

/// Whether somebody may say who is meant: where anybody on the record may be, only who reads all of them.
fn may_choose(
    session: &Session<'_>,
    door: &WriteDoor,
    proposal: &Proposal,
    choice: Choice,
) -> Result<(), Stop> {
    let permit = door.permit(whose::act(session), Subject::House)?;
    let now = look::up(&permit, &proposal.told)?;
    if choice == Choice::AsFound || !matches!(now, domain::import::Found::Perhaps(_)) {
        return Ok(());
    }
    let people = whose::meant(&permit, proposal, &now)?;
    let may =
        |child| Ok(door.would_permit_to(&session.actor, Action::DecideProposal, Subject::Child(child))?);
    match whose::reads_all(&people, &may)? {
        true => Ok(()),
        false => Err(Refusal::not_allowed(
            "Somebody who reads the records of all who may be meant says who this is: it stands on the pages of those records.",
        )
        .into()),
    }
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
    let people = whose::meant(permit, proposal, &found)?;
    // Of everybody who may be meant, and not only of who is chosen: otherwise a choice gets round the circle.
    if let Some(ring) = whose::closed(session, &people) {
        decided.restricted.push(ring);
        return Ok(());
    }
    let person = match choice {
        Choice::Person(person) if people.iter().any(|one| one.id == person) => Some(person),
        Choice::Person(_) => {
            return Err(Refusal::field("who", "Choose one of these: nobody else may be meant.").into());
        }
        Choice::Nobody => None,
        Choice::AsFound if matches!(found, domain::import::Found::Perhaps(_)) => {
            decided.doubtful += 1;
            return Ok(());
        }
        Choice::AsFound => found.person(),
    };
    if choice != Choice::AsFound {
        whose::identifier_is_free(permit, told, person)?;
    }
    let held = person.map_or_else(|| Ok(Held::default()), |person| look::held(permit, person))?;
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
