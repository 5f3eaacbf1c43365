//! Professional disagreements: those a viewer may read, those somebody takes part in, those of a child or about a record, and how many there are.

use std::sync::LazyLock;

use domain::access::{Action, Role};
use domain::calendar::Due;
use domain::disagreement::Disagreement;
use domain::id::{Any, Id};
use domain::person::Person;
use jiff::Timestamp;

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::fact::{fact_rows, fact_table};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::read_as_one::one_person;
use crate::values;
use crate::visible::{disagreement_visible, meeting_parameters};

const PARTY: Table = Table::new("disagreement_party", &[Column::text("staff")]);
const CHILD: Table = Table::new("disagreement_child", &[Column::text("child")]);
const FACT: Table = fact_table("disagreement_fact");

impl Kept for Disagreement {
    const TABLE: Table = Table::new(
        "disagreement",
        &[
            Column::text("reference"),
            Column::integer("raised_at"),
            Column::text("agency"),
            Column::text("about"),
            Column::text("record"),
            Column::text("stage"),
            Column::integer("due"),
            Column::integer("placed"),
            Column::integer("resolved_at"),
            Column::text("outcome"),
        ],
    );
    const FURTHER: &'static [Table] = &[PARTY, CHILD, FACT];

    fn row(&self) -> Vec<Value> {
        let stage = self.stage();
        values![
            self.reference.as_str(),
            self.raised.at,
            self.raised.agency.clone(),
            self.about.as_str(),
            self.record.as_ref().map(|record| record.id),
            stage.map_or("", |stage| stage.code.as_str()),
            stage.and_then(|stage| stage.clock.due).map(Due::instant),
            self.placed.is_some(),
            self.resolved.as_ref().map(|resolved| resolved.at),
            self.resolved.as_ref().map(|resolved| resolved.outcome.clone()),
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let parties = self.parties().into_iter().map(|staff| PARTY.row(values![staff]));
        let children = self.children.iter().map(|child| CHILD.row(values![*child]));
        parties.chain(children).chain(fact_rows(FACT, &self.facts())).collect()
    }
}

crate::row! {
    /// A disagreement in a list.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Listed {
        /// The disagreement.
        pub id: Id<Disagreement>,
        /// The number people say.
        pub reference: String,
        /// When it was raised.
        pub raised_at: Timestamp,
        /// The agency whose disagreement it is; nothing for one of ours.
        pub agency: Option<String>,
        /// The code of what it is about.
        pub about: String,
        /// The code of the stage it is in.
        pub stage: String,
        /// By when the stage ends.
        pub due: Option<Timestamp>,
        /// Whether it is known which children it is about.
        pub placed: bool,
    }
}

crate::row! {
    /// How many disagreements are open in a stage.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct InStage {
        /// The code of the stage.
        pub stage: String,
        /// How many are open in it.
        pub open: u64,
        /// How many of them are over its time.
        pub overdue: u64,
    }
}

crate::row! {
    /// The disagreements of an agency that were raised in a time. Counts only.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct OfAgency {
        /// The agency; nothing for ours.
        pub agency: Option<String>,
        /// How many were raised.
        pub raised: u64,
        /// How many of them are open.
        pub open: u64,
        /// How many of those are over the time of their stage.
        pub overdue: u64,
    }
}

crate::row! {
    /// How many disagreements ended in a way, in a time.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Ended {
        /// The code of the outcome.
        pub outcome: String,
        /// How many.
        pub ended: u64,
    }
}

static VISIBLE: LazyLock<Query<Listed>> = LazyLock::new(|| {
    let visible = disagreement_visible("disagreement", 1);
    Query::composed(
        "store::disagreement::VISIBLE",
        format!(
            "select disagreement.id, disagreement.reference, disagreement.raised_at, disagreement.agency, disagreement.about, \
             disagreement.stage, disagreement.due, disagreement.placed from disagreement \
             where disagreement.resolved_at is null and {visible} order by disagreement.due nulls last, disagreement.id limit 300"
        ),
    )
});

crate::statements! {
    static OWN: Query<(Id<Disagreement>,)> = "select part.id as value from disagreement_party part join disagreement on disagreement.id = part.id
        where part.staff = $1 order by disagreement.raised_at desc, part.id limit 200";
    static OF_CHILD: Query<(Id<Disagreement>,)> = concat!(
        "select about.id as value from disagreement_child about join disagreement on disagreement.id = about.id
        where about.child in ",
        one_person!("$1"),
        " order by disagreement.raised_at, about.id"
    );
    static ABOUT: Query<(Id<Disagreement>,)> = "select id as value from disagreement where record = $1 order by raised_at, id";
    static IN_STAGE: Query<InStage> = "select stage, count(*) as open, count(case when due < $1 then 1 end) as overdue
        from disagreement where resolved_at is null group by stage order by stage";
    static OF_AGENCIES: Query<OfAgency> = "select agency, count(*) as raised, count(case when resolved_at is null then 1 end) as open,
        count(case when resolved_at is null and due < $3 then 1 end) as overdue
        from disagreement where raised_at >= $1 and raised_at < $2 group by agency order by agency nulls first";
    static ENDED: Query<Ended> = "select outcome, count(*) as ended from disagreement
        where resolved_at >= $1 and resolved_at < $2 and outcome is not null group by outcome order by outcome";
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 1] {
    [&*VISIBLE]
}

/// The open disagreements that this viewer may read, the first due first.
///
/// # Errors
/// When the database fails.
pub fn visible(permit: &Permit<'_>) -> Result<Vec<Listed>, Failure> {
    let actor = permit.actor();
    let is_theirs = |role: &Role| Action::ReadDisagreement.is_for(*role);
    let roles: Vec<Role> = actor.roles.iter().copied().filter(is_theirs).collect();
    permit
        .tx()
        .all(&VISIBLE, &meeting_parameters(actor, &roles, permit.at(), Action::ReadDisagreement.needs()))
}

/// The disagreements the viewer takes part in, the newest first.
///
/// # Errors
/// When the database fails.
pub fn own(permit: &Permit<'_>) -> Result<Vec<Id<Disagreement>>, Failure> {
    Ok(permit.tx().all(&OWN, &values![permit.actor().staff])?.into_iter().map(|(id,)| id).collect())
}

/// The disagreements about a child, oldest first. Whether the viewer may read each is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Id<Disagreement>>, Failure> {
    Ok(permit.tx().all(&OF_CHILD, &values![child])?.into_iter().map(|(id,)| id).collect())
}

/// The disagreements about a record, oldest first. Whether the viewer may read each is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn about(permit: &Permit<'_>, record: Id<Any>) -> Result<Vec<Id<Disagreement>>, Failure> {
    Ok(permit.tx().all(&ABOUT, &values![record])?.into_iter().map(|(id,)| id).collect())
}

/// How many are open in each stage. No child can be told from it.
///
/// # Errors
/// When the database fails.
pub fn in_stages(permit: &Permit<'_>) -> Result<Vec<InStage>, Failure> {
    permit.tx().all(&IN_STAGE, &values![permit.at()])
}

/// How many each agency raised from one moment until another.
///
/// # Errors
/// When the database fails.
pub fn of_agencies(permit: &Permit<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<OfAgency>, Failure> {
    permit.tx().all(&OF_AGENCIES, &values![from, until, permit.at()])
}

/// How those ended that were resolved from one moment until another.
///
/// # Errors
/// When the database fails.
pub fn ended(permit: &Permit<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<Ended>, Failure> {
    permit.tx().all(&ENDED, &values![from, until])
}
