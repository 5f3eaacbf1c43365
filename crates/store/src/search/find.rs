//! The passages in which all the words stand, as far as this viewer may read the records they are of.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::access::{Layer, Role, SEARCHED, Searched, Through};
use domain::id::{Any, Id};
use domain::passage::Passage;
use domain::person::Person;
use domain::refusal::Refusal;
use jiff::Timestamp;

use super::Asked;
use super::snippet::nearest;
use crate::door::Permit;
use crate::engine::{Query, Statement, Value};
use crate::failure::{Failure, Stop};
use crate::values;
use crate::visible::{
    child_parameters, child_visible, contact_visible, disagreement_visible, discussion_visible,
    meeting_parameters, meeting_visible, outside, parameters,
};

/// The most passages of one kind of access that are looked at, the newest first. Whoever finds more types another word.
const MOST: usize = 300;

crate::row! {
    /// A passage in which all the words stand.
    struct Found {
        kind: String,
        id: Id<Any>,
        place: u64,
        said_at: Timestamp,
        tokens: String,
    }
}

/// A record in which the words stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its kind, and how it is read.
    pub searched: &'static Searched,
    /// The record.
    pub id: Id<Any>,
    /// The places of its passages in which all the words stand, the best first.
    pub places: Vec<usize>,
    /// When the best of them was said.
    pub said_at: Timestamp,
    rank: (Nearness, Reverse<Timestamp>),
}

/// How near to each other the words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    SideBySide,
    InASentence,
    InAPassage,
}

/// The most words of a stretch that is taken for a sentence.
const SENTENCE: usize = 25;

/// The first parameter of the filter of what a viewer may read.
const FIRST: usize = 5;

static FIND: LazyLock<[Query<Found>; Through::ALL.len()]> = LazyLock::new(|| {
    Through::ALL.map(|through| {
        let visible = match through {
            Through::Children => children_visible(FIRST),
            Through::Contact => {
                format!("exists (select 1 from contact kept where kept.id = told.id and {})", contact_visible("kept", FIRST))
            }
            Through::Enquiry => format!(
                "exists (select 1 from enquiry opened join contact kept on kept.id = opened.contact where opened.id = told.id and {})",
                contact_visible("kept", FIRST)
            ),
            Through::Meeting => {
                format!("exists (select 1 from meeting kept where kept.id = told.id and {})", meeting_visible("kept", FIRST))
            }
            Through::Discussion => format!(
                "exists (select 1 from strategy_discussion kept where kept.id = told.id and {})",
                discussion_visible("kept", FIRST)
            ),
            Through::Disagreement => format!(
                "exists (select 1 from disagreement kept where kept.id = told.id and {})",
                disagreement_visible("kept", FIRST)
            ),
        };
        // Whoever was taken back after moving in is found by nothing any more.
        let sql = format!(
            "select told.kind, told.id, told.place, told.said_at, told.tokens from passage_words($1) hit join passage told on told.line = hit.rowid \
             where $2 like '%,' || told.kind || ',%' and ' ' || told.tokens || ' ' like $3 and ' ' || told.tokens || ' ' like $4 \
             and not exists (select 1 from passage_child gone join person left_again on left_again.id = gone.child \
                 where gone.id = told.id and gone.kind = told.kind and left_again.standing = 'taken_back') \
             and {visible} order by told.said_at desc, told.id, told.place limit {MOST}"
        );
        Query::composed(format!("store::search::find::{through:?}"), sql)
    })
});

/// A condition on a passage: that its record may be read as the children it is about. One restricted child closes it to those outside the circle.
fn children_visible(first: usize) -> String {
    let child_visible = child_visible("seen.child", first);
    let outside = outside("seen.child", first);
    let about = "select 1 from passage_child seen where seen.id = told.id and seen.kind = told.kind";
    format!(
        "(not exists ({about} and {outside} and not {child_visible}) and exists ({about} and {child_visible}))"
    )
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> Vec<&'static dyn Statement> {
    FIND.iter().map(|query| query as &dyn Statement).collect()
}

/// The records in which all the words stand in one passage and which this viewer may read now: those in which the words stand nearest first, of these
/// the newest.
///
/// # Errors
/// When the database fails.
pub fn found(permit: &Permit<'_>, asked: &Asked) -> Result<Vec<Hit>, Failure> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let tx = permit.tx();
    let expression = asked.expression(tx.engine()?);
    let [one, other] = asked.likenesses();
    let mut hits: BTreeMap<(&'static str, Id<Any>), Hit> = BTreeMap::new();
    for (through, roles, kinds) in ways(permit) {
        let Some(place) = Through::ALL.iter().position(|way| *way == through) else { continue };
        let mut values = values![expression.as_str(), kinds, one.as_str(), other.as_str()];
        values.extend(filter(permit, through, &roles));
        for row in tx.all(&FIND[place], &values)? {
            note(&mut hits, asked, &row);
        }
    }
    let mut hits: Vec<Hit> = hits.into_values().collect();
    hits.sort_by_key(|hit| (hit.rank, hit.searched.kind, hit.id));
    Ok(hits)
}

/// The kinds of record that are asked together: what their reading depends on and through which roles is one.
fn ways(permit: &Permit<'_>) -> Vec<(Through, Vec<Role>, String)> {
    let mut ways: BTreeMap<(Through, Vec<Role>), String> = BTreeMap::new();
    for searched in SEARCHED {
        let roles = searched.roles(permit.actor());
        if !roles.is_empty() {
            let kinds = ways.entry((searched.through, roles)).or_insert_with(|| ",".to_owned());
            kinds.push_str(searched.kind);
            kinds.push(',');
        }
    }
    ways.into_iter().map(|((through, roles), kinds)| (through, roles, kinds)).collect()
}

fn filter(permit: &Permit<'_>, through: Through, roles: &[Role]) -> Vec<Value> {
    let (actor, at, layer) = (permit.actor(), permit.at(), Layer::Content);
    match through {
        Through::Children | Through::Discussion => child_parameters(actor, roles, at, layer),
        Through::Meeting | Through::Disagreement => meeting_parameters(actor, roles, at, layer),
        Through::Contact | Through::Enquiry => parameters(actor, roles, at, layer),
    }
}

fn note(hits: &mut BTreeMap<(&'static str, Id<Any>), Hit>, asked: &Asked, row: &Found) {
    let Some(searched) = domain::access::searched(&row.kind) else { return };
    let marks: Vec<Vec<usize>> =
        row.tokens.split(' ').map(|stem| asked.places_of(stem, stem).collect()).collect();
    let nearness = match nearest(&marks, asked.count()) {
        Some((first, last)) if last - first < asked.count() => Nearness::SideBySide,
        Some((first, last)) if last - first < SENTENCE => Nearness::InASentence,
        Some(_) | None => Nearness::InAPassage,
    };
    let rank = (nearness, Reverse(row.said_at));
    let place = usize::try_from(row.place).unwrap_or(usize::MAX);
    let hit = hits.entry((searched.kind, row.id)).or_insert_with(|| Hit {
        searched,
        id: row.id,
        places: Vec::new(),
        said_at: row.said_at,
        rank,
    });
    if rank < hit.rank {
        hit.rank = rank;
        hit.said_at = row.said_at;
        hit.places.insert(0, place);
    } else {
        hit.places.push(place);
    }
}

/// What a record tells, with the children it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Its passages, in order.
    pub passages: Vec<Passage>,
    /// The children.
    pub children: Vec<Id<Person>>,
}

crate::statements! {
    static BODY: Query<(Option<String>,)> = "select body as value from ledger where kind = $1 and record = $2 order by version desc limit 1";
}

/// What a record that was found tells now; nothing when it was disposed of.
///
/// # Errors
/// [`Refusal::NotFound`] when the permit is for something else than the record; a failure when the database fails.
pub fn told(permit: &Permit<'_>, hit: &Hit) -> Result<Option<Told>, Stop> {
    if permit.subject() != hit.searched.subject(hit.id) {
        return Err(Refusal::NotFound.into());
    }
    let body = permit.tx().maybe(&BODY, &values![hit.searched.kind, hit.id])?;
    let Some(body) = body.and_then(|(body,)| body) else { return Ok(None) };
    match permit.schema().kinds.iter().find(|kind| kind.name == hit.searched.kind) {
        Some(kind) => Ok(Some((kind.tell)(&body)?)),
        None => Ok(None),
    }
}
