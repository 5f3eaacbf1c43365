//! Notifications: taken in once, whatever happens on the way; read by household; closed by one restricted person; nothing typed again.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

use casework::child::{AllocationAsked, allocate, restrict};
use casework::contact::{Whom, find_child, record, view};
use casework::notification::{
    Household, NoKey, NotTaken, Receipt, Sent, authenticate, batch, household, keys, look_up, make_contact,
    make_key, mend, not_needed, page, preview, receipt, refused_row, resume, revoke_key, send_to_worker,
    take_in, waiting,
};
use casework::simulation::{SeededChance, SimulatedClock};
use casework::{House, Session, work};
use domain::calendar::Calendar;
use domain::contact::{Channel, Contact, Described};
use domain::id::Id;
use domain::notification::{Format, Notification, Way};
use domain::pack::england;
use domain::person::Person;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::refusal::Refusal;
use domain::staff::{Role, Staff};
use jiff::SignedDuration;
use store::testing::{Throwaway, throwaways};
use store::{Stop, Store};

use crate::house::{Story, each_house, fields, neighbours_call, refused};

const HEAD: &str = "reference,incident_at,kinds,what_happened,officer,address,postcode,risk,role,name,born\n";

fn csv(rows: &str) -> String {
    format!("{HEAD}{rows}")
}

fn sent<'b>(name: &'b str, text: &'b str) -> Sent<'b> {
    Sent { agency: "police", way: Way::Folder, name, format: Format::Csv, bytes: text.as_bytes() }
}

fn take(story: &Story, text: &str) -> Receipt {
    let receipt = take_in(&story.house.system(), &sent("monday.csv", text), None).unwrap();
    look_up(&story.house).unwrap();
    receipt
}

/// A child on the record.
fn known(story: &Story, officer: &Staff, name: &str, born: &str) -> Id<Person> {
    let session = story.of(officer);
    let said = Described {
        birth: Known::Is(PartialDate::parse(born).unwrap()),
        ..Described::named(PersonName::single(name))
    };
    let intake = neighbours_call(Channel::Telephone, said, "Crying at night.");
    let contact = record(&session, &story.form(0), intake).unwrap();
    find_child(&session, &story.form(1), contact, 0, Whom::New).unwrap();
    view(&session, contact).unwrap().contact.record.children[0].found.person().unwrap()
}

fn households(session: &Session<'_>) -> Vec<Household> {
    page(session, &waiting(session).unwrap().households).unwrap()
}

fn references(household: &Household) -> Vec<&str> {
    household.notifications.iter().map(|told| told.record.reference.as_str()).collect()
}

fn shown(household: &Household) -> Vec<(Id<Notification>, u64)> {
    household.notifications.iter().map(|told| (told.record.id, told.version.0)).collect()
}

#[test]
fn a_batch_is_taken_once_and_a_changed_row_is_a_new_version() {
    each_house(|story| {
        let officer = story.colleague("Asha Officer", Role::ContactOfficer);
        let first = csv(
            "A1,2026-11-21 23:10,domestic_abuse,Shouting,PC 1,14 Larch Road,ZZ99 3AB,high,child,Ava Example,2019-02-03\n\
                         A2,,concern,Alone at home,PC 2,2 Elm Way,ZZ99 3AC,,child,Bo Sample,7\n\
                         A3,,cheese,Hm,PC 3,2 Elm Way,ZZ99 3AC,,child,Bo Sample,7\n",
        );
        let seen = preview(&story.house.system(), &sent("monday.csv", &first)).unwrap();
        assert_eq!((seen.rows, seen.new, seen.refused.len(), seen.known), (3, 2, 1, 0));
        assert_eq!(waiting(&story.of(&officer)).unwrap().households.len(), 0);

        let receipt = take(story, &first);
        assert!(!receipt.again);
        assert_eq!((receipt.batch.taken, receipt.batch.refused), (2, 1));
        assert_eq!((receipt.refused[0].line, receipt.refused[0].problems[0].field.as_str()), (4, "kinds"));

        let again = take(story, &first);
        assert!(again.again);
        assert_eq!(again.batch, receipt.batch);

        // The same incidents in another file, one of them with other words; the agency mends the refused one itself.
        story.later(SignedDuration::from_hours(1));
        let second = csv("A2,,concern,Alone at home all night,PC 2,2 Elm Way,ZZ99 3AC,,child,Bo Sample,7\n\
                          A1,2026-11-21 23:10,domestic_abuse,Shouting,PC 1,14 Larch Road,ZZ99 3AB,high,child,Ava Example,2019-02-03\n\
                          A3,,crime,Hm,PC 3,2 Elm Way,ZZ99 3AC,,child,Bo Sample,7\n");
        let later = take(story, &second);
        assert_eq!((later.batch.taken, later.batch.changed, later.batch.same), (1, 1, 1));
        let session = story.of(&officer);
        assert!(batch(&session, receipt.batch.id).unwrap().refused.is_empty(), "the agency mended its row");
        let found = households(&session);
        assert_eq!(found.iter().map(references).collect::<Vec<_>>(), [vec!["A1"], vec!["A2", "A3"]]);
        assert!(found[1].sketch.changed && !found[0].sketch.changed);
        assert_eq!(found[1].notifications[0].record.what_happened, "Alone at home all night");
        assert!(story.house.store.verify(&[], &mut |_| {}).unwrap().is_sound());
    });
}

#[test]
fn a_file_that_cannot_be_read_brings_in_nothing() {
    each_house(|story| {
        for text in ["", "nothing here", "reference,kinds\nA,concern"] {
            let refused = take_in(&story.house.system(), &sent("x.csv", text), None).unwrap_err();
            assert!(matches!(refused, NotTaken::Unreadable { line: 1, .. }), "{text}: {refused}");
        }
        let nobody = Sent {
            agency: "circus",
            ..sent("x.csv", "reference,kinds,what_happened,address\nA,concern,x,1 Elm Way")
        };
        assert!(take_in(&story.house.system(), &nobody, None).unwrap_err().to_string().contains("no agency"));
        let officer = story.colleague("Asha Officer", Role::ContactOfficer);
        let text = csv("A1,,concern,x,,1 Elm Way,,,,,\n");
        let not_theirs = take_in(&story.of(&officer), &sent("x.csv", &text), None).unwrap_err();
        assert!(not_theirs.to_string().contains("Your role does not let you send"), "{not_theirs}");
    });
}

#[test]
fn two_incidents_of_one_home_with_a_known_child_become_one_contact_with_nothing_typed_again() {
    each_house(|story| {
        let officer = story.colleague("Asha Officer", Role::ContactOfficer);
        let session = story.of(&officer);
        let ava = known(story, &officer, "Ava Example", "2019-02-03");
        take(
            story,
            &csv(
                "B1,2026-11-21 23:10,domestic_abuse,Shouting heard,PC 4410 Marsh,\"14 Larch Road, Northbridge\",ZZ99 3AB,medium,victim,Kim Example,1990\n\
                  B1,,,,,,,,child,Ava Example,03/02/2019\n\
                  B1,,,,,,,,suspect,Lee Jones,1988\n\
                  B2,2026-11-22 02:00,domestic_abuse,Called back,PC 9 Fenn,14 Larch Rd,zz993ab,,child,Ava Example,03/02/2019\n\
                  B3,2026-11-22 02:30,crime,Bicycle taken,PC 9 Fenn,9 Ash Close,ZZ99 3AD,,victim,Una Other,2010\n",
            ),
        );
        let found = households(&session);
        assert_eq!(found.iter().map(references).collect::<Vec<_>>(), [vec!["B1", "B2"], vec!["B3"]]);
        let home = &found[0];
        assert_eq!(home.sketch.repeats.words().as_deref(), Some("2nd in 12 months, 2nd this week"));
        assert!(home.sketch.domestic_abuse && home.sketch.known && !home.sketch.open);
        assert_eq!(home.known.len(), 1);
        assert_eq!(home.known[0].person.as_ref().unwrap().child, ava);

        let form = story.form(0);
        let contact = make_contact(&session, &form, &shown(home)).unwrap();
        assert_eq!(make_contact(&session, &form, &shown(home)).unwrap(), contact, "the same form is one act");
        let made: Contact = view(&session, contact).unwrap().contact.record;
        assert_eq!((made.channel, made.source.as_str()), (Channel::PoliceSystem, "6"));
        assert_eq!(made.received_at, home.sketch.received_at);
        assert_eq!(made.children.len(), 1);
        assert_eq!(made.children[0].said.name.display(), "Ava Example");
        let others: Vec<String> = made.others.iter().map(|other| other.name.display()).collect();
        assert_eq!(others, ["Kim Example", "Lee Jones"]);
        for words in ["Shouting heard", "Called back", "Medium risk", "PC 4410 Marsh", "B1", "B2"] {
            assert!(
                made.concern.facts.to_lowercase().contains(&words.to_lowercase()),
                "{words}: {}",
                made.concern.facts
            );
        }
        assert_eq!(
            made.children[0].said.address.answer().unwrap().unshown().one_line(),
            "14 Larch Road, Northbridge, ZZ99 3AB"
        );
        assert!(!made.concern.facts.contains("Larch"), "an address is never within a text");
        assert!(made.safe_contact.never.contains("safe way"));
        let sources = casework::notification::of_contact(&session, contact).unwrap();
        assert_eq!(sources.iter().map(|source| source.reference.as_str()).collect::<Vec<_>>(), ["B1", "B2"]);
        assert_eq!(sources[0].id, home.notifications[0].record.id);
        assert_eq!(households(&session).len(), 1);
        let twice = refused(make_contact(&session, &story.form(0), &shown(home)));
        assert!(twice.contains("triaged already"), "{twice}");

        // A third of the same home is read against the first two.
        story.later(SignedDuration::from_hours(24));
        take(
            story,
            &csv("B4,2026-11-23 22:00,concern,Again,,14 Larch Road,ZZ99 3AB,,child,Ava Example,2019-02-03\n"),
        );
        let third = households(&story.of(&officer)).remove(0);
        assert_eq!(third.sketch.repeats.words().as_deref(), Some("3rd in 12 months, 3rd this week"));
        assert_eq!(third.sketch.earlier.get("contact"), Some(&2));
    });
}

#[test]
fn word_goes_to_the_worker_whole_and_no_contact_needs_a_reason() {
    each_house(|story| {
        let officer = story.colleague("Asha Officer", Role::ContactOfficer);
        let manager = story.colleague("Rashid Manager", Role::MashManager);
        let worker = story.colleague("Sam Worker", Role::SocialWorker);
        let session = story.of(&officer);
        let ava = known(story, &officer, "Ava Example", "2019-02-03");
        let asked = AllocationAsked {
            staff: worker.id,
            team: "assessment_1".into(),
            role: "allocated social worker".into(),
        };
        allocate(&story.of(&manager), &story.form(0), ava, asked).unwrap();
        take(
            story,
            &csv(
                "C1,2026-11-21 23:10,missing,Not home by midnight,PC 1,14 Larch Road,ZZ99 3AB,,missing,Ava Example,2019-02-03\n\
                  C2,,crime,Bicycle taken,PC 9,9 Ash Close,ZZ99 3AD,,victim,Una Other,1970\n",
            ),
        );
        let found = households(&session);
        assert!(found[0].sketch.open);
        let worker_of = &found[0].known[0].workers[0];
        assert_eq!((worker_of.staff, worker_of.name.as_str()), (worker.id, "Sam Worker"));
        let other = refused(send_to_worker(&session, &story.form(0), &shown(&found[0]), ava, manager.id));
        assert!(other.contains("does not hold"), "{other}");
        send_to_worker(&session, &story.form(0), &shown(&found[0]), ava, worker.id).unwrap();
        let notices = work::own_work(&story.of(&worker)).unwrap().notices;
        assert!(
            notices.iter().any(|notice| notice.record.words.contains("Not home by midnight")),
            "{notices:?}"
        );

        let bicycle = shown(&found[1]);
        let none = not_needed(&session, &story.form(0), &bicycle, "", "");
        assert_eq!(fields(none), ["reason"]);
        let dot = not_needed(&session, &story.form(0), &bicycle, "other", ".");
        assert_eq!(fields(dot), ["words"]);
        not_needed(&session, &story.form(0), &bicycle, "no_child", "").unwrap();
        assert!(households(&session).is_empty());
        story.later(SignedDuration::from_hours(24));
        take(story, &csv("C3,,crime,Window broken,PC 9,9 Ash Close,ZZ99 3AD,,victim,Una Other,1970\n"));
        let again = households(&story.of(&officer)).remove(0);
        assert_eq!(again.sketch.earlier.get("no_child"), Some(&1), "the reason given before is counted");

        // Sent again with other words after it was triaged: it waits again, and nobody decides on words they have not seen.
        take(
            story,
            &csv("C2,,crime,Bicycle taken from a child,PC 9,9 Ash Close,ZZ99 3AD,,victim,Una Other,1970\n"),
        );
        let stale = refused(not_needed(&session, &story.form(0), &bicycle, "no_child", ""));
        assert!(stale.contains("other words"), "{stale}");
        let back = households(&story.of(&officer)).remove(0);
        assert_eq!(references(&back), ["C2", "C3"]);
        assert_eq!(back.notifications[0].record.triage.len(), 1);
    });
}

#[test]
fn one_restricted_person_closes_a_notification_to_all_but_the_circle() {
    each_house(|story| {
        let officer = story.colleague("Asha Officer", Role::ContactOfficer);
        let manager = story.colleague("Rashid Manager", Role::MashManager);
        let zen = known(story, &officer, "Zenobiah Tarnquill", "2015-05-04");
        let ring = "Priya Shah, 01632 960177";
        restrict(
            &story.of(&manager),
            &story.form(0),
            zen,
            BTreeSet::from([manager.id]),
            ring.into(),
            "A colleague's niece".into(),
        )
        .unwrap();
        let receipt = take(
            story,
            &csv(
                "D1,,concern,Gorsemantle,PC 1,14 Larch Road,ZZ99 3AB,,child,Zenobiah Tarnquill,2015-05-04\n\
                  D2,,concern,Next door,PC 1,14 Larch Road,ZZ99 3AB,,child,Bo Sample,2014\n\
                  D3,,cheese,Hollowbright,PC 1,14 Larch Road,ZZ99 3AB,,child,Zenobiah Tarnquill,2015-05-04\n",
            ),
        );
        let outside = story.of(&officer);
        let wait = waiting(&outside).unwrap();
        assert_eq!(wait.rings, [ring]);
        let found = households(&outside);
        assert_eq!(found.iter().map(references).collect::<Vec<_>>(), [vec!["D2"]]);
        assert_eq!(found[0].sketch.repeats.in_a_year, 1, "what may not be read is not counted");
        let seen = batch(&outside, receipt.batch.id).unwrap();
        assert!(seen.refused.is_empty());
        assert_eq!(seen.rings, [ring]);

        let inside = story.of(&manager);
        let found = households(&inside);
        assert_eq!(references(&found[0]).len(), 2);
        let closed = found[0].notifications.iter().find(|told| told.record.reference == "D1").unwrap();
        let (id, version) = (closed.record.id, closed.version.0);
        let words = refused(household(&outside, id).map(drop));
        assert_eq!(words, format!("Restricted: ring {ring}."));
        for act in [
            make_contact(&outside, &story.form(0), &[(id, version)]).map(drop),
            not_needed(&outside, &story.form(0), &[(id, version)], "no_child", ""),
        ] {
            assert_eq!(refused(act), format!("Restricted: ring {ring}."));
        }
        let row = batch(&inside, receipt.batch.id).unwrap().refused.remove(0).id;
        assert!(refused_row(&inside, row).is_ok());
        assert_eq!(refused(refused_row(&outside, row).map(drop)), format!("Restricted: ring {ring}."));
        // The answer to the agency is the same as for anybody: their own words and what is wrong with them.
        let told = casework::notification::receipt(&story.house.system(), receipt.batch.id).unwrap();
        assert_eq!((told.batch.taken, told.batch.refused, told.refused.len()), (2, 1, 1));
    });
}

#[test]
fn two_flats_of_a_house_and_a_hospital_join_nobody() {
    each_house(|story| {
        let officer = story.colleague("Asha Officer", Role::ContactOfficer);
        take(
            story,
            &csv("H1,,concern,x,,\"Flat 2, 12 Mill Lane\",ZZ99 3AB,,child,Ava Amble,2015-01-02\n\
                  H2,,concern,x,,\"Flat 7, 12 Mill Lane\",ZZ99 3AB,,child,Bo Brack,2014-02-03\n\
                  H3,,concern,x,,\"flat 7, 12 mill ln\",zz99 3ab,,child,Cy Clough,2013-03-04\n\
                  H4,,concern,x,,Northbridge General Hospital,ZZ99 3AC,,child,Di Dunmere,2012-04-05\n\
                  H5,,concern,x,,Northbridge General Hospital,ZZ99 3AC,,child,Ed Fenwick,2011-05-06\n\
                  H6,,concern,x,,8 Ash Row,,,child,Flo Garsdale,2010-06-07\n\
                  H7,,concern,x,,8 ash row,,,child,Gus Hollin,2009-07-08\n"),
        );
        let mut found: Vec<Vec<String>> = households(&story.of(&officer))
            .iter()
            .map(|home| references(home).into_iter().map(str::to_owned).collect())
            .collect();
        found.iter_mut().for_each(|home| home.sort());
        found.sort();
        let expected: [&[&str]; 5] = [&["H1"], &["H2", "H3"], &["H4"], &["H5"], &["H6", "H7"]];
        assert_eq!(found, expected);
    });
}

#[test]
fn nobody_sees_a_notification_before_it_is_looked_up() {
    each_house(|story| {
        let officer = story.colleague("Asha Officer", Role::ContactOfficer);
        let text = csv("E1,,concern,x,PC 1,14 Larch Road,ZZ99 3AB,,child,Ava Example,2015\n");
        take_in(&story.house.system(), &sent("x.csv", &text), None).unwrap();
        let wait = waiting(&story.of(&officer)).unwrap();
        assert_eq!((wait.households.len(), wait.arriving), (0, 1));
        look_up(&story.house).unwrap();
        let wait = waiting(&story.of(&officer)).unwrap();
        assert_eq!((wait.households.len(), wait.arriving), (1, 0));
    });
}

#[test]
fn a_refused_row_is_mended_by_a_person_with_nothing_lost() {
    each_house(|story| {
        let officer = story.colleague("Asha Officer", Role::ContactOfficer);
        let session = story.of(&officer);
        let receipt =
            take(story, &csv("F1,31/11/2026,cheese,Hm,PC 3,2 Elm Way,ZZ99 3AC,,child,Bo Sample,7\n"));
        let row = batch(&session, receipt.batch.id).unwrap().refused.remove(0);
        assert_eq!(row.row.get("what_happened"), "Hm");
        let mut mended = row.row.clone();
        let version = refused_row(&session, row.id).unwrap().row.version.0;
        assert_eq!(
            fields(mend(&session, &story.form(version), row.id, mended.clone())),
            ["incident_at", "kinds"]
        );
        mended.incident.insert("kinds".into(), "concern".into());
        mended.incident.insert("incident_at".into(), "22/11/2026 10:00".into());
        mend(&session, &story.form(version), row.id, mended.clone()).unwrap();
        look_up(&story.house).unwrap();
        assert_eq!(references(&households(&session)[0]), ["F1"]);
        assert!(batch(&session, receipt.batch.id).unwrap().refused.is_empty());
        let kept = refused_row(&session, row.id).unwrap().row;
        assert_eq!(kept.record.row, row.row, "what the agency sent stays as it was");
        let twice = refused(mend(&session, &story.form(kept.version.0), row.id, mended));
        assert!(twice.contains("already"), "{twice}");
    });
}

#[test]
fn a_key_opens_what_its_agency_sent_until_it_ends() {
    each_house(|story| {
        let administrator = story.colleague("Una Administrator", Role::Administrator);
        let session = story.of(&administrator);
        assert_eq!(fields(make_key(&session, "circus", " ", "0")), ["agency", "name", "days"]);
        let police = make_key(&session, "police", "Niche", "30").unwrap();
        let school = make_key(&session, "school", "Arbor", "1").unwrap();
        let text = csv("G1,,concern,x,PC 1,14 Larch Road,ZZ99 3AB,,child,Ava Example,2015\n");
        let officer = authenticate(&story.house, &police.secret, "192.0.2.1").unwrap();
        let batch = take_in(&officer, &sent("", &text), None).unwrap().batch.id;
        assert!(receipt(&officer, batch).is_ok());
        let other = authenticate(&story.house, &school.secret, "192.0.2.1").unwrap();
        assert_eq!(refused(receipt(&other, batch)), Refusal::NotFound.to_string());
        assert!(refused(waiting(&officer)).contains("Your role"));
        let (listed, _) = keys(&session).unwrap();
        assert!(listed.iter().all(|key| !police.secret.contains(&key.record.digest)));

        story.later(SignedDuration::from_hours(25));
        assert!(matches!(authenticate(&story.house, &school.secret, "192.0.2.1"), Err(NoKey::Unknown)));
        revoke_key(&session, &story.form(0), police.key.id).unwrap();
        assert!(matches!(authenticate(&story.house, &police.secret, "192.0.2.1"), Err(NoKey::Unknown)));
        for wrong in ["", "fdk_", "fdk_zz", &police.secret[4..], "x".repeat(10_000).as_str()] {
            assert!(matches!(authenticate(&story.house, wrong, "192.0.2.9"), Err(NoKey::Unknown)), "{wrong}");
        }
        let guesses =
            (0..40).map(|_| authenticate(&story.house, "fdk_guess", "192.0.2.9")).collect::<Vec<_>>();
        assert!(matches!(guesses.last(), Some(Err(NoKey::Wait(_)))), "a guesser waits");
    });
}

/// Holds the database and the file of a taker that is to be killed; absent in an ordinary run.
const TAKER: &str = "FRONTDOOR_TEST_KILLED_TAKER";

fn house(store: Store) -> House {
    let clock = Arc::new(SimulatedClock::at("2026-11-23T08:30:00Z".parse().unwrap()));
    let chance = Arc::new(SeededChance::from_seed(u64::from(std::process::id())));
    House::new(store, Arc::new(england().clone()), Arc::new(Calendar::england()), clock, chance)
}

fn five_hundred() -> String {
    let mut rows = String::from(HEAD);
    for number in 0..500 {
        let kinds = if number % 50 == 7 { "cheese" } else { "concern" };
        writeln!(rows, "K{number},2026-11-22 01:00,{kinds},Words,PC {number},{number} Larch Road,ZZ99 3AB,,child,Child{number} Example,2015-01-01").unwrap();
    }
    rows
}

/// The taker: takes in the whole file. Only the test below starts it as a process.
#[test]
fn taker() {
    let Ok(place) = std::env::var(TAKER) else { return };
    let database = match place.strip_prefix("file:") {
        Some(path) => store::Database::Sqlite(path.into()),
        None => store::Database::Postgres(place),
    };
    let store = Store::open(database, store::testing::KEY, store::Settings::default()).unwrap();
    let text = five_hundred();
    take_in(&house(store).system(), &sent("killed.csv", &text), None).unwrap();
}

fn start(throwaway: &Throwaway) -> std::process::Child {
    let place = match &throwaway.database {
        store::Database::Sqlite(path) => format!("file:{}", path.display()),
        store::Database::Postgres(address) => address.clone(),
    };
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "notification::taker", "--test-threads=1"])
        .env(TAKER, place)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_batch_killed_half_way_and_sent_again_is_the_whole_once() {
    for resumed in [false, true] {
        for throwaway in throwaways() {
            let house = house(throwaway.open());
            let mut taker = start(&throwaway);
            // Until some of it is there, and before all of it is: five hundred rows make more than five hundred entries.
            while house.store.heads().unwrap()[0].seq.0 < 120 {
                assert!(taker.try_wait().unwrap().is_none(), "the taker ended by itself");
            }
            taker.kill().unwrap();
            taker.wait().unwrap();
            let stood = casework::notification::batches(&house.system()).unwrap().remove(0);
            assert!(!stood.is_finished() && stood.gone_through > 0, "killed too late: {stood:?}");
            let text = five_hundred();
            if resumed {
                // Nobody sends it again: what was kept is enough.
                resume(&house.system(), stood.id).unwrap();
            } else {
                let receipt = take_in(&house.system(), &sent("killed.csv", &text), None).unwrap();
                assert!(receipt.again);
                assert_eq!(receipt.batch.id, stood.id);
            }
            let whole = receipt_of(&house, stood.id);
            assert_eq!(
                (whole.batch.taken, whole.batch.refused, whole.batch.same, whole.batch.changed),
                (490, 10, 0, 0)
            );
            assert_eq!(whole.refused.len(), 10);
            assert!(whole.batch.is_finished());
            look_up(&house).unwrap();
            let seen = waiting(&house.system()).unwrap();
            let told: usize = seen.households.iter().map(|home| home.notifications.len()).sum();
            assert_eq!(told, 490);
            assert!(house.store.verify(&[], &mut |_| {}).unwrap().is_sound());
        }
    }
}

fn receipt_of(house: &House, batch: Id<domain::notification::Batch>) -> Receipt {
    receipt(&house.system(), batch).unwrap()
}

/// What stops a taking in is words or a failure, never a panic.
#[test]
fn a_batch_that_is_not_there_cannot_be_resumed() {
    each_house(|story| {
        let stopped = resume(&story.house.system(), Id::from_bits(7)).unwrap_err();
        assert!(matches!(stopped, NotTaken::Stopped(Stop::Refusal(Refusal::NotFound))), "{stopped}");
    });
}
