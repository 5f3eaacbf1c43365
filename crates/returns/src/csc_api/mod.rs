//! The Department for Education's daily feed of children's social care: what of each child it holds, in its own schema (DfE CSC API 1.0.1).
//!
//! A child's node is always the whole current picture. What is sent is what differs from what was last acknowledged, in batches of at most a hundred.
//! A node that stood there once and should not any more (a duplicate that was merged, the wrong child, an adopted child) is *purged* by its name; every
//! name is therefore made from a record and is as lasting as it. Contacts and early help are not in it; referrals with no further action are.

mod deltas;
mod derive;
mod payload;
mod receipt;

pub use deltas::{Acknowledged, Delta, Digest, MOST_TOGETHER, OnRecord, Sent, batches, deltas};
pub use derive::{Asked, child};
pub use payload::{
    Adoption, Assessment, CareLeaver, Child, Details, Episode, InNeedPlan, Placement, ProtectionPlan,
    Section47, Strengths, Wellbeing, Worker,
};
pub use receipt::{Answer, Next, next};
