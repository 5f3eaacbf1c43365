//! Referrals: those that wait to be accepted, and those of a child or a contact.

use std::sync::LazyLock;

use domain::calendar::Due;
use domain::contact::Contact;
use domain::id::Id;
use domain::person::Person;
use domain::referral::{DECISION, Referral};

use crate::contact::Length;
use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::read_as_one::one_person;
use crate::values;
use crate::visible::outside;

const REQUEST: Table = Table::new("referral_request", &[Column::integer("place"), Column::text("contact")]);

impl Kept for Referral {
    const TABLE: Table = Table::new(
        "referral",
        &[
            Column::text("child"),
            Column::text("stage"),
            Column::integer("received_at"),
            Column::integer("due"),
        ],
    );
    const FURTHER: &'static [Table] = &[REQUEST];

    fn row(&self) -> Vec<Value> {
        let due = self.clocks.iter().find(|clock| clock.timer == DECISION).and_then(|clock| clock.due);
        let received_at = self.first_request().map_or(self.asked_at, |request| request.received_at);
        values![self.child, self.stage.code(), received_at, due.map(Due::instant)]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let requests = self.requests.iter().enumerate();
        requests.map(|(place, request)| REQUEST.row(values![place, request.contact])).collect()
    }
}

/// Whether the viewer may read every contact a referral came by: no restricted child among them, seen from outside the circle.
fn open_to(staff: usize) -> String {
    let outside = outside("seen.child", staff);
    format!(
        "not exists (select 1 from referral_request asked join contact_child seen on seen.id = asked.contact \
         where asked.id = referral.id and seen.child is not null and {outside})"
    )
}

static WAITING: LazyLock<Query<(Id<Referral>,)>> = LazyLock::new(|| {
    let open = open_to(1);
    Query::composed(
        "store::referral::WAITING",
        format!(
            "select referral.id as value from referral where referral.stage = 'waiting' and {open} \
             order by referral.due nulls last, referral.id limit 200"
        ),
    )
});
static LENGTH: LazyLock<Query<Length>> = LazyLock::new(|| {
    let open = open_to(1);
    Query::composed(
        "store::referral::LENGTH",
        format!(
            "select count(*) as size, min(referral.received_at) as oldest from referral where referral.stage = 'waiting' and {open}"
        ),
    )
});

crate::statements! {
    static OF_CHILD: Query<(Id<Referral>,)> = concat!(
        "select id as value from referral where child in ",
        one_person!("$1"),
        " and stage = 'waiting' order by id"
    );
    static OF_CONTACT: Query<(Id<Referral>,)> = "select id as value from referral_request where contact = $1 order by id";
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 2] {
    [&*WAITING, &*LENGTH]
}

/// The referrals that wait to be accepted, the first due first, as far as the viewer may read the contacts they came by.
///
/// # Errors
/// When the database fails.
pub fn waiting(permit: &Permit<'_>) -> Result<Vec<Id<Referral>>, Failure> {
    Ok(permit.tx().all(&WAITING, &values![permit.actor().staff])?.into_iter().map(|(id,)| id).collect())
}

/// How many wait, and since when the oldest.
///
/// # Errors
/// When the database fails.
pub fn length(permit: &Permit<'_>) -> Result<Length, Failure> {
    permit.tx().one(&LENGTH, &values![permit.actor().staff])
}

/// The referrals of a child that wait.
///
/// # Errors
/// When the database fails.
pub fn waiting_of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Id<Referral>>, Failure> {
    Ok(permit.tx().all(&OF_CHILD, &values![child])?.into_iter().map(|(id,)| id).collect())
}

/// The referrals that a contact asked for.
///
/// # Errors
/// When the database fails.
pub fn of_contact(permit: &Permit<'_>, contact: Id<Contact>) -> Result<Vec<Id<Referral>>, Failure> {
    Ok(permit.tx().all(&OF_CONTACT, &values![contact])?.into_iter().map(|(id,)| id).collect())
}
