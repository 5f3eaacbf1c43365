//! The old identity of an adopted child and the new one: no house, relative, number, move, word about two people or old link leads from the one to the other.

use casework::child::{Moment, RelativeAsked, add_relative, keep_from_department};
use casework::network;
use casework::person::moved::{movable, propose};
use casework::person::{different_from, linked, say_different, undo_link, waiting};
use casework::search::{Found, look_for};
use domain::calendar::london;
use domain::person::department::Why;
use domain::person::moved::{Item, MoveAsked};
use domain::person::name::PersonName;
use domain::person::nhs_number::NhsNumber;

use super::*;
use crate::house::{each_house, fields, refused};

/// A child who was placed with Una Reis, who adopted them: the old record, the new one, and her.
struct Adopted<'s> {
    story: &'s Story,
    manager: Staff,
    old: Id<Person>,
    new: Id<Person>,
    una: Id<Person>,
}

impl<'s> Adopted<'s> {
    fn of(story: &'s Story) -> Self {
        let old = child(story, 1, PersonName::new("Ava", "Quillon"));
        let new = child(story, 2, PersonName::new("Zora", "Reis"));
        let (manager, _) = managers(story, &[old, new]);
        let una = Person::named(story.house.id(), Standing::Adult, PersonName::new("Una", "Reis"));
        story.keep(&una);
        works_with(story, una.id, &manager);
        for person in [old, new, una.id] {
            change(story, person, |person| {
                let home = AddressLines { lines: vec!["7 Quincebury Row".into()], postcode: None };
                let lines = Sealed::new(home, Guard::Content);
                let (place, source) = (Id::from_bits(44), "court".into());
                person.addresses = vec![Address { place, lines, from: None, until: None, source }];
            });
        }
        tie(story, una.id, Kinship::FosterCarer, old);
        tie(story, una.id, Kinship::AdoptiveParent, new);
        Adopted { story, manager, old, new, una: una.id }
    }

    fn session(&self) -> Session<'_> {
        self.story.of(&self.manager)
    }

    fn close(&self) {
        let opened = page(&self.session(), self.old, Moment::Now).file.child.version;
        let sending = self.story.form(opened);
        keep_from_department(&self.session(), &sending, self.old, Why::Adopted, "The order was made")
            .unwrap();
    }
}

#[test]
fn no_house_relative_or_picture_leads_from_one_identity_to_the_other() {
    each_house(|story| {
        let adopted = Adopted::of(story);
        let Adopted { old, new, una, .. } = adopted;
        let session = adopted.session();
        let seen = |child: Id<Person>| {
            let page = page(&session, child, Moment::Now);
            let day = london::date_of(story.house.now());
            let mut people: Vec<Id<Person>> = page.household.iter().map(|mate| mate.person).collect();
            people.extend(page.linked.iter().map(|one| one.person));
            people.extend(page.file.relatives.iter().map(|one| one.record.id));
            let picture = network::of_page(&session, &page, day).unwrap().people;
            people.extend(picture.iter().map(|person| person.id).filter(|person| *person != child));
            people
        };
        assert!(seen(old).contains(&una) && seen(old).contains(&new), "until it is closed");
        adopted.close();
        assert!(seen(new).contains(&una) && !seen(new).contains(&old), "{:?}", seen(new));
        assert!(!seen(una).contains(&old) && seen(una).contains(&new));
        assert_eq!(seen(old), [], "nor from the closed record to whoever adopted");
        for typed in ["Una Reis", "7 Quincebury Row", "Zora Reis"] {
            let found = format!("{:?}", look_for(&session, typed).unwrap());
            assert!(found.contains("Zora") && !found.contains("Quillon"), "{typed}: {found}");
        }
        let by_name = look_for(&session, "Ava Quillon").unwrap();
        assert!(by_name.people.iter().filter_map(Found::person).any(|person| person == old));
        assert!(!format!("{by_name:?}").contains("Zora") && by_name.houses.is_empty());
    });
}

#[test]
fn no_number_with_a_slip_leads_to_a_closed_record() {
    each_house(|story| {
        let adopted = Adopted::of(story);
        let number = |number: &str| Known::Is(NhsNumber::new(number));
        change(story, adopted.old, |person| person.nhs_number = number("999 000 0018"));
        change(story, adopted.new, |person| person.nhs_number = number("999 000 0019"));
        adopted.close();
        let found = look_for(&adopted.session(), "9990000019").unwrap().numbers;
        assert!(
            format!("{found:?}").contains("Zora") && !format!("{found:?}").contains("Quillon"),
            "{found:?}"
        );
    });
}

#[test]
fn nothing_is_moved_said_or_opened_between_the_two() {
    each_house(|story| {
        let adopted = Adopted::of(story);
        let Adopted { old, new, .. } = adopted;
        // Before anybody wrote down who adopted, they were taken for one.
        let other = child(story, 3, PersonName::new("Zora", "Quillon"));
        works_with(story, other, &adopted.manager);
        let session = adopted.session();
        let link = say_one(&session, story, other, old).unwrap();
        undo_link(&session, &story.form(0), link, "Two children").unwrap();
        say_different(&session, &story.form(0), (other, old), "The school knows both").unwrap();
        assert_eq!(different_from(&session, other).unwrap().len(), 1);
        linked(&session, link).unwrap();
        adopted.close();
        for one in [old, other] {
            assert!(different_from(&session, one).unwrap().is_empty());
        }
        refused(linked(&session, link));
        assert!(waiting(&session, None).unwrap().links.is_empty());
        refused(say_different(&session, &story.form(0), (old, new), "Asked by telephone"));
        refused(say_different(&session, &story.form(0), (new, old), "Asked by telephone"));
        for (from, to) in [(old, new), (new, old)] {
            let opened = movable(&session, from).unwrap();
            let item: Item = opened.offer.may[0].item.clone();
            let asked = MoveAsked { to: Some(to), items: vec![item], reason: "The school rang".into() };
            let asked = propose(&session, &story.form(opened.version), from, asked);
            assert!(refused(asked).contains("Nothing is moved between these two records"));
        }
    });
}

#[test]
fn whoever_adopted_is_written_on_no_record_that_is_read_as_one_with_another() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let link = say_one(&story.of(&mo), story, eva, ava).unwrap();
        let asked = |kinship, given: &str| RelativeAsked {
            who: Err(PersonName::new(given, "Reis")),
            standing: Standing::Adult,
            kinship,
            parental_responsibility: Known::NotAsked,
            source: "court".into(),
        };
        let add = |child, kinship, given| {
            add_relative(&story.of(&mo), &story.form(0), child, asked(kinship, given))
        };
        assert_eq!(fields(add(eva, Kinship::AdoptiveParent, "Una")), ["kinship"]);
        undo_link(&story.of(&mo), &story.form(0), link, "The child was adopted").unwrap();
        add(eva, Kinship::AdoptiveParent, "Una").unwrap();
        // Nor is the family by birth written on the new record, by this page no more than by any other.
        assert_eq!(fields(add(eva, Kinship::Mother, "Kim")), ["kinship"]);
        add(ava, Kinship::Mother, "Kim").unwrap();
        assert_eq!(fields(add(ava, Kinship::AdoptiveParent, "Una")), ["kinship"]);
    });
}
