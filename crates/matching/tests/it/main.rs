//! People laid beside each other as a contact officer meets them, and labelled people where a set is at hand.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod batch;
mod evidence;
mod few;
mod index;
mod labelled;
mod oracle;
mod promises;
mod said;
mod stories;
mod table;
