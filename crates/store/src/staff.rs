//! The people who use Frontdoor, their roles and teams.

use domain::id::Id;
use domain::staff::{Role, Staff};

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::values;

const ROLE: Table = Table::new("staff_role", &[Column::text("role")]);
const TEAM: Table = Table::new("staff_team", &[Column::text("team")]);

impl Kept for Staff {
    const TABLE: Table = Table::new(
        "staff",
        &[
            Column::text("name"),
            Column::text("agency"),
            Column::text("organisation"),
            Column::integer("active"),
        ],
    );
    const FURTHER: &'static [Table] = &[ROLE, TEAM];

    fn row(&self) -> Vec<Value> {
        let organisation = Some(self.organisation.clone()).filter(|name| !name.is_empty());
        values![self.name.as_str(), self.agency.clone(), organisation, self.active]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let roles = self.roles.iter().map(|role| ROLE.row(values![role.code()]));
        let teams = self.teams.iter().map(|team| TEAM.row(values![team.as_str()]));
        roles.chain(teams).collect()
    }
}

crate::statements! {
    static NAME: Query<(String,)> = "select name as value from staff where id = $1";
    // Those behind a link for one request have no account and are on no list of people.
    static EVERYBODY: Query<(Id<Staff>,)> = "select id as value from staff
        where not exists (select 1 from agency_contact linked where linked.staff = staff.id) order by name, id";
    static COLLEAGUES: Query<Colleague> = "select id, name from staff where active = 1 and agency is null order by name, id";
    static OF_AGENCY: Query<OfAgency> = "select id, name, organisation from staff where active = 1 and agency = $1
        and not exists (select 1 from agency_contact linked where linked.staff = staff.id) order by organisation, name, id";
    static HOLDERS: Query<(Id<Staff>,)> = "select staff.id as value from staff join staff_role held on held.id = staff.id
        where staff.active = 1 and held.role = $1 order by staff.id";
}

crate::row! {
    /// A colleague, for choosing one.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Colleague {
        /// Who.
        pub id: Id<Staff>,
        /// What colleagues call them.
        pub name: String,
    }
}

crate::row! {
    /// Somebody of an agency, for choosing whom to ask.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct OfAgency {
        /// Who.
        pub id: Id<Staff>,
        /// What they are called.
        pub name: String,
        /// Which of the agency's organisations they belong to.
        pub organisation: Option<String>,
    }
}

/// The people of an agency who may sign in, by organisation and name.
///
/// # Errors
/// When the database fails.
pub fn of_agency(permit: &Permit<'_>, agency: &str) -> Result<Vec<OfAgency>, Failure> {
    permit.tx().all(&OF_AGENCY, &values![agency])
}

/// What colleagues call somebody.
///
/// # Errors
/// When the database fails.
pub fn name(permit: &Permit<'_>, staff: Id<Staff>) -> Result<Option<String>, Failure> {
    Ok(permit.tx().maybe(&NAME, &values![staff])?.map(|(name,)| name))
}

/// Everybody who uses Frontdoor, by name.
///
/// # Errors
/// When the database fails.
pub fn everybody(permit: &Permit<'_>) -> Result<Vec<Id<Staff>>, Failure> {
    Ok(permit.tx().all(&EVERYBODY, &values![])?.into_iter().map(|(id,)| id).collect())
}

/// The council's own people who may sign in, by name.
///
/// # Errors
/// When the database fails.
pub fn colleagues(permit: &Permit<'_>) -> Result<Vec<Colleague>, Failure> {
    permit.tx().all(&COLLEAGUES, &values![])
}

/// Those who hold a role and may sign in.
///
/// # Errors
/// When the database fails.
pub fn holders(permit: &Permit<'_>, role: Role) -> Result<Vec<Id<Staff>>, Failure> {
    Ok(permit.tx().all(&HOLDERS, &values![role.code()])?.into_iter().map(|(id,)| id).collect())
}
