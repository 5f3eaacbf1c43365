//! A record being written: the form, the hand that fills it in, and everything that goes wrong, told by name.

use crate::set::Form;

use super::chance::Chance;

/// A record in the making.
pub struct Writing<'a> {
    pub form: Form,
    /// What went wrong so far.
    pub faults: Vec<&'static str>,
    pub chance: &'a mut Chance,
    /// How much goes wrong: 0 nothing, 1 as usual.
    pub rate: f64,
}

impl Writing<'_> {
    /// Whether something goes wrong that goes wrong this often. Then it is noted.
    pub fn fault(&mut self, often: f64, what: &'static str) -> bool {
        let happens = self.chance.happens(often * self.rate);
        if happens {
            self.note(what);
        }
        happens
    }

    /// Something is otherwise than it should be.
    pub fn note(&mut self, what: &'static str) {
        if !self.faults.contains(&what) {
            self.faults.push(what);
        }
    }
}

/// Keys beside each other on an English keyboard.
const KEYBOARD: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// What reads alike in a bad copy.
const ALIKE: [(&str, &str); 12] = [
    ("rn", "m"),
    ("m", "rn"),
    ("l", "i"),
    ("i", "l"),
    ("cl", "d"),
    ("o", "0"),
    ("l", "1"),
    ("e", "c"),
    ("u", "v"),
    ("h", "b"),
    ("a", "o"),
    ("n", "ri"),
];

/// What sounds alike to an English clerk.
const SOUNDS: [(&str, &str); 34] = [
    ("ph", "f"),
    ("sz", "sh"),
    ("cz", "ch"),
    ("rz", "zh"),
    ("w", "v"),
    ("ck", "k"),
    ("ie", "y"),
    ("y", "i"),
    ("ee", "i"),
    ("ou", "u"),
    ("aa", "a"),
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("q", "k"),
    ("x", "ks"),
    ("ll", "l"),
    ("nn", "n"),
    ("ss", "s"),
    ("tt", "t"),
    ("oo", "u"),
    ("c", "k"),
    ("k", "c"),
    ("j", "y"),
    ("ei", "ie"),
    ("ea", "ee"),
    ("ai", "ay"),
    ("eigh", "ay"),
    ("ah", "a"),
    ("u", "oo"),
    ("v", "w"),
    ("s", "z"),
    ("e", "a"),
    ("o", "u"),
];

/// A word with one slip of the fingers. Short words stay.
pub fn mistyped(word: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 {
        return word.to_owned();
    }
    let at = chance.below(letters.len());
    match chance.below(5) {
        0 => letters[at] = beside(letters[at], chance),
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, letters[at].to_ascii_lowercase()),
        3 => letters.insert(at, beside(letters[at], chance).to_ascii_lowercase()),
        _ => letters.swap(at.max(1) - 1, at.max(1)),
    }
    let typed: String = letters.into_iter().collect();
    // Shift is held for the first letter alone, whichever it has become.
    if word.chars().skip(1).any(char::is_uppercase) { typed } else { capital(&typed.to_lowercase()) }
}

/// A word as it is read from a bad copy.
pub fn misread(word: &str, chance: &mut Chance) -> String {
    replaced(word, &ALIKE, chance)
}

/// A word as an English clerk writes it by ear.
pub fn by_ear(word: &str, chance: &mut Chance) -> String {
    let once = replaced(&without_marks(word), &SOUNDS, chance);
    if chance.happens(0.35) { replaced(&once, &SOUNDS, chance) } else { once }
}

/// Without accents and strokes: José is Jose, Łukasz is Lukasz.
pub fn without_marks(word: &str) -> String {
    if word.is_ascii() { word.to_owned() } else { any_ascii::any_ascii(word) }
}

/// With one of the changes made that can be made; the first letter stays a capital if it was one.
fn replaced(word: &str, changes: &[(&str, &str)], chance: &mut Chance) -> String {
    let lower = word.to_lowercase();
    let start = chance.below(changes.len());
    let (before, after) = changes.split_at(start);
    let Some((from, to)) = after.iter().chain(before).find(|(from, _)| lower.contains(from)) else {
        return word.to_owned();
    };
    let changed = lower.replacen(from, to, 1);
    if word == lower { changed } else { capital(&changed) }
}

/// A word with its first letter large.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn beside(letter: char, chance: &mut Chance) -> char {
    let small = letter.to_ascii_lowercase();
    let row = KEYBOARD.iter().find_map(|row| Some((row, row.find(small)?)));
    let Some((row, at)) = row else { return 'e' };
    let at = if at == 0 || (at + 1 < row.len() && chance.happens(0.5)) { at + 1 } else { at - 1 };
    char::from(row.as_bytes()[at])
}
