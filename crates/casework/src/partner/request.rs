//! One request as its agency sees it, and the agency's answer. Beside the question stands nothing of the enquiry but what was shared with them and
//! the outcome meant for them.

use domain::access::{Action, Subject, Unsealing};
use domain::id::Id;
use domain::mash::{AnswerAsked, AnsweredBy, Request, SharedFact};
use domain::partner::Document;
use domain::refusal::{Problem, Refusal};
use jiff::Timestamp;
use store::{Permit, Stop, Version, Versioned, load, save};

use super::document::{documents_of_request, keep_documents, shared_with};
use super::upload::{Accepted, Upload, accepted};
use crate::session::{Sending, Session};
use crate::staff::Names;

/// A request as its agency sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestView {
    /// The request, with their own answer.
    pub request: Versioned<Request>,
    /// What they may have opened of it.
    pub unsealing: Unsealing,
    /// The documents they sent.
    pub documents: Vec<Document>,
    /// What was shared with them.
    pub shared: Vec<SharedFact>,
    /// The documents that were shared with them.
    pub shared_documents: Vec<Document>,
    /// What came of the enquiry, as far as agencies are told.
    pub outcome: Option<Outcome>,
    /// Names of those who asked and answered.
    pub names: Names,
}

/// What came of an enquiry, for the agencies that were asked in it: the pack's words for the outcome, never the reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The outcome in one line.
    pub words: String,
    /// When it was decided.
    pub at: Timestamp,
}

/// Opens a request. That it was opened stands in the access log ([`as_seen`]); no record changes.
///
/// # Errors
/// When it was not asked of this person, was taken back, or their access has ended: there is nothing here.
pub fn request(session: &Session<'_>, id: Id<Request>) -> Result<RequestView, Stop> {
    session.read("what the agency was asked", |door| {
        let permit = door.permit(Action::AnswerRequest, Subject::Request(id))?;
        let request: Versioned<Request> = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        let enquiry = load(&permit, request.record.enquiry)?.ok_or(Refusal::NotFound)?.record;
        for person in request.record.about.iter().filter_map(|about| about.person) {
            permit.shown(person);
        }
        let outcome = enquiry.decision().and_then(|ruling| {
            let decided = ruling.decided.as_ref()?;
            let outcome = session.house.pack.outcome(&decided.basis.outcomes.primary)?;
            Some(Outcome { words: format!("{}. {}", outcome.name, outcome.words), at: ruling.at })
        });
        let answered = request.record.answer.as_ref().map(|answer| match answer.by {
            AnsweredBy::Partner(staff) => staff,
            AnsweredBy::Telephone { taken_by, .. } => taken_by,
        });
        let documents = documents_of_request(&permit, id)?;
        let staff = [request.record.asked_by].into_iter().chain(answered);
        let names = Names::of(&permit, staff.chain(documents.iter().map(|document| document.by)))?;
        Ok(RequestView {
            unsealing: permit.unsealing(),
            documents,
            shared: enquiry.shared_with(&request.record),
            shared_documents: shared_with(&permit, &request.record)?,
            outcome,
            names,
            request,
        })
    })
}

/// A request as it stood when a form was opened, for laying two answers side by side.
///
/// # Errors
/// As [`request`].
pub fn request_version(session: &Session<'_>, id: Id<Request>, version: u64) -> Result<Request, Stop> {
    session.read("what the agency was asked, as a form was opened", |door| {
        let permit = door.permit(Action::AnswerRequest, Subject::Request(id))?;
        standing_at(&permit, id, version)?.ok_or(Stop::Refusal(Refusal::NotFound))
    })
}

fn standing_at(permit: &Permit<'_>, id: Id<Request>, version: u64) -> Result<Option<Request>, Stop> {
    let versions = store::ledger::history(permit, id)?;
    Ok(versions.into_iter().find(|known| known.version.0 == version).map(|known| known.record))
}

/// Answers a request, with documents. The hub chases while an agency writes, so only another answer stands in the way of this one.
///
/// # Errors
/// When the answer says nothing or contradicts itself, a document is not taken, somebody else of the agency answered meanwhile, or the request is
/// closed. Nothing of it lasts then.
pub fn answer(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Request>,
    asked: AnswerAsked,
    uploads: Vec<Upload>,
) -> Result<(), Stop> {
    let (documents, problems) = accepted(uploads);
    session.send(sending, "answer_request", |door| {
        let permit = door.permit(Action::AnswerRequest, Subject::Request(id))?;
        let known: Versioned<Request> = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        if known.version != Version(sending.opened) {
            let opened = standing_at(&permit, id, sending.opened)?;
            if opened.is_none_or(|opened| opened.answer != known.record.answer) {
                return Err(Refusal::Changed { opened: sending.opened, now: known.version.0 }.into());
            }
        }
        let handling = asked.handling;
        let answered = with_problems(answered(session, &permit, &known.record, asked), problems)?;
        if unchanged(&known.record, &answered) {
            if documents.is_empty() {
                return Err(Refusal::field(
                    "words-0",
                    "You have sent this already, and nothing in it is new.",
                )
                .into());
            }
        } else {
            save(&permit, &answered, known.version, "answer_request", None)?;
        }
        keep_documents(session, door, &permit, &answered, handling, documents)
    })
}

/// Whether the answer says what the one before it said.
fn unchanged(before: &Request, after: &Request) -> bool {
    match (&before.answer, &after.answer) {
        (Some(before), Some(after)) => {
            (before.no_trace, &before.facts, &before.further)
                == (after.no_trace, &after.facts, &after.further)
        }
        _ => false,
    }
}

/// The request with the answer, and with who of the agency opened it first.
fn answered(
    session: &Session<'_>,
    permit: &Permit<'_>,
    known: &Request,
    asked: AnswerAsked,
) -> Result<Request, Stop> {
    let (staff, at) = (session.staff.id, session.at);
    let seen = as_seen(permit, known.clone())?;
    let seen = seen.viewed_by(staff, at).unwrap_or(seen);
    Ok(seen.answered(AnsweredBy::Partner(staff), asked, at, &session.house.pack.hub)?)
}

/// What is wrong with the answer and with its documents, all at once.
fn with_problems(outcome: Result<Request, Stop>, mut problems: Vec<Problem>) -> Result<Request, Stop> {
    match outcome {
        Ok(request) if problems.is_empty() => Ok(request),
        Ok(_) => Err(Refusal::Invalid(problems).into()),
        Err(Stop::Refusal(Refusal::Invalid(mut found))) => {
            found.append(&mut problems);
            Err(Refusal::Invalid(found).into())
        }
        Err(stop) => Err(stop),
    }
}

/// A request with who of the agency opened it first, from the access log. For the board and its standing: [`Request::standing`] then says "opened".
///
/// # Errors
/// When the store fails.
pub fn as_seen(permit: &Permit<'_>, request: Request) -> Result<Request, Stop> {
    if request.viewed.is_some() {
        return Ok(request);
    }
    let opened = store::partner::request::first_opened(permit, request.id)?;
    Ok(opened.and_then(|opened| request.viewed_by(opened.actor, opened.at)).unwrap_or(request))
}

/// What was accepted, for [`keep_documents`].
pub(super) type Documents = Vec<Accepted>;
