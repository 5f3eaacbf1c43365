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

use domain::conference::Conference;
use domain::id::Id;
use domain::refusal::Refusal;
use store::{Permit, Stop, Version, Versioned, load};

/// The conference as it stands, or nothing that can be seen.
fn standing(permit: &Permit<'_>, conference: Id<Conference>) -> Result<Versioned<Conference>, Stop> {
    load(permit, conference)?.ok_or(Stop::Refusal(Refusal::NotFound))
}

/// The conference as it stands, if it is still the version the form was opened at.
fn unchanged(
    permit: &Permit<'_>,
    conference: Id<Conference>,
    opened: u64,
) -> Result<Versioned<Conference>, Stop> {
    let standing = standing(permit, conference)?;
    if standing.version != Version(opened) {
        return Err(Refusal::Changed { opened, now: standing.version.0 }.into());
    }
    Ok(standing)
}
