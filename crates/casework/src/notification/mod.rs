//! What other agencies notify: a file is taken in once, however often it is sent; who is known is looked up; somebody reads it by household and says
//! what becomes of it.
//!
//! A file is taken in some rows at a time, each part with how far it has come in one transaction. Whoever is stopped half-way goes on from there:
//! the same file sent again, or the errand that was left behind, makes it whole, and nothing is taken twice.

mod household;
mod keys;
mod look_up;
mod mend;
mod preview;
mod take;
mod triage;

pub use household::{Found, Household, KnownPerson, Row, Sketch, Wait, Worker, household, page, waiting};
pub use keys::{Made, NoKey, authenticate, keys, make_key, revoke_key};
pub use look_up::look_up;
pub use mend::{BatchView, RefusedView, batch, batches, mend, refused_row};
pub use preview::{Preview, preview};
pub use returns::notification::{MOST_BYTES, format_of};
pub use take::{NotTaken, Receipt, RefusedWords, Sent, receipt, resume, sending, take_in};
pub use triage::{make_contact, not_needed, send_to_worker};

pub use store::notification::Source;

use domain::access::{Action, Subject};
use domain::contact::Contact;
use domain::id::Id;
use store::Stop;

use crate::session::Session;

/// The notifications that a contact was made of, as far as the viewer may read them.
///
/// # Errors
/// When the viewer may not read the contact.
pub fn of_contact(session: &Session<'_>, contact: Id<Contact>) -> Result<Vec<Source>, Stop> {
    session.read("notifications of a contact", |door| {
        let permit = door.permit(Action::ReadContact, Subject::Contact(contact))?;
        Ok(store::notification::of_contact(&permit, contact)?)
    })
}
