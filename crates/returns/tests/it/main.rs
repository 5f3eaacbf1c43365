//! Files as they arrive: good ones, dirty ones, hostile ones.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod cin_bad_bytes;
mod cin_reads;
mod cin_rules;
mod cin_writes;
mod long;
mod notification;
