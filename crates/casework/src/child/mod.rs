//! A child's record: read now or as it was known, curated, opened with a reason, and who has looked.

mod change;
mod chronology;
mod file;
mod open;
mod people;
mod who_looked;

pub use change::{PersonAsked, change_person, restrict};
pub use chronology::{CurationAsked, curate};
pub use file::{ChildPage, Existence, Moment, Shown, file, who};
pub(crate) use file::{existence, load_file};
pub use open::{break_glass, openings_to_review, review_opening};
pub use people::{AllocationAsked, RelativeAsked, add_relative, allocate};
pub use who_looked::{Look, who_looked};
