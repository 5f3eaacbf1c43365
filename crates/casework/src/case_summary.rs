//! A child's case summary: read with its age and what made it stale, written and confirmed with every version kept, and the list of those that are
//! missing, stale or due.

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::case_summary::{CaseSummary, Standing, SummaryWords};
use domain::child_file::ChildFile;
use domain::form::Answers;
use domain::id::Id;
use domain::involvement::Involvement;
use domain::person::Person;
use domain::refusal::{Problem, Refusal};
use jiff::{SignedDuration, Timestamp};
use store::{Door, Known, Permit, Stop, Version, Versioned, load, save};

use crate::child::{Moment, close_restricted, known_at, load_file, may, status, who};
use crate::handover::protected_in;
use crate::session::{Sending, Session};
use crate::staff::Names;
use crate::standing::at_version;

/// A child's summary with what the record knows by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct SummaryView {
    /// The child.
    pub child: Id<Person>,
    /// What the child is called.
    pub name: String,
    /// Whether they are a child: an adult has no summary.
    pub is_child: bool,
    /// The summary as it stands, or stood.
    pub summary: Option<CaseSummary>,
    /// Its version: what a form that changes it says it was opened at.
    pub version: u64,
    /// How it stands.
    pub standing: Standing,
    /// Status and plans, and what protects the child: from the record.
    pub status: Vec<String>,
    /// Who works with the child, and where to ring.
    pub involved: Vec<String>,
    /// What anyone who meets the child must know, from the record.
    pub hazards: Vec<String>,
    /// The staff named in it.
    pub names: Names,
    /// What the viewer may do with it.
    pub may: Vec<Action>,
    /// The moment it is shown at.
    pub at: Timestamp,
}

/// A child in the list of summaries that somebody should write.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The child.
    pub child: Id<Person>,
    /// What the child is called.
    pub name: String,
    /// How the summary stands.
    pub standing: Standing,
    /// When it was written; nothing when there is none.
    pub written_at: Option<Timestamp>,
    /// Since when it waits, as far as is known.
    pub since: Option<Timestamp>,
    /// Who works with the child.
    pub workers: Vec<String>,
}

/// A summary as it is sent from the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryAsked {
    /// What it says.
    pub words: SummaryWords,
    /// Whether words that hold a protected address are meant to stand all the same.
    pub address_meant: bool,
    /// Why it is longer than one page holds, where it is.
    pub long_why: String,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

/// Reads a child's summary, as it stands or as it was known.
///
/// # Errors
/// When the viewer may not read it.
pub fn view(session: &Session<'_>, child: Id<Person>, moment: Moment) -> Result<SummaryView, Stop> {
    session.read("case summary", |door| {
        let permit = door.permit(Action::ReadCaseSummary, Subject::Child(child))?;
        let events = store::ledger::events(&permit, child)?;
        let known = known_at(&permit, moment, &events)?;
        let file = file_of(door, &permit, child, known)?;
        let mut view = of_file(session, &permit, &file)?;
        if door.would_permit(Action::WriteCaseSummary, Subject::Child(child))? {
            view.may.push(Action::WriteCaseSummary);
        }
        Ok(view)
    })
}

fn file_of(door: &Door, permit: &Permit<'_>, child: Id<Person>, known: Known) -> Result<ChildFile, Stop> {
    let events = store::ledger::events(permit, child)?;
    let mut file = load_file(permit, child, known, &events)?;
    close_restricted(door, permit, &mut file)?;
    Ok(file)
}

fn of_file(session: &Session<'_>, permit: &Permit<'_>, file: &ChildFile) -> Result<SummaryView, Stop> {
    let pack = &session.house.pack;
    let at = file.known_at.unwrap_or(session.at);
    let summary = file.case_summaries.iter().max_by_key(|filed| filed.record.now.at);
    let involved: Vec<&Involvement> = file.involved_at(at).collect();
    let staff = involved.iter().filter_map(|involvement| involvement.worker());
    let writers = summary.iter().flat_map(|filed| filed.record.before.iter().chain([&filed.record.now]));
    let names = Names::of(permit, staff.chain(writers.map(|edition| edition.by)).collect::<Vec<_>>())?;
    let mut said = status(file, london::date_of(at));
    said.extend(
        file.countdowns(pack, at)
            .into_iter()
            .map(|countdown| format!("{} until {}", countdown.name, london::moment_in_words(countdown.ends))),
    );
    let person = &file.child.record;
    Ok(SummaryView {
        child: person.id,
        name: person.name(),
        is_child: person.standing == domain::person::Standing::Child,
        standing: Standing::of(summary.map(|filed| &filed.record), file, at, pack),
        version: summary.map_or(0, |filed| filed.version),
        summary: summary.map(|filed| filed.record.clone()),
        status: said,
        involved: involved.into_iter().map(|involvement| who(session, involvement, &names)).collect(),
        hazards: person.hazards.iter().map(|hazard| hazard.words.clone()).collect(),
        names,
        may: Vec::new(),
        at,
    })
}

/// One version of a summary's record: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or the viewer may not read it.
pub fn version(session: &Session<'_>, child: Id<Person>, version: u64) -> Result<CaseSummary, Stop> {
    session.read("case summary as a form was opened", |door| {
        let permit = door.permit(Action::ReadCaseSummary, Subject::Child(child))?;
        let id = store::case_summary::of_child(&permit, child)?.ok_or(Refusal::NotFound)?;
        at_version(&permit, id, version)
    })
}

/// Writes a child's summary, or confirms it anew.
///
/// # Errors
/// When a part is missing, somebody else wrote it meanwhile, a protected address stands in it and is not said to be meant, or the person may not.
pub fn write(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    asked: SummaryAsked,
) -> Result<Id<CaseSummary>, Stop> {
    session.send(sending, "write_case_summary", |door| {
        let permit = door.permit(Action::WriteCaseSummary, Subject::Child(child))?;
        crate::safety_plan::is_a_child(&permit, child)?;
        let known: Option<Versioned<CaseSummary>> =
            store::case_summary::of_child(&permit, child)?.map(|id| load(&permit, id)).transpose()?.flatten();
        let now = known.as_ref().map_or(Version::NONE, |known| known.version);
        if now != Version(sending.opened) {
            return Err(Refusal::Changed { opened: sending.opened, now: now.0 }.into());
        }
        let (by, at) = (session.staff.id, session.at);
        let parts = asked.words.parts().into_iter().map(|(code, _, words)| (code.to_owned(), words));
        let further = asked.further.iter().flat_map(Answers::typed);
        let typed: Vec<(String, String)> =
            parts.chain(further).map(|(field, words)| (field, words.to_owned())).collect();
        let written = match &known {
            Some(known) => known.record.renew(asked.words, by, at),
            None => CaseSummary::write(session.house.id(), child, asked.words, by, at),
        };
        let mut problems =
            if asked.address_meant { Vec::new() } else { protected_in(&permit, &[child], &typed)? };
        let written = match written {
            Ok(written) if problems.is_empty() => written,
            Ok(_) => return Err(Refusal::Invalid(problems).into()),
            Err(Refusal::Invalid(more)) => {
                problems.splice(0..0, more);
                return Err(Refusal::Invalid(first_of_each(problems)).into());
            }
            Err(refusal) => return Err(refusal.into()),
        };
        let written = written.on_one_page(&asked.long_why, &session.house.pack)?.answering(asked.further);
        save(&permit, &written, now, "write_case_summary", None)?;
        Ok(written.id)
    })
}

fn first_of_each(problems: Vec<Problem>) -> Vec<Problem> {
    let mut kept: Vec<Problem> = Vec::new();
    for problem in problems {
        if !kept.iter().any(|one| one.field == problem.field) {
            kept.push(problem);
        }
    }
    kept
}

/// The open children whose summary is missing, stale or due, as far as the viewer may read of them: those that waited longest first.
///
/// # Errors
/// When the person does not work with case summaries.
pub fn list(session: &Session<'_>) -> Result<Vec<Row>, Stop> {
    session.read("case summaries to write", |door| waiting(session, door))
}

/// The same through a door that is open.
pub(crate) fn waiting(session: &Session<'_>, door: &Door) -> Result<Vec<Row>, Stop> {
    let permit = door.permit(Action::SeeCaseSummaries, Subject::House)?;
    let days = i64::from(session.house.pack.case_summary.due_days);
    let due = session.at.saturating_sub(SignedDuration::from_hours(24 * days)).unwrap_or(session.at);
    let mut rows = Vec::new();
    for open in store::case_summary::to_look_at(&permit, due)? {
        if !door.would_permit(Action::ReadCaseSummary, Subject::Child(open.child))? {
            continue;
        }
        let standing = match open.written_at {
            None => Standing::Missing,
            Some(_) => {
                let about = door.permit(Action::ReadCaseSummary, Subject::Child(open.child))?;
                let file = file_of(door, &about, open.child, Known::Now)?;
                Standing::of(file.case_summary(), &file, session.at, &session.house.pack)
            }
        };
        let since = match &standing {
            Standing::Good => continue,
            Standing::Missing => open.since,
            Standing::Stale(because) => Some(because.known_at),
            Standing::Due { since } => Some(*since),
        };
        let Some(person) = load(&permit, open.child)?.map(|known| known.record) else { continue };
        permit.shown(open.child);
        let workers = store::involvement::workers_now(&permit, open.child)?;
        let names = Names::of(&permit, workers.iter().copied())?;
        rows.push(Row {
            child: open.child,
            name: person.name(),
            standing,
            written_at: open.written_at,
            since,
            workers: workers.iter().map(|worker| names.name(*worker).to_owned()).collect(),
        });
    }
    rows.sort_by_key(|row| (row.since.is_none(), row.since, row.child));
    Ok(rows)
}

/// Whether a viewer may read a child's summary at all: a page that shows it beside other things asks first.
///
/// # Errors
/// When the store fails.
pub fn may_read(session: &Session<'_>, child: Id<Person>) -> Result<bool, Stop> {
    Ok(may(session, child)?.contains(&Action::ReadCaseSummary))
}
