//! Section 47 enquiries on each database: the line in the episode follows the record, the conference tells back, two people who add at once both add,
//! a picture is locked until it is scanned, and nothing is begun from a discussion that did not decide on it.

use std::sync::Arc;

use casework::contact::{Whom, find_child, record, view as contact_view};
use casework::outbox::{FileMailer, Outbox};
use casework::partner::{Scanner, Upload, Verdict, Ways};
use casework::section47::{
    add_direct_work, begin_by_hand, child_said, conference_requested, conference_settled, of_child, picture,
    plan, running, saw, view,
};
use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::contact::{Channel, Contact, Described};
use domain::id::Id;
use domain::pack::EnquiryBy;
use domain::person::Person;
use domain::person::name::PersonName;
use domain::section47::{
    Authorised, CONFERENCE, Finding, NewDirectWork, Outcome, PlanAsked, Section47, SeenAsked, Settled,
    WordsAsked,
};
use domain::staff::{Role, Staff};
use domain::strategy::{ChildDecision, Discussion, NewDiscussion, Risk, WhyNow};
use jiff::{SignedDuration, ToSpan};
use store::Stop;

use crate::house::{Story, each_house, neighbours_call, refused};

struct Enquired<'s> {
    story: &'s Story,
    manager: Staff,
    child: Id<Person>,
    contact: Id<Contact>,
}

/// A child whose contact is at the front door.
fn enquired(story: &Story) -> Enquired<'_> {
    let manager = story.colleague("Mo Manager", Role::MashManager);
    let session = story.of(&manager);
    let said = Described::named(PersonName::new("Ava", "Example"));
    let contact =
        record(&session, &story.form(0), neighbours_call(Channel::Telephone, said, "Bruises")).unwrap();
    let version = contact_view(&session, contact).unwrap().contact.version.0;
    find_child(&session, &story.form(version), contact, 0, Whom::New).unwrap();
    let view = contact_view(&session, contact).unwrap();
    let child = view.contact.record.people().next().unwrap();
    Enquired { story, manager, child, contact }
}

impl Enquired<'_> {
    fn discussion(&self, decides: bool, signs: bool) -> Id<Discussion> {
        let (house, now) = (&self.story.house, self.story.house.now());
        let id = house.id();
        let new = NewDiscussion {
            id,
            reference: "SD-1".into(),
            children: vec![self.child],
            contact: Some(self.contact),
            enquiry: None,
            prompts: Vec::new(),
            follows: None,
            why: WhyNow { harm: "Injury".into(), event: "Bruises".into(), ..WhyNow::default() },
            threshold_at: None,
            decided: None,
            watch_due: None,
            offers: Vec::new(),
        };
        let by = self.manager.id;
        let mut discussion = Discussion::begin(new, by, now, &house.pack, &house.calendar).unwrap();
        discussion.held_at = Some(now);
        discussion.risks = vec![Risk { number: 1, words: "Bruises".into(), children: vec![self.child] }];
        let begins = decides.then_some(EnquiryBy::Single);
        discussion.decisions = vec![ChildDecision { begins, ..ChildDecision::blank(self.child) }];
        discussion.decided = Some((by, now));
        discussion.signed = signs.then_some((by, now));
        self.story.keep(&discussion);
        id
    }

    fn begin(&self, discussion: Id<Discussion>) -> Result<Id<Section47>, Stop> {
        begin_by_hand(&self.story.of(&self.manager), &self.story.form(0), discussion, self.child)
    }

    fn known(&self, id: Id<Section47>) -> casework::section47::Section47View {
        view(&self.story.of(&self.manager), id).unwrap()
    }
}

#[test]
fn nothing_begins_without_a_signed_decision() {
    each_house(|story| {
        let enquired = enquired(story);
        for (decides, signs) in [(false, true), (true, false)] {
            let outcome = enquired.begin(enquired.discussion(decides, signs));
            assert!(refused(outcome).contains("signed and decided"));
        }
        let id = enquired.begin(enquired.discussion(true, true)).unwrap();
        let view = enquired.known(id);
        let episode = view.episode.unwrap();
        assert_eq!(episode.enquiries, [view.section47.record.line()]);
        assert_eq!(episode.source.as_deref(), Some("1B"));
        let second = enquired.begin(enquired.discussion(true, true));
        assert!(refused(second).contains("one at a time"));
        // Somebody who has nothing to do with the child sees neither the page nor the row.
        let stranger = story.colleague("Sid Stranger", Role::SocialWorker);
        assert!(casework::section47::view(&story.of(&stranger), id).is_err());
        assert!(running(&story.of(&stranger)).unwrap().0.is_empty());
        assert_eq!(running(&story.of(&enquired.manager)).unwrap().0.len(), 1);
    });
}

#[test]
fn two_who_add_at_once_both_add_and_two_who_change_are_told() {
    each_house(|story| {
        let enquired = enquired(story);
        let id = enquired.begin(enquired.discussion(true, true)).unwrap();
        let session = story.of(&enquired.manager);
        let today = london::date_of(session.at);
        for words in ["It hurts", "I hid"] {
            let asked = WordsAsked {
                on: Some(today),
                heard_by: "Tom".into(),
                words: words.into(),
                ..WordsAsked::default()
            };
            child_said(&session, &story.form(1), id, asked).unwrap();
        }
        assert_eq!(enquired.known(id).section47.record.words.len(), 2);
        let changed = plan(&session, &story.form(1), id, PlanAsked::default());
        assert!(refused(changed).contains("Someone else saved"));
        plan(&session, &story.form(3), id, PlanAsked::default()).unwrap();
    });
}

#[test]
fn the_conference_tells_back_and_the_line_follows() {
    each_house(|story| {
        let enquired = enquired(story);
        let id = enquired.begin(enquired.discussion(true, true)).unwrap();
        let known = enquired.known(id).section47.record;
        let (by, at) = (enquired.manager.id, story.house.now());
        let outcome = Outcome {
            finding: Finding::ContinuingRisk,
            follows: vec!["conference".into()],
            initial_conference: true,
            unseen: String::new(),
            words: String::new(),
            further: None,
            by,
            at,
        };
        let authorised = Some(Authorised { by, at, words: "Right".into() });
        story.keep(&Section47 { outcome: Some(outcome), authorised, ..known });
        // Saturday is refused, Friday of the second week is not.
        let friday = london::date_of(at).checked_add(11.days()).unwrap();
        story.later(SignedDuration::from_hours(24 * 14));
        let session = story.of(&enquired.manager);
        let settle = |on: jiff::civil::Date| {
            session.send(&story.form(0), "conference_held", |door| {
                let permit = door.permit(Action::MakeSection47, Subject::record(id))?;
                conference_requested(&session, &permit, id)?;
                conference_settled(&session, &permit, id, Settled::Held { on })
            })
        };
        assert!(refused(settle(friday.tomorrow().unwrap())).contains("weekend"));
        settle(friday).unwrap();
        let view = enquired.known(id);
        let line = &view.episode.unwrap().enquiries[0];
        assert_eq!((line.conference_on, line.conference_not_required), (Some(friday), false));
        assert!(view.section47.record.clock(CONFERENCE).unwrap().met.is_some());
        assert_eq!(of_child(&session, enquired.child).unwrap().section47s.len(), 1);
        assert!(running(&session).unwrap().0.is_empty());
    });
}

#[test]
fn a_visit_is_a_fact_for_the_watch() {
    each_house(|story| {
        let enquired = enquired(story);
        let id = enquired.begin(enquired.discussion(true, true)).unwrap();
        let session = story.of(&enquired.manager);
        let asked = SeenAsked {
            at: Some(session.at),
            seen: Some(false),
            who: "Tom".into(),
            place: "Home".into(),
            why: "Nobody opened".into(),
            ..SeenAsked::default()
        };
        saw(&session, &story.form(1), id, asked).unwrap();
        let facts = enquired.known(id).section47.record.facts();
        assert_eq!((facts.len(), facts[0].kind.as_str()), (1, "visit"));
        assert!(story.house.store.verify(&[], &mut |_| {}).unwrap().is_sound());
    });
}

/// Finds something in every PNG.
struct Finds;

impl Scanner for Finds {
    fn scan(&self, bytes: &[u8]) -> Result<Verdict, String> {
        let found = bytes.starts_with(b"\x89PNG");
        Ok(if found { Verdict::Harmful("Eicar".into()) } else { Verdict::Clean })
    }
}

/// A picture of one grey point: a photograph, or one that the scanner finds something in.
fn drawing(harmful: bool) -> Upload {
    if harmful {
        let hex = "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a4944415478da6368000000820081da45083b0000000049454e44ae426082";
        let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
        return Upload { name: "drawing.png".into(), bytes: (0..hex.len()).step_by(2).map(byte).collect() };
    }
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], content].concat()
    };
    let table = |class: u8| [&[class, 1][..], &[0; 16]].concat();
    let bytes = [
        vec![0xff, 0xd8],
        segment(0xdb, &[&[0][..], &[1; 64]].concat()),
        segment(0xc0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
        segment(0xc4, &table(0)),
        segment(0xc4, &table(0x10)),
        segment(0xda, &[1, 1, 0, 0, 63, 0]),
        vec![0x3f, 0xff, 0xd9],
    ];
    Upload { name: "drawing.jpg".into(), bytes: bytes.concat() }
}

#[test]
fn a_picture_is_locked_until_it_is_scanned() {
    each_house(|story| {
        let ways = Ways { scanner: Some(Arc::new(Finds)), ..Ways::default() };
        let story = &story.with(|house| house.with_ways(ways));
        let enquired = enquired(story);
        let id = enquired.begin(enquired.discussion(true, true)).unwrap();
        let session = story.of(&enquired.manager);
        let new = || NewDirectWork {
            kind: "drawing".into(),
            on: Some(london::date_of(session.at)),
            description: "A house without a door".into(),
            agreed: String::new(),
            further: None,
        };
        let keep = |harmful: bool| {
            add_direct_work(&session, &story.form(0), id, new(), vec![drawing(harmful)]).unwrap()
        };
        let (good, bad) = (keep(false), keep(true));
        assert!(refused(picture(&session, id, good)).starts_with("Being scanned"));
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(story.house.clone(), Arc::new(FileMailer::into(folder.path()).unwrap()));
        assert!(outbox.run_due("test").unwrap() >= 2);
        assert!(picture(&session, id, good).unwrap().bytes.starts_with(&[0xff, 0xd8]));
        assert!(refused(picture(&session, id, bad)).starts_with("Locked"));
        // Two pictures at once cannot both be described.
        let two = vec![drawing(false), drawing(false)];
        let outcome = add_direct_work(&session, &story.form(0), id, new(), two);
        assert!(refused(outcome).contains("Send one picture"));
    });
}
