//! Who is told of a disagreement. A message holds its number and where to look, and nothing of the child.

use domain::calendar::Due;
use domain::disagreement::Disagreement;
use domain::id::Id;
use domain::notice::Notice;
use domain::staff::{Role, Staff};
use jiff::SignedDuration;
use store::{Stop, Version, WriteDoor, WritePermit, save};

use crate::outbox;
use crate::session::Session;

/// Has the machine look when the time of the stage has gone by.
pub(super) fn begun(
    session: &Session<'_>,
    door: &WriteDoor,
    disagreement: &Disagreement,
) -> Result<(), Stop> {
    let due = disagreement.stage().and_then(|stage| stage.clock.due).map(Due::instant);
    match due {
        Some(due) => {
            let after = due.saturating_add(SignedDuration::from_secs(1)).unwrap_or(due);
            outbox::climb_at(session, door, disagreement, after)
        }
        None => Ok(()),
    }
}

/// A worry of which the children are known: their workers are told. Of one that nobody has said the children of, the hub's managers are.
pub(super) fn new_worry(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    disagreement: &Disagreement,
) -> Result<(), Stop> {
    let words = format!(
        "Somebody disagrees with a decision: {}. Read it, and talk with them.",
        disagreement.reference
    );
    if disagreement.children.is_empty() {
        return outbox::alert(session, door, Role::MashManager, &words);
    }
    for child in &disagreement.children {
        for to in store::involvement::workers_now(permit, *child)?
            .into_iter()
            .filter(|worker| *worker != session.staff.id)
        {
            let notice = Notice {
                id: session.house.id(),
                to,
                child: *child,
                contact: None,
                words: words.clone(),
                sent_at: session.at,
                acknowledged_at: None,
            };
            save(permit, &notice, Version::NONE, "tell_worker", None)?;
            outbox::tell_colleague(session, door, to, &words)?;
        }
    }
    Ok(())
}

/// It went up: those who answer in the new stage are told, and whoever raised it.
pub(super) fn climbed(
    session: &Session<'_>,
    door: &WriteDoor,
    disagreement: &Disagreement,
) -> Result<(), Stop> {
    let ladder = &session.house.pack.disagreements;
    let stage = disagreement.stage().and_then(|stage| ladder.stage(&stage.code)).map(|(_, stage)| stage);
    if let Some(stage) = stage {
        let words = format!(
            "Disagreement {} went up. {}. Say who speaks for us.",
            disagreement.reference, stage.name
        );
        for role in stage.roles.iter().filter_map(|code| Role::from_code(code)) {
            outbox::alert(session, door, role, &words)?;
        }
    }
    raiser(session, door, disagreement, "went up to the next stage")
}

/// Whoever raised it is told, unless they did it themselves; and whoever speaks for them.
pub(super) fn raiser(
    session: &Session<'_>,
    door: &WriteDoor,
    disagreement: &Disagreement,
    what: &str,
) -> Result<(), Stop> {
    let words = format!("Disagreement {} {what}. Sign in to read it.", disagreement.reference);
    let theirs = disagreement.stages.iter().filter_map(|stage| stage.theirs_account);
    let mut told: Vec<Id<Staff>> = std::iter::once(disagreement.raised.by).chain(theirs).collect();
    told.sort();
    told.dedup();
    for staff in told.into_iter().filter(|staff| *staff != session.staff.id) {
        outbox::tell_colleague(session, door, staff, &words)?;
    }
    Ok(())
}

/// Those of ours who speak are told what somebody of an agency did.
pub(super) fn ours(
    session: &Session<'_>,
    door: &WriteDoor,
    disagreement: &Disagreement,
    what: &str,
) -> Result<(), Stop> {
    let words = format!("Disagreement {}: {what}.", disagreement.reference);
    if let Some(staff) = disagreement.stage().and_then(|stage| stage.ours) {
        outbox::tell_colleague(session, door, staff, &words)?;
    }
    Ok(())
}
