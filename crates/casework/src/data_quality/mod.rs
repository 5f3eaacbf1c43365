//! What the national returns will ask of the record, all year and where it can still be mended: every rule of the children in need census over the year as it
//! stands, by team and worker. The figures of two years beside each other, as the return will be asked about them.
//!
//! A viewer sees the children whose record they may read, and no other is counted. Analysts and leaders count every child whose record is not restricted, and
//! read none. Who is to read a contact a second time is told nothing of its children until they have answered: what a rule finds says what was decided.
//!
//! Source: Department for Education, *Children in need census: guide* and validation rules; domain register 3.1.

mod parts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use domain::access::{Action, Subject, counts_everybody, sees_the_whole};
use domain::calendar::london;
use domain::contact::Contact;
use domain::id::Id;
use domain::pack::{YearOnYear, YearlyFigure};
use domain::person::Person;
use domain::record::Record;
use domain::staff::Staff;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use returns::cin::CinChild;
use returns::cin::check::{Checking, Period, Rule, Scope, of_child, rule};
use store::census::{Counted, Span, Whose, children, each, workers};
use store::{Known, Permit, Stop, load};

use crate::census::facts::Telling;
use crate::data_quality::parts::Parts;
use crate::session::Session;
use crate::staff::Names;

/// So many children stand in one list; the number beside it counts them all.
pub const IN_SIGHT: usize = 200;

/// Which part of the list is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Of one team.
    pub team: Option<String>,
    /// Of one worker.
    pub worker: Option<Id<Staff>>,
    /// What one rule found.
    pub rule: Option<String>,
}

/// The return of the year, rehearsed.
#[derive(Debug, Clone, PartialEq)]
pub struct Rehearsal {
    /// The year in which the collection ends.
    pub year: i16,
    /// The day it looks back from.
    pub on: Date,
    /// How many children are in it, of those the viewer may count.
    pub children: u64,
    /// How many of them something was found in.
    pub wrong: usize,
    /// Whether it is of the whole council, or of what the viewer may read.
    pub whole: bool,
    /// Each rule that found something, and in how many children; those of the whole return with nought.
    pub rules: Vec<(&'static Rule, usize)>,
    /// Each team that has children something was found in, and how many.
    pub teams: Vec<(String, usize)>,
    /// Each worker, in the order of teams.
    pub workers: Vec<(Id<Staff>, usize)>,
    /// The children that were asked for, at most [`IN_SIGHT`].
    pub rows: Vec<Row>,
    /// How many children that is without the limit.
    pub found: usize,
    /// The workers' names.
    pub names: Names,
    /// How many children are left out, because the viewer is to read a contact about them a second time and has not answered yet.
    pub blind: usize,
}

/// A child something was found in.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The child.
    pub child: Id<Person>,
    /// What the child is called.
    pub name: String,
    /// The team that works with the child; empty when none does.
    pub team: String,
    /// The worker.
    pub worker: Option<Id<Staff>>,
    /// What was found, the errors first.
    pub rules: Vec<Broken>,
}

/// A rule that finds something in a child.
#[derive(Debug, Clone, PartialEq)]
pub struct Broken {
    /// The rule.
    pub rule: &'static Rule,
    /// Where, each in words: "the section 47 enquiry of 3 June 2026"; nothing when it is about the child as a whole, or about children together.
    pub parts: Vec<String>,
}

/// A child of the rehearsal before the rules were read.
struct Seen {
    child: Id<Person>,
    readable: bool,
    name: String,
}

/// Rehearses the return of the year that today is in.
///
/// # Errors
/// When the person does not see it.
pub fn rehearse(session: &Session<'_>, asked: &Asked) -> Result<Rehearsal, Stop> {
    session.read("what the returns will ask", |door| {
        let permit = door.permit(Action::SeeDataQuality, Subject::House)?;
        let holidays = &session.house.pack.holidays;
        let today = london::date_of(session.at);
        let period = Period::so_far(Period::year_of(today), today, holidays);
        let telling = Telling { period: &period, holidays };
        let span = Span { from: period.start, until: period.reference };
        let whose = whose(&permit);
        let (counted, blind) = undisclosed(&permit, children(&permit, span, Known::Now, whose)?)?;
        let mut checking = Checking::of(period.clone());
        let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
        let behind = store::daily_feed::behind_another(&permit)?;
        let mut rules: BTreeMap<String, Vec<&'static Rule>> = BTreeMap::new();
        each(&permit, &counted, span, Known::Now, &mut |Counted { child, readable },
                                                        told|
         -> Result<(), Stop> {
            let Some(fact) = telling.child(&told) else { return Ok(()) };
            checking.child(fact);
            let wanting = wanting(&told.person, &behind);
            if !wanting.is_empty() {
                rules.insert(told.person.returned_identifier(), wanting);
            }
            let name = if *readable { told.person.name() } else { String::new() };
            seen.insert(told.person.returned_identifier(), Seen { child: *child, readable: *readable, name });
            Ok(())
        })?;
        let checked = checking.end();
        let whole = permit.actor().roles.iter().any(|role| sees_the_whole(*role));
        let mut counts = counts(&rules);
        for (code, found) in &checked.rules {
            let Some(rule) = rule(code) else { continue };
            if rule.scope == Scope::Return {
                counts.extend(whole.then_some((rule, 0)));
                continue;
            }
            counts.push((rule, found.len()));
            for identifier in found {
                rules.entry(identifier.to_string()).or_default().push(rule);
            }
        }
        counts.sort_by_key(|(rule, found)| (rule.is_query(), std::cmp::Reverse(*found), rule.code));
        let mut rehearsal = Rehearsal {
            year: period.year,
            on: period.reference,
            children: checked.children,
            wrong: rules.len(),
            whole,
            rules: counts,
            teams: Vec::new(),
            workers: Vec::new(),
            rows: Vec::new(),
            found: 0,
            names: Names::default(),
            blind,
        };
        let all = rows(&permit, &counted, &seen, rules)?;
        rehearsal.choose(&permit, all, asked)?;
        rehearsal.locate(&permit, telling, span)?;
        Ok(rehearsal)
    })
}

/// What the daily feed wants of a child and the census does not ask for.
static OWN: LazyLock<[Rule; 2]> = LazyLock::new(|| {
    let rule = |code, words, mend| Rule {
        code,
        scope: Scope::Child,
        first_year: 0,
        module: "Daily feed",
        elements: Vec::new(),
        words,
        mend,
    };
    [
        rule(
            "FD1",
            "The identifier that the child came with cannot go out: it is not one to twenty letters and figures, or another child came with it too.",
            "Another one is made from the record and goes out in its place. Where two records are one child, say so on one of them.",
        ),
        rule(
            "FD2",
            "The record has no name: it came with a file that holds none.",
            "Write the child’s name on the record. Until then none goes out.",
        ),
    ]
});

/// Which of the daily feed's own rules find something.
fn wanting(person: &Person, behind: &BTreeSet<Id<Person>>) -> Vec<&'static Rule> {
    let found =
        [person.identifier_stays_here() || behind.contains(&person.id), person.returned_name().is_none()];
    OWN.iter().zip(found).filter(|(_, found)| *found).map(|(rule, _)| rule).collect()
}

/// Each of the daily feed's own rules that found something, and in how many children.
fn counts(own: &BTreeMap<String, Vec<&'static Rule>>) -> Vec<(&'static Rule, usize)> {
    let found = |rule: &Rule| own.values().flatten().filter(|found| found.code == rule.code).count();
    OWN.iter().map(|rule| (rule, found(rule))).filter(|(_, found)| *found > 0).collect()
}

/// Whose children a viewer counts.
fn whose(permit: &Permit<'_>) -> Whose {
    Whose::Viewer { counts_all: permit.actor().roles.iter().any(|role| counts_everybody(*role)) }
}

/// Takes out the children of contacts that the viewer is to read a second time, and says how many that are.
fn undisclosed(permit: &Permit<'_>, mut counted: Vec<Counted>) -> Result<(Vec<Counted>, usize), Stop> {
    let mut blind: BTreeSet<Id<Person>> = BTreeSet::new();
    for record in store::second_reading::blind_to(permit)? {
        if let Some(contact) = load(permit, record.of_kind::<Contact>())? {
            blind.extend(contact.record.children());
        }
    }
    let all = counted.len();
    counted.retain(|counted| !blind.contains(&counted.child));
    let left_out = all - counted.len();
    Ok((counted, left_out))
}

/// The children whose record the viewer may read, with who works with them.
fn rows(
    permit: &Permit<'_>,
    counted: &[Counted],
    seen: &BTreeMap<String, Seen>,
    rules: BTreeMap<String, Vec<&'static Rule>>,
) -> Result<Vec<Row>, Stop> {
    let readable: Vec<Counted> = counted.iter().copied().filter(|counted| counted.readable).collect();
    let mut with = BTreeMap::new();
    for worker in workers(permit, &readable)? {
        with.entry(worker.child).or_insert((worker.team, worker.staff));
    }
    let mut rows = Vec::new();
    for (identifier, mut rules) in rules {
        let Some(Seen { child, name, .. }) = seen.get(&identifier).filter(|seen| seen.readable) else {
            continue;
        };
        rules.sort_by_key(|rule| (rule.is_query(), rule.code));
        let (team, worker) = match with.get(child) {
            Some((team, worker)) => (team.clone(), Some(*worker)),
            None => (String::new(), None),
        };
        let rules = rules.into_iter().map(|rule| Broken { rule, parts: Vec::new() }).collect();
        rows.push(Row { child: *child, name: name.clone(), team, worker, rules });
    }
    Ok(rows)
}

impl Rehearsal {
    /// Keeps the rows that were asked for, and says of which teams and workers there are any.
    fn choose(&mut self, permit: &Permit<'_>, mut all: Vec<Row>, asked: &Asked) -> Result<(), Stop> {
        let mut teams: BTreeMap<String, usize> = BTreeMap::new();
        let mut workers: BTreeMap<(String, Id<Staff>), usize> = BTreeMap::new();
        for row in &all {
            *teams.entry(row.team.clone()).or_default() += 1;
            if let Some(worker) = row.worker {
                *workers.entry((row.team.clone(), worker)).or_default() += 1;
            }
        }
        self.teams = teams.into_iter().collect();
        self.workers = workers.into_iter().map(|((_, worker), many)| (worker, many)).collect();
        self.names = Names::of(permit, self.workers.iter().map(|(worker, _)| *worker))?;
        all.retain(|row| {
            asked.team.as_ref().is_none_or(|team| *team == row.team)
                && asked.worker.is_none_or(|worker| row.worker == Some(worker))
                && asked
                    .rule
                    .as_ref()
                    .is_none_or(|code| row.rules.iter().any(|broken| broken.rule.code == code))
        });
        let named = |row: &Row| row.worker.map(|worker| self.names.name(worker).to_owned());
        all.sort_by_cached_key(|row| (row.team.clone(), named(row), row.name.clone(), row.child));
        self.found = all.len();
        all.truncate(IN_SIGHT);
        all.iter().for_each(|row| permit.shown(row.child));
        self.rows = all;
        Ok(())
    }

    /// Says of the rows in sight where in the record each rule finds something.
    fn locate(&mut self, permit: &Permit<'_>, telling: Telling<'_>, span: Span) -> Result<(), Stop> {
        let mut shown: Vec<Counted> =
            self.rows.iter().map(|row| Counted { child: row.child, readable: true }).collect();
        shown.sort_by_key(|counted| counted.child);
        let mut found: BTreeMap<(Id<Person>, &'static str), Vec<String>> = BTreeMap::new();
        each(permit, &shown, span, Known::Now, &mut |Counted { child, .. }, told| -> Result<(), Stop> {
            let Some(mut fact) = telling.child(&told) else { return Ok(()) };
            let parts = Parts::number(&mut fact);
            for place in of_child(telling.period, &fact) {
                let here = found.entry((*child, place.rule)).or_default();
                here.extend(
                    parts
                        .of(&place)
                        .filter(|part| !here.iter().any(|known| known == part))
                        .map(str::to_owned),
                );
            }
            Ok(())
        })?;
        for row in &mut self.rows {
            for broken in &mut row.rules {
                broken.parts = found.remove(&(row.child, broken.rule.code)).unwrap_or_default();
            }
        }
        Ok(())
    }
}

/// A figure of two years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Which figure, and by how much it may move.
    pub of: YearOnYear,
    /// The year before, to the same day.
    pub before: u64,
    /// This year, so far.
    pub now: u64,
    /// Whether the return will be asked to explain the change.
    pub asks: bool,
}

/// Two years beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoYears {
    /// The last day of this year's figures.
    pub on: Date,
    /// The last day of those of the year before.
    pub before: Date,
    /// Whether they are of the whole council, or of what the viewer may read.
    pub whole: bool,
    /// Each figure.
    pub figures: Vec<Compared>,
}

/// The figures of this year and the year before, each to the same day of its year.
///
/// # Errors
/// When the person does not see them.
pub fn two_years(session: &Session<'_>) -> Result<TwoYears, Stop> {
    session.read("figures of two years", |door| {
        let permit = door.permit(Action::SeeDataQuality, Subject::House)?;
        let today = london::date_of(session.at);
        let before = today.saturating_sub(1.year());
        let (earlier, now) = (figures(session, &permit, before)?, figures(session, &permit, today)?);
        let of = |figures: &Figures, which| figures.0.get(&which).copied().unwrap_or_default();
        let compared = session.house.pack.returns.year_on_year.iter().map(|asked| {
            let (before, now) = (of(&earlier, asked.figure), of(&now, asked.figure));
            Compared { of: asked.clone(), before, now, asks: asked.asks(before, now) }
        });
        let whole = permit.actor().roles.iter().any(|role| sees_the_whole(*role));
        Ok(TwoYears { on: today, before, whole, figures: compared.collect() })
    })
}

/// What is counted of a year.
#[derive(Debug, Default)]
struct Figures(BTreeMap<YearlyFigure, u64>);

fn figures(session: &Session<'_>, permit: &Permit<'_>, on: Date) -> Result<Figures, Stop> {
    let holidays = &session.house.pack.holidays;
    let year = Period::year_of(on);
    let period = Period::so_far(year, on, holidays);
    let telling = Telling { period: &period, holidays };
    let span = Span { from: date(year - 1, 4, 1), until: on };
    let (counted, _) = undisclosed(permit, children(permit, span, Known::Now, whose(permit))?)?;
    let mut figures = Figures::default();
    each(permit, &counted, span, Known::Now, &mut |_, told| -> Result<(), Stop> {
        if let Some(child) = telling.child(&told) {
            figures.count(&child, &period);
        }
        Ok(())
    })?;
    Ok(figures)
}

impl Figures {
    fn count(&mut self, child: &CinChild, period: &Period) {
        let within = |day: returns::cin::Given<Date>| day.read().is_some_and(|day| period.holds(day));
        let mut found: BTreeSet<YearlyFigure> = BTreeSet::new();
        let mut add = |figure, many: usize| *self.0.entry(figure).or_default() += many as u64;
        for episode in &child.episodes {
            let forward = !episode.referral_no_further_action.is(&true);
            add(YearlyFigure::Referrals, usize::from(within(episode.referral)));
            let finished = episode.assessments.iter().filter(|one| within(one.authorised)).count();
            add(YearlyFigure::Assessments, finished);
            let begun = episode.section47s.iter().filter(|one| within(one.started)).count();
            add(YearlyFigure::Enquiries, begun);
            let held = episode.section47s.iter().filter(|one| within(one.conference)).count();
            add(YearlyFigure::Conferences, held + usize::from(within(episode.initial_conference)));
            let plans = episode.protection_plans.iter().filter(|plan| within(plan.started)).count();
            add(YearlyFigure::PlansBegun, plans);
            if forward && episode.closed.is_missing() {
                found.insert(YearlyFigure::ChildrenInNeed);
            }
            if episode.protection_plans.iter().any(|plan| plan.ended.is_missing()) {
                found.insert(YearlyFigure::PlansOnTheDay);
            }
        }
        found.into_iter().for_each(|figure| add(figure, 1));
    }
}
