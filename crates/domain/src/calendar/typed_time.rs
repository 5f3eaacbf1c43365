//! Times of day as people type them, on London's clock. The hour that happens twice in October must say which it is, and the hour that does not
//! happen in March is refused: a guess here would put a clock out by an hour (hazard H8).

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::{AmbiguousOffset, Offset};

use super::london::{LONDON, date_in_words};
use super::typed::{LONGEST, NotADate, parse_date};

/// Why a typed time cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotATime {
    /// It is not like any time.
    #[error("Enter a time like 15:00 or 3pm.")]
    NotUnderstood,
    /// The clocks went forward over it.
    #[error("The clocks went forward on {0}: there was no time between 01:00 and 02:00. Enter another time.")]
    DidNotHappen(String),
    /// The clocks went back over it.
    #[error("{time} happened twice on {day}. Write {time} BST for the first, or {time} GMT for the second.")]
    HappenedTwice {
        /// The time as it would be written.
        time: String,
        /// The day in words.
        day: String,
    },
    /// BST in winter, or GMT in summer.
    #[error("The clocks were not on {0} then. Enter the time without it.")]
    OtherClock(&'static str),
}

/// Which of the two answers cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAMoment {
    /// The date.
    #[error(transparent)]
    Date(#[from] NotADate),
    /// The time.
    #[error(transparent)]
    Time(#[from] NotATime),
}

/// A date and a time on London's clock. The hour that happens twice must say which: "01:30 BST" or "01:30 GMT".
pub fn parse_moment(date: &str, time: &str) -> Result<Timestamp, NotAMoment> {
    let day = parse_date(date)?;
    let (time, clock) = read_time(time)?;
    let wall = day.to_datetime(time);
    let found = LONDON.to_ambiguous_timestamp(wall);
    if let AmbiguousOffset::Gap { .. } = found.offset() {
        return Err(NotATime::DidNotHappen(date_in_words(day)).into());
    }
    if let Some((name, offset)) = clock {
        let moment = offset.to_timestamp(wall).unwrap_or(Timestamp::MAX);
        let right = LONDON.to_offset(moment) == offset;
        return if right { Ok(moment) } else { Err(NotATime::OtherClock(name).into()) };
    }
    if found.is_ambiguous() {
        let time = time.strftime("%H:%M").to_string();
        return Err(NotATime::HappenedTwice { time, day: date_in_words(day) }.into());
    }
    found.compatible().map_err(|_| NotADate::NotUnderstood.into())
}

/// A time of day: "15:00", "15.00", "1500", "9:05", "3pm", "3.15 pm", "noon".
pub fn parse_time(text: &str) -> Result<Time, NotATime> {
    read_time(text).map(|(time, _)| time)
}

/// The clock a time says it is on.
type NamedClock = (&'static str, Offset);

fn read_time(text: &str) -> Result<(Time, Option<NamedClock>), NotATime> {
    if text.len() > LONGEST {
        return Err(NotATime::NotUnderstood);
    }
    let mut text = text.trim().to_lowercase().replace("(+01:00)", "").replace("(+00:00)", "");
    let mut clock = None;
    for (name, hours) in [("BST", 1), ("GMT", 0), ("UTC", 0)] {
        let suffix = name.to_lowercase();
        if let Some(before) = text.trim_end().strip_suffix(&suffix) {
            clock = Some((name, Offset::constant(hours)));
            text = before.to_owned();
            break;
        }
    }
    let text = text.trim();
    if text == "noon" {
        return Ok((Time::constant(12, 0, 0, 0), clock));
    }
    let (text, half) =
        match text.trim_end_matches('.').strip_suffix('m').map(|rest| rest.trim_end_matches('.')) {
            Some(rest) => match (rest.strip_suffix('a'), rest.strip_suffix('p')) {
                (Some(rest), _) => (rest, Some(0)),
                (_, Some(rest)) => (rest, Some(12)),
                (None, None) => return Err(NotATime::NotUnderstood),
            },
            None => (text, None),
        };
    let [hour, minute, second] = hour_minute_second(text, half.is_some()).ok_or(NotATime::NotUnderstood)?;
    let hour = match half {
        None => hour,
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return Err(NotATime::NotUnderstood),
    };
    let time = Time::new(hour, minute, second, 0).map_err(|_| NotATime::NotUnderstood)?;
    Ok((time, clock))
}

/// The numbers of a time: "15:00", "15:00:30", "1500", "930", and with am or pm "3".
fn hour_minute_second(text: &str, hour_alone: bool) -> Option<[i8; 3]> {
    let parts: Vec<&str> = text.trim().split([':', '.', ' ']).collect();
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let read = |part: &str| part.parse::<i8>().ok();
    match parts.as_slice() {
        [hour] if hour_alone && hour.len() <= 2 => Some([read(hour)?, 0, 0]),
        [together] if matches!(together.len(), 3 | 4) => {
            let (hour, minute) = together.split_at(together.len() - 2);
            Some([read(hour)?, read(minute)?, 0])
        }
        [hour, minute] if minute.len() == 2 => Some([read(hour)?, read(minute)?, 0]),
        [hour, minute, second] => Some([read(hour)?, read(minute)?, read(second)?]),
        _ => None,
    }
}
