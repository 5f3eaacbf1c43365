//! A list holds a child, or a contact, exactly when a decision would allow it: for every role and member of staff of an invented council, on both
//! engines.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use casework::council::{Plan, make};
use casework::simulation::{SeededChance, SimulatedClock};
use casework::{House, Sending, child};
use domain::access::{Action, Actor, Role, Subject};
use domain::calendar::london;
use domain::contact::Contact;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;
use jiff::civil::{date, time};
use store::contact::Queue;
use store::testing::each_engine;
use store::{Stop, Store};

fn now() -> Timestamp {
    london::instant(date(2026, 6, 16), time(14, 20, 0, 0))
}

/// What one viewer is shown in lists, and what a decision would say of each thing there is.
struct Seen {
    listed_contacts: BTreeSet<Id<Contact>>,
    allowed_contacts: BTreeSet<Id<Contact>>,
    listed_children: BTreeSet<Id<Person>>,
    allowed_children: BTreeSet<Id<Person>>,
}

fn house(store: &Store) -> House {
    let pack = Arc::new(domain::pack::england().clone());
    let calendar = Arc::new(pack.calendar());
    make(store, &pack, &calendar, Plan::of(25), now(), &mut |_, _| {}).unwrap();
    let clock = Arc::new(SimulatedClock::at(now()));
    House::new(store.clone(), pack, calendar, clock, Arc::new(SeededChance::from_seed(7)))
}

/// Every contact at the front door, and every child in one, with what matching would look for.
fn everything(house: &House) -> (BTreeSet<Id<Contact>>, BTreeMap<Id<Person>, matching::Description>) {
    house
        .store
        .read(&Actor::system(), now(), "test", |door| {
            let permit = door.permit(Action::SeeQueue, Subject::House)?;
            let mut children = BTreeMap::new();
            let mut contacts = BTreeSet::new();
            for listed in store::contact::queue(&permit, Queue::AtTheDoor)? {
                contacts.insert(listed.id);
                let contact = store::load(&permit, listed.id)?.unwrap().record;
                for child in contact.people() {
                    let person = store::load(&permit, child)?.unwrap().record;
                    children.insert(child, store::person::described(&person));
                }
            }
            Ok((contacts, children))
        })
        .unwrap()
}

fn seen(
    house: &House,
    actor: &Actor,
    contacts: &BTreeSet<Id<Contact>>,
    children: &BTreeMap<Id<Person>, matching::Description>,
) -> Seen {
    house
        .store
        .read(actor, now(), "test", |door| {
            let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
            let listed = store::contact::queue(&permit, Queue::AtTheDoor)?;
            let mut allowed_contacts = BTreeSet::new();
            for contact in contacts {
                if door.would_permit(Action::ReadContact, Subject::Contact(*contact))? {
                    allowed_contacts.insert(*contact);
                }
            }
            let (mut listed_children, mut allowed_children) = (BTreeSet::new(), BTreeSet::new());
            for (child, description) in children {
                listed_children.extend(store::everybody::candidates(&permit, description)?);
                match door.permit(Action::KnowExists, Subject::Child(*child)) {
                    Ok(_) => drop(allowed_children.insert(*child)),
                    // "Restricted: ring …" is a row of a list too; a role that never learns of children is told nothing at all.
                    Err(Stop::Refusal(Refusal::NotAllowed(words))) if words.starts_with("Restricted") => {
                        allowed_children.insert(*child);
                    }
                    Err(_) => {}
                }
            }
            listed_children.retain(|child| children.contains_key(child));
            Ok(Seen {
                listed_contacts: listed.into_iter().map(|row| row.id).collect(),
                allowed_contacts,
                listed_children,
                allowed_children,
            })
        })
        .unwrap()
}

/// Restricts every third child to one colleague, and lets the night worker open every fourth with a reason.
fn close_some(house: &House, staff: &[Staff], children: &BTreeMap<Id<Person>, matching::Description>) {
    let by_role = |role: Role| staff.iter().find(|staff| staff.roles.contains(&role)).unwrap().clone();
    let sending = || Sending { form: house.id(), opened: 0, content: Vec::new() };
    let manager = house.session(by_role(Role::MashManager));
    let night = house.session(by_role(Role::NightWorker));
    for (place, child) in children.keys().enumerate() {
        if place % 3 == 0 {
            let circle = BTreeSet::from([staff[place % staff.len()].id]);
            child::restrict(
                &manager,
                &sending(),
                *child,
                circle,
                "Margaret Osei".into(),
                "A parent works here.".into(),
            )
            .unwrap();
        }
        if place % 4 == 0 {
            child::break_glass(&night, &sending(), *child, "The police have rung about this child.").unwrap();
        }
    }
}

fn staff(house: &House) -> Vec<Staff> {
    casework::staff::everybody(&house.system()).unwrap().into_iter().map(|known| known.record).collect()
}

#[test]
fn a_list_holds_exactly_what_a_decision_would_allow() {
    each_engine(|engine, store| {
        let house = house(store);
        let staff = staff(&house);
        let (contacts, children) = everything(&house);
        close_some(&house, &staff, &children);
        let mut restricted_from_somebody = false;
        for (place, person) in staff.iter().enumerate() {
            let own = house.session(person.clone()).actor;
            // Each member of staff in their own role, and as if they held each other one.
            let roles = if place % 4 == 0 { Role::ALL } else { &[] };
            let others = roles.iter().map(|role| Actor { roles: BTreeSet::from([*role]), ..own.clone() });
            for actor in std::iter::once(own.clone()).chain(others) {
                let seen = seen(&house, &actor, &contacts, &children);
                assert_eq!(
                    seen.listed_contacts, seen.allowed_contacts,
                    "{engine}: {:?} as {:?}",
                    person.name, actor.roles
                );
                assert_eq!(
                    seen.listed_children, seen.allowed_children,
                    "{engine}: {:?} as {:?}",
                    person.name, actor.roles
                );
                restricted_from_somebody |=
                    seen.allowed_contacts.len() < contacts.len() && !seen.allowed_contacts.is_empty();
            }
        }
        assert!(restricted_from_somebody, "the test must hold something that somebody may not see");
    });
}
