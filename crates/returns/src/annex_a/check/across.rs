//! The lists held against each other: one child is one child in all of them, and what list 6 says of a child the other lists bear out.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::cell::shown;
use super::row::Line;
use super::{Finding, Teller};
use crate::annex_a::opened::Found;

/// Of so many children the lists are held against each other.
const MOST_CHILDREN: usize = 250_000;

/// What the lists say of each child.
#[derive(Default)]
pub(super) struct Across {
    children: BTreeMap<Box<str>, Child>,
    too_many: bool,
    clashes: Vec<Finding>,
}

/// What the lists say of one child.
#[derive(Default)]
struct Child {
    birth: Option<Date>,
    gender: Option<&'static str>,
    ethnicity: Option<&'static str>,
    /// Bit n: the child is in list n.
    lists: u16,
    /// The status and row of the last row of list 6.
    status: Option<(&'static str, u32)>,
    /// The row of list 7 with a plan that runs; of list 8 with care that runs; of list 5 with a plan made.
    plan: Option<u32>,
    care: Option<u32>,
    made: Option<u32>,
}

/// So many clashes are told of.
const MOST_CLASHES: usize = 5_000;

impl Across {
    /// Notes what a row says of its child.
    pub(super) fn note(&mut self, line: &Line<'_>) {
        let Some(id) = line.text("Child Unique ID") else { return };
        let key: String = id.chars().take(40).collect();
        if self.children.len() >= MOST_CHILDREN && !self.children.contains_key(key.as_str()) {
            self.too_many = true;
            return;
        }
        let child = self.children.entry(key.into()).or_default();
        let mut clash = |rule, column: &'static str, words: String| {
            if self.clashes.len() < MOST_CLASHES {
                self.clashes.push(line.finding(rule, column, words));
            }
        };
        if let Some(birth) = line.day("Date of Birth") {
            match child.birth {
                Some(other) if other != birth => {
                    clash("X01", "Date of Birth", format!("Another row of the child has {}.", shown(other)));
                }
                _ => child.birth = Some(birth),
            }
        }
        for (column, held) in [("Gender", &mut child.gender), ("Ethnicity", &mut child.ethnicity)] {
            if let Some(code) = line.code(column) {
                match held {
                    Some(other) if *other != code => {
                        clash(
                            "X02",
                            column,
                            format!("Another row of the child has another value in “{column}”."),
                        );
                    }
                    _ => *held = Some(code),
                }
            }
        }
        child.says(line);
    }

    /// Tells what does not agree.
    pub(super) fn tell(mut self, lists: &[Found], teller: &mut Teller<'_>) {
        self.clashes.drain(..).for_each(|finding| teller.tell(&finding));
        if self.too_many {
            let words =
                format!("More than {MOST_CHILDREN} children: only these were held against each other.");
            teller.of_sheet("X08", "", String::new(), words);
        }
        let here = |number: u8| lists.iter().find(|found| found.list.number == number);
        let (five, six, seven, eight) = (here(5), here(6), here(7), here(8));
        for child in self.children.values() {
            let status = child.status.map(|(status, _)| status);
            let mut tell = |rule, found: &Found, row, words: &str| {
                let nothing = Vec::new();
                let line = Line { found, number: row, values: &nothing, on: None };
                teller.tell(&line.finding(rule, line.first(), words));
            };
            if let (Some(six), Some(seven)) = (six, seven) {
                if let (Some(row), false) = (child.plan, matches!(status, Some("a" | "b"))) {
                    tell("X03", seven, row, "List 6 does not have the child with a child protection plan.");
                }
                if let (Some(("b", row)), None) = (child.status, child.plan) {
                    tell("X05", six, row, "List 7 has no plan of the child that runs.");
                }
            }
            if let (Some(six), Some(eight)) = (six, eight) {
                if let (Some(row), false) = (child.care, status == Some("a")) {
                    tell("X04", eight, row, "List 6 does not have the child as looked after.");
                }
                if let (Some(("a", row)), None) = (child.status, child.care) {
                    tell("X06", six, row, "List 8 does not have the child as looked after now.");
                }
            }
            if let (Some(five), Some(_), Some(row)) = (five, seven, child.made)
                && child.lists & (1 << 7) == 0
            {
                tell("X07", five, row, "List 7 has no plan of the child.");
            }
        }
    }
}

impl Child {
    fn says(&mut self, line: &Line<'_>) {
        let number = line.list().number;
        self.lists |= 1 << number;
        let open = |column: &str| *line.read(column) == super::cell::Read::Missing;
        match number {
            5 if line
                .code("Did the Initial Child Protection Conference Result in a Child Protection Plan")
                == Some("Y") =>
            {
                self.made = Some(line.number);
            }
            6 => {
                // A row that still runs says more of today than a closed one.
                let status = line.code("Case Status").map(|status| (status, line.number));
                if self.status.is_none_or(|(status, _)| status == "e") && status.is_some() {
                    self.status = status;
                }
            }
            7 if open("Child Protection Plan End Date") => self.plan = Some(line.number),
            8 if open("Date Ceased to be Looked After") => self.care = Some(line.number),
            _ => {}
        }
    }
}
