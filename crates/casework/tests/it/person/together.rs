//! What is read once two records are one: by the page of either, by whoever works with either, and by nobody whom one of them shuts out.

use std::collections::BTreeSet;

use casework::child::{Moment, Shown, file, who_looked};
use casework::person::{linked, undo_link, waiting};
use domain::access::Guard;
use domain::person::name::PersonName;
use domain::person::{Person, Standing};
use domain::staff::Role;

use super::*;
use crate::house::{each_house, refused};

#[test]
fn either_page_shows_both_records_under_its_own_id() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let manager = story.of(&mo);
        assert!(page(&manager, ava, Moment::Now).also.is_empty());
        let link = say_one(&manager, story, eva, ava).unwrap();
        for (one, other) in [(ava, eva), (eva, ava)] {
            let page = page(&manager, one, Moment::Now);
            assert_eq!(page.file.child.record.id, one);
            assert_eq!(page.file.child.record.name(), "Ava Quillon", "the record that stands is heard first");
            assert_eq!(page.file.child.record.names.len(), 2);
            assert_eq!(page.file.child.record.addresses.len(), 2);
            assert_eq!(page.file.episodes.len(), 2);
            assert!(
                page.file.episodes.iter().all(|filed| filed.record.child == one),
                "each names this child"
            );
            assert_eq!(
                page.also.iter().map(|also| (also.link, also.other)).collect::<Vec<_>>(),
                [(link, other)]
            );
            assert!(page.household.iter().all(|mate| mate.person != other), "nobody lives with themselves");
        }
        // Whoever looks at one has looked at the other.
        let looked = who_looked(&manager, eva).unwrap();
        assert!(looked.iter().any(|look| look.who == "Mo Manager" && look.purpose == "child's record"));
    });
}

#[test]
fn whoever_works_with_one_record_reads_the_other_and_a_restriction_of_one_holds_for_both() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let wes = story.colleague("Wes Worker", Role::SocialWorker);
        works_with(story, eva, &wes);
        let read = |child| matches!(file(&story.of(&wes), child, Moment::Now), Ok(Shown::Content(_)));
        assert!(read(eva) && !read(ava));
        let link = say_one(&story.of(&mo), story, eva, ava).unwrap();
        assert!(read(eva) && read(ava));
        undo_link(&story.of(&mo), &story.form(0), link, "They are cousins").unwrap();
        assert!(read(eva) && !read(ava));
        // A circle round one is a circle round both.
        restrict(story, ava, &mo);
        let asha = story.colleague("Asha Officer", Role::MashSocialWorker);
        works_with(story, eva, &asha);
        let restricted =
            |child| matches!(file(&story.of(&asha), child, Moment::Now), Ok(Shown::Restricted(_)));
        assert!(restricted(ava) && !restricted(eva));
        // Whoever works with the open record would come into the circle by the link: they are put there first, by name.
        assert!(refused(say_one(&story.of(&mo), story, eva, ava)).contains("outside its circle"));
        change(story, ava, |person| {
            person.restriction.as_mut().unwrap().circle.extend([asha.id, wes.id]);
        });
        assert!(!restricted(ava));
        say_one(&story.of(&mo), story, eva, ava).unwrap();
        // A stranger to both reads neither.
        let stranger = story.colleague("Stra Nger", Role::ServiceManager);
        for child in [ava, eva] {
            let shown = file(&story.of(&stranger), child, Moment::Now);
            assert!(matches!(shown, Ok(Shown::Restricted(_))), "{shown:?}");
        }
        assert_eq!(doubles(&story.of(&stranger)), []);
    });
}

#[test]
fn a_home_that_one_record_hides_the_other_does_not_show() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        for child in [ava, eva] {
            change(story, child, |person| {
                let mut stay = person.addresses[0].clone();
                let guard = if child == eva { Guard::Protected } else { Guard::Content };
                let lines = AddressLines { lines: vec!["3 Hidden Quay".into()], postcode: None };
                stay.lines = Sealed::new(lines, guard);
                person.addresses = vec![stay];
            });
        }
        let hidden = |child| {
            let page = page(&story.of(&mo), child, Moment::Now);
            page.file.child.record.addresses.iter().all(Address::is_protected)
        };
        assert!(!hidden(ava));
        let link = say_one(&story.of(&mo), story, eva, ava).unwrap();
        assert!(hidden(ava) && hidden(eva));
        undo_link(&story.of(&mo), &story.form(0), link, "They are cousins").unwrap();
        assert!(!hidden(ava));
    });
}

#[test]
fn three_records_are_one_and_taking_one_out_takes_what_joined_it() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (iva, uva) = (
            child(story, 3, PersonName::new("Ava", "Quillen")),
            child(story, 4, PersonName::new("Ava", "Quillun")),
        );
        let (mo, _) = managers(story, &[ava, eva, iva, uva]);
        let manager = story.of(&mo);
        let says = |child| {
            let also = page(&manager, child, Moment::Now).also;
            also.into_iter().map(|also| also.other).collect::<BTreeSet<_>>()
        };
        say_one(&manager, story, uva, iva).unwrap();
        say_one(&manager, story, eva, ava).unwrap();
        // A record that is read under another speaks for the one that stands.
        let link = say_one(&manager, story, uva, eva).unwrap();
        assert_eq!(linked(&manager, link).unwrap().link.joined, iva);
        assert_eq!(page(&manager, ava, Moment::Now).file.episodes.len(), 4);
        assert_eq!(says(ava), BTreeSet::from([eva, iva, uva]));
        assert!(refused(say_one(&manager, story, uva, ava)).contains("one already"));
        undo_link(&manager, &story.form(0), link, "Two pairs of two").unwrap();
        assert_eq!((says(ava), says(iva)), (BTreeSet::from([eva]), BTreeSet::from([uva])));
        assert_eq!(page(&manager, uva, Moment::Now).file.episodes.len(), 2);
        assert_eq!(waiting(&manager, None).unwrap().links, []);
    });
}

#[test]
fn the_household_follows_with_one_confirmation() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (ben, bene) = (
            child(story, 3, PersonName::new("Ben", "Quillon")),
            child(story, 4, PersonName::new("Ben", "Quillon")),
        );
        for (child, brother) in [(ava, ben), (eva, bene)] {
            let mother = Person::named(story.house.id(), Standing::Adult, PersonName::new("Kim", "Quillon"));
            story.keep(&mother);
            for (from, to, kind) in [(mother.id, child, Kinship::Mother), (brother, child, Kinship::Sibling)]
            {
                tie(story, from, kind, to);
            }
        }
        let (mo, _) = managers(story, &[ava, eva, ben, bene]);
        let manager = story.of(&mo);
        let pairs = doubles(&manager);
        let avas = pairs.iter().find(|pair| pair.one.person == ava).unwrap();
        assert_eq!(avas.household.len(), 2);
        let beside = casework::person::beside(&manager, ava, eva).unwrap();
        let household: Vec<_> =
            beside.household.iter().map(|relation| (relation.joined, relation.stands)).collect();
        assert_eq!(household.len(), 2, "{household:?}");
        let asked = LinkAsked { joined: eva, stands: ava, reason: "The school says so".into(), household };
        let first = link(&manager, &story.form(0), &asked).unwrap();
        assert_eq!(linked(&manager, first).unwrap().with.len(), 2);
        let page = page(&manager, ava, Moment::Now);
        assert_eq!(page.file.relationships.len(), 2, "one mother, one brother");
        assert_eq!(page.file.relatives.len(), 2);
        assert_eq!(doubles(&manager), []);
    });
}
