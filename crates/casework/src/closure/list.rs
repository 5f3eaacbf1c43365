//! Closings that wait: for a manager, for an answer to a question, for early help to accept.

use domain::access::{Action, Subject};
use domain::closure::{Closure, Stage};
use domain::id::Id;
use domain::person::Person;
use jiff::Timestamp;
use store::{Stop, load};

use crate::session::Session;
use crate::staff::Names;

/// A closing in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The closing.
    pub closure: Id<Closure>,
    /// The child.
    pub child: Id<Person>,
    /// What the child is called.
    pub name: String,
    /// Where it stands.
    pub stage: Stage,
    /// Whether consent was withdrawn or the family did not engage.
    pub withdrawn: bool,
    /// Who proposed it.
    pub by: Id<domain::staff::Staff>,
    /// When.
    pub at: Timestamp,
}

/// The closings of which something waits, the oldest first, with the names of who proposed them.
///
/// # Errors
/// When the person does not see them.
pub fn waiting(session: &Session<'_>) -> Result<(Vec<Row>, Names), Stop> {
    session.read("closings that wait", |door| {
        let permit = door.permit(Action::SeeClosures, Subject::House)?;
        let mut rows = Vec::new();
        for id in store::closure::waiting(&permit)? {
            let Some(known) = load(&permit, id)? else { continue };
            let closure = known.record;
            permit.shown(closure.child);
            let name = load(&permit, closure.child)?.map_or_else(String::new, |known| known.record.name());
            rows.push(Row {
                closure: id,
                child: closure.child,
                name,
                stage: closure.stage,
                withdrawn: closure.proposal.withdrawn,
                by: closure.proposal.by,
                at: closure.proposal.at,
            });
        }
        let names = Names::of(&permit, rows.iter().map(|row| row.by))?;
        Ok((rows, names))
    })
}

/// What waits for this person: to be decided, for managers who did not propose it; sent back, or early help that did not accept yet, for whoever proposed.
///
/// # Errors
/// When the store fails.
pub fn on_my_desk(session: &Session<'_>) -> Result<Vec<Row>, Stop> {
    let is_for = |action: Action| session.actor.roles.iter().any(|role| action.is_for(*role));
    if !is_for(Action::ProposeClosure) {
        return Ok(Vec::new());
    }
    let decides = is_for(Action::DecideClosure);
    let me = session.staff.id;
    let (rows, _) = waiting(session)?;
    let mine = |row: &Row| match row.stage {
        Stage::Proposed => decides && row.by != me,
        Stage::Returned | Stage::Closed => row.by == me,
        Stage::Refused | Stage::Withdrawn | Stage::InError => false,
    };
    Ok(rows.into_iter().filter(mine).collect())
}
