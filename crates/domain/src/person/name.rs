//! What a person is called: any characters, any length, one name or several, kept exactly as typed.
//!
//! Nothing is corrected, capitalised or refused. Composed and decomposed letters are the same only when names are compared; characters that
//! would turn the text of a page around are kept in the record and shown as a mark.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// How the words begin that stand in the place of a name which a file did not give.
const NOT_IN_THE_FILE: &str = "Name not in the file (";

/// A person's name as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonName {
    /// Given and family names, each as typed; either may be empty.
    Parts {
        /// The name or names given to the person.
        given: String,
        /// The family's name.
        family: String,
    },
    /// One name that is not parted: a mononym, "Baby of Ellie E", "the man called Mick".
    Single(String),
}

impl PersonName {
    /// A given and a family name.
    pub fn new(given: impl Into<String>, family: impl Into<String>) -> Self {
        PersonName::Parts { given: given.into(), family: family.into() }
    }

    /// One name that is not parted.
    pub fn single(name: impl Into<String>) -> Self {
        PersonName::Single(name.into())
    }

    /// The given names; empty when the name is not parted.
    pub fn given(&self) -> &str {
        match self {
            PersonName::Parts { given, .. } => given,
            PersonName::Single(_) => "",
        }
    }

    /// The family name; empty when the name is not parted.
    pub fn family(&self) -> &str {
        match self {
            PersonName::Parts { family, .. } => family,
            PersonName::Single(_) => "",
        }
    }

    /// Whether nothing but space was typed.
    pub fn is_empty(&self) -> bool {
        self.parts().next().is_none()
    }

    /// Whether these are words in the place of a name, which a file did not give: they are for our own pages and go out to nobody.
    pub fn is_stand_in(&self) -> bool {
        matches!(self, PersonName::Single(words) if words.starts_with(NOT_IN_THE_FILE) && words.ends_with(')'))
    }

    /// "Ava Example": for every page, safe to show beside other text.
    pub fn display(&self) -> String {
        shown_in_line(&self.parts().collect::<Vec<_>>().join(" "))
    }

    /// "Example, Ava": for lists in order of family.
    pub fn family_first(&self) -> String {
        let mut parts: Vec<&str> = self.parts().collect();
        parts.reverse();
        shown_in_line(&parts.join(", "))
    }

    /// "Ava E": for lists where the whole name takes too much room or says too much.
    pub fn short(&self) -> String {
        match (self.given().trim(), initial(self.family())) {
            ("", _) | (_, None) => self.display(),
            (given, Some(letter)) => shown_in_line(&format!("{given} {letter}")),
        }
    }

    /// "AE": the first letter of the given and of the family name.
    pub fn initials(&self) -> String {
        self.parts().filter_map(initial).collect()
    }

    /// The name for comparing: composed the same way (NFC), runs of space as one. Case, accents and sound are for matching to weigh.
    pub fn for_comparison(&self) -> String {
        let name = self.parts().collect::<Vec<_>>().join(" ");
        name.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
    }

    /// Whether two names are the same text, however their letters are composed.
    pub fn same_as(&self, other: &PersonName) -> bool {
        self.for_comparison() == other.for_comparison()
    }

    /// What was typed that is not blank, without the space around it.
    fn parts(&self) -> impl Iterator<Item = &str> {
        let parts = match self {
            PersonName::Parts { given, family } => [given.as_str(), family.as_str()],
            PersonName::Single(name) => [name.as_str(), ""],
        };
        parts.into_iter().map(str::trim).filter(|part| !part.is_empty())
    }
}

/// The first letter or digit as a capital, or the first character when there is none (an emoji). Nothing when there is no text.
fn initial(name: &str) -> Option<String> {
    let composed: String = name.trim().nfc().take(200).collect();
    let first = composed.chars().find(|c| c.is_alphanumeric()).or_else(|| composed.chars().next())?;
    Some(shown_in_line(&first.to_uppercase().collect::<String>()))
}

/// What stands in the place of a character that must not act on a page.
const MARK: char = '\u{fffd}';

/// Text as it may be shown: characters that turn the direction of the text around them (U+202A to U+202E, U+2066 to U+2069) and control
/// characters other than the end of a line and a tab stand as a mark. Every way to end a line is shown as one. The record keeps what was typed.
pub fn shown(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().map(|c| if acts_on_the_page(c) { MARK } else { c }).collect()
}

/// Text as it may be shown in one line, such as a name, a title, a subject or a file's name: the end of a line stands as a space.
pub fn shown_in_line(text: &str) -> String {
    let space = |c: char| if matches!(c, '\n' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { c };
    shown(text).chars().map(space).collect()
}

/// Text for a place that has no markup of its own (a picture, a subject, a file): as shown, and set apart by isolating marks when it has letters
/// written from right to left, so that the words beside it keep their order. On a page use the `bdi` element instead.
pub fn isolated(text: &str) -> String {
    let text = shown_in_line(text);
    if text.chars().any(is_right_to_left) { format!("\u{2068}{text}\u{2069}") } else { text }
}

fn acts_on_the_page(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && !matches!(c, '\n' | '\t'))
}

fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{0590}'..='\u{08ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_as_its_owner_writes_it() {
        fn check(name: &PersonName, display: &str, family_first: &str, short: &str, initials: &str) {
            assert_eq!(name.display(), display);
            assert_eq!(name.family_first(), family_first);
            assert_eq!(name.short(), short);
            assert_eq!(name.initials(), initials);
        }
        check(&PersonName::new("Ava", "Example"), "Ava Example", "Example, Ava", "Ava E", "AE");
        check(
            &PersonName::new(" Ava-Mae ", "O'Brien"),
            "Ava-Mae O'Brien",
            "O'Brien, Ava-Mae",
            "Ava-Mae O",
            "AO",
        );
        check(&PersonName::new("", "Null"), "Null", "Null", "Null", "N");
        check(&PersonName::new("Noor", " "), "Noor", "Noor", "Noor", "N");
        check(
            &PersonName::single("the man called Mick"),
            "the man called Mick",
            "the man called Mick",
            "the man called Mick",
            "T",
        );
        check(
            &PersonName::new("e\u{301}lodie", "d’Arc"),
            "e\u{301}lodie d’Arc",
            "d’Arc, e\u{301}lodie",
            "e\u{301}lodie D",
            "ÉD",
        );
        check(&PersonName::new("X", "\u{1f98a}"), "X \u{1f98a}", "\u{1f98a}, X", "X \u{1f98a}", "X\u{1f98a}");
        check(&PersonName::new("<script>", "=cmd"), "<script> =cmd", "=cmd, <script>", "<script> C", "SC");
        check(&PersonName::single(""), "", "", "", "");
    }

    #[test]
    fn a_name_is_kept_exactly() {
        fn check(name: &PersonName, json: &str) {
            assert_eq!(serde_json::to_string(name).unwrap(), json);
            assert_eq!(serde_json::from_str::<PersonName>(json).unwrap(), *name);
        }
        check(
            &PersonName::new(" Zoë\u{202e} ", "O'Brien"),
            "{\"parts\":{\"given\":\" Zoë\u{202e} \",\"family\":\"O'Brien\"}}",
        );
        check(&PersonName::single("a".repeat(120)), &format!("{{\"single\":\"{}\"}}", "a".repeat(120)));
    }

    #[test]
    fn names_are_the_same_however_their_letters_are_composed() {
        fn check(one: &PersonName, other: &PersonName, expected: bool) {
            assert_eq!(one.same_as(other), expected, "{one:?} {other:?}");
        }
        check(&PersonName::new("Zoë", "Example"), &PersonName::new("Zoe\u{308}", "Example"), true);
        check(&PersonName::new("Ava  Mae", "E"), &PersonName::single("Ava Mae E"), true);
        check(&PersonName::new("Zoë", "Example"), &PersonName::new("Zoe", "Example"), false);
        check(&PersonName::new("ava", "e"), &PersonName::new("Ava", "E"), false);
    }

    #[test]
    fn nothing_typed_can_turn_a_page_around() {
        fn check(text: &str, block: &str, line: &str) {
            assert_eq!(shown(text), block, "{text:?}");
            assert_eq!(shown_in_line(text), line, "{text:?}");
            assert_eq!(shown(&shown(text)), shown(text));
        }
        check("gpj\u{202e}exe", "gpj\u{fffd}exe", "gpj\u{fffd}exe");
        check("a\u{2066}b\u{2069}\0", "a\u{fffd}b\u{fffd}\u{fffd}", "a\u{fffd}b\u{fffd}\u{fffd}");
        check("one\r\ntwo\tthree\rfour", "one\ntwo\tthree\nfour", "one two three four");
        check("علي", "علي", "علي");
        check("\u{200d}\u{301}", "\u{200d}\u{301}", "\u{200d}\u{301}");
        assert_eq!(isolated("علي (7)"), "\u{2068}علي (7)\u{2069}");
        assert_eq!(isolated("Ali (7)"), "Ali (7)");
        assert_eq!(PersonName::new("A\u{202e}", "B\nC").display(), "A\u{fffd} B C");
    }
}
