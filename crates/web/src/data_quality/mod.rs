//! What the national returns will ask of the record: the year's census rehearsed, by rule, team and worker, each line leading to its child; and the figures of two
//! years beside each other.

mod page;
mod years;

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![page::PAGE.mount(), years::PAGE.mount()]
}
