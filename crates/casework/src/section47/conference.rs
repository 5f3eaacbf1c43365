//! Where an enquiry touches its conference: outcome (c) asks for one within a working day; that it was requested, held, or not held after all comes
//! back here, so that the clocks stop and the episode's line says what the returns count.

use domain::calendar::london;
use domain::id::Id;
use domain::notice::Notice;
use domain::refusal::Refusal;
use domain::section47::{REQUESTED, Section47, Settled};
use store::{Stop, Version, WriteDoor, WritePermit, load, save};

use super::keep;
use crate::outbox;
use crate::session::Session;

/// An initial conference is needed: its clock runs, and the worker is told by when it must be requested. Gives back the enquiry as it is to be saved.
/// This is the place from which a conference is requested of the conference service.
pub(crate) fn request_conference(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    section47: Section47,
) -> Result<Section47, Stop> {
    let Some(worker) = section47.worker.filter(|worker| *worker != session.staff.id) else {
        return Ok(section47);
    };
    let due = section47.clock(REQUESTED).and_then(|clock| clock.due);
    let by = due.map_or_else(String::new, |due| format!(" by {}", london::date_in_words(due.day())));
    let words =
        format!("The outcome of enquiry {} was authorised: request the conference{by}.", section47.reference);
    let notice = Notice {
        id: session.house.id(),
        to: worker,
        child: section47.child,
        contact: None,
        words,
        sent_at: session.at,
        acknowledged_at: None,
    };
    save(permit, &notice, Version::NONE, "tell_worker", None)?;
    let words = format!("Enquiry {} was authorised. Sign in to read what follows.", section47.reference);
    outbox::tell_colleague(session, door, worker, &words)?;
    Ok(section47)
}

/// The conference was requested.
///
/// # Errors
/// When there is no such enquiry.
pub fn conference_requested(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    id: Id<Section47>,
) -> Result<(), Stop> {
    let known = load(permit, id)?.ok_or(Refusal::NotFound)?;
    let after = known.record.conference_requested(session.at);
    keep(permit, &known, &after, "request_conference", None)
}

/// What became of the conference.
///
/// # Errors
/// When none waits, or its day breaks a rule of the census.
pub fn conference_settled(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    id: Id<Section47>,
    settled: Settled,
) -> Result<(), Stop> {
    let known = load(permit, id)?.ok_or(Refusal::NotFound)?;
    let after = known.record.conference_settled(settled, session.at)?;
    keep(permit, &known, &after, "settle_conference", None)
}
