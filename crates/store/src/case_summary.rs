//! Case summaries: that of a child, and the children who are open and whose summary is missing, old, or older than something that became known.

use std::sync::LazyLock;

use domain::access::{Action, Role};
use domain::case_summary::CaseSummary;
use domain::id::Id;
use domain::person::Person;
use jiff::Timestamp;

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Known, Table};
use crate::read_as_one::{self, one_person};
use crate::values;
use crate::visible::{child_parameters, child_visible};

impl Kept for CaseSummary {
    const TABLE: Table = Table::new(
        "case_summary",
        &[Column::text("child"), Column::integer("written_at"), Column::text("author")],
    );

    fn row(&self) -> Vec<Value> {
        values![self.child, self.now.at, self.now.by]
    }
}

crate::row! {
    /// An open child, and how old their summary is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct OpenChild {
        /// The child.
        pub child: Id<Person>,
        /// Since when the child is open to somebody or, at the latest, now.
        pub since: Option<Timestamp>,
        /// When the summary was written; nothing when there is none.
        pub written_at: Option<Timestamp>,
        /// Whether the file holds something newer than the summary that may have made it stale.
        pub newer: bool,
    }
}

/// Kinds of record that can make a summary stale: all of those that `domain::case_summary::news` looks at.
const NEWS: &str =
    "'contact', 'event', 'section47', 'strategy_discussion', 'power', 'safety_plan', 'conference'";

static OPEN: LazyLock<Query<OpenChild>> = LazyLock::new(|| {
    let visible = child_visible("open.child", 2);
    Query::composed(
        "store::case_summary::OPEN",
        format!(
            "select open.child as child, \
                 (select min(held.since) from involvement held where held.child = open.child and held.until is null) as since, \
                 summary.written_at as written_at, \
                 cast(case when summary.id is not null and exists (select 1 from ledger_child about join ledger entry on entry.seq = about.seq \
                     where about.child = open.child and about.seq > summary.seq and entry.kind in ({NEWS})) then 1 else 0 end as bigint) as newer \
             from (select distinct episode.child as child from episode where episode.closed_on is null and episode.no_further_action = 0) open \
             left join case_summary summary on summary.child = open.child \
             where (summary.id is null or summary.written_at <= $1 or exists (select 1 from ledger_child about join ledger entry on entry.seq = about.seq \
                     where about.child = open.child and about.seq > summary.seq and entry.kind in ({NEWS}))) \
             and {visible} order by summary.written_at, open.child limit 500"
        ),
    )
});

crate::row! {
    /// How many children are open, and how many of them have a fresh summary.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Freshness {
        /// Open children.
        pub open: u64,
        /// Of them, those whose summary was written lately and is older than nothing in the file that may make it stale.
        pub fresh: u64,
    }
}

static FRESHNESS: LazyLock<Query<Freshness>> = LazyLock::new(|| {
    let closed = crate::visible::outside("open.child", 2);
    Query::composed(
        "store::case_summary::FRESHNESS",
        format!(
            "select count(*) as open, count(case when summary.written_at > $1 and not exists (select 1 from ledger_child about \
                     join ledger entry on entry.seq = about.seq \
                     where about.child = open.child and about.seq > summary.seq and entry.kind in ({NEWS})) then 1 end) as fresh \
             from (select distinct episode.child as child from episode where episode.closed_on is null and episode.no_further_action = 0) open \
             left join case_summary summary on summary.child = open.child where not {closed}"
        ),
    )
});

crate::statements! {
    static OF_CHILD: Query<(Id<CaseSummary>,)> = concat!(
        "select id as value from case_summary where child in ",
        one_person!("$1"),
        " order by seq desc limit 1"
    );
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 2] {
    [&*OPEN, &*FRESHNESS]
}

/// The summary of a child. Whether the viewer may read it is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Option<Id<CaseSummary>>, Failure> {
    Ok(permit.tx().maybe(&OF_CHILD, &values![child])?.map(|(id,)| id))
}

/// Open children whom the viewer may read of and whose summary is missing, was written at `written_by` or before, or is older than something in the
/// file. Whether that made it stale is for `domain::case_summary` to say.
///
/// # Errors
/// When the database fails.
pub fn to_look_at(permit: &Permit<'_>, written_by: Timestamp) -> Result<Vec<OpenChild>, Failure> {
    let actor = permit.actor();
    let reads = |role: &Role| Action::ReadCaseSummary.is_for(*role);
    let roles: Vec<Role> = actor.roles.iter().copied().filter(reads).collect();
    let mut parameters = values![written_by];
    parameters.extend(child_parameters(actor, &roles, permit.at(), Action::ReadCaseSummary.needs()));
    let found = permit.tx().all(&OPEN, &parameters)?;
    let one = read_as_one::everybody(permit, Known::Now)?;
    let mut looked_at: Vec<OpenChild> = Vec::with_capacity(found.len());
    for open in found {
        // A child who is on record twice has one summary, in whichever record it stands.
        let stands = one.stands(open.child);
        let twice = stands != open.child;
        let again = looked_at.iter().any(|had| had.child == stands);
        if twice && (again || of_child(permit, stands)?.is_some()) {
            continue;
        }
        looked_at.push(OpenChild { child: stands, ..open });
    }
    Ok(looked_at)
}

/// How many open children have a summary written after a moment that nothing newer of weight has overtaken. Restricted children are counted for their
/// circle alone.
///
/// # Errors
/// When the database fails.
pub fn freshness(permit: &Permit<'_>, written_after: Timestamp) -> Result<Freshness, Failure> {
    permit.tx().one(&FRESHNESS, &values![written_after, permit.actor().staff])
}
