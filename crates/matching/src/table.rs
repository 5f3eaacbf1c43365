//! A file of people, one a row: the columns by which agencies, registers and exports tell who somebody is.
//!
//! Any of the columns may be there, in any order, found by their headings; a column that is missing is named and never guessed.
//! What a cell says stays as it was written; [`Row::description`] reads it for comparing. [`Reader`] reads row by row, so that a
//! file of millions need not be held.

mod day;
mod fault;
mod reader;
mod row;

pub use fault::Fault;
pub use reader::{Reader, Remark, Table};
pub use row::{Column, Row};
