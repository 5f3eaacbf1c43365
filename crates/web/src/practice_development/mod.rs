//! Practice development: what was learnt together, and the figures beside it.

mod list;
mod page;
mod write;

use domain::id::Id;
use domain::practice_development::PracticeSession;

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![list::LIST.mount(), write::NEW.mount(), page::PAGE.mount(), write::CHANGE.mount()]
}

/// The address of a session, or of a page below it.
fn address(session: Id<PracticeSession>, below: &str) -> String {
    format!("/practice/sessions/{session}{below}")
}
