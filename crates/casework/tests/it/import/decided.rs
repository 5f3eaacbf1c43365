//! Who decides a file and how: the worker for a large one, in the name of who asked; whoever decides, the same people are meant; and what was taken back is in no
//! return, list or feed. The people are invented.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use casework::import::Brought;
use casework::import::back::{ask_to_take_back, take_back};
use casework::import::decide::{Choice, accept_one, ask_for_all};
use casework::import::report::report;
use casework::outbox::{FileMailer, Outbox};
use domain::access::{Action, Subject};
use domain::import::{Bundle, Kind, Source, State};
use domain::staff::Role;
use jiff::civil::date;
use store::load;

use super::{accepted, brought, census, child, held, referral, sound, take};
use crate::house::{Story, each_house, refused};

/// Does what the worker does.
fn work(story: &Story) {
    let folder = tempfile::tempdir().unwrap();
    let mailer = Arc::new(FileMailer::into(folder.path()).unwrap());
    Outbox::new(story.house.clone(), mailer).run_due("one").unwrap();
}

fn in_state(story: &Story, brought: &Brought, state: &str) -> u64 {
    report(&story.house.system(), brought.import.id).unwrap().in_state(state)
}

#[test]
fn a_large_import_is_taken_and_taken_back_by_the_worker_in_the_name_of_who_asked() {
    each_house(|story| {
        let row = |number: u32| format!("L{number},Kit,Number{number}\n");
        let list: String =
            std::iter::once("id,given name,family name\n".to_owned()).chain((0..1_001).map(row)).collect();
        let came = brought(story, Source::People, list.as_bytes()).unwrap();
        let few = brought(story, Source::People, b"id,given name\nF1,Mara\n").unwrap();
        let administrator = story.colleague("Ada Who Imports", Role::Administrator);
        let session = story.of(&administrator);
        // Few are taken at once, and whoever sends the form twice has asked once.
        let once = story.form(0);
        ask_for_all(&session, &once, few.import.id, Kind::NewPerson).unwrap();
        ask_for_all(&session, &once, few.import.id, Kind::NewPerson).unwrap();
        assert_eq!(in_state(story, &few, "accepted"), 1);
        ask_for_all(&session, &story.form(0), came.import.id, Kind::NewPerson).unwrap();
        assert_eq!(in_state(story, &came, "waiting"), 1_001);
        work(story);
        assert_eq!(in_state(story, &came, "accepted"), 1_001);
        let by = story.house.system().read("test", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            let bundle = store::import::bundles(&permit, came.import.id)?[0];
            Ok(load::<Bundle>(&permit, bundle)?.unwrap().record.proposals[0].state.clone())
        });
        let State::Accepted { by, .. } = by.unwrap() else { panic!("accepted") };
        assert_eq!(by, administrator.id);
        let refusal = refused(ask_to_take_back(&session, &story.form(0), came.import.id, " "));
        assert!(refusal.contains("Say why"), "{refusal}");
        ask_to_take_back(&session, &story.form(0), came.import.id, "The wrong list").unwrap();
        assert_eq!(in_state(story, &came, "accepted"), 1_001);
        work(story);
        assert_eq!((in_state(story, &came, "accepted"), in_state(story, &came, "taken_back")), (0, 1_001));
        assert!(held(story, "L1000").is_none() && held(story, "F1").is_some());
        sound(story);
    });
}

#[test]
fn what_is_taken_back_is_in_no_return_and_no_list() {
    each_house(|story| {
        story.at("2026-03-20T10:00:00Z".parse().unwrap());
        let system = story.house.system();
        let came = take(story, &census(2026, &child("C1", "<Sex>F</Sex>", &referral("2025-09-01", ""))));
        let nobody = "<CINdetails><CINreferralDate>2025-09-02</CINreferralDate><ReferralNFA>1</ReferralNFA></CINdetails>";
        let other = take(story, &census(2026, &child("C2", "<Sex>M</Sex>", nobody)));
        let returned = |known| {
            let mut out = Vec::new();
            casework::census::write(&system, 2026, known, &mut out).map_err(|refused| refused.to_string())?;
            Ok::<_, String>(String::from_utf8(out).unwrap())
        };
        let whole = returned(None).unwrap();
        assert!(whole.contains("C1") && whole.contains("C2"), "{whole}");
        for back in [&came, &other] {
            take_back(&system, back.import.id, "The wrong council", &mut |_| {}).unwrap();
        }
        for known in [None, Some(date(2026, 3, 20))] {
            let after = returned(known).unwrap_err();
            assert!(after.contains("No child counts"), "{after}");
        }
        let (_, lists) =
            casework::inspection::write(&system, date(2026, 3, 20), Cursor::new(Vec::new())).unwrap();
        assert_eq!(lists.rows.values().sum::<u64>(), 0, "{lists:?}");
        let feed = casework::feed::feed(&system, &BTreeMap::new()).unwrap();
        assert!(feed.nodes.is_empty(), "{:?}", feed.nodes);
    });
}

#[test]
fn whoever_decides_a_file_means_the_same_people() {
    each_house(|story| {
        let list = "given name,family name,date of birth,postcode\nMara,Larchwood,2015-05-04,ZZ99 3AA\n";
        let first = brought(story, Source::People, list.as_bytes()).unwrap();
        accepted(story, &first);
        let more = "given name,family name,date of birth,postcode,nhs number\nMara,Larchwood,2015-05-04,ZZ99 3AA,999 000 0018\n";
        let came = brought(story, Source::People, more.as_bytes()).unwrap();
        assert_eq!(came.tally.0["People"].changed, 1, "{:?}", came.tally);
        // An administrator reads no child's record, and makes nobody a second time.
        let administrator = story.colleague("Ada Who Imports", Role::Administrator);
        let decided =
            accept_one(&story.of(&administrator), None, came.import.id, 1, Choice::AsFound).unwrap();
        assert_eq!(decided.decided, 1);
        let again = brought(story, Source::People, (more.to_owned() + "\n").as_bytes()).unwrap();
        assert_eq!((again.import.proposals, again.tally.0["People"].same), (0, 1), "{:?}", again.tally);
        sound(story);
    });
}
