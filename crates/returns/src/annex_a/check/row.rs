//! One row: the order of its dates, values that call for others, values that contradict each other, and whether it belongs into the time of its list.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::person::partial_date::PartialDate;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::cell::{Read, shown};
use super::{Finding, Teller};
use crate::annex_a::layout::{List, table};
use crate::annex_a::opened::Found;
use crate::workbook::column_letters;

type Order = (u8, &'static str, &'static str, bool);
type Pair = (u8, &'static str, &'static str, bool);

static ORDERS: LazyLock<Vec<Order>> = LazyLock::new(|| {
    let order = |[list, earlier, later, kind]: [&'static str; 4]| {
        (list.parse().unwrap_or_default(), earlier, later, kind == "query")
    };
    table(include_str!("orders.csv")).map(order).collect()
});
static PAIRS: LazyLock<Vec<Pair>> = LazyLock::new(|| {
    let pair = |[list, one, other, both]: [&'static str; 4]| {
        (list.parse().unwrap_or_default(), one, other, both == "yes")
    };
    table(include_str!("pairs.csv")).map(pair).collect()
});

/// A row as it was read.
pub(super) struct Line<'l> {
    pub(super) found: &'l Found,
    pub(super) number: u32,
    pub(super) values: &'l [Read],
    pub(super) on: Option<Date>,
}

impl Line<'_> {
    pub(super) fn list(&self) -> &'static List {
        self.found.list
    }

    /// The heading of the first column.
    pub(super) fn first(&self) -> &'static str {
        self.list().columns.first().map_or("", |column| column.name)
    }

    pub(super) fn read(&self, column: &str) -> &Read {
        self.list().place(column).and_then(|place| self.values.get(place)).unwrap_or(&Read::Missing)
    }

    pub(super) fn day(&self, column: &str) -> Option<Date> {
        match self.read(column) {
            Read::Day(day) => Some(*day),
            _ => None,
        }
    }

    pub(super) fn code(&self, column: &str) -> Option<&'static str> {
        match self.read(column) {
            Read::Code(choice) => Some(choice.code),
            _ => None,
        }
    }

    pub(super) fn whole(&self, column: &str) -> Option<u32> {
        match self.read(column) {
            Read::Whole(whole) => Some(*whole),
            _ => None,
        }
    }

    pub(super) fn text(&self, column: &str) -> Option<&str> {
        match self.read(column) {
            Read::Text(text) => Some(text),
            _ => None,
        }
    }

    fn is_missing(&self, column: &str) -> bool {
        *self.read(column) == Read::Missing
    }

    /// A finding in the cell of a column.
    pub(super) fn finding(&self, rule: &'static str, column: &str, words: impl Into<String>) -> Finding {
        let place = self.list().place(column);
        let at = place.and_then(|place| self.found.columns.get(place).copied().flatten()).unwrap_or_default();
        Finding {
            rule,
            sheet: self.found.sheet.name.clone(),
            cell: format!("{}{}", column_letters(at), self.number),
            column: place.map_or("", |place| self.list().columns[place].name),
            words: words.into(),
            text: String::new(),
        }
    }
}

/// What is kept of a list's rows while they are read: for each child, the plan or the care that runs, and in which row.
pub(super) struct Rows {
    orders: Vec<&'static Order>,
    pairs: Vec<&'static Pair>,
    running: BTreeMap<String, u32>,
}

/// Of so many children it is kept what runs for them.
const MOST_RUNNING: usize = 200_000;

impl Rows {
    pub(super) fn of(list: &'static List) -> Self {
        Rows {
            orders: ORDERS.iter().filter(|(number, ..)| *number == list.number).collect(),
            pairs: PAIRS.iter().filter(|(number, ..)| *number == list.number).collect(),
            running: BTreeMap::new(),
        }
    }

    pub(super) fn check(&mut self, line: &Line<'_>, teller: &mut Teller<'_>) {
        self.orders(line, teller);
        self.pairs(line, teller);
        age(line, teller);
        time(line, teller);
        match line.list().number {
            3 => of_counts(line, teller),
            4 => assessments(line, teller),
            5 => enquiries(line, teller),
            6 => needs(line, teller),
            7 => plans(line, teller),
            8 => care(line, teller),
            _ => {}
        }
        self.runs(line, teller);
    }

    fn orders(&self, line: &Line<'_>, teller: &mut Teller<'_>) {
        for (_, earlier, later, query) in &self.orders {
            let (Some(first), Some(second)) = (line.day(earlier), line.day(later)) else { continue };
            if second < first {
                let unborn = *earlier == "Date of Birth";
                let hint = if unborn {
                    " That is right only where the row is about a child who was not yet born."
                } else {
                    ""
                };
                let words = format!("{} is before “{earlier}” ({}).{hint}", shown(second), shown(first));
                teller.tell(&line.finding(if *query { "R02" } else { "R01" }, later, words));
            }
        }
    }

    fn pairs(&self, line: &Line<'_>, teller: &mut Teller<'_>) {
        for (_, one, other, both) in &self.pairs {
            // A result that says "no" calls for nothing, and one that says "yes" for a date.
            let calls = !line.is_missing(one) && line.code(one) != Some("N");
            if calls && line.is_missing(other) {
                teller.tell(&line.finding(
                    "R03",
                    other,
                    format!("“{one}” is filled in and “{other}” is not."),
                ));
            }
            if *both && line.is_missing(one) && !line.is_missing(other) {
                teller.tell(&line.finding("R03", one, format!("“{other}” is filled in and “{one}” is not.")));
            }
        }
    }

    /// In lists 6, 7 and 8 a child has one row that still runs.
    fn runs(&mut self, line: &Line<'_>, teller: &mut Teller<'_>) {
        let end = match line.list().number {
            6 => "CIN Closure Date",
            7 => "Child Protection Plan End Date",
            8 => "Date Ceased to be Looked After",
            _ => return,
        };
        let Some(child) = line.text("Child Unique ID").filter(|_| line.is_missing(end)) else { return };
        if let Some(earlier) = self.running.get(child) {
            let words = format!("The child has a row that still runs already: row {earlier}.");
            teller.tell(&line.finding("R11", line.first(), words));
        } else if self.running.len() < MOST_RUNNING {
            self.running.insert(child.to_owned(), line.number);
        }
    }
}

/// Columns of list 5: when an enquiry began, when its conference was, and whether none was needed.
const ENQUIRY: &str = "Strategy discussion initiating Section 47 Enquiry Start Date";
const CONFERENCE: &str = "Date of Initial Child Protection Conference";
const UNNECESSARY: &str = "Was an Initial Child Protection Conference deemed unnecessary?";

fn age(line: &Line<'_>, teller: &mut Teller<'_>) {
    const AGE: &str = "Age of Child (Years)";
    let Some(said) = line.whole(AGE) else { return };
    let oldest = match line.list().number {
        9 => 25,
        _ => 18,
    };
    if said > oldest {
        teller.tell(&line.finding(
            "R07",
            AGE,
            format!("{said} years: children in this list are at most {oldest}."),
        ));
    } else if let (Some(birth), Some(on)) = (line.day("Date of Birth"), line.on)
        && let Some(age) = PartialDate::Exact(birth).age_on(on).map(|age| age.at_most)
        && u32::try_from(age).is_ok_and(|age| age != said)
    {
        let words = format!("Born on {}, the child is {age} on {}.", shown(birth), shown(on));
        teller.tell(&line.finding("R06", AGE, words));
    }
}

/// Whether the row belongs into the six or twelve months that its list is about: the last of the days by which it is over lies in them. What still runs is in the
/// list however old it is.
fn time(line: &Line<'_>, teller: &mut Teller<'_>) {
    let Some(on) = line.on else { return };
    let (columns, months): (&[&str], i32) = match line.list().number {
        1 => (&["Date of Contact"], 6),
        2 => (&["Assessment completion date"], 6),
        3 => (&["Date of referral"], 6),
        4 => (&["Continuous Assessment Date of Authorisation"], 6),
        5 if line.is_missing(CONFERENCE) && line.code(UNNECESSARY) != Some("Y") => return,
        5 => (&[ENQUIRY, CONFERENCE], 6),
        6 => (&["CIN Closure Date"], 6),
        7 => (&["Child Protection Plan End Date"], 6),
        8 => (&["Date Ceased to be Looked After"], 6),
        10 => (
            &[
                "Date of Adoption Order",
                "Date of Decision that Child Should No Longer be Placed for Adoption",
            ],
            12,
        ),
        11 => (&["Date of leaving adoption process"], 12),
        _ => return,
    };
    let Ok(from) = on.checked_sub(months.months()) else { return };
    let last = columns.iter().filter_map(|column| Some((line.day(column)?, *column))).max();
    if let Some((_, column)) = last.filter(|(day, _)| *day < from) {
        let words = format!("The list is about {months} months, from {} to {}.", shown(from), shown(on));
        teller.tell(&line.finding("R09", column, words));
    }
}

fn of_counts(line: &Line<'_>, teller: &mut Teller<'_>) {
    const COUNT: &str = "Number of Referrals in Last 12 Months";
    if line.whole(COUNT).is_some_and(|count| count > 20) {
        teller.tell(&line.finding("R05", COUNT, "More than twenty referrals of one child in a year."));
    }
}

fn assessments(line: &Line<'_>, teller: &mut Teller<'_>) {
    const AUTHORISED: &str = "Continuous Assessment Date of Authorisation";
    const SUPPORT: &str = "Was the child assessed as requiring LA children's social care support?";
    if line.day(AUTHORISED).is_some() && line.is_missing(SUPPORT) {
        let words = "The assessment is authorised, and it is not said whether the child needs support.";
        teller.tell(&line.finding("R03", SUPPORT, words));
    } else if line.is_missing(AUTHORISED) && !line.is_missing(SUPPORT) {
        let words = "It is said whether the child needs support, and the assessment is not authorised.";
        teller.tell(&line.finding("R05", SUPPORT, words));
    }
    if line.day(AUTHORISED).is_some() && line.code("Child Seen During Continuous Assessment") == Some("N") {
        let words = "The assessment is authorised, and the child was not seen.";
        teller.tell(&line.finding("R05", "Child Seen During Continuous Assessment", words));
    }
}

fn enquiries(line: &Line<'_>, teller: &mut Teller<'_>) {
    const RESULT: &str = "Did the Initial Child Protection Conference Result in a Child Protection Plan";
    let held = line.day(CONFERENCE);
    if line.code(UNNECESSARY) == Some("Y") && held.is_some() {
        let words = "A conference was unnecessary, and one was held.";
        teller.tell(&line.finding("R04", UNNECESSARY, words));
    }
    if line.code(RESULT) == Some("N") && line.code(UNNECESSARY) == Some("Y") {
        let words = "A conference was unnecessary, and it is said what came of one.";
        teller.tell(&line.finding("R05", RESULT, words));
    }
    if held.is_some_and(|day| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)) {
        teller.tell(&line.finding("R08", CONFERENCE, "The conference was at a weekend."));
    }
    if held.is_some() && line.whole("Number of ICPCs in the last 12 months").is_some_and(|count| count > 6) {
        teller.tell(&line.finding(
            "R05",
            "Number of ICPCs in the last 12 months",
            "More than six conferences of one child in a year.",
        ));
    }
}

fn needs(line: &Line<'_>, teller: &mut Teller<'_>) {
    const STATUS: &str = "Case Status";
    const CLOSED: &str = "CIN Closure Date";
    let Some(status) = line.code(STATUS) else { return };
    if status == "e" && line.is_missing(CLOSED) {
        teller.tell(&line.finding("R04", STATUS, "The episode is closed, and has no day of closure."));
    } else if status != "e" && line.day(CLOSED).is_some() {
        teller.tell(&line.finding("R04", STATUS, "The episode has a day of closure, and is not closed."));
    }
    if matches!(line.code("Primary Need Code"), Some("N0")) && matches!(status, "a" | "b" | "c") {
        let words = "No need is stated, and the child has a plan or is looked after.";
        teller.tell(&line.finding("R05", "Primary Need Code", words));
    }
}

fn plans(line: &Line<'_>, teller: &mut Teller<'_>) {
    const VISIT: &str = "Date of the Last Statutory Visit";
    if line.day(VISIT).is_some() && line.is_missing("Was the Child Seen Alone?") {
        let words = "There was a visit, and it is not said whether the child was seen alone.";
        teller.tell(&line.finding("R05", "Was the Child Seen Alone?", words));
    }
    let started = line.day("Child Protection Plan Start Date");
    if started.is_some() && started == line.day("Child Protection Plan End Date") {
        let words = "The plan ended on the day on which it began.";
        teller.tell(&line.finding("R05", "Child Protection Plan End Date", words));
    }
}

fn care(line: &Line<'_>, teller: &mut Teller<'_>) {
    const OFFERED: &str = "Was the child offered a Return Interview after their last missing episode (Y/N)?";
    const ACCEPTED: &str = "Did the child accept a Return Interview after their last missing episode (Y/N)?";
    const MISSING: &str =
        "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months";
    if line.code(ACCEPTED) == Some("Y") && line.code(OFFERED) == Some("N") {
        teller.tell(&line.finding("R04", ACCEPTED, "The child accepted an interview that was not offered."));
    }
    if line.whole(MISSING) == Some(0) && line.code(OFFERED) == Some("Y") {
        teller.tell(&line.finding(
            "R05",
            OFFERED,
            "An interview was offered, and the child was not missing.",
        ));
    }
    if line.whole(MISSING).is_some_and(|count| count > 0) && line.is_missing(OFFERED) {
        teller.tell(&line.finding(
            "R03",
            OFFERED,
            "The child was missing, and it is not said whether an interview was offered.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::{ORDERS, PAIRS};
    use crate::annex_a::layout::list;

    #[test]
    fn every_column_of_a_rule_stands_in_its_list() {
        let orders = ORDERS.iter().flat_map(|(number, one, other, _)| [(number, one), (number, other)]);
        let pairs = PAIRS.iter().flat_map(|(number, one, other, _)| [(number, one), (number, other)]);
        for (number, column) in orders.chain(pairs) {
            assert!(list(*number).unwrap().place(column).is_some(), "list {number} has no “{column}”");
        }
    }
}
