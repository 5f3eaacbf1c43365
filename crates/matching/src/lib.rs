//! Is this the same person? Normalise, find candidates by key, compare, and say why in words. Pure.
//!
//! A contact officer has a name over a bad line, half a date of birth and perhaps a mother's phone number, and must find out within
//! minutes whether the child is known. Misspelling, short names, names in the other order, day and month swapped, a moved house and
//! a changed surname must not hide a child; and a twin must not be taken for the other.
//!
//! The way of one search: [`query_keys`] of what is known → the store finds everybody with one of those keys (it keeps [`keys`] of
//! every person in a table) → [`compare`] each → sort by [`Match::rank`] → show the [`Match::reasons`]. The officer decides.
//! No number is ever shown: agreement is one of four words and a list of reasons.

mod address;
mod birth;
mod compare;
mod description;
mod keys;
mod names;
mod normal;
mod search_box;

pub use compare::{Agrees, Kind, Match, Rank, Reason, Strength, compare};
pub use description::{Address, Birth, Description, Name, Relative};
pub use keys::{Key, keys, query_keys};
pub use search_box::read_search;
