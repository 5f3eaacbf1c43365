//! Opening a record with a reason: at once, for hours, told to the child's worker, reviewed by somebody else.

use domain::access::break_glass::{BreakGlass, Review};
use domain::access::{Action, Relationship, Subject};
use domain::id::Id;
use domain::involvement::Involved;
use domain::notice::Notice;
use domain::person::Person;
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::ledger::child_records;
use store::{Door, Known, Permit, Stop, Version, Versioned, involvement, load, save};

use super::possible_match::{Party, party};
use crate::handover;
use crate::session::{Sending, Session};
use crate::staff::Names;

/// An opening as whoever reviews it reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// The opening.
    pub opening: Versioned<BreakGlass>,
    /// Whose record it was, as far as the reviewer may learn.
    pub child: Party,
    /// Who opened it.
    pub by: String,
    /// Who reviewed it, once somebody has.
    pub reviewed_by: Option<String>,
}

/// Opens a child's record with a reason.
///
/// # Errors
/// When no reason is given, or the person's role never opens records.
pub fn break_glass(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "break_glass", |door| {
        let permit = door.permit(Action::BreakGlass, Subject::Child(child))?;
        let opening = BreakGlass::open(session.house.id(), session.staff.id, child, reason, session.at)?;
        save(&permit, &opening, Version::NONE, "break_glass", Some(reason))?;
        handover::left_by_opening(session, door, &permit, &opening)?;
        for involved in involvement::of_child(&permit, child)?.into_iter().filter(|i| i.holds_at(session.at))
        {
            let Involved::Worker { staff, .. } = involved.who else { continue };
            let notice = Notice {
                id: session.house.id(),
                to: staff,
                child,
                contact: None,
                words: format!(
                    "{} ({}) opened this record with a reason: {reason}",
                    session.staff.name, session.staff.title
                ),
                sent_at: session.at,
                acknowledged_at: None,
            };
            save(&permit, &notice, Version::NONE, "tell_allocated_worker", None)?;
        }
        Ok(())
    })
}

/// Openings that nobody has reviewed, oldest first.
///
/// # Errors
/// When the person does not review openings.
pub fn openings_to_review(session: &Session<'_>) -> Result<Vec<Versioned<BreakGlass>>, Stop> {
    session.read("openings to review", |door| {
        let permit = door.permit(Action::SeeBreakGlass, Subject::House)?;
        waiting(&permit)
    })
}

/// The same with the names of a page about them.
///
/// # Errors
/// When the person does not review openings.
pub fn openings(session: &Session<'_>) -> Result<Vec<Opening>, Stop> {
    session.read("openings to review", |door| {
        let permit = door.permit(Action::SeeBreakGlass, Subject::House)?;
        waiting(&permit)?.into_iter().map(|found| described(door, &permit, found)).collect()
    })
}

fn waiting(permit: &Permit<'_>) -> Result<Vec<Versioned<BreakGlass>>, Stop> {
    let mut openings = Vec::new();
    for id in store::break_glass::not_reviewed(permit)? {
        openings.extend(load(permit, id)?);
    }
    Ok(openings)
}

/// One opening, reviewed or not.
///
/// # Errors
/// When there is none, or the person does not review openings.
pub fn opening(session: &Session<'_>, id: Id<BreakGlass>) -> Result<Opening, Stop> {
    session.read("opening to review", |door| {
        let permit = door.permit(Action::SeeBreakGlass, Subject::House)?;
        let found = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        described(door, &permit, found)
    })
}

fn described(door: &Door, permit: &Permit<'_>, opening: Versioned<BreakGlass>) -> Result<Opening, Stop> {
    let reviewer = opening.record.review.as_ref().map(|review| review.by);
    let names = Names::of(permit, reviewer.into_iter().chain([opening.record.staff]))?;
    Ok(Opening {
        child: party(door, opening.record.child)?,
        by: names.name(opening.record.staff).into(),
        reviewed_by: reviewer.map(|reviewer| names.name(reviewer).into()),
        opening,
    })
}

/// Until when a child's record is open to a viewer because they opened it with a reason.
pub(super) fn open_until(
    session: &Session<'_>,
    permit: &Permit<'_>,
    child: Id<Person>,
) -> Result<Option<Timestamp>, Stop> {
    if permit.grounds() != Relationship::BrokeGlass.words() {
        return Ok(None);
    }
    // An opening counts now, whatever moment of the past is read.
    let mut until = None;
    for entry in child_records(permit, child, Known::Now)? {
        if let Some(opening) = entry.read::<BreakGlass>()?.filter(|opening| opening.staff == session.staff.id)
        {
            until = until.max(Some(opening.until));
        }
    }
    Ok(until)
}

/// When somebody opened a child's record which they may not read any more, because what is read as one with it was linked since, and that opening would still
/// last: it does not reach what was linked. Nothing for anybody else.
///
/// # Errors
/// When the store fails.
pub fn left_behind(session: &Session<'_>, child: Id<Person>) -> Result<Option<Timestamp>, Stop> {
    session.read("own openings", |door| {
        let own = door.permit(Action::SeeOwnWork, Subject::House)?;
        if door.would_permit(Action::ReadFile, Subject::Child(child))? {
            return Ok(None);
        }
        Ok(store::break_glass::left_behind(&own, child)?)
    })
}

/// Reviews an opening.
///
/// # Errors
/// When the person opened the record themselves, or it is reviewed already.
pub fn review_opening(
    session: &Session<'_>,
    sending: &Sending,
    opening: Id<BreakGlass>,
    justified: bool,
    words: String,
) -> Result<(), Stop> {
    session.send(sending, "review_break_glass", |door| {
        let list = door.permit(Action::SeeBreakGlass, Subject::House)?;
        let known = load(&list, opening)?.ok_or(Refusal::NotFound)?;
        let permit = door.permit(Action::ReviewBreakGlass, Subject::Child(known.record.child))?;
        let reason = words.clone();
        let review = Review { by: session.staff.id, at: session.at, justified, words };
        let reviewed = known.record.reviewed(review)?;
        save(&permit, &reviewed, known.version, "review_break_glass", Some(&reason))?;
        Ok(())
    })
}
