//! The family's picture and the network in the pack: how far it reaches, how close people can be, and how a relationship ends.

use serde::Deserialize;

use super::Pack;
use super::reading::Reading;

/// The genogram and the network.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkRules {
    /// How many steps from the child the picture goes: a parent is one, a cousin four.
    pub steps: usize,
    /// The most people in it.
    pub most_people: usize,
    /// Where this is written.
    pub source: String,
    /// How close people can be, the closest first.
    #[serde(rename = "closeness")]
    pub closeness: Vec<Closeness>,
    /// How a relationship ends.
    #[serde(rename = "ending")]
    pub endings: Vec<TieEnding>,
}

/// How close people are.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closeness {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// In which ring of the network it stands, from 1 next to the child.
    pub ring: usize,
}

/// How a relationship ends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TieEnding {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// How many strokes stand through the line of a couple.
    #[serde(default)]
    pub strokes: u8,
    /// Whether it never was: the relationship was written down in error.
    #[serde(default)]
    pub error: bool,
}

impl NetworkRules {
    /// An ending by its code.
    pub fn ending(&self, code: &str) -> Option<&TieEnding> {
        self.endings.iter().find(|each| each.code == code)
    }

    /// How close, by its code.
    pub fn close(&self, code: &str) -> Option<&Closeness> {
        self.closeness.iter().find(|each| each.code == code)
    }
}

impl Reading<'_> {
    /// What must hold in the file of the network.
    pub(super) fn network(&mut self, pack: &Pack) {
        const FILE: &str = "network.toml";
        let rules = &pack.network;
        self.once(FILE, "closeness", "code", rules.closeness.iter().map(|each| each.code.as_str()));
        self.once(FILE, "ending", "code", rules.endings.iter().map(|each| each.code.as_str()));
        if !(1..=8).contains(&rules.steps) {
            self.problem(FILE, "steps", "The picture goes 1 to 8 steps from the child.");
        }
        if !(10..=200).contains(&rules.most_people) {
            self.problem(FILE, "most_people", "The picture holds 10 to 200 people.");
        }
        for (n, close) in rules.closeness.iter().enumerate() {
            if !(1..=6).contains(&close.ring) {
                self.problem(
                    FILE,
                    &format!("closeness.{n}.ring"),
                    "Rings are numbered from 1, next to the child, to 6.",
                );
            }
        }
        for (n, ending) in rules.endings.iter().enumerate() {
            if ending.strokes > 2 {
                self.problem(
                    FILE,
                    &format!("ending.{n}.strokes"),
                    "One stroke is separated, two are divorced.",
                );
            }
        }
        if !rules.endings.iter().any(|ending| ending.error) {
            self.problem(FILE, "ending", "One ending says that it was written down in error.");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::pack::{ENGLAND, Pack, PackProblem};

    fn with(from: &str, to: &str) -> Vec<PackProblem> {
        let text = ENGLAND.iter().find(|(name, _)| *name == "network.toml").unwrap().1;
        assert!(text.contains(from), "{from}");
        Pack::over_england([("network.toml", text.replacen(from, to, 1))]).map(drop).unwrap_err()
    }

    #[test]
    fn rules_that_do_not_fit_are_told_with_their_line() {
        for (from, to, words) in [
            ("steps = 4", "steps = 0", "1 to 8"),
            ("most_people = 60", "most_people = 2", "10 to 200"),
            ("ring = 1", "ring = 0", "numbered from 1"),
            ("strokes = 2", "strokes = 3", "two are divorced"),
            ("code = \"divorced\"", "code = \"separated\"", "twice"),
            ("error = true", "error = false", "written down in error"),
            ("steps = 4", "paces = 4", "unknown field"),
        ] {
            let problems = with(from, to);
            let told = |problem: &PackProblem| {
                problem.words.contains(words) && problem.file == "network.toml" && problem.line > 1
            };
            assert!(problems.iter().any(told), "{from} -> {to}: {problems:?}");
        }
    }
}
