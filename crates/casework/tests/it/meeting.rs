//! Who sees which fact of a meeting: in copies, calendars' files, e-mails and lists, for three agencies, the family, the council and those outside a
//! restricted child's circle. On each database there is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use casework::contact::{self, Whom};
use casework::meeting::{self, About, Answering, Planned, Written};
use casework::outbox::{MailFault, Mailer, Message, Outbox};
use casework::staff::{StaffAsked, add_staff};
use domain::access::{Action, Guard, Sealed, Subject};
use domain::contact::{Channel, Contact, Described};
use domain::id::Id;
use domain::mash::{Answer, AnsweredBy, Enquiry, Fact, Handling, Lawful, NewRequest, Rated, Request};
use domain::meeting::{
    ActionAsked, Attended, Coming, GuestAsked, Meeting, MinutesAsked, Resolution, SaidAsked,
};
use domain::person::Person;
use domain::person::address::AddressLines;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::postcode::Postcode;
use domain::staff::{Role, Staff};
use jiff::SignedDuration;
use store::{Kept, load};

use crate::house::{Story, each_house, fields, neighbours_call, refused};

mod of_enquiry;

#[derive(Default)]
struct Post(Mutex<Vec<Message>>);

impl Mailer for Post {
    fn send(&self, message: &Message) -> Result<(), MailFault> {
        self.0.lock().unwrap().push(message.clone());
        Ok(())
    }
}

/// The people of the story.
struct People {
    worker: Staff,
    chair: Staff,
    support: Staff,
    police: Staff,
    health: Staff,
    school: Staff,
    housing: Staff,
}

struct Told {
    people: People,
    contact: Id<Contact>,
    child: Id<Person>,
    meeting: Id<Meeting>,
    post: Arc<Post>,
    outbox: Outbox,
}

fn partner(story: &Story, name: &str, agency: &str, organisation: &str) -> Staff {
    let asked = StaffAsked {
        name: name.into(),
        title: "lead".into(),
        roles: vec![Role::Partner.code().into()],
        teams: Vec::new(),
        agency: Some(agency.into()),
        organisation: organisation.into(),
        phone: String::new(),
        email: format!("{agency}@partners.example"),
    };
    let id = add_staff(&story.house.system(), &story.form(0), asked).unwrap();
    found(story, id)
}

fn found<R: Kept>(story: &Story, id: Id<R>) -> R {
    let read = story.house.system().read("a story", |door| {
        let permit = door.permit(Action::ManagePeople, Subject::House)?;
        Ok(load(&permit, id)?)
    });
    read.unwrap().unwrap().record
}

/// A contact about one child whose address is protected.
fn contact_about(story: &Story, officer: &Staff) -> (Id<Contact>, Id<Person>) {
    let mut said = Described::named(PersonName::new("Ava", "Quillon"));
    let lines =
        AddressLines { lines: vec!["9 Lantern Row".into()], postcode: Some(Postcode::new("ZZ99 7QK")) };
    said.address = Known::Is(Sealed::new(lines, Guard::Protected));
    let intake = neighbours_call(Channel::Telephone, said, "Bruises");
    let session = story.of(officer);
    let contact = contact::record(&session, &story.form(0), intake).unwrap();
    contact::find_child(&session, &story.form(1), contact, 0, Whom::New).unwrap();
    let view = contact::view(&story.house.system(), contact).unwrap();
    (contact, view.contact.record.children[0].found.person().unwrap())
}

fn plan(story: &Story, people: &People) -> Planned {
    Planned {
        kind: "multi_agency".into(),
        purpose: "Ivelmarsh purpose".into(),
        chair: Some(people.chair.id),
        minute_taker: Some(people.support.id),
        starts: story.house.now() + SignedDuration::from_hours(26),
        lasts_minutes: 60,
        place: "Room 4".into(),
        dial_in: "01632 960140".into(),
        agenda: vec!["Ivelmarsh agenda".into()],
        people: vec![people.police.id, people.health.id, people.school.id],
        needed: vec![people.police.id],
        guests: vec![GuestAsked {
            name: "Kim Quillon".into(),
            title: "mother".into(),
            agency: None,
            organisation: String::new(),
            email: Some("kim@home.example".into()),
            family: true,
        }],
        withdrawn: Vec::new(),
        further: None,
    }
}

fn arranged(story: &Story) -> Told {
    let people = People {
        worker: story.colleague("Nkechi Sorensen", Role::MashSocialWorker),
        chair: story.colleague("Rashid Karim", Role::MashManager),
        support: story.colleague("Bev Arkwright", Role::BusinessSupport),
        police: partner(story, "Dana Whitlock", "police", ""),
        health: partner(story, "Seun Brandt", "health", "Community Health"),
        school: partner(story, "Ruth Adeyemi", "school", "Elm Grove"),
        housing: partner(story, "Carys Penhallow", "housing", "Northbridge Homes"),
    };
    let (contact, child) = contact_about(story, &people.worker);
    let about = About::Contact(contact);
    let meeting =
        meeting::arrange(&story.of(&people.worker), &story.form(0), about, plan(story, &people)).unwrap();
    let post = Arc::new(Post::default());
    let outbox = Outbox::new(story.house.clone(), Arc::clone(&post) as _);
    Told { people, contact, child, meeting, post, outbox }
}

fn version(story: &Story, meeting: Id<Meeting>) -> u64 {
    meeting::view(&story.house.system(), meeting).unwrap().meeting.version.0
}

fn said(agency: Option<&str>, organisation: &str, words: &str, handling: Handling) -> SaidAsked {
    SaidAsked {
        agency: agency.map(String::from),
        organisation: organisation.into(),
        by: "Somebody, lead".into(),
        words: words.into(),
        handling: Some(handling),
        origin: None,
    }
}

/// Every fact of the matrix: who told it, what may be done with it.
const FACTS: &[(Option<&str>, &str, &str, Handling)] = &[
    (Some("police"), "", "Tarnside", Handling::Council),
    (Some("police"), "", "Oxmarsh", Handling::Meeting),
    (Some("police"), "", "Birkfell", Handling::Agencies),
    (Some("police"), "", "Sandholm", Handling::Family),
    (Some("health"), "Community Health", "Fernhollow", Handling::Council),
    (Some("health"), "Community Health", "Linwick", Handling::Meeting),
    (Some("health"), "Community Health", "Copsebury", Handling::Agencies),
    (Some("school"), "Elm Grove", "Willowmere", Handling::Meeting),
    (Some("school"), "Elm Grove", "Gorsley", Handling::Family),
    (None, "", "Pebblecombe", Handling::Council),
    (None, "", "Marlstead", Handling::Agencies),
];

fn minutes(told: &Told, record: &Meeting) -> MinutesAsked {
    let attendance: BTreeMap<usize, (Attended, String)> =
        record.asked().map(|(place, _)| (place, (Attended::InPerson, String::new()))).collect();
    let mut facts: Vec<SaidAsked> =
        FACTS.iter().map(|(agency, at, words, handling)| said(*agency, at, words, *handling)).collect();
    facts.push(said(Some("health"), "Community Health", "Seen at 9 Lantern Row, zz997qk", Handling::Family));
    let action = |what: &str, owner: &Staff, handling| ActionAsked {
        what: what.into(),
        owners: vec![owner.id],
        due: Some(record.starts + SignedDuration::from_hours(48)),
        handling,
    };
    MinutesAsked {
        attendance,
        said: facts,
        decision: Some(Resolution {
            words: "Hexenford".into(),
            considered: "Nothing else".into(),
            handling: Handling::Agencies,
            dissent: Vec::new(),
        }),
        actions: vec![
            action("Quarrelby", &told.people.police, Handling::Council),
            action("Dewsland", &told.people.worker, Handling::Agencies),
        ],
        end: true,
        ..MinutesAsked::default()
    }
}

fn distributed(story: &Story, told: &Told) {
    story.later(SignedDuration::from_hours(27));
    let record = meeting::view(&story.house.system(), told.meeting).unwrap().meeting.record;
    let chair = story.of(&told.people.chair);
    let write = |asked| {
        let written = Written { minutes: asked, told: Vec::new() };
        meeting::write(&chair, &story.form(version(story, told.meeting)), told.meeting, written)
    };
    write(minutes(told, &record)).unwrap();
    meeting::sign(&chair, &story.form(version(story, told.meeting)), told.meeting).unwrap();
    let record = meeting::view(&story.house.system(), told.meeting).unwrap().meeting.record;
    let places: Vec<usize> = record.asked().map(|(place, _)| place).collect();
    meeting::distribute(&chair, &story.form(version(story, told.meeting)), told.meeting, &places).unwrap();
}

const WORDS: &[&str] = &[
    "Tarnside",
    "Oxmarsh",
    "Birkfell",
    "Sandholm",
    "Fernhollow",
    "Linwick",
    "Copsebury",
    "Willowmere",
    "Gorsley",
    "Pebblecombe",
    "Marlstead",
    "Hexenford",
    "Quarrelby",
    "Dewsland",
    "Lantern",
    "zz997qk",
    "Ivelmarsh",
    "Quillon",
];

#[track_caller]
fn holds(who: &str, text: &str, expected: &[&str]) {
    let held: Vec<&str> = WORDS.iter().copied().filter(|word| text.contains(word)).collect();
    assert_eq!(held, expected, "{who}");
}

#[test]
fn each_agency_reads_what_it_said_and_what_may_be_shared_and_nothing_else() {
    each_house(|story| {
        let told = arranged(story);
        distributed(story, &told);
        let copy = |staff: &Staff| {
            let own = meeting::own_copy(&story.of(staff), told.meeting).unwrap();
            format!("{:?} {:?}", own.copy, own.children)
        };
        let shared = ["Copsebury", "Gorsley", "Marlstead", "Hexenford"];
        let of = |own: &[&'static str]| -> Vec<&str> {
            WORDS
                .iter()
                .copied()
                .filter(|word| {
                    own.contains(word)
                        || shared.contains(word)
                        || ["Birkfell", "Sandholm", "Dewsland", "Ivelmarsh", "Quillon"].contains(word)
                })
                .collect()
        };
        holds("police", &copy(&told.people.police), &of(&["Tarnside", "Oxmarsh", "Quarrelby"]));
        holds("health", &copy(&told.people.health), &of(&["Fernhollow", "Linwick"]));
        holds("school", &copy(&told.people.school), &of(&["Willowmere"]));
        assert_eq!(
            refused(meeting::own_copy(&story.of(&told.people.housing), told.meeting)),
            "There is nothing here that you can see."
        );
        let (_, family) = meeting::family_copy(&story.of(&told.people.worker), told.meeting).unwrap();
        holds("the family", &format!("{family:?}"), &["Sandholm", "Gorsley"]);
        assert!(family.address_taken_out);
        // The council's own record holds all of it, word for word.
        let view = meeting::view(&story.of(&told.people.worker), told.meeting).unwrap();
        holds("the council", &format!("{:?} {:?}", view.meeting.record, view.children), WORDS);
        // What was given is what was in each copy, by its places.
        let given = &view.meeting.record.given;
        let family = view
            .meeting
            .record
            .asked()
            .find(|(_, invited)| invited.agency.is_none() && invited.name == "Kim Quillon");
        let family = given.iter().find(|given| given.place == family.unwrap().0).unwrap();
        assert_eq!(family.said, [3, 8, 11]);
    });
}

#[test]
fn what_leaves_by_e_mail_and_for_calendars_says_nothing_of_it() {
    each_house(|story| {
        let told = arranged(story);
        told.outbox.run_due("one").unwrap();
        {
            let carried = told.post.0.lock().unwrap();
            let to: BTreeSet<String> = carried.iter().map(|message| message.to.email.to_string()).collect();
            assert_eq!(to.len(), 6, "three agencies, the chair, whoever writes, a guest: {to:?}");
            assert!(carried.iter().all(|message| {
                message
                    .calendar
                    .as_ref()
                    .is_some_and(|(method, file)| *method == "REQUEST" && file.contains("SEQUENCE:0"))
            }));
        }
        let worker = story.of(&told.people.worker);
        let mut moved = plan(story, &told.people);
        moved.people.pop();
        moved.guests.clear();
        meeting::replan(&worker, &story.form(version(story, told.meeting)), told.meeting, moved).unwrap();
        told.outbox.run_due("one").unwrap();
        let methods = |from: usize| -> Vec<(String, &'static str)> {
            let carried = told.post.0.lock().unwrap();
            let one = |message: &Message| Some((message.to.email.to_string(), message.calendar.as_ref()?.0));
            carried.iter().skip(from).filter_map(one).collect()
        };
        let second = methods(6);
        assert!(second.contains(&("school@partners.example".into(), "CANCEL")), "{second:?}");
        assert!(second.contains(&("police@partners.example".into(), "REQUEST")), "{second:?}");
        distributed(story, &told);
        told.outbox.run_due("one").unwrap();
        for message in told.post.0.lock().unwrap().iter() {
            let whole =
                format!("{} {} {:?} {}", message.subject, message.words, message.calendar, message.key);
            holds(message.to.email.as_ref(), &whole, &[]);
        }
        for staff in [&told.people.police, &told.people.health, &told.people.chair] {
            let (name, file) = meeting::calendar(&story.of(staff), told.meeting).unwrap();
            holds(&staff.name, &format!("{name} {file}"), &[]);
            assert!(!file.contains("ATTENDEE") && file.contains("SEQUENCE:1"), "{file}");
        }
        for staff in [&told.people.school, &told.people.housing] {
            let words = refused(meeting::calendar(&story.of(staff), told.meeting));
            assert_eq!(words, "There is nothing here that you can see.", "{}", staff.name);
        }
    });
}

#[test]
fn a_meeting_called_off_twice_changed_sends_the_last_word_only() {
    each_house(|story| {
        let told = arranged(story);
        let worker = story.of(&told.people.worker);
        let off =
            |why| meeting::call_off(&worker, &story.form(version(story, told.meeting)), told.meeting, why);
        assert_eq!(fields(off(" ")), ["why"]);
        off("Oxmarsh moved").unwrap();
        told.outbox.run_due("one").unwrap();
        let carried = told.post.0.lock().unwrap();
        assert!(
            carried
                .iter()
                .all(|message| message.calendar.as_ref().is_some_and(|(method, _)| *method == "CANCEL"))
        );
        assert_eq!(carried.len(), 6);
        for message in carried.iter() {
            holds(
                "called off",
                &format!("{} {} {:?}", message.subject, message.words, message.calendar),
                &[],
            );
        }
    });
}

#[test]
fn a_restricted_childs_meeting_is_the_circles() {
    each_house(|story| {
        let told = arranged(story);
        distributed(story, &told);
        let circle = BTreeSet::from([told.people.worker.id]);
        let ring = "Priya Shah, 01632 960177".to_owned();
        let manager = story.colleague("Margaret Osei", Role::ServiceManager);
        casework::child::restrict(
            &story.house.system(),
            &story.form(0),
            told.child,
            circle,
            ring,
            "A colleague's niece".into(),
        )
        .unwrap();
        let closed = "Restricted: ring Priya Shah, 01632 960177.";
        let nothing = "There is nothing here that you can see.";
        for (staff, words) in
            [(&told.people.chair, closed), (&told.people.support, nothing), (&manager, closed)]
        {
            assert_eq!(refused(meeting::view(&story.of(staff), told.meeting)), words, "{}", staff.name);
            let listed = meeting::list(&story.of(staff)).unwrap();
            assert!(listed.is_empty(), "{}", staff.name);
        }
        for staff in [&told.people.police, &told.people.school] {
            assert_eq!(refused(meeting::own_copy(&story.of(staff), told.meeting)), closed, "{}", staff.name);
            let invitation = meeting::invitation(&story.of(staff), told.meeting).unwrap();
            assert_eq!(invitation.closed.as_deref(), Some(closed));
            holds(&staff.name, &format!("{invitation:?}"), &[]);
            let mine = meeting::asked_of_me(&story.of(staff)).unwrap();
            assert!(!mine[0].copy_ready);
            holds(&staff.name, &format!("{mine:?}"), &[]);
        }
        assert!(meeting::view(&story.of(&told.people.worker), told.meeting).is_ok());
        // Nobody outside gets a copy from then on.
        let worker = story.of(&told.people.worker);
        let (_, copies) = meeting::previews(&worker, told.meeting).unwrap();
        assert!(
            copies
                .iter()
                .all(|copy| copy.closed.as_deref() == Some(closed) || copy.invited.name == "Nkechi Sorensen")
        );
        let again =
            meeting::distribute(&worker, &story.form(version(story, told.meeting)), told.meeting, &[1]);
        assert_eq!(fields(again), ["place"]);
    });
}

#[test]
fn a_list_holds_the_meetings_that_may_be_read() {
    each_house(|story| {
        let told = arranged(story);
        let child = About::Child(told.child);
        let second = meeting::arrange(
            &story.of(&told.people.worker),
            &story.form(0),
            child,
            plan(story, &told.people),
        )
        .unwrap();
        let roles = Role::ALL.iter().copied().filter(|role| !matches!(role, Role::System | Role::Partner));
        let mut read = 0;
        for role in roles.filter(|role| Action::SeeMeetings.is_for(*role)) {
            let staff = story.colleague(&format!("{role:?} Somebody"), role);
            let listed: BTreeSet<_> =
                meeting::list(&story.of(&staff)).unwrap().into_iter().map(|listed| listed.id).collect();
            let may: BTreeSet<_> = [told.meeting, second]
                .into_iter()
                .filter(|id| meeting::view(&story.of(&staff), *id).is_ok())
                .collect();
            assert_eq!(listed, may, "{role:?}");
            read += may.len();
        }
        assert!(read > 4, "{read}");
        let about = |staff: &Staff| {
            let child = meeting::about_child(&story.of(staff), told.child).unwrap().len();
            (child, meeting::about_contact(&story.of(staff), told.contact).unwrap().len())
        };
        assert_eq!((about(&told.people.worker), about(&told.people.support)), ((2, 1), (2, 1)));
        let elsewhere = story.colleague("Priyanka Shaw", Role::SocialWorker);
        assert_eq!(about(&elsewhere), (0, 0));
        for staff in [&told.people.chair, &told.people.support] {
            assert_eq!(meeting::list(&story.of(staff)).unwrap().len(), 2, "{}", staff.name);
        }
    });
}

#[test]
fn two_who_write_at_once_are_one_who_saves_and_one_who_is_told() {
    each_house(|story| {
        let told = arranged(story);
        let opened = version(story, told.meeting);
        let write = |staff: &Staff| {
            let next = Some(story.house.now() + SignedDuration::from_hours(200));
            let minutes = MinutesAsked { next, ..MinutesAsked::default() };
            let written = Written { minutes, told: Vec::new() };
            meeting::write(&story.of(staff), &story.form(opened), told.meeting, written)
        };
        write(&told.people.chair).unwrap();
        assert!(refused(write(&told.people.worker)).contains("Someone else saved this"));
        // Answering an invitation is nobody's form but one's own.
        let answering =
            Answering { place: 3, coming: Some(Coming::InPerson), words: String::new(), substitute: None };
        let police = story.of(&told.people.police);
        let place = meeting::invitation(&police, told.meeting).unwrap().ours[0].place;
        meeting::answer(&police, &story.form(0), told.meeting, Answering { place, ..answering.clone() })
            .unwrap();
        let others = Answering { place: place + 1, ..answering };
        assert!(
            refused(meeting::answer(&police, &story.form(0), told.meeting, others)).contains("nothing here")
        );
    });
}

#[test]
fn a_call_about_a_guest_is_written_down_by_whoever_arranges() {
    each_house(|story| {
        let told = arranged(story);
        let place = 5;
        let answering =
            Answering { place, coming: Some(Coming::Cannot), words: "No sitter".into(), substitute: None };
        let sending = story.form(version(story, told.meeting));
        meeting::answer_for(&story.of(&told.people.support), &sending, told.meeting, answering).unwrap();
        let record = meeting::view(&story.house.system(), told.meeting).unwrap().meeting.record;
        assert_eq!(record.invited[place].reply.as_ref().map(|reply| reply.coming), Some(Coming::Cannot));
    });
}
