//! Leavers lapse (need to know, domain register 2.2). Nobody at the council hears that somebody left a school or a practice, so a partner's account
//! that is not used, or that its agency's administrator no longer confirms, closes by itself. It is opened again by whoever may add people.

use jiff::{SignedDuration, Timestamp};

use crate::pack::Partners;

/// Why an account lapsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lapse {
    /// Nobody signed in with it for so many days.
    Unused(u32),
    /// Nobody confirmed for so many days that they still work there.
    NotConfirmed(u32),
}

impl Lapse {
    /// Why, for the record.
    pub fn words(self) -> String {
        match self {
            Lapse::Unused(days) => format!("Not used for {days} days."),
            Lapse::NotConfirmed(days) => {
                format!("Not confirmed by the agency's administrator for {days} days.")
            }
        }
    }
}

/// Whether a partner's account has lapsed. `used` is when they last did anything, `confirmed` when somebody last said that they work there: when they
/// were added, let in again or confirmed.
pub fn lapsed(
    used: Option<Timestamp>,
    confirmed: Timestamp,
    now: Timestamp,
    partners: &Partners,
) -> Option<Lapse> {
    let is_over = |since: Timestamp, days: u32| {
        now.duration_since(since) >= SignedDuration::from_hours(24 * i64::from(days))
    };
    // Whoever was only added has not used it yet: the days run from then.
    let used = used.map_or(confirmed, |used| used.max(confirmed));
    if is_over(used, partners.unused_days) {
        return Some(Lapse::Unused(partners.unused_days));
    }
    is_over(confirmed, partners.confirm_days).then_some(Lapse::NotConfirmed(partners.confirm_days))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTNERS: Partners =
        Partners { unused_days: 30, confirm_days: 90, link_hours: 24, link_grace_hours: 48 };

    #[test]
    fn an_account_lapses_when_it_is_not_used_or_not_confirmed() {
        let day = |day: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * day);
        let second = SignedDuration::from_secs(1);
        for (used, confirmed, now, expected) in [
            (None, day(0), day(30) - second, None),
            (None, day(0), day(30), Some(Lapse::Unused(30))),
            (Some(day(10)), day(0), day(40) - second, None),
            (Some(day(10)), day(0), day(40), Some(Lapse::Unused(30))),
            // Used every day, and never confirmed again.
            (Some(day(89)), day(0), day(90) - second, None),
            (Some(day(89)), day(0), day(90), Some(Lapse::NotConfirmed(90))),
            // Let in again: the days run anew, whenever it was last used.
            (Some(day(10)), day(60), day(61), None),
            // The clock stepped back.
            (Some(day(10)), day(10), day(5), None),
        ] {
            assert_eq!(lapsed(used, confirmed, now, &PARTNERS), expected, "{used:?} {confirmed} {now}");
        }
    }
}
