//! How the daily feed stands: when it was sent last, what waits, what was refused and why. For those who make returns.
//!
//! A child whose record is restricted is told of to nobody outside its circle, and is not counted for them.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::daily_feed::{FeedChild, FeedRequest};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Role;
use jiff::Timestamp;
use store::inspection::closed_to;
use store::{Permit, Stop, load};

use crate::outbox;
use crate::session::{Sending, Session};

/// The state words of a job that waits and of one that was given up, as the store has them.
const WAITING: &str = "waiting";
const DEAD: &str = "dead";

/// How the feed stands.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Whether an address is configured that it is sent to.
    pub configured: bool,
    /// When the Department last took a request in.
    pub taken_at: Option<Timestamp>,
    /// When the feed was last gone through to its end, whether there was anything to send or not.
    pub finished_at: Option<Timestamp>,
    /// How many children the Department holds, of those the viewer may know of.
    pub held: usize,
    /// What waits.
    pub waits: Option<Waits>,
    /// Children who were refused and not sent since.
    pub refused: Vec<Refused>,
    /// The last requests, the newest first.
    pub requests: Vec<Shown>,
    /// Whom to ring about children who are left out.
    pub ring: BTreeSet<String>,
}

/// A feed that waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// When it is tried next; nothing when it was given up.
    pub next: Option<Timestamp>,
    /// How often it was tried.
    pub tries: u64,
    /// What went wrong last.
    pub why: Option<String>,
}

/// A child whose node was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The identifier it was sent under.
    pub identifier: String,
    /// The record.
    pub child: Option<Id<Person>>,
    /// Whether the child was to be taken out.
    pub purge: bool,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The request.
    pub request: FeedRequest,
    /// How many children were in it, of those the viewer may know of.
    pub children: usize,
    /// How many of them were taken out.
    pub purged: usize,
    /// Whether its words may be shown: they may quote a child who is not the viewer's to know of.
    pub told: bool,
}

/// Which feed is asked for by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// What differs.
    Differences,
    /// What differs, and what was refused as it is.
    AndRefused,
}

/// How the feed stands.
///
/// # Errors
/// When the person may not make returns.
pub fn state(session: &Session<'_>) -> Result<State, Stop> {
    session.read("how the daily feed stands", |door| {
        let permit = door.permit(Action::MakeReturn, Subject::House)?;
        // The system sends the feed: nobody is left out of what it sees.
        let whole = permit.actor().roles.contains(&Role::System);
        let closed = if whole { Closed::new() } else { closed_to(&permit)? };
        let (refused, mut ring) = refused(&permit, &closed)?;
        let (requests, more) = requests(&permit, &closed)?;
        ring.extend(more);
        let jobs = store::job::of_kind(&permit, outbox::DAILY_FEED)?;
        let waiting = jobs.iter().find(|job| job.state == WAITING);
        let given_up = || jobs.first().filter(|job| job.state == DEAD);
        let waits = waiting.or_else(given_up).map(|job| Waits {
            next: (job.state == WAITING).then_some(job.due_at),
            tries: job.attempts,
            why: job.last_error.clone(),
        });
        let done = jobs.iter().filter(|job| job.state != WAITING && job.state != DEAD);
        let acknowledged = store::daily_feed::acknowledged(&permit)?;
        Ok(State {
            configured: session.house.department.is_some(),
            taken_at: requests
                .iter()
                .find(|shown| is_taken(&shown.request))
                .map(|shown| shown.request.sent_at),
            finished_at: done.filter_map(|job| job.finished_at).max(),
            held: acknowledged
                .iter()
                .filter(|last| !last.purge && last.child.is_none_or(|child| !closed.contains_key(&child)))
                .count(),
            waits,
            refused,
            requests,
            ring,
        })
    })
}

/// Asks for the feed by hand.
///
/// # Errors
/// When the person may not make returns, or no address is configured.
pub fn send_now(session: &Session<'_>, sending: &Sending, asked: Asked) -> Result<(), Stop> {
    session.send(sending, "send_daily_feed", |door| {
        door.permit(Action::MakeReturn, Subject::House)?;
        if session.house.department.is_none() {
            let words = "No address of the Department is configured, so nothing can be sent. An administrator sets it in the server’s configuration.";
            return Err(Refusal::NotNow(words.into()).into());
        }
        let day = london::date_of(session.at);
        let again = (asked == Asked::AndRefused).then_some(session.at);
        outbox::daily_feed_now(session, door, day, again)
    })
}

fn is_taken(request: &FeedRequest) -> bool {
    matches!(request.answer, domain::daily_feed::FeedAnswer::Acknowledged(_))
}

type Closed = BTreeMap<Id<Person>, String>;

fn ring_of<'c>(child: &FeedChild, closed: &'c Closed) -> Option<&'c String> {
    child.child.and_then(|child| closed.get(&child))
}

fn refused(permit: &Permit<'_>, closed: &Closed) -> Result<(Vec<Refused>, BTreeSet<String>), Stop> {
    let (mut refused, mut ring) = (Vec::new(), BTreeSet::new());
    for id in store::daily_feed::still_refused(permit)? {
        let Some(request) = load(permit, id)?.map(|known| known.record) else { continue };
        for child in &request.children {
            if let Some(closed) = ring_of(child, closed) {
                ring.insert(closed.clone());
                continue;
            }
            refused.push(Refused {
                identifier: child.identifier.clone(),
                child: child.child,
                purge: child.purge,
                at: request.sent_at,
                why: request.answer.words().to_owned(),
            });
        }
    }
    refused.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.identifier.cmp(&other.identifier)));
    Ok((refused, ring))
}

fn requests(permit: &Permit<'_>, closed: &Closed) -> Result<(Vec<Shown>, BTreeSet<String>), Stop> {
    let (mut requests, mut ring) = (Vec::new(), BTreeSet::new());
    for id in store::daily_feed::latest(permit)? {
        let Some(request) = load(permit, id)?.map(|known| known.record) else { continue };
        let open: Vec<&FeedChild> =
            request.children.iter().filter(|child| ring_of(child, closed).is_none()).collect();
        ring.extend(request.children.iter().filter_map(|child| ring_of(child, closed).cloned()));
        let (children, purged) = (open.len(), open.iter().filter(|child| child.purge).count());
        let told = children == request.children.len();
        // A request in which nobody is theirs to know of is none of theirs.
        if children > 0 {
            requests.push(Shown { children, purged, told, request });
        }
    }
    Ok((requests, ring))
}
