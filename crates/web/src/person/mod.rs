//! Who is who: records that may be one person, two records side by side, links with their undoing, and whose each record is that was written between.

mod beside;
mod different;
mod link;
mod moves;
pub(crate) mod said;
mod same_as;
mod sort;
mod undo;
mod who_is_who;

pub(crate) use moves::{act, of_child, on_work_page};
pub(crate) use said::also_on_record;

use domain::id::Id;
use domain::person::link::PersonLink;

use crate::route::Mount;

/// The pages of the area.
pub fn mounts() -> Vec<Mount> {
    let mut mounts = vec![
        who_is_who::WHO_IS_WHO.mount(),
        same_as::SAME_AS.mount(),
        beside::BESIDE.mount(),
        link::LINK.mount(),
        undo::UNDO.mount(),
        sort::SORT.mount(),
        different::DIFFERENT.mount(),
    ];
    mounts.extend(moves::mounts());
    mounts
}

/// The address of one of a link's pages: `""` is the link itself.
fn at(link: Id<PersonLink>, page: &str) -> String {
    format!("/links/{link}{page}")
}
