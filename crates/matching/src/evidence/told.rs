//! The levels in words, from the two descriptions as written. Every reason quotes both sides, and what only one side says is said to be
//! not given: never quoted from the record, since a question must not tell its answer.

mod birth;
mod doubt;
mod family;
mod household;
mod names;
mod number;
mod settle;

pub(crate) use birth::birth;
pub(crate) use doubt::doubt;
pub(crate) use family::kin;
pub(crate) use household::household;
pub(crate) use names::names;
pub(crate) use number::{nhs, pupil};
pub(crate) use settle::{Whom, would_settle};

use crate::compare::{Agrees, Kind, Reason};
use crate::description::{Description, Sex};
use crate::evidence::{Evidence, SexLevel};
use crate::person::Person;
use crate::vocabulary::Vocabulary;

/// Two people as written and as compared.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub(crate) written: (&'a Description, &'a Description),
    pub(crate) read: (&'a Person, &'a Person),
    pub(crate) vocabulary: &'a Vocabulary,
}

pub(crate) fn reason(kind: Kind, agrees: Agrees, words: impl Into<String>, bits: f32) -> Reason {
    Reason { kind, words: words.into(), agrees, bits }
}

/// What one side says and the other does not; nothing when neither or both do.
fn not_given(kind: Kind, what: &str, (one, other): (bool, bool)) -> Option<Reason> {
    let words = match (one, other) {
        (true, false) => format!("{what} not given on the record"),
        (false, true) => format!("{what} not given, and on the record"),
        (true, true) | (false, false) => return None,
    };
    Some(reason(kind, Agrees::Unknown, words, 0.0))
}

/// What sex says.
pub(crate) fn sex(pair: &Pair<'_>, evidence: &Evidence, bits: f32) -> Option<Reason> {
    const fn word(sex: Option<Sex>) -> &'static str {
        match sex {
            Some(Sex::Female) => "female",
            Some(Sex::Male) => "male",
            None => "not given",
        }
    }
    let (one, other) = (pair.read.0.sex, pair.read.1.sex);
    let (agrees, words) = match evidence.sex {
        SexLevel::Same => (Agrees::Same, format!("Same sex recorded: {}", word(one))),
        SexLevel::Different => {
            (Agrees::Different, format!("Different sex recorded: {} / {}", word(one), word(other)))
        }
        SexLevel::NotGiven => return not_given(Kind::Sex, "Sex", (one.is_some(), other.is_some())),
    };
    Some(reason(Kind::Sex, agrees, words, bits))
}

/// A sentence begins with a capital.
fn upper_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
