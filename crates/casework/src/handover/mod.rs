//! Day and night, handed over both ways: cards for the night team, its notes, the morning list that is accepted piece by piece, and the downtime
//! pack for the night when nothing works.

mod board;
mod card;
pub mod downtime;
mod escalate;
mod leave;
mod morning;
mod note;
mod withhold;

pub use board::{Ahead, OnBoard, Tonight, Waiting, on_my_desk, tonight};
pub use card::{CardView, authorise_card, card_of, card_to_authorise, card_version, draft_card, end_card};
pub(crate) use escalate::unaccepted_to_manager;
pub(crate) use leave::{left_by_contact, left_by_opening, left_by_power, left_by_safety_plan};
pub use morning::{About, Group, Item, Morning, Says, accept, hand, item, morning};
pub use note::{NightOfContact, night_of_contact, note_on_child, note_on_contact};
pub(crate) use withhold::protected_in;

use domain::access::{Action, Subject};
use domain::handover::{Night, night};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::{Door, Permit, Stop};

use crate::house::House;
use crate::session::Session;

/// How far a viewer reaches in a row of a list about a child.
enum Reached<'d> {
    /// As far as was asked.
    Yes(Permit<'d>),
    /// Not at all: the record is restricted. The words to show.
    Restricted(String),
    /// Not so far: the row is not theirs.
    No,
}

/// Asks for an act on a row of a list. What is not the viewer's is not noted as refused: they never asked for it. A restriction is: its words
/// are shown.
fn reach(door: &Door, action: Action, child: Id<Person>) -> Result<Reached<'_>, Stop> {
    let subject = Subject::Child(child);
    if door.would_permit(action, subject)? {
        return Ok(Reached::Yes(door.permit(action, subject)?));
    }
    if door.would_permit(Action::KnowExists, subject)? {
        return Ok(Reached::No);
    }
    match door.permit(Action::KnowExists, subject) {
        Ok(_) | Err(Stop::Refusal(Refusal::NotFound)) => Ok(Reached::No),
        Err(Stop::Refusal(refusal)) => Ok(Reached::Restricted(refusal.to_string())),
        Err(stop) => Err(stop),
    }
}

/// The night that cards are for.
fn tonight_of(session: &Session<'_>) -> Night {
    let house = session.house;
    Night::tonight(session.at, &house.calendar, &house.pack.handover)
}

/// The night that began last.
fn last_night(session: &Session<'_>) -> Night {
    let house = session.house;
    Night::last_begun(session.at, &house.calendar, &house.pack.handover)
}

/// Whether the night team answers at a moment.
pub(crate) fn is_night(house: &House, at: Timestamp) -> bool {
    Night::is_now(at, &house.calendar, &house.pack.handover)
}

/// By when what arises at a moment must be accepted.
fn accept_by(house: &House, at: Timestamp) -> Timestamp {
    night::accept_by(at, &house.calendar, &house.pack.handover)
}
