//! Making a plan, renewing, replacing and ending it; recording whether it is kept; a manager's agreement. It stands from when it is made.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::notice::Notice;
use domain::person::Person;
use domain::person::name::shown;
use domain::refusal::{Problem, Refusal};
use domain::safety_plan::{CheckAsked, Ended, How, Made, Next, PlanWords, SafetyPlan};
use domain::staff::Staff;
use store::{Permit, Stop, Version, WriteDoor, WritePermit, load, save};

use super::remind::workers_of;
use super::view::is_a_child;
use super::{day_answers_by, rules, standing, unchanged};
use crate::handover::{is_night, left_by_safety_plan, protected_in};
use crate::outbox;
use crate::session::{Sending, Session};

/// A plan as it is sent from the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The children it is for beside the one it was begun from, or those who join it.
    pub others: Vec<Id<Person>>,
    /// What it says.
    pub words: PlanWords,
}

/// Makes a plan for a child and others of the household. It stands at once.
///
/// # Errors
/// When the person may not know enough of one of the children, something is missing, or a plan that they can read stands already.
pub fn make(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    asked: Asked,
) -> Result<Id<SafetyPlan>, Stop> {
    session.send(sending, "make_safety_plan", |door| {
        let permit = door.permit(Action::MakeSafetyPlan, Subject::Child(child))?;
        let mut children = vec![child];
        children.extend(asked.others.iter().copied().filter(|other| *other != child));
        children.dedup();
        may_each(door, &children)?;
        for child in &children {
            is_a_child(&permit, *child)?;
        }
        none_stands(door, &permit, &children)?;
        check_words(door, &permit, &children, &asked.words)?;
        let plan =
            SafetyPlan::make(session.house.id(), children, asked.words, made_by(session), rules(session)?)?;
        save(&permit, &plan, Version::NONE, "make_safety_plan", None)?;
        follow(session, door, &permit, &plan)?;
        tell_workers(session, &permit, &plan, "An interim safety plan was made for this child.")?;
        Ok(plan.id)
    })
}

/// Renews or replaces a plan: another version stands, and the one before is kept.
///
/// # Errors
/// As [`make`]; and when somebody else changed the plan, or it is ended.
pub fn next(
    session: &Session<'_>,
    sending: &Sending,
    plan: Id<SafetyPlan>,
    asked: Asked,
    (how, why): (How, &str),
) -> Result<(), Stop> {
    let command = if how == How::Replaced { "replace_safety_plan" } else { "renew_safety_plan" };
    session.send(sending, command, |door| {
        let permit = door.permit(Action::MakeSafetyPlan, Subject::record(plan))?;
        let known = unchanged(&permit, plan, sending.opened)?;
        may_each(door, &asked.others)?;
        let children: Vec<Id<Person>> = known.record.children.iter().chain(&asked.others).copied().collect();
        check_words(door, &permit, &children, &asked.words)?;
        let next = Next { how, why: why.into(), joining: asked.others };
        let after = known.record.next(next, asked.words, made_by(session), rules(session)?)?;
        save(&permit, &after, known.version, command, Some(&shown(why)))?;
        follow(session, door, &permit, &after)?;
        let words = match how {
            How::Replaced => "This child's interim safety plan was replaced.",
            How::Made | How::Renewed => "This child's interim safety plan was renewed.",
        };
        tell_workers(session, &permit, &after, words)
    })
}

/// Ends a plan with the reason.
///
/// # Errors
/// When no reason is given, somebody else changed the plan, or it is ended already.
pub fn end(
    session: &Session<'_>,
    sending: &Sending,
    plan: Id<SafetyPlan>,
    ending: &str,
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "end_safety_plan", |door| {
        let permit = door.permit(Action::EndSafetyPlan, Subject::record(plan))?;
        let known = unchanged(&permit, plan, sending.opened)?;
        let (by, at) = (session.staff.id, session.at);
        let ended = Ended { ending: ending.into(), reason: reason.trim().into(), by, at };
        let after = known.record.end(ended, &session.house.pack.safety_plans)?;
        save(&permit, &after, known.version, "end_safety_plan", Some(&shown(reason)))?;
        follow(session, door, &permit, &after)
    })
}

/// Records that somebody looked whether a plan is kept. Two who look at once both have looked.
///
/// # Errors
/// When what was seen is missing, or the plan is ended.
pub fn check(
    session: &Session<'_>,
    sending: &Sending,
    plan: Id<SafetyPlan>,
    asked: CheckAsked,
) -> Result<(), Stop> {
    session.send(sending, "check_safety_plan", |door| {
        let permit = door.permit(Action::CheckSafetyPlan, Subject::record(plan))?;
        let known = standing(&permit, plan)?;
        let broken = asked.kept == Some(false);
        let after = known.record.looked(asked, session.staff.id, session.at)?;
        save(&permit, &after, known.version, "check_safety_plan", None)?;
        if broken {
            tell_workers(session, &permit, &after, "This child's interim safety plan was broken.")?;
        }
        Ok(())
    })
}

/// A manager agrees to the version that stands.
///
/// # Errors
/// When the person wrote it, somebody else changed it, or a manager has agreed already.
pub fn agree(
    session: &Session<'_>,
    sending: &Sending,
    plan: Id<SafetyPlan>,
    words: &str,
) -> Result<(), Stop> {
    session.send(sending, "agree_safety_plan", |door| {
        let permit = door.permit(Action::AgreeSafetyPlan, Subject::record(plan))?;
        let known = unchanged(&permit, plan, sending.opened)?;
        let after = known.record.agree(session.staff.id, session.at, words)?;
        save(&permit, &after, known.version, "agree_safety_plan", None)?;
        Ok(())
    })
}

/// Records why every action falls on the person in danger.
///
/// # Errors
/// When no reason is given, or somebody else acts in the plan too.
pub fn explain(
    session: &Session<'_>,
    sending: &Sending,
    plan: Id<SafetyPlan>,
    words: &str,
) -> Result<(), Stop> {
    session.send(sending, "explain_safety_plan", |door| {
        let permit = door.permit(Action::MakeSafetyPlan, Subject::record(plan))?;
        let known = standing(&permit, plan)?;
        let after = known.record.explain(words)?;
        save(&permit, &after, known.version, "explain_safety_plan", Some(&shown(words)))?;
        Ok(())
    })
}

fn made_by(session: &Session<'_>) -> Made {
    Made { by: session.staff.id, at: session.at, by_night: is_night(session.house, session.at) }
}

/// Whether the person may make a plan for each of these children.
fn may_each(door: &WriteDoor, children: &[Id<Person>]) -> Result<(), Stop> {
    for child in children {
        door.permit(Action::MakeSafetyPlan, Subject::Child(*child))?;
    }
    Ok(())
}

/// Whether an act would be allowed. That it was asked for stands in the log.
pub(super) fn allows(door: &WriteDoor, action: Action, subject: Subject) -> Result<bool, Stop> {
    match door.permit(action, subject) {
        Ok(_) => Ok(true),
        Err(Stop::Refusal(_)) => Ok(false),
        Err(stop) => Err(stop),
    }
}

/// A second plan beside one that stands would be two answers at night. A plan that this person may not read does not stand in their way.
fn none_stands(door: &WriteDoor, permit: &Permit<'_>, children: &[Id<Person>]) -> Result<(), Stop> {
    for child in children {
        for plan in store::safety_plan::live_of_child(permit, *child)? {
            if allows(door, Action::MakeSafetyPlan, Subject::record(plan))? {
                let words = "A safety plan stands for one of these children already. Renew or replace it, so that nobody reads two.";
                return Err(Refusal::NotNow(words.into()).into());
            }
        }
    }
    Ok(())
}

/// The people it names are people this viewer may know of, and no protected address stands in it.
fn check_words(
    door: &WriteDoor,
    permit: &Permit<'_>,
    children: &[Id<Person>],
    words: &PlanWords,
) -> Result<(), Stop> {
    let mut problems = Vec::new();
    let acting = words.actions.iter().enumerate().map(|(place, action)| ("action", place, action.person));
    let asked = words.agreements.iter().enumerate().map(|(place, asked)| ("agreed", place, asked.person));
    for (group, place, person) in acting.chain(asked) {
        let Some(person) = person else { continue };
        if !allows(door, Action::KnowExists, Subject::Child(person))? {
            let words = "Choose somebody of the family on the record, or nobody.";
            problems.push(Problem::new(format!("{group}-{place}-person"), words));
        }
    }
    problems.extend(protected_in(permit, children, &words.typed())?);
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}

/// What follows from a version: the morning list, and the moments at which somebody looks whether it was answered.
fn follow(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    plan: &SafetyPlan,
) -> Result<(), Stop> {
    left_by_safety_plan(session, door, permit, plan)?;
    if !plan.is_live() {
        return Ok(());
    }
    let day = plan.now.by_night.then(|| day_answers_by(session.house, plan.now.at));
    let moments = [day, Some(plan.now.words.review_at), Some(plan.expires())];
    for due in moments.into_iter().flatten() {
        outbox::safety_plan_due(session, door, plan.id, due)?;
    }
    Ok(())
}

/// The children's own workers are told, but for whoever did it.
fn tell_workers(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    plan: &SafetyPlan,
    words: &str,
) -> Result<(), Stop> {
    for (worker, child) in workers_of(permit, plan, session.at)? {
        if worker != session.staff.id {
            notify(session, permit, worker, child, words.into())?;
        }
    }
    Ok(())
}

/// Keeps a notice for somebody.
pub(super) fn notify(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    to: Id<Staff>,
    child: Id<Person>,
    words: String,
) -> Result<(), Stop> {
    let notice = Notice {
        id: session.house.id(),
        to,
        child,
        contact: None,
        words,
        sent_at: session.at,
        acknowledged_at: None,
    };
    save(permit, &notice, Version::NONE, "tell_of_safety_plan", None)?;
    Ok(())
}

/// Whether a person works here still.
pub(super) fn is_active(permit: &Permit<'_>, staff: Id<Staff>) -> Result<bool, Stop> {
    Ok(load(permit, staff)?.is_some_and(|known| known.record.active))
}
