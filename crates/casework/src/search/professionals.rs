//! Professionals by name, telephone, e-mail or school, with the children they work with whose record the viewer may read.

use std::collections::BTreeMap;

use domain::access::{Action, Layer, Subject};
use domain::id::Id;
use domain::involvement::Involved;
use domain::passage::SCHOOL;
use domain::person::Person;
use domain::record::Record;
use domain::staff::Staff;
use store::search::{Asked, Worker, involved, of_worker, people, snippet, workers};
use store::{Door, Permit, Stop, load};

use super::all::{Professional, named};
use crate::session::Session;

/// The most professionals and schools, and the most children of each, that are shown.
const MOST: usize = 10;
const MOST_CHILDREN: usize = 8;
/// From so many figures on, what was typed may be a telephone number, however it is spaced.
const TELEPHONE: usize = 7;

/// The professionals and schools that were meant.
pub(super) fn found(
    session: &Session<'_>,
    door: &Door,
    permit: &Permit<'_>,
    typed: &str,
    asked: &Asked,
) -> Result<Vec<Professional>, Stop> {
    let mut asking = vec![asked.clone()];
    asking.extend(telephone(typed));
    // People of agencies without an account are found by whoever keeps the list of them.
    let keeps = door.would_permit(Action::ManageContacts, Subject::House)?;
    let mut found = Vec::new();
    for asked in &asking {
        for worker in workers(permit, asked)?.into_iter().take(MOST) {
            found.extend(match worker {
                Worker::Staff(id) => of_staff(session, door, permit, id)?,
                Worker::AgencyContact(id) if keeps => of_agency_contact(session, permit, id)?,
                Worker::AgencyContact(_) => None,
            });
        }
        found.extend(of_other_agencies(session, door, permit, asked)?);
    }
    found.extend(schools(door, permit, asked)?);
    // A telephone number is found as it was typed, and without its spaces.
    let mut once: Vec<Professional> = Vec::new();
    for one in found {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once.truncate(MOST);
    Ok(once)
}

/// A telephone number without its spaces.
fn telephone(typed: &str) -> Option<Asked> {
    let typed = typed.trim();
    let is_one = typed.chars().all(|sign| sign.is_ascii_digit() || " +-()".contains(sign));
    let digits: String = typed.chars().filter(char::is_ascii_digit).take(TELEPHONE * 3).collect();
    (is_one && digits.len() >= TELEPHONE && digits != typed).then(|| Asked::read(&digits))
}

/// A professional, and the children they are involved with.
type WithChildren = (Professional, Vec<Id<Person>>);

fn of_staff(
    session: &Session<'_>,
    door: &Door,
    permit: &Permit<'_>,
    id: Id<Staff>,
) -> Result<Option<Professional>, Stop> {
    let Some(staff) = load(permit, id)?.map(|known| known.record).filter(|staff| staff.active) else {
        return Ok(None);
    };
    let pack = &session.house.pack;
    let mut what = vec![staff.title.clone(), staff.organisation.clone()];
    what.extend(staff.agency.as_deref().and_then(|code| pack.agency(code)).map(|agency| agency.name.clone()));
    what.extend(staff.teams.iter().filter_map(|code| pack.council.team(code)).map(|team| team.name.clone()));
    let children = of_worker(permit, id)?;
    Ok(Some(with_children(
        door,
        Professional {
            name: staff.name,
            what: joined(what),
            reached: said([staff.phone, staff.email]),
            staff: Some(id),
            children: Vec::new(),
            more: false,
        },
        children,
    )?))
}

fn of_agency_contact(
    session: &Session<'_>,
    permit: &Permit<'_>,
    id: Id<domain::partner::AgencyContact>,
) -> Result<Option<Professional>, Stop> {
    let Some(contact) = load(permit, id)?.map(|known| known.record).filter(|known| known.ended.is_none())
    else {
        return Ok(None);
    };
    let agency = session.house.pack.agency(&contact.agency).map(|agency| agency.name.clone());
    let what = [Some(contact.role), Some(contact.organisation), agency].into_iter().flatten().collect();
    Ok(Some(Professional {
        name: contact.name,
        what: joined(what),
        reached: said([contact.phone, contact.email]),
        staff: None,
        children: Vec::new(),
        more: false,
    }))
}

/// People of other agencies who are named as involved with a child: each once, with all the children.
fn of_other_agencies(
    session: &Session<'_>,
    door: &Door,
    permit: &Permit<'_>,
    asked: &Asked,
) -> Result<Vec<Professional>, Stop> {
    let mut together: BTreeMap<(String, String), WithChildren> = BTreeMap::new();
    for id in involved(permit, asked)? {
        let Some(involvement) = load(permit, id)?.map(|known| known.record) else { continue };
        let Involved::Agency { agency, name, phone } = &involvement.who else { continue };
        let agency = session.house.pack.agency(agency).map_or(agency.as_str(), |known| known.name.as_str());
        let begun = || {
            let professional = Professional {
                name: name.clone(),
                what: joined(vec![involvement.role.clone(), agency.to_owned()]),
                reached: said([phone.clone(), String::new()]),
                staff: None,
                children: Vec::new(),
                more: false,
            };
            (professional, Vec::new())
        };
        let (_, children) = together.entry((name.clone(), agency.to_owned())).or_insert_with(begun);
        if !children.contains(&involvement.child) {
            children.push(involvement.child);
        }
    }
    together
        .into_values()
        .map(|(professional, children)| with_children(door, professional, children))
        .collect()
}

/// Schools with their children, as far as the viewer may read of them.
fn schools(door: &Door, permit: &Permit<'_>, asked: &Asked) -> Result<Vec<Professional>, Stop> {
    let mut schools: BTreeMap<String, Vec<Id<Person>>> = BTreeMap::new();
    for row in people(permit, asked, Action::ReadFile, Layer::Content)? {
        let subject = Subject::Child(row.id);
        if !door.would_permit(Action::ReadFile, subject)? {
            continue;
        }
        let permit = door.permit(Action::KnowExists, subject)?;
        let Some(person) = load(&permit, row.id)?.map(|known| known.record) else { continue };
        let told = person.passages().into_iter().filter(|passage| passage.label == SCHOOL);
        for school in told.filter(|passage| !snippet(&passage.words, asked).is_empty()) {
            schools.entry(school.words).or_default().push(row.id);
        }
    }
    let school = |(name, children): (String, Vec<Id<Person>>)| {
        let what = "School".to_owned();
        let school =
            Professional { name, what, reached: Vec::new(), staff: None, children: Vec::new(), more: false };
        with_children(door, school, children)
    };
    schools.into_iter().map(school).collect()
}

fn with_children(
    door: &Door,
    professional: Professional,
    children: Vec<Id<Person>>,
) -> Result<Professional, Stop> {
    let more = children.len() > MOST_CHILDREN;
    Ok(Professional {
        children: named(door, children.into_iter().take(MOST_CHILDREN))?,
        more,
        ..professional
    })
}

fn joined(parts: Vec<String>) -> String {
    let mut said: Vec<String> = Vec::new();
    for part in parts.into_iter().filter(|part| !part.trim().is_empty()) {
        // A title often names the school or agency already.
        if !said.iter().any(|before| before.contains(&part)) {
            said.push(part);
        }
    }
    said.join(", ")
}

fn said(parts: [String; 2]) -> Vec<String> {
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect()
}
