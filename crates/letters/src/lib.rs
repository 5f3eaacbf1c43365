//! Documents for people: a tagged PDF (PDF/UA-1) and a Word-readable file (.docx), made from one description of what is said to whom.
//!
//! A pure leaf: bytes from a [`Document`], and nothing else. **The same document gives the same bytes**: every moment in a file is the one the document
//! bears. **No name or text is ever taken for markup**: texts reach the typesetter as values and the Word file as escaped characters. **No character
//! is dropped silently**: one that no embedded font can draw stands in the PDF as its number, and [`uncovered`] tells it beforehand.

mod characters;
mod fonts;
mod pdf;
mod picture;
mod word;

pub use domain::document::{Document, Image, Part, Picture, Run, Table, Tone};
pub use pdf::pdf;
pub use word::word;

use std::collections::BTreeSet;

/// Why no file could be made. The document is as it was.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The typesetter refused it.
    #[error("the document could not be typeset: {0}")]
    Typesetting(String),
    /// The parts of the Word file could not be put together.
    #[error("the Word file could not be put together")]
    Packing(#[from] zip::result::ZipError),
    /// Something could not be written in memory.
    #[error("the file could not be written")]
    Writing(#[from] std::io::Error),
}

/// The characters in a document that the PDF can show only as their numbers, because no embedded font has them. A Word file keeps them as they are.
pub fn uncovered(document: &Document) -> BTreeSet<char> {
    let fonts = fonts::fonts();
    document.texts().iter().flat_map(|text| text.chars()).filter(|found| !fonts.draws(*found)).collect()
}
