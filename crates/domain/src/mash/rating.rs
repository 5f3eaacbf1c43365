//! How urgent an enquiry is: rated by a qualified MASH officer at first screening, again as information arrives, every change with its reason. The
//! clock of every rating starts when the hub received the enquiry, so that no change of rating resets anything.

use std::sync::LazyLock;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::calendar::Clock;
use crate::id::Id;
use crate::staff::Staff;

/// A rating given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    /// The pack's code.
    pub rating: String,
    /// Who rated.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
    /// The clock it runs under; nothing where the pack gives it none.
    pub clock: Option<Clock>,
}

/// Somebody says that they must not decide: they know the family, or the referrer, or somebody named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Who.
    pub by: Id<Staff>,
    /// When they said so.
    pub at: Timestamp,
    /// Why, in as few words as they choose.
    pub words: String,
}

/// What stands for the rating of a body that has none: no act makes such a record.
pub(super) static UNRATED: LazyLock<Rated> = LazyLock::new(|| Rated {
    rating: String::new(),
    by: Id::from_bits(0),
    at: Timestamp::UNIX_EPOCH,
    reason: String::new(),
    clock: None,
});
