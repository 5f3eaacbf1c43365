//! The shape of a return: which elements a group holds in which year, in which order, how often, and in which form. A file may be read in spite of all this,
//! and the collection will refuse it all the same: so it is told. These are findings; no rule is found or lost by them.
//!
//! What a rule or the reading says already is not said twice: `told_by` in `shape.csv` names the rule that always finds an element missing, and whether most
//! codes are known is a rule of its own.
//!
//! Source: Department for Education, *Children in need census: technical specification*, 2022-23 to 2025-26; pre-proceedings as proposed for 2026-27.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::fields::{Findings, iso_date};
use super::codes::{DISABILITY, FACTOR, NO_UPN};
use super::period::YEARS;
use crate::xml::Element;

/// The parts of a group in the order of the schema, by the group's name.
static GROUPS: LazyLock<HashMap<&'static str, Vec<Part>>> = LazyLock::new(|| {
    let mut groups: HashMap<&'static str, Vec<Part>> = HashMap::new();
    let mut lines = csv::Reader::from_reader(include_str!("shape.csv").as_bytes());
    for line in lines.records().filter_map(Result::ok) {
        if let Some((group, part)) = read(&line) {
            groups.entry(group).or_default().push(part);
        }
    }
    groups
});

/// An element in its group.
#[derive(Debug)]
struct Part {
    name: &'static str,
    form: Form,
    /// How often it stands there at least and at most.
    least: usize,
    most: usize,
    /// The first and the last year of it.
    from: i16,
    until: i16,
    /// Whether a rule always finds it missing.
    told: bool,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Group,
    /// Anything.
    Text,
    /// The council's own name for a child: whether it will do is a rule.
    Identifier,
    Date,
    YesNo,
    Count,
    Code,
    Collection,
    Year,
    Level,
    Authority,
    Serial,
    Moment,
}

/// A line of the table. Its names are kept for as long as the program runs: there are some seventy.
fn read(line: &csv::StringRecord) -> Option<(&'static str, Part)> {
    let name = |place: usize| line.get(place).map(|text| &*Box::leak(text.to_owned().into_boxed_str()));
    let number =
        |place: usize| line.get(place).filter(|text| !text.is_empty()).and_then(|text| text.parse().ok());
    let form = match line.get(2)? {
        "group" => Form::Group,
        "text" => Form::Text,
        "identifier" => Form::Identifier,
        "date" => Form::Date,
        "yes_no" => Form::YesNo,
        "count" => Form::Count,
        "collection" => Form::Collection,
        "year" => Form::Year,
        "level" => Form::Level,
        "authority" => Form::Authority,
        "serial" => Form::Serial,
        "moment" => Form::Moment,
        _ => Form::Code,
    };
    let part = Part {
        name: name(1)?,
        form,
        least: line.get(3)?.parse().ok()?,
        most: line.get(4).and_then(|most| most.parse().ok()).unwrap_or(usize::MAX),
        from: number(5).unwrap_or(i16::MIN),
        until: number(6).unwrap_or(i16::MAX),
        told: line.get(7).is_some_and(|rule| !rule.is_empty()),
    };
    Some((name(0)?, part))
}

/// The shape of one year's return.
#[derive(Debug, Clone, Copy)]
pub(in crate::cin) struct Shape {
    year: i16,
}

impl Shape {
    /// Of the year in which a collection ends.
    pub(in crate::cin) const fn of(year: i16) -> Shape {
        Shape { year }
    }

    /// Holds a group with all that is in it against the schema of the year. What the schema does not know at all is found when the group is read.
    pub(in crate::cin) fn look(self, group: &Element, found: &mut Findings) {
        let Some(parts) = GROUPS.get(group.name.as_str()) else { return };
        let mut counts = [Count::default(); 16];
        let mut last = 0;
        for element in &group.parts {
            // Most elements come where they belong: at the last one's place or after it.
            let after =
                parts[last..].iter().position(|part| part.name == element.name).map(|place| place + last);
            let Some(place) = after.or_else(|| parts.iter().position(|part| part.name == element.name))
            else {
                continue;
            };
            let part = &parts[place];
            if !self.has(part) {
                found.add(element, format!("This element is not part of the return of {}.", self.words()));
                continue;
            }
            if place < last {
                found.add(
                    element,
                    format!("This element comes too late: it belongs before {}.", parts[last].name),
                );
            }
            last = last.max(place);
            if let Some(count) = counts.get_mut(place) {
                count.seen += 1;
                // A value that was read is told when it comes again.
                if count.seen > part.most && !count.filled {
                    found.add(element, "This element stands here too often.");
                }
                count.filled |= part.form != Form::Group && !element.text.is_empty();
            }
            match part.form {
                Form::Group => self.look(element, found),
                form => self.value(part, form, element, found),
            }
        }
        for (part, count) in parts.iter().zip(counts) {
            if count.seen < part.least && !part.told && self.has(part) {
                found.add_at(group.line, part.name, "This element is missing.", "");
            }
        }
    }

    fn has(self, part: &Part) -> bool {
        part.from <= self.year && self.year <= part.until
    }

    fn words(self) -> String {
        format!("{}-{:02}", self.year - 1, self.year.rem_euclid(100))
    }

    fn value(self, part: &Part, form: Form, element: &Element, found: &mut Findings) {
        let text = element.text.as_str();
        if form == Form::Text {
            return;
        }
        // The schema takes space around a number.
        if element.padded && form != Form::Count {
            found.add(element, "There is space before or after the value. It was taken away.");
        }
        if text.is_empty() {
            if !part.told {
                found.add(element, "This element is empty. Leave it out, or write what belongs into it.");
            }
            return;
        }
        if let Some(words) = wrong(form, part.name, text) {
            found.add(element, words);
        }
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    seen: usize,
    filled: bool,
}

/// What is wrong with the form of a value, where neither the reading nor a rule says it in every case.
fn wrong(form: Form, name: &str, text: &str) -> Option<&'static str> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let sound = match form {
        Form::Code => match name {
            "UPNunknown" => NO_UPN.contains(&text),
            "Disability" => DISABILITY.contains(&text),
            "AssessmentFactors" => FACTOR.contains(&text),
            _ => true,
        },
        Form::Collection => text == "CIN",
        Form::Year => text.len() == 4 && digits && text.parse().is_ok_and(|year| YEARS.contains(&year)),
        Form::Level => text == "L",
        Form::Authority => text.len() == 3 && digits,
        Form::Serial => text.len() >= 3 && digits,
        Form::Moment => is_moment(text),
        // `true` for `1` is taken: returns of the department's own making have it.
        Form::Group | Form::Text | Form::Identifier | Form::Date | Form::YesNo | Form::Count => true,
    };
    let words = match form {
        Form::Code => "This is not a code of the return.",
        Form::Year => {
            "This is not the year of a census. The year in which it ends is written in four figures: 2026."
        }
        Form::Level => "The level of a council is L.",
        Form::Authority => "The number of a council has three figures.",
        Form::Serial => "The number of a file has three figures or more.",
        Form::Moment => "This is not a moment. A moment is written 2026-05-01T09:30:00.",
        _ => "This is not written as the return asks.",
    };
    (!sound).then_some(words)
}

/// `2026-05-01T09:30:00`, with parts of a second and a zone where the writer gives them.
fn is_moment(text: &str) -> bool {
    let Some((day, time)) = text.split_once('T') else { return false };
    let clock = |text: &str, parts: &[u8]| {
        let mut fields = text.split(':');
        let good = parts.iter().all(|most| {
            fields.next().is_some_and(|field| {
                field.len() == 2
                    && field.bytes().all(|byte| byte.is_ascii_digit())
                    && field.parse::<u8>().is_ok_and(|field| field <= *most)
            })
        });
        good && fields.next().is_none()
    };
    let (time, zoned) = match (time.strip_suffix('Z'), time.find(['+', '-'])) {
        (Some(time), _) => (time, true),
        (None, Some(at)) => (&time[..at], clock(&time[at + 1..], &[14, 59])),
        (None, None) => (time, true),
    };
    let (time, parts) = time.split_once('.').unwrap_or((time, "0"));
    let fraction = !parts.is_empty() && parts.bytes().all(|byte| byte.is_ascii_digit());
    iso_date(day).is_some() && clock(time, &[23, 59, 59]) && fraction && zoned
}
