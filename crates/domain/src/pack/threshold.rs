//! The threshold document: four levels of need, and for each kind of worry a paragraph a level.
//!
//! Safeguarding partners must publish one (Working Together). Every decision keeps the paragraph's words and version as they stood.

use serde::{Deserialize, Serialize};

/// The threshold document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// The document's name.
    pub title: String,
    /// The document's version: a month or a number.
    pub version: String,
    /// Who published it.
    pub source: String,
    /// The levels, 1 to 4.
    #[serde(rename = "level")]
    pub levels: Vec<Level>,
    /// The kinds of worry.
    #[serde(rename = "concern")]
    pub concerns: Vec<ConcernKind>,
}

/// One level of need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// 1 universal, 2 early help, 3 targeted early help, 4 statutory.
    pub level: u8,
    /// The level's name on pages.
    pub name: String,
    /// What the level means.
    pub text: String,
}

/// A kind of worry, with what it looks like at each level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConcernKind {
    /// The kind's name in the pack.
    pub id: String,
    /// The kind's name on pages.
    pub name: String,
    /// What it looks like, level by level.
    #[serde(rename = "paragraph")]
    pub paragraphs: Vec<Paragraph>,
}

/// One paragraph of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// The paragraph's name, kept with a decision.
    pub id: String,
    /// The level it describes.
    pub level: u8,
    /// Its number, as people say it: the level, then the kind of worry in the document's order. Empty in the file means just that.
    #[serde(default)]
    pub number: String,
    /// The words.
    pub text: String,
    /// The version of the document in which it last changed; empty in the file means the document's own.
    #[serde(default)]
    pub version: String,
}

impl Thresholds {
    /// The level of this number.
    pub fn level(&self, level: u8) -> Option<&Level> {
        self.levels.iter().find(|each| each.level == level)
    }

    /// The paragraph of this name.
    pub fn paragraph(&self, id: &str) -> Option<&Paragraph> {
        self.concerns.iter().flat_map(|concern| &concern.paragraphs).find(|paragraph| paragraph.id == id)
    }

    /// The paragraph with this number.
    pub fn numbered(&self, number: &str) -> Option<&Paragraph> {
        self.concerns
            .iter()
            .flat_map(|concern| &concern.paragraphs)
            .find(|paragraph| paragraph.number == number)
    }

    /// The kind of worry a paragraph belongs to.
    pub fn concern_of(&self, id: &str) -> Option<&ConcernKind> {
        self.concerns.iter().find(|concern| concern.paragraphs.iter().any(|paragraph| paragraph.id == id))
    }

    /// A paragraph as people say it: "4.1 Neglect".
    pub fn called(&self, id: &str) -> Option<String> {
        Some(format!("{} {}", self.paragraph(id)?.number, self.concern_of(id)?.name))
    }

    /// Every paragraph at a level, with its kind of worry.
    pub fn at_level(&self, level: u8) -> impl Iterator<Item = (&ConcernKind, &Paragraph)> {
        self.concerns.iter().flat_map(move |concern| {
            concern
                .paragraphs
                .iter()
                .filter(move |paragraph| paragraph.level == level)
                .map(move |each| (concern, each))
        })
    }

    pub(super) fn date_paragraphs(&mut self) {
        let version = self.version.clone();
        let paragraphs = self.concerns.iter_mut().flat_map(|concern| &mut concern.paragraphs);
        for paragraph in paragraphs.filter(|paragraph| paragraph.version.is_empty()) {
            paragraph.version.clone_from(&version);
        }
    }

    /// Numbers the paragraphs that the file gives no number: 4.1 is the first kind of worry at level 4, 4.1b its second paragraph there.
    pub(super) fn number_paragraphs(&mut self) {
        for (place, concern) in self.concerns.iter_mut().enumerate() {
            let mut seen: Vec<u8> = Vec::new();
            for paragraph in &mut concern.paragraphs {
                let before = seen.iter().filter(|level| **level == paragraph.level).count();
                seen.push(paragraph.level);
                if paragraph.number.is_empty() {
                    let letter = u8::try_from(before)
                        .ok()
                        .filter(|before| *before > 0)
                        .map(|before| char::from(b'a' + before.min(25)));
                    paragraph.number = format!("{}.{}", paragraph.level, place + 1);
                    paragraph.number.extend(letter);
                }
            }
        }
    }
}
