//! The checks of the children in need census: every rule that the Department for Education's collection runs on a return, for the year of the file,
//! in the file's own terms. A rule is a line of `rules.csv` (what it says and how to mend it) and a function that finds it; what finds it is beside the
//! module of the return that it is about.
//!
//! Source: DfE, *Children in need census: guide* and validation rules, 2022-23 to 2025-26; those of pre-proceedings as proposed for 2026-27.
//!
//! A value that cannot be read is a finding of the reading ([`crate::cin::Finding`]), and no rule takes it for nothing: an episode with an unreadable day
//! of closure is not an open one.

mod assessment;
mod child;
mod codes;
mod episode;
mod kept;
mod period;
mod plan;
mod pre_proceedings;
mod protection;
mod rule;
mod section47;
mod shape;
mod upn;
mod whole;

pub use period::Period;
pub use rule::{Rule, Scope, rule, rules};
pub(super) use shape::Shape;

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::sync::Arc;

use domain::calendar::BankHolidays;

use super::fields::shortened;
use super::read::read_in_shape;
use super::{CinChild, Finding, Header, ReadError};
use kept::Kept;
use whole::Whole;

/// Stands for the header among the children of a rule.
pub const HEADER: &str = "*HEADER*";
/// Stands for the whole return.
pub const WHOLE: &str = "*LA*";
/// Stands for a child without an identifier.
pub const NO_ID: &str = "*NO-ID*";

/// So many places of one rule are told, the first of the file; the rest are counted. The children of a rule are told in full all the same.
pub const MOST_PLACES: u64 = 5_000;

/// What a return was found to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// The year in which the collection ends: its rules were used.
    pub year: i16,
    /// For each rule that was found, by its code, the children it was found in, in the order of their identifiers.
    pub rules: BTreeMap<String, BTreeSet<Arc<str>>>,
    /// Each place where a rule was found, in the order of the file; those of the whole return last. At most [`MOST_PLACES`] of one rule.
    pub places: Vec<Place>,
    /// What could not be read, does not belong in a return, or is not in the shape of its year. At most a thousand of one kind.
    pub findings: Vec<Finding>,
    /// What was counted and not told one by one, because there is too much of one kind.
    pub untold: Untold,
    /// How many children were read.
    pub children: u64,
    /// How many episodes.
    pub episodes: u64,
}

/// How much was counted and not told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Untold {
    /// Places of rules.
    pub places: u64,
    /// Findings.
    pub findings: u64,
}

/// One place where a rule was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The code of the rule.
    pub rule: &'static str,
    /// The child's `LAchildID`, shortened, or what stands for it.
    pub child: Arc<str>,
    /// The line of the group in the file; 0 for the whole return.
    pub line: u64,
    /// The elements that are wrong together.
    pub elements: &'static [&'static str],
}

/// A check that goes on: child after child, of a file or of a council's own record.
#[derive(Debug)]
pub struct Checking {
    period: Period,
    kept: Kept,
    whole: Whole,
    places: Vec<Found>,
    nobody: Arc<str>,
}

/// A rule that was found in the child now looked at, with its line and elements.
type Found = (&'static str, u64, &'static [&'static str]);

impl Checking {
    /// A check by the rules of a period.
    pub fn of(period: Period) -> Checking {
        let kept = Kept::of(period.year);
        Checking { period, kept, whole: Whole::default(), places: Vec::new(), nobody: NO_ID.into() }
    }

    /// Looks at a child.
    pub fn child(&mut self, mut child: CinChild) {
        let name: Arc<str> = match shortened(&child.identifiers.la_child_id) {
            "" => self.nobody.clone(),
            id => id.into(),
        };
        Judged { period: &self.period, child: &child, places: &mut self.places }.child();
        for (rule, line, elements) in self.places.drain(..) {
            self.kept.found(rule, &name, line, elements);
        }
        self.whole.see(&child, &name, &self.period);
        self.kept.checked.children += 1;
        self.kept.checked.episodes += child.episodes.len() as u64;
        self.kept.take(&mut child.findings);
        self.kept.checked.untold.findings += child.untold;
    }

    /// What has to be said when the year and the reference date of a header do not agree: which of them was used for what.
    fn contradiction(&self, header: &Header) -> Option<Finding> {
        let Period { year, start, reference, .. } = self.period;
        if self.period.is_whole() {
            return None;
        }
        let words = format!(
            "The reference date and the year {year} do not agree. Dates are held against {start} to {reference}, as the reference date says; \
             the rules and the elements are those of {}-{:02}.",
            year - 1,
            year.rem_euclid(100)
        );
        Some(Finding {
            line: header.reference_line.max(1),
            child: "".into(),
            element: "ReferenceDate".to_owned(),
            words,
            text: reference.to_string(),
        })
    }

    /// What was found, with what only shows when every child was seen.
    pub fn end(mut self) -> Checked {
        self.whole.judge(&mut self.kept);
        self.kept.checked
    }
}

/// Checks a return.
///
/// The year is the header's, unless one is given. Memory grows with the identifiers of what is found, never with the file: see [`MOST_PLACES`].
///
/// # Errors
/// When the file cannot be read to its end, or its header comes last; see [`read`](super::read).
pub fn check(bytes: impl BufRead, year: Option<i16>, holidays: &BankHolidays) -> Result<Checked, ReadError> {
    let mut checking: Option<Checking> = None;
    let begun = |header: &Header| Checking::of(Period::of(header, year, holidays));
    let year_of = |header: &Header| Period::year_asked(header, year);
    let mut summary = read_in_shape(bytes, &year_of, &mut |header, child| {
        checking.get_or_insert_with(|| begun(header)).child(child);
    })?;
    let mut checking = checking.unwrap_or_else(|| begun(&summary.header));
    let (in_children, header) = (checking.kept.all_findings(), &summary.header);
    if !header.reference_date.is(&period::last_day(checking.period.year)) {
        let line = header.reference_line.max(1);
        checking.kept.found("100", &HEADER.into(), line, &["ReferenceDate"]);
    }
    let outside = summary.found.saturating_sub(in_children + summary.findings.len() as u64);
    let contradiction = checking.contradiction(header);
    let mut checked = checking.end();
    checked.untold.findings += outside;
    summary.findings.extend(contradiction);
    summary.findings.append(&mut checked.findings);
    checked.findings = summary.findings;
    Ok(checked)
}

/// What the rules find in one child alone, with the part and its elements that are wrong together. Rules that compare children are not among them.
pub fn of_child(period: &Period, child: &CinChild) -> Vec<Place> {
    let name: Arc<str> = shortened(&child.identifiers.la_child_id).into();
    let mut places = Vec::new();
    Judged { period, child, places: &mut places }.child();
    let place = |(rule, line, elements)| Place { rule, child: name.clone(), line, elements };
    places.into_iter().map(place).collect()
}

/// One child before the rules.
struct Judged<'a> {
    period: &'a Period,
    child: &'a CinChild,
    places: &'a mut Vec<Found>,
}

impl Judged<'_> {
    /// Notes the rule at the line when it is broken.
    fn rule(&mut self, broken: bool, code: &'static str, line: u64, elements: &'static [&'static str]) {
        if broken {
            self.places.push((code, line, elements));
        }
    }
}

/// Whether an optional code is not one of the list. Nothing is not wrong here.
fn strange(code: &Option<String>, list: &[&str]) -> bool {
    code.as_deref().is_some_and(|code| !list.contains(&code))
}

/// Whether a code is missing or not one of the list.
fn not_of(code: &Option<String>, list: &[&str]) -> bool {
    code.as_deref().is_none_or(|code| !list.contains(&code))
}
