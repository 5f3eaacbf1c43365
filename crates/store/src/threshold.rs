//! The threshold documents under which somebody decided, each kept whole.

use domain::id::Id;
use domain::threshold::KeptThresholds;
use jiff::Timestamp;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for KeptThresholds {
    const TABLE: Table = Table::new(
        "threshold_document",
        &[Column::text("pack_version"), Column::text("document_version"), Column::integer("kept_at")],
    );

    fn row(&self) -> Vec<Value> {
        values![self.pack_version.as_str(), self.document.version.as_str(), self.kept_at]
    }
}

crate::row! {
    /// A version that was kept.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct KeptVersion {
        /// The record.
        pub id: Id<KeptThresholds>,
        /// The pack's version.
        pub pack_version: String,
        /// The document's own version.
        pub document_version: String,
        /// Since when it was decided by.
        pub kept_at: Timestamp,
    }
}

crate::statements! {
    static ALL: Query<KeptVersion> = "select id, pack_version, document_version, kept_at from threshold_document order by kept_at desc, id limit 200";
}

/// Every version that was kept, newest first.
///
/// # Errors
/// When the database fails.
pub fn versions(permit: &Permit<'_>) -> Result<Vec<KeptVersion>, Failure> {
    permit.tx().all(&ALL, &values![])
}
