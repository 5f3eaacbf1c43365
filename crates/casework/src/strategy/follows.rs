//! What follows from a decision, and what came before it. Prompts of the watch close by themselves: the discussion tells that it was held.

use domain::involvement::Involved;
use domain::notice::Notice;
use domain::strategy::{Discussion, Early, EarlyKind};
use store::{Permit, Stop, Version, WriteDoor, WritePermit, save};

use crate::outbox;
use crate::session::Session;

/// For each child decided for section 47: whoever is allocated to the child has it before them. The enquiry begins from the discussion's plan and
/// answers for each of its risks.
pub(super) fn begins(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    discussion: &Discussion,
) -> Result<(), Stop> {
    for (decision, _) in discussion.for_section47() {
        let involved = store::involvement::of_child(permit, decision.child)?;
        for one in involved.into_iter().filter(|one| one.holds_at(session.at)) {
            let Involved::Worker { staff, .. } = one.who else { continue };
            if staff == session.staff.id {
                continue;
            }
            let notice = Notice {
                id: session.house.id(),
                to: staff,
                child: decision.child,
                contact: None,
                words: format!(
                    "Strategy discussion {}: a section 47 enquiry was decided. Its plan and risks stand in the discussion.",
                    discussion.reference
                ),
                sent_at: session.at,
                acknowledged_at: None,
            };
            save(permit, &notice, Version::NONE, "decide_discussion", None)?;
            let words =
                format!("Strategy discussion {} was decided: see your notices.", discussion.reference);
            outbox::tell_colleague(session, door, staff, &words)?;
        }
    }
    Ok(())
}

/// Notices visits and safety plans between the threshold and the discussion, with the team that was allocated then.
pub(super) fn noticed(
    session: &Session<'_>,
    permit: &Permit<'_>,
    discussion: Discussion,
) -> Result<Discussion, Stop> {
    let mut done = Vec::new();
    for child in &discussion.children {
        let involved = store::involvement::of_child(permit, *child)?;
        for fact in store::strategy::counted(permit, *child, discussion.threshold_at)? {
            let Some(kind) = EarlyKind::from_code(&fact.kind) else { continue };
            if fact.happened > session.at {
                continue;
            }
            let team =
                involved.iter().filter(|one| one.holds_at(fact.happened)).find_map(|one| match &one.who {
                    Involved::Worker { team, .. } => Some(team.clone()),
                    Involved::Agency { .. } => None,
                });
            let (record, part, happened) = (fact.record, fact.part, fact.happened);
            done.push(Early { kind, record, part, happened, team, answer: None });
        }
    }
    Ok(discussion.noticed(done))
}
