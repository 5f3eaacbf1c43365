//! Conferences and professional disagreements, on each database: nothing begins a count again, a form that is sent twice is one act, the ladder climbs once
//! however many look, an agency reads its own and nothing else, and one restricted child closes what is about several.

use std::collections::BTreeSet;
use std::sync::{Arc, Barrier, Mutex};

use casework::child::{self, AllocationAsked};
use casework::conference::{Asked, ChildAsked, ask, ask_again, call_off, decline, list, plan, view};
use casework::disagreement::{self, own, own_list, place, raise, raise_own, say, say_own};
use casework::outbox::{MailFault, Mailer, Message, Outbox};
use casework::staff::{StaffAsked, add_staff};
use domain::access::{Action, Subject};
use domain::calendar::Clock;
use domain::conference::{
    CONFERENCE, Conference, DeclineAsked, Invited, Late, PlanAsked, REQUEST, RequestAsked, Told,
};
use domain::disagreement::RaiseAsked;
use domain::id::Id;
use domain::person::Person;
use domain::staff::{Role, Staff};
use jiff::SignedDuration;
use jiff::civil::{Date, date, time};

use crate::house::{Story, each_house, refused};

#[derive(Default)]
struct Post(Mutex<Vec<Message>>);

impl Mailer for Post {
    fn send(&self, message: &Message) -> Result<(), MailFault> {
        self.0.lock().unwrap().push(message.clone());
        Ok(())
    }
}

struct Team {
    worker: Staff,
    manager: Staff,
    second: Staff,
    ava: Id<Person>,
    ben: Id<Person>,
}

fn partner(story: &Story, name: &str, organisation: &str) -> Staff {
    let asked = StaffAsked {
        name: name.into(),
        title: "Safeguarding lead".into(),
        roles: vec![Role::Partner.code().into()],
        teams: Vec::new(),
        agency: Some("school".into()),
        organisation: organisation.into(),
        phone: String::new(),
        email: format!("{}@school.example", name.to_lowercase().replace(' ', ".")),
    };
    let id = add_staff(&story.house.system(), &story.form(0), asked).unwrap();
    let known = story.house.system().read("a story", |door| {
        let permit = door.permit(Action::ManagePeople, Subject::House)?;
        Ok(store::load(&permit, id)?)
    });
    known.unwrap().unwrap().record
}

fn new_child(story: &Story, name: &str) -> Id<Person> {
    let person = Person::named(
        story.house.id(),
        domain::person::Standing::Child,
        domain::person::name::PersonName::single(name),
    );
    let system = story.house.system();
    system
        .send(&story.form(0), "make", |door| {
            let permit = door.permit(Action::RecordContact, Subject::House)?;
            store::save(&permit, &person, store::Version::NONE, "make", None)?;
            Ok(())
        })
        .unwrap();
    person.id
}

fn give(story: &Story, by: &Staff, child: Id<Person>, to: &Staff) {
    let asked =
        AllocationAsked { staff: to.id, team: "front_door".into(), role: "allocated social worker".into() };
    child::allocate(&story.of(by), &story.form(0), child, asked).unwrap();
}

fn team(story: &Story) -> Team {
    let worker = story.colleague("Tom Okafor", Role::SocialWorker);
    let manager = story.colleague("Helen Marchbanks", Role::TeamManager);
    let second = story.colleague("Gwen Tolliver", Role::TeamManager);
    let hub = story.colleague("Rashid Karim", Role::MashManager);
    let (ava, ben) = (new_child(story, "Ava Canary"), new_child(story, "Ben Canary"));
    for child in [ava, ben] {
        give(story, &hub, child, &worker);
    }
    Team { worker, manager, second, ava, ben }
}

fn asked(story: &Story, team: &Team, children: &[Id<Person>]) -> Asked {
    let now = story.house.now();
    let of = |child: &Id<Person>| ChildAsked {
        child: *child,
        section47: None,
        initiated_at: now - SignedDuration::from_hours(48),
        last_discussion_at: Some(now - SignedDuration::from_hours(24)),
    };
    Asked {
        children: children.iter().map(of).collect(),
        decided_by: team.manager.id,
        decided_at: now - SignedDuration::from_hours(1),
        request: Some(RequestAsked { why: "Hurt twice".into(), needs: String::new(), further: None }),
    }
}

fn day(on: Date, moved: &str) -> PlanAsked {
    let council = Invited {
        agency: "council".into(),
        organisation: String::new(),
        name: String::new(),
        direct_contact: true,
        staff: None,
    };
    PlanAsked {
        on,
        begins: time(10, 0, 0, 0),
        bank_holiday: false,
        venue: "Civic centre".into(),
        chair: "Joyce Amankwah".into(),
        invited: vec![council],
        moved_because: moved.into(),
        late: Late { cause: "chair".into(), words: String::new() },
        further: None,
    }
}

fn counts(story: &Story, id: Id<Conference>) -> Vec<Clock> {
    let record = view(&story.house.system(), id).unwrap().conference.record;
    let clocks =
        record.clocks.into_iter().filter(|clock| [CONFERENCE, REQUEST].contains(&clock.timer.as_str()));
    clocks.chain(record.local).collect()
}

#[test]
fn no_postponing_and_no_re_allocation_begins_a_count_again_and_brothers_and_sisters_go_together() {
    each_house(|story| {
        let team = team(story);
        let form = story.form(0);
        let made = ask(&story.of(&team.worker), &form, asked(story, &team, &[team.ava, team.ben])).unwrap();
        // The same form sent again is the same act.
        assert_eq!(
            ask(&story.of(&team.worker), &form, asked(story, &team, &[team.ava, team.ben])).unwrap(),
            made
        );
        assert_eq!(list(&story.of(&team.worker)).unwrap().len(), 2);
        let before: Vec<_> = made.iter().map(|id| counts(story, *id)).collect();
        assert_eq!(before[0].len(), 3);
        let mut opened = 1;
        for (number, on) in [date(2026, 12, 1), date(2026, 12, 3), date(2027, 1, 11)].into_iter().enumerate()
        {
            story.later(SignedDuration::from_hours(5));
            let why = if number == 0 { "" } else { "The chair is ill" };
            plan(&story.of(&team.worker), &story.form(opened), made[0], &day(on, why), &made[1..]).unwrap();
            opened += 1;
        }
        for id in &made {
            let found = view(&story.of(&team.worker), *id).unwrap();
            assert_eq!(found.conference.record.planned().unwrap().on, date(2027, 1, 11));
            assert_eq!(found.together.len(), 1);
        }
        give(story, &team.manager, team.ava, &team.second);
        call_off(&story.of(&team.worker), &story.form(opened), made[0], "They moved away").unwrap();
        let again = RequestAsked { why: "They came back".into(), needs: String::new(), further: None };
        ask_again(&story.of(&team.second), &story.form(opened + 1), made[0], &again, &[]).unwrap();
        let after: Vec<_> = made.iter().map(|id| counts(story, *id)).collect();
        assert_eq!(after, before);
        let words = refused(ask(&story.of(&team.worker), &story.form(0), asked(story, &team, &[team.ava])));
        assert!(words.contains("waits already"), "{words}");
        // Somebody who opened an older version is told, and nothing is overwritten.
        let words =
            refused(plan(&story.of(&team.worker), &story.form(2), made[0], &day(date(2026, 12, 1), ""), &[]));
        assert!(words.contains("Someone else saved this"), "{words}");
    });
}

fn worry(issue: &str) -> RaiseAsked {
    RaiseAsked {
        about: "declined_conference".into(),
        said_children: "A girl in year 2".into(),
        issue: issue.into(),
        wanted: "A conference".into(),
        ..RaiseAsked::default()
    }
}

#[test]
fn the_ladder_climbs_once_however_many_look_and_says_nothing_of_the_child() {
    each_house(|story| {
        let team = team(story);
        let ruth = partner(story, "Ruth Adeyemi", "Elm Grove");
        let raised = raise_own(&story.of(&ruth), &story.form(0), worry("He fetched her")).unwrap();
        story.later(SignedDuration::from_hours(24 * 3));
        let (post, together) = (Arc::new(Post::default()), Barrier::new(3));
        std::thread::scope(|threads| {
            for number in 0..3 {
                let outbox = Outbox::new(story.house.clone(), Arc::clone(&post) as _);
                let together = &together;
                threads.spawn(move || {
                    together.wait();
                    outbox.run_due(&format!("worker {number}")).unwrap();
                });
            }
        });
        let one = own(&story.of(&ruth), raised).unwrap();
        assert_eq!(one.stages.len(), 2);
        assert_eq!(one.stages[1].clock.started, one.stages[0].clock.due.unwrap().instant());
        let sent = post.0.lock().unwrap();
        assert!(sent.iter().any(|message| message.to.email.to_string() == "ruth.adeyemi@school.example"));
        assert!(
            sent.iter().any(|message| message.to.email.to_string() == "helen.marchbanks@northbridge.example")
        );
        assert!(
            sent.iter()
                .all(|message| !message.words.contains("Canary") && !message.words.contains("fetched"))
        );
        drop(sent);
        // Whoever answers or is named moves no clock, and what was answered is read by whoever raised it.
        refused(place(&story.of(&team.worker), &story.form(0), team.ava, raised));
        say_own(&story.of(&ruth), &story.form(0), raised, "She is afraid").unwrap();
        let after = own(&story.of(&ruth), raised).unwrap();
        assert_eq!(after.stages[1].clock, one.stages[1].clock);
        assert_eq!(after.stages[1].said[0].words, "She is afraid");
    });
}

#[test]
fn an_agency_reads_its_own_and_one_restricted_child_closes_what_is_about_several() {
    each_house(|story| {
        let team = team(story);
        let (ruth, piers) =
            (partner(story, "Ruth Adeyemi", "Elm Grove"), partner(story, "Piers Montalban", "Elm Grove"));
        let raised = raise_own(&story.of(&ruth), &story.form(0), worry("He fetched her")).unwrap();
        raise_own(&story.of(&piers), &story.form(0), worry("Another child")).unwrap();
        for somebody in [&ruth, &piers] {
            assert_eq!(own_list(&story.of(somebody)).unwrap().len(), 1);
        }
        assert!(refused(own(&story.of(&piers), raised)).contains("nothing here"));
        assert!(refused(disagreement::view(&story.of(&ruth), raised)).contains("Your role does not let you"));
        let of_both = raise(&story.of(&team.worker), &story.form(0), team.ava, None, worry("Both")).unwrap();
        place(&story.of(&team.worker), &story.form(0), team.ben, of_both).unwrap();
        assert_eq!(disagreement::view(&story.of(&team.second), of_both).unwrap().children.len(), 2);
        let circle = BTreeSet::from([team.manager.id]);
        child::restrict(
            &story.of(&team.manager),
            &story.form(0),
            team.ben,
            circle,
            "Helen, 01632 960101".into(),
            "A colleague's child".into(),
        )
        .unwrap();
        // Ava's file is still read; what is also about her brother is not, on no page and in no list.
        assert_eq!(disagreement::of_child(&story.of(&team.second), team.ava).unwrap(), []);
        assert_eq!(disagreement::of_child(&story.of(&team.worker), team.ava).unwrap().len(), 1);
        let closed = refused(disagreement::view(&story.of(&team.second), of_both));
        assert_eq!(closed, "Restricted: ring Helen, 01632 960101.");
        assert!(
            disagreement::list(&story.of(&team.second)).unwrap().iter().all(|listed| listed.id != of_both)
        );
        assert!(say(&story.of(&team.second), &story.form(0), of_both, "Words").is_err());
    });
}

#[test]
fn whoever_asked_or_decided_does_not_decline() {
    each_house(|story| {
        let team = team(story);
        let made = ask(&story.of(&team.worker), &story.form(0), asked(story, &team, &[team.ava])).unwrap();
        let no = || DeclineAsked {
            reasons: "He moved out".into(),
            instead: "The aunt stays".into(),
            told: vec![Told { who: "Mother".into(), how: String::new(), on: date(2026, 11, 23) }],
            further: None,
        };
        let words = refused(decline(&story.of(&team.manager), &story.form(1), made[0], no()));
        assert!(words.contains("somebody else decides"), "{words}");
        decline(&story.of(&team.second), &story.form(1), made[0], no()).unwrap();
        let notices = casework::work::own_work(&story.of(&team.worker)).unwrap().notices;
        assert_eq!(notices.len(), 1);
        assert!(!notices[0].record.words.contains("Canary"));
    });
}
