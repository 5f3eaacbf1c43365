//! Episodes of need.

use domain::episode::Episode;
use domain::id::Id;
use domain::person::Person;
use jiff::civil::Date;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::fact::{fact_rows, fact_table};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table, load};
use crate::read_as_one::one_person;
use crate::values;

const FACT: Table = fact_table("episode_fact");

impl Kept for Episode {
    const TABLE: Table = Table::new(
        "episode",
        &[
            Column::text("child"),
            Column::text("referral_date"),
            Column::integer("no_further_action"),
            Column::text("closed_on"),
        ],
    );

    const FURTHER: &'static [Table] = &[FACT];

    fn further(&self) -> Vec<FurtherRow> {
        if self.taken_back {
            return Vec::new();
        }
        fact_rows(FACT, &self.facts())
    }

    fn row(&self) -> Vec<Value> {
        // One whose file was taken back is nobody's, and ended before any time that is asked about.
        if self.taken_back {
            return values!["", self.referral_date, true, Some(Date::constant(1, 1, 1))];
        }
        values![self.child, self.referral_date, self.no_further_action, self.closed_on]
    }
}

crate::statements! {
    static OF_CHILD: Query<(Id<Episode>,)> = concat!(
        "select id as value from episode where child in ",
        one_person!("$1"),
        " order by referral_date, id"
    );
    static OPEN: Query<(Id<Episode>,)> = "select id as value from episode
        where referral_date <= $1 and no_further_action = 0 and (closed_on is null or closed_on > $1) order by referral_date desc, id";
}

/// The episodes open on a day, the newest first, for the downtime pack.
///
/// # Errors
/// When the database fails.
pub fn open_on(permit: &Permit<'_>, day: Date) -> Result<Vec<Id<Episode>>, Failure> {
    Ok(permit.tx().all(&OPEN, &values![day])?.into_iter().map(|(id,)| id).collect())
}

/// A child's episodes, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Episode>, Failure> {
    let mut episodes = Vec::new();
    for (id,) in permit.tx().all(&OF_CHILD, &values![child])? {
        episodes.extend(load(permit, id)?.map(|known| known.record));
    }
    Ok(episodes)
}
