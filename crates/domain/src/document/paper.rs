//! A document as its words stand, before any file is made of it: what is said, in which order, to whom. A tagged PDF, a Word-readable file and the page
//! on which somebody looks at it a second time are all made from this one description, so that none says more than another.
//!
//! Headings are headings and tables have header rows, because a reader who hears a document finds the way by them (PDF/UA-1, ISO 14289-1).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A document for one reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What it is called, at its head and in the file.
    pub title: String,
    /// The language it is written in, as in `en-GB`.
    pub language: String,
    /// Who sends it: the council, as its letters are headed.
    pub from: String,
    /// For whom it was composed, in words: "Composed for Rosa Marlowe".
    pub composed_for: String,
    /// When it was made: the moment kept in the files, given by the caller.
    pub made: Timestamp,
    /// The day it bears, in words.
    pub dated: String,
    /// What it says, in order.
    pub parts: Vec<Part>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A heading. Level 1 stands below the title; a level that is left out is closed up, so that none is missing.
    Heading {
        /// From 1 to 4.
        level: u8,
        /// Its words.
        words: String,
    },
    /// A paragraph; a line break in it stays one.
    Paragraph(Vec<Run>),
    /// Somebody's own words.
    Quote {
        /// What they said.
        words: String,
        /// Who said it.
        who: String,
        /// When, in words.
        when: String,
    },
    /// A list.
    List {
        /// Whether the order counts.
        numbered: bool,
        /// Its items.
        items: Vec<String>,
    },
    /// Questions or names with what stands beside each.
    Facts(Vec<(String, String)>),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Picture),
    /// Something that must be noticed.
    Note(String),
    /// What follows begins on a new page.
    PageBreak,
}

/// Words in one tone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The words.
    pub words: String,
    /// How they are said.
    #[serde(default, skip_serializing_if = "Tone::is_plain")]
    pub tone: Tone,
}

/// How words are said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// As they are.
    #[default]
    Plain,
    /// Important.
    Strong,
    /// Stressed, or another's.
    Stressed,
}

impl Tone {
    fn is_plain(&self) -> bool {
        *self == Tone::Plain
    }
}

/// A table with a header row, which is said again on each page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The words at the head of each column.
    pub head: Vec<String>,
    /// How wide each column is, in parts of the whole; all alike when there are none.
    pub widths: Vec<u8>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// A picture, with what it shows said in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// What it shows, for whoever cannot see it. It is printed below the picture as well.
    pub description: String,
    /// The picture.
    pub image: Image,
}

/// The bytes of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Image {
    /// A drawing of ours.
    Svg(String),
    /// A PNG.
    Png(Vec<u8>),
    /// A JPEG.
    Jpeg(Vec<u8>),
}

impl Run {
    /// Words as they are.
    pub fn plain(words: impl Into<String>) -> Run {
        Run { words: words.into(), tone: Tone::Plain }
    }

    /// Important words.
    pub fn strong(words: impl Into<String>) -> Run {
        Run { words: words.into(), tone: Tone::Strong }
    }

    /// Stressed words.
    pub fn stressed(words: impl Into<String>) -> Run {
        Run { words: words.into(), tone: Tone::Stressed }
    }
}

impl Part {
    /// A heading.
    pub fn heading(level: u8, words: impl Into<String>) -> Part {
        Part::Heading { level, words: words.into() }
    }

    /// A paragraph in one tone.
    pub fn words(words: impl Into<String>) -> Part {
        Part::Paragraph(vec![Run::plain(words)])
    }

    /// A bulleted list.
    pub fn list<I: IntoIterator<Item = S>, S: Into<String>>(items: I) -> Part {
        Part::List { numbered: false, items: items.into_iter().map(Into::into).collect() }
    }

    /// What somebody typed: a paragraph for each block between empty lines; a block whose lines all begin with "- " is a list.
    pub fn typed(words: &str) -> Vec<Part> {
        let words = words.replace("\r\n", "\n");
        let blocks = words.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
        blocks.map(|block| Part::listed(block).unwrap_or_else(|| Part::words(block))).collect()
    }

    fn listed(block: &str) -> Option<Part> {
        let items = block.lines().map(|line| line.trim().strip_prefix("- "));
        items.collect::<Option<Vec<&str>>>().map(Part::list)
    }

    /// Every text in it, in reading order.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Part::Heading { words, .. } | Part::Note(words) => vec![words],
            Part::Paragraph(runs) => runs.iter().map(|run| run.words.as_str()).collect(),
            Part::Quote { words, who, when } => vec![words, who, when],
            Part::List { items, .. } => items.iter().map(String::as_str).collect(),
            Part::Facts(facts) => facts.iter().flat_map(|(name, value)| [name.as_str(), value]).collect(),
            Part::Table(table) => std::iter::once(&table.caption)
                .chain(&table.head)
                .chain(table.rows.iter().flatten())
                .map(String::as_str)
                .collect(),
            Part::Picture(picture) => vec![&picture.description],
            Part::PageBreak => Vec::new(),
        }
    }
}

impl Document {
    /// Every text in it, in reading order.
    pub fn texts(&self) -> Vec<&str> {
        let head = [&self.from, &self.title, &self.composed_for, &self.dated];
        let head = head.into_iter().map(String::as_str);
        head.chain(self.parts.iter().flat_map(Part::texts)).collect()
    }

    /// The document without what is empty, with headings that a reader can go by: the first of level 1, and none more than one level below the one before.
    #[must_use]
    pub fn in_order(&self) -> Document {
        let mut last = 0;
        let mut parts = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            match part {
                Part::Heading { words, .. } if words.trim().is_empty() => {}
                Part::List { items, .. } if items.is_empty() => {}
                Part::Facts(facts) if facts.is_empty() => {}
                Part::Table(table) if table.head.is_empty() => {}
                Part::Heading { level, words } => {
                    last = (*level).clamp(1, 4).min(last + 1);
                    parts.push(Part::Heading { level: last, words: words.clone() });
                }
                other => parts.push(other.clone()),
            }
        }
        let title = if self.title.trim().is_empty() { "Document".into() } else { self.title.clone() };
        Document { title, parts, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_heading_is_missing_on_the_way_down() {
        let check = |levels: &[u8], expected: &[u8]| {
            let parts = levels.iter().map(|level| Part::heading(*level, "words")).collect();
            let made = Timestamp::UNIX_EPOCH;
            let [title, language, from, composed_for, dated] = std::array::from_fn(|_| String::new());
            let document = Document { title, language, from, composed_for, made, dated, parts };
            let found = document.in_order().parts;
            let found: Vec<u8> = found
                .iter()
                .filter_map(|part| if let Part::Heading { level, .. } = part { Some(*level) } else { None })
                .collect();
            assert_eq!(found, expected, "{levels:?}");
        };
        check(&[1, 2, 3, 1], &[1, 2, 3, 1]);
        check(&[3, 3], &[1, 2]);
        check(&[1, 4, 4, 2], &[1, 2, 3, 2]);
        check(&[0, 9], &[1, 2]);
    }

    #[test]
    fn typed_words_become_paragraphs() {
        assert_eq!(
            Part::typed("One\r\ntwo\r\n\r\n\r\nthree\n"),
            [Part::words("One\ntwo"), Part::words("three")]
        );
        assert_eq!(
            Part::typed("- One\n- Two\n\n- Three\nfour"),
            [Part::list(["One", "Two"]), Part::words("- Three\nfour")]
        );
        assert_eq!(Part::typed("  \n\n "), []);
    }
}
