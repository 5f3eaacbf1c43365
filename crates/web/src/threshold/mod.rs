//! The threshold document, and the decisions that cite it: what levels and paragraphs say today, what they said when something was decided, and what
//! was decided before on the same words.

mod document;
pub(crate) mod like;

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![document::DOCUMENT.mount(), like::LIKE.mount()]
}
