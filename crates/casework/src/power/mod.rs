//! Powers, orders and conditions: recorded in a minute, completed later, told, extended as far as the law lets them be, ended with what happened next;
//! what is left of each in words wherever its child appears; and what a manager is told by time passing.

mod change;
mod passing;
mod record;
mod running;
mod view;

pub use change::{complete, end, extend, tell};
pub(crate) use passing::{responsible, time_passes};
pub use record::{Recorded, record};
pub(crate) use running::running_under;
pub use running::{Running, countdowns, own, running};
pub(crate) use view::staff_in;
pub use view::{Around, PowerView, Sibling, around, of_child, version, view};

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::power::Power;
use domain::refusal::Refusal;
use store::{Permit, Stop, Versioned, WriteDoor, WritePermit, load};

use crate::outbox;
use crate::session::Session;

/// A power as it stands.
fn standing(permit: &Permit<'_>, id: Id<Power>) -> Result<Versioned<Power>, Stop> {
    load(permit, id)?.ok_or(Stop::Refusal(Refusal::NotFound))
}

/// A permit to change a power.
fn to_change<'d>(door: &'d WriteDoor, id: Id<Power>) -> Result<WritePermit<'d>, Stop> {
    door.permit(Action::ChangePower, Subject::record(id))
}

/// Asks for the moments at which somebody is told: before the end, and at it.
fn ask_to_be_told(session: &Session<'_>, door: &WriteDoor, power: &Power) -> Result<(), Stop> {
    if !power.is_open() {
        return Ok(());
    }
    outbox::powers_at(session, door, power.warn_at)?;
    outbox::powers_at(session, door, power.end())
}
