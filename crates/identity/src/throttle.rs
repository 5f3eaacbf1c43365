//! Slowing down whoever guesses, without shutting out whoever belongs here (ASVS 6.3.1).
//!
//! A wait grows with each failure up to a longest wait and is forgotten after a quiet time. Nothing is ever locked: a lock is a way
//! for a stranger to keep the night's duty worker out. Three counts are kept, each under its own rule, and the longest wait holds:
//! by account *and* address (strict, and hurts only the guesser), by account from anywhere (mild), by address (mild, because a whole
//! council may share one). The second factor is counted by account, strictly: only somebody with the password comes that far.

use jiff::{SignedDuration, Timestamp};

/// How a count of failures turns into a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Failures that cost nothing: people mistype.
    pub free: u32,
    /// The wait in seconds after the first failure beyond those. It doubles with each further one.
    pub first_wait: u32,
    /// The longest wait, in seconds.
    pub longest_wait: u32,
    /// Seconds without a failure after which all is forgotten.
    pub forgotten_after: u32,
}

/// The failures of one account or address, as the store keeps them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    /// How many there were, with no quiet time between.
    pub count: u32,
    /// When the last one was.
    pub last: Timestamp,
}

/// Whether somebody may try now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// They may.
    Allowed,
    /// Not yet. The page says so in the same words for real and invented names.
    Wait {
        /// Seconds from now, at least one.
        seconds: u32,
    },
}

impl Rule {
    /// For one account tried from one address.
    pub const ACCOUNT_AND_ADDRESS: Rule =
        Rule { free: 5, first_wait: 5, longest_wait: 900, forgotten_after: 86_400 };
    /// For one account tried from anywhere: a guesser with many addresses keeps its owner waiting a minute at most.
    pub const ACCOUNT: Rule = Rule { free: 20, first_wait: 1, longest_wait: 60, forgotten_after: 86_400 };
    /// For one address trying many accounts.
    pub const ADDRESS: Rule = Rule { free: 50, first_wait: 1, longest_wait: 300, forgotten_after: 3_600 };
    /// For one-time codes and recovery codes of one account, after its password was right.
    pub const SECOND_FACTOR: Rule =
        Rule { free: 5, first_wait: 10, longest_wait: 3_600, forgotten_after: 86_400 };

    /// Whether a try is allowed after `count` failures, the last at `since`.
    ///
    /// When the clock stepped back behind `since`, the wait is counted from now, so that it is never longer than the rule says.
    pub fn allow(&self, count: u32, since: Timestamp, now: Timestamp) -> Answer {
        let wait = self.wait_after(count);
        let gone = now.duration_since(since).max(SignedDuration::ZERO).as_secs();
        if gone >= i64::from(wait) || gone >= i64::from(self.forgotten_after) {
            return Answer::Allowed;
        }
        let left = i64::from(wait) - gone;
        Answer::Wait { seconds: u32::try_from(left).unwrap_or(wait) }
    }

    /// The wait in seconds after so many failures.
    pub fn wait_after(&self, count: u32) -> u32 {
        let Some(doublings) = count.checked_sub(self.free + 1) else { return 0 };
        let wait = u64::from(self.first_wait) << doublings.min(32);
        u32::try_from(wait).unwrap_or(u32::MAX).min(self.longest_wait)
    }

    /// The failures to keep after one more.
    pub fn after_failure(&self, before: Option<Failures>, now: Timestamp) -> Failures {
        let forgotten = SignedDuration::from_secs(i64::from(self.forgotten_after));
        match before {
            Some(failures) if now.duration_since(failures.last) < forgotten => {
                Failures { count: failures.count.saturating_add(1), last: failures.last.max(now) }
            }
            _ => Failures { count: 1, last: now },
        }
    }
}

/// The longest wait among the counts that apply.
pub fn allow_all(counts: &[(Rule, Option<Failures>)], now: Timestamp) -> Answer {
    let answers = counts
        .iter()
        .filter_map(|(rule, kept)| kept.map(|failures| rule.allow(failures.count, failures.last, now)));
    answers.max().unwrap_or(Answer::Allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(second: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + second).unwrap()
    }

    #[test]
    fn the_wait_doubles_and_is_never_for_ever() {
        let waits: Vec<u32> = (0..=16).map(|count| Rule::ACCOUNT_AND_ADDRESS.wait_after(count)).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]);
        assert_eq!(Rule::ACCOUNT_AND_ADDRESS.wait_after(u32::MAX), 900);
        assert_eq!(Rule::ACCOUNT.wait_after(u32::MAX), 60);
    }

    #[test]
    fn the_wait_is_counted_from_the_last_failure() {
        let rule = Rule::ACCOUNT_AND_ADDRESS;
        for (count, gone, expected) in [
            (5, 0, Answer::Allowed),
            (6, 0, Answer::Wait { seconds: 5 }),
            (6, 4, Answer::Wait { seconds: 1 }),
            (6, 5, Answer::Allowed),
            (200, 0, Answer::Wait { seconds: 900 }),
            (200, 899, Answer::Wait { seconds: 1 }),
            (200, 900, Answer::Allowed),
            // The clock stepped back a year.
            (6, -31_536_000, Answer::Wait { seconds: 5 }),
        ] {
            assert_eq!(
                rule.allow(count, second(0), second(gone)),
                expected,
                "{count} failures, {gone} s ago"
            );
        }
    }

    #[test]
    fn a_quiet_time_forgets() {
        let rule = Rule::ADDRESS;
        let kept = Some(Failures { count: 70, last: second(0) });
        assert_eq!(rule.after_failure(kept, second(3_599)), Failures { count: 71, last: second(3_599) });
        assert_eq!(rule.after_failure(kept, second(3_600)), Failures { count: 1, last: second(3_600) });
        assert_eq!(rule.after_failure(kept, second(-5)), Failures { count: 71, last: second(0) });
        assert_eq!(rule.after_failure(None, second(9)), Failures { count: 1, last: second(9) });
    }

    #[test]
    fn the_longest_wait_holds() {
        let of = |count| Some(Failures { count, last: second(0) });
        let allow = |pair, account, address| {
            allow_all(
                &[(Rule::ACCOUNT_AND_ADDRESS, pair), (Rule::ACCOUNT, account), (Rule::ADDRESS, address)],
                second(0),
            )
        };
        assert_eq!(allow(None, None, None), Answer::Allowed);
        assert_eq!(allow(of(7), of(7), of(7)), Answer::Wait { seconds: 10 });
        assert_eq!(allow(None, of(1_000), None), Answer::Wait { seconds: 60 });
        assert_eq!(allow(of(7), of(1_000), of(1_000)), Answer::Wait { seconds: 300 });
    }

    proptest::proptest! {
        #[test]
        fn nobody_waits_longer_than_the_rule_says(count: u32, gone in -1_000_000i64..1_000_000) {
            for rule in [Rule::ACCOUNT_AND_ADDRESS, Rule::ACCOUNT, Rule::ADDRESS, Rule::SECOND_FACTOR] {
                if let Answer::Wait { seconds } = rule.allow(count, second(0), second(gone)) {
                    proptest::prop_assert!(seconds >= 1 && seconds <= rule.longest_wait);
                    let then = second(gone.max(0) + i64::from(seconds));
                    proptest::prop_assert_eq!(rule.allow(count, second(0), then), Answer::Allowed);
                }
            }
        }
    }
}
