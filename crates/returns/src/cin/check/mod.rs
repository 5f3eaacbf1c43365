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

/// The first year whose rules are known: an earlier return is checked by them, and not by none.
const FIRST_RULES: i16 = 2023;

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

/// A check that goes on: child after child, of a file or of a council's own record.
#[derive(Debug)]
pub struct Checking {
    period: Period,
    checked: Checked,
    whole: Whole,
    places: Vec<Found>,
}

/// A rule that was found in the child now looked at, with its line and elements.
type Found = (&'static str, u64, &'static [&'static str]);

impl Checking {
    /// A check by the rules of a period.
    pub fn of(period: Period) -> Checking {
        let checked = Checked { year: period.year, ..Checked::default() };
        Checking { period, checked, whole: Whole::default(), places: Vec::new() }
    }

    /// Looks at a child.
    pub fn child(&mut self, mut child: CinChild) {
        let name = match child.identifiers.la_child_id.as_str() {
            "" => NO_ID,
            id => id,
        };
        Judged { period: &self.period, child: &child, places: &mut self.places }.child();
        for (rule, line, elements) in self.places.drain(..) {
            self.checked.found(&self.period, rule, name, line, elements);
        }
        self.whole.see(&child, &self.period);
        self.checked.children += 1;
        self.checked.episodes += child.episodes.len() as u64;
        self.checked.findings.append(&mut child.findings);
    }

    /// What was found, with what only shows when every child was seen.
    pub fn end(mut self) -> Checked {
        self.whole.judge(&mut self.checked, &self.period);
        self.checked
    }
}

/// Checks a return.
///
/// The year is the header's, unless one is given. Memory grows with what is found and with the identifiers, never with the file.
///
/// # Errors
/// When the file cannot be read to its end; see [`read`].
pub fn check(bytes: impl BufRead, year: Option<i16>, holidays: &BankHolidays) -> Result<Checked, ReadError> {
    let mut checking: Option<Checking> = None;
    let begun = |header: &Header| Checking::of(Period::of(header, year, holidays));
    let mut summary = read::read_with_header(bytes, &mut |header, child| {
        checking.get_or_insert_with(|| begun(header)).child(child);
    })?;
    let mut checking = checking.unwrap_or_else(|| begun(&summary.header));
    if !summary.header.reference_date.is(&checking.period.reference) {
        let Checking { period, checked, .. } = &mut checking;
        checked.found(period, "100", HEADER, 1, &["ReferenceDate"]);
    }
    let mut checked = checking.end();
    summary.findings.append(&mut checked.findings);
    checked.findings = summary.findings;
    Ok(checked)
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
        if rule(code).is_none_or(|rule| rule.first_year > period.year.max(FIRST_RULES)) {
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
