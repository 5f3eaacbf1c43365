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
mod period;
mod plan;
mod pre_proceedings;
mod protection;
mod rule;
mod section47;
mod upn;
mod whole;

pub use period::Period;
pub use rule::{Rule, Scope, rule, rules};

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

use domain::calendar::BankHolidays;

use super::{CinChild, Finding, Header, ReadError, read};
use whole::Whole;

/// Stands for the header among the children of a rule.
pub const HEADER: &str = "*HEADER*";
/// Stands for the whole return.
pub const WHOLE: &str = "*LA*";
/// Stands for a child without an identifier.
pub const NO_ID: &str = "*NO-ID*";

/// What a return was found to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// The year in which the collection ends: its rules were used.
    pub year: i16,
    /// For each rule that was found, by its code, the children it was found in, in the order of their identifiers.
    pub rules: BTreeMap<String, BTreeSet<String>>,
    /// Each place where a rule was found, in the order of the file; those of the whole return last.
    pub places: Vec<Place>,
    /// What could not be read or does not belong in a return.
    pub findings: Vec<Finding>,
    /// How many children were read.
    pub children: u64,
    /// How many episodes.
    pub episodes: u64,
}

/// One place where a rule was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The code of the rule.
    pub rule: &'static str,
    /// The child's `LAchildID`, or what stands for it.
    pub child: String,
    /// The line of the group in the file; 0 for the whole return.
    pub line: u64,
    /// The elements that are wrong together.
    pub elements: &'static [&'static str],
}

/// Checks a return.
///
/// The year is the header's, unless one is given. Memory grows with what is found and with the identifiers, never with the file.
///
/// # Errors
/// When the file cannot be read to its end; see [`read`].
pub fn check(bytes: impl BufRead, year: Option<i16>, holidays: &BankHolidays) -> Result<Checked, ReadError> {
    let mut checked = Checked::default();
    let mut whole = Whole::default();
    let mut period: Option<Period> = None;
    let mut places = Vec::new();
    let summary = read::read_with_header(bytes, &mut |header, child| {
        let period = period.get_or_insert_with(|| Period::of(header, year, holidays));
        take(&mut checked, &mut whole, period, child, &mut places);
    })?;
    let period = period.unwrap_or_else(|| Period::of(&summary.header, year, holidays));
    checked.year = period.year;
    checked.children = summary.children;
    checked.episodes = summary.episodes;
    header(&mut checked, &summary.header, &period);
    whole.judge(&mut checked, &period);
    let mut findings = summary.findings;
    findings.append(&mut checked.findings);
    checked.findings = findings;
    Ok(checked)
}

fn take(
    checked: &mut Checked,
    whole: &mut Whole,
    period: &Period,
    mut child: CinChild,
    places: &mut Vec<(&'static str, u64, &'static [&'static str])>,
) {
    let name = match child.identifiers.la_child_id.as_str() {
        "" => NO_ID,
        id => id,
    };
    let mut judged = Judged { period, child: &child, places };
    judged.child();
    for (rule, line, elements) in places.drain(..) {
        checked.found(period, rule, name, line, elements);
    }
    whole.see(&child, period);
    checked.findings.append(&mut child.findings);
}

fn header(checked: &mut Checked, header: &Header, period: &Period) {
    if !header.reference_date.is(&period.reference) {
        checked.found(period, "100", HEADER, 1, &["ReferenceDate"]);
    }
}

impl Checked {
    fn found(
        &mut self,
        period: &Period,
        code: &'static str,
        child: &str,
        line: u64,
        elements: &'static [&'static str],
    ) {
        if rule(code).is_none_or(|rule| rule.first_year > period.year) {
            return;
        }
        self.rules.entry(code.to_owned()).or_default().insert(child.to_owned());
        self.places.push(Place { rule: code, child: child.to_owned(), line, elements });
    }
}

/// One child before the rules.
struct Judged<'a> {
    period: &'a Period,
    child: &'a CinChild,
    places: &'a mut Vec<(&'static str, u64, &'static [&'static str])>,
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
