//! Safety plans: which stand, which run out, which wait for the day team, a manager or a look; and children's own plans.

use std::sync::LazyLock;

use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::safety_plan::{ChildPlan, SafetyPlan};
use jiff::Timestamp;

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::fact::{fact_rows, fact_table};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::read_as_one::one_person;
use crate::values;
use crate::visible::{reaching_children, record_visible};

const FACT: Table = fact_table("safety_plan_fact");
const CHILD: Table = Table::new("safety_plan_child", &[Column::integer("place"), Column::text("child")]);

impl Kept for SafetyPlan {
    const TABLE: Table = Table::new(
        "safety_plan",
        &[
            Column::integer("live"),
            Column::integer("expires"),
            Column::integer("review_at"),
            Column::integer("next_check"),
            Column::integer("awaits_day"),
            Column::integer("agreed"),
            Column::text("author"),
            Column::text("monitor"),
        ],
    );

    const FURTHER: &'static [Table] = &[CHILD, FACT];

    fn row(&self) -> Vec<Value> {
        values![
            self.is_live(),
            self.expires(),
            self.now.words.review_at,
            self.next_check(),
            self.awaits_day(),
            self.now.agreed.is_some(),
            self.now.by,
            self.now.words.monitor
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let children = (0_u64..).zip(&self.children).map(|(place, child)| CHILD.row(values![place, *child]));
        children.chain(fact_rows(FACT, &self.facts())).collect()
    }
}

impl Kept for ChildPlan {
    const TABLE: Table = Table::new(
        "child_plan",
        &[Column::text("child"), Column::text("plan"), Column::text("author"), Column::integer("next_look")],
    );

    fn row(&self) -> Vec<Value> {
        values![self.child, self.plan, self.now.by, self.next_look().map(london::start_of)]
    }
}

static VISIBLE: LazyLock<Query<(Id<SafetyPlan>,)>> = LazyLock::new(|| {
    let visible = record_visible("safety_plan", 1);
    Query::composed(
        "store::safety_plan::VISIBLE",
        format!(
            "select safety_plan.id as value from safety_plan where safety_plan.live = 1 and {visible} order by safety_plan.expires, safety_plan.id limit 500"
        ),
    )
});
static OWN_VISIBLE: LazyLock<Query<(Id<ChildPlan>,)>> = LazyLock::new(|| {
    let visible = record_visible("child_plan", 3);
    Query::composed(
        "store::safety_plan::OWN_VISIBLE",
        format!(
            "select child_plan.id as value from child_plan where child_plan.next_look <= $1 \
             and (child_plan.author = $2 or exists (select 1 from involvement works where works.child = child_plan.child and works.staff = $2 \
                 and works.since <= $1 and (works.until is null or works.until > $1))) \
             and {visible} order by child_plan.next_look, child_plan.id limit 200"
        ),
    )
});

static LOOKED_AFTER: LazyLock<Query<(Id<SafetyPlan>,)>> = LazyLock::new(|| {
    let visible = record_visible("safety_plan", 3);
    Query::composed(
        "store::safety_plan::LOOKED_AFTER",
        format!(
            "select safety_plan.id as value from safety_plan where safety_plan.live = 1 and safety_plan.monitor = $1 \
             and (safety_plan.expires <= $2 or safety_plan.review_at <= $2 or safety_plan.next_check <= $2 or safety_plan.awaits_day = 1) \
             and {visible} order by safety_plan.expires, safety_plan.id limit 100"
        ),
    )
});
static COUNTS: LazyLock<Query<Counts>> = LazyLock::new(|| {
    let visible = record_visible("safety_plan", 3);
    Query::composed(
        "store::safety_plan::COUNTS",
        format!(
            "select count(case when safety_plan.expires <= $1 then 1 end) as expired, \
             count(case when safety_plan.awaits_day = 1 then 1 end) as awaits_day, \
             count(case when safety_plan.agreed = 0 and safety_plan.author <> $2 then 1 end) as to_agree \
             from safety_plan where safety_plan.live = 1 and {visible}"
        ),
    )
});

crate::row! {
    /// How many of the plans that a viewer may read wait, and for what.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Counts {
        /// Ran out, and nobody renewed, replaced or ended them.
        pub expired: u64,
        /// Made by night: the day team has not answered.
        pub awaits_day: u64,
        /// No manager has agreed, and the viewer did not write them.
        pub to_agree: u64,
    }
}

crate::statements! {
    static LIVE_OF_CHILD: Query<(Id<SafetyPlan>,)> = concat!(
        "select plan.id as value from safety_plan plan join safety_plan_child of_it on of_it.id = plan.id
        where of_it.child in ",
        one_person!("$1"),
        " and plan.live = 1 order by plan.seq desc limit 20"
    );
    static OF_CHILD: Query<(Id<SafetyPlan>,)> = concat!(
        "select plan.id as value from safety_plan plan join safety_plan_child of_it on of_it.id = plan.id
        where of_it.child in ",
        one_person!("$1"),
        " order by plan.live desc, plan.seq desc limit 100"
    );
    static STANDING: Query<(Id<SafetyPlan>,)> = "select id as value from safety_plan where live = 1 order by expires, id limit 2000";
    static OWN_OF_CHILD: Query<(Id<ChildPlan>,)> = concat!(
        "select id as value from child_plan where child in ",
        one_person!("$1"),
        " order by seq desc limit 1"
    );
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 4] {
    [&*VISIBLE, &*OWN_VISIBLE, &*LOOKED_AFTER, &*COUNTS]
}

fn may(permit: &Permit<'_>, action: Action) -> Vec<Value> {
    reaching_children(permit, action)
}

fn ids<R>(rows: Vec<(Id<R>,)>) -> Vec<Id<R>> {
    rows.into_iter().map(|(id,)| id).collect()
}

/// The plans that have not been ended and that this viewer may read, what runs out first at the top.
///
/// # Errors
/// When the database fails.
pub fn visible(permit: &Permit<'_>) -> Result<Vec<Id<SafetyPlan>>, Failure> {
    Ok(ids(permit.tx().all(&VISIBLE, &may(permit, Action::ReadSafetyPlan))?))
}

/// The plans that the viewer looks after and of which something is due by a moment.
///
/// # Errors
/// When the database fails.
pub fn looked_after(permit: &Permit<'_>, until: Timestamp) -> Result<Vec<Id<SafetyPlan>>, Failure> {
    let mut values = values![permit.actor().staff, until];
    values.extend(may(permit, Action::ReadSafetyPlan));
    Ok(ids(permit.tx().all(&LOOKED_AFTER, &values)?))
}

/// How many of the plans that the viewer may read wait, and for what. Those about a restricted child are counted for its circle alone.
///
/// # Errors
/// When the database fails.
pub fn counts(permit: &Permit<'_>) -> Result<Counts, Failure> {
    let mut values = values![permit.at(), permit.actor().staff];
    values.extend(may(permit, Action::ReadSafetyPlan));
    permit.tx().one(&COUNTS, &values)
}

/// The plans of a child that have not been ended, the newest first. Whether the viewer may read each is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn live_of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Id<SafetyPlan>>, Failure> {
    Ok(ids(permit.tx().all(&LIVE_OF_CHILD, &values![child])?))
}

/// Every plan of a child, those that stand first. Whether the viewer may read each is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Id<SafetyPlan>>, Failure> {
    Ok(ids(permit.tx().all(&OF_CHILD, &values![child])?))
}

/// Every plan that has not been ended, what runs out first at the top: for the night, to which a plan that ran out matters most. Whether the viewer
/// may read each is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn standing(permit: &Permit<'_>) -> Result<Vec<Id<SafetyPlan>>, Failure> {
    Ok(ids(permit.tx().all(&STANDING, &values![])?))
}

/// A child's own plan. Whether the viewer may read it is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn own_of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Option<Id<ChildPlan>>, Failure> {
    Ok(permit.tx().maybe(&OWN_OF_CHILD, &values![child])?.map(|(id,)| id))
}

/// The children's own plans with a promise that somebody should have looked at, of those that the viewer wrote or whose child they work with.
///
/// # Errors
/// When the database fails.
pub fn own_to_look_at(permit: &Permit<'_>, until: Timestamp) -> Result<Vec<Id<ChildPlan>>, Failure> {
    let mut values = values![until, permit.actor().staff];
    values.extend(may(permit, Action::ReadChildPlan));
    Ok(ids(permit.tx().all(&OWN_VISIBLE, &values)?))
}
