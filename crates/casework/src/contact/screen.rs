//! Screening: taking a contact on and proposing what should happen. The officer proposes; a manager decides.

use domain::access::{Action, Subject};
use domain::contact::{Contact, ProposalAsked, RulingBasis};
use domain::id::Id;
use store::{Stop, save};

use super::{standing, unchanged};
use crate::session::{Sending, Session};
use crate::{referral, threshold};

/// Takes a contact on. Its clocks stay what they are.
///
/// # Errors
/// When the contact is decided already, or the person may not work on it.
pub fn take_on(session: &Session<'_>, sending: &Sending, contact: Id<Contact>) -> Result<(), Stop> {
    session.send(sending, "take_on_contact", |door| {
        let permit = door.permit(Action::ChangeContact, Subject::Contact(contact))?;
        let known = standing(&permit, contact)?;
        let held = known.record.held_by(session.staff.id)?;
        save(&permit, &held, known.version, "take_on_contact", None)?;
        Ok(())
    })
}

/// Proposes an outcome with its reasons.
///
/// # Errors
/// When a reason is missing, a child has not been looked for, somebody else changed the contact, or it is decided already.
pub fn propose(
    session: &Session<'_>,
    sending: &Sending,
    contact: Id<Contact>,
    basis: RulingBasis,
) -> Result<(), Stop> {
    session.send(sending, "propose_outcome", |door| {
        let permit = door.permit(Action::ProposeOutcome, Subject::Contact(contact))?;
        let known = unchanged(&permit, contact, sending.opened)?;
        let reason = basis.rationale.clone();
        referral::may_be_asked(session, &permit, &known.record, &basis)?;
        let enquired = store::mash::of_contact(&permit, contact)?.is_some();
        let asked = ProposalAsked { basis, enquired };
        let proposed = known.record.propose(session.staff.id, asked, session.at, &session.house.pack)?;
        save(&permit, &proposed, known.version, "propose_outcome", Some(&reason))?;
        threshold::keep(session, &permit)?;
        Ok(())
    })
}
