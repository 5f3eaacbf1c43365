//! Who may say that two records are one, what is never said, and what two people at once may not both do.

use casework::child::{Moment, keep_from_department};
use casework::person::{
    answer_undo, beside, confirm_link, different_from, linked, say_different, take_back_different, undo_link,
    waiting,
};
use casework::power;
use domain::episode::{Plan, PlanKind};
use domain::person::department::{NotToStand, Why};
use domain::person::name::PersonName;
use domain::person::relationship::{Kinship, Relationship, Tie};
use domain::power::{Bound, EndedAsked, HowEnded, PowerAsked};

use super::*;
use crate::house::{each_house, refused};

#[test]
fn it_takes_two_people_when_either_has_a_plan_to_link_and_to_undo() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, se) = managers(story, &[ava, eva]);
        let mut episode = Episode::opened(Id::from_bits(77), eva, date(2026, 11, 3));
        episode.plans.push(Plan { ..plan(PlanKind::ChildProtection) });
        story.keep(&episode);
        let (first, second) = (story.of(&mo), story.of(&se));
        let link = say_one(&first, story, eva, ava).unwrap();
        assert!(
            page(&first, ava, Moment::Now).also.is_empty(),
            "nothing is one before a second person says so"
        );
        assert_eq!(linked(&first, link).unwrap().link.second, Some(Second::Plan));
        assert!(
            !waiting(&first, None).unwrap().links[0].may_answer
                && waiting(&second, None).unwrap().links[0].may_answer
        );
        assert!(refused(say_one(&second, story, eva, ava)).contains("Mo Manager"));
        assert!(refused(confirm_link(&first, &story.form(0), link, true, "")).contains("somebody else"));
        confirm_link(&second, &story.form(0), link, true, "").unwrap();
        assert_eq!(page(&first, ava, Moment::Now).also.len(), 1);
        assert!(refused(confirm_link(&second, &story.form(0), link, true, "")).contains("Se Second"));
        undo_link(&second, &story.form(0), link, "They are cousins").unwrap();
        assert_eq!(page(&first, ava, Moment::Now).also.len(), 1, "still one");
        assert!(refused(answer_undo(&second, &story.form(0), link, true, "")).contains("somebody else"));
        answer_undo(&first, &story.form(0), link, true, "").unwrap();
        assert_eq!(linked(&first, link).unwrap().link.stage, Stage::Undone);
        assert!(page(&first, ava, Moment::Now).also.is_empty());
    });
}

#[test]
fn a_power_or_order_in_force_takes_two_people_as_a_plan_does() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let [kim, kym] = ["Kim", "Kym"].map(|given| {
            let person = Person::named(story.house.id(), Standing::Adult, PersonName::new(given, "Quillon"));
            story.keep(&person);
            works_with(story, person.id, &mo);
            person.id
        });
        let manager = story.of(&mo);
        let binds = Bound { person: Some(kim), name: "Kim Quillon".into() };
        let order = PowerAsked {
            kind: "non_molestation".into(),
            started: "2026-11-22T20:00:00Z".parse().ok(),
            ends: "2027-05-22T20:00:00Z".parse().ok(),
            adult: Some(binds),
            ..PowerAsked::default()
        };
        let order = power::record(&manager, &story.form(0), eva, &[], &order).unwrap().power;
        let second = |one, other| beside(&manager, one, other).unwrap().second;
        for (joined, stands) in [(eva, ava), (kym, kim)] {
            assert_eq!(
                second(joined, stands),
                Some(Second::Plan),
                "for the child, and for the adult whom it binds"
            );
            let link = say_one(&manager, story, joined, stands).unwrap();
            assert_eq!(linked(&manager, link).unwrap().link.stage, Stage::Waiting);
        }
        let ended =
            EndedAsked { how: Some(HowEnded::Discharged), when: None, next: "The court ended it".into() };
        power::end(&manager, &story.form(1), order, &ended, false).unwrap();
        assert_eq!((second(eva, ava), second(kym, kim)), (None, None));
    });
}

fn plan(kind: PlanKind) -> Plan {
    serde_json::from_value(serde_json::json!({ "kind": kind, "started_on": "2026-11-04", "ended_on": null }))
        .unwrap()
}

#[test]
fn nobody_opens_a_record_to_themselves_by_linking_it() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (_, se) = managers(story, &[ava]);
        let wes = story.colleague("Wes Worker", Role::SocialWorker);
        works_with(story, ava, &wes);
        let link = say_one(&story.of(&wes), story, eva, ava).unwrap();
        assert_eq!(linked(&story.of(&wes), link).unwrap().link.second, Some(Second::Opens));
        assert!(page(&story.of(&wes), ava, Moment::Now).also.is_empty());
        confirm_link(&story.of(&se), &story.form(0), link, true, "").unwrap();
        assert_eq!(page(&story.of(&wes), ava, Moment::Now).also.len(), 1);
    });
}

#[test]
fn who_was_said_to_be_another_is_not_asked_again_until_it_is_taken_back() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let iva = child(story, 3, PersonName::new("Ava", "Quillen"));
        let (mo, _) = managers(story, &[ava, eva, iva]);
        let manager = story.of(&mo);
        assert!(!doubles(&manager).is_empty());
        refused(say_different(&manager, &story.form(0), (ava, eva), " "));
        say_different(&manager, &story.form(0), (eva, ava), "Cousins of one name").unwrap();
        assert!(refused(say_different(&manager, &story.form(0), (ava, eva), "Twice")).contains("Mo Manager"));
        let pair = |one, other| {
            let pairs = doubles(&manager);
            pairs.iter().any(|pair| [pair.one.person, pair.other.person] == [one, other])
        };
        assert!(!pair(ava, eva) && pair(ava, iva));
        assert!(refused(say_one(&manager, story, eva, ava)).contains("two people"));
        // Nor by way of a third: whoever is one with her is not the other either.
        say_one(&manager, story, iva, ava).unwrap();
        assert!(refused(say_one(&manager, story, eva, iva)).contains("two people"));
        assert!(
            refused(say_different(&manager, &story.form(0), (iva, ava), "Two")).contains("Undo that first")
        );
        let said = different_from(&manager, ava).unwrap()[0].id;
        take_back_different(&manager, &story.form(0), said, "One and the same after all").unwrap();
        refused(take_back_different(&manager, &story.form(0), said, "Again"));
        say_one(&manager, story, eva, ava).unwrap();
    });
}

#[test]
fn an_old_identity_is_joined_with_the_new_one_by_no_path() {
    each_house(|story| {
        let (old, new) = twice(story);
        let (mo, _) = managers(story, &[old, new]);
        let manager = story.of(&mo);
        // A link of before is undone first.
        let link = say_one(&manager, story, new, old).unwrap();
        let adopted = |opened| {
            let sending = story.form(opened);
            keep_from_department(&manager, &sending, old, Why::Adopted, "The order was made")
        };
        let version = page(&manager, old, Moment::Now).file.child.version;
        assert!(refused(adopted(version)).contains("Undo that first"));
        let one = story.house.now();
        story.later(jiff::SignedDuration::from_hours(1));
        undo_link(&manager, &story.form(0), link, "The child has a new record").unwrap();
        adopted(version).unwrap();
        let refusals =
            [refused(say_one(&manager, story, new, old)), refused(say_one(&manager, story, old, new))];
        assert_eq!(refusals[0], refusals[1]);
        assert!(!refusals[0].contains("adopt"));
        refused(beside(&manager, old, new));
        assert_eq!(doubles(&manager), []);
        // Not as it was known then either, by whichever page.
        for (child, other) in [(old, new), (new, old)] {
            let then = page(&manager, child, Moment::Then(one));
            assert!(then.also.is_empty() && then.file.episodes.len() == 1, "{other}");
            assert_eq!(then.file.child.record.names.len(), 1);
        }
        let found = casework::search::search(&manager, "Ava Quillan 29/02/2016").unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
    });
}

#[test]
fn nor_where_only_one_of_the_two_has_an_adoptive_parent() {
    each_house(|story| {
        let (old, new) = twice(story);
        let (mo, _) = managers(story, &[old, new]);
        let parent = Person::named(story.house.id(), Standing::Adult, PersonName::new("Una", "Reis"));
        story.keep(&parent);
        story.keep(&Relationship {
            id: story.house.id(),
            from: parent.id,
            to: new,
            kind: Kinship::AdoptiveParent,
            parental_responsibility: Known::NotAsked,
            since: None,
            until: None,
            source: "court".into(),
            tie: Tie::default(),
        });
        refused(say_one(&story.of(&mo), story, new, old));
        refused(beside(&story.of(&mo), new, old));
        assert_eq!(doubles(&story.of(&mo)), []);
    });
}

#[test]
fn a_record_that_was_opened_for_the_wrong_child_is_nobodys() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let said = NotToStand {
            why: Why::WrongChild,
            reason: "Another child".into(),
            by: mo.id,
            at: story.house.now(),
        };
        change(story, eva, |person| person.not_to_stand = Some(said));
        refused(say_one(&story.of(&mo), story, eva, ava));
    });
}

#[test]
fn of_two_at_once_exactly_one_wins_and_the_loser_is_told_who() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, se) = managers(story, &[ava, eva]);
        works_with(story, ava, &se);
        works_with(story, eva, &se);
        for _ in 0..5 {
            let outcomes = at_once(story, [&mo, &se], |session| say_one(session, story, eva, ava));
            let link = won(&outcomes, "Mo Manager", "Se Second");
            let undone = at_once(story, [&mo, &se], |session| {
                undo_link(session, &story.form(0), link, "They are cousins").map(|()| link)
            });
            won(&undone, "Mo Manager", "Se Second");
        }
    });
}

type Outcome = (String, Result<Id<PersonLink>, String>);

fn at_once(
    story: &Story,
    staff: [&Staff; 2],
    act: impl Fn(&Session<'_>) -> Result<Id<PersonLink>, Stop> + Sync,
) -> Vec<Outcome> {
    let barrier = std::sync::Barrier::new(2);
    std::thread::scope(|scope| {
        let threads = staff.map(|one| {
            let (barrier, act) = (&barrier, &act);
            scope.spawn(move || {
                let session = story.of(one);
                barrier.wait();
                let outcome = act(&session).map_err(|stop| stop.to_string());
                (one.name.clone(), outcome)
            })
        });
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// The link of the one who won; the other was told their name.
#[track_caller]
fn won(outcomes: &[Outcome], one: &str, other: &str) -> Id<PersonLink> {
    let winners: Vec<_> =
        outcomes.iter().filter_map(|(who, outcome)| outcome.as_ref().ok().map(|link| (who, *link))).collect();
    assert_eq!(winners.len(), 1, "{outcomes:?}");
    let loser = outcomes.iter().find_map(|(_, outcome)| outcome.as_ref().err()).unwrap();
    assert!(
        [one, other].contains(&winners[0].0.as_str()) && loser.contains(winners[0].0.as_str()),
        "{loser}"
    );
    winners[0].1
}

#[test]
fn the_same_form_twice_is_one_act() {
    each_house(|story| {
        let (ava, eva) = twice(story);
        let (mo, _) = managers(story, &[ava, eva]);
        let manager = story.of(&mo);
        let sending = story.form(0);
        let asked = LinkAsked { joined: eva, stands: ava, reason: "Seen both".into(), household: Vec::new() };
        let first = link(&manager, &sending, &asked).unwrap();
        assert_eq!(link(&manager, &sending, &asked).unwrap(), first);
        let undo = story.form(0);
        undo_link(&manager, &undo, first, "They are cousins").unwrap();
        undo_link(&manager, &undo, first, "They are cousins").unwrap();
    });
}
