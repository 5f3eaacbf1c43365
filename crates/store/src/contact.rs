//! Contacts: the front door's queue, the clocks that run on it, the children in each.

use std::sync::LazyLock;

use domain::access::{Action, Role};
use domain::calendar::Due;
use domain::contact::{Channel, Contact, Stage};
use domain::id::Id;
use domain::person::known::Known;
use domain::staff::Staff;
use jiff::Timestamp;

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::fact::{fact_rows, fact_table};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::ruling;
use crate::values;
use crate::visible::{contact_visible, parameters};

const CHILD: Table = Table::new("contact_child", &[Column::integer("place"), Column::text("child")]);
const FACT: Table = fact_table("contact_fact");
const CLOCK: Table =
    Table::new("contact_clock", &[Column::text("timer"), Column::integer("due"), Column::integer("met")]);
const ACTION: Table = Table::new(
    "contact_action",
    &[Column::integer("place"), Column::text("owner"), Column::integer("due"), Column::integer("done")],
);

impl Kept for Contact {
    const TABLE: Table = Table::new(
        "contact",
        &[
            Column::text("reference"),
            Column::integer("received_at"),
            Column::text("stage"),
            Column::integer("at_the_door"),
            Column::integer("danger"),
            Column::text("channel"),
            Column::text("source"),
            Column::text("agency"),
            Column::text("logged_by"),
            Column::text("holder"),
            Column::text("proposed_by"),
            Column::text("decided_by"),
            Column::integer("decided_at"),
            Column::text("outcome"),
        ],
    );
    const FURTHER: &'static [Table] = &[CHILD, CLOCK, ACTION, ruling::OF_CONTACTS, FACT];

    fn row(&self) -> Vec<Value> {
        let decision = self.decision();
        let outcome = decision.and_then(|decision| decision.outcomes.as_ref());
        values![
            self.reference.as_str(),
            self.received_at,
            self.stage.code(),
            self.stage.is_at_the_door(),
            self.concern.danger_now == Known::Is(true),
            self.channel.code(),
            self.source.as_str(),
            self.referrer.agency.clone(),
            self.logged_by,
            self.holder,
            self.proposal.as_ref().map(|proposal| proposal.by),
            decision.map(|decision| decision.by),
            decision.map(|decision| decision.at),
            outcome.map(|basis| basis.outcomes.primary.clone()),
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let children = self.children.iter().enumerate();
        let mut rows: Vec<FurtherRow> =
            children.map(|(place, child)| CHILD.row(values![place, child.found.person()])).collect();
        // Of two clocks of one name the later stands: the referrer is told again after an enquiry.
        let latest = self.clocks.iter().filter(|clock| self.clock(&clock.timer) == Some(*clock));
        rows.extend(latest.map(|clock| {
            let due = clock.due.map(Due::instant);
            CLOCK.row(values![clock.timer.as_str(), due, clock.met])
        }));
        let actions = self.decision().and_then(|decision| decision.outcomes.as_ref());
        for (place, action) in actions.iter().flat_map(|basis| &basis.actions).enumerate() {
            rows.push(ACTION.row(values![place, action.owner, action.due, action.done_at]));
        }
        if let Some(decision) = self.decision()
            && let Some(basis) = &decision.outcomes
        {
            rows.extend(ruling::rows(&ruling::OF_CONTACTS, decision.at, decision.by, basis));
        }
        rows.extend(fact_rows(FACT, &self.facts()));
        rows
    }
}

crate::row! {
    /// A contact in a list: what the viewer may see of it without opening it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Listed {
        /// The contact.
        pub id: Id<Contact>,
        /// The number people say on the telephone.
        pub reference: String,
        /// When it reached the council.
        pub received_at: Timestamp,
        /// The code of its stage.
        pub stage: String,
        /// Whether a child may be in danger now.
        pub danger: bool,
        /// Who holds it.
        pub holder: Option<Id<Staff>>,
        /// When the first of its running clocks is due.
        pub due: Option<Timestamp>,
    }
}

crate::row! {
    /// An action somebody owns.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct OwnedAction {
        /// The contact whose decision asked for it.
        pub id: Id<Contact>,
        /// Its place in the decision.
        pub place: u64,
        /// By when.
        pub due: Timestamp,
    }
}

crate::row! {
    /// How long a queue is and how old its oldest piece of work.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Length {
        /// How many.
        pub size: u64,
        /// When the oldest reached the council.
        pub oldest: Option<Timestamp>,
    }
}

/// Which contacts a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    /// All that are at the front door.
    AtTheDoor,
    /// Those in one stage.
    Stage(Stage),
}

impl Queue {
    fn stage(self) -> Option<&'static str> {
        match self {
            Queue::AtTheDoor => None,
            Queue::Stage(stage) => Some(stage.code()),
        }
    }
}

const LISTED: &str = "select contact.id, contact.reference, contact.received_at, contact.stage, contact.danger, contact.holder,
    (select min(clock.due) from contact_clock clock where clock.id = contact.id and clock.met is null) as due from contact";

static QUEUE: LazyLock<Query<Listed>> = LazyLock::new(|| {
    let visible = contact_visible("contact", 3);
    Query::composed(
        "store::contact::QUEUE",
        format!(
            "{LISTED} where contact.at_the_door = 1 and ($1 = 1 or contact.stage = $2) and {visible} order by contact.danger desc, due nulls last, contact.received_at limit 200"
        ),
    )
});
static LENGTH: LazyLock<Query<Length>> = LazyLock::new(|| {
    let visible = contact_visible("contact", 2);
    Query::composed(
        "store::contact::LENGTH",
        format!(
            "select count(*) as size, min(contact.received_at) as oldest from contact where contact.at_the_door = 1 and contact.stage = $1 and {visible}"
        ),
    )
});
static HELD: LazyLock<Query<Listed>> = LazyLock::new(|| {
    let visible = contact_visible("contact", 2);
    Query::composed(
        "store::contact::HELD",
        format!(
            "{LISTED} where contact.at_the_door = 1 and contact.holder = $1 and {visible} \
             order by contact.danger desc, due nulls last, contact.received_at limit 200"
        ),
    )
});
static SENT: LazyLock<Query<Listed>> = LazyLock::new(|| {
    Query::composed(
        "store::contact::SENT",
        format!(
            "{LISTED} where contact.logged_by = $1 and contact.channel = $2 order by contact.received_at desc limit 100"
        ),
    )
});

crate::statements! {
    static OWNED: Query<OwnedAction> = "select id, place, due from contact_action where owner = $1 and done is null order by due, id limit 200";
    static BY_REFERENCE: Query<(Id<Contact>,)> = "select id as value from contact where reference = $1";
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 4] {
    [&*QUEUE, &*LENGTH, &*HELD, &*SENT]
}

/// The contacts at the front door that this viewer may read: danger first, then by what is due.
///
/// # Errors
/// When the database fails.
pub fn queue(permit: &Permit<'_>, queue: Queue) -> Result<Vec<Listed>, Failure> {
    let stage = queue.stage();
    let mut values = values![stage.is_none(), stage.unwrap_or_default()];
    values.extend(may_read(permit));
    permit.tx().all(&QUEUE, &values)
}

/// How many contacts of a stage this viewer may read, and since when the oldest waits.
///
/// # Errors
/// When the database fails.
pub fn length(permit: &Permit<'_>, stage: Stage) -> Result<Length, Failure> {
    let mut values = values![stage.code()];
    values.extend(may_read(permit));
    permit.tx().one(&LENGTH, &values)
}

/// The contacts that the viewer holds.
///
/// # Errors
/// When the database fails.
pub fn held(permit: &Permit<'_>) -> Result<Vec<Listed>, Failure> {
    let mut values = values![permit.actor().staff];
    values.extend(may_read(permit));
    permit.tx().all(&HELD, &values)
}

/// The referrals that the viewer sent, newest first.
///
/// # Errors
/// When the database fails.
pub fn sent(permit: &Permit<'_>) -> Result<Vec<Listed>, Failure> {
    permit.tx().all(&SENT, &values![permit.actor().staff, Channel::ReferralForm.code()])
}

/// The actions that the viewer owns and that are not done.
///
/// # Errors
/// When the database fails.
pub fn owned_actions(permit: &Permit<'_>) -> Result<Vec<OwnedAction>, Failure> {
    permit.tx().all(&OWNED, &values![permit.actor().staff])
}

/// The contact with this number. Whether the viewer may read it is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn by_reference(permit: &Permit<'_>, reference: &str) -> Result<Option<Id<Contact>>, Failure> {
    Ok(permit.tx().maybe(&BY_REFERENCE, &values![reference])?.map(|(id,)| id))
}

/// The values of the filter for reading contacts.
fn may_read(permit: &Permit<'_>) -> Vec<Value> {
    let actor = permit.actor();
    let roles: Vec<Role> =
        actor.roles.iter().copied().filter(|role| Action::ReadContact.is_for(*role)).collect();
    parameters(actor, &roles, permit.at(), Action::ReadContact.needs())
}
