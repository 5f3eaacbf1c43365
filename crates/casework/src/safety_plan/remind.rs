//! What people are told because time has passed: that the day team has not answered a plan made by night, that a plan is to be reviewed, that it has
//! run out. Each is said once, in one transaction with the mark that it was said.

use std::collections::BTreeSet;

use domain::access::{Action, Actor, Subject};
use domain::calendar::london;
use domain::id::Id;
use domain::involvement::Involved;
use domain::person::Person;
use domain::safety_plan::{Reminder, SafetyPlan};
use domain::staff::{Role, Staff};
use jiff::Timestamp;
use store::{Permit, Stop, load, save};

use super::day_answers_by;
use super::keep::{is_active, notify};
use crate::house::House;
use crate::outbox;

/// Somebody who is told, with the child that the notice is about.
type Told = (Id<Staff>, Id<Person>);

/// Tells whoever must know of what is due of a plan now; nothing when nothing is, or it was told.
pub(crate) fn remind(house: &House, plan: Id<SafetyPlan>) -> Result<(), Stop> {
    let session = house.system();
    house.store.write(&Actor::system(), session.at, "safety_plan_due", |door| {
        let permit = door.permit(Action::CheckSafetyPlan, Subject::record(plan))?;
        let Some(known) = load(&permit, plan)? else { return Ok(()) };
        let plan = known.record;
        let due = plan.to_remind(session.at, Some(day_answers_by(house, plan.now.at)));
        if due.is_empty() {
            return Ok(());
        }
        save(&permit, &plan.reminded(&due, session.at), known.version, "safety_plan_due", None)?;
        for (of, at) in &due {
            let words = words(*of, *at);
            for (staff, child) in told(&permit, &plan, *of, session.at)? {
                notify(&session, &permit, staff, child, words.to_owned())?;
                outbox::tell_colleague(
                    &session,
                    door,
                    staff,
                    "An interim safety plan needs you: see My work.",
                )?;
            }
        }
        Ok(())
    })
}

fn words(of: Reminder, at: Timestamp) -> String {
    let by = london::moment_in_words(at);
    match of {
        Reminder::Day => {
            format!("The interim safety plan made by night was not renewed, replaced or ended by {by}.")
        }
        Reminder::Review => format!("This child's interim safety plan is to be reviewed: the time was {by}."),
        Reminder::Expiry => {
            format!("This child's interim safety plan ran out at {by}. Renew it, replace it or end it now.")
        }
    }
}

/// Who is told, each with the child the notice is about: whoever looks after the plan and the children's workers; of what is late, managers too.
fn told(permit: &Permit<'_>, plan: &SafetyPlan, of: Reminder, at: Timestamp) -> Result<Vec<Told>, Stop> {
    let Some(first) = plan.children.first().copied() else { return Ok(Vec::new()) };
    let mut told = workers_of(permit, plan, at)?;
    let mut known: BTreeSet<Id<Staff>> = told.iter().map(|(staff, _)| *staff).collect();
    let mut further = Vec::new();
    if let Some(monitor) = plan.now.words.monitor {
        further.push(monitor);
    }
    if matches!(of, Reminder::Day | Reminder::Expiry) {
        further.extend(managers_of(permit, plan, at)?);
    }
    for staff in further {
        if known.insert(staff) && is_active(permit, staff)? {
            told.push((staff, first));
        }
    }
    Ok(told)
}

/// The workers who are involved with the plan's children now, each once, with the first of those children.
pub(super) fn workers_of(permit: &Permit<'_>, plan: &SafetyPlan, at: Timestamp) -> Result<Vec<Told>, Stop> {
    let mut workers: Vec<Told> = Vec::new();
    for child in &plan.children {
        for held in store::involvement::of_child(permit, *child)? {
            let Involved::Worker { staff, .. } = held.who else { continue };
            let is_new = !workers.iter().any(|(known, _)| *known == staff);
            if held.holds_at(at) && is_new && is_active(permit, staff)? {
                workers.push((staff, *child));
            }
        }
    }
    Ok(workers)
}

/// The managers of the children's teams; where a child has no team with a manager, the managers of the front door.
fn managers_of(permit: &Permit<'_>, plan: &SafetyPlan, at: Timestamp) -> Result<Vec<Id<Staff>>, Stop> {
    let mut teams = BTreeSet::new();
    for child in &plan.children {
        let involved = store::involvement::of_child(permit, *child)?;
        teams.extend(involved.into_iter().filter(|held| held.holds_at(at)).filter_map(
            |held| match held.who {
                Involved::Worker { team, .. } => Some(team),
                Involved::Agency { .. } => None,
            },
        ));
    }
    let mut managers = Vec::new();
    for manager in store::staff::holders(permit, Role::TeamManager)? {
        let manages = load(permit, manager)?.is_some_and(|known| !known.record.teams.is_disjoint(&teams));
        managers.extend(manages.then_some(manager));
    }
    if managers.is_empty() {
        managers = store::staff::holders(permit, Role::MashManager)?;
    }
    Ok(managers)
}
