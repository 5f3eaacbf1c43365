//! Moving and taking back, as data and as properties: what was moved and taken back is as if it had never been moved, and what was written since is kept.

use std::collections::BTreeSet;

use jiff::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::access::{Guard, Sealed};
use crate::contact::{Described, Found, SubjectChild};
use crate::event::Event;
use crate::form::Answers;
use crate::person::address::{Address, AddressLines};
use crate::person::known::Known;
use crate::person::name::PersonName;
use crate::person::nhs_number::NhsNumber;
use crate::person::partial_date::PartialDate;
use crate::person::phone::Phone;
use crate::person::{Hazard, KnownAs, NameKind, PhoneNumber, Standing};
use crate::refusal::Refusal;

fn at() -> Timestamp {
    "2026-11-24T10:00:00Z".parse().unwrap()
}

fn person(id: u128, given: &str) -> Person {
    Person::named(Id::from_bits(id), Standing::Child, PersonName::new(given, "Example"))
}

fn said(by: u128, reason: &str) -> Said {
    Said { by: Id::from_bits(by), at: at(), reason: reason.into() }
}

fn asked(reason: &str) -> MoveAsked {
    MoveAsked {
        to: Some(Id::from_bits(2)),
        items: vec![Item::Fact(Fact::Answer(Answer::NhsNumber))],
        reason: reason.into(),
    }
}

fn proposed(plan: bool) -> Moved {
    let (from, to) = (person(1, "Avelinda"), person(2, "Bram"));
    let between = Between { from: &from, opened: 3, to: &to, plan };
    Moved::propose(
        asked("The school says it is the brother’s."),
        between,
        Id::from_bits(9),
        Id::from_bits(5),
        at(),
    )
    .unwrap()
}

#[test]
fn what_is_asked_has_a_reason_that_names_neither_child() {
    let check = |asked: MoveAsked, (one, other): (Person, Person), expected: &[&str]| {
        let between = Between { from: &one, opened: 1, to: &other, plan: false };
        let outcome = Moved::propose(asked.clone(), between, Id::from_bits(9), Id::from_bits(5), at());
        let fields: Vec<String> = match outcome {
            Ok(_) => Vec::new(),
            Err(Refusal::Invalid(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
            Err(other) => panic!("{other}"),
        };
        assert_eq!(fields, expected, "{asked:?}");
    };
    let two = || (person(1, "Avelinda"), person(2, "Bram"));
    check(asked("It is the brother’s."), two(), &[]);
    check(asked("  "), two(), &[REASON]);
    check(asked("These are Bram’s notes."), two(), &[REASON]);
    check(asked("written on AVELINDA by mistake"), two(), &[REASON]);
    check(asked("Brambles grow on the path"), two(), &[]);
    check(MoveAsked { items: Vec::new(), ..asked("The brother’s.") }, two(), &[WHAT]);
    check(asked("The brother’s."), (person(1, "Avelinda"), person(1, "Avelinda")), &[WHOSE]);
    let adult = Person { standing: Standing::Adult, ..person(2, "Bram") };
    check(asked("The father’s."), (person(1, "Avelinda"), adult), &[WHOSE]);
}

#[test]
fn where_a_plan_is_in_force_nobody_confirms_what_they_asked_for() {
    let (asker, other) = (Id::from_bits(5), Id::from_bits(6));
    let check = |moved: &Moved, who, plan, expected: bool| {
        assert_eq!(moved.may_confirm(who, plan).is_ok(), expected, "{moved:?} {who:?} {plan}");
    };
    check(&proposed(false), asker, false, true);
    check(&proposed(false), asker, true, false);
    check(&proposed(true), asker, false, false);
    check(&proposed(true), other, true, true);
    let done = Done { by: other, at: at(), records: Vec::new(), to_before: 1 };
    let moved = proposed(true).done(done, Vec::new(), 3).unwrap();
    check(&moved, other, false, false);
    let (from, to) = (person(1, "Avelinda"), person(2, "Bram"));
    for plan in [false, true] {
        let between = Between { from: &from, opened: 3, to: &to, plan };
        let back = moved.ask_back(said(5, "It was right before."), between).unwrap();
        check(&back, asker, false, !plan);
        check(&back, other, false, true);
    }
}

#[test]
fn each_stage_leads_only_where_it_may() {
    let done = Done { by: Id::from_bits(5), at: at(), records: Vec::new(), to_before: 1 };
    let moved = proposed(false).done(done.clone(), Vec::new(), 3).unwrap();
    let (from, to) = (person(1, "Avelinda"), person(2, "Bram"));
    let between = Between { from: &from, opened: 3, to: &to, plan: false };
    assert!(moved.done(done.clone(), Vec::new(), 3).is_err() && moved.decline(said(5, "no")).is_err());
    assert!(moved.taken_back(Id::from_bits(5), at(), Vec::new()).is_err());
    assert!(proposed(false).ask_back(said(5, "wrong"), between).is_err());
    let not_done = proposed(false).decline(said(5, "It is hers after all.")).unwrap();
    assert!(not_done.done(done, Vec::new(), 3).is_err() && not_done.asked_by().is_none());
    assert!(proposed(false).decline(said(5, " ")).is_err());
    assert!(moved.ask_back(said(5, "Bram’s after all"), between).is_err());
    let asked = moved.ask_back(said(6, "It was right before."), between).unwrap();
    assert_eq!(asked.decline(said(5, "No, it is the brother’s.")).unwrap().stage, moved.stage);
    let back = asked.taken_back(Id::from_bits(5), at(), Vec::new()).unwrap();
    assert!(back.stands().is_none() && asked.stands().is_some());
    assert_eq!(proposed(false).in_words(), "NHS number");
}

#[test]
fn a_fact_is_withdrawn_here_and_stands_there_and_nothing_is_written_over() {
    let mut ava = person(1, "Avelinda");
    ava.nhs_number = Known::Is(NhsNumber::new("999 000 0018"));
    ava.addresses = vec![stay(1, Guard::Protected), stay(2, Guard::Content)];
    let bram = person(2, "Bram");
    let facts = [Fact::Answer(Answer::NhsNumber), Fact::Address(0)];
    let (after, other, found) = facts_over(&facts, &ava, &ava, &bram).unwrap();
    assert_eq!((after.nhs_number, other.nhs_number), (Known::NotAsked, ava.nhs_number.clone()));
    assert_eq!(
        (after.addresses, other.addresses.clone()),
        (vec![stay(2, Guard::Content)], vec![stay(1, Guard::Protected)])
    );
    assert!(other.addresses[0].is_protected());
    assert_eq!(found, facts);
    let numbered = Person { nhs_number: Known::Is(NhsNumber::new("999 000 0026")), ..bram.clone() };
    assert!(facts_over(&facts, &ava, &ava, &numbered).is_err(), "another number stands there");
    let same = Person { nhs_number: ava.nhs_number.clone(), ..bram.clone() };
    assert!(facts_over(&facts, &ava, &ava, &same).is_ok(), "the same number is no contradiction");
    assert!(facts_over(&[Fact::Name(0)], &ava, &ava, &bram).is_err(), "nobody is left without a name");
    // What has moved up a place since is found again; what is gone is not guessed.
    let later = Person { addresses: vec![stay(2, Guard::Content)], ..ava.clone() };
    let (_, _, found) = facts_over(&[Fact::Address(1)], &ava, &later, &bram).unwrap();
    assert_eq!(found, [Fact::Address(0)]);
    assert!(facts_over(&[Fact::Address(0)], &ava, &later, &bram).is_err());
}

#[test]
fn what_was_written_since_is_kept_and_named() {
    let mut ava = person(1, "Avelinda");
    ava.nhs_number = Known::Is(NhsNumber::new("999 000 0018"));
    ava.phones = vec![phone("01632 960001")];
    let bram = person(2, "Bram");
    let facts = [Fact::Answer(Answer::NhsNumber), Fact::Phone(0)];
    let (mut from, mut to, _) = facts_over(&facts, &ava, &ava, &bram).unwrap();
    from.nhs_number = Known::Is(NhsNumber::new("999 000 0026"));
    to.phones[0].whose = "mother".into();
    to.school = Known::Is("Elm School".into());
    let (from, to, left) = facts_back(&facts, (&ava, &bram), (&from, &to));
    assert_eq!(from.nhs_number, Known::Is(NhsNumber::new("999 000 0026")));
    assert_eq!((to.nhs_number.clone(), to.phones[0].whose.as_str()), (Known::NotAsked, "mother"));
    assert_eq!((to.school, left), (Known::Is("Elm School".into()), vec!["NHS number", "Telephone number"]));
}

#[test]
fn codes_of_a_form_come_back_as_they_went() {
    let record = Item::Record { kind: "event".into(), record: Id::from_bits(7) };
    let facts = [Fact::Answer(Answer::Gp), Fact::Name(1), Fact::Address(0), Fact::Phone(3), Fact::Hazard(2)];
    for item in facts.map(Item::Fact).into_iter().chain([record]) {
        assert_eq!(Item::from_code(&item.code()), Some(item));
    }
    for wrong in ["", "event", "event:zz", "fact:shoe-1", "fact:phone-", "fact:phone--1"] {
        assert_eq!(Item::from_code(wrong), None, "{wrong}");
    }
}

fn stay(place: u128, guard: Guard) -> Address {
    let lines = AddressLines { lines: vec![format!("{place} Elm Way")], postcode: None };
    Address {
        place: Id::from_bits(place),
        lines: Sealed::new(lines, guard),
        from: None,
        until: None,
        source: "mother".into(),
    }
}

fn phone(number: &str) -> PhoneNumber {
    PhoneNumber {
        number: Sealed::new(Phone::new(number), Guard::Content),
        whose: String::new(),
        do_not_use: None,
    }
}

fn event(children: &[u128]) -> Event {
    Event {
        id: Id::from_bits(7),
        kind: "injury".into(),
        children: children.iter().map(|child| Id::from_bits(*child)).collect(),
        adults: Vec::new(),
        happened: PartialDate::parse("2026-11-20").unwrap(),
        moment: None,
        until: None,
        known_at: at(),
        told: crate::event::Told { from: "school".into(), who: None, unnamed: false },
        answers: Answers::to("event_injury", 1),
        counts: None,
        by: Id::from_bits(5),
        at: at(),
        corrected: None,
        in_error: None,
        further: None,
    }
}

fn mover() -> Mover {
    Mover { by: Id::from_bits(5), at: at() }
}

prop_compose! {
    fn people()(
        numbers in proptest::array::uniform2(proptest::option::of(0..2u8)),
        stays in proptest::array::uniform2(vec(0..6u128, 0..5)),
        phones in proptest::array::uniform2(vec(0..6u8, 0..4)),
        aliases in proptest::array::uniform2(vec("[a-d]{1,2}", 0..3)),
    ) -> (Person, Person) {
        let made = |which: usize| {
            let mut one = person(which as u128 + 1, if which == 0 { "Avelinda" } else { "Bram" });
            one.nhs_number = numbers[which].map(|number| NhsNumber::new(format!("999 000 00{number}8"))).into();
            one.addresses = distinct(&stays[which]).into_iter().map(|place| stay(place, if place % 2 == 0 { Guard::Content } else { Guard::Protected })).collect();
            one.phones = distinct(&phones[which]).into_iter().map(|number| phone(&format!("01632 96000{number}"))).collect();
            one.names.extend(distinct(&aliases[which]).into_iter().map(|name| KnownAs { name: PersonName::single(name), kind: NameKind::Alias }));
            one.hazards = vec![Hazard { words: format!("Dog {which}"), for_staff: true, review: None }];
            one
        };
        (made(0), made(1))
    }
}

fn distinct<T: Ord + Clone>(all: &[T]) -> Vec<T> {
    let mut seen = BTreeSet::new();
    all.iter().filter(|one| seen.insert((*one).clone())).cloned().collect()
}

proptest! {
    #[test]
    fn facts_moved_and_taken_back_are_as_if_never_moved((ava, bram) in people(), picked in vec(any::<bool>(), 24)) {
        let facts: Vec<Fact> = Fact::all_of(&ava).into_iter().zip(picked).filter(|(_, picked)| *picked).map(|(fact, _)| fact).collect();
        if let Ok((from, to, found)) = facts_over(&facts, &ava, &ava, &bram) {
            for fact in &found {
                prop_assert!(Fact::all_of(&from).len() + found.len() == Fact::all_of(&ava).len(), "{fact:?}");
            }
            let (from, to, left) = facts_back(&found, (&ava, &bram), (&from, &to));
            prop_assert_eq!((from, to, left), (ava, bram, Vec::new()));
        }
    }

    #[test]
    fn a_record_moved_and_taken_back_is_about_whom_it_was_about(children in vec(1..5u128, 1..5), joined in proptest::option::of(8..10u128)) {
        let before = event(&distinct(&children));
        let (from, to) = (Id::from_bits(1), Id::from_bits(2));
        prop_assume!(before.children.contains(&from));
        let mut moved = before.told_of(from, to, mover());
        prop_assert!(!moved.children.contains(&from));
        prop_assert_eq!(moved.children.contains(&to), before.children.contains(&from) || before.children.contains(&to));
        // Somebody adds a child and another word in between: both are kept.
        moved.kind = "fall".into();
        moved.children.extend(joined.map(Id::from_bits));
        let back = moved.told_again(&before, from, to);
        let expected: BTreeSet<Id<Person>> = before.children.iter().copied().chain(joined.map(Id::from_bits)).collect();
        prop_assert_eq!(back.children.iter().copied().collect::<BTreeSet<_>>(), expected);
        prop_assert_eq!(back.kind.as_str(), "fall");
        if joined.is_none() {
            prop_assert_eq!(back.children, before.children);
        }
    }
}

#[test]
fn a_contact_says_who_found_whom_as_it_did_before() {
    let subject = |found| SubjectChild {
        said: Described::named(PersonName::single("Ava")),
        where_now: Known::NotAsked,
        found,
    };
    let new = Found::New { person: Id::from_bits(1), by: Id::from_bits(6), at: at() };
    let other = Found::Known { person: Id::from_bits(3), by: Id::from_bits(6), at: at() };
    let before = crate::contact::Contact {
        id: Id::from_bits(7),
        reference: "CT-1".into(),
        received_at: at(),
        logged_at: at(),
        logged_by: None,
        channel: crate::contact::Channel::Telephone,
        source: "1A".into(),
        referrer: crate::contact::Referrer {
            name: None,
            agency: None,
            role: String::new(),
            phone: None,
            email: None,
            anonymous: false,
            preference: String::new(),
        },
        children: vec![subject(new), subject(other.clone())],
        others: Vec::new(),
        concern: crate::contact::Concern::default(),
        safe_contact: crate::contact::SafeContact::default(),
        forms: Vec::new(),
        stage: crate::contact::Stage::Received,
        holder: None,
        proposal: None,
        decisions: Vec::new(),
        clocks: Vec::new(),
        different: Vec::new(),
    };
    let (from, to) = (Id::from_bits(1), Id::from_bits(2));
    let moved = before.told_of(from, to, mover());
    assert_eq!(moved.people().collect::<Vec<_>>(), [to, Id::from_bits(3)]);
    assert!(matches!(moved.children[0].found, Found::Known { by, .. } if by == mover().by));
    assert_eq!((&moved.children[0].said, &moved.children[1].found), (&before.children[0].said, &other));
    assert_eq!(moved.told_again(&before, from, to), before);
}
