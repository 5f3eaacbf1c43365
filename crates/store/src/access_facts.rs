//! The facts an access decision depends on, for one viewer and one subject: who works with the child, whether a contact is at the front door,
//! whether the glass was broken, whether the record is restricted. `domain::access` decides; this only loads.

use domain::access::{Actor, ChildFacts, ContactFacts, Facts, Relationship, Restriction, Subject};
use domain::contact::Contact;
use domain::id::Id;
use domain::person::Person;
use domain::record::Record;
use domain::staff::Staff;
use jiff::Timestamp;

use crate::engine::{Column, Query, Transaction};
use crate::failure::Failure;
use crate::ledger::Table;

/// The involvement record's main table: the child, the worker and team if there are such, since when and until when (open while empty).
pub const INVOLVEMENT: Table = Table::new(
    "involvement",
    &[
        Column::text("child"),
        Column::text("worker"),
        Column::text("team"),
        Column::integer("since"),
        Column::integer("until"),
    ],
);

/// The restriction record's main table: the child, whom to ring, since when and until when (open while empty).
pub const RESTRICTION: Table = Table::new(
    "restriction",
    &[Column::text("child"), Column::text("ring"), Column::integer("since"), Column::integer("until")],
);

/// A further table of the restriction's record: a row for each member of the circle.
pub const RESTRICTION_CIRCLE: Table = Table::new("restriction_circle", &[Column::text("staff")]);

/// A further table of the contact's record, one row: whether it is at the front door (0 or 1), who sent it as a referrer, who proposed the
/// outcome that stands, who drafted the feedback that stands.
pub const CONTACT_DOOR: Table = Table::new(
    "contact_door",
    &[
        Column::integer("at_the_door"),
        Column::text("sent_by"),
        Column::text("proposed_by"),
        Column::text("drafted_by"),
    ],
);

/// A further table of the contact's record: a row for each child identified in it.
pub const CONTACT_CHILD: Table = Table::new("contact_child", &[Column::text("child")]);

/// The main table of an opening with a reason: who opened, whose record, until when, and whether it was reviewed (0 or 1).
pub const BREAK_GLASS: Table = Table::new(
    "break_glass",
    &[Column::text("staff"), Column::text("child"), Column::integer("until"), Column::integer("reviewed")],
);

crate::row! {
    struct Standing {
        known: u64,
        at_the_door: u64,
        broke_glass: u64,
    }
}

crate::row! {
    struct Involved {
        worker: Option<Id<Staff>>,
        team: Option<String>,
    }
}

crate::row! {
    struct Restricted {
        ring: String,
        inside: u64,
    }
}

crate::row! {
    struct AtDoor {
        at_the_door: bool,
        sent_by: Option<Id<Staff>>,
        proposed_by: Option<Id<Staff>>,
        drafted_by: Option<Id<Staff>>,
    }
}

crate::statements! {
    static STANDING: Query<Standing> = "select
        (select count(*) from ledger where kind = $2 and record = $1 and version = 1) as known,
        (select count(*) from contact_child named join contact_door door on door.id = named.id
            where named.child = $1 and door.at_the_door = 1) as at_the_door,
        (select count(*) from break_glass where child = $1 and staff = $3 and until > $4) as broke_glass";
    static INVOLVED: Query<Involved> = "select worker, team from involvement
        where child = $1 and since <= $2 and (until is null or until > $2)";
    static RESTRICTED: Query<Restricted> = "select ring,
        (select count(*) from restriction_circle circle where circle.id = restriction.id and circle.staff = $2) as inside
        from restriction where child = $1 and since <= $3 and (until is null or until > $3) order by restriction.id";
    static AT_DOOR: Query<AtDoor> = "select at_the_door, sent_by, proposed_by, drafted_by from contact_door where id = $1";
    static CHILDREN: Query<(Id<Person>,)> = "select child as value from contact_child where id = $1 order by child";
}

/// The facts about a subject for a viewer at a moment.
pub(crate) fn load(
    tx: &Transaction,
    actor: &Actor,
    subject: Subject,
    at: Timestamp,
) -> Result<Facts, Failure> {
    match subject {
        Subject::House => Ok(Facts::House),
        Subject::Child(child) => about_child(tx, actor, child, at).map(Facts::Child),
        Subject::Contact(contact) => about_contact(tx, actor, contact, at).map(Facts::Contact),
    }
}

fn about_child(
    tx: &Transaction,
    actor: &Actor,
    child: Id<Person>,
    at: Timestamp,
) -> Result<ChildFacts, Failure> {
    let standing = tx.one(&STANDING, &crate::values![child, Person::KIND, actor.staff, at])?;
    if standing.known == 0 {
        return Ok(ChildFacts::unknown());
    }
    let involved = tx.all(&INVOLVED, &crate::values![child, at])?;
    let in_team = |team: &Option<String>| team.as_ref().is_some_and(|team| actor.teams.contains(team));
    let holds = |relationship: &Relationship| match relationship {
        Relationship::Allocated => involved.iter().any(|one| one.worker == Some(actor.staff)),
        Relationship::Team => involved.iter().any(|one| in_team(&one.team)),
        Relationship::Duty => standing.at_the_door > 0,
        Relationship::BrokeGlass => standing.broke_glass > 0,
        Relationship::Stranger => true,
    };
    let restricted = tx.all(&RESTRICTED, &crate::values![child, actor.staff, at])?;
    let outside = restricted.into_iter().find(|one| one.inside == 0);
    Ok(ChildFacts {
        exists: true,
        relationships: Relationship::ALL.into_iter().filter(holds).collect(),
        restriction: outside.map_or(Restriction::Open, |one| Restriction::Outside { ring: one.ring }),
    })
}

fn about_contact(
    tx: &Transaction,
    actor: &Actor,
    contact: Id<Contact>,
    at: Timestamp,
) -> Result<ContactFacts, Failure> {
    let door = tx.maybe(&AT_DOOR, &crate::values![contact])?;
    let children = tx.all(&CHILDREN, &crate::values![contact])?;
    let children = children.into_iter().map(|(child,)| about_child(tx, actor, child, at));
    let is_viewer = |staff: Option<Id<Staff>>| staff == Some(actor.staff);
    Ok(ContactFacts {
        exists: door.is_some(),
        children: children.collect::<Result<_, _>>()?,
        at_the_door: door.as_ref().is_some_and(|door| door.at_the_door),
        sent_by_viewer: door.as_ref().is_some_and(|door| is_viewer(door.sent_by)),
        proposed_by_viewer: door.as_ref().is_some_and(|door| is_viewer(door.proposed_by)),
        drafted_by_viewer: door.as_ref().is_some_and(|door| is_viewer(door.drafted_by)),
    })
}
