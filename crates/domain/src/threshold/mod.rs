//! The threshold document as it was kept. Safeguarding partners publish one (Working Together) and change it; a decision is judged against the
//! words of its day. The whole document is kept once for each version of the pack under which somebody decided.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::pack::{Pack, Thresholds};
use crate::person::Person;
use crate::record::Record;

/// The threshold document of one version of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptThresholds {
    /// The record's name: the beginning of the pack's digest, so that each version is kept once.
    pub id: Id<KeptThresholds>,
    /// The pack's version, as decisions keep it.
    pub pack_version: String,
    /// When the first decision under it was made.
    pub kept_at: Timestamp,
    /// The document.
    pub document: Thresholds,
}

impl KeptThresholds {
    /// The name under which a pack's document is kept.
    pub fn name_for(pack: &Pack) -> Id<KeptThresholds> {
        let digits = pack.digest().get(..32).unwrap_or_default();
        digits.parse().unwrap_or(Id::from_bits(0))
    }

    /// The document of this pack, to be kept.
    pub fn of(pack: &Pack, kept_at: Timestamp) -> Self {
        let document = pack.thresholds.clone();
        KeptThresholds { id: Self::name_for(pack), pack_version: pack.version(), kept_at, document }
    }
}

impl Record for KeptThresholds {
    const KIND: &'static str = "threshold_document";

    fn id(&self) -> Id<KeptThresholds> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}
