//! A child's pages: the record by layer, as it stands and as it was known; its people, its chronology, who may read it and who has looked.

mod address;
mod allocate;
pub(crate) mod another;
pub(crate) mod asked;
mod change;
mod department;
pub(crate) mod identity;
mod looked;
mod matches;
mod open;
mod openings;
mod overview;
mod people;
mod restrict;
pub(crate) mod words;

use domain::id::Id;
use domain::person::Person;

use crate::route::Mount;

/// The pages of the area.
pub fn mounts() -> Vec<Mount> {
    vec![
        overview::CHILD.mount(),
        people::PEOPLE.mount(),
        change::CHANGE.mount(),
        allocate::ALLOCATE.mount(),
        restrict::RESTRICT.mount(),
        open::OPEN.mount(),
        looked::LOOKED.mount(),
        address::ADDRESS.mount(),
        openings::OPENINGS.mount(),
        openings::OPENING.mount(),
        matches::MATCHES.mount(),
        matches::MATCH.mount(),
        department::DEPARTMENT.mount(),
    ]
}

/// The address of one of a child's pages: `""` is the record itself.
fn at(child: Id<Person>, page: &str) -> String {
    format!("/children/{child}{page}")
}
