//! How long a session lasts: an idle limit, an absolute limit, and a warning before either (ASVS 7.3.1, 7.3.2; WCAG 2.2.1).
//!
//! Typing counts as activity, because drafts are saved as people type. The idle end can be put off by asking for more time; the
//! absolute end cannot, and what was typed waits as a draft for the same person.

use jiff::{SignedDuration, Timestamp};

/// The limits of every session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    idle: SignedDuration,
    absolute: SignedDuration,
    warn_before: SignedDuration,
}

/// Limits that contradict each other, in words for whoever configures them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLimits {
    /// A limit is nought or less.
    #[error("each limit of a session must be longer than nothing")]
    Nothing,
    /// Somebody would be warned as soon as they signed in.
    #[error("the warning must come later than the start: make it shorter than the idle limit")]
    WarnsAtOnce,
    /// The idle limit would never be reached.
    #[error("the idle limit must not be longer than the absolute limit")]
    IdleIsLonger,
}

/// What a session is at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing to say.
    Live,
    /// It ends soon: tell the person, and offer more time where that can be had.
    Warn {
        /// When it ends if nothing is done.
        ends: Timestamp,
        /// Whether activity puts the end off. The absolute limit cannot be put off.
        extendable: bool,
    },
    /// It is over, and its token is worth nothing.
    Expired,
}

impl Limits {
    /// Thirty minutes idle, twelve hours in all (the longest shift), a warning five minutes before.
    pub const USUAL: Limits = Limits {
        idle: SignedDuration::from_mins(30),
        absolute: SignedDuration::from_hours(12),
        warn_before: SignedDuration::from_mins(5),
    };

    /// A council's own limits.
    pub fn new(
        idle: SignedDuration,
        absolute: SignedDuration,
        warn_before: SignedDuration,
    ) -> Result<Limits, BadLimits> {
        if [idle, absolute, warn_before].iter().any(|limit| !limit.is_positive()) {
            return Err(BadLimits::Nothing);
        }
        if warn_before >= idle {
            return Err(BadLimits::WarnsAtOnce);
        }
        if idle > absolute {
            return Err(BadLimits::IdleIsLonger);
        }
        Ok(Limits { idle, absolute, warn_before })
    }

    /// The time without activity after which a session ends.
    pub const fn idle(&self) -> SignedDuration {
        self.idle
    }

    /// The time after which a session ends whatever happens in it.
    pub const fn absolute(&self) -> SignedDuration {
        self.absolute
    }

    /// How long before its end a person is warned.
    pub const fn warn_before(&self) -> SignedDuration {
        self.warn_before
    }

    /// When a session ends if nothing is done.
    ///
    /// `started` is when the person signed in, `seen` when they last did something.
    pub fn ends(&self, started: Timestamp, seen: Timestamp) -> Timestamp {
        later(seen, self.idle).min(later(started, self.absolute))
    }

    /// What a session is at `now`. A clock that stepped back makes no session longer than its limits from the times recorded.
    pub fn state(&self, started: Timestamp, seen: Timestamp, now: Timestamp) -> State {
        let ends = self.ends(started, seen);
        if now >= ends {
            return State::Expired;
        }
        if now < ends.checked_sub(self.warn_before).unwrap_or(Timestamp::MIN) {
            return State::Live;
        }
        State::Warn { ends, extendable: self.ends(started, now) > ends }
    }
}

/// Whether the person proved who they are recently enough for an act that asks for it again: unsealing, exporting, breaking the
/// glass, changing a factor (ASVS 7.5.3).
pub fn is_recent(proved: Timestamp, now: Timestamp, within: SignedDuration) -> bool {
    now < later(proved, within)
}

fn later(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minute: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + minute * 60).unwrap()
    }

    #[test]
    fn a_session_warns_then_ends() {
        let warn = |ends, extendable| State::Warn { ends: minute(ends), extendable };
        for (seen, now, expected) in [
            (0, 0, State::Live),
            (0, 24, State::Live),
            (0, 25, warn(30, true)),
            (0, 29, warn(30, true)),
            (0, 30, State::Expired),
            (20, 44, State::Live),
            (20, 45, warn(50, true)),
            // Twelve hours are 720 minutes: activity no longer helps.
            (714, 714, State::Live),
            (714, 715, warn(720, false)),
            (719, 719, warn(720, false)),
            (719, 720, State::Expired),
            // Idle from 11:28, so the idle end comes first, and asking for more gives two minutes more.
            (688, 715, warn(718, true)),
            // The clock stepped back.
            (10, 5, State::Live),
            (0, -600, State::Live),
        ] {
            assert_eq!(
                Limits::USUAL.state(minute(0), minute(seen), minute(now)),
                expected,
                "seen {seen}, now {now}"
            );
        }
    }

    #[test]
    fn limits_that_contradict_are_refused() {
        let of = |idle, absolute, warn| {
            let minutes = SignedDuration::from_mins;
            Limits::new(minutes(idle), minutes(absolute), minutes(warn)).map(|_| ())
        };
        assert_eq!(of(30, 720, 5), Ok(()));
        assert_eq!(of(30, 30, 5), Ok(()));
        assert_eq!(of(0, 720, 5), Err(BadLimits::Nothing));
        assert_eq!(of(30, 720, -5), Err(BadLimits::Nothing));
        assert_eq!(of(5, 720, 5), Err(BadLimits::WarnsAtOnce));
        assert_eq!(of(60, 30, 5), Err(BadLimits::IdleIsLonger));
    }

    #[test]
    fn proof_grows_old() {
        let within = SignedDuration::from_mins(10);
        for (now, expected) in [(0, true), (9, true), (10, false), (11, false)] {
            assert_eq!(is_recent(minute(0), minute(now), within), expected, "{now}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_activity_keeps_a_session_beyond_its_absolute_limit(seen in -2_000i64..2_000, now in -2_000i64..2_000) {
            let state = Limits::USUAL.state(minute(0), minute(seen), minute(now));
            if now >= 720 || now >= seen + 30 {
                proptest::prop_assert_eq!(state, State::Expired);
            } else {
                proptest::prop_assert_ne!(state, State::Expired);
            }
        }
    }
}
