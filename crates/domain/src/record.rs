//! What every record has in common: a kind, a name, the children whose story it belongs to.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::id::Id;
use crate::passage::Passage;
use crate::person::Person;

/// A thing the ledger keeps whole, version by version.
pub trait Record: Serialize + DeserializeOwned + Clone + std::fmt::Debug + PartialEq + 'static {
    /// The kind's name in the ledger: the record's name in snake case. Never changed once a council has data.
    const KIND: &'static str;

    /// The record's name.
    fn id(&self) -> Id<Self>;

    /// The children (and unborn children) whose file this record is part of.
    fn children(&self) -> Vec<Id<Person>>;

    /// Its texts that may be searched by their words. A kind that tells none is never searched.
    fn passages(&self) -> Vec<Passage> {
        Vec::new()
    }
}
