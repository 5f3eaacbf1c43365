//! Looking up who is known in notifications, and in rows that could not be taken: by Frontdoor itself, after a batch is taken in, so that no answer
//! to the agency depends on it. Nobody sees a notification before it is done: it may close it to all but a circle.

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::notification::{Named, Notification, RefusedRow, people_of};
use domain::person::Person;
use domain::staff::Staff;
use matching::Strength;
use store::{Permit, Stop, Versioned, load, notification_batch, save};

use crate::house::House;
use crate::known_people::anybody_like;
use crate::outbox;
use crate::session::Session;

/// Those on the record who nearly certainly are each of the people, and who must be told because a record is restricted to them.
struct Likely {
    each: Vec<Vec<Id<Person>>>,
    circle: BTreeSet<Id<Staff>>,
}

/// Looks up everybody in every notification that has arrived.
///
/// # Errors
/// When the store fails.
pub fn look_up(house: &House) -> Result<(), Stop> {
    let session = house.system();
    while notifications(&session)? {}
    while refused_rows(&session)? {}
    Ok(())
}

/// Some notifications; false when there is none left.
fn notifications(session: &Session<'_>) -> Result<bool, Stop> {
    let found = session.read("look up notifications", |door| {
        let permit = door.permit(Action::SeeNotifications, Subject::House)?;
        let mut found = Vec::new();
        for id in store::notification::arrived(&permit)? {
            let Some(known) = load::<Notification>(&permit, id)? else { continue };
            let likely = likely(&permit, &known.record.people)?;
            found.push((known, likely));
        }
        Ok(found)
    })?;
    if found.is_empty() {
        return Ok(false);
    }
    session.write("look_up_notifications", |door| {
        let permit = door.permit(Action::SeeNotifications, Subject::House)?;
        let mut told = BTreeSet::new();
        for (known, likely) in &found {
            // One that was sent again meanwhile is looked up in its new words by the next round.
            let standing = load::<Notification>(&permit, known.record.id)?;
            if standing.is_none_or(|standing| standing.version != known.version) {
                continue;
            }
            let looked_up = known.record.looked_up(likely.each.clone());
            save(&permit, &looked_up, known.version, "look_up_notifications", None)?;
            told.extend(likely.circle.iter().copied());
        }
        for staff in told {
            let words = "A notification from another agency is about a record that only a circle may read, and you are in it. \
                         Open Notifications in Frontdoor.";
            outbox::tell_colleague(session, door, staff, words)?;
        }
        Ok(true)
    })
}

/// Some rows that could not be taken; false when there is none left.
fn refused_rows(session: &Session<'_>) -> Result<bool, Stop> {
    session.write("look_up_notifications", |door| {
        let permit = door.permit(Action::SeeNotifications, Subject::House)?;
        let rows = notification_batch::refused_not_looked_up(&permit)?;
        for id in &rows {
            let Some(Versioned { record, version, .. }) = load::<RefusedRow>(&permit, *id)? else { continue };
            let found = likely(&permit, &people_of(&record.row, session.at))?;
            let row = RefusedRow { likely: Some(found.each.into_iter().flatten().collect()), ..record };
            save(&permit, &row, version, "look_up_notifications", None)?;
        }
        Ok(!rows.is_empty())
    })
}

fn likely(permit: &Permit<'_>, people: &[Named]) -> Result<Likely, Stop> {
    let mut found = Likely { each: Vec::new(), circle: BTreeSet::new() };
    for named in people {
        let query = store::notification::described(named);
        let mut own = Vec::new();
        for held in anybody_like(permit, &query, Strength::Likely)? {
            own.push(held.person.id);
            let person = store::read_as_one::restricted_as_one(permit, held.person)?;
            let closed = person.restriction.iter();
            found.circle.extend(closed.flat_map(|closed| closed.circle.iter().copied()));
        }
        found.each.push(own);
    }
    Ok(found)
}
