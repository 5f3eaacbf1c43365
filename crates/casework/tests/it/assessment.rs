//! Assessments on each database: the line in the episode follows the record, a second editor of the same section is told and of another is not, one
//! restricted child closes it everywhere, another family is never named, the queues count what waits.

use std::collections::BTreeSet;

use casework::assessment::{
    AssessmentView, BeginAsked, authorise, begin, end, hand_to, measures, of_child, offered, on_my_desk,
    queues, running, save, submit, view,
};
use casework::child::{self, AllocationAsked};
use casework::contact::{Whom, find_child, record, view as contact_view};
use domain::access::{Action, Subject};
use domain::assessment::{
    ASSESSMENT_FORM, Assessment, AuthoriseAsked, DECISION, EndAsked, Origin, ReviewAsked, SectionSaved,
    SubmitAsked, ToldAsked,
};
use domain::calendar::{Due, london};
use domain::contact::{Channel, Described};
use domain::episode::Episode;
use domain::form::{Answer, Answers, Place};
use domain::id::Id;
use domain::person::Person;
use domain::person::name::PersonName;
use domain::refusal::Refusal;
use domain::staff::{Role, Staff};
use jiff::{SignedDuration, ToSpan};
use store::Stop;

use crate::house::{Story, each_house, neighbours_call, refused};

struct Assessing<'s> {
    story: &'s Story,
    manager: Staff,
    worker: Staff,
    children: Vec<Id<Person>>,
}

/// Children at the front door, each with an episode that is open since last Monday.
fn assessing<'s>(story: &'s Story, names: &[&str]) -> Assessing<'s> {
    let manager = story.colleague("Mo Manager", Role::TeamManager);
    let worker = story.colleague("Wendy Worker", Role::SocialWorker);
    let officer = story.colleague("Ola Officer", Role::ContactOfficer);
    let session = story.of(&officer);
    let mut children = Vec::new();
    for name in names {
        let said = Described::named(PersonName::new(*name, "Example"));
        let contact =
            record(&session, &story.form(0), neighbours_call(Channel::Telephone, said, "Shouting")).unwrap();
        let version = contact_view(&session, contact).unwrap().contact.version.0;
        find_child(&session, &story.form(version), contact, 0, Whom::New).unwrap();
        let child = contact_view(&session, contact).unwrap().contact.record.people().next().unwrap();
        story.keep(&episode(story, child));
        let asked = AllocationAsked {
            staff: worker.id,
            team: "front_door".into(),
            role: "allocated social worker".into(),
        };
        child::allocate(&story.house.system(), &story.form(0), child, asked).unwrap();
        children.push(child);
    }
    Assessing { story, manager, worker, children }
}

fn episode(story: &Story, child: Id<Person>) -> Episode {
    let today = london::date_of(story.house.now());
    Episode {
        primary_need: Some("N1".into()),
        ..Episode::opened(story.house.id(), child, today.checked_sub(7.days()).unwrap())
    }
}

impl Assessing<'_> {
    fn asked(&self, others: &[Id<Person>]) -> BeginAsked {
        let on = london::date_of(self.story.house.now()).checked_add(10.days()).unwrap();
        BeginAsked {
            others: others.to_vec(),
            purpose: "What the nights are like".into(),
            worker: None,
            review: ReviewAsked { on: Some(on), shared_with: "The mother".into(), ..ReviewAsked::default() },
        }
    }

    fn begin(&self, others: &[Id<Person>]) -> Id<Assessment> {
        let asked = self.asked(others);
        begin(&self.story.of(&self.worker), &self.story.form(0), self.children[0], asked).unwrap()
    }

    fn known(&self, id: Id<Assessment>) -> AssessmentView {
        view(&self.story.of(&self.worker), id).unwrap()
    }

    fn save(&self, id: Id<Assessment>, opened: u64, place: Place, words: &str) -> Result<(), Stop> {
        let view = self.known(id);
        let mut answers = Answers::to(ASSESSMENT_FORM, view.form.version);
        answers.put(place.clone(), Answer::text(words));
        let saved = SectionSaved { sections: vec![place.section], answers };
        save(&self.story.of(&self.worker), &self.story.form(opened), id, saved)
    }

    fn submit(&self, id: Id<Assessment>) {
        let version = self.known(id).assessment.version.0;
        let asked = SubmitAsked { urgent: "They leave on Saturday.".into(), ..SubmitAsked::default() };
        submit(&self.story.of(&self.worker), &self.story.form(version), id, asked).unwrap();
    }

    /// Decides for the first child, submits and authorises.
    fn complete(&self, id: Id<Assessment>) {
        let view = self.known(id);
        let mut answers = Answers::to(ASSESSMENT_FORM, view.form.version);
        for number in 0..u16::try_from(view.children.len()).unwrap() {
            let at = |question: &str| Place::nth("decision", number, question);
            answers.put(at("outcome"), Answer::Several(vec!["prov_of_services".into()]));
            answers.put(at("factors"), Answer::Several(vec!["3B".into()]));
        }
        let saved = SectionSaved { sections: vec!["decision".into()], answers };
        let sending = self.story.form(view.assessment.version.0);
        save(&self.story.of(&self.worker), &sending, id, saved).unwrap();
        self.submit(id);
        let session = self.story.of(&self.manager);
        let view = casework::assessment::view(&session, id).unwrap();
        let told = ToldAsked {
            whom: "family".into(),
            way: "discussed".into(),
            on: Some(london::date_of(self.story.house.now())),
            ..ToldAsked::default()
        };
        let asked = AuthoriseAsked {
            reasons: "Their days and the years before say the same.".into(),
            seen: view.mirror.seen_as(),
            looked: true,
            told: Some(told),
        };
        authorise(&session, &self.story.form(view.assessment.version.0), id, asked).unwrap();
    }

    fn episodes(&self, child: Id<Person>) -> Vec<Episode> {
        let session = self.story.house.system();
        let found = session.read("episodes", |door| {
            let permit = door.permit(Action::ReadFile, Subject::Child(child))?;
            Ok(store::episode::of_child(&permit, child)?)
        });
        found.unwrap()
    }

    fn restrict(&self, child: Id<Person>) {
        let circle = BTreeSet::from([self.story.colleague("Cara Circle", Role::ServiceManager).id]);
        let (ring, why) =
            ("Margaret Osei, 01632 960101".to_owned(), "A parent works for the council.".to_owned());
        child::restrict(&self.story.of(&self.manager), &self.story.form(0), child, circle, ring, why)
            .unwrap();
    }
}

#[test]
fn the_line_in_each_childs_episode_follows_the_record() {
    each_house(|story| {
        let at = assessing(story, &["Ava", "Kit"]);
        let id = at.begin(&[at.children[1]]);
        let line = |child| at.episodes(child)[0].assessments.clone();
        for child in &at.children {
            assert_eq!(line(*child).len(), 1);
            assert_eq!(line(*child)[0].record, Some(id));
        }
        let again = begin(&story.of(&at.worker), &story.form(0), at.children[1], at.asked(&[]));
        assert!(refused(again).contains("one at a time"));
        at.complete(id);
        for child in &at.children {
            let line = line(*child);
            assert_eq!(line[0].authorised_on, Some(london::date_of(story.house.now())));
            assert_eq!(line[0].factors, ["3B"]);
        }
        let found = of_child(&story.of(&at.worker), at.children[1]).unwrap();
        assert_eq!(found.assessments.len(), 1);
        assert!(found.may_begin, "another can be begun now");
    });
}

#[test]
fn one_that_ends_without_authorisation_leaves_no_line_and_the_next_counts_from_the_referral() {
    each_house(|story| {
        let at = assessing(story, &["Ava"]);
        let id = at.begin(&[]);
        let due = at.known(id).assessment.record.clocks[0].due;
        story.later(SignedDuration::from_hours(24 * 5));
        let asked = EndAsked { ending: "error".into(), words: "It was begun for the wrong child.".into() };
        let version = at.known(id).assessment.version.0;
        assert!(
            refused(end(&story.of(&at.worker), &story.form(version), id, &asked))
                .contains("does not let you")
        );
        end(&story.of(&at.manager), &story.form(version), id, &asked).unwrap();
        assert!(at.episodes(at.children[0])[0].assessments.is_empty());
        let next = at.begin(&[]);
        assert_eq!(at.known(next).assessment.record.clocks[0].due, due);
    });
}

#[test]
fn a_form_sent_twice_is_one_act_and_two_sections_are_two() {
    each_house(|story| {
        let at = assessing(story, &["Ava"]);
        let sending = story.form(0);
        let worker = story.of(&at.worker);
        let id = begin(&worker, &sending, at.children[0], at.asked(&[])).unwrap();
        assert_eq!(begin(&worker, &sending, at.children[0], at.asked(&[])).unwrap(), id);
        let opened = at.known(id).assessment.version.0;
        at.save(id, opened, Place::one("harm", "danger"), "We are worried that he hits her.").unwrap();
        // Opened before that, in another section: both are kept.
        at.save(id, opened, Place::one("views", "family"), "She agrees.").unwrap();
        let stop = at.save(id, opened, Place::one("harm", "danger"), "There is none.");
        assert!(matches!(stop, Err(Stop::Refusal(Refusal::Changed { .. }))), "{stop:?}");
        let answers = at.known(id).assessment.record.answers;
        assert_eq!(answers.one("harm", "danger").unwrap().words(), "We are worried that he hits her.");
        assert_eq!(answers.one("views", "family").unwrap().words(), "She agrees.");
    });
}

#[test]
fn one_restricted_child_closes_it_everywhere() {
    each_house(|story| {
        let at = assessing(story, &["Ava", "Kit"]);
        let id = at.begin(&[at.children[1]]);
        at.complete(id);
        // Somebody of the same team reads it, until one of the children is restricted.
        let other = story.colleague("Otto Other", Role::SocialWorker);
        assert_eq!(view(&story.of(&other), id).unwrap().children.len(), 2);
        let analyst = story.colleague("Ann Alyst", Role::Analyst);
        let from = story.house.now() - SignedDuration::from_hours(24);
        let until = story.house.now() + SignedDuration::from_hours(24);
        assert_eq!(measures(&story.of(&analyst), from, until).unwrap().measures.authorised, 1);
        at.restrict(at.children[1]);
        assert!(refused(view(&story.of(&other), id)).contains("Margaret Osei"));
        assert!(of_child(&story.of(&other), at.children[0]).unwrap().assessments.is_empty());
        assert_eq!(measures(&story.of(&analyst), from, until).unwrap().measures.authorised, 0);
        let shown = child::file(&story.of(&other), at.children[0], child::Moment::Now).unwrap();
        let child::Shown::Content(page) = shown else { panic!("{shown:?}") };
        assert!(page.file.assessments.is_empty());
        assert!(running(&story.of(&other)).unwrap().0.is_empty());
    });
}

#[test]
fn another_familys_passage_is_found_from_either_side_and_nothing_of_it_told() {
    const PASSAGE: &str = "the father was heard shouting at two in the morning while the children hid under the stairs and the neighbour counted to a hundred before she dared to ring";
    each_house(|story| {
        let at = assessing(story, &["Ava", "Mina"]);
        let worker = story.of(&at.worker);
        let mine = at.begin(&[]);
        let theirs = begin(&worker, &story.form(0), at.children[1], at.asked(&[])).unwrap();
        let past = || Place::one("harm", "past");
        let opened = at.known(theirs).assessment.version.0;
        at.save(theirs, opened, past(), &format!("In January {PASSAGE}.")).unwrap();
        // The other family's record is restricted by now, and still its passage is found.
        let other = at.known(theirs).assessment.record.reference;
        at.restrict(at.children[1]);
        let opened = at.known(mine).assessment.version.0;
        at.save(mine, opened, past(), &format!("It is known that {PASSAGE}, and more.")).unwrap();
        let found = at.known(mine);
        assert_eq!(found.assessment.record.copies.len(), 1);
        assert_eq!(found.assessment.record.copies[0].from, Origin::OtherFamily);
        let all = format!("{found:?}");
        assert!(
            !all.contains(&other) && !all.contains(&theirs.to_string()) && !all.contains("Mina"),
            "{all}"
        );
        // Rewritten it is gone.
        let opened = found.assessment.version.0;
        at.save(
            mine,
            opened,
            past(),
            "She slept badly in January, and says why when she is asked by her teacher.",
        )
        .unwrap();
        assert!(at.known(mine).assessment.record.copies.is_empty());
    });
}

#[test]
fn an_older_assessment_keeps_its_place_as_the_origin() {
    const WORDS: &str = "Every winter the work stops and he drinks, and every spring we close because it is better for a while and nobody asks why.";
    each_house(|story| {
        let at = assessing(story, &["Ava"]);
        let first = at.begin(&[]);
        let different = || Place::one("history", "different");
        at.save(first, at.known(first).assessment.version.0, different(), WORDS).unwrap();
        at.complete(first);
        story.later(SignedDuration::from_hours(24 * 40));
        let second = at.begin(&[]);
        at.save(second, at.known(second).assessment.version.0, different(), WORDS).unwrap();
        let found = at.known(second).assessment.record.copies;
        let reference = at.known(first).assessment.record.reference;
        assert!(
            matches!(&found[0].from, Origin::Older { assessment, reference: said, .. } if *assessment == first && *said == reference),
            "{found:?}"
        );
    });
}

#[test]
fn the_page_for_beginning_shows_the_day_that_the_clock_will_have() {
    each_house(|story| {
        let at = assessing(story, &["Ava"]);
        let shown = || offered(&story.of(&at.worker), at.children[0]).unwrap().due;
        let runs_until = |id| {
            let clocks = at.known(id).assessment.record.clocks;
            clocks.iter().find(|clock| clock.timer == DECISION).and_then(|clock| clock.due).map(Due::day)
        };
        let before = shown();
        let first = at.begin(&[]);
        assert_eq!((before.is_some(), before), (true, runs_until(first)));
        at.complete(first);
        // Nobody referred the child for a later one in the same episode: it counts from its own start.
        story.later(SignedDuration::from_hours(24 * 40));
        let again = shown();
        assert_eq!((again > before, again), (true, runs_until(at.begin(&[]))));
    });
}

#[test]
fn desks_and_queues_say_what_waits() {
    each_house(|story| {
        let at = assessing(story, &["Ava"]);
        let (worker, manager) = (story.of(&at.worker), story.of(&at.manager));
        let id = at.begin(&[]);
        let lengths = |session: &casework::Session<'_>| {
            let found = session.read("queues", |door| {
                let permit = door.permit(Action::SeeAssessments, Subject::House)?;
                queues(session, &permit)
            });
            found.unwrap().into_iter().map(|(_, _, size, _)| size).collect::<Vec<_>>()
        };
        assert_eq!(lengths(&manager), [0, 0, 0, 0]);
        assert_eq!(on_my_desk(&worker).unwrap().own.len(), 1);
        at.submit(id);
        assert_eq!(lengths(&manager), [1, 0, 0, 0]);
        assert_eq!(on_my_desk(&manager).unwrap().to_authorise.len(), 1);
        assert!(on_my_desk(&worker).unwrap().to_authorise.is_empty(), "nobody signs their own");
        story.later(SignedDuration::from_hours(24 * 100));
        let manager = story.of(&at.manager);
        assert_eq!(lengths(&manager), [1, 0, 1, 0], "and it is past the limit");
        // The register of all queues has them by their names.
        let register = casework::work::register(&manager).unwrap();
        assert!(
            register
                .iter()
                .any(|queue| queue.name == "Assessments to be authorised" && queue.length.size == 1)
        );
    });
}

#[test]
fn handing_it_over_moves_no_clock_and_lets_neither_worker_sign() {
    each_house(|story| {
        let at = assessing(story, &["Ava"]);
        let id = at.begin(&[]);
        let before = at.known(id).assessment;
        story.later(SignedDuration::from_hours(24 * 9));
        // A manager takes it over, and hands it back: having made it they do not sign it.
        hand_to(&story.of(&at.worker), &story.form(before.version.0), id, at.manager.id).unwrap();
        let version = at.known(id).assessment.version.0;
        hand_to(&story.of(&at.manager), &story.form(version), id, at.worker.id).unwrap();
        let after = at.known(id).assessment.record;
        assert_eq!(after.clocks, before.record.clocks);
        assert!(after.wrote(at.manager.id) && after.wrote(at.worker.id));
        at.submit(id);
        let shown = view(&story.of(&at.manager), id).unwrap();
        assert!(!shown.may.contains(&Action::AuthoriseAssessment));
        let asked =
            AuthoriseAsked { looked: true, seen: shown.mirror.seen_as(), ..AuthoriseAsked::default() };
        let outcome = authorise(&story.of(&at.manager), &story.form(shown.assessment.version.0), id, asked);
        assert!(refused(outcome).contains("another manager must sign"));
    });
}

#[test]
fn what_is_offered_says_by_when_it_must_be_decided() {
    each_house(|story| {
        let at = assessing(story, &["Ava"]);
        let shown = offered(&story.of(&at.worker), at.children[0]).unwrap();
        assert_eq!(shown.child.runs, None);
        let referral = shown.child.referral_date.unwrap();
        assert!(shown.due.unwrap() > shown.target.unwrap() && shown.target.unwrap() > referral);
        let id = at.begin(&[]);
        assert_eq!(offered(&story.of(&at.worker), at.children[0]).unwrap().child.runs, Some(id));
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        assert!(refused(offered(&story.of(&officer), at.children[0])).contains("does not let you"));
    });
}
