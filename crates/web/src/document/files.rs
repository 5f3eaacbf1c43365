//! The files of a document. Each taking stands in the log of who looked at what.

use casework::Stop;
use casework::document::{Files, file};
use domain::access::Action;
use domain::document::Issued;
use domain::id::Id;

use crate::route::{Attached, File, Visit};

/// The tagged PDF.
pub(super) static PDF: File<Id<Issued>> = File {
    path: "/documents/{issued}/pdf",
    name: "PDF of a document",
    action: Action::ReadDocument,
    get: |visit, id| attached(visit, id, Files::Pdf),
};

/// The Word-readable file.
pub(super) static WORD: File<Id<Issued>> = File {
    path: "/documents/{issued}/word",
    name: "Word file of a document",
    action: Action::ReadDocument,
    get: |visit, id| attached(visit, id, Files::Word),
};

fn attached(visit: &Visit<'_>, id: Id<Issued>, of: Files) -> Result<Attached, Stop> {
    let made = file(&visit.session, id, of)?;
    Ok(Attached { name: made.name, media_type: made.kind.media_type(), bytes: made.bytes })
}
