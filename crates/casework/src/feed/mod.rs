//! The Department for Education's daily feed, from the record: each child of the cohort as a node of the official schema, and what differs from what the
//! Department acknowledged last.
//!
//! The cohort is every child with an episode of need, or a referral with no further action, that ran within the months of the pack. Restricted records are in it,
//! because the law asks for all; a protected address is not: the postcode is left out.

mod send;
mod state;

pub use send::{Department, NotCarried};
pub(crate) use send::{Done, Unsent, arrange, send};
pub use state::{Asked, Refused, Shown, State, Waits, send_now, state};

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::episode::Episode;
use domain::id::Id;
use domain::person::Person;
use domain::staff::Staff;
use jiff::ToSpan;
use jiff::civil::Date;
use returns::csc_api::{Acknowledged, Child, Delta, Held, child, deltas};
use store::census::{Span, Whose};
use store::inspection::{Told, each};
use store::{Known, Permit, Stop};

use crate::census::facts::local_identifier;
use crate::session::Session;

/// So many letters and figures name a worker who has no number of Social Work England on record.
const WORKER: u32 = 12;

/// The feed of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    /// Each child's whole node, in the order of the children's ids.
    pub nodes: Vec<Child>,
    /// What is to be sent.
    pub deltas: Vec<Delta>,
}

/// Makes the feed, and what of it differs from what was acknowledged.
///
/// # Errors
/// When the person may not make returns.
pub fn feed(session: &Session<'_>, acknowledged: &BTreeMap<String, Acknowledged>) -> Result<Feed, Stop> {
    session.read("the Department's daily feed", |door| {
        let permit = door.permit(Action::MakeReturn, Subject::House)?;
        let on = london::date_of(session.at);
        let months = i32::from(session.house.pack.returns.feed_months);
        let from = on.checked_sub(months.months()).unwrap_or(on);
        let counted =
            store::census::children(&permit, Span { from, until: on }, Known::Now, Whose::Everybody)?;
        let cohort: Vec<Id<Person>> = counted.iter().map(|counted| counted.child).collect();
        let mut nodes = Vec::new();
        each(&permit, &cohort, Known::Now, &mut |told| -> Result<(), Stop> {
            permit.shown(told.person.id);
            nodes.push(node(&permit, &told, (from, on)));
            Ok(())
        })?;
        let left = left(&permit, acknowledged, &nodes)?;
        let deltas = deltas(&nodes, acknowledged, &|id| left.contains(id));
        Ok(Feed { nodes, deltas })
    })
}

/// Those who were acknowledged, are in the cohort no more, and are still on record under the same identifier: their support ended long ago, and what the
/// Department holds of them is right. Whoever is not on record under it any more was merged, was the wrong child or was adopted, and is purged.
fn left(
    permit: &Permit<'_>,
    acknowledged: &BTreeMap<String, Acknowledged>,
    nodes: &[Child],
) -> Result<BTreeSet<String>, Stop> {
    let here: BTreeSet<&str> = nodes.iter().map(|node| node.la_child_id.as_str()).collect();
    let gone: BTreeSet<&str> =
        acknowledged.keys().map(String::as_str).filter(|id| !here.contains(id)).collect();
    let mut left = BTreeSet::new();
    if gone.is_empty() {
        return Ok(left);
    }
    let everybody = store::inspection::children(permit, Known::Now)?;
    each(permit, &everybody, Known::Now, &mut |told| -> Result<(), Stop> {
        let id = local_identifier(&told.person);
        let episodes = acknowledged.get(&id).map(|known| &known.parts);
        let still = |episodes: &BTreeMap<String, _>| {
            told.episodes.iter().any(|episode| episodes.contains_key(&episode.id.to_string()))
        };
        if gone.contains(id.as_str()) && episodes.is_some_and(still) {
            left.insert(id);
        }
        Ok(())
    })?;
    Ok(left)
}

fn node(permit: &Permit<'_>, told: &Told, (from, on): (Date, Date)) -> Child {
    let counts = |episode: &&Episode| {
        let over = episode.closed_on.is_some_and(|closed| closed < from);
        !over && (!episode.no_further_action || episode.referral_date >= from)
    };
    let episodes: Vec<Episode> = told.episodes.iter().filter(counts).cloned().collect();
    let lines = told.person.address_on(on).and_then(|address| {
        let open = (!address.is_protected()).then(|| address.lines.open(permit.unsealing()))?;
        open?.postcode.as_ref()
    });
    let identifier = local_identifier(&told.person);
    let worker = |staff: Id<Staff>| Some(staff.spoken(WORKER));
    child(&Held {
        person: &told.person,
        identifier: &identifier,
        postcode: lines.map(domain::person::postcode::Postcode::typed),
        episodes: &episodes,
        enquiries: &told.enquiries,
        involvements: &told.involvements,
        worker: &worker,
        on,
    })
}
