//! A record that was opened with a reason, and a protected address that was asked for: what is read as one with it later is not opened by that.

use casework::child::{Moment, Shown, ask_to_reveal, break_glass, file, left_behind, revealed, who_looked};
use casework::person::undo_link;
use jiff::SignedDuration;

use super::*;
use crate::house::each_house;

const REASON: &str = "The police hold the mother and ask who may collect her";

/// Whether somebody reads a child's record, and whether it is in the list of whoever they read.
fn reads(session: &Session<'_>, child: Id<Person>) -> bool {
    matches!(file(session, child, Moment::Now), Ok(Shown::Content(_)))
}

#[test]
fn what_was_linked_later_is_not_opened_by_an_opening_of_before() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let night = story.colleague("Nia Night", Role::SocialWorker);
        let session = story.of(&night);
        break_glass(&session, &story.form(0), ava, REASON).unwrap();
        let opened = story.house.now();
        assert!(reads(&session, ava) && !reads(&session, eva));
        assert_eq!(left_behind(&session, ava).unwrap(), None);
        story.later(SignedDuration::from_mins(10));
        let link = say_one(&story.of(&mo), story, eva, ava).unwrap();
        let session = story.of(&night);
        assert!(
            !reads(&session, eva) && !reads(&session, ava),
            "the two are read as one, and one was not opened"
        );
        // They are told that what they opened has grown, and open it again with a reason.
        assert_eq!(left_behind(&session, ava).unwrap(), Some(opened));
        assert_eq!(left_behind(&session, eva).unwrap(), None);
        assert_eq!(left_behind(&story.of(&mo), ava).unwrap(), None);
        story.later(SignedDuration::from_mins(1));
        let session = story.of(&night);
        break_glass(&session, &story.form(0), ava, REASON).unwrap();
        assert!(reads(&session, ava) && reads(&session, eva));
        assert_eq!(left_behind(&session, ava).unwrap(), None);
        assert_eq!(
            page(&session, ava, Moment::Now).open_until,
            Some(story.house.now() + SignedDuration::from_hours(4))
        );
        // Two again, each is as it was opened.
        undo_link(&story.of(&mo), &story.form(0), link, "They are cousins").unwrap();
        assert!(reads(&session, ava) && !reads(&session, eva));
    });
}

fn hide(story: &Story, child: Id<Person>, line: &str) {
    change(story, child, |person| {
        let lines = AddressLines { lines: vec![line.to_owned()], postcode: None };
        person.addresses = vec![Address {
            place: story.house.id(),
            lines: Sealed::new(lines, Guard::Protected),
            from: None,
            until: None,
            source: "court".into(),
        }];
    });
}

#[test]
fn of_a_person_on_two_records_both_protected_addresses_take_one_reason_that_stands_with_both() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        hide(story, ava, "9 Refuge Row");
        hide(story, eva, "4 Quincebury Row");
        let shown = || -> Option<Vec<String>> {
            let revealed = revealed(&story.of(&mo), ava).unwrap();
            revealed.map(|found| found.into_iter().map(|one| one.address).collect())
        };
        let ask = || ask_to_reveal(&story.of(&mo), &story.form(0), ava, "The police take her home").unwrap();
        ask();
        assert_eq!(shown().unwrap(), ["9 Refuge Row"]);
        // What is linked afterwards was not asked for.
        let link = say_one(&story.of(&mo), story, eva, ava).unwrap();
        assert_eq!(shown(), None);
        ask();
        assert_eq!(shown().unwrap(), ["4 Quincebury Row", "9 Refuge Row"]);
        // The asking stands with its reason in what is shown of who has looked: once for what was one record, and for each of the two afterwards.
        undo_link(&story.of(&mo), &story.form(0), link, "They are cousins").unwrap();
        let asked = |child| {
            let looks = who_looked(&story.of(&mo), child).unwrap();
            looks.iter().filter(|look| look.purpose.ends_with("The police take her home")).count()
        };
        assert_eq!((asked(ava), asked(eva)), (2, 1));
    });
}
