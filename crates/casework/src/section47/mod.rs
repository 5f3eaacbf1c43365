//! Section 47 enquiries: begun by a strategy discussion, made, concluded, authorised by a manager who did not work on it, told. One function for each
//! thing a person does. The enquiry's line in the episode is saved with it, in the same transaction.

mod begin;
mod conclude;
mod conference;
mod direct_work;
mod enquire;
mod list;
mod view;

pub(crate) use begin::begin;
pub use begin::{Offered, add_discussion, begin_by_hand, offered};
pub use conclude::{authorise, conclude, reason, send_back, told};
pub use conference::{conference_requested, conference_settled};
pub(crate) use conference::{conference_tells, request_conference};
pub(crate) use direct_work::scan_direct_work;
pub use direct_work::{add_direct_work, picture};
pub use enquire::{answer_family, answer_risks, check, child_said, hold_medical, plan, saw};
pub use list::{OfChild, OnDesk, of_child, on_my_desk, running};
pub use store::section47::Listed;
pub use view::{HubCheck, Section47View, version, view};

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::refusal::Refusal;
use domain::section47::Section47;
use store::{Stop, Versioned, WriteDoor, WritePermit, load, save};

use crate::session::{Sending, Session};
use crate::standing::unchanged;

/// Saves an enquiry as it is now, and its line in the episode where that changed.
fn keep(
    permit: &WritePermit<'_>,
    before: &Versioned<Section47>,
    after: &Section47,
    command: &str,
    reason: Option<&str>,
) -> Result<(), Stop> {
    save(permit, after, before.version, command, reason)?;
    if before.record.line() != after.line() {
        let episode = load(permit, after.episode)?.ok_or(Refusal::NotFound)?;
        let changed = episode.record.with_enquiry(after.line())?;
        if changed != episode.record {
            save(permit, &changed, episode.version, command, None)?;
        }
    }
    Ok(())
}

/// Changes an enquiry. A form that says the whole of something must have been opened at what stands now.
fn change(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Section47>,
    action: Action,
    command: &'static str,
    act: impl FnOnce(&WriteDoor, &WritePermit<'_>, &Section47) -> Result<Section47, Stop>,
) -> Result<(), Stop> {
    session.send(sending, command, |door| {
        let permit = door.permit(action, Subject::record(id))?;
        let known = unchanged(&permit, id, sending.opened)?;
        let after = act(door, &permit, &known.record)?;
        keep(&permit, &known, &after, command, None)
    })
}

/// Adds to an enquiry: two people who write at once both add.
fn add(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Section47>,
    action: Action,
    command: &'static str,
    act: impl FnOnce(&Section47) -> Result<Section47, Refusal>,
) -> Result<(), Stop> {
    session.send(sending, command, |door| {
        let permit = door.permit(action, Subject::record(id))?;
        let known = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        let after = act(&known.record)?;
        keep(&permit, &known, &after, command, None)
    })
}
