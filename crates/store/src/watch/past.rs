//! One child's past for the watch, for trying rules on what has happened.

use domain::id::Id;
use domain::pack::{Around, Watch};
use domain::person::Person;
use domain::watch::{History, Prompt, is_discussion};
use jiff::Timestamp;

use super::around::{ABOUT, HELD, facts_around, household, oldest};
use super::prompt::of_child;
use crate::door::Permit;
use crate::failure::Failure;
use crate::ledger::load;
use crate::values;

/// One child's past for the watch, from so long before a moment as any rule looks back; nothing when the record has no such child.
///
/// # Errors
/// When the database fails.
pub fn history(
    permit: &Permit<'_>,
    child: Id<Person>,
    watch: &Watch,
    from: Timestamp,
) -> Result<Option<History>, Failure> {
    let (tx, at) = (permit.tx(), permit.at());
    if tx.maybe(&ABOUT, &values![child])?.is_none_or(|about| about.standing != "child") {
        return Ok(None);
    }
    let held = tx.all(&HELD, &values![child])?;
    let household = household(tx, child, watch, at)?;
    let facts = facts_around(tx, child, &household, watch, (oldest(watch, from), at))?;
    let discussions = facts.iter().filter(|told| told.near == Around::Child && is_discussion(&told.fact));
    let discussed = discussions.map(|told| told.fact.happened).collect();
    let mut history = History {
        child,
        held: held.iter().map(|held| (held.since, held.until)).collect(),
        facts,
        answered: Vec::new(),
        asked: Vec::new(),
        discussed,
        team: held.iter().rev().find_map(|held| held.team.clone()),
        household,
    };
    for id in of_child(permit, child)? {
        let Some(prompt) = load::<Prompt>(permit, id)?.map(|known| known.record) else { continue };
        history.asked.push(prompt.opened_at);
        let own = prompt.trips.iter().filter(|trip| trip.child == child);
        history.answered.extend(own.filter_map(|trip| Some((trip.rule.clone(), trip.considered?))));
    }
    Ok(Some(history))
}
