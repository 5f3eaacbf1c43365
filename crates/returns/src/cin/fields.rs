//! Values read from elements: what cannot be read becomes a finding that keeps the text.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Finding, Given, MOST_OF_ONE, Sex};
use crate::xml::Element;

/// What a code of the other shape's sex says.
pub(super) const UNDERSTOOD: &str =
    "Sex is coded M, F or U, and GenderCurrent 1, 2, 0 or 9. The code was understood.";
/// What the second of a value says that is written once.
pub(super) const REPEATED: &str = "This is written more than once. The first was kept.";

/// The longest text that a finding quotes.
const QUOTED: usize = 200;

/// A text as it is kept and shown: so many characters of it and no more. No real identifier is as long.
pub(super) fn shortened(text: &str) -> &str {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// Collects findings while one child, or the header, is read.
pub(super) struct Findings {
    child: Arc<str>,
    pub(super) list: Vec<Finding>,
    /// How many more there were.
    pub(super) untold: u64,
}

impl Findings {
    /// For the child of this `LAchildID`, or outside any child when it is empty.
    pub(super) fn about(child: &str) -> Findings {
        Findings { child: shortened(child).into(), list: Vec::new(), untold: 0 }
    }

    /// Something wrong with an element.
    pub(super) fn add(&mut self, element: &Element, words: impl Into<String>) {
        self.add_at(element.line, &element.name, words, &element.text);
    }

    /// Something wrong at a line.
    pub(super) fn add_at(&mut self, line: u64, element: &str, words: impl Into<String>, text: &str) {
        if self.list.len() >= MOST_OF_ONE {
            self.untold += 1;
            return;
        }
        let finding = Finding {
            line,
            child: self.child.clone(),
            element: shortened(element).to_owned(),
            words: words.into(),
            text: shortened(text).to_owned(),
        };
        self.list.push(finding);
    }

    /// An element that the return does not have in this place.
    pub(super) fn unknown(&mut self, element: &Element) {
        self.add(element, "This element is not part of the return here. It was passed over.");
    }

    /// Goes through the parts of an element that holds only elements.
    pub(super) fn parts<'a>(&mut self, group: &'a Element) -> &'a [Element] {
        self.attributes(group);
        if !group.text.is_empty() {
            self.add(group, "There is text between the elements. It was passed over.");
        }
        &group.parts
    }

    /// The text of an element that holds only text; nothing when it is empty.
    pub(super) fn text(&mut self, element: &Element) -> Option<String> {
        self.attributes(element);
        for part in &element.parts {
            self.unknown(part);
        }
        (!element.text.is_empty()).then(|| element.text.clone())
    }

    /// A date written as `2026-03-31`.
    pub(super) fn date(&mut self, element: &Element) -> Given<Date> {
        let Some(text) = self.text(element) else { return Given::Missing };
        let date = iso_date(&text);
        self.read(element, date, "This is not a date. A date is written year-month-day: 2026-03-31.")
    }

    /// `0` or `1`, `false` or `true`.
    pub(super) fn yes_no(&mut self, element: &Element) -> Given<bool> {
        let Some(text) = self.text(element) else { return Given::Missing };
        let answer = match text.as_str() {
            "0" | "false" => Some(false),
            "1" | "true" => Some(true),
            _ => None,
        };
        self.read(element, answer, "This is neither yes (1, true) nor no (0, false).")
    }

    /// A whole number, nought or more.
    pub(super) fn count(&mut self, element: &Element) -> Given<u32> {
        let Some(text) = self.text(element) else { return Given::Missing };
        let count = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
        self.read(element, count, "This is not a whole number.")
    }

    /// Sex as either shape codes it. A code of the other shape is understood, and is a finding.
    pub(super) fn sex(&mut self, element: &Element) -> Option<Sex> {
        let (sex, letter) = match element.text.as_str() {
            "M" => (Sex::Male, true),
            "F" => (Sex::Female, true),
            "U" => (Sex::Unknown, true),
            "1" => (Sex::Male, false),
            "2" => (Sex::Female, false),
            "0" => (Sex::Unknown, false),
            "9" => (Sex::Indeterminate, false),
            "" => return None,
            _ => {
                self.add(element, "This is not a code for sex.");
                return None;
            }
        };
        if letter != (element.name == "Sex") {
            self.add(element, UNDERSTOOD);
        }
        Some(sex)
    }

    /// Keeps the first of a value that may be written once.
    pub(super) fn once<T>(&mut self, slot: &mut Option<T>, value: Option<T>, element: &Element) {
        if slot.is_none() {
            *slot = value;
            return;
        }
        self.add(element, REPEATED);
    }

    fn read<T>(&mut self, element: &Element, value: Option<T>, words: &str) -> Given<T> {
        if let Some(value) = value {
            return Given::Read(value);
        }
        self.add(element, words);
        Given::Unreadable
    }

    /// Keeps the first of a value that may be written once and may be unreadable.
    pub(super) fn given_once<T>(&mut self, slot: &mut Given<T>, value: Given<T>, element: &Element) {
        if slot.is_missing() {
            *slot = value;
            return;
        }
        self.add(element, REPEATED);
    }

    fn attributes(&mut self, element: &Element) {
        if !element.attributes.is_empty() {
            let names = element.attributes.join(", ");
            self.add_at(
                element.line,
                &element.name,
                "This element has attributes. They were passed over.",
                &names,
            );
        }
    }
}

/// `2026-03-31` and nothing more: other forms of date that a parser may know are not the return's.
pub(super) fn iso_date(text: &str) -> Option<Date> {
    let shape =
        |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    if text.len() != 10 || !text.bytes().enumerate().all(shape) {
        return None;
    }
    Date::new(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?).ok()
}
