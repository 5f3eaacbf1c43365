//! Documents page by page: chosen and addressed, looked at a second time exactly as they go, given, had back; and the copies that were given out about a
//! child. A file's name tells its number and nothing else.

mod act;
mod drawing;
mod drawn;
mod files;
mod new;
mod of_child;
mod page;
mod words;

pub use drawing::Pictures;
pub(crate) use of_child::{acts, on_work_page};

use domain::document::Issued;
use domain::id::Id;

use crate::route::Mount;

/// Every page about documents.
pub fn mounts() -> Vec<Mount> {
    vec![
        of_child::OF_CHILD.mount(),
        new::NEW.mount(),
        page::DOCUMENT.mount(),
        words::WORDS.mount(),
        act::GIVE.mount(),
        act::THROW.mount(),
        act::COLLECT.mount(),
        files::PDF.mount(),
        files::WORD.mount(),
    ]
}

/// The address of a document, or of a page below it.
fn at(issued: Id<Issued>, below: &str) -> String {
    format!("/documents/{issued}{below}")
}
