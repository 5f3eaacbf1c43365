//! Words as they are searched: without accents and capitals, other scripts in Latin letters, and cut to the stem by which English words belong together
//! (bruise, bruised, bruises). It is done here and not by the databases, so that both find the same
//! ([ADR 17](../../../../docs/adr/0017-words-are-stemmed-before-they-are-stored.md)).

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most letters of a word that are looked at: what is longer is no word.
const LONGEST: usize = 40;

/// A word of a text, and where it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// In plain small letters.
    pub plain: String,
    /// Its stem.
    pub stem: String,
    /// Its first byte in the text.
    pub from: usize,
    /// The byte after its last.
    pub to: usize,
}

/// The words of a text in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let stemmer = Stemmer::create(Algorithm::English);
    let mut words = Vec::new();
    let mut from = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let within = from.is_some();
        let goes_on = is_letter(letter)
            || (within && is_combining_mark(letter))
            || (within && is_apostrophe(letter) && letters.peek().is_some_and(|(_, next)| is_letter(*next)));
        match (from, goes_on) {
            (None, true) => from = Some(at),
            (Some(start), false) => {
                words.extend(word(&stemmer, text, start, at));
                from = None;
            }
            (Some(_), true) | (None, false) => {}
        }
    }
    if let Some(start) = from {
        words.extend(word(&stemmer, text, start, text.len()));
    }
    words
}

/// The stems of a text, in order, with one space between: what the databases look through. There is nothing in it but small letters, figures and spaces.
pub(crate) fn stems(text: &str) -> String {
    let words = words(text);
    let mut stems = String::with_capacity(words.len() * 7);
    for word in words {
        if !stems.is_empty() {
            stems.push(' ');
        }
        stems.push_str(&word.stem);
    }
    stems
}

fn word(stemmer: &Stemmer, text: &str, from: usize, to: usize) -> Option<Word> {
    let plain = plain(text.get(from..to)?);
    if plain.is_empty() {
        return None;
    }
    let is_english = plain.chars().all(|letter| letter.is_ascii_lowercase());
    let stem = if is_english { stemmer.stem(&plain).into_owned() } else { plain.clone() };
    Some(Word { plain, stem, from, to })
}

fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric()
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ')
}

/// A word in plain small letters and figures: "Zoë’s" is "zoe", "O’Brien" is "obrien".
fn plain(word: &str) -> String {
    let own = word
        .strip_suffix(['s', 'S'])
        .and_then(|own| own.strip_suffix(is_apostrophe))
        .filter(|own| !own.is_empty());
    let word = own.unwrap_or(word);
    let latin = if word.is_ascii() {
        word.to_owned()
    } else {
        let composed: String = word.nfkc().collect();
        any_ascii::any_ascii(&composed)
    };
    let letters = latin.chars().filter(char::is_ascii_alphanumeric).take(LONGEST);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_belong_together_have_one_stem() {
        fn check(text: &str, expected: &str) {
            assert_eq!(stems(text), expected, "{text:?}");
        }
        check("Bruised. BRUISES, bruise!", "bruis bruis bruis");
        check("the mother’s house", "the mother hous");
        check("O'Brien didn't", "obrien didnt");
        check("Siân Łukasz Nguyễn", "sian lukasz nguyen");
        check("Sia\u{302}n", "sian");
        check("Мария", "mariya");
        check("CT-4F7 at 10:30", "ct 4f7 at 10 30");
        check("\u{0}drop' OR \"x*\" NEAR/2 ^a", "drop or x near 2 a");
        check("'tis", "tis");
        check("…", "");
        check("\u{202e}", "");
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_stems_of_plain_letters_that_stand_where_they_say(text in "\\PC{0,300}") {
            for word in words(&text) {
                proptest::prop_assert!(!word.stem.is_empty() && word.stem.len() <= LONGEST + 2);
                proptest::prop_assert!(word.stem.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
                proptest::prop_assert!(text.get(word.from..word.to).is_some());
            }
        }
    }
}
