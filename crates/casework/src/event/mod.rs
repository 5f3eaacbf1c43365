//! Significant events: recorded once for all the children they are about, corrected with a reason, or said to be an error. What counts for the
//! escalation watch is kept with them.

mod people;
mod record;
mod view;

pub use people::{Nearby, nearby};
pub use record::{correct, record, withdraw};
pub use view::{Called, EventView, Kept, kept_version, view};
