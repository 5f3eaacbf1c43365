//! What people add to a child's chronology by hand, and what they choose of it for an agency or the family. What the records propose, and what people said of
//! it, is read with the child's file.

mod choose;
mod written;

pub use choose::{Choice, candidates, choose, key, make, version};
pub use written::{withdraw, write};
