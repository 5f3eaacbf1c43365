//! Who holds a plan on paper, and from whom it is withheld.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::name::shown;
use domain::refusal::Refusal;
use domain::safety_plan::{Collected, CopyAsked, Holder, Lifted, SafetyPlan, WithheldAsked};
use store::{Stop, WriteDoor, save};

use super::keep::allows;
use super::standing;
use super::view::{PlanView, view_of};
use crate::session::{Sending, Session};

/// Writes down that somebody was given a copy of the version that stands.
///
/// # Errors
/// When nobody is named, the plan is withheld from them, or it is ended.
pub fn give(
    session: &Session<'_>,
    sending: &Sending,
    plan: Id<SafetyPlan>,
    asked: CopyAsked,
) -> Result<(), Stop> {
    change(session, sending, plan, ("give_safety_plan", None), |door, plan| {
        known_agency(session, &asked.to, "to")?;
        known_person(door, &asked.to, "to_person")?;
        Ok(plan.give(asked, session.staff.id, session.at)?)
    })
}

/// Writes down that a copy came back.
///
/// # Errors
/// When it has come back already.
pub fn collect(
    session: &Session<'_>,
    sending: &Sending,
    plan: Id<SafetyPlan>,
    place: usize,
    words: &str,
) -> Result<(), Stop> {
    change(session, sending, plan, ("collect_safety_plan", None), |_, plan| {
        let collected = Collected { by: session.staff.id, at: session.at, words: words.trim().into() };
        Ok(plan.collect(place, collected)?)
    })
}

/// Puts somebody on the list of those from whom the plan is withheld.
///
/// # Errors
/// When nobody is named, or no reason is given.
pub fn withhold(
    session: &Session<'_>,
    sending: &Sending,
    plan: Id<SafetyPlan>,
    asked: WithheldAsked,
) -> Result<(), Stop> {
    let why = shown(&asked.why);
    change(session, sending, plan, ("withhold_safety_plan", Some(why.as_str())), |door, plan| {
        known_agency(session, &asked.from, "from")?;
        known_person(door, &asked.from, "from_person")?;
        Ok(plan.withhold(asked, session.staff.id, session.at)?)
    })
}

/// Takes somebody off the list.
///
/// # Errors
/// When no reason is given, or the person put them there.
pub fn lift(
    session: &Session<'_>,
    sending: &Sending,
    plan: Id<SafetyPlan>,
    place: usize,
    why: &str,
) -> Result<(), Stop> {
    change(session, sending, plan, ("lift_withheld", Some(&shown(why))), |_, plan| {
        let lifted = Lifted { by: session.staff.id, at: session.at, why: why.trim().into() };
        Ok(plan.lift(place, lifted)?)
    })
}

/// A copy to be printed for whoever holds it.
///
/// # Errors
/// When there is none, or the plan has come to be withheld from them.
pub fn printed(session: &Session<'_>, plan: Id<SafetyPlan>, place: usize) -> Result<PlanView, Stop> {
    session.read("safety plan, printed for somebody", |door| {
        let permit = door.permit(Action::ReadSafetyPlan, Subject::record(plan))?;
        let view = view_of(door, &permit, plan)?;
        view.plan.record.printed_for(place)?;
        Ok(view)
    })
}

fn change(
    session: &Session<'_>,
    sending: &Sending,
    plan: Id<SafetyPlan>,
    (command, why): (&'static str, Option<&str>),
    decide: impl FnOnce(&WriteDoor, &SafetyPlan) -> Result<SafetyPlan, Stop>,
) -> Result<(), Stop> {
    session.send(sending, command, |door| {
        let permit = door.permit(Action::HandOutSafetyPlan, Subject::record(plan))?;
        let known = standing(&permit, plan)?;
        let after = decide(door, &known.record)?;
        save(&permit, &after, known.version, command, why)?;
        Ok(())
    })
}

fn known_agency(session: &Session<'_>, holder: &Holder, field: &str) -> Result<(), Refusal> {
    match &holder.agency {
        Some(agency) if session.house.pack.agency(agency).is_none() => {
            Err(Refusal::field(format!("{field}_agency"), "Choose one of the agencies, or none."))
        }
        _ => Ok(()),
    }
}

fn known_person(door: &WriteDoor, holder: &Holder, field: &str) -> Result<(), Stop> {
    match holder.person {
        Some(person) if !allows(door, Action::KnowExists, Subject::Child(person))? => {
            Err(Refusal::field(field, "Choose somebody of the family on the record, or nobody.").into())
        }
        _ => Ok(()),
    }
}
