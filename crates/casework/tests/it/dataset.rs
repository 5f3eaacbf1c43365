//! The Standard Safeguarding Dataset from the record: who is in it, which addresses go out, and that nobody is named without a row. The children are invented.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Write;
use std::rc::Rc;

use casework::dataset;
use domain::access::{Guard, Sealed};
use domain::episode::Episode;
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::address::{Address, AddressLines};
use domain::person::department::{NotToStand, Why};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::nhs_number::NhsNumber;
use domain::person::postcode::Postcode;
use domain::person::{Person, Standing};
use domain::staff::Role;
use jiff::civil::date;

use crate::house::{Story, each_house};

/// A file in memory that can be read afterwards.
#[derive(Clone, Default)]
struct Paper(Rc<RefCell<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn written(story: &Story) -> BTreeMap<&'static str, String> {
    let mut files: BTreeMap<&'static str, Paper> = BTreeMap::new();
    dataset::write(&story.house.system(), &mut |table| {
        let paper = Paper::default();
        files.insert(table.name, paper.clone());
        Ok(paper)
    })
    .unwrap();
    files.into_iter().map(|(name, paper)| (name, String::from_utf8(paper.0.take()).unwrap())).collect()
}

fn address(number: u128, street: &str, guard: Guard) -> Address {
    let lines = AddressLines { lines: vec![street.into()], postcode: Some(Postcode::new("ZZ99 3AA")) };
    Address {
        place: Id::from_bits(number),
        lines: Sealed::new(lines, guard),
        from: None,
        until: None,
        source: "school".into(),
    }
}

fn child(story: &Story, number: u128, with: impl FnOnce(&mut Person)) -> Id<Person> {
    let mut person = Person::named(Id::from_bits(number), Standing::Child, PersonName::new("Kit", "Example"));
    person.local_identifier = Some(format!("KIT{number}"));
    with(&mut person);
    story.keep(&person);
    story.keep(&Episode::opened(Id::from_bits(number + 1_000_000), person.id, date(2026, 11, 2)));
    person.id
}

#[test]
fn only_who_stands_on_record_is_in_the_dataset_and_no_protected_address() {
    each_house(|story| {
        let kit = child(story, 1, |person| {
            person.nhs_number = Known::Is(NhsNumber::new("999 000 0018"));
            person.addresses = vec![
                address(1, "4 Larkmoor \"Yard\"", Guard::Content),
                address(2, "9 Quincebury Row", Guard::Protected),
            ];
        });
        child(story, 2, |person| person.taken_back = true);
        let why = [Why::WrongChild, Why::SameAs(kit), Why::Adopted];
        for (number, why) in (3..).zip(why) {
            let (by, at) = (story.house.system().staff.id, story.house.now());
            let said = NotToStand { why, reason: "Said so".into(), by, at };
            child(story, number, |person| person.not_to_stand = Some(said));
        }
        let worker = story.colleague("Wo Worker", Role::SocialWorker);
        story.keep(&Involvement {
            id: story.house.id(),
            child: kit,
            who: Involved::Worker { staff: worker.id, team: "front_door".into() },
            role: "allocated social worker".into(),
            from: story.house.now(),
            until: None,
            reason: None,
        });
        let files = written(story);
        let all: String = files.values().cloned().collect();
        for (identifier, there) in
            [("KIT1", true), ("KIT2", false), ("KIT3", false), ("KIT4", false), ("KIT5", true)]
        {
            assert_eq!(all.contains(identifier), there, "{identifier}");
        }
        assert!(files["ssd_linked_identifiers"].contains("NHS Number,999 000 0018"));
        assert!(files["ssd_address"].contains("Larkmoor") && files["ssd_address"].contains("ZZ99 3AA"));
        assert_eq!(files["ssd_address"].lines().count(), 2, "of the protected one not even a row");
        assert!(!all.contains("Quincebury"));
        // Whoever is named has a row.
        let id = worker.id.to_string();
        assert!(files["ssd_cin_episodes"].contains(&id) && files["ssd_professionals"].contains(&id));
    });
}
