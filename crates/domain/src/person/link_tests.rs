//! Who may say that two records are one, and who may not.

use super::super::NamedCircle;
use super::super::department::NotToStand;
use super::super::name::PersonName;
use super::*;
use crate::person::Standing;

fn said(by: u128, reason: &str) -> Said {
    Said { by: Id::from_bits(by), at: Timestamp::UNIX_EPOCH, reason: reason.into() }
}

fn person(bits: u128) -> Person {
    Person::named(Id::from_bits(bits), Standing::Child, PersonName::new("Ava", "Quillon"))
}

fn side(person: Person) -> Side {
    Side { people: vec![person], has_plan: false, has_adoptive_parent: false, workers: BTreeSet::new() }
}

fn asked(reason: &str) -> Asked {
    let likenesses = vec!["Same name".into()];
    Asked { id: Id::from_bits(90), said: said(1, reason), likenesses, opens: false, reads: true, with: None }
}

fn linked() -> PersonLink {
    ask(asked("Seen both"), &side(person(2)), &side(person(3)), Before::default()).unwrap()
}

fn closed(bits: u128, why: Why) -> Person {
    let said = NotToStand { why, reason: "Said".into(), by: Id::from_bits(1), at: Timestamp::UNIX_EPOCH };
    Person { not_to_stand: Some(said), ..person(bits) }
}

fn circle(bits: u128, staff: u128) -> Person {
    let restriction = NamedCircle {
        circle: BTreeSet::from([Id::from_bits(staff)]),
        ring: "Asha".into(),
        reason: "Known to staff".into(),
        since: Timestamp::UNIX_EPOCH,
    };
    Person { restriction: Some(restriction), ..person(bits) }
}

#[test]
fn what_may_be_read_as_one_and_what_may_not() {
    #[expect(clippy::needless_pass_by_value, reason = "a case is written in one line")]
    fn check(joined: Side, to: Side, before: Before<'_>, reason: &str, expected: Option<&str>) {
        let outcome = ask(asked(reason), &joined, &to, before);
        match (outcome, expected) {
            (Ok(link), None) => assert!(link.is_one() && link.stands == to.people[0].id),
            (Err(refusal), Some(words)) => assert!(refusal.to_string().contains(words), "{refusal}"),
            (outcome, expected) => panic!("{outcome:?} {expected:?}"),
        }
    }
    let before = Before::default();
    let two = || (side(person(2)), side(person(3)));
    let (joined, to) = two();
    check(joined, to, before, "Seen both", None);
    check(side(circle(2, 7)), side(person(3)), before, "Seen both", None);
    check(side(circle(2, 7)), side(circle(3, 7)), before, "Seen both", None);
    check(side(circle(2, 7)), side(circle(3, 8)), before, "Seen both", Some("different people"));
    let (joined, to) = two();
    check(joined, to, before, " ", Some("Say why"));
    check(side(person(2)), side(person(2)), before, "Seen", Some("another record"));
    let adult = Person { standing: Standing::Adult, ..person(3) };
    check(side(person(2)), side(adult), before, "Seen", Some("adult's"));
    for before in [
        (
            Before { different: Some("Ona Reis on 3 June"), ..before },
            "Ona Reis on 3 June said that these are two",
        ),
        (Before { waiting: Some("Ona Reis on 3 June"), ..before }, "Ona Reis on 3 June asked"),
        (Before { one: Some("Ona Reis on 3 June"), ..before }, "one already: Ona Reis"),
    ] {
        let (joined, to) = two();
        check(joined, to, before.0, "Seen", Some(before.1));
    }
    // The other record stands with the Department, so it is the one that stands.
    let same = closed(3, Why::SameAs(Id::from_bits(2)));
    check(side(person(2)), side(same.clone()), before, "Seen", Some("Let the other one stand"));
    check(side(same), side(person(2)), before, "Seen", None);
}

#[test]
fn an_old_identity_is_never_joined_with_the_new_one_and_the_words_do_not_tell() {
    let mut words = BTreeSet::new();
    let mut check = |joined: Side, to: Side| {
        let refusal = ask(asked("Seen"), &joined, &to, Before::default()).unwrap_err();
        words.insert(refusal.to_string());
    };
    for why in [Why::Adopted, Why::WrongChild] {
        check(side(closed(2, why)), side(person(3)));
        check(side(person(3)), side(closed(2, why)));
    }
    check(Side { people: vec![person(2), closed(4, Why::Adopted)], ..side(person(2)) }, side(person(3)));
    check(Side { has_adoptive_parent: true, ..side(person(2)) }, side(person(3)));
    check(side(person(2)), Side { has_adoptive_parent: true, ..side(person(3)) });
    check(side(Person { taken_back: true, ..person(2) }), side(person(3)));
    assert_eq!(words.len(), 1);
    assert!(words.iter().all(|words| !words.contains("adopt")));
    // Two records of the new identity are one.
    let new = |bits| Side { has_adoptive_parent: true, ..side(person(bits)) };
    ask(asked("Seen"), &new(2), &new(3), Before::default()).unwrap();
}

#[test]
fn it_takes_two_people_when_either_has_a_plan_or_a_record_would_open() {
    let plan = |bits| Side { has_plan: true, ..side(person(bits)) };
    for (joined, to, opens, second) in [
        (side(person(2)), side(person(3)), false, None),
        (plan(2), side(person(3)), false, Some(Second::Plan)),
        (side(person(2)), plan(3), true, Some(Second::Opens)),
        (side(person(2)), side(person(3)), true, Some(Second::Opens)),
    ] {
        let link = ask(Asked { opens, ..asked("Seen") }, &joined, &to, Before::default()).unwrap();
        assert_eq!((link.second, link.is_one()), (second, second.is_none()));
        if second.is_some() {
            assert!(link.clone().answer(true, said(1, ""), "").is_err(), "nobody confirms what they asked");
            assert!(link.clone().answer(false, said(2, " "), "").is_err());
            let no = link.clone().answer(false, said(2, "They are cousins"), "").unwrap();
            assert_eq!(no.stage, Stage::Declined);
            assert!(no.answer(true, said(3, ""), "Ona").unwrap_err().to_string().contains("Ona said no"));
            assert!(link.answer(true, said(2, ""), "").unwrap().is_one());
        }
    }
}

#[test]
fn it_is_undone_once_with_a_reason_and_by_two_where_either_has_a_plan() {
    assert!(linked().undo(said(1, ""), false, "").is_err());
    let undone = linked().undo(said(1, "Cousins"), false, "").unwrap();
    assert!(!undone.is_one());
    assert!(
        undone.clone().undo(said(1, "Cousins"), false, "Ona").unwrap_err().to_string().contains("Ona undid")
    );
    assert!(undone.answer(true, said(2, ""), "Ona").is_err());
    let asked = linked().undo(said(1, "Cousins"), true, "").unwrap();
    assert!(asked.is_one() && asked.waits());
    assert!(asked.clone().undo(said(2, "Cousins"), true, "Ona").is_err());
    assert!(asked.clone().answer_undo(true, said(1, ""), "").is_err());
    let kept = asked.clone().answer_undo(false, said(2, "They are one"), "").unwrap();
    assert!(kept.is_one() && !kept.waits());
    let undone = asked.answer_undo(true, said(2, ""), "").unwrap();
    assert_eq!(
        (undone.stage, undone.undone.unwrap().confirmed.unwrap().by),
        (Stage::Undone, Id::from_bits(2))
    );
    assert!(linked().answer_undo(true, said(2, ""), "").is_err());
}

#[test]
fn what_was_written_between_is_sorted_once_they_are_two() {
    let (record, kind) = (Id::from_bits(70), "contact".to_owned());
    let sorted = |of| Sorted { kind: kind.clone(), record, of: Id::from_bits(of), said: said(1, "") };
    assert!(linked().sort(sorted(2)).is_err());
    let undone = linked().undo(said(1, "Cousins"), false, "").unwrap();
    assert!(undone.clone().sort(sorted(8)).is_err());
    let sorted = undone.sort(sorted(2)).unwrap().sort(sorted(3)).unwrap();
    assert_eq!(sorted.sorted.len(), 1);
    assert_eq!(sorted.sorted[0].of, Id::from_bits(3));
}

#[test]
fn taking_a_record_out_of_a_group_takes_what_joined_it() {
    let link = |joined: u128, to: u128| PersonLink {
        joined: Id::from_bits(joined),
        to: Id::from_bits(to),
        ..linked()
    };
    let links = [link(4, 3), link(5, 4), link(3, 2), link(6, 2)];
    let ids = |bits: &[u128]| bits.iter().map(|bits| Id::from_bits(*bits)).collect::<BTreeSet<_>>();
    assert_eq!(below(Id::from_bits(3), &links), ids(&[3, 4, 5]));
    assert_eq!(below(Id::from_bits(6), &links), ids(&[6]));
}

#[test]
fn nobody_comes_into_a_circle_by_a_link() {
    fn check(circled: u128, works: &[u128], worked: &[u128], expected: bool) {
        let staff = |of: &[u128]| of.iter().map(|bits| Id::from_bits(*bits)).collect();
        let restricted = Side { workers: staff(works), ..side(circle(2, circled)) };
        let open = Side { workers: staff(worked), ..side(person(3)) };
        for (joined, to) in [(&restricted, &open), (&open, &restricted)] {
            let outcome = ask(asked("Seen both"), joined, to, Before::default());
            assert_eq!(outcome.is_ok(), expected, "{works:?} {worked:?}: {outcome:?}");
        }
    }
    check(7, &[], &[], true);
    check(7, &[], &[7], true);
    check(7, &[], &[8], false);
    check(7, &[8], &[7, 8], true);
    check(7, &[8], &[8, 9], false);
    check(7, &[8], &[], true);
}
