//! One household, however many notifications: each alone may be advice, together they are a pattern (domain register 1.1: low-level repeats
//! noticed; 1.11: each domestic incident treated alone is how children were failed).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

/// How far back incidents are counted together.
pub const YEAR: SignedDuration = SignedDuration::from_hours(365 * 24);
/// What counts as this week.
pub const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Puts together what shares a key, at any distance: two that share an address with a third are one household. Each group, and each within it,
/// stands in the order given.
pub fn grouped(keys: &[Vec<&str>]) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..keys.len()).collect();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, own) in keys.iter().enumerate() {
        for key in own {
            let other = *first.entry(key).or_insert(place);
            let (one, two) = (root(&mut parent, place), root(&mut parent, other));
            parent[one.max(two)] = one.min(two);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for place in 0..keys.len() {
        groups.entry(root(&mut parent, place)).or_default().push(place);
    }
    groups.into_values().collect()
}

fn root(parent: &mut [usize], mut place: usize) -> usize {
    while parent[place] != place {
        parent[place] = parent[parent[place]];
        place = parent[place];
    }
    place
}

/// How often a household was told of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Repeats {
    /// Incidents in the last twelve months, these included.
    pub in_a_year: usize,
    /// Of them, in the last seven days.
    pub in_a_week: usize,
    /// Of those in the year, domestic abuse.
    pub domestic_abuse: usize,
}

impl Repeats {
    /// Counts incidents by when each was and whether it was domestic abuse.
    pub fn count(incidents: impl IntoIterator<Item = (Timestamp, bool)>, now: Timestamp) -> Self {
        let mut repeats = Repeats::default();
        for (at, abuse) in incidents {
            let ago = now.duration_since(at);
            repeats.in_a_year += usize::from(ago <= YEAR);
            repeats.in_a_week += usize::from(ago <= WEEK);
            repeats.domestic_abuse += usize::from(abuse && ago <= YEAR);
        }
        repeats
    }

    /// "3rd in 12 months, 2nd this week"; nothing for a first.
    pub fn words(&self) -> Option<String> {
        if self.in_a_year < 2 {
            return None;
        }
        let week = match self.in_a_week {
            0 | 1 => String::new(),
            count => format!(", {} this week", ordinal(count)),
        };
        Some(format!("{} in 12 months{week}", ordinal(self.in_a_year)))
    }
}

fn ordinal(number: usize) -> String {
    let end = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shares_a_key_at_any_distance_is_one_household() {
        for (keys, expected) in [
            (vec![], vec![]),
            (vec![vec!["a"], vec!["b"], vec!["a"]], vec![vec![0, 2], vec![1]]),
            (vec![vec!["a"], vec!["b"], vec!["b", "a"]], vec![vec![0, 1, 2]]),
            (vec![vec![], vec![]], vec![vec![0], vec![1]]),
            (vec![vec!["c", "d"], vec!["a"], vec!["d", "e"], vec!["e", "a"]], vec![vec![0, 1, 2, 3]]),
        ] {
            assert_eq!(grouped(&keys), expected, "{keys:?}");
        }
    }

    #[test]
    fn repeats_are_said_as_people_say_them() {
        let now: Timestamp = "2026-11-23T08:00:00Z".parse().unwrap();
        let days = |days: &[i64]| {
            let when = days.iter().map(|day| (now - SignedDuration::from_hours(24 * day), *day == 3));
            Repeats::count(when.collect::<Vec<_>>(), now)
        };
        for (ago, expected) in [
            (&[1][..], None),
            (&[1, 400], None),
            (&[1, 30], Some("2nd in 12 months")),
            (&[1, 3, 90], Some("3rd in 12 months, 2nd this week")),
            (&[1, 2, 3, 4, 5, 6, 20, 21, 22, 23, 24], Some("11th in 12 months, 6th this week")),
        ] {
            assert_eq!(days(ago).words().as_deref(), expected, "{ago:?}");
        }
        assert_eq!(days(&[3, 90]).domestic_abuse, 1);
    }
}
