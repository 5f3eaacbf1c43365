//! The story as it is written: people and steps, with the line of each for what is wrong with it.

use std::collections::BTreeMap;

use domain::calendar::london;
use domain::calendar::typed::{parse_date, parse_time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::Deserialize;
use toml::Spanned;
use toml::{Table, Value};

use super::act::Act;
use super::expect::Expectation;

/// One story.
#[derive(Debug, Clone)]
pub struct Story {
    /// What it is called.
    pub title: String,
    /// What it shows.
    pub about: String,
    /// When it begins.
    pub begins: Timestamp,
    /// Who takes part, by the short name the steps use.
    pub people: BTreeMap<String, Member>,
    /// How many in a hundred decisions are drawn for a second reading, and audits for a second auditor, when the story says so: 100 draws all.
    pub second_reading_share: Option<u8>,
    /// What happens, in order.
    pub(super) steps: Vec<Step>,
}

/// Somebody who takes part.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// What colleagues call them.
    pub name: String,
    /// Their title.
    #[serde(default)]
    pub title: String,
    /// Role codes of the pack.
    pub roles: Vec<String>,
    /// Team codes of the pack.
    #[serde(default)]
    pub teams: Vec<String>,
    /// The agency, for a partner.
    pub agency: Option<String>,
    /// Which of the agency's organisations.
    #[serde(default)]
    pub organisation: String,
    /// An e-mail address.
    #[serde(default)]
    pub email: String,
}

/// One step.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// The line of the file.
    pub(super) line: usize,
    /// When.
    pub(super) at: Timestamp,
    /// Who; nobody for the public and for time passing.
    pub(super) who: Option<String>,
    /// What they do.
    pub(super) act: Act,
    /// Words of the refusal they must meet; nothing when it must be done.
    pub(super) refused: Option<String>,
    /// What must then be true.
    pub(super) then: Vec<Expectation>,
}

/// What is wrong with a story, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {words}")]
pub struct StoryProblem {
    /// The line.
    pub line: usize,
    /// What is wrong.
    pub words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    #[serde(default)]
    about: String,
    begins: String,
    second_reading_share: Option<u8>,
    people: BTreeMap<String, Member>,
    step: Vec<Spanned<Table>>,
}

impl Story {
    /// Reads a story.
    ///
    /// # Errors
    /// The first thing that is wrong with it, with its line.
    pub fn read(text: &str) -> Result<Self, StoryProblem> {
        let line_at = |offset: usize| text[..offset.min(text.len())].matches('\n').count() + 1;
        let file: File = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_at(span.start));
            StoryProblem { line, words: error.message().to_owned() }
        })?;
        let begins =
            moment(&file.begins, Timestamp::UNIX_EPOCH).map_err(|words| StoryProblem { line: 1, words })?;
        let mut now = begins;
        let mut steps = Vec::new();
        for table in file.step {
            let line = line_at(table.span().start);
            let step = step(table.into_inner(), line, now).map_err(|words| StoryProblem { line, words })?;
            if let Some(who) = step.who.as_ref().filter(|who| !file.people.contains_key(*who)) {
                return Err(StoryProblem {
                    line, words: format!("nobody in this story is called “{who}”")
                });
            }
            now = step.at;
            steps.push(step);
        }
        Ok(Story {
            title: file.title,
            about: file.about,
            begins,
            people: file.people,
            second_reading_share: file.second_reading_share,
            steps,
        })
    }
}

fn step(mut table: Table, line: usize, now: Timestamp) -> Result<Step, String> {
    let mut text = |key: &str| match table.remove(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("“{key}” must be text")),
    };
    let at = text("at")?.map_or(Ok(now), |at| moment(&at, now))?;
    let (who, refused) = (text("who")?, text("refused")?);
    let does = text("does")?.ok_or("a step says what somebody “does”")?;
    let then = match table.remove("then") {
        None => Vec::new(),
        Some(then) => {
            then.try_into().map_err(|error: toml::de::Error| format!("then: {}", error.message()))?
        }
    };
    let act = Value::Table(Table::from_iter([(does.clone(), Value::Table(table))]));
    let act = act.try_into().map_err(|error: toml::de::Error| format!("{does}: {}", error.message()))?;
    Ok(Step { line, at, who, act, refused, then })
}

/// A moment of a story: "09:05" the same day, "+2h", "+45m", "+3d", or a day and time.
pub(super) fn moment(text: &str, now: Timestamp) -> Result<Timestamp, String> {
    let wrong = || format!("“{text}” is not a time: write 09:05, +2h, +45m, +3d or 2026-03-04 10:15");
    if let Some(later) = text.strip_prefix('+') {
        let (number, unit) = later.split_at(later.len().saturating_sub(1));
        let number: i64 = number.parse().map_err(|_| wrong())?;
        return match unit {
            "m" => Ok(now + SignedDuration::from_mins(number)),
            "h" => Ok(now + SignedDuration::from_hours(number)),
            "d" => {
                let day = london::date_of(now).checked_add(number.days()).map_err(|_| wrong())?;
                Ok(london::instant(day, london::time_of(now)))
            }
            _ => Err(wrong()),
        };
    }
    match text.split_once(' ') {
        Some((day, time)) => {
            let day = parse_date(day).map_err(|_| wrong())?;
            Ok(london::instant(day, parse_time(time).map_err(|_| wrong())?))
        }
        None => Ok(london::instant(london::date_of(now), parse_time(text).map_err(|_| wrong())?)),
    }
}
