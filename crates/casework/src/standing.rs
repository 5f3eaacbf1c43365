//! A record as it stands, and the rule of every form that says the whole of something: it is sent at the version it was opened at, or nothing is saved and
//! whoever sent it is shown both. What a form began from is read out of the ledger.

use domain::id::Id;
use domain::refusal::Refusal;
use store::{Kept, Permit, Stop, Version, Versioned, load};

/// The record as it stands, or nothing that can be seen.
pub(crate) fn standing<R: Kept>(permit: &Permit<'_>, id: Id<R>) -> Result<Versioned<R>, Stop> {
    load(permit, id)?.ok_or(Stop::Refusal(Refusal::NotFound))
}

/// The record as it stands, if it is still the version the form was opened at.
pub(crate) fn unchanged<R: Kept>(permit: &Permit<'_>, id: Id<R>, opened: u64) -> Result<Versioned<R>, Stop> {
    let known = standing(permit, id)?;
    if known.version != Version(opened) {
        return Err(Refusal::Changed { opened, now: known.version.0 }.into());
    }
    Ok(known)
}

/// One version of the record: what a form that was opened at it began from.
pub(crate) fn at_version<R: Kept>(permit: &Permit<'_>, id: Id<R>, version: u64) -> Result<R, Stop> {
    let versions = store::ledger::history(permit, id)?;
    let found = versions.into_iter().find(|known| known.version.0 == version);
    found.map(|known| known.record).ok_or(Stop::Refusal(Refusal::NotFound))
}
