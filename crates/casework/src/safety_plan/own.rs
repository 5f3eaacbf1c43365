//! A child's own plan: written with the child, changed with every version kept, and what became of the promises in it.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::safety_plan::ChildPlan;
use domain::safety_plan::own::OwnWords;
use store::{Door, Permit, Stop, Version, Versioned, load, save};

use crate::session::{Sending, Session};
use crate::staff::Names;
use crate::standing::at_version;

/// A child's own plan as its page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnView {
    /// The child.
    pub child: Id<Person>,
    /// What the child is called.
    pub name: String,
    /// What the child is called by those who know them: the first of their names.
    pub first_name: String,
    /// The plan, when there is one.
    pub plan: Option<Versioned<ChildPlan>>,
    /// The staff named in it.
    pub names: Names,
    /// What the viewer may do with it.
    pub may: Vec<Action>,
}

/// A child's own plan.
///
/// # Errors
/// When the viewer may not read it.
pub fn own_plan(session: &Session<'_>, child: Id<Person>) -> Result<OwnView, Stop> {
    session.read("child's own plan", |door| {
        let permit = door.permit(Action::ReadChildPlan, Subject::Child(child))?;
        view(door, &permit, child)
    })
}

fn view(door: &Door, permit: &Permit<'_>, child: Id<Person>) -> Result<OwnView, Stop> {
    let person = load(permit, child)?.ok_or(Refusal::NotFound)?.record;
    let plan = standing(permit, child)?;
    let staff = plan.iter().flat_map(|known| {
        let versions = known.record.before.iter().chain(std::iter::once(&known.record.now));
        let wrote = versions.map(|edition| edition.by);
        wrote.chain(known.record.looked.iter().map(|looked| looked.by))
    });
    let names = Names::of(permit, staff.collect::<Vec<_>>())?;
    let mut may = Vec::new();
    if door.would_permit(Action::WriteChildPlan, Subject::Child(child))? {
        may.push(Action::WriteChildPlan);
    }
    let name = person.name();
    let first_name = name.split_whitespace().next().unwrap_or_default().to_owned();
    Ok(OwnView { child, name, first_name, plan, names, may })
}

fn standing(permit: &Permit<'_>, child: Id<Person>) -> Result<Option<Versioned<ChildPlan>>, Stop> {
    let id = store::safety_plan::own_of_child(permit, child)?;
    Ok(id.map(|id| load(permit, id)).transpose()?.flatten())
}

/// One version of a child's own plan's record: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or the viewer may not read it.
pub fn own_version(session: &Session<'_>, child: Id<Person>, version: u64) -> Result<ChildPlan, Stop> {
    session.read("child's own plan as a form was opened", |door| {
        let permit = door.permit(Action::ReadChildPlan, Subject::Child(child))?;
        let id = store::safety_plan::own_of_child(&permit, child)?.ok_or(Refusal::NotFound)?;
        at_version(&permit, id, version)
    })
}

/// Writes a child's own plan, or other words for it.
///
/// # Errors
/// When the person may not read the child, nothing is written, or somebody else changed the plan.
pub fn write_own(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    words: OwnWords,
) -> Result<Id<ChildPlan>, Stop> {
    session.send(sending, "write_child_plan", |door| {
        let permit = door.permit(Action::WriteChildPlan, Subject::Child(child))?;
        let known = standing(&permit, child)?;
        let now = known.as_ref().map_or(Version::NONE, |known| known.version);
        if now != Version(sending.opened) {
            return Err(Refusal::Changed { opened: sending.opened, now: now.0 }.into());
        }
        let belongs_to = store::safety_plan::live_of_child(&permit, child)?.first().copied();
        let (by, at, own) = (session.staff.id, session.at, &session.house.pack.safety_plans.own);
        let plan = match &known {
            Some(known) => known.record.change(words, belongs_to, by, at, own)?,
            None => ChildPlan::make((session.house.id(), child, belongs_to), words, by, at, own)?,
        };
        save(&permit, &plan, now, "write_child_plan", None)?;
        Ok(plan.id)
    })
}

/// Says whether a promise to the child was kept.
///
/// # Errors
/// When there is no such promise, or what happened is missing.
pub fn look_at_promise(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    place: usize,
    (kept, words): (Option<bool>, &str),
) -> Result<(), Stop> {
    session.send(sending, "look_at_promise", |door| {
        let permit = door.permit(Action::WriteChildPlan, Subject::Child(child))?;
        let known = standing(&permit, child)?.ok_or(Refusal::NotFound)?;
        if known.version != Version(sending.opened) {
            return Err(Refusal::Changed { opened: sending.opened, now: known.version.0 }.into());
        }
        let looked = known.record.look(place, kept, words, session.staff.id, session.at)?;
        save(&permit, &looked, known.version, "look_at_promise", None)?;
        Ok(())
    })
}
