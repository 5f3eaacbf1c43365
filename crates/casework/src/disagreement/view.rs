//! A disagreement as the council's page shows it, those of a child, and the list of those that are open.

use domain::access::{Action, Subject};
use domain::conference::Conference;
use domain::disagreement::Disagreement;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use store::disagreement::Listed;
use store::staff::{Colleague, OfAgency};
use store::{Door, Permit, Stop, Versioned, load};

use super::standing;
use crate::session::Session;
use crate::staff::Names;

/// A disagreement with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct DisagreementView {
    /// The disagreement.
    pub disagreement: Versioned<Disagreement>,
    /// The children, by name, as far as the viewer may know of them.
    pub children: Vec<(Id<Person>, String)>,
    /// The conference it is about.
    pub conference: Option<Conference>,
    /// The conference of the number that whoever raised it gave, while nobody has said which child it is about.
    pub suggested: Option<Suggested>,
    /// The staff named in it.
    pub names: Names,
    /// Those of ours who may speak in the stage it is in.
    pub ours: Vec<Colleague>,
    /// Those of the agency who have an account.
    pub theirs: Vec<OfAgency>,
    /// What the viewer may do next.
    pub may: Vec<Action>,
}

/// What a number leads to, for somebody who may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    /// The child.
    pub child: Id<Person>,
    /// What they are called.
    pub name: String,
    /// The number of the conference.
    pub reference: String,
}

/// A disagreement's page.
///
/// # Errors
/// When there is none that the viewer may read.
pub fn view(session: &Session<'_>, disagreement: Id<Disagreement>) -> Result<DisagreementView, Stop> {
    session.read("professional disagreement", |door| {
        let subject = Subject::Disagreement(disagreement);
        let permit = door.permit(Action::ReadDisagreement, subject)?;
        let known = standing(&permit, disagreement)?;
        let record = &known.record;
        let mut may = Vec::new();
        for action in [Action::AnswerDisagreement, Action::ResolveDisagreement] {
            if record.is_open() && door.would_permit(action, subject)? {
                may.push(action);
            }
        }
        let (ours, theirs) =
            if may.is_empty() { Default::default() } else { speakers(session, &permit, record)? };
        Ok(DisagreementView {
            children: children(door, record)?,
            conference: conference(door, record)?,
            suggested: suggested(door, &permit, record)?,
            names: Names::of(&permit, named(record))?,
            ours,
            theirs,
            may,
            disagreement: known,
        })
    })
}

/// The children by name, for those who may know of them: whoever takes part is not for that reason told who they are on the record.
fn children(door: &Door, disagreement: &Disagreement) -> Result<Vec<(Id<Person>, String)>, Stop> {
    let mut names = Vec::new();
    for child in &disagreement.children {
        if door.would_permit(Action::KnowExists, Subject::Child(*child))? {
            let permit = door.permit(Action::KnowExists, Subject::Child(*child))?;
            names.extend(load(&permit, *child)?.map(|known| (*child, known.record.name())));
        }
    }
    Ok(names)
}

fn conference(door: &Door, disagreement: &Disagreement) -> Result<Option<Conference>, Stop> {
    let Some(id) = disagreement.conference() else { return Ok(None) };
    if !door.would_permit(Action::ReadConference, Subject::record(id))? {
        return Ok(None);
    }
    let permit = door.permit(Action::ReadConference, Subject::record(id))?;
    Ok(load(&permit, id)?.map(|known| known.record))
}

/// The conference whose number they gave.
fn suggested(
    door: &Door,
    permit: &Permit<'_>,
    disagreement: &Disagreement,
) -> Result<Option<Suggested>, Stop> {
    if !disagreement.children.is_empty() {
        return Ok(None);
    }
    let number = disagreement.said_number.trim().to_uppercase();
    let Some(id) = store::conference::by_reference(permit, &number)? else { return Ok(None) };
    if !door.would_permit(Action::ReadConference, Subject::record(id))? {
        return Ok(None);
    }
    let theirs = door.permit(Action::ReadConference, Subject::record(id))?;
    let Some(conference) = load(&theirs, id)?.map(|known| known.record) else { return Ok(None) };
    let name = load(&theirs, conference.child)?.map_or_else(String::new, |known| known.record.name());
    theirs.shown(conference.child);
    Ok(Some(Suggested { child: conference.child, name, reference: conference.reference }))
}

/// Who may speak in the stage it is in.
fn speakers(
    session: &Session<'_>,
    permit: &Permit<'_>,
    disagreement: &Disagreement,
) -> Result<(Vec<Colleague>, Vec<OfAgency>), Stop> {
    let stage = disagreement.stage().and_then(|stage| session.house.pack.disagreements.stage(&stage.code));
    let mut ours = Vec::new();
    for colleague in store::staff::colleagues(permit)? {
        let roles = load(permit, colleague.id)?.map(|known| known.record.roles).unwrap_or_default();
        let speaks = stage.is_none_or(|(_, stage)| {
            roles.iter().any(|role| stage.roles.iter().any(|code| code == role.code()))
        });
        if speaks {
            ours.push(colleague);
        }
    }
    let agency = disagreement.raised.agency.as_deref();
    let theirs =
        agency.map(|agency| store::staff::of_agency(permit, agency)).transpose()?.unwrap_or_default();
    Ok((ours, theirs))
}

fn named(disagreement: &Disagreement) -> Vec<Id<Staff>> {
    let mut staff = vec![disagreement.raised.by];
    staff.extend(disagreement.placed.iter().map(|placed| placed.by));
    for stage in &disagreement.stages {
        staff.extend(stage.ours);
        staff.extend(stage.said.iter().map(|said| said.by));
        staff.extend(stage.moved.iter().filter_map(|moved| moved.by));
    }
    staff.extend(disagreement.resolved.iter().map(|resolved| resolved.by));
    staff
}

/// The open disagreements that the viewer may read, the first due first.
///
/// # Errors
/// When the person may not see disagreements.
pub fn list(session: &Session<'_>) -> Result<Vec<Listed>, Stop> {
    session.read("disagreements", |door| {
        let permit = door.permit(Action::SeeDisagreements, Subject::House)?;
        Ok(store::disagreement::visible(&permit)?)
    })
}

/// The open disagreements of which nobody has said the children, as the viewer may read them: for whoever knows the child.
///
/// # Errors
/// When the person may not see disagreements.
pub fn unplaced(session: &Session<'_>) -> Result<Vec<Disagreement>, Stop> {
    session.read("disagreements without a child", |door| {
        let list = door.permit(Action::SeeDisagreements, Subject::House)?;
        let mut found = Vec::new();
        for listed in store::disagreement::visible(&list)?.into_iter().filter(|listed| !listed.placed) {
            let subject = Subject::Disagreement(listed.id);
            if door.would_permit(Action::AnswerDisagreement, subject)? {
                let permit = door.permit(Action::AnswerDisagreement, subject)?;
                found.extend(load(&permit, listed.id)?.map(|known| known.record));
            }
        }
        Ok(found)
    })
}

/// The disagreements about a child that the viewer may read, oldest first.
///
/// # Errors
/// When the viewer may not read the child's record.
pub fn of_child(session: &Session<'_>, child: Id<Person>) -> Result<Vec<Disagreement>, Stop> {
    session.read("disagreements about a child", |door| {
        let permit = door.permit(Action::ReadDisagreement, Subject::Child(child))?;
        let mut found = Vec::new();
        for id in store::disagreement::of_child(&permit, child)? {
            if door.would_permit(Action::ReadDisagreement, Subject::Disagreement(id))? {
                let theirs = door.permit(Action::ReadDisagreement, Subject::Disagreement(id))?;
                found.extend(load(&theirs, id)?.map(|known| known.record));
            }
        }
        Ok(found)
    })
}

/// What a form that raises a disagreement is about: the conference's number, when it is one of this child.
///
/// # Errors
/// When the person may not raise one about the child, or the conference is another child's.
pub fn raised_about(
    session: &Session<'_>,
    child: Id<Person>,
    conference: Option<Id<Conference>>,
) -> Result<Option<String>, Stop> {
    session.read("what a disagreement is about", |door| {
        let permit = door.permit(Action::RaiseDisagreement, Subject::Child(child))?;
        let Some(id) = conference else { return Ok(None) };
        let known = load(&permit, id)?.filter(|known| known.record.child == child);
        Ok(Some(known.ok_or(Refusal::NotFound)?.record.reference))
    })
}
