//! People by their addresses and numbers, and children by who works with them, as far as this viewer may learn of them; and professionals, who are no
//! secret to their colleagues.

use std::sync::LazyLock;

use domain::access::{Action, Layer};
use domain::id::{Any, Id};
use domain::involvement::Involvement;
use domain::partner::AgencyContact;
use domain::person::Person;
use domain::record::Record;
use domain::staff::Staff;

use super::Asked;
use crate::door::Permit;
use crate::engine::{Query, Statement, Value};
use crate::failure::Failure;
use crate::values;
use crate::visible::{child_parameters, child_visible, roles_for};

/// The most people, involvements or children that are looked at.
const MOST: usize = 200;

crate::row! {
    /// A passage of a person in which all the words stand.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct OfPerson {
        /// The person.
        pub id: Id<Person>,
        /// The place of the passage among those of the person.
        pub place: u64,
    }
}

static PEOPLE: LazyLock<Query<OfPerson>> = LazyLock::new(|| {
    let visible = child_visible("told.id", 4);
    Query::composed(
        "store::search::people::PEOPLE",
        format!(
            "select told.id, told.place from passage_words($1) hit join passage told on told.line = hit.rowid \
             where told.kind = 'person' and ' ' || told.tokens || ' ' like $2 and ' ' || told.tokens || ' ' like $3 \
             and {visible} order by told.id, told.place limit {MOST}"
        ),
    )
});
static INVOLVED: LazyLock<Query<(Id<Involvement>,)>> = LazyLock::new(|| {
    let visible = child_visible("held.child", 4);
    Query::composed(
        "store::search::people::INVOLVED",
        format!(
            "select told.id as value from passage_words($1) hit join passage told on told.line = hit.rowid \
             join involvement held on held.id = told.id \
             where told.kind = 'involvement' and ' ' || told.tokens || ' ' like $2 and ' ' || told.tokens || ' ' like $3 \
             and {visible} order by told.said_at desc, told.id limit {MOST}"
        ),
    )
});
static OF_WORKER: LazyLock<Query<(Id<Person>,)>> = LazyLock::new(|| {
    let visible = child_visible("held.child", 2);
    Query::composed(
        "store::search::people::OF_WORKER",
        format!(
            "select held.child as value from involvement held where held.staff = $1 and {visible} \
             group by held.child order by max(coalesce(held.until, 9223372036854775807)) desc, held.child limit {MOST}"
        ),
    )
});

crate::row! {
    /// A professional whose name, telephone or e-mail holds all the words.
    struct OfProfessional {
        kind: String,
        id: Id<Any>,
    }
}

crate::statements! {
    // Those behind a link for one request have no account and are on no list of people.
    static PROFESSIONALS: Query<OfProfessional> = "select told.kind, told.id from passage_words($1) hit join passage told on told.line = hit.rowid
        where told.kind in ('staff', 'agency_contact') and ' ' || told.tokens || ' ' like $2 and ' ' || told.tokens || ' ' like $3
        and not (told.kind = 'staff' and exists (select 1 from agency_contact linked where linked.staff = told.id))
        order by told.kind desc, told.tokens, told.id limit 50";
}

/// A professional by what Frontdoor keeps of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worker {
    /// Somebody who signs in.
    Staff(Id<Staff>),
    /// Somebody of an agency who is sent links.
    AgencyContact(Id<AgencyContact>),
}

/// The professionals whose name, organisation, telephone or e-mail holds all the words.
///
/// # Errors
/// When the database fails.
pub fn workers(permit: &Permit<'_>, asked: &Asked) -> Result<Vec<Worker>, Failure> {
    let Some(values) = asking(permit, asked)? else { return Ok(Vec::new()) };
    let found = permit.tx().all(&PROFESSIONALS, &values)?;
    let worker = |row: OfProfessional| match row.kind.as_str() {
        Staff::KIND => Worker::Staff(row.id.of_kind()),
        _ => Worker::AgencyContact(row.id.of_kind()),
    };
    Ok(found.into_iter().map(worker).collect())
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 3] {
    [&*PEOPLE, &*INVOLVED, &*OF_WORKER]
}

/// The people one of whose addresses or numbers, or whose school, holds all the words, as far as this viewer reaches the layer by the act.
///
/// # Errors
/// When the database fails.
pub fn people(
    permit: &Permit<'_>,
    asked: &Asked,
    action: Action,
    layer: Layer,
) -> Result<Vec<OfPerson>, Failure> {
    match asking(permit, asked)? {
        Some(mut values) => {
            values.extend(reach(permit, action, layer));
            permit.tx().all(&PEOPLE, &values)
        }
        None => Ok(Vec::new()),
    }
}

/// The involvements of people in other agencies whose name, part or telephone holds all the words, with children whose record this viewer may read: the
/// latest first.
///
/// # Errors
/// When the database fails.
pub fn involved(permit: &Permit<'_>, asked: &Asked) -> Result<Vec<Id<Involvement>>, Failure> {
    match asking(permit, asked)? {
        Some(mut values) => {
            values.extend(reach(permit, Action::ReadFile, Layer::Content));
            Ok(permit.tx().all(&INVOLVED, &values)?.into_iter().map(|(id,)| id).collect())
        }
        None => Ok(Vec::new()),
    }
}

/// The children whom a worker of the council holds or held, as far as this viewer may read their record: those held now first.
///
/// # Errors
/// When the database fails.
pub fn of_worker(permit: &Permit<'_>, worker: Id<Staff>) -> Result<Vec<Id<Person>>, Failure> {
    let mut values = values![worker];
    values.extend(reach(permit, Action::ReadFile, Layer::Content));
    Ok(permit.tx().all(&OF_WORKER, &values)?.into_iter().map(|(id,)| id).collect())
}

fn asking(permit: &Permit<'_>, asked: &Asked) -> Result<Option<Vec<Value>>, Failure> {
    if asked.is_empty() {
        return Ok(None);
    }
    let [one, other] = asked.likenesses();
    Ok(Some(values![asked.expression(permit.tx().engine()?), one, other]))
}

fn reach(permit: &Permit<'_>, action: Action, layer: Layer) -> Vec<Value> {
    child_parameters(permit.actor(), &roles_for(permit, action), permit.at(), layer)
}
