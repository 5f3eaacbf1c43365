//! What follows from a decision, and what came before it. Prompts of the watch close by themselves: the discussion tells that it was held.

use domain::involvement::Involved;
use domain::notice::Notice;
use domain::strategy::{Discussion, Early, EarlyKind};
use jiff::Timestamp;
use store::{Permit, Stop, Version, WriteDoor, WritePermit, load, save};

use crate::section47;
use crate::session::Session;

/// For each child decided for section 47 the enquiry begins, with the discussion's plan and each of its risks; whoever is allocated to the child is told.
/// A rule of the returns that stands against it never stops the decision: whoever decided is told what to put right, and begins it by hand.
pub(super) fn begins(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    discussion: &Discussion,
) -> Result<(), Stop> {
    for (decision, _) in discussion.for_section47() {
        let refused = match section47::begin(session, door, permit, discussion, decision.child) {
            Ok(_) => continue,
            Err(Stop::Refusal(refusal)) => refusal,
            Err(stop) => return Err(stop),
        };
        let notice = Notice {
            id: session.house.id(),
            to: session.staff.id,
            child: decision.child,
            contact: None,
            words: format!(
                "Strategy discussion {}: its section 47 enquiry has not begun. {refused} Then begin it by hand from the discussion.",
                discussion.reference
            ),
            sent_at: session.at,
            acknowledged_at: None,
        };
        save(permit, &notice, Version::NONE, "decide_discussion", None)?;
    }
    Ok(())
}

/// Notices visits and safety plans between the threshold and the discussion, with the team that was allocated then. A plan counts from when it was
/// made: what becomes of it afterwards is another matter.
pub(super) fn noticed(
    session: &Session<'_>,
    permit: &Permit<'_>,
    discussion: Discussion,
) -> Result<Discussion, Stop> {
    let mut done = Vec::new();
    for child in &discussion.children {
        let involved = store::involvement::of_child(permit, *child)?;
        let mut early = |kind, record, part: String, happened: Timestamp| {
            let then = involved.iter().filter(|one| one.holds_at(happened));
            let mut teams = then.filter_map(|one| match &one.who {
                Involved::Worker { team, .. } => Some(team.clone()),
                Involved::Agency { .. } => None,
            });
            done.push(Early { kind, record, part, happened, team: teams.next(), answer: None });
        };
        for fact in store::strategy::counted(permit, *child, discussion.threshold_at)? {
            if fact.kind == EarlyKind::Visit.code() && fact.happened <= session.at {
                early(EarlyKind::Visit, fact.record, fact.part, fact.happened);
            }
        }
        for id in store::safety_plan::of_child(permit, *child)? {
            let Some(plan) = load(permit, id)? else { continue };
            if let Some(made) = plan.record.editions().next() {
                early(EarlyKind::SafetyPlan, id.any(), "made".into(), made.at);
            }
        }
    }
    Ok(discussion.noticed(done))
}
