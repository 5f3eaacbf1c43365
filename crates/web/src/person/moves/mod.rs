//! Whose record something stands on: what was written on the wrong child is moved to the right one, and taken back.

mod ask;
mod moved;
mod section;
mod waiting;

pub(crate) use section::{act, of_child};
pub(crate) use waiting::on_work_page;

use domain::id::Id;
use domain::person::moved::Moved;

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![ask::ASK.mount(), moved::MOVED.mount(), waiting::LIST.mount()]
}

/// The address of a move's page.
fn address(moved: Id<Moved>) -> String {
    format!("/moves/{moved}")
}
