//! Files as they arrive: good ones, dirty ones, hostile ones.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod annex_a_check;
mod annex_a_hostile;
mod annex_a_lists;
mod annex_a_spellings;
mod books;
mod cin_bad_bytes;
mod cin_bounds;
mod cin_places;
mod cin_reads;
mod cin_rules;
mod cin_shape;
mod cin_writes;
mod csc_api;
mod long;
mod notification;
mod ssd;
mod workbook;
