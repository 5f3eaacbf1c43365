//! An enquiry is opened from a contact, rated, rated again; and somebody says that they must not decide it.

use domain::access::{Action, Subject};
use domain::contact::Contact;
use domain::form::Answers;
use domain::id::Id;
use domain::mash::{Conflict, Enquiry, NewEnquiry, Stage};
use domain::refusal::Refusal;
use store::{Stop, Version, load, save};

use super::{standing, unchanged};
use crate::session::{Sending, Session};

/// An enquiry as it is opened on the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpeningAsked {
    /// Why the outcome is not already clear.
    pub why: String,
    /// The pack's code of the rating.
    pub rating: String,
    /// Why this rating.
    pub reason: String,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

/// Opens an enquiry: why the outcome is not already clear, and how urgent it is.
///
/// # Errors
/// When an enquiry into the contact is open already, a child was not looked for, the contact was decided otherwise, or a reason is missing.
pub fn open(
    session: &Session<'_>,
    sending: &Sending,
    contact: Id<Contact>,
    asked: OpeningAsked,
) -> Result<Id<Enquiry>, Stop> {
    session.send(sending, "open_enquiry", |door| {
        let permit = door.permit(Action::OpenEnquiry, Subject::Contact(contact))?;
        let known = standing(&permit, contact)?;
        if let Some(before) = store::mash::of_contact(&permit, contact)?
            && standing(&permit, before)?.record.stage() != Stage::Decided
        {
            return Err(Refusal::NotNow("An enquiry into this contact is open already.".into()).into());
        }
        let house = session.house;
        let OpeningAsked { why, rating, reason, further } = asked;
        let new = NewEnquiry { id: house.id(), why, rating, reason, further };
        let enquiry =
            Enquiry::open(new, &known.record, session.staff.id, session.at, &house.pack, &house.calendar)?;
        save(&permit, &enquiry, Version::NONE, "open_enquiry", Some(&enquiry.why))?;
        Ok(enquiry.id)
    })
}

/// Rates an enquiry anew.
///
/// # Errors
/// When it has the rating already, is decided, or no reason is given.
pub fn rate(
    session: &Session<'_>,
    sending: &Sending,
    enquiry: Id<Enquiry>,
    rating: &str,
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "rate_enquiry", |door| {
        let permit = door.permit(Action::RateEnquiry, Subject::Enquiry(enquiry))?;
        let known = unchanged(&permit, enquiry, sending.opened)?;
        let house = session.house;
        let rated =
            known.record.rate(session.staff.id, rating, reason, session.at, &house.pack, &house.calendar)?;
        save(&permit, &rated, known.version, "rate_enquiry", Some(reason))?;
        Ok(())
    })
}

/// Says that one must not decide an enquiry.
///
/// # Errors
/// When it was said already, the enquiry is decided, or no reason is given.
pub fn declare_conflict(
    session: &Session<'_>,
    sending: &Sending,
    enquiry: Id<Enquiry>,
    words: &str,
) -> Result<(), Stop> {
    session.send(sending, "declare_conflict", |door| {
        let permit = door.permit(Action::DeclareConflict, Subject::Enquiry(enquiry))?;
        let known = load(&permit, enquiry)?.ok_or(Refusal::NotFound)?;
        let conflict = Conflict { by: session.staff.id, at: session.at, words: words.into() };
        let declared = known.record.declare(conflict)?;
        save(&permit, &declared, known.version, "declare_conflict", None)?;
        Ok(())
    })
}
