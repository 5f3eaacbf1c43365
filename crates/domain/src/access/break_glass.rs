//! Opening a record with a reason: at once, for a limited time, seen by the child's worker and manager, reviewed by somebody else. What is opened is what was
//! read as one then: nobody had a reason to read a record that was linked with it later, so from that moment the opening reaches neither.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// How long a record stays open to whoever broke the glass: one night shift's decision, not a standing right.
pub const LASTS: SignedDuration = SignedDuration::from_hours(4);

/// One opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakGlass {
    /// The record's name.
    pub id: Id<BreakGlass>,
    /// Who opened the record.
    pub staff: Id<Staff>,
    /// Whose record.
    pub child: Id<Person>,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// Until when it stays open.
    pub until: Timestamp,
    /// What somebody else found when they looked at it.
    pub review: Option<Review>,
}

/// A review of an opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Who reviewed it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Whether the reason was good.
    pub justified: bool,
    /// What they found.
    pub words: String,
}

impl BreakGlass {
    /// Opens a record. A reason is words a reviewer can weigh, not a dot.
    pub fn open(
        id: Id<BreakGlass>,
        staff: Id<Staff>,
        child: Id<Person>,
        reason: &str,
        at: Timestamp,
    ) -> Result<Self, Refusal> {
        if reason.trim().chars().count() < 10 {
            return Err(Refusal::field(
                "reason",
                "Say why you need to open this record, so that somebody else can review it.",
            ));
        }
        Ok(BreakGlass { id, staff, child, reason: reason.into(), at, until: at + LASTS, review: None })
    }

    /// Reviews the opening: never by the person who opened it.
    pub fn reviewed(&self, review: Review) -> Result<Self, Refusal> {
        if review.by == self.staff {
            return Err(Refusal::not_allowed("You opened this record, so somebody else must review it."));
        }
        if self.review.is_some() {
            return Err(Refusal::NotNow("This has already been reviewed.".into()));
        }
        if review.words.trim().is_empty() {
            return Err(Refusal::field("words", "Say what you found."));
        }
        Ok(BreakGlass { review: Some(review), ..self.clone() })
    }
}

impl Record for BreakGlass {
    const KIND: &'static str = "break_glass";

    fn id(&self) -> Id<BreakGlass> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }
}
