//! The watch over the council's own past, for whoever tunes its rules: what a set of rules would have asked, beside what happened. It changes nothing, and
//! names nobody: children stand in it by their ids.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::pack::Watch;
use domain::person::Person;
use domain::watch::{WouldAsk, replay as asked_by, together};
use jiff::Timestamp;
use store::Stop;

use crate::house::House;

/// How many children are gone through at a time.
const TOGETHER: u32 = 2_000;

/// What a replay shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Replayed {
    /// How many children there are.
    pub children: usize,
    /// What would have been asked, the earliest first.
    pub asks: Vec<WouldAsk>,
    /// When prompts were really put in that time.
    pub really_asked: usize,
}

/// Runs rules over the past from one moment until another. `tell` hears how many children were gone through.
///
/// # Errors
/// When the store fails.
pub fn replay(
    house: &House,
    watch: &Watch,
    (from, until): (Timestamp, Timestamp),
    tell: &mut dyn FnMut(usize),
) -> Result<Replayed, Stop> {
    let (mut replayed, mut asks) = (Replayed::default(), Vec::new());
    let mut households: BTreeMap<Id<Person>, BTreeSet<Id<Person>>> = BTreeMap::new();
    let mut after: Option<Id<Person>> = None;
    loop {
        let some = house.system().read("replay of the watch", |door| {
            let permit = door.permit(Action::ReplayWatch, Subject::House)?;
            let all = store::watch::children_after(&permit, after, TOGETHER)?;
            let Some(last) = all.last().copied() else { return Ok(all) };
            for child in store::watch::with_a_past(&permit, after, last, watch, from)? {
                let Some(history) = store::watch::history(&permit, child, watch, from)? else { continue };
                asks.extend(asked_by(watch, &history, from, until, &house.calendar));
                households.insert(child, history.household);
            }
            Ok(all)
        })?;
        let Some(last) = some.last().copied() else { break };
        after = Some(last);
        replayed.children += some.len();
        tell(replayed.children);
    }
    replayed.asks = together(asks, &households);
    let put = super::all_since(&house.system(), from)?;
    replayed.really_asked = put.iter().filter(|prompt| prompt.opened_at <= until).count();
    Ok(replayed)
}
