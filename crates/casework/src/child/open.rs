//! Opening a record with a reason: at once, for hours, told to the child's worker, reviewed by somebody else.

use domain::access::break_glass::{BreakGlass, Review};
use domain::access::{Action, Subject};
use domain::id::Id;
use domain::involvement::Involved;
use domain::notice::Notice;
use domain::person::Person;
use domain::refusal::Refusal;
use store::{Stop, Version, Versioned, involvement, load, save};

use crate::session::{Sending, Session};

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
        let mut openings = Vec::new();
        for id in store::break_glass::not_reviewed(&permit)? {
            openings.extend(load(&permit, id)?);
        }
        Ok(openings)
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
