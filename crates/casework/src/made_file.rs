//! Files made from the record for somebody outside the council: a census, a dataset, lists. Making one stops when the person may not, and when its bytes cannot be
//! written.

use std::io;

use domain::access::{Action, Subject};
use domain::refusal::Refusal;
use returns::Held;
use store::inspection::Told;
use store::{Failure, Permit, Stop};

use crate::session::Session;

/// A file that was not written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// The file cannot be written.
    #[error("the file cannot be written: {0}")]
    File(#[from] io::Error),
    /// Not allowed, or a failure of ours.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<Failure> for NotWritten {
    fn from(failure: Failure) -> Self {
        NotWritten::Stopped(failure.into())
    }
}

/// Makes a national return by somebody who may: what `write` gives back, or why not, whether the record or the file was in the way.
pub(crate) fn national_return<T>(
    session: &Session<'_>,
    purpose: &str,
    write: impl FnOnce(&Permit<'_>) -> Result<T, NotWritten>,
) -> Result<T, NotWritten> {
    let mut failed = None;
    let written = session.read(purpose, |door| {
        let permit = door.permit(Action::MakeReturn, Subject::House)?;
        write(&permit).map_err(|error| match error {
            NotWritten::Stopped(stop) => stop,
            NotWritten::File(error) => {
                failed = Some(error);
                Refusal::NotNow("The file cannot be written.".into()).into()
            }
        })
    });
    match failed {
        Some(error) => Err(NotWritten::File(error)),
        None => Ok(written?),
    }
}

/// What was loaded of a child, as every return takes it. `identifier` is the one that the child goes out under.
pub(crate) fn held<'t>(told: &'t Told, identifier: &'t str) -> Held<'t> {
    Held {
        person: &told.person,
        identifier,
        contacts: &told.contacts,
        episodes: &told.episodes,
        conferences: &told.conferences,
        assessments: &told.assessments,
        enquiries: &told.enquiries,
        involvements: &told.involvements,
        powers: &told.powers,
        voices: &told.voices,
        direct_work: &told.direct_work,
        events: &told.events,
    }
}
