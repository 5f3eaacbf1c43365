//! Links that wait for a second person, more of them than stand on a page.

use casework::person::{Waits, waiting};
use domain::person::link::{Said, Second, Stage};

use super::*;
use crate::house::each_house;

#[test]
fn every_link_that_waits_stands_on_one_page_and_what_is_not_shown_takes_no_place() {
    each_house(|story| {
        let (mo, se) = managers(story, &[]);
        let circle = story.colleague("Cora Circle", Role::TeamManager);
        let said = Said { by: mo.id, at: story.house.now(), reason: "The school says so".into() };
        let kept: Vec<Id<PersonLink>> = (0..53_u128)
            .map(|number| {
                let [to, joined] = [100, 101].map(|first| {
                    let name = PersonName::new("Ava", format!("Quillon {number}"));
                    child(story, first + 2 * number, name)
                });
                match number {
                    0 | 49 => restrict(story, joined, &circle),
                    // Adopted since: the one identity leads to the other by no path.
                    20 => {
                        let una =
                            Person::named(story.house.id(), Standing::Adult, PersonName::new("Una", "Reis"));
                        story.keep(&una);
                        tie(story, una.id, Kinship::AdoptiveParent, joined);
                    }
                    _ => {}
                }
                waits(story, 5_000 + number, &said, (joined, to))
            })
            .filter(|id| ![5_000, 5_020, 5_049].contains(&id.bits()))
            .collect();
        let session = story.of(&se);
        let ids = |page: &Waits| page.links.iter().map(|link| link.id).collect::<Vec<_>>();
        // Fifty may be known of: one page, whole, and nothing after it.
        let whole = waiting(&session, None).unwrap();
        assert_eq!((ids(&whole), whole.next), (kept.clone(), None));
        // One more begins a second page, which has it alone.
        let last = waits(story, 6_000, &said, twice(story));
        let first = waiting(&session, None).unwrap();
        assert_eq!((ids(&first), first.next), (kept.clone(), kept.last().copied()));
        let second = waiting(&session, first.next).unwrap();
        assert_eq!((ids(&second), second.next), (vec![last], None));
        // From after one that waits no more, or never did, they begin anew.
        assert_eq!(ids(&waiting(&session, Some(Id::from_bits(1))).unwrap()), kept);
    });
}

/// A link that was asked for and waits.
fn waits(story: &Story, id: u128, said: &Said, (joined, to): (Id<Person>, Id<Person>)) -> Id<PersonLink> {
    let link = PersonLink {
        id: Id::from_bits(id),
        joined,
        to,
        stands: to,
        likenesses: Vec::new(),
        said: said.clone(),
        second: Some(Second::Plan),
        stage: Stage::Waiting,
        answered: None,
        undoing: None,
        undone: None,
        sorted: Vec::new(),
        with: None,
    };
    story.keep(&link);
    link.id
}
