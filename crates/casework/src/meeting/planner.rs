//! What somebody needs who plans a meeting: who can be asked, agency by agency; when agencies can come, side by side; and an agenda from the pack
//! and from what is known so far.

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::calendar::{london, working_days};
use domain::contact::Contact;
use domain::id::Id;
use domain::mash::Enquiry;
use domain::meeting::{Meeting, Slot, Who, free_for_all};
use domain::pack::{COUNCIL, MeetingKind, Pack};
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::{SignedDuration, Timestamp};
use store::staff::{Colleague, OfAgency};
use store::{Door, Permit, Stop, Versioned, load};

use super::{About, standing};
use crate::session::Session;

/// What a planner's page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Planner {
    /// What it is about, once it is arranged.
    pub meeting: Option<Versioned<Meeting>>,
    /// The council's own people.
    pub colleagues: Vec<Colleague>,
    /// Agencies that have people here, or are proposed by the kind: those that are needed first.
    pub agencies: Vec<AgencyPeople>,
    /// Times at which every agency of the kind that has published some can come.
    pub free: Vec<(Timestamp, Timestamp)>,
    /// When it begins unless somebody says otherwise.
    pub proposed: Timestamp,
    /// People who are proposed: whoever answered, or was asked, in the enquiry.
    pub ticked: Vec<Id<Staff>>,
    /// What is known so far, as lines of the agenda.
    pub known: Vec<String>,
}

/// An agency in a planner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyPeople {
    /// The agency.
    pub agency: String,
    /// Whether the kind needs it.
    pub needed: bool,
    /// Whether the kind proposes it.
    pub proposed: bool,
    /// Its people.
    pub people: Vec<OfAgency>,
    /// When it can come.
    pub slots: Vec<Slot>,
}

/// What a meeting about something would be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Of {
    pub(crate) contact: Option<Id<Contact>>,
    pub(crate) enquiry: Option<Id<Enquiry>>,
    pub(crate) children: Vec<Id<Person>>,
}

impl About {
    pub(crate) fn subject(self) -> Subject {
        match self {
            About::Contact(contact) => Subject::Contact(contact),
            About::Enquiry(enquiry) => Subject::Enquiry(enquiry),
            About::Child(child) => Subject::Child(child),
        }
    }

    pub(crate) fn of(self, permit: &Permit<'_>) -> Result<Of, Stop> {
        match self {
            About::Contact(id) => {
                let contact = load(permit, id)?.ok_or(Refusal::NotFound)?.record;
                let enquiry = store::mash::of_contact(permit, id)?;
                Ok(Of { contact: Some(id), enquiry, children: contact.people().collect() })
            }
            About::Enquiry(id) => {
                let enquiry = load(permit, id)?.ok_or(Refusal::NotFound)?.record;
                Ok(Of { contact: Some(enquiry.contact), enquiry: Some(id), children: enquiry.children })
            }
            About::Child(id) => Ok(Of { contact: None, enquiry: None, children: vec![id] }),
        }
    }
}

/// What a meeting would be about, in a word for its page: the contact's number, or nothing for a child.
///
/// # Errors
/// When the person may not arrange a meeting about it.
pub fn about(session: &Session<'_>, about: About) -> Result<String, Stop> {
    session.read("what a meeting is about", |door| {
        let permit = door.permit(Action::ArrangeMeeting, about.subject())?;
        let of = about.of(&permit)?;
        let contact = of.contact.map(|contact| load(&permit, contact)).transpose()?.flatten();
        Ok(contact.map(|contact| contact.record.reference).unwrap_or_default())
    })
}

/// A planner for a new meeting of a kind.
///
/// # Errors
/// When the person may not arrange a meeting about it.
pub fn planner(session: &Session<'_>, about: About, kind: &str) -> Result<Planner, Stop> {
    session.read("meeting planner", |door| {
        let permit = door.permit(Action::ArrangeMeeting, about.subject())?;
        let of = about.of(&permit)?;
        plan(session, door, &permit, kind, of.enquiry, None)
    })
}

/// A planner for a meeting that is arranged.
///
/// # Errors
/// When the person may not arrange it.
pub fn planner_again(session: &Session<'_>, meeting: Id<Meeting>) -> Result<Planner, Stop> {
    session.read("meeting planner", |door| {
        let permit = door.permit(Action::ArrangeMeeting, Subject::Meeting(meeting))?;
        let known = standing(&permit, meeting)?;
        let (kind, enquiry) = (known.record.kind.clone(), known.record.enquiry);
        plan(session, door, &permit, &kind, enquiry, Some(known))
    })
}

pub(crate) fn plan(
    session: &Session<'_>,
    door: &Door,
    permit: &Permit<'_>,
    kind: &str,
    enquiry: Option<Id<Enquiry>>,
    meeting: Option<Versioned<Meeting>>,
) -> Result<Planner, Stop> {
    let pack = &session.house.pack;
    let kind = pack.meetings.kind(kind).or(pack.meetings.kinds.first()).ok_or(Refusal::NotFound)?;
    let agencies = agencies(session, permit, kind)?;
    let published: Vec<Vec<&Slot>> = agencies
        .iter()
        .filter(|agency| agency.proposed && !agency.slots.is_empty())
        .map(|agency| agency.slots.iter().collect())
        .collect();
    let lasts = SignedDuration::from_mins(i64::from(kind.lasts_minutes));
    let free: Vec<(Timestamp, Timestamp)> =
        free_for_all(&published, lasts).into_iter().filter(|(from, _)| *from > session.at).collect();
    let next = working_days::add(london::date_of(session.at), 1, &session.house.calendar.holidays);
    let usual = london::instant(next, jiff::civil::Time::constant(10, 0, 0, 0));
    let (ticked, known) = match &meeting {
        Some(known) => (accounts(&known.record), Vec::new()),
        None => so_far(session, door, permit, enquiry, &agencies)?,
    };
    Ok(Planner {
        meeting,
        colleagues: store::staff::colleagues(permit)?,
        proposed: free.first().map_or(usual, |(from, _)| *from),
        agencies,
        free,
        ticked,
        known,
    })
}

fn accounts(meeting: &Meeting) -> Vec<Id<Staff>> {
    let account = |who: &Who| match who {
        Who::Account(staff) => Some(*staff),
        Who::Guest { .. } => None,
    };
    meeting.asked().filter_map(|(_, invited)| account(&invited.who)).collect()
}

/// Agencies with people, the kind's own first.
fn agencies(
    session: &Session<'_>,
    permit: &Permit<'_>,
    kind: &MeetingKind,
) -> Result<Vec<AgencyPeople>, Stop> {
    let pack = &session.house.pack;
    let proposed: Vec<&str> = kind.proposed().filter(|agency| *agency != COUNCIL).collect();
    let others = pack.agencies.iter().map(|agency| agency.id.as_str());
    let others = others.filter(|agency| !proposed.contains(agency));
    let until = session.at + SignedDuration::from_hours(24 * i64::from(pack.meetings.slots_ahead_days));
    let mut found = Vec::new();
    for agency in proposed.iter().copied().chain(others) {
        let people = store::staff::of_agency(permit, agency)?;
        let is_proposed = proposed.contains(&agency);
        if people.is_empty() && !is_proposed {
            continue;
        }
        let mut slots = Vec::new();
        for id in store::meeting::slots(permit, agency, session.at, until)? {
            slots.extend(load(permit, id)?.map(|known| known.record));
        }
        let needed = kind.needed.iter().any(|each| each == agency);
        found.push(AgencyPeople { agency: agency.to_owned(), needed, proposed: is_proposed, people, slots });
    }
    Ok(found)
}

/// Whom the enquiry has asked already, and how far it is. Only that an agency answered stands in an agenda, never what.
fn so_far(
    session: &Session<'_>,
    door: &Door,
    permit: &Permit<'_>,
    enquiry: Option<Id<Enquiry>>,
    agencies: &[AgencyPeople],
) -> Result<(Vec<Id<Staff>>, Vec<String>), Stop> {
    let Some(enquiry) = enquiry else { return Ok((Vec::new(), Vec::new())) };
    if !door.would_permit(Action::ReadEnquiry, Subject::Enquiry(enquiry))? {
        return Ok((Vec::new(), Vec::new()));
    }
    let (mut ticked, mut answered) = (Vec::new(), BTreeMap::new());
    for id in store::mash::requests(permit, enquiry)? {
        let Some(request) = load(permit, id)?.map(|known| known.record) else { continue };
        if request.withdrawn.is_some() {
            continue;
        }
        let name = session.house.pack.agency_name(&request.agency).to_owned();
        *answered.entry(name).or_insert(false) |= request.answer.is_some();
        let theirs = agencies.iter().filter(|agency| agency.agency == request.agency);
        let theirs = theirs.flat_map(|agency| &agency.people).filter(|person| {
            person.organisation.as_deref().unwrap_or_default() == request.organisation
                && request.to.is_none_or(|to| to == person.id)
        });
        // One of each organisation: whoever was asked by name, else the first.
        ticked.extend(theirs.take(1).map(|person| person.id));
    }
    let lines = answered.into_iter().map(|(agency, answered)| {
        format!(
            "{agency}: {}",
            if answered { "answered the enquiry" } else { "has not answered the enquiry yet" }
        )
    });
    Ok((ticked, lines.collect()))
}

/// The agenda of a kind with what is known so far put where agencies tell what they know.
pub fn agenda_for(pack: &Pack, kind: &str, known: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = pack.meetings.kind(kind).map(|kind| kind.agenda.clone()).unwrap_or_default();
    let place = lines.iter().position(|line| {
        line.to_lowercase().contains("agency knows") || line.to_lowercase().contains("facts by agency")
    });
    let place = place.map_or(lines.len(), |place| place + 1);
    lines.splice(place..place, known.iter().cloned());
    lines
}
