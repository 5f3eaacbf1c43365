//! The typed reading of an answer. Made when it is needed; what is kept is what was given.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Answer, DateParts, Kind, Question};
use crate::calendar::typed::{NotAMoment, parse_date, parse_moment};
use crate::person::name::PersonName;
use crate::person::nhs_number::NhsNumber;
use crate::person::partial_date::PartialDate;
use crate::person::phone::Phone;
use crate::person::postcode::Postcode;
use crate::person::upn::Upn;

/// What an answer means, by the kind of its question.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Asked, and nobody knows.
    NotKnown,
    /// Any text, exactly as typed.
    Text(String),
    /// Yes (`true`) or no.
    YesNo(bool),
    /// The value of the one choice or code.
    Chosen(String),
    /// The values of the choices or codes.
    SeveralChosen(Vec<String>),
    /// A whole number.
    Number(i64),
    /// A date as exactly as it is known.
    Date(PartialDate),
    /// An age where a date of birth was asked, in whole years: a caller often knows no more.
    Age(i16),
    /// A whole day.
    Day(Date),
    /// A day and a time.
    Moment(Timestamp),
    /// A name.
    Name(PersonName),
    /// A telephone number, as typed.
    Phone(Phone),
    /// An NHS number, right or wrong.
    NhsNumber(NhsNumber),
    /// A unique pupil number, right or wrong.
    Upn(Upn),
    /// A postcode, right or wrong.
    Postcode(Postcode),
}

impl Value {
    /// The birth that a date or an age says, given the day on which it was said.
    pub fn birth(&self, said_on: Date) -> Option<PartialDate> {
        match self {
            Value::NotKnown => Some(PartialDate::NotKnown),
            Value::Date(date) => Some(*date),
            Value::Age(years) => Some(PartialDate::About(said_on.year().saturating_sub(*years))),
            _ => None,
        }
    }
}

impl Question {
    /// The typed reading, or words that say how to mend the answer.
    pub fn value(&self, answer: &Answer) -> Result<Value, String> {
        self.fits(answer)?;
        match answer {
            Answer::NotKnown if self.not_known => Ok(Value::NotKnown),
            Answer::NotKnown => Err("“Not known” is not offered here.".to_owned()),
            Answer::Several(values) => self.several(values),
            Answer::Date(parts) if matches!(self.kind, Kind::PartialDate) => date(&parts.words()),
            Answer::Date(parts) => match self.moment(parts) {
                Some(moment) => moment.map(Value::Moment).map_err(|wrong| wrong.to_string()),
                None => self.typed(&parts.words()),
            },
            Answer::Text(text) => self.typed(text),
        }
    }

    /// Words about an answer that is taken but looks wrong.
    pub fn warning(&self, answer: &Answer) -> Option<String> {
        let words = match self.value(answer).ok()? {
            Value::NhsNumber(number) => number.check().words(),
            Value::Upn(upn) => upn.check().words(),
            Value::Postcode(postcode) => postcode.check().words(),
            Value::Phone(phone) => phone.check().words(),
            _ => None,
        };
        words.map(str::to_owned)
    }

    /// Words about an answer that is kept as it is typed, where that looks wrong.
    pub fn mark(&self, answer: &Answer) -> Option<String> {
        let texts = match answer {
            Answer::Text(text) => std::slice::from_ref(text),
            Answer::Several(texts) => texts,
            Answer::NotKnown | Answer::Date(_) => &[],
        };
        if texts.iter().any(|text| text.contains('\0')) {
            return Some(
                "It holds a character that nobody can see (a zero byte). It is kept as it stands.".to_owned(),
            );
        }
        if texts.iter().any(|text| text.chars().count() > self.kind.longest()) {
            return Some("It is very long. It is kept as it stands.".to_owned());
        }
        self.value(answer).err().or_else(|| self.warning(answer))
    }

    /// The moment in its two boxes; nothing when the question asks for none.
    pub fn moment(&self, parts: &DateParts) -> Option<Result<Timestamp, NotAMoment>> {
        let Kind::Moment { hour } = &self.kind else { return None };
        let time = match (parts.time.trim(), hour) {
            ("", Some(hour)) => hour,
            _ => &parts.time,
        };
        Some(parse_moment(&parts.day, time))
    }

    fn fits(&self, answer: &Answer) -> Result<(), String> {
        let longest = self.kind.longest();
        let texts: Vec<&str> = match answer {
            Answer::NotKnown => Vec::new(),
            Answer::Text(text) => vec![text],
            Answer::Several(values) => values.iter().map(String::as_str).collect(),
            Answer::Date(parts) => {
                vec![&parts.day, &parts.month, &parts.year, &parts.precision, &parts.time]
            }
        };
        for text in texts {
            let length = text.chars().count();
            if length > longest {
                return Err(format!(
                    "This has {length} characters; at most {longest} can be kept here. Shorten it."
                ));
            }
            if text.contains('\0') {
                return Err(
                    "This holds a character that cannot be kept (a zero byte). Take it out.".to_owned()
                );
            }
        }
        Ok(())
    }

    fn several(&self, values: &[String]) -> Result<Value, String> {
        match values.iter().find(|value| !self.kind.offers(value)) {
            Some(value) => Err(not_offered(value)),
            None => Ok(Value::SeveralChosen(values.to_vec())),
        }
    }

    fn typed(&self, text: &str) -> Result<Value, String> {
        match &self.kind {
            Kind::YesNo if self.kind.offers(text) => Ok(Value::YesNo(text == "yes")),
            Kind::One(_) | Kind::Code { .. } if self.kind.offers(text) => Ok(Value::Chosen(text.to_owned())),
            Kind::YesNo | Kind::One(_) | Kind::Code { .. } => Err(not_offered(text)),
            Kind::Several(_) | Kind::Codes { .. } => self.several(&[text.to_owned()]),
            Kind::Number { min, max } => number(text, *min, *max),
            Kind::PartialDate => age(text).map_or_else(|| date(text), |years| Ok(Value::Age(years))),
            Kind::Day => parse_date(text).map(Value::Day).map_err(|wrong| wrong.to_string()),
            Kind::Moment { .. } => Err("Enter the day and the time in their own boxes.".to_owned()),
            Kind::PersonName => Ok(Value::Name(PersonName::single(text))),
            Kind::Phone => Ok(Value::Phone(Phone::new(text))),
            Kind::NhsNumber => Ok(Value::NhsNumber(NhsNumber::new(text))),
            Kind::Upn => Ok(Value::Upn(Upn::new(text))),
            Kind::Postcode => Ok(Value::Postcode(Postcode::new(text))),
            Kind::Email => email(text),
            Kind::ShortText | Kind::LongText | Kind::Address => Ok(Value::Text(text.to_owned())),
        }
    }
}

fn date(text: &str) -> Result<Value, String> {
    PartialDate::parse(text).map(Value::Date).map_err(|refused| refused.to_string())
}

/// "7", "age 7", "about 7 years old", "14 months": an age, never a year.
fn age(text: &str) -> Option<i16> {
    let lower = text.trim().to_lowercase();
    let bare = lower.strip_prefix("about").unwrap_or(&lower).trim_start();
    let bare = bare.strip_prefix("aged").or_else(|| bare.strip_prefix("age")).unwrap_or(bare).trim_start();
    let digits = bare.find(|c: char| !c.is_ascii_digit()).unwrap_or(bare.len());
    let (number, unit) = bare.split_at(digits);
    let number: i16 = number.parse().ok().filter(|number| *number < 120)?;
    match unit.trim().trim_end_matches(" old").trim_end_matches('.') {
        "" | "y" | "yr" | "yrs" | "year" | "years" | "yo" => Some(number),
        "m" | "month" | "months" => Some(number / 12),
        "w" | "week" | "weeks" | "d" | "day" | "days" => Some(0),
        _ => None,
    }
}

fn email(text: &str) -> Result<Value, String> {
    match text.trim().split_once('@') {
        Some((before, after))
            if !before.is_empty() && !after.is_empty() && !text.trim().contains(char::is_whitespace) =>
        {
            Ok(Value::Text(text.to_owned()))
        }
        _ => Err("Enter an e-mail address, like name@example.org, or leave it empty.".to_owned()),
    }
}

fn not_offered(value: &str) -> String {
    format!("“{value}” is not one of the answers offered. Choose one of them.")
}

fn number(text: &str, min: Option<i64>, max: Option<i64>) -> Result<Value, String> {
    let number: i64 = text.trim().parse().map_err(|_| "Enter a whole number.".to_owned())?;
    if min.is_some_and(|min| number < min) || max.is_some_and(|max| number > max) {
        let words = match (min, max) {
            (Some(min), Some(max)) => format!("Enter a number from {min} to {max}."),
            (Some(min), None) => format!("Enter a number of {min} or more."),
            (None, Some(max)) => format!("Enter a number of {max} or less."),
            (None, None) => return Ok(Value::Number(number)),
        };
        return Err(words);
    }
    Ok(Value::Number(number))
}
