//! Child in need plans: those that are open, the first review due first; those of a child; those made together; all of a time, to be counted.

use std::sync::LazyLock;

use domain::access::Action;
use domain::calendar::london;
use domain::child_in_need::ChildInNeedPlan;
use domain::id::{Any, Id};
use domain::person::Person;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::contact::Length;
use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::read_as_one::one_person;
use crate::values;
use crate::visible::{outside, reaching_children, record_visible};

impl Kept for ChildInNeedPlan {
    const TABLE: Table = Table::new(
        "child_in_need_plan",
        &[
            Column::text("child"),
            Column::text("episode"),
            Column::text("together"),
            Column::integer("open"),
            Column::text("started_on"),
            Column::text("ended_on"),
            Column::integer("review_due"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        values![
            self.child,
            self.episode,
            self.together,
            self.is_open(),
            self.started_on,
            self.ended.as_ref().map(|ended| ended.on),
            self.review_due().map(london::start_of)
        ]
    }
}

static VISIBLE: LazyLock<Query<(Id<ChildInNeedPlan>,)>> = LazyLock::new(|| {
    let visible = record_visible("child_in_need_plan", 1);
    Query::composed(
        "store::child_in_need::VISIBLE",
        format!(
            "select child_in_need_plan.id as value from child_in_need_plan where child_in_need_plan.open = 1 and {visible} \
             order by child_in_need_plan.review_due nulls last, child_in_need_plan.id limit 500"
        ),
    )
});
static MINE: LazyLock<Query<(Id<ChildInNeedPlan>,)>> = LazyLock::new(|| {
    let visible = record_visible("child_in_need_plan", 3);
    Query::composed(
        "store::child_in_need::MINE",
        format!(
            "select child_in_need_plan.id as value from child_in_need_plan where child_in_need_plan.open = 1 and child_in_need_plan.review_due <= $1 \
             and exists (select 1 from involvement works where works.child = child_in_need_plan.child and works.staff = $2 \
                 and works.since <= $1 and (works.until is null or works.until > $1)) \
             and {visible} order by child_in_need_plan.review_due, child_in_need_plan.id limit 100"
        ),
    )
});
static OVERDUE: LazyLock<Query<Length>> = LazyLock::new(|| {
    let visible = record_visible("child_in_need_plan", 2);
    Query::composed(
        "store::child_in_need::OVERDUE",
        format!(
            "select count(*) as size, min(child_in_need_plan.review_due) as oldest from child_in_need_plan \
             where child_in_need_plan.open = 1 and child_in_need_plan.review_due < $1 and {visible}"
        ),
    )
});

static RAN: LazyLock<Query<(Id<ChildInNeedPlan>,)>> = LazyLock::new(|| {
    let closed = outside("child_in_need_plan.child", 3);
    Query::composed(
        "store::child_in_need::RAN",
        format!(
            "select child_in_need_plan.id as value from child_in_need_plan where child_in_need_plan.started_on <= $2 \
             and (child_in_need_plan.ended_on is null or child_in_need_plan.ended_on >= $1) and not {closed} \
             order by child_in_need_plan.started_on, child_in_need_plan.id"
        ),
    )
});

crate::statements! {
    static OF_CHILD: Query<(Id<ChildInNeedPlan>,)> = concat!(
        "select id as value from child_in_need_plan where child in ",
        one_person!("$1"),
        " order by started_on desc, id"
    );
    static OPEN: Query<(Id<ChildInNeedPlan>,)> = concat!(
        "select id as value from child_in_need_plan where child in ",
        one_person!("$1"),
        " and open = 1 order by id limit 1"
    );
    static TOGETHER: Query<(Id<ChildInNeedPlan>,)> = "select id as value from child_in_need_plan where together = $1 order by id limit 40";
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 4] {
    [&*VISIBLE, &*MINE, &*OVERDUE, &*RAN]
}

fn may_read(permit: &Permit<'_>) -> Vec<Value> {
    reaching_children(permit, Action::ReadChildInNeedPlan)
}

fn ids(rows: Vec<(Id<ChildInNeedPlan>,)>) -> Vec<Id<ChildInNeedPlan>> {
    rows.into_iter().map(|(id,)| id).collect()
}

/// The open plans that this viewer may read, the first review due first.
///
/// # Errors
/// When the database fails.
pub fn visible(permit: &Permit<'_>) -> Result<Vec<Id<ChildInNeedPlan>>, Failure> {
    Ok(ids(permit.tx().all(&VISIBLE, &may_read(permit))?))
}

/// The open plans of children whom the viewer works with whose review is due by a moment.
///
/// # Errors
/// When the database fails.
pub fn mine(permit: &Permit<'_>, until: Timestamp) -> Result<Vec<Id<ChildInNeedPlan>>, Failure> {
    let mut values = values![until, permit.actor().staff];
    values.extend(may_read(permit));
    Ok(ids(permit.tx().all(&MINE, &values)?))
}

/// How many plans' reviews are overdue on a day, and since when the oldest: those that the viewer may read.
///
/// # Errors
/// When the database fails.
pub fn overdue(permit: &Permit<'_>, on: Date) -> Result<Length, Failure> {
    let mut values = values![london::start_of(on)];
    values.extend(may_read(permit));
    permit.tx().one(&OVERDUE, &values)
}

/// A child's plans, the latest first. Whether the viewer may read them is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Id<ChildInNeedPlan>>, Failure> {
    Ok(ids(permit.tx().all(&OF_CHILD, &values![child])?))
}

/// A child's open plan.
///
/// # Errors
/// When the database fails.
pub fn open_of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Option<Id<ChildInNeedPlan>>, Failure> {
    Ok(permit.tx().maybe(&OPEN, &values![child])?.map(|(id,)| id))
}

/// The plans that were made together. Whether the viewer may read each is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn together(permit: &Permit<'_>, together: Id<Any>) -> Result<Vec<Id<ChildInNeedPlan>>, Failure> {
    Ok(ids(permit.tx().all(&TOGETHER, &values![together])?))
}

/// The plans that ran at any time between two days, to be counted. Restricted children are counted for their circle alone.
///
/// # Errors
/// When the database fails.
pub fn ran(permit: &Permit<'_>, from: Date, until: Date) -> Result<Vec<Id<ChildInNeedPlan>>, Failure> {
    Ok(ids(permit.tx().all(&RAN, &values![from, until, permit.actor().staff])?))
}
