//! Saying that two records that look alike are two people, and taking that back.

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::contact::Contact;
use domain::id::Id;
use domain::person::Person;
use domain::person::different::DifferentPeople;
use domain::person::link::Said;
use domain::refusal::Refusal;
use store::{Known, Permit, Stop, Version, WritePermit, load, save};

use super::around::{Around, who};
use super::named::{Named, together};
use crate::child::{Party, party};
use crate::session::{Sending, Session};

/// Says that two records are two people: nobody is asked again.
///
/// # Errors
/// When they are read as one, somebody said so already, there is no reason, or the person may not know of both.
pub fn say_different(
    session: &Session<'_>,
    sending: &Sending,
    (one, other): (Id<Person>, Id<Person>),
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "say_different", |door| {
        let permit = door.permit(Action::LinkRecords, Subject::Child(one))?;
        let theirs = door.permit(Action::LinkRecords, Subject::Child(other))?;
        let (mine, around) = (Around::of(session, &permit, one)?, Around::of(session, &theirs, other)?);
        if !mine.group.all.contains(&other) {
            together(
                Named { permit: &permit, around: &mine, person: one },
                Named { permit: &theirs, around: &around, person: other },
            )?;
        }
        // What may not be laid side by side is not named beside each other as two people either.
        if store::read_as_one::is_parted(&permit, one, other)? {
            let words = "Nothing is said of these two records together. Choose another record.";
            return Err(Refusal::NotNow(words.into()).into());
        }
        if let Some(said) = store::different_people::between(&permit, one, other)? {
            let words = format!("{} said so already.", who(&permit, &said.record.said)?);
            return Err(Refusal::NotNow(words).into());
        }
        keep_different(session, &permit, (one, other), reason)
    })
}

/// Writes down that two records are two people, where nobody has yet.
pub(crate) fn keep_different(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    (one, other): (Id<Person>, Id<Person>),
    reason: &str,
) -> Result<(), Stop> {
    // Of the old identity and the new nothing is said together.
    if store::different_people::between(permit, one, other)?.is_some()
        || store::read_as_one::is_parted(permit, one, other)?
    {
        return Ok(());
    }
    if store::read_as_one::of(permit, one, Known::Now)?.all.contains(&other) && one != other {
        let words = "These two records are read as one. Undo that first, with a reason.";
        return Err(Refusal::NotNow(words.into()).into());
    }
    let said = Said { by: session.staff.id, at: session.at, reason: reason.trim().into() };
    let different = DifferentPeople::say(session.house.id(), (one, other), said)?;
    save(permit, &different, Version::NONE, "say_different", Some(reason))?;
    Ok(())
}

/// How it is known where an officer said so of a child in a contact.
fn said_on(contact: &Contact) -> String {
    format!("On contact {} somebody said that it is a different child.", contact.reference)
}

/// Hands on what was said of the children of a contact: whoever a child was found to be is another person than those whom somebody said the child is not,
/// and nobody is asked that again of the two records. What the contact says no longer is taken back, if it was said nowhere else.
pub(crate) fn hand_on_different(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    (before, after): (&Contact, &Contact),
) -> Result<(), Stop> {
    let two = |contact: &Contact| -> BTreeSet<(Id<Person>, Id<Person>)> {
        contact.two_people().into_iter().map(|(found, not)| (found, not.person)).collect()
    };
    let (was, is) = (two(before), two(after));
    let reason = said_on(after);
    for (one, other) in was.difference(&is) {
        let Some(known) = store::different_people::between(permit, *one, *other)? else { continue };
        if known.record.said.reason == reason {
            let said = Said { by: session.staff.id, at: session.at, reason: reason.clone() };
            let back = known.record.take_back(said)?;
            save(permit, &back, known.version, "take_back_different", Some(&reason))?;
        }
    }
    for (found, not) in
        after.two_people().into_iter().filter(|(found, not)| !was.contains(&(*found, not.person)))
    {
        let group = store::read_as_one::of(permit, found, Known::Now)?;
        // Who is read as one with the other was said, with a reason, by somebody who had both records before them.
        if group.all.contains(&not.person)
            || store::different_people::between(permit, found, not.person)?.is_some()
            || store::read_as_one::is_parted(permit, found, not.person)?
        {
            continue;
        }
        let said = Said { by: not.by, at: not.at, reason: reason.clone() };
        let different = DifferentPeople::say(session.house.id(), (found, not.person), said)?;
        save(permit, &different, Version::NONE, "say_different", Some(&reason))?;
    }
    Ok(())
}

/// Everybody of whom somebody said that they are another person than one, for laying nobody before anybody again.
pub(crate) fn said_to_be_others(
    permit: &Permit<'_>,
    person: Id<Person>,
) -> Result<BTreeSet<Id<Person>>, Stop> {
    let said = store::different_people::of_person(permit, person)?.into_iter().map(|known| known.record);
    Ok(said.map(|said| if said.one == person { said.other } else { said.one }).collect())
}

/// Takes back that two records are two people: it may be asked again.
///
/// # Errors
/// When it is taken back already, there is no reason, or the person may not know of both.
pub fn take_back_different(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<DifferentPeople>,
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "take_back_different", |door| {
        let list = door.permit(Action::SeeWhoIsWho, Subject::House)?;
        let known = load(&list, id)?.ok_or(Refusal::NotFound)?;
        door.permit(Action::LinkRecords, Subject::Child(known.record.other))?;
        let permit = door.permit(Action::LinkRecords, Subject::Child(known.record.one))?;
        if store::read_as_one::is_parted(&permit, known.record.one, known.record.other)? {
            return Err(Refusal::NotFound.into());
        }
        let said = Said { by: session.staff.id, at: session.at, reason: reason.trim().into() };
        let back = known.record.take_back(said)?;
        save(&permit, &back, known.version, "take_back_different", Some(reason))?;
        Ok(())
    })
}

/// Somebody who was said to be another person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Different {
    /// What was said.
    pub id: Id<DifferentPeople>,
    /// The other.
    pub other: Party,
    /// Who said so, and when.
    pub who: String,
    /// How they know.
    pub reason: String,
}

/// One thing that was said, for whoever may know of both.
///
/// # Errors
/// When there is none, or the person may not know of both records.
pub fn said_different(session: &Session<'_>, id: Id<DifferentPeople>) -> Result<Different, Stop> {
    session.read("different people", |door| {
        let list = door.permit(Action::SeeWhoIsWho, Subject::House)?;
        let said = load(&list, id)?.filter(|found| found.record.holds()).ok_or(Refusal::NotFound)?.record;
        let permit = door.permit(Action::LinkRecords, Subject::Child(said.one))?;
        door.permit(Action::LinkRecords, Subject::Child(said.other))?;
        if store::read_as_one::is_parted(&permit, said.one, said.other)? {
            return Err(Refusal::NotFound.into());
        }
        let (other, who) = (party(door, said.other)?, who(&permit, &said.said)?);
        Ok(Different { id, other, who, reason: said.said.reason })
    })
}

/// Everybody whom somebody said to be another person than one. A restricted record says only whom to ring.
///
/// # Errors
/// When the person may not know of the record.
pub fn different_from(session: &Session<'_>, person: Id<Person>) -> Result<Vec<Different>, Stop> {
    session.read("different people", |door| {
        let permit = door.permit(Action::LinkRecords, Subject::Child(person))?;
        let mut different = Vec::new();
        for said in store::different_people::of_person(&permit, person)? {
            let said = said.record;
            // Said before the child was adopted: it is remembered, and leads nobody from the one identity to the other.
            if store::read_as_one::is_parted(&permit, said.one, said.other)? {
                continue;
            }
            let other = party(door, if said.one == person { said.other } else { said.one })?;
            // A reason may tell of both.
            let open = matches!(other, Party::Person(..));
            different.push(Different {
                id: said.id,
                other,
                who: who(&permit, &said.said)?,
                reason: if open { said.said.reason } else { String::new() },
            });
        }
        Ok(different)
    })
}
