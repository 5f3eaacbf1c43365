//! The people in memory answer as those read anew do, whoever wrote and in which process, on both engines. Everybody is invented.

use std::cell::Cell;
use std::collections::BTreeSet;

use domain::access::{Action, Actor, Guard, Sealed, Subject};
use domain::id::Id;
use domain::person::address::{Address, AddressLines, Place};
use domain::person::known::Known;
use domain::person::link::{PersonLink, Said, Stage};
use domain::person::name::PersonName;
use domain::person::nhs_number::NhsNumber;
use domain::person::partial_date::PartialDate;
use domain::person::phone::Phone;
use domain::person::postcode::Postcode;
use domain::person::relationship::{Kinship, Relationship, Tie};
use domain::person::{NamedCircle, Person, PhoneNumber, Standing};
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;
use matching::{Birth, Description, Name, Relative};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::{Written, anybody_like, candidates, likeliest};
use crate::ledger::{Kept, head_seq, load, save};
use crate::testing::{Throwaway, throwaways};
use crate::{Stop, Store, Version, WritePermit};

fn at() -> Timestamp {
    Timestamp::from_second(1_790_000_000).unwrap()
}

/// One thing that happens on the record. Numbers are people, and choose what is written of them.
#[derive(Debug, Clone)]
enum Act {
    Write { person: u8, given: u8, family: u8, born: u8, home: u8, phone: u8 },
    Restrict(u8, bool),
    TakeBack(u8, bool),
    Tie { from: u8, to: u8, mother: bool },
    Link { joined: u8, to: u8, stands: bool },
    PutInOrder,
}

const GIVEN: [&str; 6] = ["Ava", "Eva", "William", "Bill", "Baby of Ngozi", "Mohammed"];
const FAMILY: [&str; 5] = ["Brambleworth", "Brambelworth", "Example", "Okonkwo-Reed", "Hollow"];

fn acts() -> impl Strategy<Value = Vec<(bool, Act)>> {
    let person = || 0_u8..9;
    let act = prop_oneof![
        6 => (person(), any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>()).prop_map(
            |(person, given, family, born, home, phone)| Act::Write { person, given, family, born, home, phone }
        ),
        2 => (person(), any::<bool>()).prop_map(|(person, is)| Act::Restrict(person, is)),
        1 => (person(), any::<bool>()).prop_map(|(person, is)| Act::TakeBack(person, is)),
        3 => (person(), person(), any::<bool>()).prop_map(|(from, to, mother)| Act::Tie { from, to, mother }),
        2 => (person(), person(), any::<bool>()).prop_map(|(joined, to, stands)| Act::Link { joined, to, stands }),
        1 => Just(Act::PutInOrder),
    ];
    prop::collection::vec((any::<bool>(), act), 1..40)
}

fn id<R>(number: u8) -> Id<R> {
    Id::from_bits(u128::from(number) + 1)
}

fn keep<R: Kept>(permit: &WritePermit<'_>, record: &R) -> Result<(), Stop> {
    let version = load(permit, record.id())?.map_or(Version::NONE, |known| known.version);
    save(permit, record, version, "test", None).map(drop)
}

fn write(store: &Store, act: impl FnOnce(&WritePermit<'_>) -> Result<(), Stop>) {
    let kept = store.write(&Actor::system(), at(), "test", |door| {
        act(&door.permit(Action::ImportRecords, Subject::House)?)
    });
    kept.unwrap();
}

fn person(permit: &WritePermit<'_>, number: u8) -> Result<Person, Stop> {
    let known = load::<Person>(permit, id(number))?.map(|known| known.record);
    Ok(known.unwrap_or_else(|| Person::named(id(number), Standing::Child, PersonName::single("Ola Marsh"))))
}

fn happens(store: &Store, act: &Act) {
    match act {
        Act::PutInOrder => store.put_everybody_in_order(),
        act => write(store, |permit| record(permit, act)),
    }
}

#[expect(clippy::too_many_lines, reason = "one list, an act after the other")]
fn record(permit: &WritePermit<'_>, act: &Act) -> Result<(), Stop> {
    match *act {
        Act::Write { person: number, given, family, born, home, phone } => {
            let given = GIVEN[usize::from(given) % GIVEN.len()];
            let family = FAMILY[usize::from(family) % FAMILY.len()];
            let name = PersonName::Parts { given: given.into(), family: family.into() };
            let before = person(permit, number)?;
            let mut person = Person::named(id(number), Standing::Child, name);
            person.restriction = before.restriction;
            person.taken_back = before.taken_back;
            person.birth = match born % 4 {
                0 => Known::NotAsked,
                1 => Known::Is(PartialDate::About(2015)),
                day => Known::Is(PartialDate::parse(&format!("{day} 3 2015")).unwrap()),
            };
            if home % 3 > 0 {
                let lines = vec![format!("{} Mill Lane", home % 3)];
                let lines = AddressLines { lines, postcode: Some(Postcode::new("ZZ99 3VZ")) };
                let guard = if home % 5 == 4 { Guard::Protected } else { Guard::Content };
                person.addresses = vec![Address {
                    place: Id::<Place>::from_bits(u128::from(home)),
                    lines: Sealed::new(lines, guard),
                    from: None,
                    until: None,
                    source: "test".into(),
                }];
            }
            if phone % 3 > 0 {
                let number = Phone::new(format!("07700 90012{}", phone % 3));
                person.phones = vec![PhoneNumber {
                    number: Sealed::new(number, Guard::Content),
                    whose: String::new(),
                    do_not_use: None,
                }];
            }
            if phone % 4 == 0 {
                person.nhs_number = Known::Is(NhsNumber::new("9990000018"));
            }
            keep(permit, &person)
        }
        Act::Restrict(number, is) => {
            let circle = NamedCircle {
                circle: BTreeSet::new(),
                ring: "the duty manager".into(),
                reason: "A colleague's child".into(),
                since: at(),
            };
            let person = Person { restriction: is.then_some(circle), ..person(permit, number)? };
            keep(permit, &person)
        }
        Act::TakeBack(number, taken_back) => {
            let person = Person { taken_back, ..person(permit, number)? };
            keep(permit, &person)
        }
        Act::Tie { from, to, mother } => keep(
            permit,
            &Relationship {
                id: Id::from_bits(1_000 + u128::from(from) * 16 + u128::from(to)),
                from: id(from),
                to: id(to),
                kind: if mother { Kinship::Mother } else { Kinship::Sibling },
                parental_responsibility: Known::NotAsked,
                since: None,
                until: None,
                source: "test".into(),
                tie: Tie::default(),
            },
        ),
        // Under one record that stands, as decisions make them: no link joins a record under itself.
        Act::Link { joined, to, stands } if joined > to => keep(
            permit,
            &PersonLink {
                id: Id::from_bits(2_000 + u128::from(joined)),
                joined: id(joined),
                to: id(0),
                stands: id(0),
                likenesses: Vec::new(),
                said: Said { by: Id::<Staff>::from_bits(1), at: at(), reason: "test".into() },
                second: None,
                stage: if stands { Stage::Stands } else { Stage::Undone },
                answered: None,
                undoing: None,
                undone: None,
                sorted: Vec::new(),
                with: None,
            },
        ),
        Act::Link { .. } | Act::PutInOrder => Ok(()),
    }
}

fn named(given: &str, family: &str) -> Description {
    Description { names: vec![Name::new(given, family)], ..Description::default() }
}

fn questions() -> Vec<Description> {
    let mother =
        Relative { relation: "mother".into(), name: Name::new("Ava", "Example"), phones: Vec::new() };
    let mut questions = vec![
        Description { phones: vec!["07700 900121".into()], ..Description::default() },
        Description { nhs_number: Some("9990000081".into()), ..Description::default() },
        Description { relatives: vec![mother], ..named("Will", "") },
        Description {
            birth: Some(Birth::between(jiff::civil::date(2015, 1, 1), jiff::civil::date(2015, 12, 31))),
            ..named("Bill", "Bramblewort")
        },
    ];
    questions.extend(GIVEN.iter().zip(FAMILY).map(|(given, family)| named(given, family)));
    questions.extend(FAMILY.iter().map(|family| named("", family)));
    questions
}

type Answers = Vec<(Vec<Id<Person>>, Vec<Id<Person>>)>;

fn answers(store: &Store) -> Answers {
    let read = store.read(&Actor::system(), at(), "test", |door| {
        let permit = door.permit(Action::SearchPeople, Subject::House)?;
        let asked = questions();
        let answers = asked
            .iter()
            .map(|question| Ok((candidates(&permit, question)?, anybody_like(&permit, question)?)));
        answers.collect::<Result<Answers, Stop>>()
    });
    read.unwrap()
}

/// What two processes on one database do, and that each answers at any time as a third that has just begun.
fn told(throwaway: &Throwaway, acts: &[(bool, Act)], found: &Cell<usize>) -> Result<(), TestCaseError> {
    let (one, other) = (throwaway.open(), throwaway.open());
    one.know_everybody().unwrap();
    for (place, (by_other, act)) in acts.iter().enumerate() {
        happens(if *by_other { &other } else { &one }, act);
        if place % 13 == 12 {
            let anew = answers(&throwaway.open());
            prop_assert_eq!(&answers(&one), &anew, "after {} acts", place + 1);
        }
    }
    let anew = answers(&throwaway.open());
    prop_assert_eq!(&answers(&one), &anew);
    prop_assert_eq!(&answers(&other), &anew);
    found.set(found.get() + anew.iter().map(|(found, _)| found.len()).sum::<usize>());
    Ok(())
}

#[test]
fn after_any_writes_of_any_process_everybody_answers_as_if_read_anew() {
    let config = || Config { cases: 12, failure_persistence: None, ..Config::default() };
    let found = Cell::new(0);
    TestRunner::new(config()).run(&acts(), |acts| told(&Throwaway::sqlite(), &acts, &found)).unwrap();
    let on_postgres =
        |acts: Vec<(bool, Act)>| Throwaway::postgres().map_or(Ok(()), |one| told(&one, &acts, &found));
    TestRunner::new(config()).run(&acts(), on_postgres).unwrap();
    assert!(found.get() > 0, "nobody was found at all");
}

fn ava(number: u8) -> Act {
    Act::Write { person: number, given: 0, family: 0, born: 0, home: 0, phone: 0 }
}

fn found(permit: &crate::Permit<'_>, question: &Description) -> Vec<Id<Person>> {
    candidates(permit, question).unwrap()
}

/// Who is found by what lasts. Nobody's reading is written down: for that a session would wait until the one that writes has ended.
fn lasting(store: &Store, question: &Description) -> Vec<Id<Person>> {
    let everybody = store.everybody();
    let found = store.look(|tx| {
        everybody.ask(tx, head_seq(tx)?, &|held| likeliest(held, &Written::default(), question, 9, &|_| true))
    });
    found.unwrap()
}

#[test]
fn a_session_finds_what_it_has_written_and_nobody_else_does_until_it_lasts() {
    for throwaway in throwaways() {
        let (one, other) = (throwaway.open(), throwaway.open());
        happens(&one, &ava(1));
        let question = named("Ava", "Brambleworth");
        let seen = |store: &Store| {
            store.read(&Actor::system(), at(), "test", |door| {
                let permit = door.permit(Action::SearchPeople, Subject::House)?;
                Ok(found(&permit, &question))
            })
        };
        let undone = one.write(&Actor::system(), at(), "test", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            record(&permit, &ava(2))?;
            assert_eq!(found(&permit, &question), [id(1), id(2)]);
            record(&permit, &Act::TakeBack(1, true))?;
            record(&permit, &ava(3))?;
            assert_eq!(found(&permit, &question), [id(2), id(3)]);
            assert_eq!(lasting(&one, &question), [id(1)], "in the same process");
            assert_eq!(lasting(&other, &question), [id(1)], "in another");
            Err::<(), Stop>(Refusal::NotFound.into())
        });
        assert!(undone.is_err());
        assert_eq!(seen(&one).unwrap(), [id(1)], "what is undone was never there");
        happens(&other, &ava(2));
        assert_eq!(seen(&one).unwrap(), [id(1), id(2)]);
    }
}

#[test]
fn whoever_waits_to_write_comes_after_in_the_ledger_and_is_not_missed() {
    for throwaway in throwaways() {
        let (one, other) = (throwaway.open(), throwaway.open());
        one.know_everybody().unwrap();
        let question = named("Ava", "Brambleworth");
        std::thread::scope(|scope| {
            // Both begin at once; whichever is first, no number lasts before a lower one.
            for (store, numbers) in [(&one, 1..6_u8), (&other, 6..11)] {
                let question = &question;
                scope.spawn(move || {
                    for number in numbers {
                        happens(store, &ava(number));
                        let seen = store.read(&Actor::system(), at(), "test", |door| {
                            let permit = door.permit(Action::SearchPeople, Subject::House)?;
                            Ok(found(&permit, question))
                        });
                        assert!(seen.unwrap().contains(&id(number)), "{number}");
                    }
                });
            }
        });
        let all: Vec<Id<Person>> = (1..11).map(id).collect();
        for store in [&one, &other] {
            let seen = store.read(&Actor::system(), at(), "test", |door| {
                let permit = door.permit(Action::SearchPeople, Subject::House)?;
                Ok(found(&permit, &question))
            });
            assert_eq!(seen.unwrap(), all);
        }
    }
}

#[test]
fn nobody_restricted_takes_a_place_and_nobody_stands_with_one() {
    for throwaway in throwaways() {
        let store = throwaway.open();
        let mother =
            Relative { relation: "mother".into(), name: Name::new("Perpetua", "Hollow"), phones: vec![] };
        let asked = |question: &Description| {
            let read = store.read(&Actor::system(), at(), "test", |door| {
                let permit = door.permit(Action::SearchPeople, Subject::House)?;
                Ok(found(&permit, question))
            });
            read.unwrap()
        };
        write(&store, |permit| {
            for number in 0..60 {
                record(permit, &ava(number))?;
            }
            let name = PersonName::Parts { given: "Perpetua".into(), family: "Hollow".into() };
            keep(permit, &Person::named(id(100), Standing::Adult, name))?;
            record(permit, &Act::Tie { from: 100, to: 59, mother: true })
        });
        let by_mother = Description { relatives: vec![mother], ..Description::default() };
        assert!(asked(&by_mother).contains(&id(59)));
        // The first fifty are the likeliest by their numbers, and are closed.
        write(&store, |permit| (0..50).try_for_each(|number| record(permit, &Act::Restrict(number, true))));
        let question = named("Ava", "Brambleworth");
        let found = asked(&question);
        let open: Vec<Id<Person>> = (50..60).map(id).collect();
        assert_eq!(found[..10], open, "those whose records are open come first, and all of them");
        assert_eq!(found.len(), 10 + super::MOST_RESTRICTED);
        write(&store, |permit| record(permit, &Act::Restrict(100, true)));
        assert!(asked(&by_mother).is_empty(), "a restricted mother stands with nobody");
        write(&store, |permit| {
            record(permit, &Act::Restrict(100, false))?;
            record(permit, &Act::Restrict(59, true))
        });
        assert!(!asked(&by_mother).contains(&id(59)), "of a restricted child only its own record counts");
    }
}
