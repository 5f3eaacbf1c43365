//! Whose record something stands on: what was written on the wrong child is moved to the right one, and taken back.

mod ask;
mod moved;
mod section;
mod waiting;

pub(crate) use section::{act, of_child};
pub(crate) use waiting::on_work_page;

use domain::id::Id;
use domain::person::Person;
use domain::person::moved::{Item, Moved, WHAT, WHOSE};

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![ask::ASK.mount(), moved::MOVED.mount(), waiting::LIST.mount()]
}

/// The address at which a move from one child's record to another's is asked for, with one thing ticked and the other child chosen.
pub(super) fn asks(from: Id<Person>, to: Id<Person>, item: &Item) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair(WHAT, &item.code()).append_pair(WHOSE, &to.to_string());
    format!("/children/{from}/moves?{}", query.finish())
}

/// The address of a move's page.
fn address(moved: Id<Moved>) -> String {
    format!("/moves/{moved}")
}
