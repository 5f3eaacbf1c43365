//! How the people of the simulation behave. Every number here is an assumption, made in the same sense for both arms.

use crate::chance::Chance;

/// A worker who records something sees by themself that it may be time to meet: for what is plain at once, and for what only the history shows.
const NOTICES_WHAT_IS_PLAIN: f64 = 0.60;
const NOTICES_THE_FIRST: f64 = 0.06;
const NOTICES_EACH_MORE: f64 = 0.03;
/// From then until a manager has decided: days pass, because nobody's clock runs.
const UNTIL_DECIDED_HOURS: f64 = 30.0;
/// From the decision until police and health can come.
const UNTIL_A_SLOT_HOURS: f64 = 7.0;
/// Of the time that a prompt gives a manager, how much passes until half of them have answered.
const ANSWERS_AT: f64 = 0.40;
/// Each of the seven first items is known when somebody decides …
const KNOWN_AT_ONCE: f64 = 0.55;
/// … or is found out in an hour of asking.
const FOUND_EACH_HOUR: f64 = 0.06;

/// Whether a worker notices by themself. `keenness` is how much more often than is assumed above.
pub fn notices(plain: bool, facts_since: usize, keenness: f64, chance: &mut Chance) -> bool {
    let more = u32::try_from(facts_since).unwrap_or(u32::MAX);
    let history = NOTICES_THE_FIRST + NOTICES_EACH_MORE * f64::from(more.min(10));
    chance.happens(keenness * if plain { NOTICES_WHAT_IS_PLAIN } else { history })
}

/// What a manager answers: the risk itself is not known to them, its signs are.
#[derive(Clone, Copy, PartialEq)]
pub enum Says {
    HoldNow,
    GatherFirst,
    NotNeeded,
}

pub fn says(rising: bool, gathered: bool, chance: &mut Chance) -> Says {
    let (hold, gather) = match (rising, gathered) {
        (true, false) => (0.65, 0.25),
        (false, false) => (0.08, 0.17),
        (true, true) => (0.85, 0.0),
        (false, true) => (0.15, 0.0),
    };
    let place = chance.unit();
    if place < hold {
        Says::HoldNow
    } else if place < hold + gather {
        Says::GatherFirst
    } else {
        Says::NotNeeded
    }
}

/// Hours until the answer, of so many that are given.
pub fn answers_after(given: f64, chance: &mut Chance) -> f64 {
    chance.waits(given * ANSWERS_AT)
}

pub fn decided_after(chance: &mut Chance) -> f64 {
    chance.waits(UNTIL_DECIDED_HOURS)
}

pub fn slot_after(chance: &mut Chance) -> f64 {
    chance.waits(UNTIL_A_SLOT_HOURS)
}

/// How many of the first seven items are not known, after so many hours of asking.
pub fn unknown_items(asked_for: f64, chance: &mut Chance) -> usize {
    let known = 1.0 - (1.0 - KNOWN_AT_ONCE) * (-FOUND_EACH_HOUR * asked_for).exp();
    (0..7).filter(|_| !chance.happens(known)).count()
}
