//! The hub's board: every open enquiry, the most pressing first, with how much time is left and how much information is in hand.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::mash::{Enquiry, Stage};
use domain::person::Person;
use domain::refusal::Refusal;
use store::mash::OnBoard;
use store::{Door, Failure, Permit, Stop, load};

use crate::house::House;
use crate::session::Session;
use crate::staff::Names;

/// An enquiry on the board.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardRow {
    /// What the list holds.
    pub listed: OnBoard,
    /// The number people speak of.
    pub reference: String,
    /// What its children are called, as said.
    pub children: Vec<String>,
    /// Those of them who are on the record.
    pub people: Vec<Id<Person>>,
}

/// The board, as far as this viewer may read what is on it.
///
/// # Errors
/// When the person may not see it.
pub fn board(session: &Session<'_>) -> Result<(Vec<BoardRow>, Names), Stop> {
    session.read("hub board", |door| {
        let permit = door.permit(Action::SeeHub, Subject::House)?;
        let rows = rows(&permit)?;
        let names = Names::of(&permit, rows.iter().filter_map(|row| row.listed.recommended_by))?;
        Ok((rows, names))
    })
}

/// The open enquiries that wait for this person. Nobody decides on their own recommendation or where they declared a conflict, so such a one does
/// not wait for them.
pub(crate) fn waiting_for(session: &Session<'_>, door: &Door) -> Result<Vec<BoardRow>, Stop> {
    let may = |action: Action| session.actor.roles.iter().any(|role| action.is_for(*role));
    if !may(Action::SeeHub) || !(may(Action::DecideEnquiry) || may(Action::AnalyseEnquiry)) {
        return Ok(Vec::new());
    }
    let permit = door.permit(Action::SeeHub, Subject::House)?;
    let mut waiting = Vec::new();
    for row in rows(&permit)? {
        let mine = match Stage::from_code(&row.listed.stage) {
            Some(Stage::Recommended) => {
                door.would_permit(Action::DecideEnquiry, Subject::Enquiry(row.listed.id))?
            }
            Some(Stage::Gathering | Stage::SentBack) => may(Action::AnalyseEnquiry),
            Some(Stage::Decided) | None => false,
        };
        if mine {
            waiting.push(row);
        }
    }
    Ok(waiting)
}

/// The rows of the board: its permit stands for the names in it.
fn rows(permit: &Permit<'_>) -> Result<Vec<BoardRow>, Stop> {
    let mut rows = Vec::new();
    for listed in store::mash::board(permit)? {
        let contact = load(permit, listed.contact)?.ok_or(Refusal::NotFound)?.record;
        rows.push(BoardRow {
            reference: contact.reference.clone(),
            children: contact.children.iter().map(|child| child.said.name.display()).collect(),
            people: contact.people().collect(),
            listed,
        });
    }
    Ok(rows)
}

/// The number of the latest change to an enquiry, for whoever begins to watch its page.
///
/// # Errors
/// When there is nothing the viewer may know of.
pub fn watched(session: &Session<'_>, enquiry: Id<Enquiry>) -> Result<u64, Stop> {
    session.read("watch an enquiry", |door| {
        let permit = door.permit(Action::ReadEnquiry, Subject::Enquiry(enquiry))?;
        Ok(store::mash::latest(&permit, enquiry)?)
    })
}

/// The number of the latest change to an enquiry, while its page is watched: nothing is shown by it, so nothing is noted.
///
/// # Errors
/// When the store fails.
pub fn moved(house: &House, enquiry: Id<Enquiry>) -> Result<u64, Failure> {
    house.store.enquiry_moved(enquiry)
}
