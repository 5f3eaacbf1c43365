//! The sharing sheet: one fact of one agency's answer, given to another agency that was asked, with who gave it and why.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::mash::{Enquiry, Request};
use store::{Stop, save};

use super::{request_of, unchanged};
use crate::session::{Sending, Session};

/// Shares a fact: `from` is the request whose answer holds it, `place` its place there, `with` the request of the agency that is to know it.
///
/// # Errors
/// When the agency that gave it does not allow it, it was shared already, or no reason is given.
pub fn share(
    session: &Session<'_>,
    sending: &Sending,
    enquiry: Id<Enquiry>,
    from: (Id<Request>, usize),
    with: Id<Request>,
    why: &str,
) -> Result<(), Stop> {
    session.send(sending, "share_with_agency", |door| {
        let permit = door.permit(Action::ShareWithAgency, Subject::Enquiry(enquiry))?;
        let known = unchanged(&permit, enquiry, sending.opened)?;
        let source = request_of(&permit, enquiry, from.0)?.record;
        let with = request_of(&permit, enquiry, with)?.record;
        let shared = known.record.share(&source, from.1, &with, session.staff.id, why, session.at)?;
        save(&permit, &shared, known.version, "share_with_agency", Some(why))?;
        Ok(())
    })
}
