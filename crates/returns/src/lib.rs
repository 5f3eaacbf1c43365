//! Files of other agencies and national returns, read and written: rows and findings. Pure over the bytes it is given.
//!
//! What cannot be read as the file it claims to be is refused, with a line number. What can be read but is wrong in a place is a
//! *finding*: it says where and what, keeps the text as written, and the rest is still used. Nothing is dropped in silence.

mod held;

pub use held::Held;

pub mod cin;
pub mod notification;
mod xml;

// Workbooks, and the lists of children that inspectors ask for.
pub mod annex_a;
pub mod workbook;

// The daily feed of the Department for Education.
pub mod csc_api;

// The tables that regional tools read.
pub mod ssd;

// Tables by anybody.
pub mod csv_table;
