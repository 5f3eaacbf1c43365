//! "Not sure": the questions left open when a child in a contact may be somebody already on the record, and what was found in the end. That they are two
//! people is remembered; that they are one is said of the two records next ([`crate::person::link`]), and both stay whole.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use domain::person::possible_match::{PossibleMatch, Resolution};
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::read_as_one::either_is_closed;
use store::{Door, Stop, Versioned, load, save};

use crate::session::{Sending, Session};

/// One open question, as this viewer may read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The question.
    pub id: Id<PossibleMatch>,
    /// Its version.
    pub version: u64,
    /// The person made for the contact.
    pub made: Party,
    /// The person they may be.
    pub held: Party,
    /// Why they may be the same, in words.
    pub reasons: Vec<String>,
    /// Since when it is open.
    pub at: Timestamp,
    /// What was found, once somebody has.
    pub resolved: Option<Resolution>,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// Somebody this viewer may learn of: who, and what they are called.
    Person(Id<Person>, String),
    /// A restricted record: the words to show.
    Restricted(String),
}

/// So many questions are given at once.
pub const MOST_QUESTIONS: usize = store::possible_match::MOST;

/// The questions nobody has settled, oldest first and no more than [`MOST_QUESTIONS`]. One whose contact the viewer may not work on is left out, and takes the place
/// of none.
///
/// # Errors
/// When the person does not work at the front door.
pub fn possible_matches(session: &Session<'_>) -> Result<Vec<Question>, Stop> {
    session.read("possible matches", |door| {
        let list = door.permit(Action::SeeQueue, Subject::House)?;
        let mut questions = Vec::new();
        for id in store::possible_match::waiting(&list)? {
            let Some(found) = load(&list, id)? else { continue };
            // Nobody is asked whether a record that was closed by adoption is another.
            if either_is_closed(&list, found.record.made, found.record.held)? {
                continue;
            }
            if door.would_permit(Action::MatchChild, Subject::Contact(found.record.contact))? {
                questions.push(question(door, found)?);
            }
        }
        Ok(questions)
    })
}

/// One question.
///
/// # Errors
/// When there is none, or the person may not work on its contact.
pub fn possible_match(session: &Session<'_>, id: Id<PossibleMatch>) -> Result<Question, Stop> {
    session.read("possible match", |door| {
        let list = door.permit(Action::SeeQueue, Subject::House)?;
        let found = load(&list, id)?.ok_or(Refusal::NotFound)?;
        if either_is_closed(&list, found.record.made, found.record.held)? {
            return Err(Refusal::NotFound.into());
        }
        door.permit(Action::MatchChild, Subject::Contact(found.record.contact))?;
        question(door, found)
    })
}

fn question(door: &Door, found: Versioned<PossibleMatch>) -> Result<Question, Stop> {
    let (made, held) = (party(door, found.record.made)?, party(door, found.record.held)?);
    // Reasons quote what is held, so a restricted record says none.
    let restricted = matches!(made, Party::Restricted(_)) || matches!(held, Party::Restricted(_));
    Ok(Question {
        id: found.record.id,
        version: found.version.0,
        made,
        held,
        reasons: if restricted { Vec::new() } else { found.record.reasons },
        at: found.record.at,
        resolved: found.record.resolved,
    })
}

pub(crate) fn party(door: &Door, person: Id<Person>) -> Result<Party, Stop> {
    match door.permit(Action::KnowExists, Subject::Child(person)) {
        Ok(permit) => {
            let record = load(&permit, person)?.ok_or(Refusal::NotFound)?.record;
            Ok(Party::Person(person, record.name()))
        }
        Err(Stop::Refusal(refusal)) => Ok(Party::Restricted(refusal.to_string())),
        Err(stop) => Err(stop),
    }
}

/// Says what was found: the same person or not, and why.
///
/// # Errors
/// When no reason is given, it is settled already, or the person may not work on its contact.
pub fn resolve_match(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<PossibleMatch>,
    same: bool,
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "resolve_possible_match", |door| {
        let list = door.permit(Action::SeeQueue, Subject::House)?;
        let known = load(&list, id)?.ok_or(Refusal::NotFound)?;
        let permit = door.permit(Action::MatchChild, Subject::Contact(known.record.contact))?;
        door.permit(Action::KnowExists, Subject::Child(known.record.held))?;
        if either_is_closed(&permit, known.record.made, known.record.held)? {
            return Err(Refusal::NotFound.into());
        }
        if known.record.resolved.is_some() {
            return Err(Refusal::NotNow("Somebody has settled this already.".into()).into());
        }
        if reason.trim().is_empty() {
            return Err(Refusal::field("reason", "Say how you know.").into());
        }
        let resolution = Resolution { same, reason: reason.into(), by: session.staff.id, at: session.at };
        let settled = PossibleMatch { resolved: Some(resolution), ..known.record };
        save(&permit, &settled, known.version, "resolve_possible_match", Some(reason))?;
        if !same {
            // Said once, it is not asked again.
            crate::person::keep_different(session, &permit, (settled.made, settled.held), reason)?;
        }
        Ok(())
    })
}
