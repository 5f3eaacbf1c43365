//! Decisions like this, second readings and referrals on both engines: what a restriction closes, who is drawn, and what happens twice at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use casework::contact::{self, Intake, Whom};
use casework::referral::{self, Answer};
use casework::second_reading::{self, Behind};
use casework::{child, threshold, work};
use domain::access::{Guard, Sealed};
use domain::contact::{
    Agreement, Channel, Concern, Contact, DecisionAsked, Described, Found, Outcomes, Referrer, RulingBasis,
    SafeContact, SubjectChild,
};
use domain::id::Id;
use domain::person::Person;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::second_reading::AnswerAsked;
use domain::staff::{Role, Staff};

use crate::counted::plan;
use crate::house::{Story, each_house, refused};

/// The people of a story.
pub(crate) struct People {
    pub(crate) officer: Staff,
    pub(crate) manager: Staff,
    second: Staff,
    pub(crate) service: Staff,
}

impl People {
    pub(crate) fn of(story: &Story) -> Self {
        People {
            officer: story.colleague("Amara Okoye", Role::ContactOfficer),
            manager: story.colleague("Ben Hale", Role::MashManager),
            second: story.colleague("Cara Quill", Role::MashManager),
            service: story.colleague("Dan Foliot", Role::ServiceManager),
        }
    }
}

fn drawing_all(story: &Story) -> Story {
    let mut pack = story.house.pack.as_ref().clone();
    pack.consistency.second_reading.share = 100;
    let mut house = story.house.clone();
    house.pack = Arc::new(pack);
    story.in_house(house)
}

fn intake() -> Intake {
    Intake {
        received_at: None,
        channel: Channel::Telephone,
        source: "2A".into(),
        referrer: Referrer {
            name: None,
            agency: Some("school".into()),
            role: "teacher".into(),
            phone: None,
            email: Some(Sealed::new("jo@school.example".into(), Guard::Content)),
            anonymous: false,
            preference: String::new(),
        },
        children: vec![SubjectChild {
            said: Described::named(PersonName::new("Kit", "Canary")),
            where_now: Known::NotKnown,
            found: Found::NotLooked,
        }],
        others: Vec::new(),
        concern: Concern { facts: "Hungry again this morning.".into(), ..Concern::default() },
        safe_contact: SafeContact::default(),
        forms: Vec::new(),
    }
}

/// A contact about a child, decided by the manager.
pub(crate) fn decided(
    story: &Story,
    people: &People,
    whom: Whom,
    outcome: &str,
    level: u8,
) -> (Id<Contact>, Id<Person>) {
    let officer = story.of(&people.officer);
    let contact = contact::record(&officer, &story.form(0), intake()).unwrap();
    contact::find_child(&officer, &story.form(1), contact, 0, whom).unwrap();
    let basis = RulingBasis {
        outcomes: Outcomes { primary: outcome.into(), also: BTreeSet::new() },
        level,
        paragraph: format!("neglect_{level}"),
        paragraph_words: String::new(),
        pack_version: String::new(),
        rationale: "Food is short at home and the school sees it daily.".into(),
        considered: "Waiting a week.".into(),
        no_enquiry: "What the school saw is clear enough to act on.".into(),
        also_cited: Vec::new(),
        actions: Vec::new(),
        further: None,
    };
    contact::propose(&officer, &story.form(2), contact, basis).unwrap();
    let words = "This is proportionate for the child on what is known.".into();
    let asked = DecisionAsked { agreement: Agreement::Agree, changed: None, words, further: None };
    contact::decide(&story.of(&people.manager), &story.form(3), contact, asked).unwrap();
    let view = contact::view(&story.house.system(), contact).unwrap();
    (contact, view.contact.record.children[0].found.person().unwrap())
}

/// Whoever was drawn answers, with another level.
fn answer(story: &Story, reader: &Staff) {
    let session = story.of(reader);
    let waiting = second_reading::mine(&session).unwrap();
    let reading = second_reading::reading(&session, waiting[0].record.id).unwrap();
    let asked = AnswerAsked {
        level: 4,
        paragraph: "neglect_4".into(),
        also: Vec::new(),
        outcome: "new_referral".into(),
        reasons: "Help has been given before and has not lasted.".into(),
        safe: Some(true),
        not_safe: String::new(),
        further: None,
    };
    second_reading::answer(&session, &story.form(reading.version), reading.id, asked).unwrap();
}

/// Whoever of the two was drawn, and the other.
fn drawn<'p>(story: &Story, people: &'p People) -> &'p Staff {
    let has = |staff: &&Staff| !second_reading::mine(&story.of(staff)).unwrap().is_empty();
    [&people.second, &people.service].into_iter().find(has).expect("somebody is drawn")
}

#[test]
fn what_is_about_a_restricted_child_is_listed_counted_and_read_only_in_its_circle() {
    each_house(|story| {
        let story = &drawing_all(story);
        let people = People::of(story);
        let (_, kit) = decided(story, &people, Whom::New, "early_help", 2);
        answer(story, drawn(story, &people));
        let like = |staff: &Staff| threshold::decisions_like(&story.of(staff), "neglect_2", None).unwrap();
        let counted = |staff: &Staff| second_reading::report(&story.of(staff)).unwrap().answers.n();
        assert_eq!((like(&people.second).len(), counted(&people.second)), (1, 1));

        let circle = BTreeSet::from([people.officer.id, people.manager.id, people.service.id]);
        let manager = story.of(&people.manager);
        let (ring, why) = ("Dan Foliot, 01632 960101".to_owned(), "A parent works here.".to_owned());
        child::restrict(&manager, &story.form(0), kit, circle, ring, why).unwrap();
        assert!(like(&people.second).is_empty(), "not even a month and an outcome");
        assert_eq!(counted(&people.second), 0);
        assert!(second_reading::behind(&story.of(&people.second), &Behind::default()).unwrap().1.is_empty());
        assert_eq!((like(&people.service).len(), counted(&people.service)), (1, 1));
        let (_, reading) = second_reading::behind(&story.of(&people.service), &Behind::default()).unwrap();
        let id = reading[0].answered.id;
        assert!(second_reading::both(&story.of(&people.service), id).is_ok());
        assert!(refused(second_reading::both(&story.of(&people.second), id)).contains("Restricted: ring"));

        // The next decision about the child is read inside the circle, whatever the lot says.
        decided(story, &people, Whom::Same(kit), "early_help", 2);
        assert!(second_reading::mine(&story.of(&people.second)).unwrap().is_empty());
        assert_eq!(second_reading::mine(&story.of(&people.service)).unwrap().len(), 1);
    });
}

#[test]
fn whoever_reads_a_decision_again_meets_no_plan_that_came_of_it() {
    each_house(|story| {
        let story = &drawing_all(story);
        let people = People::of(story);
        let (_, kit) = decided(story, &people, Whom::New, "early_help", 2);
        story.keep(&plan(story, kit, people.officer.id));
        let reader = drawn(story, &people);
        for worker in [reader, &people.manager] {
            let asked = child::AllocationAsked {
                staff: worker.id,
                team: "front_door".into(),
                role: "allocated social worker".into(),
            };
            child::allocate(&story.house.system(), &story.form(0), kit, asked).unwrap();
        }
        let plans = |staff: &Staff| match child::file(&story.of(staff), kit, child::Moment::Now).unwrap() {
            child::Shown::Content(page) => page.file.need_plans.len(),
            other => panic!("{other:?}"),
        };
        assert_eq!((plans(reader), plans(&people.manager)), (0, 1));
    });
}

#[test]
fn a_decision_is_drawn_by_the_seed_that_is_kept_and_read_by_nobody_who_had_a_part_in_it() {
    each_house(|story| {
        let story = &drawing_all(story);
        let people = People::of(story);
        let (contact, _) = decided(story, &people, Whom::New, "early_help", 2);
        for no_reader in [&people.officer, &people.manager] {
            let mine = second_reading::mine(&story.of(no_reader));
            assert!(mine.map_or(true, |mine| mine.is_empty()), "{}", no_reader.name);
        }
        let reader = drawn(story, &people);
        let known = second_reading::mine(&story.of(reader)).unwrap().remove(0).record;
        assert_eq!(known.of.record(), contact.any());
        let other = if reader.id == people.second.id { &people.service } else { &people.second };
        assert!(refused(second_reading::reading(&story.of(other), known.id)).contains("nothing here"));
        assert!(contact::view(&story.of(other), contact).is_ok(), "closed to the reader alone");
        // Given back it goes to the other, and then to nobody.
        let why = domain::second_reading::WhyGivenBack::Conflict;
        second_reading::give_back(&story.of(reader), &story.form(1), known.id, why, String::new()).unwrap();
        assert!(contact::view(&story.of(reader), contact).is_ok());
        assert!(
            refused(contact::view(&story.of(other), contact)).contains("without knowing the first answer")
        );
        second_reading::give_back(&story.of(other), &story.form(2), known.id, why, String::new()).unwrap();
        let report = second_reading::report(&story.of(&people.manager)).unwrap();
        assert_eq!((report.waiting.waiting, report.waiting.unread), (1, 1));
    });
}

#[test]
fn two_managers_who_answer_a_referral_at_once_are_one_who_answers_and_one_who_is_told() {
    each_house(|story| {
        let people = People::of(story);
        let helen = story.colleague("Helen Inkpen", Role::TeamManager);
        let worker = story.colleague("Tom Rhymer", Role::SocialWorker);
        let (contact, kit) = decided(story, &people, Whom::New, "new_referral", 4);
        let waiting = referral::waiting(&story.of(&helen)).unwrap();
        assert_eq!((waiting.len(), waiting[0].referral.child), (1, kit));
        let id = waiting[0].referral.id;
        assert_eq!(referral::view(&story.of(&helen), id).unwrap().contact.contact.record.id, contact);
        let accept = || Answer::Accept {
            need: "N1".into(),
            team: "assessment_1".into(),
            worker: worker.id,
            transfer: None,
        };
        let why = || referral::Because::from("How the child lives must be found out.");
        let form = story.form(1);
        referral::answer(&story.of(&helen), &form, id, accept(), why()).unwrap();
        // The same form again is the same act.
        referral::answer(&story.of(&helen), &form, id, accept(), why()).unwrap();
        let late = referral::answer(&story.of(&people.service), &story.form(1), id, accept(), why());
        assert!(refused(late).contains("answered already"));
        let notices = work::own_work(&story.of(&worker)).unwrap().notices;
        assert_eq!(notices.len(), 1);
        assert!(notices[0].record.words.contains("The assessment is due by 28 January 2027"), "{notices:?}");
        assert!(referral::waiting(&story.of(&helen)).unwrap().is_empty());
        // The worker reads the file now, and its episode began on the day of receipt.
        let child::Shown::Content(page) = child::file(&story.of(&worker), kit, child::Moment::Now).unwrap()
        else {
            panic!("the worker reads the file")
        };
        assert_eq!(page.file.episodes[0].record.referral_date.to_string(), "2026-11-23");
        assert_eq!(page.file.referrals.len(), 1);
        // The referrer's letter waits, and says what came of it.
        let letter = contact::view(&story.of(&people.manager), contact).unwrap().feedback.unwrap().record;
        assert!(
            letter.words.ends_with("The referral was accepted by Assessment team 1."),
            "{}",
            letter.words
        );
        assert!(refused(referral::view(&story.of(&helen), Id::from_bits(9))).contains("nothing here"));
    });
}
