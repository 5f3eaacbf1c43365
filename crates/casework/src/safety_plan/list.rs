//! The plans that stand, for managers and for whoever looks after one: what ran out, what runs out, what waits for the day team, a manager or a look.

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::safety_plan::{SafetyPlan, Standing};
use jiff::Timestamp;
use store::safety_plan::Counts;
use store::{Door, Permit, Stop, load};

use super::day_answers_by;
use crate::session::Session;
use crate::staff::Names;

/// A plan in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The plan.
    pub plan: Id<SafetyPlan>,
    /// What the children are called.
    pub children: Vec<String>,
    /// How it stands.
    pub standing: Standing,
    /// Until when it holds.
    pub expires: Timestamp,
    /// When somebody looks next.
    pub next_check: Option<Timestamp>,
    /// By when the day team answers it, when it was made by night.
    pub day_by: Option<Timestamp>,
    /// Whether it waits for a manager's agreement.
    pub to_agree: bool,
    /// Whether the viewer wrote the version that stands.
    pub own: bool,
    /// Whether every action falls on the person in danger, and nobody has said why.
    pub unexplained: bool,
    /// How often it was renewed without any change.
    pub unchanged: usize,
    /// How many copies are to be collected.
    pub to_collect: usize,
    /// Who looks after it.
    pub monitor: String,
}

/// What safety plans ask of a viewer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Desk {
    /// The plans that they look after and of which something is due today.
    pub mine: Vec<Row>,
    /// For managers: how many there are of each.
    pub counts: Option<Counts>,
    /// Promises to children that somebody should have looked at.
    pub promises: Vec<PromiseDue>,
}

/// A promise to a child that somebody should have looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct PromiseDue {
    /// The child.
    pub child: Id<Person>,
    /// What the child is called.
    pub name: String,
    /// The promise's place.
    pub place: usize,
    /// Who promised.
    pub who: String,
    /// What.
    pub what: String,
}

/// The plans that have not been ended and that the viewer may read, what ran out first at the top.
///
/// # Errors
/// When the person does not work with safety plans.
pub fn list(session: &Session<'_>) -> Result<Vec<Row>, Stop> {
    session.read("safety plans", |door| {
        let permit = door.permit(Action::SeeSafetyPlans, Subject::House)?;
        rows(session, door, &permit, store::safety_plan::visible(&permit)?)
    })
}

/// What safety plans ask of a viewer today.
///
/// # Errors
/// When the store fails.
pub fn on_my_desk(session: &Session<'_>) -> Result<Desk, Stop> {
    let is_for = |action: Action| session.actor.roles.iter().any(|role| action.is_for(*role));
    if !is_for(Action::SeeSafetyPlans) {
        return Ok(Desk::default());
    }
    session.read("safety plans on my desk", |door| {
        let permit = door.permit(Action::SeeSafetyPlans, Subject::House)?;
        let end_of_day = london::end_of(london::date_of(session.at));
        let mine = store::safety_plan::looked_after(&permit, end_of_day)?;
        let counts =
            is_for(Action::AgreeSafetyPlan).then(|| store::safety_plan::counts(&permit)).transpose()?;
        let mut promises = Vec::new();
        for id in store::safety_plan::own_to_look_at(&permit, session.at)? {
            let Some(plan) = load(&permit, id)?.map(|known| known.record) else { continue };
            let name = load(&permit, plan.child)?.map(|known| known.record.name()).unwrap_or_default();
            let due = plan.to_look_at(london::date_of(session.at));
            promises.extend(due.map(|(place, promise)| PromiseDue {
                child: plan.child,
                name: name.clone(),
                place,
                who: promise.who.clone(),
                what: promise.what.clone(),
            }));
        }
        Ok(Desk { mine: rows(session, door, &permit, mine)?, counts, promises })
    })
}

fn rows(
    session: &Session<'_>,
    door: &Door,
    permit: &Permit<'_>,
    plans: Vec<Id<SafetyPlan>>,
) -> Result<Vec<Row>, Stop> {
    let mut rows = Vec::new();
    for id in plans {
        if !door.would_permit(Action::ReadSafetyPlan, Subject::record(id))? {
            continue;
        }
        let Some(plan) = load(permit, id)?.map(|known| known.record) else { continue };
        let mut children = Vec::new();
        for child in &plan.children {
            if let Some(person) = load(permit, *child)? {
                permit.shown(*child);
                children.push(person.record.name());
            }
        }
        let monitor = plan.now.words.monitor;
        let names = Names::of(permit, monitor)?;
        rows.push(Row {
            plan: id,
            children,
            standing: plan.standing(session.at, &session.house.pack.safety_plans),
            expires: plan.expires(),
            next_check: plan.next_check(),
            day_by: plan.awaits_day().then(|| day_answers_by(session.house, plan.now.at)),
            to_agree: plan.now.agreed.is_none(),
            own: plan.now.by == session.staff.id,
            unexplained: plan.is_lopsided() && plan.now.words.only_theirs.trim().is_empty(),
            unchanged: plan.renewed_unchanged(),
            to_collect: plan.to_collect().count(),
            monitor: monitor.map_or_else(String::new, |monitor| names.name(monitor).to_owned()),
        });
    }
    rows.sort_by_key(|row| (row.standing, row.expires));
    Ok(rows)
}
