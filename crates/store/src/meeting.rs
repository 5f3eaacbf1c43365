//! Meetings of several agencies: those a viewer may read, those somebody is asked to, what they are to do, when agencies can come, and how agencies
//! attend.

use std::sync::LazyLock;

use domain::access::{Action, Role};
use domain::calendar::Due;
use domain::contact::Contact;
use domain::id::Id;
use domain::meeting::{Meeting, Slot};
use domain::person::Person;
use jiff::Timestamp;

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::read_as_one::one_person;
use crate::values;
use crate::visible::{meeting_parameters, meeting_visible};

const CHILD: Table = Table::new("meeting_child", &[Column::integer("place"), Column::text("child")]);
const WRITER: Table = Table::new("meeting_writer", &[Column::text("staff")]);
const INVITED: Table = Table::new(
    "meeting_invited",
    &[
        Column::integer("place"),
        Column::text("staff"),
        Column::text("agency"),
        Column::text("organisation"),
        Column::integer("asked_at"),
        Column::integer("answer_by"),
        Column::integer("replied_at"),
        Column::text("reply"),
        Column::text("attendance"),
        Column::integer("had_no_slot"),
        Column::integer("withdrawn"),
        Column::integer("given_at"),
    ],
);
const ACTION: Table = Table::new(
    "meeting_action",
    &[Column::integer("place"), Column::text("owner"), Column::integer("due"), Column::integer("done")],
);

impl Kept for Meeting {
    const TABLE: Table = Table::new(
        "meeting",
        &[
            Column::text("reference"),
            Column::text("kind"),
            Column::text("contact"),
            Column::text("enquiry"),
            Column::text("chair"),
            Column::text("minute_taker"),
            Column::text("arranged_by"),
            Column::integer("starts"),
            Column::integer("ends"),
            Column::text("stage"),
            Column::integer("ended_at"),
            Column::integer("minutes_due"),
            Column::integer("distributed_at"),
            Column::integer("closes_at"),
        ],
    );
    const FURTHER: &'static [Table] = &[CHILD, WRITER, INVITED, ACTION];

    fn row(&self) -> Vec<Value> {
        let clock = self.clock.as_ref();
        values![
            self.reference.as_str(),
            self.kind.as_str(),
            self.contact,
            self.enquiry,
            self.chair,
            self.minute_taker,
            self.arranged_by,
            self.starts,
            self.ends,
            self.stage().code(),
            self.ended_at,
            clock.and_then(|clock| clock.due).map(Due::instant),
            clock.and_then(|clock| clock.met),
            self.closes_at,
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let children = self.children.iter().enumerate();
        let mut rows: Vec<FurtherRow> =
            children.map(|(place, child)| CHILD.row(values![place, *child])).collect();
        let mut writers: Vec<_> =
            self.writers.iter().filter(|writer| writer.by != writer.chair).map(|writer| writer.by).collect();
        writers.sort();
        writers.dedup();
        rows.extend(writers.into_iter().map(|staff| WRITER.row(values![staff])));
        for (place, invited) in self.invited.iter().enumerate() {
            let staff = match invited.who {
                domain::meeting::Who::Account(staff) => Some(staff),
                domain::meeting::Who::Guest { .. } => None,
            };
            rows.push(INVITED.row(values![
                place,
                staff,
                invited.agency.clone(),
                // A guest's organisation is typed; only accounts are looked for by it, and no account's holds a NUL.
                Some(invited.organisation.replace('\0', "")).filter(|name| !name.is_empty()),
                invited.asked_at,
                invited.answer_by,
                invited.reply.as_ref().map(|reply| reply.at),
                invited.reply.as_ref().map(|reply| reply.coming.code()),
                invited.attendance.as_ref().map(|attendance| attendance.how.code()),
                invited.had_no_slot,
                invited.withdrawn.is_some(),
                self.given_to(place).map(|given| given.at),
            ]));
        }
        // What is to be done is told when the chair has signed it.
        let actions = self.actions.iter().enumerate().filter(|_| self.signed.is_some());
        rows.extend(
            actions
                .map(|(place, action)| ACTION.row(values![place, action.owner, action.due, action.done_at])),
        );
        rows
    }
}

impl Kept for Slot {
    const TABLE: Table = Table::new(
        "slot",
        &[
            Column::text("agency"),
            Column::text("organisation"),
            Column::integer("starts"),
            Column::integer("ends"),
            Column::integer("withdrawn"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        let organisation = Some(self.organisation.clone()).filter(|name| !name.is_empty());
        values![self.agency.as_str(), organisation, self.from, self.until, self.withdrawn.is_some()]
    }
}

crate::row! {
    /// A meeting in a list.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Listed {
        /// The meeting.
        pub id: Id<Meeting>,
        /// The number people say.
        pub reference: String,
        /// The code of its kind.
        pub kind: String,
        /// When it begins.
        pub starts: Timestamp,
        /// The code of its stage.
        pub stage: String,
        /// By when its minutes are distributed.
        pub minutes_due: Option<Timestamp>,
        /// How many are asked.
        pub asked: u64,
        /// How many of them say that they come.
        pub coming: u64,
    }
}

crate::row! {
    /// An action of a meeting that somebody owns.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct OwnedAction {
        /// The meeting that asked for it.
        pub id: Id<Meeting>,
        /// Its place in the minutes.
        pub place: u64,
        /// By when.
        pub due: Timestamp,
    }
}

crate::row! {
    /// How an agency answers and attends, over a time. Counts only.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Attending {
        /// The agency; nothing for the council.
        pub agency: Option<String>,
        /// How often somebody of it was asked to a meeting that was held.
        pub asked: u64,
        /// How often they were there.
        pub came: u64,
        /// How often they sent what they knew instead.
        pub sent: u64,
        /// How often they were absent.
        pub absent: u64,
        /// How often they answered in time.
        pub answered: u64,
        /// How often they answered late.
        pub late: u64,
        /// How often they did not answer.
        pub silent: u64,
        /// How often they were asked for a time at which their organisation had published none.
        pub had_no_slot: u64,
    }
}

crate::row! {
    /// How fast the minutes of a kind of meeting leave, over a time. Counts only.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Leaving {
        /// The code of the kind.
        pub kind: String,
        /// How many were held.
        pub held: u64,
        /// How many of their minutes were distributed in time.
        pub in_time: u64,
        /// How many were distributed late.
        pub late: u64,
        /// How many are not distributed, and their time has gone by.
        pub overdue: u64,
    }
}

const LISTED: &str =
    "select meeting.id, meeting.reference, meeting.kind, meeting.starts, meeting.stage, meeting.minutes_due,
    (select count(*) from meeting_invited asked where asked.id = meeting.id and asked.withdrawn = 0) as asked,
    (select count(*) from meeting_invited asked where asked.id = meeting.id and asked.withdrawn = 0
        and asked.reply in ('coming', 'dialling_in')) as coming from meeting";

static VISIBLE: LazyLock<Query<Listed>> = LazyLock::new(|| {
    let visible = meeting_visible("meeting", 2);
    Query::composed(
        "store::meeting::VISIBLE",
        format!(
            "{LISTED} where (meeting.stage in ('planned', 'held', 'signed') or meeting.starts > $1) and {visible} order by meeting.starts, meeting.id limit 200"
        ),
    )
});
static OF_CHILD: LazyLock<Query<Listed>> = LazyLock::new(|| {
    let visible = meeting_visible("meeting", 3);
    Query::composed(
        "store::meeting::OF_CHILD",
        format!(
            "{LISTED} where (meeting.contact = $2 or exists (select 1 from meeting_child about where about.id = meeting.id and about.child in {own})) and {visible} order by meeting.starts desc, meeting.id limit 100",
            own = one_person!("$1")
        ),
    )
});

crate::statements! {
    static OWN: Query<(Id<Meeting>,)> = "select meeting.id as value from meeting
        where exists (select 1 from meeting_invited asked join staff mine on mine.id = $1
            where asked.id = meeting.id and asked.withdrawn = 0 and (asked.staff = $1 or (mine.agency = asked.agency
                and coalesce(mine.organisation, '') = coalesce(asked.organisation, ''))))
            and (meeting.closes_at is null or meeting.closes_at > $2)
        order by meeting.starts, meeting.id limit 100";
    static OWNED: Query<OwnedAction> = "select meeting.id, action.place, action.due from meeting_action action
        join meeting on meeting.id = action.id where action.owner = $1 and action.done is null order by action.due, meeting.id limit 100";
    static ATTENDING: Query<Attending> = "select asked.agency, count(*) as asked,
        count(case when asked.attendance in ('in_person', 'dialled') then 1 end) as came,
        count(case when asked.attendance = 'sent_information' then 1 end) as sent,
        count(case when asked.attendance = 'absent' then 1 end) as absent,
        count(case when asked.replied_at <= asked.answer_by then 1 end) as answered,
        count(case when asked.replied_at > asked.answer_by then 1 end) as late,
        count(case when asked.replied_at is null then 1 end) as silent,
        count(case when asked.had_no_slot = 1 then 1 end) as had_no_slot
        from meeting_invited asked join meeting on meeting.id = asked.id
        where asked.withdrawn = 0 and meeting.ended_at >= $1 and meeting.ended_at < $2 group by asked.agency order by asked.agency nulls first";
    static LEAVING: Query<Leaving> = "select kind, count(*) as held,
        count(case when distributed_at <= minutes_due then 1 end) as in_time,
        count(case when distributed_at > minutes_due then 1 end) as late,
        count(case when distributed_at is null and minutes_due < $3 then 1 end) as overdue
        from meeting where ended_at >= $1 and ended_at < $2 group by kind order by kind";
    static SLOTS: Query<(Id<Slot>,)> = "select id as value from slot where agency = $1 and withdrawn = 0 and ends > $2 and starts < $3 order by starts, id limit 200";
    static OWN_SLOTS: Query<(Id<Slot>,)> = "select slot.id as value from slot join staff mine on mine.id = $1
        where slot.agency = mine.agency and coalesce(slot.organisation, '') = coalesce(mine.organisation, '')
            and slot.withdrawn = 0 and slot.ends > $2 order by slot.starts, slot.id limit 200";
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 2] {
    [&*VISIBLE, &*OF_CHILD]
}

fn may_read(permit: &Permit<'_>) -> Vec<Value> {
    let actor = permit.actor();
    let roles: Vec<Role> =
        actor.roles.iter().copied().filter(|role| Action::ReadMeeting.is_for(*role)).collect();
    meeting_parameters(actor, &roles, permit.at(), Action::ReadMeeting.needs())
}

/// The meetings that this viewer may read: those that are not done with, and those that began after a moment. By when they begin.
///
/// # Errors
/// When the database fails.
pub fn visible(permit: &Permit<'_>, since: Timestamp) -> Result<Vec<Listed>, Failure> {
    let mut values = values![since];
    values.extend(may_read(permit));
    permit.tx().all(&VISIBLE, &values)
}

/// The meetings about a child or a contact that this viewer may read, the newest first.
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

/// The meetings that the viewer or their organisation is asked to and still may see, by when they begin.
///
/// # Errors
/// When the database fails.
pub fn own(permit: &Permit<'_>) -> Result<Vec<Id<Meeting>>, Failure> {
    let values = values![permit.actor().staff, permit.at()];
    Ok(permit.tx().all(&OWN, &values)?.into_iter().map(|(id,)| id).collect())
}

/// The actions of meetings that the viewer owns and that are not done, by when they are due.
///
/// # Errors
/// When the database fails.
pub fn owned_actions(permit: &Permit<'_>) -> Result<Vec<OwnedAction>, Failure> {
    permit.tx().all(&OWNED, &values![permit.actor().staff])
}

/// How agencies attended meetings that ended from one moment until another. No child can be told from it.
///
/// # Errors
/// When the database fails.
pub fn attending(permit: &Permit<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<Attending>, Failure> {
    permit.tx().all(&ATTENDING, &values![from, until])
}

/// How fast the minutes left of meetings that ended from one moment until another.
///
/// # Errors
/// When the database fails.
pub fn leaving(permit: &Permit<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<Leaving>, Failure> {
    permit.tx().all(&LEAVING, &values![from, until, permit.at()])
}

/// The free times of an agency that touch a time.
///
/// # Errors
/// When the database fails.
pub fn slots(
    permit: &Permit<'_>,
    agency: &str,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Id<Slot>>, Failure> {
    let found = permit.tx().all(&SLOTS, &values![agency, from, until])?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// The free times to come of the viewer's own organisation.
///
/// # Errors
/// When the database fails.
pub fn own_slots(permit: &Permit<'_>) -> Result<Vec<Id<Slot>>, Failure> {
    let found = permit.tx().all(&OWN_SLOTS, &values![permit.actor().staff, permit.at()])?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}
