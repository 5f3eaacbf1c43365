//! Safety plans: one restricted child closes a plan everywhere, also in the downtime pack; what is late is told once, however often it is asked for; the
//! same form sent twice is one plan; two who look at once both have looked; and two who renew at once do not overwrite each other.

use std::collections::BTreeSet;
use std::sync::Arc;

use casework::child::{self, AllocationAsked};
use casework::contact::{self, Whom};
use casework::handover::downtime::downtime;
use casework::handover::tonight;
use casework::outbox::{MailFault, Mailer, Message, Outbox};
use casework::safety_plan::{self, Asked, PlanTonight};
use casework::work::own_work;
use domain::contact::{Channel, Described};
use domain::form::{Answer, Answers, Place};
use domain::id::Id;
use domain::pack::SAFETY_PLAN_FORM;
use domain::person::Person;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::refusal::Refusal;
use domain::safety_plan::{Agreement, CheckAsked, How, PlanAction, PlanWords};
use domain::staff::{Role, Staff};
use jiff::{SignedDuration, Timestamp};
use store::Stop;

use crate::house::{Story, each_house, neighbours_call, refused};

struct Silent;

impl Mailer for Silent {
    fn send(&self, _: &Message) -> Result<(), MailFault> {
        Ok(())
    }
}

struct Door {
    worker: Staff,
    manager: Staff,
    service: Staff,
    night: Staff,
    children: [Id<Person>; 2],
}

fn child_of(story: &Story, officer: &Staff, name: &str) -> Id<Person> {
    let said = Described::named(PersonName::single(name));
    let intake = neighbours_call(Channel::Telephone, said, "Shouting through the wall.");
    let contact = contact::record(&story.of(officer), &story.form(0), intake).unwrap();
    contact::find_child(&story.of(officer), &story.form(1), contact, 0, Whom::New).unwrap();
    let view = contact::view(&story.house.system(), contact).unwrap();
    view.contact.record.children[0].found.person().unwrap()
}

fn door(story: &Story) -> Door {
    let officer = story.colleague("Asha Pillai", Role::ContactOfficer);
    let worker = story.colleague("Tom Okafor", Role::SocialWorker);
    let manager = story.colleague("Rashid Karim", Role::MashManager);
    let service = story.colleague("Helen Marchbanks", Role::ServiceManager);
    let night = story.colleague("Grace Lindqvist", Role::NightWorker);
    let children = [child_of(story, &officer, "Leo Canary"), child_of(story, &officer, "Mia Canary")];
    for child in children {
        let asked = AllocationAsked {
            staff: worker.id,
            team: "assessment_1".into(),
            role: "allocated social worker".into(),
        };
        child::allocate(&story.of(&manager), &story.form(0), child, asked).unwrap();
    }
    Door { worker, manager, service, night, children }
}

fn words(now: Timestamp, hours: i64, monitor: &Staff) -> PlanWords {
    let mut answers = Answers::to(SAFETY_PLAN_FORM, 1);
    answers.put(Place::one("danger", "what"), Answer::text("The father comes at night, says Ospreyne"));
    answers.put(Place::one("contingency", "fails"), Answer::text("Ring 999"));
    let until = now + SignedDuration::from_hours(hours);
    PlanWords {
        answers,
        actions: vec![PlanAction {
            who: "Aunt Jo".into(),
            person: None,
            part: "relative".into(),
            burdened: false,
            what: "Keeps the door locked".into(),
        }],
        only_theirs: String::new(),
        agreements: vec![Agreement {
            who: "Kim".into(),
            person: None,
            answer: "spoken".into(),
            agrees: true,
            why: String::new(),
        }],
        voluntary: Known::Is(true),
        voluntary_words: String::new(),
        starts: now,
        expires: until,
        review_at: until,
        next_check: now + SignedDuration::from_hours(1),
        monitor: Some(monitor.id),
    }
}

fn asked(of: &Door, now: Timestamp, hours: i64) -> Asked {
    Asked { others: vec![of.children[1]], words: words(now, hours, &of.worker) }
}

#[test]
fn one_restricted_child_closes_the_plan_to_those_outside_its_circle() {
    each_house(|story| {
        let of = door(story);
        let now = story.house.now();
        let plan =
            safety_plan::make(&story.of(&of.worker), &story.form(0), of.children[0], asked(&of, now, 48))
                .unwrap();
        let night = story.of(&of.night);
        assert!(format!("{:?}", tonight(&night).unwrap().plans).contains("Ospreyne"));
        assert!(format!("{:?}", downtime(&story.house.system()).unwrap()).contains("Ospreyne"));
        let ring = "Helen Marchbanks, 01632 960101";
        let circle = BTreeSet::from([of.service.id]);
        child::restrict(
            &story.of(&of.manager),
            &story.form(0),
            of.children[1],
            circle,
            ring.into(),
            "kin".into(),
        )
        .unwrap();
        let night = story.of(&of.night);
        let board = tonight(&night).unwrap();
        assert_eq!(board.plans, [PlanTonight::Restricted(format!("Restricted: ring {ring}."))]);
        let pack = format!("{:?}", downtime(&story.house.system()).unwrap());
        assert!(!pack.contains("Ospreyne") && pack.contains(ring), "{pack}");
        assert!(refused(safety_plan::view(&night, plan)).starts_with("Restricted"));
        let of_first = safety_plan::of_child(&night, of.children[0]).unwrap();
        assert!(of_first.stands.is_none() && of_first.closed.len() == 1);
        assert!(safety_plan::list(&night).unwrap().is_empty());
        // Its circle reads it as before.
        assert_eq!(safety_plan::list(&story.of(&of.service)).unwrap().len(), 1);
    });
}

#[test]
fn what_the_day_team_has_not_answered_and_what_ran_out_is_told_once() {
    each_house(|story| {
        let of = door(story);
        let outbox = Outbox::new(story.house.clone(), Arc::new(Silent));
        // Two in the morning of a Tuesday: the day team answers by noon.
        story.at("2026-11-24T02:00:00Z".parse().unwrap());
        let now = story.house.now();
        safety_plan::make(&story.of(&of.night), &story.form(0), of.children[0], asked(&of, now, 30)).unwrap();
        let waiting = |staff: &Staff| own_work(&story.of(staff)).unwrap().notices.len();
        outbox.run_due("test").unwrap();
        let (worker, manager) = (waiting(&of.worker), waiting(&of.manager));
        let told = |at: &str| {
            story.at(at.parse().unwrap());
            outbox.run_due("test").unwrap();
            (waiting(&of.worker) - worker, waiting(&of.manager) - manager)
        };
        assert_eq!(told("2026-11-24T11:59:00Z").0, 0);
        let day = told("2026-11-24T12:00:00Z");
        assert_eq!(day.0, 1);
        let expired = told("2026-11-25T08:00:00Z");
        assert_eq!((expired.0, expired.1 - day.1), (2, 1));
        assert_eq!(told("2026-11-26T08:00:00Z"), expired);
    });
}

#[test]
fn sent_twice_is_one_plan_and_two_at_once_lose_nothing() {
    each_house(|story| {
        let of = door(story);
        let now = story.house.now();
        let form = story.form(0);
        let worker = story.of(&of.worker);
        let plan = safety_plan::make(&worker, &form, of.children[0], asked(&of, now, 48)).unwrap();
        assert_eq!(safety_plan::make(&worker, &form, of.children[0], asked(&of, now, 48)).unwrap(), plan);
        let second = safety_plan::make(&worker, &story.form(0), of.children[1], asked(&of, now, 48));
        assert!(refused(second).contains("Renew or replace it"));
        // Two look at once: both have looked.
        let look = |who: &Staff| {
            let seen = CheckAsked {
                kept: Some(true),
                seen: "All asleep".into(),
                done: String::new(),
                looked_at: None,
                next: None,
            };
            safety_plan::check(&story.of(who), &story.form(1), plan, seen).unwrap();
        };
        look(&of.worker);
        look(&of.night);
        assert_eq!(safety_plan::view(&worker, plan).unwrap().plan.record.checks.len(), 2);
        // Two renew at once: the second sees that it was changed.
        let renew = |opened: u64| {
            let why = (How::Renewed, "It held");
            let asked = Asked { others: Vec::new(), words: words(now, 72, &of.worker) };
            safety_plan::next(&worker, &story.form(opened), plan, asked, why)
        };
        renew(3).unwrap();
        assert!(matches!(renew(3), Err(Stop::Refusal(Refusal::Changed { opened: 3, now: 4 }))));
        let plan = safety_plan::view(&worker, plan).unwrap().plan.record;
        assert_eq!((plan.edition(), plan.before.len()), (2, 1));
    });
}
