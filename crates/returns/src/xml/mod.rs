//! XML from strangers: read once from front to back within bounded memory, with the line of whatever cannot be taken.

mod elements;
mod guarded;

pub(crate) use elements::{Element, Elements, Next, Opened};
pub(crate) use guarded::{Guarded, LONGEST_PIECE};

use quick_xml::Error;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::BytesRef;

/// The character that a reference stands for: one given by its number, or one of XML's own five; nothing for an entity, which a file must declare itself and none may.
///
/// # Errors
/// When the number is that of no character.
pub(crate) fn character_of(reference: &BytesRef<'_>) -> Result<Option<char>, Error> {
    match reference.resolve_char_ref()? {
        Some(character) => Ok(Some(character)),
        None => Ok(resolve_xml_entity(reference.as_ref()).and_then(|text| text.chars().next())),
    }
}

/// Why a file is not read. Nothing of it should be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {words}")]
pub struct ReadError {
    /// The line at which reading stopped.
    pub line: u64,
    /// Why, and what to do about it.
    pub words: String,
}
