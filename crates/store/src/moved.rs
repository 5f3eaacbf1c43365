//! What was moved from one record to another, and what waits to be.

use std::sync::LazyLock;

use domain::access::Action;
use domain::id::Id;
use domain::person::moved::{Moved, Stage};

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::values;
use crate::visible::{reaching_children, record_visible};

impl Kept for Moved {
    const TABLE: Table = Table::new(
        "moved",
        &[
            Column::text("from_child"),
            Column::text("to_child"),
            Column::text("asked_by"),
            Column::integer("asked_at"),
            Column::integer("waits"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        let asked_at = match &self.stage {
            Stage::BackProposed { asked, .. } | Stage::TakenBack { asked, .. } => asked.at,
            Stage::Proposed | Stage::NotDone(_) | Stage::Done(_) => self.at,
        };
        values![self.from, self.to, self.asked_by(), asked_at, self.asked_by().is_some()]
    }
}

static WAITING: LazyLock<Query<(Id<Moved>,)>> = LazyLock::new(|| {
    let visible = record_visible("moved", 1);
    Query::composed(
        "store::moved::WAITING",
        format!(
            "select moved.id as value from moved where moved.waits = 1 and {visible} order by moved.asked_at, moved.id limit 500"
        ),
    )
});

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 1] {
    [&*WAITING]
}

/// What waits to be moved or taken back, the oldest first, as far as this viewer may read either child and neither closes it. Whether they may read both is
/// for the door to say.
///
/// # Errors
/// When the database fails.
pub fn waiting(permit: &Permit<'_>) -> Result<Vec<Id<Moved>>, Failure> {
    let values = reaching_children(permit, Action::MoveRecords);
    Ok(permit.tx().all(&WAITING, &values)?.into_iter().map(|(id,)| id).collect())
}
