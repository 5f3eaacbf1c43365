//! Links that wait for a second person, more of them than stand on a page.

use casework::person::{Waits, waiting};

use super::*;
use crate::house::each_house;

#[test]
fn every_link_that_waits_stands_on_one_page_and_what_is_not_shown_takes_no_place() {
    each_house(|story| {
        let (mo, se) = managers(story, &[]);
        let circle = story.colleague("Cora Circle", Role::TeamManager);
        let mut shown = Vec::new();
        for number in 0..53_u128 {
            let [to, joined] = [100, 101].map(|first| {
                let name = PersonName::new("Ava", format!("Quillon {number}"));
                child(story, first + 2 * number, name)
            });
            let link = waits(story, joined, to, &mo);
            match number {
                0 | 49 => restrict(story, joined, &circle),
                // Adopted since: the one identity leads to the other by no path.
                20 => {
                    let una =
                        Person::named(story.house.id(), Standing::Adult, PersonName::new("Una", "Reis"));
                    story.keep(&una);
                    tie(story, una.id, Kinship::AdoptiveParent, joined);
                }
                _ => shown.push(link),
            }
        }
        let session = story.of(&se);
        let ids = |page: &Waits| page.links.iter().map(|link| link.id).collect::<Vec<_>>();
        // Fifty may be known of: one page, whole, and nothing after it.
        let whole = waiting(&session, None).unwrap();
        assert_eq!((ids(&whole), whole.next), (shown.clone(), None));
        // One more begins a second page, which has it alone.
        let (to, joined) = twice(story);
        let last = waits(story, joined, to, &mo);
        let first = waiting(&session, None).unwrap();
        assert_eq!((ids(&first), first.next), (shown.clone(), shown.last().copied()));
        let second = waiting(&session, first.next).unwrap();
        assert_eq!((ids(&second), second.next), (vec![last], None));
        // From after one that waits no more, or never did, they begin anew.
        assert_eq!(ids(&waiting(&session, Some(Id::from_bits(1))).unwrap()), shown);
    });
}
