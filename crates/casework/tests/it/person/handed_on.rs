//! What an officer said of a child in a contact, "a different child", is said of the two records as soon as the child is one of them.

use casework::contact::{Whom, different_child, find_child, matches, record};
use casework::person::moved::{confirm, movable, propose, take_back, view};
use casework::person::{Different, different_from, duplicates, say_different};
use domain::contact::{Channel, Contact, Described};
use domain::person::address::AddressLines;
use domain::person::moved::{Item, MoveAsked};

use super::*;
use crate::house::{each_house, neighbours_call};

/// A call about a child whose birth and address are those of the other call.
fn called(story: &Story, officer: &Staff, name: &str) -> Id<Contact> {
    let lines = AddressLines { lines: vec!["12 Mill Lane".into()], postcode: None };
    let said = Described {
        birth: Known::Is(PartialDate::Exact(date(2019, 3, 12))),
        address: Known::Is(Sealed::new(lines, Guard::Content)),
        ..Described::named(PersonName::single(name))
    };
    let call = neighbours_call(Channel::Telephone, said, "A bruise was seen");
    record(&story.of(officer), &story.form(0), call).unwrap()
}

fn found(story: &Story, contact: Id<Contact>) -> Id<Person> {
    let view = casework::contact::view(&story.house.system(), contact).unwrap();
    view.contact.record.people().next().unwrap()
}

/// A child on the record, and a contact about another who is very like them.
fn alike(story: &Story, officer: &Staff) -> (Id<Person>, Id<Contact>) {
    let first = called(story, officer, "William Brambleworth");
    find_child(&story.of(officer), &story.form(1), first, 0, Whom::New).unwrap();
    (found(story, first), called(story, officer, "William Brambelworth"))
}

/// Whether whoever keeps the record in order is asked about the two.
fn is_asked(story: &Story, manager: &Staff, one: Id<Person>, other: Id<Person>) -> bool {
    let list = duplicates(&story.of(manager), None).unwrap();
    list.people.iter().flat_map(|together| &together.pairs).any(|pair| {
        [one, other] == [pair.one.person, pair.other.person]
            || [other, one] == [pair.one.person, pair.other.person]
    })
}

fn others(story: &Story, manager: &Staff, person: Id<Person>) -> Vec<Different> {
    different_from(&story.of(manager), person).unwrap()
}

#[test]
fn a_different_child_is_another_person_once_they_are_on_the_record() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let manager = story.colleague("Mo Manager", Role::MashManager);
        let (william, contact) = alike(story, &officer);
        let session = story.of(&officer);
        different_child(&session, &story.form(1), contact, 0, william, true).unwrap();
        assert_eq!(others(story, &manager, william), [], "there is one record only");
        find_child(&session, &story.form(2), contact, 0, Whom::New).unwrap();
        let other = found(story, contact);
        let said = others(story, &manager, other);
        assert_eq!(said.len(), 1);
        assert!(said[0].who.starts_with("Olu Officer on "), "by whoever said so: {}", said[0].who);
        assert!(said[0].reason.starts_with("On contact "), "{}", said[0].reason);
        assert!(!is_asked(story, &manager, william, other), "nobody is asked again");
        // What is taken back on the contact is taken back of the records, and may be asked again.
        different_child(&session, &story.form(3), contact, 0, william, false).unwrap();
        assert_eq!(others(story, &manager, other), []);
        assert!(is_asked(story, &manager, william, other));
        // Said once the child is on the record, it is said of the records at once.
        different_child(&session, &story.form(4), contact, 0, william, true).unwrap();
        assert_eq!(others(story, &manager, other).len(), 1);
        // And whoever is found to be that child after all is no other.
        find_child(&session, &story.form(5), contact, 0, Whom::Same(william)).unwrap();
        assert_eq!(others(story, &manager, other), []);
    });
}

#[test]
fn what_was_said_of_the_records_stands_whatever_a_contact_says() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let manager = story.colleague("Mo Manager", Role::MashManager);
        let (william, contact) = alike(story, &officer);
        let session = story.of(&officer);
        find_child(&session, &story.form(1), contact, 0, Whom::New).unwrap();
        let other = found(story, contact);
        assert_eq!(matches(&session, contact, 0).unwrap().different, []);
        say_different(&story.of(&manager), &story.form(0), (william, other), "Cousins").unwrap();
        // On the contact they are not laid before anybody again.
        let matched = matches(&session, contact, 0).unwrap();
        assert!(matched.look.like.iter().all(|like| like.existence.child != william));
        assert_eq!(matched.different.len(), 1);
        different_child(&session, &story.form(2), contact, 0, william, true).unwrap();
        assert_eq!(others(story, &manager, other).len(), 1, "said once");
        different_child(&session, &story.form(3), contact, 0, william, false).unwrap();
        assert_eq!(others(story, &manager, other)[0].reason, "Cousins");
    });
}

#[test]
fn what_was_said_of_one_child_is_not_said_of_another_to_whom_the_contact_is_moved() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let (mo, _) = managers(story, &[]);
        let (william, contact) = alike(story, &officer);
        let session = story.of(&officer);
        different_child(&session, &story.form(1), contact, 0, william, true).unwrap();
        find_child(&session, &story.form(2), contact, 0, Whom::New).unwrap();
        let first = found(story, contact);
        let third = child(story, 3, PersonName::new("Bram", "Example"));
        for child in [first, third, william] {
            works_with(story, child, &mo);
        }
        let manager = story.of(&mo);
        let said_on_it = |story: &Story| {
            let known = casework::contact::view(&story.house.system(), contact).unwrap().contact;
            let not: Vec<_> = known.record.different.iter().map(|not| not.person).collect();
            (not, known.version.0)
        };
        let is_other = |one, other| {
            others(story, &mo, one).iter().any(|said| match said.other {
                casework::child::Party::Person(person, _) => person == other,
                casework::child::Party::Restricted(_) => false,
            })
        };
        let asked = MoveAsked {
            to: Some(third),
            items: vec![Item::Record { kind: "contact".into(), record: contact.any() }],
            reason: "The caller meant the neighbour".into(),
        };
        let opened = movable(&manager, first).unwrap().version;
        let moved = propose(&manager, &story.form(opened), first, asked).unwrap();
        let version = || view(&manager, moved).unwrap().moved.version.0;
        confirm(&manager, &story.form(version()), moved).unwrap();
        assert_eq!(found(story, contact), third);
        // It stays where it was true, and nobody has said it of the child who rang now.
        assert!(is_other(first, william) && !is_other(third, william));
        let (not, opened) = said_on_it(story);
        assert_eq!(not, []);
        // Said anew it is of the third child; and what was said of the first is not taken back with it.
        different_child(&manager, &story.form(opened), contact, 0, william, true).unwrap();
        assert!(is_other(first, william) && is_other(third, william));
        let (_, opened) = said_on_it(story);
        different_child(&manager, &story.form(opened), contact, 0, william, false).unwrap();
        assert!(is_other(first, william) && !is_other(third, william));
        // Taken back it says again what it said, of the first alone.
        take_back(&manager, &story.form(version()), moved, "It was the first child after all").unwrap();
        confirm(&manager, &story.form(version()), moved).unwrap();
        assert_eq!((found(story, contact), said_on_it(story).0), (first, vec![william]));
        assert!(is_other(first, william) && !is_other(third, william));
    });
}
