//! Significant events on the web: a child's list of them, recording one for as many children as it is about, its page, its correction, and saying that
//! it was recorded in error.

mod choose;
mod correct;
mod in_error;
mod list;
mod on_child;
mod page;
mod questions;
mod record;

use domain::event::Event;
use domain::id::Id;
use domain::person::Person;

pub(crate) use in_error::{WHY, asks_why};
pub(crate) use on_child::of_child;

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        list::EVENTS.mount(),
        choose::CHOOSE.mount(),
        record::RECORD.mount(),
        page::EVENT.mount(),
        correct::CORRECT.mount(),
        in_error::IN_ERROR.mount(),
    ]
}

/// The address of a child's events, or of a page below them.
fn at(child: Id<Person>, below: &str) -> String {
    format!("/children/{child}/events{below}")
}

/// The address of one event among a child's, or of a page below it.
fn at_event(child: Id<Person>, event: Id<Event>, below: &str) -> String {
    at(child, &format!("/{event}{below}"))
}
