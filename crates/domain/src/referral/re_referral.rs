//! Re-referral: a referral within 12 months of the child's previous one, which can only be when the child was closed in between (DfE). It is
//! computed from the episodes and never typed.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::episode::Episode;

/// Over how many months back a referral before makes this one a re-referral.
const MONTHS: i32 = 12;

/// The referral before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReReferral {
    /// Its date.
    pub previous: Date,
    /// When the child was closed after it; nothing when it was an NFA referral, which is never open.
    pub closed: Option<Date>,
}

/// The previous referral, if a referral on this day is a re-referral. The same day twelve months later still is one; the day after is not.
pub fn re_referral(before: &[Episode], on: Date) -> Option<ReReferral> {
    let previous = before
        .iter()
        .filter(|episode| episode.referral_date <= on)
        .max_by_key(|episode| episode.referral_date)?;
    let until = previous.referral_date.checked_add(MONTHS.months()).unwrap_or(Date::MAX);
    let closed_between = previous.no_further_action || previous.closed_on.is_some_and(|closed| closed <= on);
    (on <= until && closed_between)
        .then_some(ReReferral { previous: previous.referral_date, closed: previous.closed_on })
}
