//! The list of records that are probably one person: page by page, several records of one together, as it was when the record was gone through, and of nobody of
//! whom the viewer may not know.

use std::collections::BTreeSet;

use casework::person::{Duplicates, look_through, say_different, undo_link};
use domain::person::possible_match::PossibleMatch;
use jiff::SignedDuration;

use super::*;
use crate::house::each_house;

/// A child of this name born on a day, who lives somewhere.
fn born(story: &Story, number: u128, name: (&str, &str), born: jiff::civil::Date) -> Id<Person> {
    let mut person = Person::named(Id::from_bits(number), Standing::Child, PersonName::new(name.0, name.1));
    person.birth = Known::Is(PartialDate::Exact(born));
    story.keep(&person);
    person.id
}

/// The records of each group of a page.
fn groups(list: &Duplicates) -> Vec<BTreeSet<Id<Person>>> {
    let of = |together: &casework::person::Together| {
        together.pairs.iter().flat_map(|pair| [pair.one.person, pair.other.person]).collect()
    };
    list.people.iter().map(of).collect()
}

#[test]
fn three_records_of_one_stand_together_until_all_is_said() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let iva = child(story, 3, PersonName::new("Ava", "Quillen"));
        let (mo, _) = managers(story, &[ava, eva, iva]);
        let manager = story.of(&mo);
        let list = duplicates(&manager, None).unwrap();
        assert_eq!(groups(&list), [BTreeSet::from([ava, eva, iva])]);
        assert_eq!(
            (list.people[0].records(), list.people[0].pairs.len()),
            (3, 2),
            "as few pairs as decide about all"
        );
        assert_eq!(list.next, None);
        assert!(!list.people[0].pairs[0].reasons.is_empty());
        // Two of them said to be two: each may still be the third.
        say_different(&manager, &story.form(0), (ava, eva), "Cousins of one name").unwrap();
        let left: BTreeSet<_> =
            doubles(&manager).iter().map(|pair| (pair.one.person, pair.other.person)).collect();
        assert_eq!(left, BTreeSet::from([(ava, iva), (eva, iva)]));
        // Once one of them is, she is not the other.
        let link = say_one(&manager, story, iva, ava).unwrap();
        assert_eq!(doubles(&manager), []);
        undo_link(&manager, &story.form(0), link, "They are cousins").unwrap();
        assert_eq!(doubles(&manager).len(), 2);
    });
}

#[test]
fn a_record_that_is_read_under_another_is_asked_about_once() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let iva = child(story, 3, PersonName::new("Ava", "Quillen"));
        let (mo, _) = managers(story, &[ava, eva, iva]);
        let manager = story.of(&mo);
        say_one(&manager, story, ava, eva).unwrap();
        let left: Vec<_> =
            doubles(&manager).iter().map(|pair| (pair.one.person, pair.other.person)).collect();
        assert_eq!(left, [(eva, iva)], "the record that stands speaks for both");
    });
}

#[test]
fn an_open_question_and_a_link_that_waits_are_not_listed_twice() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let manager = story.of(&mo);
        assert_eq!(doubles(&manager).len(), 1);
        story.keep(&PossibleMatch {
            id: Id::from_bits(90),
            contact: Id::from_bits(91),
            made: eva,
            held: ava,
            reasons: Vec::new(),
            by: mo.id,
            at: story.house.now(),
            resolved: None,
        });
        assert_eq!(doubles(&manager), [], "it stands among the questions");
        let wes = story.colleague("Wes Worker", Role::SocialWorker);
        let (una, ula) = (
            child(story, 5, PersonName::new("Una", "Peregrine")),
            child(story, 6, PersonName::new("Una", "Peregrin")),
        );
        works_with(story, una, &wes);
        let worker = story.of(&wes);
        assert_eq!(doubles(&worker).len(), 1);
        say_one(&worker, story, ula, una).unwrap();
        assert_eq!(doubles(&worker), [], "it waits for a second person");
    });
}

const NAMES: [(&str, &str, &str); 64] = names();

/// Sixty-four children's names, and how each was heard once more.
const fn names() -> [(&'static str, &'static str, &'static str); 64] {
    const GIVEN: [&str; 8] =
        ["Ottilie", "Rupert", "Saoirse", "Idris", "Zebedee", "Marisol", "Tadeusz", "Ngozi"];
    const FAMILY: [(&str, &str); 8] = [
        ("Brambleworth", "Bramblewort"),
        ("Castellane", "Castellan"),
        ("Peregrine", "Peregrin"),
        ("Quillfeather", "Quilfeather"),
        ("Thistlewood", "Thistlewod"),
        ("Underhillock", "Underhilock"),
        ("Winterbourne", "Winterborne"),
        ("Yarborough", "Yarboro"),
    ];
    let mut names = [("", "", ""); 64];
    let mut at = 0;
    while at < 64 {
        names[at] = (GIVEN[at % 8], FAMILY[at / 8].0, FAMILY[at / 8].1);
        at += 1;
    }
    names
}

/// Sixty-four children on record twice: by the number of the first record of each.
fn many(story: &Story) {
    for (at, (given, family, misheard)) in NAMES.into_iter().enumerate() {
        let at_day = at as i8;
        let day = date(2010 + i16::from(at_day % 9), 1 + at_day % 12, 1 + at_day % 28);
        born(story, 1_000 + 2 * at as u128, (given, family), day);
        born(story, 1_001 + 2 * at as u128, (given, misheard), day);
    }
}

#[test]
fn more_than_a_page_is_reached_and_nobody_is_listed_twice_or_left_out() {
    each_house(|story| {
        many(story);
        let (mo, _) = managers(story, &[]);
        let manager = story.of(&mo);
        let (mut seen, mut after, mut pages) = (Vec::new(), None, 0);
        loop {
            let list = duplicates(&manager, after).unwrap();
            seen.extend(groups(&list));
            pages += 1;
            after = list.next;
            if after.is_none() {
                break;
            }
        }
        let all: BTreeSet<_> = seen.iter().cloned().collect();
        assert_eq!((seen.len(), all.len(), pages), (64, 64, 3));
        assert!(all.iter().all(|pair| pair.len() == 2));
    });
}

#[test]
fn of_a_restricted_record_the_list_tells_nothing_but_to_its_circle() {
    each_house(|story| {
        many(story);
        let (mo, se) = managers(story, &[]);
        // The first record of every second child is closed to all but Mo.
        for at in (0..64_u128).step_by(2) {
            restrict(story, Id::from_bits(1_000 + 2 * at), &mo);
        }
        let pages = |session: &Session<'_>| {
            let first = duplicates(session, None).unwrap();
            let second = first.next.map(|after| duplicates(session, Some(after)).unwrap());
            (first, second)
        };
        let (first, second) = pages(&story.of(&se));
        let second = second.unwrap();
        assert_eq!(
            (first.people.len(), second.people.len(), second.next),
            (25, 7, None),
            "a full page, whatever is left out"
        );
        let shown: BTreeSet<_> = groups(&first).into_iter().chain(groups(&second)).flatten().collect();
        assert!((0..64_u128).step_by(2).all(|at| !shown.contains(&Id::from_bits(1_000 + 2 * at))));
        // Naming a record that is closed tells nothing of where it stands.
        let hidden = duplicates(&story.of(&se), Some(Id::from_bits(1_000 + 2 * 62))).unwrap();
        assert_eq!(hidden, first);
        let (first, second) = pages(&story.of(&mo));
        assert_eq!((first.people.len(), second.unwrap().people.len()), (25, 25));
    });
}

#[test]
fn a_large_record_is_gone_through_by_the_worker_and_who_changed_since_is_compared_again() {
    each_house(|story| {
        let story = &story.with(|house| house.with_doubles_at_once(0));
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let list = |story: &Story| duplicates(&story.of(&mo), None).unwrap();
        assert_eq!(list(story), Duplicates::default(), "nothing is said before the record was gone through");
        let began = story.house.now();
        assert!(look_through(&story.house).unwrap());
        assert_eq!(
            (list(story).as_of, groups(&list(story))),
            (Some(began), vec![BTreeSet::from([ava, eva])])
        );
        assert!(!look_through(&story.house).unwrap(), "nobody changed");
        // Another server has its own list, of the same record.
        let other = &story.with(|house| house.with_doubles_at_once(0));
        assert_eq!(list(other).as_of, None);
        assert!(look_through(&other.house).unwrap());
        assert_eq!(groups(&list(other)), groups(&list(story)));
        // A change by either server, or by another process, holds at once for what is shown of the two.
        story.later(SignedDuration::from_mins(5));
        change(story, eva, |person| {
            person.names = vec![person.names[0].clone()];
            person.names[0].name = PersonName::new("Zebedee", "Thistlewood");
            person.birth = Known::Is(PartialDate::Exact(date(2009, 7, 30)));
        });
        assert_eq!((groups(&list(story)), groups(&list(other))), (vec![], vec![]));
        assert_eq!(list(story).as_of, Some(began), "it is the list of then");
        assert!(look_through(&story.house).unwrap() && look_through(&other.house).unwrap());
        assert_eq!(list(story).as_of, Some(story.house.now()));
    });
}

#[test]
fn a_large_record_is_not_gone_through_for_every_change() {
    each_house(|story| {
        let story = &story.with(|house| house.with_doubles_at_once(0));
        many(story);
        for at in 0..100 {
            born(story, 5_000 + at, ("Kit", "Ferryman"), date(1980, 1, 1));
        }
        assert!(look_through(&story.house).unwrap());
        child(story, 1, PersonName::new("Ava", "Quillon"));
        assert!(!look_through(&story.house).unwrap(), "one in two hundred is not enough");
        story.later(SignedDuration::from_mins(61));
        assert!(look_through(&story.house).unwrap(), "but an hour is");
    });
}

#[test]
fn of_whom_only_that_they_are_known_no_address_or_number_is_quoted() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        for child in [ava, eva] {
            let kim = Person::named(story.house.id(), Standing::Adult, PersonName::new("Kim", "Quillon"));
            story.keep(&kim);
            tie(story, kim.id, Kinship::Mother, child);
        }
        let names_kim = |session: &Session<'_>| {
            let pairs = doubles(session);
            let about = pairs.iter().filter(|pair| [pair.one.person, pair.other.person].contains(&ava));
            about.flat_map(|pair| &pair.household).any(|words| words.contains("Kim"))
        };
        assert!(names_kim(&story.of(&mo)) && !names_kim(&story.of(&officer)), "nor is a relative named");
        let says = |session: &Session<'_>| {
            doubles(session)
                .iter()
                .any(|pair| pair.reasons.iter().any(|words| words.contains("Juniper Lane")))
        };
        assert!(says(&story.of(&mo)));
        assert!(!doubles(&story.of(&officer)).is_empty());
        assert!(!says(&story.of(&officer)));
    });
}
