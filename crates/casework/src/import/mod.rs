//! Moving in: files from the system a council had, as proposals first. What is brought is read to its end before anything of it is kept; then the file itself
//! is kept with its digest, and its proposals some at a time, so that fifty thousand children need neither one entry nor one transaction. A file that was
//! brought before is the import it was. Deciding is in [`decide`], taking back in [`back`], what came of it in [`report`].

pub mod about;
mod annex_a;
pub mod back;
mod census;
pub mod decide;
mod differences;
mod look;
pub mod original;
mod people;
mod read;
pub mod report;
mod ssd;
pub mod view;
mod whose;

pub use read::{Bytes, Given, NotTaken, Open};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::{Action, Subject};
use domain::import::{
    BUNDLE, Bundle, Found, Held, Import, Kind, MOST_TOLD, Piece, Proposal, Rule, Stage, State, Tally, Told,
    merged,
};
use domain::person::Person;
use store::{Permit, Stop, Version, WriteDoor, load, save};

use crate::session::Session;

/// How many bundles are kept in one transaction.
const TOGETHER: usize = 4;
/// How many pieces of a file are kept in one transaction.
const PIECES: usize = 8;

/// How far something has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub step: Step,
    /// How many people are done.
    pub done: u64,
    /// How many there are, where it is known.
    pub of: Option<u64>,
}

/// What is being done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is read to its end.
    Reading,
    /// Its proposals are made.
    Proposing,
    /// Its proposals are taken.
    Accepting,
    /// What was taken is taken back.
    TakingBack,
}

/// What came of bringing files.
#[derive(Debug, Clone, PartialEq)]
pub struct Brought {
    /// The import.
    pub import: Import,
    /// Whether the same files came before: nothing was made anew.
    pub again: bool,
    /// What they say beside what is on the record now.
    pub tally: Tally,
}

/// Brings files: they are kept as they came, and what they say becomes proposals.
///
/// # Errors
/// When they cannot be read to their end (nothing is kept then), or the person may not import.
pub fn bring(
    session: &Session<'_>,
    given: &Given<'_>,
    tell: &mut dyn FnMut(Progress),
) -> Result<Brought, NotTaken> {
    session.read("bring an import", |door| door.permit(Action::ImportRecords, Subject::House).map(drop))?;
    let (files, digest) = read::pieces(given, &mut |_, _, _| Ok(()))?;
    let before = session.read("bring an import", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        let Some(id) = store::import::by_digest(&permit, given.source, &digest)? else { return Ok(None) };
        Ok(load::<Import>(&permit, id)?.map(|known| known.record))
    })?;
    if let Some(import) = before {
        let tally = beside(session, given, &import, tell)?;
        return Ok(Brought { import, again: true, tally });
    }
    let mut people = 0;
    let whole = read::read(given, &mut |_| {
        people += 1;
        tell(Progress { step: Step::Reading, done: people, of: None });
    })?;
    let import = Import {
        id: session.house.id(),
        source: given.source,
        name: given.name.clone(),
        files,
        digest,
        as_of: whole.as_of,
        by: session.actor.staff,
        at: session.at,
        stage: Stage::Reading,
        tally: whole.tally,
        proposals: 0,
        not_carried: whole.not_carried,
    };
    session.write("import", |door| keep(door, &import, Version::NONE).map(drop))?;
    keep_files(session, given, &import)?;
    let import = propose(session, given, import, people, tell)?;
    let tally = import.tally.clone();
    Ok(Brought { import, again: false, tally })
}

/// What files that came before say beside what is on the record now.
fn beside(
    session: &Session<'_>,
    given: &Given<'_>,
    import: &Import,
    tell: &mut dyn FnMut(Progress),
) -> Result<Tally, NotTaken> {
    let mut now = Import { tally: Tally::default(), not_carried: Vec::new(), ..import.clone() };
    let (mut waiting, mut done) = (Vec::new(), 0);
    let mut put = |waiting: &mut Vec<Told>| {
        let some = std::mem::take(waiting);
        session.read("import proposals", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            some.into_iter().try_for_each(|told| proposal(&permit, &mut now, told).map(drop))
        })
    };
    let mut stopped: Result<(), Stop> = Ok(());
    let whole = read::read(given, &mut |told| {
        waiting.push(told);
        done += 1;
        if waiting.len() == BUNDLE * TOGETHER && stopped.is_ok() {
            stopped = put(&mut waiting);
            tell(Progress { step: Step::Reading, done, of: None });
        }
    })?;
    stopped?;
    put(&mut waiting)?;
    for (table, count) in whole.tally.0 {
        let all = now.tally.0.entry(table).or_default();
        all.read += count.read;
        for (rule, many) in count.not_carried {
            *all.not_carried.entry(rule).or_default() += many;
        }
    }
    Ok(now.tally)
}

fn keep(door: &WriteDoor, import: &Import, opened: Version) -> Result<Version, Stop> {
    let permit = door.permit(Action::ImportRecords, Subject::House)?;
    Ok(save(&permit, import, opened, "bring_import", None)?.version)
}

/// Keeps the files as they came, in pieces.
fn keep_files(session: &Session<'_>, given: &Given<'_>, import: &Import) -> Result<(), NotTaken> {
    let mut waiting: Vec<Piece> = Vec::with_capacity(PIECES);
    let put = |waiting: &mut Vec<Piece>| {
        let pieces = std::mem::take(waiting);
        session.write("keep_import", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            for piece in &pieces {
                save(&permit, piece, Version::NONE, "keep_import", None)?;
            }
            Ok(())
        })
    };
    let (files, _) = read::pieces(given, &mut |file, place, bytes| {
        let base64 = STANDARD.encode(bytes);
        waiting.push(Piece { id: session.house.id(), import: import.id, file, place, base64 });
        if waiting.len() == PIECES {
            put(&mut waiting)?;
        }
        Ok(())
    })?;
    put(&mut waiting)?;
    if files != import.files {
        return Err(NotTaken::at("the file", "it changed while it was read. Bring it again."));
    }
    Ok(())
}

/// Makes the proposals, some at a time.
fn propose(
    session: &Session<'_>,
    given: &Given<'_>,
    mut import: Import,
    people: u64,
    tell: &mut dyn FnMut(Progress),
) -> Result<Import, NotTaken> {
    let mut making = Making { session, import: &mut import, place: 0, done: 0, waiting: Vec::new() };
    let mut stopped: Result<(), Stop> = Ok(());
    read::read(given, &mut |told| {
        making.waiting.push(told);
        if making.waiting.len() == BUNDLE * TOGETHER && stopped.is_ok() {
            stopped = making.put();
            tell(Progress { step: Step::Proposing, done: making.done, of: Some(people) });
        }
    })?;
    stopped?;
    making.put()?;
    tell(Progress { step: Step::Proposing, done: people, of: Some(people) });
    import.stage = Stage::Proposed;
    session.write("import", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        let opened = load::<Import>(&permit, import.id)?.map_or(Version::NONE, |known| known.version);
        save(&permit, &import, opened, "propose_import", None).map(drop)
    })?;
    Ok(import)
}

struct Making<'m, 's> {
    session: &'m Session<'s>,
    import: &'m mut Import,
    place: u32,
    done: u64,
    waiting: Vec<Told>,
}

impl Making<'_, '_> {
    /// Makes the proposals of those who wait and keeps them.
    fn put(&mut self) -> Result<(), Stop> {
        let told = std::mem::take(&mut self.waiting);
        self.done += told.len() as u64;
        let session = self.session;
        let (import, place) = (&mut *self.import, &mut self.place);
        session.write("import", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            let mut proposals = Vec::new();
            for told in &told {
                proposals.extend(proposal(&permit, import, told.clone())?);
            }
            for some in proposals.chunks(BUNDLE) {
                let bundle = Bundle {
                    id: session.house.id(),
                    import: import.id,
                    place: *place,
                    proposals: some.to_vec(),
                };
                *place += 1;
                save(&permit, &bundle, Version::NONE, "propose_import", None)?;
            }
            Ok(())
        })
    }
}

/// The proposal that somebody in a file is, and the count of their rows; nothing when the record says all of it already.
fn proposal(permit: &Permit<'_>, import: &mut Import, told: Told) -> Result<Option<Proposal>, Stop> {
    if told.identifier.is_empty() && told.name.is_none() {
        let words = "Nobody can be told from the row";
        note(import, &told.place, Rule::NoIdentifier, words);
        told.lines.iter().for_each(|line| import.tally.lost(&line.table, Rule::NoIdentifier));
        return Ok(None);
    }
    let found = look::up(permit, &told)?;
    let held = found.person().map_or_else(|| Ok(Held::default()), |person| look::held(permit, person))?;
    if any_is_restricted(permit, &found, &held)? {
        return Ok(Some(closed(import, told, found)));
    }
    let from = import.provenance(&told.place);
    let after = merged(&held, &told, &from, &mut || 0);
    import.tally.person(&told, &held, &after);
    for lost in told.not_carried.iter().chain(&after.not_carried) {
        note_of(import, lost);
    }
    let kind = match (&found, &held.person) {
        (Found::Perhaps(_), _) => Kind::Doubtful,
        (_, None) => Kind::NewPerson,
        _ if after.episodes.len() > held.episodes.len() => Kind::NewEpisodes,
        (_, Some(person)) if *person != after.person || after.episodes != held.episodes => Kind::Changes,
        _ => return Ok(None),
    };
    import.proposals += 1;
    Ok(Some(Proposal { number: import.proposals, told, found, kind, state: State::Waiting }))
}

/// Whether one of those who may be meant is restricted.
fn any_is_restricted(permit: &Permit<'_>, found: &Found, held: &Held) -> Result<bool, Stop> {
    if let Some(person) = &held.person {
        return Ok(store::read_as_one::restricted_as_one(permit, person.clone())?.restriction.is_some());
    }
    for id in store::read_as_one::with_all(permit, found.people())? {
        if load::<Person>(permit, id)?.is_some_and(|known| known.record.restriction.is_some()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The proposal of a child whose record is restricted. Whether the file knows anything else than the record would say what the record holds: it is always a
/// proposal, always of one kind, and its rows are counted by one rule.
fn closed(import: &mut Import, told: Told, found: Found) -> Proposal {
    told.lines.iter().for_each(|line| import.tally.lost(&line.table, Rule::Restricted));
    import.proposals += 1;
    Proposal { number: import.proposals, told, found, kind: Kind::Changes, state: State::Waiting }
}

fn note(import: &mut Import, place: &str, rule: Rule, words: &str) {
    let lost = domain::import::NotCarried {
        place: place.to_owned(),
        identifier: String::new(),
        rule,
        words: words.to_owned(),
    };
    note_of(import, &lost);
}

fn note_of(import: &mut Import, lost: &domain::import::NotCarried) {
    if import.not_carried.len() < MOST_TOLD {
        import.not_carried.push(lost.clone());
    }
}

/// What a whole census would do or did, as the command line tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Total {
    /// Children in the file.
    pub children: u64,
    /// Children that are new to the record.
    pub new_children: u64,
    /// Episodes that are new to the record.
    pub new_episodes: u64,
}

/// The children and episodes of a census in a tally.
pub fn of_census(tally: &Tally) -> Total {
    let count = |table: &str| tally.0.get(table).cloned().unwrap_or_default();
    Total {
        children: count("Child").read,
        new_children: count("Child").new,
        new_episodes: count("CINdetails").new,
    }
}
