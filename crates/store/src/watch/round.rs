//! Going through all the children of a council, some at a time.

use std::collections::BTreeSet;

use domain::id::Id;
use domain::pack::Watch;
use domain::person::Person;
use jiff::Timestamp;

use super::around::oldest;
use crate::door::Permit;
use crate::engine::Query;
use crate::failure::Failure;
use crate::values;

crate::statements! {
    static RANGE: Query<(Id<Person>,)> = "select id as value from person where id > $1 and standing = 'child' order by id limit $2";
    static FACTS_WITHIN: Query<(Id<Person>,)> = "select person as value from watch_fact
        where child = 1 and person > $1 and person <= $2 and happened > $3";
    static HELD_SINCE: Query<(Id<Person>,)> = "select distinct child as value from involvement
        where child > $1 and child <= $2 and staff is not null and (until is null or until > $3)";
    static HELD_WITHIN: Query<(Id<Person>,)> = "select distinct child as value from involvement
        where child > $1 and child <= $2 and staff is not null and since <= $3 and (until is null or until > $3)";
}

/// The children after one, in the order of their ids, so that all of them can be gone through some at a time.
///
/// # Errors
/// When the database fails.
pub fn children_after(
    permit: &Permit<'_>,
    after: Option<Id<Person>>,
    count: u32,
) -> Result<Vec<Id<Person>>, Failure> {
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    Ok(permit.tx().all(&RANGE, &values![after, u64::from(count)])?.into_iter().map(|(id,)| id).collect())
}

/// Those of the children after one and up to another about whom anything that matters is recorded in the watch's time, or whom somebody holds. One
/// pass over the tables, so that a whole council is gone through in little time.
///
/// # Errors
/// When the database fails.
pub fn worth_a_look(
    permit: &Permit<'_>,
    after: Option<Id<Person>>,
    until: Id<Person>,
    watch: &Watch,
) -> Result<BTreeSet<Id<Person>>, Failure> {
    let (tx, at) = (permit.tx(), permit.at());
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let oldest = oldest(watch, at);
    let mut found = BTreeSet::new();
    tx.each(&FACTS_WITHIN, &values![after.as_str(), until, oldest], |(child,)| {
        found.insert(child);
        Ok(())
    })?;
    let absences = watch.rules.iter().flat_map(|rule| &rule.conditions).any(|condition| condition.absent);
    if absences {
        tx.each(&HELD_WITHIN, &values![after.as_str(), until, at], |(child,)| {
            found.insert(child);
            Ok(())
        })?;
    }
    Ok(found)
}

/// Those of the children after one and up to another who have a past for the watch since a moment: something recorded, or somebody who held them.
///
/// # Errors
/// When the database fails.
pub fn with_a_past(
    permit: &Permit<'_>,
    after: Option<Id<Person>>,
    until: Id<Person>,
    watch: &Watch,
    from: Timestamp,
) -> Result<BTreeSet<Id<Person>>, Failure> {
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let told = permit.tx().all(&FACTS_WITHIN, &values![after.as_str(), until, oldest(watch, from)])?;
    let held = permit.tx().all(&HELD_SINCE, &values![after.as_str(), until, from])?;
    Ok(told.into_iter().chain(held).map(|(child,)| child).collect())
}
