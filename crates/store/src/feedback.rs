//! What referrers are told.

use domain::contact::Contact;
use domain::feedback::Feedback;
use domain::id::Id;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for Feedback {
    const TABLE: Table = Table::new(
        "feedback",
        &[
            Column::text("contact"),
            Column::text("drafted_by"),
            Column::integer("approved"),
            Column::integer("sent_at"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        values![self.contact, self.drafted_by, self.approved.is_some(), self.sent_at]
    }
}

crate::statements! {
    static OF_CONTACT: Query<(Id<Feedback>,)> = "select id as value from feedback where contact = $1 order by seq desc limit 1";
}

/// The message to a contact's referrer.
///
/// # Errors
/// When the database fails.
pub fn of_contact(permit: &Permit<'_>, contact: Id<Contact>) -> Result<Option<Id<Feedback>>, Failure> {
    Ok(permit.tx().maybe(&OF_CONTACT, &values![contact])?.map(|(id,)| id))
}
