//! Who may see and do what. One table (`table.rs`): role × relationship × restriction gives a *layer*; an action needs a role and a layer.
//!
//! Layers (Working Together's need to know without blindness): *ring* (a restricted record exists: whom to ring, nothing else), *existence*
//! (the child is known, and with whom), *summary*, *content*. Restriction must never hide from the hub or the night team that a child is known.

mod action;
mod audit;
pub mod break_glass;
mod decide;
mod disagreement;
mod facts;
mod meeting;
mod sealed;
mod searched;
mod table;
mod whole;

pub use action::Action;
pub use audit::sees_audits;
pub use decide::{Allowed, decide, keeps_the_door};
pub use facts::{
    AuditFacts, ChildFacts, ContactFacts, DisagreementFacts, DiscussionFacts, EnquiryFacts, Facts,
    MeetingFacts, NotificationFacts, PartnerFacts, RecordFacts, RecordName, Relationship, RequestFacts,
    Restriction, Subject,
};
pub use sealed::{Guard, Sealed, Unsealing};
pub use searched::{SEARCHED, Searched, Through, searched};
pub use table::{Layer, Reach, WAYS, as_markdown, layer, reach};
pub use whole::{counts_everybody, sees_the_whole};

use std::collections::BTreeSet;

use crate::id::Id;
use crate::mash::Request;
pub use crate::staff::Role;
use crate::staff::Staff;

/// Who is acting: a signed-in person with the roles and teams they hold at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub staff: Id<Staff>,
    /// The roles they hold now.
    pub roles: BTreeSet<Role>,
    /// The codes of the teams they belong to now.
    pub teams: BTreeSet<String>,
    /// The agency they belong to when they are a partner.
    pub agency: Option<String>,
    /// The one request they may see and answer, for somebody who came by a link: everything else is nothing to them.
    pub scope: Option<Id<Request>>,
}

impl Actor {
    /// Frontdoor itself: jobs, imports and the demo council's beginnings. It has one role, which no person can be given.
    pub fn system() -> Self {
        Actor {
            staff: Id::from_bits(0),
            roles: BTreeSet::from([Role::System]),
            teams: BTreeSet::new(),
            agency: None,
            scope: None,
        }
    }

    /// Whether the person holds the role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}
