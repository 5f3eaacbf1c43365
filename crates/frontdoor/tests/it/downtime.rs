//! F16, total loss at two in the morning: everything is stopped and gone; on a bare machine there are the last pack, the key file and the
//! passphrase. The night worker finds the plan, and nothing that is protected or restricted is in what was opened.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use casework::handover::{authorise_card, draft_card};
use casework::simulation::{SeededChance, SimulatedClock};
use casework::staff::{StaffAsked, add_staff};
use casework::{House, Sending, Session};
use domain::access::{Action, Guard, Sealed, Subject};
use domain::calendar::london;
use domain::episode::{Enquiry, Episode, Plan, PlanKind};
use domain::handover::{Call, CardWords, Step};
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::address::{Address, AddressLines};
use domain::person::name::PersonName;
use domain::person::postcode::Postcode;
use domain::person::{Hazard, NamedCircle, Person, Standing};
use domain::staff::{Role, Staff};
use jiff::{SignedDuration, Timestamp};
use store::{Database, Kept, Key, Store, Version, load, save};

use crate::server::start;
use crate::{Said, command, council, run};

const PASSPHRASE: &str = "kettle dawn harbour seven";

/// Words that must be in no opened pack: where the refuge is, and who is restricted.
const CANARIES: &[&str] = &[
    "Quincebury",
    "ZZ99 7QK",
    "ZZ997QK",
    "Zenobiah",
    "Tarnquill",
    "Nettlewraith",
    "Wrenlockian",
    "Gorsemantle",
];

#[expect(clippy::disallowed_methods, reason = "the program that is tried reads the machine's clock")]
fn now() -> Timestamp {
    Timestamp::now()
}

/// A house in the council's data folder, at this moment.
struct Council {
    house: House,
    worker: Staff,
    manager: Staff,
}

impl Council {
    fn at(folder: &Path) -> Self {
        let key = Key::in_file(&folder.join("data/frontdoor.key"), [7; 32]).unwrap();
        let database = Database::Sqlite(folder.join("data/frontdoor.db"));
        let store = Store::open(database, key, store::Settings::default()).unwrap();
        let pack = Arc::new(domain::pack::england().clone());
        let calendar = Arc::new(pack.calendar());
        let clock = Arc::new(SimulatedClock::at(now()));
        let house = House::new(store, pack, calendar, clock, Arc::new(SeededChance::from_seed(5)));
        let worker = colleague(&house, "Tom Okafor", Role::SocialWorker);
        let manager = colleague(&house, "Rashid Karim", Role::MashManager);
        Council { house, worker, manager }
    }

    fn form(&self, opened: u64) -> Sending {
        Sending { form: self.house.id(), opened, content: Vec::new() }
    }

    fn keep<R: Kept>(&self, record: &R) {
        let kept = self.house.system().send(&self.form(0), "make", |door| {
            let permit = door.permit(Action::RecordContact, Subject::House)?;
            let version = load(&permit, record.id())?.map_or(Version::NONE, |known| known.version);
            save(&permit, record, version, "make", None)?;
            Ok(())
        });
        kept.unwrap();
    }

    /// A child whom the worker may read.
    fn child(&self, given: &str, family: &str) -> Person {
        let person = Person::named(self.house.id(), Standing::Child, PersonName::new(given, family));
        self.keep(&person);
        let who = Involved::Worker { staff: self.worker.id, team: "assessment_1".into() };
        let (id, child, role) = (self.house.id(), person.id, "allocated social worker".into());
        let from = self.house.now() - SignedDuration::from_hours(1);
        self.keep(&Involvement { id, child, who, role, from, until: None, reason: None });
        person
    }

    fn of(&self, staff: &Staff) -> Session<'_> {
        self.house.session(staff.clone())
    }

    fn card(&self, child: Id<Person>, kind: &str, plan: &str, safe: &str) {
        let words = CardWords {
            kind: kind.into(),
            steps: vec![Step { trigger: "If he rings".into(), plan: plan.into() }],
            call: vec![Call { who: "Aunt Jo".into(), number: "01632 960311".into() }],
            never: "The mother's address: give to nobody".into(),
            staff_safety: String::new(),
            safe: safe.into(),
            until: self.house.now() + SignedDuration::from_hours(5 * 24),
            further: None,
        };
        let card = draft_card(&self.of(&self.worker), &self.form(0), child, words).unwrap();
        authorise_card(&self.of(&self.manager), &self.form(1), card).unwrap();
    }

    fn episode(&self, child: Id<Person>, plan: Option<PlanKind>, enquiry: bool) {
        let day = london::date_of(self.house.now() - SignedDuration::from_hours(30 * 24));
        let enquiries = enquiry
            .then_some(Enquiry {
                started_on: day,
                conference_on: None,
                conference_not_required: false,
                record: None,
            })
            .into_iter();
        let plans = plan.map(|kind| Plan { kind, started_on: day, ended_on: None, category: None });
        self.keep(&Episode {
            enquiries: enquiries.collect(),
            plans: plans.into_iter().collect(),
            ..Episode::opened(self.house.id(), child, day)
        });
    }
}

fn colleague(house: &House, name: &str, role: Role) -> Staff {
    let asked = StaffAsked {
        name: name.into(),
        title: role.words().into(),
        roles: vec![role.code().into()],
        teams: vec!["front_door".into()],
        agency: None,
        organisation: String::new(),
        phone: "01632 960101".into(),
        email: format!("{}@northbridge.example", role.code()),
    };
    let sending = Sending { form: house.id(), opened: 0, content: Vec::new() };
    let id = add_staff(&house.system(), &sending, asked).unwrap();
    let known = house.system().read("a test", |door| {
        let permit = door.permit(Action::ManagePeople, Subject::House)?;
        Ok(load(&permit, id)?)
    });
    known.unwrap().unwrap().record
}

/// A night's families: one on a plan with a hidden home, one restricted, one missing, one in an enquiry.
fn families(folder: &Path) {
    let council = Council::at(folder);
    let lines =
        AddressLines { lines: vec!["9 Quincebury Row".into()], postcode: Some(Postcode::new("ZZ99 7QK")) };
    let mut ava = council.child("Avelinda", "Example");
    let home = |guard| Address {
        place: council.house.id(),
        lines: Sealed::new(lines.clone(), guard),
        from: None,
        until: None,
        source: "mother".into(),
    };
    ava.addresses = vec![home(Guard::Content)];
    ava.hazards = vec![Hazard { words: "A large dog behind the door".into(), for_staff: true, review: None }];
    council.keep(&ava);
    council.episode(ava.id, Some(PlanKind::ChildProtection), false);
    // Written while the address was open to whoever read the record: it is protected since.
    council.card(
        ava.id,
        "interim_safety_plan",
        "Drive past 9 Quincebury Row, zz99 7qk",
        "Asleep at the aunt's; Zenobiah Tarnquill is with her",
    );
    ava.addresses = vec![home(Guard::Protected)];
    council.keep(&ava);
    let kai = council.child("Kai", "Sampleford");
    council.card(
        kai.id,
        "missing",
        "If he is found, ring the aunt and do not ask him where he was",
        "Not known",
    );
    let leo = council.child("Leo", "Testerby");
    council.episode(leo.id, None, true);
    let mut sister = council.child("Zenobiah", "Tarnquill");
    sister.hazards = vec![Hazard { words: "Nettlewraith".into(), for_staff: true, review: None }];
    council.keep(&sister);
    council.card(sister.id, "staff_warning", "Gorsemantle", "Gorsemantle");
    council.episode(sister.id, Some(PlanKind::ChildInNeed), true);
    sister.restriction = Some(NamedCircle {
        circle: BTreeSet::from([council.manager.id]),
        ring: "Priya Shah, 01632 960177".into(),
        reason: "Wrenlockian".into(),
        since: council.house.now(),
    });
    council.keep(&sister);
}

/// A key in the folder, and the public key it is for.
fn key(folder: &Path, name: &str) -> String {
    fs::write(folder.join("words"), format!("{PASSPHRASE}\n")).unwrap();
    let said = run(folder, &format!("downtime key {name} --passphrase-file words"));
    let public = said.well().lines().last().unwrap().to_owned();
    assert!(public.starts_with("age1"), "{public}");
    public
}

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}

/// Runs a command line in a folder with nothing of this machine's settings.
fn bare(folder: &Path, line: &str) -> Said {
    command().env_clear().current_dir(folder).args(line.split(' ')).output().unwrap().into()
}

#[track_caller]
fn names_nobody_it_must_not(text: &str) {
    for canary in CANARIES {
        assert!(!text.to_lowercase().contains(&canary.to_lowercase()), "{canary} stands in {text}");
    }
}

#[test]
fn the_plan_is_found_when_everything_is_gone() {
    let folder = council();
    families(folder.path());
    let public = key(folder.path(), "night.key");
    let built = run(folder.path(), &format!("downtime build pack.age --recipient {public} --data data"));
    assert!(built.well().contains("Children on plans: 2"), "{}", built.out);
    let sealed = fs::read(folder.path().join("pack.age")).unwrap();
    names_nobody_it_must_not(&String::from_utf8_lossy(&sealed));
    assert!(!String::from_utf8_lossy(&sealed).contains("Avelinda"), "the pack is sealed");
    // Everything stops and is gone; what is left is carried to another machine.
    let machine = tempfile::tempdir().unwrap();
    for file in ["pack.age", "night.key", "words"] {
        fs::rename(folder.path().join(file), machine.path().join(file)).unwrap();
    }
    drop(folder);
    let here = machine.path();
    let opened = bare(here, "downtime open pack.age --key night.key --passphrase-file words");
    let text = opened.well();
    for words in [
        "Avelinda Example",
        "Child protection plan since",
        "Withheld: these words hold something that must not be given",
        "The mother's address: give to nobody",
        "A large dog behind the door",
        "Restricted: ring Priya Shah, 01632 960177.",
        "If he is found, ring the aunt",
        "Leo Testerby",
        "Section 47 enquiry: since",
        "Tom Okafor, 01632 960110",
        "01632 960199",
        "less than a minute old",
        "Nothing was written to this machine",
    ] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    names_nobody_it_must_not(text);
    assert_eq!(names(here), BTreeSet::from(["night.key", "pack.age", "words"].map(String::from)));
    let pages = bare(here, "downtime open pack.age --key night.key --passphrase-file words --to pages");
    assert!(pages.well().contains("whoever has the folder can read them"), "{}", pages.out);
    let mut all = String::new();
    for name in names(&here.join("pages")) {
        all.push_str(&fs::read_to_string(here.join("pages").join(name)).unwrap());
    }
    names_nobody_it_must_not(&all);
    for words in ["Avelinda Example", "Kai Sampleford", "Restricted: ring Priya Shah", "Staff warnings (2)"] {
        assert!(all.contains(words), "{words}");
    }
    let again = bare(here, "downtime open pack.age --key night.key --passphrase-file words --to pages");
    assert_eq!(again.why(), "pages is not empty: name a new folder");
}

#[test]
fn what_does_not_open_says_why_in_one_line() {
    let folder = council();
    let here = folder.path();
    let public = key(here, "night.key");
    key(here, "other.key");
    run(here, &format!("downtime build pack.age --recipient {public} --data data")).well();
    let pack = fs::read(here.join("pack.age")).unwrap();
    for (name, length) in [("none", 0), ("cut0", 12), ("cut1", pack.len() / 2), ("cut2", pack.len() - 1)] {
        fs::write(here.join(name), &pack[..length]).unwrap();
    }
    fs::write(here.join("wrong"), "kettle dawn harbour eight\n").unwrap();
    fs::write(here.join("empty"), "\n").unwrap();
    fs::write(here.join("short"), "kettle\n").unwrap();
    let open = |pack: &str, key: &str, words: &str| {
        run(here, &format!("downtime open {pack} --key {key} --passphrase-file {words}"))
    };
    for (said, why) in [
        (open("pack.age", "night.key", "wrong"), "this passphrase does not open night.key"),
        (open("pack.age", "other.key", "words"), "pack.age was made for another key"),
        (open("pack.age", "pack.age", "words"), "pack.age is not a key made by frontdoor downtime key"),
        (open("pack.age", "wrong", "words"), "wrong is not a key made by frontdoor downtime key"),
        (open("pack.age", "night.key", "empty"), "no passphrase was given"),
        (open("night.key", "night.key", "words"), "night.key is no downtime pack"),
        (open("nowhere", "night.key", "words"), "nowhere cannot be read"),
        (open("none", "night.key", "words"), "none is cut or damaged"),
        (open("cut0", "night.key", "words"), "cut0 is cut or damaged"),
        (open("cut1", "night.key", "words"), "cut1 is cut or damaged"),
        (open("cut2", "night.key", "words"), "cut2 is cut or damaged"),
        (run(here, "downtime key night.key --passphrase-file words"), "night.key is there already"),
        (run(here, "downtime key new.key --passphrase-file short"), "choose a passphrase of at least 16"),
        (run(here, "downtime build p --recipient age1x --data data"), "a public key begins with age1"),
        (run(here, "downtime build --data data"), "say where the pack is to be"),
        (run(here, "downtime build p --data data"), "say for whom the pack is"),
    ] {
        assert!(said.why().starts_with(why), "{} instead of {why}", said.why());
    }
    // The last pack stays as it was when a new one cannot be made.
    let failed = run(here, &format!("downtime build pack.age --recipient {public} --data nowhere"));
    assert_eq!(failed.why(), "there is no council's record in nowhere");
    assert_eq!(fs::read(here.join("pack.age")).unwrap(), pack);
}

#[test]
fn the_server_makes_the_pack_by_itself() {
    let folder = council();
    let here = folder.path();
    let public = key(here, "night.key");
    let configured = format!("data = \"data\"\n[downtime]\nfile = \"pack.age\"\nrecipient = \"{public}\"\n");
    fs::write(here.join("c.toml"), &configured).unwrap();
    fs::write(here.join("pack.age"), "the pack before").unwrap();
    // The worker makes a pack before it rests for the first time, and is waited for when the server stops.
    let server = start(here, "serve --config c.toml --listen 127.0.0.1:0");
    assert!(server.stop("-TERM"));
    let opened = run(here, "downtime open pack.age --key night.key --passphrase-file words");
    assert!(opened.well().contains("Northbridge City Council: downtime pack"), "{}", opened.out);
    assert!(names(here).iter().all(|name| !name.starts_with(".downtime-")), "{:?}", names(here));
    fs::write(here.join("c.toml"), configured.replace(&public, "age1nobody")).unwrap();
    assert!(run(here, "serve --config c.toml").why().starts_with("[downtime] in the configuration"));
}
