//! Whether a child was seen while an assessment was made, and on which day last: Annex A, list 4, asks it of every assessment, and answers yes, no or unknown. A
//! child who was seen alone was seen. What nobody answered is unknown, and never no.

use jiff::civil::Date;

use super::Parts;
use crate::calendar::typed::parse_date;
use crate::form::Answer;

/// Whether a child was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Seen; the last day where it was written.
    Yes(Option<Date>),
    /// Not seen.
    No,
    /// Nobody said, or it is not known.
    Unknown,
}

impl Seen {
    /// As it was answered about the child of this repeat.
    pub fn of(parts: &Parts<'_>, index: u16) -> Seen {
        let said =
            |part: &str, value: &str| parts.chosen(part, Some(index)).iter().any(|found| found == value);
        let dated = parts.given("seen_on", Some(index)).into_iter().find_map(|(_, answer)| match answer {
            Answer::Date(day) => Some(parse_date(&day.words()).ok()),
            _ => None,
        });
        let day = dated.flatten();
        if said("seen_alone", "yes") || said("seen", "yes") || dated.is_some() {
            Seen::Yes(day)
        } else if said("seen", "no") {
            Seen::No
        } else {
            Seen::Unknown
        }
    }

    /// As Annex A writes it (list 4, "Child Seen During Continuous Assessment").
    pub const fn annex_a(self) -> &'static str {
        match self {
            Seen::Yes(_) => "a) Yes",
            Seen::No => "b) No",
            Seen::Unknown => "c) Unknown",
        }
    }
}
