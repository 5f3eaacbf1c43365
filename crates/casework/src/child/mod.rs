//! A child's record: read now or as it was known, curated, opened with a reason, and who has looked.

mod address;
mod around;
mod change;
mod chronology;
mod department;
mod file;
mod load;
mod open;
mod people;
mod possible_match;
mod summary;
mod who_looked;

pub use address::{Revealed, SHOWN_FOR, ask_to_reveal, revealed};
pub(crate) use around::close_restricted;
pub use around::{Housemate, Linked};
pub use change::{PersonAsked, change_person, person_to_change, restrict};
pub use chronology::{CurationAsked, curate, curate_several};
pub use department::{keep_from_department, stand_with_department};
pub use file::{ChildPage, Existence, Moment, Shown, Worker, file, who, worker_of};
pub(crate) use file::{existence, known_at, page_of};
pub(crate) use load::{load_file, sealed_as_now};
pub use open::{Opening, break_glass, left_behind, opening, openings, openings_to_review, review_opening};
pub(crate) use people::allocated;
pub use people::{AllocationAsked, RelativeAsked, add_relative, allocate};
pub(crate) use possible_match::party;
pub use possible_match::{MOST_QUESTIONS, Party, Question, possible_match, possible_matches, resolve_match};
pub use summary::{Earlier, Summary, may, outcome, status};
pub use who_looked::{Look, who_looked};
