//! Strategy discussions, from deciding to hold one to its chair's signature and to why it was late. Its meeting is arranged, answered, written and
//! distributed as every meeting is; this adds what a discussion has beside: why now, what was known when, risks, decisions, causes.

mod arrange;
mod begin;
mod climb;
mod convene;
mod follows;
mod late;
mod list;
mod measures;
mod offers;
mod planner;
mod prepare;
mod record;
mod scorecard;
mod sheet;
mod view;

pub use arrange::{Telephoned, arrange, telephone};
pub use begin::{Begun, Origin, begin, of_prompt};
pub(crate) use climb::climb;
pub use convene::{call_off, convene};
pub use late::{early_answer, late_cause};
pub use list::{Row, early_unanswered, late_with_cause, late_without_cause, of_child, of_contact, open};
pub use measures::{DEFINITIONS, Measures, measures};
pub use offers::{offers, offers_for};
pub use planner::{AgencyRing, Planner, Trajectory, planner};
pub use prepare::{inform, ring};
pub use record::{Recorded, decide, record, sign};
pub use scorecard::{BehindRow, Scorecard, behind, scorecard};
pub use sheet::sheet;
pub use store::strategy::{ByAgency, ByCause, ByOutcome, ByTeam, Counted, Held, Listed, Taken};
pub use view::{DiscussionView, version, view, view_of_meeting};

pub(crate) use crate::standing::standing;
use crate::standing::unchanged;
