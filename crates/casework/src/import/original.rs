//! A file as it came, given back. A council must be able to see what it brought, years later, and that it is the same to the byte.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::{Action, Role, Subject};
use domain::id::Id;
use domain::import::{Import, Kept, Piece};
use domain::refusal::Refusal;
use sha2::{Digest, Sha256};
use store::{Permit, Stop, load};

use super::read::hexadecimal;
use super::whose;
use crate::session::Session;

/// A file that is not given back.
#[derive(Debug, thiserror::Error)]
pub enum NotGiven {
    /// It cannot be written where it is to go.
    #[error("it cannot be written: {0}")]
    Written(#[from] io::Error),
    /// What is kept is not what came.
    #[error(
        "what is kept of “{0}” is not what came: its digest is another. Tell whoever looks after Frontdoor, and check the ledger with frontdoor verify."
    )]
    NotTheSame(String),
    /// Not allowed, or a failure of ours.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

/// The files that came with an import, as they are named.
///
/// # Errors
/// When there is no such import, or the person may not import.
pub fn files(session: &Session<'_>, import: Id<Import>) -> Result<Vec<Kept>, Stop> {
    session.read("files of an import", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        Ok(load::<Import>(&permit, import)?.ok_or(Refusal::NotFound)?.record.files)
    })
}

/// Writes one of an import's files, the first 0, as it came, and checks that it is what came. Who had it is in the access log, and with each restricted child it tells
/// of. A person outside the circle of one of them does not get it; who looks after the machine does, by the command.
///
/// # Errors
/// When there is none, a child in it is restricted, it cannot be written, or its digest is not the one it came with.
pub fn write(
    session: &Session<'_>,
    import: Id<Import>,
    number: u32,
    out: &mut dyn Write,
) -> Result<Kept, NotGiven> {
    let mut written: Result<Sha256, io::Error> = Ok(Sha256::new());
    let file = session.read("original of an import", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        let import = load::<Import>(&permit, import)?.ok_or(Refusal::NotFound)?.record;
        let file = import.files.get(number as usize).cloned().ok_or(Refusal::NotFound)?;
        closed(session, &permit, import.id)?;
        let mut digest = Sha256::new();
        for id in store::import::pieces(&permit, import.id, number)? {
            let piece = load::<Piece>(&permit, id)?.ok_or(Refusal::NotFound)?.record;
            let bytes = STANDARD.decode(piece.base64).unwrap_or_default();
            digest.update(&bytes);
            if let Err(error) = out.write_all(&bytes) {
                written = Err(error);
                return Ok(file);
            }
        }
        written = Ok(digest);
        Ok(file)
    })?;
    match hexadecimal(&written?.finalize()) == file.digest {
        true => Ok(file),
        false => Err(NotGiven::NotTheSame(file.name)),
    }
}

/// A restricted child of whom the file tells: an entry for Frontdoor's own command, and a refusal for anybody else.
fn closed(session: &Session<'_>, permit: &Permit<'_>, import: Id<Import>) -> Result<(), Stop> {
    let closed = store::import::closed(permit, import)?;
    if session.actor.is(Role::System) {
        closed.iter().for_each(|one| permit.shown(one.person));
        return Ok(());
    }
    match closed.first() {
        Some(one) => Err(whose::ring(&one.ring).into()),
        None => Ok(()),
    }
}
