//! The inspection room: the lists of children that Ofsted asks for (annex A), as the record was known at the end of a day, and the lists that a focused visit asks
//! for besides. Each row says why it is there; each child has all its rows side by side.
//!
//! A restricted child stands in none of them for somebody outside the circle: it is said that somebody is left out, and whom to ring. The lists that are handed
//! over are made by Frontdoor itself (`frontdoor return annex-a`), and are whole. That each child was in them is noted with the record.

mod visit;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Seek, Write};

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::contact::Contact;
use domain::id::{Any, Id};
use domain::person::Person;
use domain::record::Record;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::civil::Date;
use returns::annex_a::derive::{Asked, Held, Line, lines};
use returns::annex_a::rows::Row;
use returns::annex_a::write::{Notes, not_kept};
use store::inspection::{Told, children, closed_to, each};
use store::ledger::seq_at;
use store::{Known, Permit, Stop};

pub use visit::{Further, FurtherLine, NOT_RECORDED};

use crate::session::Session;
use crate::staff::Names;

/// The lists of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Lists {
    /// The day.
    pub on: Date,
    /// Every row, by list, and in each by child.
    pub lines: Vec<Line>,
    /// What a focused visit asks for besides.
    pub further: Vec<Further>,
    /// What each child is called.
    pub names: BTreeMap<Id<Person>, String>,
    /// For somebody outside a circle: whom to ring about children who are left out, each once.
    pub ring: BTreeSet<String>,
    /// How many children's later rows are left out, because the viewer is to read a contact about them a second time and must not know what was decided.
    pub blind: u64,
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// How many rows each list has, by its number.
    pub rows: BTreeMap<u8, u64>,
    /// How many children stand in them.
    pub children: u64,
}

/// Lists that were not written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// The file cannot be written.
    #[error("the file cannot be written: {0}")]
    File(#[from] io::Error),
    /// Not allowed, or a failure of ours.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl Lists {
    /// The rows of one list.
    pub fn of(&self, list: u8) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.row.list() == list)
    }

    /// Every row of one child, and every line of the further lists.
    pub fn of_child(&self, child: Id<Person>) -> Vec<&Line> {
        self.lines.iter().filter(|line| line.child == child).collect()
    }

    /// In how many rows each child stands.
    pub fn times(&self) -> BTreeMap<Id<Person>, usize> {
        let mut times = BTreeMap::new();
        for line in &self.lines {
            *times.entry(line.child).or_default() += 1;
        }
        times
    }
}

/// The lists of a day, as the viewer may see them.
///
/// # Errors
/// When the person may not make them, the day lies ahead, or there was no record yet.
pub fn lists(session: &Session<'_>, on: Date) -> Result<Lists, Stop> {
    session.read("lists for an inspection", |door| {
        let permit = door.permit(Action::MakeInspectionLists, Subject::House)?;
        gather(session, &permit, on, None)
    })
}

/// One child's rows, with why each is there.
///
/// # Errors
/// As [`lists`]; and when the child's summary may not be read.
pub fn of_child(session: &Session<'_>, on: Date, child: Id<Person>) -> Result<Lists, Stop> {
    session.read("one child's rows in the lists for an inspection", |door| {
        let permit = door.permit(Action::MakeInspectionLists, Subject::House)?;
        door.permit(Action::ReadSummary, Subject::Child(child))?;
        gather(session, &permit, on, Some(child))
    })
}

/// Writes the lists of a day as a workbook: what the viewer may see of them.
///
/// # Errors
/// As [`lists`], and when the bytes cannot be written.
pub fn write<W: Write + Seek>(session: &Session<'_>, on: Date, out: W) -> Result<(W, Written), NotWritten> {
    let lists = lists(session, on)?;
    let mut words: Vec<String> = Vec::new();
    words.extend(
        lists
            .ring
            .iter()
            .map(|ring| format!("A record is restricted and left out. Restricted: ring {ring}.")),
    );
    if lists.blind > 0 {
        words.push(format!(
            "{} children: only contacts are listed, because you are to read one of them a second time.",
            lists.blind
        ));
    }
    let notes = Notes { council: session.house.pack.council.name.clone(), on, words };
    let rows: Vec<Row> = lists.lines.iter().map(|line| line.row.clone()).collect();
    let out = returns::annex_a::write::write(out, &notes, &rows)?;
    let mut written = Written { children: lists.names.len() as u64, ..Written::default() };
    for row in &rows {
        *written.rows.entry(row.list()).or_default() += 1;
    }
    Ok((out, written))
}

/// Why a list is empty whatever the record holds.
pub fn why_empty(list: u8) -> Option<&'static str> {
    not_kept(list)
}

fn gather(
    session: &Session<'_>,
    permit: &Permit<'_>,
    on: Date,
    only: Option<Id<Person>>,
) -> Result<Lists, Stop> {
    if on > london::date_of(session.at) {
        return Err(Refusal::field("on", "The day lies ahead. Give today, or a day before it.").into());
    }
    let nothing = || Refusal::field("on", "Nothing was on record on that day.");
    let known = Known::At(seq_at(permit, london::end_of(on))?.ok_or_else(nothing)?);
    // The system makes the lists that are handed over: whole, restricted records among them.
    let whole = permit.actor().roles.contains(&domain::staff::Role::System);
    let closed = if whole { BTreeMap::new() } else { closed_to(permit)? };
    let mut asked = match only {
        Some(child) => vec![child],
        None => children(permit, known)?,
    };
    let left_out = asked.iter().filter_map(|child| closed.get(child).cloned());
    let mut lists = Lists {
        on,
        lines: Vec::new(),
        further: visit::empty(),
        names: BTreeMap::new(),
        ring: left_out.collect(),
        blind: 0,
    };
    let blind =
        if whole { BTreeSet::new() } else { store::second_reading::blind_to(permit)?.into_iter().collect() };
    asked.retain(|child| !closed.contains_key(child));
    let mut names = BTreeMap::new();
    each(permit, &asked, known, &mut |mut told| -> Result<(), Stop> {
        close(&mut told, &closed);
        lists.blind += u64::from(blinded(&mut told, &blind));
        for staff in staff_in(&told) {
            if let std::collections::btree_map::Entry::Vacant(place) = names.entry(staff) {
                place.insert(Names::of(permit, [staff])?.name(staff).to_owned());
            }
        }
        if add(session, &told, &names, &mut lists) {
            permit.shown(told.person.id);
        }
        Ok(())
    })?;
    lists.lines.sort_by(|one, other| {
        let key = |line: &Line| (line.row.list(), line.child);
        key(one).cmp(&key(other))
    });
    Ok(lists)
}

/// Takes out what is also about a restricted child.
fn close(told: &mut Told, closed: &BTreeMap<Id<Person>, String>) {
    fn open<R: Record>(record: &R, closed: &BTreeMap<Id<Person>, String>) -> bool {
        !record.children().iter().any(|child| closed.contains_key(child))
    }
    told.contacts.retain(|record| open(record, closed));
    told.assessments.retain(|record| open(record, closed));
    told.discussions.retain(|record| open(record, closed));
    told.night_notes.retain(|record| open(record, closed));
    told.events.retain(|record| open(record, closed));
    told.requests.retain(|record| open(record, closed));
    told.audits.retain(|record| open(record, closed));
}

/// Takes out of what came of a contact that the viewer is to read a second time: until they have given their own answer they meet it undecided.
fn blinded(told: &mut Told, blind: &BTreeSet<Id<Any>>) -> bool {
    let is_blind = |contact: &Contact| blind.contains(&contact.id.any());
    if !told.contacts.iter().any(is_blind) {
        return false;
    }
    for contact in told.contacts.iter_mut().filter(|contact| is_blind(contact)) {
        *contact = contact.undecided();
    }
    told.episodes.clear();
    told.discussions.clear();
    told.powers.clear();
    told.requests.clear();
    told.audits.clear();
    true
}

fn staff_in(told: &Told) -> BTreeSet<Id<Staff>> {
    told.involvements.iter().filter_map(domain::involvement::Involvement::worker).collect()
}

/// Adds a child's rows; whether there were any.
fn add(session: &Session<'_>, told: &Told, names: &BTreeMap<Id<Staff>, String>, lists: &mut Lists) -> bool {
    let council = &session.house.pack.council;
    let team = |code: &str| council.team(code).map_or_else(|| code.to_owned(), |team| team.name.clone());
    let worker = |staff: Id<Staff>| names.get(&staff).cloned().unwrap_or_else(|| "Frontdoor".into());
    let identifier = told.person.returned_identifier();
    let held = Held {
        person: &told.person,
        identifier: &identifier,
        contacts: &told.contacts,
        episodes: &told.episodes,
        conferences: &told.conferences,
        assessments: &told.assessments,
        enquiries: &told.enquiries,
        involvements: &told.involvements,
        powers: &told.powers,
        voices: &told.voices,
        direct_work: &told.direct_work,
    };
    let mine = lines(held, Asked { on: lists.on, team: &team, worker: &worker });
    let further = visit::add(session, told, &identifier, lists.on, &mut lists.further);
    let any = !mine.is_empty() || further;
    if any {
        lists.names.insert(told.person.id, told.person.name());
    }
    lists.lines.extend(mine);
    any
}
