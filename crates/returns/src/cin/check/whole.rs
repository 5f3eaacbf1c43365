//! Rules on a whole return: what only shows when every child was seen.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use jiff::civil::Date;

use super::super::{CinChild, Given};
use super::child::place_of;
use super::kept::Kept;
use super::{Period, WHOLE};

/// Of a hundred born children, how many may have no sex.
const NO_SEX_IN_HUNDRED: u64 = 2;
/// How many disability codes a council of any size uses.
const DISABILITY_CODES: usize = 8;

/// What is counted on the way.
#[derive(Debug, Default)]
pub(super) struct Whole {
    /// The first child with each identifier, by a digest of it, and whether another followed.
    identifiers: HashMap<u64, Seen>,
    /// The first child with each UPN.
    numbers: HashMap<u64, Seen>,
    shared: Vec<Shared>,
    born: u64,
    born_without_sex: u64,
    disabilities: BTreeSet<String>,
    several_disabilities: bool,
    plans_started: u64,
    conferences: u64,
    pre_proceedings: u64,
    pre_proceedings_dated: u64,
}

#[derive(Debug)]
struct Seen {
    child: Arc<str>,
    line: u64,
    told: bool,
}

/// A child that shares an identifier or a UPN with another.
#[derive(Debug)]
struct Shared {
    rule: &'static str,
    child: Arc<str>,
    line: u64,
}

impl Whole {
    /// Sees a child, who is called by this name.
    pub(super) fn see(&mut self, child: &CinChild, name: &Arc<str>, period: &Period) {
        let who = &child.identifiers;
        let (id, line) = (who.la_child_id.as_str(), place_of(child));
        if !id.is_empty() {
            see(&mut self.identifiers, &mut self.shared, "8510", id, name, line);
        }
        if let Some(upn) = &who.upn {
            see(&mut self.numbers, &mut self.shared, "1520", upn, name, line);
        }
        if who.expected_birth.is_missing() {
            let code = if period.asks_sex() { &who.sex_code } else { &who.gender_code };
            self.born += 1;
            self.born_without_sex += u64::from(matches!(code.as_deref(), None | Some("U" | "0")));
        }
        let codes = child.characteristics.disabilities.iter().filter(|code| *code != "NONE");
        let codes: BTreeSet<&String> = codes.collect();
        self.several_disabilities |= codes.len() > 1;
        self.disabilities.extend(codes.into_iter().filter(|code| known(code)).cloned());
        self.count(child, period);
    }

    fn count(&mut self, child: &CinChild, period: &Period) {
        let within = |day: &Given<Date>| day.read().is_some_and(|day| period.holds(day));
        for episode in &child.episodes {
            let plans = episode.protection_plans.iter().filter(|plan| within(&plan.started));
            self.plans_started += plans.count() as u64;
            let held = episode.section47s.iter().filter(|enquiry| within(&enquiry.conference));
            self.conferences += held.count() as u64 + u64::from(within(&episode.initial_conference));
            self.pre_proceedings += episode.pre_proceedings.len() as u64;
            let dated = episode.pre_proceedings.iter().filter(|block| block.started.is_given());
            self.pre_proceedings_dated += dated.count() as u64;
        }
    }

    pub(super) fn judge(&self, kept: &mut Kept) {
        for Shared { rule, child, line } in &self.shared {
            let elements: &[&str] = if *rule == "8510" { &["LAchildID"] } else { &["UPN"] };
            kept.found(rule, child, *line, elements);
        }
        let whole = WHOLE.into();
        let mut found = |broken: bool, rule, elements| {
            if broken {
                kept.found(rule, &whole, 0, elements);
            }
        };
        found(self.plans_started > self.conferences, "2883", &["CPPstartDate", "DateOfInitialCPC"]);
        let many = self.born_without_sex * 100 > self.born * NO_SEX_IN_HUNDRED;
        found(many, "2886Q", &["Sex", "ExpectedPersonBirthDate"]);
        found(self.disabilities.len() < DISABILITY_CODES, "2887Q", &["Disability"]);
        found(!self.several_disabilities, "2888Q", &["Disability"]);
        found(self.pre_proceedings == 0, "8995Q", &["PreProceedingsandFGDM"]);
        found(self.pre_proceedings_dated == 0, "9000Q", &["PPStartDate"]);
    }
}

/// Notes a value of a child, and both children when it was seen before.
fn see(
    seen: &mut HashMap<u64, Seen>,
    shared: &mut Vec<Shared>,
    rule: &'static str,
    value: &str,
    child: &Arc<str>,
    line: u64,
) {
    let mut digest = DefaultHasher::new();
    value.hash(&mut digest);
    let first = match seen.entry(digest.finish()) {
        Entry::Occupied(first) => first.into_mut(),
        Entry::Vacant(place) => {
            place.insert(Seen { child: child.clone(), line, told: false });
            return;
        }
    };
    if !std::mem::replace(&mut first.told, true) {
        shared.push(Shared { rule, child: first.child.clone(), line: first.line });
    }
    shared.push(Shared { rule, child: child.clone(), line });
}

fn known(code: &str) -> bool {
    super::codes::DISABILITY.contains(&code)
}
