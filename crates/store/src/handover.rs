//! Day and night: cards for the night, notes of the night, and what the night left until somebody has it.

use domain::contact::Contact;
use domain::handover::{Card, Left, NightItem, NightNote};
use domain::id::{Any, Id};
use domain::person::Person;
use jiff::Timestamp;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::read_as_one::one_person;
use crate::values;

impl Kept for Card {
    const TABLE: Table = Table::new(
        "night_card",
        &[
            Column::text("child"),
            Column::integer("waiting"),
            Column::integer("stands"),
            Column::integer("ended"),
            Column::integer("until"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        let until = self.stands.as_ref().map(|stands| stands.words.until);
        values![self.child, self.draft.is_some(), self.stands.is_some(), self.ended.is_some(), until]
    }
}

impl Kept for NightNote {
    const TABLE: Table = Table::new("night_note", &[Column::text("contact"), Column::integer("at")]);

    fn row(&self) -> Vec<Value> {
        values![self.contact, self.at]
    }
}

impl Kept for NightItem {
    const TABLE: Table = Table::new(
        "night_item",
        &[
            Column::text("what"),
            Column::text("about"),
            Column::integer("shows_from"),
            Column::integer("due"),
            Column::integer("waits"),
            Column::integer("gone"),
            Column::integer("accepted_at"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        let (what, about) = about(self.left);
        let accepted = self.accepted.as_ref().map(|accepted| accepted.at);
        values![
            what,
            about,
            self.shows_from,
            self.due,
            self.is_open(),
            self.gone_to_manager.is_some(),
            accepted
        ]
    }
}

/// What was left, as the columns have it.
fn about(left: Left) -> (&'static str, Id<Any>) {
    match left {
        Left::Note(note) => ("note", note.any()),
        Left::Contact(contact) => ("contact", contact.any()),
        Left::Opening(opening) => ("opening", opening.any()),
        Left::Card(card) => ("card", card.any()),
        Left::Power(power) => ("power", power.any()),
        Left::SafetyPlan(plan) => ("safety_plan", plan.any()),
    }
}

crate::statements! {
    static LIVE_CARD: Query<(Id<Card>,)> = concat!(
        "select id as value from night_card where child in ",
        one_person!("$1"),
        " and ended = 0 order by seq desc limit 1"
    );
    static STANDING: Query<(Id<Card>,)> = "select id as value from night_card where ended = 0 and stands = 1 and until > $1 order by seq desc limit 1000";
    static WAITING: Query<(Id<Card>,)> = "select id as value from night_card where ended = 0 and waiting = 1 order by seq limit 1000";
    static NOTES: Query<(Id<NightNote>,)> = "select id as value from night_note where contact = $1 order by at, id";
    static SHOWN: Query<(Id<NightItem>,)> = "select id as value from night_item
        where shows_from <= $1 and (waits = 1 or accepted_at >= $2) order by due, seq limit 1000";
    static OVERDUE: Query<(Id<NightItem>,)> = "select id as value from night_item
        where waits = 1 and gone = 0 and due <= $1 order by due, seq";
    static OF: Query<(Id<NightItem>,)> = "select id as value from night_item where about = $1 and what = $2 order by seq";
}

/// The card of a child that is not ended.
///
/// # Errors
/// When the database fails.
pub fn live_card(permit: &Permit<'_>, child: Id<Person>) -> Result<Option<Id<Card>>, Failure> {
    Ok(permit.tx().maybe(&LIVE_CARD, &values![child])?.map(|(id,)| id))
}

/// The authorised cards that had not run out at a moment, the newest first. Whether the viewer may read each is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn standing_cards(permit: &Permit<'_>, after: Timestamp) -> Result<Vec<Id<Card>>, Failure> {
    Ok(permit.tx().all(&STANDING, &values![after])?.into_iter().map(|(id,)| id).collect())
}

/// The cards that wait to be authorised, the oldest first. Whether the viewer may read each is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn waiting_cards(permit: &Permit<'_>) -> Result<Vec<Id<Card>>, Failure> {
    Ok(permit.tx().all(&WAITING, &values![])?.into_iter().map(|(id,)| id).collect())
}

/// What the night recorded about a contact, oldest first.
///
/// # Errors
/// When the database fails.
pub fn notes_of_contact(permit: &Permit<'_>, contact: Id<Contact>) -> Result<Vec<Id<NightNote>>, Failure> {
    Ok(permit.tx().all(&NOTES, &values![contact])?.into_iter().map(|(id,)| id).collect())
}

/// What the night left that somebody must still accept, and what was accepted since a moment. Whether the viewer may know of each is for the door
/// to say.
///
/// # Errors
/// When the database fails.
pub fn items(permit: &Permit<'_>, accepted_since: Timestamp) -> Result<Vec<Id<NightItem>>, Failure> {
    let shown = permit.tx().all(&SHOWN, &values![permit.at(), accepted_since])?;
    Ok(shown.into_iter().map(|(id,)| id).collect())
}

/// What nobody accepted in time and no manager knows of yet.
///
/// # Errors
/// When the database fails.
pub fn overdue_items(permit: &Permit<'_>) -> Result<Vec<Id<NightItem>>, Failure> {
    Ok(permit.tx().all(&OVERDUE, &values![permit.at()])?.into_iter().map(|(id,)| id).collect())
}

/// What was left of one thing.
///
/// # Errors
/// When the database fails.
pub fn items_of(permit: &Permit<'_>, left: Left) -> Result<Vec<Id<NightItem>>, Failure> {
    let (what, about) = about(left);
    Ok(permit.tx().all(&OF, &values![about, what])?.into_iter().map(|(id,)| id).collect())
}
