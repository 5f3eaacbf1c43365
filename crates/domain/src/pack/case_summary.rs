//! Case summaries in the pack: when one is due again, what makes one stale at once, how long it may be, and from which age a page says that nobody has
//! looked at it for long.

use serde::Deserialize;

use super::Pack;
use super::reading::Reading;
use crate::case_summary::News;

/// Case summaries.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseSummaries {
    /// After so many days it is due again.
    pub due_days: u16,
    /// More words than this do not fit on one page.
    pub most_words: usize,
    /// What makes a summary stale at once.
    pub stale: Vec<News>,
    /// Where this is written.
    pub source: String,
}

impl Reading<'_> {
    /// What must hold in the file of case summaries.
    pub(super) fn case_summaries(&mut self, pack: &Pack) {
        const FILE: &str = "case_summary.toml";
        let rules = &pack.case_summary;
        if !(1..=366).contains(&rules.due_days) {
            self.problem(FILE, "due_days", "A summary is due again after 1 to 366 days.");
        }
        if !(100..=1000).contains(&rules.most_words) {
            self.problem(FILE, "most_words", "One page holds 100 to 1,000 words.");
        }
        if rules.stale.is_empty() {
            self.problem(FILE, "stale", "Something must make a summary stale: name what.");
        }
        self.once(FILE, "stale", "", rules.stale.iter().map(|news| news.code()));
    }
}

#[cfg(test)]
mod tests {
    use crate::pack::{ENGLAND, Pack, PackProblem, england};

    fn with(from: &str, to: &str) -> Vec<PackProblem> {
        let text = ENGLAND.iter().find(|(name, _)| *name == "case_summary.toml").unwrap().1;
        assert!(text.contains(from), "{from}");
        Pack::over_england([("case_summary.toml", text.replacen(from, to, 1))]).map(drop).unwrap_err()
    }

    #[test]
    fn a_broken_safety_plan_makes_a_summary_stale_in_england() {
        assert!(england().case_summary.stale.contains(&crate::case_summary::News::PlanBroken));
    }

    #[test]
    fn rules_that_do_not_fit_are_told_with_their_line() {
        for (from, to, words) in [
            ("due_days = 91", "due_days = 0", "1 to 366"),
            ("most_words = 450", "most_words = 5000", "100 to 1,000"),
            ("\"plan_broken\"", "\"plan_bent\"", "unknown variant"),
            ("due_days = 91", "due_weeks = 13", "unknown field"),
        ] {
            let problems = with(from, to);
            let told = |problem: &PackProblem| {
                problem.words.contains(words) && problem.file == "case_summary.toml" && problem.line > 1
            };
            assert!(problems.iter().any(told), "{from} -> {to}: {problems:?}");
        }
    }
}
