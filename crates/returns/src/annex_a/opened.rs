//! A workbook by anybody, opened: which sheet is which list, and which column is which, in the spellings that authorities use.

use std::io::{Read, Seek};

use super::layout::{List, lists, squeezed};
use crate::workbook::{NotRead, Row, Sheet, Value, Workbook};

/// Headings are looked for so far down: above them some write a title.
const HEADINGS_WITHIN: u32 = 20;
/// So many of its columns tell a list whatever its sheet is called, of all it has.
const TELLING: (usize, usize) = (3, 4);

/// A sheet that is a list.
pub(super) struct Found {
    pub(super) list: &'static List,
    pub(super) sheet: Sheet,
    /// The row of the headings.
    pub(super) row: u32,
    /// Each heading as it is written, by its place in the sheet.
    pub(super) headings: Vec<(usize, String)>,
    /// For each column of the list, its place in the sheet.
    pub(super) columns: Vec<Option<usize>>,
    /// Places of headings that are no column of the list, or are a second one.
    pub(super) strangers: Vec<(usize, String)>,
    /// Whether the sheet's name told which list it is.
    pub(super) by_name: bool,
}

/// Which sheets are lists, and which are not looked at.
pub(super) struct Sheets {
    pub(super) lists: Vec<Found>,
    pub(super) others: Vec<Sheet>,
    /// Sheets with a list's name and no heading of it.
    pub(super) headless: Vec<(&'static List, Sheet)>,
}

/// Looks at the head of every sheet.
pub(super) fn sheets<R: Read + Seek>(workbook: &mut Workbook<R>) -> Result<Sheets, NotRead> {
    let mut found = Sheets { lists: Vec::new(), others: Vec::new(), headless: Vec::new() };
    for sheet in workbook.sheets().to_vec() {
        let named = named(&sheet.name);
        let mut head = Head { named, best: None };
        // Reading stops as soon as the head is known.
        let stopped = workbook.rows(&sheet, &mut |row| {
            if row.number > HEADINGS_WITHIN || head.look(row) { Err(NotRead::whole(STOP)) } else { Ok(()) }
        });
        if let Err(stopped) = stopped
            && stopped.words != STOP
        {
            return Err(stopped);
        }
        match (head.best, named) {
            (Some(best), _) => found.lists.push(best.into_found(sheet, named.is_some())),
            (None, Some(list)) => found.headless.push((list, sheet)),
            (None, None) => found.others.push(sheet),
        }
    }
    Ok(found)
}

const STOP: &str = "the head is read";

/// The list that a sheet's name says it is: "List 3", "list03 - Referrals", "3. Referrals".
fn named(name: &str) -> Option<&'static List> {
    let name = squeezed(name);
    let (said, rest) = match name.strip_prefix("annexa").unwrap_or(&name).strip_prefix("list") {
        Some(rest) => (true, rest),
        None => (false, name.as_str()),
    };
    let digits: String = rest.chars().take_while(char::is_ascii_digit).take(3).collect();
    let number: u8 = digits.parse().ok()?;
    let list = lists().iter().find(|list| list.number == number)?;
    // A bare number counts when the list's own word comes after it.
    let after = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
    (said || squeezed(list.words).starts_with(after) && !after.is_empty()).then_some(list)
}

struct Head {
    named: Option<&'static List>,
    best: Option<Matched>,
}

struct Matched {
    list: &'static List,
    row: u32,
    headings: Vec<(usize, String)>,
    columns: Vec<Option<usize>>,
    strangers: Vec<(usize, String)>,
}

impl Head {
    /// Whether the row is the head of a list.
    fn look(&mut self, row: &Row) -> bool {
        let headings: Vec<(usize, String)> = (0..)
            .zip(&row.cells)
            .filter_map(|(place, cell)| match &cell.value {
                Value::Text(text) if !text.trim().is_empty() => Some((place, text.trim().to_owned())),
                _ => None,
            })
            .collect();
        let matched = match self.named {
            Some(list) => Some(matched(list, row.number, &headings)).filter(|matched| matched.known() >= 2),
            None => {
                let all = lists().iter().map(|list| matched(list, row.number, &headings));
                all.filter(Matched::tells).max_by_key(|matched| (matched.known(), matched.exact()))
            }
        };
        self.best = matched;
        self.best.is_some()
    }
}

fn matched(list: &'static List, row: u32, headings: &[(usize, String)]) -> Matched {
    let mut columns = vec![None; list.columns.len()];
    let mut waiting = Vec::new();
    // A heading that is exactly a column's takes it before one that only means it.
    for (place, heading) in headings {
        match list.place(heading).filter(|column| columns[*column].is_none()) {
            Some(column) => columns[column] = Some(*place),
            None => waiting.push((*place, heading.clone())),
        }
    }
    let mut strangers = Vec::new();
    for (place, heading) in waiting {
        match list.column_of(&heading).filter(|column| columns[*column].is_none()) {
            Some(column) => columns[column] = Some(place),
            None => strangers.push((place, heading)),
        }
    }
    Matched { list, row, headings: headings.to_vec(), columns, strangers }
}

impl Matched {
    fn known(&self) -> usize {
        self.columns.iter().flatten().count()
    }

    fn exact(&self) -> usize {
        self.headings.iter().filter(|(_, heading)| self.list.place(heading).is_some()).count()
    }

    /// Whether enough of a list's columns are there to know it by.
    fn tells(&self) -> bool {
        self.known() * TELLING.1 >= self.list.columns.len() * TELLING.0
    }

    fn into_found(self, sheet: Sheet, by_name: bool) -> Found {
        Found {
            list: self.list,
            sheet,
            row: self.row,
            headings: self.headings,
            columns: self.columns,
            strangers: self.strangers,
            by_name,
        }
    }
}
