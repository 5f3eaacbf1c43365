//! The list of the whole record. The batch engine goes through everybody at once, so that names and homes are as rare as they are here and what each fact is worth
//! is learnt from the council's own records. That takes seconds in a large council; so it is made once for a state of the ledger and kept in memory, and each
//! server makes its own: nothing of it is stored, and nothing has to be told to another server.
//!
//! A small record is gone through again whenever anybody changed. A large one is gone through by the worker; who has changed since is compared again where it is shown.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use jiff::{SignedDuration, Timestamp};
use matching::batch::dedupe;
use store::doubles::{Everybody, changed_since, everybody, people};
use store::{Failure, Permit, Seq, Stop};

use crate::house::House;
use crate::session::Session;

/// Up to so many people the whole record is gone through while somebody waits: a tenth of a second.
const AT_ONCE: u64 = 500;
/// When one in so many has changed the list is made again.
const ONE_IN: u64 = 100;
/// And when anybody has, after so long.
const LONGEST_KEPT: SignedDuration = SignedDuration::from_hours(1);

/// The list that this process keeps.
pub(crate) struct Doubles {
    kept: Mutex<Option<Arc<Made>>>,
    at_once: u64,
}

impl Default for Doubles {
    fn default() -> Self {
        Doubles::going_through_at_once(AT_ONCE)
    }
}

/// The list, as it was made once.
#[derive(Debug)]
pub(super) struct Made {
    /// When.
    pub(super) at: Timestamp,
    /// Whoever has a later entry was compared in older words.
    pub(super) position: Seq,
    /// Records that are one person as far as the engine can tell, the likeliest first.
    pub(super) groups: Vec<Group>,
}

/// Records that are one person as far as the engine can tell.
#[derive(Debug)]
pub(super) struct Group {
    /// Every two of them, the likeliest first.
    pub(super) pairs: Vec<Joined>,
}

/// Two records of a group.
#[derive(Debug, Clone, Copy)]
pub(super) struct Joined {
    pub(super) one: Id<Person>,
    pub(super) other: Id<Person>,
    /// How much likelier one person is than two, in bits: by these two records alone. At 0 it is others between them that join them.
    pub(super) score: f32,
}

impl Joined {
    /// Whether the two look like one person without any third record.
    pub(super) fn is_by_itself(&self) -> bool {
        self.score > 0.0
    }
}

impl Group {
    /// Every record, once.
    pub(super) fn records(&self) -> Vec<Id<Person>> {
        let mut records: Vec<_> = self.pairs.iter().flat_map(|pair| [pair.one, pair.other]).collect();
        records.sort_unstable();
        records.dedup();
        records
    }
}

impl Doubles {
    /// A list that is made while somebody waits in a record of so many people or fewer.
    pub(crate) const fn going_through_at_once(people: u64) -> Self {
        Doubles { kept: Mutex::new(None), at_once: people }
    }

    fn kept(&self) -> Option<Arc<Made>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, made: Made) -> Arc<Made> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            // Somebody who began later was ready earlier.
            Some(later) if later.position > made.position => Arc::clone(later),
            _ => Arc::clone(kept.insert(Arc::new(made))),
        }
    }
}

/// The list as it is kept; in a small record as it is now. Nothing while a large record is being gone through for the first time.
pub(super) fn list(session: &Session<'_>, permit: &Permit<'_>) -> Result<Option<Arc<Made>>, Failure> {
    let doubles = &session.house.doubles;
    let kept = doubles.kept();
    if people(permit)? > doubles.at_once {
        return Ok(kept);
    }
    if let Some(kept) = kept
        && changed_since(permit, kept.position)? == 0
    {
        return Ok(Some(kept));
    }
    Ok(Some(doubles.keep(made(&everybody(permit)?, session.at))))
}

/// Goes through the whole record where enough has changed: a chore of the worker. Says whether it did.
///
/// # Errors
/// When the store fails.
pub fn look_through(house: &House) -> Result<bool, Stop> {
    let session = house.system();
    let found = session.read("look for records that may be one person", |door| {
        let permit = door.permit(Action::SeeWhoIsWho, Subject::House)?;
        if let Some(kept) = house.doubles.kept() {
            let changed = changed_since(&permit, kept.position)?;
            let enough = (people(&permit)? / ONE_IN).max(1);
            let is_old = session.at.duration_since(kept.at) >= LONGEST_KEPT;
            if changed == 0 || (changed < enough && !is_old) {
                return Ok(None);
            }
        }
        Ok(Some(everybody(&permit)?))
    })?;
    let Some(everybody) = found else { return Ok(false) };
    // Made after the reading has ended: nobody waits for its transaction.
    house.doubles.keep(made(&everybody, session.at));
    Ok(true)
}

fn made(everybody: &Everybody, at: Timestamp) -> Made {
    let found = dedupe(&everybody.described, &|_| ());
    let mut groups: BTreeMap<u32, Vec<Joined>> = BTreeMap::new();
    for pair in found.pairs {
        let (Some(one), Some(other), Some(cluster)) = (
            everybody.people.get(pair.one as usize),
            everybody.people.get(pair.other as usize),
            found.clusters.get(pair.one as usize),
        ) else {
            continue;
        };
        // A child's record and an adult's are never read as one.
        if one.standing == other.standing {
            let joined = Joined { one: one.id.min(other.id), other: one.id.max(other.id), score: pair.score };
            groups.entry(*cluster).or_default().push(joined);
        }
    }
    let mut groups: Vec<Group> = groups.into_values().map(|pairs| Group { pairs }).collect();
    for group in &mut groups {
        group.pairs.sort_by(|one, other| {
            other.score.total_cmp(&one.score).then((one.one, one.other).cmp(&(other.one, other.other)))
        });
    }
    groups.sort_by_key(|group| {
        let best = group.pairs.first();
        Reverse(best.map(|pair| ((pair.score * 1_000.0) as i64, Reverse(pair.one))))
    });
    Made { at, position: everybody.position, groups }
}
