//! From a form that was sent to a contact: what each answer becomes, what is kept as it was sent, and what nobody may read by reading.

use std::sync::Arc;

use casework::contact::{Receipt, may_refer_openly, refer, refer_openly, view};
use casework::outbox::{FileMailer, Outbox};
use casework::staff::{StaffAsked, add_staff};
use casework::{Sending, work};
use domain::access::{Action, Guard, Subject};
use domain::contact::{Channel, Contact, deadlines};
use domain::form::{Answer, Answers, DateParts, Place};
use domain::person::Sex;
use domain::person::known::Known;
use domain::person::partial_date::PartialDate;
use domain::refusal::Refusal;
use domain::staff::{Role, Staff};
use jiff::SignedDuration;
use store::{Stop, load};

use crate::house::{Story, each_house, fields, refused};

fn answers(story: &Story, form: &str, given: &[(&str, &str)]) -> Answers {
    let form = story.house.pack.form(form).unwrap();
    let mut answers = form.blank();
    for (place, text) in given {
        let answer = match *text {
            "NOT KNOWN" => Answer::NotKnown,
            text => Answer::text(text),
        };
        let place: Place = place.parse().unwrap();
        assert!(form.question(&place).is_some(), "{place}");
        answers.put(place, answer);
    }
    answers
}

fn professional(story: &Story, given: &[(&str, &str)]) -> Answers {
    let needed = [
        ("danger.now", "no"),
        ("children.0.name", "Ava Example"),
        ("children.0.where_now", "At school until 15:00"),
        ("facts.facts", "A bruise on the arm."),
        ("consent.aware", "yes"),
    ];
    let mut all = answers(story, "referral_professional", &needed);
    all.given.extend(answers(story, "referral_professional", given).given);
    all
}

fn public(story: &Story, given: &[(&str, &str)]) -> Answers {
    let mut all = answers(story, "referral_public", &[("worry.facts", "Shouting every night.")]);
    all.given.extend(answers(story, "referral_public", given).given);
    all
}

fn partner(story: &Story, name: &str, agency: &str) -> Staff {
    let asked = StaffAsked {
        name: name.into(),
        title: "Safeguarding lead".into(),
        roles: vec![Role::Partner.code().into()],
        teams: Vec::new(),
        agency: Some(agency.into()),
        organisation: String::new(),
        phone: "01632 960555".into(),
        email: "lead@school.example".into(),
    };
    let system = story.house.system();
    let id = add_staff(&system, &story.form(0), asked).unwrap();
    let known = system.read("a story", |door| {
        let permit = door.permit(Action::ManagePeople, Subject::House)?;
        Ok(load(&permit, id)?)
    });
    known.unwrap().unwrap().record
}

/// The contact behind a receipt, as a contact officer finds it in the queue.
fn contact(story: &Story, receipt: &Receipt) -> Contact {
    let officer = story.colleague("Asha Officer", Role::ContactOfficer);
    let session = story.of(&officer);
    let (rows, _) = work::queue(&session).unwrap();
    let row = rows.iter().find(|row| row.listed.reference == receipt.reference).expect("in the queue");
    view(&session, row.listed.id).unwrap().contact.record
}

#[test]
fn a_professional_s_answers_become_a_contact() {
    each_house(|story| {
        let lead = partner(story, "Priya Lead", "school");
        let mut sent = professional(
            story,
            &[
                ("children.0.address", "1 Elm Way\nNorthbridge"),
                ("children.2.name", "NOT KNOWN"),
                ("children.2.where_now", "NOT KNOWN"),
                ("children.2.birth", "7"),
                ("family.home", "Mother, and a lodger"),
                ("family.elsewhere", "Father in Oldtown"),
                ("voice.words", "“I don't want to go home.”"),
                ("worry.opinion", "Frightened of somebody."),
                ("strengths.helping", "School nurse"),
                ("consent.agreed", "no"),
                ("consent.why_not", "She is angry."),
                ("consent.safe", "Ring after six."),
                ("you.role", "Head of year"),
            ],
        );
        let month = DateParts { month: "3".into(), year: "2019".into(), ..DateParts::default() };
        sent.put("children.0.birth".parse().unwrap(), Answer::Date(month));
        let receipt = refer(&story.of(&lead), &story.form(0), sent.clone()).unwrap();
        let contact = contact(story, &receipt);

        assert_eq!(contact.channel, Channel::ReferralForm);
        assert_eq!(contact.logged_by, Some(lead.id));
        assert_eq!(contact.source, story.house.pack.agency("school").unwrap().sources[0]);
        assert_eq!(contact.forms, [sent]);
        assert!(contact.clock(deadlines::ACKNOWLEDGEMENT).unwrap().met.is_some(), "the receipt acknowledges");
        assert!(contact.clock(deadlines::DECISION).unwrap().met.is_none());

        let [ava, other] = contact.children.as_slice() else { panic!("two children, no third between them") };
        assert_eq!(ava.said.name.display(), "Ava Example");
        assert_eq!(ava.said.birth, Known::Is(PartialDate::Month { year: 2019, month: 3 }));
        assert_eq!(ava.where_now, Known::Is("At school until 15:00".into()));
        let Known::Is(address) = &ava.said.address else { panic!("an address") };
        assert_eq!(address.guard(), Guard::Content);
        assert_eq!(address.unshown().one_line(), "1 Elm Way, Northbridge");
        assert_eq!(other.said.name.display(), "Not known");
        assert_eq!(other.said.birth, Known::Is(PartialDate::About(2019)));
        assert_eq!(other.where_now, Known::NotKnown);
        assert_eq!(other.said.address, Known::NotAsked);

        let concern = &contact.concern;
        assert_eq!(concern.danger_now, Known::Is(false));
        assert_eq!(concern.facts, "A bruise on the arm.");
        assert_eq!(concern.opinion, "Frightened of somebody.");
        assert_eq!(concern.words[0].words, "“I don't want to go home.”");
        assert_eq!((concern.family_aware, concern.family_agrees), (Known::Is(true), Known::Is(false)));
        assert_eq!(concern.family_words, "She is angry.");
        for words in ["Mother, and a lodger", "Father in Oldtown", "School nurse", "live elsewhere"] {
            assert!(concern.who_else.contains(words), "{words}: {}", concern.who_else);
        }
        assert_eq!(contact.safe_contact.how, "Ring after six.");

        let referrer = &contact.referrer;
        assert_eq!((referrer.agency.as_deref(), referrer.role.as_str()), (Some("school"), "Head of year"));
        assert_eq!(referrer.name.as_ref().unwrap().unshown(), "Priya Lead", "known from the account");
        assert_eq!(referrer.name.as_ref().unwrap().guard(), Guard::Content);
        assert!(!referrer.anonymous);
    });
}

#[test]
fn a_referral_with_every_answer_not_known_is_taken() {
    each_house(|story| {
        let lead = partner(story, "Priya Lead", "police");
        let unknown: Vec<(&str, &str)> = [
            "danger.now",
            "children.0.name",
            "children.0.birth",
            "children.0.address",
            "children.0.where_now",
            "family.home",
            "facts.facts",
            "worry.opinion",
            "voice.words",
            "consent.aware",
        ]
        .map(|place| (place, "NOT KNOWN"))
        .into();
        let receipt = refer(&story.of(&lead), &story.form(0), professional(story, &unknown)).unwrap();
        let contact = contact(story, &receipt);
        assert_eq!(contact.children.len(), 1);
        assert_eq!(contact.children[0].said.name.display(), "Not known");
        assert_eq!(contact.children[0].said.birth, Known::NotKnown);
        assert_eq!(contact.concern.danger_now, Known::NotKnown);
        assert!(contact.concern.facts.contains("Not known"));
        assert!(contact.concern.words.is_empty());
    });
}

#[test]
fn one_answer_from_anybody_is_enough() {
    each_house(|story| {
        let receipt = refer_openly(&story.house, &story.form(0), public(story, &[])).unwrap();
        let contact = contact(story, &receipt);
        assert_eq!((contact.channel, contact.logged_by), (Channel::PublicForm, None));
        assert_eq!(contact.children.len(), 1);
        assert_eq!(contact.children[0].said.name.display(), "Not known");
        assert_eq!(contact.children[0].said.sex, Known::<Sex>::NotAsked);
        assert!(contact.referrer.name.is_none() && contact.referrer.email.is_none());
        let nothing = answers(story, "referral_public", &[("danger.now", "yes")]);
        assert_eq!(fields(refer_openly(&story.house, &story.form(0), nothing)), ["worry.facts"]);
    });
}

#[test]
fn who_asked_to_stay_unnamed_is_not_read_by_reading() {
    let you = [
        ("you.name", "Canary Neighbour"),
        ("you.phone", "01632 960777"),
        ("you.email", "canary@home.example"),
        ("you.safe", "Not after ten"),
    ];
    for (anonymous, guard) in [("yes", Guard::Protected), ("no", Guard::Content)] {
        each_house(|story| {
            let mut given = you.to_vec();
            given.push(("you.anonymous", anonymous));
            let receipt = refer_openly(&story.house, &story.form(0), public(story, &given)).unwrap();
            let contact = contact(story, &receipt);
            let referrer = &contact.referrer;
            for (value, typed) in [
                (&referrer.name, "Canary Neighbour"),
                (&referrer.phone, "01632 960777"),
                (&referrer.email, "canary@home.example"),
            ] {
                let value = value.as_ref().unwrap();
                assert_eq!((value.guard(), value.unshown().as_str()), (guard, typed));
            }
            assert_eq!(referrer.anonymous, anonymous == "yes");
            // The answers as sent are read by whoever reads the contact, so nothing that is protected stands in them too.
            let kept = contact.forms[0].given.values().map(Answer::words).collect::<Vec<_>>().join(" ");
            assert_eq!(
                kept.contains("Canary") || kept.contains("960777") || kept.contains("canary@"),
                anonymous == "no"
            );
            assert!(kept.contains("Not after ten") && kept.contains("Shouting every night."));
        });
    }
}

#[test]
fn danger_now_reaches_every_duty_manager_and_words_stay_as_they_were_typed() {
    each_house(|story| {
        let folder = tempfile::tempdir().unwrap();
        let manager = story.colleague("Mo Manager", Role::MashManager);
        let odd = "O'Brien <script> \u{202e}gnp =cmd|' Null\u{301}";
        let given = [("danger.now", "yes"), ("children.0.name", odd), ("worry.opinion", odd)];
        let receipt = refer_openly(&story.house, &story.form(0), public(story, &given)).unwrap();
        let contact = contact(story, &receipt);
        assert_eq!(contact.concern.danger_now, Known::Is(true));
        assert_eq!(contact.concern.opinion, odd);
        assert_eq!(contact.forms[0].nth("children", 0, "name"), Some(&Answer::text(odd)));
        let outbox = Outbox::new(story.house.clone(), Arc::new(FileMailer::into(folder.path()).unwrap()));
        outbox.run_due("one").unwrap();
        let mail: String = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
            .collect();
        assert!(mail.contains(&manager.email) && mail.contains(&receipt.reference), "{mail}");
        assert!(!mail.contains("Brien"), "no name leaves by e-mail");
    });
}

#[test]
fn a_form_sent_twice_is_one_contact_and_one_receipt() {
    each_house(|story| {
        let sent = public(story, &[]);
        let sending = Sending { content: b"as sent".to_vec(), ..story.form(0) };
        let first = refer_openly(&story.house, &sending, sent.clone()).unwrap();
        story.later(SignedDuration::from_hours(20));
        assert_eq!(refer_openly(&story.house, &sending, sent.clone()).unwrap(), first);
        let changed = Sending { content: b"changed".to_vec(), ..sending };
        assert!(refused(refer_openly(&story.house, &changed, sent)).contains("already sent"));
        let officer = story.colleague("Ben Officer", Role::ContactOfficer);
        assert_eq!(work::queue(&story.of(&officer)).unwrap().0.len(), 1);
    });
}

#[test]
fn what_cannot_be_read_is_refused_beside_its_question() {
    each_house(|story| {
        let lead = partner(story, "Priya Lead", "health");
        let long = "x".repeat(1_000_000);
        for (place, typed) in [
            ("children.0.birth", "31 November 2019"),
            ("facts.facts", "zero \0 byte"),
            ("facts.facts", long.as_str()),
            ("you.email", "no address"),
            ("danger.now", "perhaps"),
        ] {
            let sent = professional(story, &[(place, typed)]);
            assert_eq!(fields(refer(&story.of(&lead), &story.form(0), sent)), [place]);
        }
        let officer = story.colleague("Ben Officer", Role::ContactOfficer);
        let words = refused(refer(&story.of(&officer), &story.form(0), professional(story, &[])));
        assert!(!words.is_empty(), "an officer records contacts and sends no referrals");
        assert!(work::queue(&story.of(&officer)).unwrap().0.is_empty());
    });
}

#[test]
fn a_flood_from_one_address_waits_minutes_and_nobody_else_does() {
    each_house(|story| {
        let (flood, other) = ("198.51.100.7", "198.51.100.8");
        for _ in 0..31 {
            may_refer_openly(&story.house, flood).unwrap();
        }
        let Err(Stop::Refusal(Refusal::Invalid(problems))) = may_refer_openly(&story.house, flood) else {
            panic!("the flood waits")
        };
        for words in ["not sent yet", "30 seconds", "01632 960100", "01632 960199", "999"] {
            assert!(problems[0].words.contains(words), "{words}: {}", problems[0].words);
        }
        may_refer_openly(&story.house, other).unwrap();
        story.later(SignedDuration::from_secs(30));
        may_refer_openly(&story.house, flood).unwrap();
        // However long it goes on, nobody waits longer than five minutes.
        for _ in 0..20 {
            story.later(SignedDuration::from_mins(5));
            may_refer_openly(&story.house, flood).unwrap();
        }
        story.later(SignedDuration::from_hours(1));
        may_refer_openly(&story.house, flood).unwrap();
        may_refer_openly(&story.house, flood).unwrap();
    });
}
