//! Safety plans in the pack: how long one may hold, what people are in it, how they answer, why it ends, what stands on which copy; and how simple
//! the child's own plan must read. The law has no number for any of it: every number is a council's own.

use jiff::civil::Time;
use serde::Deserialize;

use super::Pack;
use super::reading::Reading;
use crate::form::{Form, Place};
use crate::safety_plan::Symbol;

/// The form that a plan's words answer.
pub const SAFETY_PLAN_FORM: &str = "safety_plan";
const FILE: &str = "safety_plans.toml";

/// `safety_plans.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyPlans {
    /// Where the numbers come from: shown beside them.
    pub source: String,
    /// For how many days a plan holds at the longest.
    pub longest_days: u16,
    /// With how many hours left a plan counts as expiring.
    pub expiring_hours: u16,
    /// By when on the next working day the day team has answered a plan made by night.
    pub day_answers_by: Time,
    /// After how many renewals without a change a manager is shown it.
    pub renewals_unchanged: usize,
    /// The sections of the form that stand on the family's copy.
    pub family: Vec<String>,
    /// The questions of the form that the night team sees.
    pub tonight: Vec<String>,
    /// What somebody can be in a plan.
    #[serde(rename = "part")]
    pub parts: Vec<PlanPart>,
    /// How somebody can answer when asked to agree.
    #[serde(rename = "answer")]
    pub answers: Vec<PlanAnswer>,
    /// Why a plan ends.
    #[serde(rename = "ending")]
    pub endings: Vec<PlanEnding>,
    /// The child's own plan.
    pub own: OwnPlans,
    /// Words that are hard for the child, with simpler ones.
    #[serde(rename = "hard_word")]
    pub hard_words: Vec<HardWord>,
}

/// What somebody is in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanPart {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// Whether this is who is in danger: a plan in which only they act is flagged.
    #[serde(default)]
    pub burdened: bool,
}

/// How somebody answered when asked to agree.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanAnswer {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// Whether they agreed.
    pub agrees: bool,
}

/// Why a plan ends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanEnding {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
}

/// The child's own plan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnPlans {
    /// The reading age it is written for, in years.
    pub reading_age: u8,
    /// The most words of a sentence for that age.
    pub longest_sentence: usize,
    /// Shorter than this, a sentence is not measured alone.
    pub fewest_words: usize,
    /// Where the measure comes from.
    pub source: String,
    /// Its parts.
    #[serde(rename = "part")]
    pub parts: Vec<OwnPart>,
}

/// A part of the child's own plan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnPart {
    /// Its code.
    pub code: String,
    /// Its heading until the child chooses other words.
    pub title: String,
    /// Examples, under the heading of the form.
    pub hint: String,
    /// The symbol of its heading.
    pub symbol: String,
}

/// A hard word, and simpler ones.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HardWord {
    /// The word or words, in small letters.
    pub hard: String,
    /// What to write instead.
    pub simpler: String,
}

impl SafetyPlans {
    /// The part with this code.
    pub fn part(&self, code: &str) -> Option<&PlanPart> {
        self.parts.iter().find(|part| part.code == code)
    }

    /// The answer with this code.
    pub fn answer(&self, code: &str) -> Option<&PlanAnswer> {
        self.answers.iter().find(|answer| answer.code == code)
    }

    /// The ending with this code.
    pub fn ending(&self, code: &str) -> Option<&PlanEnding> {
        self.endings.iter().find(|ending| ending.code == code)
    }

    /// The questions that the night team sees.
    pub fn tonight(&self) -> impl Iterator<Item = Place> {
        self.tonight.iter().filter_map(|place| place.parse().ok())
    }
}

impl OwnPlans {
    /// The part with this code.
    pub fn part(&self, code: &str) -> Option<&OwnPart> {
        self.parts.iter().find(|part| part.code == code)
    }
}

impl Reading<'_> {
    /// What must hold between the safety plans' file, its form, and the program's symbols.
    pub(super) fn safety_plans(&mut self, pack: &Pack) {
        let plans = &pack.safety_plans;
        self.once(FILE, "part", "code", plans.parts.iter().map(|part| part.code.as_str()));
        self.once(FILE, "answer", "code", plans.answers.iter().map(|answer| answer.code.as_str()));
        self.once(FILE, "ending", "code", plans.endings.iter().map(|ending| ending.code.as_str()));
        self.once(FILE, "hard_word", "hard", plans.hard_words.iter().map(|word| word.hard.as_str()));
        let mut wrong = numbers(plans);
        let form = pack.form(SAFETY_PLAN_FORM);
        if form.is_none() {
            wrong.push((String::new(), format!("The pack has no form “{SAFETY_PLAN_FORM}”.")));
        }
        wrong.extend(form.map(|form| stands_where(plans, form)).unwrap_or_default());
        wrong.extend(own(&plans.own));
        for (n, word) in plans.hard_words.iter().enumerate() {
            if word.hard.chars().any(char::is_uppercase) || word.simpler.trim().is_empty() {
                let words = "Write the hard word in small letters, and simpler words for it.".to_owned();
                wrong.push((format!("hard_word.{n}.hard"), words));
            }
        }
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
    }
}

fn numbers(plans: &SafetyPlans) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    if !(1..=90).contains(&plans.longest_days) {
        wrong.push((
            "longest_days".into(),
            "A safety plan holds for 1 to 90 days: it cannot be open-ended.".into(),
        ));
    }
    if plans.expiring_hours == 0 {
        wrong.push(("expiring_hours".into(), "Give people at least one hour's notice.".into()));
    }
    if plans.renewals_unchanged == 0 {
        wrong.push(("renewals_unchanged".into(), "Write how many renewals, from 1.".into()));
    }
    for (empty, key) in [
        (plans.parts.is_empty(), "part"),
        (plans.endings.is_empty(), "ending"),
        (plans.own.parts.is_empty(), "own.part"),
    ] {
        if empty {
            wrong.push((key.into(), "There must be one at least.".into()));
        }
    }
    if !plans.parts.iter().any(|part| part.burdened) {
        let words = "Say of one part at least that it is who is in danger (`burdened = true`).";
        wrong.push(("part".into(), words.into()));
    }
    for agrees in [true, false] {
        if !plans.answers.iter().any(|answer| answer.agrees == agrees) {
            wrong
                .push(("answer".into(), "There must be an answer that agrees and one that does not.".into()));
        }
    }
    wrong
}

fn stands_where(plans: &SafetyPlans, form: &Form) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    for (n, section) in plans.family.iter().enumerate() {
        if form.section(section).is_none() {
            wrong
                .push((format!("family.{n}"), format!("forms/safety_plan.toml has no section “{section}”.")));
        }
    }
    for (n, place) in plans.tonight.iter().enumerate() {
        let found = place.parse::<Place>().ok().and_then(|place| form.question(&place));
        if found.is_none() {
            wrong
                .push((format!("tonight.{n}"), format!("forms/safety_plan.toml has no question “{place}”.")));
        }
    }
    wrong
}

fn own(own: &OwnPlans) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    if !(6..=18).contains(&own.reading_age) {
        wrong.push(("own.reading_age".into(), "A reading age is 6 to 18 years.".into()));
    }
    if own.fewest_words == 0 || own.longest_sentence <= own.fewest_words {
        let words = "The longest sentence is longer than the fewest words, and those are one at least.";
        wrong.push(("own.longest_sentence".into(), words.into()));
    }
    for (n, part) in own.parts.iter().enumerate() {
        if Symbol::from_code(&part.symbol).is_none() {
            let words = format!("There is no symbol “{}”. There are: {}.", part.symbol, Symbol::codes());
            wrong.push((format!("own.part.{n}.symbol"), words));
        }
        if own.parts.iter().filter(|other| other.code == part.code).count() > 1 {
            wrong.push((format!("own.part.{n}.code"), format!("“{}” stands here twice.", part.code)));
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use crate::pack::{ENGLAND, Pack, PackProblem, england};

    fn with(from: &str, to: &str) -> Vec<PackProblem> {
        let text = ENGLAND.iter().find(|(name, _)| *name == "safety_plans.toml").unwrap().1;
        assert!(text.contains(from), "{from}");
        Pack::over_england([("safety_plans.toml", text.replacen(from, to, 1))]).map(drop).unwrap_err()
    }

    #[test]
    fn a_plan_of_england_has_an_end_and_the_night_sees_what_it_must() {
        let plans = &england().safety_plans;
        assert!(plans.longest_days > 0);
        assert_eq!(plans.tonight().count(), plans.tonight.len());
        assert!(!plans.family.iter().any(|section| section == "adult"));
    }

    #[test]
    fn plans_that_do_not_fit_the_pack_are_told_with_their_line() {
        for (from, to, words) in [
            ("longest_days = 14", "longest_days = 0", "cannot be open-ended"),
            ("expiring_hours = 24", "expiring_hours = 0", "one hour"),
            ("code = \"signed\"", "code = \"spoken\"", "twice"),
            ("\"danger\", \"contact\"", "\"dangers\", \"contact\"", "no section “dangers”"),
            ("\"danger.what\"", "\"danger.which\"", "no question “danger.which”"),
            ("symbol = \"cloud\"", "symbol = \"clod\"", "no symbol “clod”"),
            ("reading_age = 8", "reading_age = 3", "6 to 18"),
            ("longest_sentence = 12", "longest_sentence = 5", "longer than"),
            ("hard = \"assessment\"", "hard = \"Assessment\"", "small letters"),
            ("renewals_unchanged = 2", "renewals_unchanged = 0", "from 1"),
            ("agrees = true", "agreed = true", "unknown field"),
        ] {
            let problems = with(from, to);
            let told = |problem: &PackProblem| {
                problem.words.contains(words) && problem.file == "safety_plans.toml" && problem.line > 1
            };
            assert!(problems.iter().any(told), "{from} -> {to}: {problems:?}");
        }
    }
}
