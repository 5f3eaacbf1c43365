//! Placeholder while the record is written.
use serde::{Deserialize, Serialize};
/// A contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contact {}
