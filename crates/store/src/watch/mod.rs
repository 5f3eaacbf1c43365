//! The escalation watch: prompts, what is known of a child and around it, and when time alone may ask again.
//!
//! What is around a child is asked by people, one at a time: each table of facts has an index by person, and no question reads more than one family.

mod around;
mod due;
mod list;
mod past;
mod prompt;
mod round;

pub use around::{Surroundings, affected, surroundings};
pub use due::{children_due, look_again_at, prompts_due};
pub use list::{Listed, Which, managers_of, prompts, rings};
pub use past::history;
pub use prompt::{of_child, open_of_child, since};
pub use round::{children_after, with_a_past, worth_a_look};

use crate::engine::Statement;

/// The statements of the watch, for the register.
pub(crate) static ALL_STATEMENTS: &[&[&dyn Statement]] =
    &[around::STATEMENTS, due::STATEMENTS, list::STATEMENTS, prompt::STATEMENTS, round::STATEMENTS];

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 3] {
    list::filtered()
}
