//! What was brought about a record and waits for somebody who reads it: what is about a restricted record, and where somebody must say who is meant.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::import::{Import, Kind};
use domain::person::Person;
use store::{Stop, load};

use super::whose;
use crate::session::Session;

/// A proposal that waits for somebody who reads the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The import.
    pub import: Id<Import>,
    /// The number of the proposal.
    pub number: u64,
    /// What kind of file it came in.
    pub source: &'static str,
}

/// The proposals about a child that nobody else decides, for those who may; none for others.
///
/// # Errors
/// When the database fails.
pub fn waiting(session: &Session<'_>, child: Id<Person>) -> Result<Vec<Waiting>, Stop> {
    session.read("what was brought about a child", |door| {
        if !door.would_permit(Action::DecideProposal, Subject::Child(child))? {
            return Ok(Vec::new());
        }
        let permit = door.permit(Action::DecideProposal, Subject::Child(child))?;
        let record = load::<Person>(&permit, child)?.map(|known| known.record);
        let record =
            record.map(|record| store::read_as_one::restricted_as_one(&permit, record)).transpose()?;
        // A restricted record's is decided by its circle: whoever reads it for another reason is led to no page that they may not open.
        if whose::closed(session, record.as_slice()).is_some() {
            return Ok(Vec::new());
        }
        let restricted = record.is_some_and(|record| record.restriction.is_some());
        let mut waiting = Vec::new();
        for one in store::import::about(&permit, child)? {
            if !restricted && one.kind != Kind::Doubtful.code() {
                continue;
            }
            let Some(import) = load::<Import>(&permit, one.import)? else { continue };
            let source = import.record.source.words();
            waiting.push(Waiting { import: one.import, number: one.number, source });
        }
        Ok(waiting)
    })
}
