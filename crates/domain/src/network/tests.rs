//! What is drawn on a day, who lives together, and that an adopted child's two identities are never joined.

use jiff::civil::date;

use super::*;
use crate::access::{Guard, Sealed};
use crate::pack::england;
use crate::person::Standing;
use crate::person::address::{Address, AddressLines};
use crate::person::known::Known;
use crate::person::name::PersonName;
use crate::person::partial_date::PartialDate;
use crate::person::relationship::{Tie, TieEnded};

fn tie(from: u128, kind: Kinship, to: u128) -> Relationship {
    Relationship {
        id: Id::from_bits(from * 1000 + to),
        from: Id::from_bits(from),
        to: Id::from_bits(to),
        kind,
        parental_responsibility: Known::NotAsked,
        since: None,
        until: None,
        source: "mother".into(),
        tie: Tie::default(),
    }
}

fn ended(tie: &Relationship, on: Date, how: &str) -> Relationship {
    let ended = TieEnded {
        how: how.into(),
        reason: "Kim said so.".into(),
        by: Id::from_bits(9),
        at: "2026-11-24T15:00:00Z".parse().unwrap(),
    };
    tie.end(Some(PartialDate::Exact(on)), ended).unwrap()
}

#[test]
fn what_is_drawn_follows_the_day() {
    let day = date(2026, 6, 1);
    let check = |tie: &Relationship, expected: Option<Line>| {
        assert_eq!(line(tie, day, &england().network), expected, "{tie:?}");
    };
    check(&tie(1, Kinship::Mother, 2), Some(Line::Birth));
    check(&tie(1, Kinship::Friend, 2), None);
    let partner = tie(1, Kinship::Partner, 3);
    check(&partner, Some(Line::Couple { strokes: 0 }));
    check(&ended(&partner, date(2026, 7, 1), "separated"), Some(Line::Couple { strokes: 0 }));
    check(&ended(&partner, date(2026, 5, 1), "separated"), Some(Line::Couple { strokes: 1 }));
    check(&ended(&partner, date(2026, 5, 1), "divorced"), Some(Line::Couple { strokes: 2 }));
    check(&ended(&partner, date(2026, 5, 1), "error"), None);
    let fostered = tie(4, Kinship::FosterCarer, 2);
    check(&fostered, Some(Line::Placed));
    check(&ended(&fostered, date(2026, 5, 1), "moved"), None);
    check(&Relationship { since: Some(PartialDate::Exact(date(2026, 8, 1))), ..fostered }, None);
}

#[test]
fn a_relationship_is_ended_with_a_day_and_a_reason_and_never_before_it_began() {
    let partner = Relationship { since: Some(PartialDate::Year(2020)), ..tie(1, Kinship::Partner, 3) };
    let end = |until: Option<PartialDate>, how: &str, reason: &str| {
        let ended = TieEnded {
            how: how.into(),
            reason: reason.into(),
            by: Id::from_bits(9),
            at: "2026-11-24T15:00:00Z".parse().unwrap(),
        };
        partner.end(until, ended)
    };
    assert!(end(None, "separated", "Kim said so.").is_err());
    assert!(end(Some(PartialDate::Year(2021)), "", "Kim said so.").is_err());
    assert!(end(Some(PartialDate::Year(2021)), "separated", " ").is_err());
    assert!(end(Some(PartialDate::Year(2019)), "separated", "Kim said so.").is_err());
    assert!(end(Some(PartialDate::About(2019)), "separated", "Kim said so.").is_ok());
    let over = end(Some(PartialDate::Year(2021)), "separated", "Kim said so.").unwrap();
    assert!(matches!(
        over.end(Some(PartialDate::Year(2022)), over.tie.ended.clone().unwrap()),
        Err(Refusal::NotNow(_))
    ));
}

#[test]
fn the_old_and_the_new_identity_of_an_adopted_child_are_never_joined() {
    let (mother, child, adopter) = (tie(1, Kinship::Mother, 2), Id::from_bits(2), Id::from_bits(3));
    let join = |from: Id<Person>,
                kind: Kinship,
                to: Id<Person>,
                of_from: &[Relationship],
                of_to: &[Relationship]| { may_join((from, kind, to), of_from, of_to).is_ok() };
    assert!(!join(adopter, Kinship::AdoptiveParent, child, &[], std::slice::from_ref(&mother)));
    assert!(join(adopter, Kinship::StepParent, child, &[], std::slice::from_ref(&mother)));
    let adopted = [tie(3, Kinship::AdoptiveParent, 4)];
    let (new, birth_mother, sister) = (Id::from_bits(4), Id::from_bits(1), Id::from_bits(5));
    assert!(!join(birth_mother, Kinship::Mother, new, &[], &adopted));
    assert!(!join(new, Kinship::Sibling, sister, &adopted, &[]));
    assert!(!join(sister, Kinship::HalfSibling, new, &[], &adopted));
    assert!(join(Id::from_bits(6), Kinship::AdoptiveParent, new, &[], &adopted));
    // An adopted person may have children of their own.
    assert!(join(new, Kinship::Mother, Id::from_bits(7), &adopted, &[]));
    assert!(is_adopted(new, adopted.iter()) && !is_adopted(child, [mother].iter()));
}

#[test]
fn nobody_is_joined_to_themselves_or_twice() {
    let mother = tie(1, Kinship::Mother, 2);
    assert!(may_join((mother.from, Kinship::Mother, mother.from), &[], &[]).is_err());
    assert!(may_join((mother.from, Kinship::Mother, mother.to), &[], std::slice::from_ref(&mother)).is_err());
    assert!(may_join((mother.from, Kinship::Carer, mother.to), &[], std::slice::from_ref(&mother)).is_ok());
}

fn lives(id: u128, place: u128, from: Date, guard: Guard) -> Person {
    let mut person = Person::named(Id::from_bits(id), Standing::Child, PersonName::single("Ava"));
    let lines = AddressLines { lines: vec!["12 Mill Lane".into()], postcode: None };
    person.addresses.push(Address {
        place: Id::from_bits(place),
        lines: Sealed::new(lines, guard),
        from: Some(PartialDate::Exact(from)),
        until: None,
        source: String::new(),
    });
    person
}

#[test]
fn people_at_one_place_on_a_day_are_a_household_and_a_protected_place_is_said_to_be_one() {
    let people = [
        lives(1, 7, date(2020, 1, 1), Guard::Content),
        lives(2, 7, date(2026, 3, 1), Guard::Protected),
        lives(3, 8, date(2020, 1, 1), Guard::Content),
    ];
    assert_eq!(households(&people, date(2026, 1, 1)), []);
    let found = households(&people, date(2026, 4, 1));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].members.len(), found[0].protected), (2, true));
}
