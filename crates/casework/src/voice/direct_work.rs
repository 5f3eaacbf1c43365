//! Direct work kept and shown, in an enquiry or outside any: one way of keeping a picture, one way of showing it. Who may is asked by the callers.

use domain::id::Id;
use domain::partner::{DocumentKind, Scan};
use domain::refusal::{Problem, Refusal};
use domain::section47::{DirectWork, Picture};
use store::{Permit, Stop, Version, WriteDoor, WritePermit, load, save};

use super::picture::MadeAnew;
use crate::outbox;
use crate::session::Session;

/// A picture to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// What it is.
    pub kind: DocumentKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Keeps direct work with its picture, and has the picture scanned. Everything that is wrong is said at once, of the picture and of the words.
///
/// # Errors
/// When the picture or the work cannot be taken as it is.
pub(crate) fn keep(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    drawn: Result<Option<MadeAnew>, Problem>,
    work: impl FnOnce(Option<Picture>) -> Result<DirectWork, Refusal>,
) -> Result<Id<DirectWork>, Stop> {
    let house = session.house;
    let (drawn, mut problems) = match drawn {
        Ok(drawn) => (drawn, Vec::new()),
        Err(problem) => (None, vec![problem]),
    };
    let scan = if house.ways.scanner.is_some() { Scan::Waiting } else { Scan::NotScanned };
    let picture = drawn.as_ref().map(|drawn| Picture {
        kind: drawn.kind,
        bytes: drawn.bytes.len() as u64,
        digest: drawn.digest.clone(),
        scan,
    });
    let work = match work(picture) {
        Ok(work) if problems.is_empty() => work,
        Ok(_) => return Err(Refusal::Invalid(problems).into()),
        Err(Refusal::Invalid(more)) => {
            problems.extend(more);
            return Err(Refusal::Invalid(problems).into());
        }
        Err(refusal) => return Err(refusal.into()),
    };
    if let Some(drawn) = &drawn {
        store::section47::keep_picture(&house.store, permit, work.id, &drawn.bytes, house.chance())?;
    }
    save(permit, &work, Version::NONE, "add_direct_work", None)?;
    if work.picture.as_ref().is_some_and(|picture| picture.scan == Scan::Waiting) {
        outbox::scan_picture(door, work.id)?;
    }
    Ok(work.id)
}

/// The picture of a piece of direct work that belongs where it is asked for.
///
/// # Errors
/// When there is none there, or it may not be opened.
pub(crate) fn shown(
    session: &Session<'_>,
    permit: &Permit<'_>,
    work: Id<DirectWork>,
    belongs: impl FnOnce(&DirectWork) -> bool,
) -> Result<Drawn, Stop> {
    let found: DirectWork = load(permit, work)?.ok_or(Refusal::NotFound)?.record;
    if !belongs(&found) {
        return Err(Refusal::NotFound.into());
    }
    let picture = found.picture.ok_or(Refusal::NotFound)?;
    if !picture.scan.opens() {
        return Err(Refusal::NotNow(format!("{}.", picture.scan.words())).into());
    }
    let bytes = store::section47::picture(&session.house.store, permit, work)?;
    Ok(Drawn { kind: picture.kind, bytes: bytes.ok_or(Refusal::NotFound)? })
}
