//! Dates of birth in words.

use jiff::civil::Date;

use super::{Pair, not_given, reason};
use crate::birth::{in_words, range_in_words};
use crate::compare::{Agrees, Kind, Reason};
use crate::description::Birth;
use crate::evidence::{BirthLevel, Evidence};

/// What the dates of birth say.
pub(crate) fn birth(pair: &Pair<'_>, evidence: &Evidence, bits: f32) -> Option<Reason> {
    let (one, other) = (pair.written.0.birth, pair.written.1.birth);
    let (Some(one), Some(other)) = (one, other) else {
        return not_given(Kind::Birth, "Date of birth", (one.is_some(), other.is_some()));
    };
    let both = format!("{} / {}", range_in_words(one), range_in_words(other));
    let known = one.day().is_some() && other.day().is_some();
    let (agrees, words) = match evidence.birth {
        BirthLevel::Same | BirthLevel::SameFirst | BirthLevel::SamePlaceholder => (
            Agrees::Same,
            format!("Same date of birth, {}{}", in_words(one.earliest()), doubtful(one, other)),
        ),
        BirthLevel::Swapped => (Agrees::Near, format!("Born {both}: day and month may be swapped")),
        BirthLevel::Slip => (Agrees::Near, format!("Born {both}: one digit apart")),
        BirthLevel::Expected => {
            (Agrees::Near, format!("Born or expected {both}: within some weeks of each other"))
        }
        BirthLevel::SameMonth => {
            (Agrees::Near, format!("Born {both}: same month, different day{}", doubtful(one, other)))
        }
        BirthLevel::FitsClosely | BirthLevel::Fits | BirthLevel::FitsLoosely if known => {
            (Agrees::Near, format!("Born {both}{}", doubtful(one, other)))
        }
        BirthLevel::FitsClosely | BirthLevel::Fits | BirthLevel::FitsLoosely => {
            (Agrees::Near, format!("Dates of birth fit: {both}"))
        }
        BirthLevel::NearYear => (Agrees::Near, format!("Dates of birth are less than a year apart: {both}")),
        BirthLevel::Different | BirthLevel::YearsApart | BirthLevel::GenerationApart if known => {
            (Agrees::Different, format!("Different dates of birth: {both}"))
        }
        BirthLevel::Different | BirthLevel::YearsApart | BirthLevel::GenerationApart => {
            (Agrees::Different, format!("Dates of birth do not fit: {both}"))
        }
        BirthLevel::NotGiven => return None,
    };
    Some(reason(Kind::Birth, agrees, words, bits))
}

/// Days on which fewer people are born than are said to be.
fn doubtful(one: Birth, other: Birth) -> &'static str {
    let is = |month: i8| {
        [one, other].iter().filter_map(Birth::day).any(|day: Date| (day.day(), day.month()) == (1, month))
    };
    let first = [one, other].iter().filter_map(Birth::day).any(|day: Date| day.day() == 1);
    match (is(1), first) {
        (true, _) => "; 1 January often stands for an unknown day",
        (false, true) => "; the first of a month may stand for an unknown day",
        (false, false) => "",
    }
}
