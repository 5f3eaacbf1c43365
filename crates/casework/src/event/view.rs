//! One event as its page shows it: what was recorded, who is in it as far as this viewer may learn of them, and every version it has had.

use domain::access::{Action, Subject, Unsealing};
use domain::event::{Adult, Event};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;
use store::ledger::history;
use store::{Door, Stop, Versioned, load};

use crate::session::Session;
use crate::staff::Names;
use crate::standing::at_version;

/// An event as this viewer may read it.
#[derive(Debug, Clone, PartialEq)]
pub struct EventView {
    /// The event.
    pub event: Versioned<Event>,
    /// The children it is about.
    pub children: Vec<(Id<Person>, String)>,
    /// The adults in it.
    pub adults: Vec<Called>,
    /// What the viewer may have opened.
    pub unsealing: Unsealing,
    /// Its versions, oldest first.
    pub versions: Vec<Kept>,
    /// The staff named in it.
    pub names: Names,
    /// Whether the viewer may correct it.
    pub may_correct: bool,
}

/// Somebody in an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Called {
    /// Somebody on the record.
    Person(Id<Person>, String),
    /// A name as it was said.
    Named(String),
    /// A restricted record: the words to show.
    Restricted(String),
}

/// One version: who kept it, when, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The version.
    pub version: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Id<Staff>,
    /// Why, for every version but the first.
    pub reason: String,
}

/// One event.
///
/// # Errors
/// When there is none, or the viewer may not read it.
pub fn view(session: &Session<'_>, event: Id<Event>) -> Result<EventView, Stop> {
    session.read("significant event", |door| {
        let subject = Subject::record(event);
        let permit = door.permit(Action::ReadEvent, subject)?;
        let known = load(&permit, event)?.ok_or(Refusal::NotFound)?;
        let mut children = Vec::new();
        for child in &known.record.children {
            permit.shown(*child);
            children.extend(load(&permit, *child)?.map(|person| (*child, person.record.name())));
        }
        let adults = known.record.adults.iter().map(|adult| called(door, adult));
        let adults = adults.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
        let versions: Vec<Kept> = history(&permit, event)?.into_iter().map(kept).collect();
        let names = Names::of(&permit, versions.iter().map(|kept| kept.by).collect::<Vec<_>>())?;
        Ok(EventView {
            children,
            adults,
            unsealing: permit.unsealing(),
            versions,
            names,
            may_correct: known.record.stands() && door.would_permit(Action::CorrectEvent, subject)?,
            event: known,
        })
    })
}

fn kept(version: Versioned<Event>) -> Kept {
    let Versioned { version, known_at, actor, reason, .. } = version;
    Kept { version: version.0, at: known_at, by: actor, reason: reason.unwrap_or_default() }
}

/// An adult as this viewer may know them; nothing for one of whom they may learn nothing at all.
fn called(door: &Door, adult: &Adult) -> Result<Option<Called>, Stop> {
    let person = match adult {
        Adult::Named(name) => return Ok(Some(Called::Named(name.clone()))),
        Adult::Known(person) => *person,
    };
    match door.permit(Action::KnowExists, Subject::Child(person)) {
        Ok(permit) => Ok(load(&permit, person)?.map(|known| Called::Person(person, known.record.name()))),
        Err(Stop::Refusal(Refusal::NotAllowed(words))) => Ok(Some(Called::Restricted(words))),
        Err(Stop::Refusal(_)) => Ok(None),
        Err(stop) => Err(stop),
    }
}

/// One version of an event: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or the viewer may not correct it.
pub fn kept_version(session: &Session<'_>, event: Id<Event>, version: u64) -> Result<Event, Stop> {
    session.read("event as a form was opened", |door| {
        let permit = door.permit(Action::CorrectEvent, Subject::record(event))?;
        at_version(&permit, event, version)
    })
}
