//! What waits, by household: the worst first, with who is known, who works with them, and how often this home was told of.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Subject, Unsealing};
use domain::id::Id;
use domain::involvement::Involved;
use domain::notification::household::{Repeats, YEAR, grouped};
use domain::notification::{Notification, Stage};
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;
use store::notification::{Beside, Listed};
use store::{Door, Permit, Stop, Versioned, load};

use crate::child::{Existence, existence};
use crate::known_people::{Look, visibly_like};
use crate::search::agrees;
use crate::session::Session;
use crate::staff::Names;

/// Everything that waits, in sketches: enough to sort and to choose by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// The households, the worst first.
    pub households: Vec<Sketch>,
    /// Whom to ring about notifications that this viewer may not read.
    pub rings: Vec<String>,
    /// How many have arrived and are still being looked up.
    pub arriving: u64,
}

/// A household that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// Its notifications, the oldest incident first.
    pub notifications: Vec<Id<Notification>>,
    /// When the first of them reached the council.
    pub received_at: Timestamp,
    /// The agency's highest grading: 0 for none, 1 standard, 2 medium, 3 high.
    pub risk: u64,
    /// Whether domestic abuse is among them.
    pub domestic_abuse: bool,
    /// Whether somebody in them nearly certainly is on the record.
    pub known: bool,
    /// Whether one of those is open to somebody.
    pub open: bool,
    /// Whether one was sent again with other words.
    pub changed: bool,
    /// How often the household was told of.
    pub repeats: Repeats,
    /// What became of earlier ones, by code, and how often.
    pub earlier: BTreeMap<String, usize>,
}

/// One notification with its names for a page.
pub type Row = Versioned<Notification>;

/// A household with everything a page says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Household {
    /// The sketch.
    pub sketch: Sketch,
    /// Its notifications.
    pub notifications: Vec<Row>,
    /// Who is known among its people.
    pub known: Vec<KnownPerson>,
    /// What the viewer may have opened of them.
    pub unsealing: Unsealing,
}

/// Somebody on the record who nearly certainly is one of those named.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownPerson {
    /// What the notification calls them.
    pub said: String,
    /// Who they are on the record, as far as the viewer may know; the words of a restriction instead.
    pub person: Result<Existence, String>,
    /// The workers of the council who hold them now.
    pub workers: Vec<Worker>,
}

/// A worker whom new information goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// The child.
    pub child: Id<Person>,
    /// The worker.
    pub staff: Id<Staff>,
    /// Their name.
    pub name: String,
}

/// Whom one of the people may be, found anew for whoever looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The notification, by its place in the household.
    pub notification: usize,
    /// The person, by their place in it.
    pub person: usize,
    /// Everybody they may be; nobody is to be rung, or the whole were closed.
    pub look: Look,
}

/// Everything that waits.
///
/// # Errors
/// When the viewer may not see it.
pub fn waiting(session: &Session<'_>) -> Result<Wait, Stop> {
    session.read("notifications", |door| {
        let permit = door.permit(Action::SeeNotifications, Subject::House)?;
        Ok(Wait {
            households: sketches(session, &permit)?,
            rings: store::notification::rings(&permit)?,
            arriving: store::notification::arriving(&permit)?,
        })
    })
}

fn sketches(session: &Session<'_>, permit: &Permit<'_>) -> Result<Vec<Sketch>, Stop> {
    let mut waiting = store::notification::waiting(permit)?;
    waiting.sort_by_key(|listed| (listed.happened_at, listed.received_at));
    let mut keys: BTreeMap<Id<Notification>, Vec<String>> = BTreeMap::new();
    for (id, key) in store::notification::waiting_keys(permit)? {
        keys.entry(id).or_default().push(key);
    }
    let of = |listed: &Listed| keys.get(&listed.id).map(|own| own.iter().map(String::as_str).collect());
    let groups = grouped(&waiting.iter().map(|listed| of(listed).unwrap_or_default()).collect::<Vec<_>>());
    let mut beside: BTreeMap<Id<Notification>, Vec<Beside>> = BTreeMap::new();
    let since = session.at.saturating_sub(YEAR).unwrap_or(Timestamp::MIN);
    for other in store::notification::beside(permit, since)? {
        beside.entry(other.id).or_default().push(other);
    }
    let mut sketches: Vec<Sketch> = groups
        .iter()
        .map(|group| {
            let own: Vec<&Listed> = group.iter().filter_map(|place| waiting.get(*place)).collect();
            sketch(&own, &beside, session.at)
        })
        .collect();
    sketches.sort_by_key(worst_first);
    Ok(sketches)
}

/// High risk first, then domestic abuse, then open to a worker, then most often told of, then the oldest. An order of reading, no measure of a child.
fn worst_first(sketch: &Sketch) -> (Reverse<u64>, bool, bool, Reverse<usize>, Timestamp) {
    (
        Reverse(sketch.risk),
        !sketch.domestic_abuse,
        !sketch.open,
        Reverse(sketch.repeats.in_a_year),
        sketch.received_at,
    )
}

fn sketch(own: &[&Listed], beside: &BTreeMap<Id<Notification>, Vec<Beside>>, now: Timestamp) -> Sketch {
    let mut incidents: BTreeMap<Id<Notification>, (Timestamp, bool, Option<&str>)> =
        own.iter().map(|listed| (listed.id, (listed.happened_at, listed.domestic_abuse, None))).collect();
    for other in own.iter().filter_map(|listed| beside.get(&listed.id)).flatten() {
        incidents.insert(other.other, (other.happened_at, other.domestic_abuse, other.outcome.as_deref()));
    }
    let mut earlier: BTreeMap<String, usize> = BTreeMap::new();
    for outcome in incidents.values().filter_map(|(_, _, outcome)| *outcome) {
        *earlier.entry(outcome.to_owned()).or_default() += 1;
    }
    Sketch {
        notifications: own.iter().map(|listed| listed.id).collect(),
        received_at: own.iter().map(|listed| listed.received_at).min().unwrap_or(now),
        risk: own.iter().map(|listed| listed.risk).max().unwrap_or_default(),
        domestic_abuse: own.iter().any(|listed| listed.domestic_abuse),
        known: own.iter().any(|listed| listed.known > 0),
        open: own.iter().any(|listed| listed.open > 0),
        changed: own.iter().any(|listed| listed.changed),
        repeats: Repeats::count(incidents.into_values().map(|(at, abuse, _)| (at, abuse)), now),
        earlier,
    }
}

/// Households with everything a page says of them.
///
/// # Errors
/// When the viewer may not read one of them.
pub fn page(session: &Session<'_>, sketches: &[Sketch]) -> Result<Vec<Household>, Stop> {
    session.read("notifications", |door| {
        sketches.iter().map(|sketch| filled(session, door, sketch.clone())).collect()
    })
}

/// The household of one notification, and everybody its people may be, found anew. Of one that was triaged, itself alone.
///
/// # Errors
/// When there is none, or the viewer may not read it: then the words say whom to ring.
pub fn household(
    session: &Session<'_>,
    notification: Id<Notification>,
) -> Result<(Household, Vec<Found>, Names), Stop> {
    session.read("notification", |door| {
        let permit = door.permit(Action::ReadNotification, Subject::Notification(notification))?;
        let own = load::<Notification>(&permit, notification)?.ok_or(Refusal::NotFound)?.record;
        let sketch = sketches(session, &permit)?
            .into_iter()
            .find(|sketch| sketch.notifications.contains(&notification))
            .unwrap_or_else(|| alone(&own));
        let household = filled(session, door, sketch)?;
        let found = found(session, door, &household)?;
        let by =
            household.notifications.iter().flat_map(|told| told.record.triage.iter().map(|done| done.by));
        let names = Names::of(&permit, by)?;
        Ok((household, found, names))
    })
}

/// A notification that waits no more, or not yet.
fn alone(notification: &Notification) -> Sketch {
    Sketch {
        notifications: vec![notification.id],
        received_at: notification.received_at,
        risk: notification.risk.map_or(0, |risk| risk as u64 + 1),
        domestic_abuse: notification.is_domestic_abuse(),
        known: false,
        open: false,
        changed: notification.changed_at.is_some(),
        repeats: Repeats::default(),
        earlier: BTreeMap::new(),
    }
}

fn filled(session: &Session<'_>, door: &Door, sketch: Sketch) -> Result<Household, Stop> {
    let (mut notifications, mut known, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut unsealing = None;
    for id in &sketch.notifications {
        let permit = door.permit(Action::ReadNotification, Subject::Notification(*id))?;
        let told = load::<Notification>(&permit, *id)?.ok_or(Refusal::NotFound)?;
        unsealing = Some(permit.unsealing());
        if told.record.stage == Stage::Arrived {
            let words =
                "Who is known in this notification is still being looked up. Try again in a few seconds.";
            return Err(Refusal::NotNow(words.into()).into());
        }
        for named in &told.record.people {
            for person in named.likely.iter().filter(|person| seen.insert(**person)) {
                known.extend(known_person(session, door, *person, named.said.name.display())?);
            }
        }
        notifications.push(told);
    }
    let unsealing = unsealing.ok_or(Refusal::NotFound)?;
    Ok(Household { sketch, notifications, known, unsealing })
}

fn known_person(
    session: &Session<'_>,
    door: &Door,
    person: Id<Person>,
    said: String,
) -> Result<Option<KnownPerson>, Stop> {
    let permit = match door.permit(Action::KnowExists, Subject::Child(person)) {
        Ok(permit) => permit,
        Err(Stop::Refusal(Refusal::NotAllowed(words))) => {
            return Ok(Some(KnownPerson { said, person: Err(words), workers: Vec::new() }));
        }
        Err(Stop::Refusal(_)) => return Ok(None),
        Err(stop) => return Err(stop),
    };
    let mut workers = Vec::new();
    for involvement in store::involvement::of_child(&permit, person)? {
        if let Involved::Worker { staff, .. } = involvement.who
            && involvement.holds_at(session.at)
        {
            let name = store::staff::name(&permit, staff)?.unwrap_or_default();
            workers.push(Worker { child: person, staff, name });
        }
    }
    Ok(Some(KnownPerson { said, person: Ok(existence(session, &permit, person)?), workers }))
}

/// Whom the people of a household may be, for this viewer. A restricted record that nearly certainly is one of them closes the whole, whenever it
/// was made.
fn found(session: &Session<'_>, door: &Door, household: &Household) -> Result<Vec<Found>, Stop> {
    let mut all = Vec::new();
    for (place, told) in household.notifications.iter().enumerate() {
        for (person, named) in told.record.people.iter().enumerate() {
            let mut look = visibly_like(session, door, &store::notification::described(named))?;
            if let Some(words) = look.rings.first() {
                return Err(Refusal::NotAllowed(words.clone()).into());
            }
            look.like.retain(|like| agrees(&like.reasons));
            all.push(Found { notification: place, person, look });
        }
    }
    Ok(all)
}
