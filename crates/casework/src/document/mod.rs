//! Documents that are given to somebody: composed from the record for one reader, looked at a second time as they go, given, had back. The rules of what a
//! reader may see stand in [`compose`]; here stand the acts. What is composed is read from the child's file, under the same permit as its page, so that
//! nothing stands in a document that whoever prepares it may not read.

mod agency;
mod assessment;
mod child_in_need;
mod chosen;
mod chronology;
mod compose;
mod conference;
mod drawing;
mod keep;
mod letter;
mod list;
mod press;
mod safety_plan;
mod section47;
mod view;

pub use compose::{Asked, Told};
pub use drawing::{Drawing, Story, StoryMark};
pub use keep::{collect, give, prepare, reword, throw};
pub use list::{OfChild, Offer, Waits, of_child, offers, waiting};
pub use press::Press;
pub use view::{Files, Made, View, file, recipients, version, view};

/// The parts that a document is made of, for the page that shows it before it goes.
pub use domain::document::{Document, Image, Part, Picture, Run, Table, Tone};

use domain::document::Issued;
use domain::id::Id;
use sha2::{Digest, Sha256};

/// A number that people can say, and all that a file's name tells: nothing of the child, of what it is, or of whom it is for.
fn reference(id: Id<Issued>) -> String {
    format!("D-{}", id.spoken(7))
}

pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
