//! Is this child known? The officer says: the same, different, or not sure. Nothing is merged.

use std::collections::BTreeSet;

use domain::access::{Action, Sealed, Subject};
use domain::contact::{Contact, Described, Found, OtherPerson, SubjectChild};
use domain::id::Id;
use domain::person::address::{Address, AddressLines, Place};
use domain::person::name::PersonName;
use domain::person::possible_match::PossibleMatch;
use domain::person::relationship::{Relationship, Tie};
use domain::person::{Person, PhoneNumber, Standing};
use domain::refusal::Refusal;
use matching::Description;
use store::{Stop, Version, WritePermit, load, save};

use super::decide::tell_allocated_workers;
use super::{NO_NAME, unchanged};
use crate::known_people::{self, Like, Look, visibly_like};
use crate::network::may_relate;
use crate::person::{hand_on_different, said_to_be_others};
use crate::session::{Sending, Session};

/// Whom the officer found a child to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// Somebody on the record.
    Same(Id<Person>),
    /// Nobody on the record: a new one is made from what was said.
    New,
    /// Perhaps somebody on the record: a new one is made, and a question is left for somebody with more to go on.
    NotSure {
        /// Who it may be.
        held: Id<Person>,
        /// Why.
        reasons: Vec<String>,
    },
}

/// Whom a child in a contact may be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matches {
    /// Those who may be the child, and whom to ring.
    pub look: Look,
    /// Those of whom somebody said already that they are a different child.
    pub different: Vec<Like>,
}

/// Everybody who may be a child in a contact, the strongest first.
///
/// # Errors
/// When the person may not work on the contact.
pub fn matches(session: &Session<'_>, contact: Id<Contact>, place: usize) -> Result<Matches, Stop> {
    session.read("match a child", |door| {
        let permit = door.permit(Action::MatchChild, Subject::Contact(contact))?;
        let contact = super::standing(&permit, contact)?.record;
        let child = contact.children.get(place).ok_or(Refusal::NotFound)?;
        let mut look = visibly_like(session, door, &description(&child.said, &contact.others))?;
        let others = match child.found.person() {
            Some(found) => said_to_be_others(&permit, found)?,
            None => BTreeSet::new(),
        };
        let (different, like) = look.like.into_iter().partition(|like| {
            let person = like.existence.child;
            contact.is_not_them(place, person) || others.contains(&person)
        });
        look.like = like;
        Ok(Matches { look, different })
    })
}

/// One person on the record laid beside a child in a contact.
///
/// # Errors
/// When the person may not work on the contact, or may not learn of that record: the words then say whom to ring.
pub fn beside(
    session: &Session<'_>,
    contact: Id<Contact>,
    place: usize,
    held: Id<Person>,
) -> Result<Like, Stop> {
    session.read("lay a child beside a record", |door| {
        let permit = door.permit(Action::MatchChild, Subject::Contact(contact))?;
        let contact = super::standing(&permit, contact)?.record;
        let child = contact.children.get(place).ok_or(Refusal::NotFound)?;
        known_people::beside(session, door, &description(&child.said, &contact.others), held)
    })
}

/// Everybody who may be a child described in a form that is still being typed, with the people named beside the child so far.
///
/// # Errors
/// When the person may not search.
pub fn matches_typed(session: &Session<'_>, said: &Described, others: &[OtherPerson]) -> Result<Look, Stop> {
    session.read("match while typing", |door| visibly_like(session, door, &description(said, others)))
}

/// Says that a child is somebody other than a person on the record, or takes that back. The same two are then not laid beside each other again, or are.
///
/// # Errors
/// When the contact is decided, somebody else changed it, or the person may not work on it or learn of that record.
pub fn different_child(
    session: &Session<'_>,
    sending: &Sending,
    contact: Id<Contact>,
    place: usize,
    held: Id<Person>,
    is_different: bool,
) -> Result<(), Stop> {
    session.send(sending, "different_child", |door| {
        let permit = door.permit(Action::MatchChild, Subject::Contact(contact))?;
        door.permit(Action::KnowExists, Subject::Child(held))?;
        let known = unchanged(&permit, contact, sending.opened)?;
        let changed = match is_different {
            true => known.record.not_them(place, held, session.staff.id, session.at)?,
            false => known.record.perhaps_them(place, held)?,
        };
        save(&permit, &changed, known.version, "different_child", None)?;
        hand_on_different(session, &permit, (&known.record, &changed))
    })
}

/// Says whom a child was found to be. A new person is made from what was said, with the people named beside them.
///
/// # Errors
/// When the contact is decided, somebody else changed it, or the person may not work on it.
pub fn find_child(
    session: &Session<'_>,
    sending: &Sending,
    contact: Id<Contact>,
    place: usize,
    whom: Whom,
) -> Result<(), Stop> {
    session.send(sending, "find_child", |door| {
        let permit = door.permit(Action::MatchChild, Subject::Contact(contact))?;
        let known = unchanged(&permit, contact, sending.opened)?;
        let child = known.record.children.get(place).ok_or(Refusal::NotFound)?;
        let (by, at) = (session.staff.id, session.at);
        let mut related = Vec::new();
        let mut new = |child: &SubjectChild| {
            let (person, people) = make(session, &permit, child, &known.record)?;
            related = people;
            Ok::<_, Stop>(person)
        };
        let found = match whom {
            Whom::Same(person) => {
                // A restricted record may be named only by somebody who may learn of it.
                door.permit(Action::KnowExists, Subject::Child(person))?;
                Found::Known { person, by, at }
            }
            Whom::New => Found::New { person: new(child)?, by, at },
            Whom::NotSure { held, reasons } => {
                door.permit(Action::KnowExists, Subject::Child(held))?;
                let made = new(child)?;
                let id = session.house.id();
                let question = PossibleMatch { id, contact, made, held, reasons, by, at, resolved: None };
                save(&permit, &question, Version::NONE, "find_child", None)?;
                Found::NotSure { person: made, by, at }
            }
        };
        let mut contact = known.record.find_child(place, found)?;
        // The next child of this contact has the same mother, and not another woman of her name.
        for (other, person) in contact.others.iter_mut().zip(related) {
            other.person = other.person.or(person);
        }
        save(&permit, &contact, known.version, "find_child", None)?;
        hand_on_different(session, &permit, (&known.record, &contact))?;
        tell_allocated_workers(session, &permit, &contact)
    })
}

/// Whose a number is that was said of a child.
const WHOSE_NUMBER: &str = "child or family, as said in the contact";

/// Who each of the people named beside a child is, in their order.
type Related = Vec<Option<Id<Person>>>;

/// Makes a person from what was said of a child, and the people named beside them: the child, and who each of those is, in order.
fn make(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    child: &SubjectChild,
    contact: &Contact,
) -> Result<(Id<Person>, Related), Stop> {
    let source = format!("contact {}", contact.reference);
    let said = &child.said;
    let mut person = Person::named(session.house.id(), Standing::Child, said.name.clone());
    person.birth.clone_from(&said.birth);
    person.sex = said.sex;
    person.school.clone_from(&said.school);
    person.nhs_number.clone_from(&said.nhs_number);
    person.upn.clone_from(&said.upn);
    person.phones.extend(said.phone.answer().map(|number| PhoneNumber {
        number: number.clone(),
        whose: WHOSE_NUMBER.into(),
        do_not_use: None,
    }));
    if let Some(lines) = said.address.answer() {
        let place = shared_place(permit, contact, lines)?.unwrap_or_else(|| session.house.id());
        person.addresses.push(Address {
            place,
            lines: lines.clone(),
            from: None,
            until: None,
            source: source.clone(),
        });
    }
    person.provenance = Some(source.clone());
    save(permit, &person, Version::NONE, "find_child", None)?;
    let related = contact.others.iter().map(|other| relate(session, permit, other, person.id, &source));
    let related = related.collect::<Result<Vec<_>, Stop>>()?;
    Ok((person.id, related))
}

/// The place of a brother or sister of the same contact who lives at the same address: people at one place at one time are a household. A protected
/// address is shared with nobody by a likeness of words.
fn shared_place(
    permit: &WritePermit<'_>,
    contact: &Contact,
    lines: &Sealed<AddressLines>,
) -> Result<Option<Id<Place>>, Stop> {
    for person in contact.people() {
        let Some(known) = load::<Person>(permit, person)? else { continue };
        let same = |stay: &&Address| stay.until.is_none() && stay.lines == *lines && !stay.is_protected();
        if let Some(stay) = known.record.addresses.iter().find(same) {
            return Ok(Some(stay.place));
        }
    }
    Ok(None)
}

/// Records somebody named in the contact as part of the child's people.
pub(super) fn relate(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    other: &OtherPerson,
    child: Id<Person>,
    source: &str,
) -> Result<Option<Id<Person>>, Stop> {
    let Some(kind) = other.kinship.filter(|_| !other.name.is_empty()) else { return Ok(None) };
    let known = other.person.map(|person| load(permit, person)).transpose()?.flatten();
    let from = match known {
        Some(known) => known.record.id,
        None => {
            let mut person = Person::named(session.house.id(), other.standing, other.name.clone());
            person.provenance = Some(source.to_owned());
            save(permit, &person, Version::NONE, "find_child", None)?;
            person.id
        }
    };
    let between = store::relationship::of_person(permit, from)?;
    if between.iter().any(|known| [known.record.from, known.record.to].contains(&child)) {
        return Ok(Some(from));
    }
    // What was told of a family never stops a contact: what may not join two people is in the words of the contact, and not on the record.
    match may_relate(permit, (from, kind, child), &|_| Ok(true)) {
        Ok(()) => {}
        Err(Stop::Refusal(_)) => return Ok(Some(from)),
        Err(stop) => return Err(stop),
    }
    let relationship = Relationship {
        id: session.house.id(),
        from,
        to: child,
        kind,
        parental_responsibility: other.parental_responsibility,
        since: None,
        until: None,
        source: source.to_owned(),
        tie: Tie::default(),
    };
    save(permit, &relationship, Version::NONE, "find_child", None)?;
    Ok(Some(from))
}

/// Whether a name was said. "Not known" is no name: two children whose names nobody knows are not alike by it.
fn is_named(name: &PersonName) -> bool {
    !name.is_empty() && !name.display().eq_ignore_ascii_case(NO_NAME)
}

/// So many of those named beside a child are looked at: a form can name thousands, and each costs a comparison with everybody found.
const MOST_RELATIVES: usize = 12;

/// What was said of a child, as matching sees it.
pub(super) fn description(said: &Described, others: &[OtherPerson]) -> Description {
    let relatives = others.iter().filter(|other| is_named(&other.name)).map(|other| matching::Relative {
        relation: other.kinship.map_or_else(String::new, |kinship| kinship.words().to_owned()),
        name: store::person::name(&other.name),
        phones: Vec::new(),
    });
    Description {
        names: if is_named(&said.name) { vec![store::person::name(&said.name)] } else { Vec::new() },
        birth: store::person::birth(&said.birth),
        sex: store::person::sex(&said.sex),
        nhs_number: said.nhs_number.answer().map(|number| number.typed().to_owned()),
        upn: said.upn.answer().map(|upn| upn.typed().to_owned()),
        addresses: said
            .address
            .answer()
            .map(|lines| store::person::lines(lines.unshown()))
            .into_iter()
            .collect(),
        phones: said.phone.answer().map(|phone| phone.unshown().typed().to_owned()).into_iter().collect(),
        relatives: relatives.take(MOST_RELATIVES).collect(),
        ..Description::default()
    }
}
