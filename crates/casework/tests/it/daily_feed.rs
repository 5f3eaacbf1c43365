//! How the daily feed stands, and to whom that is told. Whoever carries it answers as it is told to; the stand-in that is as strict as the Department is beside the
//! line to it. The children are invented.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};

use casework::Sending;
use casework::child::{keep_from_department, stand_with_department};
use casework::feed::{Asked, Department, NotCarried, send_now, state};
use casework::outbox::{FileMailer, Outbox};
use domain::access::{Action, Subject};
use domain::episode::Episode;
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::department::{NotToStand, Why};
use domain::person::name::PersonName;
use domain::person::{NamedCircle, Person, Standing};
use domain::staff::{Role, Staff};
use jiff::SignedDuration;
use jiff::civil::date;
use returns::csc_api::{Answer, Child};
use store::{Kept, Versioned, load};

use crate::house::{Story, each_house, refused};

/// No answer comes, though the request was taken in.
const LOST: u16 = 0;

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
        if status == LOST {
            return Err(NotCarried { words: "The answer was lost.".into(), retry_after: None });
        }
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

/// The child is this person's work.
fn allocated(story: &Story, child: Id<Person>, staff: &Staff) {
    story.keep(&Involvement {
        id: story.house.id(),
        child,
        who: Involved::Worker { staff: staff.id, team: "front_door".into() },
        role: "allocated social worker".into(),
        from: story.house.now(),
        until: None,
        reason: None,
    });
}

/// The nodes of the last request.
fn last(told: &Told) -> Vec<Child> {
    serde_json::from_str(told.bodies.lock().unwrap().last().unwrap()).unwrap()
}

fn sent(told: &Told) -> usize {
    told.bodies.lock().unwrap().len()
}

fn known<R: Kept>(story: &Story, id: Id<R>) -> Versioned<R> {
    let known = story.house.system().read("a story", |door| {
        let permit = door.permit(Action::RecordContact, Subject::House)?;
        Ok(load(&permit, id)?)
    });
    known.unwrap().unwrap()
}

fn held<R: Kept>(story: &Story, id: Id<R>) -> R {
    known(story, id).record
}

fn version_of(story: &Story, child: Id<Person>) -> u64 {
    known(story, child).version.0
}

/// Changes a child's record.
fn change(story: &Story, child: Id<Person>, with: impl FnOnce(&mut Person)) {
    let mut person: Person = held(story, child);
    with(&mut person);
    story.keep(&person);
}

#[test]
fn a_record_that_is_not_to_stand_is_taken_out_and_tells_again_when_that_was_an_error() {
    each_house(|story| {
        let told = Arc::new(Told::default());
        let (wrong, other) = (child(story, 1, None), child(story, 2, None));
        let manager = story.colleague("Mo Manager", Role::ServiceManager);
        let worker = story.colleague("Wo Worker", Role::SocialWorker);
        for (child, staff) in [(wrong, &manager), (other, &manager), (wrong, &worker)] {
            allocated(story, child, staff);
        }
        fed(story, &told, Asked::Differences);
        let identifier = last(&told).into_iter().find(|node| node.mis_child_id == Some(wrong.to_string()));
        let identifier = identifier.unwrap().la_child_id;
        let version = |child: Id<Person>| version_of(story, child);
        let sending = |opened| Sending { opened, ..story.form(0) };
        // Not without a reason, not by a worker, and not the same as itself.
        refused(keep_from_department(&story.of(&worker), &sending(1), wrong, Why::WrongChild, "Another Kit"));
        refused(keep_from_department(&story.of(&manager), &sending(1), wrong, Why::WrongChild, " "));
        refused(keep_from_department(&story.of(&manager), &sending(1), wrong, Why::SameAs(wrong), "Twice"));
        for why in [Why::WrongChild, Why::Adopted, Why::SameAs(other)] {
            let opened = sending(version(wrong));
            keep_from_department(&story.of(&manager), &opened, wrong, why, "As the school says").unwrap();
            // The census counts the support that an adopted child had, and nobody for the others.
            let mut census = Vec::new();
            casework::census::write(&story.house.system(), 2027, None, &mut census).unwrap();
            let census = String::from_utf8(census).unwrap();
            assert_eq!(census.contains(&identifier), why == Why::Adopted, "{why:?}");
            fed(story, &told, Asked::Differences);
            let nodes = last(&told);
            assert_eq!(nodes.len(), 1, "{why:?}");
            assert!(nodes[0].purge && nodes[0].la_child_id == identifier, "{why:?}: {nodes:?}");
            // Nothing more is sent of it.
            let before = sent(&told);
            fed(story, &told, Asked::Differences);
            assert_eq!(sent(&told), before, "{why:?}");
            let opened = sending(version(wrong));
            stand_with_department(&story.of(&manager), &opened, wrong, "It was the right child").unwrap();
            fed(story, &told, Asked::Differences);
            let nodes = last(&told);
            assert!(!nodes[0].purge && nodes[0].la_child_id == identifier, "{why:?}: {nodes:?}");
            assert_eq!(nodes[0].social_care_episodes.len(), 1);
        }
        // A record that does not stand itself is no other record.
        let opened = sending(version(other));
        keep_from_department(&story.of(&manager), &opened, other, Why::Adopted, "The order was made")
            .unwrap();
        let opened = sending(version(wrong));
        refused(keep_from_department(&story.of(&manager), &opened, wrong, Why::SameAs(other), "Twice"));
    });
}

#[test]
fn what_grows_old_stays_with_the_department_whatever_the_identifier() {
    each_house(|story| {
        let told = Arc::new(Told::default());
        let (marked, plain) = (child(story, 1, None), child(story, 2, None));
        change(story, marked, |person| person.local_identifier = Some("CD-34".into()));
        // One identifier for two goes out for the first of them.
        change(story, plain, |person| person.local_identifier = Some("EF56".into()));
        let twin = child(story, 3, None);
        change(story, twin, |person| person.local_identifier = Some("EF56".into()));
        // Beside the open episode, the first child has an old one.
        let old = Episode {
            closed_on: Some(date(2026, 1, 12)),
            closure_reason: Some("RC7".into()),
            ..Episode::opened(Id::from_bits(77), marked, date(2025, 6, 2))
        };
        story.keep(&old);
        fed(story, &told, Asked::Differences);
        let nodes = last(&told);
        let identifiers: BTreeSet<&str> = nodes.iter().map(|node| node.la_child_id.as_str()).collect();
        assert_eq!(identifiers.len(), 3, "{identifiers:?}");
        assert!(identifiers.contains("EF56") && !identifiers.contains("CD34"), "{identifiers:?}");
        // The old episode passes the window: nothing is purged.
        let before = sent(&told);
        story.at("2027-09-01T10:00:00Z".parse().unwrap());
        fed(story, &told, Asked::Differences);
        let purges = |from: usize| {
            let bodies = told.bodies.lock().unwrap();
            bodies[from..].iter().any(|body| body.contains("\"purge\":true"))
        };
        assert!(sent(&told) > before && !purges(before), "{:?}", last(&told));
        // Both leave the cohort, and stay as they were.
        for child in [marked, plain] {
            let mut episode: Episode =
                held(story, Id::from_bits(if child == marked { 1_000_001 } else { 1_000_002 }));
            (episode.closed_on, episode.closure_reason) = (Some(date(2026, 12, 1)), Some("RC7".into()));
            story.keep(&episode);
        }
        fed(story, &told, Asked::Differences);
        let before = sent(&told);
        story.at("2031-01-08T10:00:00Z".parse().unwrap());
        fed(story, &told, Asked::Differences);
        assert!(!purges(before), "{:?}", last(&told));
        // Gone from the record, the old episode is taken out after all.
        story.keep(&Episode { taken_back: true, ..old });
        fed(story, &told, Asked::Differences);
        let nodes = last(&told);
        let purged: Vec<&str> = nodes
            .iter()
            .flat_map(|node| &node.social_care_episodes)
            .filter(|episode| episode.purge)
            .map(|episode| episode.social_care_episode_id.as_str())
            .collect();
        assert_eq!(purged, [Id::<Episode>::from_bits(77).to_string().as_str()]);
        assert!(nodes.iter().all(|node| !node.purge));
    });
}

#[test]
fn what_may_have_been_taken_in_is_taken_out_again() {
    each_house(|story| {
        let told = Arc::new(Told::default());
        let wrong = child(story, 1, None);
        told.answers.lock().unwrap().push_back(LOST);
        let with = fed(story, &told, Asked::Differences);
        let found = state(&with.house.system()).unwrap();
        assert_eq!((found.held, found.requests.len()), (0, 1));
        // Before the next try the child turns out to be the wrong one.
        change(story, wrong, |person| person.taken_back = true);
        let mut episode: Episode = held(story, Id::from_bits(1_000_001));
        episode.taken_back = true;
        story.keep(&episode);
        story.later(SignedDuration::from_secs(60));
        fed(story, &told, Asked::Differences);
        let nodes = last(&told);
        assert!(nodes.len() == 1 && nodes[0].purge, "{nodes:?}");
        // Once that is acknowledged, nothing more is sent.
        let before = sent(&told);
        fed(story, &told, Asked::Differences);
        assert_eq!(sent(&told), before);
    });
}

#[test]
fn a_request_in_which_nothing_was_taken_is_divided() {
    each_house(|story| {
        let told = Arc::new(Told::default());
        child(story, 1, None);
        child(story, 2, None);
        // Together nothing is taken in; of the halves one is.
        told.answers.lock().unwrap().extend([204, 204, 200]);
        let story = fed(story, &told, Asked::Differences);
        let found = state(&story.house.system()).unwrap();
        assert_eq!((sent(&told), found.refused.len(), found.held), (3, 1, 1));
    });
}

#[test]
fn a_restricted_child_who_is_taken_out_is_told_of_to_nobody_outside_the_circle() {
    each_house(|story| {
        let told = Arc::new(Told::default());
        let hidden = child(story, 2, Some("Ines Circle, 01632 960150"));
        fed(story, &told, Asked::Differences);
        let said = NotToStand {
            why: Why::WrongChild,
            reason: "Opened for another child".into(),
            by: story.house.system().staff.id,
            at: story.house.now(),
        };
        change(story, hidden, |person| person.not_to_stand = Some(said));
        told.answers.lock().unwrap().push_back(400);
        let story = fed(story, &told, Asked::Differences);
        assert!(last(&told)[0].purge);
        let analyst = story.colleague("Ola Ordinary", Role::Analyst);
        let found = state(&story.of(&analyst)).unwrap();
        assert_eq!((found.refused.len(), found.requests.len(), found.held), (0, 0, 0));
        assert_eq!(found.ring.len(), 1);
        assert_eq!(state(&story.house.system()).unwrap().refused.len(), 1);
    });
}

#[test]
fn what_cannot_go_out_stands_among_what_the_returns_will_ask() {
    each_house(|story| {
        let manager = story.colleague("Mo Manager", Role::ServiceManager);
        let children: Vec<Id<Person>> = (1..=4).map(|number| child(story, number, None)).collect();
        children.iter().for_each(|child| allocated(story, *child, &manager));
        change(story, children[0], |person| person.local_identifier = Some("CD-34".into()));
        change(story, children[1], |person| person.local_identifier = Some("EF56".into()));
        change(story, children[2], |person| person.local_identifier = Some("EF56".into()));
        change(story, children[3], |person| {
            person.names[0].name = PersonName::single("Name not in the file (GH78)");
        });
        let found = casework::data_quality::rehearse(&story.of(&manager), &Default::default()).unwrap();
        for (code, children) in [("FD1", 2), ("FD2", 1)] {
            let many = found.rules.iter().find(|(rule, _)| rule.code == code).map(|(_, many)| *many);
            assert_eq!(many, Some(children), "{code}");
        }
        let nameless = found.rows.iter().find(|row| row.child == children[3]).unwrap();
        assert!(nameless.rules.iter().any(|broken| broken.rule.code == "FD2"), "{:?}", nameless.rules);
    });
}
