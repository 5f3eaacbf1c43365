//! Where an enquiry touches its conference: outcome (c) asks for one within a working day; that it was requested, held, or not held after all comes
//! back here, so that the clocks stop and the episode's line says what the returns count.

use domain::calendar::london;
use domain::id::{Any, Id};
use domain::notice::Notice;
use domain::refusal::Refusal;
use domain::section47::{REQUESTED, Section47, Settled};
use store::{Stop, Version, WriteDoor, WritePermit, load, save};

use super::keep;
use crate::conference::{self, Asked, ChildAsked};
use crate::outbox;
use crate::session::Session;

/// An initial conference is needed: it is asked for in the transaction of the authorisation, its clock runs, and the worker is told by when the request
/// goes to the conference service. Gives back the enquiry as it is to be saved. Where a conference of the child waits already, that one goes on: nothing
/// of it stops the authorisation.
pub(crate) fn request_conference(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    section47: Section47,
) -> Result<Section47, Stop> {
    let later = section47.later.last().map(|later| later.at);
    let child = ChildAsked {
        child: section47.child,
        section47: Some(section47.id.any()),
        initiated_at: section47.initiated.at,
        last_discussion_at: later,
    };
    let (decided_by, decided_at) = (session.staff.id, session.at);
    let asked = Asked { children: vec![child], decided_by, decided_at, request: None };
    match conference::request(session, door, asked) {
        Ok(_) | Err(Stop::Refusal(_)) => {}
        Err(stop) => return Err(stop),
    }
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

/// What a conference tells the enquiry it came from: that it was requested, held, or not held. A conference that came from no enquiry of ours, or from one
/// that waits for none, tells nobody.
pub(crate) fn conference_tells(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    enquiry: Option<Id<Any>>,
    settled: Option<Settled>,
) -> Result<(), Stop> {
    let Some(id) = enquiry.map(Id::of_kind::<Section47>) else { return Ok(()) };
    let Some(known) = load(permit, id)?.filter(|known| known.record.may_be_settled()) else { return Ok(()) };
    let after = match settled {
        Some(settled) => known.record.conference_settled(settled, session.at)?,
        None => known.record.conference_requested(session.at),
    };
    keep(permit, &known, &after, "conference_tells", None)
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
