//! An agency as its own administrator sees it: its people, what they were asked and by when, and whose unfinished words wait because their account
//! was closed. Words are handed on unread, and that they were is on the record.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::mash::{AnsweredBy, Request, Standing, Substitute};
use domain::refusal::Refusal;
use domain::staff::{Role, Staff};
use jiff::{SignedDuration, Timestamp};
use store::partner::request::Waiting;
use store::{Permit, Stop, Versioned, load, save};

use super::{as_seen, page_of};
use crate::outbox;
use crate::session::{Sending, Session};
use crate::staff::Names;

/// An agency's people and what it was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Agency {
    /// Its people, by name.
    pub people: Vec<Member>,
    /// What it was asked and may still see, unanswered first.
    pub requests: Vec<OfAgency>,
    /// Names of those who were asked.
    pub names: Names,
}

/// Somebody of the agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub staff: Staff,
    /// When they last did anything.
    pub used: Option<Timestamp>,
    /// When somebody last said that they work there.
    pub confirmed: Timestamp,
    /// When they have to be confirmed again.
    pub confirm_by: Timestamp,
    /// Whether the account closed by itself.
    pub lapsed: bool,
}

/// What the agency was asked, as its administrator sees it in a list: how it stands, not what it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct OfAgency {
    /// The request.
    pub request: Request,
    /// How it stands.
    pub standing: Standing,
    /// Those it was asked of by name, and those asked instead; nobody when anybody there may answer.
    pub asked: Vec<Id<Staff>>,
    /// Whose unfinished words wait on it.
    pub waiting: Vec<Waiting>,
}

/// One request as the agency's administrator sees it: how it stands, and the agency's own answer.
#[derive(Debug, Clone, PartialEq)]
pub struct AgencyRequest {
    /// The request.
    pub of: OfAgency,
    /// Its version.
    pub version: u64,
    /// Those of the agency who can be asked to answer.
    pub can_answer: Vec<(Id<Staff>, String)>,
    /// Names.
    pub names: Names,
}

/// The agency of its administrator.
///
/// # Errors
/// When the person administers none.
pub fn agency(session: &Session<'_>) -> Result<Agency, Stop> {
    let (agency, organisation) = own(session)?;
    session.read("an agency's people and requests", |door| {
        let permit = door.permit(Action::ManageAgency, Subject::House)?;
        let mut people = Vec::new();
        for id in store::partner::account::of_agency(&permit, &agency, &organisation)? {
            people.extend(a_member(session, &permit, id)?);
        }
        let mut requests = Vec::new();
        for id in store::partner::request::of_agency(&permit, &agency, &organisation)? {
            let known: Versioned<Request> = load(&permit, id)?.ok_or(Refusal::NotFound)?;
            requests.push(of_agency(session, &permit, known.record)?);
        }
        let names = Names::of(&permit, requests.iter().flat_map(named))?;
        Ok(Agency { people, requests, names })
    })
}

/// The agency and organisation of whoever administers them.
fn own(session: &Session<'_>) -> Result<(String, String), Refusal> {
    let staff = &session.staff;
    let agency = staff.agency.clone().ok_or(Refusal::NotFound)?;
    Ok((agency, staff.organisation.clone()))
}

/// Somebody of the administrator's own agency.
///
/// # Errors
/// When they are of another.
pub fn member(session: &Session<'_>, staff: Id<Staff>) -> Result<Member, Stop> {
    session.read("somebody of an agency", |door| {
        let permit = door.permit(Action::ManageAgency, Subject::Partner(staff))?;
        a_member(session, &permit, staff)?.ok_or(Stop::Refusal(Refusal::NotFound))
    })
}

fn a_member(session: &Session<'_>, permit: &Permit<'_>, id: Id<Staff>) -> Result<Option<Member>, Stop> {
    let Some(known): Option<Versioned<Staff>> = load(permit, id)? else { return Ok(None) };
    let days = i64::from(session.house.pack.hub.partner.confirm_days);
    let by = known.known_at.checked_add(SignedDuration::from_hours(24 * days));
    Ok(Some(Member {
        used: store::partner::account::used(permit, id)?,
        confirmed: known.known_at,
        confirm_by: by.unwrap_or(Timestamp::MAX),
        lapsed: known.command == super::lapse::LAPSE,
        staff: known.record,
    }))
}

fn of_agency(session: &Session<'_>, permit: &Permit<'_>, request: Request) -> Result<OfAgency, Stop> {
    let request = as_seen(permit, request)?;
    let instead = request.substitutes.iter().map(|substitute| substitute.staff);
    let asked = request.to.into_iter().chain(instead).collect();
    let waiting = store::partner::request::words_waiting(
        permit,
        &page_of(request.id),
        &request.agency,
        &request.organisation,
    )?;
    Ok(OfAgency { standing: request.standing(session.at), asked, waiting, request })
}

fn named(of: &OfAgency) -> Vec<Id<Staff>> {
    let answered = of.request.answer.as_ref().and_then(|answer| match answer.by {
        AnsweredBy::Partner(staff) => Some(staff),
        AnsweredBy::Telephone { .. } => None,
    });
    let waiting = of.waiting.iter().map(|waiting| waiting.owner);
    let viewed = of.request.viewed.map(|(staff, _)| staff);
    of.asked.iter().copied().chain(answered).chain(viewed).chain(waiting).collect()
}

/// One request of the administrator's own agency.
///
/// # Errors
/// When it was asked of another, was taken back, or the agency's access has ended.
pub fn agency_request(session: &Session<'_>, id: Id<Request>) -> Result<AgencyRequest, Stop> {
    let (agency, organisation) = own(session)?;
    session.read("what an agency was asked", |door| {
        let permit = door.permit(Action::ReassignRequest, Subject::Request(id))?;
        let known: Versioned<Request> = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        let version = known.version.0;
        let of = of_agency(session, &permit, known.record)?;
        let mut can_answer = Vec::new();
        for id in store::partner::account::of_agency(&permit, &agency, &organisation)? {
            let staff: Option<Versioned<Staff>> = load(&permit, id)?;
            let staff = staff.map(|known| known.record);
            can_answer.extend(staff.filter(can).map(|staff| (staff.id, staff.name)));
        }
        let names = Names::of(&permit, named(&of))?;
        Ok(AgencyRequest { of, version, can_answer, names })
    })
}

fn can(staff: &Staff) -> bool {
    staff.active && staff.roles.contains(&Role::Partner)
}

/// Asks somebody else of the agency to answer, and tells them.
///
/// # Errors
/// When they are of another agency or cannot answer, or the request is answered or closed.
pub fn reassign(
    session: &Session<'_>,
    sending: &Sending,
    request: Id<Request>,
    to: Id<Staff>,
) -> Result<(), Stop> {
    session.send(sending, "reassign_request", |door| {
        let permit = door.permit(Action::ReassignRequest, Subject::Request(request))?;
        door.permit(Action::ManageAgency, Subject::Partner(to))?;
        substitute(session, &permit, request, to, "reassign_request")?;
        outbox::tell_colleague(session, door, to, ASKED)
    })
}

/// What somebody is told who is asked instead: where to look, and nothing else.
const ASKED: &str = "Your agency's administrator asks you to answer a question of the council's. Sign in to Frontdoor: it stands on your first page.";

fn substitute(
    session: &Session<'_>,
    permit: &store::WritePermit<'_>,
    request: Id<Request>,
    to: Id<Staff>,
    command: &'static str,
) -> Result<(), Stop> {
    let known: Versioned<Request> = load(permit, request)?.ok_or(Refusal::NotFound)?;
    let staff: Option<Versioned<Staff>> = load(permit, to)?;
    if !staff.is_some_and(|known| can(&known.record)) {
        return Err(Refusal::field("to", "Choose somebody of your agency who can sign in and answer.").into());
    }
    let substitute = Substitute { staff: to, by: session.staff.id, at: session.at };
    let substituted = known.record.substituted(substitute)?;
    save(permit, &substituted, known.version, command, None)?;
    Ok(())
}

/// Hands the words that somebody left unfinished to somebody else of the agency, who finds them in the form. Nobody reads them on the way; that
/// they were handed on, by whom and to whom, is on the record.
///
/// # Errors
/// When either is of another agency, the first may still sign in, there are no words, or the request is answered or closed.
pub fn hand_words(
    session: &Session<'_>,
    sending: &Sending,
    request: Id<Request>,
    from: Id<Staff>,
    to: Id<Staff>,
) -> Result<(), Stop> {
    session.send(sending, "hand_words", |door| {
        let permit = door.permit(Action::ReassignRequest, Subject::Request(request))?;
        door.permit(Action::ManageAgency, Subject::Partner(from))?;
        door.permit(Action::ManageAgency, Subject::Partner(to))?;
        let left: Versioned<Staff> = load(&permit, from)?.ok_or(Refusal::NotFound)?;
        if left.record.active {
            return Err(Refusal::NotNow(
                "This person can sign in and finish what they were writing. Their words are theirs alone."
                    .into(),
            )
            .into());
        }
        substitute(session, &permit, request, to, "hand_words")?;
        let house = session.house;
        let page = page_of(request);
        let handed =
            store::partner::request::hand_words(&house.store, &permit, &page, from, to, house.chance())?;
        if !handed {
            return Err(Refusal::NotNow("There are no words to hand on any more.".into()).into());
        }
        outbox::tell_colleague(session, door, to, ASKED)
    })
}
