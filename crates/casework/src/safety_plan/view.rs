//! A plan as its page shows it; the plans of a child; and what of them stands in the child's file.

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::child_file::ChildFile;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::safety_plan::{Edition, SafetyPlan};
use domain::staff::Staff;
use store::{Door, Permit, Stop, Versioned, load, relationship};

use super::{may, standing};
use crate::session::Session;
use crate::staff::Names;
use crate::standing::at_version;

/// A plan with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanView {
    /// The plan.
    pub plan: Versioned<SafetyPlan>,
    /// The children it is for.
    pub children: Vec<(Id<Person>, String)>,
    /// What the people on the record whom it names are called, as far as the viewer may know of them.
    pub people: BTreeMap<Id<Person>, String>,
    /// The staff named in it.
    pub names: Names,
    /// What the viewer may do with it.
    pub may: Vec<Action>,
}

/// The plans of a child, as far as the viewer may read them.
#[derive(Debug, Clone, PartialEq)]
pub struct OfChild {
    /// What the child is called.
    pub name: String,
    /// The plan that stands.
    pub stands: Option<PlanView>,
    /// Those that were ended, newest first.
    pub ended: Vec<Versioned<SafetyPlan>>,
    /// The staff named in those.
    pub names: Names,
    /// Whether there are plans that this viewer may not read: the words to show.
    pub closed: Vec<String>,
}

/// A plan's page.
///
/// # Errors
/// When there is none that the viewer may read.
pub fn view(session: &Session<'_>, plan: Id<SafetyPlan>) -> Result<PlanView, Stop> {
    session.read("safety plan", |door| {
        let permit = door.permit(Action::ReadSafetyPlan, Subject::record(plan))?;
        view_of(door, &permit, plan)
    })
}

pub(super) fn view_of(door: &Door, permit: &Permit<'_>, plan: Id<SafetyPlan>) -> Result<PlanView, Stop> {
    let known = standing(permit, plan)?;
    let mut children = Vec::new();
    for child in &known.record.children {
        if let Some(person) = load(permit, *child)? {
            permit.shown(*child);
            children.push((*child, person.record.name()));
        }
    }
    let mut people = BTreeMap::new();
    for person in people_in(&known.record) {
        if door.would_permit(Action::KnowExists, Subject::Child(person))? {
            people.extend(load(permit, person)?.map(|known| (person, known.record.name())));
        }
    }
    let names = Names::of(permit, staff_in(&known.record))?;
    Ok(PlanView { children, people, names, may: may(door, plan)?, plan: known })
}

/// One version of the plan's record: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or the viewer may not read it.
pub fn plan_version(session: &Session<'_>, plan: Id<SafetyPlan>, version: u64) -> Result<SafetyPlan, Stop> {
    session.read("safety plan as a form was opened", |door| {
        let permit = door.permit(Action::ReadSafetyPlan, Subject::record(plan))?;
        at_version(&permit, plan, version)
    })
}

/// The plans of a child.
///
/// # Errors
/// When the viewer may not know enough of the child.
pub fn of_child(session: &Session<'_>, child: Id<Person>) -> Result<OfChild, Stop> {
    session.read("safety plans of a child", |door| {
        let permit = door.permit(Action::ReadSafetyPlan, Subject::Child(child))?;
        let name = load(&permit, child)?.ok_or(Refusal::NotFound)?.record.name();
        let (mut stands, mut ended, mut closed) = (None, Vec::new(), Vec::new());
        for id in store::safety_plan::of_child(&permit, child)? {
            let subject = Subject::record(id);
            if !door.would_permit(Action::ReadSafetyPlan, subject)? {
                // Asked for once more so that the refusal, whose words are shown, stands in the log.
                if let Err(Stop::Refusal(refusal)) = door.permit(Action::ReadSafetyPlan, subject).map(drop) {
                    closed.push(refusal.to_string());
                }
                continue;
            }
            let permit = door.permit(Action::ReadSafetyPlan, subject)?;
            let known = standing(&permit, id)?;
            if known.record.is_live() && stands.is_none() {
                stands = Some(view_of(door, &permit, id)?);
            } else {
                ended.push(known);
            }
        }
        closed.dedup();
        let names = Names::of(&permit, ended.iter().flat_map(|known| staff_in(&known.record)))?;
        Ok(OfChild { name, stands, ended, names, closed })
    })
}

/// The family around a child, for choosing who acts and who agrees, and for choosing the other children: those of whom this viewer may know.
///
/// # Errors
/// When the viewer may not make a plan for the child.
pub fn people_around(
    session: &Session<'_>,
    child: Id<Person>,
) -> Result<Vec<(Id<Person>, String, bool)>, Stop> {
    session.read("family for a safety plan", |door| {
        let permit = door.permit(Action::MakeSafetyPlan, Subject::Child(child))?;
        is_a_child(&permit, child)?;
        let mut known: Vec<Id<Person>> = vec![child];
        // Parents, then their other children: siblings are seldom recorded as such.
        for step in 0..2 {
            for person in known.clone() {
                for related in relationship::of_person(&permit, person)? {
                    let other =
                        if related.record.from == person { related.record.to } else { related.record.from };
                    if !known.contains(&other) && (step == 0 || related.record.from == person) {
                        known.push(other);
                    }
                }
            }
        }
        let mut people = Vec::new();
        for person in known {
            if !door.would_permit(Action::KnowExists, Subject::Child(person))? {
                continue;
            }
            let Some(found) = load(&permit, person)?.map(|known| known.record) else { continue };
            let found = store::read_as_one::restricted_as_one(&permit, found)?;
            // Others read this child's pages too: a restricted relative is not named on them, and a plan for such a child begins at theirs.
            if person != child && found.restriction.is_some() {
                continue;
            }
            let is_child = found.standing == domain::person::Standing::Child
                && door.would_permit(Action::MakeSafetyPlan, Subject::Child(person))?;
            people.push((person, found.name(), is_child));
        }
        Ok(people)
    })
}

/// A plan begins at a child's record, and never at an adult's.
pub(crate) fn is_a_child(permit: &Permit<'_>, person: Id<Person>) -> Result<(), Stop> {
    let found = load(permit, person)?.ok_or(Refusal::NotFound)?.record;
    match found.standing {
        domain::person::Standing::Child => Ok(()),
        domain::person::Standing::Adult => {
            Err(Refusal::NotNow("This begins at the record of a child, and not at an adult's.".into()).into())
        }
    }
}

/// Takes out of a file the plans that are also about a child whose record is restricted to others.
pub(crate) fn close_restricted(door: &Door, file: &mut ChildFile) -> Result<(), Stop> {
    let mut open = Vec::new();
    for filed in std::mem::take(&mut file.safety_plans) {
        let mut closed = false;
        for child in &filed.record.children {
            closed |= !door.would_permit(Action::KnowExists, Subject::Child(*child))?;
        }
        if !closed {
            open.push(filed);
        }
    }
    file.safety_plans = open;
    Ok(())
}

/// Everybody of the staff whom a plan names.
pub(crate) fn staff_in(plan: &SafetyPlan) -> Vec<Id<Staff>> {
    let of_edition = |edition: &Edition| {
        let agreed = edition.agreed.as_ref().map(|agreed| agreed.by);
        std::iter::once(edition.by).chain(agreed).chain(edition.words.monitor).collect::<Vec<_>>()
    };
    let mut staff: Vec<Id<Staff>> = plan.editions().flat_map(of_edition).collect();
    staff.extend(plan.checks.iter().map(|check| check.by));
    for copy in &plan.copies {
        staff.push(copy.by);
        staff.extend(copy.collected.as_ref().map(|collected| collected.by));
    }
    for entry in &plan.withheld {
        staff.push(entry.by);
        staff.extend(entry.lifted.as_ref().map(|lifted| lifted.by));
    }
    staff.extend(plan.ended.as_ref().map(|ended| ended.by));
    staff
}

fn people_in(plan: &SafetyPlan) -> Vec<Id<Person>> {
    let of_edition = |edition: &Edition| {
        let acting = edition.words.actions.iter().filter_map(|action| action.person);
        let asked = edition.words.agreements.iter().filter_map(|agreement| agreement.person);
        acting.chain(asked).collect::<Vec<_>>()
    };
    let mut people: Vec<Id<Person>> = plan.editions().flat_map(of_edition).collect();
    people.extend(plan.copies.iter().filter_map(|copy| copy.to.person));
    people.extend(plan.withheld.iter().filter_map(|entry| entry.from.person));
    people.sort();
    people.dedup();
    people
}
