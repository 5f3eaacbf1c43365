//! What attackers try first: common words, runs of keys, sequences, dates, repetition, and what they know about the person.
//!
//! A text is covered with such pieces as cheaply as can be. What no piece covers is what must be guessed; when little is left, the
//! text is refused. So a common word among others does no harm, and "Password73920184" is refused though no list holds it.
//! The list is our own (`common.txt`): words and phrases at the head of every published count of breached passwords.

use std::sync::LazyLock;

use super::NotTaken;

/// What an uncovered letter or sign adds.
const LETTER: u32 = 2;
/// What an uncovered digit adds: there are fewer to try.
const DIGIT: u32 = 1;
/// The least that must be left to guess: five letters, or ten digits, beyond the pieces.
const ENOUGH: u32 = 5 * LETTER;
/// A repeated piece this long is strong by itself.
const LONG_PIECE: usize = super::FEWEST_CHARACTERS;

/// Keys that lie beside each other, read along rows and down columns of a British keyboard, and the alphabet.
const RUNS: [&str; 8] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujm",
];

static COMMON: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    include_str!("common.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(pieces_of_line)
        .collect()
});

fn pieces_of_line(line: &str) -> impl Iterator<Item = Vec<char>> {
    line.split_whitespace().map(|word| word.chars().map(plain).collect())
}

/// Why a text is weak, if it is.
pub(super) fn weakness(text: &str, about: &[&str]) -> Option<NotTaken> {
    let seen: Vec<char> = text.to_lowercase().chars().filter(|c| counts(*c)).collect();
    if repeats(&seen) {
        return Some(NotTaken::Repeats);
    }
    let folded: Vec<char> = seen.iter().copied().map(plain).collect();
    if left_to_guess(&seen, &folded, &[]) < ENOUGH {
        return Some(NotTaken::Common);
    }
    let known = words_about(about);
    (left_to_guess(&seen, &folded, &known) < ENOUGH).then_some(NotTaken::AboutYou)
}

/// Spaces and punctuation add little to what must be guessed, except the signs that stand for letters.
fn counts(c: char) -> bool {
    !c.is_whitespace() && (!c.is_ascii_punctuation() || plain(c) != c)
}

/// A sign written for a letter, as that letter. `l` and `1` both become `i`, in the list and in the text alike.
fn plain(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' | '|' | 'l' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        _ => c,
    }
}

/// The words of four letters or more in what is known about the person, and those words run together.
fn words_about(about: &[&str]) -> Vec<Vec<char>> {
    let mut words = Vec::new();
    for text in about {
        let lower = text.to_lowercase();
        let parts: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        words.push(parts.concat());
        words.extend(parts.into_iter().map(str::to_owned));
    }
    words.retain(|word| word.chars().count() >= 4);
    words.iter().map(|word| word.chars().map(plain).collect()).collect()
}

/// Whether a text is few different characters, or a short piece again and again.
fn repeats(seen: &[char]) -> bool {
    let mut different = seen.to_vec();
    different.sort_unstable();
    different.dedup();
    if different.len() < 5 {
        return true;
    }
    let longest = (seen.len() / 2).min(LONG_PIECE - 1);
    (1..=longest).any(|period| seen.iter().zip(&seen[period..]).all(|(a, b)| a == b))
}

/// The least that is left to guess, over every way to cover the text with pieces.
fn left_to_guess(seen: &[char], folded: &[char], known: &[Vec<char>]) -> u32 {
    let mut left = vec![0; seen.len() + 1];
    for at in (0..seen.len()).rev() {
        let alone = if seen[at].is_ascii_digit() { DIGIT } else { LETTER };
        let mut least = left[at + 1] + alone;
        for word in COMMON.iter().chain(known) {
            if folded[at..].starts_with(word) {
                least = least.min(left[at + word.len()]);
            }
        }
        // A longer run leaves no more to guess than its shorter beginnings, but the next piece may need its first letters.
        for length in pattern_lengths(&seen[at..]) {
            least = least.min(left[at + length]);
        }
        left[at] = least;
    }
    left[0]
}

/// How many characters from the start form a run of keys, a sequence, one character again and again, or a year.
fn pattern_lengths(rest: &[char]) -> impl Iterator<Item = usize> {
    let same = rest.iter().take_while(|c| **c == rest[0]).count();
    let longest_run = RUNS.iter().map(|run| run_length(rest, run)).max().unwrap_or(0);
    let year = matches!(rest, ['1', '9', a, b, ..] | ['2', '0', a, b, ..] if a.is_ascii_digit() && b.is_ascii_digit());
    (3..=same).chain(4..=longest_run).chain(year.then_some(4))
}

/// How far the text follows a run, forwards or backwards.
fn run_length(rest: &[char], run: &str) -> usize {
    let forwards: Vec<char> = run.chars().collect();
    let backwards: Vec<char> = run.chars().rev().collect();
    let follow = |keys: &[char]| {
        (0..keys.len()).map(|start| rest.iter().zip(&keys[start..]).take_while(|(a, b)| a == b).count()).max()
    };
    follow(&forwards).max(follow(&backwards)).unwrap_or(0)
}
