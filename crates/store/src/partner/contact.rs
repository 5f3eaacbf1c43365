//! The people of agencies who have no account and can be sent a link.

use domain::id::Id;
use domain::partner::AgencyContact;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for AgencyContact {
    const TABLE: Table = Table::new(
        "agency_contact",
        &[
            Column::text("agency"),
            Column::text("organisation"),
            Column::text("name"),
            Column::text("staff"),
            Column::integer("verified"),
            Column::integer("ended"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        let organisation = Some(self.organisation.clone()).filter(|name| !name.is_empty());
        let (verified, ended) = (self.verified.is_some(), self.ended.is_some());
        values![self.agency.as_str(), organisation, self.name.as_str(), self.staff, verified, ended]
    }
}

crate::statements! {
    static ALL: Query<(Id<AgencyContact>,)> = "select id as value from agency_contact where ended = 0
        order by agency, organisation, name, id limit 2000";
    static OF_AGENCY: Query<(Id<AgencyContact>,)> = "select id as value from agency_contact
        where ended = 0 and agency = $1 and coalesce(organisation, '') = $2 order by name, id limit 2000";
}

/// Everybody on the list, by agency and name.
///
/// # Errors
/// When the database fails.
pub fn all(permit: &Permit<'_>) -> Result<Vec<Id<AgencyContact>>, Failure> {
    Ok(permit.tx().all(&ALL, &values![])?.into_iter().map(|(id,)| id).collect())
}

/// Those of one agency and organisation, by name.
///
/// # Errors
/// When the database fails.
pub fn of_agency(
    permit: &Permit<'_>,
    agency: &str,
    organisation: &str,
) -> Result<Vec<Id<AgencyContact>>, Failure> {
    Ok(permit.tx().all(&OF_AGENCY, &values![agency, organisation])?.into_iter().map(|(id,)| id).collect())
}
