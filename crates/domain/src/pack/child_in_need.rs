//! Child in need plans in the pack: by when one is reviewed, how often the child is seen, how people answer, why a plan ends.

use serde::Deserialize;

use super::Pack;
use super::reading::Reading;
use crate::calendar::Limit;

const FILE: &str = "child_in_need.toml";

/// `child_in_need.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChildInNeedPlans {
    /// Where the limits of reviews come from: shown beside them.
    pub review_source: String,
    /// Where the number of visits comes from.
    pub visit_source: String,
    /// From the plan's start to its first review.
    pub first_review: Limit,
    /// From one review to the next.
    pub later_review: Limit,
    /// How often the child is seen when the plan says nothing else, in days.
    pub visit_days: u16,
    /// More days than this between visits need a reason.
    pub visit_days_most: u16,
    /// With how many days left a review is shown as near.
    pub soon_days: u16,
    /// How somebody can answer when asked to agree.
    #[serde(rename = "answer")]
    pub answers: Vec<NeedPlanAnswer>,
    /// Why a plan ends.
    #[serde(rename = "ending")]
    pub endings: Vec<NeedPlanEnding>,
}

/// How somebody answered when asked to agree.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedPlanAnswer {
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
pub struct NeedPlanEnding {
    /// Its code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// Whether early help goes on.
    #[serde(default)]
    pub step_down: bool,
    /// Whether a child protection plan takes its place.
    #[serde(default)]
    pub protection: bool,
    /// Whether the family withdrew or did not take part.
    #[serde(default)]
    pub withdrawn: bool,
}

impl ChildInNeedPlans {
    /// The answer with this code.
    pub fn answer(&self, code: &str) -> Option<&NeedPlanAnswer> {
        self.answers.iter().find(|answer| answer.code == code)
    }

    /// The ending with this code.
    pub fn ending(&self, code: &str) -> Option<&NeedPlanEnding> {
        self.endings.iter().find(|ending| ending.code == code)
    }

    /// The ending when a child protection plan takes the place of the plan.
    pub fn protection(&self) -> Option<&NeedPlanEnding> {
        self.endings.iter().find(|ending| ending.protection)
    }
}

impl Reading<'_> {
    /// What must hold in the plans' file.
    pub(super) fn child_in_need(&mut self, pack: &Pack) {
        let plans = &pack.child_in_need;
        self.once(FILE, "answer", "code", plans.answers.iter().map(|answer| answer.code.as_str()));
        self.once(FILE, "ending", "code", plans.endings.iter().map(|ending| ending.code.as_str()));
        let mut wrong: Vec<(String, String)> = Vec::new();
        for (key, limit) in [("first_review", plans.first_review), ("later_review", plans.later_review)] {
            if limit == Limit::Set {
                wrong.push((key.into(), "A plan is reviewed: say by when at the latest.".into()));
            }
        }
        if plans.visit_days == 0 || plans.visit_days > plans.visit_days_most {
            let words =
                "The child is seen at least as often as `visit_days_most` says, and that is from 1 day.";
            wrong.push(("visit_days".into(), words.into()));
        }
        if plans.review_source.trim().is_empty() {
            wrong.push(("review_source".into(), "Say where the limits of reviews come from.".into()));
        }
        for agrees in [true, false] {
            if !plans.answers.iter().any(|answer| answer.agrees == agrees) {
                let words = "There must be an answer that agrees and one that does not.";
                wrong.push(("answer".into(), words.into()));
            }
        }
        for (count, words) in [
            (
                plans.endings.iter().filter(|ending| ending.protection).count(),
                "One ending, and only one, says that a child protection plan began (`protection = true`).",
            ),
            (
                plans.endings.iter().filter(|ending| ending.step_down).count(),
                "One ending, and only one, is a step down to early help (`step_down = true`).",
            ),
        ] {
            if count != 1 {
                wrong.push(("ending".into(), words.into()));
            }
        }
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::pack::{ENGLAND, Pack, england};

    #[test]
    fn plans_that_do_not_fit_the_pack_are_told_with_their_line() {
        assert!(england().child_in_need.protection().is_some());
        let text = ENGLAND.iter().find(|(name, _)| *name == "child_in_need.toml").unwrap().1;
        for (from, to, words) in [
            (
                "first_review = { limit = 6, unit = \"weeks\" }",
                "first_review = { limit = \"set\", unit = \"local\" }",
                "say by when",
            ),
            ("visit_days = 28", "visit_days = 43", "at least as often"),
            ("code = \"refused\"", "code = \"agreed\"", "twice"),
            ("protection = true", "protection = false", "only one"),
            ("step_down = true", "step_downs = true", "unknown field"),
            ("agrees = true", "agrees = false", "one that does not"),
        ] {
            assert!(text.contains(from), "{from}");
            let problems =
                Pack::over_england([("child_in_need.toml", text.replacen(from, to, 1))]).unwrap_err();
            let told = problems.iter().any(|problem| {
                problem.words.contains(words) && problem.file == "child_in_need.toml" && problem.line > 1
            });
            assert!(told, "{from} -> {to}: {problems:?}");
        }
    }
}
