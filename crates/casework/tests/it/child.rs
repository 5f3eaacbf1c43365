//! A child's file: who lives with them now and then, who is linked, what is closed by a restricted child, what a protected address takes.

use std::collections::BTreeSet;

use casework::child::{
    AllocationAsked, Moment, PersonAsked, RelativeAsked, Shown, add_relative, allocate, ask_to_reveal,
    change_person, file, restrict, revealed, who_looked,
};
use casework::contact::{Intake, Whom, find_child, record};
use casework::{Sending, Session};
use domain::access::{Action, Guard, Sealed, Subject};
use domain::contact::{Channel, Concern, Contact, Described, Found, Referrer, SafeContact, SubjectChild};
use domain::id::Id;
use domain::person::address::{Address, AddressLines};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::relationship::Kinship;
use domain::person::{Person, Standing};
use domain::staff::{Role, Staff};
use jiff::SignedDuration;
use store::load;

use crate::house::{Story, each_house, fields, refused};

fn said(name: &str) -> SubjectChild {
    let said = Described::named(PersonName::single(name));
    SubjectChild { said, where_now: Known::NotAsked, found: Found::NotLooked }
}

/// A contact about some children, each found to be new; gives them back.
fn told(story: &Story, officer: &Staff, names: &[&str]) -> (Id<Contact>, Vec<Id<Person>>) {
    let session = story.of(officer);
    let intake = Intake {
        received_at: None,
        channel: Channel::Telephone,
        source: "1A".into(),
        referrer: Referrer {
            name: None,
            agency: None,
            role: "teacher".into(),
            phone: None,
            email: None,
            anonymous: false,
            preference: String::new(),
        },
        children: names.iter().map(|name| said(name)).collect(),
        others: Vec::new(),
        concern: Concern { facts: "A bruise was seen".into(), ..Concern::default() },
        safe_contact: SafeContact::default(),
        forms: Vec::new(),
    };
    let contact = record(&session, &story.form(0), intake).unwrap();
    for place in 0..names.len() {
        find_child(&session, &story.form(1 + place as u64), contact, place, Whom::New).unwrap();
    }
    let found = session.read("story", |door| {
        let permit = door.permit(Action::ReadContact, Subject::Contact(contact))?;
        Ok(load(&permit, contact)?.unwrap().record.people().collect())
    });
    (contact, found.unwrap())
}

fn held(session: &Session<'_>, person: Id<Person>) -> (Person, u64) {
    let known = session.read("story", |door| {
        let permit = door.permit(Action::ReadFile, Subject::Child(person))?;
        Ok(load(&permit, person)?.unwrap())
    });
    let known = known.unwrap();
    (known.record, known.version.0)
}

/// Puts a stay at a place on a person's record.
fn moves(story: &Story, person: Id<Person>, place: Id<domain::person::address::Place>, guard: Guard) {
    let session = story.house.system();
    let (mut held, version) = held(&session, person);
    let lines = AddressLines { lines: vec!["9 Juniper Lane".into()], postcode: None };
    let (from, until, source) = (None, None, "mother".into());
    held.addresses.push(Address { place, lines: Sealed::new(lines, guard), from, until, source });
    let asked = PersonAsked { person: held, reason: "They moved".into() };
    change_person(&session, &story.form(version), person, asked).unwrap();
}

fn page(session: &Session<'_>, child: Id<Person>, moment: Moment) -> casework::child::ChildPage {
    match file(session, child, moment).unwrap() {
        Shown::Content(page) => *page,
        other => panic!("the record was expected: {other:?}"),
    }
}

fn allocated(story: &Story, manager: &Staff, child: Id<Person>, worker: &Staff) {
    let asked = AllocationAsked {
        staff: worker.id,
        team: "assessment_1".into(),
        role: "allocated social worker".into(),
    };
    allocate(&story.of(manager), &story.form(0), child, asked).unwrap();
}

#[test]
fn a_household_is_who_lives_there_then_and_brothers_are_linked_by_their_mother() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let manager = story.colleague("Mia Manager", Role::MashManager);
        let worker = story.colleague("Wes Worker", Role::SocialWorker);
        let (_, ava) = told(story, &officer, &["Ava"]);
        let (_, ben) = told(story, &officer, &["Ben"]);
        let (ava, ben) = (ava[0], ben[0]);
        allocated(story, &manager, ava, &worker);
        let mother = |who| RelativeAsked {
            who,
            standing: Standing::Adult,
            kinship: Kinship::Mother,
            parental_responsibility: Known::Is(true),
            source: "school".into(),
        };
        let system = story.house.system();
        add_relative(&system, &story.form(0), ava, mother(Err(PersonName::single("Kim")))).unwrap();
        let kim = page(&story.of(&worker), ava, Moment::Now).file.relatives[0].record.id;
        add_relative(&system, &story.form(0), ben, mother(Ok(kim))).unwrap();
        let before = page(&story.of(&worker), ava, Moment::Now);
        assert!(before.household.is_empty());
        let place = story.house.id();
        for person in [ava, kim, ben] {
            moves(story, person, place, Guard::Protected);
        }
        let now = page(&story.of(&worker), ava, Moment::Now);
        let names: Vec<&str> = now.household.iter().map(|mate| mate.name.as_str()).collect();
        assert_eq!(names, ["Kim", "Ben"]);
        assert_eq!(
            now.linked.iter().map(|one| (one.person, one.why.as_str())).collect::<Vec<_>>(),
            [(ben, "a child of the same mother")]
        );
        let then = page(&story.of(&worker), ava, Moment::Event(before.events.len()));
        assert!(then.household.is_empty());
        assert_eq!((then.events_known, then.events.len()), (before.events.len(), now.events.len()));
    });
}

#[test]
fn one_restricted_child_closes_a_contact_in_the_others_file() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let manager = story.colleague("Mia Manager", Role::MashManager);
        let worker = story.colleague("Wes Worker", Role::SocialWorker);
        let (contact, children) = told(story, &officer, &["Ava", "Zenobia"]);
        allocated(story, &manager, children[0], &worker);
        let open = page(&story.of(&worker), children[0], Moment::Now);
        assert_eq!((open.file.contacts.len(), open.linked.len(), open.closed.len()), (1, 1, 0));
        let circle = BTreeSet::from([manager.id]);
        let (ring, reason) = ("Mia, 01632 960188".to_owned(), "A colleague's niece".to_owned());
        restrict(&story.house.system(), &story.form(0), children[1], circle, ring, reason).unwrap();
        for moment in [Moment::Now, Moment::Event(2)] {
            let closed = page(&story.of(&worker), children[0], moment);
            assert!(closed.file.contacts.is_empty() && closed.linked.is_empty());
            assert!(closed.closed.iter().all(|words| words == "Restricted: ring Mia, 01632 960188."));
            assert!(!format!("{:?}", closed.file).contains("Zenobia"));
        }
        assert!(matches!(file(&story.of(&worker), children[1], Moment::Now).unwrap(), Shown::Restricted(_)));
        let read = story
            .of(&manager)
            .read("story", |door| door.permit(Action::ReadContact, Subject::Contact(contact)).map(drop));
        assert!(read.is_ok());
    });
}

#[test]
fn a_protected_address_is_for_whoever_asked_and_not_for_long() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let other = story.colleague("Ola Officer", Role::ContactOfficer);
        let stranger = story.colleague("Sam Worker", Role::SocialWorker);
        let auditor = story.colleague("Ada Auditor", Role::Auditor);
        let (_, children) = told(story, &officer, &["Ava"]);
        let ava = children[0];
        moves(story, ava, story.house.id(), Guard::Protected);
        let ask = |who: &Staff, sending: Sending, reason: &str| {
            ask_to_reveal(&story.of(who), &sending, ava, reason)
        };
        assert_eq!(revealed(&story.of(&officer), ava).unwrap(), None);
        assert_eq!(fields(ask(&officer, story.form(0), "because")), ["reason"]);
        assert_eq!(revealed(&story.of(&officer), ava).unwrap(), None);
        assert!(refused(ask(&stranger, story.form(0), "The police take her home")).contains("known"));
        assert!(refused(ask(&auditor, story.form(0), "The police take her home")).contains("role"));
        ask(&officer, story.form(0), "The police take her home").unwrap();
        let shown = revealed(&story.of(&officer), ava).unwrap().unwrap();
        assert_eq!(shown.iter().map(|found| found.address.as_str()).collect::<Vec<_>>(), ["9 Juniper Lane"]);
        assert_eq!(revealed(&story.of(&other), ava).unwrap(), None);
        let (_, brother) = told(story, &officer, &["Ben"]);
        moves(story, brother[0], story.house.id(), Guard::Protected);
        assert_eq!(
            revealed(&story.of(&officer), brother[0]).unwrap(),
            None,
            "asking for one child opens no other"
        );
        let looks = who_looked(&story.of(&auditor), ava).unwrap();
        let asked: Vec<_> =
            looks.iter().filter(|look| look.purpose.contains("The police take her home")).collect();
        // The one who may, and two who were refused.
        assert_eq!(asked.iter().filter(|look| look.allowed).count(), 1);
        assert_eq!(asked.len(), 3);
        story.later(SignedDuration::from_mins(6));
        assert_eq!(revealed(&story.of(&officer), ava).unwrap(), None);
    });
}
