//! Words that stand where a name should: "Unborn", "Baby Boy", "Twin 2", "B/O", "Not known". What they may mean, and what is left.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::entries;
use crate::description::Sex;

pub(super) const TEXT: &str = include_str!("../../tables/no_name.txt");

/// What words in the place of a name may mean. Whoever is truly named so is found by the words themselves as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoName {
    /// Why there is no name.
    pub waiting: Waiting,
    /// Which of twins or triplets, from 1.
    pub twin: Option<u8>,
    /// The sex that the words tell.
    pub sex: Option<Sex>,
    /// Whether [`NoName::words_left`] are somebody else's name: the mother's, in "Baby of Ngozi".
    pub of_somebody: bool,
    /// What else is written: a mother's name, or the child's own after all. In their order.
    pub words_left: Vec<String>,
}

/// Why there is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Waiting {
    /// Not born yet when it was written.
    Unborn,
    /// Born, and not named yet.
    Baby,
    /// A name there is, and the writer did not know it; or the record was made to try a system.
    Unknown,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<&'static str>,
    waiting: Waiting,
    sex: Option<Sex>,
}

#[derive(Default)]
struct Phrases {
    /// By their first word, the longest first.
    by_first: FxHashMap<&'static str, Vec<Phrase>>,
    titles: Vec<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    for (kind, listed) in entries(TEXT).filter_map(|line| line.split_once(':')) {
        for text in listed.split(',').map(str::trim).filter(|text| !text.is_empty()) {
            if kind == "title" {
                phrases.titles.push(text);
                continue;
            }
            let words: Vec<&str> = text.split_whitespace().collect();
            let (waiting, sex) = meaning(kind, &words);
            let same_first = phrases.by_first.entry(words[0]).or_default();
            same_first.push(Phrase { words, waiting, sex });
        }
    }
    for same_first in phrases.by_first.values_mut() {
        same_first.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    }
    phrases
});

/// What the kind of a line in the table means; a line about sex tells the rest by its words.
fn meaning(kind: &str, words: &[&str]) -> (Waiting, Option<Sex>) {
    let waiting = match kind {
        "unborn" => Waiting::Unborn,
        "unknown" | "test" => Waiting::Unknown,
        _ if words.contains(&"unborn") => Waiting::Unborn,
        _ if words.contains(&"unknown") => Waiting::Unknown,
        _ => Waiting::Baby,
    };
    let sex = match kind {
        "male" => Some(Sex::Male),
        "female" => Some(Sex::Female),
        _ => None,
    };
    (waiting, sex)
}

/// What plain words in the place of a name may mean when they are no name, or nothing when they begin like one.
///
/// A title by itself ("Mrs") is somebody whose name nobody knew.
pub fn stands_for_no_name(words: &[String]) -> Option<NoName> {
    let words = without_title(words);
    if let [title] = words
        && PHRASES.titles.contains(&title.as_str())
    {
        return Some(NoName {
            waiting: Waiting::Unknown,
            twin: None,
            sex: None,
            of_somebody: false,
            words_left: Vec::new(),
        });
    }
    let (mut twin, mut rest) = first_of_twins(words);
    let (first, after) = phrase_at(rest)?;
    let (mut waiting, mut sex) = (first.waiting, first.sex);
    (twin, rest) = (twin.or_else(|| number_within(&rest[0])), after);
    loop {
        if let Some((more, after)) = phrase_at(rest) {
            // "Unborn Baby Girl" is unborn: what says most about the waiting comes first.
            waiting = waiting.min(more.waiting);
            sex = sex.or(more.sex);
            (twin, rest) = (twin.or_else(|| number_within(&rest[0])), after);
        } else if let Some((mark, after)) = rest.split_first()
            && let Some(read) = Mark::read(mark, waiting)
        {
            match read {
                Mark::Twin(number) => twin = twin.or(Some(number)),
                Mark::Sex(told) => sex = sex.or(Some(told)),
                Mark::Of => {}
            }
            rest = after;
        } else {
            let read = words.len() - rest.len();
            let of_somebody = !rest.is_empty() && words[..read].last().is_some_and(|word| word == "of");
            return Some(NoName { waiting, twin, sex, of_somebody, words_left: rest.to_vec() });
        }
    }
}

/// Whether a word may begin what stands for no name, or is a title.
pub(crate) fn may_begin(word: &str) -> bool {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    PHRASES.by_first.contains_key(letters) || PHRASES.titles.contains(&word)
}

/// Words without the title before them, when something follows it.
pub fn without_title(words: &[String]) -> &[String] {
    match words {
        [title, rest @ ..] if !rest.is_empty() && PHRASES.titles.contains(&title.as_str()) => rest,
        _ => words,
    }
}

/// The longest phrase with which the words begin, and the words after it. "Twin2" is "Twin 2".
fn phrase_at(words: &[String]) -> Option<(&'static Phrase, &[String])> {
    let first = words.first()?.trim_end_matches(|c: char| c.is_ascii_digit());
    let phrases = PHRASES.by_first.get(first)?;
    let fits = |phrase: &&Phrase| {
        let plain = phrase.words.len() <= words.len();
        plain && phrase.words[1..].iter().zip(&words[1..]).all(|(expected, word)| word == expected)
    };
    let phrase = phrases.iter().find(fits)?;
    Some((phrase, &words[phrase.words.len()..]))
}

/// "First twin": a number that stands before.
fn first_of_twins(words: &[String]) -> (Option<u8>, &[String]) {
    match words {
        [number, twin, ..] if ["twin", "triplet", "baby"].contains(&twin.as_str()) => match ordinal(number) {
            Some(number) => (Some(number), &words[1..]),
            None => (None, words),
        },
        _ => (None, words),
    }
}

/// A word after a phrase that is no part of a name.
enum Mark {
    Twin(u8),
    Sex(Sex),
    Of,
}

impl Mark {
    fn read(word: &str, waiting: Waiting) -> Option<Mark> {
        if waiting == Waiting::Unknown {
            return None;
        }
        match word {
            "of" | "to" => Some(Mark::Of),
            "m" => Some(Mark::Sex(Sex::Male)),
            "f" => Some(Mark::Sex(Sex::Female)),
            _ => ordinal(word).map(Mark::Twin),
        }
    }
}

fn ordinal(word: &str) -> Option<u8> {
    match word {
        "1" | "one" | "a" | "i" | "first" | "1st" | "t1" => Some(1),
        "2" | "two" | "b" | "ii" | "second" | "2nd" | "t2" => Some(2),
        "3" | "three" | "c" | "iii" | "third" | "3rd" | "t3" => Some(3),
        "4" | "four" | "d" | "iv" | "fourth" | "4th" | "t4" => Some(4),
        _ => None,
    }
}

/// The 2 of "Twin2".
fn number_within(word: &str) -> Option<u8> {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if digits.len() == word.len() { None } else { ordinal(digits) }
}
