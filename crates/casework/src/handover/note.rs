//! Writing a night note, on a child or on a contact, while it happens.

use domain::access::{Action, Subject};
use domain::contact::Contact;
use domain::handover::{Left, NightItem, NightNote, NightNoteAsked};
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown;
use store::{Stop, Version, WriteDoor, WritePermit, load, save};

use super::leave::{Leaving, leave};
use crate::contact::standing;
use crate::session::{Sending, Session};
use crate::staff::Names;

/// Records what the night found and did about a child.
///
/// # Errors
/// When something is missing, or the person is not of the night team.
pub fn note_on_child(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    asked: NightNoteAsked,
) -> Result<Id<NightNote>, Stop> {
    session.send(sending, "night_note", |door| {
        let permit = door.permit(Action::WriteNightNote, Subject::Child(child))?;
        keep(session, door, &permit, asked, (vec![child], None))
    })
}

/// Records what the night found and did about a contact.
///
/// # Errors
/// As [`note_on_child`].
pub fn note_on_contact(
    session: &Session<'_>,
    sending: &Sending,
    contact: Id<Contact>,
    asked: NightNoteAsked,
) -> Result<Id<NightNote>, Stop> {
    session.send(sending, "night_note", |door| {
        let permit = door.permit(Action::WriteNightNote, Subject::Contact(contact))?;
        let children = standing(&permit, contact)?.record.people().collect();
        keep(session, door, &permit, asked, (children, Some(contact)))
    })
}

fn keep(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    asked: NightNoteAsked,
    about: (Vec<Id<Person>>, Option<Id<Contact>>),
) -> Result<Id<NightNote>, Stop> {
    let children = about.0.clone();
    let note = NightNote::record(asked, session.house.id(), about, session.staff.id, session.at)?;
    // The record keeps the words as they were typed; beside the entry they stand as they may be shown.
    let why = shown(&note.why_not);
    let why = Some(why.as_str()).filter(|why| !why.trim().is_empty());
    save(permit, &note, Version::NONE, "night_note", why)?;
    let (left, by, shows_from) = (Left::Note(note.id), Some(session.staff.id), session.at);
    leave(session, door, permit, Leaving { left, children, by, shows_from })?;
    Ok(note.id)
}

/// What the night recorded about a contact, and who took over what it left.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NightOfContact {
    /// The notes, oldest first.
    pub notes: Vec<NightNote>,
    /// What was left of it for the morning.
    pub items: Vec<NightItem>,
    /// The staff named in it.
    pub names: Names,
}

/// What the night recorded about a contact; nothing for whoever may not read it.
///
/// # Errors
/// When the store fails.
pub fn night_of_contact(session: &Session<'_>, contact: Id<Contact>) -> Result<NightOfContact, Stop> {
    session.read("night notes", |door| {
        if !door.would_permit(Action::ReadNightNote, Subject::Contact(contact))? {
            return Ok(NightOfContact::default());
        }
        let permit = door.permit(Action::ReadNightNote, Subject::Contact(contact))?;
        let (mut notes, mut items) = (Vec::<NightNote>::new(), Vec::<NightItem>::new());
        for id in store::handover::notes_of_contact(&permit, contact)? {
            notes.extend(load(&permit, id)?.map(|known| known.record));
        }
        let left = notes.iter().map(|note| Left::Note(note.id));
        for left in std::iter::once(Left::Contact(contact)).chain(left) {
            for id in store::handover::items_of(&permit, left)? {
                items.extend(load(&permit, id)?.map(|known| known.record));
            }
        }
        let had = items.iter().flat_map(|item| {
            let handed = item.handed.iter().flat_map(|handed| [handed.to, handed.by]);
            handed.chain(item.accepted.iter().map(|accepted| accepted.by))
        });
        let names = Names::of(&permit, notes.iter().map(|note| note.by).chain(had).collect::<Vec<_>>())?;
        Ok(NightOfContact { notes, items, names })
    })
}
