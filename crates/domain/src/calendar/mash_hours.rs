//! MASH hours: a clock that runs only while the multi-agency safeguarding hub is at work. The hours are a council's own choice.

use jiff::civil::{Date, Time, Weekday, time};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{BankHolidays, london};

/// The hours a MASH works on each of its days. It is closed on bank holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct MashHours {
    from: Time,
    to: Time,
    days: OpenDays,
}

/// The days of the week a MASH works, as a pack lists them: `["monday", "tuesday"]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct OpenDays([bool; 7]);

/// Hours that would never let a clock run out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NeverOpen {
    /// The closing time is not after the opening time.
    #[error("MASH hours must close later than they open on the same day")]
    ClosesFirst,
    /// No day of the week.
    #[error("the MASH must work on at least one day from Monday to Friday")]
    NoDays,
    /// A word that is not a day of the week.
    #[error("a day of the week is written in full: monday, tuesday, …")]
    NotADay,
}

const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl OpenDays {
    /// Monday to Friday.
    pub const WORKING_WEEK: OpenDays = OpenDays([true, true, true, true, true, false, false]);

    /// Every day of the week.
    pub const EVERY_DAY: OpenDays = OpenDays([true; 7]);

    fn contains(self, day: Weekday) -> bool {
        self.0.into_iter().zip(0..).any(|(open, offset)| open && offset == day.to_monday_zero_offset())
    }
}

impl MashHours {
    /// Hours from opening to closing on the given days. Refused when the clock could never run out.
    pub fn new(from: Time, to: Time, days: OpenDays) -> Result<Self, NeverOpen> {
        if to <= from {
            return Err(NeverOpen::ClosesFirst);
        }
        // Every bank holiday could fall on a Saturday or Sunday only in theory, but a weekday is what makes sure the clock runs out.
        if !days.0.into_iter().take(5).any(|open| open) {
            return Err(NeverOpen::NoDays);
        }
        Ok(MashHours { from, to, days })
    }

    /// 09:00 to 17:00 from Monday to Friday.
    pub const fn office() -> Self {
        MashHours { from: time(9, 0, 0, 0), to: time(17, 0, 0, 0), days: OpenDays::WORKING_WEEK }
    }

    /// When the MASH opens and closes on a day; nothing when it is closed all day.
    pub fn open_on(&self, day: Date, holidays: &BankHolidays) -> Option<(Timestamp, Timestamp)> {
        if !self.days.contains(day.weekday()) || holidays.contains(day) {
            return None;
        }
        Some((london::instant(day, self.from), london::instant(day, self.to)))
    }

    /// The moment at which `hours` of MASH work have passed since `start`. Work that ends at closing time is due then, not next morning.
    pub fn add(&self, start: Timestamp, hours: u16, holidays: &BankHolidays) -> Timestamp {
        let mut left = SignedDuration::from_hours(i64::from(hours));
        let mut day = london::date_of(start);
        loop {
            if let Some((opens, closes)) = self.open_on(day, holidays) {
                let begins = opens.max(start);
                let open_for = begins.duration_until(closes);
                if begins < closes && left <= open_for {
                    return begins.checked_add(left).unwrap_or(Timestamp::MAX);
                }
                left -= open_for.max(SignedDuration::ZERO);
            }
            match day.tomorrow() {
                Ok(next) => day = next,
                Err(_) => return Timestamp::MAX,
            }
        }
    }

    /// How much MASH work lies between two moments. Zero when the end is not later.
    pub fn between(&self, start: Timestamp, end: Timestamp, holidays: &BankHolidays) -> SignedDuration {
        let mut passed = SignedDuration::ZERO;
        let mut day = london::date_of(start);
        let last = london::date_of(end);
        while day <= last {
            if let Some((opens, closes)) = self.open_on(day, holidays) {
                passed += opens.max(start).duration_until(closes.min(end)).max(SignedDuration::ZERO);
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        passed
    }
}

#[derive(Serialize, Deserialize)]
struct Written {
    from: Time,
    to: Time,
    days: OpenDays,
}

impl TryFrom<Written> for MashHours {
    type Error = NeverOpen;

    fn try_from(written: Written) -> Result<Self, NeverOpen> {
        MashHours::new(written.from, written.to, written.days)
    }
}

impl From<MashHours> for Written {
    fn from(hours: MashHours) -> Self {
        Written { from: hours.from, to: hours.to, days: hours.days }
    }
}

impl TryFrom<Vec<String>> for OpenDays {
    type Error = NeverOpen;

    fn try_from(names: Vec<String>) -> Result<Self, NeverOpen> {
        let mut days = [false; 7];
        for name in names {
            let offset = NAMES.iter().position(|day| *day == name).ok_or(NeverOpen::NotADay)?;
            if let Some(day) = days.get_mut(offset) {
                *day = true;
            }
        }
        Ok(OpenDays(days))
    }
}

impl From<OpenDays> for Vec<String> {
    fn from(days: OpenDays) -> Self {
        NAMES.iter().zip(days.0).filter(|(_, open)| *open).map(|(name, _)| (*name).to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_runs_only_while_the_mash_works() {
        fn check(start: &str, hours: u16, expected: &str) {
            let holidays = BankHolidays::england();
            let (start, expected): (Timestamp, Timestamp) =
                (start.parse().unwrap(), expected.parse().unwrap());
            let due = MashHours::office().add(start, hours, &holidays);
            assert_eq!(due, expected, "{start} and {hours} hours");
            let passed = MashHours::office().between(start, due, &holidays);
            assert_eq!(passed, SignedDuration::from_hours(i64::from(hours)), "{start} to {due}");
        }
        // Summer time: 09:00 in London is 08:00 in UTC.
        check("2026-09-01T08:00:00Z", 2, "2026-09-01T10:00:00Z");
        check("2026-09-01T14:00:00Z", 2, "2026-09-01T16:00:00Z");
        check("2026-09-01T14:30:00Z", 2, "2026-09-02T08:30:00Z");
        check("2026-09-01T02:00:00Z", 2, "2026-09-01T10:00:00Z");
        check("2026-09-01T08:00:00Z", 24, "2026-09-03T16:00:00Z");
        // 16:55 on the Friday before the August bank holiday: five minutes that day, the rest on Tuesday.
        check("2026-08-28T15:55:00Z", 2, "2026-09-01T09:55:00Z");
        check("2026-08-29T12:00:00Z", 6, "2026-09-01T14:00:00Z");
        // Over the night the clocks go back, and forward: the hours of work are not touched.
        check("2026-10-23T15:00:00Z", 2, "2026-10-26T10:00:00Z");
        check("2026-03-27T16:00:00Z", 2, "2026-03-30T09:00:00Z");
    }

    #[test]
    fn a_mash_open_through_the_odd_nights_counts_real_hours() {
        let hours = MashHours::new(time(0, 0, 0, 0), time(3, 0, 0, 0), OpenDays::EVERY_DAY).unwrap();
        let check = |start: &str, end: &str, expected: i64| {
            let passed =
                hours.between(start.parse().unwrap(), end.parse().unwrap(), &BankHolidays::england());
            assert_eq!(passed, SignedDuration::from_hours(expected), "{start}");
        };
        check("2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z", 4);
        check("2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z", 2);
        check("2026-03-29T12:00:00Z", "2026-03-28T12:00:00Z", 0);
    }

    #[test]
    fn hours_that_would_never_run_out_are_refused() {
        fn check(json: &str, expected: Result<(), &str>) {
            let read = serde_json::from_str::<MashHours>(json);
            match (read, expected) {
                (Ok(hours), Ok(())) => assert_eq!(serde_json::to_string(&hours).unwrap(), json),
                (Err(refused), Err(words)) => assert!(refused.to_string().contains(words), "{refused}"),
                (read, expected) => panic!("{json}: {read:?} is not {expected:?}"),
            }
        }
        check(r#"{"from":"09:00:00","to":"17:30:00","days":["monday","saturday"]}"#, Ok(()));
        check(r#"{"from":"17:00:00","to":"09:00:00","days":["monday"]}"#, Err("close later"));
        check(r#"{"from":"09:00:00","to":"09:00:00","days":["monday"]}"#, Err("close later"));
        check(r#"{"from":"09:00:00","to":"17:00:00","days":["saturday"]}"#, Err("Monday to Friday"));
        check(r#"{"from":"09:00:00","to":"17:00:00","days":[]}"#, Err("Monday to Friday"));
        check(r#"{"from":"09:00:00","to":"17:00:00","days":["mon"]}"#, Err("in full"));
    }
}
