//! From a word as it was typed to the words on record that may be meant: the same, forms of one name, alike to the ear, a letter
//! missing, added, wrong or changed round with its neighbour. Found by shared keys, then looked at one by one.

use rapidfuzz::distance::osa;
use smallvec::SmallVec;

use crate::index::keys::mixed;
use crate::index::lists::{Keyed, entry_of};
use crate::vocabulary::{Nearness, Vocabulary, WordId};

/// The shortest word in which a letter may be missing.
const SHORTEST: usize = 3;
/// Words that are heard alike must have so much in common besides.
const ALIKE: f32 = 0.4;
/// The longest part of a word that is looked at for slips.
const LONGEST: usize = 24;

/// The words on record by what may be written for them.
#[derive(Debug, Clone, Default)]
pub(super) struct Spellings {
    keyed: Keyed,
}

impl Spellings {
    pub(super) fn of(words: impl Iterator<Item = WordId>, vocabulary: &Vocabulary) -> Spellings {
        let mut entries = Vec::new();
        for word in words {
            let at = u32::try_from(word.index()).unwrap_or(u32::MAX);
            each_key(word, vocabulary, |key| entries.push(entry_of(key, at)));
        }
        Spellings { keyed: Keyed::of(entries) }
    }

    /// The places in the vocabulary of the words that share a key with this one.
    pub(super) fn near(&self, word: WordId, vocabulary: &Vocabulary, mut told: impl FnMut(u32)) {
        each_key(word, vocabulary, |key| {
            for entry in self.keyed.get(key) {
                told(*entry as u32);
            }
        });
    }

    pub(super) const fn bytes(&self) -> usize {
        self.keyed.bytes()
    }
}

/// How near a typed word is to one on record, whichever part of a name it is taken for.
pub(super) fn nearness(typed: WordId, known: WordId, vocabulary: &Vocabulary) -> Nearness {
    let found = vocabulary.nearness(typed, known).min(vocabulary.family_nearness(typed, known));
    if found != Nearness::Different {
        return found;
    }
    let (typed, known) = (vocabulary.text(typed), vocabulary.text(known));
    let one = heard(typed);
    let alike = one.len() > 1 && one == heard(known) && likeness(typed, known) >= ALIKE;
    if alike { Nearness::Spelt } else { Nearness::Different }
}

/// How much of two words is the same, from 0 to 1.
pub(super) fn likeness(one: &str, other: &str) -> f32 {
    let longest = one.len().max(other.len()).max(1);
    1.0 - osa::distance(one.bytes(), other.bytes()) as f32 / longest as f32
}

/// Tells every key of a word.
pub(super) fn each_key(word: WordId, vocabulary: &Vocabulary, mut told: impl FnMut(u32)) {
    let text = vocabulary.text(word);
    for code in vocabulary.sounds(word) {
        if code != 0 {
            told(key(1, &code.to_be_bytes()));
        }
    }
    for (part, place) in vocabulary.form_places(word) {
        told(key(2 + part as u64, &place.to_be_bytes()));
    }
    let heard = heard(text);
    if heard.len() > 1 {
        told(key(5, &heard));
    }
    let letters = text.as_bytes();
    let letters = &letters[..letters.len().min(LONGEST)];
    told(key(4, letters));
    if letters.len() < SHORTEST {
        return;
    }
    let mut without: Vec<u8> = letters[1..].to_vec();
    told(key(4, &without));
    for at in 0..without.len() {
        // A letter missing twice over is one word: Anna without either n.
        let same = without[at] == letters[at];
        without[at] = letters[at];
        if !same {
            told(key(4, &without));
        }
    }
}

/// What is left of a word over a bad line: consonants, of which those that are easily taken for each other are one; no vowels, and no r
/// that is not spoken in most of England.
fn heard(text: &str) -> SmallVec<[u8; 16]> {
    let letters = text.as_bytes();
    let mut heard: SmallVec<[u8; 16]> = SmallVec::new();
    for (at, letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied().unwrap_or_default();
        let sound = match letter {
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'h' if at > 0 => continue,
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => b'a',
            b'w' if at > 0 && !is_vowel(next) => continue,
            b'r' if !is_vowel(next) => continue,
            b'p' if next == b'h' => b'f',
            b'b' | b'p' => b'p',
            b'd' | b't' => b't',
            b'f' | b'v' | b'w' => b'f',
            b'c' if matches!(next, b'e' | b'i' | b'y') => b's',
            b'g' | b'k' | b'c' | b'q' => b'k',
            b's' | b'z' | b'x' => b's',
            b'm' | b'n' => b'n',
            other => *other,
        };
        if heard.last() != Some(&sound) {
            heard.push(sound);
        }
    }
    heard
}

const fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn key(kind: u64, letters: &[u8]) -> u32 {
    let number = letters.iter().fold(kind, |mixed: u64, letter| {
        (mixed.rotate_left(7) ^ u64::from(*letter)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    mixed(number)
}
