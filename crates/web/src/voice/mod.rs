//! What a child says and shows, page by page: everything on one page, the latest first; writing down a talk; keeping a drawing; taking back what was wrong;
//! and the part of it that stands under the first heading of every plan.

mod change;
pub(crate) mod draw;
mod gallery;
mod hear;
mod lines;
mod page;
mod take_back;

pub(crate) use lines::{under_heading, under_headings};

use domain::id::Id;
use domain::person::Person;

use crate::route::Mount;

/// The pages of the area.
pub fn mounts() -> Vec<Mount> {
    vec![
        page::PAGE.mount(),
        hear::HEAR.mount(),
        draw::DRAW.mount(),
        gallery::PICTURE.mount(),
        take_back::TAKE_BACK.mount(),
    ]
}

/// The address of what a child says, or of a page below it.
fn at(child: Id<Person>, below: &str) -> String {
    format!("/children/{child}/voice{below}")
}
