//! The facts that stand once: from the record into the form and back. An empty answer was not asked; "not known" is said by a tick, or typed where a
//! date is asked.

use std::collections::BTreeSet;

use domain::pack::Pack;
use domain::person::known::Known;
use domain::person::nhs_number::NhsNumber;
use domain::person::partial_date::PartialDate;
use domain::person::upn::Upn;
use domain::person::{Person, Sex};
use domain::refusal::Problem;

use crate::route::Fields;

/// A fact in words, and how it is asked.
pub(super) struct Text {
    /// The field's name.
    pub(super) name: &'static str,
    /// The question.
    pub(super) question: &'static str,
    get: fn(&Person) -> Known<String>,
    set: fn(&mut Person, Known<String>),
}

macro_rules! texts {
    ($($field:ident, $question:literal;)*) => {
        &[$(Text {
            name: stringify!($field),
            question: $question,
            get: |person| person.$field.clone(),
            set: |person, answer| person.$field = answer,
        },)* Text {
            name: "nhs_number",
            question: "NHS number",
            get: |person| person.nhs_number.clone().map(|number| number.typed().to_owned()),
            set: |person, answer| person.nhs_number = answer.map(NhsNumber::new),
        }, Text {
            name: "upn",
            question: "Unique pupil number",
            get: |person| person.upn.clone().map(|upn| upn.typed().to_owned()),
            set: |person, answer| person.upn = answer.map(Upn::new),
        }]
    };
}

/// Every fact in words, in the order of the page.
pub(super) const TEXTS: &[Text] = texts! {
    gender_identity, "Gender identity, in the person's own words";
    first_language, "First language";
    religion, "Religion or belief";
    communication, "How they communicate, and what they need for it";
    school, "School, nursery or college";
    gp, "GP practice";
    immigration, "Nationality and immigration status";
};

/// The code of "asked, and not known".
pub(super) const NOT_KNOWN: &str = "not_known";

/// The name of the tick beside a fact.
pub(super) fn tick(name: &str) -> String {
    format!("{name}-{NOT_KNOWN}")
}

/// From the record into the form.
pub(super) fn write(person: &Person, fields: &mut Fields) {
    for text in TEXTS {
        set_text(fields, text.name, (text.get)(person));
    }
    fields.set("birth", coded(&person.birth.map(|birth| birth.to_string())));
    fields.set("died", person.died.map(|died| died.to_string()).unwrap_or_default());
    fields.set("sex", coded(&person.sex.map(|sex| sex.code().to_owned())));
    fields.set("ethnicity", coded(&person.ethnicity));
    fields.set("upn_unknown", person.upn_unknown.clone().unwrap_or_default());
    fields
        .set("interpreter", coded(&person.interpreter.map(|yes| if yes { "yes" } else { "no" }.to_owned())));
    match &person.disabilities {
        Known::NotAsked => {}
        Known::NotKnown => fields.set("disabilities", NOT_KNOWN),
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

/// From the form into the record; what cannot be taken is said beside its question.
pub(super) fn read(person: &mut Person, fields: &Fields, pack: &Pack, problems: &mut Vec<Problem>) {
    for text in TEXTS {
        let (typed, ticked) = (fields.get(text.name), fields.has(&tick(text.name)));
        let answer = match (typed.trim().is_empty(), ticked) {
            (true, false) => Known::NotAsked,
            (true, true) => Known::NotKnown,
            (false, false) => Known::Is(typed.to_owned()),
            (false, true) => {
                problems.push(Problem::new(
                    text.name,
                    "Write the answer, or tick that it is not known: not both.",
                ));
                continue;
            }
        };
        (text.set)(person, answer);
    }
    if let Some(birth) = date(fields, "birth", problems) {
        person.birth = birth;
    }
    if let Some(died) = date(fields, "died", problems) {
        person.died = match died {
            Known::NotAsked => None,
            Known::NotKnown => Some(PartialDate::NotKnown),
            Known::Is(died) => Some(died),
        };
    }
    person.sex = known(fields.get("sex")).and_then(Sex::from_code);
    person.interpreter = known(fields.get("interpreter")).and_then(yes_no);
    person.ethnicity = listed(fields, "ethnicity", pack, problems);
    disabilities(person, fields, pack, problems);
    upn_unknown(person, fields, pack, problems);
}

/// Why there is no pupil number: a reason of the census's list (N00135).
fn upn_unknown(person: &mut Person, fields: &Fields, pack: &Pack, problems: &mut Vec<Problem>) {
    let code = fields.get("upn_unknown");
    if !code.is_empty() && !pack.code_list("upn_unknown_reason").is_some_and(|list| list.holds(code)) {
        problems.push(Problem::new("upn_unknown", "Choose from the list."));
        return;
    }
    person.upn_unknown = Some(code.to_owned()).filter(|code| !code.is_empty());
}

/// A code as it was chosen.
fn known(code: &str) -> Chosen<'_> {
    match code {
        "" => Chosen(Known::NotAsked),
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
pub(super) fn date(fields: &Fields, name: &str, problems: &mut Vec<Problem>) -> Option<Known<PartialDate>> {
    let typed = fields.get(name);
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

fn listed(fields: &Fields, name: &str, pack: &Pack, problems: &mut Vec<Problem>) -> Known<String> {
    let code = fields.get(name);
    let known = pack.code_list(name).is_some_and(|list| list.holds(code));
    if !known && !code.is_empty() && code != NOT_KNOWN {
        problems.push(Problem::new(name, "Choose from the list."));
    }
    self::known(code).and_then(|code| Some(code.to_owned()))
}

fn disabilities(person: &mut Person, fields: &Fields, pack: &Pack, problems: &mut Vec<Problem>) {
    let codes: BTreeSet<String> = fields.all("disabilities").map(str::to_owned).collect();
    let alone = ["NONE", NOT_KNOWN].into_iter().find(|code| codes.contains(*code));
    if codes.len() > 1 && alone.is_some() {
        problems.push(Problem::new(
            "disabilities",
            "Tick what there is, or that there is none, or that it is not known.",
        ));
        return;
    }
    let listed = |code: &String| pack.code_list("disability").is_some_and(|list| list.holds(code));
    person.disabilities = match alone {
        Some(NOT_KNOWN) => Known::NotKnown,
        _ if codes.is_empty() => Known::NotAsked,
        _ if codes.iter().all(listed) => Known::Is(codes),
        _ => {
            problems.push(Problem::new("disabilities", "Choose from the list."));
            return;
        }
    };
}
