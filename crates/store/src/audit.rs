//! Audits: those a viewer may read, those that wait for their grades or their acts, those graded in a time; the samples they were drawn in; and the decisions
//! that can be drawn, which are entries of the ledger.

use std::sync::LazyLock;

use domain::access::{Action, Actor, Role};
use domain::audit::{Audit, Sample};
use domain::calendar::Due;
use domain::id::{Any, Id};
use domain::person::Person;
use domain::staff::Staff;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::contact::Length;
use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Seq, Table};
use crate::values;
use crate::visible::{audit_parameters, audit_visible, outside};

const AUDITOR: Table = Table::new("audit_auditor", &[Column::text("staff"), Column::integer("graded")]);
const PARTY: Table = Table::new("audit_party", &[Column::text("staff")]);
const ACTION: Table = Table::new(
    "audit_action",
    &[
        Column::integer("place"),
        Column::text("owner"),
        Column::text("due"),
        Column::integer("done"),
        Column::integer("closed"),
    ],
);

impl Kept for Audit {
    const TABLE: Table = Table::new(
        "audit",
        &[
            Column::text("reference"),
            Column::text("sample"),
            Column::text("draw"),
            Column::text("record"),
            Column::text("team"),
            Column::integer("drawn_at"),
            Column::integer("due"),
            Column::text("stage"),
            Column::integer("graded_at"),
            Column::text("action_due"),
        ],
    );
    const FURTHER: &'static [Table] = &[AUDITOR, PARTY, ACTION];

    fn row(&self) -> Vec<Value> {
        values![
            self.reference.as_str(),
            self.sample,
            self.of.draw.code(),
            self.of.record,
            self.of.team.as_str(),
            self.clock.started,
            self.clock.due.map(Due::instant),
            self.stage().code(),
            self.clock.met,
            self.action_due(),
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let graded = |auditor: &Id<Staff>| self.grading_of(*auditor).is_some();
        let auditors = self.auditors.iter().map(|auditor| AUDITOR.row(values![*auditor, graded(auditor)]));
        let parties = self.parties().into_iter().map(|staff| PARTY.row(values![staff]));
        let actions = self.actions.iter().enumerate().map(|(place, action)| {
            ACTION.row(values![place, action.owner, action.due, action.done.is_some(), action.is_closed()])
        });
        auditors.chain(parties).chain(actions).collect()
    }
}

impl Kept for Sample {
    const TABLE: Table = Table::new(
        "audit_sample",
        &[
            Column::text("reference"),
            Column::text("draw"),
            Column::text("theme"),
            Column::integer("made_at"),
            Column::text("follows"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        values![self.reference.as_str(), self.draw.code(), self.theme.clone(), self.at, self.follows]
    }
}

crate::row! {
    /// An audit in a list.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Listed {
        /// The audit.
        pub id: Id<Audit>,
        /// The number people say.
        pub reference: String,
        /// The code of what it is of.
        pub draw: String,
        /// The code of its stage.
        pub stage: String,
        /// By when it is graded.
        pub due: Option<Timestamp>,
        /// When it was graded.
        pub graded_at: Option<Timestamp>,
        /// The first day an action falls due.
        pub action_due: Option<Date>,
        /// Whether it waits for the viewer's own grades.
        pub waits: u64,
    }
}

crate::row! {
    /// A decision that can be drawn.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Decided {
        /// The entry of the ledger.
        pub seq: Seq,
        /// The record.
        pub record: Id<Any>,
        /// When.
        pub known_at: Timestamp,
        /// Who decided.
        pub actor: Id<Staff>,
    }
}

crate::row! {
    /// An action of an audit that is not closed.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct OpenAction {
        /// The audit.
        pub id: Id<Audit>,
        /// Which of its actions, from 0.
        pub place: u64,
        /// By which day.
        pub due: Date,
        /// Whether its owner said that it is done.
        pub done: bool,
    }
}

static VISIBLE: LazyLock<Query<Listed>> = LazyLock::new(|| {
    let visible = audit_visible("audit", 1);
    Query::composed(
        "store::audit::VISIBLE",
        format!(
            "select audit.id, audit.reference, audit.draw, audit.stage, audit.due, audit.graded_at, audit.action_due, \
             (select count(*) from audit_auditor mine where mine.id = audit.id and mine.staff = $1 and mine.graded = 0) as waits \
             from audit where {visible} order by case when audit.stage = 'closed' then 1 else 0 end, audit.due, audit.id limit 300"
        ),
    )
});
static GRADED: LazyLock<Query<(Id<Audit>,)>> = LazyLock::new(|| {
    let first = AFTER_AUDITS;
    let visible = audit_visible("audit", 1);
    Query::composed(
        "store::audit::GRADED",
        format!(
            "select audit.id as value from audit where audit.graded_at >= ${first} and audit.graded_at < ${} and {visible} \
             order by audit.graded_at desc, audit.id limit 2000",
            first + 1
        ),
    )
});
static TO_GRADE: LazyLock<Query<Length>> = LazyLock::new(|| {
    let visible = audit_visible("audit", 1);
    Query::composed(
        "store::audit::TO_GRADE",
        format!(
            "select count(*) as size, min(audit.drawn_at) as oldest from audit where audit.stage = 'to_grade' and {visible}"
        ),
    )
});
static ACTIONS_OVERDUE: LazyLock<Query<Length>> = LazyLock::new(|| {
    let first = AFTER_AUDITS;
    let visible = audit_visible("audit", 1);
    Query::composed(
        "store::audit::ACTIONS_OVERDUE",
        format!(
            "select count(*) as size, min(audit.graded_at) as oldest from audit join audit_action act on act.id = audit.id \
             where act.closed = 0 and act.done = 0 and act.due < ${first} and {visible}"
        ),
    )
});
static DECIDED: LazyLock<Query<Decided>> = LazyLock::new(|| {
    let closed = outside("seen.child", 5);
    Query::composed(
        "store::audit::DECIDED",
        format!(
            "select entry.seq, entry.record, entry.known_at, entry.actor from ledger entry \
             where entry.known_at >= $1 and entry.known_at < $2 and entry.kind = $3 and entry.command = $4 and entry.body is not null \
             and exists (select 1 from ledger_child about where about.seq = entry.seq) \
             and not exists (select 1 from ledger_child seen where seen.seq = entry.seq and {closed}) order by entry.seq limit 50000"
        ),
    )
});
/// The first parameter after those of the filter of audits.
const AFTER_AUDITS: usize = 4 + 2 * domain::access::WAYS;

crate::statements! {
    static CHILDREN: Query<(Id<Person>,)> = "select child as value from ledger_child where seq = $1 order by child";
    static HANDS: Query<(Id<Staff>,)> = "select actor as value from ledger where kind = $1 and record = $2 and seq <= $3 order by version";
    static SAMPLES: Query<(Id<Sample>,)> = "select id as value from audit_sample order by made_at desc, id limit 200";
    static OF_SAMPLE: Query<(Id<Audit>,)> = "select id as value from audit where sample = $1 order by drawn_at, id";
    static OF_RECORD: Query<(Id<Audit>,)> = "select id as value from audit where record = $1 order by drawn_at, id";
    static ACTIONS: Query<OpenAction> = "select id, place, due, done from audit_action where owner = $1 and closed = 0 order by due, id, place limit 200";
    static TEAM_OF: Query<(String,)> = "select team as value from staff_team where id = $1 order by team";
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 5] {
    [&*VISIBLE, &*GRADED, &*TO_GRADE, &*ACTIONS_OVERDUE, &*DECIDED]
}

fn parameters(permit: &Permit<'_>) -> Vec<Value> {
    let actor: &Actor = permit.actor();
    let roles: Vec<Role> =
        actor.roles.iter().copied().filter(|role| Action::ReadAudit.is_for(*role)).collect();
    audit_parameters(actor, &roles, permit.at())
}

fn and(mut values: Vec<Value>, more: Vec<Value>) -> Vec<Value> {
    values.extend(more);
    values
}

/// The audits this viewer may read, those that are not closed first, by when they are due.
///
/// # Errors
/// When the database fails.
pub fn visible(permit: &Permit<'_>) -> Result<Vec<Listed>, Failure> {
    permit.tx().all(&VISIBLE, &parameters(permit))
}

/// The audits graded from one moment until another that this viewer may count, the newest first. For those who see no single audit the sums are made under
/// the permit of somebody who counts for the service: only restricted children are left out.
///
/// # Errors
/// When the database fails.
pub fn graded(permit: &Permit<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<Id<Audit>>, Failure> {
    let counts = audit_parameters(permit.actor(), &[Role::Auditor], permit.at());
    let found = permit.tx().all(&GRADED, &and(counts, values![from, until]))?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// How many audits wait to be graded, as far as the viewer may read them.
///
/// # Errors
/// When the database fails.
pub fn to_grade(permit: &Permit<'_>) -> Result<Length, Failure> {
    permit.tx().one(&TO_GRADE, &parameters(permit))
}

/// How many actions are over their day, as far as the viewer may read their audits. The oldest is since when its audit was graded.
///
/// # Errors
/// When the database fails.
pub fn actions_overdue(permit: &Permit<'_>, today: Date) -> Result<Length, Failure> {
    permit.tx().one(&ACTIONS_OVERDUE, &and(parameters(permit), values![today]))
}

/// The decisions of a kind from one moment until another, in the order of the ledger. Those about a restricted child are there for its circle.
///
/// # Errors
/// When the database fails.
pub fn decided(
    permit: &Permit<'_>,
    (kind, command): (&str, &str),
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Decided>, Failure> {
    permit.tx().all(&DECIDED, &values![from, until, kind, command, permit.actor().staff])
}

/// The children an entry of the ledger is about.
///
/// # Errors
/// When the database fails.
pub fn children_of(permit: &Permit<'_>, entry: Seq) -> Result<Vec<Id<Person>>, Failure> {
    Ok(permit.tx().all(&CHILDREN, &values![entry])?.into_iter().map(|(child,)| child).collect())
}

/// Everybody who wrote in a record up to an entry, the first one first, once for each time.
///
/// # Errors
/// When the database fails.
pub fn hands(
    permit: &Permit<'_>,
    kind: &str,
    record: Id<Any>,
    until: Seq,
) -> Result<Vec<Id<Staff>>, Failure> {
    Ok(permit.tx().all(&HANDS, &values![kind, record, until])?.into_iter().map(|(staff,)| staff).collect())
}

/// The codes of somebody's teams.
///
/// # Errors
/// When the database fails.
pub fn teams_of(permit: &Permit<'_>, staff: Id<Staff>) -> Result<Vec<String>, Failure> {
    Ok(permit.tx().all(&TEAM_OF, &values![staff])?.into_iter().map(|(team,)| team).collect())
}

/// The samples, the newest first. A sample holds nothing of a child but names without meaning.
///
/// # Errors
/// When the database fails.
pub fn samples(permit: &Permit<'_>) -> Result<Vec<Id<Sample>>, Failure> {
    Ok(permit.tx().all(&SAMPLES, &[])?.into_iter().map(|(id,)| id).collect())
}

/// The audits of a sample. Whether the viewer may read each is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn of_sample(permit: &Permit<'_>, sample: Id<Sample>) -> Result<Vec<Id<Audit>>, Failure> {
    Ok(permit.tx().all(&OF_SAMPLE, &values![sample])?.into_iter().map(|(id,)| id).collect())
}

/// The audits of a record. Whether the viewer may read each is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn of_record(permit: &Permit<'_>, record: Id<Any>) -> Result<Vec<Id<Audit>>, Failure> {
    Ok(permit.tx().all(&OF_RECORD, &values![record])?.into_iter().map(|(id,)| id).collect())
}

/// The actions of the viewer's that are not closed, the first due first.
///
/// # Errors
/// When the database fails.
pub fn own_actions(permit: &Permit<'_>) -> Result<Vec<OpenAction>, Failure> {
    permit.tx().all(&ACTIONS, &values![permit.actor().staff])
}
