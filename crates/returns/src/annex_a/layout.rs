//! The eleven lists as data: their sheets, columns, order, types and the values that may be chosen, as Ofsted's Annex A has them, and the other spellings
//! by which authorities are known to write them.

use std::sync::LazyLock;

/// How many lists there are.
pub const LISTS: u8 = 11;

/// One list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its number, 1 to 11.
    pub number: u8,
    /// What it is of, in words.
    pub words: &'static str,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be empty.
    pub may_be_blank: bool,
    /// Values that authorities' own tables have for it and the guidance has not: withdrawn codes, and "unknown" where only yes and no may be said.
    elsewhere: &'static [Choice],
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A postcode of the United Kingdom.
    Postcode,
    /// A day, dd/mm/yyyy.
    Day,
    /// A whole number from 0.
    Whole,
    /// One of some values.
    Choice(&'static [Choice]),
}

/// A value that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The code by which Frontdoor knows it: that of the national returns, where there is one.
    pub code: &'static str,
    /// The value as the list has it.
    pub value: &'static str,
    /// What it is called, squeezed: by the whole value, its code, or the value without its letter; by other names; and by what stands behind the code.
    names: [Vec<String>; GRADES],
}

/// A whole value or code goes before another name, and that before a letter or a part of the value.
const GRADES: usize = 3;

/// What each list is of.
const WORDS: [&str; LISTS as usize] = [
    "Contacts",
    "Early help assessments",
    "Referrals",
    "Assessments",
    "Section 47 enquiries and initial child protection conferences",
    "Children in need",
    "Children with a child protection plan",
    "Children in care",
    "Care leavers",
    "Adoption",
    "Adopters",
];

static LAYOUT: LazyLock<Vec<List>> = LazyLock::new(layout);
static HEADINGS: LazyLock<Vec<(u8, &'static str, Vec<&'static str>)>> = LazyLock::new(headings);

/// The lists, in order.
pub fn lists() -> &'static [List] {
    &LAYOUT
}

/// The list of this number.
pub fn list(number: u8) -> Option<&'static List> {
    lists().get(usize::from(number).checked_sub(1)?)
}

impl List {
    /// The name of its sheet.
    pub fn sheet(&self) -> String {
        format!("List {}", self.number)
    }

    /// The place of a column, the first 0.
    pub fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|one| one.name == column)
    }

    /// The column that a heading means: by its name, by its name written otherwise, or by the words that tell it from every other.
    pub fn column_of(&self, heading: &str) -> Option<usize> {
        if let Some(place) = self.place(heading) {
            return Some(place);
        }
        let written = squeezed(heading);
        if written.is_empty() {
            return None;
        }
        if let Some(place) = self.columns.iter().position(|column| squeezed(column.name) == written) {
            return Some(place);
        }
        if written == "age" || written.starts_with("ageof") || written.starts_with("ageat") {
            return self.place("Age of Child (Years)");
        }
        let means = |words: &[&str]| words.iter().all(|word| written.contains(word));
        let mut meant = HEADINGS
            .iter()
            .filter(|(list, _, words)| (*list == self.number || *list == 0) && means(words))
            .filter_map(|(list, column, words)| Some((self.place(column)?, (*list, words.len()))));
        let first = meant.next()?;
        // The list's own words go before those of every list, and more words before fewer.
        Some(meant.fold(first, |best, other| if other.1 > best.1 { other } else { best }).0)
    }
}

impl Column {
    /// The values that may be chosen; none where anything may be written.
    pub fn choices(&self) -> &'static [Choice] {
        match self.kind {
            Kind::Choice(choices) => choices,
            _ => &[],
        }
    }

    /// The value with this code.
    pub fn value(&self, code: &str) -> Option<&'static str> {
        self.choices().iter().find(|choice| choice.code == code).map(|choice| choice.value)
    }

    /// What a written value means among those that may be chosen.
    pub fn meant(&self, written: &str) -> Meant {
        let written = written.trim();
        if let Some(exactly) = self.choices().iter().find(|choice| choice.value == written) {
            return Meant::Exactly(exactly);
        }
        let behind = behind_letter(written);
        let code = code_in_front(behind.unwrap_or(written));
        let council = (self.name == AUTHORITY).then(|| without_council(written));
        // As it stands; without its letter, which other tables give otherwise; by its code alone, whatever the words behind it.
        for spelling in [Some(written), behind, code, council.as_deref()].into_iter().flatten() {
            match named(self.choices(), spelling).as_slice() {
                [] => {}
                [one] => return Meant::Otherwise(one),
                several => return Meant::Several(several.to_vec()),
            }
            if let [one] = named(self.elsewhere, spelling).as_slice() {
                return Meant::Elsewhere(one);
            }
        }
        Meant::Unknown
    }
}

/// What a written value means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// Exactly this.
    Exactly(&'static Choice),
    /// This, in another spelling.
    Otherwise(&'static Choice),
    /// Any of several.
    Several(Vec<&'static Choice>),
    /// This, which the guidance does not have. Its code is empty when it says only that nobody knows.
    Elsewhere(&'static Choice),
    /// None of them.
    Unknown,
}

/// The column whose values are local authorities.
const AUTHORITY: &str = "LA of Placement";

/// Those of the best grade that are called so.
fn named(choices: &'static [Choice], written: &str) -> Vec<&'static Choice> {
    let squeezed_written = squeezed(written);
    let of_grade = |grade: usize| -> Vec<&'static Choice> {
        choices.iter().filter(|choice| choice.is_named(&squeezed_written, written, grade)).collect()
    };
    (0..GRADES).map(of_grade).find(|found| !found.is_empty()).unwrap_or_default()
}

/// What stands behind a letter: "NOBT" of "s) NOBT".
fn behind_letter(written: &str) -> Option<&str> {
    let (letter, behind) = written.split_once(')')?;
    let lettered = (1..=2).contains(&letter.len()) && letter.bytes().all(|byte| byte.is_ascii_alphanumeric());
    Some(behind.trim()).filter(|behind| lettered && !behind.is_empty())
}

/// What stands before a label: "E17" of "E17: Aged 18+".
fn code_in_front(written: &str) -> Option<&str> {
    let (code, _) = written.split_once(':').or_else(|| written.split_once(" - "))?;
    Some(code.trim()).filter(|code| !code.is_empty())
}

/// An authority's name without what its council calls itself: "leeds" of "Leeds City Council", "camden" of "London Borough of Camden".
fn without_council(written: &str) -> String {
    const BEFORE: [&str; 7] = [
        "the ",
        "london borough of ",
        "royal borough of ",
        "metropolitan borough of ",
        "borough of ",
        "city of ",
        "county of ",
    ];
    const BEHIND: [&str; 7] = [
        " council",
        " metropolitan district",
        " metropolitan borough",
        " metropolitan",
        " borough",
        " county",
        " city",
    ];
    let small = written.to_lowercase().replace('&', " and ");
    let mut name = small.trim();
    for words in BEFORE {
        name = name.strip_prefix(words).unwrap_or(name);
    }
    for words in BEHIND {
        name = name.strip_suffix(words).unwrap_or(name);
    }
    name.to_owned()
}

impl Choice {
    fn new(code: &'static str, value: &'static str, also: &str) -> Self {
        let (_, rest) = value.split_once(") ").unwrap_or(("", value));
        // "C2: label", where the label may have a dash of its own, and else "N1 - label".
        let behind =
            rest.split_once(": ").or_else(|| rest.split_once(" - ")).map_or("", |(_, behind)| behind);
        let all = |names: &mut dyn Iterator<Item = &str>| {
            names.map(squeezed).filter(|name| !name.is_empty()).collect::<Vec<_>>()
        };
        let names = [
            all(&mut [value, code, rest].into_iter()),
            all(&mut also.split(';')),
            all(&mut std::iter::once(behind)),
        ];
        Choice { code, value, names }
    }

    fn is_named(&self, squeezed_written: &str, written: &str, grade: usize) -> bool {
        let by_name =
            self.names.get(grade).is_some_and(|names| names.iter().any(|one| one == squeezed_written));
        by_name || (grade + 1 == GRADES && self.is_lettered(written))
    }

    /// "b)" alone.
    fn is_lettered(&self, written: &str) -> bool {
        let letter = self.value.split_once(") ").map(|(letter, _)| letter);
        letter.is_some_and(|letter| {
            written.contains(')') && written.trim_end_matches([')', '.', ' ']).eq_ignore_ascii_case(letter)
        })
    }
}

/// Letters and figures alone, small: what remains of a name whatever its spacing, case and marks.
pub(crate) fn squeezed(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn layout() -> Vec<List> {
    let (offered, elsewhere) = (choices(include_str!("choices.csv")), choices(include_str!("elsewhere.csv")));
    let of = |all: &[(&str, &'static [Choice])], values: &str| {
        all.iter().find(|(key, _)| *key == values).map_or::<&'static [Choice], _>(&[], |(_, found)| found)
    };
    let mut lists: Vec<List> =
        (1..).zip(WORDS).map(|(number, words)| List { number, words, columns: Vec::new() }).collect();
    for line in table(include_str!("columns.csv")) {
        let [number, name, kind, blank, values] = line;
        let kind = match kind {
            "day" => Kind::Day,
            "whole" => Kind::Whole,
            "postcode" => Kind::Postcode,
            "choice" => Kind::Choice(of(&offered, values)),
            _ => Kind::Text,
        };
        let list = number.parse::<usize>().ok().and_then(|number| lists.get_mut(number.checked_sub(1)?));
        if let Some(list) = list {
            let elsewhere = of(&elsewhere, values);
            list.columns.push(Column { name, kind, may_be_blank: blank == "yes", elsewhere });
        }
    }
    lists
}

fn choices(text: &'static str) -> Vec<(&'static str, &'static [Choice])> {
    let mut all: Vec<(&'static str, Vec<Choice>)> = Vec::new();
    for [key, code, value, also] in table(text) {
        let choice = Choice::new(code, value, also);
        match all.iter_mut().find(|(known, _)| *known == key) {
            Some((_, choices)) => choices.push(choice),
            None => all.push((key, vec![choice])),
        }
    }
    all.into_iter().map(|(key, choices)| (key, &*Box::leak(choices.into_boxed_slice()))).collect()
}

fn headings() -> Vec<(u8, &'static str, Vec<&'static str>)> {
    let line = |[list, column, words]: [&'static str; 3]| {
        (list.parse().unwrap_or_default(), column, words.split(' ').collect())
    };
    table(include_str!("headings.csv")).map(line).collect()
}

/// The lines of a table of ours. Its texts are kept for as long as the program runs.
pub(crate) fn table<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = csv::Reader::from_reader(text.as_bytes()).into_records();
    lines.filter_map(Result::ok).map(|line| {
        std::array::from_fn(|place| {
            &*Box::leak(line.get(place).unwrap_or_default().to_owned().into_boxed_str())
        })
    })
}
