//! A child's case summary, page by page: the 60-second summary at the top of the record, its own page with its past, one page of paper, the form, and
//! the list of those that are missing, stale or due.

mod block;
mod list;
mod page;
mod paper;
mod write;

pub(crate) use block::{at_summary, on_top};

use domain::id::Id;
use domain::person::Person;

use crate::route::Mount;

/// The pages of the area.
pub fn mounts() -> Vec<Mount> {
    vec![page::PAGE.mount(), paper::PAPER.mount(), write::WRITE.mount(), list::LIST.mount()]
}

/// The address of a child's summary, or of a page below it.
fn at(child: Id<Person>, below: &str) -> String {
    format!("/children/{child}/summary{below}")
}
