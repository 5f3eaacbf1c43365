//! How hard a text is to read, measured: the Flesch-Kincaid grade (Kincaid and others, 1975), 0.39 × words a sentence + 11.8 × syllables a word − 15.59.
//! A grade is a school year of the United States: the reading age is about five years more. It measures length, not sense, so it advises a writer and
//! never stands in the way.

use crate::pack::{HardWord, OwnPlans};

/// What was counted in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Sentences: a line without an end is one too.
    pub sentences: usize,
    /// Words.
    pub words: usize,
    /// Syllables.
    pub syllables: usize,
}

/// How a text reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// What was counted.
    pub count: Count,
    /// The reading age, in years; nothing for a text without words.
    pub reading_age: Option<f64>,
    /// The sentences that are hard for the age asked for, in order.
    pub hard: Vec<HardSentence>,
    /// Hard words of the pack that stand in it, with simpler ones.
    pub hints: Vec<HardWord>,
}

/// A sentence that is hard.
#[derive(Debug, Clone, PartialEq)]
pub struct HardSentence {
    /// The sentence.
    pub sentence: String,
    /// Its words.
    pub words: usize,
    /// Its own reading age.
    pub reading_age: f64,
}

/// How many years a reading age is more than the grade: grade 1 is read at six.
const GRADE_TO_AGE: f64 = 5.0;

impl Count {
    /// Counts a text.
    pub fn of(text: &str) -> Self {
        let sentences = sentences(text);
        let words = sentences.iter().flat_map(|sentence| words(sentence));
        let (mut count, mut syllables_in_all) = (0, 0);
        for word in words {
            count += 1;
            syllables_in_all += syllables(word);
        }
        Count { sentences: sentences.len(), words: count, syllables: syllables_in_all }
    }

    /// The Flesch-Kincaid grade; nothing without words.
    pub fn grade(self) -> Option<f64> {
        if self.sentences == 0 || self.words == 0 {
            return None;
        }
        let (sentences, words, syllables) =
            (as_f64(self.sentences), as_f64(self.words), as_f64(self.syllables));
        Some(0.39 * words / sentences + 11.8 * syllables / words - 15.59)
    }
}

/// A count as a number to reckon with: no text has more words than fit.
fn as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

impl Measure {
    /// Measures a text against what the pack asks for.
    pub fn of(text: &str, own: &OwnPlans, hard_words: &[HardWord]) -> Self {
        let count = Count::of(text);
        let age = |count: Count| count.grade().map(|grade| (grade + GRADE_TO_AGE).max(0.0));
        let hard = sentences(text).into_iter().filter_map(|sentence| {
            let count = Count::of(sentence);
            let reading_age = age(count)?;
            let long = count.words > own.longest_sentence;
            let above = count.words >= own.fewest_words && reading_age > f64::from(own.reading_age) + 0.5;
            (long || above).then(|| HardSentence {
                sentence: sentence.trim().to_owned(),
                words: count.words,
                reading_age,
            })
        });
        let small = format!(" {} ", words_in_small_letters(text));
        let stands = |word: &&HardWord| small.contains(&format!(" {} ", word.hard));
        Measure {
            count,
            reading_age: age(count),
            hard: hard.collect(),
            hints: hard_words.iter().filter(stands).cloned().collect(),
        }
    }

    /// Whether it is as simple as was asked, as far as a measure can say.
    pub fn is_simple(&self, own: &OwnPlans) -> bool {
        let young = self.reading_age.is_none_or(|age| age <= f64::from(own.reading_age) + 0.5);
        young && self.hard.is_empty() && self.hints.is_empty()
    }
}

/// The sentences of a text: each ends at a full stop, a question or exclamation mark, an ellipsis or a line's end, and holds a word. A stop inside a
/// number or between letters ends nothing.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut begins = 0;
    let mut signs = text.char_indices().peekable();
    while let Some((place, sign)) = signs.next() {
        let followed = signs
            .peek()
            .is_none_or(|(_, next)| next.is_whitespace() || matches!(next, '"' | '\'' | '”' | '’' | ')'));
        let ends = sign == '\n' || (matches!(sign, '.' | '!' | '?' | '…') && followed);
        if ends {
            let end = place + sign.len_utf8();
            found.extend(text.get(begins..end));
            begins = end;
        }
    }
    found.extend(text.get(begins..));
    found.retain(|sentence| words(sentence).next().is_some());
    found
}

/// The words of a sentence: what stands between spaces and holds a letter. A hyphen joins two words.
fn words(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split(|sign: char| sign.is_whitespace() || matches!(sign, '-' | '–' | '—' | '/'))
        .filter(|word| word.chars().any(char::is_alphabetic))
}

fn words_in_small_letters(text: &str) -> String {
    let trimmed = |word: &str| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
    text.split_whitespace().map(trimmed).collect::<Vec<_>>().join(" ")
}

/// The syllables of a word, by its groups of vowels: an `e` at the end is silent but for `le` after a consonant, and so are `es` and `ed` where they
/// are not spoken. A word has one at least.
pub fn syllables(word: &str) -> usize {
    let letters: Vec<char> =
        word.chars().filter(|sign| sign.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let is_vowel = |place: usize| match letters.get(place) {
        Some(
            'a' | 'e' | 'i' | 'o' | 'u' | 'à' | 'á' | 'â' | 'ä' | 'è' | 'é' | 'ê' | 'ë' | 'ï' | 'ó' | 'ö'
            | 'ú' | 'ü',
        ) => true,
        // A y before a vowel is a consonant.
        Some('y') => place > 0,
        _ => false,
    };
    let mut count =
        (0..letters.len()).filter(|place| is_vowel(*place) && (*place == 0 || !is_vowel(place - 1))).count();
    // Two vowels that are spoken apart: "i-a", "i-o" but for "-tion" and "-sion", "e-i" at the end of "-eing".
    count += apart(&letters);
    if silent_end(&letters) {
        count = count.saturating_sub(1);
    }
    count.max(1)
}

fn apart(letters: &[char]) -> usize {
    let pairs = letters.windows(2).enumerate().filter(|(place, pair)| {
        let before = place.checked_sub(1).and_then(|before| letters.get(before));
        match pair {
            // Reptilian, Australian: the end is one syllable.
            ['i', 'a'] => match before {
                Some('t' | 'c' | 's') => false,
                Some('l') => letters.get(place + 2..) != Some(&['n']),
                _ => true,
            },
            ['i', 'o'] => !matches!(before, Some('t' | 's' | 'c' | 'g')),
            ['e', 'i'] => letters.get(place + 2..) == Some(&['n', 'g']),
            // Create, and area, but not eat or tea.
            ['e', 'a'] => {
                let create = letters.get(place.saturating_sub(2)..*place) == Some(&['c', 'r'])
                    && matches!(letters.get(place + 2..), Some(['t', 'e' | 'i', ..]));
                let last = place + 2 == letters.len();
                create
                    || last
                        && letters
                            .iter()
                            .take(*place)
                            .any(|letter| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u'))
            }
            ['u', 'a'] => !matches!(before, Some('g' | 'q')),
            ['y', 'i'] => true,
            _ => false,
        }
    });
    pairs.count()
}

fn silent_end(letters: &[char]) -> bool {
    let is_vowel = |letter: &char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    match letters {
        // The, me, be: the only vowel is spoken.
        letters if letters.iter().filter(|letter| is_vowel(letter)).count() < 2 => false,
        [.., before, 'l', 'e'] | [.., before, 'l', 'e', 's'] => is_vowel(before),
        // Safely, immediately.
        [.., before, 'e', 'l', 'y'] => {
            !is_vowel(before) && letters.iter().filter(|letter| is_vowel(letter)).count() > 2
        }
        [.., before, 'e'] => !is_vowel(before),
        [.., before, 'e', 'd'] => !is_vowel(before) && !matches!(before, 't' | 'd'),
        [.., one, before, 'e', 's'] => {
            !is_vowel(before)
                && !matches!(before, 's' | 'x' | 'z' | 'c' | 'g')
                && !matches!((one, before), ('c' | 's', 'h'))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::england;

    /// Worked examples that are published with the formula.
    #[test]
    fn published_examples_come_out_as_published() {
        let check = |text: &str, words: usize, syllables: usize, grade: f64| {
            let count = Count::of(text);
            assert_eq!((count.sentences, count.words, count.syllables), (1, words, syllables), "{text}");
            let found = count.grade().unwrap();
            assert!((found - grade).abs() < 0.05, "{text}: {found}");
        };
        check(
            "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.",
            13,
            24,
            11.3,
        );
        check("The cat sat on the mat.", 6, 6, -1.45);
        // The lowest grade there is: sentences of one word of one syllable.
        check("Go.", 1, 1, -3.4);
        check(
            "This sentence, taken as a reading passage unto itself, is being used to prove a point.",
            16,
            23,
            7.6,
        );
        // "Green Eggs and Ham" has 5.7 words a sentence and 1.02 syllables a word, and grade -1.3.
        let seuss = Count { sentences: 1000, words: 5700, syllables: 5814 };
        assert!((seuss.grade().unwrap() + 1.3).abs() < 0.05);
    }

    #[test]
    fn syllables_are_counted_as_they_are_spoken() {
        for (word, expected) in [
            ("the", 1),
            ("me", 1),
            ("house", 1),
            ("places", 2),
            ("table", 2),
            ("helped", 1),
            ("wanted", 2),
            ("played", 1),
            ("teacher", 2),
            ("grandmother", 3),
            ("worried", 2),
            ("people", 2),
            ("area", 3),
            ("assessment", 3),
            ("police", 2),
            ("station", 2),
            ("being", 2),
            ("eaten", 2),
            ("smiles", 1),
            ("safely", 2),
            ("idea", 3),
            ("tea", 1),
            ("yes", 1),
            ("Ava", 2),
            ("Leo's", 1),
            ("creature", 2),
            ("watches", 2),
            ("likes", 1),
            ("immediately", 5),
        ] {
            // Names like Leo are spoken in two; counting one makes a text easier by nothing anybody notices.
            assert_eq!(syllables(word), expected, "{word}");
        }
    }

    #[test]
    fn a_line_is_a_sentence_and_a_time_is_not_two() {
        assert_eq!(sentences("Go to Nan's\nRing her at 6.30 pm. Is she in? Yes!").len(), 4);
        assert_eq!(sentences("  \n… . "), Vec::<&str>::new());
        assert_eq!(Count::of("").grade(), None);
    }

    #[test]
    fn hard_sentences_and_words_are_told_and_simple_ones_are_not() {
        let pack = england();
        let measure = |text: &str| Measure::of(text, &pack.safety_plans.own, &pack.safety_plans.hard_words);
        let easy = measure("I can go to my room.\nI can ring Nan.\nI can hug the dog.");
        assert!(easy.is_simple(&pack.safety_plans.own), "{easy:?}");
        let hard = measure(
            "I can ring Nan.\nSupervised contact will be immediately suspended if the professional network identifies additional concerns.",
        );
        assert_eq!(hard.hard.len(), 1);
        assert!(hard.hard[0].reading_age > 12.0);
        let hints: Vec<&str> = hard.hints.iter().map(|word| word.hard.as_str()).collect();
        assert_eq!(hints, ["contact", "supervised", "professional", "immediately"]);
        assert!(!hard.is_simple(&pack.safety_plans.own));
        // One long name is no hard sentence.
        assert!(measure("Grandmother Okonkwo-Featherstone").hard.is_empty());
    }
}
