//! What the record held of each child at an entry of the ledger, for the lists that an inspector is given and for the Department's daily feed: read some children
//! at a time, in the order of their ids, so that a whole council needs little memory.

use std::collections::{BTreeMap, BTreeSet};

use domain::assessment::Assessment;
use domain::audit::Audit;
use domain::conference::Conference;
use domain::consent::Basis;
use domain::contact::Contact;
use domain::episode::Episode;
use domain::event::Event;
use domain::handover::NightNote;
use domain::id::{Any, Id};
use domain::involvement::Involvement;
use domain::mash::Request;
use domain::person::Person;
use domain::power::Power;
use domain::section47::{DirectWork, Section47};
use domain::strategy::Discussion;
use domain::voice::ChildVoice;

use crate::door::Permit;
use crate::engine::Query;
use crate::failure::Failure;
use crate::ledger::{Kept, Known, read_body};
use crate::read_as_one;
use crate::values;

/// How many children are read together.
const TOGETHER: usize = 50;

/// All that was held of one child.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The child.
    pub person: Person,
    /// Contacts about the child.
    pub contacts: Vec<Contact>,
    /// Episodes, oldest first.
    pub episodes: Vec<Episode>,
    /// Conferences.
    pub conferences: Vec<Conference>,
    /// Assessments.
    pub assessments: Vec<Assessment>,
    /// Section 47 enquiries.
    pub enquiries: Vec<Section47>,
    /// Who was involved, oldest first.
    pub involvements: Vec<Involvement>,
    /// Powers and orders.
    pub powers: Vec<Power>,
    /// Days on which the child was listened to.
    pub voices: Vec<ChildVoice>,
    /// Direct work.
    pub direct_work: Vec<DirectWork>,
    /// Strategy discussions.
    pub discussions: Vec<Discussion>,
    /// What the night recorded.
    pub night_notes: Vec<NightNote>,
    /// Significant events.
    pub events: Vec<Event>,
    /// What agencies were asked by the hub.
    pub requests: Vec<Request>,
    /// Agreements, and decisions to go on without one.
    pub bases: Vec<Basis>,
    /// Audits of decisions.
    pub audits: Vec<Audit>,
}

crate::row! {
    pub(crate) struct Body {
        child: Id<Person>,
        kind: String,
        body: Option<String>,
    }
}

crate::row! {
    pub(crate) struct Closed {
        child: Id<Person>,
        ring: String,
    }
}

crate::statements! {
    // Everybody about whom something of the lists was on record by then.
    static CHILDREN: Query<(Id<Person>,)> = "select distinct named.child as value from ledger entry
        join ledger_child named on named.seq = entry.seq
        where entry.kind in ('episode', 'contact', 'strategy_discussion', 'night_note', 'event') and entry.seq <= $1 order by value";
    // The latest version known then of each record that the lists read, where it still names the child.
    static THEN: Query<Body> = "select named.child, entry.kind, entry.body
        from ledger_child named join ledger entry on entry.seq = named.seq
        where named.child >= $1 and named.child <= $2 and named.seq <= $3
        and entry.kind in ('person', 'contact', 'episode', 'conference', 'assessment', 'section47', 'involvement', 'power', 'child_voice',
            'direct_work', 'strategy_discussion', 'night_note', 'event', 'information_request', 'basis', 'audit') and not exists (
            select 1 from ledger later
            where later.kind = entry.kind and later.record = entry.record and later.version = entry.version + 1 and later.seq <= $3)
        order by named.child, entry.seq";
    // Records that are restricted today, for somebody outside their circle.
    static CLOSED: Query<Closed> = "select closed.id as child, closed.ring from person closed where closed.ring is not null
        and not exists (select 1 from person_circle inside where inside.id = closed.id and inside.staff = $1) order by closed.id";
}

/// Everybody about whom something of the lists was on record, in the order of their ids.
///
/// # Errors
/// When the database fails.
pub fn children(permit: &Permit<'_>, known: Known) -> Result<Vec<Id<Person>>, Failure> {
    let one = read_as_one::everybody(permit, known)?;
    let children = permit.tx().all(&CHILDREN, &[known.last()])?;
    let once: BTreeSet<Id<Person>> = children.into_iter().map(|(child,)| one.stands(child)).collect();
    Ok(once.into_iter().collect())
}

/// Children whose record is restricted today and whose circle the viewer is not in, each with whom to ring.
///
/// # Errors
/// When the database fails.
pub fn closed_to(permit: &Permit<'_>) -> Result<BTreeMap<Id<Person>, String>, Failure> {
    let closed = permit.tx().all(&CLOSED, &values![permit.actor().staff])?;
    let mut rings = BTreeMap::new();
    for Closed { child, ring } in closed {
        // One restricted record closes every record that is read as one with it.
        for record in read_as_one::of(permit, child, Known::Now)?.all {
            rings.entry(record).or_insert_with(|| ring.clone());
        }
    }
    Ok(rings)
}

/// Reads what was held of children and hands each on, in the order in which they are given, which is that of their ids. One of whom no person was on record is
/// passed over.
///
/// # Errors
/// When the database fails, or what `tell` fails with.
pub fn each<E: From<Failure>>(
    permit: &Permit<'_>,
    children: &[Id<Person>],
    known: Known,
    tell: &mut dyn FnMut(Told) -> Result<(), E>,
) -> Result<(), E> {
    let one = read_as_one::everybody(permit, known)?;
    for some in children.chunks(TOGETHER) {
        let (Some(first), Some(last)) = (some.first(), some.last()) else { continue };
        let wanted: BTreeSet<&Id<Person>> = some.iter().collect();
        let mut gathered: BTreeMap<Id<Person>, Vec<Body>> = BTreeMap::new();
        let mut range = values![*first, *last];
        range.push(known.last());
        for body in permit.tx().all(&THEN, &range)? {
            if wanted.contains(&body.child) {
                gathered.entry(body.child).or_default().push(body);
            }
        }
        for (child, mut bodies) in gathered {
            let joined = one.joined(child);
            if !joined.is_empty() {
                bodies = together(permit, child, bodies, joined, known)?;
            }
            if let Some(told) = told(child, &bodies)? {
                tell(told)?;
            }
        }
    }
    Ok(())
}

/// What was held of a child in every record that is read as one with theirs.
fn together(
    permit: &Permit<'_>,
    child: Id<Person>,
    own: Vec<Body>,
    joined: &[Id<Person>],
    known: Known,
) -> Result<Vec<Body>, Failure> {
    let others: Vec<Id<Any>> = joined.iter().map(|other| other.any()).collect();
    let mut bodies = own;
    for other in joined {
        let mut values = values![*other, *other];
        values.push(known.last());
        bodies.extend(permit.tx().all(&THEN, &values)?);
    }
    let mut seen = BTreeSet::new();
    bodies.retain(|body| body.body.as_ref().is_none_or(|body| seen.insert(body.clone())));
    for body in &mut bodies {
        body.body = body.body.take().map(|text| read_as_one::named(&text, &body.kind, child, &others));
    }
    Ok(bodies)
}

fn told(child: Id<Person>, bodies: &[Body]) -> Result<Option<Told>, Failure> {
    let people: Vec<Person> = of(bodies)?;
    // Somebody whose file was taken back is in no list and in no return.
    let here = |person: &&Person| person.id == child && !person.taken_back;
    let Some(stands) = people.iter().find(here).cloned() else { return Ok(None) };
    let mut group = people;
    group.sort_by_key(|person| person.id != child);
    let person = stands.as_one(&group);
    let mut told = Told {
        person,
        contacts: of(bodies)?,
        episodes: of(bodies)?,
        conferences: of(bodies)?,
        assessments: of(bodies)?,
        enquiries: of(bodies)?,
        involvements: of(bodies)?,
        powers: of(bodies)?,
        voices: of(bodies)?,
        direct_work: of(bodies)?,
        discussions: of(bodies)?,
        night_notes: of(bodies)?,
        events: of(bodies)?,
        requests: of(bodies)?,
        bases: of(bodies)?,
        audits: of(bodies)?,
    };
    // What a file brought that was taken back since is no episode of anybody.
    told.episodes.retain(|episode| !episode.taken_back);
    told.episodes.sort_by_key(|episode| (episode.referral_date, episode.id));
    told.involvements.sort_by_key(|involvement| (involvement.from, involvement.id));
    Ok(Some(told))
}

fn of<R: Kept>(bodies: &[Body]) -> Result<Vec<R>, Failure> {
    let here = bodies.iter().filter(|body| body.kind == R::KIND);
    here.filter_map(|body| body.body.as_deref()).map(read_body).collect()
}
