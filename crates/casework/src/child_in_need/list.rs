//! Plans in lists: those that are open with their reviews, and what is due of a worker's own.

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::child_in_need::{ChildInNeedPlan, Standing};
use domain::id::Id;
use domain::person::Person;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::{Permit, Stop, load};

use crate::session::Session;

/// A plan in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The plan.
    pub plan: Id<ChildInNeedPlan>,
    /// The child.
    pub child: Id<Person>,
    /// What the child is called.
    pub name: String,
    /// Since when it holds.
    pub started_on: Date,
    /// The last review.
    pub reviewed_on: Option<Date>,
    /// By when it is reviewed.
    pub due: Option<Date>,
    /// How it stands.
    pub standing: Standing,
    /// How many outcomes it has, and how many of them stood still or were worse at the last review.
    pub outcomes: (usize, usize),
    /// Whether the version that stands waits for a manager.
    pub to_agree: bool,
}

/// The open plans that the viewer may read, the first review due first.
///
/// # Errors
/// When the person does not see plans.
pub fn list(session: &Session<'_>) -> Result<Vec<Row>, Stop> {
    session.read("child in need plans", |door| {
        let permit = door.permit(Action::SeeChildInNeedPlans, Subject::House)?;
        rows(session, &permit, store::child_in_need::visible(&permit)?)
    })
}

/// The plans of children whom this person works with whose review is due soon or overdue.
///
/// # Errors
/// When the store fails.
pub fn on_my_desk(session: &Session<'_>) -> Result<Vec<Row>, Stop> {
    if !session.actor.roles.iter().any(|role| Action::ReviewChildInNeedPlan.is_for(*role)) {
        return Ok(Vec::new());
    }
    session.read("child in need plans on my desk", |door| {
        let permit = door.permit(Action::SeeChildInNeedPlans, Subject::House)?;
        let soon = SignedDuration::from_hours(24 * i64::from(session.house.pack.child_in_need.soon_days));
        let until: Timestamp = session.at.saturating_add(soon).unwrap_or(session.at);
        rows(session, &permit, store::child_in_need::mine(&permit, session.at.max(until))?)
    })
}

/// The open plans that wait for this manager: nobody has said anything of the version that stands, and somebody else wrote it.
///
/// # Errors
/// When the store fails.
pub fn to_agree(session: &Session<'_>) -> Result<Vec<Row>, Stop> {
    if !session.actor.roles.iter().any(|role| Action::AgreeChildInNeedPlan.is_for(*role)) {
        return Ok(Vec::new());
    }
    session.read("child in need plans to agree", |door| {
        let permit = door.permit(Action::SeeChildInNeedPlans, Subject::House)?;
        let mut ids = Vec::new();
        for id in store::child_in_need::visible(&permit)? {
            let others = load(&permit, id)?.is_some_and(|known| known.record.now.by != session.staff.id);
            if others && door.would_permit(Action::AgreeChildInNeedPlan, Subject::record(id))? {
                ids.push(id);
            }
        }
        let mut rows = rows(session, &permit, ids)?;
        rows.retain(|row| row.to_agree);
        Ok(rows)
    })
}

fn rows(session: &Session<'_>, permit: &Permit<'_>, ids: Vec<Id<ChildInNeedPlan>>) -> Result<Vec<Row>, Stop> {
    use domain::child_in_need::How;
    let today = london::date_of(session.at);
    let mut rows = Vec::new();
    for id in ids {
        let Some(known) = load(permit, id)? else { continue };
        let plan = known.record;
        permit.shown(plan.child);
        let name = load(permit, plan.child)?.map_or_else(String::new, |known| known.record.name());
        let stuck = plan.now.words.outcomes.iter().filter(|outcome| {
            plan.progress_of(outcome.number)
                .is_some_and(|(_, progress)| matches!(progress.how, How::NotMoving | How::Worse))
        });
        rows.push(Row {
            plan: id,
            child: plan.child,
            name,
            started_on: plan.started_on,
            reviewed_on: plan.reviews.last().map(|review| review.on),
            due: plan.review_due(),
            standing: plan.standing(today, &session.house.pack.child_in_need),
            outcomes: (plan.now.words.outcomes.len(), stuck.count()),
            to_agree: plan.awaits_agreement(),
        });
    }
    Ok(rows)
}
