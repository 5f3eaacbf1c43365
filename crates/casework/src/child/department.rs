//! Saying that a record is not to stand with the Department for Education: it was opened for the wrong child, the child was adopted and the old identity is closed,
//! or it is the same child as another record. The next feed takes the child out there; the record itself stays as it is. Said in error, it is taken back the same way.
//!
//! Source: DfE CSC API 1.0.1 (purging).

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::department::{NotToStand, Why};
use domain::person::{Person, Standing};
use domain::refusal::Refusal;
use store::{Known, Permit, Stop, Version, load, save};

use crate::session::{Sending, Session};

/// Says that a record is not to stand with the Department.
///
/// # Errors
/// When there is no reason, the other record is not one that stands and that the person may read, somebody else changed this one, or the person may not.
pub fn keep_from_department(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    why: Why,
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "keep_from_department", |door| {
        let permit = door.permit(Action::KeepFromDepartment, Subject::Child(child))?;
        let known = load(&permit, child)?.ok_or(Refusal::NotFound)?;
        if known.record.standing == Standing::Adult {
            return Err(Refusal::NotNow(
                "The Department holds children, and this is an adult's record.".into(),
            )
            .into());
        }
        if let Why::SameAs(other) = why {
            let read = door.permit(Action::ReadFile, Subject::Child(other))?;
            stands(&read, other)?;
        }
        if why == Why::Adopted && !store::read_as_one::of(&permit, child, Known::Now)?.is_alone() {
            let words = "This record is read as one with another. Undo that first: a closed identity is joined with nothing.";
            return Err(Refusal::NotNow(words.into()).into());
        }
        let (by, at) = (session.staff.id, session.at);
        let person = known.record.not_standing(NotToStand { why, reason: reason.trim().into(), by, at })?;
        save(&permit, &person, Version(sending.opened), "keep_from_department", Some(reason))?;
        Ok(())
    })
}

/// Says that a record is to stand with the Department again.
///
/// # Errors
/// When there is no reason, it stands there, somebody else changed it, or the person may not.
pub fn stand_with_department(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "stand_with_department", |door| {
        let permit = door.permit(Action::KeepFromDepartment, Subject::Child(child))?;
        let known = load(&permit, child)?.ok_or(Refusal::NotFound)?;
        let person = known.record.standing_again(reason)?;
        save(&permit, &person, Version(sending.opened), "stand_with_department", Some(reason))?;
        Ok(())
    })
}

/// The other record must be a child's that stands itself: otherwise the child would stand nowhere.
fn stands(permit: &Permit<'_>, other: Id<Person>) -> Result<(), Stop> {
    let other = load(permit, other)?.ok_or(Refusal::NotFound)?.record;
    if other.standing == Standing::Adult || other.taken_back || other.not_to_stand.is_some() {
        let words = "Choose a child's record that stands with the Department itself.";
        return Err(Refusal::field("same", words).into());
    }
    Ok(())
}
