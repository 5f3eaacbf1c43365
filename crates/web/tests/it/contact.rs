//! Contacts at the level of pages: a school's worry from the call to the answer; who may not decide; odd input; two people at once; sent twice.

mod consistency;
pub mod front;
pub mod journey;
mod known;
mod odd;
pub mod own_questions;
mod together;
