//! Safety plans about Ava alone and about her with her restricted sister, and their own plans.

use casework::safety_plan::{Asked, make, withhold, write_own};
use domain::form::{Answer, Answers, Place};
use domain::id::Id;
use domain::pack::SAFETY_PLAN_FORM;
use domain::person::Person;
use domain::person::known::Known;
use domain::safety_plan::own::{ChildSaid, OwnLine, OwnPartWords, OwnWords};
use domain::safety_plan::{Agreement, Holder, Made, PlanAction, PlanWords, SafetyPlan, WithheldAsked};
use domain::staff::Role;
use jiff::SignedDuration;

use super::planted::{People, keep, sending, session};
use crate::house::Invented;

fn words(of: &Invented, danger: &str, whereabouts: &str) -> PlanWords {
    let (now, hours) = (of.house.now(), SignedDuration::from_hours);
    let mut answers = Answers::to(SAFETY_PLAN_FORM, 1);
    answers.put(Place::one("danger", "what"), Answer::text(danger));
    answers.put(Place::one("adult", "whereabouts"), Answer::text(whereabouts));
    answers.put(Place::one("contingency", "fails"), Answer::text("Ring 999"));
    PlanWords {
        answers,
        actions: vec![PlanAction {
            who: "The aunt".into(),
            person: None,
            part: "relative".into(),
            burdened: false,
            what: "Keeps the door locked".into(),
        }],
        only_theirs: String::new(),
        agreements: vec![Agreement {
            who: "The mother".into(),
            person: None,
            answer: "spoken".into(),
            agrees: true,
            why: String::new(),
        }],
        voluntary: Known::Is(true),
        voluntary_words: String::new(),
        starts: now,
        expires: now + hours(72),
        review_at: now + hours(72),
        next_check: now + hours(48),
        monitor: Some(of.staff[&Role::SocialWorker]),
    }
}

fn own(of: &Invented, line: &str, said: &str) -> OwnWords {
    OwnWords {
        title: String::new(),
        parts: vec![OwnPartWords {
            part: "worried".into(),
            title: String::new(),
            lines: vec![OwnLine { symbol: "dog".into(), words: line.into() }],
        }],
        promises: Vec::new(),
        said: vec![ChildSaid { words: said.into(), on: domain::calendar::london::date_of(of.house.now()) }],
        language: String::new(),
    }
}

/// Plants them, and gives back the records by what stands for them in a path.
pub fn plans(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let (worker, hers) = (session(of, Role::SocialWorker), session(of, Role::ShieldCoordinator));
    let joint = both(of, [people.ava, people.sister]);
    let asked = Asked { others: Vec::new(), words: words(of, "Gannetholme", "Fulmarness") };
    let plan = make(&worker, &sending(of), people.ava, asked).unwrap();
    let from = Holder { name: "Skuamarsh".into(), ..Holder::default() };
    withhold(&worker, &sending(of), plan, WithheldAsked { from, why: "Guillemotby".into() }).unwrap();
    write_own(&worker, &sending(of), people.ava, own(of, "Razorbillow", "Puffinwick")).unwrap();
    write_own(&hers, &sending(of), people.sister, own(of, "Hug the dog", "Shearwatery")).unwrap();
    vec![("plan", "avas_plan", plan.to_string()), ("plan", "joint_plan", joint.to_string())]
}

/// A plan for both: made before the sister was restricted.
fn both(of: &Invented, children: [Id<Person>; 2]) -> Id<SafetyPlan> {
    let pack = &of.house.pack;
    let made = Made { by: of.staff[&Role::ServiceManager], at: of.house.now(), by_night: false };
    let rules = (pack.form(SAFETY_PLAN_FORM).unwrap(), &pack.safety_plans);
    let words = words(of, "Kittiwakely", "Cormorantine");
    let plan = SafetyPlan::make(of.house.id(), children.into(), words, made, rules).unwrap();
    keep(of, &plan);
    plan.id
}
