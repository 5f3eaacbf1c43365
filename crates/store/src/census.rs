//! What the record holds of the children whom a census is about: those with an episode of need, or a referral with no further action, in a time. Read a few
//! children at a time, in the order of their ids, so that a whole council's return needs little memory.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use domain::access::{Action, Layer, Role};
use domain::assessment::{Assessment, ReviewPoint};
use domain::conference::Conference;
use domain::episode::Episode;
use domain::id::{Any, Id};
use domain::person::Person;
use domain::record::Record;
use domain::staff::Staff;
use jiff::civil::Date;
use serde::Deserialize;

use crate::door::Permit;
use crate::engine::{Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{Known, read_body};
use crate::read_as_one::{self, Everybody};
use crate::values;
use crate::visible::{WAYS_OF_A_CHILD, child_parameters, child_visible, restricted};

/// How many children are read together.
const TOGETHER: usize = 100;
/// Up to this many children are read one by one: they stand scattered among the others.
const FEW: usize = 300;

/// A time, both days among it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Date,
}

/// Whose children are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's, restricted records among them: for a return, which must be whole.
    Everybody,
    /// Those whose record the viewer may read, and to be counted for some, every record that is not restricted.
    Viewer {
        /// Whether the viewer may count what they may not read.
        counts_all: bool,
    },
}

/// All that is held of one child that a census asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The child.
    pub person: Person,
    /// Every episode, those of other years among them, oldest first.
    pub episodes: Vec<Episode>,
    /// Conferences that were held.
    pub conferences: Vec<Conference>,
    /// Assessments' review points.
    pub reviews: Vec<Reviewed>,
}

/// The review points of an assessment.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Reviewed {
    /// The assessment.
    pub id: Id<Assessment>,
    /// Its review points, in the order in which they were set.
    pub reviews: Vec<ReviewPoint>,
}

crate::row! {
    /// Who works with a child.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Worker {
        /// The child.
        pub child: Id<Person>,
        /// The worker.
        pub staff: Id<Staff>,
        /// The team they do it in.
        pub team: String,
    }
}

crate::row! {
    pub(crate) struct Body {
        child: Id<Person>,
        kind: String,
        body: Option<String>,
    }
}

/// An episode that counts for a time: it ran on a day of it; or it is a referral of it with no further action.
const COUNTS: &str = "counted.referral_date <= $2 and (counted.closed_on is null or counted.closed_on >= $1) \
    and (counted.no_further_action = 0 or counted.referral_date >= $1)";

crate::statements! {
    static CHILDREN: Query<(Id<Person>,)> = "select distinct counted.child as value from episode counted
        where counted.referral_date <= $2 and (counted.closed_on is null or counted.closed_on >= $1)
        and (counted.no_further_action = 0 or counted.referral_date >= $1) order by value";
    static CHILDREN_THEN: Query<(Id<Person>,)> = "select distinct named.child as value from ledger entry
        join ledger_child named on named.seq = entry.seq where entry.kind = 'episode' and entry.seq <= $1 order by value";
    static PEOPLE: Query<Body> = "select person.id as child, entry.kind, entry.body from person join ledger entry on entry.seq = person.seq
        where person.id >= $1 and person.id <= $2 and exists (select 1 from episode counted where counted.child = person.id
            and counted.referral_date <= $4 and (counted.closed_on is null or counted.closed_on >= $3)
            and (counted.no_further_action = 0 or counted.referral_date >= $3))
        order by person.id";
    static EPISODES: Query<Body> = "select episode.child, entry.kind, entry.body from episode join ledger entry on entry.seq = episode.seq
        where episode.child >= $1 and episode.child <= $2 order by episode.child, episode.referral_date, episode.id";
    static CONFERENCES: Query<Body> = "select conference.child, entry.kind, entry.body from conference join ledger entry on entry.seq = conference.seq
        where conference.child >= $1 and conference.child <= $2 and conference.held_on is not null
        order by conference.child, conference.held_on, conference.id";
    static REVIEWS: Query<Body> = "select named.child, entry.kind, entry.body from assessment_child named
        join assessment on assessment.id = named.id join ledger entry on entry.seq = assessment.seq
        where named.child >= $1 and named.child <= $2 order by named.child, assessment.id";
    // The latest version known then of each record that a census reads.
    static THEN: Query<Body> = "select named.child, entry.kind, entry.body
        from ledger_child named join ledger entry on entry.seq = named.seq
        where named.child >= $1 and named.child <= $2 and named.seq <= $3
        and entry.kind in ('person', 'episode', 'conference', 'assessment') and not exists (
            select 1 from ledger later
            where later.kind = entry.kind and later.record = entry.record and later.version = entry.version + 1 and later.seq <= $3)
        order by named.child, entry.seq";
    static WORKERS: Query<Worker> = "select child, staff, team from involvement
        where child >= $1 and child <= $2 and since <= $3 and (until is null or until > $3) and staff is not null and team is not null
        order by child, since, id";
}

static VISIBLE: LazyLock<Query<Counted>> = LazyLock::new(|| {
    let visible = child_visible("counted.child", 3);
    let restricted = restricted("counted.child");
    let all = 3 + WAYS_OF_A_CHILD;
    let sql = format!(
        "select counted.child, cast(max(case when {visible} then 1 else 0 end) as bigint) as readable from episode counted \
         where {COUNTS} and ({visible} or (${all} = 1 and not {restricted})) \
         group by counted.child order by counted.child"
    );
    Query::composed("store::census::VISIBLE", sql)
});

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 1] {
    [&*VISIBLE]
}

crate::row! {
    /// A child of a census, and whether the viewer may read their record.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Counted {
        /// The child.
        pub child: Id<Person>,
        /// Whether the viewer may read the record, and not only count it.
        pub readable: bool,
    }
}

/// The children who count for a time, in the order of their ids.
///
/// # Errors
/// When the database fails.
pub fn children(
    permit: &Permit<'_>,
    span: Span,
    known: Known,
    whose: Whose,
) -> Result<Vec<Counted>, Failure> {
    let one = read_as_one::everybody(permit, known)?;
    let readable = |(child,)| Counted { child, readable: true };
    let everybody = match (whose, known) {
        (Whose::Everybody, Known::Now) => permit.tx().all(&CHILDREN, &values![span.from, span.until])?,
        (Whose::Everybody, Known::At(_)) => permit.tx().all(&CHILDREN_THEN, &[known.last()])?,
        (Whose::Viewer { counts_all }, _) => return Ok(once(visible(permit, span, counts_all)?, &one)),
    };
    Ok(once(everybody.into_iter().map(readable).collect(), &one))
}

/// Each child once, under the record that stands for them, in the order of the ids.
fn once(counted: Vec<Counted>, one: &Everybody) -> Vec<Counted> {
    let mut children: BTreeMap<Id<Person>, bool> = BTreeMap::new();
    for Counted { child, readable } in counted {
        *children.entry(one.stands(child)).or_default() |= readable;
    }
    children.into_iter().map(|(child, readable)| Counted { child, readable }).collect()
}

fn visible(permit: &Permit<'_>, span: Span, counts_all: bool) -> Result<Vec<Counted>, Failure> {
    let actor = permit.actor();
    let read = Action::ReadFile;
    let roles: Vec<Role> = actor.roles.iter().copied().filter(|role| read.is_for(*role)).collect();
    let mut values = values![span.from, span.until];
    values.extend(child_parameters(actor, &roles, permit.at(), Layer::Content));
    values.push(Value::from(counts_all));
    permit.tx().all(&VISIBLE, &values)
}

/// Reads what is held of children, in the order of their ids, and hands each on. Those of whom nothing is held are passed over.
///
/// # Errors
/// When the database fails, or what `tell` fails with.
pub fn each<E: From<Failure>>(
    permit: &Permit<'_>,
    children: &[Counted],
    span: Span,
    known: Known,
    tell: &mut dyn FnMut(&Counted, Told) -> Result<(), E>,
) -> Result<(), E> {
    let together = if children.len() <= FEW { 1 } else { TOGETHER };
    let one = read_as_one::everybody(permit, known)?;
    for some in children.chunks(together) {
        let (Some(first), Some(last)) = (some.first(), some.last()) else { continue };
        let mut told = read(permit, first.child, last.child, span, known)?.into_iter().peekable();
        for counted in some {
            while told.next_if(|next| next.person.id < counted.child).is_some() {}
            let joined = one.joined(counted.child);
            if !joined.is_empty() {
                if let Some(together) = read_together(permit, counted.child, joined, known)? {
                    tell(counted, together)?;
                }
                continue;
            }
            if let Some(next) = told.next_if(|next| next.person.id == counted.child) {
                tell(counted, next)?;
            }
        }
    }
    Ok(())
}

/// Who works with children now, in the order of the children's ids, and each child's longest worker first.
///
/// # Errors
/// When the database fails.
pub fn workers(permit: &Permit<'_>, children: &[Counted]) -> Result<Vec<Worker>, Failure> {
    let mut found = Vec::new();
    let together = if children.len() <= FEW { 1 } else { TOGETHER };
    for some in children.chunks(together) {
        let (Some(first), Some(last)) = (some.first(), some.last()) else { continue };
        found.extend(permit.tx().all(&WORKERS, &values![first.child, last.child, permit.at()])?);
    }
    let one = read_as_one::everybody(permit, Known::Now)?;
    found.retain(|worker| !one.is_joined(worker.child));
    for Counted { child, .. } in children {
        for joined in one.joined(*child) {
            let also = permit.tx().all(&WORKERS, &values![*joined, *joined, permit.at()])?;
            found.extend(also.into_iter().map(|worker| Worker { child: *child, ..worker }));
        }
    }
    found.sort_by_key(|worker| worker.child);
    Ok(found)
}

/// A child whose records are read as one: what each holds, under the record that stands.
fn read_together(
    permit: &Permit<'_>,
    child: Id<Person>,
    joined: &[Id<Person>],
    known: Known,
) -> Result<Option<Told>, Failure> {
    let others: Vec<Id<Any>> = joined.iter().map(|other| other.any()).collect();
    let mut gathered = Gathered::default();
    for record in std::iter::once(child).chain(joined.iter().copied()) {
        let mut values = values![record, record];
        values.push(known.last());
        for Body { kind, body, .. } in permit.tx().all(&THEN, &values)? {
            let body = body.map(|body| read_as_one::named(&body, &kind, child, &others));
            gathered.take(Body { child, kind, body })?;
        }
    }
    let group = std::mem::take(&mut gathered.people);
    let stands = group.iter().find(|person| person.id == child).cloned();
    gathered.people.extend(stands.map(|person| person.as_one(&group)));
    gathered.each_once();
    Ok(gathered.told().into_iter().next())
}

/// Children from one id to another, both among them.
fn read(
    permit: &Permit<'_>,
    first: Id<Person>,
    last: Id<Person>,
    span: Span,
    known: Known,
) -> Result<Vec<Told>, Failure> {
    let tx = permit.tx();
    let range = values![first, last];
    let mut gathered = Gathered::default();
    if let Known::At(seq) = known {
        for body in tx.all(&THEN, &values![first, last, seq])? {
            gathered.take(body)?;
        }
    } else {
        for body in tx.all(&PEOPLE, &values![first, last, span.from, span.until])? {
            gathered.take(body)?;
        }
        for query in [&EPISODES, &CONFERENCES, &REVIEWS] {
            for body in tx.all(query, &range)? {
                gathered.take(body)?;
            }
        }
    }
    Ok(gathered.told())
}

/// Bodies of several children, put together child by child.
#[derive(Default)]
struct Gathered {
    people: Vec<Person>,
    episodes: Vec<(Id<Person>, Episode)>,
    conferences: Vec<(Id<Person>, Conference)>,
    reviews: Vec<(Id<Person>, Reviewed)>,
}

impl Gathered {
    /// A record that names two records of one person was read from both.
    fn each_once(&mut self) {
        let mut seen = BTreeSet::new();
        self.episodes.retain(|(_, episode)| seen.insert(episode.id.any()));
        self.conferences.retain(|(_, conference)| seen.insert(conference.id.any()));
        self.reviews.retain(|(_, reviewed)| seen.insert(reviewed.id.any()));
    }

    fn take(&mut self, Body { child, kind, body }: Body) -> Result<(), Failure> {
        let Some(body) = body else { return Ok(()) };
        match kind.as_str() {
            "person" => self.people.push(read_body(&body)?),
            "episode" => {
                let episode: Episode = read_body(&body)?;
                if !episode.taken_back {
                    self.episodes.push((child, episode));
                }
            }
            "conference" => self.conferences.push((child, read_body(&body)?)),
            _ => {
                let reviewed = serde_json::from_str(&body)
                    .map_err(|error| Failure::Body { kind: Assessment::KIND, source: error.into() })?;
                self.reviews.push((child, reviewed));
            }
        }
        Ok(())
    }

    fn told(self) -> Vec<Told> {
        let Gathered { mut people, episodes, conferences, reviews } = self;
        people.sort_by_key(|person| person.id);
        let mut told: Vec<Told> = people
            .into_iter()
            .map(|person| Told { person, episodes: Vec::new(), conferences: Vec::new(), reviews: Vec::new() })
            .collect();
        let place = |told: &[Told], child| told.binary_search_by_key(&child, |each| each.person.id).ok();
        for (child, episode) in episodes {
            if let Some(at) = place(&told, child) {
                told[at].episodes.push(episode);
            }
        }
        for (child, conference) in conferences {
            if let Some(at) = place(&told, child) {
                told[at].conferences.push(conference);
            }
        }
        for (child, reviewed) in reviews {
            if let Some(at) = place(&told, child) {
                told[at].reviews.push(reviewed);
            }
        }
        for child in &mut told {
            child.episodes.sort_by_key(|episode| (episode.referral_date, episode.id));
        }
        told
    }
}
