//! The lists for an inspection: who may make them, of which day, why a child stands in them, and what becomes of a restricted child. The children are invented.

use std::collections::BTreeMap;
use std::io::Cursor;

use casework::child::who_looked;
use casework::contact::{Whom, find_child, record, view};
use casework::feed::feed;
use casework::inspection::{Looked, lists, of_child, write, write_further};
use domain::access::{Action, Subject};
use domain::contact::{Channel, Described};
use domain::episode::{Assessment, Episode};
use domain::event::{Event, Said, Told};
use domain::form::Answers;
use domain::id::Id;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::{NamedCircle, Person};
use domain::record::Record;
use domain::staff::{Role, Staff};
use jiff::civil::date;
use returns::annex_a::check::check;
use returns::csc_api::Acknowledged;
use returns::workbook::Workbook;
use store::{Kept, Stop, Version, save};

use crate::house::{Story, each_house, fields, neighbours_call, refused};

fn put<R: Kept + Record>(story: &Story, record: &R, version: Version) {
    let saved = story.house.system().write("test", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        save(&permit, record, version, "test", None)?;
        Ok(())
    });
    saved.unwrap();
}

/// A call on Monday 23 November 2026 about a child, who is made from it.
fn called(story: &Story, manager: &Staff, name: &str) -> Id<Person> {
    let session = story.of(manager);
    let said = Described::named(PersonName::new(name, "Example"));
    let contact =
        record(&session, &story.form(0), neighbours_call(Channel::Telephone, said, "Bruises")).unwrap();
    let opened = view(&session, contact).unwrap().contact.version.0;
    find_child(&session, &story.form(opened), contact, 0, Whom::New).unwrap();
    view(&session, contact).unwrap().contact.record.people().next().unwrap()
}

fn episode(story: &Story, child: Id<Person>) -> Episode {
    Episode {
        id: story.house.id(),
        child,
        referral_date: date(2026, 11, 24),
        source: Some("1B".into()),
        primary_need: Some("N1".into()),
        no_further_action: false,
        closed_on: None,
        closure_reason: None,
        assessments: vec![Assessment {
            started_on: date(2026, 11, 24),
            authorised_on: None,
            factors: Vec::new(),
            record: None,
        }],
        enquiries: Vec::new(),
        plans: Vec::new(),
        provenance: None,
        referral: None,
        transfer_in: None,
        brought: None,
        clocks: Vec::new(),
        sources: Default::default(),
        taken_back: false,
    }
}

fn restrict(story: &Story, child: Id<Person>) {
    let known = story.house.system().read("test", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        Ok(store::load(&permit, child)?.unwrap())
    });
    let known = known.unwrap();
    let restriction = NamedCircle {
        circle: [].into(),
        ring: "Ines Circle, 01632 960150".into(),
        reason: "A relative works here".into(),
        since: story.house.now(),
    };
    put(story, &Person { restriction: Some(restriction), ..known.record }, known.version);
}

/// Two children called about on Monday; on Tuesday one of them is referred, and being assessed.
fn two(story: &Story) -> (Id<Person>, Id<Person>) {
    let manager = story.colleague("Mo Manager", Role::MashManager);
    let (ava, ben) = (called(story, &manager, "Ava"), called(story, &manager, "Ben"));
    story.at("2026-11-24T09:00:00Z".parse().unwrap());
    put(story, &episode(story, ava), Version::NONE);
    (ava, ben)
}

#[test]
fn the_lists_are_of_a_day_and_each_row_says_why_it_is_there() {
    each_house(|story| {
        let (ava, ben) = two(story);
        let manager = story.house.session(story.colleague("Sam Serving", Role::ServiceManager));
        let made = |day: i8| {
            let lists = lists(&manager, date(2026, 11, day), Looked::Whole).unwrap();
            lists.lines.iter().map(|line| (line.row.list(), line.child)).collect::<Vec<_>>()
        };
        let both = |list| {
            let mut both = [(list, ava), (list, ben)];
            both.sort_unstable();
            both
        };
        assert_eq!(made(23), both(1));
        let mut tuesday = both(1).to_vec();
        tuesday.extend([(3, ava), (4, ava), (6, ava)]);
        assert_eq!(made(24), tuesday);
        // Ava stands four times, and each row says why.
        let hers = of_child(&manager, date(2026, 11, 24), ava).unwrap();
        let why: Vec<&str> = hers.of_child(ava).iter().map(|line| line.why.as_str()).collect();
        assert_eq!(why.len(), 4);
        assert!(
            why[0].starts_with("Contact ")
                && why[0].ends_with("came on 23 November 2026, in the six months since 24 May 2026."),
            "{}",
            why[0]
        );
        assert!(why[1].starts_with("A referral that was accepted is dated 24 November 2026"), "{}", why[1]);
        assert_eq!(hers.times().get(&ava), Some(&4));
        assert_eq!(fields(lists(&manager, date(2026, 11, 25), Looked::Counts)), ["on"]);
        assert_eq!(fields(lists(&manager, date(2026, 11, 22), Looked::Counts)), ["on"]);
        // As known on Monday, though Tuesday has passed.
        story.at("2026-12-01T09:00:00Z".parse().unwrap());
        assert_eq!(made(23), both(1));
    });
}

#[test]
fn only_who_may_make_the_lists_makes_them() {
    each_house(|story| {
        let (ava, _) = two(story);
        let makes = [Role::ServiceManager, Role::Auditor, Role::PrincipalSocialWorker, Role::System];
        let others = Role::ALL.iter().copied().filter(|role| !makes.contains(role));
        for role in others {
            assert!(!Action::MakeInspectionLists.is_for(role), "{role:?}");
            // Nobody of an agency is made without one: for them the table alone is asked.
            if matches!(role, Role::Partner | Role::AgencyAdministrator) {
                continue;
            }
            let staff = story.colleague("Kim Nobody", role);
            refused(lists(&story.house.session(staff.clone()), date(2026, 11, 24), Looked::Counts));
            refused(of_child(&story.house.session(staff), date(2026, 11, 24), ava));
        }
    });
}

#[test]
fn a_restricted_child_is_left_out_with_whom_to_ring_and_handed_over_by_the_system() {
    each_house(|story| {
        let (ava, ben) = two(story);
        restrict(story, ava);
        let on = date(2026, 11, 24);
        for role in [Role::ServiceManager, Role::Auditor] {
            let session = story.house.session(story.colleague("Sam Outside", role));
            let found = lists(&session, on, Looked::Whole).unwrap();
            assert!(found.lines.iter().all(|line| line.child == ben), "{role:?}");
            assert_eq!(found.names.keys().collect::<Vec<_>>(), [&ben]);
            assert_eq!(found.ring.iter().collect::<Vec<_>>(), ["Ines Circle, 01632 960150"]);
            assert!(matches!(of_child(&session, on, ava), Err(Stop::Refusal(_))), "{role:?}");
        }
        let whole = lists(&story.house.system(), on, Looked::Whole).unwrap();
        assert!(whole.ring.is_empty() && whole.lines.iter().any(|line| line.child == ava));
    });
}

#[test]
fn the_workbook_is_right_by_our_own_check_and_always_the_same() {
    each_house(|story| {
        two(story);
        let on = date(2026, 11, 24);
        let made = || write(&story.house.system(), on, Cursor::new(Vec::new())).unwrap();
        let (book, written) = made();
        assert_eq!((written.children, &written.rows), (2, &BTreeMap::from([(1, 2), (3, 1), (4, 1), (6, 1)])));
        let mut findings = Vec::new();
        check(Cursor::new(book.get_ref()), Some(on), &mut |finding| findings.push(finding.clone())).unwrap();
        assert!(findings.is_empty(), "{findings:#?}");
        assert!(made().0.into_inner() == book.into_inner());
    });
}

#[test]
fn the_feed_sends_what_differs_and_purges_who_is_gone() {
    each_house(|story| {
        let (ava, _) = two(story);
        let system = story.house.system();
        let first = feed(&system, &BTreeMap::new()).unwrap();
        // A child with a contact alone is not in it.
        assert_eq!((first.nodes.len(), first.deltas.len()), (1, 1));
        let id = first.nodes[0].la_child_id.clone();
        let mut acknowledged = BTreeMap::from([(id.clone(), Acknowledged::of(&first.nodes[0]))]);
        assert!(feed(&system, &acknowledged).unwrap().deltas.is_empty());
        // Restricted, the child is in it all the same.
        restrict(story, ava);
        assert_eq!(feed(&system, &BTreeMap::new()).unwrap().nodes.len(), 1);
        acknowledged.insert("MERGED1".into(), Acknowledged::of(&first.nodes[0]));
        let purges = feed(&system, &acknowledged).unwrap().deltas;
        assert_eq!(purges.len(), 1);
        assert!(purges[0].node.purge && purges[0].node.la_child_id == "MERGED1");
        let nobody = story.house.session(story.colleague("Kim Nobody", Role::TeamManager));
        refused(feed(&nobody, &BTreeMap::new()));
    });
}

/// A child was missing on Tuesday.
fn missing(story: &Story, ava: Id<Person>) -> Event {
    Event {
        id: story.house.id(),
        kind: "missing".into(),
        children: vec![ava],
        adults: Vec::new(),
        happened: PartialDate::Exact(date(2026, 11, 24)),
        moment: None,
        until: None,
        known_at: story.house.now(),
        told: Told { from: "family".into(), who: None, unnamed: false },
        answers: Answers::to("missing", 1),
        counts: None,
        by: domain::access::Actor::system().staff,
        at: story.house.now(),
        corrected: None,
        in_error: None,
        further: None,
    }
}

#[test]
fn a_child_who_was_missing_stands_in_the_list_of_the_missing() {
    each_house(|story| {
        let (ava, _) = two(story);
        let event = missing(story, ava);
        put(story, &event, Version::NONE);
        let manager = story.house.session(story.colleague("Sam Serving", Role::ServiceManager));
        let missing = |day: i8| {
            let lists = lists(&manager, date(2026, 11, day), Looked::Whole).unwrap();
            let list = lists.further.iter().find(|list| list.code == "missing").unwrap();
            list.lines.iter().map(|line| (line.child, line.why.clone())).collect::<Vec<_>>()
        };
        let found = missing(24);
        assert_eq!(found.len(), 1);
        assert!(found[0].0 == ava && found[0].1.contains("became known on 24 November 2026"), "{found:?}");
        // The day before nobody knew of it.
        assert_eq!(missing(23), []);
        // What was recorded in error stands in no list.
        let said = Said { by: event.by, at: event.at, reason: "Another child".into() };
        put(story, &Event { in_error: Some(said), ..event }, Version(1));
        assert_eq!(missing(24), []);
    });
}

#[test]
fn whose_rows_somebody_had_before_them_is_noted_with_the_child_and_nobody_elses() {
    each_house(|story| {
        let (ava, ben) = two(story);
        let manager = story.colleague("Sam Serving", Role::ServiceManager);
        let auditor = story.colleague("Ola Auditing", Role::Auditor);
        let looks = |child| {
            let looks = who_looked(&story.of(&auditor), child).unwrap();
            looks.iter().filter(|look| look.purpose.contains("lists for an inspection")).count()
        };
        let on = date(2026, 11, 24);
        let session = story.house.session(manager);
        lists(&session, on, Looked::Counts).unwrap();
        assert_eq!((looks(ava), looks(ben)), (0, 0));
        // Of the two only Ava has an assessment.
        lists(&session, on, Looked::Page("4", 1)).unwrap();
        assert_eq!((looks(ava), looks(ben)), (1, 0));
        lists(&session, on, Looked::Whole).unwrap();
        assert_eq!((looks(ava), looks(ben)), (2, 1));
    });
}

#[test]
fn the_lists_of_a_focused_visit_are_handed_over_in_the_same_form() {
    each_house(|story| {
        let (ava, _) = two(story);
        put(story, &missing(story, ava), Version::NONE);
        let on = date(2026, 11, 24);
        let session = story.house.session(story.colleague("Sam Serving", Role::ServiceManager));
        assert_eq!(lists(&session, on, Looked::Counts).unwrap().times().get(&ava), Some(&5));
        let made = || write_further(&session, on, Cursor::new(Vec::new())).unwrap();
        let (book, counts) = made();
        assert_eq!(counts.iter().map(|(_, rows)| rows).sum::<usize>(), 1);
        let opened = Workbook::open(Cursor::new(book.get_ref())).unwrap();
        assert_eq!(opened.sheets().len(), 9, "{:?}", opened.sheets());
        assert!(made().0.into_inner() == book.into_inner());
    });
}
