//! What is counted over many children, on each database: a restricted child is counted for the circle and for nobody else.

use std::collections::BTreeSet;

use casework::child;
use casework::child_in_need::completeness;
use casework::closure::{Measure, measured};
use casework::contact::Whom;
use domain::calendar::london;
use domain::child_in_need::{ChildInNeedPlan, Edition, PlanWords};
use domain::closure::{Closed, Closure, Proposal, Stage};
use domain::id::Id;
use domain::person::Person;
use domain::staff::{Role, Staff};

use crate::consistency::{People, decided};
use crate::house::{Story, each_house};

/// A plan that says nothing yet.
pub(crate) fn plan(story: &Story, child: Id<Person>, by: Id<Staff>) -> ChildInNeedPlan {
    let at = story.house.now();
    ChildInNeedPlan {
        id: story.house.id(),
        child,
        episode: story.house.id(),
        together: story.house.id(),
        started_on: london::date_of(at),
        now: Edition { words: PlanWords::default(), why: String::new(), by, at },
        before: Vec::new(),
        reviews: Vec::new(),
        agreed: Vec::new(),
        clocks: Vec::new(),
        ended: None,
    }
}

/// Closed because consent was withdrawn.
fn closure(story: &Story, child: Id<Person>, by: Id<Staff>) -> Closure {
    let at = story.house.now();
    let on = london::date_of(at);
    let words = String::new;
    let proposal = Proposal {
        on,
        reason: "RC8".into(),
        because: words(),
        changed: words(),
        child_says: words(),
        risks: words(),
        in_mind: words(),
        consent: words(),
        consent_words: words(),
        family: words(),
        withdrawn: true,
        step_down: None,
        outstanding: Vec::new(),
        outstanding_words: words(),
        further: None,
        repeated: None,
        by,
        at,
    };
    let closed = Closed {
        on,
        reason: "RC8".into(),
        reasons: words(),
        risk: words(),
        considered: None,
        repeated: None,
        further: None,
        by,
        at,
    };
    Closure {
        id: story.house.id(),
        child,
        episode: story.house.id(),
        proposal,
        before: Vec::new(),
        answers: Vec::new(),
        stage: Stage::Closed,
        closed: Some(closed),
        to_tell: Vec::new(),
        accepted: None,
        corrected: None,
    }
}

#[test]
fn a_restricted_child_is_counted_for_the_circle_alone() {
    each_house(|story| {
        let people = People::of(story);
        let (_, kit) = decided(story, &people, Whom::New, "early_help", 2);
        story.keep(&plan(story, kit, people.officer.id));
        story.keep(&closure(story, kit, people.officer.id));
        let today = london::date_of(story.house.now());
        let leader = story.colleague("Lea Leader", Role::Leader);
        let counted = |staff: &Staff| {
            let session = story.of(staff);
            let closed = measured(&session, Measure::WithdrawnThenContact, today, today).unwrap().of;
            (completeness(&session, today, today).unwrap().plans, closed)
        };
        assert_eq!((counted(&leader), counted(&people.service)), ((1, 1), (1, 1)));
        let circle = BTreeSet::from([people.officer.id, people.service.id]);
        let (ring, why) = ("Dan Foliot, 01632 960101".to_owned(), "A parent works here.".to_owned());
        child::restrict(&story.of(&people.manager), &story.form(0), kit, circle, ring, why).unwrap();
        assert_eq!((counted(&leader), counted(&people.service)), ((0, 0), (1, 1)));
    });
}
