//! National returns in the pack: what names the software in a file's head, and by how much a figure may move from one year to the next before the return asks
//! why.

use jiff::civil::Time;
use serde::Deserialize;

use super::Pack;
use super::reading::Reading;

const FILE: &str = "returns.toml";

/// `returns.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Returns {
    /// Where these rules come from: shown beside them.
    pub source: String,
    /// What a file's head says of the software that wrote it.
    pub software: String,
    /// How many months an episode stays in the Department's daily feed after it was closed.
    pub feed_months: u8,
    /// From when on, in London, the day's feed is sent.
    pub feed_at: Time,
    /// The figures of two years that are held beside each other.
    pub year_on_year: Vec<YearOnYear>,
}

/// A figure of two years.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearOnYear {
    /// Which figure.
    pub figure: YearlyFigure,
    /// The code of the query.
    pub code: String,
    /// The figure's name on pages.
    pub name: String,
    /// By how many per cent it may move without being explained.
    pub percent: u32,
    /// Where that number comes from.
    pub source: String,
}

/// What is counted of a year of the census.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearlyFigure {
    /// Referrals in the year.
    Referrals,
    /// Children in need on its last day.
    ChildrenInNeed,
    /// Assessments completed in it.
    Assessments,
    /// Section 47 enquiries begun in it.
    Enquiries,
    /// Initial child protection conferences held in it.
    Conferences,
    /// Child protection plans begun in it.
    PlansBegun,
    /// Children on a child protection plan on its last day.
    PlansOnTheDay,
}

impl YearOnYear {
    /// Whether the change from one year to the next is more than may pass unexplained. From nothing to something is.
    pub fn asks(&self, before: u64, now: u64) -> bool {
        before.abs_diff(now) * 100 > before * u64::from(self.percent)
    }
}

impl Reading<'_> {
    /// What must hold in the file of returns.
    pub(super) fn returns(&mut self, pack: &Pack) {
        let returns = &pack.returns;
        self.once(FILE, "year_on_year", "code", returns.year_on_year.iter().map(|each| each.code.as_str()));
        let mut wrong: Vec<(String, &str)> = Vec::new();
        if returns.software.trim().is_empty() {
            wrong.push(("software".into(), "Write what names the software in the head of a file."));
        }
        if returns.feed_months == 0 {
            wrong.push(("feed_months".into(), "Write how many months, from 1."));
        }
        for (n, each) in returns.year_on_year.iter().enumerate() {
            if each.percent == 0 {
                wrong.push((format!("year_on_year.{n}.percent"), "Write how many per cent, from 1."));
            }
            if returns.year_on_year[..n].iter().any(|other| other.figure == each.figure) {
                wrong.push((format!("year_on_year.{n}.figure"), "This figure is asked about twice."));
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
    fn returns_that_do_not_fit_the_pack_are_told_with_their_line() {
        let text = ENGLAND.iter().find(|(name, _)| *name == "returns.toml").unwrap().1;
        let changed = |from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        };
        for (text, words) in [
            (changed("software = \"Frontdoor\"", "software = \" \""), "names the software"),
            (changed("feed_months = 12", "feed_months = 0"), "how many months"),
            (changed("feed_at = \"03:30\"", "feed_at = \"25:00\""), "hour"),
            (changed("percent = 15", "percent = 0"), "from 1"),
            (changed("figure = \"children_in_need\"", "figure = \"referrals\""), "twice"),
            (changed("code = \"YonY02\"", "code = \"YonY01\""), "twice"),
            (changed("percent = 25", "per_cent = 25"), "unknown field"),
        ] {
            let problems = Pack::over_england([("returns.toml", text)]).unwrap_err();
            let told = |problem: &crate::pack::PackProblem| {
                problem.words.contains(words) && problem.file == "returns.toml" && problem.line > 1
            };
            assert!(problems.iter().any(told), "{words}: {problems:?}");
        }
    }

    #[test]
    fn a_change_is_asked_about_when_it_is_more_than_the_limit() {
        let limit = &england().returns.year_on_year[0];
        assert_eq!(limit.percent, 15);
        for (before, now, asks) in [
            (100, 115, false),
            (100, 116, true),
            (100, 85, false),
            (100, 84, true),
            (0, 0, false),
            (0, 1, true),
            (1, 1, false),
        ] {
            assert_eq!(limit.asks(before, now), asks, "{before} to {now}");
        }
    }
}
