//! When time alone next matters, for a child or for a prompt that waits.

use domain::id::Id;
use domain::person::Person;
use domain::watch::Prompt;
use jiff::Timestamp;

use crate::Store;
use crate::door::{Permit, WriteDoor};
use crate::engine::{Change, Query};
use crate::failure::Failure;
use crate::values;

crate::statements! {
    static PROMPTS_DUE: Query<(Id<Prompt>,)> = "select id as value from prompt where open = 1 and due <= $1 order by due, id limit 50";
    static CHILDREN_DUE: Query<(Id<Person>,)> = "select child as value from watch_due where due <= $1 order by due, child limit 50";
    static NEXT_PROMPT: Query<(Option<Timestamp>,)> = "select min(due) as value from prompt where open = 1";
    static NEXT_CHILD: Query<(Option<Timestamp>,)> = "select min(due) as value from watch_due";
    static FORGET_DUE: Change = "delete from watch_due where child = $1";
    static PUT_DUE: Change = "insert into watch_due (child, due) values ($1, $2) on conflict (child) do nothing";
}

/// Keeps when time alone next matters for a child; nothing takes it away.
///
/// # Errors
/// When the database fails.
pub fn look_again_at(door: &WriteDoor, child: Id<Person>, due: Option<Timestamp>) -> Result<(), Failure> {
    door.tx().run(&FORGET_DUE, &values![child])?;
    match due {
        Some(due) => door.tx().run(&PUT_DUE, &values![child, due]).map(drop),
        None => Ok(()),
    }
}

/// Some of the open prompts whose time has gone by.
///
/// # Errors
/// When the database fails.
pub fn prompts_due(permit: &Permit<'_>) -> Result<Vec<Id<Prompt>>, Failure> {
    Ok(permit.tx().all(&PROMPTS_DUE, &values![permit.at()])?.into_iter().map(|(id,)| id).collect())
}

/// Some of the children for whom time alone matters by now.
///
/// # Errors
/// When the database fails.
pub fn children_due(permit: &Permit<'_>) -> Result<Vec<Id<Person>>, Failure> {
    Ok(permit.tx().all(&CHILDREN_DUE, &values![permit.at()])?.into_iter().map(|(id,)| id).collect())
}

impl Store {
    /// When time alone next matters for anybody, so that the worker knows whether there is anything to look at. It says nothing of whom.
    ///
    /// # Errors
    /// When the database fails.
    pub fn next_watch_due(&self) -> Result<Option<Timestamp>, Failure> {
        self.look(|tx| {
            let (prompt,) = tx.one(&NEXT_PROMPT, &[])?;
            let (child,) = tx.one(&NEXT_CHILD, &[])?;
            Ok([prompt, child].into_iter().flatten().min())
        })
    }
}
