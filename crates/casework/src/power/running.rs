//! What runs: for the children of a page, in words; for managers and the night team, all of it by when it ends; and on somebody's own first page what
//! runs for the children they work with. One question to the database for a whole page of children, filtered as every list is.

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use domain::power::{Countdown, Power};
use domain::staff::Role;
use store::{Permit, Stop, load};

use crate::session::Session;

/// A power that runs, with whom it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    /// What it says of itself.
    pub countdown: Countdown,
    /// What the child is called.
    pub name: String,
    /// The power.
    pub power: Power,
}

/// What runs for these children at this moment, child by child, as far as the viewer may know of it. Nothing for anybody else, and nothing about a
/// child whose record is restricted to others.
///
/// # Errors
/// When the store fails.
pub fn countdowns(
    session: &Session<'_>,
    children: &[Id<Person>],
) -> Result<BTreeMap<Id<Person>, Vec<Countdown>>, Stop> {
    if children.is_empty() || !may_see(session) {
        return Ok(BTreeMap::new());
    }
    session.read("what runs for these children", |door| {
        let list = door.permit(Action::SeePowers, Subject::House)?;
        let mut children = children.to_vec();
        children.sort();
        children.dedup();
        let mut said: BTreeMap<Id<Person>, Vec<Countdown>> = BTreeMap::new();
        for id in store::power::of_children(&list, &children)? {
            let Some(power) = load(&list, id)?.map(|known| known.record) else { continue };
            if let Some(countdown) = power.countdown(&session.house.pack.powers, session.at) {
                said.entry(power.child).or_default().push(countdown);
            }
        }
        Ok(said)
    })
}

fn may_see(session: &Session<'_>) -> bool {
    session.actor.roles.iter().any(|role| Action::SeePowers.is_for(*role))
}

/// All that runs and the viewer may know of: what ended without an act first, then what ends first.
///
/// # Errors
/// When the person does not work with children.
pub fn running(session: &Session<'_>) -> Result<Vec<Running>, Stop> {
    session.read("powers that run", |door| {
        let list = door.permit(Action::SeePowers, Subject::House)?;
        running_under(session, &list)
    })
}

/// All that runs, under a permit that stands.
pub(crate) fn running_under(session: &Session<'_>, list: &Permit<'_>) -> Result<Vec<Running>, Stop> {
    let ids = store::power::running(list)?;
    told_of(session, list, ids)
}

fn told_of(session: &Session<'_>, list: &Permit<'_>, ids: Vec<Id<Power>>) -> Result<Vec<Running>, Stop> {
    let mut found = Vec::new();
    for id in ids {
        let Some(power) = load(list, id)?.map(|known| known.record) else { continue };
        let Some(countdown) = power.countdown(&session.house.pack.powers, session.at) else { continue };
        let name = load(list, power.child)?.map(|known| known.record.name()).unwrap_or_default();
        found.push(Running { countdown, name, power });
    }
    Ok(found)
}

/// What runs for the children who are allocated to this person, and for a manager those of their team; for the managers on call everything that ends
/// soon or ended without an act.
///
/// # Errors
/// When the store fails.
pub fn own(session: &Session<'_>) -> Result<Vec<Running>, Stop> {
    if !may_see(session) {
        return Ok(Vec::new());
    }
    let holds = |roles: &[Role]| roles.iter().any(|role| session.actor.is(*role));
    let on_call = holds(&[Role::MashManager, Role::NightManager]);
    let manages = on_call || holds(&[Role::TeamManager, Role::ServiceManager]);
    session.read("powers of my children", |door| {
        let list = door.permit(Action::SeePowers, Subject::House)?;
        let ids = store::power::own(&list, on_call, manages)?;
        told_of(session, &list, ids)
    })
}
