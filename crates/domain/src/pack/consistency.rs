//! Consistency of thresholds: which share of decisions a second manager reads blind, who may read, by when, and how many readings it takes
//! before a figure says anything. All of it is a council's own choice; there is no national rule.

use serde::Deserialize;

use super::Pack;
use super::reading::Reading;
use crate::staff::Role;

/// `consistency.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consistency {
    /// Where the numbers come from: shown beside them.
    pub source: String,
    /// How decisions are read a second time.
    pub second_reading: SecondReadings,
    /// How many answered readings it takes before agreement is said in a figure.
    pub fewest: u32,
    /// Over how many months back the report counts.
    pub months: u8,
    /// Over how many months back "decisions like this" are shown.
    pub like_this_months: u8,
}

/// How decisions are read a second time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondReadings {
    /// How many in a hundred decisions are drawn. 0 draws none.
    pub share: u8,
    /// The codes of the roles whose people read: managers who keep the front door.
    pub readers: Vec<String>,
    /// Within how many working days a reading is answered.
    pub within_working_days: u8,
}

impl Reading<'_> {
    /// A share is a share, and only a manager of the front door reads a manager's decision.
    pub(super) fn consistency(&mut self, pack: &Pack) {
        const FILE: &str = "consistency.toml";
        let Consistency { second_reading, fewest, months, like_this_months, .. } = &pack.consistency;
        if second_reading.share > 100 {
            self.problem(FILE, "second_reading.share", "A share is a number from 0 to 100.");
        }
        if second_reading.within_working_days == 0 {
            self.problem(
                FILE,
                "second_reading.within_working_days",
                "Give the reader at least one working day.",
            );
        }
        for (n, code) in second_reading.readers.iter().enumerate() {
            let role = Role::from_code(code);
            if !role.is_some_and(|role| {
                matches!(role, Role::MashManager | Role::ServiceManager | Role::NightManager)
            }) {
                let words = format!("“{code}” is no role of a manager who keeps the front door.");
                self.problem(FILE, &format!("second_reading.readers.{n}"), words);
            }
        }
        if second_reading.readers.is_empty() {
            self.problem(FILE, "second_reading.readers", "Say which roles read.");
        }
        if *fewest < 2 {
            self.problem(FILE, "fewest", "Two readings are the fewest that agree or differ.");
        }
        for (key, value) in [("months", months), ("like_this_months", like_this_months)] {
            if !(1..=120).contains(value) {
                self.problem(FILE, key, "Write a number of months from 1 to 120.");
            }
        }
    }
}
