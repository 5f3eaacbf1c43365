//! When things are due: working days, elapsed hours, MASH hours and calendar months, by the clock on the wall in England.
//!
//! The rule of the timer register: a day counts unless it is a Saturday, a Sunday or an English bank holiday; the day a clock starts
//! is not counted; a due day is missed at its end, 23:59:59 in London. Elapsed hours ignore calendars. A calendar month ends on the
//! same day of the later month, or on its last day if there is none. (Working Together; DfE census guide.)
//!
//! Nothing here reads a clock: `now` is always given.

mod bank_holidays;
pub mod clock;
mod due;
mod limit;
pub mod london;
mod mash_hours;
pub mod typed;
mod typed_time;
pub mod working_days;

pub use bank_holidays::{BankHolidays, NotAHolidayList};
pub use clock::Clock;
pub use due::{Due, due};
pub use limit::{Limit, NotALimit};
pub use mash_hours::{MashHours, NeverOpen, OpenDays};

/// What a council's clocks run by: the days nobody works and the hours its MASH does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The English bank holidays.
    pub holidays: BankHolidays,
    /// When MASH hours count. A local choice: there is no national standard.
    pub mash_hours: MashHours,
}

impl Calendar {
    /// England's bank holidays, with a MASH that works from 09:00 to 17:00 on working days.
    pub fn england() -> Self {
        Calendar { holidays: BankHolidays::england(), mash_hours: MashHours::office() }
    }
}
