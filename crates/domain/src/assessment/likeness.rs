//! How far two texts are the same words. Brothers and sisters get one text with the name changed, an older assessment is pasted into a new one, a passage
//! of another family's life stands in this one: whoever writes and whoever signs is shown it, side by side, and asks why (domain.md 1.9, block A).
//! Nothing here says that copying is wrong: a family's history is the same for each of its children.
//!
//! **What is measured.** A text is read as words: capitals, punctuation and spaces do not count. The names of the people concerned are one word, whoever
//! they are, and so are "he", "she" and "they", "son" and "daughter", because a changed name must not hide a copied life. Words stand in a *shared run* when
//! at least three of them in a row, in this order, stand in the other text too. The likeness is the share of the words of both texts together that stand
//! in shared runs, in whole percents, rounded down. It is the same from either side; it is 100 for a text and itself, and 0 where nothing is shared. What
//! counts is what is marked when the two are shown.
//!
//! **Passages.** For texts of other families, which are too many to be read one by one, each text has *fingerprints*: of every five neighbouring runs of
//! eight words the one with the least hash is kept (winnowing, as S. Schleimer, D. Wilkerson and A. Aiken describe it, SIGMOD 2003). Two texts that share
//! a passage of [`PASSAGE`] words share a fingerprint, wherever the passage stands in each. Fingerprints are kept with a record, so that the way in which
//! they are made must not change without a new making of all of them.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// So many words in a row that stand in both texts are shared: fewer are how anybody writes.
pub const RUN: usize = 3;
/// So many words in a row that stand in both texts are a passage, and are always found by fingerprints.
pub const PASSAGE: usize = 12;

/// Words of one fingerprint.
const PRINT: usize = 8;
/// Of so many neighbouring fingerprints one is kept.
const WINDOW: usize = PASSAGE - PRINT + 1;

/// Words that change with the person a text is about and say nothing else.
const PERSONAL: &[(&str, &[&str])] = &[
    ("he", &["he", "she", "they"]),
    ("him", &["him", "her", "his", "hers", "them", "their", "theirs"]),
    ("himself", &["himself", "herself", "themselves"]),
    ("boy", &["boy", "girl"]),
    ("son", &["son", "daughter"]),
    ("brother", &["brother", "sister"]),
    ("sons", &["sons", "daughters"]),
    ("brothers", &["brothers", "sisters"]),
];
/// Whoever's name stands there.
const NAME: &str = "\u{1}";

/// A text as it is compared.
#[derive(Debug, Clone)]
pub struct Compared {
    words: Vec<Word>,
    /// The hashes of its runs of [`RUN`] words, where they begin: made once, however many texts it is compared with.
    runs: Vec<u64>,
    /// The same in order, to be found in.
    sorted: Vec<u64>,
}

#[derive(Debug, Clone)]
struct Word {
    hash: u64,
    at: Range<usize>,
}

/// One fingerprint of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint {
    /// The hash of eight words in a row.
    pub hash: u64,
    /// The first byte of them in the text.
    pub at: usize,
}

/// The likeness of two texts about people of these names, in percent.
pub fn percent(one: &str, two: &str, names: &[String]) -> u8 {
    Compared::new(one, names).percent(&Compared::new(two, names))
}

impl Compared {
    /// Reads a text. `names` are those of the children and of others who may be named in it, as they are written: "Ava Brindle".
    pub fn new(text: &str, names: &[String]) -> Self {
        let mut named: Vec<String> = names
            .iter()
            .flat_map(|name| split(name).map(|at| plain(&name[at])).collect::<Vec<_>>())
            .collect();
        named.sort_unstable();
        let is_name = |word: &String| named.binary_search(word).is_ok();
        let name = hash(NAME);
        let mut words: Vec<Word> = Vec::new();
        for at in split(text) {
            let word = plain(&text[at.clone()]);
            if !is_name(&word) {
                words.push(Word { hash: hash(neutral(&word)), at });
                continue;
            }
            // A first name beside a surname is one person.
            match words.last_mut() {
                Some(last) if last.hash == name => last.at.end = at.end,
                _ => words.push(Word { hash: name, at }),
            }
        }
        let runs = runs(&words, RUN);
        let mut sorted = runs.clone();
        sorted.sort_unstable();
        Compared { words, runs, sorted }
    }

    /// How many words it has, a whole name counted as one.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// The likeness to another text, in percent: 0 to 100. A text without words is like no other.
    pub fn percent(&self, other: &Compared) -> u8 {
        let all = self.words.len() + other.words.len();
        if self.words.is_empty() || other.words.is_empty() {
            return 0;
        }
        // A text too short for a run is compared as a whole.
        let run = RUN.min(self.words.len()).min(other.words.len());
        if run < RUN && self.words.len() != other.words.len() {
            return 0;
        }
        let covered =
            |one: &Compared, two: &Compared| one.covered(two, run).iter().filter(|in_run| **in_run).count();
        let shared = covered(self, other) + covered(other, self);
        u8::try_from(shared * 100 / all).unwrap_or(100)
    }

    /// Where this text says the same as the other for at least `run` words in a row: bytes of this text, in order, none touching the next.
    pub fn shared(&self, other: &Compared, run: usize) -> Vec<Range<usize>> {
        let covered = self.covered(other, run);
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut goes_on = false;
        for (word, in_run) in self.words.iter().zip(covered) {
            match found.last_mut() {
                Some(last) if in_run && goes_on => last.end = word.at.end,
                _ if in_run => found.push(word.at.clone()),
                _ => {}
            }
            goes_on = in_run;
        }
        found
    }

    /// The fingerprints by which passages of [`PASSAGE`] words or more are found in other texts; none for a shorter text. What stands before or
    /// after a passage changes none of those within it.
    pub fn fingerprints(&self) -> Vec<Fingerprint> {
        let hashes = runs(&self.words, PRINT);
        let mut kept: Vec<Fingerprint> = Vec::new();
        let mut last = None;
        for (start, window) in hashes.windows(WINDOW).enumerate() {
            let least = window.iter().enumerate().rev().min_by_key(|(_, hash)| **hash);
            let Some((place, hash)) = least else { continue };
            if last == Some(start + place) {
                continue;
            }
            last = Some(start + place);
            kept.extend(
                self.words.get(start + place).map(|word| Fingerprint { hash: *hash, at: word.at.start }),
            );
        }
        kept
    }

    /// Of each word whether it stands in a run that the other has too.
    fn covered(&self, other: &Compared, run: usize) -> Vec<bool> {
        if run == RUN {
            return self.in_runs(&self.runs, &other.sorted, run);
        }
        let mut theirs = runs(&other.words, run);
        theirs.sort_unstable();
        self.in_runs(&runs(&self.words, run), &theirs, run)
    }

    fn in_runs(&self, mine: &[u64], theirs: &[u64], run: usize) -> Vec<bool> {
        let mut covered = vec![false; self.words.len()];
        for (start, hash) in mine.iter().enumerate() {
            if theirs.binary_search(hash).is_ok()
                && let Some(words) = covered.get_mut(start..start + run)
            {
                words.fill(true);
            }
        }
        covered
    }
}

/// The hash of every run of so many words.
fn runs(words: &[Word], run: usize) -> Vec<u64> {
    let one = |words: &[Word]| words.iter().fold(START, |hash, word| mix(hash ^ word.hash));
    if run == 0 { Vec::new() } else { words.windows(run).map(one).collect() }
}

/// The words of a text: letters and digits. A script that writes no spaces has a word for every sign.
fn split(text: &str) -> impl Iterator<Item = Range<usize>> {
    let alone = |letter: char| matches!(letter, '\u{2E80}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}');
    let mut letters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = letters.find(|(_, letter)| letter.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        while let Some((at, letter)) = letters.next_if(|(_, next)| {
            is_combining_mark(*next) || (next.is_alphanumeric() && !alone(first) && !alone(*next))
        }) {
            end = at + letter.len_utf8();
        }
        Some(start..end)
    })
}

/// A word without its capitals, and in one way of writing its letters.
fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

fn neutral(word: &str) -> &str {
    PERSONAL.iter().find(|(_, all)| all.contains(&word)).map_or(word, |(one, _)| one)
}

/// The beginning of every hash (FNV-1a, 64 bits). Kept with records: it never changes.
const START: u64 = 0xcbf2_9ce4_8422_2325;

fn hash(word: &str) -> u64 {
    let hash =
        word.bytes().fold(START, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    mix(hash)
}

/// Spreads a number over all its bits, so that the least of a few is any of them.
fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let number = (number ^ (number >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    number ^ (number >> 33)
}

#[cfg(test)]
mod tests;
