//! One council's Frontdoor: its store, its practice pack, its calendar, and the two things only the program's shell may give: time and chance.

use std::sync::Arc;

use domain::access::Actor;
use domain::calendar::Calendar;
use domain::id::Id;
use domain::pack::Pack;
use domain::staff::Staff;
use jiff::Timestamp;
use store::Store;

use crate::session::Session;

/// What the time is. The program's shell reads a clock; scenarios and tests run a year in seconds.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// Chance. The program's shell asks the machine; scenarios and tests repeat the same.
pub trait Chance: Send + Sync {
    /// Fills the bytes with chance.
    fn fill(&self, bytes: &mut [u8]);
}

/// One council's Frontdoor.
#[derive(Clone)]
pub struct House {
    /// The record.
    pub store: Store,
    /// The practice pack in use.
    pub pack: Arc<Pack>,
    /// Working days and MASH hours.
    pub calendar: Arc<Calendar>,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
}

impl House {
    /// Puts a house together.
    pub fn new(
        store: Store,
        pack: Arc<Pack>,
        calendar: Arc<Calendar>,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
    ) -> Self {
        House { store, pack, calendar, clock, chance }
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id.
    pub fn id<R>(&self) -> Id<R> {
        Id::from_bits(u128::from_le_bytes(self.chance()))
    }

    /// Chance of any length.
    pub fn chance<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.chance.fill(&mut bytes);
        bytes
    }

    /// A session for a person who has signed in.
    pub fn session(&self, staff: Staff) -> Session<'_> {
        let actor = Actor {
            staff: staff.id,
            roles: staff.roles.clone(),
            teams: staff.teams.clone(),
            agency: staff.agency.clone(),
        };
        Session { house: self, actor, staff, at: self.now() }
    }

    /// Frontdoor's own session: for jobs, imports and forms from people who do not sign in.
    pub fn own_session(&self) -> Session<'_> {
        let actor = Actor::system();
        let staff = Staff {
            id: actor.staff,
            name: "Frontdoor".into(),
            title: String::new(),
            roles: actor.roles.clone(),
            teams: actor.teams.clone(),
            agency: None,
            phone: String::new(),
            email: String::new(),
            active: true,
        };
        Session { house: self, actor, staff, at: self.now() }
    }
}
