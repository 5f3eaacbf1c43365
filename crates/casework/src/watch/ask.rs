//! Whom a prompt is asked of: the manager of the child's team, at the front door the MASH manager, by night the night manager as well; rung by rung
//! whoever the ladder names. Nobody is asked who may not open it.

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::handover::Night;
use domain::id::Id;
use domain::notice::Notice;
use domain::staff::{Role, Staff};
use domain::watch::Prompt;
use store::{Stop, Version, WriteDoor, WritePermit, load, save};

use super::look::WATCH;
use crate::outbox;
use crate::session::Session;

/// The managers who are asked first.
pub(super) fn who_is_asked(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    prompt: &Prompt,
) -> Result<BTreeSet<Id<Staff>>, Stop> {
    let house = session.house;
    let asks = &house.pack.watch.asks;
    let mut asked = BTreeSet::new();
    if let (Some(team), Some(role)) = (&prompt.team, Role::from_code(&asks.team)) {
        asked.extend(store::watch::managers_of(permit, role, team)?);
    }
    // A team without a manager, or whose manager may not open it: the front door's, then the service manager's.
    keep_who_may(session, door, permit, prompt, &mut asked)?;
    if asked.is_empty() {
        asked = holders(session, door, permit, prompt, &asks.front_door)?;
    }
    if asked.is_empty() {
        asked = holders(session, door, permit, prompt, Role::ServiceManager.code())?;
    }
    if Night::is_now(session.at, &house.calendar, &house.pack.handover) {
        asked.extend(holders(session, door, permit, prompt, &asks.night)?);
    }
    Ok(asked)
}

/// Those who hold a role and may open the prompt.
pub(super) fn holders(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    prompt: &Prompt,
    role: &str,
) -> Result<BTreeSet<Id<Staff>>, Stop> {
    let Some(role) = Role::from_code(role) else { return Ok(BTreeSet::new()) };
    let mut holders: BTreeSet<Id<Staff>> = store::staff::holders(permit, role)?.into_iter().collect();
    keep_who_may(session, door, permit, prompt, &mut holders)?;
    Ok(holders)
}

fn keep_who_may(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    prompt: &Prompt,
    asked: &mut BTreeSet<Id<Staff>>,
) -> Result<(), Stop> {
    for id in std::mem::take(asked) {
        let Some(staff) = load::<Staff>(permit, id)? else { continue };
        let actor = session.house.session(staff.record).actor;
        for child in &prompt.children {
            if door.would_permit_to(&actor, Action::AnswerPrompt, Subject::Child(*child))? {
                asked.insert(id);
                break;
            }
        }
    }
    Ok(())
}

/// Asks them: a notice on each one's own page and a message that names nobody.
pub(super) fn told(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    prompt: Prompt,
    asked: &BTreeSet<Id<Staff>>,
) -> Result<Prompt, Stop> {
    let watch = &session.house.pack.watch;
    let by =
        prompt.due.map_or_else(String::new, |due| format!(" Answer by {}.", london::moment_in_words(due)));
    let rules: BTreeSet<&str> = prompt
        .trips
        .iter()
        .filter_map(|trip| watch.rule(&trip.rule))
        .map(|rule| rule.name.as_str())
        .collect();
    let rules = rules.into_iter().collect::<Vec<_>>().join("; ");
    let Some(child) = prompt.children.first() else { return Ok(prompt) };
    for staff in asked {
        let notice = Notice {
            id: session.house.id(),
            to: *staff,
            child: *child,
            contact: None,
            words: format!("Consider a strategy discussion: {rules}.{by}"),
            sent_at: session.at,
            acknowledged_at: None,
        };
        save(permit, &notice, Version::NONE, WATCH, None)?;
        let words =
            format!("A prompt of the escalation watch waits for your answer.{by} See Watch in Frontdoor.");
        outbox::tell_colleague(session, door, *staff, &words)?;
    }
    let told = prompt.told.union(asked).copied().collect();
    Ok(Prompt { told, ..prompt })
}
