//! What a link tells nobody who may not know it, and what of two records it never mixes.

use casework::child::{AllocationAsked, Moment, Shown, allocate, file};
use casework::handover::downtime::downtime;
use casework::person::moved::{confirm, movable, propose, view};
use casework::person::{
    LinkAsked, answer_undo, beside, confirm_link, link, linked, undo_link, written_between,
};
use casework::search::look_for;
use domain::chronology::Written;
use domain::episode::Plan;
use domain::notice::Notice;
use domain::person::PhoneNumber;
use domain::person::moved::{Fact, Item, MoveAsked};
use domain::person::name::PersonName;
use domain::person::nhs_number::NhsNumber;
use domain::person::phone::Phone;

use super::*;
use crate::house::{each_house, refused};

fn stay(place: u128, lines: &[&str], guard: Guard) -> Address {
    let lines = AddressLines { lines: lines.iter().map(|line| (*line).to_owned()).collect(), postcode: None };
    let (place, source) = (Id::from_bits(place), "mother".into());
    Address { place, lines: Sealed::new(lines, guard), from: None, until: None, source }
}

/// A child on record twice: one record is restricted to two managers, the other has a child protection plan.
fn one_restricted_one_with_a_plan(story: &Story) -> (Id<Person>, Id<Person>, Staff, Staff) {
    let (ava, eva) = twice(story);
    let (mo, se) = managers(story, &[ava, eva]);
    let mut episode = Episode::opened(Id::from_bits(77), eva, date(2026, 11, 3));
    let plan =
        serde_json::json!({ "kind": "child_protection", "started_on": "2026-11-04", "ended_on": null });
    episode.plans.push(serde_json::from_value::<Plan>(plan).unwrap());
    story.keep(&episode);
    restrict(story, ava, &mo);
    change(story, ava, |person| person.restriction.as_mut().unwrap().circle.extend([se.id]));
    (ava, eva, mo, se)
}

#[test]
fn whoever_is_allocated_while_a_link_waits_comes_into_no_circle_by_it() {
    each_house(|story| {
        let (ava, eva, mo, se) = one_restricted_one_with_a_plan(story);
        let waiting = say_one(&story.of(&mo), story, eva, ava).unwrap();
        let wes = story.colleague("Wes Worker", Role::SocialWorker);
        works_with(story, eva, &wes);
        let confirmed = confirm_link(&story.of(&se), &story.form(0), waiting, true, "");
        assert!(refused(confirmed).contains("outside its circle"));
        assert!(page(&story.of(&mo), ava, Moment::Now).also.is_empty());
    });
}

#[test]
fn what_is_closed_by_the_other_alone_is_opened_again_by_two_people() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, se) = managers(story, &[ava, eva]);
        let stranger = story.colleague("Stra Nger", Role::ServiceManager);
        restrict(story, ava, &mo);
        change(story, ava, |person| person.restriction.as_mut().unwrap().circle.extend([se.id]));
        let read = || matches!(file(&story.of(&stranger), eva, Moment::Now), Ok(Shown::Summary(_)));
        assert!(read());
        let link = say_one(&story.of(&mo), story, eva, ava).unwrap();
        assert!(!read() && linked(&story.of(&mo), link).unwrap().undo_needs_two);
        undo_link(&story.of(&mo), &story.form(0), link, "They are cousins").unwrap();
        assert!(!read(), "nothing is open before a second person says so");
        answer_undo(&story.of(&se), &story.form(0), link, true, "").unwrap();
        assert!(read());
    });
}

#[test]
fn once_they_are_two_each_worker_is_told_of_their_own_child_alone() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let (asha, wes) = (
            story.colleague("Asha Reis", Role::SocialWorker),
            story.colleague("Wes Worker", Role::SocialWorker),
        );
        works_with(story, ava, &asha);
        works_with(story, eva, &wes);
        let link = say_one(&story.of(&mo), story, eva, ava).unwrap();
        undo_link(&story.of(&mo), &story.form(0), link, "They are cousins").unwrap();
        for (staff, own, name) in [(&asha, ava, "Ava Quillon"), (&wes, eva, "Ava Quillan")] {
            let notices = casework::work::own_work(&story.of(staff)).unwrap().notices;
            let told: Vec<&Notice> = notices
                .iter()
                .map(|known| &known.record)
                .filter(|one| one.words.contains("not any more"))
                .collect();
            assert_eq!(told.iter().map(|one| one.child).collect::<Vec<_>>(), [own], "{told:?}");
            assert!(told[0].words.starts_with(name), "{}", told[0].words);
        }
    });
}

#[test]
fn of_a_link_of_the_household_that_the_viewer_may_not_know_not_even_a_number_is_told() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, se) = managers(story, &[ava, eva]);
        let [kim, kym] = ["Kim", "Kym"].map(|given| {
            let person = Person::named(story.house.id(), Standing::Adult, PersonName::new(given, "Quillon"));
            story.keep(&person);
            person.id
        });
        let asked =
            LinkAsked { joined: eva, stands: ava, reason: "The school".into(), household: vec![(kym, kim)] };
        let link = link(&story.of(&mo), &story.form(0), &asked).unwrap();
        assert_eq!(linked(&story.of(&se), link).unwrap().with.len(), 1);
        restrict(story, kim, &mo);
        assert_eq!(linked(&story.of(&mo), link).unwrap().with.len(), 1);
        assert!(linked(&story.of(&se), link).unwrap().with.is_empty());
    });
}

#[test]
fn whoever_only_learns_that_both_are_known_reads_no_address_number_or_relative_by_a_link() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        for child in [ava, eva] {
            change(story, child, |person| {
                person.nhs_number = Known::Is(NhsNumber::new("999 000 0018"));
                person.addresses = vec![stay(4, &["12 Quincebury Row"], Guard::Content)];
            });
        }
        let stranger = story.colleague("Stra Nger", Role::SocialWorker);
        let seen = format!("{:?}", beside(&story.of(&stranger), ava, eva).unwrap());
        assert!(!seen.contains("Quincebury") && !seen.contains("999 000"), "{seen}");
        let link = say_one(&story.of(&mo), story, eva, ava).unwrap();
        let told = linked(&story.of(&stranger), link).unwrap().link.likenesses;
        assert!(
            told.iter().any(|words| words == "Same NHS number")
                && told.iter().any(|words| words == "Same address")
        );
        assert!(
            !format!("{told:?}").contains("Quincebury") && !format!("{told:?}").contains("999 000"),
            "{told:?}"
        );
    });
}

#[test]
fn no_house_shows_an_address_that_another_record_of_a_resident_hides() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        change(story, ava, |person| person.addresses = vec![stay(4, &["12 Quincebury Row"], Guard::Content)]);
        change(story, eva, |person| {
            person.addresses = vec![stay(5, &["12, Quincebury Row", "Alder"], Guard::Protected)];
        });
        let houses = || look_for(&story.of(&mo), "quincebury row").unwrap().houses.len();
        assert_eq!(houses(), 1);
        let iva = child(story, 3, PersonName::new("Iva", "Example"));
        let shown = || format!("{:?}", beside(&story.of(&mo), ava, iva).unwrap().rows).contains("Quincebury");
        assert!(shown());
        let link = say_one(&story.of(&mo), story, eva, ava).unwrap();
        assert_eq!(houses(), 0);
        assert!(!shown());
        undo_link(&story.of(&mo), &story.form(0), link, "They are cousins").unwrap();
        assert_eq!(houses(), 1);
    });
}

#[test]
fn a_house_of_many_is_no_result_when_the_last_of_them_is_hidden() {
    each_house(|story| {
        let mo = story.colleague("Mo Manager", Role::MashManager);
        for number in 1..=45 {
            let mut person =
                Person::named(Id::from_bits(number), Standing::Adult, PersonName::new("Res", "Ident"));
            let guard = if number == 45 { Guard::Protected } else { Guard::Content };
            person.addresses = vec![stay(4, &["12 Quincebury Row"], guard)];
            story.keep(&person);
        }
        assert!(look_for(&story.of(&mo), "quincebury").unwrap().houses.is_empty());
    });
}

#[test]
fn a_fact_is_moved_from_its_own_record_and_nothing_of_the_other_with_it() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let bram = child(story, 3, PersonName::new("Bram", "Example"));
        let (mo, _) = managers(story, &[ava, eva, bram]);
        let manager = story.of(&mo);
        let phone = |number: &str| PhoneNumber {
            number: Sealed::new(Phone::new(number), Guard::Content),
            whose: "home".into(),
            do_not_use: None,
        };
        for (child, number) in [(ava, "01632 960001"), (eva, "01632 960002")] {
            change(story, child, |person| person.phones = vec![phone(number)]);
        }
        let own = |child| page(&story.house.system(), child, Moment::Now).file.child.record;
        let (before, theirs) = (own(ava), own(eva));
        let link = say_one(&manager, story, ava, eva).unwrap();
        let offered = movable(&manager, ava).unwrap();
        let item = Item::Fact(Fact::Phone(0));
        assert!(offered.offer.may.iter().any(|one| one.item == item && one.words.contains("960001")));
        assert!(
            !offered.offer.may.iter().any(|one| one.words.contains("960002")),
            "each record gives its own"
        );
        // What stands on the other record is moved from there.
        let note = written(story, eva);
        story.keep(&note);
        let ticked = Item::Record { kind: "chronology_entry".into(), record: note.id.any() };
        let ask = |items: Vec<Item>, to| {
            let asked = MoveAsked { to: Some(to), items, reason: "The school rang about the brother".into() };
            let opened = movable(&manager, ava).unwrap().version;
            propose(&manager, &story.form(opened), ava, asked)
        };
        assert!(refused(ask(vec![ticked], bram)).contains("other record of this child"));
        assert!(refused(ask(vec![item.clone()], eva)).contains("read as one"));
        let moved = ask(vec![item], bram).unwrap();
        let opened = view(&manager, moved).unwrap().moved.version.0;
        confirm(&manager, &story.form(opened), moved).unwrap();
        undo_link(&manager, &story.form(0), link, "They are cousins").unwrap();
        assert_eq!(own(ava), Person { phones: Vec::new(), ..before });
        assert_eq!(own(eva), theirs);
        assert_eq!(own(bram).phones, [phone("01632 960001")]);
    });
}

fn written(story: &Story, child: Id<Person>) -> Written {
    Written {
        id: story.house.id(),
        child,
        happened: PartialDate::Year(2019),
        words: "He lived with his aunt".into(),
        known_from: "Paper file".into(),
        known_at: story.house.now(),
        lane: "home".into(),
        themes: Vec::new(),
        agency: None,
        people: Vec::new(),
        further: None,
        by: story.house.id(),
        at: story.house.now(),
        withdrawn: None,
    }
}

#[test]
fn what_a_restricted_child_closes_is_in_no_list_of_what_is_to_be_sorted() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let sister = child(story, 3, PersonName::new("Isa", "Example"));
        let (mo, se) = managers(story, &[ava, eva, sister]);
        for child in [ava, eva] {
            works_with(story, child, &se);
        }
        let link = say_one(&story.of(&mo), story, eva, ava).unwrap();
        story.later(jiff::SignedDuration::from_hours(1));
        let note: domain::handover::NightNote = serde_json::from_value(serde_json::json!({
            "id": story.house.id::<domain::handover::NightNote>(), "children": [eva, sister], "contact": null,
            "found": "Nobody was at home", "done": "", "why_not": "", "safe": "", "safe_until": null, "day_must": "", "day_by": null,
            "happened_at": null, "by": mo.id, "at": story.house.now(),
        }))
        .unwrap();
        story.keep(&note);
        change(story, eva, |person| person.school = Known::Is("Thornmere".into()));
        undo_link(&story.of(&mo), &story.form(0), link, "They are cousins").unwrap();
        let listed = |staff| written_between(&story.of(staff), link).unwrap().len();
        assert_eq!((listed(&mo), listed(&se)), (2, 2), "what was written, and what is held that was changed");
        restrict(story, sister, &mo);
        assert_eq!((listed(&mo), listed(&se)), (2, 1));
    });
}

#[test]
fn who_was_allocated_and_what_was_changed_while_they_were_one_is_asked_too() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let wes = story.colleague("Wes Worker", Role::SocialWorker);
        works_with(story, eva, &wes);
        let link = say_one(&story.of(&mo), story, eva, ava).unwrap();
        story.later(jiff::SignedDuration::from_hours(1));
        let role = "allocated social worker".to_owned();
        let asked = AllocationAsked { staff: mo.id, team: "assessment_1".into(), role };
        allocate(&story.of(&mo), &story.form(0), ava, asked).unwrap();
        undo_link(&story.of(&mo), &story.form(0), link, "They are cousins").unwrap();
        works_with(story, eva, &mo);
        let written = written_between(&story.of(&mo), link).unwrap();
        let ended = written.iter().find(|one| one.kind == "involvement" && one.stands_in == Some(eva));
        assert!(ended.is_some_and(|one| one.is_changed), "{written:?}");
        assert!(written.iter().any(|one| !one.is_changed && one.stands_in == Some(ava)), "{written:?}");
    });
}

#[test]
fn the_downtime_pack_holds_of_either_record_no_more_than_whom_to_ring() {
    each_house(|story| {
        let (ava, eva, mo, se) = one_restricted_one_with_a_plan(story);
        let pack = || downtime(&story.house.system()).unwrap().in_words(story.house.now());
        assert!(pack().contains("Quillan"), "{}", pack());
        let waiting = say_one(&story.of(&mo), story, eva, ava).unwrap();
        confirm_link(&story.of(&se), &story.form(0), waiting, true, "").unwrap();
        let pack = pack();
        assert!(!pack.contains("Quillan") && !pack.contains("Quillon"), "{pack}");
        assert!(pack.contains("Restricted: ring Asha Reis"), "{pack}");
    });
}
