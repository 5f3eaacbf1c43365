//! As it was known: before two records were one, while they were, and after.

use casework::child::Moment;
use casework::contact::{Whom, find_child, record};
use casework::person::moved::{confirm, movable, propose};
use casework::person::{sort, undo_link, written_between};
use domain::contact::{Channel, Described};
use domain::id::Id;
use domain::person::moved::{Item, MoveAsked};
use jiff::SignedDuration;

use super::*;
use crate::house::{each_house, neighbours_call, refused};

#[test]
fn every_page_is_as_it_was_known_before_while_and_after_two_records_were_one() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let manager = story.of(&mo);
        let hour = SignedDuration::from_hours(1);
        let before = story.house.now();
        story.later(hour);
        let link = say_one(&story.of(&mo), story, eva, ava).unwrap();
        let between = story.house.now();
        story.later(hour);
        undo_link(&story.of(&mo), &story.form(0), link, "They are cousins").unwrap();
        story.later(hour);
        let manager = Session { at: story.house.now(), ..manager };
        for (child, other) in [(ava, eva), (eva, ava)] {
            let at = |moment| page(&manager, child, moment);
            let others = |page: &ChildPage| page.also.iter().map(|also| also.other).collect::<Vec<_>>();
            let (then, one, now) = (at(Moment::Then(before)), at(Moment::Then(between)), at(Moment::Now));
            assert_eq!((then.file.episodes.len(), others(&then)), (1, vec![]));
            assert_eq!((one.file.episodes.len(), others(&one)), (2, vec![other]));
            assert_eq!((now.file.episodes.len(), others(&now)), (1, vec![]));
            assert_eq!(then.file.child, now.file.child);
        }
    });
}

#[test]
fn what_was_one_once_and_is_restricted_since_is_not_read_by_way_of_the_other() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, se) = managers(story, &[ava, eva]);
        let wes = story.colleague("Wes Worker", Role::SocialWorker);
        works_with(story, ava, &wes);
        let link = say_one(&story.of(&mo), story, eva, ava).unwrap();
        let between = story.house.now();
        story.later(SignedDuration::from_hours(1));
        undo_link(&story.of(&mo), &story.form(0), link, "They are cousins").unwrap();
        // Of the other, Wes may not read: not today, and not as it was known then.
        let then = page(&story.of(&wes), ava, Moment::Then(between));
        assert_eq!((then.file.episodes.len(), then.also.len()), (1, 0));
        restrict(story, eva, &se);
        let then = page(&story.of(&wes), ava, Moment::Then(between));
        assert_eq!((then.file.episodes.len(), then.file.child.record.names.len()), (1, 1));
    });
}

#[test]
fn what_is_moved_after_it_was_sorted_stands_with_the_other() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let session = story.of(&mo);
        let link = say_one(&session, story, eva, ava).unwrap();
        let said = Described::named(PersonName::new("Eva", "Quillan"));
        let call = neighbours_call(Channel::Telephone, said, "Crying at night");
        let contact = record(&session, &story.form(0), call).unwrap();
        find_child(&session, &story.form(1), contact, 0, Whom::Same(ava)).unwrap();
        undo_link(&session, &story.form(0), link, "They are cousins").unwrap();
        let stands = || {
            let written = written_between(&session, link).unwrap();
            assert_eq!(written.len(), 1, "{written:?}");
            (written[0].stands_in, written[0].moving)
        };
        assert_eq!(stands(), (Some(ava), None));
        let items = vec![Item::Record { kind: "contact".into(), record: contact.any() }];
        let asked = MoveAsked { to: Some(eva), items, reason: "The neighbour meant the younger".into() };
        let opened = movable(&session, ava).unwrap().version;
        let moved = propose(&session, &story.form(opened), ava, asked).unwrap();
        assert_eq!(stands(), (Some(ava), Some(moved)));
        confirm(&session, &story.form(1), moved).unwrap();
        assert_eq!(stands(), (Some(eva), None));
    });
}

#[test]
fn what_was_written_between_stays_and_is_sorted() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let link = say_one(&story.of(&mo), story, eva, ava).unwrap();
        let session = story.of(&mo);
        assert_eq!(written_between(&session, link).unwrap(), []);
        let between = Episode::opened(Id::from_bits(88), ava, date(2026, 11, 20));
        story.keep(&between);
        undo_link(&session, &story.form(0), link, "They are cousins").unwrap();
        story.keep(&Episode::opened(Id::from_bits(89), eva, date(2026, 11, 21)));
        let written = written_between(&session, link).unwrap();
        assert_eq!(written.len(), 1, "{written:?}");
        assert_eq!(
            (written[0].record, written[0].stands_in, written[0].of),
            (between.id.any(), Some(ava), None)
        );
        let answer = |record, of| [("episode".to_owned(), record, of)];
        let version = casework::person::linked(&session, link).unwrap().version;
        refused(sort(&session, &story.form(version), link, &answer(Id::from_bits(89), eva), "Known"));
        sort(&session, &story.form(version), link, &answer(between.id.any(), eva), "The other's").unwrap();
        // Nothing moved by being said.
        let written = written_between(&session, link).unwrap();
        assert_eq!((written[0].stands_in, written[0].of), (Some(ava), Some(eva)));
        assert_eq!(page(&session, ava, Moment::Now).file.episodes.len(), 2);
    });
}
