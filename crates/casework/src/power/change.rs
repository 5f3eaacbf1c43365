//! Completing a power, noting who was told, extending it, and ending it. What was recorded together for brothers and sisters can be extended or ended
//! together.

use domain::id::Id;
use domain::power::{EndedAsked, ExtensionAsked, MadeBy, More, Power, ToldAsked};
use domain::refusal::Refusal;
use store::{Stop, Version, Versioned, WriteDoor, save};

use super::{ask_to_be_told, standing, to_change};
use crate::session::{Sending, Session};

/// Completes what was recorded in a hurry.
///
/// # Errors
/// When somebody else changed it, or the person may not.
pub fn complete(
    session: &Session<'_>,
    sending: &Sending,
    power: Id<Power>,
    made_by: MadeBy,
    more: More,
) -> Result<(), Stop> {
    session.send(sending, "complete_power", |door| {
        let permit = to_change(door, power)?;
        let known = standing(&permit, power)?;
        let after = known.record.complete(made_by, more, session.staff.id, session.at);
        save(&permit, &after, Version(sending.opened), "complete_power", None)?;
        Ok(())
    })
}

/// Notes that somebody was told, or why not.
///
/// # Errors
/// When it is not said whom, or why they were not told.
pub fn tell(
    session: &Session<'_>,
    sending: &Sending,
    power: Id<Power>,
    asked: ToldAsked,
) -> Result<(), Stop> {
    session.send(sending, "tell_of_power", |door| {
        let permit = to_change(door, power)?;
        let known = standing(&permit, power)?;
        let powers = &session.house.pack.powers;
        let after = known.record.tell(asked, powers, session.staff.id, session.at)?;
        save(&permit, &after, Version(sending.opened), "tell_of_power", None)?;
        Ok(())
    })
}

/// Extends it, or looks at it again; with `together` the brothers' and sisters' as well.
///
/// # Errors
/// When the law does not let it be extended so far or so often, somebody else changed it, or it has ended.
pub fn extend(
    session: &Session<'_>,
    sending: &Sending,
    power: Id<Power>,
    asked: &ExtensionAsked,
    together: bool,
) -> Result<(), Stop> {
    session.send(sending, "extend_power", |door| {
        each(door, power, sending.opened, together, |known| {
            let house = session.house;
            let (by, at) = (session.staff.id, session.at);
            known.extend(asked, &house.pack.powers, &house.calendar, by, at)
        })?
        .into_iter()
        .try_for_each(|(known, after)| {
            let permit = to_change(door, after.id)?;
            save(&permit, &after, known.version, "extend_power", None)?;
            ask_to_be_told(session, door, &after)
        })
    })
}

/// Records how it ended and what happened next; with `together` the brothers' and sisters' as well. A withdrawn agreement ends it too.
///
/// # Errors
/// When it is not said what happened next, the end lies after the law's, somebody else changed it, or it has ended already.
pub fn end(
    session: &Session<'_>,
    sending: &Sending,
    power: Id<Power>,
    asked: &EndedAsked,
    together: bool,
) -> Result<(), Stop> {
    session.send(sending, "end_power", |door| {
        each(door, power, sending.opened, together, |known| {
            known.end_it(asked, session.staff.id, session.at)
        })?
        .into_iter()
        .try_for_each(|(known, after)| {
            let permit = to_change(door, after.id)?;
            save(&permit, &after, known.version, "end_power", Some(&asked.next))?;
            Ok(())
        })
    })
}

type Changed = (Versioned<Power>, Power);

/// What an act makes of a power, and of those that were recorded with it as far as this person may change them.
fn each(
    door: &WriteDoor,
    power: Id<Power>,
    opened: u64,
    together: bool,
    act: impl Fn(&Power) -> Result<Power, Refusal>,
) -> Result<Vec<Changed>, Stop> {
    let permit = to_change(door, power)?;
    let known = standing(&permit, power)?;
    if known.version != Version(opened) {
        return Err(Refusal::Changed { opened, now: known.version.0 }.into());
    }
    let after = act(&known.record)?;
    let mut changed = vec![(known.clone(), after)];
    if together {
        for id in store::power::made_together(&permit, known.record.together)? {
            if id == power {
                continue;
            }
            let permit = match to_change(door, id) {
                Ok(permit) => permit,
                // A brother's record that is closed to this person stays as it is.
                Err(Stop::Refusal(_)) => continue,
                Err(stop) => return Err(stop),
            };
            let other = standing(&permit, id)?;
            let after = act(&other.record)?;
            changed.push((other, after));
        }
    }
    Ok(changed)
}
