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

use domain::disagreement::Disagreement;
use domain::id::Id;
use domain::refusal::Refusal;
use store::{Permit, Stop, Version, Versioned, load};

/// The disagreement as it stands, or nothing that can be seen.
fn standing(permit: &Permit<'_>, disagreement: Id<Disagreement>) -> Result<Versioned<Disagreement>, Stop> {
    load(permit, disagreement)?.ok_or(Stop::Refusal(Refusal::NotFound))
}

/// The disagreement as it stands, if it is still the version the form was opened at.
fn unchanged(
    permit: &Permit<'_>,
    disagreement: Id<Disagreement>,
    opened: u64,
) -> Result<Versioned<Disagreement>, Stop> {
    let standing = standing(permit, disagreement)?;
    if standing.version != Version(opened) {
        return Err(Refusal::Changed { opened, now: standing.version.0 }.into());
    }
    Ok(standing)
}
