//! A moment as it is typed: a day and a time in two fields, read on London's clock. What is wrong stands beside its field.

use domain::calendar::typed::{NotAMoment, parse_moment};
use domain::refusal::Problem;
use jiff::Timestamp;

use crate::route::Fields;

/// The moment in two fields of these names.
pub(crate) fn needed(
    fields: &Fields,
    date: &str,
    time: &str,
    problems: &mut Vec<Problem>,
) -> Option<Timestamp> {
    typed(fields.get(date), fields.get(time), (date, time), problems)
}

/// The same; nothing when neither was filled in.
pub(crate) fn optional(
    fields: &Fields,
    date: &str,
    time: &str,
    problems: &mut Vec<Problem>,
) -> Option<Timestamp> {
    let empty = fields.get(date).trim().is_empty() && fields.get(time).trim().is_empty();
    if empty { None } else { needed(fields, date, time, problems) }
}

/// A moment of these words; the names are those of their fields.
pub(crate) fn typed(
    day: &str,
    hour: &str,
    (date, time): (&str, &str),
    problems: &mut Vec<Problem>,
) -> Option<Timestamp> {
    match parse_moment(day, hour) {
        Ok(moment) => Some(moment),
        Err(NotAMoment::Date(wrong)) => {
            problems.push(Problem::new(date, wrong.to_string()));
            None
        }
        Err(NotAMoment::Time(wrong)) => {
            problems.push(Problem::new(time, wrong.to_string()));
            None
        }
    }
}
