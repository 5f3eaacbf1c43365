//! Audits on each database: an alarm waits for nothing, two who write at once both write, and taking part in an audit makes nobody its auditor.

use std::sync::Arc;

use casework::audit::{alarm, draw_sample, grade, hear, mine, moderate, set_action, view};
use casework::contact::Whom;
use casework::{Session, audit};
use domain::audit::{ActionAsked, Audit, Draw, GradingAsked, Moved, SampleAsked};
use domain::calendar::london;
use domain::id::Id;
use domain::staff::{Role, Staff};

use crate::consistency::{People, decided};
use crate::house::{Story, each_house, refused};

/// A decision of the manager's about the officer's contact, drawn for the one auditor there is, and graded.
struct Audited {
    id: Id<Audit>,
    people: People,
    auditor: Staff,
}

/// The same story where every decision is audited by one.
fn by_one(story: &Story) -> Story {
    let mut pack = story.house.pack.as_ref().clone();
    pack.audit.second_share = 0;
    let mut house = story.house.clone();
    house.pack = Arc::new(pack);
    story.in_house(house)
}

fn audited(story: &Story) -> Audited {
    let people = People::of(story);
    decided(story, &people, Whom::New, "early_help", 2);
    let auditor = story.colleague("Iris Bellweather", Role::Auditor);
    let session = story.of(&auditor);
    let today = london::date_of(session.at);
    let asked = SampleAsked {
        draw: Some(Draw::Contact),
        theme: String::new(),
        from: Some(today),
        until: Some(today),
        many: Some(1),
        why: String::new(),
        follows: None,
    };
    draw_sample(&session, &story.form(0), &asked).unwrap();
    let waits = |staff: &Staff| mine(&story.of(staff)).unwrap().to_grade;
    let (auditor, id) = [auditor, people.service.clone()]
        .into_iter()
        .find_map(|staff| waits(&staff).first().map(|listed| (staff.clone(), listed.id)))
        .expect("somebody is drawn");
    Audited { id, people, auditor }
}

impl Audited {
    fn version(&self, session: &Session<'_>) -> u64 {
        view(session, self.id).unwrap().audit.version.0
    }

    fn graded(story: &Story) -> Audited {
        let this = audited(story);
        let row = |code: &str| {
            (code.to_owned(), "good".to_owned(), "Hungry again this morning.".to_owned(), String::new())
        };
        let domains = &story.house.pack.audit.domains;
        let asked = GradingAsked {
            grades: domains.iter().map(|domain| row(&domain.code)).collect(),
            impact: "He is fed.".into(),
            without_why: "She has left the council.".into(),
            ..GradingAsked::default()
        };
        let session = story.of(&this.auditor);
        grade(&session, &story.form(this.version(&session)), this.id, asked).unwrap();
        this
    }
}

#[test]
fn an_alarm_is_raised_from_a_page_that_others_have_overtaken() {
    each_house(|story| {
        let story = &by_one(story);
        let of = Audited::graded(story);
        let session = story.of(&of.auditor);
        let opened = of.version(&session);
        let asked = story.house.pack.audit.asked[0].code.clone();
        for words in ["He sleeps in a bed now.", "Somebody came back when she said so."] {
            let said = (words.to_owned(), String::new());
            hear(&session, &story.form(opened), of.id, asked.clone(), said, None).unwrap();
        }
        alarm(&session, &story.form(opened), of.id, "A burn that nobody asked about.".into()).unwrap();
        let known = view(&session, of.id).unwrap().audit.record;
        assert_eq!((known.feedback.len(), known.alarms.len()), (2, 1));
        // What says the whole of something is still looked at again.
        let third = story.colleague("Petra Principal", Role::PrincipalSocialWorker);
        let moved =
            Moved { domain: "child".into(), grade: "inadequate".into(), why: "Nobody saw him.".into() };
        let late = moderate(&story.of(&third), &story.form(opened), of.id, &[moved]);
        assert!(late.is_err(), "{late:?}");
    });
}

#[test]
fn whose_work_it_is_replies_and_neither_hears_the_family_nor_sets_actions() {
    each_house(|story| {
        let story = &by_one(story);
        let of = Audited::graded(story);
        let officer = story.of(&of.people.officer);
        let opened = of.version(&officer);
        let may = view(&officer, of.id).unwrap().may;
        assert!(may.reply && !may.hear && !may.act && !may.alarm, "{may:?}");
        let asks = story.house.pack.audit.asked[0].code.clone();
        let words = ("All was well.".to_owned(), String::new());
        let heard = hear(&officer, &story.form(opened), of.id, asks, words, None);
        assert!(refused(heard).contains("somebody else must"));
        let asked = ActionAsked { words: "Nothing.".into(), owner: Some(of.people.officer.id), due: None };
        let set = set_action(&officer, &story.form(opened), of.id, asked);
        assert!(refused(set).contains("somebody else must"));
        audit::reply(&officer, &story.form(opened), of.id, "I had not been told.".into()).unwrap();
    });
}
