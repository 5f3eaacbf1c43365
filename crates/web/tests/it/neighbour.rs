//! A neighbour rings about one child whom nobody knows yet: where many a test begins.

use casework::Sending;
use casework::contact::{Intake, Whom, find_child, record, view};
use domain::contact::{Channel, Concern, Contact, Described, Found, Referrer, SafeContact, SubjectChild};
use domain::id::Id;
use domain::person::Person;
use domain::person::known::Known;
use domain::person::name::PersonName;

use crate::house::Invented;

/// The contact, and the child, who is new.
pub fn a_neighbour_rings(
    of: &Invented,
    (forename, surname): (&str, &str),
    facts: &str,
) -> (Id<Contact>, Id<Person>) {
    let house = &of.house;
    let session = house.system();
    let sending = |opened| Sending { form: house.id(), opened, content: Vec::new() };
    let child = SubjectChild {
        said: Described::named(PersonName::new(forename, surname)),
        where_now: Known::NotKnown,
        found: Found::NotLooked,
    };
    let referrer = Referrer {
        name: None,
        agency: None,
        role: "neighbour".into(),
        phone: None,
        email: None,
        anonymous: false,
        preference: String::new(),
    };
    let intake = Intake {
        received_at: None,
        channel: Channel::Telephone,
        source: house.pack.code_list("contact_source").unwrap().codes[0].code.clone(),
        referrer,
        children: vec![child],
        others: Vec::new(),
        concern: Concern { facts: facts.into(), ..Concern::default() },
        safe_contact: SafeContact::default(),
        forms: Vec::new(),
    };
    let contact = record(&session, &sending(0), intake).unwrap();
    find_child(&session, &sending(1), contact, 0, Whom::New).unwrap();
    let known = view(&session, contact).unwrap().contact.record;
    (contact, known.children[0].found.person().unwrap())
}
