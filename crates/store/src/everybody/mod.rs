//! Everybody on the record in memory, so that whoever is described is found at once by the little that is known of them.
//!
//! What stands here is a projection of the ledger like any other table, but kept in memory and not on the disk: it is made from the people as they stand, it is
//! made to follow every entry that lasts, whoever wrote it and in which process, and it can be thrown away and made again. Before a question is answered, the
//! ledger's head is compared with the entry that was followed last; what was written since is read first. **No answer is older than the question.**
//!
//! Entries come to last in the order of their numbers, on both engines: a writer holds the ledger's head from the beginning to the end of its transaction, so
//! there is never a number that lasts before a lower one does. Whoever has followed up to an entry has missed nothing.
//!
//! What a session writes and does not last yet is no part of it, for it may be undone; such a session's own people stand beside it in [`written`].
//!
//! **Whoever is here was found, and nothing more**: only ids go out, and what is shown of anybody takes the door's permit. Of a restricted record only what
//! stands on it is here, and not the people around it; and nobody who is restricted stands among the people around another.

mod follow;
mod reach;
pub(crate) mod read;
mod written;

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};

use domain::id::Id;
use domain::person::Person;
use matching::index::{Index, Number};
use matching::{Description, Experience};

use crate::Store;
use crate::door::Permit;
use crate::engine::{Statement, Transaction};
use crate::failure::Failure;
use crate::ledger::{Seq, head_seq};
pub use read::with_relatives;
pub(crate) use written::Written;

/// The most people who are not restricted that one question finds, and the most who are. None of the one takes the place of any of the other.
const MOST_OPEN: usize = 40;
const MOST_RESTRICTED: usize = 20;
/// The most people that are found where nobody looks on.
const MOST_OF_ALL: usize = 60;
/// When more than so many, and so many in a hundred, were changed since everybody was put in their places, it is done again.
const CHANGES: usize = 1_000;
const CHANGES_IN_A_HUNDRED: usize = 3;

/// The statements of these files, for the register.
pub(crate) static ALL_STATEMENTS: &[&[&dyn Statement]] = &[follow::STATEMENTS, read::STATEMENTS];

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 2] {
    [&*read::AROUND, &*reach::WITHIN]
}

/// Everybody, once somebody has asked.
#[derive(Default)]
pub(crate) struct Everybody {
    held: RwLock<Option<Held>>,
    is_being_ordered: AtomicBool,
}

/// Everybody as of an entry of the ledger.
struct Held {
    seq: Seq,
    index: Index,
    restricted: HashSet<Number>,
    /// What was entered since the index was copied to be put in order. Nothing when it is not.
    meanwhile: Option<Vec<(Number, Option<Entered>)>>,
}

/// A person as they are entered.
#[derive(Debug, Clone)]
pub(crate) struct Entered {
    pub(crate) description: Description,
    /// Whether the record, or another that is read as one with it, is restricted.
    is_restricted: bool,
}

/// How many people are in memory, and in how much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// People.
    pub people: usize,
    /// Bytes, about.
    pub bytes: usize,
}

/// Who on the record may be the one described, as far as the viewer may learn that they are there: first those whose records are open, then those that are
/// restricted, each the likeliest first. Whether they may be shown, or whom to ring, the door says.
///
/// # Errors
/// When the database fails.
pub fn candidates(permit: &Permit<'_>, question: &Description) -> Result<Vec<Id<Person>>, Failure> {
    let within = reach::within(permit)?;
    let reached = |number: Number| within.as_ref().is_none_or(|within| within.contains(&number));
    asked(permit, &|held, written| {
        let is_restricted =
            |number| written.is_restricted(number).unwrap_or(held.restricted.contains(&number));
        let open = |number| reached(number) && !is_restricted(number);
        let restricted = |number| reached(number) && is_restricted(number);
        let mut found = likeliest(held, written, question, MOST_OPEN, &open);
        found.extend(likeliest(held, written, question, MOST_RESTRICTED, &restricted));
        found
    })
}

/// Everybody on the record who may be the one described, the likeliest first: who is meant by a file does not depend on who decides it. What of them may be
/// shown is asked afterwards.
///
/// # Errors
/// When the database fails.
pub fn anybody_like(permit: &Permit<'_>, question: &Description) -> Result<Vec<Id<Person>>, Failure> {
    asked(permit, &|held, written| likeliest(held, written, question, MOST_OF_ALL, &|_| true))
}

/// The likeliest of those who last and were not changed in this session, and of those who were.
fn likeliest(
    held: &Held,
    written: &Written,
    question: &Description,
    most: usize,
    may_be_found: &dyn Fn(Number) -> bool,
) -> Vec<Id<Person>> {
    let lasting = |number| !written.is_changed(number) && may_be_found(number);
    let mut hits = held.index.search_among(question, most, &lasting);
    if let Some(index) = written.index() {
        hits.extend(index.search_among(question, most, may_be_found));
        hits.sort_by(|one, other| other.bits.total_cmp(&one.bits).then(one.number.cmp(&other.number)));
    }
    // Whoever nothing speaks for is nobody's answer.
    hits.into_iter().filter(|hit| hit.bits > 0.0).map(|hit| Id::from_bits(hit.number)).collect()
}

/// Asks everybody as of the last entry that lasts, beside what this session has written.
fn asked<T>(permit: &Permit<'_>, ask: &dyn Fn(&Held, &Written) -> T) -> Result<T, Failure> {
    let (store, tx) = (permit.store(), permit.tx());
    let everybody = store.everybody();
    let Some(began) = permit.began() else {
        return everybody.ask(tx, head_seq(tx)?, &|held| ask(held, &Written::default()));
    };
    let mut written = permit.written().borrow_mut();
    written.follow(tx, began)?;
    if let Some(answer) = everybody.ask_at(began, &|held| ask(held, &written)) {
        return Ok(answer);
    }
    // What lasts is read by a session of its own: this one sees what it has written.
    store.look(|lasting| everybody.ask(lasting, began, &|held| ask(held, &written)))
}

impl Everybody {
    /// Asks everybody, if all up to an entry was followed already.
    fn ask_at<T>(&self, head: Seq, ask: &dyn Fn(&Held) -> T) -> Option<T> {
        // After a panic nobody knows what is here: it is made again.
        let held = self.held.read().ok()?;
        held.as_ref().filter(|held| held.seq >= head).map(ask)
    }

    /// Asks everybody, after what was written up to an entry was followed. The transaction sees nothing but what lasts.
    fn ask<T>(self: &Arc<Self>, tx: &Transaction, head: Seq, ask: &dyn Fn(&Held) -> T) -> Result<T, Failure> {
        if let Some(answer) = self.ask_at(head, ask) {
            return Ok(answer);
        }
        let mut standing = self.write();
        let held = match standing.take() {
            None => Held::of(tx)?,
            Some(held) if held.seq >= head => held,
            Some(mut held) => match held.follow(tx, head) {
                Ok(true) => held,
                // So much was written that all of it is read sooner than what changed.
                Ok(false) => {
                    drop(held);
                    Held::of(tx)?
                }
                // What was entered of it is entered again by whoever asks next.
                Err(failure) => {
                    *standing = Some(held);
                    return Err(failure);
                }
            },
        };
        let is_time = held.meanwhile.is_none() && held.is_out_of_order();
        let answer = ask(&held);
        *standing = Some(held);
        drop(standing);
        if is_time {
            self.put_in_order_beside();
        }
        Ok(answer)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Option<Held>> {
        self.held.write().unwrap_or_else(|poisoned| {
            let mut standing = PoisonError::into_inner(poisoned);
            *standing = None;
            self.held.clear_poison();
            standing
        })
    }

    /// Puts everybody in their places on a thread of its own, while questions are answered as before.
    fn put_in_order_beside(self: &Arc<Self>) {
        let everybody = Arc::clone(self);
        let thread = std::thread::Builder::new().name("everybody".to_owned());
        if let Err(error) = thread.spawn(move || everybody.put_in_order()) {
            tracing::warn!(%error, "the people in memory could not be put in order: answers are right, and slower");
        }
    }

    /// Puts everybody in their places. What is entered meanwhile is entered in both.
    fn put_in_order(&self) {
        if self.is_being_ordered.swap(true, Ordering::AcqRel) {
            return;
        }
        let copy = self.write().as_mut().map(|held| {
            held.meanwhile = Some(Vec::new());
            held.index.clone()
        });
        if let Some(copy) = copy {
            let mut index = copy.rebuilt();
            drop(copy);
            let mut standing = self.write();
            // Everybody may have been read anew meanwhile: then nothing was noted, and nothing is to be done.
            if let Some(held) = standing.as_mut()
                && let Some(meanwhile) = held.meanwhile.take()
            {
                for (number, entered) in meanwhile {
                    match entered {
                        Some(entered) => index.put(number, &entered.description),
                        None => drop(index.remove(number)),
                    }
                }
                held.index = index;
            }
        }
        self.is_being_ordered.store(false, Ordering::Release);
    }
}

impl Held {
    /// Everybody as they stand.
    fn of(tx: &Transaction) -> Result<Held, Failure> {
        // Asked for first: whoever is entered while the people are read is entered again, and none is missed.
        let seq = head_seq(tx)?;
        let people = read::everybody(tx)?;
        let restricted = people.iter().filter(|known| known.entered.is_restricted);
        let restricted = restricted.map(|known| known.id.bits()).collect();
        let people = people.into_iter().map(|known| (known.id.bits(), known.entered.description));
        let index = Index::build(people, Experience::usual().clone());
        Ok(Held { seq, index, restricted, meanwhile: None })
    }

    /// Enters what was written up to an entry. False when it is so much that everybody is read sooner: nothing is entered then.
    fn follow(&mut self, tx: &Transaction, head: Seq) -> Result<bool, Failure> {
        let most = CHANGES + self.index.len() / 10;
        let Some(changed) = follow::changed(tx, self.seq, most)? else { return Ok(false) };
        for person in changed {
            self.enter(person.bits(), read::one(tx, person)?);
        }
        self.seq = head;
        Ok(true)
    }

    fn enter(&mut self, number: Number, entered: Option<Entered>) {
        match &entered {
            Some(entered) => self.index.put(number, &entered.description),
            None => drop(self.index.remove(number)),
        }
        match entered.as_ref().is_some_and(|entered| entered.is_restricted) {
            true => self.restricted.insert(number),
            false => self.restricted.remove(&number),
        };
        if let Some(meanwhile) = &mut self.meanwhile {
            meanwhile.push((number, entered));
        }
    }

    fn is_out_of_order(&self) -> bool {
        let changes = self.index.changes();
        changes > CHANGES && changes * 100 > self.index.len() * CHANGES_IN_A_HUNDRED
    }
}

impl Store {
    /// Reads everybody into memory, or what was written since: a server does it before it answers, and now and then, so that no question waits for it. It is no
    /// reading of anybody's record: nothing of it is shown to anybody.
    ///
    /// # Errors
    /// When the database fails.
    pub fn know_everybody(&self) -> Result<Size, Failure> {
        self.look(|tx| {
            let size = |held: &Held| Size { people: held.index.len(), bytes: held.index.bytes() };
            self.everybody().ask(tx, head_seq(tx)?, &size)
        })
    }

    /// Puts the people in memory in their places. It comes by itself, on a thread of its own, when many were changed; nothing but the time of answers tells.
    pub fn put_everybody_in_order(&self) {
        self.everybody().put_in_order();
    }
}
