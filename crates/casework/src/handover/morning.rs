//! The morning list: what the night left, child by child, and who has it. Each row is asked of the access table; a restricted child is whom to
//! ring. What a viewer may know of but not read says so, and can still be accepted: whoever accepts it asks for the record next.

use std::collections::BTreeMap;

use domain::access::break_glass::BreakGlass;
use domain::access::{Action, Subject};
use domain::contact::Contact;
use domain::handover::card::CardWords;
use domain::handover::{Card, Left, Night, NightItem, NightNote};
use domain::id::{Any, Id};
use domain::person::Person;
use domain::power::Power;
use domain::refusal::Refusal;
use domain::safety_plan::SafetyPlan;
use domain::staff::Staff;
use store::{Door, Permit, Stop, Versioned, WriteDoor, WritePermit, load, save};

use super::{Reached, board, last_night, reach};
use crate::session::{Sending, Session};
use crate::staff::Names;

/// The morning, as this viewer may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Morning {
    /// The night it follows.
    pub night: Night,
    /// What it left, child by child: what waits first.
    pub groups: Vec<Group>,
    /// The staff named in it.
    pub names: Names,
    /// Whether the viewer may hand things to somebody.
    pub may_hand: bool,
}

/// One child, or one contact about children nobody has looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Whom it is about.
    pub about: About,
    /// What was left.
    pub items: Vec<Item>,
}

/// Whom a group is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A child on the record.
    Child(Id<Person>, String),
    /// A contact: its number, and what its children are called, as said.
    Contact(Id<Contact>, String, Vec<String>),
    /// A restricted child: the words to show.
    Restricted(String),
}

/// One piece, as far as this viewer may read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The piece.
    pub item: NightItem,
    /// What it says; nothing when the viewer may not read it.
    pub says: Says,
}

/// What a piece says.
#[derive(Debug, Clone, PartialEq)]
pub enum Says {
    /// A note.
    Note(Box<NightNote>),
    /// A contact that came in the night.
    Contact {
        /// Its number.
        reference: String,
        /// Whether a child may be in danger now.
        danger: bool,
    },
    /// Somebody opened the record with a reason.
    Opening(Box<BreakGlass>),
    /// A card whose "safe until" falls on the day.
    Card(Box<CardWords>),
    /// A power, an order or conditions recorded in the night, as it stands.
    Power(Box<Power>),
    /// A safety plan that was made by night.
    SafetyPlan(Box<SafetyPlan>),
    /// Something this viewer may not read.
    Withheld,
}

/// What the night left: what nobody has yet, and what was accepted this morning.
///
/// # Errors
/// When the person does not take over from the night.
pub fn morning(session: &Session<'_>) -> Result<Morning, Stop> {
    session.read("morning list", |door| {
        let list = door.permit(Action::SeeMorning, Subject::House)?;
        let mut groups: BTreeMap<Id<Any>, Group> = BTreeMap::new();
        for id in store::handover::items(&list, board::since(session))? {
            let Some(known) = load(&list, id)? else { continue };
            let Some((key, about, item)) = seen(door, &list, known.record)? else { continue };
            groups.entry(key).or_insert_with(|| Group { about, items: Vec::new() }).items.push(item);
        }
        let mut groups: Vec<Group> = groups.into_values().collect();
        groups.sort_by_key(|group| {
            let waits = group.items.iter().any(|item| item.item.is_open());
            let danger =
                group.items.iter().any(|item| matches!(item.says, Says::Contact { danger: true, .. }));
            (!waits, !danger, group.items.iter().map(|item| item.item.at).min())
        });
        let names = Names::of(&list, staff_in(&groups))?;
        let may_hand = session.actor.roles.iter().any(|role| Action::HandMorning.is_for(*role));
        Ok(Morning { night: last_night(session), groups, names, may_hand })
    })
}

/// How many pieces wait that this viewer may accept.
pub(super) fn waiting(session: &Session<'_>, door: &Door, list: &Permit<'_>) -> Result<usize, Stop> {
    let mut count = 0;
    for id in store::handover::items(list, session.at)? {
        let Some(known): Option<Versioned<NightItem>> = load(list, id)? else { continue };
        let open = known.record.is_open();
        if open && door.would_permit(Action::AcceptMorning, subject(list, &known.record)?)? {
            count += 1;
        }
    }
    Ok(count)
}

/// The one child a piece is about; a contact about none or several is a subject of its own.
fn subject(permit: &Permit<'_>, item: &NightItem) -> Result<Subject, Stop> {
    let contact = match item.left {
        Left::Contact(contact) => Some(contact),
        Left::Note(note) => load(permit, note)?.and_then(|known| known.record.contact),
        Left::Opening(_) | Left::Card(_) | Left::Power(_) | Left::SafetyPlan(_) => None,
    };
    match (contact, item.children.first()) {
        (Some(contact), _) => Ok(Subject::Contact(contact)),
        (None, Some(child)) => Ok(Subject::Child(*child)),
        (None, None) => Err(Refusal::NotFound.into()),
    }
}

type Seen = Option<(Id<Any>, About, Item)>;

fn seen(door: &Door, list: &Permit<'_>, item: NightItem) -> Result<Seen, Stop> {
    match subject(list, &item)? {
        Subject::Contact(contact) => of_contact(door, item, contact),
        Subject::Child(child) => of_child(door, item, child),
        // A piece is about a contact or a child, and nothing else.
        _ => Ok(None),
    }
}

fn of_contact(door: &Door, item: NightItem, contact: Id<Contact>) -> Result<Seen, Stop> {
    let subject = Subject::Contact(contact);
    if !door.would_permit(Action::ReadContact, subject)? {
        // A contact about a restricted child says whom to ring; any other that is not this viewer's is not named to them.
        return Ok(match door.permit(Action::KnowExists, subject) {
            Err(Stop::Refusal(Refusal::NotAllowed(words))) if words.starts_with("Restricted") => {
                let says = Says::Withheld;
                Some((item.id.any(), About::Restricted(words), Item { item, says }))
            }
            Ok(permit) => Some(known_of(door, &permit, item, contact)?),
            Err(Stop::Refusal(_)) => None,
            Err(stop) => return Err(stop),
        });
    }
    let permit = door.permit(Action::ReadContact, subject)?;
    let found = crate::contact::standing(&permit, contact)?.record;
    let people: Vec<Id<Person>> = found.people().collect();
    let says = match item.left {
        Left::Note(note) => {
            load(&permit, note)?.map_or(Says::Withheld, |known| Says::Note(Box::new(known.record)))
        }
        Left::Contact(_) | Left::Opening(_) | Left::Card(_) | Left::Power(_) | Left::SafetyPlan(_) => {
            Says::Contact {
                reference: found.reference.clone(),
                danger: found.concern.danger_now == domain::person::known::Known::Is(true),
            }
        }
    };
    // One child who has been found has one place on the list, whatever was left.
    if let ([child], 1) = (people.as_slice(), found.children.len())
        && let Reached::Yes(permit) = reach(door, Action::KnowExists, *child)?
    {
        let name = load(&permit, *child)?.map(|known| known.record.name()).unwrap_or_default();
        return Ok(Some((child.any(), About::Child(*child, name), Item { item, says })));
    }
    let names = found.children.iter().map(|child| child.said.name.display()).collect();
    Ok(Some((contact.any(), About::Contact(contact, found.reference, names), Item { item, says })))
}

/// A contact that this viewer may learn of and not read: its number, and those of its children whom they may know of.
fn known_of(
    door: &Door,
    permit: &Permit<'_>,
    item: NightItem,
    contact: Id<Contact>,
) -> Result<(Id<Any>, About, Item), Stop> {
    let found = crate::contact::standing(permit, contact)?.record;
    let mut names = Vec::new();
    for child in found.people() {
        if let Reached::Yes(permit) = reach(door, Action::KnowExists, child)? {
            names.extend(load(&permit, child)?.map(|known| known.record.name()));
        }
    }
    let about = About::Contact(contact, found.reference, names);
    Ok((contact.any(), about, Item { item, says: Says::Withheld }))
}

fn of_child(door: &Door, item: NightItem, child: Id<Person>) -> Result<Seen, Stop> {
    let permit = match reach(door, Action::KnowExists, child)? {
        Reached::Yes(permit) => permit,
        Reached::Restricted(words) => {
            let says = Says::Withheld;
            return Ok(Some((item.id.any(), About::Restricted(words), Item { item, says })));
        }
        Reached::No => return Ok(None),
    };
    let name = load(&permit, child)?.map(|known| known.record.name()).unwrap_or_default();
    let says = says(door, &item, child)?;
    Ok(Some((child.any(), About::Child(child, name), Item { item, says })))
}

/// What a piece about a child says to whoever may read it.
fn says(door: &Door, item: &NightItem, child: Id<Person>) -> Result<Says, Stop> {
    if let Left::SafetyPlan(plan) = item.left {
        // The plan is about all its children: one of them may be restricted to others.
        let subject = Subject::record(plan);
        if !door.would_permit(Action::ReadSafetyPlan, subject)? {
            return Ok(Says::Withheld);
        }
        let permit = door.permit(Action::ReadSafetyPlan, subject)?;
        return Ok(
            load(&permit, plan)?.map_or(Says::Withheld, |known| Says::SafetyPlan(Box::new(known.record)))
        );
    }
    let action = match item.left {
        Left::Card(_) => Action::ReadCard,
        Left::Power(_) => Action::ReadPower,
        Left::Note(_) | Left::Contact(_) | Left::Opening(_) | Left::SafetyPlan(_) => Action::ReadNightNote,
    };
    let Reached::Yes(permit) = reach(door, action, child)? else { return Ok(Says::Withheld) };
    Ok(match item.left {
        Left::Note(note) => {
            load(&permit, note)?.map_or(Says::Withheld, |known| Says::Note(Box::new(known.record)))
        }
        Left::Opening(opening) => {
            load(&permit, opening)?.map_or(Says::Withheld, |known| Says::Opening(Box::new(known.record)))
        }
        Left::Card(card) => {
            let card: Option<Card> = load(&permit, card)?.map(|known| known.record);
            let words = card.and_then(|card| card.stands).map(|stands| stands.words);
            words.map_or(Says::Withheld, |words| Says::Card(Box::new(words)))
        }
        Left::Power(power) => {
            load(&permit, power)?.map_or(Says::Withheld, |known| Says::Power(Box::new(known.record)))
        }
        Left::Contact(_) | Left::SafetyPlan(_) => Says::Withheld,
    })
}

fn staff_in(groups: &[Group]) -> Vec<Id<Staff>> {
    let items = groups.iter().flat_map(|group| &group.items).map(|item| &item.item);
    let named = items.flat_map(|item| {
        let handed = item.handed.iter().flat_map(|handed| [handed.to, handed.by]);
        item.by.into_iter().chain(handed).chain(item.accepted.iter().map(|accepted| accepted.by))
    });
    named.collect()
}

/// The group a piece belongs to, for the page on which it is accepted or handed on.
///
/// # Errors
/// When there is none, or the viewer may not know of it.
pub fn item(session: &Session<'_>, id: Id<NightItem>) -> Result<(Morning, usize), Stop> {
    let morning = morning(session)?;
    let holds = |group: &Group| group.items.iter().any(|item| item.item.id == id);
    let place = morning.groups.iter().position(holds).ok_or(Refusal::NotFound)?;
    if let About::Restricted(words) = &morning.groups[place].about {
        return Err(Refusal::not_allowed(words.clone()).into());
    }
    Ok((morning, place))
}

/// Says "I have it" of these pieces. What somebody else has already is refused, and then none of them is taken.
///
/// # Errors
/// When the person may not know of one of them, or it is somebody else's.
pub fn accept(session: &Session<'_>, sending: &Sending, items: &[Id<NightItem>]) -> Result<(), Stop> {
    session.send(sending, "accept_from_night", |door| {
        each(door, items, Action::AcceptMorning, |permit, known| {
            let accepted = known.record.accept(session.staff.id, session.at)?;
            save(permit, &accepted, known.version, "accept_from_night", None)?;
            Ok(())
        })
    })
}

/// Hands these pieces to somebody, who must then accept them themselves and is told.
///
/// # Errors
/// When the person may not know of one of them, nobody is named, or somebody has accepted it already.
pub fn hand(
    session: &Session<'_>,
    sending: &Sending,
    items: &[Id<NightItem>],
    to: Id<Staff>,
) -> Result<(), Stop> {
    may_take(session, items, to)?;
    session.send(sending, "hand_from_night", |door| {
        each(door, items, Action::HandMorning, |permit, known| {
            let handed = known.record.hand(to, session.staff.id, session.at)?;
            save(permit, &handed, known.version, "hand_from_night", None)?;
            Ok(())
        })?;
        let words = "A manager handed you something the night left: see the morning list.";
        crate::outbox::tell_colleague(session, door, to, words)
    })
}

/// Whether somebody could say that they have these pieces: nothing is handed to whoever may not know of it. Nothing is read in their name.
fn may_take(session: &Session<'_>, items: &[Id<NightItem>], to: Id<Staff>) -> Result<(), Stop> {
    let (known, subjects) = session.read("whom the morning is handed to", |door| {
        let list = door.permit(Action::SeeMorning, Subject::House)?;
        let mut subjects = Vec::new();
        for id in items {
            subjects.push(subject(&list, &load(&list, *id)?.ok_or(Refusal::NotFound)?.record)?);
        }
        Ok((load(&list, to)?.map(|known| known.record), subjects))
    })?;
    let takes =
        |staff: &Staff| staff.active && staff.roles.iter().any(|role| Action::AcceptMorning.is_for(*role));
    let Some(staff) = known.filter(takes) else {
        return Err(Refusal::field("to", "Choose a colleague who works with children.").into());
    };
    let able = session.house.session(staff).read("whom the morning is handed to", |door| {
        for subject in &subjects {
            if !door.would_permit(Action::AcceptMorning, *subject)? {
                return Ok(false);
            }
        }
        Ok(true)
    })?;
    if able {
        return Ok(());
    }
    let words =
        "They may not know of this. Choose somebody of the front door, or allocate the child to them first.";
    Err(Refusal::field("to", words).into())
}

fn each(
    door: &WriteDoor,
    items: &[Id<NightItem>],
    action: Action,
    mut act: impl FnMut(&WritePermit<'_>, Versioned<NightItem>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let list = door.permit(Action::SeeMorning, Subject::House)?;
    if items.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    for id in items {
        let known = load(&list, *id)?.ok_or(Refusal::NotFound)?;
        let permit = door.permit(action, subject(&list, &known.record)?)?;
        act(&permit, known)?;
    }
    Ok(())
}
