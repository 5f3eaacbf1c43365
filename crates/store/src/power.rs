//! Powers, orders and conditions: what runs for a child, what runs at all and ends first, and what somebody must be told of.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use domain::access::{Action, Role};
use domain::id::Id;
use domain::person::Person;
use domain::power::Power;
use domain::staff::Staff;

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::fact::{fact_rows, fact_table};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Known, Table};
use crate::read_as_one::{self, one_person};
use crate::values;
use crate::visible::{reaching_children, record_visible};

const FACT: Table = fact_table("power_fact");
/// How many children are asked about at once.
const TOGETHER: usize = 32;

impl Kept for Power {
    const TABLE: Table = Table::new(
        "power",
        &[
            Column::text("child"),
            Column::text("kind"),
            Column::text("adult"),
            Column::text("together"),
            Column::integer("open"),
            Column::integer("started"),
            Column::integer("ends"),
            Column::integer("warn_at"),
            Column::integer("warned"),
            Column::integer("passed"),
        ],
    );
    const FURTHER: &'static [Table] = &[FACT];

    fn row(&self) -> Vec<Value> {
        let end = self.end();
        values![
            self.child,
            self.kind.as_str(),
            self.adult.as_ref().and_then(|adult| adult.person),
            self.together,
            self.is_open(),
            self.started,
            end,
            self.warn_at,
            self.warned == Some(end),
            self.passed == Some(end)
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        fact_rows(FACT, &self.facts())
    }
}

static OF_CHILDREN: LazyLock<Query<(Id<Power>,)>> = LazyLock::new(|| {
    let places: Vec<String> = (1..=TOGETHER).map(|place| format!("${place}")).collect();
    let visible = record_visible("power", TOGETHER + 1);
    Query::composed(
        "store::power::OF_CHILDREN",
        format!(
            "select power.id as value from power where power.child in ({}) and power.open = 1 and {visible} order by power.ends, power.id",
            places.join(", ")
        ),
    )
});
static RUNNING: LazyLock<Query<(Id<Power>,)>> = LazyLock::new(|| {
    let visible = record_visible("power", 1);
    Query::composed(
        "store::power::RUNNING",
        format!(
            "select power.id as value from power where power.open = 1 and {visible} order by power.ends, power.id limit 500"
        ),
    )
});
static OWN: LazyLock<Query<(Id<Power>,)>> = LazyLock::new(|| {
    let visible = record_visible("power", 5);
    Query::composed(
        "store::power::OWN",
        format!(
            "select power.id as value from power where power.open = 1 and (($3 = 1 and power.warn_at <= $2) \
             or exists (select 1 from involvement held where held.child = power.child and held.since <= $2 \
                 and (held.until is null or held.until > $2) and (held.staff = $1 \
                 or ($4 = 1 and exists (select 1 from staff_team mine where mine.id = $1 and mine.team = held.team))))) \
             and {visible} order by power.ends, power.id limit 100"
        ),
    )
});

crate::statements! {
    static DUE: Query<(Id<Power>,)> = "select id as value from power
        where open = 1 and ((warn_at <= $1 and warned = 0) or (ends <= $1 and passed = 0)) order by ends, id limit 500";
    static MADE_TOGETHER: Query<(Id<Power>,)> = "select id as value from power where together = $1 and open = 1 order by seq, id";
    static OPEN_OF_KIND: Query<(Id<Power>,)> = concat!(
        "select id as value from power where child in ",
        one_person!("$1"),
        " and kind = $2 and open = 1 order by seq, id"
    );
    static RUNS: Query<(u64,)> = concat!(
        "select count(*) as value from power where open = 1 and (child in ",
        one_person!("$1"),
        " or adult in ",
        one_person!("$1"),
        ")"
    );
    static MANAGERS: Query<(Id<Staff>,)> = "select staff.id as value from staff
        join staff_role held on held.id = staff.id join staff_team mine on mine.id = staff.id
        where staff.active = 1 and held.role = $1 and mine.team = $2 order by staff.id";
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 3] {
    [&*OF_CHILDREN, &*RUNNING, &*OWN]
}

fn may_know(permit: &Permit<'_>) -> Vec<Value> {
    reaching_children(permit, Action::KnowPower)
}

/// What runs for these children, as far as this viewer may know of it, the first to end first.
///
/// # Errors
/// When the database fails.
pub fn of_children(permit: &Permit<'_>, children: &[Id<Person>]) -> Result<Vec<Id<Power>>, Failure> {
    let mut all = BTreeSet::new();
    for child in children {
        all.extend(read_as_one::of(permit, *child, Known::Now)?.all);
    }
    let all: Vec<Id<Person>> = all.into_iter().collect();
    let mut found = Vec::new();
    for some in all.chunks(TOGETHER) {
        let mut values: Vec<Value> = some.iter().map(|child| Value::from(*child)).collect();
        values.resize(TOGETHER, Value::from(""));
        values.extend(may_know(permit));
        found.extend(permit.tx().all(&OF_CHILDREN, &values)?.into_iter().map(|(id,)| id));
    }
    Ok(found)
}

/// All that runs, as far as this viewer may know of it, the first to end first.
///
/// # Errors
/// When the database fails.
pub fn running(permit: &Permit<'_>) -> Result<Vec<Id<Power>>, Failure> {
    Ok(permit.tx().all(&RUNNING, &may_know(permit))?.into_iter().map(|(id,)| id).collect())
}

/// What runs for the children that this viewer works with; with `manages` for those of their teams; with `on_call` whatever ends soon or has ended.
///
/// # Errors
/// When the database fails.
pub fn own(permit: &Permit<'_>, on_call: bool, manages: bool) -> Result<Vec<Id<Power>>, Failure> {
    let mut values = values![permit.actor().staff, permit.at(), on_call, manages];
    values.extend(may_know(permit));
    Ok(permit.tx().all(&OWN, &values)?.into_iter().map(|(id,)| id).collect())
}

/// Those of which a manager is to be told now: that they end, or that they have ended without an act.
///
/// # Errors
/// When the database fails.
pub fn due(permit: &Permit<'_>) -> Result<Vec<Id<Power>>, Failure> {
    Ok(permit.tx().all(&DUE, &values![permit.at()])?.into_iter().map(|(id,)| id).collect())
}

/// Those that were recorded together and have not ended.
///
/// # Errors
/// When the database fails.
pub fn made_together(permit: &Permit<'_>, first: Id<Power>) -> Result<Vec<Id<Power>>, Failure> {
    Ok(permit.tx().all(&MADE_TOGETHER, &values![first])?.into_iter().map(|(id,)| id).collect())
}

/// Those of a kind that run for a child.
///
/// # Errors
/// When the database fails.
pub fn open_of_kind(permit: &Permit<'_>, child: Id<Person>, kind: &str) -> Result<Vec<Id<Power>>, Failure> {
    Ok(permit.tx().all(&OPEN_OF_KIND, &values![child, kind])?.into_iter().map(|(id,)| id).collect())
}

/// Whether a power, an order or conditions run for somebody, or bind them: in any record that is read as one with theirs, and whoever may know of it. One whose
/// end has passed runs until somebody has recorded how it ended.
///
/// # Errors
/// When the database fails.
pub fn runs(permit: &Permit<'_>, person: Id<Person>) -> Result<bool, Failure> {
    Ok(permit.tx().one(&RUNS, &values![person])?.0 > 0)
}

/// The managers of a team.
///
/// # Errors
/// When the database fails.
pub fn managers_of(permit: &Permit<'_>, team: &str) -> Result<Vec<Id<Staff>>, Failure> {
    let managers = permit.tx().all(&MANAGERS, &values![Role::TeamManager.code(), team])?;
    Ok(managers.into_iter().map(|(id,)| id).collect())
}
