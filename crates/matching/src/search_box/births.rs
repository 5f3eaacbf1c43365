//! When somebody was born, as it is said on the telephone: a date or half of one, an age, a season, a school year.
//!
//! Source for school years: the school year begins on 1 September; a child is in year 1 in the school year after that in which they turn 5.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::Word;
use crate::description::Birth;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Seasons by their first month and how many months they have; winter is that which begins in the year before, and that which ends after.
const SEASONS: [(&str, i8, i32); 5] =
    [("spring", 3, 3), ("summer", 6, 3), ("autumn", 9, 3), ("fall", 9, 3), ("winter", -1, 15)];
/// The oldest that anybody is said to be.
const OLDEST: i32 = 110;

/// When somebody was born, as far as said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum When {
    /// Between two days.
    Between(Birth),
    /// On a day and month of a year that was not said.
    DayOf((i8, i8)),
}

/// The birth with which the words begin, and how many of them say so.
pub(super) fn read(words: &[Word<'_>], today: Date) -> Option<(usize, When)> {
    let first = words.first()?;
    let rest = &words[1..];
    if first.is(&["born", "dob", "d.o.b", "d.o.b.", "due", "edd", "birthday", "expected"]) {
        let joined = usize::from(rest.first().is_some_and(|word| word.is(&["in", "on", "date", "about"])));
        return read(rest.get(joined..)?, today).map(|(taken, when)| (taken + joined + 1, when));
    }
    if first.is(&["about", "around", "approx", "approximately", "circa", "ca", "c.", "roughly"]) {
        let (taken, When::Between(birth)) = read(rest, today)? else { return None };
        return Some((taken + 1, When::Between(wider(birth, 1.year())?)));
    }
    let between = |(taken, birth): (usize, Birth)| (taken, When::Between(birth));
    if first.is(&["aged", "age"]) {
        return age(rest, today).map(|(taken, birth)| between((taken + 1, birth)));
    }
    let date = whole_date(first.bare, today).or_else(|| in_letters(words, today)).map(between);
    let date = date.or_else(|| day_in_letters(words)).or_else(|| day_and_month(first.bare));
    date.or_else(|| {
        let found = part_of_year(words, today)
            .or_else(|| school_year(words, today))
            .or_else(|| year(first.bare, today).and_then(whole_year).map(|birth| (1, birth)))
            .or_else(|| age(words, today));
        found.map(between)
    })
}

/// The one day of a range that is this day and month.
pub(super) fn in_range((day, month): (i8, i8), birth: Birth) -> Option<Date> {
    let mut years = birth.earliest().year()..=birth.latest().year();
    let fits = |year: i16| {
        Date::new(year, month, day).ok().filter(|date| (birth.earliest()..=birth.latest()).contains(date))
    };
    let found = years.find_map(fits)?;
    years.find_map(fits).is_none().then_some(found)
}

fn wider(birth: Birth, by: Span) -> Option<Birth> {
    Some(Birth::between(birth.earliest().checked_sub(by).ok()?, birth.latest().checked_add(by).ok()?))
}

/// A year in four digits in which somebody alive, or about to be born, was born.
fn year(word: &str, today: Date) -> Option<i16> {
    let year: i16 = word.parse().ok().filter(|_| word.len() == 4 && !word.starts_with('+'))?;
    (today.year() - i16::try_from(OLDEST).ok()?..=today.year() + 1).contains(&year).then_some(year)
}

fn whole_year(year: i16) -> Option<Birth> {
    months(year, 1, 12)
}

/// So many whole months from the first of one.
fn months(year: i16, month: i8, count: i32) -> Option<Birth> {
    let first = Date::new(year, month, 1).ok()?;
    let last = first.checked_add((count - 1).months()).ok()?.last_of_month();
    Some(Birth::between(first, last))
}

/// 12/3/2015, 12.03.15, 2015-03-12, 3/2015.
fn whole_date(word: &str, today: Date) -> Option<(usize, Birth)> {
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    if !parts.iter().all(|part| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit())) {
        return None;
    }
    match *parts.as_slice() {
        [year, month, day] if year.len() == 4 => date(year.parse().ok()?, month, day),
        [day, month, year] if year.len() == 4 => date(year.parse().ok()?, month, day),
        [day, month, short] if short.len() == 2 => date(in_full(short.parse().ok()?, today), month, day),
        [month, written] => months(year(written, today)?, month.parse().ok()?, 1).map(|birth| (1, birth)),
        _ => None,
    }
}

fn date(year: i16, month: &str, day: &str) -> Option<(usize, Birth)> {
    let date = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some((1, Birth::on(date)))
}

/// "15" is 2015 and "85" is 1985.
fn in_full(short: i16, today: Date) -> i16 {
    let this_century = today.year() - today.year() % 100 + short;
    if this_century > today.year() + 1 { this_century - 100 } else { this_century }
}

fn month(word: &Word<'_>) -> Option<i8> {
    let typed = word.bare.trim_end_matches('.').to_lowercase();
    let found =
        MONTHS.iter().position(|name| *name == typed || (typed.len() >= 3 && name.get(..3) == Some(&typed)));
    let found = found.or_else(|| (typed == "sept").then_some(8))?;
    i8::try_from(found + 1).ok()
}

/// 12, 12th, 1st.
fn day(word: &Word<'_>) -> Option<i8> {
    let digits = word.bare.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.bare.get(digits.len()..)?;
    let day: i8 = digits.parse().ok()?;
    (["", "st", "nd", "rd", "th"].contains(&ending.to_lowercase().as_str()) && (1..=31).contains(&day))
        .then_some(day)
}

/// "12 March 2015", "March 12th 2015", "March 2015".
fn in_letters(words: &[Word<'_>], today: Date) -> Option<(usize, Birth)> {
    let on = |written: &Word<'_>, month: i8, day: i8| {
        let year = year(written.bare, today)?;
        Some((3, Birth::on(Date::new(year, month, day).ok()?)))
    };
    match words {
        [one, two, three, ..] if day(one).is_some() && month(two).is_some() => {
            on(three, month(two)?, day(one)?)
        }
        [one, two, three, ..] if month(one).is_some() && day(two).is_some() => {
            on(three, month(one)?, day(two)?)
        }
        [one, two, ..] => Some((2, months(year(two.bare, today)?, month(one)?, 1)?)),
        _ => None,
    }
}

/// "12 March": the year is found by an age or not at all. "7 May Jones" may be somebody of seven called May.
fn day_in_letters(words: &[Word<'_>]) -> Option<(usize, When)> {
    let [one, two, ..] = words else { return None };
    let (day, month) = (day(one)?, month(two)?);
    let ordinal = one.bare.ends_with(|c: char| c.is_ascii_alphabetic());
    (ordinal || !two.is(&["april", "may", "june", "august"])).then_some((2, When::DayOf((day, month))))
}

/// "12/3".
fn day_and_month(word: &str) -> Option<(usize, When)> {
    let (day, month) = word.split_once('/')?;
    let (day, month): (i8, i8) = (day.parse().ok()?, month.parse().ok()?);
    ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some((1, When::DayOf((day, month))))
}

/// "Spring 2019", "early 2019".
fn part_of_year(words: &[Word<'_>], today: Date) -> Option<(usize, Birth)> {
    let [part, written, ..] = words else { return None };
    let year = year(written.bare, today)?;
    if let Some((_, first, count)) = SEASONS.iter().find(|(name, ..)| part.is(&[name])) {
        let (year, first) = if *first < 1 { (year - 1, 12) } else { (year, *first) };
        return Some((2, months(year, first, *count)?));
    }
    let first = match part {
        part if part.is(&["early", "beginning"]) => 1,
        part if part.is(&["mid", "middle"]) => 5,
        part if part.is(&["late", "end"]) => 9,
        _ => return None,
    };
    Some((2, months(year, first, 4)?))
}

/// "Year 4", "y4", "reception": who is in it in the school year of today.
fn school_year(words: &[Word<'_>], today: Date) -> Option<(usize, Birth)> {
    let first = words.first()?;
    let typed = first.bare.to_lowercase();
    let (number, taken): (i16, usize) = match typed.as_str() {
        "nursery" => (-1, 1),
        "reception" => (0, 1),
        "year" | "yr" => (words.get(1)?.bare.parse().ok()?, 2),
        _ => (typed.strip_prefix("yr").or_else(|| typed.strip_prefix('y'))?.parse().ok()?, 1),
    };
    if !(-1..=13).contains(&number) {
        return None;
    }
    let began = if today.month() >= 9 { today.year() } else { today.year() - 1 };
    let first = Date::new(began - 5 - number, 9, 1).ok()?;
    let last = Date::new(began - 4 - number, 8, 31).ok()?;
    Some((taken, Birth::between(first, last)))
}

/// "7", "7yo", "7 years old", "8 months", "3 weeks".
fn age(words: &[Word<'_>], today: Date) -> Option<(usize, Birth)> {
    let first = words.first()?.bare.to_lowercase();
    let digits: String = first.chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() || digits.len() > 3 || (digits.len() > 1 && digits.starts_with('0')) {
        return None;
    }
    let number: i32 = digits.parse().ok()?;
    let attached = first[digits.len()..].trim_start_matches('-').trim_end_matches('.');
    let (unit, mut taken) = match (attached, words.get(1)) {
        ("", Some(next)) => unit(next.bare).map_or((Some(Unit::Years), 1), |unit| (Some(unit), 2)),
        ("", None) => (Some(Unit::Years), 1),
        (attached, _) => (unit(attached), 1),
    };
    taken += usize::from(words.get(taken).is_some_and(|word| word.is(&["old"])));
    let (youngest, oldest) = match unit? {
        Unit::Years if number <= OLDEST => (number.years(), (number + 1).years()),
        Unit::Years => return None,
        // Whoever says "eight months" is some days out.
        Unit::Months => (number.months(), (number + 1).months()),
        Unit::Weeks => ((number - 1).max(0).weeks(), (number + 2).weeks()),
        Unit::Days => ((number - 3).max(0).days(), (number + 4).days()),
    };
    let earliest = today.checked_sub(oldest).ok()?.tomorrow().ok()?;
    let latest = today.checked_sub(youngest).ok()?;
    if matches!(unit, Some(Unit::Months)) {
        let earliest = earliest.checked_sub(2.weeks()).ok()?;
        return Some((taken, Birth::between(earliest, latest.checked_add(2.weeks()).ok()?.min(today))));
    }
    Some((taken, Birth::between(earliest, latest)))
}

#[derive(Debug, Clone, Copy)]
enum Unit {
    Years,
    Months,
    Weeks,
    Days,
}

fn unit(word: &str) -> Option<Unit> {
    let word = word.to_lowercase();
    match word.trim_end_matches('.') {
        "y" | "yo" | "y/o" | "yr" | "yrs" | "year" | "years" | "year-old" | "years-old" | "yrs-old" => {
            Some(Unit::Years)
        }
        "m" | "mo" | "mth" | "mths" | "month" | "months" | "month-old" | "mos" => Some(Unit::Months),
        "w" | "wk" | "wks" | "week" | "weeks" | "week-old" => Some(Unit::Weeks),
        "d" | "day" | "days" | "day-old" => Some(Unit::Days),
        _ => None,
    }
}
