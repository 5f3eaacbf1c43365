//! Getting an answer: calls and reminders, somebody else asked instead, an answer taken by telephone, a request taken back.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::mash::{AnswerAsked, AnsweredBy, Chase, ChaseOutcome, Enquiry, Request, Substitute};
use domain::refusal::Refusal;
use domain::staff::Staff;
use store::{Stop, WriteDoor, save};

use super::{request_of, standing};
use crate::outbox;
use crate::session::{Sending, Session};

/// A call or a reminder as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChaseAsked {
    /// The rung of the ladder.
    pub rung: String,
    /// What came of it.
    pub outcome: ChaseOutcome,
    /// Whom one spoke with, and what they said.
    pub words: String,
}

/// An answer taken by telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TelephoneAsked {
    /// Who told it: name and role.
    pub name: String,
    /// What they said.
    pub answer: AnswerAsked,
}

/// Writes down a call, or sends a reminder.
///
/// # Errors
/// When the agency has answered, or what was said is missing.
pub fn chase(
    session: &Session<'_>,
    sending: &Sending,
    enquiry: Id<Enquiry>,
    request: Id<Request>,
    asked: ChaseAsked,
) -> Result<(), Stop> {
    changing(session, sending, "chase_agency", enquiry, request, |door, request| {
        let chase = Chase {
            by: session.staff.id,
            at: session.at,
            rung: asked.rung,
            outcome: asked.outcome,
            words: asked.words,
        };
        let reminds = chase.outcome == ChaseOutcome::Reminded;
        let chased = request.chased(chase, &session.house.pack.hub)?;
        if reminds {
            remind(session, door, &chased)?;
        }
        Ok(chased)
    })
}

/// Lets somebody else of the agency answer.
///
/// # Errors
/// When they are not of the agency and organisation asked, or it has answered.
pub fn substitute(
    session: &Session<'_>,
    sending: &Sending,
    enquiry: Id<Enquiry>,
    request: Id<Request>,
    staff: Id<Staff>,
) -> Result<(), Stop> {
    changing(session, sending, "substitute_agency", enquiry, request, |door, request| {
        let permit = door.permit(Action::ChaseAgency, Subject::Enquiry(enquiry))?;
        let people = store::staff::of_agency(&permit, &request.agency)?;
        let belongs = people.iter().any(|person| {
            person.id == staff && person.organisation.as_deref().unwrap_or_default() == request.organisation
        });
        if !belongs {
            return Err(Refusal::field("staff", "Choose somebody of the organisation that was asked.").into());
        }
        let substitute = Substitute { staff, by: session.staff.id, at: session.at };
        let substituted = request.substituted(substitute)?;
        remind(session, door, &Request { to: Some(staff), ..substituted.clone() })?;
        Ok(substituted)
    })
}

/// Writes down an answer given by telephone.
///
/// # Errors
/// When it is not said who gave it, or it says nothing.
pub fn take_answer(
    session: &Session<'_>,
    sending: &Sending,
    enquiry: Id<Enquiry>,
    request: Id<Request>,
    asked: TelephoneAsked,
) -> Result<(), Stop> {
    changing(session, sending, "answer_by_telephone", enquiry, request, |_, request| {
        let by = AnsweredBy::Telephone { name: asked.name, taken_by: session.staff.id };
        Ok(request.answered(by, asked.answer, session.at, &session.house.pack.hub)?)
    })
}

/// Takes a request back: the agency sees it no more.
///
/// # Errors
/// When it has answered, or no reason is given.
pub fn take_back(
    session: &Session<'_>,
    sending: &Sending,
    enquiry: Id<Enquiry>,
    request: Id<Request>,
    words: &str,
) -> Result<(), Stop> {
    changing(session, sending, "take_back_request", enquiry, request, |_, request| {
        Ok(request.taken_back(session.staff.id, words, session.at)?)
    })
}

/// Changes one request of an enquiry that the person may chase.
fn changing(
    session: &Session<'_>,
    sending: &Sending,
    command: &'static str,
    enquiry: Id<Enquiry>,
    request: Id<Request>,
    change: impl FnOnce(&WriteDoor, Request) -> Result<Request, Stop>,
) -> Result<(), Stop> {
    session.send(sending, command, |door| {
        let permit = door.permit(Action::ChaseAgency, Subject::Enquiry(enquiry))?;
        standing(&permit, enquiry)?;
        let known = request_of(&permit, enquiry, request)?;
        let changed = change(door, known.record)?;
        save(&permit, &changed, known.version, command, None)?;
        Ok(())
    })
}

/// Tells whoever may answer that an answer is waited for.
fn remind(session: &Session<'_>, door: &WriteDoor, request: &Request) -> Result<(), Stop> {
    let permit = door.permit(Action::ChaseAgency, Subject::Enquiry(request.enquiry))?;
    let words = format!(
        "An answer is waited for (reference {}). Sign in to Frontdoor to see what is asked, and by when.",
        request.reference
    );
    for person in store::staff::of_agency(&permit, &request.agency)? {
        let theirs = person.organisation.as_deref().unwrap_or_default() == request.organisation;
        if theirs && request.to.is_none_or(|to| to == person.id) {
            outbox::tell_colleague(session, door, person.id, &words)?;
        }
    }
    Ok(())
}
