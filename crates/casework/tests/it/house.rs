//! An invented house for a story: a store of its own, a clock that stands until it is set, chance from a seed.

use std::sync::Arc;

use casework::contact::Intake;
use casework::simulation::{SeededChance, SimulatedClock};
use casework::staff::{StaffAsked, add_staff};
use casework::{House, Sending, Session};
use domain::access::{Action, Subject};
use domain::calendar::Calendar;
use domain::contact::{Channel, Concern, Described, Found, Referrer, SafeContact, SubjectChild};
use domain::pack::england;
use domain::person::known::Known;
use domain::refusal::Refusal;
use domain::staff::{Role, Staff};
use identity::password::Policy;
use jiff::{SignedDuration, Timestamp};
use store::{Kept, Stop, Version, load, save};

/// A house whose time the story sets.
pub struct Story {
    /// The house.
    pub house: House,
    clock: Arc<SimulatedClock>,
}

/// Tells a story once on each engine, from Monday morning on.
pub fn each_house(story: impl Fn(&Story)) {
    store::testing::each_engine(|_, store| {
        let clock = Arc::new(SimulatedClock::at("2026-11-23T08:30:00Z".parse().unwrap()));
        let pack = Arc::new(england().clone());
        let chance = Arc::new(SeededChance::from_seed(7));
        let house =
            House::new(store.clone(), pack, Arc::new(Calendar::england()), Arc::clone(&clock) as _, chance);
        story(&Story { house: house.with_passwords(Policy::cheap_for_invented_users()), clock });
    });
}

impl Story {
    /// The same story in a house that is set up otherwise.
    pub fn in_house(&self, house: House) -> Story {
        Story { house, clock: Arc::clone(&self.clock) }
    }

    /// The same story, for a house set up otherwise.
    pub fn with(&self, change: impl FnOnce(House) -> House) -> Story {
        Story { house: change(self.house.clone()), clock: Arc::clone(&self.clock) }
    }

    /// Lets time pass.
    pub fn later(&self, by: SignedDuration) {
        self.clock.set(self.house.now() + by);
    }

    /// Sets the clock.
    pub fn at(&self, moment: Timestamp) {
        self.clock.set(moment);
    }

    /// A form opened at a version and sent.
    pub fn form(&self, opened: u64) -> Sending {
        Sending { form: self.house.id(), opened, content: Vec::new() }
    }

    /// A new colleague with one role.
    pub fn colleague(&self, name: &str, role: Role) -> Staff {
        let email = format!("{}@northbridge.example", name.to_lowercase().replace(' ', "."));
        let asked = StaffAsked {
            name: name.into(),
            title: role.words().into(),
            roles: vec![role.code().into()],
            teams: vec!["front_door".into()],
            agency: None,
            organisation: String::new(),
            phone: "01632 960101".into(),
            email,
        };
        let id = add_staff(&self.house.system(), &self.form(0), asked).unwrap();
        let system = self.house.system();
        let known = system.read("a story", |door| {
            let permit = door.permit(Action::ManagePeople, Subject::House)?;
            Ok(load(&permit, id)?)
        });
        known.unwrap().unwrap().record
    }

    /// Keeps a record as it is, whoever would have to write it: what a story begins from.
    pub fn keep<R: Kept>(&self, record: &R) {
        let kept = self.house.system().send(&self.form(0), "make", |door| {
            let permit = door.permit(Action::RecordContact, Subject::House)?;
            let version = load(&permit, record.id())?.map_or(Version::NONE, |known| known.version);
            save(&permit, record, version, "make", None)?;
            Ok(())
        });
        kept.unwrap();
    }

    /// A session of somebody.
    pub fn of(&self, staff: &Staff) -> Session<'_> {
        self.house.session(staff.clone())
    }
}

/// The words that a person is shown.
#[track_caller]
pub fn refused<T>(outcome: Result<T, Stop>) -> String {
    match outcome {
        Err(Stop::Refusal(refusal)) => refusal.to_string(),
        Err(Stop::Failure(failure)) => panic!("a failure of ours: {failure}"),
        Ok(_) => panic!("this should have been refused"),
    }
}

/// The fields that a person is asked to put right.
#[track_caller]
pub fn fields<T>(outcome: Result<T, Stop>) -> Vec<String> {
    match outcome {
        Err(Stop::Refusal(Refusal::Invalid(problems))) => {
            problems.into_iter().map(|problem| problem.field).collect()
        }
        Err(stop) => panic!("another stop: {stop}"),
        Ok(_) => panic!("this should have been refused"),
    }
}

/// A neighbour's call about one child.
pub fn neighbours_call(channel: Channel, said: Described, facts: &str) -> Intake {
    Intake {
        received_at: None,
        channel,
        source: "1B".into(),
        referrer: Referrer {
            name: None,
            agency: None,
            role: "neighbour".into(),
            phone: None,
            email: None,
            anonymous: false,
            preference: String::new(),
        },
        children: vec![SubjectChild { said, where_now: Known::NotKnown, found: Found::NotLooked }],
        others: Vec::new(),
        concern: Concern { facts: facts.into(), ..Concern::default() },
        safe_contact: SafeContact::default(),
        forms: Vec::new(),
    }
}
