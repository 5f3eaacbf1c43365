//! A conference as its page shows it, those of a child, and the list of those that wait for something.

use domain::access::{Action, Subject};
use domain::conference::{Conference, Stage};
use domain::disagreement::Disagreement;
use domain::episode::Episode;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use store::conference::Listed;
use store::staff::OfAgency;
use store::{Door, Permit, Stop, Versioned, load};

use super::standing;
use crate::session::Session;
use crate::staff::Names;
use crate::standing::at_version;

/// A conference with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct ConferenceView {
    /// The conference.
    pub conference: Versioned<Conference>,
    /// The child.
    pub child: Person,
    /// The staff named in it.
    pub names: Names,
    /// What the viewer may do next.
    pub may: Vec<Action>,
    /// Conferences of brothers and sisters that were asked for together, as far as the viewer may read them.
    pub together: Vec<Together>,
    /// Disagreements about it that the viewer may read.
    pub disagreements: Vec<Disagreement>,
    /// The child's episodes, oldest first.
    pub episodes: Vec<Episode>,
}

/// A conference of a brother or sister.
#[derive(Debug, Clone, PartialEq)]
pub struct Together {
    /// The conference.
    pub conference: Conference,
    /// What the child is called.
    pub name: String,
}

/// A conference in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InList {
    /// The conference.
    pub listed: Listed,
    /// What the child is called.
    pub child: String,
}

/// The acts a conference's page offers.
const OFFERED: &[Action] = &[
    Action::RequestConference,
    Action::PlanConference,
    Action::HoldConference,
    Action::DeclineConference,
    Action::RaiseDisagreement,
];

impl ConferenceView {
    /// The episode in which the plan of this conference stands, or the one that is open now.
    pub fn episode(&self) -> Option<&Episode> {
        let of_plan = self.conference.record.held.as_ref().and_then(|held| held.episode);
        let found = of_plan.and_then(|id| self.episodes.iter().find(|episode| episode.id == id));
        found.or_else(|| {
            self.episodes
                .iter()
                .rev()
                .find(|episode| episode.closed_on.is_none() && !episode.no_further_action)
        })
    }

    /// How many child protection plans of this council the child had before this conference (census item N00106).
    pub fn plans_before(&self) -> usize {
        let on = self.conference.record.held.as_ref().map_or(jiff::civil::Date::MAX, |held| held.on);
        self.episodes.iter().map(|episode| episode.protection_plans_before(on)).sum()
    }
}

/// A conference's page.
///
/// # Errors
/// When there is none that the viewer may read.
pub fn view(session: &Session<'_>, conference: Id<Conference>) -> Result<ConferenceView, Stop> {
    session.read("child protection conference", |door| {
        let permit = door.permit(Action::ReadConference, Subject::record(conference))?;
        let known = standing(&permit, conference)?;
        let record = &known.record;
        let child = load(&permit, record.child)?.ok_or(Refusal::NotFound)?.record;
        permit.shown(record.child);
        let names = Names::of(&permit, named(record))?;
        let mut may = Vec::new();
        for action in OFFERED {
            let subject = match action {
                Action::RaiseDisagreement => Subject::Child(record.child),
                _ => Subject::record(conference),
            };
            if fits(*action, record.stage) && door.would_permit(*action, subject)? {
                may.push(*action);
            }
        }
        Ok(ConferenceView {
            together: together(door, &permit, record)?,
            disagreements: about(door, &permit, record)?,
            episodes: store::episode::of_child(&permit, record.child)?,
            child,
            names,
            may,
            conference: known,
        })
    })
}

/// Whether an act has anything to do with a conference that stands like this.
fn fits(action: Action, stage: Stage) -> bool {
    match action {
        Action::RequestConference => matches!(stage, Stage::Needed | Stage::Declined | Stage::CalledOff),
        Action::PlanConference => matches!(stage, Stage::Needed | Stage::Requested | Stage::Planned),
        Action::DeclineConference => stage.waits(),
        Action::HoldConference => matches!(stage, Stage::Requested | Stage::Planned | Stage::Held),
        Action::RaiseDisagreement => true,
        _ => false,
    }
}

fn together(door: &Door, permit: &Permit<'_>, conference: &Conference) -> Result<Vec<Together>, Stop> {
    let mut found = Vec::new();
    for id in store::conference::together(permit, conference.together)? {
        if id == conference.id || !door.would_permit(Action::ReadConference, Subject::record(id))? {
            continue;
        }
        let theirs = door.permit(Action::ReadConference, Subject::record(id))?;
        let record = standing(&theirs, id)?.record;
        let name = load(&theirs, record.child)?.map_or_else(String::new, |known| known.record.name());
        theirs.shown(record.child);
        found.push(Together { conference: record, name });
    }
    Ok(found)
}

fn about(door: &Door, permit: &Permit<'_>, conference: &Conference) -> Result<Vec<Disagreement>, Stop> {
    let mut found = Vec::new();
    for id in store::disagreement::about(permit, conference.id.any())? {
        if door.would_permit(Action::ReadDisagreement, Subject::Disagreement(id))? {
            let theirs = door.permit(Action::ReadDisagreement, Subject::Disagreement(id))?;
            found.extend(load(&theirs, id)?.map(|known| known.record));
        }
    }
    Ok(found)
}

fn named(conference: &Conference) -> Vec<Id<Staff>> {
    let mut staff = vec![conference.decided.by];
    staff.extend(conference.requests.iter().map(|request| request.by));
    staff.extend(conference.days.iter().map(|day| day.by));
    staff.extend(conference.reports.iter().map(|report| report.by));
    staff.extend(conference.declined.iter().map(|declined| declined.by));
    staff.extend(conference.called_off.iter().map(|called_off| called_off.by));
    staff.extend(conference.held.iter().map(|held| held.by));
    staff.extend(conference.core_group.iter().map(|group| group.by));
    staff.extend(conference.reviews.iter().map(|review| review.by));
    staff
}

/// A conference as it stood at a version: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or the viewer may not read it.
pub fn version(session: &Session<'_>, conference: Id<Conference>, version: u64) -> Result<Conference, Stop> {
    session.read("conference as a form was opened", |door| {
        let permit = door.permit(Action::ReadConference, Subject::record(conference))?;
        at_version(&permit, conference, version)
    })
}

/// The conferences that wait for something and that the viewer may read, the first due first.
///
/// # Errors
/// When the person may not see conferences.
pub fn list(session: &Session<'_>) -> Result<Vec<InList>, Stop> {
    session.read("conferences", |door| {
        let permit = door.permit(Action::SeeConferences, Subject::House)?;
        let mut found = Vec::new();
        for listed in store::conference::visible(&permit)? {
            permit.shown(listed.child);
            let child = load(&permit, listed.child)?.map_or_else(String::new, |known| known.record.name());
            found.push(InList { listed, child });
        }
        Ok(found)
    })
}

/// The conferences of a child, oldest first.
///
/// # Errors
/// When the viewer may not read the child's record.
pub fn of_child(session: &Session<'_>, child: Id<Person>) -> Result<Vec<Conference>, Stop> {
    session.read("conferences of a child", |door| {
        let permit = door.permit(Action::ReadConference, Subject::Child(child))?;
        let mut found = Vec::new();
        for id in store::conference::of_child(&permit, child)? {
            found.extend(load(&permit, id)?.map(|known| known.record));
        }
        Ok(found)
    })
}

/// The people of agencies with an account, for saying who is asked to a conference.
///
/// # Errors
/// When the person may not plan it.
pub fn people(session: &Session<'_>, conference: Id<Conference>) -> Result<Vec<(String, OfAgency)>, Stop> {
    session.read("who can be asked to a conference", |door| {
        let permit = door.permit(Action::PlanConference, Subject::record(conference))?;
        let mut found = Vec::new();
        for agency in &session.house.pack.agencies {
            let people = store::staff::of_agency(&permit, &agency.id)?;
            found.extend(people.into_iter().map(|person| (agency.id.clone(), person)));
        }
        Ok(found)
    })
}
