//! Notices to workers, until they are acknowledged.

use domain::contact::Contact;
use domain::id::Id;
use domain::notice::Notice;
use domain::person::Person;
use domain::staff::Staff;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for Notice {
    const TABLE: Table = Table::new(
        "notice",
        &[
            Column::text("staff"),
            Column::text("child"),
            Column::text("contact"),
            Column::integer("sent_at"),
            Column::integer("acknowledged_at"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        values![self.to, self.child, self.contact, self.sent_at, self.acknowledged_at]
    }
}

crate::statements! {
    static WAITING: Query<(Id<Notice>,)> = "select id as value from notice where staff = $1 and acknowledged_at is null order by sent_at, id limit 200";
    static SENT: Query<(Id<Notice>,)> = "select id as value from notice where staff = $1 and child = $2 and contact = $3";
}

/// The notices that wait for the viewer, oldest first.
///
/// # Errors
/// When the database fails.
pub fn waiting(permit: &Permit<'_>) -> Result<Vec<Id<Notice>>, Failure> {
    Ok(permit.tx().all(&WAITING, &values![permit.actor().staff])?.into_iter().map(|(id,)| id).collect())
}

/// Whether a worker was told of a contact about a child already.
///
/// # Errors
/// When the database fails.
pub fn was_sent(
    permit: &Permit<'_>,
    staff: Id<Staff>,
    child: Id<Person>,
    contact: Id<Contact>,
) -> Result<bool, Failure> {
    Ok(permit.tx().maybe(&SENT, &values![staff, child, contact])?.is_some())
}
