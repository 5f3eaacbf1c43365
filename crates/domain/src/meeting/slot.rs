//! The times at which an agency can come to meetings. Waiting for somebody's diary is the commonest reason for a late meeting (domain.md 1.5), so
//! agencies say beforehand when they can; asking for a time at which nobody could is counted as demand that was not met.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The longest time that is published as one.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// A time at which an agency can come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The record's name.
    pub id: Id<Slot>,
    /// The agency.
    pub agency: String,
    /// Which of its organisations.
    pub organisation: String,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// Who published it.
    pub by: Id<Staff>,
    /// When it was published.
    pub at: Timestamp,
    /// When it was taken back.
    pub withdrawn: Option<Timestamp>,
}

/// A free time as it is asked for on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewSlot {
    /// The record's name.
    pub id: Id<Slot>,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

impl Slot {
    /// Publishes a free time of the publisher's own agency.
    ///
    /// # Errors
    /// When the publisher has no agency, or the time is over, too long, or ends before it begins.
    pub fn publish(new: NewSlot, by: &Staff, now: Timestamp) -> Result<Slot, Refusal> {
        let Some(agency) = by.agency.clone() else {
            return Err(Refusal::not_allowed("Free times are published by the agencies."));
        };
        let mut problems = Vec::new();
        if new.until <= now {
            problems.push(Problem::new("from", "This time is over. Publish a time to come."));
        }
        if new.until <= new.from {
            problems.push(Problem::new("until", "The time must end after it begins."));
        } else if new.from.duration_until(new.until) > LONGEST {
            problems.push(Problem::new("until", "Publish at most twelve hours at a time."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let (organisation, by) = (by.organisation.clone(), by.id);
        Ok(Slot {
            id: new.id,
            agency,
            organisation,
            from: new.from,
            until: new.until,
            by,
            at: now,
            withdrawn: None,
        })
    }

    /// Takes it back.
    ///
    /// # Errors
    /// When the person is of another organisation, or it was taken back already.
    pub fn taken_back(&self, by: &Staff, now: Timestamp) -> Result<Slot, Refusal> {
        if by.agency.as_deref() != Some(&self.agency) || by.organisation != self.organisation {
            return Err(Refusal::NotFound);
        }
        if self.withdrawn.is_some() {
            return Err(Refusal::NotNow("This time was taken back already.".into()));
        }
        Ok(Slot { withdrawn: Some(now), ..self.clone() })
    }

    /// Whether the whole of a meeting lies in it.
    pub fn holds(&self, starts: Timestamp, ends: Timestamp) -> bool {
        self.withdrawn.is_none() && self.from <= starts && ends <= self.until
    }
}

impl Record for Slot {
    const KIND: &'static str = "slot";

    fn id(&self) -> Id<Slot> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}

/// The times at which every one of these agencies can come, for so long: where one of each agency's free times overlap. In order, each once.
pub fn free_for_all(agencies: &[Vec<&Slot>], lasts: SignedDuration) -> Vec<(Timestamp, Timestamp)> {
    let Some((first, others)) = agencies.split_first() else { return Vec::new() };
    let mut free: Vec<(Timestamp, Timestamp)> =
        first.iter().filter(|slot| slot.withdrawn.is_none()).map(|slot| (slot.from, slot.until)).collect();
    for slots in others {
        let open = || slots.iter().filter(|slot| slot.withdrawn.is_none());
        let overlaps = free.iter().flat_map(|(from, until)| {
            open().map(move |slot| ((*from).max(slot.from), (*until).min(slot.until)))
        });
        free = overlaps.filter(|(from, until)| from < until).collect();
    }
    free.retain(|(from, until)| from.duration_until(*until) >= lasts);
    free.sort();
    free.dedup();
    free
}
