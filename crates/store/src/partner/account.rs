//! The accounts of an agency's people: who there is, when they last did anything, when somebody last said that they work there.

use domain::id::Id;
use domain::staff::Staff;
use jiff::Timestamp;

use crate::Store;
use crate::door::Permit;
use crate::engine::Query;
use crate::failure::Failure;
use crate::ledger::{self, Versioned};
use crate::values;

crate::statements! {
    // Those behind a link have no account: they are on the list of contacts.
    static OF_AGENCY: Query<(Id<Staff>,)> = "select id as value from staff where agency = $1 and coalesce(organisation, '') = $2
        and not exists (select 1 from agency_contact linked where linked.staff = staff.id) order by name, id limit 2000";
    static PARTNERS: Query<(Id<Staff>,)> = "select id as value from staff where agency is not null and active = 1
        and not exists (select 1 from agency_contact linked where linked.staff = staff.id) order by id";
    static USED: Query<(Timestamp,)> = "select at as value from access where actor = $1 order by seq desc limit 1";
}

/// The people of an agency and organisation who have an account, by name; those who may not sign in too.
///
/// # Errors
/// When the database fails.
pub fn of_agency(permit: &Permit<'_>, agency: &str, organisation: &str) -> Result<Vec<Id<Staff>>, Failure> {
    Ok(permit.tx().all(&OF_AGENCY, &values![agency, organisation])?.into_iter().map(|(id,)| id).collect())
}

/// Everybody of any agency who may sign in.
///
/// # Errors
/// When the database fails.
pub fn all(permit: &Permit<'_>) -> Result<Vec<Id<Staff>>, Failure> {
    Ok(permit.tx().all(&PARTNERS, &values![])?.into_iter().map(|(id,)| id).collect())
}

/// When somebody last did anything.
///
/// # Errors
/// When the database fails.
pub fn used(permit: &Permit<'_>, staff: Id<Staff>) -> Result<Option<Timestamp>, Failure> {
    Ok(permit.tx().maybe(&USED, &values![staff])?.map(|(at,)| at))
}

impl Store {
    /// The record of somebody who is signing in, with the act that last changed it, and when they last did anything. It is their own, asked for
    /// before anybody is at the door; no other record can be had this way.
    ///
    /// # Errors
    /// When the database fails.
    pub fn own_account(
        &self,
        staff: Id<Staff>,
    ) -> Result<(Option<Versioned<Staff>>, Option<Timestamp>), Failure> {
        self.look(|tx| {
            let used = tx.maybe(&USED, &values![staff])?.map(|(at,)| at);
            Ok((ledger::latest_version(tx, staff)?, used))
        })
    }
}
