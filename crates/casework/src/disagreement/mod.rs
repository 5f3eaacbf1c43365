//! Professional disagreements: raised by somebody of an agency or by one of ours, answered stage by stage on the partnership's ladder, resolved with what
//! changed and what is learnt. Time moves one up by itself. Nothing here holds up what keeps a child safe.

mod answer;
mod climb;
mod measures;
mod own;
mod raise;
mod tell;
mod view;

pub use answer::{move_up, resolve, say, speakers};
pub(crate) use climb::time_passed;
pub use measures::{DEFINITIONS, Measures, measures};
pub use own::{Own, OwnSaid, OwnStage, move_up_own, own, own_list, raise_own, say_own, withdraw};
pub use raise::{place, raise};
pub use store::disagreement::{Ended, InStage, Listed, OfAgency};
pub use view::{DisagreementView, Suggested, list, of_child, raised_about, unplaced, view};

use crate::standing::{standing, unchanged};
