//! Closing a child's episode: proposed by a worker, decided by a manager, corrected when it was made in error; who was told, and whether early help
//! accepted. The episode is saved with the decision, in the same transaction.

mod allocations;
mod around;
mod decide;
mod letters;
mod list;
mod measures;
mod propose;
mod tell;
mod view;

pub use around::Found;
pub use decide::{correct, decide};
pub use letters::{ClosingLetter, letters};
pub use list::{Row, on_my_desk, waiting};
pub use measures::{Measure, Returned, measured};
pub use propose::{propose, propose_again, take_back};
pub use tell::{accept, tell};
pub use view::{Before, ClosureView, before, of_child, version, view};

use crate::standing::{standing, unchanged};
