//! A plan as its page shows it, the plans of a child, and brothers and sisters for whom plans can be made together.

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::child_in_need::ChildInNeedPlan;
use domain::episode::Episode;
use domain::event::Event;
use domain::id::Id;
use domain::person::Person;
use domain::person::relationship::Kinship;
use domain::record::Record;
use domain::refusal::Refusal;
use domain::section47::Section47;
use domain::staff::Staff;
use jiff::civil::Date;
use store::{Door, Known, Permit, Stop, Versioned, load};

use super::standing;
use crate::session::Session;
use crate::staff::Names;
use crate::standing::at_version;

/// A plan with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanView {
    /// The plan.
    pub plan: Versioned<ChildInNeedPlan>,
    /// What the child is called.
    pub name: String,
    /// The staff named in it.
    pub names: Names,
    /// What the viewer may do.
    pub may: Vec<Action>,
    /// The plans of brothers and sisters that were made together, as far as the viewer may read them.
    pub together: Vec<(Id<ChildInNeedPlan>, String)>,
    /// The last day on which the child was seen, by the records.
    pub last_seen: Option<Date>,
}

/// The plans of a child.
#[derive(Debug, Clone, PartialEq)]
pub struct OfChild {
    /// What the child is called.
    pub name: String,
    /// The plans, the latest first.
    pub plans: Vec<Versioned<ChildInNeedPlan>>,
    /// The staff named in them.
    pub names: Names,
    /// The child's open episode.
    pub episode: Option<Episode>,
    /// Whether the viewer may make a plan.
    pub may_make: bool,
}

/// A brother or sister for whom a plan can be made at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiblingOffered {
    /// The child.
    pub child: Id<Person>,
    /// What they are called.
    pub name: String,
}

/// The acts that a plan's page offers.
const OFFERED: &[Action] = &[
    Action::MakeChildInNeedPlan,
    Action::ReviewChildInNeedPlan,
    Action::ProposeClosure,
    Action::BeginDiscussion,
    Action::AgreeChildInNeedPlan,
];

/// A plan's page.
///
/// # Errors
/// When there is none that the viewer may read.
pub fn view(session: &Session<'_>, plan: Id<ChildInNeedPlan>) -> Result<PlanView, Stop> {
    session.read("child in need plan", |door| {
        let permit = door.permit(Action::ReadChildInNeedPlan, Subject::record(plan))?;
        let known = standing(&permit, plan)?;
        let child = known.record.child;
        let name = load(&permit, child)?.ok_or(Refusal::NotFound)?.record.name();
        permit.shown(child);
        let mut may = Vec::new();
        for action in OFFERED {
            let subject = match action {
                Action::ProposeClosure | Action::BeginDiscussion => Subject::Child(child),
                _ => Subject::record(plan),
            };
            let fits = *action != Action::AgreeChildInNeedPlan
                || known.record.now.by != session.staff.id
                    && known.record.agreement().is_none_or(|said| !said.agrees);
            if fits && door.would_permit(*action, subject)? {
                may.push(*action);
            }
        }
        Ok(PlanView {
            name,
            names: Names::of(&permit, staff_in(&known.record))?,
            may,
            together: together(door, &known.record)?,
            last_seen: last_seen(door, child)?,
            plan: known,
        })
    })
}

fn together(door: &Door, plan: &ChildInNeedPlan) -> Result<Vec<(Id<ChildInNeedPlan>, String)>, Stop> {
    let permit = door.permit(Action::ReadChildInNeedPlan, Subject::record(plan.id))?;
    let mut found = Vec::new();
    for id in store::child_in_need::together(&permit, plan.together)? {
        if id == plan.id || !door.would_permit(Action::ReadChildInNeedPlan, Subject::record(id))? {
            continue;
        }
        let theirs = door.permit(Action::ReadChildInNeedPlan, Subject::record(id))?;
        let child = standing(&theirs, id)?.record.child;
        let name = load(&theirs, child)?.map_or_else(String::new, |known| known.record.name());
        theirs.shown(child);
        found.push((id, name));
    }
    Ok(found)
}

/// The last day on which somebody saw the child: a visit, or an enquiry in which they were seen.
fn last_seen(door: &Door, child: Id<Person>) -> Result<Option<Date>, Stop> {
    let permit = door.permit(Action::ReadChildInNeedPlan, Subject::Child(child))?;
    let mut seen = Vec::new();
    for entry in store::ledger::child_records(&permit, child, Known::Now)? {
        if entry.kind == Event::KIND {
            seen.extend(entry.read::<Event>()?.and_then(|event| visited_on(&event)));
        } else if entry.kind == Section47::KIND {
            let enquiry = entry.read::<Section47>()?;
            let days = enquiry.iter().flat_map(|enquiry| &enquiry.seen).filter(|seen| seen.seen);
            seen.extend(days.map(|seen| london::date_of(seen.at)));
        }
    }
    Ok(seen.into_iter().max())
}

/// The day of a visit at which the child was seen.
fn visited_on(event: &Event) -> Option<Date> {
    let counts = event.counts.as_ref().filter(|counts| event.stands() && counts.kind == "visit")?;
    let seen = counts.marks.contains("visit.outcome=seen");
    let day = event.moment.map(london::date_of).or_else(|| event.happened.exact());
    day.filter(|_| seen)
}

/// The plans of a child.
///
/// # Errors
/// When the viewer may not read the child's record.
pub fn of_child(session: &Session<'_>, child: Id<Person>) -> Result<OfChild, Stop> {
    session.read("child in need plans of a child", |door| {
        let permit = door.permit(Action::ReadChildInNeedPlan, Subject::Child(child))?;
        let name = load(&permit, child)?.ok_or(Refusal::NotFound)?.record.name();
        let mut plans = Vec::new();
        for id in store::child_in_need::of_child(&permit, child)? {
            plans.extend(load(&permit, id)?);
        }
        let names = Names::of(&permit, plans.iter().flat_map(|known| staff_in(&known.record)))?;
        let episodes = store::episode::of_child(&permit, child)?;
        let episode = episodes
            .into_iter()
            .rev()
            .find(|episode| episode.closed_on.is_none() && !episode.no_further_action);
        let may_make = door.would_permit(Action::MakeChildInNeedPlan, Subject::Child(child))?;
        Ok(OfChild { name, plans, names, episode, may_make })
    })
}

/// The brothers and sisters of a child, and other children of the child's parents, for whom this person may make a plan and who are open without one.
///
/// # Errors
/// When the person may not make a plan for the child.
pub fn siblings(session: &Session<'_>, child: Id<Person>) -> Result<Vec<SiblingOffered>, Stop> {
    session.read("brothers and sisters for a plan", |door| {
        let permit = door.permit(Action::MakeChildInNeedPlan, Subject::Child(child))?;
        let mut found: BTreeMap<Id<Person>, String> = BTreeMap::new();
        for other in others(&permit, child)? {
            if found.contains_key(&other)
                || !door.would_permit(Action::MakeChildInNeedPlan, Subject::Child(other))?
            {
                continue;
            }
            let theirs = door.permit(Action::MakeChildInNeedPlan, Subject::Child(other))?;
            let is_open = store::episode::of_child(&theirs, other)?.iter().any(|episode| {
                episode.closed_on.is_none() && !episode.no_further_action && episode.need_plan().is_none()
            });
            if let Some(known) = load(&theirs, other)?.filter(|_| is_open) {
                found.insert(other, known.record.name());
            }
        }
        Ok(found.into_iter().map(|(child, name)| SiblingOffered { child, name }).collect())
    })
}

/// Brothers and sisters as they are recorded, and other children of the same parents.
fn others(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Id<Person>>, Stop> {
    let (mut found, mut parents) = (Vec::new(), Vec::new());
    for known in store::relationship::of_person(permit, child)? {
        let related = known.record;
        let other = if related.from == child { related.to } else { related.from };
        match related.kind {
            Kinship::Sibling | Kinship::HalfSibling => found.push(other),
            _ if related.to == child => parents.push(other),
            _ => {}
        }
    }
    for parent in parents {
        for known in store::relationship::of_person(permit, parent)? {
            let related = known.record;
            if related.from == parent && related.to != child {
                found.push(related.to);
            }
        }
    }
    Ok(found)
}

/// A plan as it stood at a version: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or the viewer may not read it.
pub fn version(
    session: &Session<'_>,
    plan: Id<ChildInNeedPlan>,
    version: u64,
) -> Result<ChildInNeedPlan, Stop> {
    session.read("child in need plan as a form was opened", |door| {
        let permit = door.permit(Action::ReadChildInNeedPlan, Subject::record(plan))?;
        at_version(&permit, plan, version)
    })
}

fn staff_in(plan: &ChildInNeedPlan) -> Vec<Id<Staff>> {
    let mut staff: Vec<Id<Staff>> = plan.editions().map(|edition| edition.by).collect();
    staff.extend(plan.reviews.iter().map(|review| review.by));
    staff.extend(plan.ended.as_ref().map(|ended| ended.by));
    staff.extend(plan.agreed.iter().map(|said| said.by));
    staff
}
