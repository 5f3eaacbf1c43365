//! Who was told that support ends, and that early help accepted. Two people who write at once both write.

use domain::access::{Action, Subject};
use domain::closure::{Accepted, Closure, ToldAsked};
use domain::id::Id;
use jiff::civil::Date;
use store::{Stop, save};

use super::allocations::end_when_done;
use super::standing;
use crate::session::{Sending, Session};

/// Records that somebody was told.
///
/// # Errors
/// When it is not closed, they were told already, or how is missing.
pub fn tell(
    session: &Session<'_>,
    sending: &Sending,
    closure: Id<Closure>,
    place: usize,
    asked: ToldAsked,
) -> Result<(), Stop> {
    session.send(sending, "told_of_closure", |door| {
        let permit = door.permit(Action::TellOfClosure, Subject::record(closure))?;
        let known = standing(&permit, closure)?;
        let after = known.record.tell(place, asked, session.staff.id, session.at)?;
        save(&permit, &after, known.version, "told_of_closure", None)?;
        end_when_done(session, door, &after, Action::TellOfClosure)
    })
}

/// Records that the lead of early help accepted.
///
/// # Errors
/// When nothing waits to be accepted, or nobody is named.
pub fn accept(
    session: &Session<'_>,
    sending: &Sending,
    closure: Id<Closure>,
    (who, on): (&str, Date),
) -> Result<(), Stop> {
    session.send(sending, "accept_step_down", |door| {
        let permit = door.permit(Action::TellOfClosure, Subject::record(closure))?;
        let known = standing(&permit, closure)?;
        let accepted = Accepted { who: who.trim().to_owned(), on, by: session.staff.id, at: session.at };
        let after = known.record.accept(accepted)?;
        save(&permit, &after, known.version, "accept_step_down", None)?;
        end_when_done(session, door, &after, Action::TellOfClosure)
    })
}
