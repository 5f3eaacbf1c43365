//! Child protection conferences, from the outcome that calls for one to the reviews of the plan it made: asked for, planned, declined or held, child by
//! child. Brothers and sisters whose conferences were asked for together can be put on one day in one act; each keeps a record of their own.

mod ask;
mod follow;
mod hold;
mod plan;
mod tell;
mod view;

pub(crate) use ask::asked_after_all;
pub use ask::{Asked, ChildAsked, Sister, ask, ask_again, brothers_and_sisters, call_off, decline, request};
pub use follow::{core_group_held, review_held};
pub use hold::hold;
pub use plan::{plan, report_given};
pub use store::conference::Listed;
pub use store::staff::OfAgency;
pub use view::{ConferenceView, InList, Together, list, of_child, people, version, view};

use crate::standing::{standing, unchanged};
