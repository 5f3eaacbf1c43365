//! How the daily feed stands, and to whom that is told. Whoever carries it answers as it is told to; the stand-in that is as strict as the Department is beside the
//! line to it. The children are invented.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use casework::feed::{Asked, Department, NotCarried, send_now, state};
use casework::outbox::{FileMailer, Outbox};
use domain::episode::Episode;
use domain::id::Id;
use domain::person::name::PersonName;
use domain::person::{NamedCircle, Person, Standing};
use domain::staff::Role;
use jiff::civil::date;
use returns::csc_api::Answer;

use crate::house::{Story, each_house, refused};

/// Answers as it is told to, and with a receipt when it is told nothing.
#[derive(Default)]
struct Told {
    answers: Mutex<VecDeque<u16>>,
    bodies: Mutex<Vec<String>>,
}

impl Department for Told {
    fn carry(&self, body: &[u8]) -> Result<Answer, NotCarried> {
        self.bodies.lock().unwrap().push(String::from_utf8(body.to_vec()).unwrap());
        let status = self.answers.lock().unwrap().pop_front().unwrap_or(200);
        let receipt = "\"8c1f0a52-0000-4000-8000-00000000abcd\"".to_owned();
        let body = if status == 200 { receipt } else { "postcode of Kit".to_owned() };
        Ok(Answer { status: Some(status), retry_after: None, body })
    }

    fn renew(&self) {}
}

fn child(story: &Story, number: u128, ring: Option<&str>) -> Id<Person> {
    let mut person = Person::named(Id::from_bits(number), Standing::Child, PersonName::new("Kit", "Example"));
    person.restriction = ring.map(|ring| NamedCircle {
        circle: [].into(),
        ring: ring.into(),
        reason: "A relative works here".into(),
        since: story.house.now(),
    });
    story.keep(&person);
    story.keep(&Episode {
        source: Some("1B".into()),
        primary_need: Some("N1".into()),
        ..Episode::opened(Id::from_bits(number + 1_000_000), person.id, date(2026, 11, 2))
    });
    person.id
}

/// The story in a house with a line to this Department, what is due done once.
fn fed(story: &Story, told: &Arc<Told>, asked: Asked) -> Story {
    let story = story.with(|house| house.with_department(Arc::clone(told) as _));
    send_now(&story.house.system(), &story.form(0), asked).unwrap();
    let folder = tempfile::tempdir().unwrap();
    Outbox::new(story.house.clone(), Arc::new(FileMailer::into(folder.path()).unwrap()))
        .run_due("one")
        .unwrap();
    story
}

#[test]
fn what_was_taken_in_is_held_and_not_sent_again() {
    each_house(|story| {
        let told = Arc::new(Told::default());
        child(story, 1, None);
        let story = fed(story, &told, Asked::Differences);
        let found = state(&story.house.system()).unwrap();
        assert!(found.configured && found.waits.is_none() && found.refused.is_empty());
        assert_eq!(
            (found.held, found.taken_at, found.finished_at),
            (1, Some(story.house.now()), Some(story.house.now()))
        );
        fed(&story, &told, Asked::AndRefused);
        assert_eq!(told.bodies.lock().unwrap().len(), 1);
    });
}

#[test]
fn of_a_restricted_child_is_told_whom_to_ring_and_nothing_else() {
    each_house(|story| {
        let told = Arc::new(Told::default());
        child(story, 1, None);
        child(story, 2, Some("Ines Circle, 01632 960150"));
        // Together they are refused, and then each alone.
        told.answers.lock().unwrap().extend([400, 400, 400]);
        let story = fed(story, &told, Asked::Differences);
        assert_eq!(told.bodies.lock().unwrap().len(), 3);
        let analyst = story.colleague("Ola Ordinary", Role::Analyst);
        let found = state(&story.of(&analyst)).unwrap();
        assert_eq!(found.ring.iter().collect::<Vec<_>>(), ["Ines Circle, 01632 960150"]);
        assert_eq!((found.refused.len(), found.refused[0].child), (1, Some(Id::from_bits(1))));
        // Two of the three requests had a child they may know of; of what they held together the answer is not told.
        let shown: Vec<_> = found.requests.iter().map(|shown| (shown.children, shown.told)).collect();
        assert_eq!(shown.len(), 2);
        assert!(shown.contains(&(1, false)) && shown.contains(&(1, true)), "{shown:?}");
        let whole = state(&story.house.system()).unwrap();
        assert_eq!((whole.refused.len(), whole.requests.len(), whole.ring.len()), (2, 3, 0));
        // Taken in after all, the two are held, and the analyst counts one.
        fed(&story, &told, Asked::AndRefused);
        assert_eq!(state(&story.of(&analyst)).unwrap().held, 1);
        assert_eq!(state(&story.house.system()).unwrap().held, 2);
    });
}

#[test]
fn only_who_makes_returns_sees_the_feed_and_has_it_sent() {
    each_house(|story| {
        let told = Arc::new(Told::default());
        let with = story.with(|house| house.with_department(Arc::clone(&told) as _));
        for role in [Role::Leader, Role::ServiceManager, Role::TeamManager, Role::Administrator] {
            let staff = story.colleague("Kim Nobody", role);
            refused(state(&with.of(&staff)));
            refused(send_now(&with.of(&staff), &story.form(0), Asked::Differences));
        }
        // Without an address nothing can be sent, and whoever asks is told so.
        let analyst = story.colleague("Ana Lyst", Role::Analyst);
        assert!(!state(&story.of(&analyst)).unwrap().configured);
        let words = refused(send_now(&story.of(&analyst), &story.form(0), Asked::Differences));
        assert!(words.starts_with("No address of the Department is configured"), "{words}");
    });
}
