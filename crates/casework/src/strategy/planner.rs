//! Should we meet? What rose beside what is in hand; who is needed, whom we rang and how long they are silent; when agencies can come and which of
//! their times another discussion has taken.

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::id::Id;
use domain::pack::Rung;
use domain::strategy::{Discussion, Item, Ring};
use jiff::{SignedDuration, Timestamp};
use store::strategy::{Counted, Taken};
use store::{Door, Permit, Stop};

use super::offers::offers;
use super::view::{DiscussionView, of};
use crate::meeting;
use crate::session::Session;

/// What the planner's page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Planner {
    /// The discussion.
    pub view: DiscussionView,
    /// Who can be asked and when: as every meeting's planner.
    pub meeting: meeting::Planner,
    /// The times that other discussions have taken, by agency.
    pub taken: BTreeMap<String, Vec<Taken>>,
    /// What rose.
    pub trajectory: Trajectory,
    /// The ring-round, agency by agency, those that are needed first.
    pub rings: Vec<AgencyRing>,
    /// What the record offers now that differs from what the discussion says, item by item.
    pub offers: Vec<Item>,
    /// The codes of the first items that are unknown.
    pub unknown: Vec<String>,
}

/// What was recorded about the children, over time. It counts; it does not score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trajectory {
    /// From when.
    pub since: Timestamp,
    /// How many events in each fortnight, the first day of each before it, up to now.
    pub fortnights: Vec<(Timestamp, usize)>,
    /// Whether the last two fortnights had more than the two before them.
    pub rising: bool,
    /// The events, oldest first, each once.
    pub timeline: Vec<Counted>,
}

/// The ring-round of one agency.
#[derive(Debug, Clone, PartialEq)]
pub struct AgencyRing {
    /// The agency.
    pub agency: String,
    /// Whether it cannot be done without.
    pub needed: bool,
    /// Every try, in order.
    pub tries: Vec<Ring>,
    /// Since when it is silent.
    pub silent_since: Option<Timestamp>,
    /// The rung of the ladder that its silence has reached.
    pub rung: Option<Rung>,
}

/// The planner of a discussion.
///
/// # Errors
/// When the person may not prepare it.
pub fn planner(session: &Session<'_>, id: Id<Discussion>) -> Result<Planner, Stop> {
    let (view, plan, taken, trajectory, rings) = session.read("strategy discussion planner", |door| {
        let permit = door.permit(Action::PrepareDiscussion, Subject::Discussion(id))?;
        let view = of(session, door, &permit, id)?;
        let plan = plan(session, door, &permit, &view)?;
        let taken = taken(session, &permit, &plan)?;
        let discussion = &view.discussion.record;
        let trajectory = trajectory(session, &permit, discussion)?;
        let rings = rings(session, discussion);
        Ok((view, plan, taken, trajectory, rings))
    })?;
    let discussion = &view.discussion.record;
    let differs = |offer: &Item| {
        let known = discussion.information.iter().find(|item| item.code == offer.code);
        known.is_none_or(|known| known.state != offer.state)
    };
    let offers = offers(session, discussion)?.into_iter().filter(differs).collect();
    let unknown = discussion.unknown_first(&session.house.pack.strategy).map(String::from).collect();
    Ok(Planner { meeting: plan, taken, trajectory, rings, offers, unknown, view })
}

fn plan(
    session: &Session<'_>,
    door: &Door,
    permit: &Permit<'_>,
    view: &DiscussionView,
) -> Result<meeting::Planner, Stop> {
    let kind = &session.house.pack.strategy.meeting;
    let standing = view.meeting.clone().filter(|meeting| meeting.record.cancelled.is_none());
    meeting::plan(session, door, permit, kind, view.discussion.record.enquiry, standing)
}

fn taken(
    session: &Session<'_>,
    permit: &Permit<'_>,
    plan: &meeting::Planner,
) -> Result<BTreeMap<String, Vec<Taken>>, Stop> {
    let pack = &session.house.pack;
    let until = session.at + SignedDuration::from_hours(24 * i64::from(pack.meetings.slots_ahead_days));
    let mut taken = BTreeMap::new();
    for agency in plan.agencies.iter().filter(|agency| agency.proposed) {
        let times = store::strategy::taken(permit, &agency.agency, session.at, until, pack)?;
        if !times.is_empty() {
            taken.insert(agency.agency.clone(), times);
        }
    }
    Ok(taken)
}

/// What was recorded about any of the children since the pack's number of days before it was begun. An event about two of them counts once.
pub(super) fn trajectory(
    session: &Session<'_>,
    permit: &Permit<'_>,
    discussion: &Discussion,
) -> Result<Trajectory, Stop> {
    const FORTNIGHT: i64 = 14;
    let days = i64::from(session.house.pack.strategy.trajectory_days);
    let today = london::start_of(london::date_of(session.at));
    let fortnights = (days / FORTNIGHT).max(1);
    let since = today - SignedDuration::from_hours(24 * FORTNIGHT * fortnights);
    let mut timeline: Vec<Counted> = Vec::new();
    for child in &discussion.children {
        for fact in store::strategy::counted(permit, *child, since)? {
            let known = |one: &Counted| one.record == fact.record && one.part == fact.part;
            if fact.happened <= session.at && !timeline.iter().any(known) {
                timeline.push(fact);
            }
        }
    }
    timeline.sort_by(|one, other| {
        (one.happened, one.record, &one.part).cmp(&(other.happened, other.record, &other.part))
    });
    let begins = (0..=fortnights).map(|number| since + SignedDuration::from_hours(24 * FORTNIGHT * number));
    let begins: Vec<Timestamp> = begins.collect();
    let counted = begins.iter().enumerate().map(|(number, from)| {
        let until = begins.get(number + 1).copied().unwrap_or(Timestamp::MAX);
        let within = timeline.iter().filter(|fact| *from <= fact.happened && fact.happened < until);
        (*from, within.count())
    });
    let fortnights: Vec<(Timestamp, usize)> = counted.collect();
    let last = |skipped: usize| -> usize {
        fortnights.iter().rev().skip(skipped).take(2).map(|(_, count)| count).sum()
    };
    let rising = last(0) > last(2);
    Ok(Trajectory { since, rising, fortnights, timeline })
}

fn rings(session: &Session<'_>, discussion: &Discussion) -> Vec<AgencyRing> {
    let pack = &session.house.pack;
    let needed = |agency: &str| {
        let kind = pack.meetings.kind(&pack.strategy.meeting);
        kind.is_some_and(|kind| kind.needed.iter().any(|one| one == agency))
    };
    let mut agencies: Vec<String> = pack.rung_round().map(String::from).collect();
    for ring in &discussion.rings {
        if !agencies.contains(&ring.agency) {
            agencies.push(ring.agency.clone());
        }
    }
    let of = |agency: String| AgencyRing {
        needed: needed(&agency),
        tries: discussion.rings.iter().filter(|ring| ring.agency == agency).cloned().collect(),
        silent_since: discussion.silent_since(&agency),
        rung: discussion.silence_of(&agency, session.at, pack).cloned(),
        agency,
    };
    agencies.into_iter().map(of).collect()
}
