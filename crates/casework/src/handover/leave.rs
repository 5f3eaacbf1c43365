//! What the night leaves stands on the morning list from the moment it happens, in the same transaction; and the hour at which it goes to the
//! manager is asked for with it.

use domain::contact::Contact;
use domain::handover::{Left, NightItem};
use domain::id::Id;
use domain::person::Person;
use domain::safety_plan::SafetyPlan;
use domain::staff::Staff;
use jiff::Timestamp;
use store::{Stop, Version, WriteDoor, WritePermit, load, save};

use super::{accept_by, is_night};
use crate::outbox;
use crate::session::Session;

/// What is left, and since when it stands on the list.
pub(super) struct Leaving {
    pub(super) left: Left,
    pub(super) children: Vec<Id<Person>>,
    pub(super) by: Option<Id<Staff>>,
    pub(super) shows_from: Timestamp,
}

/// Puts something on the morning list.
pub(super) fn leave(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    leaving: Leaving,
) -> Result<(), Stop> {
    let due = accept_by(session.house, session.at.max(leaving.shows_from));
    let item = NightItem {
        id: session.house.id(),
        left: leaving.left,
        children: leaving.children,
        by: leaving.by,
        at: session.at,
        shows_from: leaving.shows_from,
        due,
        handed: None,
        accepted: None,
        gone_to_manager: None,
        withdrawn: None,
    };
    save(permit, &item, Version::NONE, "leave_for_morning", None)?;
    outbox::unaccepted_at(session, door, due)
}

/// Takes off the list what no longer needs anybody: the card it was about has changed or ended.
pub(super) fn withdraw(session: &Session<'_>, permit: &WritePermit<'_>, left: Left) -> Result<(), Stop> {
    for id in store::handover::items_of(permit, left)? {
        let Some(known) = load(permit, id)?.filter(|known| known.record.is_open()) else { continue };
        save(permit, &known.record.withdraw(session.at), known.version, "withdraw_from_morning", None)?;
    }
    Ok(())
}

/// A contact that the night team took in.
pub(crate) fn left_by_contact(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    contact: &Contact,
) -> Result<(), Stop> {
    let leaving = Leaving {
        left: Left::Contact(contact.id),
        children: contact.people().collect(),
        by: contact.logged_by,
        shows_from: session.at,
    };
    leave(session, door, permit, leaving)
}

/// A power, an order or conditions that somebody recorded while the night team answered.
pub(crate) fn left_by_power(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    power: &domain::power::Power,
) -> Result<(), Stop> {
    if !is_night(session.house, session.at) {
        return Ok(());
    }
    let leaving = Leaving {
        left: Left::Power(power.id),
        children: vec![power.child],
        by: Some(power.by),
        shows_from: session.at,
    };
    leave(session, door, permit, leaving)
}

/// A safety plan that was made by night: it stands on the list until the day team has it, and what stood there of an earlier version goes.
pub(crate) fn left_by_safety_plan(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    plan: &SafetyPlan,
) -> Result<(), Stop> {
    let left = Left::SafetyPlan(plan.id);
    withdraw(session, permit, left)?;
    if !plan.awaits_day() {
        return Ok(());
    }
    let (children, by, shows_from) = (plan.children.clone(), Some(plan.now.by), session.at);
    leave(session, door, permit, Leaving { left, children, by, shows_from })
}

/// A record that was opened with a reason while the night team answered.
pub(crate) fn left_by_opening(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    opening: &domain::access::break_glass::BreakGlass,
) -> Result<(), Stop> {
    if !is_night(session.house, session.at) {
        return Ok(());
    }
    let leaving = Leaving {
        left: Left::Opening(opening.id),
        children: vec![opening.child],
        by: Some(opening.staff),
        shows_from: session.at,
    };
    leave(session, door, permit, leaving)
}
