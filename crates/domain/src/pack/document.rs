//! Documents in the pack: what one may be for, under which headings the family and the child read it, and the letters that are written to them.

use serde::Deserialize;

use super::Pack;
use super::reading::Reading;
use crate::document::Kind;

const FILE: &str = "documents.toml";
/// What the program puts in place from the record; without a heading for each of them, the record would have nowhere to go.
const PLACES: [&str; 5] = ["worried", "well", "said", "must", "disagree"];
/// What may stand between braces.
const PLACEHOLDERS: [&str; 6] = ["council", "duty_phone", "night_phone", "child", "name", "closed_on"];

/// `documents.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Documents {
    /// Where this is written.
    pub source: String,
    /// The kinds of significant event whose name and day stand in what the family gets.
    pub family_events: Vec<String>,
    /// What a document may be for.
    #[serde(rename = "purpose")]
    pub purposes: Vec<DocumentPurpose>,
    /// The headings of what the family gets, in order.
    pub family: Vec<DocumentHeading>,
    /// The headings of what the child gets.
    pub child: Vec<DocumentHeading>,
    /// Letters to them, and to agencies.
    #[serde(rename = "letter", default)]
    pub letters: Vec<FamilyLetter>,
}

/// What a document may be for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentPurpose {
    /// Its code.
    pub code: String,
    /// In words.
    pub name: String,
    /// For which readers.
    #[serde(rename = "for")]
    pub kinds: Vec<Kind>,
    /// Whether somebody says more.
    #[serde(default)]
    pub in_words: bool,
}

/// A heading with what stands below it until somebody changes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentHeading {
    /// Its code.
    pub code: String,
    /// Its words.
    pub title: String,
    /// What belongs there, for whoever writes it.
    pub hint: String,
    /// What stands there at first.
    #[serde(default)]
    pub words: String,
}

/// A letter to somebody of the family, to a child or to an agency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FamilyLetter {
    /// Its code.
    pub code: String,
    /// What it is called, at its head.
    pub title: String,
    /// For which readers.
    #[serde(rename = "for")]
    pub kinds: Vec<Kind>,
    /// Its words.
    pub words: String,
}

impl DocumentPurpose {
    /// Whether a document for such a reader may be for it.
    pub fn is_for(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }
}

impl Documents {
    /// The purpose with this code.
    pub fn purpose(&self, code: &str) -> Option<&DocumentPurpose> {
        self.purposes.iter().find(|purpose| purpose.code == code)
    }

    /// The letter with this code.
    pub fn letter(&self, code: &str) -> Option<&FamilyLetter> {
        self.letters.iter().find(|letter| letter.code == code)
    }

    /// The headings for a reader in whose words a document is composed; none for others.
    pub fn headings(&self, kind: Kind) -> &[DocumentHeading] {
        match kind {
            Kind::Family => &self.family,
            Kind::Child => &self.child,
            Kind::Agency | Kind::Court | Kind::File => &[],
        }
    }
}

/// Words with their placeholders filled; one for which `value` has nothing stays as it is, to be seen before it goes.
pub fn filled(words: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, further)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        filled.push_str(&value(name).unwrap_or_else(|| format!("{{{name}}}")));
        rest = further;
    }
    filled.push_str(rest);
    filled
}

impl Reading<'_> {
    /// What must hold in the documents' file.
    pub(super) fn documents(&mut self, pack: &Pack) {
        let documents = &pack.documents;
        self.once(FILE, "purpose", "code", documents.purposes.iter().map(|each| each.code.as_str()));
        self.once(FILE, "family", "code", documents.family.iter().map(|each| each.code.as_str()));
        self.once(FILE, "child", "code", documents.child.iter().map(|each| each.code.as_str()));
        self.once(FILE, "letter", "code", documents.letters.iter().map(|each| each.code.as_str()));
        let mut wrong: Vec<(String, String)> = Vec::new();
        for kind in Kind::ALL {
            if !documents.purposes.iter().any(|purpose| purpose.is_for(kind)) {
                let words =
                    format!("No purpose is for “{}”: such a document could not be made.", kind.code());
                wrong.push(("purpose".into(), words));
            }
        }
        for (n, code) in documents.family_events.iter().enumerate() {
            if pack.events.kind(code).is_none() {
                wrong.push((format!("family_events.{n}"), format!("events.toml has no kind “{code}”.")));
            }
        }
        for (table, headings) in [("family", &documents.family), ("child", &documents.child)] {
            for place in PLACES {
                if !headings.iter().any(|heading| heading.code == place) {
                    let words = format!(
                        "There is no heading with the code “{place}”: what the record says of it would be lost."
                    );
                    wrong.push((table.into(), words));
                }
            }
            for (n, heading) in headings.iter().enumerate() {
                wrong.extend(unknown(&heading.words).map(|words| (format!("{table}.{n}.words"), words)));
            }
        }
        for (n, letter) in documents.letters.iter().enumerate() {
            wrong.extend(unknown(&letter.words).map(|words| (format!("letter.{n}.words"), words)));
            if letter.kinds.iter().any(|kind| kind.is_whole()) {
                let words = "These letters are to the family, to children and to agencies. Letters to others stand in letters.toml.";
                wrong.push((format!("letter.{n}.for"), words.into()));
            }
        }
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
    }
}

/// What is wrong with the first placeholder that nothing fills.
fn unknown(words: &str) -> Option<String> {
    let mut names = words.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
    let name = names.find(|name| !PLACEHOLDERS.contains(name))?;
    Some(format!(
        "Nothing fills “{{{name}}}”. There are: {}.",
        PLACEHOLDERS.map(|known| format!("{{{known}}}")).join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{ENGLAND, PackProblem, england};

    fn with(from: &str, to: &str) -> Vec<PackProblem> {
        let text = ENGLAND.iter().find(|(name, _)| *name == FILE).unwrap().1;
        assert!(text.contains(from), "{from}");
        Pack::over_england([(FILE, text.replacen(from, to, 1))]).map(drop).unwrap_err()
    }

    #[test]
    fn what_the_family_gets_says_how_to_disagree_and_to_complain() {
        let disagree = england().documents.family.iter().find(|heading| heading.code == "disagree").unwrap();
        assert!(disagree.words.contains("complain") && disagree.words.contains("{duty_phone}"));
        assert!(england().documents.headings(Kind::Court).is_empty());
    }

    #[test]
    fn a_file_that_would_lose_something_is_told_with_its_line() {
        for (from, to, words) in [
            ("code = \"plan\"", "code = \"share\"", "twice"),
            (
                "code = \"worried\"\ntitle = \"What we are",
                "code = \"worry\"\ntitle = \"What we are",
                "“worried”",
            ),
            ("officer of {council}", "officer of {counsel}", "{counsel}"),
            (
                "title = \"After our visit\"\nfor = [\"family\"]",
                "title = \"After our visit\"\nfor = [\"court\"]",
                "letters.toml",
            ),
            ("[\"missing\", \"visit\"]", "[\"missing\", \"visits\"]", "no kind “visits”"),
            ("in_words = true", "in_word = true", "unknown field"),
            ("for = [\"agency\"]", "for = [\"agencies\"]", "unknown variant"),
        ] {
            let problems = with(from, to);
            let told = |problem: &PackProblem| {
                problem.words.contains(words) && problem.file == FILE && problem.line >= 1
            };
            assert!(problems.iter().any(told), "{from} -> {to}: {problems:?}");
        }
    }

    #[test]
    fn placeholders_are_filled_and_others_stay_to_be_seen() {
        let value = |name: &str| (name == "child").then(|| "Ava".to_owned());
        assert_eq!(filled("Dear {child}, {name} {", value), "Dear Ava, {name} {");
    }
}
