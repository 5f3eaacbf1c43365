//! What waits: for me, for my team, and in every queue of the front door with its size, oldest and owner.

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::contact::{Contact, Stage};
use domain::id::Id;
use domain::notice::Notice;
use domain::person::Person;
use domain::refusal::Refusal;
use jiff::Timestamp;
use jiff::civil::Date;
use store::contact::Queue;
pub use store::contact::{Length, Listed, OwnedAction};
use store::{Door, Permit, Stop, Versioned, load, save};

use crate::mash::{self, BoardRow};
use crate::session::{Sending, Session};
use crate::staff::Names;

/// A contact in a list, with the names of its children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The contact.
    pub listed: Listed,
    /// What its children are called, as said; the words of a restriction instead where there is one.
    pub children: Vec<String>,
    /// Those of them who are on the record.
    pub people: Vec<Id<Person>>,
}

/// A person's own work.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnWork {
    /// Contacts they hold.
    pub held: Vec<Row>,
    /// Contacts that wait for a manager's decision, for managers.
    pub to_decide: Vec<Row>,
    /// Contacts whose referrer is still to be told.
    pub to_tell: Vec<Row>,
    /// Contacts nobody holds yet, for those who screen.
    pub to_screen: Vec<Row>,
    /// Actions they own.
    pub actions: Vec<(OwnedAction, Option<Contact>)>,
    /// The numbers of the contacts that asked for those actions, also of contacts that this person cannot open now.
    pub references: BTreeMap<Id<Contact>, String>,
    /// Notices to acknowledge.
    pub notices: Vec<Versioned<Notice>>,
    /// What the children of the notices are called, as far as this person may know of them.
    pub children: BTreeMap<Id<Person>, String>,
    /// Open MASH enquiries that wait for this person: to be decided, for managers; to be analysed, for MASH social workers.
    pub enquiries: Vec<BoardRow>,
    /// What waits at the front door in anybody's hands, for those who may see it.
    pub at_the_door: AtTheDoor,
    /// Names of holders.
    pub names: Names,
}

/// How much waits at the front door.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AtTheDoor {
    /// How many contacts.
    pub waiting: usize,
    /// How many of them with a child in danger now.
    pub danger: usize,
}

/// One queue of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// What waits there.
    pub name: &'static str,
    /// Who answers for it.
    pub owner: &'static str,
    /// Size and oldest.
    pub length: Length,
}

/// A person's own work, most urgent first.
///
/// # Errors
/// When the store fails.
pub fn own_work(session: &Session<'_>) -> Result<OwnWork, Stop> {
    session.read("my work", |door| {
        let own = door.permit(Action::SeeOwnWork, Subject::House)?;
        let held = rows(&own, store::contact::held(&own)?)?;
        let (mut to_decide, mut to_tell, mut to_screen) = (Vec::new(), Vec::new(), Vec::new());
        let mut at_the_door = AtTheDoor::default();
        if session.actor.roles.iter().any(|role| Action::SeeQueue.is_for(*role)) {
            let queue = door.permit(Action::SeeQueue, Subject::House)?;
            let waiting = store::contact::queue(&queue, Queue::AtTheDoor)?;
            let danger = waiting.iter().filter(|row| row.danger).count();
            at_the_door = AtTheDoor { waiting: waiting.len(), danger };
            if session.actor.roles.iter().any(|role| Action::DecideContact.is_for(*role)) {
                let proposed = store::contact::queue(&queue, Queue::Stage(Stage::Proposed))?;
                // Nobody decides on their own proposal, so it does not wait for them.
                let anothers =
                    |contact: &Contact| contact.proposal.as_ref().is_some_and(|it| it.by != session.staff.id);
                to_decide = rows_where(&queue, proposed, anothers)?;
            }
            to_tell = rows(&queue, store::contact::queue(&queue, Queue::Stage(Stage::Decided))?)?;
            let received = store::contact::queue(&queue, Queue::Stage(Stage::Received))?;
            to_screen = rows(&queue, received.into_iter().filter(|row| row.holder.is_none()).collect())?;
        }
        let (mut actions, mut references) = (Vec::new(), BTreeMap::new());
        for action in store::contact::owned_actions(&own)? {
            let contact = door.permit(Action::ReadContact, Subject::Contact(action.id));
            let contact = contact.ok().map(|permit| load(&permit, action.id)).transpose()?.flatten();
            if let Some(known) = load(&own, action.id)? {
                references.insert(action.id, known.record.reference);
            }
            actions.push((action, contact.map(|known| known.record)));
        }
        let (mut notices, mut children) = (Vec::<Versioned<Notice>>::new(), BTreeMap::new());
        for id in store::notice::waiting(&own)? {
            notices.extend(load(&own, id)?);
        }
        for notice in &notices {
            children.extend(called(door, notice.record.child)?.map(|name| (notice.record.child, name)));
        }
        let enquiries = mash::waiting_for(session, door)?;
        let holders = held
            .iter()
            .chain(&to_decide)
            .chain(&to_tell)
            .chain(&to_screen)
            .filter_map(|row| row.listed.holder);
        let names = Names::of(&own, holders)?;
        Ok(OwnWork {
            held,
            to_decide,
            to_tell,
            to_screen,
            actions,
            references,
            notices,
            children,
            enquiries,
            at_the_door,
            names,
        })
    })
}

/// What a child is called, for somebody who may know that the child is on the record; nothing for anybody else, and nothing noted.
fn called(door: &Door, child: Id<Person>) -> Result<Option<String>, Stop> {
    if !door.would_permit(Action::KnowExists, Subject::Child(child))? {
        return Ok(None);
    }
    let permit = door.permit(Action::KnowExists, Subject::Child(child))?;
    Ok(load(&permit, child)?.map(|known| known.record.name()))
}

/// The front door's queue, danger first, then by what is due.
///
/// # Errors
/// When the person may not see it.
pub fn queue(session: &Session<'_>) -> Result<(Vec<Row>, Names), Stop> {
    session.read("queue", |door| {
        let permit = door.permit(Action::SeeQueue, Subject::House)?;
        let rows = rows(&permit, store::contact::queue(&permit, Queue::AtTheDoor)?)?;
        let names = Names::of(&permit, rows.iter().filter_map(|row| row.listed.holder))?;
        Ok((rows, names))
    })
}

/// Every queue with its size, its oldest and its owner, as far as this viewer may read what is in it.
///
/// # Errors
/// When the person may not see it.
pub fn register(session: &Session<'_>) -> Result<Vec<Registered>, Stop> {
    session.read("queue register", |door| {
        let permit = door.permit(Action::SeeQueueRegister, Subject::House)?;
        let is_for = |action: Action| session.actor.roles.iter().any(|role| action.is_for(*role));
        let mut queues = at_the_front_door(&permit)?;
        if is_for(Action::SeeNotifications) {
            let told = door.permit(Action::SeeNotifications, Subject::House)?;
            let waiting = store::notification::waiting(&told)?;
            let oldest = waiting.iter().map(|listed| listed.received_at).min();
            let length = Length { size: waiting.len() as u64, oldest };
            queues.push(Registered { name: "Notifications to be triaged", owner: "Front door", length });
        }
        if is_for(Action::SeeAssessments) {
            let seen = door.permit(Action::SeeAssessments, Subject::House)?;
            for (name, owner, size, oldest) in crate::assessment::queues(session, &seen)? {
                queues.push(Registered { name, owner, length: Length { size: size as u64, oldest } });
            }
        }
        if is_for(Action::SeeCaseSummaries) {
            let waiting = crate::case_summary::waiting(session, door)?;
            let oldest = waiting.iter().filter_map(|row| row.since).min();
            let length = Length { size: waiting.len() as u64, oldest };
            let name = "Case summaries missing, stale or due";
            queues.push(Registered { name, owner: "Allocated workers", length });
        }
        if is_for(Action::SeeClosures) {
            let seen = door.permit(Action::SeeClosures, Subject::House)?;
            queues.extend(plans_and_closures(&seen, london::date_of(session.at))?);
        }
        if is_for(Action::SeeAudits) {
            let audits = door.permit(Action::SeeAudits, Subject::House)?;
            queues.extend(of_audits(&audits, london::date_of(session.at))?);
        }
        Ok(queues)
    })
}

fn at_the_front_door(permit: &Permit<'_>) -> Result<Vec<Registered>, Stop> {
    let of = |name, owner, stage| {
        store::contact::length(permit, stage).map(|length| Registered { name, owner, length })
    };
    Ok(vec![
        of("Contacts to be screened", "Front door", Stage::Received)?,
        of("Contacts sent back with a question", "Front door", Stage::SentBack)?,
        of("Contacts waiting for a decision", "MASH managers", Stage::Proposed)?,
        of("Referrers to be told", "Front door", Stage::Decided)?,
        Registered {
            name: "Referrals to be accepted",
            owner: "Team managers",
            length: store::referral::length(permit)?,
        },
    ])
}

fn plans_and_closures(permit: &Permit<'_>, today: Date) -> Result<[Registered; 2], Stop> {
    Ok([
        Registered {
            name: "Closures to decide",
            owner: "Team managers",
            length: store::closure::length(permit)?,
        },
        Registered {
            name: "Child in need plans with a review overdue",
            owner: "Allocated workers",
            length: store::child_in_need::overdue(permit, today)?,
        },
    ])
}

fn of_audits(permit: &Permit<'_>, today: Date) -> Result<[Registered; 2], Stop> {
    let owner = "Principal social worker";
    Ok([
        Registered { name: "Audits to be graded", owner, length: store::audit::to_grade(permit)? },
        Registered {
            name: "Audit actions overdue",
            owner,
            length: store::audit::actions_overdue(permit, today)?,
        },
    ])
}

/// The referrals a partner sent, newest first, with what they were told.
///
/// # Errors
/// When the person is not a partner.
pub fn own_referrals(session: &Session<'_>) -> Result<Vec<OwnReferral>, Stop> {
    session.read("my referrals", |door| {
        let permit = door.permit(Action::SeeOwnReferrals, Subject::House)?;
        let mut referrals = Vec::new();
        for listed in store::contact::sent(&permit)? {
            let permit = door.permit(Action::ReadOwnReferral, Subject::Contact(listed.id))?;
            let contact = load(&permit, listed.id)?.ok_or(Refusal::NotFound)?.record;
            let feedback = store::feedback::of_contact(&permit, listed.id)?
                .map(|id| load(&permit, id))
                .transpose()?
                .flatten();
            let told = feedback.map(|known| known.record).filter(|feedback| feedback.sent_at.is_some());
            referrals.push(OwnReferral {
                id: listed.id,
                reference: listed.reference,
                sent_at: listed.received_at,
                children: contact.children.iter().map(|child| child.said.name.display()).collect(),
                told: told.and_then(|feedback| feedback.sent_at.map(|at| (at, feedback.words))),
            });
        }
        Ok(referrals)
    })
}

/// A referral as whoever sent it may see it: their own words, and what was meant for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnReferral {
    /// The contact.
    pub id: Id<Contact>,
    /// Its number.
    pub reference: String,
    /// When they sent it.
    pub sent_at: Timestamp,
    /// The children, as they named them.
    pub children: Vec<String>,
    /// What they were told, and when.
    pub told: Option<(Timestamp, String)>,
}

/// Acknowledges a notice: the worker has seen it.
///
/// # Errors
/// When it is somebody else's.
pub fn acknowledge(session: &Session<'_>, sending: &Sending, notice: Id<Notice>) -> Result<(), Stop> {
    session.send(sending, "acknowledge", |door| {
        let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
        let known = load(&permit, notice)?
            .filter(|known| known.record.to == session.staff.id)
            .ok_or(Refusal::NotFound)?;
        let seen =
            Notice { acknowledged_at: known.record.acknowledged_at.or(Some(session.at)), ..known.record };
        save(&permit, &seen, known.version, "acknowledge", None)?;
        Ok(())
    })
}

/// Marks an action done.
///
/// # Errors
/// When it is somebody else's.
pub fn action_done(
    session: &Session<'_>,
    sending: &Sending,
    contact: Id<Contact>,
    place: usize,
) -> Result<(), Stop> {
    session.send(sending, "action_done", |door| {
        let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
        let mine = store::contact::owned_actions(&permit)?
            .iter()
            .any(|action| action.id == contact && action.place == place as u64);
        let known = load(&permit, contact)?.filter(|_| mine).ok_or(Refusal::NotFound)?;
        let done = known.record.action_done(place, session.at)?;
        save(&permit, &done, known.version, "action_done", None)?;
        Ok(())
    })
}

/// The rows of a list that was filtered already: its permit stands for the names in it.
fn rows(permit: &Permit<'_>, listed: Vec<Listed>) -> Result<Vec<Row>, Stop> {
    rows_where(permit, listed, |_| true)
}

fn rows_where(
    permit: &Permit<'_>,
    listed: Vec<Listed>,
    belongs: impl Fn(&Contact) -> bool,
) -> Result<Vec<Row>, Stop> {
    let mut rows = Vec::new();
    for listed in listed {
        let contact = load(permit, listed.id)?.ok_or(Refusal::NotFound)?.record;
        if belongs(&contact) {
            let children = contact.children.iter().map(|child| child.said.name.display()).collect();
            let people = contact.people().collect();
            rows.push(Row { listed, children, people });
        }
    }
    Ok(rows)
}
