//! A workbook of lists checked before an inspector sees it: what is wrong, in which cell, and how to mend it. A finding is an *error*, which is wrong
//! however one looks at it, or a *query*, which may be explained. The rules are data (`rules.csv`); the orders of dates and the values that call for others
//! are too.
//!
//! Nothing depends on how long the workbook is but the time it takes: rows are read one at a time, and of each child there is one line to hold the lists
//! against each other by.

mod across;
mod cell;
mod given;
mod row;
mod rule;

pub use given::{GivenRow, Got, read, read_until};
pub use rule::{Rule, rule, rules};

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Seek};

use jiff::civil::Date;

use super::layout::{Kind, lists};
use super::opened::{Found, Sheets, sheets};
use crate::workbook::{NotRead, Row, Workbook, column_letters};

/// The most rows of one list. The largest council has some tens of thousands in its longest.
pub const MOST_ROWS: u64 = 200_000;
/// So many findings of one rule in one list are told of; the others are counted.
pub const MOST_TOLD: u64 = 1_000;
/// The sheet that Frontdoor adds: how the lists were made.
pub const NOTES: &str = "Notes";

/// Something wrong in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The code of the rule.
    pub rule: &'static str,
    /// The sheet, by its name.
    pub sheet: String,
    /// The cell: "B7". Empty for what is about a whole sheet or workbook.
    pub cell: String,
    /// The column it stands in, by the list's own heading; empty where there is none.
    pub column: &'static str,
    /// What is wrong here, in words.
    pub words: String,
    /// What stands there, shortened; empty where there is nothing.
    pub text: String,
}

/// What a whole workbook held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many rows each list has, by its number; a list that is missing is not there.
    pub rows: BTreeMap<u8, u64>,
    /// How often each rule found something, by its code.
    pub rules: BTreeMap<&'static str, u64>,
    /// How many findings were not told of one by one.
    pub untold: u64,
}

impl Checked {
    /// How many findings there are.
    pub fn found(&self) -> u64 {
        self.rules.values().sum()
    }

    /// How many of them are errors.
    pub fn errors(&self) -> u64 {
        let error = |code: &&str| rule(code).is_some_and(|rule| !rule.query);
        self.rules.iter().filter(|(code, _)| error(code)).map(|(_, count)| count).sum()
    }
}

/// Checks a workbook. `on` is the day of the lists, by which ages and times are counted: without it neither is looked at.
///
/// # Errors
/// When it cannot be read to its end: it is no workbook, is damaged, or holds more than any such workbook does.
pub fn check<R: Read + Seek>(
    bytes: R,
    on: Option<Date>,
    tell: &mut dyn FnMut(&Finding),
) -> Result<Checked, NotRead> {
    let mut workbook = Workbook::open(bytes)?;
    let sheets = sheets(&mut workbook)?;
    let mut teller = Teller { checked: Checked::default(), told: BTreeMap::new(), tell };
    of_sheets(&sheets, &mut teller);
    let mut across = across::Across::default();
    for found in &sheets.lists {
        let mut reading =
            Reading { found, on, rows: 0, hashes: BTreeSet::new(), row: row::Rows::of(found.list) };
        workbook.rows(&found.sheet, &mut |row| reading.row(row, &mut teller, &mut across))?;
        *teller.checked.rows.entry(found.list.number).or_default() += reading.rows;
    }
    across.tell(&sheets.lists, &mut teller);
    Ok(teller.checked)
}

/// Tells of findings, and counts them.
struct Teller<'t> {
    checked: Checked,
    told: BTreeMap<(&'static str, String), u64>,
    tell: &'t mut dyn FnMut(&Finding),
}

impl Teller<'_> {
    fn tell(&mut self, finding: &Finding) {
        *self.checked.rules.entry(finding.rule).or_default() += 1;
        let told = self.told.entry((finding.rule, finding.sheet.clone())).or_default();
        *told += 1;
        if *told <= MOST_TOLD {
            (self.tell)(finding);
        } else {
            self.checked.untold += 1;
        }
    }

    fn of_sheet(&mut self, rule: &'static str, sheet: &str, cell: String, words: String) {
        self.tell(&Finding { rule, sheet: sheet.to_owned(), cell, column: "", words, text: String::new() });
    }
}

/// A list while its rows are read.
struct Reading<'r> {
    found: &'r Found,
    on: Option<Date>,
    rows: u64,
    hashes: BTreeSet<u64>,
    row: row::Rows,
}

impl Reading<'_> {
    fn row(
        &mut self,
        row: &Row,
        teller: &mut Teller<'_>,
        across: &mut across::Across,
    ) -> Result<(), NotRead> {
        if row.number <= self.found.row || row.cells.iter().all(|cell| cell.value.is_blank()) {
            return Ok(());
        }
        self.rows += 1;
        if self.rows > MOST_ROWS {
            let words =
                "it has more than 200,000 rows. No such list is as long: take out what is not asked for.";
            return Err(NotRead::at(format!("sheet {}, row {}", self.found.sheet.name, row.number), words));
        }
        let values = cell::values(self.found, row, self.on, teller);
        let line = row::Line { found: self.found, number: row.number, values: &values, on: self.on };
        self.row.check(&line, teller);
        let mut hasher = DefaultHasher::new();
        for cell in &row.cells {
            format!("{:?}", cell.value).hash(&mut hasher);
        }
        if !self.hashes.insert(hasher.finish()) {
            teller.tell(&line.finding(
                "R10",
                line.first(),
                "An earlier row of the list is the same in every cell.",
            ));
        }
        across.note(&line);
        Ok(())
    }
}

/// What is wrong with the sheets themselves.
fn of_sheets(sheets: &Sheets, teller: &mut Teller<'_>) {
    for list in lists() {
        let here: Vec<&Found> =
            sheets.lists.iter().filter(|found| found.list.number == list.number).collect();
        let headless = sheets.headless.iter().find(|(named, _)| named.number == list.number);
        let name = list.sheet();
        match (here.as_slice(), headless) {
            ([], None) => teller.of_sheet(
                "S01",
                &name,
                String::new(),
                format!("There is no list {}: {}.", list.number, list.words),
            ),
            ([], Some((_, sheet))) => {
                let first = list.columns.first().map_or("", |column| column.name);
                let words = format!(
                    "None of the first 20 rows has the headings of list {}, which begin with “{first}”.",
                    list.number
                );
                teller.of_sheet("S10", &sheet.name, String::new(), words);
            }
            ([_], _) => {}
            ([_, more @ ..], _) => {
                for found in more {
                    teller.of_sheet(
                        "S09",
                        &found.sheet.name,
                        String::new(),
                        format!("List {} stands in another sheet too.", list.number),
                    );
                }
            }
        }
    }
    sheets.lists.iter().for_each(|found| of_headings(found, teller));
    for sheet in sheets.others.iter().filter(|sheet| sheet.name != NOTES) {
        let words = format!("The sheet “{}” is none of the eleven lists.", shortened(&sheet.name));
        teller.of_sheet("S07", &sheet.name, String::new(), words);
    }
    let all = sheets.lists.iter().map(|found| &found.sheet).chain(&sheets.others);
    for sheet in all.filter(|sheet| sheet.hidden) {
        teller.of_sheet("S08", &sheet.name, String::new(), "The sheet is hidden.".into());
    }
}

fn of_headings(found: &Found, teller: &mut Teller<'_>) {
    let (list, sheet) = (found.list, found.sheet.name.as_str());
    if sheet != list.sheet() {
        let how = if found.by_name { "is named" } else { "is known by its headings; its sheet is named" };
        let words = format!("List {} {how} “{}” and not “{}”.", list.number, shortened(sheet), list.sheet());
        teller.of_sheet("S02", sheet, String::new(), words);
    }
    for (column, place) in list.columns.iter().zip(&found.columns) {
        let Some(place) = place else {
            teller.of_sheet("S04", sheet, String::new(), format!("There is no column “{}”.", column.name));
            continue;
        };
        let written =
            found.headings.iter().find(|(at, _)| at == place).map_or("", |(_, heading)| heading.as_str());
        if written != column.name {
            let cell = format!("{}{}", column_letters(*place), found.row);
            let words = format!("The heading is “{}” and not “{}”.", shortened(written), column.name);
            let finding = Finding {
                rule: "S03",
                sheet: sheet.into(),
                cell,
                column: column.name,
                words,
                text: shortened(written),
            };
            teller.tell(&finding);
        }
    }
    for (place, heading) in &found.strangers {
        let cell = format!("{}{}", column_letters(*place), found.row);
        teller.of_sheet(
            "S05",
            sheet,
            cell,
            format!("“{}” is no column of list {}.", shortened(heading), list.number),
        );
    }
    let places: Vec<usize> = found.columns.iter().flatten().copied().collect();
    if let Some(place) = places.windows(2).find(|pair| pair[0] > pair[1]).map(|pair| pair[1]) {
        let cell = format!("{}{}", column_letters(place), found.row);
        teller.of_sheet("S06", sheet, cell, "From this column on the order is another.".into());
    }
}

/// Text as it is shown in a finding.
fn shortened(text: &str) -> String {
    let clean: String =
        text.trim().chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(81).collect();
    match clean.chars().count() {
        81 => clean.chars().take(80).chain(['…']).collect(),
        _ => clean,
    }
}

/// The values that may be chosen, in words; nothing where there are too many to name.
fn offered(kind: &Kind) -> String {
    let Kind::Choice(choices) = kind else { return String::new() };
    match choices {
        [first, .., last] if choices.len() > 6 => {
            format!("one of {} values from “{}” to “{}”", choices.len(), first.value, last.value)
        }
        choices => choices.iter().map(|choice| format!("“{}”", choice.value)).collect::<Vec<_>>().join(", "),
    }
}
