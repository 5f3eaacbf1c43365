//! Counting failed tries: by account and address, by account, by address, and by person for second factors. Whoever guesses waits longer and
//! longer; nobody is ever locked out (ASVS 6.3.1). What a stranger is told is the same for real and invented names.

use std::net::IpAddr;

use domain::id::Id;
use domain::refusal::Refusal;
use domain::staff::Staff;
use identity::throttle::{Answer, Failures, Rule, allow_all};
use jiff::Timestamp;
use store::Stop;
use store::throttle::Tried;

use crate::house::House;

/// The counts that one try falls under.
pub(crate) struct Counts {
    field: &'static str,
    under: Vec<(String, Rule)>,
}

impl Counts {
    /// A password under a user name (nothing for what can be nobody's name) from an address.
    pub fn of_password(user_name: Option<&str>, address: &str) -> Self {
        let (name, address) = (user_name.unwrap_or("?"), network(address));
        let under = vec![
            (format!("account {name} from {address}"), Rule::ACCOUNT_AND_ADDRESS),
            (format!("account {name}"), Rule::ACCOUNT),
            (format!("address {address}"), Rule::ADDRESS),
        ];
        Counts { field: "password", under }
    }

    /// A one-time or recovery code of somebody whose password was right.
    pub fn of_code(staff: Id<Staff>) -> Self {
        Counts { field: "code", under: vec![(format!("second factor {staff}"), Rule::SECOND_FACTOR)] }
    }

    /// The code of a link, from an address.
    pub fn of_link(link: &str, address: &str) -> Self {
        let under = vec![
            (Self::key_of_link(link), Rule::SECOND_FACTOR),
            (format!("address {}", network(address)), Rule::ADDRESS),
        ];
        Counts { field: "code", under }
    }

    /// Where the wrong codes of a link are counted.
    pub fn key_of_link(link: &str) -> String {
        format!("link {link}")
    }

    /// The same counts for a form whose field has another name.
    #[must_use]
    pub fn about(self, field: &'static str) -> Self {
        Counts { field, ..self }
    }

    /// Refuses when it is too early for another try.
    pub fn may_try(&self, house: &House, at: Timestamp) -> Result<(), Stop> {
        let mut kept = Vec::new();
        for (key, rule) in &self.under {
            kept.push((*rule, house.store.tried(key)?.map(failures)));
        }
        match allow_all(&kept, at) {
            Answer::Allowed => Ok(()),
            Answer::Wait { seconds } => {
                let words = format!("There were too many tries. Wait {}, then try again.", in_words(seconds));
                Err(Refusal::field(self.field, words).into())
            }
        }
    }

    /// Counts a failure.
    pub fn failed(&self, house: &House, at: Timestamp) -> Result<(), Stop> {
        for (key, rule) in &self.under {
            house.store.count_try(key, at, |before| {
                let now = rule.after_failure(before.map(failures), at);
                Tried { count: now.count.into(), since: now.last }
            })?;
        }
        Ok(())
    }

    /// Forgets the failures of the account after a success. Those of the address stay: one good account must not free a guesser of others.
    pub fn succeeded(&self, house: &House) -> Result<(), Stop> {
        for (key, rule) in &self.under {
            if *rule != Rule::ADDRESS {
                house.store.clear_tries(key)?;
            }
        }
        Ok(())
    }
}

fn failures(tried: Tried) -> Failures {
    Failures { count: u32::try_from(tried.count).unwrap_or(u32::MAX), last: tried.since }
}

/// What counts as one address: for IPv6 the /64 that one household has.
pub(crate) fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => "unknown".into(),
    }
}

/// How long to wait, as people say it.
pub(crate) fn in_words(seconds: u32) -> String {
    match seconds {
        0..=1 => "1 second".into(),
        2..=59 => format!("{seconds} seconds"),
        60 => "1 minute".into(),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::{in_words, network};

    #[test]
    fn an_address_is_what_one_household_has() {
        for (address, expected) in [
            ("198.51.100.7", "198.51.100.7"),
            ("::ffff:198.51.100.7", "198.51.100.7"),
            ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
            ("unknown", "unknown"),
            ("'; drop\0", "unknown"),
        ] {
            assert_eq!(network(address), expected);
        }
    }

    #[test]
    fn a_wait_is_told_in_words() {
        for (seconds, expected) in
            [(1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (61, "2 minutes"), (3600, "60 minutes")]
        {
            assert_eq!(in_words(seconds), expected);
        }
    }
}
