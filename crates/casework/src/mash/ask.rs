//! A round of requests: several agencies asked at once, on one ground. Nothing is sent before agreement or a basis is on record.

use std::collections::BTreeMap;

use domain::access::{Action, Guard, Sealed, Subject};
use domain::calendar::{Due, london};
use domain::consent::Basis;
use domain::contact::Contact;
use domain::form::Answers;
use domain::id::Id;
use domain::mash::{About, Asked, Enquiry, NewRequest, Request, Standing, deadlines, lawful};
use domain::person::{Person, Standing as Age};
use domain::refusal::{Problem, Refusal};
use domain::staff::Staff;
use jiff::Timestamp;
use store::{Permit, Stop, Version, WriteDoor, load, save};

use super::{requests_of, standing};
use crate::outbox;
use crate::session::{Sending, Session};

/// A round as it is asked for on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundAsked {
    /// The pack's code of the ground.
    pub ground: String,
    /// By when they answer; the rating says so when nothing is chosen.
    pub due: Option<Timestamp>,
    /// Whom they are asked about, by their places in [`Asking::about`].
    pub about: Vec<usize>,
    /// The agencies.
    pub agencies: Vec<AgencyAsked>,
}

/// One agency of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyAsked {
    /// The agency: a code of the pack.
    pub agency: String,
    /// Which of its organisations.
    pub organisation: String,
    /// A named person.
    pub to: Option<Id<Staff>>,
    /// Why its answer bears on the child.
    pub why: String,
    /// The questions, each with its topic.
    pub questions: Vec<Asked>,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

/// What the page of a round needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Asking {
    /// The enquiry.
    pub enquiry: Enquiry,
    /// Whom the agencies can be asked about, as they would be told.
    pub about: Vec<About>,
    /// The organisations of each agency whose people sign in here.
    pub organisations: BTreeMap<String, Vec<Organisation>>,
    /// The consents and bases on record.
    pub bases: Vec<Basis>,
    /// The contact.
    pub contact: Contact,
    /// What was asked before.
    pub requests: Vec<Request>,
    /// By when they answer if nothing else is chosen.
    pub due: Option<Due>,
}

/// One organisation of an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its name; empty for an agency that is one.
    pub name: String,
    /// Its people who can answer here.
    pub people: Vec<(Id<Staff>, String)>,
}

/// What the page of a round needs.
///
/// # Errors
/// When the person may not ask agencies in this enquiry.
pub fn asking(session: &Session<'_>, enquiry: Id<Enquiry>) -> Result<Asking, Stop> {
    session.read("ask agencies", |door| {
        let permit = door.permit(Action::AskAgencies, Subject::Enquiry(enquiry))?;
        prepared(session, &permit, enquiry)
    })
}

fn prepared(session: &Session<'_>, permit: &Permit<'_>, enquiry: Id<Enquiry>) -> Result<Asking, Stop> {
    let enquiry = standing(permit, enquiry)?.record;
    let contact = standing(permit, enquiry.contact)?.record;
    let house = session.house;
    let mut organisations = BTreeMap::new();
    for agency in &house.pack.agencies {
        organisations.insert(agency.id.clone(), organisations_of(permit, &agency.id)?);
    }
    let mut bases = Vec::new();
    for id in store::consent::of_contact(permit, contact.id)? {
        bases.extend(load(permit, id)?.map(|known| known.record));
    }
    let rating = house.pack.hub.rating(&enquiry.rating().rating);
    let due =
        rating.and_then(|rating| deadlines::answer_due(rating, session.at, &house.pack, &house.calendar));
    let requests = requests_of(permit, enquiry.id)?.into_iter().map(|known| known.record).collect();
    let about = about(session, permit, &contact)?;
    Ok(Asking { about, organisations, bases, requests, due, enquiry, contact })
}

fn organisations_of(permit: &Permit<'_>, agency: &str) -> Result<Vec<Organisation>, Stop> {
    let mut organisations: Vec<Organisation> = Vec::new();
    for person in store::staff::of_agency(permit, agency)? {
        let name = person.organisation.unwrap_or_default();
        let somebody = (person.id, person.name);
        match organisations.iter_mut().find(|organisation| organisation.name == name) {
            Some(organisation) => organisation.people.push(somebody),
            None => organisations.push(Organisation { name, people: vec![somebody] }),
        }
    }
    Ok(organisations)
}

/// Whom the agencies can be asked about, as they would be told: what an agency needs to find its own record. A protected address is never told.
fn about(session: &Session<'_>, permit: &Permit<'_>, contact: &Contact) -> Result<Vec<About>, Stop> {
    let today = london::date_of(session.at);
    let mut about = Vec::new();
    for child in &contact.children {
        let Some(id) = child.found.person() else { continue };
        let Some(person) = load::<Person>(permit, id)?.map(|known| known.record) else { continue };
        let address = person.address_on(today).filter(|address| !address.is_protected());
        let address = address.and_then(|address| address.lines.open(permit.unsealing()));
        about.push(About {
            person: Some(id),
            name: person.name(),
            born: person
                .birth
                .answer()
                .map_or_else(|| "Not known".to_owned(), domain::person::partial_date::PartialDate::in_digits),
            part: "child".into(),
            address: address.map(|lines| Sealed::new(lines.one_line(), Guard::Content)),
        });
    }
    for other in &contact.others {
        let part = other.kinship.map_or_else(
            || if other.standing == Age::Adult { "adult".to_owned() } else { "child".to_owned() },
            |kinship| kinship.words().to_lowercase(),
        );
        about.push(About {
            person: other.person,
            name: other.name.display(),
            born: "Not known".into(),
            part,
            address: None,
        });
    }
    Ok(about)
}

/// Sends a round: each agency gets its own request, and everybody there who may answer is told that something waits. Gives the round's number.
///
/// # Errors
/// When no ground is on record, nobody or nothing is asked, an agency has not answered an earlier round, or the enquiry is decided.
pub fn ask(
    session: &Session<'_>,
    sending: &Sending,
    enquiry: Id<Enquiry>,
    asked: RoundAsked,
) -> Result<u16, Stop> {
    session.send(sending, "ask_agencies", |door| {
        let permit = door.permit(Action::AskAgencies, Subject::Enquiry(enquiry))?;
        let known = prepared(session, &permit, enquiry)?;
        let pack = &session.house.pack;
        let round = known.requests.iter().map(|request| request.round).max().unwrap_or(0).saturating_add(1);
        let mut problems = Vec::new();
        if asked.agencies.is_empty() {
            problems.push(Problem::new("agencies", "Choose at least one agency."));
        }
        let basis = gathered(lawful(&asked.ground, &known.bases, &known.contact, pack), &mut problems);
        let about: Vec<About> =
            asked.about.iter().filter_map(|place| known.about.get(*place)).cloned().collect();
        let due = asked.due.map(Due::At).or(known.due);
        if due.is_none() {
            problems.push(Problem::new("due-date", "Say by when they answer."));
        }
        let (Some(basis), Some(due)) = (basis, due) else { return Err(Refusal::Invalid(problems).into()) };
        let mut requests = Vec::new();
        for agency in asked.agencies {
            problems.extend(unaskable(session, &known, &agency));
            let new = NewRequest {
                id: session.house.id(),
                round,
                agency: agency.agency,
                organisation: agency.organisation,
                to: agency.to,
                lawful: basis.clone(),
                why: agency.why,
                questions: agency.questions,
                about: about.clone(),
                due,
                further: agency.further,
            };
            let request = Request::ask(new, &known.enquiry, session.staff.id, session.at);
            requests.extend(gathered(request, &mut problems));
        }
        if !problems.is_empty() {
            problems.dedup();
            return Err(Refusal::Invalid(problems).into());
        }
        for request in &requests {
            save(&permit, request, Version::NONE, "ask_agency", Some(&request.why))?;
            tell(session, door, &known, request)?;
        }
        Ok(round)
    })
}

/// Keeps what went well; what did not joins the other problems of the page.
fn gathered<T>(result: Result<T, Refusal>, problems: &mut Vec<Problem>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(Refusal::Invalid(more)) => {
            problems.extend(more);
            None
        }
        Err(other) => {
            problems.push(Problem::new("agencies", other.to_string()));
            None
        }
    }
}

/// Why an agency cannot be asked as it is typed.
fn unaskable(session: &Session<'_>, known: &Asking, asked: &AgencyAsked) -> Option<Problem> {
    let field = |name: &str| format!("{}-{name}", asked.agency);
    let Some(agency) = session.house.pack.agency(&asked.agency) else {
        return Some(Problem::new("agencies", "Choose agencies from the list."));
    };
    if agency.many && asked.organisation.trim().is_empty() {
        return Some(Problem::new(
            field("organisation"),
            format!("{}: say which organisation is asked.", agency.name),
        ));
    }
    let people = known.organisations.get(&asked.agency).into_iter().flatten();
    let mut people =
        people.filter(|organisation| organisation.name == asked.organisation).flat_map(|o| &o.people);
    if asked.to.is_some_and(|to| !people.any(|(person, _)| *person == to)) {
        return Some(Problem::new(field("to"), "Choose somebody of this organisation."));
    }
    let waits = |request: &&Request| {
        request.agency == asked.agency
            && request.organisation == asked.organisation
            && matches!(
                request.standing(session.at),
                Standing::NotOpened | Standing::Viewed | Standing::Overdue
            )
    };
    known.requests.iter().find(waits).map(|request| {
        let words = format!(
            "{} has not answered round {} yet: chase them, or take that request back.",
            agency.name, request.round
        );
        Problem::new("agencies", words)
    })
}

/// Tells those who may answer that something waits for them: a number and where to look, nothing else.
fn tell(session: &Session<'_>, door: &WriteDoor, known: &Asking, request: &Request) -> Result<(), Stop> {
    let words = format!(
        "You are asked for information (reference {}). Sign in to Frontdoor to see what, and by when.",
        request.reference
    );
    let organisations = known.organisations.get(&request.agency).into_iter().flatten();
    let people = organisations
        .filter(|organisation| organisation.name == request.organisation)
        .flat_map(|o| &o.people);
    for (person, _) in people.filter(|(person, _)| request.to.is_none_or(|to| to == *person)) {
        outbox::tell_colleague(session, door, *person, &words)?;
    }
    Ok(())
}
