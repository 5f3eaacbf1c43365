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
use domain::person::department::returned_identifier;
use domain::staff::Staff;
use jiff::ToSpan;
use jiff::civil::Date;
use returns::Held;
use returns::csc_api::{Acknowledged, Child, Delta, OnRecord, child, deltas};
use store::census::{Span, Whose};
use store::inspection::{Told, each};
use store::{Known, Permit, Stop};

use crate::made_file::held;
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

/// Makes the feed, and what of it differs from what was acknowledged. A record that is not to stand with the Department is not in it.
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
        let behind = store::daily_feed::behind_another(&permit)?;
        let mut nodes = Vec::new();
        let mut standing = OnRecord::new();
        each(&permit, &cohort, Known::Now, &mut |told| -> Result<(), Stop> {
            if told.person.not_to_stand.is_some() {
                return Ok(());
            }
            permit.shown(told.person.id);
            let identifier = identifier(&told.person, &behind);
            let episodes = told.episodes.iter().map(|episode| episode.id.to_string());
            standing.entry(identifier.clone()).or_default().extend(episodes);
            nodes.push(node(&permit, &told, &identifier, (from, on)));
            Ok(())
        })?;
        grown_out(&permit, acknowledged, &behind, &mut standing)?;
        let deltas = deltas(&nodes, acknowledged, &standing);
        Ok(Feed { nodes, deltas })
    })
}

/// The identifier that a child goes out under. Where another child came with the same, it goes out for the one whose record was made first.
pub(crate) fn identifier(person: &Person, behind: &BTreeSet<Id<Person>>) -> String {
    if behind.contains(&person.id) { person.made_identifier() } else { person.returned_identifier() }
}

/// Adds what stands on record of those who were acknowledged and are in the cohort no more. Their support ended long ago, and what the Department holds of them is
/// right. Whoever is not on record under the identifier any more is purged.
fn grown_out(
    permit: &Permit<'_>,
    acknowledged: &BTreeMap<String, Acknowledged>,
    behind: &BTreeSet<Id<Person>>,
    standing: &mut OnRecord,
) -> Result<(), Stop> {
    let gone: BTreeSet<String> =
        acknowledged.keys().filter(|id| !standing.contains_key(*id)).cloned().collect();
    if gone.is_empty() {
        return Ok(());
    }
    for one in store::daily_feed::on_record(permit)? {
        let came_with = one.local_identifier.as_deref().filter(|_| !behind.contains(&one.child));
        let identifier = returned_identifier(one.child, came_with);
        if gone.contains(&identifier) {
            standing.entry(identifier).or_default().insert(one.episode.to_string());
        }
    }
    Ok(())
}

fn node(permit: &Permit<'_>, told: &Told, identifier: &str, (from, on): (Date, Date)) -> Child {
    let counts = |episode: &&Episode| {
        let over = episode.closed_on.is_some_and(|closed| closed < from);
        !over && (!episode.no_further_action || episode.referral_date >= from)
    };
    let episodes: Vec<Episode> = told.episodes.iter().filter(counts).cloned().collect();
    let lines = told.person.address_on(on).and_then(|address| {
        let open = (!address.is_protected()).then(|| address.lines.open(permit.unsealing()))?;
        open?.postcode.as_ref()
    });
    let worker = |staff: Id<Staff>| Some(staff.spoken(WORKER));
    let postcode = lines.map(domain::person::postcode::Postcode::typed);
    let asked = returns::csc_api::Asked { postcode, worker: &worker, on };
    child(Held { episodes: &episodes, ..held(told, identifier) }, asked)
}
