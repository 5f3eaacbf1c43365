//! The inspection room: the lists of children that Ofsted asks for (annex A), as the record was known at the end of a day, and the lists that a focused visit asks
//! for besides. Each row says why it is there; each child has all its rows side by side.
//!
//! A restricted child stands in none of them for somebody outside the circle: it is said that somebody is left out, and whom to ring. The lists that are handed
//! over are made by Frontdoor itself (`frontdoor return annex-a`), and are whole. That each child was in them is noted with the record.

mod visit;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Seek, Write};

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::contact::Contact;
use domain::id::{Any, Id};
use domain::person::Person;
use domain::record::Record;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::civil::Date;
use returns::annex_a::derive::{Asked, Line, lines};
use returns::annex_a::rows::Row;
use returns::annex_a::write::{Notes, Sheet, not_kept};
use returns::workbook::Written;
use store::inspection::{Told, children, closed_to, each};
use store::ledger::seq_at;
use store::{Known, Permit, Stop};

pub use visit::{Further, FurtherLine, NOT_RECORDED};

pub use crate::made_file::NotWritten;
use crate::made_file::held;
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
pub struct Handed {
    /// How many rows each list has, by its number.
    pub rows: BTreeMap<u8, u64>,
    /// How many children stand in them.
    pub children: u64,
}

impl Lists {
    /// The rows of one list.
    pub fn of(&self, list: u8) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.row.list() == list)
    }

    /// Every row of one child in the lists of annex A.
    pub fn of_child(&self, child: Id<Person>) -> Vec<&Line> {
        self.lines.iter().filter(|line| line.child == child).collect()
    }

    /// In how many rows each child stands, of the lists of annex A and of those for a focused visit.
    pub fn times(&self) -> BTreeMap<Id<Person>, usize> {
        let mut times = BTreeMap::new();
        let further = self.further.iter().flat_map(|further| &further.lines).map(|line| line.child);
        for child in self.lines.iter().map(|line| line.child).chain(further) {
            *times.entry(child).or_default() += 1;
        }
        times
    }

    /// The rows of a list by its code: "1" to "11", or that of a list for a focused visit.
    pub fn rows(&self, code: &str) -> Vec<Listed<'_>> {
        if let Some(further) = self.further.iter().find(|further| further.code == code) {
            let lines = further.lines.iter();
            return lines
                .map(|line| Listed { child: line.child, cells: line.cells.clone(), why: &line.why })
                .collect();
        }
        let lines = code.parse().into_iter().flat_map(|list| self.of(list));
        lines.map(|line| Listed { child: line.child, cells: line.row.cells(), why: &line.why }).collect()
    }
}

/// A row of a list, as it stands on screen and in a workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed<'l> {
    /// The child.
    pub child: Id<Person>,
    /// Its cells, as many as the list has columns.
    pub cells: Vec<Written>,
    /// Why it is here.
    pub why: &'l str,
}

/// What of the lists somebody looks at. Whose rows they had before them is noted with the child, and nobody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looked<'a> {
    /// How many rows each list has.
    Counts,
    /// A page of one list, by its code; pages count from 1.
    Page(&'a str, usize),
    /// Every row of one child.
    Child(Id<Person>),
    /// All of them.
    Whole,
}

/// So many rows stand on one page.
pub const ON_PAGE: usize = 50;

/// Which page of so many rows is shown when one is asked for, and how many there are.
pub fn page_of(rows: usize, asked: usize) -> (usize, usize) {
    let last = rows.div_ceil(ON_PAGE).max(1);
    (asked.clamp(1, last), last)
}

/// The lists of a day, as the viewer may see them.
///
/// # Errors
/// When the person may not make them, the day lies ahead, or there was no record yet.
pub fn lists(session: &Session<'_>, on: Date, looked: Looked<'_>) -> Result<Lists, Stop> {
    session.read("lists for an inspection", |door| {
        let permit = door.permit(Action::MakeInspectionLists, Subject::House)?;
        gather(session, &permit, on, looked)
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
        gather(session, &permit, on, Looked::Child(child))
    })
}

/// Writes the lists of a day as a workbook: what the viewer may see of them.
///
/// # Errors
/// As [`lists`], and when the bytes cannot be written.
pub fn write<W: Write + Seek>(session: &Session<'_>, on: Date, out: W) -> Result<(W, Handed), NotWritten> {
    let lists = lists(session, on, Looked::Whole)?;
    let rows: Vec<Row> = lists.lines.iter().map(|line| line.row.clone()).collect();
    let out = returns::annex_a::write::write(out, &lists.notes(session), &rows)?;
    let mut written = Handed { children: lists.names.len() as u64, ..Handed::default() };
    for row in &rows {
        *written.rows.entry(row.list()).or_default() += 1;
    }
    Ok((out, written))
}

/// What each list is of, and how many rows it has.
pub type RowsOf = Vec<(&'static str, usize)>;

/// Writes the lists that a focused visit asks for besides as a workbook, in the same form: what the viewer may see of them. Says how many rows each has.
///
/// # Errors
/// As [`write`].
pub fn write_further<W: Write + Seek>(
    session: &Session<'_>,
    on: Date,
    out: W,
) -> Result<(W, RowsOf), NotWritten> {
    let lists = lists(session, on, Looked::Whole)?;
    let sheets: Vec<Sheet<'_>> = lists
        .further
        .iter()
        .map(|further| Sheet {
            name: further.sheet,
            words: further.words,
            columns: further.columns,
            rows: further.lines.iter().map(|line| (line.cells.as_slice(), line.why.as_str())).collect(),
        })
        .collect();
    let out = returns::annex_a::write::write_further(out, &lists.notes(session), &sheets)?;
    Ok((out, lists.further.iter().map(|further| (further.words, further.lines.len())).collect()))
}

impl Lists {
    /// What is said of a workbook of them.
    fn notes(&self, session: &Session<'_>) -> Notes {
        let ring = self.ring.iter();
        let mut words: Vec<String> = ring
            .map(|ring| format!("A record is restricted and left out. Restricted: ring {ring}."))
            .collect();
        if self.blind > 0 {
            words.push(format!(
                "{} children: only contacts are listed, because you are to read one of them a second time.",
                self.blind
            ));
        }
        Notes { council: session.house.pack.council.name.clone(), on: self.on, words }
    }

    /// Notes with each child that somebody has their rows before them.
    fn note(&self, permit: &Permit<'_>, looked: Looked<'_>) {
        let shown: BTreeSet<Id<Person>> = match looked {
            Looked::Counts => BTreeSet::new(),
            Looked::Page(code, asked) => {
                let rows = self.rows(code);
                let (number, _) = page_of(rows.len(), asked);
                rows.iter().skip((number - 1) * ON_PAGE).take(ON_PAGE).map(|row| row.child).collect()
            }
            Looked::Child(_) | Looked::Whole => self.names.keys().copied().collect(),
        };
        shown.into_iter().for_each(|child| permit.shown(child));
    }
}

/// Why a list is empty whatever the record holds.
pub fn why_empty(list: u8) -> Option<&'static str> {
    not_kept(list)
}

fn gather(session: &Session<'_>, permit: &Permit<'_>, on: Date, looked: Looked<'_>) -> Result<Lists, Stop> {
    if on > london::date_of(session.at) {
        return Err(Refusal::field("on", "The day lies ahead. Give today, or a day before it.").into());
    }
    let nothing = || Refusal::field("on", "Nothing was on record on that day.");
    let known = Known::At(seq_at(permit, london::end_of(on))?.ok_or_else(nothing)?);
    // The system makes the lists that are handed over: whole, restricted records among them.
    let whole = permit.actor().roles.contains(&domain::staff::Role::System);
    let closed = if whole { BTreeMap::new() } else { closed_to(permit)? };
    let mut asked = match looked {
        Looked::Child(child) => vec![child],
        Looked::Counts | Looked::Page(..) | Looked::Whole => children(permit, known)?,
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
        add(session, &told, &names, &mut lists);
        Ok(())
    })?;
    lists.lines.sort_by(|one, other| {
        let key = |line: &Line| (line.row.list(), line.child);
        key(one).cmp(&key(other))
    });
    lists.note(permit, looked);
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

/// Adds a child's rows.
fn add(session: &Session<'_>, told: &Told, names: &BTreeMap<Id<Staff>, String>, lists: &mut Lists) {
    let council = &session.house.pack.council;
    let team = |code: &str| council.team(code).map_or_else(|| code.to_owned(), |team| team.name.clone());
    let worker = |staff: Id<Staff>| names.get(&staff).cloned().unwrap_or_else(|| "Frontdoor".into());
    let identifier = told.person.returned_identifier();
    let mine = lines(held(told, &identifier), Asked { on: lists.on, team: &team, worker: &worker });
    let further = visit::add(session, told, &identifier, lists.on, &mut lists.further);
    if !mine.is_empty() || further {
        lists.names.insert(told.person.id, told.person.name());
    }
    lists.lines.extend(mine);
}
