//! How long something may take, as a practice pack writes it: a number and a unit. Every row of the timer register can be read.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::typed::{month_from_name, month_name};

/// How long something may take, counted from (or back from) the moment its clock starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub enum Limit {
    /// By the end of the nth working day after the day it starts.
    WorkingDays(u16),
    /// By the end of the nth working day before the day it starts: a report before a conference.
    WorkingDaysBefore(u16),
    /// By the end of the nth day before the day it starts, every day counted.
    DaysBefore(u16),
    /// Elapsed hours to the second, every day and night counted: police protection, return home interviews.
    Hours(u16),
    /// Hours in which the MASH is at work.
    MashHours(u16),
    /// By the end of the same day of the week, n weeks later.
    Weeks(u16),
    /// By the end of the same day n months later, or the last day of that month if there is none.
    CalendarMonths(u16),
    /// By the end of the nth day after the day it starts, every day counted.
    Days(u16),
    /// By the end of a day of the year, the first on or after the day it starts.
    Date {
        /// 1 to 12.
        month: i8,
        /// 1 to the last day of the month (29 February falls on 28 February in other years).
        day: i8,
    },
    /// No number: the plan, or a manager, sets the day each time.
    Set,
}

/// A limit that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotALimit {
    /// The unit is not one of ours.
    #[error(
        "the unit is not known: use working days, working days before, days before, hours, MASH working hours, \
         weeks, calendar months, days, date, per plan or local"
    )]
    Unit,
    /// A counted unit without a whole number.
    #[error("the limit must be a whole number from 0 to 9999")]
    Number,
    /// The unit is `date` and the limit is not a day of the year.
    #[error("the limit must be a day and a month, like 31 July")]
    DayOfYear,
    /// The plan sets the day, and yet there is a number.
    #[error("the limit must be \"set\" or \"plan\" when the plan sets it")]
    NotANumber,
}

const LONGEST: u16 = 9999;

impl Limit {
    /// Reads a limit as the timer register writes it: `1` with `working day`, `31 July` with `date`, `set` with `per plan`.
    pub fn parse(limit: &str, unit: &str) -> Result<Self, NotALimit> {
        let unit = unit.trim().to_lowercase();
        let counted: fn(u16) -> Limit = match unit.as_str() {
            "working day" | "working days" => Limit::WorkingDays,
            "working day before" | "working days before" => Limit::WorkingDaysBefore,
            "day before" | "days before" => Limit::DaysBefore,
            "hour" | "hours" => Limit::Hours,
            "mash working hour" | "mash working hours" | "mash hour" | "mash hours" => Limit::MashHours,
            "week" | "weeks" => Limit::Weeks,
            "calendar month" | "calendar months" => Limit::CalendarMonths,
            "day" | "days" => Limit::Days,
            "date" => return day_of_year(limit),
            "per plan" | "local" => {
                let set = matches!(limit.trim(), "set" | "plan" | "");
                return if set { Ok(Limit::Set) } else { Err(NotALimit::NotANumber) };
            }
            _ => return Err(NotALimit::Unit),
        };
        let number = limit.trim().parse().map_err(|_| NotALimit::Number)?;
        if number > LONGEST { Err(NotALimit::Number) } else { Ok(counted(number)) }
    }

    /// Whether this limit gives more time than `other` does: a council may tighten a limit set by law, and loosen it only with a reason.
    /// `None` when they are counted in different ways and cannot be compared.
    pub fn is_looser_than(self, other: Limit) -> Option<bool> {
        use Limit::*;
        let order = match (self, other) {
            (WorkingDays(a), WorkingDays(b)) | (Hours(a), Hours(b)) | (MashHours(a), MashHours(b)) => {
                a.cmp(&b)
            }
            (Weeks(a), Weeks(b)) | (CalendarMonths(a), CalendarMonths(b)) | (Days(a), Days(b)) => a.cmp(&b),
            (Weeks(a), Days(b)) => (u32::from(a) * 7).cmp(&u32::from(b)),
            (Days(a), Weeks(b)) => u32::from(a).cmp(&(u32::from(b) * 7)),
            (WorkingDaysBefore(a), WorkingDaysBefore(b)) | (DaysBefore(a), DaysBefore(b)) => b.cmp(&a),
            (Date { month: a, day: b }, Date { month: c, day: d }) => (a, b).cmp(&(c, d)),
            (Set, Set) => Ordering::Equal,
            _ => return None,
        };
        Some(order == Ordering::Greater)
    }

    /// The limit and the unit as the register writes them.
    fn written(self) -> (String, &'static str) {
        let (number, one, many) = match self {
            Limit::WorkingDays(n) => (n, "working day", "working days"),
            Limit::WorkingDaysBefore(n) => (n, "working day before", "working days before"),
            Limit::DaysBefore(n) => (n, "day before", "days before"),
            Limit::Hours(n) => (n, "hour", "hours"),
            Limit::MashHours(n) => (n, "MASH working hour", "MASH working hours"),
            Limit::Weeks(n) => (n, "week", "weeks"),
            Limit::CalendarMonths(n) => (n, "calendar month", "calendar months"),
            Limit::Days(n) => (n, "day", "days"),
            Limit::Date { month, day } => return (format!("{day} {}", month_name(month)), "date"),
            Limit::Set => return ("set".to_owned(), "per plan"),
        };
        (number.to_string(), if number == 1 { one } else { many })
    }
}

impl fmt::Display for Limit {
    /// "15 working days", "by 31 July", "as the plan sets".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.written()) {
            (Limit::Set, _) => f.write_str("as the plan sets"),
            (Limit::Date { .. }, (day, _)) => write!(f, "by {day}"),
            (_, (number, unit)) => write!(f, "{number} {unit}"),
        }
    }
}

/// "31 July".
fn day_of_year(text: &str) -> Result<Limit, NotALimit> {
    let (day, month) = text.trim().split_once(' ').ok_or(NotALimit::DayOfYear)?;
    let month = month_from_name(&month.trim().to_lowercase()).ok_or(NotALimit::DayOfYear)?;
    let day: i8 = day.parse().map_err(|_| NotALimit::DayOfYear)?;
    // 2024 is a leap year: 29 February is a day of some years.
    jiff::civil::Date::new(2024, month, day).map_err(|_| NotALimit::DayOfYear)?;
    Ok(Limit::Date { month, day })
}

/// The two fields of a pack, as they stand in the file.
#[derive(Serialize, Deserialize)]
struct Written {
    limit: Amount,
    unit: String,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Amount {
    Number(u16),
    Words(String),
}

impl TryFrom<Written> for Limit {
    type Error = NotALimit;

    fn try_from(written: Written) -> Result<Self, NotALimit> {
        match written.limit {
            Amount::Number(number) => Limit::parse(&number.to_string(), &written.unit),
            Amount::Words(words) => Limit::parse(&words, &written.unit),
        }
    }
}

impl From<Limit> for Written {
    fn from(limit: Limit) -> Self {
        let (amount, unit) = limit.written();
        let amount = amount.parse().map_or(Amount::Words(amount), Amount::Number);
        Written { limit: amount, unit: unit.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::Limit::*;
    use super::*;

    #[test]
    fn every_way_the_register_writes_a_limit() {
        fn check(limit: &str, unit: &str, expected: Option<Limit>, said: &str) {
            let read = Limit::parse(limit, unit);
            let words = read.as_ref().map_or_else(ToString::to_string, ToString::to_string);
            assert_eq!(words, said, "{limit} {unit}");
            assert_eq!(read.ok(), expected, "{limit} {unit}");
        }
        check("1", "working day", Some(WorkingDays(1)), "1 working day");
        check("45", "working days", Some(WorkingDays(45)), "45 working days");
        check("3", "working days before", Some(WorkingDaysBefore(3)), "3 working days before");
        check("2", "days before", Some(DaysBefore(2)), "2 days before");
        check("72", "hours", Some(Hours(72)), "72 hours");
        check(" 24 ", "MASH working hours", Some(MashHours(24)), "24 MASH working hours");
        check("4", "weeks", Some(Weeks(4)), "4 weeks");
        check("1", "calendar month", Some(CalendarMonths(1)), "1 calendar month");
        check("8", "days", Some(Days(8)), "8 days");
        check("31 July", "date", Some(Date { month: 7, day: 31 }), "by 31 July");
        check("29 feb", "date", Some(Date { month: 2, day: 29 }), "by 29 February");
        check("set", "local", Some(Set), "as the plan sets");
        check("plan", "per plan", Some(Set), "as the plan sets");
        check("31 June", "date", None, "the limit must be a day and a month, like 31 July");
        check("one", "working day", None, "the limit must be a whole number from 0 to 9999");
        check("9999", "hours", Some(Hours(9999)), "9999 hours");
        check("10000", "hours", None, "the limit must be a whole number from 0 to 9999");
        check("5", "per plan", None, "the limit must be \"set\" or \"plan\" when the plan sets it");
        assert_eq!(Limit::parse("5", "fortnights"), Err(NotALimit::Unit));
    }

    #[test]
    fn a_pack_and_the_ledger_keep_it_as_written() {
        #[track_caller]
        fn check(toml: &str, limit: Limit, json: &str) {
            assert_eq!(toml::from_str::<Limit>(toml).unwrap(), limit);
            assert_eq!(serde_json::to_string(&limit).unwrap(), json);
            assert_eq!(serde_json::from_str::<Limit>(json).unwrap(), limit);
        }
        check("limit = 1\nunit = 'working day'", WorkingDays(1), r#"{"limit":1,"unit":"working day"}"#);
        check(
            "limit = '15'\nunit = 'working days'",
            WorkingDays(15),
            r#"{"limit":15,"unit":"working days"}"#,
        );
        check(
            "limit = '31 July'\nunit = 'date'",
            Date { month: 7, day: 31 },
            r#"{"limit":"31 July","unit":"date"}"#,
        );
        check("limit = 'set'\nunit = 'local'", Set, r#"{"limit":"set","unit":"per plan"}"#);
        assert!(toml::from_str::<Limit>("limit = 1\nunit = 'moon'").is_err());
    }

    #[test]
    fn loosening_is_seen() {
        fn check(one: Limit, other: Limit, expected: Option<bool>) {
            assert_eq!(one.is_looser_than(other), expected, "{one} than {other}");
        }
        check(WorkingDays(46), WorkingDays(45), Some(true));
        check(WorkingDays(30), WorkingDays(45), Some(false));
        check(WorkingDays(45), WorkingDays(45), Some(false));
        check(DaysBefore(1), DaysBefore(2), Some(true));
        check(WorkingDaysBefore(5), WorkingDaysBefore(3), Some(false));
        check(Days(15), Weeks(2), Some(true));
        check(Weeks(2), Days(15), Some(false));
        check(Date { month: 8, day: 1 }, Date { month: 7, day: 31 }, Some(true));
        check(Hours(48), WorkingDays(1), None);
        check(Set, WorkingDays(1), None);
    }
}
