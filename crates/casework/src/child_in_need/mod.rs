//! Child in need plans: made for a child or for brothers and sisters together, changed, reviewed, ended. The plan's line in the episode is saved with it, in
//! the same transaction.

mod begin_from;
mod keep;
mod list;
mod measures;
mod view;

pub use begin_from::{BegunFrom, begun_from};
pub(crate) use keep::superseded;
pub use keep::{Asked, Sibling, agree, change, end, make, review};
pub use list::{Row, list, on_my_desk, to_agree};
pub use measures::{Completeness, completeness};
pub use view::{OfChild, PlanView, SiblingOffered, of_child, siblings, version, view};

use crate::standing::{standing, unchanged};
