//! When an agency can come to meetings: published and taken back by its own people.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::meeting::{NewSlot, Slot};
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::{Stop, Version, load, save};

use crate::session::{Sending, Session};

/// The free times to come of the viewer's own organisation.
///
/// # Errors
/// When the person is no partner.
pub fn own_slots(session: &Session<'_>) -> Result<Vec<Slot>, Stop> {
    session.read("when we can come to meetings", |door| {
        let permit = door.permit(Action::PublishSlots, Subject::House)?;
        let mut slots = Vec::new();
        for id in store::meeting::own_slots(&permit)? {
            slots.extend(load(&permit, id)?.map(|known| known.record));
        }
        Ok(slots)
    })
}

/// Publishes a free time.
///
/// # Errors
/// When the time is over, too long or ends before it begins.
pub fn publish(
    session: &Session<'_>,
    sending: &Sending,
    from: Timestamp,
    until: Timestamp,
) -> Result<(), Stop> {
    session.send(sending, "publish_slot", |door| {
        let permit = door.permit(Action::PublishSlots, Subject::House)?;
        let new = NewSlot { id: session.house.id(), from, until };
        let slot = Slot::publish(new, &session.staff, session.at)?;
        save(&permit, &slot, Version::NONE, "publish_slot", None)?;
        Ok(())
    })
}

/// Takes a free time back.
///
/// # Errors
/// When it is another organisation's, or was taken back already.
pub fn take_back(session: &Session<'_>, sending: &Sending, slot: Id<Slot>) -> Result<(), Stop> {
    session.send(sending, "take_back_slot", |door| {
        let permit = door.permit(Action::PublishSlots, Subject::House)?;
        let known = load(&permit, slot)?.ok_or(Refusal::NotFound)?;
        let after = known.record.taken_back(&session.staff, session.at)?;
        save(&permit, &after, known.version, "take_back_slot", None)?;
        Ok(())
    })
}
