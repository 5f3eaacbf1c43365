//! A power as its page shows it, and what a child has and had.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::{Person, Standing};
use domain::power::Power;
use domain::staff::Staff;
use store::ledger::events;
use store::{Door, Known, Permit, Stop, Versioned, load};

use super::standing;
use crate::session::Session;
use crate::staff::Names;
use crate::standing::at_version;

/// A power with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct PowerView {
    /// The power.
    pub power: Versioned<Power>,
    /// The staff named in it.
    pub names: Names,
    /// Those recorded with it, that run and that this viewer may know of.
    pub siblings: Vec<Sibling>,
    /// Whether the viewer may add to it, extend and end it.
    pub may_change: bool,
}

/// A brother's or sister's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sibling {
    /// Their own record.
    pub power: Id<Power>,
    /// What they are called.
    pub name: String,
}

/// Reads a power.
///
/// # Errors
/// When there is none that the viewer may read.
pub fn view(session: &Session<'_>, power: Id<Power>) -> Result<PowerView, Stop> {
    session.read("power", |door| {
        let permit = door.permit(Action::ReadPower, Subject::record(power))?;
        let known = standing(&permit, power)?;
        let names = Names::of(&permit, staff_in(&known.record))?;
        let siblings = siblings(door, &permit, &known.record)?;
        let may_change = door.would_permit(Action::ChangePower, Subject::record(power))?;
        Ok(PowerView { power: known, names, siblings, may_change })
    })
}

/// One version of a power: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or the viewer may not read it.
pub fn version(session: &Session<'_>, power: Id<Power>, version: u64) -> Result<Power, Stop> {
    session.read("power as a form was opened", |door| {
        let permit = door.permit(Action::ReadPower, Subject::record(power))?;
        at_version(&permit, power, version)
    })
}

/// What a child has and had, the newest first.
///
/// # Errors
/// When the viewer may not read it.
pub fn of_child(session: &Session<'_>, child: Id<Person>) -> Result<(Vec<Power>, Names), Stop> {
    session.read("child's powers", |door| {
        let permit = door.permit(Action::ReadPower, Subject::Child(child))?;
        let events = events(&permit, child)?;
        let file = crate::child::load_file(&permit, child, Known::Now, &events)?;
        let mut powers: Vec<Power> = file.powers.into_iter().map(|filed| filed.record).collect();
        powers.sort_by_key(|power| (!power.is_open(), std::cmp::Reverse(power.started)));
        let names = Names::of(&permit, powers.iter().flat_map(staff_in).collect::<Vec<_>>())?;
        Ok((powers, names))
    })
}

/// The people around a child whom a form about a power offers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// Brothers, sisters and other children of the family.
    pub children: Vec<(Id<Person>, String)>,
    /// Adults.
    pub adults: Vec<(Id<Person>, String)>,
}

/// The people around a child, as far as the viewer may learn of them: nobody for somebody who does not read the child's record.
///
/// # Errors
/// When the viewer may not record a power for the child.
pub fn around(session: &Session<'_>, child: Id<Person>) -> Result<Around, Stop> {
    session.read("people around a child", |door| {
        let permit = door.permit(Action::RecordPower, Subject::Child(child))?;
        let mut around = Around::default();
        // Who belongs to whom is content: whoever reads a summary is not told by a form.
        if !door.would_permit(Action::ReadFile, Subject::Child(child))? {
            return Ok(around);
        }
        for known in store::relationship::of_person(&permit, child)? {
            let related = known.record;
            let other = if related.from == child { related.to } else { related.from };
            if !door.would_permit(Action::KnowExists, Subject::Child(other))? {
                continue;
            }
            let Some(person) = load(&permit, other)?.map(|known| known.record) else { continue };
            let list = match person.standing {
                Standing::Child => &mut around.children,
                Standing::Adult => &mut around.adults,
            };
            if !list.iter().any(|(id, _)| *id == other) {
                list.push((other, person.name()));
            }
        }
        Ok(around)
    })
}

fn siblings(door: &Door, permit: &Permit<'_>, power: &Power) -> Result<Vec<Sibling>, Stop> {
    let mut siblings = Vec::new();
    for id in store::power::made_together(permit, power.together)? {
        if id == power.id || !door.would_permit(Action::KnowPower, Subject::record(id))? {
            continue;
        }
        let child = standing(permit, id)?.record.child;
        let name = load(permit, child)?.map(|known| known.record.name()).unwrap_or_default();
        siblings.push(Sibling { power: id, name });
    }
    Ok(siblings)
}

/// The staff named in a power.
pub(crate) fn staff_in(power: &Power) -> Vec<Id<Staff>> {
    let mut staff = vec![power.by];
    staff.extend(power.told.iter().map(|told| told.by));
    staff.extend(power.wishes.iter().chain(&power.rights).map(|said| said.by));
    staff.extend(power.extensions.iter().map(|extension| extension.by));
    staff.extend(power.ended.iter().map(|ended| ended.by));
    staff
}
