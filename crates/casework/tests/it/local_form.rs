//! A council's own forms on both engines: kept, finished, as they were known, changed twice at once, sent twice, under a changed pack.

use std::sync::Arc;

use casework::child::{self, AllocationAsked, Moment, Shown};
use casework::contact::{self, Whom};
use casework::local_form::{begin, blank, kept_version, view, write};
use domain::contact::{Channel, Described};
use domain::form::{Answer, Place};
use domain::id::Id;
use domain::local_form::{FormAnswer, FormSent};
use domain::pack::{ENGLAND, Pack};
use domain::person::Person;
use domain::person::name::PersonName;
use domain::staff::{Role, Staff};
use jiff::SignedDuration;

use crate::house::{Story, each_house, fields, neighbours_call, refused};

fn child_with_worker(story: &Story) -> (Staff, Id<Person>) {
    let officer = story.colleague("Asha Pillai", Role::ContactOfficer);
    let worker = story.colleague("Tom Okafor", Role::SocialWorker);
    let manager = story.colleague("Rashid Karim", Role::MashManager);
    let said = Described::named(PersonName::single("Mina Sorrel"));
    let intake = neighbours_call(Channel::Telephone, said, "Up all night.");
    let contact = contact::record(&story.of(&officer), &story.form(0), intake).unwrap();
    contact::find_child(&story.of(&officer), &story.form(1), contact, 0, Whom::New).unwrap();
    let view = contact::view(&story.house.system(), contact).unwrap();
    let child = view.contact.record.children[0].found.person().unwrap();
    let asked = AllocationAsked {
        staff: worker.id,
        team: "assessment_1".into(),
        role: "allocated social worker".into(),
    };
    child::allocate(&story.of(&manager), &story.form(0), child, asked).unwrap();
    (worker, child)
}

fn told(story: &Story, version: u32, whom: &str, finish: bool) -> FormSent {
    let form = story.house.pack.form_version("young_carer", version).unwrap();
    let mut answers = form.blank();
    for (question, answer) in [("whom", whom), ("wants", "Sleep"), ("tell", "yes")] {
        answers.put(Place::one("care", question), Answer::text(answer));
    }
    FormSent { answers, finish, reason: String::new() }
}

fn words(answer: &FormAnswer) -> String {
    answer.answers.one("care", "whom").unwrap().words()
}

#[test]
fn a_form_is_kept_finished_and_known_as_it_was() {
    each_house(|story| {
        let (worker, child) = child_with_worker(story);
        let stranger = story.colleague("Nell Farrow", Role::SocialWorker);
        assert!(blank(&story.of(&stranger), child, "young_carer").is_err());
        assert!(begin(&story.of(&stranger), &story.form(0), child, told(story, 1, "x", false)).is_err());
        assert!(blank(&story.of(&worker), child, "young_carer").unwrap().is_empty());
        let sending = story.form(0);
        let id = begin(&story.of(&worker), &sending, child, told(story, 1, "Her mother", false)).unwrap();
        let again = begin(&story.of(&worker), &sending, child, told(story, 1, "Her mother", false)).unwrap();
        assert_eq!(id, again, "sent twice is one form");
        assert!(view(&story.of(&stranger), id).is_err());
        let before = story.house.now();
        story.later(SignedDuration::from_hours(20));
        write(&story.of(&worker), &story.form(1), id, told(story, 1, "Her father", true)).unwrap();
        let late = write(&story.of(&worker), &story.form(1), id, told(story, 1, "Nobody", true));
        assert!(refused(late).contains("Someone else saved this"));
        assert_eq!(
            fields(write(&story.of(&worker), &story.form(2), id, told(story, 1, "x", true))),
            ["reason"]
        );
        let shown = view(&story.of(&worker), id).unwrap();
        assert_eq!((shown.versions.len(), words(&shown.answer.record)), (2, "Her father".to_owned()));
        assert_eq!(words(&kept_version(&story.of(&worker), id, 1).unwrap()), "Her mother");
        let known = |moment| match child::file(&story.of(&worker), child, moment).unwrap() {
            Shown::Content(page) => {
                page.file.form_answers.iter().map(|filed| words(&filed.record)).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(known(Moment::Now), ["Her father"]);
        assert_eq!(known(Moment::Then(before)), ["Her mother"]);
    });
}

#[test]
fn a_changed_pack_changes_the_next_answer_and_no_earlier_one() {
    each_house(|story| {
        let (worker, child) = child_with_worker(story);
        let id =
            begin(&story.of(&worker), &story.form(0), child, told(story, 1, "Her mother", false)).unwrap();
        let first = ENGLAND.iter().find(|(name, _)| *name == "forms/young_carer.toml").unwrap().1;
        let second =
            first.replacen("version = 1", "version = 2", 1).replacen("id = \"whom\"", "id = \"who\"", 1);
        let files = [("forms/young_carer.toml", second.as_str()), ("forms/young_carer.1.toml", first)];
        let kept = story.with(|mut house| {
            house.pack = Arc::new(Pack::over_england(files).unwrap());
            house
        });
        assert_eq!(blank(&kept.of(&worker), child, "young_carer").unwrap().version, 2);
        write(&kept.of(&worker), &kept.form(1), id, told(&kept, 1, "Her aunt", true)).unwrap();
        assert_eq!(view(&kept.of(&worker), id).unwrap().answer.record.answers.version, 1);
        let thrown = story.with(|mut house| {
            house.pack = Arc::new(Pack::over_england([("forms/young_carer.toml", second.as_str())]).unwrap());
            house
        });
        let correction = FormSent { reason: "So".into(), ..told(story, 1, "x", true) };
        assert_eq!(fields(write(&thrown.of(&worker), &thrown.form(2), id, correction)), ["reason"]);
        assert_eq!(words(&view(&thrown.of(&worker), id).unwrap().answer.record), "Her aunt");
    });
}
