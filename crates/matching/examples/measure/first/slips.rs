//! How a word goes wrong: by ear on the telephone, and by finger on the keyboard.

use super::dice::Dice;

const BY_EAR: [(&str, &str); 44] = [
    ("ph", "f"),
    ("f", "ph"),
    ("ck", "k"),
    ("c", "k"),
    ("k", "c"),
    ("y", "ie"),
    ("ie", "y"),
    ("ee", "ea"),
    ("ea", "ee"),
    ("ei", "ie"),
    ("ai", "ay"),
    ("ay", "ai"),
    ("ou", "ow"),
    ("ow", "ou"),
    ("oo", "u"),
    ("u", "oo"),
    ("gh", ""),
    ("h", ""),
    ("th", "t"),
    ("sh", "sch"),
    ("s", "z"),
    ("z", "s"),
    ("v", "b"),
    ("b", "v"),
    ("b", "p"),
    ("p", "b"),
    ("m", "n"),
    ("n", "m"),
    ("d", "t"),
    ("t", "d"),
    ("er", "a"),
    ("a", "er"),
    ("i", "e"),
    ("e", "i"),
    ("o", "a"),
    ("w", "v"),
    ("j", "y"),
    ("g", "k"),
    ("cz", "ch"),
    ("sz", "sh"),
    ("x", "ks"),
    ("ll", "l"),
    ("e", ""),
    ("r", "w"),
];
const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// As somebody writes who heard it.
pub fn by_ear(word: &str, dice: &mut Dice) -> String {
    for _ in 0..40 {
        let (from, to) = *dice.pick(&BY_EAR);
        let lower = word.to_lowercase();
        if lower.len() != word.len() {
            return by_finger(word, dice);
        }
        let places: Vec<usize> = lower.match_indices(from).map(|(place, _)| place).collect();
        if places.is_empty() {
            continue;
        }
        let place = *dice.pick(&places);
        // First letters are heard rightly most of the time.
        if place == 0 && !dice.chance(0.15) {
            continue;
        }
        return capital(&format!("{}{to}{}", &lower[..place], &lower[place + from.len()..]));
    }
    by_finger(word, dice)
}

/// A letter left out, doubled, turned with its neighbour, or the key beside it.
pub fn by_finger(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 {
        return word.to_owned();
    }
    let place = 1 + dice.below(letters.len() - 1);
    match dice.below(4) {
        0 => drop(letters.remove(place)),
        1 => letters.insert(place, letters[place]),
        2 if letters[place - 1] != letters[place] && place > 1 => letters.swap(place - 1, place),
        _ => letters[place] = beside(letters[place], dice),
    }
    letters.into_iter().collect()
}

fn beside(letter: char, dice: &mut Dice) -> char {
    for row in ROWS {
        if let Some(place) = row.find(letter.to_ascii_lowercase()) {
            let place = if place == 0 || dice.chance(0.5) { place + 1 } else { place - 1 };
            return row.chars().nth(place.min(row.len() - 1)).unwrap_or('e');
        }
    }
    'e'
}

/// Two digits turned, or one wrong.
pub fn digits(number: &str, dice: &mut Dice) -> String {
    let mut signs: Vec<char> = number.chars().collect();
    let places: Vec<usize> = (0..signs.len()).filter(|place| signs[*place].is_ascii_digit()).collect();
    if places.len() < 2 {
        return number.to_owned();
    }
    let place = dice.below(places.len() - 1);
    let (one, other) = (places[place], places[place + 1]);
    if signs[one] != signs[other] && dice.chance(0.5) {
        signs.swap(one, other);
    } else {
        let digit = signs[other].to_digit(10).unwrap_or(0);
        signs[other] = char::from_digit((digit + 1 + dice.below(9) as u32) % 10, 10).unwrap_or('0');
    }
    signs.into_iter().collect()
}

pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
