//! Beginning an assessment from an accepted referral, and who joins it: brothers and sisters, carers whom nobody had named, another social worker.

use domain::access::{Action, Subject};
use domain::assessment::{
    Assessment, Beginning, Begun, Carer, CarerNamed, ChildNamed, ReviewAsked, Stands, counts_from,
};
use domain::calendar::london;
use domain::episode::Episode;
use domain::id::Id;
use domain::person::Person;
use domain::person::relationship::Kinship;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::civil::Date;
use store::{Door, Permit, Stop, Version, load, relationship};

use super::around::{called, carers_of};
use super::{add, change, keep, tell_person};
use crate::session::{Sending, Session};

/// An assessment as it is begun.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BeginAsked {
    /// The children it is about beside the one it is begun from.
    pub others: Vec<Id<Person>>,
    /// Why it is made: what is to be found out.
    pub purpose: String,
    /// The social worker who makes it; whoever begins it when nobody is named.
    pub worker: Option<Id<Staff>>,
    /// The review point.
    pub review: ReviewAsked,
}

/// What the page for beginning shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Offered {
    /// The child it is begun from.
    pub child: OfferedChild,
    /// Brothers and sisters who could be assessed together with the child.
    pub siblings: Vec<OfferedChild>,
    /// What those are called who care for the child, and what they are; others can be named later.
    pub carers: Vec<(String, Carer)>,
    /// By when it must be decided: counted from the referral, whatever day it begins, and a later one of the same episode from its own start.
    pub due: Option<Date>,
    /// The local target.
    pub target: Option<Date>,
}

/// A child of whom an assessment could be begun.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferedChild {
    /// The child.
    pub child: Id<Person>,
    /// What the child is called.
    pub name: String,
    /// The referral date of the open episode; nothing when no episode is open.
    pub referral_date: Option<Date>,
    /// The day from which the limit counts: the referral, or today where an assessment of this episode was authorised before.
    pub counts_from: Option<Date>,
    /// The assessment that runs already.
    pub runs: Option<Id<Assessment>>,
}

/// What the page for beginning shows.
///
/// # Errors
/// When the person may not begin one for this child.
pub fn offered(session: &Session<'_>, child: Id<Person>) -> Result<Offered, Stop> {
    session.read("begin an assessment", |door| {
        let permit = door.permit(Action::BeginAssessment, Subject::Child(child))?;
        let own = offered_child(session, &permit, child)?;
        let mut siblings = Vec::new();
        for sibling in siblings_of(session, &permit, child)? {
            if door.would_permit(Action::BeginAssessment, Subject::Child(sibling))? {
                siblings.push(offered_child(session, &permit, sibling)?);
                permit.shown(sibling);
            }
        }
        let mut carers = Vec::new();
        for carer in carers_of(session, &permit, child)? {
            let name = match carer.person {
                Some(person) => called(door, person)?,
                None => carer.name.clone(),
            };
            carers.push((name, carer));
        }
        let limit = |timer: &str| -> Result<Option<Date>, Stop> {
            let Some(from) = own.counts_from else { return Ok(None) };
            let clock = session.house.pack.start(timer, london::start_of(from), &session.house.calendar)?;
            Ok(clock.due.map(domain::calendar::Due::day))
        };
        let (due, target) = (limit(domain::assessment::DECISION)?, limit(domain::assessment::TARGET)?);
        Ok(Offered { child: own, siblings, carers, due, target })
    })
}

fn offered_child(
    session: &Session<'_>,
    permit: &Permit<'_>,
    child: Id<Person>,
) -> Result<OfferedChild, Stop> {
    let name = load(permit, child)?.ok_or(Refusal::NotFound)?.record.name();
    let episode = open_episode(session, permit, child)?;
    let today = london::date_of(session.at);
    let mut runs = None;
    for id in store::assessment::of_child(permit, child)? {
        let known = load(permit, id)?.map(|known| known.record);
        runs = known.filter(Assessment::runs).map(|known| known.id).or(runs);
    }
    Ok(OfferedChild {
        child,
        name,
        referral_date: episode.as_ref().map(|episode| episode.referral_date),
        counts_from: episode.as_ref().map(|episode| counts_from(episode, today)),
        runs,
    })
}

fn siblings_of(
    session: &Session<'_>,
    permit: &Permit<'_>,
    child: Id<Person>,
) -> Result<Vec<Id<Person>>, Stop> {
    let today = london::date_of(session.at);
    let mut siblings = Vec::new();
    for related in relationship::of_person(permit, child)?.into_iter().map(|known| known.record) {
        let sibling = matches!(related.kind, Kinship::Sibling | Kinship::HalfSibling);
        let other = if related.from == child { related.to } else { related.from };
        if sibling && related.holds_on(today) && !siblings.contains(&other) {
            siblings.push(other);
        }
    }
    Ok(siblings)
}

fn open_episode(
    session: &Session<'_>,
    permit: &Permit<'_>,
    child: Id<Person>,
) -> Result<Option<Episode>, Stop> {
    let today = london::date_of(session.at);
    let episodes = store::episode::of_child(permit, child)?;
    Ok(episodes.into_iter().rfind(|episode| episode.is_open_on(today)))
}

fn must_be_open(session: &Session<'_>, permit: &Permit<'_>, child: Id<Person>) -> Result<Episode, Stop> {
    open_episode(session, permit, child)?.ok_or_else(|| {
        let words =
            "No episode of need is open for one of the children: a manager accepts the referral first.";
        Stop::Refusal(Refusal::NotNow(words.into()))
    })
}

/// Begins an assessment of a child, alone or with brothers and sisters. Those who care for them come from the record.
///
/// # Errors
/// With everything that is missing; when no episode is open, an assessment runs already, or the person may not.
pub fn begin(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    asked: BeginAsked,
) -> Result<Id<Assessment>, Stop> {
    session.send(sending, "begin_assessment", |door| {
        let permit = door.permit(Action::BeginAssessment, Subject::Child(child))?;
        let (mut children, mut carers) = (Vec::new(), Vec::<Carer>::new());
        let others = asked.others.iter().copied().filter(|other| *other != child);
        for one in std::iter::once(child).chain(others) {
            door.permit(Action::BeginAssessment, Subject::Child(one))?;
            children.push(must_be_open(session, &permit, one)?);
            for carer in carers_of(session, &permit, one)? {
                if !carers.iter().any(|known| known.person == carer.person) {
                    carers.push(carer);
                }
            }
        }
        let house = session.house;
        let worker = worker(session, &permit, asked.worker)?;
        let id = house.id();
        let beginning = Beginning {
            id,
            reference: format!("CFA-{}", id.spoken(6)),
            children,
            carers,
            purpose: asked.purpose,
            worker: worker.id,
            team: team_of(&worker, &permit, child)?,
            review: asked.review,
        };
        let (by, at) = (session.staff.id, session.at);
        let Begun { assessment, episodes } =
            Assessment::begin(beginning, by, at, &house.pack, &house.calendar)?;
        store::save(&permit, &assessment, Version::NONE, "begin_assessment", None)?;
        for episode in episodes {
            let before = load(&permit, episode.id)?.map_or(Version::NONE, |known| known.version);
            store::save(&permit, &episode, before, "begin_assessment", None)?;
        }
        tell_person(session, door, &permit, &assessment, worker.id, "was begun and is yours.")?;
        Ok(id)
    })
}

/// The social worker who makes it: somebody who may.
fn worker(session: &Session<'_>, permit: &Permit<'_>, asked: Option<Id<Staff>>) -> Result<Staff, Stop> {
    let Some(id) = asked.filter(|id| *id != session.staff.id) else { return Ok(session.staff.clone()) };
    let known = load::<Staff>(permit, id)?.map(|known| known.record);
    let may =
        |staff: &Staff| staff.active && staff.roles.iter().any(|role| Action::WriteAssessment.is_for(*role));
    known.filter(may).ok_or_else(|| {
        Stop::Refusal(Refusal::field("worker", "Choose a social worker who makes assessments."))
    })
}

/// The team in which the child is allocated, or else one of the worker's own.
fn team_of(worker: &Staff, permit: &Permit<'_>, child: Id<Person>) -> Result<String, Stop> {
    use domain::involvement::Involved;
    for involvement in store::involvement::of_child(permit, child)?.iter().rev() {
        if let Involved::Worker { staff, team } = &involvement.who
            && involvement.holds_at(permit.at())
            && *staff == worker.id
        {
            return Ok(team.clone());
        }
    }
    Ok(worker.teams.first().cloned().unwrap_or_default())
}

/// Another child joins: a brother or sister who came with a referral of their own. No clock begins again.
///
/// # Errors
/// When it is not being written, no episode of the child is open, an assessment of the child runs, or the person may not.
pub fn join_child(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    child: Id<Person>,
) -> Result<(), Stop> {
    session.send(sending, "join_assessment", |door| {
        let permit = door.permit(Action::WriteAssessment, Subject::record(id))?;
        let begins = door.permit(Action::BeginAssessment, Subject::Child(child))?;
        let known = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        let named = ChildNamed {
            episode: must_be_open(session, &begins, child)?,
            carers: carers_of(session, &begins, child)?,
        };
        let house = session.house;
        let (by, at) = (session.staff.id, session.at);
        let (after, _) = known.record.joined(named, by, at, &house.pack, &house.calendar)?;
        keep(&permit, &known, &after, "join_assessment", None)
    })
}

/// Names a carer: an absent father, a new partner.
///
/// # Errors
/// When nobody is named, they are there already, it is not being written, or the person may not.
pub fn name_carer(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    asked: CarerNamed,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    session.send(sending, "name_carer", |door| {
        let permit = door.permit(Action::WriteAssessment, Subject::record(id))?;
        if let Some(person) = asked.person {
            door.permit(Action::KnowExists, Subject::Child(person))?;
        }
        let known = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        let after = known.record.carer_named(asked, by, at)?;
        keep(&permit, &known, &after, "name_carer", None)
    })
}

/// Says anew where a carer stands.
///
/// # Errors
/// When there is no such carer, it is not being written, or the person may not.
pub fn place_carer(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    number: usize,
    stands: Stands,
) -> Result<(), Stop> {
    let by = session.staff.id;
    add(session, sending, id, Action::WriteAssessment, "place_carer", |_, assessment| {
        Ok(assessment.carer_stands(number, stands, by)?)
    })
}

/// Hands it to another social worker. No clock moves, and whoever made it so far still wrote it.
///
/// # Errors
/// When it is over, the other may not make assessments, somebody else changed it, or the person may not.
pub fn hand_to(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Assessment>,
    to: Id<Staff>,
) -> Result<(), Stop> {
    change(session, sending, id, Action::WriteAssessment, "hand_assessment", |door, permit, assessment| {
        let to = worker(session, permit, Some(to))?;
        let first = assessment.children.first().ok_or(Refusal::NotFound)?.child;
        let team = team_of(&to, permit, first)?;
        let after = assessment.handed_to(to.id, &team)?;
        tell_person(session, door, permit, &after, to.id, "was handed to you.")?;
        Ok(after)
    })
}

/// Whether a door lets the viewer read an assessment: for what of an older one may be told.
pub(super) fn may_read(door: &Door, id: Id<Assessment>) -> Result<bool, Stop> {
    Ok(door.would_permit(Action::ReadAssessment, Subject::record(id))?)
}
