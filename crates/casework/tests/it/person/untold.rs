//! What two records that somebody names themselves tell them: of a record of which they may only know that it is there, nothing that they could not read anyway.

use casework::child::{RelativeAsked, add_relative};
use casework::person::{beside, confirm_link, link, linked, say_different, undo_link, waiting};
use domain::episode::Plan;
use domain::person::department::{NotToStand, Why};
use domain::refusal::Refusal;

use super::*;
use crate::house::{each_house, refused};

const NOTHING: &str = "There is nothing here that you can see.";

/// What whoever asks is told of two records: by the page, by the link and by saying that they are two.
fn told(session: &Session<'_>, story: &Story, one: Id<Person>, other: Id<Person>) -> [String; 3] {
    [
        refused(beside(session, one, other)),
        refused(say_one(session, story, one, other)),
        refused(say_different(session, &story.form(0), (one, other), "The school knows both")),
    ]
}

#[test]
fn a_record_that_is_joined_with_nothing_is_to_whoever_reads_neither_as_one_that_is_not_there() {
    each_house(|story| {
        let stranger = story.colleague("Stra Nger", Role::SocialWorker);
        let (mo, _) = managers(story, &[]);
        let mut number = 10;
        let mut two = || {
            number += 2;
            let one = child(story, number, PersonName::new("Ava", "Quillon"));
            (one, child(story, number + 1, PersonName::new("Ava", "Quillan")))
        };
        let said = |why| NotToStand { why, reason: "So it is".into(), by: mo.id, at: story.house.now() };
        let wrong = two();
        change(story, wrong.1, |person| person.not_to_stand = Some(said(Why::WrongChild)));
        let adopted = two();
        change(story, adopted.1, |person| person.not_to_stand = Some(said(Why::Adopted)));
        let new_identity = two();
        let una = Person::named(story.house.id(), Standing::Adult, PersonName::new("Una", "Reis"));
        story.keep(&una);
        tie(story, una.id, Kinship::AdoptiveParent, new_identity.1);
        // Two whom nothing parts, and who are not alike.
        let strangers = (wrong.0, child(story, 3, PersonName::new("Zebedee", "Thistlewood")));
        change(story, strangers.1, |person| person.birth = Known::Is(PartialDate::Exact(date(2009, 7, 30))));
        let nobody = (wrong.0, Id::from_bits(999_999));
        let session = story.of(&stranger);
        for (one, other) in [wrong, adopted, new_identity, strangers, nobody] {
            assert_eq!(told(&session, story, one, other), [NOTHING; 3]);
            assert_eq!(told(&session, story, other, one), [NOTHING; 3]);
        }
        // Two who may be one person are laid before them all the same.
        let may_be = two();
        assert_eq!(beside(&session, may_be.0, may_be.1).unwrap().rows.len(), 2);
        // Whoever reads both is told why not.
        works_with(story, wrong.0, &stranger);
        works_with(story, wrong.1, &stranger);
        assert!(refused(beside(&session, wrong.0, wrong.1)).contains("cannot be laid side by side"));
    });
}

#[test]
fn no_form_of_relatives_tells_who_was_adopted_to_whoever_may_not_read_them() {
    each_house(|story| {
        let (own, adopted) = twice(story);
        let una = Person::named(story.house.id(), Standing::Adult, PersonName::new("Una", "Reis"));
        story.keep(&una);
        tie(story, una.id, Kinship::AdoptiveParent, adopted);
        let wes = story.colleague("Wes Worker", Role::SocialWorker);
        works_with(story, own, &wes);
        let add = |who| {
            let asked = RelativeAsked {
                who: Ok(who),
                standing: Standing::Child,
                kinship: Kinship::Sibling,
                parental_responsibility: Known::NotAsked,
                source: "school".into(),
            };
            refused(add_relative(&story.of(&wes), &story.form(0), own, asked))
        };
        assert_eq!((add(adopted), add(Id::from_bits(999_999))), (NOTHING.to_owned(), NOTHING.to_owned()));
        works_with(story, adopted, &wes);
        assert!(add(adopted).contains("new record of their own"), "whoever reads them is told why");
    });
}

#[test]
fn that_there_is_a_plan_is_told_to_nobody_by_who_must_confirm() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let iva = child(story, 3, PersonName::new("Ava", "Quillen"));
        let (mo, se) = managers(story, &[ava, eva, iva]);
        let stranger = story.colleague("Stra Nger", Role::SocialWorker);
        let session = story.of(&stranger);
        let plan =
            serde_json::json!({ "kind": "child_protection", "started_on": "2026-11-04", "ended_on": null });
        let mut episode = Episode::opened(Id::from_bits(77), eva, date(2026, 11, 3));
        episode.plans.push(serde_json::from_value::<Plan>(plan).unwrap());
        story.keep(&episode);
        let second = |one, other| beside(&session, one, other).unwrap().second;
        assert_eq!(second(ava, eva), Some(Second::Opens));
        assert_eq!(second(ava, iva), Some(Second::Opens), "nor that there is none");
        assert_eq!(beside(&story.of(&mo), ava, eva).unwrap().second, Some(Second::Plan));
        assert_eq!(beside(&story.of(&mo), ava, iva).unwrap().second, None);
        // What they say themselves waits for somebody who reads both.
        let asked = say_one(&session, story, iva, ava).unwrap();
        assert_eq!(linked(&session, asked).unwrap().link.stage, Stage::Waiting);
        confirm_link(&story.of(&se), &story.form(0), asked, true, "").unwrap();
        undo_link(&session, &story.form(0), asked, "They are cousins").unwrap();
        assert!(linked(&session, asked).unwrap().link.waits(), "and so does undoing it");
    });
}

#[test]
fn whoever_reads_neither_is_not_told_why_a_link_of_others_takes_two() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let stranger = story.colleague("Stra Nger", Role::SocialWorker);
        let plan =
            serde_json::json!({ "kind": "child_protection", "started_on": "2026-11-04", "ended_on": null });
        let mut episode = Episode::opened(Id::from_bits(77), eva, date(2026, 11, 3));
        episode.plans.push(serde_json::from_value::<Plan>(plan).unwrap());
        story.keep(&episode);
        let asked = say_one(&story.of(&mo), story, eva, ava).unwrap();
        assert_eq!(linked(&story.of(&mo), asked).unwrap().link.second, Some(Second::Plan));
        assert_eq!(linked(&story.of(&stranger), asked).unwrap().link.second, None);
        assert_eq!(waiting(&story.of(&stranger), None).unwrap().links[0].second, None);
    });
}

#[test]
fn a_link_that_waits_is_missed_by_nobody_whatever_others_wait_for() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (iva, una) = (
            child(story, 3, PersonName::new("Iva", "Example")),
            child(story, 4, PersonName::new("Una", "Example")),
        );
        let (mo, se) = managers(story, &[ava, eva]);
        restrict(story, iva, &mo);
        for _ in 0..205 {
            waits(story, iva, una, &mo);
        }
        let own = waits(story, eva, ava, &mo);
        let seen = waiting(&story.of(&se), None).unwrap().links;
        assert_eq!(seen.iter().map(|one| one.id).collect::<Vec<_>>(), [own]);
    });
}

#[test]
fn so_many_of_a_household_are_linked_at_once_and_no_more() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let mut household = Vec::new();
        for at in 0..31_u128 {
            let [one, other] = [2_000 + 2 * at, 2_001 + 2 * at].map(|number| {
                let name = PersonName::new("Kim", format!("Quillon{at}"));
                let person = Person::named(Id::from_bits(number), Standing::Adult, name);
                story.keep(&person);
                person.id
            });
            household.push((one, other));
        }
        let ask = |household: &[(Id<Person>, Id<Person>)]| {
            let (reason, household) = ("The school".into(), household.to_vec());
            link(&story.of(&mo), &story.form(0), &LinkAsked { joined: eva, stands: ava, reason, household })
        };
        let Err(Stop::Refusal(Refusal::Invalid(problems))) = ask(&household) else {
            panic!("one more than can be said at once")
        };
        assert_eq!(problems[0].field, "household");
        ask(&household[..30]).unwrap();
    });
}
