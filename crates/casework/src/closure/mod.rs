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

use domain::closure::Closure;
use domain::id::Id;
use domain::refusal::Refusal;
use store::{Permit, Stop, Version, Versioned, load};

/// The closing as it stands, or nothing that can be seen.
fn standing(permit: &Permit<'_>, closure: Id<Closure>) -> Result<Versioned<Closure>, Stop> {
    load(permit, closure)?.ok_or(Stop::Refusal(Refusal::NotFound))
}

/// The closing as it stands, if it is still the version the form was opened at.
fn unchanged(permit: &Permit<'_>, closure: Id<Closure>, opened: u64) -> Result<Versioned<Closure>, Stop> {
    let known = standing(permit, closure)?;
    if known.version != Version(opened) {
        return Err(Refusal::Changed { opened, now: known.version.0 }.into());
    }
    Ok(known)
}
