//! Contacts: from "I am worried about a child" to a decision that can be shown later.

mod decide;
mod feedback;
mod find;
mod household;
mod record;
mod refer;
mod referred;
mod screen;
mod view;

pub use decide::decide;
pub use feedback::{approve_feedback, draft_feedback, told_by_telephone};
pub use find::{Matches, Whom, beside, different_child, find_child, matches, matches_typed};
pub use household::{Answered, Household, Line, MOST_NAMED, MayBe, Named, Who, confirm_household, household};
pub use record::{Intake, record};
pub use refer::{PROFESSIONAL, PUBLIC, Receipt, may_refer_openly, refer, refer_openly};
pub use screen::{propose, take_on};
pub use view::{ContactView, History, feedback_version, version, view, view_at};

pub(crate) use decide::settle;
pub(crate) use feedback::tell;
pub(crate) use record::from_notifications;
pub(crate) use view::view_under;

pub(crate) use crate::standing::{standing, unchanged};

/// What stands as the name of a child or adult whose name nobody knows.
pub const NO_NAME: &str = "Not known";
