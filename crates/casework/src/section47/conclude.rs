//! What an enquiry means, its outcome, the manager's authorisation, and who was told.

use domain::access::Action;
use domain::id::Id;
use domain::notice::Notice;
use domain::refusal::Refusal;
use domain::section47::{HarmAsked, OutcomeAsked, Section47, ToldAsked};
use store::{Stop, Version, load, save};

use super::{add, change, request_conference};
use crate::outbox;
use crate::session::{Sending, Session};

/// Writes down the reasoning about significant harm.
///
/// # Errors
/// When something is missing, somebody else changed it, or the person may not.
pub fn reason(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Section47>,
    asked: HarmAsked,
) -> Result<(), Stop> {
    let (by, at, pack) = (session.staff.id, session.at, &session.house.pack);
    change(session, sending, id, Action::MakeSection47, "reason_harm", |_, _, section47| {
        Ok(section47.reasoned(asked, by, at, pack)?)
    })
}

/// Proposes an outcome to a manager.
///
/// # Errors
/// With everything that is missing, when somebody else changed the enquiry, or the person may not.
pub fn conclude(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Section47>,
    asked: OutcomeAsked,
) -> Result<(), Stop> {
    let (by, at, pack) = (session.staff.id, session.at, &session.house.pack);
    change(session, sending, id, Action::ConcludeSection47, "conclude_section47", |_, permit, section47| {
        let episode = load(permit, section47.episode)?.ok_or(Refusal::NotFound)?.record;
        Ok(section47.concluded(asked, &episode, by, at, pack)?)
    })
}

/// Authorises the outcome. Where an initial conference is needed it is asked for in the same transaction.
///
/// # Errors
/// When nothing waits, the person worked on it, no reason is given, or somebody else changed it.
pub fn authorise(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Section47>,
    words: &str,
) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    let (pack, calendar) = (&session.house.pack, &session.house.calendar);
    change(
        session,
        sending,
        id,
        Action::AuthoriseSection47,
        "authorise_section47",
        |door, permit, section47| {
            let authorised = section47.authorise(by, words, at, pack, calendar)?;
            if authorised.outcome.as_ref().is_some_and(|outcome| outcome.initial_conference) {
                return request_conference(session, door, permit, authorised);
            }
            Ok(authorised)
        },
    )
}

/// Sends the outcome back to be worked on again. Whoever proposed it is told.
///
/// # Errors
/// When nothing waits, no reason is given, or somebody else changed it.
pub fn send_back(session: &Session<'_>, sending: &Sending, id: Id<Section47>, why: &str) -> Result<(), Stop> {
    let (by, at) = (session.staff.id, session.at);
    change(
        session,
        sending,
        id,
        Action::AuthoriseSection47,
        "send_back_section47",
        |door, permit, section47| {
            let back = section47.sent_back(by, why, at)?;
            if let Some(outcome) = &section47.outcome {
                let notice = Notice {
                    id: session.house.id(),
                    to: outcome.by,
                    child: section47.child,
                    contact: None,
                    words: format!(
                        "Section 47 enquiry {} came back to be worked on again.",
                        section47.reference
                    ),
                    sent_at: at,
                    acknowledged_at: None,
                };
                save(permit, &notice, Version::NONE, "tell_worker", None)?;
                let words = format!(
                    "Section 47 enquiry {} came back to you. Sign in to read why.",
                    section47.reference
                );
                outbox::tell_colleague(session, door, outcome.by, &words)?;
            }
            Ok(back)
        },
    )
}

/// Writes down who was told what came of it.
///
/// # Errors
/// When nothing is authorised yet, something is missing, or the person may not.
pub fn told(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Section47>,
    asked: ToldAsked,
) -> Result<(), Stop> {
    let (by, at, pack) = (session.staff.id, session.at, &session.house.pack);
    add(session, sending, id, Action::MakeSection47, "tell_of_section47", |section47| {
        section47.told(asked, by, at, pack)
    })
}
