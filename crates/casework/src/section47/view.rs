//! An enquiry as its page shows it.

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::episode::Episode;
use domain::id::Id;
use domain::mash::{Enquiry, Request};
use domain::person::Person;
use domain::refusal::Refusal;
use domain::section47::{DirectWork, Section47, Stage};
use domain::staff::Staff;
use domain::strategy::Discussion;
use store::{Door, Permit, Stop, Versioned, load};

use crate::session::Session;
use crate::staff::Names;
use crate::standing::at_version;

/// What an agency was asked in the hub, before or beside this enquiry.
#[derive(Debug, Clone, PartialEq)]
pub struct HubCheck {
    /// The hub's enquiry.
    pub enquiry: Id<Enquiry>,
    /// The request, with its answer.
    pub request: Request,
}

/// An enquiry with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Section47View {
    /// The enquiry.
    pub section47: Versioned<Section47>,
    /// What the child is called.
    pub child: String,
    /// The episode it belongs to.
    pub episode: Option<Episode>,
    /// What parents, carers and siblings on the record are called; the words of a restriction where there is one.
    pub people: BTreeMap<Id<Person>, String>,
    /// The direct work done in it, in order.
    pub direct_work: Vec<DirectWork>,
    /// What agencies were asked in the hub, as far as the viewer may read it.
    pub hub: Vec<HubCheck>,
    /// The discussion that initiated it, when the viewer may read that.
    pub discussion: Option<Id<Discussion>>,
    /// The staff named in it.
    pub names: Names,
    /// What the viewer may do next.
    pub may: Vec<Action>,
}

/// An enquiry's page.
///
/// # Errors
/// When there is none that the viewer may read.
pub fn view(session: &Session<'_>, id: Id<Section47>) -> Result<Section47View, Stop> {
    session.read("section 47 enquiry", |door| {
        let permit = door.permit(Action::ReadSection47, Subject::record(id))?;
        let section47 = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        let known = &section47.record;
        permit.shown(known.child);
        let child = load(&permit, known.child)?.ok_or(Refusal::NotFound)?.record.name();
        let episode = load(&permit, known.episode)?.map(|episode| episode.record);
        let mut direct_work = Vec::new();
        for work in store::section47::direct_work(&permit, id)? {
            direct_work.extend(load(&permit, work)?.map(|known: Versioned<DirectWork>| known.record));
        }
        let mut people = BTreeMap::new();
        let carers = known.carers.iter().filter_map(|carer| carer.person);
        for person in carers.chain(known.siblings.iter().filter_map(|sibling| sibling.person)) {
            people.insert(person, called(door, person)?);
        }
        let discussion = known.initiated.id;
        let reads = door.would_permit(Action::ReadDiscussion, Subject::Discussion(discussion))?;
        let names = Names::of(&permit, named(known, &direct_work))?;
        let hub = hub(door, &permit, known)?;
        let may = may(door, known)?;
        let discussion = reads.then_some(discussion);
        Ok(Section47View { child, episode, people, direct_work, hub, discussion, names, may, section47 })
    })
}

/// One version of an enquiry: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or the viewer may not read it.
pub fn version(session: &Session<'_>, id: Id<Section47>, version: u64) -> Result<Section47, Stop> {
    session.read("section 47 enquiry as a form was opened", |door| {
        let permit = door.permit(Action::ReadSection47, Subject::record(id))?;
        at_version(&permit, id, version)
    })
}

/// What somebody on the record is called, as far as this viewer may know of them.
fn called(door: &Door, person: Id<Person>) -> Result<String, Stop> {
    match door.permit(Action::KnowExists, Subject::Child(person)) {
        Ok(permit) => Ok(load(&permit, person)?.map(|known| known.record.name()).unwrap_or_default()),
        Err(Stop::Refusal(Refusal::NotAllowed(words))) => Ok(words),
        Err(Stop::Refusal(_)) => Ok("Not shown to you".into()),
        Err(stop) => Err(stop),
    }
}

fn named(section47: &Section47, direct_work: &[DirectWork]) -> Vec<Id<Staff>> {
    let mut staff = vec![section47.begun_by];
    staff.extend(section47.worker);
    staff.extend(section47.risks.iter().filter_map(|risk| risk.answer.as_ref()).map(|answer| answer.by));
    staff.extend(section47.seen.iter().map(|seen| seen.by));
    staff.extend(section47.words.iter().map(|words| words.by));
    staff.extend(section47.medical.iter().map(|medical| medical.by));
    staff.extend(section47.harm.iter().map(|harm| harm.by));
    staff.extend(section47.outcome.iter().map(|outcome| outcome.by));
    staff.extend(section47.returned.iter().map(|returned| returned.by));
    staff.extend(section47.authorised.iter().map(|authorised| authorised.by));
    staff.extend(section47.told.iter().map(|told| told.by));
    staff.extend(direct_work.iter().map(|work| work.by));
    staff
}

/// What the hub asked in the enquiry from which the discussion came, for whoever may read that.
fn hub(door: &Door, permit: &Permit<'_>, section47: &Section47) -> Result<Vec<HubCheck>, Stop> {
    let discussion = load(permit, section47.initiated.id)?.map(|known| known.record);
    let Some(enquiry) = discussion.and_then(|discussion: Discussion| discussion.enquiry) else {
        return Ok(Vec::new());
    };
    if !door.would_permit(Action::ReadEnquiry, Subject::Enquiry(enquiry))? {
        return Ok(Vec::new());
    }
    let permit = door.permit(Action::ReadEnquiry, Subject::Enquiry(enquiry))?;
    let mut checks = Vec::new();
    for id in store::mash::requests(&permit, enquiry)? {
        let request = load(&permit, id)?.map(|known: Versioned<Request>| known.record);
        let request = request.filter(|request| request.withdrawn.is_none());
        checks.extend(request.map(|request| HubCheck { enquiry, request }));
    }
    Ok(checks)
}

/// What the viewer may do with it as it stands.
fn may(door: &Door, section47: &Section47) -> Result<Vec<Action>, Stop> {
    let offered: &[Action] = match section47.stage() {
        Stage::Open => &[Action::MakeSection47, Action::ConcludeSection47],
        Stage::ToAuthorise => &[Action::AuthoriseSection47],
        Stage::AwaitsConference | Stage::Ended => &[Action::MakeSection47],
    };
    let mut may = Vec::new();
    for action in offered {
        if door.would_permit(*action, Subject::record(section47.id))? {
            may.push(*action);
        }
    }
    Ok(may)
}
