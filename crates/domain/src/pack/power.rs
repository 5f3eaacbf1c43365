//! Powers, orders and conditions in the pack: how long each lasts and by which section, who can make it, whether it can be extended and how often, what
//! must be recorded, who must be told, and what must happen before it ends (domain.md 1.4; T29, T30). What the law limits is no council's to loosen, not
//! even with a reason: nobody is held longer because a file says so.

use serde::Deserialize;

use super::reading::Reading;
use super::{Mark, Pack};
use crate::calendar::Limit;
use crate::power::{EndsBy, Needed};

/// Powers, orders and conditions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Powers {
    /// Who can be told.
    #[serde(rename = "whom")]
    pub whom: Vec<Whom>,
    /// The kinds, in the order in which they are offered.
    #[serde(rename = "kind")]
    pub kinds: Vec<PowerKind>,
}

/// Somebody who is told of a power.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whom {
    /// The code.
    pub code: String,
    /// In words.
    pub name: String,
}

/// Whom a power is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PowerAbout {
    /// It protects the child.
    Child,
    /// It binds an adult.
    Adult,
}

/// A kind of power, order or conditions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PowerKind {
    /// The kind's code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// Whom it is about.
    pub about: PowerAbout,
    /// What it is, in words.
    pub words: String,
    /// The section of the Act, and of what sets the limit.
    pub source: String,
    /// How far the limit binds.
    pub mark: Mark,
    /// Who can take or make it.
    pub who: String,
    /// What the force, court or team is asked as.
    pub body: String,
    /// How its end comes about.
    pub ends: EndsBy,
    /// How long at most; `set` where the order alone says it.
    pub limit: Limit,
    /// Whether the court may say noon after a holiday when the last day is one (section 45(2)).
    #[serde(default)]
    pub noon_after_holiday: bool,
    /// Whether its length counts from the first day of police protection when the police applied for it (section 45(3)).
    #[serde(default)]
    pub counts_from_protection: bool,
    /// Whether it rests on an agreement.
    #[serde(default)]
    pub agreement: bool,
    /// Whether it can be extended, or is looked at again; left out when never.
    pub extension: Option<Extends>,
    /// How long before its end the responsible manager is told.
    pub tell_before: Limit,
    /// What must be recorded.
    pub record: Vec<Needed>,
    /// The codes of those who must be told.
    pub tell: Vec<String>,
    /// What must happen before it ends.
    pub before: Vec<String>,
}

/// How something can be extended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extends {
    /// How often; left out where the law does not count.
    pub times: Option<u8>,
    /// By how much each time at most.
    pub limit: Limit,
}

impl Powers {
    /// The kind with this code.
    pub fn kind(&self, code: &str) -> Option<&PowerKind> {
        self.kinds.iter().find(|kind| kind.code == code)
    }

    /// Who has this code.
    pub fn whom(&self, code: &str) -> Option<&Whom> {
        self.whom.iter().find(|whom| whom.code == code)
    }
}

const FILE: &str = "powers.toml";

impl Reading<'_> {
    /// What must hold in the file of powers, and against the pack of England.
    pub(super) fn powers(&mut self, pack: &Pack, default: Option<&Pack>) {
        let powers = &pack.powers;
        self.once(FILE, "kind", "code", powers.kinds.iter().map(|kind| kind.code.as_str()));
        self.once(FILE, "whom", "code", powers.whom.iter().map(|whom| whom.code.as_str()));
        let mut wrong: Vec<(String, String)> = Vec::new();
        for (n, kind) in powers.kinds.iter().enumerate() {
            let own = own_problems(powers, kind);
            let standard = default.and_then(|pack| pack.powers.kind(&kind.code));
            let loosened = standard.into_iter().flat_map(|standard| loosened(kind, standard));
            wrong.extend(
                own.into_iter().chain(loosened).map(|(key, words)| (format!("kind.{n}.{key}"), words)),
            );
        }
        for kind in default.into_iter().flat_map(|pack| &pack.powers.kinds) {
            if kind.mark == Mark::Law && powers.kind(&kind.code).is_none() {
                let words = format!("“{}” is missing: it is law ({}).", kind.code, kind.source);
                wrong.push(("kind".into(), words));
            }
        }
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
    }
}

type Wrong = (&'static str, String);

fn own_problems(powers: &Powers, kind: &PowerKind) -> Vec<Wrong> {
    let mut wrong: Vec<Wrong> = Vec::new();
    if kind.ends != EndsBy::Order && kind.limit == Limit::Set {
        wrong.push(("limit", "Say how long: what has no end of its own is looked at again.".into()));
    }
    if matches!(
        kind.limit,
        Limit::WorkingDaysBefore(_) | Limit::DaysBefore(_) | Limit::MashHours(_) | Limit::Date { .. }
    ) {
        wrong.push(("limit", "The length is in hours, days, working days, weeks or calendar months.".into()));
    }
    if kind.ends == EndsBy::Law && kind.extension.is_some() {
        wrong.push(("extension", "What the law ends is never extended.".into()));
    }
    if !matches!(kind.tell_before, Limit::Hours(1..) | Limit::Days(1..) | Limit::Weeks(1..)) {
        let words = "Say in hours, days or weeks how long before the end the manager is told.";
        wrong.push(("tell_before", words.into()));
    }
    if kind.before.is_empty() {
        wrong.push(("before", "Say what must happen before it ends.".into()));
    }
    for whom in kind.tell.iter().filter(|whom| powers.whom(whom).is_none()) {
        wrong.push(("tell", format!("The file has no `whom` with the code “{whom}”.")));
    }
    wrong
}

/// Where a kind gives more than the law does.
fn loosened(kind: &PowerKind, standard: &PowerKind) -> Vec<Wrong> {
    if standard.mark != Mark::Law {
        return Vec::new();
    }
    let law = |words: &str| format!("{} is law ({}): {words}", standard.name, standard.source);
    let within = |mine: Limit, theirs: Limit| mine.is_looser_than(theirs) == Some(false);
    let mut wrong: Vec<Wrong> = Vec::new();
    if standard.limit != Limit::Set && !within(kind.limit, standard.limit) {
        let words = law(&format!("“{}” is not within “{}”.", kind.limit, standard.limit));
        wrong.push(("limit", words));
    }
    let longer = match (&kind.extension, &standard.extension) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(mine), Some(theirs)) => {
            let more = theirs.times.is_some_and(|times| mine.times.is_none_or(|mine| mine > times));
            more || theirs.limit != Limit::Set && !within(mine.limit, theirs.limit)
        }
    };
    if longer {
        wrong.push(("extension", law("it cannot be extended further or more often than that.")));
    }
    if kind.ends != standard.ends
        || (kind.noon_after_holiday && !standard.noon_after_holiday)
        || kind.about != standard.about
        || kind.agreement != standard.agreement
    {
        wrong.push(("ends", law("how its end comes about is not a council's choice.")));
    }
    if kind.mark != standard.mark {
        wrong.push(("mark", law("its mark stays.")));
    }
    if let Some(whom) = standard.tell.iter().find(|whom| !kind.tell.contains(whom)) {
        wrong.push(("tell", law(&format!("“{whom}” must be told."))));
    }
    if standard.record.iter().any(|item| !kind.record.contains(item)) {
        wrong.push(("record", law("all that is to be recorded stays.")));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{ENGLAND, PackProblem, england};

    fn with(from: &str, to: &str) -> Vec<PackProblem> {
        let text = ENGLAND.iter().find(|(name, _)| *name == FILE).unwrap().1;
        assert!(text.contains(from), "{from}");
        Pack::over_england([(FILE, text.replacen(from, to, 1))]).map(drop).err().unwrap_or_default()
    }

    #[test]
    fn the_clocks_of_the_register_and_the_powers_say_the_same() {
        let pack = england();
        for (kind, timer) in [("police_protection", "T29"), ("emergency_protection", "T30")] {
            assert_eq!(pack.powers.kind(kind).unwrap().limit, pack.timer(timer).unwrap().limit, "{kind}");
        }
    }

    #[test]
    fn a_council_may_tighten_what_the_law_limits_and_never_loosen_it() {
        let hours = "limit = { limit = 72, unit = \"hours\" }";
        assert_eq!(with(hours, "limit = { limit = 48, unit = \"hours\" }"), []);
        for (from, to, words) in [
            (hours, "limit = { limit = 73, unit = \"hours\" }", "not within “72 hours”"),
            (hours, "limit = { limit = 3, unit = \"days\" }", "not within"),
            (
                "limit = { limit = 8, unit = \"days\" }",
                "limit = { limit = 9, unit = \"days\" }",
                "not within “8 days”",
            ),
            ("times = 1", "times = 2", "more often"),
            ("code = \"police_protection\"", "code = \"police_protektion\"", "is missing: it is law"),
            ("ends = \"law\"", "ends = \"order\"", "not a council's choice"),
            (
                "tell = [\"parents\", \"child\", \"designated_officer\"]",
                "tell = [\"parents\", \"child\"]",
                "must be told",
            ),
            ("mark = \"LAW\"", "mark = \"GK\"", "mark stays"),
        ] {
            let problems = with(from, to);
            let said = problems.iter().any(|it| it.words.contains(words) && it.file == FILE && it.line > 1);
            assert!(said, "{from} -> {to}: {problems:?}");
        }
    }

    #[test]
    fn a_file_of_powers_that_does_not_fit_is_told_with_its_line() {
        for (from, to, words) in [
            ("code = \"parents\"", "code = \"child\"", "twice"),
            ("code = \"police_bail\"", "code = \"non_molestation\"", "twice"),
            (
                "tell_before = { limit = 12, unit = \"hours\" }",
                "tell_before = { limit = \"set\", unit = \"local\" }",
                "how long before",
            ),
            (
                "limit = { limit = 20, unit = \"working days\" }",
                "limit = { limit = \"set\", unit = \"local\" }",
                "looked at again",
            ),
            ("ends = \"law\"", "ends = \"lore\"", "unknown variant"),
        ] {
            let problems = with(from, to);
            let said = problems.iter().any(|it| it.words.contains(words) && it.file == FILE && it.line > 1);
            assert!(said, "{from} -> {to}: {problems:?}");
        }
    }
}
