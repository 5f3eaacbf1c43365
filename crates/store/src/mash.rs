//! MASH enquiries and what agencies are asked in them: the hub's board, an agency's own list, and how agencies answer.

use std::sync::LazyLock;

use domain::access::{Action, Role};
use domain::calendar::Due;
use domain::contact::Contact;
use domain::id::Id;
use domain::mash::{Enquiry, Request, Stage};
use domain::staff::Staff;
use jiff::Timestamp;

use crate::Store;
use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::values;
use crate::visible::{contact_visible, parameters};

const CONFLICT: Table = Table::new("enquiry_conflict", &[Column::text("staff")]);
const SUBSTITUTE: Table =
    Table::new("information_request_substitute", &[Column::integer("place"), Column::text("staff")]);

impl Kept for Enquiry {
    const TABLE: Table = Table::new(
        "enquiry",
        &[
            Column::text("contact"),
            Column::integer("open"),
            Column::text("stage"),
            Column::text("rating"),
            Column::integer("opened_at"),
            Column::integer("due"),
            Column::integer("met"),
            Column::text("recommended_by"),
            Column::text("decided_by"),
            Column::integer("decided_at"),
        ],
    );
    const FURTHER: &'static [Table] = &[CONFLICT];

    fn row(&self) -> Vec<Value> {
        let stage = self.stage();
        let decision = self.decision();
        let clock = self.clock();
        values![
            self.contact,
            stage != Stage::Decided,
            stage.code(),
            self.rating().rating.as_str(),
            self.opened_at,
            clock.and_then(|clock| clock.due).map(Due::instant),
            clock.and_then(|clock| clock.met),
            self.recommended_by(),
            decision.map(|ruling| ruling.by),
            decision.map(|ruling| ruling.at),
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        self.conflicts.iter().map(|conflict| CONFLICT.row(values![conflict.by])).collect()
    }
}

impl Kept for Request {
    const TABLE: Table = Table::new(
        "information_request",
        &[
            Column::text("enquiry"),
            Column::integer("round"),
            Column::text("agency"),
            Column::text("organisation"),
            Column::text("asked_of"),
            Column::integer("asked_at"),
            Column::integer("due"),
            Column::integer("viewed_at"),
            Column::integer("answered_at"),
            Column::integer("withdrawn"),
            Column::integer("closes_at"),
        ],
    );
    const FURTHER: &'static [Table] = &[SUBSTITUTE];

    fn row(&self) -> Vec<Value> {
        values![
            self.enquiry,
            u64::from(self.round),
            self.agency.as_str(),
            Some(self.organisation.clone()).filter(|name| !name.is_empty()),
            self.to,
            self.asked_at,
            self.clock.due.map(Due::instant),
            self.viewed.map(|(_, at)| at),
            // The first answer: how long an agency took is not changed by what it adds later.
            self.clock.met,
            self.withdrawn.is_some(),
            self.closes_at,
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let substitutes = self.substitutes.iter().enumerate();
        substitutes.map(|(place, substitute)| SUBSTITUTE.row(values![place, substitute.staff])).collect()
    }
}

crate::row! {
    /// An enquiry on the hub's board.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct OnBoard {
        /// The enquiry.
        pub id: Id<Enquiry>,
        /// Its contact.
        pub contact: Id<Contact>,
        /// The code of its stage.
        pub stage: String,
        /// The code of its rating.
        pub rating: String,
        /// When the hub received it.
        pub opened_at: Timestamp,
        /// When its rating's clock is due.
        pub due: Option<Timestamp>,
        /// When its analysis was complete.
        pub met: Option<Timestamp>,
        /// Who recommended what now stands.
        pub recommended_by: Option<Id<Staff>>,
        /// How many agencies were asked.
        pub asked: u64,
        /// How many of them answered.
        pub answered: u64,
    }
}

crate::row! {
    /// How an agency answers, over a time.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Timeliness {
        /// The agency.
        pub agency: String,
        /// How often it was asked.
        pub asked: u64,
        /// How often it answered.
        pub answered: u64,
        /// How often it answered in time.
        pub in_time: u64,
        /// How often the time went by without an answer.
        pub overdue: u64,
        /// Microseconds from asked to answered, all together.
        pub took: u64,
    }
}

const ON_BOARD: &str = "select enquiry.id, enquiry.contact, enquiry.stage, enquiry.rating, enquiry.opened_at, enquiry.due, enquiry.met, enquiry.recommended_by,
    (select count(*) from information_request asked where asked.enquiry = enquiry.id and asked.withdrawn = 0) as asked,
    (select count(*) from information_request asked where asked.enquiry = enquiry.id and asked.withdrawn = 0 and asked.answered_at is not null) as answered
    from enquiry join contact on contact.id = enquiry.contact";

static BOARD: LazyLock<Query<OnBoard>> = LazyLock::new(|| {
    let visible = contact_visible("contact", 1);
    Query::composed(
        "store::mash::BOARD",
        format!(
            "{ON_BOARD} where enquiry.open = 1 and {visible} order by enquiry.met nulls first, enquiry.due nulls last, enquiry.opened_at limit 200"
        ),
    )
});

crate::statements! {
    static OF_CONTACT: Query<(Id<Enquiry>,)> = "select id as value from enquiry where contact = $1 order by opened_at desc limit 1";
    static REQUESTS: Query<(Id<Request>,)> = "select id as value from information_request where enquiry = $1 order by round, asked_at, agency, id";
    static OWN: Query<(Id<Request>,)> = "select asked.id as value from information_request asked
        join staff mine on mine.id = $1
        where asked.agency = mine.agency and coalesce(asked.organisation, '') = coalesce(mine.organisation, '')
            and (asked.asked_of is null or asked.asked_of = $1
                or exists (select 1 from information_request_substitute instead where instead.id = asked.id and instead.staff = $1))
            and asked.withdrawn = 0 and (asked.closes_at is null or asked.closes_at > $2)
        order by asked.answered_at is not null, asked.due, asked.asked_at limit 100";
    static TIMELINESS: Query<Timeliness> = "select agency, count(*) as asked, count(answered_at) as answered,
        count(case when answered_at <= due then 1 end) as in_time,
        count(case when answered_at is null and due < $3 then 1 end) as overdue,
        coalesce(cast(sum(answered_at - asked_at) as bigint), 0) as took
        from information_request where withdrawn = 0 and asked_at >= $1 and asked_at < $2 group by agency order by agency";
    static LATEST: Query<(u64,)> = "select coalesce(max(seq), 0) as value from (select seq from enquiry where id = $1
        union all select seq from information_request where enquiry = $1) latest";
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 1] {
    [&*BOARD]
}

/// The open enquiries that this viewer may read: those not analysed yet first, then by what is due.
///
/// # Errors
/// When the database fails.
pub fn board(permit: &Permit<'_>) -> Result<Vec<OnBoard>, Failure> {
    let actor = permit.actor();
    let roles: Vec<Role> =
        actor.roles.iter().copied().filter(|role| Action::ReadEnquiry.is_for(*role)).collect();
    permit.tx().all(&BOARD, &parameters(actor, &roles, permit.at(), Action::ReadEnquiry.needs()))
}

/// The latest enquiry that was opened from a contact.
///
/// # Errors
/// When the database fails.
pub fn of_contact(permit: &Permit<'_>, contact: Id<Contact>) -> Result<Option<Id<Enquiry>>, Failure> {
    Ok(permit.tx().maybe(&OF_CONTACT, &values![contact])?.map(|(id,)| id))
}

/// The requests of an enquiry, in the order in which they were sent.
///
/// # Errors
/// When the database fails.
pub fn requests(permit: &Permit<'_>, enquiry: Id<Enquiry>) -> Result<Vec<Id<Request>>, Failure> {
    Ok(permit.tx().all(&REQUESTS, &values![enquiry])?.into_iter().map(|(id,)| id).collect())
}

/// What the viewer's agency is asked and still may see, unanswered first.
///
/// # Errors
/// When the database fails.
pub fn own_requests(permit: &Permit<'_>) -> Result<Vec<Id<Request>>, Failure> {
    let values = values![permit.actor().staff, permit.at()];
    Ok(permit.tx().all(&OWN, &values)?.into_iter().map(|(id,)| id).collect())
}

/// How agencies answered what they were asked from one moment until another. Counts only: no child can be told from them.
///
/// # Errors
/// When the database fails.
pub fn timeliness(
    permit: &Permit<'_>,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Timeliness>, Failure> {
    permit.tx().all(&TIMELINESS, &values![from, until, permit.at()])
}

/// The latest entry about an enquiry or anything asked in it: it grows whenever one of them changes.
///
/// # Errors
/// When the database fails.
pub fn latest(permit: &Permit<'_>, enquiry: Id<Enquiry>) -> Result<u64, Failure> {
    Ok(permit.tx().one(&LATEST, &values![enquiry])?.0)
}

impl Store {
    /// The latest entry about an enquiry, for whoever is watching its page already: a number from which nothing can be told.
    ///
    /// # Errors
    /// When the database fails.
    pub fn enquiry_moved(&self, enquiry: Id<Enquiry>) -> Result<u64, Failure> {
        self.look(|tx| Ok(tx.one(&LATEST, &values![enquiry])?.0))
    }
}
