//! Audits: samples are drawn by lot, each decision is graded by somebody who had no part in it and read as it was known, a share a second time blind; moderated,
//! replied to, acted on and seen closed. An alarm about a child's safety waits for none of it. No use case here changes a child's record.

mod alarm;
mod change;
mod draw;
mod list;
mod view;

pub use alarm::{alarm, answer_alarm};
pub use change::{action_done, give_back, grade, hear, look_at_action, moderate, reply, set_action};
pub use draw::draw_sample;
pub use list::{Drawn, Mine, SamplePage, mine, sample, samples, visible};
pub use store::audit::{Listed, OpenAction};
pub use view::{AuditView, Beside, May, view};

use domain::access::{Action, Subject};
use domain::audit::Audit;
use domain::id::Id;
use store::{Stop, Version, Versioned, WriteDoor, WritePermit, save};

use crate::session::{Sending, Session};
use crate::standing::standing;

/// Changes an audit: the version a form was opened at is the one that is changed.
fn changed(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Audit>,
    act: (Action, &'static str),
    change: impl FnOnce(&WriteDoor, &WritePermit<'_>, &Audit) -> Result<(Audit, String), Stop>,
) -> Result<(), Stop> {
    // Two auditors grade at the same time and know nothing of each other: neither is told that the other was quicker.
    let opened = |known: &Versioned<Audit>| match known.record.is_graded() {
        true => Version(sending.opened),
        false => known.version,
    };
    sent(session, sending, id, act, opened, change)
}

/// Adds to an audit what overwrites nothing, whatever others wrote since the form was opened: an alarm waits for no second look, and two who write at once
/// both write.
fn added(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Audit>,
    act: (Action, &'static str),
    change: impl FnOnce(&WriteDoor, &WritePermit<'_>, &Audit) -> Result<(Audit, String), Stop>,
) -> Result<(), Stop> {
    sent(session, sending, id, act, |known| known.version, change)
}

fn sent(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Audit>,
    (action, command): (Action, &'static str),
    opened: impl FnOnce(&Versioned<Audit>) -> Version,
    change: impl FnOnce(&WriteDoor, &WritePermit<'_>, &Audit) -> Result<(Audit, String), Stop>,
) -> Result<(), Stop> {
    session.send(sending, command, |door| {
        let permit = door.permit(action, Subject::Audit(id))?;
        let known = standing(&permit, id)?;
        let (after, reason) = change(door, &permit, &known.record)?;
        let reason = Some(reason.as_str()).filter(|reason| !reason.trim().is_empty());
        save(&permit, &after, opened(&known), command, reason)?;
        Ok(())
    })
}
