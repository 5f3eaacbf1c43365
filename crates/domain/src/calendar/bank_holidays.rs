//! The bank holidays of England and Wales, as a list of days in a file. They are proclaimed, not computed: a list ends, and says so.

use jiff::Span;
use jiff::civil::Date;

/// The days nobody is expected to work besides Saturdays and Sundays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankHolidays {
    /// In order, each once, never empty.
    days: Vec<Date>,
}

/// A list of bank holidays that cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAHolidayList {
    /// A line does not begin with a date such as 2026-12-25.
    #[error("line {0}: a line begins with a date written like 2026-12-25")]
    Line(usize),
    /// No day is in the list at all.
    #[error("the list of bank holidays is empty")]
    Empty,
}

impl BankHolidays {
    /// Reads a CSV whose first column is the date (2026-12-25); a heading line, blank lines and lines that begin with `#` are passed over.
    pub fn parse(csv: &str) -> Result<Self, NotAHolidayList> {
        let mut days = Vec::new();
        for (index, line) in csv.trim_start_matches('\u{feff}').lines().enumerate() {
            let first = line.split(',').next().unwrap_or_default().trim();
            let heading = index == 0 && first.eq_ignore_ascii_case("date");
            if heading || first.is_empty() || first.starts_with('#') {
                continue;
            }
            days.push(first.parse().map_err(|_| NotAHolidayList::Line(index + 1))?);
        }
        if days.is_empty() {
            return Err(NotAHolidayList::Empty);
        }
        days.sort_unstable();
        days.dedup();
        Ok(BankHolidays { days })
    }

    /// The list that comes with the program: England, from 2017.
    #[expect(clippy::expect_used, reason = "the list is part of the program and a unit test reads it")]
    pub fn england() -> Self {
        Self::parse(include_str!("../../../../packs/england/bank_holidays.csv"))
            .expect("the embedded list of bank holidays can be read")
    }

    /// Whether the day is a bank holiday.
    pub fn contains(&self, day: Date) -> bool {
        self.days.binary_search(&day).is_ok()
    }

    /// The last bank holiday known: later due days may be a day or more too early.
    pub fn last_day(&self) -> Date {
        self.days.last().copied().unwrap_or(Date::MIN)
    }

    /// Words for the administrator when the list ends within a year of `today`, or has ended.
    pub fn warning(&self, today: Date) -> Option<String> {
        let last = self.last_day();
        if last > today.saturating_add(Span::new().years(1)) {
            return None;
        }
        let ends = last.strftime("%-d %B %Y");
        let verb = if last < today { "ended" } else { "ends" };
        Some(format!(
            "The list of bank holidays {verb} on {ends}. Add the holidays after it, or later due days will be too early."
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_list_is_whole() {
        let england = BankHolidays::england();
        for year in 2017..=2028 {
            let count = england.days.iter().filter(|day| day.year() == year).count();
            let proclaimed = match year {
                2022 => 10,
                2023 => 9,
                _ => 8,
            };
            assert_eq!(count, proclaimed, "{year}");
        }
        assert_eq!(england.last_day().to_string(), "2028-12-26");
    }

    #[test]
    fn a_list_says_which_line_is_wrong() {
        fn check(csv: &str, expected: Result<usize, &str>) {
            let read =
                BankHolidays::parse(csv).map(|list| list.days.len()).map_err(|refused| refused.to_string());
            assert_eq!(read, expected.map_err(str::to_owned), "{csv:?}");
        }
        check("date,source\n2026-12-25,x\n\n# later\n2026-12-28\n2026-12-25\n", Ok(2));
        check("\u{feff}date\r\n2026-12-25\r\n", Ok(1));
        check(
            "date,source\n25/12/2026,x\n",
            Err("line 2: a line begins with a date written like 2026-12-25"),
        );
        check("2026-02-30\n", Err("line 1: a line begins with a date written like 2026-12-25"));
        check("date,source\n", Err("the list of bank holidays is empty"));
        check("", Err("the list of bank holidays is empty"));
    }

    #[test]
    fn a_list_that_ends_within_a_year_warns() {
        fn check(today: &str, expected: Option<&str>) {
            let said = BankHolidays::england().warning(today.parse().unwrap());
            assert_eq!(said.as_deref().map(|words| words.split(". ").next().unwrap()), expected, "{today}");
        }
        check("2026-09-01", None);
        check("2027-12-25", None);
        check("2027-12-26", Some("The list of bank holidays ends on 26 December 2028"));
        check("2028-12-26", Some("The list of bank holidays ends on 26 December 2028"));
        check("2028-12-27", Some("The list of bank holidays ended on 26 December 2028"));
    }
}
