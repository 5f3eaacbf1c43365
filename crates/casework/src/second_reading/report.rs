//! How far two managers decide alike: over a period, by level, by the team of whoever decided first. Every number leads to the readings behind it.

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::contact::Contact;
use domain::id::Id;
use domain::statistics::Figure;
use domain::statistics::kappa::{Agreement, Weights};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use store::second_reading::{Answered, Waiting};
use store::{Door, Permit, Stop, load};

use super::contact_of;
use crate::session::Session;

/// So many readings stand in one list, the newest; the number beside it counts them all.
pub const IN_SIGHT: usize = 200;

/// The levels of need.
const LEVELS: usize = 4;

/// The report.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// From which day on readings are counted.
    pub since: Date,
    /// The answers, first level by second.
    pub answers: Agreement<LEVELS>,
    /// Agreement on the level.
    pub unweighted: Figure,
    /// Agreement on the level, a neighbouring level counting as nearer.
    pub weighted: Figure,
    /// Level by level: was it this level or another?
    pub levels: Vec<(u8, Figure)>,
    /// By the team of whoever decided first.
    pub groups: Vec<Group>,
    /// Readings in which level and outcome were the same.
    pub alike: u32,
    /// How many disagreements are to be talked through.
    pub waiting_for_talk: u32,
    /// The oldest of them.
    pub to_moderate: Vec<Row>,
    /// Disagreements talked through.
    pub moderated: u32,
    /// Readings that wait for their reader.
    pub waiting: Waiting,
}

/// Agreement within one team's decisions.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The team's code; empty for managers without one.
    pub team: String,
    /// Agreement on the level.
    pub unweighted: Figure,
    /// The same, linearly weighted.
    pub weighted: Figure,
}

/// One reading in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What figures need of it.
    pub answered: Answered,
    /// Its number, for those who may read the record.
    pub reference: Option<String>,
}

/// Which readings a number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cell {
    /// All of them.
    #[default]
    All,
    /// These two levels.
    Levels(u8, u8),
    /// Those that differ.
    Differ,
    /// Those talked through.
    Moderated,
}

/// What stands behind a number.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Behind {
    /// Which readings.
    pub cell: Cell,
    /// Of which team's decisions; all when nothing is said.
    pub team: Option<String>,
}

impl Behind {
    fn holds(&self, answered: &Answered) -> bool {
        let cell = match self.cell {
            Cell::All => true,
            Cell::Levels(first, second) => {
                answered.first_level == u64::from(first) && answered.second_level == u64::from(second)
            }
            Cell::Differ => answered.differs,
            Cell::Moderated => answered.moderated_at.is_some(),
        };
        cell && self.team.as_ref().is_none_or(|team| *team == answered.team)
    }
}

/// The report over the pack's period.
///
/// # Errors
/// When the person does not see it.
pub fn report(session: &Session<'_>) -> Result<Report, Stop> {
    session.read("consistency", |door| {
        let permit = door.permit(Action::SeeConsistency, Subject::House)?;
        let since = since(session);
        let answered = store::second_reading::answered(&permit, london::start_of(since))?;
        let fewest = session.house.pack.consistency.fewest;
        let answers = agreement(answered.iter());
        let mut teams: BTreeMap<&str, Vec<&Answered>> = BTreeMap::new();
        for reading in &answered {
            teams.entry(&reading.team).or_default().push(reading);
        }
        let group = |(team, readings): (&str, Vec<&Answered>)| {
            let answers = agreement(readings.into_iter());
            Group {
                team: team.to_owned(),
                unweighted: Figure::of(&answers, Weights::Unweighted, fewest),
                weighted: Figure::of(&answers, Weights::Linear, fewest),
            }
        };
        let level =
            |level: u8| (level, Figure::of_level(&answers, usize::from(level.saturating_sub(1)), fewest));
        let to_moderate: Vec<Answered> =
            answered.iter().rev().filter(|one| one.differs && one.moderated_at.is_none()).cloned().collect();
        Ok(Report {
            since,
            answers,
            unweighted: Figure::of(&answers, Weights::Unweighted, fewest),
            weighted: Figure::of(&answers, Weights::Linear, fewest),
            levels: (1..=4).map(level).collect(),
            groups: teams.into_iter().map(group).collect(),
            alike: count(answered.iter().filter(|one| !one.differs)),
            waiting_for_talk: count(to_moderate.iter()),
            to_moderate: rows(door, &permit, to_moderate.into_iter())?,
            moderated: count(answered.iter().filter(|one| one.moderated_at.is_some())),
            waiting: store::second_reading::waiting(&permit)?,
        })
    })
}

/// How many readings are behind a number, and the newest of them.
///
/// # Errors
/// When the person does not see the report.
pub fn behind(session: &Session<'_>, behind: &Behind) -> Result<(usize, Vec<Row>), Stop> {
    session.read("readings behind a number", |door| {
        let permit = door.permit(Action::SeeConsistency, Subject::House)?;
        let since: Timestamp = london::start_of(since(session));
        let answered = store::second_reading::answered(&permit, since)?;
        let held: Vec<Answered> = answered.into_iter().filter(|one| behind.holds(one)).collect();
        let total = held.len();
        Ok((total, rows(door, &permit, held.into_iter())?))
    })
}

fn since(session: &Session<'_>) -> Date {
    let today = london::date_of(session.at);
    let months = i32::from(session.house.pack.consistency.months);
    today.checked_sub(months.months()).unwrap_or(today)
}

fn agreement<'a>(answered: impl Iterator<Item = &'a Answered>) -> Agreement<LEVELS> {
    let mut agreement = Agreement::default();
    let place =
        |level: u64| usize::try_from(level).ok().and_then(|level| level.checked_sub(1)).unwrap_or(LEVELS);
    for one in answered {
        agreement.count(place(one.first_level), place(one.second_level));
    }
    agreement
}

fn count<'a>(readings: impl Iterator<Item = &'a Answered>) -> u32 {
    u32::try_from(readings.count()).unwrap_or(u32::MAX)
}

/// Readings in a list: the number of each stands there for those who may read the record, and is no trace of asking for others.
fn rows(
    door: &Door,
    permit: &Permit<'_>,
    answered: impl Iterator<Item = Answered>,
) -> Result<Vec<Row>, Stop> {
    let blind = store::second_reading::blind_to(permit)?;
    let row = |answered: Answered| {
        let Some(reading) = load(permit, answered.id)?.map(|known| known.record) else {
            return Ok(Row { answered, reference: None });
        };
        let contact: Id<Contact> = contact_of(&reading);
        let may = door.would_permit(Action::CompareReadings, Subject::Contact(contact))?;
        let may = may && !blind.contains(&contact.any());
        Ok(Row { reference: may.then_some(reading.reference), answered })
    };
    answered.take(IN_SIGHT).map(row).collect()
}
