//! From what a browser sent to answers. Every word is kept: what cannot be read stands in the answers as typed, with a problem beside it,
//! and a field that the form does not have is handed back.

use std::collections::BTreeMap;

use crate::refusal::Problem;

use super::people;
use super::place::index;
use super::{Answer, Answers, DateParts, Form, Kind, NOT_KNOWN, Place, Question, Repeats, Section};

/// What a browser sent, read against the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The answers, those with a problem included.
    pub answers: Answers,
    /// What cannot be taken as it stands.
    pub problems: Vec<Problem>,
    /// What is taken but looks wrong: a check digit, an odd postcode. Shown, and never in the way.
    pub warnings: Vec<Problem>,
    /// Fields that the form does not have, with what was in them.
    pub unknown: Vec<(String, String)>,
}

/// One field of the page.
enum Field {
    Answer(Place),
    NotKnown(Place),
    Part(Place, Part),
}

#[derive(Clone, Copy)]
enum Part {
    Day,
    Month,
    Year,
    Precision,
    Time,
}

/// What came for one place, before it is an answer.
#[derive(Default)]
struct Came {
    texts: Vec<String>,
    not_known: bool,
    date: DateParts,
}

impl Form {
    /// Reads the fields of a page. Names beginning with `_` are the page's own (form id, version, draft) and are passed over. Empty
    /// fields are not answers.
    ///
    /// A field is named after its [`Place`]; beside it `….not_known` is the box that says nobody knows, a date may come in the
    /// boxes `….day`, `….month`, `….year` and `….precision`, and a moment comes in `….date` and `….time`.
    pub fn read(&self, posted: &[(String, String)]) -> Read {
        let mut read =
            Read { answers: self.blank(), problems: Vec::new(), warnings: Vec::new(), unknown: Vec::new() };
        let mut came: BTreeMap<Place, Came> = BTreeMap::new();
        for (name, text) in posted {
            if name.starts_with('_') {
                continue;
            }
            match self.field(name) {
                Ok(field) => take(&mut came, field, text),
                Err(words) => {
                    if !text.trim().is_empty() {
                        read.problems.push(Problem::new(name, words));
                        read.unknown.push((name.clone(), text.clone()));
                    }
                }
            }
        }
        for (place, came) in came {
            let Some(question) = self.question(&place) else { continue };
            if came.not_known && !came.blank() {
                let words = "You said that this is not known and also gave an answer. Keep one of the two.";
                read.problems.push(Problem::new(place.to_string(), words));
            }
            if let Some(answer) = came.answer(question, &place, &mut read) {
                read.answers.put(place, answer);
            }
        }
        read.problems.extend(self.check(&read.answers));
        read.warnings = self.warnings(&read.answers);
        read
    }

    /// What cannot be taken as it stands, among answers that were kept earlier or just read.
    pub fn check(&self, answers: &Answers) -> Vec<Problem> {
        self.each(answers, |question, answer| question.value(answer).err())
    }

    /// What looks wrong but is taken.
    pub fn warnings(&self, answers: &Answers) -> Vec<Problem> {
        self.each(answers, Question::warning)
    }

    fn each(&self, answers: &Answers, words: impl Fn(&Question, &Answer) -> Option<String>) -> Vec<Problem> {
        let found = answers.given.iter().filter_map(|(place, answer)| {
            let words = words(self.question(place)?, answer)?;
            Some(Problem::new(place.to_string(), words))
        });
        found.collect()
    }

    fn field(&self, name: &str) -> Result<Field, String> {
        let unknown = || format!("This form has no question “{name}”. What was in it is kept on this page.");
        let parts: Vec<&str> = name.split('.').collect();
        let section = self.section(parts[0]).ok_or_else(unknown)?;
        let (number, rest) = match section.repeats.is_some() {
            true => {
                (Some(index(parts.get(1).copied().unwrap_or_default()).ok_or_else(unknown)?), &parts[2..])
            }
            false => (None, &parts[1..]),
        };
        too_many(section, number)?;
        let asked = |id: &&str| section.questions_in(number).iter().find(|question| question.id == *id);
        let question = rest.first().and_then(asked).ok_or_else(unknown)?;
        let place = Place { section: section.id.clone(), index: number, question: question.id.clone() };
        let date = matches!(question.kind, Kind::PartialDate);
        let moment = matches!(question.kind, Kind::Moment { .. });
        match &rest[1..] {
            [] => Ok(Field::Answer(place)),
            ["not_known"] if question.not_known => Ok(Field::NotKnown(place)),
            ["day"] if date => Ok(Field::Part(place, Part::Day)),
            ["month"] if date => Ok(Field::Part(place, Part::Month)),
            ["year"] if date => Ok(Field::Part(place, Part::Year)),
            ["precision"] if date => Ok(Field::Part(place, Part::Precision)),
            ["date"] if moment => Ok(Field::Part(place, Part::Day)),
            ["time"] if moment => Ok(Field::Part(place, Part::Time)),
            _ => Err(unknown()),
        }
    }
}

fn too_many(section: &Section, number: Option<u16>) -> Result<(), String> {
    match (&section.repeats, number) {
        (Some(Repeats { named: Some(people), .. }), Some(number)) => match usize::from(number) < people.len()
        {
            true => Ok(()),
            false => Err(format!(
                "“{}” is about {} here, and this was written of one more. Copy what matters into another answer.",
                section.title,
                people::words(people)
            )),
        },
        (Some(repeats), Some(number)) if number >= repeats.max => Err(format!(
            "“{}” can be filled in at most {} times here. Put the rest into another answer, or send a second form.",
            section.title, repeats.max
        )),
        _ => Ok(()),
    }
}

fn take(came: &mut BTreeMap<Place, Came>, field: Field, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    match field {
        Field::Answer(place) => came.entry(place).or_default().texts.push(text.to_owned()),
        Field::NotKnown(place) => came.entry(place).or_default().not_known = true,
        Field::Part(place, part) => {
            let date = &mut came.entry(place).or_default().date;
            let part = match part {
                Part::Day => &mut date.day,
                Part::Month => &mut date.month,
                Part::Year => &mut date.year,
                Part::Precision => &mut date.precision,
                Part::Time => &mut date.time,
            };
            text.clone_into(part);
        }
    }
}

impl Came {
    fn blank(&self) -> bool {
        self.texts.is_empty() && self.date.is_empty()
    }

    fn answer(mut self, question: &Question, place: &Place, read: &mut Read) -> Option<Answer> {
        let chosen_not_known = question.kind.is_choice() && question.not_known && self.texts == [NOT_KNOWN];
        if chosen_not_known || (self.not_known && self.blank()) {
            return Some(Answer::NotKnown);
        }
        self.texts.dedup();
        if question.kind.takes_several() && !self.texts.is_empty() {
            return Some(Answer::Several(self.texts));
        }
        if self.texts.len() > 1 {
            let words = "This answer came twice. The first is shown; the rest is kept on this page.";
            read.problems.push(Problem::new(place.to_string(), words));
            let rest = self.texts.drain(1..);
            read.unknown.extend(rest.map(|text| (place.to_string(), text)));
        }
        match self.texts.pop() {
            Some(text) => Some(Answer::Text(text)),
            None if self.date.is_empty() => None,
            None => Some(Answer::Date(self.date)),
        }
    }
}
