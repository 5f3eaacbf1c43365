//! A JSON file: an object with a list `notifications`, or the list alone; an object for each incident, with a list `people`. A value is text, a
//! number or a truth; kinds may be a list.

use std::collections::BTreeMap;
use std::fmt;

use domain::notification::{INCIDENT, PERSON, Row, column};
use domain::refusal::Problem;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Contents, Unreadable, room};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope<'t> {
    #[serde(borrow)]
    notifications: Vec<&'t RawValue>,
}

pub(super) fn read(text: &str) -> Result<Contents, Unreadable> {
    let list = if text.trim_start().starts_with('[') {
        serde_json::from_str::<Vec<&RawValue>>(text)
    } else {
        serde_json::from_str::<Envelope<'_>>(text).map(|envelope| envelope.notifications)
    };
    let list = list.map_err(|error| {
        // serde's own words may quote what was sent: only the place is said on.
        let line = u64::try_from(error.line()).unwrap_or(1).max(1);
        let what = if error.is_data() {
            "This is not an object with a list “notifications” and nothing else"
        } else if error.is_eof() {
            "The file ends too early. It may have been cut off"
        } else {
            "This is not well-formed JSON"
        };
        Unreadable::new(line, format!("{what} (column {}).", error.column()))
    })?;
    let mut contents = Contents::default();
    for raw in list {
        let line = line_of(text, raw.get());
        room(contents.rows.len(), line)?;
        contents.rows.push(row(raw, line));
    }
    Ok(contents)
}

/// The line on which a part of the text begins.
fn line_of(text: &str, part: &str) -> u64 {
    let before = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    text.get(..before).unwrap_or_default().matches('\n').count() as u64 + 1
}

/// The members of an object in their order, a name given twice included: nothing is dropped.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

fn row(raw: &RawValue, line: u64) -> Row {
    let mut row = Row { line, ..Row::default() };
    let Ok(Members(members)) = serde_json::from_str(raw.get()) else {
        row.problems.push(Problem::new("row", "A notification is an object with the members of the schema."));
        row.more.push((String::new(), raw.get().to_owned()));
        return row;
    };
    for (name, value) in members {
        match (name.as_str(), column(INCIDENT, &name)) {
            ("people", _) => people(value, &mut row),
            (_, Some(column)) => {
                let list = column.name == "kinds";
                let text = text(&name, &value, list, &mut row);
                row.put(column.name, text);
            }
            (_, None) => {
                let value = as_text(&value).unwrap_or_else(|| value.to_string());
                row.more.push((name, value));
            }
        }
    }
    row
}

fn people(value: Value, row: &mut Row) {
    let Value::Array(people) = value else {
        if !value.is_null() {
            row.problems.push(Problem::new("people", "“people” is a list of objects."));
            row.more.push(("people".to_owned(), value.to_string()));
        }
        return;
    };
    for person in people {
        let Value::Object(members) = person else {
            row.problems.push(Problem::new("people", "Everybody in “people” is an object."));
            row.more.push(("people".to_owned(), person.to_string()));
            continue;
        };
        let mut said = BTreeMap::new();
        for (name, value) in members {
            match column(PERSON, &name) {
                Some(column) if !said.contains_key(column.name) => {
                    let text = text(&name, &value, false, row);
                    said.insert(column.name.to_owned(), text);
                }
                _ => row
                    .more
                    .push((format!("person {name}"), as_text(&value).unwrap_or_else(|| value.to_string()))),
            }
        }
        row.add_person(said);
    }
}

/// A value as text. A list or an object where text belongs is kept and said.
fn text(name: &str, value: &Value, list: bool, row: &mut Row) -> String {
    if let Some(text) = as_text(value) {
        return text;
    }
    if let (true, Value::Array(several)) = (list, value)
        && let Some(several) = several.iter().map(as_text).collect::<Option<Vec<_>>>()
    {
        return several.join("; ");
    }
    row.problems.push(Problem::new(name, format!("“{name:.80}” is text, not a list or an object.")));
    row.more.push((name.to_owned(), value.to_string()));
    String::new()
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Array(_) | Value::Object(_) => None,
    }
}
