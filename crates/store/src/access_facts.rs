//! The facts an access decision depends on, for one viewer and one subject: who works with the child, whether a contact is at the front door,
//! whether the glass was broken, whether the record is restricted. `domain::access` decides; this only loads. [`crate::visible`] asks the same
//! of every row of a list.

use domain::access::{Actor, ChildFacts, ContactFacts, Facts, Relationship, Restriction, Subject};
use domain::contact::Contact;
use domain::id::Id;
use domain::person::Person;
use jiff::Timestamp;

use crate::engine::{Query, Transaction};
use crate::failure::Failure;

crate::row! {
    struct AboutChild {
        ring: Option<String>,
        inside: u64,
        allocated: u64,
        team: u64,
        duty: u64,
        broke_glass: u64,
    }
}

crate::row! {
    struct AboutContact {
        at_the_door: bool,
        worked: u64,
        referral_waits: u64,
        sent: u64,
        proposed: u64,
        drafted: u64,
    }
}

crate::statements! {
    static CHILD: Query<AboutChild> = "select person.ring,
        (select count(*) from person_circle circle where circle.id = person.id and circle.staff = $2) as inside,
        (select count(*) from involvement held where held.child = person.id and held.staff = $2
            and held.since <= $3 and (held.until is null or held.until > $3)) as allocated,
        (select count(*) from involvement held join staff_team mine on mine.team = held.team and mine.id = $2
            where held.child = person.id and held.since <= $3 and (held.until is null or held.until > $3)) as team,
        (select count(*) from contact_child named join contact at_door on at_door.id = named.id
            where named.child = person.id and at_door.at_the_door = 1) as duty,
        (select count(*) from break_glass glass where glass.child = person.id and glass.staff = $2 and glass.until > $3) as broke_glass
        from person where person.id = $1";
    static CONTACT: Query<AboutContact> = "select contact.at_the_door,
        (select count(*) from contact mine where mine.id = contact.id and $2 in (mine.logged_by, mine.holder, mine.proposed_by, mine.decided_by))
            + (select count(*) from second_reading reading where reading.record = contact.id and reading.reader = $2) as worked,
        (select count(*) from referral_request asked join referral on referral.id = asked.id
            where asked.contact = contact.id and referral.stage = 'waiting') as referral_waits,
        (select count(*) from contact mine where mine.id = contact.id and mine.logged_by = $2) as sent,
        (select count(*) from contact mine where mine.id = contact.id and mine.proposed_by = $2) as proposed,
        (select count(*) from feedback where feedback.contact = contact.id and feedback.drafted_by = $2
            and feedback.sent_at is null) as drafted
        from contact where contact.id = $1";
    static CHILDREN: Query<(Id<Person>,)> = "select child as value from contact_child where id = $1 and child is not null order by place";
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
    let Some(found) = tx.maybe(&CHILD, &crate::values![child, actor.staff, at])? else {
        return Ok(ChildFacts::unknown());
    };
    let holds = |relationship: &Relationship| match relationship {
        Relationship::Allocated => found.allocated > 0,
        Relationship::Circle => found.inside > 0,
        Relationship::Team => found.team > 0,
        Relationship::Duty => found.duty > 0,
        Relationship::BrokeGlass => found.broke_glass > 0,
        Relationship::Stranger => true,
    };
    Ok(ChildFacts {
        exists: true,
        relationships: Relationship::ALL.into_iter().filter(holds).collect(),
        restriction: match found.ring {
            Some(ring) if found.inside == 0 => Restriction::Outside { ring },
            _ => Restriction::Open,
        },
    })
}

fn about_contact(
    tx: &Transaction,
    actor: &Actor,
    contact: Id<Contact>,
    at: Timestamp,
) -> Result<ContactFacts, Failure> {
    let Some(found) = tx.maybe(&CONTACT, &crate::values![contact, actor.staff])? else {
        return Ok(ContactFacts {
            exists: false,
            children: Vec::new(),
            at_the_door: false,
            worked_on_by_viewer: false,
            referral_waits: false,
            sent_by_viewer: false,
            proposed_by_viewer: false,
            drafted_by_viewer: false,
        });
    };
    let children = tx.all(&CHILDREN, &crate::values![contact])?;
    let children = children.into_iter().map(|(child,)| about_child(tx, actor, child, at));
    Ok(ContactFacts {
        exists: true,
        children: children.collect::<Result<_, _>>()?,
        at_the_door: found.at_the_door,
        worked_on_by_viewer: found.worked > 0,
        referral_waits: found.referral_waits > 0,
        sent_by_viewer: found.sent > 0,
        proposed_by_viewer: found.proposed > 0,
        drafted_by_viewer: found.drafted > 0,
    })
}
