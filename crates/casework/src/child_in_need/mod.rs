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

use domain::child_in_need::ChildInNeedPlan;
use domain::id::Id;
use domain::refusal::Refusal;
use store::{Permit, Stop, Version, Versioned, load};

/// The plan as it stands, or nothing that can be seen.
fn standing(permit: &Permit<'_>, plan: Id<ChildInNeedPlan>) -> Result<Versioned<ChildInNeedPlan>, Stop> {
    load(permit, plan)?.ok_or(Stop::Refusal(Refusal::NotFound))
}

/// The plan as it stands, if it is still the version the form was opened at.
fn unchanged(
    permit: &Permit<'_>,
    plan: Id<ChildInNeedPlan>,
    opened: u64,
) -> Result<Versioned<ChildInNeedPlan>, Stop> {
    let known = standing(permit, plan)?;
    if known.version != Version(opened) {
        return Err(Refusal::Changed { opened, now: known.version.0 }.into());
    }
    Ok(known)
}
