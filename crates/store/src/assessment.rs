//! Child and family assessments: those that run and a viewer may read, those of a child, those authorised in a time; and where a passage of one stands in
//! another. Fingerprints are made from the record and from nothing else, and found by their number alone.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::access::{Action, Role};
use domain::assessment::{Assessment, DECISION, REVIEW, TARGET};
use domain::calendar::{Due, london};
use domain::id::Id;
use domain::person::Person;
use domain::staff::Staff;
use jiff::Timestamp;

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::fact::{fact_rows, fact_table};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::read_as_one::one_person;
use crate::values;
use crate::visible::{child_parameters, record_unclosed, record_visible};

const FACT: Table = fact_table("assessment_fact");
const CHILD: Table = Table::new(
    "assessment_child",
    &[Column::integer("place"), Column::text("child"), Column::text("episode"), Column::integer("started")],
);
const PRINT: Table = Table::new("assessment_print", &[Column::text("place"), Column::integer("print")]);

/// How many fingerprints are asked for at once.
const TOGETHER: usize = 32;
/// How many other assessments a text is compared with at the most: those with the most fingerprints in common.
const COMPARED: usize = 12;

impl Kept for Assessment {
    const TABLE: Table = Table::new(
        "assessment",
        &[
            Column::text("reference"),
            Column::text("worker"),
            Column::text("team"),
            Column::text("stage"),
            Column::integer("runs"),
            Column::integer("started"),
            Column::integer("due"),
            Column::integer("target"),
            Column::integer("review"),
            Column::integer("submitted_at"),
            Column::text("submitted_by"),
            Column::integer("exception_asked"),
            Column::integer("authorised_at"),
            Column::integer("returns"),
        ],
    );
    const FURTHER: &'static [Table] = &[CHILD, PRINT, FACT];

    fn row(&self) -> Vec<Value> {
        let clock = |timer: &str| self.clock(timer);
        let due = |timer: &str| clock(timer).and_then(|clock| clock.due).map(Due::instant);
        let review = clock(REVIEW).filter(|clock| clock.met.is_none()).and_then(|clock| clock.due);
        let submission = self.submission();
        values![
            self.reference.as_str(),
            self.worker,
            self.team.as_str(),
            self.stage().code(),
            self.runs(),
            london::start_of(self.started_on()),
            due(DECISION),
            due(TARGET),
            review.map(Due::instant),
            submission.map(|submission| submission.at),
            submission.map(|submission| submission.by),
            self.exception_asked().is_some(),
            self.authorised.as_ref().map(|authorised| authorised.at),
            self.returned.len(),
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let children = (0_u64..).zip(&self.children).map(|(place, assessed)| {
            CHILD.row(values![place, assessed.child, assessed.episode, london::start_of(assessed.started_on)])
        });
        let mut rows: Vec<FurtherRow> = children.collect();
        for (place, prints) in self.prints() {
            let place = place.to_string();
            let print = |print: u64| vec![Value::from(place.as_str()), Value::Integer(print.cast_signed())];
            rows.extend(prints.into_iter().map(|one| PRINT.row(print(one))));
        }
        rows.extend(fact_rows(FACT, &self.facts()));
        rows
    }
}

crate::row! {
    /// An assessment in a list.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Listed {
        /// The assessment.
        pub id: Id<Assessment>,
        /// The number people say.
        pub reference: String,
        /// The social worker who makes it.
        pub worker: Id<Staff>,
        /// The team they make it in.
        pub team: String,
        /// The code of its stage.
        pub stage: String,
        /// When it began.
        pub started: Timestamp,
        /// By when it is to be authorised.
        pub due: Option<Timestamp>,
        /// The local target.
        pub target: Option<Timestamp>,
        /// The review point that is still to be held.
        pub review: Option<Timestamp>,
        /// When it was last put before a manager.
        pub submitted_at: Option<Timestamp>,
        /// By whom.
        pub submitted_by: Option<Id<Staff>>,
        /// Whether more time is asked for.
        pub exception_asked: bool,
        /// How often it was sent back.
        pub returns: u64,
    }
}

crate::row! {
    /// Another assessment that has fingerprints in common.
    struct Shares {
        other: Id<Assessment>,
        shared: u64,
    }
}

crate::row! {
    /// A child of an assessment, and since when.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct BegunFor {
        /// The assessment.
        pub id: Id<Assessment>,
        /// The child.
        pub child: Id<Person>,
        /// The day it began for this child.
        pub started: Timestamp,
    }
}

static RUNNING: LazyLock<Query<Listed>> = LazyLock::new(|| {
    let visible = record_visible("assessment", 1);
    Query::composed(
        "store::assessment::RUNNING",
        format!(
            "select assessment.id, assessment.reference, assessment.worker, assessment.team, assessment.stage, assessment.started, assessment.due,
            assessment.target, assessment.review, assessment.submitted_at, assessment.submitted_by, assessment.exception_asked, assessment.returns
            from assessment where assessment.runs = 1 and {visible} order by assessment.due, assessment.id limit 1000"
        ),
    )
});
static AUTHORISED_IN: LazyLock<Query<(Id<Assessment>,)>> = LazyLock::new(|| {
    let unclosed = record_unclosed("'assessment'", "assessment.id", 3);
    Query::composed(
        "store::assessment::AUTHORISED_IN",
        format!(
            "select assessment.id as value from assessment where assessment.authorised_at >= $1 and assessment.authorised_at < $2 and {unclosed}
            order by assessment.authorised_at, assessment.id limit 5000"
        ),
    )
});
static SHARING: LazyLock<Query<Shares>> = LazyLock::new(|| {
    let prints: Vec<String> = (2..2 + TOGETHER).map(|number| format!("${number}")).collect();
    Query::composed(
        "store::assessment::SHARING",
        format!(
            "select print.id as other, count(*) as shared from assessment_print print where print.id <> $1 and print.print in ({})
            group by print.id order by count(*) desc, print.id limit 100",
            prints.join(", ")
        ),
    )
});

crate::statements! {
    static OF_CHILD: Query<(Id<Assessment>,)> = concat!(
        "select of_it.id as value from assessment_child of_it where of_it.child in ",
        one_person!("$1"),
        " order by of_it.started, of_it.id"
    );
    static BEGUN: Query<BegunFor> = "select id, child, started from assessment_child where started >= $1 order by started, id, place";
}

/// Queries put together with the filter of what a viewer may see, or of several values.
pub(crate) fn filtered() -> [&'static dyn Statement; 3] {
    [&*RUNNING, &*AUTHORISED_IN, &*SHARING]
}

fn may(permit: &Permit<'_>, action: Action, asked: Action) -> Vec<Value> {
    let actor = permit.actor();
    let roles: Vec<Role> = actor.roles.iter().copied().filter(|role| asked.is_for(*role)).collect();
    child_parameters(actor, &roles, permit.at(), action.needs())
}

/// The assessments that run and that this viewer may read, what is due first at the top.
///
/// # Errors
/// When the database fails.
pub fn running(permit: &Permit<'_>) -> Result<Vec<Listed>, Failure> {
    permit.tx().all(&RUNNING, &may(permit, Action::ReadAssessment, Action::ReadAssessment))
}

/// A child's assessments, oldest first. Whether the viewer may read each is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Id<Assessment>>, Failure> {
    Ok(permit.tx().all(&OF_CHILD, &values![child])?.into_iter().map(|(id,)| id).collect())
}

/// The assessments that were authorised in a time, but for those that a restricted child closes to this viewer: for counting.
///
/// # Errors
/// When the database fails.
pub fn authorised_in(
    permit: &Permit<'_>,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Id<Assessment>>, Failure> {
    let mut values = values![from, until];
    values.extend(may(permit, Action::ReadAssessment, Action::SeeAssessmentMeasures));
    Ok(permit.tx().all(&AUTHORISED_IN, &values)?.into_iter().map(|(id,)| id).collect())
}

/// The children of whom an assessment was begun since a moment, for counting who was assessed again.
///
/// # Errors
/// When the database fails.
pub fn begun_since(permit: &Permit<'_>, from: Timestamp) -> Result<Vec<BegunFor>, Failure> {
    permit.tx().all(&BEGUN, &values![from])
}

/// Other assessments, of whatever family, that have a fingerprint of this one's texts: those with the most in common first, and not more than are worth
/// comparing. What stands in them is not the viewer's to see; whoever compares keeps nothing of it.
///
/// # Errors
/// When the database fails.
pub fn sharing(permit: &Permit<'_>, assessment: &Assessment) -> Result<Vec<Id<Assessment>>, Failure> {
    let mut prints: Vec<u64> = assessment.prints().into_values().flatten().collect();
    prints.sort_unstable();
    prints.dedup();
    let mut shared: BTreeMap<Id<Assessment>, u64> = BTreeMap::new();
    for together in prints.chunks(TOGETHER) {
        let last = together.last().copied().unwrap_or_default();
        let padded = together.iter().copied().chain(std::iter::repeat(last)).take(TOGETHER);
        let mut values = values![assessment.id];
        values.extend(padded.map(|print| Value::Integer(print.cast_signed())));
        for found in permit.tx().all(&SHARING, &values)? {
            *shared.entry(found.other).or_default() += found.shared;
        }
    }
    let mut found: Vec<(u64, Id<Assessment>)> = shared.into_iter().map(|(id, count)| (count, id)).collect();
    found.sort_by(|(one, first), (two, second)| two.cmp(one).then(first.cmp(second)));
    Ok(found.into_iter().take(COMPARED).map(|(_, id)| id).collect())
}
