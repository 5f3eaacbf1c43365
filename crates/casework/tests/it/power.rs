//! Powers, orders and conditions: told of in time and once, left for the morning, carried into the downtime pack, closed with a restricted child.

use std::sync::{Arc, Barrier, Mutex};

use casework::child::{self, AllocationAsked, Moment, Shown};
use casework::contact::{self, Whom};
use casework::handover::downtime::downtime;
use casework::handover::{Says, morning};
use casework::outbox::{MailFault, Mailer, Message, Outbox};
use casework::power::{countdowns, end, own, record, running, tell, version, view};
use casework::work::own_work;
use domain::contact::{Channel, Described};
use domain::id::Id;
use domain::person::Person;
use domain::person::name::PersonName;
use domain::power::{EndedAsked, HowEnded, MadeBy, More, Power, PowerAsked, ToldAsked};
use domain::staff::{Role, Staff};
use jiff::Timestamp;

use crate::house::{Story, each_house, neighbours_call, refused};

#[derive(Default)]
struct Post(Mutex<Vec<Message>>);

impl Mailer for Post {
    fn send(&self, message: &Message) -> Result<(), MailFault> {
        self.0.lock().unwrap().push(message.clone());
        Ok(())
    }
}

struct Family {
    worker: Staff,
    manager: Staff,
    second: Staff,
    team_manager: Staff,
    service: Staff,
    night: Staff,
    ava: Id<Person>,
    ben: Id<Person>,
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn on_record(story: &Story, manager: &Staff, name: &str) -> Id<Person> {
    let intake = neighbours_call(
        Channel::Telephone,
        Described::named(PersonName::single(name)),
        "Shouting through the wall.",
    );
    let contact = contact::record(&story.of(manager), &story.form(0), intake).unwrap();
    contact::find_child(&story.of(manager), &story.form(1), contact, 0, Whom::New).unwrap();
    let view = contact::view(&story.house.system(), contact).unwrap();
    view.contact.record.children[0].found.person().unwrap()
}

fn allocate(story: &Story, family: &Family, child: Id<Person>, team: &str) {
    let asked = AllocationAsked {
        staff: family.worker.id,
        team: team.into(),
        role: "allocated social worker".into(),
    };
    child::allocate(&story.of(&family.manager), &story.form(0), child, asked).unwrap();
}

fn family(story: &Story) -> Family {
    let manager = story.colleague("Rashid Karim", Role::MashManager);
    let family = Family {
        worker: story.colleague("Tom Okafor", Role::SocialWorker),
        second: story.colleague("Yvonne Clarke", Role::MashManager),
        team_manager: story.colleague("Marta Weissberg", Role::TeamManager),
        service: story.colleague("Helen Marchbanks", Role::ServiceManager),
        night: story.colleague("Grace Lindqvist", Role::NightWorker),
        ava: on_record(story, &manager, "Ava Quillory"),
        ben: on_record(story, &manager, "Ben Quillory"),
        manager,
    };
    allocate(story, &family, family.ava, "assessment_1");
    family
}

fn protection() -> PowerAsked {
    PowerAsked {
        kind: "police_protection".into(),
        started: Some(at("2026-11-24T01:40:00Z")),
        made_by: MadeBy { name: "Kaur".into(), body: "Northbridge police".into(), ..MadeBy::default() },
        more: More { whereabouts: "With a carer at 9 Quincebury Row".into(), ..More::default() },
        ..PowerAsked::default()
    }
}

/// Both children are taken into police protection at night.
fn protected(story: &Story, family: &Family) -> Id<Power> {
    story.at(at("2026-11-24T02:00:00Z"));
    let session = story.of(&family.night);
    record(&session, &story.form(0), family.ava, &[family.ben], &protection()).unwrap().power
}

fn pass(story: &Story, post: &Arc<Post>) {
    Outbox::new(story.house.clone(), Arc::clone(post) as _).run_due("worker").unwrap();
}

fn notices(story: &Story, staff: &Staff) -> Vec<String> {
    let work = own_work(&story.of(staff)).unwrap();
    let words = work.notices.into_iter().map(|notice| notice.record.words);
    words.filter(|words| words.contains("Police protection")).collect()
}

#[test]
fn a_manager_is_told_before_the_end_and_at_the_end_and_once_whatever_the_number_of_processes() {
    each_house(|story| {
        let family = family(story);
        protected(story, &family);
        let post = Arc::new(Post::default());
        pass(story, &post);
        assert!(notices(story, &family.manager).is_empty());
        let run_all = || {
            let together = Barrier::new(4);
            std::thread::scope(|threads| {
                for worker in 0..4 {
                    let outbox = Outbox::new(story.house.clone(), Arc::clone(&post) as _);
                    let together = &together;
                    threads.spawn(move || {
                        together.wait();
                        outbox.run_due(&format!("process {worker}")).unwrap();
                    });
                }
            });
        };
        story.at(at("2026-11-26T13:40:00Z"));
        run_all();
        let told = notices(story, &family.manager);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("Police protection ends in 12 hours, Friday 01:40"), "{told:?}");
        story.at(at("2026-11-27T01:41:00Z"));
        run_all();
        let told = notices(story, &family.manager);
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(told.iter().any(|words| words.contains("what happened next is not recorded")), "{told:?}");
        let said =
            |message: &Message| message.words.contains("Quillory") || message.subject.contains("Quillory");
        assert!(!post.0.lock().unwrap().iter().any(said));
        let on_page = own(&story.of(&family.manager)).unwrap();
        assert_eq!(on_page.len(), 2);
    });
}

#[test]
fn what_is_recorded_after_its_moment_is_told_of_all_the_same() {
    each_house(|story| {
        let family = family(story);
        let post = Arc::new(Post::default());
        story.at(at("2026-11-26T20:00:00Z"));
        let session = story.of(&family.night);
        record(&session, &story.form(0), family.ava, &[], &protection()).unwrap();
        pass(story, &post);
        assert_eq!(notices(story, &family.manager).len(), 1);
        story.at(at("2026-11-26T21:00:00Z"));
        record(&story.of(&family.night), &story.form(0), family.ben, &[], &protection()).unwrap();
        pass(story, &post);
        assert_eq!(notices(story, &family.manager).len(), 2);
    });
}

#[test]
fn re_allocation_and_completing_leave_the_end_where_it_was() {
    each_house(|story| {
        let family = family(story);
        let power = protected(story, &family);
        let ends = |staff: &Staff| {
            let said = countdowns(&story.of(staff), &[family.ava]).unwrap();
            said[&family.ava][0].ends
        };
        assert_eq!(ends(&family.night), at("2026-11-27T01:40:00Z"));
        allocate(story, &family, family.ava, "assessment_2");
        let asked =
            ToldAsked { whom: "parents".into(), words: "By telephone".into(), ..ToldAsked::default() };
        tell(&story.of(&family.night), &story.form(1), power, asked).unwrap();
        assert_eq!(ends(&family.worker), at("2026-11-27T01:40:00Z"));
        assert_eq!(version(&story.of(&family.night), power, 1).unwrap().told, []);
    });
}

#[test]
fn the_same_form_is_one_act_and_a_second_editor_is_told() {
    each_house(|story| {
        let family = family(story);
        story.at(at("2026-11-24T02:00:00Z"));
        let (session, form) = (story.of(&family.night), story.form(0));
        let first = record(&session, &form, family.ava, &[], &protection()).unwrap();
        assert_eq!(record(&session, &form, family.ava, &[], &protection()).unwrap(), first);
        let again = record(&session, &story.form(0), family.ava, &[], &protection());
        assert!(refused(again).contains("recorded already"));
        let asked =
            || ToldAsked { whom: "child".into(), words: "In her words".into(), ..ToldAsked::default() };
        tell(&session, &story.form(1), first.power, asked()).unwrap();
        assert!(refused(tell(&session, &story.form(1), first.power, asked())).contains("Someone else saved"));
    });
}

#[test]
fn brothers_and_sisters_are_released_together_or_alone() {
    each_house(|story| {
        let family = family(story);
        let power = protected(story, &family);
        let session = story.of(&family.manager);
        let asked = EndedAsked {
            how: Some(HowEnded::Released),
            when: None,
            next: "Home with the grandmother, who has come".into(),
        };
        let found = view(&session, power).unwrap();
        assert_eq!(found.siblings.len(), 1);
        end(&session, &story.form(1), found.siblings[0].power, &asked, false).unwrap();
        assert_eq!(running(&session).unwrap().len(), 1);
        assert!(
            refused(end(&session, &story.form(2), found.siblings[0].power, &asked, false)).contains("ended")
        );
        end(&session, &story.form(1), power, &asked, true).unwrap();
        assert_eq!(running(&session).unwrap(), []);
    });
}

#[test]
fn what_the_night_recorded_waits_in_the_morning_and_stands_in_the_downtime_pack_without_an_address() {
    each_house(|story| {
        let family = family(story);
        let power = protected(story, &family);
        let pack = downtime(&story.house.system()).unwrap();
        let section = pack.sections.iter().find(|section| section.name == "powers").unwrap();
        assert_eq!(section.entries.len(), 2);
        let words = format!("{section:?}");
        assert!(
            words.contains("Police protection") && words.contains("27 November 2026 at 01:40"),
            "{words}"
        );
        assert!(!words.contains("Quincebury"), "{words}");
        story.at(at("2026-11-24T09:05:00Z"));
        let list = morning(&story.of(&family.manager)).unwrap();
        let said = list.groups.iter().flat_map(|group| &group.items).map(|item| &item.says);
        let left: Vec<_> = said.filter(|says| matches!(says, Says::Power(_))).collect();
        assert_eq!(left.len(), 2);
        let is_it = |says: &&&Says| matches!(says, Says::Power(found) if found.id == power);
        assert!(left.iter().any(|says| is_it(&says)));
    });
}

#[test]
fn of_a_restricted_child_nobody_outside_the_circle_learns_and_the_circle_is_told() {
    each_house(|story| {
        let family = family(story);
        let power = protected(story, &family);
        let circle = std::collections::BTreeSet::from([family.service.id]);
        child::restrict(
            &story.of(&family.manager),
            &story.form(version_of(story, &family)),
            family.ava,
            circle,
            "Helen Marchbanks, 01632 960101".into(),
            "Her aunt works in assessment team 1.".into(),
        )
        .unwrap();
        for outsider in [&family.second, &family.night, &family.team_manager] {
            let said = countdowns(&story.of(outsider), &[family.ava, family.ben]).unwrap();
            assert!(!said.contains_key(&family.ava), "{}", outsider.name);
            assert!(running(&story.of(outsider)).unwrap().iter().all(|one| one.power.id != power));
            assert!(view(&story.of(outsider), power).is_err());
        }
        assert_eq!(countdowns(&story.of(&family.service), &[family.ava]).unwrap().len(), 1);
        let pack = downtime(&story.house.system()).unwrap();
        let section = pack.sections.iter().find(|section| section.name == "powers").unwrap();
        let words = format!("{section:?}");
        assert!(words.contains("Restricted: ring Helen Marchbanks") && !words.contains("Ava"), "{words}");
        let post = Arc::new(Post::default());
        story.at(at("2026-11-27T01:45:00Z"));
        pass(story, &post);
        // Whoever restricted it is in the circle.
        assert_eq!(notices(story, &family.manager).len(), 2);
        assert_eq!(notices(story, &family.second).len(), 1);
        assert_eq!(notices(story, &family.service).len(), 1);
    });
}

fn version_of(story: &Story, family: &Family) -> u64 {
    match child::file(&story.house.system(), family.ava, Moment::Now).unwrap() {
        Shown::Content(page) => page.file.child.version,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_page_of_the_past_says_what_was_left_then() {
    each_house(|story| {
        let family = family(story);
        let power = protected(story, &family);
        story.at(at("2026-11-25T10:00:00Z"));
        let asked = EndedAsked {
            how: Some(HowEnded::Released),
            when: None,
            next: "Home with the grandmother".into(),
        };
        end(&story.of(&family.worker), &story.form(1), power, &asked, false).unwrap();
        let shown = |moment| match child::file(&story.of(&family.worker), family.ava, moment).unwrap() {
            Shown::Content(page) => page.countdowns.iter().map(|one| one.words.clone()).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        assert!(shown(Moment::Now).is_empty());
        let then = shown(Moment::Then(at("2026-11-24T12:00:00Z")));
        assert!(then[0].starts_with("Police protection ends in 71 hours 40 minutes"), "{then:?}");
    });
}
