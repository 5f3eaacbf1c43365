//! The people who use Frontdoor, their roles and teams.

use domain::staff::Staff;

use crate::engine::{Column, Value};
use crate::ledger::{FurtherRow, Kept, Table};
use crate::values;

const ROLE: Table = Table::new("staff_role", &[Column::text("role")]);
const TEAM: Table = Table::new("staff_team", &[Column::text("team")]);

impl Kept for Staff {
    const TABLE: Table =
        Table::new("staff", &[Column::text("name"), Column::text("agency"), Column::integer("active")]);
    const FURTHER: &'static [Table] = &[ROLE, TEAM];

    fn row(&self) -> Vec<Value> {
        values![self.name.as_str(), self.agency.clone(), self.active]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let roles = self.roles.iter().map(|role| ROLE.row(values![role.code()]));
        let teams = self.teams.iter().map(|team| TEAM.row(values![team.as_str()]));
        roles.chain(teams).collect()
    }
}
