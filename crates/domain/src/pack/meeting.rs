//! Meetings in the pack: the kinds a partnership holds, who is needed in each, when one is quorate, what is on the agenda, and by when the minutes
//! leave. MARAC, MACE and team around the family are kinds (domain.md 1.11 to 1.13); the numbers are each partnership's own.

use serde::Deserialize;

use super::Pack;
use super::reading::Reading;
use crate::calendar::Limit;

/// The code that stands for the council itself among the agencies of a meeting.
pub const COUNCIL: &str = "council";
/// The shortest and longest time that a meeting is planned for, in minutes.
const LASTS: std::ops::RangeInclusive<u16> = 5..=600;
/// The most days that free times are shown ahead.
const MOST_DAYS_AHEAD: u16 = 60;

/// How meetings are held.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meetings {
    /// Where people sign in, for invitations; empty when it is not said.
    pub address: String,
    /// How long an agency still reads its copy after the minutes were distributed.
    pub access: Limit,
    /// How long somebody has to answer an invitation.
    pub answer: Limit,
    /// How many days ahead the planner shows free times.
    pub slots_ahead_days: u16,
    /// The kinds of meeting.
    #[serde(rename = "kind")]
    pub kinds: Vec<MeetingKind>,
}

/// A kind of meeting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingKind {
    /// The kind's code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// What it is for.
    pub words: String,
    /// The agencies without which it is not quorate; [`COUNCIL`] is the council itself.
    pub needed: Vec<String>,
    /// The agencies that are proposed beside them.
    pub asked: Vec<String>,
    /// How many different agencies must be there.
    pub least: usize,
    /// Whether there is a decision to be recorded.
    pub decides: bool,
    /// How long it is planned for.
    pub lasts_minutes: u16,
    /// How long from its end until the minutes are distributed.
    pub minutes: Limit,
    /// What stands on the agenda until somebody changes it.
    pub agenda: Vec<String>,
    /// Whether it is arranged from a record of its own, which says more than minutes do: then it is not chosen among the others.
    #[serde(default)]
    pub own_record: bool,
    /// Where this is written.
    pub source: String,
}

impl Meetings {
    /// The kinds that are chosen where a meeting is arranged by itself.
    pub fn chosen(&self) -> impl Iterator<Item = &MeetingKind> {
        self.kinds.iter().filter(|kind| !kind.own_record)
    }

    /// The kind with this code.
    pub fn kind(&self, code: &str) -> Option<&MeetingKind> {
        self.kinds.iter().find(|kind| kind.code == code)
    }
}

impl MeetingKind {
    /// The agencies that are proposed, those that are needed first.
    pub fn proposed(&self) -> impl Iterator<Item = &str> {
        self.needed.iter().chain(&self.asked).map(String::as_str)
    }
}

impl Pack {
    /// What an agency is called, the council by its own name.
    pub fn agency_name<'a>(&'a self, agency: &'a str) -> &'a str {
        if agency == COUNCIL {
            return "Children's social care";
        }
        self.agency(agency).map_or(agency, |agency| &agency.name)
    }
}

impl Reading<'_> {
    /// What must hold between the meetings' file and the others.
    pub(super) fn meetings(&mut self, pack: &Pack) {
        const FILE: &str = "meetings.toml";
        let meetings = &pack.meetings;
        self.once(FILE, "kind", "code", meetings.kinds.iter().map(|kind| kind.code.as_str()));
        let mut wrong: Vec<(String, String)> = Vec::new();
        if meetings.access == Limit::Set {
            wrong.push(("access".into(), "An agency's access must have an end.".into()));
        }
        if meetings.answer == Limit::Set {
            wrong.push(("answer".into(), "Say how long somebody has to answer an invitation.".into()));
        }
        if meetings.slots_ahead_days == 0 || meetings.slots_ahead_days > MOST_DAYS_AHEAD {
            let words = format!("Free times are shown for 1 to {MOST_DAYS_AHEAD} days ahead.");
            wrong.push(("slots_ahead_days".into(), words));
        }
        if meetings.kinds.is_empty() {
            wrong.push(("kind".into(), "There must be one kind of meeting.".into()));
        }
        for (n, kind) in meetings.kinds.iter().enumerate() {
            wrong.extend(kind_problems(n, kind, pack));
        }
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
    }
}

fn kind_problems(n: usize, kind: &MeetingKind, pack: &Pack) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    for (key, agencies) in [("needed", &kind.needed), ("asked", &kind.asked)] {
        for (m, agency) in agencies.iter().enumerate() {
            if agency != COUNCIL && pack.agency(agency).is_none() {
                let words = format!("agencies.toml has no agency “{agency}”.");
                wrong.push((format!("kind.{n}.{key}.{m}"), words));
            }
            if kind.proposed().filter(|each| each == agency).count() > 1 {
                wrong.push((format!("kind.{n}.{key}.{m}"), format!("“{agency}” stands here twice.")));
            }
        }
    }
    let proposed = kind.proposed().count();
    if kind.least < kind.needed.len().max(2) || kind.least > proposed {
        let words = format!(
            "A meeting needs two agencies at least, all that are needed, and no more than the {proposed} named here."
        );
        wrong.push((format!("kind.{n}.least"), words));
    }
    if kind.minutes == Limit::Set {
        wrong.push((format!("kind.{n}.minutes"), "Say by when the minutes are distributed.".into()));
    }
    if !LASTS.contains(&kind.lasts_minutes) {
        wrong.push((format!("kind.{n}.lasts_minutes"), "A meeting lasts 5 to 600 minutes.".into()));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{ENGLAND, PackProblem, england};

    fn with(from: &str, to: &str) -> Vec<PackProblem> {
        let text = ENGLAND.iter().find(|(name, _)| *name == "meetings.toml").unwrap().1;
        assert!(text.contains(from), "{from}");
        Pack::over_england([("meetings.toml", text.replacen(from, to, 1))]).map(drop).unwrap_err()
    }

    #[test]
    fn the_partnerships_meetings_are_kinds() {
        let meetings = &england().meetings;
        for code in ["multi_agency", "marac", "mace", "taf", "professionals"] {
            assert!(meetings.kind(code).is_some_and(|kind| !kind.agenda.is_empty()), "{code}");
        }
        assert!(meetings.kind("strategy").is_some_and(|kind| kind.own_record));
        assert!(meetings.chosen().all(|kind| kind.code != "strategy"));
    }

    #[test]
    fn meetings_that_do_not_fit_the_pack_are_told_with_their_line() {
        for (from, to, words) in [
            (
                "needed = [\"council\", \"police\", \"domestic_abuse\"]",
                "needed = [\"polis\"]",
                "no agency “polis”",
            ),
            (
                "asked = [\"police\", \"health\", \"school\"]",
                "asked = [\"police\", \"police\", \"school\"]",
                "twice",
            ),
            ("code = \"marac\"", "code = \"mace\"", "twice"),
            ("least = 3", "least = 1", "two agencies at least"),
            ("least = 3", "least = 5", "no more than the 4"),
            ("lasts_minutes = 60", "lasts_minutes = 4", "5 to 600"),
            (
                "access = { limit = 20, unit = \"working days\" }",
                "access = { limit = \"set\", unit = \"local\" }",
                "must have an end",
            ),
            ("slots_ahead_days = 14", "slots_ahead_days = 0", "1 to 60 days"),
            ("decides = true", "decided = true", "unknown field"),
        ] {
            let problems = with(from, to);
            assert!(
                problems.iter().any(|problem| problem.words.contains(words)
                    && problem.file == "meetings.toml"
                    && problem.line > 1),
                "{from} -> {to}: {problems:?}"
            );
        }
    }
}
