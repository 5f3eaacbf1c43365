//! The agencies' side (domain register 2.1 to 2.3): what a partner finds waiting, the answer page, documents, the link for somebody without an
//! account, and an agency's own administrator.
//!
//! When an agency has *viewed* a request: opening a page changes no record, so nothing is written into the request by opening it. The access log
//! notes who opened it anyway, without a script; [`as_seen`] reads the first opening from there into the request, for the hub's board and for the
//! agency's administrator. With the answer it goes into the record itself.

mod account;
mod agency;
mod contact;
mod document;
mod home;
mod lapse;
mod link;
mod open_link;
mod request;
mod scan;
mod upload;

pub use domain::partner::{MOST_BYTES, MOST_DOCUMENTS};

pub use account::{MemberAsked, add_member, confirm_member, invite_member, set_member_active};
pub use agency::{
    Agency, AgencyRequest, Member, OfAgency, agency, agency_request, hand_words, member, reassign,
};
pub use contact::{Contacts, add_contact, contact, contacts, end_contact, verify_contact};
pub use document::{Download, documents, download, download_as_partner, share_document};
pub use home::{AskedOf, Home, Item, OwnAction, home, own_action};
pub use lapse::lapse_unused;
pub use link::{LinkForm, LinkSent, SentLink, link_form, revoke_link, send_link};
pub use open_link::{OpenedLink, link_waits, open_link};
pub use request::{Outcome, RequestView, answer, as_seen, request, request_version};
pub use scan::{ClamSocket, ScanCommand, Scanner, Verdict};
pub use upload::Upload;

pub(crate) use document::{documents_of_request, scan_document};
pub(crate) use lapse::{may_be_told, still_theirs};
pub(crate) use link::{Leaving, links, send_link_code, send_link_message};

use std::sync::Arc;

use domain::id::Id;
use domain::mash::Request;

/// The council's own ways to reach agencies and to check what they send.
#[derive(Clone, Default)]
pub struct Ways {
    /// What people type into their browsers to come here, for links in messages: `https://frontdoor.northbridge.example`. Without it no link is sent.
    pub address: Option<String>,
    /// The address of a gateway that turns e-mails into text messages, with `{phone}` where the number stands. Without it codes are read out.
    pub text_gateway: Option<String>,
    /// What documents are scanned with. Without it pages say that they are not scanned.
    pub scanner: Option<Arc<dyn Scanner>>,
}

/// The page of a request: where its drafts are kept.
pub(crate) fn page_of(request: Id<Request>) -> String {
    format!("/requests/{request}")
}
