//! Section 47 enquiries: those that run and a viewer may read, those of a child; and the direct work done in them. A picture's bytes stand sealed in a
//! table of their own, which backups and copies carry like any other.

use std::sync::LazyLock;

use domain::access::{Action, Role};
use domain::calendar::Due;
use domain::id::{Any, Id};
use domain::person::Person;
use domain::section47::{CONFERENCE, DirectWork, ENQUIRY, FIRST_SEEN, Section47};
use domain::staff::Staff;
use jiff::Timestamp;

use crate::Store;
use crate::door::{Permit, WritePermit};
use crate::engine::{Change, Column, Query, Statement, Value};
use crate::fact::{fact_rows, fact_table};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::read_as_one::one_person;
use crate::seal::Nonce;
use crate::values;
use crate::visible::{child_parameters, record_visible};

const FACT: Table = fact_table("section47_fact");

impl Kept for Section47 {
    const TABLE: Table = Table::new(
        "section47",
        &[
            Column::text("child"),
            Column::text("episode"),
            Column::text("discussion"),
            Column::text("reference"),
            Column::text("worker"),
            Column::text("stage"),
            Column::integer("runs"),
            Column::integer("started"),
            Column::integer("seen_due"),
            Column::integer("first_seen"),
            Column::integer("alone"),
            Column::integer("open_risks"),
            Column::text("proposed_by"),
            Column::text("finding"),
            Column::integer("authorised_at"),
            Column::integer("conference_due"),
            Column::integer("enquiry_due"),
        ],
    );
    const FURTHER: &'static [Table] = &[FACT];

    fn row(&self) -> Vec<Value> {
        let due = |timer: &str| self.clock(timer).and_then(|clock| clock.due).map(Due::instant);
        let outcome = self.outcome.as_ref();
        values![
            self.child,
            self.episode,
            self.initiated.id,
            self.reference.as_str(),
            self.worker,
            self.stage().code(),
            self.runs(),
            self.initiated.at,
            due(FIRST_SEEN),
            self.first_seen().map(|seen| seen.at),
            self.seen_alone(),
            self.open_risks().count(),
            outcome.map(|outcome| outcome.by),
            outcome.map(|outcome| outcome.finding.code()),
            self.authorised.as_ref().map(|authorised| authorised.at),
            due(CONFERENCE),
            due(ENQUIRY),
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        fact_rows(FACT, &self.facts())
    }
}

impl Kept for DirectWork {
    const TABLE: Table = Table::new(
        "direct_work",
        &[Column::text("section47"), Column::text("child"), Column::integer("at"), Column::text("scan")],
    );

    fn row(&self) -> Vec<Value> {
        // Work done outside an enquiry has no name of one: the column is as old as enquiries and takes no null.
        let section47 = self.section47.map_or_else(String::new, |section47| section47.to_string());
        values![section47, self.child, self.at, self.picture.as_ref().map(|picture| picture.scan.code())]
    }
}

crate::row! {
    /// An enquiry in a list.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Listed {
        /// The enquiry.
        pub id: Id<Section47>,
        /// The number people say.
        pub reference: String,
        /// The child.
        pub child: Id<Person>,
        /// The social worker who leads it.
        pub worker: Option<Id<Staff>>,
        /// The code of its stage.
        pub stage: String,
        /// When the initiating discussion was held.
        pub started: Timestamp,
        /// By when the child is to be seen.
        pub seen_due: Option<Timestamp>,
        /// When the child was first seen.
        pub first_seen: Option<Timestamp>,
        /// How many risks are neither enquired into nor explained.
        pub open_risks: u64,
        /// Who proposed the outcome.
        pub proposed_by: Option<Id<Staff>>,
        /// By when a conference is to be held.
        pub conference_due: Option<Timestamp>,
    }
}

static RUNNING: LazyLock<Query<Listed>> = LazyLock::new(|| {
    let visible = record_visible("section47", 1);
    Query::composed(
        "store::section47::RUNNING",
        format!(
            "select section47.id, section47.reference, section47.child, section47.worker, section47.stage, section47.started, section47.seen_due,
            section47.first_seen, section47.open_risks, section47.proposed_by, section47.conference_due from section47
            where section47.runs = 1 and {visible} order by section47.started, section47.id limit 500"
        ),
    )
});

crate::statements! {
    static OF_CHILD: Query<(Id<Section47>,)> = concat!(
        "select id as value from section47 where child in ",
        one_person!("$1"),
        " order by started, id"
    );
    static OF_DISCUSSION: Query<(Id<Section47>,)> = "select id as value from section47 where discussion = $1 order by started, id";
    static WORK_OF: Query<(Id<DirectWork>,)> = "select id as value from direct_work where section47 = $1 order by at, id";
    static KEEP: Change = "insert into direct_work_content (id, sealed) values ($1, $2)";
    static CONTENT: Query<(Vec<u8>,)> = "select sealed as value from direct_work_content where id = $1";
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 1] {
    [&*RUNNING]
}

/// The enquiries that run and that this viewer may read, the longest first.
///
/// # Errors
/// When the database fails.
pub fn running(permit: &Permit<'_>) -> Result<Vec<Listed>, Failure> {
    let actor = permit.actor();
    let reads = |role: &Role| Action::ReadSection47.is_for(*role);
    let roles: Vec<Role> = actor.roles.iter().copied().filter(reads).collect();
    let values = child_parameters(actor, &roles, permit.at(), Action::ReadSection47.needs());
    permit.tx().all(&RUNNING, &values)
}

/// A child's enquiries, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Id<Section47>>, Failure> {
    Ok(permit.tx().all(&OF_CHILD, &values![child])?.into_iter().map(|(id,)| id).collect())
}

/// The enquiries that a discussion initiated.
///
/// # Errors
/// When the database fails.
pub fn of_discussion(permit: &Permit<'_>, discussion: Id<Any>) -> Result<Vec<Id<Section47>>, Failure> {
    Ok(permit.tx().all(&OF_DISCUSSION, &values![discussion])?.into_iter().map(|(id,)| id).collect())
}

/// The direct work done in an enquiry, in order.
///
/// # Errors
/// When the database fails.
pub fn direct_work(permit: &Permit<'_>, section47: Id<Section47>) -> Result<Vec<Id<DirectWork>>, Failure> {
    Ok(permit.tx().all(&WORK_OF, &values![section47])?.into_iter().map(|(id,)| id).collect())
}

/// Keeps the bytes of a picture, sealed, together with the record. `nonce` is 24 bytes of chance.
///
/// # Errors
/// When the database fails or is full.
pub fn keep_picture(
    store: &Store,
    permit: &WritePermit<'_>,
    work: Id<DirectWork>,
    bytes: &[u8],
    nonce: Nonce,
) -> Result<(), Failure> {
    let sealed = store.key().close(&place(work), bytes, nonce)?;
    permit.tx().run(&KEEP, &values![work, sealed]).map(drop)
}

/// The bytes of a picture; nothing when there are none.
///
/// # Errors
/// [`Failure::Sealed`] when they were changed or the key is another; other failures of the database.
pub fn picture(store: &Store, permit: &Permit<'_>, work: Id<DirectWork>) -> Result<Option<Vec<u8>>, Failure> {
    let Some((sealed,)) = permit.tx().maybe(&CONTENT, &values![work])? else { return Ok(None) };
    store.key().open(&place(work), &sealed).map(Some)
}

/// Where a picture's seal belongs: in another's row it does not open.
fn place(work: Id<DirectWork>) -> String {
    format!("direct work {work}")
}
