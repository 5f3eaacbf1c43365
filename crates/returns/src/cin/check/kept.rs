//! What is kept of what is found: every child of every rule, and of places and findings so many of one kind. A file can be made so that it is wrong in each of its
//! bytes; what is told of it must not be larger than it is.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::super::Finding;
use super::{Checked, MOST_PLACES, Place, rule};

/// The first year whose rules are known: an earlier return is checked by them, and not by none.
const FIRST_RULES: i16 = 2023;
/// The most findings of one kind, which is an element and what is wrong with it, and of all kinds.
const MOST_OF_A_KIND: u64 = 1_000;
const MOST_FINDINGS: usize = 10_000;

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) checked: Checked,
    /// Whether each rule is in force, and how many of its places were found.
    rules: BTreeMap<&'static str, (bool, u64)>,
    /// How many findings of each kind are told, by a digest of the kind.
    kinds: HashMap<u64, u64>,
}

impl Kept {
    /// Nothing yet, by the rules of a year.
    pub(super) fn of(year: i16) -> Kept {
        Kept { checked: Checked { year, ..Checked::default() }, ..Kept::default() }
    }

    /// Notes that a rule was found, when it is in force.
    pub(super) fn found(
        &mut self,
        code: &'static str,
        child: &Arc<str>,
        line: u64,
        elements: &'static [&'static str],
    ) {
        let year = self.checked.year.max(FIRST_RULES);
        let in_force = || (rule(code).is_some_and(|rule| rule.first_year <= year), 0);
        let (in_force, places) = self.rules.entry(code).or_insert_with(in_force);
        if !*in_force {
            return;
        }
        match self.checked.rules.get_mut(code) {
            Some(children) => drop(children.insert(child.clone())),
            None => drop(self.checked.rules.insert(code.to_owned(), [child.clone()].into())),
        }
        *places += 1;
        if *places > MOST_PLACES {
            self.checked.untold.places += 1;
            return;
        }
        self.checked.places.push(Place { rule: code, child: child.clone(), line, elements });
    }

    /// Takes over the findings of a child.
    pub(super) fn take(&mut self, findings: &mut Vec<Finding>) {
        for finding in findings.drain(..) {
            let full = self.checked.findings.len() >= MOST_FINDINGS;
            if full || !self.has_room(&finding) {
                self.checked.untold.findings += 1;
            } else {
                self.checked.findings.push(finding);
            }
        }
    }

    fn has_room(&mut self, finding: &Finding) -> bool {
        let mut digest = DefaultHasher::new();
        (&finding.element, &finding.words).hash(&mut digest);
        let told = self.kinds.entry(digest.finish()).or_default();
        *told += 1;
        *told <= MOST_OF_A_KIND
    }

    /// How many findings there were, told and untold.
    pub(super) fn all_findings(&self) -> u64 {
        self.checked.findings.len() as u64 + self.checked.untold.findings
    }
}
