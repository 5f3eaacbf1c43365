//! Day and night: what the night leaves is somebody's by half past nine, or the manager's, once; and the downtime pack holds nothing it must not.

use std::collections::BTreeSet;
use std::sync::{Arc, Barrier, Mutex};

use casework::child::{self, AllocationAsked, Moment, PersonAsked, Shown};
use casework::contact::{self, Intake, Whom};
use casework::handover::downtime::downtime;
use casework::handover::{
    About, Says, accept, authorise_card, card_of, draft_card, hand, morning, note_on_child, on_my_desk,
    tonight,
};
use casework::outbox::{MailFault, Mailer, Message, Outbox};
use casework::work::own_work;
use domain::access::{Guard, Sealed};
use domain::contact::{Channel, Described};
use domain::handover::{Call, CardWords, NightItem, NightNoteAsked, Step};
use domain::id::Id;
use domain::person::address::AddressLines;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::{Hazard, Person};
use domain::staff::{Role, Staff};
use jiff::{SignedDuration, Timestamp};

use crate::house::{Story, each_house, fields, neighbours_call, refused};

#[derive(Default)]
struct Post(Mutex<Vec<Message>>);

impl Mailer for Post {
    fn send(&self, message: &Message) -> Result<(), MailFault> {
        self.0.lock().unwrap().push(message.clone());
        Ok(())
    }
}

/// A front door with a child on the record, allocated to a worker.
struct Door {
    officer: Staff,
    worker: Staff,
    manager: Staff,
    second: Staff,
    night: Staff,
    child: Id<Person>,
}

fn intake(channel: Channel, name: &str) -> Intake {
    let mut said = Described::named(PersonName::single(name));
    said.address = Known::Is(Sealed::new(
        AddressLines { lines: vec!["9 Quincebury Row".into()], postcode: None },
        Guard::Content,
    ));
    neighbours_call(channel, said, "Shouting through the wall.")
}

fn door(story: &Story) -> Door {
    let officer = story.colleague("Asha Pillai", Role::ContactOfficer);
    let worker = story.colleague("Tom Okafor", Role::SocialWorker);
    let manager = story.colleague("Rashid Karim", Role::MashManager);
    let second = story.colleague("Yvonne Clarke", Role::MashManager);
    let night = story.colleague("Grace Lindqvist", Role::NightWorker);
    let contact =
        contact::record(&story.of(&officer), &story.form(0), intake(Channel::Telephone, "Leo Canary"))
            .unwrap();
    contact::find_child(&story.of(&officer), &story.form(1), contact, 0, Whom::New).unwrap();
    let view = contact::view(&story.house.system(), contact).unwrap();
    let child = view.contact.record.children[0].found.person().unwrap();
    let asked = AllocationAsked {
        staff: worker.id,
        team: "assessment_1".into(),
        role: "allocated social worker".into(),
    };
    child::allocate(&story.of(&manager), &story.form(0), child, asked).unwrap();
    Door { officer, worker, manager, second, night, child }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn note(found: &str) -> NightNoteAsked {
    NightNoteAsked { found: found.into(), why_not: "The aunt is awake.".into(), ..NightNoteAsked::default() }
}

fn card(until: &str, plan: &str) -> CardWords {
    CardWords {
        kind: "interim_safety_plan".into(),
        steps: vec![Step { trigger: "If he rings".into(), plan: plan.into() }],
        call: vec![Call { who: "Aunt Jo".into(), number: "01632 960311".into() }],
        never: "The mother's address: give to nobody".into(),
        staff_safety: "No light on the stairs".into(),
        safe: "At the aunt's".into(),
        until: at(until),
        further: None,
    }
}

fn items(story: &Story, staff: &Staff) -> Vec<Id<NightItem>> {
    let groups = morning(&story.of(staff)).unwrap().groups;
    groups.into_iter().flat_map(|group| group.items).map(|item| item.item.id).collect()
}

#[test]
fn what_nobody_has_by_half_past_nine_goes_to_the_managers_once_whatever_the_number_of_processes() {
    each_house(|story| {
        let door = door(story);
        let post = Arc::new(Post::default());
        story.at(at("2026-11-24T02:10:00Z"));
        note_on_child(&story.of(&door.night), &story.form(0), door.child, note("He rang.")).unwrap();
        let session = story.of(&door.night);
        contact::record(&session, &story.form(0), intake(Channel::NightTeam, "Not known")).unwrap();
        let run_all = || {
            let together = Barrier::new(4);
            std::thread::scope(|threads| {
                for worker in 0..4 {
                    let outbox = Outbox::new(story.house.clone(), Arc::clone(&post) as _);
                    let together = &together;
                    threads.spawn(move || {
                        together.wait();
                        outbox.run_due(&format!("process {worker}")).unwrap();
                    });
                }
            });
        };
        let notices = |staff: &Staff| own_work(&story.of(staff)).unwrap().notices.len();
        let mails = || post.0.lock().unwrap().len();
        story.at(at("2026-11-24T09:29:59Z"));
        run_all();
        assert_eq!((notices(&door.manager), mails()), (0, 0));
        story.at(at("2026-11-24T09:30:00Z"));
        run_all();
        run_all();
        // One child, so one notice for each manager; the unknown baby is nobody's yet and stands in the message.
        assert_eq!((notices(&door.manager), notices(&door.second), mails()), (1, 1, 2));
        let said = post.0.lock().unwrap()[0].words.clone();
        assert!(said.contains("2 things left by the night") && !said.contains("Canary"), "{said}");
        let baby = items(story, &door.officer);
        // A social worker of a team may not know of an unknown baby's contact, so it is not handed to one.
        let to = hand(&story.of(&door.manager), &story.form(0), &baby, door.worker.id);
        assert_eq!(fields(to), ["to"]);
        let groups = morning(&story.of(&door.officer)).unwrap().groups;
        assert!(groups.iter().flat_map(|group| &group.items).all(|item| item.item.gone_to_manager.is_some()));
        story.at(at("2026-11-25T09:30:00Z"));
        run_all();
        assert_eq!((notices(&door.manager), mails()), (1, 2));
    });
}

#[test]
fn a_named_worker_accepts_child_by_child_and_who_had_what_stays_in_the_record() {
    each_house(|story| {
        let door = door(story);
        story.at(at("2026-11-24T02:10:00Z"));
        let form = story.form(0);
        assert_eq!(
            fields(note_on_child(
                &story.of(&door.night),
                &form,
                door.child,
                NightNoteAsked { found: "He rang.".into(), ..NightNoteAsked::default() }
            )),
            ["why_not"]
        );
        note_on_child(&story.of(&door.night), &form, door.child, note("He rang.")).unwrap();
        assert!(
            refused(note_on_child(&story.of(&door.worker), &story.form(0), door.child, note("x")))
                .contains("Your role")
        );
        story.at(at("2026-11-24T08:50:00Z"));
        assert_eq!(on_my_desk(&story.of(&door.worker)).unwrap().1, 1);
        let listed = morning(&story.of(&door.worker)).unwrap();
        assert!(
            matches!(&listed.groups[0].about, About::Child(child, name) if *child == door.child && name == "Leo Canary")
        );
        assert!(matches!(&listed.groups[0].items[0].says, Says::Note(note) if note.found == "He rang."));
        let left = items(story, &door.worker);
        // A manager hands it to the officer; then nobody else can say that they have it.
        hand(&story.of(&door.manager), &story.form(0), &left, door.officer.id).unwrap();
        assert!(
            refused(hand(&story.of(&door.worker), &story.form(0), &left, door.worker.id))
                .contains("Your role")
        );
        assert!(
            refused(accept(&story.of(&door.worker), &story.form(0), &left))
                .contains("handed this to somebody else")
        );
        story.at(at("2026-11-24T08:55:00Z"));
        accept(&story.of(&door.officer), &story.form(0), &left).unwrap();
        assert!(refused(accept(&story.of(&door.manager), &story.form(0), &left)).contains("already"));
        story.at(at("2026-11-24T12:00:00Z"));
        let accepted = |moment: Moment| {
            let Shown::Content(page) = child::file(&story.of(&door.worker), door.child, moment).unwrap()
            else {
                panic!("the worker reads the record");
            };
            let item = page.file.night_items.first().unwrap().record.clone();
            item.accepted.map(|accepted| (page.names.name(accepted.by).to_owned(), accepted.at))
        };
        let expected = Some(("Asha Pillai".to_owned(), at("2026-11-24T08:55:00Z")));
        assert_eq!(accepted(Moment::Now), expected);
        assert_eq!(accepted(Moment::Then(at("2026-11-24T08:52:00Z"))), None);
    });
}

#[test]
fn a_card_is_seen_by_night_only_as_a_manager_authorised_it() {
    each_house(|story| {
        let door = door(story);
        let worker = story.of(&door.worker);
        let drafted = |opened, words| draft_card(&worker, &story.form(opened), door.child, words);
        let stranger = story.colleague("Marek Dolan", Role::SocialWorker);
        assert!(
            refused(draft_card(
                &story.of(&stranger),
                &story.form(0),
                door.child,
                card("2026-11-24T12:00:00Z", "x")
            ))
            .contains("ask the team")
        );
        let card_id = drafted(0, card("2026-11-24T12:00:00Z", "Tell him nothing.")).unwrap();
        assert_eq!(tonight(&story.of(&door.night)).unwrap().cards, []);
        assert_eq!(on_my_desk(&story.of(&door.manager)).unwrap().0.len(), 1);
        authorise_card(&story.of(&door.manager), &story.form(1), card_id).unwrap();
        let seen = || format!("{:?}", tonight(&story.of(&door.night)).unwrap().cards);
        assert!(seen().contains("Tell him nothing."));
        // Two people change it at once: the second is told, and what stands by night is what was authorised.
        drafted(2, card("2026-11-24T13:00:00Z", "Ring 999 at once.")).unwrap();
        assert!(refused(drafted(2, card("2026-11-24T14:00:00Z", "x"))).contains("Someone else saved this"));
        assert!(seen().contains("Tell him nothing.") && !seen().contains("Ring 999"));
        assert!(
            refused(authorise_card(&story.of(&door.second), &story.form(1), card_id))
                .contains("Someone else")
        );
        authorise_card(&story.of(&door.second), &story.form(3), card_id).unwrap();
        assert!(seen().contains("Ring 999 at once."));
        // On the day its time runs out it is on the morning list, once.
        story.at(at("2026-11-24T08:30:00Z"));
        assert_eq!(items(story, &door.worker).len(), 1);
        assert!(card_of(&story.of(&door.night), door.child).unwrap().card.is_some());
    });
}

#[test]
fn the_downtime_pack_holds_no_address_and_nothing_of_a_restricted_child() {
    each_house(|story| {
        let door = door(story);
        let worker = story.of(&door.worker);
        // Written while the address was open to whoever reads the record; protected since.
        let plan = "Drive past 9, quincebury row.";
        let card_id =
            draft_card(&worker, &story.form(0), door.child, card("2026-11-24T12:00:00Z", plan)).unwrap();
        authorise_card(&story.of(&door.manager), &story.form(1), card_id).unwrap();
        let Shown::Content(page) = child::file(&worker, door.child, Moment::Now).unwrap() else {
            panic!("the worker reads the record");
        };
        let mut person = page.file.child.record.clone();
        person.addresses[0].lines = person.addresses[0].lines.clone().guarded(Guard::Protected);
        person.hazards = vec![Hazard { words: "A large dog".into(), for_staff: true, review: None }];
        let asked = PersonAsked { person, reason: "They fled.".into() };
        child::change_person(&worker, &story.form(page.file.child.version), door.child, asked).unwrap();
        assert!(
            refused(draft_card(&worker, &story.form(2), door.child, card("2026-11-24T12:00:00Z", plan)))
                .contains("A protected address stands here")
        );
        assert!(refused(downtime(&story.of(&door.manager))).contains("Your role"));
        let text = || downtime(&story.house.system()).unwrap().in_words(story.house.now());
        let open = text();
        for words in [
            "Leo Canary",
            "Withheld: these words hold something that must not be given",
            "Aunt Jo, 01632 960311",
            "A large dog",
            "allocated social worker: Tom Okafor, 01632 960110",
            "== Interim safety plans: 1 ==",
            "== Staff warnings: 2 ==",
            "Staff safety: No light on the stairs",
            "== Missing children: 0 ==",
            "No card says that a child is missing.",
        ] {
            assert!(open.contains(words), "{words} is not in {open}");
        }
        assert!(!open.to_lowercase().contains("quincebury"), "{open}");
        let circle = BTreeSet::from([door.worker.id]);
        let (ring, reason) = ("Priya Shah, 01632 960177".to_owned(), "A colleague's child.".to_owned());
        child::restrict(&story.of(&door.manager), &story.form(0), door.child, circle, ring, reason).unwrap();
        story.later(SignedDuration::from_mins(90));
        let closed = text();
        assert!(closed.contains("Restricted: ring Priya Shah, 01632 960177."), "{closed}");
        for words in ["Canary", "Aunt Jo", "dog", "Quincebury", "colleague"] {
            assert!(!closed.contains(words), "{words} is in {closed}");
        }
        assert!(closed.contains("written 1 hour 30 minutes before"), "{closed}");
        let board = tonight(&story.of(&door.night)).unwrap().cards;
        assert_eq!(format!("{board:?}"), "[Restricted(\"Restricted: ring Priya Shah, 01632 960177.\")]");
    });
}
