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
    /// Other names for it.
    also: Vec<&'static str>,
}

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
    /// None of them.
    Unknown,
}

/// What a written value means among those that may be chosen.
pub fn meant(choices: &'static [Choice], written: &str) -> Meant {
    let written = written.trim();
    if let Some(exactly) = choices.iter().find(|choice| choice.value == written) {
        return Meant::Exactly(exactly);
    }
    let squeezed_written = squeezed(written);
    let mut best: Vec<&'static Choice> = Vec::new();
    // A whole value or code goes before a name, and that before a letter or a part of the value.
    for grade in 0..3 {
        best.extend(choices.iter().filter(|choice| choice.is_named(&squeezed_written, written, grade)));
        if !best.is_empty() {
            break;
        }
    }
    match best.as_slice() {
        [] => Meant::Unknown,
        [one] => Meant::Otherwise(one),
        _ => Meant::Several(best),
    }
}

impl Choice {
    fn is_named(&self, squeezed_written: &str, written: &str, grade: u8) -> bool {
        let same = |name: &str| !squeezed_written.is_empty() && squeezed(name) == squeezed_written;
        let (letter, rest) = match self.value.split_once(") ") {
            Some((letter, rest)) => (letter, rest),
            None => ("", self.value),
        };
        match grade {
            0 => same(self.value) || same(self.code) || same(rest),
            1 => self.also.iter().any(|name| same(name)),
            _ => {
                // "b)", "N1", the part behind "N1 - " or "C2: ", and "Y" for yes.
                let behind =
                    rest.split_once(" - ").or_else(|| rest.split_once(": ")).map_or("", |(_, behind)| behind);
                let lettered = !letter.is_empty()
                    && written.trim_end_matches([')', '.', ' ']).eq_ignore_ascii_case(letter)
                    && written.contains(')');
                lettered || (!behind.is_empty() && same(behind))
            }
        }
    }
}

/// Letters and figures alone, small: what remains of a name whatever its spacing, case and marks.
pub(crate) fn squeezed(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn layout() -> Vec<List> {
    let choices = choices();
    let mut lists: Vec<List> =
        (1..).zip(WORDS).map(|(number, words)| List { number, words, columns: Vec::new() }).collect();
    for line in table(include_str!("columns.csv")) {
        let [number, name, kind, blank, values] = line;
        let found = choices.iter().find(|(key, _)| *key == values).map(|(_, found)| *found);
        let kind = match kind {
            "day" => Kind::Day,
            "whole" => Kind::Whole,
            "postcode" => Kind::Postcode,
            "choice" => Kind::Choice(found.unwrap_or(&[])),
            _ => Kind::Text,
        };
        let list = number.parse::<usize>().ok().and_then(|number| lists.get_mut(number.checked_sub(1)?));
        if let Some(list) = list {
            list.columns.push(Column { name, kind, may_be_blank: blank == "yes" });
        }
    }
    lists
}

fn choices() -> Vec<(&'static str, &'static [Choice])> {
    let mut all: Vec<(&'static str, Vec<Choice>)> = Vec::new();
    for [key, code, value, also] in table(include_str!("choices.csv")) {
        let choice = Choice { code, value, also: also.split(';').filter(|name| !name.is_empty()).collect() };
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
