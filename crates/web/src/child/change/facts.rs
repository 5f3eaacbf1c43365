//! The facts that stand once: from the record into the form and back. An empty answer was not asked; "not known" is said by a tick, or typed where a
//! date is asked.

use std::collections::BTreeSet;

use domain::form::NOT_KNOWN;
use domain::person::known::Known;
use domain::person::nhs_number::NhsNumber;
use domain::person::partial_date::PartialDate;
use domain::person::upn::Upn;
use domain::person::{Person, Sex};
use domain::refusal::Problem;

use crate::forms::page::Given;
use crate::route::Fields;

/// A fact in words.
struct Text {
    /// The question's name.
    name: &'static str,
    get: fn(&Person) -> Known<String>,
    set: fn(&mut Person, Known<String>),
}

macro_rules! texts {
    ($($field:ident)*) => {
        &[$(Text {
            name: stringify!($field),
            get: |person| person.$field.clone(),
            set: |person, answer| person.$field = answer,
        },)* Text {
            name: "nhs_number",
            get: |person| person.nhs_number.clone().map(|number| number.typed().to_owned()),
            set: |person, answer| person.nhs_number = answer.map(NhsNumber::new),
        }, Text {
            name: "upn",
            get: |person| person.upn.clone().map(|upn| upn.typed().to_owned()),
            set: |person, answer| person.upn = answer.map(Upn::new),
        }]
    };
}

const TEXTS: &[Text] = texts! { gender_identity first_language religion communication school gp immigration };

/// The choice "not asked", where one question has few choices: a button that was pressed cannot be let go.
const NOT_ASKED: &str = "not_asked";

/// The name of the box beside a fact that says nobody knows.
fn tick(name: &str) -> String {
    format!("{name}-{NOT_KNOWN}")
}

/// From the record into the form.
pub(super) fn write(person: &Person, fields: &mut Fields) {
    for text in TEXTS {
        set_text(fields, text.name, (text.get)(person));
    }
    fields.set("birth", coded(&person.birth.map(|birth| birth.to_string())));
    fields.set("died", person.died.map(|died| died.to_string()).unwrap_or_default());
    fields.set("sex", chosen(&person.sex.map(|sex| sex.code().to_owned())));
    fields.set("ethnicity", coded(&person.ethnicity));
    fields.set("upn_unknown", person.upn_unknown.clone().unwrap_or_default());
    let interpreter = person.interpreter.map(|yes| if yes { "yes" } else { "no" }.to_owned());
    fields.set("interpreter", chosen(&interpreter));
    match &person.disabilities {
        Known::NotAsked => {}
        Known::NotKnown => fields.set(&tick("disabilities"), "yes"),
        Known::Is(codes) => codes.iter().for_each(|code| fields.add("disabilities", code.as_str())),
    }
}

fn set_text(fields: &mut Fields, name: &str, answer: Known<String>) {
    match answer {
        Known::NotAsked => fields.set(name, ""),
        Known::NotKnown => fields.set(&tick(name), "yes"),
        Known::Is(words) => fields.set(name, words),
    }
}

fn coded(answer: &Known<String>) -> String {
    match answer {
        Known::NotAsked => String::new(),
        Known::NotKnown => NOT_KNOWN.into(),
        Known::Is(code) => code.clone(),
    }
}

/// The same among few choices, of which "not asked" is one.
fn chosen(answer: &Known<String>) -> String {
    if matches!(answer, Known::NotAsked) { NOT_ASKED.into() } else { coded(answer) }
}

/// From the form into the record; what cannot be taken is said beside its question.
pub(super) fn read(person: &mut Person, given: &mut Given<'_>) {
    for text in TEXTS {
        (text.set)(person, given.known(text.name));
    }
    let mut problems = Vec::new();
    if let Some(birth) = date(&given.words("birth"), "birth", &mut problems) {
        person.birth = birth;
    }
    if let Some(died) = date(&given.words("died"), "died", &mut problems) {
        person.died = match died {
            Known::NotAsked => None,
            Known::NotKnown => Some(PartialDate::NotKnown),
            Known::Is(died) => Some(died),
        };
    }
    person.sex = known(&given.words("sex")).and_then(Sex::from_code);
    person.interpreter = known(&given.words("interpreter")).and_then(yes_no);
    person.ethnicity = given.known("ethnicity");
    person.upn_unknown = Some(given.words("upn_unknown")).filter(|code| !code.is_empty());
    disabilities(person, given, &mut problems);
    given.problems.extend(problems);
}

/// A code as it was chosen.
fn known(code: &str) -> Chosen<'_> {
    match code {
        "" | NOT_ASKED => Chosen(Known::NotAsked),
        NOT_KNOWN => Chosen(Known::NotKnown),
        code => Chosen(Known::Is(code)),
    }
}

struct Chosen<'a>(Known<&'a str>);

impl Chosen<'_> {
    /// What the code means; one that means nothing was not chosen from the page.
    fn and_then<T>(self, meaning: impl FnOnce(&str) -> Option<T>) -> Known<T> {
        match self.0 {
            Known::NotAsked => Known::NotAsked,
            Known::NotKnown => Known::NotKnown,
            Known::Is(code) => meaning(code).map_or(Known::NotAsked, Known::Is),
        }
    }
}

fn yes_no(code: &str) -> Option<bool> {
    match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// A date with as much of it as is known; nothing when it cannot be read.
pub(super) fn date(typed: &str, name: &str, problems: &mut Vec<Problem>) -> Option<Known<PartialDate>> {
    if typed.trim().is_empty() {
        return Some(Known::NotAsked);
    }
    // A code from a page that offers it as a choice means the same as the words.
    match PartialDate::parse(&typed.replace('_', " ")) {
        Ok(PartialDate::NotKnown) => Some(Known::NotKnown),
        Ok(date) => Some(Known::Is(date)),
        Err(error) => {
            problems.push(Problem::new(name, error.to_string()));
            None
        }
    }
}

fn disabilities(person: &mut Person, given: &Given<'_>, problems: &mut Vec<Problem>) {
    let codes: BTreeSet<String> = given.all("disabilities").into_iter().collect();
    if codes.len() > 1 && codes.contains("NONE") {
        problems.push(Problem::new(
            "disabilities",
            "Tick what there is, or that there is none, or that it is not known.",
        ));
        return;
    }
    person.disabilities = match given.known("disabilities") {
        Known::NotKnown => Known::NotKnown,
        _ if codes.is_empty() => Known::NotAsked,
        _ => Known::Is(codes),
    };
}
