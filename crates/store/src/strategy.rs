//! Strategy discussions: those a viewer may read, those of a child, those that wait for a signature or a cause; what rose about a child; which times
//! of an agency another discussion has taken; and counts by cause, agency and team.

use std::sync::LazyLock;

use domain::access::Action;
use domain::calendar::Due;
use domain::contact::Contact;
use domain::id::{Any, Id};
use domain::meeting::Meeting;
use domain::pack::{EnquiryBy, Pack};
use domain::person::Person;
use domain::strategy::{Discussion, Moment, Stage};
use jiff::Timestamp;

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::fact::{fact_rows, fact_table};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Known, Table};
use crate::read_as_one::{self, one_person};
use crate::values;
use crate::visible::{discussion_visible, reaching_children, record_unclosed};

const FACT: Table = fact_table("strategy_fact");
const OUTCOME: Table = Table::new(
    "strategy_outcome",
    &[Column::integer("place"), Column::text("child"), Column::text("outcome"), Column::text("section47")],
);
const EARLY: Table = Table::new(
    "strategy_early",
    &[
        Column::integer("place"),
        Column::text("kind"),
        Column::text("team"),
        Column::integer("happened"),
        Column::integer("answered"),
        Column::integer("emergency"),
    ],
);
const UNMET: Table = Table::new(
    "strategy_unmet",
    &[
        Column::integer("place"),
        Column::text("agency"),
        Column::text("organisation"),
        Column::integer("wanted"),
        Column::integer("taken"),
    ],
);

impl Kept for Discussion {
    const TABLE: Table = Table::new(
        "strategy_discussion",
        &[
            Column::text("reference"),
            Column::text("contact"),
            Column::text("enquiry"),
            Column::text("meeting"),
            Column::text("begun_by"),
            Column::text("convened_by"),
            Column::text("decided_by"),
            Column::text("stage"),
            Column::integer("open"),
            Column::integer("begun_at"),
            Column::integer("decided_to_hold"),
            Column::integer("due"),
            Column::integer("waits_until"),
            Column::integer("held_at"),
            Column::integer("decided_at"),
            Column::integer("signed_at"),
            Column::integer("follow_up_due"),
            Column::integer("follow_up_met"),
            Column::text("cause"),
            Column::text("cause_agency"),
            Column::integer("asked_at"),
            Column::integer("replied_at"),
            Column::text("urgency"),
            Column::integer("first_unknown"),
            Column::integer("by_telephone"),
        ],
    );
    const FURTHER: &'static [Table] = &[FACT, OUTCOME, EARLY, UNMET];

    fn row(&self) -> Vec<Value> {
        let follow_up = self.follow_up.as_ref();
        let late = self.late.as_ref();
        let gathers = self.gatherings.last().filter(|_| self.stage() == Stage::Gathering);
        let convened = self.known_at(Moment::Convening);
        values![
            self.reference.as_str(),
            self.contact,
            self.enquiry,
            self.meeting,
            self.begun_by,
            self.convened.as_ref().map(|convened| convened.by),
            self.decided.map(|(by, _)| by),
            self.stage().code(),
            self.stage().is_open(),
            self.begun_at,
            self.decided_to_hold.1,
            self.due(),
            gathers.map(|gathering| gathering.until),
            self.held_at,
            self.decided.map(|(_, at)| at),
            self.signed.map(|(_, at)| at),
            follow_up.and_then(|clock| clock.due).map(Due::instant),
            follow_up.and_then(|clock| clock.met),
            late.map(|late| late.cause.clone()),
            late.and_then(|late| late.agency.clone()),
            late.and_then(|late| late.asked_at),
            late.and_then(|late| late.replied_at),
            self.convened.as_ref().and_then(|convened| convened.urgency.clone()),
            convened.map(|frozen| u64::try_from(frozen.first_unknown).unwrap_or(u64::MAX)),
            self.telephone.is_some(),
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let mut rows = fact_rows(FACT, &self.facts());
        let decided = self.decisions.iter().filter(|_| self.decided.is_some());
        let outcomes =
            decided.flat_map(|decision| decision.outcomes.iter().map(move |code| (decision, code)));
        rows.extend(outcomes.enumerate().map(|(place, (decision, outcome))| {
            let begins = decision.begins.map(EnquiryBy::code);
            OUTCOME.row(values![place, decision.child, outcome.as_str(), begins])
        }));
        rows.extend(self.early.iter().enumerate().map(|(place, early)| {
            EARLY.row(values![
                place,
                early.kind.code(),
                early.team.clone(),
                early.happened,
                early.answer.is_some(),
                early.answer.as_ref().map(|answer| answer.emergency),
            ])
        }));
        rows.extend(self.unmet.iter().enumerate().map(|(place, unmet)| {
            UNMET.row(values![
                place,
                unmet.agency.as_str(),
                unmet.organisation.as_str(),
                unmet.wanted,
                unmet.taken
            ])
        }));
        rows
    }
}

crate::row! {
    /// A discussion in a list.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Listed {
        /// The discussion.
        pub id: Id<Discussion>,
        /// The number people say.
        pub reference: String,
        /// The code of its stage.
        pub stage: String,
        /// When it was begun.
        pub begun_at: Timestamp,
        /// When the clock or the watch wants it held.
        pub due: Option<Timestamp>,
        /// Until when it waits for what is gathered first.
        pub waits_until: Option<Timestamp>,
        /// When it was held.
        pub held_at: Option<Timestamp>,
        /// When it was decided.
        pub decided_at: Option<Timestamp>,
        /// By when a meeting follows it.
        pub follow_up_due: Option<Timestamp>,
        /// When one did.
        pub follow_up_met: Option<Timestamp>,
        /// Its meeting.
        pub meeting: Option<Id<Meeting>>,
        /// Why it was late.
        pub cause: Option<String>,
        /// How many children it is about.
        pub children: u64,
    }
}

crate::row! {
    /// A recorded fact about a child, as plain as the watch counts it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Counted {
        /// The kind of the record that tells it.
        pub record_kind: String,
        /// The record.
        pub record: Id<Any>,
        /// Which part of it.
        pub part: String,
        /// What kind of fact.
        pub kind: String,
        /// When it happened.
        pub happened: Timestamp,
        /// When the council knew it.
        pub known_at: Timestamp,
    }
}

crate::row! {
    /// A meeting that has taken somebody's time.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Taken {
        /// The organisation.
        pub organisation: String,
        /// From when.
        pub starts: Timestamp,
        /// Until when.
        pub ends: Timestamp,
    }
}

crate::row! {
    /// Discussions held over a time. Counts only.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Held {
        /// How many were held.
        pub held: u64,
        /// How many of them late.
        pub late: u64,
        /// How many late ones have no cause yet.
        pub without_cause: u64,
        /// How many by telephone.
        pub by_telephone: u64,
        /// How many of those had no meeting within its limit.
        pub not_followed: u64,
        /// How many knew enough of the first items, or gave a reason.
        pub ready: u64,
    }
}

crate::row! {
    /// How often discussions were late for one cause. Counts only.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ByCause {
        /// The cause's code.
        pub cause: String,
        /// The agency that was waited for.
        pub agency: Option<String>,
        /// How many.
        pub late: u64,
        /// In how many of them the agency replied.
        pub replied: u64,
    }
}

crate::row! {
    /// How often a team did something before the discussion. Counts only.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ByTeam {
        /// The team's code; nothing where nobody was allocated.
        pub team: Option<String>,
        /// The code of what was done.
        pub kind: String,
        /// How often.
        pub times: u64,
        /// How often it was an emergency.
        pub emergencies: u64,
        /// How often nobody has answered yet.
        pub unanswered: u64,
    }
}

crate::row! {
    /// How often an agency could not give a time that was wanted. Counts only.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ByAgency {
        /// The agency.
        pub agency: String,
        /// How often it had published no time.
        pub none: u64,
        /// How often another child's discussion had taken the only time.
        pub taken: u64,
    }
}

crate::row! {
    /// How often something was decided. Counts of children.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ByOutcome {
        /// The outcome's code.
        pub outcome: String,
        /// For how many children.
        pub children: u64,
    }
}

const LISTED: &str = "select d.id, d.reference, d.stage, d.begun_at, d.due, d.waits_until, d.held_at, d.decided_at, d.follow_up_due,
    d.follow_up_met, d.meeting, d.cause,
    (select count(*) from ledger_child about where about.seq = d.seq) as children from strategy_discussion d";

static OPEN: LazyLock<Query<Listed>> = LazyLock::new(|| {
    let visible = discussion_visible("d", 1);
    Query::composed(
        "store::strategy::OPEN",
        format!("{LISTED} where d.open = 1 and {visible} order by d.due, d.id limit 500"),
    )
});
static OF_CHILD: LazyLock<Query<Listed>> = LazyLock::new(|| {
    let visible = discussion_visible("d", 3);
    Query::composed(
        "store::strategy::OF_CHILD",
        format!(
            "{LISTED} where (d.contact = $2 or exists (select 1 from ledger_child whose where whose.seq = d.seq and whose.child in {own})) and {visible} order by d.begun_at desc, d.id limit 100",
            own = one_person!("$1")
        ),
    )
});
static LATE: LazyLock<Query<Listed>> = LazyLock::new(|| {
    let visible = discussion_visible("d", 3);
    Query::composed(
        "store::strategy::LATE",
        format!(
            "{LISTED} where d.cause is null and d.stage <> 'called_off' and d.begun_at >= $2 and d.due < coalesce(d.held_at, $1) and {visible} order by d.due, d.id limit 500"
        ),
    )
});
static CAUSED: LazyLock<Query<Listed>> = LazyLock::new(|| {
    let visible = discussion_visible("d", 2);
    Query::composed(
        "store::strategy::CAUSED",
        format!(
            "{LISTED} where d.cause is not null and d.begun_at >= $1 and {visible} order by d.cause, d.begun_at desc, d.id limit 500"
        ),
    )
});
static UNANSWERED: LazyLock<Query<Listed>> = LazyLock::new(|| {
    let visible = discussion_visible("d", 2);
    Query::composed(
        "store::strategy::UNANSWERED",
        format!(
            "{LISTED} where d.begun_at >= $1 and exists (select 1 from strategy_early done where done.id = d.id and done.answered = 0) and {visible} order by d.begun_at, d.id limit 500"
        ),
    )
});
static COUNTED: LazyLock<Query<Counted>> = LazyLock::new(|| {
    let unclosed = record_unclosed(
        "(case fact.record_kind when 'strategy' then 'strategy_discussion' else fact.record_kind end)",
        "fact.id",
        3,
    );
    Query::composed(
        "store::strategy::COUNTED",
        format!(
            "select fact.record_kind, fact.id as record, fact.part, fact.kind, fact.happened, fact.known_at from watch_fact fact
            where fact.person = $1 and fact.happened >= $2 and {unclosed} order by fact.happened, fact.id, fact.part limit 2000"
        ),
    )
});

crate::statements! {
    static HELD_IN: Query<(Id<Discussion>,)> = "select id as value from strategy_discussion where held_at >= $1 and held_at < $2 order by held_at, id";
    static OF_MEETING: Query<(Id<Discussion>,)> = "select id as value from strategy_discussion where meeting = $1 order by seq desc limit 1";
    static TAKEN: Query<Taken> = "select coalesce(asked.organisation, '') as organisation, meeting.starts, meeting.ends
        from meeting join meeting_invited asked on asked.id = meeting.id
        where asked.agency = $1 and asked.withdrawn = 0 and meeting.stage <> 'cancelled' and meeting.kind = $2
            and meeting.ends > $3 and meeting.starts < $4 order by meeting.starts, meeting.id limit 500";
    static HELD: Query<Held> = "select count(*) as held,
        count(case when held_at > due then 1 end) as late,
        count(case when held_at > due and cause is null then 1 end) as without_cause,
        count(case when by_telephone = 1 then 1 end) as by_telephone,
        count(case when by_telephone = 1 and follow_up_due < coalesce(follow_up_met, $3) then 1 end) as not_followed,
        count(case when first_unknown < $4 or urgency is not null then 1 end) as ready
        from strategy_discussion where held_at >= $1 and held_at < $2";
    static BY_CAUSE: Query<ByCause> = "select cause, cause_agency as agency, count(*) as late, count(replied_at) as replied
        from strategy_discussion where cause is not null and begun_at >= $1 and begun_at < $2 group by cause, cause_agency order by count(*) desc, cause, cause_agency";
    static BY_TEAM: Query<ByTeam> = "select team, kind, count(*) as times, count(case when emergency = 1 then 1 end) as emergencies,
        count(case when answered = 0 then 1 end) as unanswered
        from strategy_early where happened >= $1 and happened < $2 group by team, kind order by team nulls first, kind";
    static BY_AGENCY: Query<ByAgency> = "select agency, count(case when taken = 0 then 1 end) as none, count(case when taken = 1 then 1 end) as taken
        from strategy_unmet where wanted >= $1 and wanted < $2 group by agency order by agency";
    static BY_OUTCOME: Query<ByOutcome> = "select told.outcome, count(*) as children from strategy_outcome told
        join strategy_discussion d on d.id = told.id where d.held_at >= $1 and d.held_at < $2 group by told.outcome order by count(*) desc, told.outcome";
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 6] {
    [&*OPEN, &*OF_CHILD, &*LATE, &*UNANSWERED, &*COUNTED, &*CAUSED]
}

fn may_read(permit: &Permit<'_>) -> Vec<Value> {
    reaching_children(permit, Action::ReadDiscussion)
}

/// The discussions that this viewer may read and for which something is still to be done, by when they are due.
///
/// # Errors
/// When the database fails.
pub fn open(permit: &Permit<'_>) -> Result<Vec<Listed>, Failure> {
    permit.tx().all(&OPEN, &may_read(permit))
}

/// The discussions about a child or of a contact that this viewer may read, the newest first.
///
/// # Errors
/// When the database fails.
pub fn about(
    permit: &Permit<'_>,
    child: Option<Id<Person>>,
    contact: Option<Id<Contact>>,
) -> Result<Vec<Listed>, Failure> {
    let mut values = values![child, contact];
    values.extend(may_read(permit));
    permit.tx().all(&OF_CHILD, &values)
}

/// The discussions begun since a moment that are late and say no cause, as far as this viewer may read them.
///
/// # Errors
/// When the database fails.
pub fn late_without_cause(permit: &Permit<'_>, since: Timestamp) -> Result<Vec<Listed>, Failure> {
    let mut values = values![permit.at(), since];
    values.extend(may_read(permit));
    permit.tx().all(&LATE, &values)
}

/// The discussions begun since a moment that were late and say why, by cause, as far as this viewer may read them.
///
/// # Errors
/// When the database fails.
pub fn late_with_cause(permit: &Permit<'_>, since: Timestamp) -> Result<Vec<Listed>, Failure> {
    let mut values = values![since];
    values.extend(may_read(permit));
    permit.tx().all(&CAUSED, &values)
}

/// The discussions begun since a moment before which something was done and nobody said why, as far as this viewer may read them.
///
/// # Errors
/// When the database fails.
pub fn early_without_answer(permit: &Permit<'_>, since: Timestamp) -> Result<Vec<Listed>, Failure> {
    let mut values = values![since];
    values.extend(may_read(permit));
    permit.tx().all(&UNANSWERED, &values)
}

/// The discussion whose meeting this is.
///
/// # Errors
/// When the database fails.
pub fn of_meeting(permit: &Permit<'_>, meeting: Id<Meeting>) -> Result<Option<Id<Discussion>>, Failure> {
    Ok(permit.tx().maybe(&OF_MEETING, &values![meeting])?.map(|(id,)| id))
}

/// What was recorded about a child since a moment, oldest first. A record that a restricted child closes to this viewer is left out.
///
/// # Errors
/// When the database fails.
pub fn counted(permit: &Permit<'_>, child: Id<Person>, since: Timestamp) -> Result<Vec<Counted>, Failure> {
    let mut counted = Vec::new();
    for record in read_as_one::of(permit, child, Known::Now)?.all {
        let mut values = values![record, since];
        values.extend(may_read(permit));
        counted.extend(permit.tx().all(&COUNTED, &values)?);
    }
    counted.sort_by(|one, other| (one.happened, &one.part).cmp(&(other.happened, &other.part)));
    Ok(counted)
}

/// The times of an agency that strategy discussions have taken, of all its organisations.
///
/// # Errors
/// When the database fails.
pub fn taken(
    permit: &Permit<'_>,
    agency: &str,
    from: Timestamp,
    until: Timestamp,
    pack: &Pack,
) -> Result<Vec<Taken>, Failure> {
    permit.tx().all(&TAKEN, &values![agency, pack.strategy.meeting.as_str(), from, until])
}

/// Discussions held from one moment until another. No child can be told from it.
///
/// # Errors
/// When the database fails.
pub fn held(permit: &Permit<'_>, from: Timestamp, until: Timestamp, pack: &Pack) -> Result<Held, Failure> {
    permit.tx().one(&HELD, &values![from, until, permit.at(), pack.strategy.ask_reason_from])
}

/// The discussions held in a time, in order: all of them, to be counted.
///
/// # Errors
/// When the database fails.
pub fn held_in(
    permit: &Permit<'_>,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Id<Discussion>>, Failure> {
    Ok(permit.tx().all(&HELD_IN, &values![from, until])?.into_iter().map(|(id,)| id).collect())
}

/// How often discussions begun in a time were late, by cause and agency.
///
/// # Errors
/// When the database fails.
pub fn by_cause(permit: &Permit<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<ByCause>, Failure> {
    permit.tx().all(&BY_CAUSE, &values![from, until])
}

/// How often something was done before the discussion, by team.
///
/// # Errors
/// When the database fails.
pub fn by_team(permit: &Permit<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<ByTeam>, Failure> {
    permit.tx().all(&BY_TEAM, &values![from, until])
}

/// How often an agency could not give a time that was wanted.
///
/// # Errors
/// When the database fails.
pub fn by_agency(permit: &Permit<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<ByAgency>, Failure> {
    permit.tx().all(&BY_AGENCY, &values![from, until])
}

/// What was decided in discussions held in a time.
///
/// # Errors
/// When the database fails.
pub fn by_outcome(permit: &Permit<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<ByOutcome>, Failure> {
    permit.tx().all(&BY_OUTCOME, &values![from, until])
}
