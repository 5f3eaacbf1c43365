//! The schema of a notification in one place: every column by its name, with what it means and an example. Readers of files, the form with which a
//! person mends a row, the served description of the interface and the documentation all go by this list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::refusal::Problem;

/// One column of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name: the heading of a CSV file, the element of an XML file, the member of a JSON object.
    pub name: &'static str,
    /// Other headings under which it is read.
    pub also: &'static [&'static str],
    /// What it asks, on the page where somebody mends a row.
    pub label: &'static str,
    /// What it means and how it is written.
    pub meaning: &'static str,
    /// An invented example.
    pub example: &'static str,
    /// Whether a row without it is refused.
    pub needed: bool,
}

const fn of(
    name: &'static str,
    also: &'static [&'static str],
    label: &'static str,
    meaning: &'static str,
    example: &'static str,
) -> Column {
    Column { name, also, label, meaning, example, needed: false }
}

const fn needed(column: Column) -> Column {
    Column { needed: true, ..column }
}

/// The column that says which incident a row belongs to.
pub const REFERENCE: &str = "reference";

/// What is said once for an incident.
pub const INCIDENT: &[Column] = &[
    needed(of(
        REFERENCE,
        &["ref", "incident", "incident number", "incident reference", "urn", "log number"],
        "Their reference",
        "The agency's own reference of the incident, always the same for the same incident. At most 100 characters.",
        "NP-2026-004512",
    )),
    of(
        "incident_at",
        &["incident time", "incident date", "date", "when", "occurred", "occurred at"],
        "When it happened",
        "When it happened, on London's clock: 2026-11-22 23:10, 22/11/2026 23:10, or 2026-11-22T23:10:00Z. A day alone is read as its beginning.",
        "2026-11-22 23:10",
    ),
    needed(of(
        "kinds",
        &["kind", "type", "incident type", "category"],
        "Kinds of incident",
        "Codes of the pack's list of kinds, several with a semicolon between them.",
        "domestic_abuse; crime",
    )),
    needed(of(
        "what_happened",
        &["narrative", "summary", "description", "details", "circumstances"],
        "What happened",
        "What happened, in the words of whoever was there. It may have several lines.",
        "Called by a neighbour: shouting, a child crying. Two adults spoken to apart.",
    )),
    of(
        "officer",
        &["reporting officer", "author", "oic"],
        "Who wrote it",
        "Who wrote it: name and number.",
        "PC 4410 Marsh",
    ),
    of(
        "officer_contact",
        &["officer phone", "officer email", "contact"],
        "How to reach them",
        "A telephone number or e-mail address of whoever wrote it.",
        "01632 960411",
    ),
    of(
        "address",
        &["location", "incident address", "place"],
        "Where it happened",
        "House, street, town; a comma or a new line between them. The postcode apart.",
        "14 Larch Road, Northbridge",
    ),
    of("postcode", &["incident postcode"], "Postcode", "The postcode of where it happened.", "ZZ99 3AB"),
    of(
        "risk",
        &["risk grade", "risk level", "dash", "grading"],
        "Their risk grade",
        "standard, medium or high, as the agency graded it. Empty when it did not.",
        "medium",
    ),
];

/// What is said of each person.
pub const PERSON: &[Column] = &[
    of(
        "role",
        &["person role", "involvement", "part"],
        "What they were in it",
        "child, victim, suspect, witness, missing, adult or other.",
        "child",
    ),
    of(
        "name",
        &["full name", "person name"],
        "Whole name",
        "The whole name, where it is not parted.",
        "Ava Example",
    ),
    of(
        "given_name",
        &["forename", "first name", "given names", "forenames"],
        "Given name",
        "Given names.",
        "Ava",
    ),
    of("family_name", &["surname", "last name"], "Family name", "Family name.", "Example"),
    of(
        "born",
        &["date of birth", "dob", "birth date", "age"],
        "Born",
        "A date of birth as closely as it is known: 03/02/2019, 2019-02-03, March 2019, 2019, about 2019, or an age in years such as 7.",
        "03/02/2019",
    ),
    of("sex", &["gender"], "Sex", "M, F or U.", "F"),
    of(
        "person_address",
        &["home address"],
        "Home address",
        "Where they live, when it is elsewhere.",
        "2 Elm Way, Northbridge",
    ),
    of(
        "person_postcode",
        &["home postcode"],
        "Home postcode",
        "The postcode of where they live.",
        "ZZ99 3AC",
    ),
    of(
        "phone",
        &["telephone", "mobile", "person phone"],
        "Telephone",
        "A telephone number of theirs.",
        "07700 900123",
    ),
];

/// A row as it was sent: text under names of columns. Nothing is dropped: what the schema does not know is kept beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The line of the file where it begins.
    pub line: u64,
    /// What is said of the incident, by name of column.
    pub incident: BTreeMap<String, String>,
    /// What is said of each person, by name of column.
    pub people: Vec<BTreeMap<String, String>>,
    /// What stands under headings that the schema does not know, and what stands under none.
    pub more: Vec<(String, String)>,
    /// What was wrong with the row already when it was read.
    pub problems: Vec<Problem>,
}

/// A name without what people write differently: capitals, spaces, underscores and hyphens.
fn plain(name: &str) -> String {
    let signs = name.trim().trim_start_matches('\u{feff}').chars();
    signs
        .filter(|sign| !matches!(sign, ' ' | '_' | '-' | '.' | '\u{a0}'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The column that a heading names, among these.
pub fn column(columns: &'static [Column], heading: &str) -> Option<&'static Column> {
    let heading = plain(heading);
    columns
        .iter()
        .find(|column| std::iter::once(&column.name).chain(column.also).any(|name| plain(name) == heading))
}

impl Row {
    /// What is said of the incident under a name; nothing but space is nothing.
    pub fn get(&self, name: &str) -> &str {
        self.incident.get(name).map_or("", |value| value.trim())
    }

    /// Whether it says the same, wherever it stands in its file.
    pub fn says_the_same(&self, other: &Row) -> bool {
        self.incident == other.incident && self.people == other.people && self.more == other.more
    }

    /// Puts what is said of the incident. Said twice, the first stands and the contradiction is a problem of the row.
    pub fn put(&mut self, name: &str, value: String) {
        if value.trim().is_empty() {
            return;
        }
        match self.incident.get(name) {
            None => drop(self.incident.insert(name.to_owned(), value)),
            Some(before) if before.trim() == value.trim() => {}
            Some(_) => {
                let words = format!(
                    "“{name}” is said twice of this incident, and differently. The first stands; say which is right."
                );
                self.problems.push(Problem::new(name, words));
                self.more.push((name.to_owned(), value));
            }
        }
    }

    /// Adds somebody of whom anything is said.
    pub fn add_person(&mut self, mut said: BTreeMap<String, String>) {
        said.retain(|_, value| !value.trim().is_empty());
        if !said.is_empty() && !self.people.contains(&said) {
            self.people.push(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_read_however_it_is_written() {
        for (columns, heading, expected) in [
            (INCIDENT, "Reference", Some("reference")),
            (INCIDENT, "\u{feff}REF", Some("reference")),
            (INCIDENT, "Incident-Number", Some("reference")),
            (INCIDENT, " what happened ", Some("what_happened")),
            (PERSON, "DOB", Some("born")),
            (PERSON, "Family Name", Some("family_name")),
            (PERSON, "reference", None),
            (INCIDENT, "", None),
        ] {
            assert_eq!(column(columns, heading).map(|column| column.name), expected, "{heading}");
        }
    }

    #[test]
    fn no_heading_names_two_columns() {
        let mut seen = std::collections::BTreeSet::new();
        for column in INCIDENT.iter().chain(PERSON) {
            for name in std::iter::once(&column.name).chain(column.also) {
                assert!(seen.insert(plain(name)), "{name} names two columns");
            }
        }
    }

    #[test]
    fn what_is_said_twice_and_differently_is_a_problem_and_is_kept() {
        let mut row = Row::default();
        row.put("officer", "Marsh".into());
        row.put("officer", " Marsh ".into());
        assert!(row.problems.is_empty());
        row.put("officer", "Fenn".into());
        assert_eq!(row.get("officer"), "Marsh");
        assert_eq!(row.problems.len(), 1);
        assert_eq!(row.more, [("officer".to_owned(), "Fenn".to_owned())]);
    }
}
