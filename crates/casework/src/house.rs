//! One council's Frontdoor: its store, its practice pack, its calendar, and the two things only the program's shell may give: time and chance.

use std::sync::Arc;

use domain::access::Actor;
use domain::calendar::Calendar;
use domain::id::Id;
use domain::mash::Request;
use domain::pack::Pack;
use domain::staff::{Role, Staff};
use identity::password::Policy;
use identity::session::Limits;
use jiff::Timestamp;
use store::Store;

use crate::document::{Drawing, Press};
use crate::feed::Department;
use crate::partner::Ways;
use crate::person::Doubles;
use crate::session::Session;
use crate::sign_in::Gate;

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
    /// How long a sign-in lasts.
    pub limits: Limits,
    /// What a password costs to check.
    pub passwords: Policy,
    /// Whether everything in it is invented, so that the sign-in page may show its own codes.
    pub demo: bool,
    /// The council's own ways to reach agencies and to check what they send.
    pub ways: Ways,
    /// What makes files of documents; without it a document is looked at and not given.
    pub press: Option<Arc<dyn Press>>,
    /// What draws the pictures of documents; without it a document has its words and tables.
    pub drawing: Option<Arc<dyn Drawing>>,
    /// What carries the daily feed to the Department for Education; without it the feed is made and not sent.
    pub department: Option<Arc<dyn Department>>,
    /// Where those who sign in pass one at a time.
    pub(crate) gate: Arc<Gate>,
    /// The list of records that may be one person, kept by this process.
    pub(crate) doubles: Arc<Doubles>,
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
        let (limits, passwords, gate) = (Limits::USUAL, Policy::new(), Arc::default());
        let ways = Ways::default();
        House {
            store,
            pack,
            calendar,
            limits,
            passwords,
            demo: false,
            ways,
            press: None,
            drawing: None,
            department: None,
            gate,
            doubles: Arc::default(),
            clock,
            chance,
        }
    }

    /// The same house as a demo: everything in it is invented.
    #[must_use]
    pub fn as_demo(self) -> Self {
        House { demo: true, ..self }
    }

    /// The same house as a demo that is looked at by another clock: on a later day. No council's own house is given another clock than its machine's.
    #[must_use]
    pub fn as_demo_on(self, clock: Arc<dyn Clock>) -> Self {
        House { clock, ..self.as_demo() }
    }

    /// The same house with a council's own limits of a sign-in.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        House { limits, ..self }
    }

    /// The same house with another cost of passwords: for invented people by the hundred.
    #[must_use]
    pub fn with_passwords(self, passwords: Policy) -> Self {
        House { passwords, ..self }
    }

    /// The same house with a council's own ways to reach agencies and to check what they send.
    #[must_use]
    pub fn with_ways(self, ways: Ways) -> Self {
        House { ways, ..self }
    }

    /// The same house, which goes through the whole record for doubles while somebody waits up to so many people, and by its worker beyond.
    #[must_use]
    pub fn with_doubles_at_once(self, people: u64) -> Self {
        House { doubles: Arc::new(Doubles::going_through_at_once(people)), ..self }
    }

    /// The same house with what makes files of documents.
    #[must_use]
    pub fn with_press(self, press: Arc<dyn Press>) -> Self {
        House { press: Some(press), ..self }
    }

    /// The same house with what draws the pictures of documents.
    #[must_use]
    pub fn with_drawing(self, drawing: Arc<dyn Drawing>) -> Self {
        House { drawing: Some(drawing), ..self }
    }

    /// The same house with what carries the daily feed to the Department for Education.
    #[must_use]
    pub fn with_department(self, department: Arc<dyn Department>) -> Self {
        House { department: Some(department), ..self }
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
            scope: None,
        };
        Session { house: self, actor, staff, at: self.now() }
    }

    /// A session for somebody who came by a link: one request, and nothing else.
    pub(crate) fn session_for(&self, staff: Staff, request: Id<Request>) -> Session<'_> {
        let mut session = self.session(staff);
        session.actor.scope = Some(request);
        session
    }

    /// A session of Frontdoor itself: for jobs, imports, the command line and forms from people who do not sign in.
    pub fn system(&self) -> Session<'_> {
        self.session(Staff {
            id: Actor::system().staff,
            name: "Frontdoor".into(),
            title: Role::System.words().into(),
            roles: Actor::system().roles,
            teams: Actor::system().teams,
            agency: None,
            organisation: String::new(),
            phone: String::new(),
            email: String::new(),
            active: true,
        })
    }
}
