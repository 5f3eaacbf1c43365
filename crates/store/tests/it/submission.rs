//! F10: the same form sent twice at once, ten times, and again next day is one act with one answer.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::access::{Action, Actor, Role, Subject};
use domain::id::Id;
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::ledger::Version;
use store::submission::{Form, Submission};
use store::{Stop, Store, access_log, ledger};

use crate::jotting::{assert_sound, at, chance, each, jotting, load};

fn send(
    store: &Store,
    actor: &Actor,
    form: Id<Form>,
    content: &str,
    moment: Timestamp,
    number: u128,
) -> Result<String, Stop> {
    let submission = Submission { form, command: "jot", content: content.as_bytes() };
    store.write(actor, moment, "test", |door| {
        door.once(&submission, |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            ledger::save(&permit, &jotting(number, content, &[7]), Version::NONE, "jot", None)?;
            Ok(format!("saved as {number}"))
        })
    })
}

fn replays(store: &Store) -> usize {
    let entries = store.read(&Actor::system(), at(0), "test", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        Ok(access_log::by_actor(&permit, Actor::system().staff, None, 1_000)?)
    });
    entries.unwrap().into_iter().filter(|entry| entry.outcome == "replayed").count()
}

#[test]
fn the_same_form_is_one_act() {
    each(|store, _| {
        let form = Id::from_bits(chance());
        let next_number = AtomicU32::new(1);
        let start = Barrier::new(10);
        let answers: Vec<String> = std::thread::scope(|scope| {
            let one = |_| {
                scope.spawn(|| {
                    start.wait();
                    let number = u128::from(next_number.fetch_add(1, Ordering::Relaxed));
                    send(store, &Actor::system(), form, "the words", at(0), number).unwrap()
                })
            };
            let threads: Vec<_> = (0..10).map(one).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let next_day = send(store, &Actor::system(), form, "the words", at(86_400), 99).unwrap();
        assert!(answers.iter().all(|answer| *answer == next_day), "{answers:?}");
        let saved = (1..100).filter(|number| load(store, *number).is_some()).count();
        assert_eq!(saved, 1);
        assert_eq!(replays(store), 10);
        assert_sound(store);
    });
}

#[test]
fn a_refused_form_can_be_sent_again() {
    each(|store, _| {
        let form = Id::from_bits(chance());
        let submission = Submission { form, command: "jot", content: b"too early" };
        let refused = store.write(&Actor::system(), at(0), "test", |door| {
            door.once::<String>(&submission, |_| Err(Refusal::field("words", "Say more.").into()))
        });
        assert!(matches!(refused, Err(Stop::Refusal(Refusal::Invalid(_)))));
        assert_eq!(send(store, &Actor::system(), form, "enough", at(1), 1).unwrap(), "saved as 1");
    });
}

#[test]
fn other_words_or_another_sender_are_not_the_same_act() {
    each(|store, _| {
        let form = Id::from_bits(chance());
        send(store, &Actor::system(), form, "the words", at(0), 1).unwrap();
        let other_words = send(store, &Actor::system(), form, "other words", at(0), 2);
        assert!(matches!(other_words, Err(Stop::Refusal(Refusal::NotNow(_)))), "{other_words:?}");
        let mut other = Actor::system();
        other.staff = Id::from_bits(9);
        assert!(other.is(Role::System));
        let by_another = send(store, &other, form, "the words", at(0), 2);
        assert!(matches!(by_another, Err(Stop::Refusal(Refusal::NotFound))), "{by_another:?}");
        assert!(load(store, 2).is_none());
    });
}
