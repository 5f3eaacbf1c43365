//! What somebody typed, read as words to look for. No sign of it reaches a database as anything but letters and figures: there is no operator to be typed.

use std::collections::BTreeSet;

use super::words::{Word, stems, words};

/// The most characters of what was typed that are read.
const LONGEST: usize = 400;
/// The most words that are looked for.
const MOST_WORDS: usize = 12;
/// The most phrases in quotation marks.
const MOST_PHRASES: usize = 2;
/// The fewest and the most letters and figures of a number that is looked for with a slip.
const SHORTEST_NUMBER: usize = 5;
const LONGEST_NUMBER: usize = 20;
/// From so many letters on, the last word finds those that begin with it.
const BEGINNING: usize = 3;

/// Words of English that stand in every text: nobody looks for them alone.
const STOP: &[&str] = &[
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but",
    "by", "can", "could", "did", "do", "does", "for", "from", "had", "has", "have", "he", "her", "him",
    "his", "i", "if", "in", "into", "is", "it", "its", "me", "my", "no", "not", "of", "on", "or", "our",
    "she", "so", "than", "that", "the", "their", "them", "then", "there", "they", "this", "to", "up", "was",
    "we", "were", "what", "when", "which", "who", "will", "with", "would", "you",
];

/// Words to look for: all of them in one passage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    wanted: Vec<Wanted>,
    phrases: Vec<Vec<String>>,
}

/// One word to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    stem: String,
    /// The letters a word may begin with, for the word that may not be finished.
    begins: Option<String>,
    /// Other stems that will do, for a number with a slip.
    others: BTreeSet<String>,
}

impl Wanted {
    fn exactly(stem: String) -> Wanted {
        Wanted { stem, begins: None, others: BTreeSet::new() }
    }
}

impl Asked {
    /// Reads what was typed. What stands in quotation marks is looked for as it stands, word after word; the last word may be a beginning.
    pub fn read(typed: &str) -> Asked {
        let typed: String = typed.chars().take(LONGEST).collect();
        let mut asked = Asked::default();
        let is_mark = |letter: char| matches!(letter, '"' | '“' | '”' | '„');
        let parts: Vec<&str> = typed.split(is_mark).collect();
        let last = parts.len() - 1;
        for (place, part) in parts.iter().enumerate() {
            // What follows a mark that is never closed is no phrase.
            let quoted = place % 2 == 1 && place < last;
            if quoted && asked.phrases.len() < MOST_PHRASES {
                asked.phrase(&words(part));
            } else {
                let unfinished = place == last && part.chars().last().is_some_and(char::is_alphanumeric);
                asked.plain(words(part), unfinished);
            }
        }
        asked
    }

    fn phrase(&mut self, words: &[Word]) {
        let room = MOST_WORDS.saturating_sub(self.wanted.len());
        let stems: Vec<String> = words.iter().take(room).map(|word| word.stem.clone()).collect();
        if words.iter().all(|word| STOP.contains(&word.plain.as_str())) {
            return;
        }
        self.wanted.extend(stems.iter().cloned().map(Wanted::exactly));
        if stems.len() > 1 {
            self.phrases.push(stems);
        }
    }

    fn plain(&mut self, words: Vec<Word>, unfinished: bool) {
        let count = words.len();
        for (place, word) in words.into_iter().enumerate() {
            let stop = STOP.contains(&word.plain.as_str());
            if stop || self.wanted.len() == MOST_WORDS {
                continue;
            }
            let begins = unfinished && place + 1 == count && word.plain.len() >= BEGINNING;
            let begins = begins.then_some(word.plain);
            self.wanted.push(Wanted { begins, ..Wanted::exactly(word.stem) });
        }
    }

    /// The number in what was typed, and every number that is one slip from it: a letter or figure too many, too few, wrong, or two in the wrong order.
    /// Nothing when there is nothing that is long enough to be a number.
    pub fn one_slip(typed: &str) -> Option<Asked> {
        let typed: String = typed.chars().take(LONGEST).collect();
        let squeezed: String = match words(&typed).as_slice() {
            // Written with a line or spaces: CT-4F7, 999 000 0018.
            [] => return None,
            parts => parts.iter().map(|word| word.plain.as_str()).collect(),
        };
        let length = squeezed.len();
        if !(SHORTEST_NUMBER..=LONGEST_NUMBER).contains(&length) {
            return None;
        }
        let others = slips(squeezed.as_bytes()).iter().map(|slip| stems(slip)).collect();
        Some(Asked {
            wanted: vec![Wanted { others, ..Wanted::exactly(stems(&squeezed)) }],
            phrases: Vec::new(),
        })
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// Which of the words asked for a word is.
    pub(crate) fn places_of(&self, stem: &str, plain: &str) -> impl Iterator<Item = usize> {
        let is = move |wanted: &Wanted| {
            wanted.stem == stem
                || wanted.others.contains(stem)
                || wanted.begins.as_deref().is_some_and(|begins| plain.starts_with(begins))
        };
        self.wanted.iter().enumerate().filter(move |(_, wanted)| is(wanted)).map(|(place, _)| place)
    }

    /// How many words are looked for.
    pub(crate) fn count(&self) -> usize {
        self.wanted.len()
    }

    /// The words in the language of an engine's index.
    pub(super) fn expression(&self, engine: &str) -> String {
        let sqlite = engine == "sqlite";
        let term = |wanted: &Wanted| {
            let stem = &wanted.stem;
            match (&wanted.begins, sqlite) {
                (None, true) if wanted.others.is_empty() => format!("\"{stem}\""),
                (None, true) => {
                    let others = wanted.others.iter().map(|other| format!(" OR \"{other}\""));
                    format!("(\"{stem}\"{})", others.collect::<String>())
                }
                (Some(begins), true) => format!("(\"{stem}\" OR \"{begins}\"*)"),
                (None, false) => {
                    let others = wanted.others.iter().map(|other| format!(" | '{other}'"));
                    format!("('{stem}'{})", others.collect::<String>())
                }
                (Some(begins), false) => format!("('{stem}' | '{begins}':*)"),
            }
        };
        let terms: Vec<String> = self.wanted.iter().map(term).collect();
        terms.join(if sqlite { " AND " } else { " & " })
    }

    /// What the stems of a passage with spaces around must be like, for each phrase there may be.
    pub(super) fn likenesses(&self) -> [String; MOST_PHRASES] {
        std::array::from_fn(|place| match self.phrases.get(place) {
            Some(phrase) => format!("% {} %", phrase.join(" ")),
            None => "%".to_owned(),
        })
    }
}

/// Everything that is one slip from a number in small letters and figures. In a number of figures alone a slip is a figure.
fn slips(number: &[u8]) -> BTreeSet<String> {
    let figures = number.iter().all(u8::is_ascii_digit);
    let signs: Vec<u8> =
        if figures { (b'0'..=b'9').collect() } else { (b'0'..=b'9').chain(b'a'..=b'z').collect() };
    let mut slips = BTreeSet::new();
    let mut put = |slip: Vec<u8>| slips.extend(String::from_utf8(slip).ok());
    for place in 0..=number.len() {
        let (before, after) = number.split_at(place);
        for sign in &signs {
            put([before, &[*sign], after].concat());
            if let Some((_, rest)) = after.split_first() {
                put([before, &[*sign], rest].concat());
            }
        }
        match after {
            [one, other, rest @ ..] => {
                put([before, &[*other, *one], rest].concat());
                put([before, &[*other], rest].concat());
            }
            [_, rest @ ..] => put([before, rest].concat()),
            [] => {}
        }
    }
    slips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_read_as_words_and_phrases() {
        fn check(typed: &str, expected: &str, phrases: [&str; 2]) {
            let asked = Asked::read(typed);
            assert_eq!(asked.expression("sqlite"), expected, "{typed:?}");
            assert_eq!(asked.likenesses(), phrases, "{typed:?}");
        }
        let none = ["%", "%"];
        check("", "", none);
        check("the of and", "", none);
        check("\"the of\"", "", none);
        check("blue door ", "\"blue\" AND \"door\"", none);
        check("uncle ray", "\"uncl\" AND (\"ray\" OR \"ray\"*)", none);
        check("bruising", "(\"bruis\" OR \"bruising\"*)", none);
        check("a ra", "\"ra\"", none);
        check("“blue door” insulin ", "\"blue\" AND \"door\" AND \"insulin\"", ["% blue door %", "%"]);
        check("\"out of control\"", "\"out\" AND \"of\" AND \"control\"", ["% out of control %", "%"]);
        check("\"never closed", "\"never\" AND (\"close\" OR \"closed\"*)", none);
        check("a\"* OR NEAR(x) -y:^", "\"near\" AND \"x\" AND \"y\"", none);
        check("\u{0}", "", none);
    }

    #[test]
    fn each_engine_is_asked_in_its_own_language() {
        let asked = Asked::read("'blue' door & !x | y:* <-> rai");
        assert_eq!(asked.expression("postgres"), "('blue') & ('door') & ('x') & ('y') & ('rai' | 'rai':*)");
    }

    #[test]
    fn a_number_is_looked_for_with_one_slip_and_no_more() {
        fn check(typed: &str, stored: &str, expected: bool) {
            let asked = Asked::one_slip(typed);
            let found = asked.is_some_and(|asked| {
                let stored = stems(stored);
                stored.split(' ').any(|stem| asked.places_of(stem, stem).next().is_some())
            });
            assert_eq!(found, expected, "{typed} {stored}");
        }
        check("MT-AB3DEF", "MTAB3DEF", true);
        check("mt ab3dfe", "MTAB3DEF", true);
        check("MTAB3DE", "MTAB3DEF", true);
        check("MTAB3DEFG", "MTAB3DEF", true);
        check("MTAB3XEF", "MTAB3DEF", true);
        check("MTAB3XXF", "MTAB3DEF", false);
        check("999 000 0081", "9990000018", true);
        check("ABC", "ABC", false);
        check("", "", false);
    }

    #[test]
    fn a_book_is_read_as_its_first_words() {
        let asked = Asked::read(&"insulin door ".repeat(100_000));
        assert_eq!(asked.count(), MOST_WORDS);
        assert_eq!(Asked::read(&"x".repeat(1_000_000)).count(), 1);
    }
}
