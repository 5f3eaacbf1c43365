//! Finding records by their words, and addresses, professionals and numbers: only what the viewer may read now.
//!
//! What a database finds is filtered by the same condition as every list ([`crate::visible`]) before anything is ranked, cut off or counted. What differs
//! between the engines is the language in which an index is asked ([`asked`]) and how the index is kept (migration 31): both have a relation
//! `passage_words` that is asked in one statement.

mod asked;
mod find;
mod people;
mod rows;
mod snippet;
mod words;

pub use asked::Asked;
pub use find::{Hit, Told, found, told};
pub use people::{OfPerson, Worker, involved, of_worker, people, workers};
pub use snippet::{Piece, snippet};

pub(crate) use rows::{rows, tables};

use crate::engine::Statement;

/// The statements of the search, for the register.
pub(crate) static ALL_STATEMENTS: &[&[&dyn Statement]] = &[find::STATEMENTS, people::STATEMENTS];

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> Vec<&'static dyn Statement> {
    let mut statements = find::filtered();
    statements.extend(people::filtered());
    statements
}

#[cfg(test)]
mod tests;
