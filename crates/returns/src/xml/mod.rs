//! XML from strangers: read once from front to back within bounded memory, with the line of whatever cannot be taken.

mod elements;
mod guarded;

pub(crate) use elements::{Element, Elements, Next, Opened};
pub(crate) use guarded::{Guarded, LONGEST_PIECE};

/// Why a file is not read. Nothing of it should be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {words}")]
pub struct ReadError {
    /// The line at which reading stopped.
    pub line: u64,
    /// Why, and what to do about it.
    pub words: String,
}
