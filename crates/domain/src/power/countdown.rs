//! How long a power still has, in words: the same words everywhere the child appears. Hours are those that pass, not those on the wall, so that the
//! nights on which the clocks change do not lengthen or shorten what is said (hazard H8).

use jiff::{SignedDuration, Timestamp};

use super::{EndsBy, Power, Standing};
use crate::calendar::london;
use crate::id::Id;
use crate::pack::Powers;
use crate::person::Person;

/// Up to so many hours are said in hours and minutes: the whole of police protection.
const IN_HOURS: i64 = 72;
const MINUTES_IN_AN_HOUR: i64 = 60;
const HOURS_IN_A_DAY: i64 = 24;

/// What a power says of itself at a moment, wherever its child appears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Countdown {
    /// The power.
    pub power: Id<Power>,
    /// The child.
    pub child: Id<Person>,
    /// The code of its kind.
    pub kind: String,
    /// The name of its kind.
    pub name: String,
    /// The adult it binds.
    pub adult: Option<String>,
    /// When it ends or is looked at again.
    pub ends: Timestamp,
    /// How its end comes about.
    pub ends_by: EndsBy,
    /// When it began.
    pub started: Timestamp,
    /// Where it stands.
    pub standing: Standing,
    /// Whether it ends so soon that its manager is told.
    pub soon: bool,
    /// In words: "Police protection ends in 14 hours 20 minutes, Thursday 02:10".
    pub words: String,
}

impl Countdown {
    /// What runs: "Police bail with conditions for Kevin Example".
    pub fn subject(&self) -> String {
        match &self.adult {
            Some(adult) => format!("{} for {adult}", self.name),
            None => self.name.clone(),
        }
    }

    /// What happens at its end, for the head of a table.
    pub fn ends_in_words(&self) -> &'static str {
        match self.ends_by {
            EndsBy::Law | EndsBy::Order => "Ends",
            EndsBy::Review => "Looked at again",
        }
    }
}

impl Power {
    /// What it says at a moment; nothing once it has ended.
    pub fn countdown(&self, powers: &Powers, at: Timestamp) -> Option<Countdown> {
        let standing = self.standing(at);
        if standing == Standing::Ended {
            return None;
        }
        let kind = powers.kind(&self.kind);
        let name = kind.map_or_else(|| self.kind.clone(), |kind| kind.name.clone());
        let adult = self.adult.as_ref().map(|adult| adult.name.trim().to_owned());
        let adult = adult.filter(|name| !name.is_empty());
        let subject = adult.as_ref().map_or_else(|| name.clone(), |adult| format!("{name} for {adult}"));
        let ends = self.end();
        Some(Countdown {
            power: self.id,
            child: self.child,
            kind: self.kind.clone(),
            words: said(&subject, self.ends_by, standing, self.started, ends, at),
            name,
            adult,
            ends,
            ends_by: self.ends_by,
            started: self.started,
            standing,
            soon: self.warn_at <= at,
        })
    }
}

fn said(
    subject: &str,
    by: EndsBy,
    standing: Standing,
    started: Timestamp,
    ends: Timestamp,
    at: Timestamp,
) -> String {
    let when = |moment| moment_from(moment, at);
    match (standing, by) {
        (Standing::Ended, _) => format!("{subject} has ended"),
        (Standing::Ahead, _) => {
            format!("{subject} begins in {}, {}", lasting(started.duration_since(at)), when(started))
        }
        (Standing::Running, EndsBy::Review) => {
            format!("{subject} is looked at again in {}, {}", lasting(ends.duration_since(at)), when(ends))
        }
        (Standing::Running, _) => {
            format!("{subject} ends in {}, {}", lasting(ends.duration_since(at)), when(ends))
        }
        (Standing::Passed, EndsBy::Review) => format!(
            "{subject} was to be looked at again {} ago, {}, and nothing is recorded",
            lasting(at.duration_since(ends)),
            when(ends)
        ),
        (Standing::Passed, _) => format!(
            "{subject} ended {} ago, {}, and what happened next is not recorded",
            lasting(at.duration_since(ends)),
            when(ends)
        ),
    }
}

/// How long, as time that passes: "14 hours 20 minutes", "7 days 3 hours", "less than a minute". What is left over is left out, so that nobody is
/// told of more time than there is.
pub fn lasting(duration: SignedDuration) -> String {
    let minutes = duration.as_mins();
    let hours = minutes / MINUTES_IN_AN_HOUR;
    let parts = if hours > IN_HOURS {
        [(hours / HOURS_IN_A_DAY, "day"), (hours % HOURS_IN_A_DAY, "hour")]
    } else {
        [(hours, "hour"), (minutes % MINUTES_IN_AN_HOUR, "minute")]
    };
    let said: Vec<String> =
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, one)| counted(count, one)).collect();
    if said.is_empty() { "less than a minute".to_owned() } else { said.join(" ") }
}

fn counted(count: i64, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// "Thursday 02:10" within six days, "Thursday 3 December 02:10" beyond, with the year when it is another. The hour that happens twice says which.
fn moment_from(moment: Timestamp, at: Timestamp) -> String {
    const NEAR_DAYS: i32 = 6;
    let (day, today) = (london::date_of(moment), london::date_of(at));
    let time = london::time_in_words(moment);
    let days = (day - today).get_days();
    if days.abs() <= NEAR_DAYS {
        return format!("{} {time}", day.strftime("%A"));
    }
    if day.year() == today.year() {
        return format!("{} {time}", day.strftime("%A %-d %B"));
    }
    format!("{} {time}", london::weekday_in_words(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check(by: EndsBy, standing: Standing, ends: &str, now: &str, expected: &str) {
        let started = at("2026-11-23T02:10:00Z");
        assert_eq!(said("Police protection", by, standing, started, at(ends), at(now)), expected);
    }

    #[test]
    fn time_that_passes_is_said_in_words_over_the_nights_the_clocks_change() {
        use Standing::{Passed, Running};
        check(
            EndsBy::Law,
            Running,
            "2026-11-26T02:10:00Z",
            "2026-11-25T11:50:00Z",
            "Police protection ends in 14 hours 20 minutes, Thursday 02:10",
        );
        // Friday night in summer time, to Monday in winter time: 72 hours, and an hour earlier on the wall.
        check(
            EndsBy::Law,
            Running,
            "2026-10-26T21:00:00Z",
            "2026-10-23T21:00:00Z",
            "Police protection ends in 72 hours, Monday 21:00",
        );
        check(
            EndsBy::Law,
            Running,
            "2026-10-25T01:30:00Z",
            "2026-10-24T23:30:00Z",
            "Police protection ends in 2 hours, Sunday 01:30 GMT (+00:00)",
        );
        check(
            EndsBy::Law,
            Running,
            "2026-10-25T00:30:00Z",
            "2026-10-24T23:30:00Z",
            "Police protection ends in 1 hour, Sunday 01:30 BST (+01:00)",
        );
        // The night of spring: at half past midnight two hours are left until half past three on the wall.
        check(
            EndsBy::Law,
            Running,
            "2026-03-29T02:30:00Z",
            "2026-03-29T00:30:00Z",
            "Police protection ends in 2 hours, Sunday 03:30",
        );
        check(
            EndsBy::Law,
            Running,
            "2026-11-26T02:10:00Z",
            "2026-11-26T02:09:30Z",
            "Police protection ends in less than a minute, Thursday 02:10",
        );
        check(
            EndsBy::Law,
            Passed,
            "2026-11-26T02:10:00Z",
            "2026-11-26T03:11:00Z",
            "Police protection ended 1 hour 1 minute ago, Thursday 02:10, and what happened next is not recorded",
        );
    }

    #[test]
    fn what_has_no_end_of_its_own_is_looked_at_again_and_what_lies_ahead_begins() {
        use Standing::{Passed, Running};
        check(
            EndsBy::Review,
            Running,
            "2027-01-05T09:00:00Z",
            "2026-11-26T09:00:00Z",
            "Police protection is looked at again in 40 days, Tuesday 5 January 2027 09:00",
        );
        check(
            EndsBy::Review,
            Passed,
            "2026-11-16T09:00:00Z",
            "2026-11-26T10:00:00Z",
            "Police protection was to be looked at again 10 days 1 hour ago, Monday 16 November 09:00, and nothing is recorded",
        );
        check(
            EndsBy::Order,
            Standing::Ahead,
            "2026-12-26T09:00:00Z",
            "2026-11-22T02:10:00Z",
            "Police protection begins in 24 hours, Monday 02:10",
        );
    }
}
