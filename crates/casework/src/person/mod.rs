//! Who is who: records that are one person, records that look alike and are two, and those of which nobody has said; and what stands on
//! the wrong one of two, and is moved.

mod alike;
mod around;
mod beside;
mod different;
mod duplicates;
mod household;
mod link;
mod list;
pub mod moved;
mod named;
mod sort;
mod undo;
mod view;

pub(crate) use alike::{has_same_name, may_be_named};
pub use beside::{Beside, Column, NAMES, Row, beside};
pub use different::{Different, different_from, said_different, say_different, take_back_different};
pub(crate) use different::{hand_on_different, keep_different, said_to_be_others};
pub(crate) use duplicates::Doubles;
pub use duplicates::{Duplicates, Pair, Side, Together, duplicates, look_through};
pub use household::Relation;
pub use link::{LinkAsked, MOST_AT_ONCE, confirm_link, link};
pub use list::{Waiting, Waits, waiting};
pub use sort::{Between, sort, written_between};
pub use undo::{answer_undo, undo_link};
pub(crate) use view::also_on_record;
pub use view::{AlsoOnRecord, LinkView, linked, who_is};
