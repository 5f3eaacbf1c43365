//! When things happen: the door's day, the police batch at eight, the night and the weekend.

use domain::calendar::london;
use jiff::civil::{Date, Weekday, time};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::dice::Dice;

/// Where a worry comes from, with its source code and how many in a hundred do (ADCS Safeguarding Pressures).
pub(super) const SOURCES: &[(usize, (&str, From))] = &[
    (32, ("6", From::Police)),
    (7, ("3B", From::Professional)),
    (5, ("3A", From::Professional)),
    (5, ("3E", From::Professional)),
    (16, ("2A", From::School)),
    (9, ("1A", From::Family)),
    (8, ("1B", From::Public)),
    (6, ("4", From::Professional)),
    (6, ("5A", From::Professional)),
    (3, ("8", From::Professional)),
    (3, ("9", From::Public)),
];

/// What kind of person is worried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// A batch of notifications from the police.
    Police,
    /// A school, sometimes by the referral form.
    School,
    /// Another professional.
    Professional,
    /// The family.
    Family,
    /// Anybody.
    Public,
}

/// A moment in the months before `until` when somebody from there is worried.
pub(super) fn moment(dice: &mut Dice, until: Timestamp, months: u32, from: From) -> Timestamp {
    let days = dice.between(0, i64::from(months) * 30);
    let day = london::date_of(until).checked_sub(days.days()).unwrap_or_else(|_| london::date_of(until));
    if from == From::Police {
        // What happened at the weekend arrives on Monday between eight and half past.
        return london::instant(working(day), time(8, 0, 0, 0)) + minutes(dice.between(0, 30));
    }
    if dice.in_hundred(10) {
        let hour = *dice.pick(&[18, 19, 20, 21, 22, 23, 1, 2, 3]);
        return london::instant(day, time(hour, 0, 0, 0)) + minutes(dice.between(0, 59));
    }
    let hour = *dice.weighed(&[
        (8, 8),
        (18, 9),
        (14, 10),
        (11, 11),
        (8, 12),
        (9, 13),
        (12, 14),
        (14, 15),
        (9, 16),
        (4, 17),
    ]);
    london::instant(working(day), time(hour, 0, 0, 0)) + minutes(dice.between(0, 59))
}

/// Whether the day team is at work.
pub(super) fn by_day(at: Timestamp) -> bool {
    let (day, hour) = (london::date_of(at), london::time_of(at).hour());
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && (8..18).contains(&hour)
}

/// The first moment the day team is at work from then on.
pub(super) fn in_the_day(at: Timestamp, dice: &mut Dice) -> Timestamp {
    if by_day(at) {
        return at;
    }
    let mut day = london::date_of(at);
    if london::time_of(at).hour() >= 18 {
        day = day.checked_add(1.day()).unwrap_or(day);
    }
    london::instant(working(day), time(8, 30, 0, 0)) + minutes(dice.between(0, 90))
}

/// So many minutes.
pub(super) fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

/// The day, or the Monday after it.
fn working(day: Date) -> Date {
    let ahead = match day.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    day.checked_add(ahead.days()).unwrap_or(day)
}
