//! The escalation watch over the use cases: what is done once however many processes do it, who is asked and who may see what, and what a look at every
//! child finds. The stories tell the rest.

use std::collections::BTreeSet;

use casework::child::{AllocationAsked, allocate};
use casework::contact::{Whom, find_child, record};
use casework::watch::{self, AnswerGiven, FactSays};
use casework::work;
use domain::access::{Action, Actor, Subject};
use domain::consent::{Answer, Basis, BasisKind, Withdrawal};
use domain::contact::{Channel, Contact, Described};
use domain::id::Id;
use domain::person::Person;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::staff::{Role, Staff};
use domain::watch::{AnswerAsked, Prompt, Waits};
use jiff::SignedDuration;
use store::{Version, load, save};

use crate::house::{Story, each_house, fields, neighbours_call, refused};

/// A child whom a contact is about.
fn child(story: &Story, officer: &Staff, name: &str) -> Id<Person> {
    let said = Described::named(PersonName::single(name));
    let session = story.of(officer);
    let contact =
        record(&session, &story.form(0), neighbours_call(Channel::Telephone, said, "Shouting.")).unwrap();
    find_child(&session, &story.form(1), contact, 0, Whom::New).unwrap();
    of_contact(story, contact)
}

fn of_contact(story: &Story, contact: Id<Contact>) -> Id<Person> {
    let known = story.house.system().read("a test", |door| {
        let permit = door.permit(Action::ReadContact, Subject::Contact(contact))?;
        Ok(load(&permit, contact)?)
    });
    known.unwrap().unwrap().record.people().next().unwrap()
}

/// Agreement that was withdrawn, and that a risk is known beside it: two facts that trip W8 together. `looked_at` says whether the watch looks.
fn withdrawn(story: &Story, child: Id<Person>, looked_at: bool) {
    let at = story.house.now();
    let basis = Basis {
        id: story.house.id(),
        children: vec![child],
        contact: None,
        kind: BasisKind::Service,
        purpose: "Family support".into(),
        asked_of: "Her mother".into(),
        parental_responsibility: Known::Is(true),
        capacity: String::new(),
        asked_how: String::new(),
        answer: Answer::Agreed,
        conditions: String::new(),
        legal_basis: "consent".into(),
        dispensed: None,
        by: Id::from_bits(7),
        at,
        withdrawn: Some(Withdrawal { by: Id::from_bits(7), at, words: "Her mother: no more.".into() }),
        further: None,
    };
    let session = story.house.system();
    let act = |door: &store::WriteDoor| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        save(&permit, &basis, Version::NONE, "a test", None).map(drop)
    };
    if looked_at {
        session.write("a test", act).unwrap();
    } else {
        story.house.store.write(&session.actor, session.at, "a test", act).unwrap();
    }
}

/// The watch of a council that asks at one withdrawal alone: so that one use case trips a rule.
fn with_one_fact(story: &Story) -> Story {
    story.with(|mut house| {
        let mut pack = house.pack.as_ref().clone();
        let rule = pack.watch.rules.iter_mut().find(|rule| rule.code == "W8").unwrap();
        rule.conditions.iter_mut().for_each(|condition| condition.beside = None);
        house.pack = std::sync::Arc::new(pack);
        house
    })
}

fn prompts(story: &Story) -> Vec<Prompt> {
    watch::all_since(&story.house.system(), jiff::Timestamp::MIN).unwrap()
}

fn notices(story: &Story, staff: &Staff) -> usize {
    work::own_work(&story.of(staff)).unwrap().notices.len()
}

#[test]
fn what_time_brings_is_done_once_however_often_it_is_asked_for() {
    each_house(|story| {
        let story = &with_one_fact(story);
        let officer = story.colleague("Asha Pillai", Role::ContactOfficer);
        let manager = story.colleague("Rashid Karim", Role::MashManager);
        let above = story.colleague("Helen Marchbanks", Role::ServiceManager);
        let child = child(story, &officer, "Noor Sampleford");
        withdrawn(story, child, true);
        assert_eq!((prompts(story).len(), notices(story, &manager), notices(story, &above)), (1, 1, 0));
        story.later(SignedDuration::from_hours(3 * 24));
        watch::pass_time(&story.house).unwrap();
        watch::pass_time(&story.house).unwrap();
        let climbed = prompts(story);
        let [prompt] = climbed.as_slice() else { panic!("{climbed:?}") };
        assert!(prompt.rung() >= 1 && notices(story, &manager) == 1);
        let told = notices(story, &above);
        assert_eq!(told, prompt.rung());
        // A new record of the same facts, or a look at everybody, asks nothing again.
        let swept = watch::sweep(&story.house).unwrap();
        assert_eq!((swept.changed, prompts(story).len()), (0, 1));
        assert_eq!(notices(story, &above), told);
    });
}

#[test]
fn a_look_at_every_child_finds_what_was_recorded_while_nothing_looked() {
    each_house(|story| {
        let story = &with_one_fact(story);
        let officer = story.colleague("Asha Pillai", Role::ContactOfficer);
        let quiet = child(story, &officer, "Ivo Placeholder");
        let child = child(story, &officer, "Noor Sampleford");
        withdrawn(story, child, false);
        assert_eq!(prompts(story), []);
        let swept = watch::sweep(&story.house).unwrap();
        assert_eq!((swept.children, swept.changed), (2, 1));
        let found = prompts(story);
        let [prompt] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(prompt.children, [child]);
        assert!(!prompt.children.contains(&quiet));
        assert_eq!(watch::sweep(&story.house).unwrap().changed, 0);
        let today = Some(domain::calendar::london::date_of(story.house.now()));
        assert_eq!(watch::arrange_sweep(&story.house).unwrap(), today);
        assert_eq!(watch::arrange_sweep(&story.house).unwrap(), today);
    });
}

#[test]
fn the_manager_of_the_team_is_asked_and_a_new_worker_changes_nothing() {
    each_house(|story| {
        let story = &with_one_fact(story);
        let officer = story.colleague("Asha Pillai", Role::ContactOfficer);
        let manager = story.colleague("Rashid Karim", Role::MashManager);
        let worker = story.colleague("Tom Okafor", Role::SocialWorker);
        let child = child(story, &officer, "Noor Sampleford");
        withdrawn(story, child, true);
        let before = prompts(story);
        for staff in [&worker, &officer] {
            story.later(SignedDuration::from_mins(5));
            let asked = AllocationAsked {
                staff: staff.id,
                team: "assessment_1".into(),
                role: "allocated social worker".into(),
            };
            allocate(&story.of(&manager), &story.form(0), child, asked).unwrap();
        }
        assert_eq!(before, prompts(story));
    });
}

#[test]
fn an_answer_says_what_a_discussion_begins_with_and_is_given_once() {
    each_house(|story| {
        let story = &with_one_fact(story);
        let officer = story.colleague("Asha Pillai", Role::ContactOfficer);
        let manager = story.colleague("Rashid Karim", Role::MashManager);
        let child = child(story, &officer, "Noor Sampleford");
        let triggered = story.house.now();
        withdrawn(story, child, true);
        let session = story.of(&manager);
        let list = watch::prompts(&session).unwrap();
        let [row] = list.rows.as_slice() else { panic!("{list:?}") };
        assert!(row.mine);
        let (id, version) = (row.prompt.record.id, row.prompt.version.0);
        let view = watch::view(&session, id).unwrap();
        let [trip] = view.trips.as_slice() else { panic!("{view:?}") };
        assert!(
            matches!(&trip.facts[0].says, FactSays::Shown { words, .. } if words.contains("Consent withdrawn"))
        );
        story.later(SignedDuration::from_mins(5));
        let session = story.of(&manager);
        let gather = |hours| AnswerAsked::GatherFirst {
            by: Some(session.at + SignedDuration::from_hours(hours)),
            from: String::new(),
            safe: String::new(),
        };
        let wrong = fields(watch::answer(&session, &story.form(version), id, gather(25)));
        assert_eq!(wrong, ["by", "from", "safe"]);
        let form = story.form(version);
        let hold = AnswerAsked::HoldNow { words: String::new() };
        let given = watch::answer(&session, &form, id, hold.clone()).unwrap();
        let expected = AnswerGiven { prompt: id, hold: true, children: vec![child], triggered_at: triggered };
        assert_eq!(given, expected);
        assert_eq!(watch::answer(&session, &form, id, hold.clone()).unwrap(), expected);
        refused(watch::answer(&session, &story.form(version), id, hold.clone()));
        let [prompt] = prompts(story).try_into().unwrap();
        assert_eq!((prompt.waits, prompt.answers.len()), (Waits::Discussion, 1));
        let words = refused(watch::answer(&story.of(&officer), &story.form(version), id, hold));
        assert!(words.contains("Your role does not let you"), "{words}");
    });
}

#[test]
fn a_restricted_child_is_asked_of_those_who_may_open_it_and_is_whom_to_ring_to_others() {
    each_house(|story| {
        let story = &with_one_fact(story);
        let officer = story.colleague("Asha Pillai", Role::ContactOfficer);
        let manager = story.colleague("Rashid Karim", Role::MashManager);
        let inside = story.colleague("Helen Marchbanks", Role::ServiceManager);
        let child = child(story, &officer, "Noor Sampleford");
        let circle = domain::person::NamedCircle {
            circle: BTreeSet::from([inside.id]),
            ring: "Helen Marchbanks, 01632 960101".into(),
            reason: "A colleague's child.".into(),
            since: story.house.now(),
        };
        story
            .house
            .store
            .write(&Actor::system(), story.house.now(), "a test", |door| {
                let permit = door.permit(Action::RestrictRecord, Subject::Child(child))?;
                let known = load::<Person>(&permit, child)?.unwrap();
                let closed = Person { restriction: Some(circle.clone()), ..known.record };
                save(&permit, &closed, known.version, "a test", None).map(drop)
            })
            .unwrap();
        withdrawn(story, child, true);
        assert_eq!((notices(story, &manager), notices(story, &inside)), (0, 1));
        let list = watch::prompts(&story.of(&manager)).unwrap();
        assert_eq!((list.rows.len(), list.rings.len()), (0, 1));
        let [prompt] = prompts(story).try_into().unwrap();
        let words = refused(watch::view(&story.of(&manager), prompt.id));
        assert_eq!(words, "Restricted: ring Helen Marchbanks, 01632 960101.");
        assert!(watch::view(&story.of(&inside), prompt.id).unwrap().may_answer);
        assert_eq!(watch::of_child(&story.of(&manager), child).unwrap(), []);
        assert_eq!(watch::of_child(&story.of(&inside), child).unwrap().len(), 1);
    });
}
