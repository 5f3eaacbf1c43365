//! Passwords: long, free in form, refused when an attacker would try them first, and kept only as Argon2id hashes.
//!
//! Sources: ASVS 5.0.0 6.2.1 to 6.2.12 (15 characters, no composition rules, common and context-specific words refused, taken
//! exactly as typed), NIST SP 800-63B 3.1.1.2, and the OWASP Password Storage Cheat Sheet for the cost.

mod common;

use std::fmt;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use unicode_normalization::UnicodeNormalization;

/// The fewest characters a password may have (ASVS 6.2.1, its recommended figure).
pub const FEWEST_CHARACTERS: usize = 15;

/// The most bytes a password may have: room for any sentence, and a bound on the work that a stranger can ask for.
pub const MOST_BYTES: usize = 1_024;

/// A password that may be chosen: long enough and not among those tried first.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(not shown)")
    }
}

/// Why a password was not taken, in words for the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// Fewer than [`FEWEST_CHARACTERS`] characters.
    #[error(
        "Password must be 15 characters or more. It has {characters}. Three or four words that do not belong together work well."
    )]
    TooShort {
        /// How many characters it has.
        characters: usize,
    },
    /// More than [`MOST_BYTES`] bytes.
    #[error("Password must be shorter: at most 1,024 bytes, which is about 1,000 letters.")]
    TooLong,
    /// A few characters, or one short piece, again and again.
    #[error("Password repeats itself. Use words that are different from each other.")]
    Repeats,
    /// Made almost wholly of words, dates and runs of keys that attackers try first.
    #[error(
        "Password is made of words or patterns that attackers try first. Use words that do not belong together."
    )]
    Common,
    /// Made almost wholly of the person's own name, their organisation's or the service's, and common words.
    #[error(
        "Password is made of your name, your organisation or this service. Use words that have nothing to do with them."
    )]
    AboutYou,
}

impl Password {
    /// Takes a password that somebody chooses.
    ///
    /// `about` holds what an attacker knows: the user's name and e-mail address, the council's name, the service's name.
    /// The text is brought to NFC, so that the same word typed on another keyboard is the same password; nothing else is changed.
    pub fn new(text: &str, about: &[&str]) -> Result<Password, NotTaken> {
        if text.len() > MOST_BYTES {
            return Err(NotTaken::TooLong);
        }
        let text = normal(text);
        let characters = text.chars().count();
        if characters < FEWEST_CHARACTERS {
            return Err(NotTaken::TooShort { characters });
        }
        match common::weakness(&text, about) {
            Some(reason) => Err(reason),
            None => Ok(Password(text)),
        }
    }
}

/// The text that is hashed.
fn normal(text: &str) -> String {
    text.nfc().collect()
}

/// Hashes and checks passwords at one cost.
#[derive(Debug, Clone)]
pub struct Policy {
    argon2: Argon2<'static>,
}

/// Hashing failed: in practice, there was no memory for it.
#[derive(Debug, thiserror::Error)]
#[error("the password could not be hashed: {0}")]
pub struct HashFailed(argon2::password_hash::Error);

/// The costs are outside what Argon2 allows.
#[derive(Debug, thiserror::Error)]
#[error("not a cost that Argon2 allows: {0}")]
pub struct BadCost(argon2::Error);

impl Default for Policy {
    fn default() -> Self {
        Policy::new()
    }
}

impl Policy {
    /// 24 MiB of memory per hash. OWASP's least is 19 MiB with two passes.
    pub const MEMORY_KIB: u32 = 24 * 1024;
    /// Passes over that memory.
    pub const PASSES: u32 = 3;

    /// The cost for real use: Argon2id, [`Self::MEMORY_KIB`], [`Self::PASSES`], one lane.
    pub fn new() -> Policy {
        // The constants lie within Argon2's limits; the default that stands in otherwise is OWASP's least, never weaker.
        Policy::with_cost(Self::MEMORY_KIB, Self::PASSES)
            .unwrap_or_else(|_| Policy { argon2: Argon2::default() })
    }

    /// The least Argon2 can do, for tests and invented councils that make hundreds of users. Never for real ones.
    pub fn cheap_for_invented_users() -> Policy {
        Policy::with_cost(Params::MIN_M_COST, Params::MIN_T_COST).unwrap_or_default()
    }

    fn with_cost(memory_kib: u32, passes: u32) -> Result<Policy, BadCost> {
        let params = Params::new(memory_kib, passes, 1, None).map_err(BadCost)?;
        Ok(Policy { argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params) })
    }

    /// The text to store: a PHC string holding the algorithm, its cost, the salt and the hash.
    ///
    /// `salt` is 16 bytes of chance, never used twice.
    pub fn hash(&self, password: &Password, salt: [u8; 16]) -> Result<String, HashFailed> {
        let hash = self.argon2.hash_password_with_salt(password.0.as_bytes(), &salt).map_err(HashFailed)?;
        Ok(hash.to_string())
    }

    /// Whether the text typed is the password behind `stored`.
    ///
    /// Give `None` for a user who does not exist, is disabled or has no password: the same work is done, so the time taken tells
    /// nobody which names are real (ASVS 6.3.8). An empty, over-long or unreadable input costs the same too.
    pub fn verify(&self, stored: Option<&str>, typed: &str) -> bool {
        let fits = typed.len() <= MOST_BYTES;
        let text = if fits { normal(typed) } else { String::new() };
        let stored = stored.and_then(|phc| PasswordHash::new(phc).ok()).filter(|hash| hash.hash.is_some());
        match stored {
            Some(hash) => self.argon2.verify_password(text.as_bytes(), &hash).is_ok() && fits,
            None => {
                // The hash is thrown away; `black_box` keeps the work from being optimised away with it.
                let _ = std::hint::black_box(self.argon2.hash_password_with_salt(text.as_bytes(), &[0; 16]));
                false
            }
        }
    }

    /// Whether a stored hash was made at another cost or by another algorithm, and should be made anew at the next good sign-in.
    pub fn is_outdated(&self, stored: &str) -> bool {
        let Ok(hash) = PasswordHash::new(stored) else { return true };
        let Ok(params) = Params::try_from(&hash) else { return true };
        let own = self.argon2.params();
        hash.algorithm.as_str() != Algorithm::Argon2id.as_str()
            || params.m_cost() != own.m_cost()
            || params.t_cost() != own.t_cost()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: [&str; 4] =
        ["amara.okoye@northbridge.example", "Amara Okoye", "Northbridge Council", "Frontdoor"];
    const GOOD: &str = "the kettle hums at dawn";

    fn check(text: &str, expected: Result<(), NotTaken>) {
        assert_eq!(Password::new(text, &ABOUT).map(|_| ()), expected, "{text:?}");
    }

    #[test]
    fn length_is_the_only_rule_about_form() {
        check("", Err(NotTaken::TooShort { characters: 0 }));
        check("kettlehumsdawn", Err(NotTaken::TooShort { characters: 14 }));
        check("kettle hums dawn", Ok(()));
        check("плещет синее море", Ok(()));
        check("猫が静かに屋根の上で眠っていた", Ok(()));
        check("🦀🐢🦉🐝🦋🐌🐞🐠🦔🦡🐿🦌🐐🐏🦆", Ok(()));
        // Letters and accents typed apart are counted together.
        check(&"e\u{301}".repeat(7), Err(NotTaken::TooShort { characters: 7 }));
        check(&"aé9 ".repeat(257), Err(NotTaken::TooLong));
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        for text in [
            "passwordpassword1",
            "Password12345678",
            "P@ssw0rd!P@ssw0rd!",
            "qwertyuiop12345",
            "correcthorsebatterystaple",
            "letmeinletmein2026",
            "123456789012345",
            "abcdefghijklmnop",
            "zyxwvutsrqponml",
            "Summer2026Summer!",
            "Welcome to work 2026!",
            "iloveyou iloveyou 1",
            "1qaz2wsx3edc4rfv",
            "january february march",
            "Liverpool123456!",
            "asdfghjkl;asdfg",
            "safeguarding2026",
            "Password73920184",
            "thisismypassword",
            "00000000000000000000001",
        ] {
            let refused = Password::new(text, &ABOUT);
            assert!(
                matches!(refused, Err(NotTaken::Common | NotTaken::Repeats)),
                "{text:?} gave {refused:?}"
            );
        }
        check("aaaaaaaaaaaaaaaa", Err(NotTaken::Repeats));
        check("hedgehog hedgehog hedgehog", Err(NotTaken::Repeats));
        check("ababababababababab", Err(NotTaken::Repeats));
        check("Amara Okoye Amara 2026", Err(NotTaken::AboutYou));
        check("amaraokoye1234567", Err(NotTaken::AboutYou));
        check("Northbridge Council 1", Err(NotTaken::AboutYou));
        check("frontdoor password 99", Err(NotTaken::Common));
    }

    #[test]
    fn a_common_word_among_others_is_no_harm() {
        check("my monkey rents a violin", Ok(()));
        check("okoye whistles under lamps", Ok(()));
        check("839201748362915", Ok(()));
        check("xK2#vq9!mPz4&wL7", Ok(()));
        // A strong text written twice is not weaker than itself.
        check("kettle hums at dawnkettle hums at dawn", Ok(()));
    }

    #[test]
    fn a_hash_is_checked_as_typed_and_in_nfc() {
        let policy = Policy::cheap_for_invented_users();
        let hash = policy.hash(&Password::new("café near the mill pond", &[]).unwrap(), [7; 16]).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$"), "{hash}");
        let check = |typed: &str, expected: bool| {
            assert_eq!(policy.verify(Some(&hash), typed), expected, "{typed:?}");
        };
        check("café near the mill pond", true);
        check("cafe\u{301} near the mill pond", true);
        check("cafe near the mill pond", false);
        check("Café near the mill pond", false);
        check(" café near the mill pond", false);
        check("", false);
        check(&"x".repeat(2_000_000), false);
    }

    #[test]
    fn nobody_and_nonsense_never_verify() {
        let policy = Policy::cheap_for_invented_users();
        for stored in [
            None,
            Some(""),
            Some("plain"),
            Some("$argon2id$v=19$m=8,t=1,p=1"),
            Some("$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA"),
        ] {
            assert!(!policy.verify(stored, ""), "{stored:?}");
            assert!(!policy.verify(stored, GOOD), "{stored:?}");
        }
    }

    #[test]
    fn the_real_cost_is_at_least_owasps() {
        let policy = Policy::new();
        let hash = policy.hash(&Password::new(GOOD, &[]).unwrap(), [1; 16]).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=24576,t=3,p=1$"), "{hash}");
        assert!(policy.verify(Some(&hash), GOOD));
        assert!(!policy.is_outdated(&hash));
        let cheap = Policy::cheap_for_invented_users();
        assert!(cheap.is_outdated(&hash));
        assert!(policy.is_outdated("not a hash"));
        // The cost is read from the hash, so raising it later locks nobody out.
        assert!(cheap.verify(Some(&hash), GOOD));
    }

    #[test]
    fn a_password_is_never_printed() {
        assert!(!format!("{:?}", Password::new(GOOD, &[]).unwrap()).contains("kettle"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_taken_or_refused_in_words(text in "\\PC{0,60}", about in "\\PC{0,20}") {
            if let Err(refused) = Password::new(&text, &[&about]) {
                proptest::prop_assert!(refused.to_string().starts_with("Password "));
            }
        }
    }
}
