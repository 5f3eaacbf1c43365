//! Drawing by lot so that nobody chooses, nobody can foresee it, and anybody can repeat the draw afterwards: a number follows from a seed that was made
//! by chance and is kept in the record, and from the name of what is drawn.

use sha2::{Digest, Sha256};

/// A seed as it is kept: 64 hexadecimal digits.
pub fn digits(chance: [u8; 32]) -> String {
    chance.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The number that a seed gives to something: the first eight bytes of SHA-256 over the digits and what it is.
pub fn number(digits: &str, what: &str) -> u64 {
    let digest = Sha256::digest(format!("{digits} {what}"));
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Things in the order in which the seed draws them, by their names.
pub fn in_order<T>(digits: &str, mut things: Vec<T>, name: impl Fn(&T) -> String) -> Vec<T> {
    things.sort_by_cached_key(|thing| {
        let name = name(thing);
        (number(digits, &name), name)
    });
    things
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_in_whatever_order_they_come() {
        let seed = digits([7; 32]);
        assert_eq!(seed.len(), 64);
        let names = |from: Vec<u32>| in_order(&seed, from, ToString::to_string);
        let drawn = names((0..20).collect());
        assert_eq!(drawn, names((0..20).rev().collect()));
        assert_ne!(drawn, (0..20).collect::<Vec<_>>(), "the lot and not the list");
        assert_ne!(drawn, in_order(&digits([8; 32]), (0..20).collect(), ToString::to_string));
    }
}
