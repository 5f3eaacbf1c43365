//! Two records that may be one person.

use std::sync::LazyLock;

use domain::access::Action;
use domain::id::Id;
use domain::person::Person;
use domain::person::possible_match::PossibleMatch;

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::values;
use crate::visible::{contact_visible, parameters, roles_for};

impl Kept for PossibleMatch {
    const TABLE: Table = Table::new(
        "possible_match",
        &[Column::text("contact"), Column::text("made"), Column::text("held"), Column::integer("resolved")],
    );

    fn row(&self) -> Vec<Value> {
        values![self.contact, self.made, self.held, self.resolved.is_some()]
    }
}

crate::statements! {
    static ASKED: Query<(u64,)> = "select count(*) as value from possible_match where (made = $1 and held = $2) or (made = $2 and held = $1)";
}

static WAITING: LazyLock<Query<(Id<PossibleMatch>,)>> = LazyLock::new(|| {
    let visible = contact_visible("contact", 1);
    Query::composed(
        "store::possible_match::WAITING",
        format!(
            "select asked.id as value from possible_match asked join contact on contact.id = asked.contact \
             where asked.resolved = 0 and {visible} order by asked.seq, asked.id limit {MOST}"
        ),
    )
});

/// So many questions are given at once.
pub const MOST: usize = 200;

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 1] {
    [&*WAITING]
}

/// The questions nobody has settled yet on contacts that this viewer may work on, oldest first, and of these no more than [`MOST`].
///
/// # Errors
/// When the database fails.
pub fn waiting(permit: &Permit<'_>) -> Result<Vec<Id<PossibleMatch>>, Failure> {
    let action = Action::MatchChild;
    let values = parameters(permit.actor(), &roles_for(permit, action), permit.at(), action.needs());
    Ok(permit.tx().all(&WAITING, &values)?.into_iter().map(|(id,)| id).collect())
}

/// Whether somebody asked of two records whether they are one person, and whatever was answered.
///
/// # Errors
/// When the database fails.
pub fn was_asked(permit: &Permit<'_>, one: Id<Person>, other: Id<Person>) -> Result<bool, Failure> {
    Ok(permit.tx().one(&ASKED, &values![one, other])?.0 > 0)
}
