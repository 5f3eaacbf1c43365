//! "These notes are the brother's": what was written on the wrong child is moved to the right one, in two acts, and taken back. On each engine; the replay of
//! the ledger gives the tables, every earlier moment is what it was, and moved and taken back is as if it had never been moved.

use std::collections::{BTreeMap, BTreeSet};

use casework::child::{CurationAsked, Moment, PersonAsked, Shown, change_person, curate, file, restrict};
use casework::chronology::write;
use casework::contact::{Whom, find_child, record, view as contact};
use casework::mash::{OpeningAsked, open};
use casework::person::moved::{
    MoveView, confirm, decline, movable, on_my_desk, propose, take_back, view, waiting,
};
use casework::voice::hear;
use casework::{Seq, Session, event};
use domain::access::{Action, Guard, Sealed, Subject};
use domain::chronology::{Entry, Verdict, WrittenAsked};
use domain::contact::{Channel, Contact, Described};
use domain::event::{Event, EventAsked};
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::notice::Notice;
use domain::person::address::{Address, AddressLines};
use domain::person::known::Known;
use domain::person::moved::{Item, MoveAsked, Moved, Stage};
use domain::person::name::PersonName;
use domain::person::nhs_number::NhsNumber;
use domain::person::partial_date::PartialDate;
use domain::person::phone::Phone;
use domain::person::{Person, PhoneNumber, Standing};
use domain::record::Record;
use domain::staff::{Role, Staff};
use domain::voice::{HeardAsked, Quote};
use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::ledger;

use crate::house::{Story, each_house, fields, neighbours_call, refused};

const REASON: &str = "The school rang: the teacher meant the younger brother.";

/// Two brothers, of whom a manager reads both, and another manager beside.
struct Brothers<'s> {
    story: &'s Story,
    manager: Staff,
    other: Staff,
    ava: Id<Person>,
    bram: Id<Person>,
}

impl<'s> Brothers<'s> {
    fn of(story: &'s Story) -> Self {
        let manager = story.colleague("Mo Manager", Role::MashManager);
        let other = story.colleague("Mia Manager", Role::MashManager);
        let [ava, bram] = ["Avelinda", "Bram"].map(|given| {
            let id = story.house.id();
            story.keep(&Person::named(id, Standing::Child, PersonName::new(given, "Example")));
            id
        });
        let brothers = Brothers { story, manager, other, ava, bram };
        for child in [ava, bram] {
            brothers.works(&brothers.manager, child);
            brothers.works(&brothers.other, child);
        }
        brothers
    }

    fn works(&self, staff: &Staff, child: Id<Person>) {
        let who = Involved::Worker { staff: staff.id, team: "assessment_1".into() };
        let (id, role, from) = (self.story.house.id(), "social worker".into(), self.story.house.now());
        self.story.keep(&Involvement { id, child, who, role, from, until: None, reason: None });
    }

    fn session(&self) -> Session<'_> {
        self.story.of(&self.manager)
    }

    fn contact(&self, child: Id<Person>, words: &str) -> Id<Contact> {
        let (story, session) = (self.story, self.session());
        let said = Described::named(PersonName::new("Somebody", "Example"));
        let id = record(&session, &story.form(0), neighbours_call(Channel::Telephone, said, words)).unwrap();
        let opened = contact(&session, id).unwrap().contact.version.0;
        find_child(&session, &story.form(opened), id, 0, Whom::Same(child)).unwrap();
        id
    }

    fn event(&self, children: &[Id<Person>], words: &str) -> Id<Event> {
        let pack = &self.story.house.pack;
        let form = pack.form(&pack.events.kind("hospital_attendance").unwrap().form).unwrap();
        let asked = EventAsked {
            kind: "hospital_attendance".into(),
            children: children.to_vec(),
            adults: Vec::new(),
            happened: PartialDate::parse("2026-11-20").unwrap(),
            moment: None,
            until: None,
            known_at: None,
            from: "health".into(),
            who: String::new(),
            unnamed: false,
            answers: form.read(&[("hospital.what".to_owned(), words.to_owned())]).answers,
            further: None,
        };
        event::record(&self.session(), &self.story.form(0), asked).unwrap()
    }

    fn writes(&self, child: Id<Person>, words: &str) {
        let asked = WrittenAsked {
            happened: Some(PartialDate::Year(2019)),
            words: words.into(),
            known_from: "Paper file".into(),
            lane: "home".into(),
            ..WrittenAsked::default()
        };
        write(&self.session(), &self.story.form(0), child, asked).unwrap();
    }

    fn hears(&self, child: Id<Person>, words: &str) {
        let occasion = self.story.house.pack.voice.occasions[0].code.clone();
        let quotes = vec![Quote { asked: String::new(), words: words.into(), way: String::new() }];
        let on = Some(domain::calendar::london::date_of(self.story.house.now()));
        let heard_by = "Mo Manager".into();
        let asked = HeardAsked { on, occasion, heard_by, quotes, ..HeardAsked::default() };
        hear(&self.session(), &self.story.form(0), child, asked).unwrap();
    }

    fn curates(&self, child: Id<Person>, which: usize, words: &str) {
        let entries = self.chronology(child, Moment::Now);
        let Some(entry) = entries.get(which % entries.len().max(1)) else { return };
        let verdict = Verdict::Edited { words: words.into() };
        let asked = CurationAsked {
            source: entry.source.clone(),
            verdict,
            significant: true,
            reason: "It matters".into(),
        };
        curate(&self.session(), &self.story.form(0), child, asked).unwrap();
    }

    /// Changes what is held about a child.
    fn changes(&self, child: Id<Person>, change: impl FnOnce(&mut Person)) {
        let page = self.page(child, Moment::Now);
        let (mut person, opened) = (page.file.child.record, page.file.child.version);
        change(&mut person);
        let asked = PersonAsked { person, reason: "They said so".into() };
        change_person(&self.story.house.system(), &self.story.form(opened), child, asked).unwrap();
    }

    fn page(&self, child: Id<Person>, moment: Moment) -> casework::child::ChildPage {
        page(&self.story.house.system(), child, moment)
    }

    fn chronology(&self, child: Id<Person>, moment: Moment) -> Vec<Entry> {
        let mut entries = self.page(child, moment).file.chronology(&self.story.house.pack);
        // Who works with the child is never moved.
        entries.retain(|entry| entry.source.kind != Involvement::KIND);
        entries
    }

    /// Every record of a child as the ledger has it, but for moves themselves and what workers were told of them.
    fn records(&self, child: Id<Person>) -> BTreeMap<String, String> {
        let system = self.story.house.system();
        let found = system.read("story", |door| {
            let permit = door.permit(Action::ReadFile, Subject::Child(child))?;
            ledger::child_records(&permit, child, store::Known::Now)
        });
        // What the watch asks follows by itself and stays asked.
        let about = |kind: &str| ![Moved::KIND, Notice::KIND, "prompt"].contains(&kind);
        let entries = found.unwrap().into_iter().filter(|entry| about(&entry.kind));
        entries.map(|entry| (format!("{} {}", entry.kind, entry.record), entry.body.unwrap())).collect()
    }

    fn head(&self) -> Seq {
        self.story.house.store.heads().unwrap()[0].seq
    }

    fn items(&self, picked: impl Fn(usize) -> bool) -> Vec<Item> {
        let offer = movable(&self.session(), self.ava).unwrap().offer;
        offer
            .may
            .into_iter()
            .enumerate()
            .filter(|(place, _)| picked(*place))
            .map(|(_, one)| one.item)
            .collect()
    }

    fn asks(&self, items: Vec<Item>) -> Result<Id<Moved>, store::Stop> {
        let opened = movable(&self.session(), self.ava)?.version;
        let asked = MoveAsked { to: Some(self.bram), items, reason: REASON.into() };
        propose(&self.session(), &self.story.form(opened), self.ava, asked)
    }

    fn seen(&self, moved: Id<Moved>) -> MoveView {
        view(&self.session(), moved).unwrap()
    }

    fn confirms(&self, by: &Staff, moved: Id<Moved>) -> Result<(), store::Stop> {
        let opened = self.seen(moved).moved.version.0;
        confirm(&self.story.of(by), &self.story.form(opened), moved)
    }

    fn back(&self, by: &Staff, moved: Id<Moved>) {
        let opened = self.seen(moved).moved.version.0;
        take_back(&self.story.of(by), &self.story.form(opened), moved, "It was right before.").unwrap();
        self.confirms(by, moved).unwrap();
    }

    fn sound(&self) {
        let verified = self.story.house.store.verify(&[], &mut |_| {}).unwrap();
        assert!(verified.is_sound(), "{:?}", verified.findings);
    }
}

fn page(session: &Session<'_>, child: Id<Person>, moment: Moment) -> casework::child::ChildPage {
    match file(session, child, moment).unwrap() {
        Shown::Content(page) => *page,
        other => panic!("the record was expected: {other:?}"),
    }
}

fn phone(number: &str) -> PhoneNumber {
    PhoneNumber {
        number: Sealed::new(Phone::new(number), Guard::Content),
        whose: "home".into(),
        do_not_use: None,
    }
}

fn stay(story: &Story, line: &str, guard: Guard) -> Address {
    let lines = AddressLines { lines: vec![line.into()], postcode: None };
    Address {
        place: story.house.id(),
        lines: Sealed::new(lines, guard),
        from: None,
        until: None,
        source: "mother".into(),
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, act by act")]
fn what_is_the_brothers_stands_with_him_and_every_earlier_moment_is_what_it_was() {
    each_house(|story| {
        let brothers = Brothers::of(story);
        let (ava, bram) = (brothers.ava, brothers.bram);
        let call = brothers.contact(ava, "Bruises were seen");
        brothers.event(&[ava], "A broken arm");
        brothers.writes(ava, "He lived with his aunt");
        brothers.hears(ava, "I like football");
        brothers.curates(ava, 0, "In other words");
        brothers.changes(ava, |person| {
            person.nhs_number = Known::Is(NhsNumber::new("999 000 0018"));
            person.phones = vec![phone("01632 960001")];
            person.addresses = vec![stay(story, "9 Quincebury Row", Guard::Protected)];
        });
        story.later(SignedDuration::from_hours(24));
        let (before, then, head) =
            (brothers.records(ava), brothers.chronology(ava, Moment::Now), brothers.head());
        assert!(brothers.chronology(bram, Moment::Now).is_empty());

        let moved = brothers.asks(brothers.items(|_| true)).unwrap();
        assert_eq!(brothers.records(ava), before, "nothing moves by asking");
        let seen = brothers.seen(moved);
        assert_eq!((seen.from.name.as_str(), seen.to.name.as_str()), ("Avelinda Example", "Bram Example"));
        assert!(seen.what.iter().any(|(kind, says)| kind == "NHS number" && says == "999 000 0018"));
        assert!(!format!("{:?}", seen.what).contains("Quincebury"), "a protected address is moved unseen");
        assert_eq!((seen.two_people, seen.may_not, seen.with), (false, None, 1));
        brothers.confirms(&brothers.manager, moved).unwrap();

        let now = brothers.page(bram, Moment::Now);
        assert_eq!(
            now.file.contacts.len() + now.file.events.len() + now.file.written.len() + now.file.voices.len(),
            4
        );
        assert_eq!(now.file.curations.len(), 1, "what was said of an entry goes with it");
        let person = &now.file.child.record;
        assert_eq!(person.nhs_number.answer().map(NhsNumber::typed), Some("999 000 0018"));
        assert!(person.addresses[0].is_protected() && person.phones.len() == 1);
        let told = brothers.chronology(bram, Moment::Now);
        assert!(told.iter().any(|entry| {
            entry.known_from.contains("moved here from another child’s record on 24 November 2026")
        }));
        assert_eq!(
            contact(&brothers.session(), call).unwrap().contact.record.people().collect::<Vec<_>>(),
            [bram]
        );
        let left = brothers.page(ava, Moment::Now);
        assert!(
            left.file.contacts.is_empty()
                && left.file.events.is_empty()
                && brothers.chronology(ava, Moment::Now).is_empty()
        );
        assert_eq!(left.file.child.record.nhs_number, Known::NotAsked);
        assert_eq!(brothers.chronology(ava, Moment::Entry(head)), then, "the past is what it was");
        assert!(brothers.chronology(bram, Moment::Entry(head)).is_empty());
        for (page, out) in [(left, true), (now, false)] {
            let line = &page.moves[0];
            assert_eq!((line.out, line.reason.as_str(), line.by), (out, REASON, brothers.manager.id));
            assert!(
                line.what.contains("1 significant event") && line.what.contains("NHS number"),
                "{}",
                line.what
            );
        }
        let mut told = casework::work::own_work(&story.of(&brothers.other)).unwrap().notices;
        told.retain(|notice| notice.record.words.starts_with("Moved"));
        assert_eq!(told.len(), 2, "whoever works with either child is told");
        assert!(told.iter().all(|notice| !notice.record.words.contains("Bram")));
        brothers.sound();
        brothers.back(&brothers.manager, moved);
        assert_eq!(brothers.records(ava), before);
        assert_eq!(brothers.chronology(ava, Moment::Now), then);
        assert!(matches!(brothers.seen(moved).moved.record.stage, Stage::TakenBack { .. }));
        brothers.sound();
    });
}

/// Something that is written on a child's record.
#[derive(Debug, Clone)]
enum Does {
    Contact(u8),
    Event { both: bool, words: u8 },
    Write(u8),
    Hear(u8),
    Curate(u8),
    Phone(u8),
    Number,
    Stay(bool),
}

fn any_act() -> impl Strategy<Value = Does> {
    prop_oneof![
        any::<u8>().prop_map(Does::Contact),
        (any::<bool>(), any::<u8>()).prop_map(|(both, words)| Does::Event { both, words }),
        any::<u8>().prop_map(Does::Write),
        any::<u8>().prop_map(Does::Hear),
        any::<u8>().prop_map(Does::Curate),
        (0..5_u8).prop_map(Does::Phone),
        Just(Does::Number),
        any::<bool>().prop_map(Does::Stay),
    ]
}

impl Brothers<'_> {
    fn does(&self, act: &Does) {
        let (story, ava) = (self.story, self.ava);
        match act {
            Does::Contact(number) => drop(self.contact(ava, &format!("Worry {number}"))),
            Does::Event { both, words } => {
                let children = if *both { vec![ava, self.bram] } else { vec![ava] };
                self.event(&children, &format!("Hurt {words}"));
            }
            Does::Write(number) => self.writes(ava, &format!("In the file, page {number}")),
            Does::Hear(number) => self.hears(ava, &format!("I said {number}")),
            Does::Curate(which) => self.curates(ava, usize::from(*which), "In other words"),
            Does::Phone(number) => self.changes(ava, |person| {
                let one = phone(&format!("01632 96000{number}"));
                if !person.phones.contains(&one) {
                    person.phones.push(one);
                }
            }),
            Does::Number => {
                self.changes(ava, |person| person.nhs_number = Known::Is(NhsNumber::new("999 000 0018")));
            }
            Does::Stay(sealed) => {
                let guard = if *sealed { Guard::Protected } else { Guard::Content };
                self.changes(ava, |person| person.addresses.push(stay(story, "9 Quincebury Row", guard)));
            }
        }
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one property, act by act")]
fn moved_and_taken_back_equals_never_moved() {
    let mut runner = TestRunner::new(Config { cases: 8, failure_persistence: None, ..Config::default() });
    let input =
        (prop::collection::vec(any_act(), 1..9), prop::collection::vec(any::<bool>(), 40), any::<u8>());
    runner
        .run(&input, |(acts, picked, between)| {
            each_house(|story| {
                let brothers = Brothers::of(story);
                let (ava, bram) = (brothers.ava, brothers.bram);
                for act in &acts {
                    story.later(SignedDuration::from_mins(61));
                    brothers.does(act);
                }
                let items = brothers.items(|place| picked.get(place).copied().unwrap_or(false));
                if items.is_empty() {
                    return;
                }
                let both = || (brothers.records(ava), brothers.records(bram));
                let told = || (brothers.chronology(ava, Moment::Now), brothers.chronology(bram, Moment::Now));
                let (before, story_before, head) = (both(), told(), brothers.head());
                let moved = brothers.asks(items.clone()).unwrap();
                brothers.confirms(&brothers.manager, moved).unwrap();
                brothers.sound();
                let (avas, brams) = both();
                for item in &items {
                    let Item::Record { kind, record } = item else { continue };
                    let name = format!("{kind} {record}");
                    assert!(!avas.contains_key(&name) && brams.contains_key(&name), "{name} of {acts:?}");
                }
                let all = |(avas, brams): &(BTreeMap<String, String>, BTreeMap<String, String>)| {
                    avas.keys().chain(brams.keys()).cloned().collect::<BTreeSet<_>>()
                };
                assert_eq!(all(&(avas, brams)), all(&before), "nothing is lost and nothing made");
                for (child, then) in [(ava, &story_before.0), (bram, &story_before.1)] {
                    assert_eq!(
                        &brothers.chronology(child, Moment::Entry(head)),
                        then,
                        "as known before, of {acts:?}"
                    );
                }
                let (moved_head, moved_story) = (brothers.head(), told());
                // What is written in between is kept, and asked about nowhere.
                let note = format!("Between {between}");
                brothers.writes(bram, &note);
                brothers.back(&brothers.manager, moved);
                brothers.sound();
                let after = both();
                assert_eq!(after.0, before.0, "of {acts:?}");
                let mut brams = after.1;
                brams.retain(|_, body| !body.contains(&note));
                assert_eq!(brams, before.1, "of {acts:?}");
                assert_eq!(told().0, story_before.0, "of {acts:?}");
                for (child, then) in [(ava, &moved_story.0), (bram, &moved_story.1)] {
                    assert_eq!(
                        &brothers.chronology(child, Moment::Entry(moved_head)),
                        then,
                        "as known while it was moved"
                    );
                }
            });
            Ok(())
        })
        .unwrap();
}

#[test]
fn where_a_plan_is_in_force_somebody_else_confirms_and_takes_back() {
    each_house(|story| {
        let brothers = Brothers::of(story);
        let (ava, bram) = (brothers.ava, brothers.bram);
        brothers.event(&[ava], "A broken arm");
        let mut episode =
            domain::episode::Episode::opened(story.house.id(), bram, "2026-10-01".parse().unwrap());
        episode.plans.push(domain::episode::Plan {
            kind: domain::episode::PlanKind::ChildProtection,
            started_on: "2026-10-20".parse().unwrap(),
            ended_on: None,
            category: Some("NEG".into()),
        });
        story.keep(&episode);
        let moved = brothers.asks(brothers.items(|_| true)).unwrap();
        let seen = brothers.seen(moved);
        assert!(seen.two_people && seen.may_not.unwrap().contains("somebody else must confirm"));
        assert!(refused(brothers.confirms(&brothers.manager, moved)).contains("somebody else must confirm"));
        assert_eq!(brothers.records(bram).keys().filter(|key| key.starts_with("event")).count(), 0);
        let desks = |staff: &Staff| on_my_desk(&story.of(staff)).unwrap().len();
        let worker = story.colleague("Wes Worker", Role::SocialWorker);
        brothers.works(&worker, ava);
        assert_eq!((desks(&brothers.manager), desks(&brothers.other), desks(&worker)), (0, 1, 0));
        assert!(waiting(&story.of(&worker)).unwrap().0.is_empty(), "who reads one of the two finds nothing");
        assert!(refused(view(&story.of(&worker), moved)).contains("To read more"));
        brothers.works(&worker, bram);
        assert!(refused(brothers.confirms(&worker, moved)).contains("role"), "a manager confirms");
        brothers.confirms(&brothers.other, moved).unwrap();
        assert_eq!(brothers.records(bram).keys().filter(|key| key.starts_with("event")).count(), 1);
        let opened = brothers.seen(moved).moved.version.0;
        take_back(&story.of(&brothers.other), &story.form(opened), moved, "It was right before.").unwrap();
        assert!(refused(brothers.confirms(&brothers.other, moved)).contains("somebody else"));
        let opened = brothers.seen(moved).moved.version.0;
        decline(&story.of(&brothers.manager), &story.form(opened), moved, "No, it is his.").unwrap();
        assert!(matches!(brothers.seen(moved).moved.record.stage, Stage::Done(_)));
        brothers.sound();
    });
}

#[test]
fn nobody_moves_across_a_circle_they_are_not_in_or_learns_whose_it_became() {
    each_house(|story| {
        let brothers = Brothers::of(story);
        let (ava, bram) = (brothers.ava, brothers.bram);
        brothers.event(&[ava], "A broken arm");
        brothers.writes(ava, "He lived with his aunt");
        let head = brothers.head();
        let ready = brothers.asks(brothers.items(|_| true)).unwrap();
        let circle = BTreeSet::from([brothers.other.id]);
        restrict(
            &story.house.system(),
            &story.form(0),
            bram,
            circle,
            "Mia, 01632 960188".into(),
            "A colleague's niece".into(),
        )
        .unwrap();
        for outcome in
            [brothers.asks(brothers.items(|_| true)).map(drop), view(&brothers.session(), ready).map(drop)]
        {
            assert_eq!(refused(outcome), "Restricted: ring Mia, 01632 960188.");
        }
        assert!(waiting(&brothers.session()).unwrap().0.is_empty());
        let member = story.of(&brothers.other);
        let opened = view(&member, ready).unwrap().moved.version.0;
        confirm(&member, &story.form(opened), ready).unwrap();
        // Whoever works with both may read the restricted one too; whoever works with the first alone learns of nobody else.
        let worker = story.colleague("Wes Worker", Role::SocialWorker);
        brothers.works(&worker, ava);
        let seen = page(&story.of(&worker), ava, Moment::Now);
        assert_eq!((&seen.moves[0].other, seen.moves[0].id), (&None, None));
        assert!(!format!("{seen:?}").contains("Bram"));
        // The past of the first record says nothing of what is a restricted child's by now.
        let then = page(&story.of(&worker), ava, Moment::Entry(head));
        assert!(then.file.events.is_empty() && then.file.written.is_empty());
        let then = page(&member, ava, Moment::Entry(head));
        assert_eq!((then.file.events.len(), then.file.written.len()), (1, 1));
        brothers.sound();
    });
}

#[test]
fn what_rests_on_a_decision_stays_and_says_what_to_do() {
    each_house(|story| {
        let brothers = Brothers::of(story);
        let (ava, bram) = (brothers.ava, brothers.bram);
        let call = brothers.contact(ava, "Bruises were seen");
        let offer = movable(&brothers.session(), ava).unwrap().offer;
        assert!(
            offer
                .stays
                .iter()
                .any(|one| one.what == "Who works with the child" && one.instead.starts_with("Allocate"))
        );
        let item = Item::Record { kind: "contact".into(), record: call.any() };
        assert!(offer.may.iter().any(|one| one.item == item));
        let ready = brothers.asks(vec![item.clone()]).unwrap();
        // The hub asks the agencies about this child: from here on it is the hub's to put right.
        let opened = contact(&brothers.session(), call).unwrap().contact.version.0;
        let worker = story.colleague("Mel Mash", Role::MashSocialWorker);
        let rating = story.house.pack.hub.ratings[0].code.clone();
        let asked = OpeningAsked {
            why: "Who lives there is not known".into(),
            rating,
            reason: "Bruises".into(),
            further: None,
        };
        open(&story.of(&worker), &story.form(opened), call, asked).unwrap();
        assert!(
            refused(brothers.confirms(&brothers.manager, ready)).contains("another decision rests on it")
        );
        assert_eq!(fields(brothers.asks(vec![item])), ["what"]);
        let offer = movable(&brothers.session(), ava).unwrap().offer;
        assert!(offer.stays.iter().any(|one| one.instead.contains("Tell the hub")));
        for item in [
            Item::Record { kind: "episode".into(), record: ava.any() },
            Item::Record { kind: "section47".into(), record: ava.any() },
        ] {
            assert_eq!(fields(brothers.asks(vec![item])), ["what"]);
        }
        let asked = MoveAsked { to: Some(bram), items: Vec::new(), reason: "Bram’s".into() };
        let opened = movable(&brothers.session(), ava).unwrap().version;
        assert_eq!(fields(propose(&brothers.session(), &story.form(opened), ava, asked)), ["what", "reason"]);
        brothers.sound();
    });
}
