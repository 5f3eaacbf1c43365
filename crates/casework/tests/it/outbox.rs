//! The outbox: what is told leaves once, waits when the post is down, and names no child.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use casework::contact::{self, Intake, Whom};
use casework::outbox::{self, FileMailer, MailFault, Mailer, Message, Outbox, Worker};
use casework::sign_in;
use domain::access::{Guard, Sealed};
use domain::contact::{
    Agreement, Channel, Concern, Contact, DecisionAsked, Described, Found, Outcomes, Referrer, RulingBasis,
    SafeContact, Stage, SubjectChild,
};
use domain::id::Id;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::staff::{Role, Staff};
use jiff::SignedDuration;

use crate::house::{Story, each_house, refused};

/// A post that is down for a while and remembers what it carried.
#[derive(Default)]
struct Post {
    down: Mutex<Vec<MailFault>>,
    carried: Mutex<Vec<Message>>,
}

impl Mailer for Post {
    fn send(&self, message: &Message) -> Result<(), MailFault> {
        if let Some(fault) = self.down.lock().unwrap().pop() {
            return Err(fault);
        }
        self.carried.lock().unwrap().push(message.clone());
        Ok(())
    }
}

impl Post {
    fn carried(&self) -> Vec<String> {
        let carried = self.carried.lock().unwrap();
        carried.iter().map(|message| format!("{}: {}", message.to.email, message.subject)).collect()
    }
}

struct Told {
    officer: Staff,
    contact: Id<Contact>,
}

fn intake(email: &str, danger: bool) -> Intake {
    Intake {
        received_at: None,
        channel: Channel::Telephone,
        source: "1B".into(),
        referrer: Referrer {
            name: Some(Sealed::new("Jo Neighbour".into(), Guard::Protected)),
            agency: None,
            role: "neighbour".into(),
            phone: None,
            email: Some(Sealed::new(email.into(), Guard::Protected)),
            anonymous: true,
            preference: String::new(),
        },
        children: vec![SubjectChild {
            said: Described::named(PersonName::new("Kit", "Canary")),
            where_now: Known::NotKnown,
            found: Found::NotLooked,
        }],
        others: Vec::new(),
        concern: Concern {
            danger_now: if danger { Known::Is(true) } else { Known::NotKnown },
            facts: "Shouting through the wall at night.".into(),
            ..Concern::default()
        },
        safe_contact: SafeContact::default(),
        forms: Vec::new(),
    }
}

/// A contact whose referrer's message has been approved and waits in the outbox.
fn approved(story: &Story, email: &str) -> Told {
    let officer = story.colleague("Amara Okoye", Role::ContactOfficer);
    let manager = story.colleague("Ben Hale", Role::MashManager);
    let by_officer = story.of(&officer);
    let contact = contact::record(&by_officer, &story.form(0), intake(email, false)).unwrap();
    contact::find_child(&by_officer, &story.form(1), contact, 0, Whom::New).unwrap();
    let basis = RulingBasis {
        outcomes: Outcomes { primary: "advice".into(), also: BTreeSet::new() },
        level: 2,
        paragraph: "neglect_2".into(),
        paragraph_words: String::new(),
        pack_version: String::new(),
        rationale: "One night of noise; nothing else is known of the family.".into(),
        considered: "A visit by early help.".into(),
        no_enquiry: "What was told is clear enough to act on today.".into(),
        also_cited: Vec::new(),
        actions: Vec::new(),
        further: None,
    };
    contact::propose(&by_officer, &story.form(2), contact, basis).unwrap();
    let asked = DecisionAsked {
        agreement: Agreement::Agree,
        changed: None,
        words: "I agree: advice is what fits a single night.".into(),
        further: None,
    };
    contact::decide(&story.of(&manager), &story.form(3), contact, asked).unwrap();
    contact::approve_feedback(
        &story.of(&manager),
        &story.form(1),
        contact,
        "Thank you for telling us.".into(),
    )
    .unwrap();
    Told { officer, contact }
}

fn stage(story: &Story, told: &Told) -> Stage {
    contact::view(&story.house.system(), told.contact).unwrap().contact.record.stage
}

#[test]
fn a_referrer_is_told_once_and_the_clock_stops() {
    each_house(|story| {
        let post = Arc::new(Post::default());
        let outbox = Outbox::new(story.house.clone(), Arc::clone(&post) as _);
        let told = approved(story, "jo@home.example");
        assert_eq!(stage(story, &told), Stage::Decided);
        assert_eq!(outbox.run_due("one").unwrap(), 1);
        let reference = contact::view(&story.house.system(), told.contact).unwrap().contact.record.reference;
        assert_eq!(post.carried(), [format!("jo@home.example: Your contact {reference}")]);
        assert_eq!(stage(story, &told), Stage::Closed);
        assert_eq!(outbox.run_due("one").unwrap(), 0);
        assert_eq!(post.carried().len(), 1);
    });
}

#[test]
fn when_the_post_is_down_it_waits_longer_and_longer() {
    each_house(|story| {
        let post = Arc::new(Post::default());
        let outbox = Outbox::new(story.house.clone(), Arc::clone(&post) as _);
        let told = approved(story, "jo@home.example");
        *post.down.lock().unwrap() = vec![MailFault::NotNow("the post is down".into()); 2];
        for (wait, done) in [(0, 0), (9, 0), (1, 0), (19, 0), (1, 1), (3600, 0)] {
            story.later(SignedDuration::from_secs(wait));
            assert_eq!(outbox.run_due("one").unwrap(), done, "after {wait} seconds");
        }
        assert_eq!(post.carried().len(), 1);
        assert_eq!(stage(story, &told), Stage::Closed);
    });
}

#[test]
fn what_cannot_be_sent_lies_before_the_administrator() {
    each_house(|story| {
        let post = Arc::new(Post::default());
        let outbox = Outbox::new(story.house.clone(), Arc::clone(&post) as _);
        let told = approved(story, "jo at home\r\nBcc: thief@evil.example");
        assert_eq!(outbox.run_due("one").unwrap(), 0);
        assert_eq!(post.carried(), [""; 0]);
        assert_eq!(stage(story, &told), Stage::Decided);
        let administrator = story.colleague("Cy Lund", Role::Administrator);
        let dead = outbox::dead_letters(&story.of(&administrator)).unwrap();
        assert_eq!(dead.len(), 1);
        assert_eq!((dead[0].kind.as_str(), dead[0].attempts), ("send_feedback", 1));
        assert_eq!(dead[0].last_error.as_deref(), Some("the e-mail address is none"));
        assert!(refused(outbox::dead_letters(&story.of(&told.officer))).contains("Your role"));
        let requeue = |sending| outbox::requeue(&story.of(&administrator), &sending, dead[0].id);
        requeue(story.form(0)).unwrap();
        assert_eq!(refused(requeue(story.form(0))), "This is being tried again already.");
        assert_eq!(outbox::dead_letters(&story.of(&administrator)).unwrap(), []);
        // A post that is down for good is given up after enough tries.
        *post.down.lock().unwrap() = vec![MailFault::NotNow("the post is down".into()); 100];
        let officer = story.of(&told.officer);
        contact::record(&officer, &story.form(0), intake("jo@home.example", true)).unwrap();
        for _ in 0..20 {
            story.later(SignedDuration::from_hours(1));
            outbox.run_due("one").unwrap();
        }
        let dead = outbox::dead_letters(&story.of(&administrator)).unwrap();
        assert_eq!(dead.iter().map(|letter| letter.attempts).collect::<Vec<_>>(), [1, 12]);
    });
}

#[test]
fn danger_now_reaches_everybody_with_the_role_and_names_nobody() {
    each_house(|story| {
        let post = Arc::new(Post::default());
        let outbox = Outbox::new(story.house.clone(), Arc::clone(&post) as _);
        let officer = story.colleague("Amara Okoye", Role::ContactOfficer);
        for name in ["Ben Hale", "Dee Fox"] {
            story.colleague(name, Role::MashManager);
        }
        contact::record(&story.of(&officer), &story.form(0), intake("jo@home.example", true)).unwrap();
        assert_eq!(outbox.run_due("one").unwrap(), 3);
        let mut carried = post.carried();
        carried.sort();
        let subject = "Frontdoor: something needs you";
        assert_eq!(
            carried,
            ["ben.hale", "dee.fox"].map(|name| format!("{name}@northbridge.example: {subject}"))
        );
        for message in post.carried.lock().unwrap().iter() {
            assert!(message.words.contains("a child may be in danger now"), "{}", message.words);
            assert!(!format!("{message:?}").contains("Canary"), "{message:?}");
        }
    });
}

#[test]
fn a_sign_in_by_recovery_code_is_told_to_its_owner() {
    each_house(|story| {
        let post = Arc::new(Post::default());
        let outbox = Outbox::new(story.house.clone(), Arc::clone(&post) as _);
        let house = story.house.clone().as_demo();
        let staff = story.colleague("Amara Okoye", Role::ContactOfficer);
        sign_in::demo_person(&house, staff.id, "amara", "the kettle hums at dawn").unwrap();
        let code = sign_in::demo_codes(&house, "amara").unwrap().unwrap();
        let codes = sign_in::new_recovery_codes(&story.of(&staff), &code).unwrap();
        let begun = sign_in::begin(&house, "amara", "the kettle hums at dawn", "198.51.100.7").unwrap();
        sign_in::second_factor(&house, &begun.token, &codes[0], "198.51.100.7").unwrap();
        assert_eq!(outbox.run_due("one").unwrap(), 1);
        assert_eq!(post.carried(), ["amara.okoye@northbridge.example: Frontdoor: something needs you"]);
    });
}

#[test]
fn the_worker_empties_the_outbox_into_a_folder_and_stops() {
    each_house(|story| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox");
        let mailer = FileMailer::into(&path).unwrap();
        let told = approved(story, "jo@home.example");
        let outbox = Outbox::new(story.house.clone(), Arc::new(mailer));
        // It does what is due before it rests, so one that is stopped at once has done it.
        Worker::start(outbox, "one".into()).unwrap().stop();
        assert_eq!(stage(story, &told), Stage::Closed);
        let written: Vec<_> = std::fs::read_dir(&path)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(written.len(), 1);
        assert!(written[0].starts_with("feedback.") && written[0].ends_with(".eml"), "{written:?}");
        let text = std::fs::read_to_string(path.join(&written[0])).unwrap();
        assert!(
            text.contains("To: jo@home.example\r\n") && text.ends_with("Thank you for telling us."),
            "{text}"
        );
    });
}
