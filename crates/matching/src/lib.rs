//! Is this the same person? Normalise, find candidates by key, compare, and say why in words. Pure.
//!
//! A contact officer has a name over a bad line, half a date of birth and perhaps a mother's phone number, and must find out within
//! minutes whether the child is known. Misspelling, short names, names in the other order, day and month swapped, a moved house and
//! a changed surname must not hide a child; and a twin must not be taken for the other.
//!
//! The way of one search: [`index::Index`] holds everybody and finds those who may be meant, also while a question is incomplete →
//! [`compare`] each → sort by [`Match::rank`] → show the [`Match::reasons`]. The officer decides. No number is ever shown: agreement is
//! one of four words and a list of reasons.
//!
//! # One core
//!
//! Live search, batches over a million rows and [`compare`] all go the same way; there is no second way of comparing.
//!
//! ```text
//! Description ──Person::read──► Person ─┐
//!                  │ words              ├─Evidence::between──► Evidence ──Experience::score──► Score (bits; terms add up)
//!              Vocabulary ──────────────┘        │ one small level a fact          │
//!                                                └─levels() for learning           └─strength() / told in words by ask()
//! ```
//!
//! * [`Vocabulary`] has every word once, so that words are compared as numbers. [`Vocabulary::nearness`] is quick for words that are
//!   one, forms of one name, or far apart. [`Person::count`], called once a person after reading, teaches it how common names are and
//!   how many people are seen at a home or phone. [`WordId::index`] has no gaps: tables by word are vectors.
//! * [`Person`] is compact, `Send + Sync`, and holds no text. Keys for finding candidates come from its fields: words, their
//!   [`Vocabulary::sounds`] and [`Vocabulary::families`], days, numbers, [`Home::place`], phones.
//! * [`Evidence`] is `Copy` and knows no weights. [`Evidence::levels`] gives eight small numbers in the order of [`Fact::ALL`], which is all
//!   that expectation maximisation needs; [`Experience::set`] takes what was learnt and keeps every weight on its level's side.
//! * [`Experience::score`] reads a table and adds up; doubts ([`Doubt`]) hold a sum back. Threshold and prior are the caller's.
//! * [`Experience::tell`] says a pair in words, with the names as rare as they are in the caller's own vocabulary.

mod address;
pub mod batch;
mod birth;
pub mod cluster;
mod compare;
mod description;
pub mod evidence;
mod experience;
pub mod forms;
pub mod index;
mod keys;
mod names;
mod normal;
mod person;
mod search_box;
pub mod table;
mod vocabulary;

pub use compare::{Agrees, Kind, Match, Rank, Reason, Strength, compare};
pub use description::{Address, Birth, Description, Name, Relative, Sex};
pub use evidence::{Doubt, Evidence, Fact};
pub use experience::{Experience, Rarity, Score};
pub use keys::{Key, keys};
pub use person::{Home, Person, Spoken};
pub use search_box::read_search;
pub use vocabulary::{Nearness, Part, Vocabulary, WordId};
