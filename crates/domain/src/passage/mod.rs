//! The words of a record that may be searched. A social worker remembers a word and not where it was written: "the blue door", "Uncle Ray", "insulin".
//! Each kind of record tells by itself which of its texts are looked through, as passages; a kind that tells none is never searched. Under which access a
//! passage is read stands with the other rules of access ([`crate::access::searched`]).
//!
//! What is never a passage: what is sealed (who reported, an address), what an agency lets only the hub know, what a child asked not to have passed on,
//! what a safe way of contact is, where somebody is hidden, a draft, and what was taken back, withdrawn or recorded in error. `docs/search.md` says of each
//! kind of record what is looked through and what is not, and why.

mod door;
mod people;
mod protection;
mod support;

pub(crate) use door::*;
pub(crate) use people::*;
pub(crate) use protection::*;
pub(crate) use support::*;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::london;
use crate::form::{Answer, Answers, Place};

/// One text of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What it is, in words: "What was seen or told".
    pub label: &'static str,
    /// The question of the pack that it answers, when it is an answer to a form.
    pub question: Option<Asked>,
    /// When it was said, found or decided.
    pub when: Timestamp,
    /// The text.
    pub words: String,
}

/// A question of a form of the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The form.
    pub form: String,
    /// The version that was answered.
    pub version: u32,
    /// The question.
    pub place: Place,
}

/// The passages of a record, one after the other.
#[derive(Debug)]
pub(crate) struct Telling {
    when: Timestamp,
    passages: Vec<Passage>,
}

/// What a passage is called that is the number people say of a record.
pub const NUMBER: &str = "Number";
/// What a passage of a person is called that is one of their addresses.
pub const ADDRESS: &str = "Address";
/// What a passage of a person is called that is a number they are known by.
pub const IDENTIFIER: &str = "Identifier";
/// What a passage is called that is the school of a child.
pub const SCHOOL: &str = "School";
/// What a passage is called that names somebody of an agency.
pub const AGENCY: &str = "Somebody of an agency";

/// What a passage is called that says who a professional is and how they are reached.
pub const PROFESSIONAL: &str = "Professional";

/// The most characters of one passage: a longer text is several.
const LONGEST: usize = 16_000;

impl Telling {
    /// Begins with what was said at a moment.
    pub(crate) fn at(when: Timestamp) -> Self {
        Telling { when, passages: Vec::new() }
    }

    /// What follows was said at another moment.
    pub(crate) fn then(&mut self, when: Timestamp) -> &mut Self {
        self.when = when;
        self
    }

    /// What follows was said on another day.
    pub(crate) fn on(&mut self, day: Date) -> &mut Self {
        self.then(london::start_of(day))
    }

    /// The number that people say, however it is written: with its line and without.
    pub(crate) fn number(&mut self, reference: &str) -> &mut Self {
        let squeezed: String = reference.chars().filter(char::is_ascii_alphanumeric).collect();
        let after = reference.split_once('-').map_or("", |(_, after)| after);
        self.says(NUMBER, &[reference, squeezed.as_str(), after].join(" "))
    }

    /// A text; nothing when it is empty.
    pub(crate) fn says(&mut self, label: &'static str, words: &str) -> &mut Self {
        self.put(label, None, words)
    }

    /// The texts among the answers to a form. What was chosen, ticked or counted is no text.
    pub(crate) fn answers(&mut self, label: &'static str, answers: Option<&Answers>) -> &mut Self {
        for (answers, place, words) in answers.into_iter().flat_map(texts) {
            let asked = Asked { form: answers.form.clone(), version: answers.version, place: place.clone() };
            self.put(label, Some(&asked), words);
        }
        self
    }

    fn put(&mut self, label: &'static str, question: Option<&Asked>, words: &str) -> &mut Self {
        for words in pieces(words) {
            let (question, words) = (question.cloned(), words.to_owned());
            self.passages.push(Passage { label, question, when: self.when, words });
        }
        self
    }

    /// All of them.
    pub(crate) fn done(&mut self) -> Vec<Passage> {
        std::mem::take(&mut self.passages)
    }
}

/// The answers in more than one word: codes of choices are one.
fn texts(answers: &Answers) -> impl Iterator<Item = (&Answers, &Place, &str)> {
    answers.given.iter().filter_map(move |(place, answer)| match answer {
        Answer::Text(text) if text.trim().contains(char::is_whitespace) => {
            Some((answers, place, text.as_str()))
        }
        Answer::Text(_) | Answer::NotKnown | Answer::Several(_) | Answer::Date(_) => None,
    })
}

/// A text in pieces that a database can look through, each ending after a whole word where it can.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.char_indices().nth(LONGEST).map_or(rest.len(), |(end, _)| end);
        let (piece, _) = rest.split_at(end);
        let end = if end == rest.len() { end } else { piece.rfind(char::is_whitespace).unwrap_or(end) };
        let end = if end == 0 { piece.len() } else { end };
        let (piece, after) = rest.split_at(end);
        rest = after.trim_start();
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_words_and_loses_none() {
        fn check(text: &str, expected: usize) {
            let parts: Vec<&str> = pieces(text).collect();
            assert_eq!(parts.len(), expected);
            let squeezed = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(squeezed(&parts.concat()), squeezed(text));
            assert!(parts.iter().all(|part| part.chars().count() <= LONGEST));
        }
        check("", 0);
        check(" \n ", 0);
        check("A bruise.", 1);
        check(&"home ".repeat(5_000), 2);
        check(&"é".repeat(40_000), 3);
    }

    #[test]
    fn only_texts_among_answers_are_passages() {
        let mut answers = Answers::to("event", 3);
        answers.put(Place::one("what", "words"), Answer::text("He was thrown out"));
        answers.put(Place::one("what", "injury"), Answer::text("bruise_arm"));
        answers.put(Place::one("what", "who"), Answer::Several(vec!["the mother".into()]));
        answers.put(Place::one("what", "why"), Answer::NotKnown);
        let told = Telling::at(Timestamp::UNIX_EPOCH).answers("Event", Some(&answers)).done();
        let words: Vec<&str> = told.iter().map(|passage| passage.words.as_str()).collect();
        assert_eq!(words, ["He was thrown out"]);
        let asked = told[0].question.as_ref().map(|asked| (asked.version, asked.place.to_string()));
        assert_eq!(asked, Some((3, "what.words".to_owned())));
    }
}
