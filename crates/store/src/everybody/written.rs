//! The people that one session has written and that do not last yet: a row of a file brings a child, and the next row must find the child.

use std::collections::HashSet;

use domain::id::Id;
use domain::person::Person;
use matching::Experience;
use matching::index::{Index, Number};

use super::{follow, read};
use crate::engine::Transaction;
use crate::failure::Failure;
use crate::ledger::{Seq, last_seq};

/// What one session has written of people.
#[derive(Default)]
pub(crate) struct Written {
    upto: Option<Seq>,
    index: Option<Index>,
    changed: HashSet<Number>,
    restricted: HashSet<Number>,
}

impl Written {
    /// Follows what the session, which began after an entry, has written so far.
    pub(super) fn follow(&mut self, tx: &Transaction, began: Seq) -> Result<(), Failure> {
        let after = self.upto.unwrap_or(began);
        let last = last_seq(tx)?;
        if last <= after {
            return Ok(());
        }
        // All of it, however much it is: there is nowhere else to read it.
        for person in follow::changed(tx, after, i32::MAX as usize)?.unwrap_or_default() {
            self.enter(tx, person)?;
        }
        self.upto = Some(last);
        Ok(())
    }

    fn enter(&mut self, tx: &Transaction, person: Id<Person>) -> Result<(), Failure> {
        let number = person.bits();
        self.changed.insert(number);
        self.restricted.remove(&number);
        let index =
            self.index.get_or_insert_with(|| Index::build(std::iter::empty(), Experience::usual().clone()));
        match read::one(tx, person)? {
            Some(entered) => {
                index.put(number, &entered.description);
                if entered.is_restricted {
                    self.restricted.insert(number);
                }
            }
            None => drop(index.remove(number)),
        }
        Ok(())
    }

    /// Whether somebody was written, or somebody around them.
    pub(super) fn is_changed(&self, number: Number) -> bool {
        self.changed.contains(&number)
    }

    /// Whether somebody who was written is restricted now.
    pub(super) fn is_restricted(&self, number: Number) -> Option<bool> {
        self.is_changed(number).then(|| self.restricted.contains(&number))
    }

    pub(super) const fn index(&self) -> Option<&Index> {
        self.index.as_ref()
    }
}
