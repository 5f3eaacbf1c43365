//! Words at a glance: what can be told of two of them without looking at their letters.

use crate::vocabulary::{Part, Vocabulary, WordId, allowed_slips};

/// The longest beginning that a family name may be written without, in letters.
const LONGEST_BEGINNING: u8 = 3;

/// A word at a glance.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Glimpse {
    pub(super) letters: u32,
    /// A bit of sixteen for each of its sounds.
    pub(super) sounds: u16,
    pub(super) length: u8,
}

/// What a word is on a card.
pub(super) struct Seen {
    pub(super) glimpse: Glimpse,
    pub(super) as_given: u64,
    pub(super) as_family: u64,
}

impl Glimpse {
    /// Whether one of two family names may be the other without its beginning.
    pub(super) fn may_end(self, other: Glimpse) -> bool {
        let (shorter, longer) = if self.length < other.length { (self, other) } else { (other, self) };
        shorter.letters & !longer.letters == 0 && longer.length - shorter.length <= LONGEST_BEGINNING
    }

    /// Whether two words that no table ties are surely different.
    pub(super) fn is_far_from(self, other: Glimpse) -> bool {
        let (shorter, longer) = if self.length < other.length {
            (self.length, other.length)
        } else {
            (other.length, self.length)
        };
        if shorter <= 1 {
            return false;
        }
        let allowed = allowed_slips(usize::from(longer));
        let may_sound_alike = self.sounds & other.sounds != 0;
        let most = if may_sound_alike { allowed.max(usize::from(longer) / 3) } else { allowed };
        let other_letters = (self.letters ^ other.letters).count_ones() as usize;
        usize::from(longer - shorter) > most || other_letters > 2 * most
    }
}

impl Seen {
    pub(super) fn of(word: WordId, vocabulary: &Vocabulary) -> Seen {
        let bit =
            |number: u64, bits: u32| 1_u64 << (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits));
        let length = vocabulary.text(word).len();
        let sounds = vocabulary.sounds(word);
        let sounds = sounds.iter().filter(|sound| **sound != 0);
        let mut seen = Seen {
            glimpse: Glimpse {
                letters: vocabulary.letters(word),
                sounds: sounds.fold(0, |bits, sound| bits | bit(u64::from(*sound), 4) as u16),
                // Of longer words than any name a length of one sends the pair to the longer way.
                length: u8::try_from(length).unwrap_or(1),
            },
            as_given: bit(word.index() as u64, 6),
            as_family: 0,
        };
        for (part, place) in vocabulary.form_places(word) {
            match part {
                Part::Given => seen.as_given |= bit(u64::from(place) | 1 << 40, 6),
                Part::Family => seen.as_family |= bit(u64::from(place), 6),
            }
        }
        seen
    }
}
