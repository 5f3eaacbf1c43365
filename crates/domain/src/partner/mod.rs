//! The agencies' side of the hub (domain register 2.1, 2.2): what an agency sends with its answer, whom of an agency the hub may send a link,
//! the link itself, and when a partner's account lapses. What an agency is asked and what it answers stands in [`crate::mash`].
//!
//! An agency's people see what they were asked, what they answered, what was shared with them and the outcome meant for them, for as long as the
//! round lasts, and nothing else.

mod contact;
mod document;
mod document_kind;
mod document_name;
mod lapse;
mod link;

pub use contact::{AgencyContact, ContactAsked, Ended, Verified};
pub use document::{Document, DocumentShared, MOST_BYTES, MOST_DOCUMENTS, Scan};
pub use document_kind::{DocumentKind, recognised};
pub use document_name::tamed;
pub use lapse::{Lapse, lapsed};
pub use link::{AnswerLink, CodeBy, LinkState, Revoked, until};
