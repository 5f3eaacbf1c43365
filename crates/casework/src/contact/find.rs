//! Is this child known? The officer says: the same, different, or not sure. Nothing is merged.

use domain::access::{Action, Sealed, Subject};
use domain::contact::{Contact, Described, Found, OtherPerson, SubjectChild};
use domain::id::Id;
use domain::person::address::{Address, AddressLines, Place};
use domain::person::name::PersonName;
use domain::person::possible_match::PossibleMatch;
use domain::person::relationship::{Relationship, Tie};
use domain::person::{Person, Standing};
use domain::refusal::Refusal;
use matching::Description;
use store::{Stop, Version, WritePermit, load, save};

use super::decide::tell_allocated_workers;
use super::{NO_NAME, unchanged};
use crate::search;
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

/// Everybody who may be a child in a contact, the strongest first.
///
/// # Errors
/// When the person may not work on the contact.
pub fn matches(
    session: &Session<'_>,
    contact: Id<Contact>,
    place: usize,
) -> Result<Vec<search::Found>, Stop> {
    session.read("match a child", |door| {
        let permit = door.permit(Action::MatchChild, Subject::Contact(contact))?;
        let known = super::standing(&permit, contact)?;
        let child = known.record.children.get(place).ok_or(Refusal::NotFound)?;
        search::find(session, door, &description(&child.said, &known.record.others))
    })
}

/// Everybody who may be a child described in a form that is still being typed.
///
/// # Errors
/// When the person may not search.
pub fn matches_typed(session: &Session<'_>, said: &Described) -> Result<Vec<search::Found>, Stop> {
    session.read("match while typing", |door| search::find(session, door, &description(said, &[])))
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
        tell_allocated_workers(session, &permit, &contact)
    })
}

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
fn relate(
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

/// What was said of a child, as matching sees it.
fn description(said: &Described, others: &[OtherPerson]) -> Description {
    let relatives = others.iter().filter(|other| !other.name.is_empty()).map(|other| matching::Relative {
        relation: other.kinship.map_or_else(String::new, |kinship| kinship.words().to_owned()),
        name: store::person::name(&other.name),
        phones: Vec::new(),
    });
    Description {
        names: if is_named(&said.name) { vec![store::person::name(&said.name)] } else { Vec::new() },
        birth: store::person::birth(&said.birth),
        nhs_number: said.nhs_number.answer().map(|number| number.typed().to_owned()),
        upn: None,
        addresses: said
            .address
            .answer()
            .map(|lines| store::person::lines(lines.unshown()))
            .into_iter()
            .collect(),
        phones: Vec::new(),
        relatives: relatives.collect(),
    }
}
