//! Time passes: before a power ends the responsible manager is told, and when its end has passed without an act they are told at once. The mark that they
//! were told stands in the same transaction, so that any number of processes, and a process that dies, tell it once.

use domain::access::{Action, Actor, Subject};
use domain::handover::Night;
use domain::id::Id;
use domain::involvement::Involved;
use domain::notice::Notice;
use domain::person::Person;
use domain::power::{EndsBy, Power};
use domain::staff::{Role, Staff};
use store::{Permit, Stop, Version, Versioned, load, save};

use crate::house::House;
use crate::outbox;

/// Tells whoever is responsible of every power that ends soon or has ended.
pub(crate) fn time_passes(house: &House) -> Result<(), Stop> {
    let session = house.system();
    let due = session.read("powers that end", |door| {
        let list = door.permit(Action::SeePowers, Subject::House)?;
        let mut due = Vec::new();
        for id in store::power::due(&list)? {
            let Some(known): Option<Versioned<Power>> = load(&list, id)? else { continue };
            due.push((id, responsible(house, &list, known.record.child, session.at)?));
        }
        Ok(due)
    })?;
    for (id, candidates) in due {
        let mut told = Vec::new();
        for staff in candidates {
            if may_know(house, staff.clone(), id)? {
                told.push(staff.id);
            }
        }
        tell(house, id, &told)?;
    }
    Ok(())
}

/// The managers of the teams that work with the child; at night the night team's as well; the hub's where nobody works with the child. Where the record
/// is restricted its circle stands at the end: they are told when nobody else may be.
pub(crate) fn responsible(
    house: &House,
    list: &Permit<'_>,
    child: Id<Person>,
    at: jiff::Timestamp,
) -> Result<Vec<Staff>, Stop> {
    let mut ids: Vec<Id<Staff>> = Vec::new();
    for held in store::involvement::of_child(list, child)?.iter().filter(|held| held.holds_at(at)) {
        if let Involved::Worker { team, .. } = &held.who {
            ids.extend(store::power::managers_of(list, team)?);
        }
    }
    if ids.is_empty() {
        ids.extend(store::staff::holders(list, Role::MashManager)?);
    }
    if Night::is_now(at, &house.calendar, &house.pack.handover) {
        ids.extend(store::staff::holders(list, Role::NightManager)?);
    }
    for record in store::read_as_one::with_all(list, [child])? {
        let person = load(list, record)?.map(|known| known.record);
        ids.extend(person.and_then(|person| person.restriction).into_iter().flat_map(|closed| closed.circle));
    }
    ids.sort();
    ids.dedup();
    let mut staff = Vec::new();
    for id in ids {
        staff.extend(load(list, id)?.map(|known| known.record).filter(|staff: &Staff| staff.active));
    }
    Ok(staff)
}

/// Whether somebody may know of it: a notice says what it is. Nothing is read in their name.
fn may_know(house: &House, staff: Staff, power: Id<Power>) -> Result<bool, Stop> {
    let session = house.session(staff);
    session.read("who is told that a power ends", |door| {
        Ok(door.would_permit(Action::KnowPower, Subject::record(power))?)
    })
}

fn tell(house: &House, power: Id<Power>, managers: &[Id<Staff>]) -> Result<(), Stop> {
    let session = house.system();
    house.store.write(&Actor::system(), session.at, "power_ends", |door| {
        let permit = door.permit(Action::ChangePower, Subject::record(power))?;
        let Some(known): Option<Versioned<Power>> = load(&permit, power)? else { return Ok(()) };
        let Some((after, passed)) = known.record.time_passes(session.at) else { return Ok(()) };
        save(&permit, &after, known.version, "power_ends", None)?;
        let Some(countdown) = after.countdown(&house.pack.powers, session.at) else { return Ok(()) };
        let next = match (passed, after.ends_by) {
            (true, EndsBy::Review) => "Look at it again now, or record how it ended.",
            (true, _) => "Record what happened, and where the child is.",
            (false, _) => "See what must happen before.",
        };
        for manager in managers {
            let notice = Notice {
                id: house.id(),
                to: *manager,
                child: after.child,
                contact: None,
                words: format!("{}. {next}", countdown.words),
                sent_at: session.at,
                acknowledged_at: None,
            };
            save(&permit, &notice, Version::NONE, "power_ends", None)?;
            let words = if passed {
                "A power or order that protects a child has ended, and what happened next is not recorded. See My work."
            } else {
                "A power or order that protects a child ends soon. See My work."
            };
            outbox::tell_colleague(&session, door, *manager, words)?;
        }
        Ok(())
    })
}
