//! A child's chronology: a view over structured records, curated by people (domain register 1.15; ux.md 3.9 and 4). What built up, in lanes and as a table; what
//! each entry means, said by somebody with a reason; entries written by hand; and versions for a court, an agency, the family.

mod choose;
mod entry;
mod make;
mod page;
mod picture;
mod printed;
mod table;
mod used;
mod waiting;
mod wanted;
mod write;

pub(crate) use picture::{short, ticks};

use domain::id::Id;
use domain::person::Person;

use crate::route::Mount;

/// The pages of the area.
pub fn mounts() -> Vec<Mount> {
    vec![
        page::CHRONOLOGY.mount(),
        entry::ENTRY.mount(),
        waiting::WAITING.mount(),
        write::WRITE.mount(),
        write::WITHDRAW.mount(),
        printed::PRINTED.mount(),
        choose::CHOOSE.mount(),
        make::MAKE.mount(),
        printed::VERSION.mount(),
    ]
}

/// The address of a child's chronology, or of a page below it.
fn at(child: Id<Person>, below: &str) -> String {
    format!("/children/{child}/chronology{below}")
}
