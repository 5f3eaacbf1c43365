//! Property: whatever is on record, two records that were linked and undone are what they would be had nobody ever linked them.

use casework::child::{Moment, Shown, file};
use casework::person::undo_link;
use domain::person::relationship::{Kinship, Relationship, Tie};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any};
use proptest::test_runner::TestRunner;

use super::*;
use crate::house::each_house;

/// What stands on record of the two: whose (the first, the second, a third's beside both), and which kind.
type Written = (u8, u8);

fn write(story: &Story, children: [Id<Person>; 3], (whose, kind): Written) {
    let child = children[usize::from(whose) % 3];
    let other = children[(usize::from(whose) + 1) % 3];
    let id = story.house.id::<()>().bits();
    match kind % 4 {
        0 => story.keep(&Episode::opened(Id::from_bits(id), child, date(2026, 11, 9))),
        1 => works_with(story, child, &story.colleague(&format!("Wo Worker{id}"), Role::SocialWorker)),
        2 => story.keep(&Relationship {
            id: Id::from_bits(id),
            from: other,
            to: child,
            kind: Kinship::Sibling,
            parental_responsibility: Known::NotAsked,
            since: None,
            until: None,
            source: "school".into(),
            tie: Tie::default(),
        }),
        _ => {
            let system = story.house.system();
            let Shown::Content(page) = file(&system, child, Moment::Now).unwrap() else { return };
            let mut person = page.file.child.record;
            person.phones = Vec::new();
            person.school = Known::Is(format!("School {id}"));
            story.keep(&person);
        }
    }
}

/// All of a child's page but what was told of the linking itself.
fn told(session: &Session<'_>, child: Id<Person>) -> String {
    let mut page = page(session, child, Moment::Now);
    let of_linking = ["person_link", "notice"];
    page.events.retain(|event| !of_linking.contains(&event.kind.as_str()));
    page.events_known = page.events.len();
    page.file.notices.clear();
    let chronology = page.file.chronology(&session.house.pack);
    let summary = casework::case_summary::view(session, child, Moment::Now).unwrap();
    format!("{page:#?}{chronology:#?}{summary:#?}")
}

/// What leaves, and what is found: of everybody at once.
fn of_everybody(story: &Story, session: &Session<'_>) -> String {
    let mut census = Vec::new();
    casework::census::write(&story.house.system(), 2027, None, &mut census).unwrap();
    let feed = casework::feed::feed(&story.house.system(), &std::collections::BTreeMap::new()).unwrap();
    let found = casework::search::search(session, "Ava Quillon 29/02/2016").unwrap();
    let census = String::from_utf8(census).unwrap();
    let census: Vec<&str> = census.lines().filter(|line| !line.contains("<DateTime>")).collect();
    format!("{census:#?}{feed:#?}{found:#?}")
}

#[test]
fn linked_and_undone_is_never_linked() {
    each_house(|story| {
        let mut runner = TestRunner::new(ProptestConfig {
            cases: 6,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let manager = story.colleague("Mo Manager", Role::MashManager);
        let number = std::cell::Cell::new(100);
        let outcome = runner.run(&(vec(any::<Written>(), 0..6), any::<bool>()), |(written, turned)| {
            let base = number.get();
            number.set(base + 10);
            let name = |family: &str| PersonName::new("Ava", family);
            let children = [
                child(story, base, name("Quillon")),
                child(story, base + 1, name("Quillan")),
                child(story, base + 2, name("Marrow")),
            ];
            for child in children {
                works_with(story, child, &manager);
            }
            for written in written {
                write(story, children, written);
            }
            let session = story.of(&manager);
            let all = || {
                let each: Vec<String> = children.iter().map(|child| told(&session, *child)).collect();
                (each, of_everybody(story, &session))
            };
            let before = all();
            let (joined, stands) =
                if turned { (children[0], children[1]) } else { (children[1], children[0]) };
            let link = say_one(&session, story, joined, stands).unwrap();
            assert_ne!(all(), before, "two are one");
            undo_link(&session, &story.form(0), link, "They are cousins").unwrap();
            let after = all();
            for (one, other) in before.0.iter().zip(&after.0) {
                assert_eq!(one, other);
            }
            assert_eq!(before.1, after.1);
            Ok(())
        });
        outcome.unwrap();
    });
}
