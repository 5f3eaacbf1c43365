//! One of ours raises a disagreement about a child, for themselves or for somebody of an agency who rang; or says which child an agency's one is about.

use domain::access::{Action, Subject};
use domain::conference::Conference;
use domain::disagreement::{AboutRecord, DECLINED_CONFERENCE, Disagreement, RaiseAsked};
use domain::id::Id;
use domain::person::Person;
use domain::record::Record;
use domain::refusal::Refusal;
use store::{Permit, Stop, Version, load, save};

use super::standing;
use super::tell::{begun, new_worry};
use crate::session::{Sending, Session};

/// Raises a disagreement about a child, from the child's record; about a conference, when one is named.
///
/// # Errors
/// When the person may not read the child, the conference is another child's, or something is missing.
pub fn raise(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    conference: Option<Id<Conference>>,
    asked: RaiseAsked,
) -> Result<Id<Disagreement>, Stop> {
    session.send(sending, "raise_disagreement", |door| {
        let permit = door.permit(Action::RaiseDisagreement, Subject::Child(child))?;
        let house = session.house;
        let record = conference.map(|id| of_child(&permit, id, child)).transpose()?;
        let asked = RaiseAsked { children: vec![child], record, ..asked };
        let raised =
            Disagreement::raise(house.id(), &session.staff, asked, session.at, &house.pack, &house.calendar)?;
        save(&permit, &raised, Version::NONE, "raise_disagreement", None)?;
        begun(session, door, &raised)?;
        new_worry(session, door, &permit, &raised)?;
        Ok(raised.id)
    })
}

fn of_child(permit: &Permit<'_>, conference: Id<Conference>, child: Id<Person>) -> Result<AboutRecord, Stop> {
    let known =
        load(permit, conference)?.filter(|known| known.record.child == child).ok_or(Refusal::NotFound)?;
    Ok(AboutRecord { kind: Conference::KIND.into(), id: known.record.id.any() })
}

/// Says that a disagreement is about a child, and about that child's conference when it is one that was declined. From then on it is read as the child is,
/// and counts for the watch.
///
/// # Errors
/// When the person may not read both, it is recorded already, or somebody else changed it.
pub fn place(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    disagreement: Id<Disagreement>,
) -> Result<(), Stop> {
    session.send(sending, "place_disagreement", |door| {
        let of = door.permit(Action::RaiseDisagreement, Subject::Child(child))?;
        let permit = door.permit(Action::AnswerDisagreement, Subject::Disagreement(disagreement))?;
        let known = standing(&permit, disagreement)?;
        let record = if known.record.about == DECLINED_CONFERENCE && known.record.record.is_none() {
            declined(&of, child)?
        } else {
            None
        };
        let placed = known.record.place(session.staff.id, child, record, session.at)?;
        save(&permit, &placed, known.version, "place_disagreement", None)?;
        new_worry(session, door, &permit, &placed)
    })
}

/// The conference of a child that was declined last.
fn declined(permit: &Permit<'_>, child: Id<Person>) -> Result<Option<AboutRecord>, Stop> {
    let mut found = None;
    for id in store::conference::of_child(permit, child)? {
        let conference = load(permit, id)?.map(|known| known.record);
        if conference.is_some_and(|conference| !conference.declined.is_empty()) {
            found = Some(AboutRecord { kind: Conference::KIND.into(), id: id.any() });
        }
    }
    Ok(found)
}
