//! A child's family and network: the picture, its outline, who is involved and how close they are; and relationships written down, changed and ended by
//! form ("Ava's mother is Kim"), never by drawing.

mod add;
mod change;
mod end;
pub(crate) mod family;
mod outline;
mod page;
mod rings;

use domain::id::Id;
use domain::person::Person;

use crate::route::Mount;

/// The pages of the area.
pub fn mounts() -> Vec<Mount> {
    vec![page::PAGE.mount(), add::ADD.mount(), change::CHANGE.mount(), end::END.mount()]
}

/// The address of a child's network, or of a page below it.
fn at(child: Id<Person>, below: &str) -> String {
    format!("/children/{child}/network{below}")
}
