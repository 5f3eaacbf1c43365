//! Child protection conferences: those a viewer may read that are asked for, planned, or followed by something that is due; those of a child, and those of
//! brothers and sisters on one day.

use std::sync::LazyLock;

use domain::access::{Action, Role};
use domain::calendar::Due;
use domain::conference::{CONFERENCE, Conference};
use domain::id::{Any, Id};
use domain::person::Person;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::read_as_one::one_person;
use crate::values;
use crate::visible::{child_parameters, record_visible};

impl Kept for Conference {
    const TABLE: Table = Table::new(
        "conference",
        &[
            Column::text("reference"),
            Column::text("child"),
            Column::text("together"),
            Column::text("section47"),
            Column::text("stage"),
            Column::text("planned_on"),
            Column::text("held_on"),
            Column::text("decision"),
            Column::integer("plan_ended"),
            Column::integer("conference_due"),
            Column::text("next_timer"),
            Column::integer("next_due"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        let next = self.next_due();
        let due = self.clock(CONFERENCE).and_then(|clock| clock.due);
        values![
            self.reference.as_str(),
            self.child,
            self.together,
            self.section47,
            self.stage.code(),
            self.planned().map(|day| day.on),
            self.held.as_ref().map(|held| held.on),
            self.held.as_ref().map(|held| held.decision.plan.code()),
            self.plan_ended(),
            due.map(Due::instant),
            next.map(|(timer, _)| timer.to_owned()),
            next.map(|(_, due)| due.instant()),
        ]
    }
}

crate::row! {
    /// A conference in a list.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Listed {
        /// The conference.
        pub id: Id<Conference>,
        /// The number people say.
        pub reference: String,
        /// The child.
        pub child: Id<Person>,
        /// The code of its stage.
        pub stage: String,
        /// The day for which it is planned.
        pub planned_on: Option<Date>,
        /// The day on which it was held.
        pub held_on: Option<Date>,
        /// By when it must be held.
        pub conference_due: Option<Timestamp>,
        /// The clock that is due next.
        pub next_timer: Option<String>,
        /// By when.
        pub next_due: Option<Timestamp>,
    }
}

static VISIBLE: LazyLock<Query<Listed>> = LazyLock::new(|| {
    let visible = record_visible("conference", 1);
    Query::composed(
        "store::conference::VISIBLE",
        format!(
            "select conference.id, conference.reference, conference.child, conference.stage, conference.planned_on, conference.held_on, \
             conference.conference_due, conference.next_timer, conference.next_due from conference \
             where (conference.stage in ('needed', 'requested', 'planned', 'declined') or conference.next_due is not null) and {visible} \
             order by conference.next_due nulls last, conference.id limit 500"
        ),
    )
});

crate::statements! {
    static OF_CHILD: Query<(Id<Conference>,)> = concat!(
        "select id as value from conference where child in ",
        one_person!("$1"),
        " order by seq, id"
    );
    static TOGETHER: Query<(Id<Conference>,)> = "select id as value from conference where together = $1 order by id limit 40";
    static BY_REFERENCE: Query<(Id<Conference>,)> = "select id as value from conference where reference = $1 order by id limit 1";
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 1] {
    [&*VISIBLE]
}

/// The conferences that this viewer may read and that still wait for something, the first due first.
///
/// # Errors
/// When the database fails.
pub fn visible(permit: &Permit<'_>) -> Result<Vec<Listed>, Failure> {
    let actor = permit.actor();
    let is_theirs = |role: &Role| Action::ReadConference.is_for(*role);
    let roles: Vec<Role> = actor.roles.iter().copied().filter(is_theirs).collect();
    permit.tx().all(&VISIBLE, &child_parameters(actor, &roles, permit.at(), Action::ReadConference.needs()))
}

/// The conferences of a child, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Id<Conference>>, Failure> {
    Ok(permit.tx().all(&OF_CHILD, &values![child])?.into_iter().map(|(id,)| id).collect())
}

/// The conferences that share a request. Whether the viewer may read each is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn together(permit: &Permit<'_>, together: Id<Any>) -> Result<Vec<Id<Conference>>, Failure> {
    Ok(permit.tx().all(&TOGETHER, &values![together])?.into_iter().map(|(id,)| id).collect())
}

/// The conference of a number. Whether the viewer may know of it is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn by_reference(permit: &Permit<'_>, reference: &str) -> Result<Option<Id<Conference>>, Failure> {
    Ok(permit.tx().maybe(&BY_REFERENCE, &values![reference])?.map(|(id,)| id))
}
