//! Who has looked at a child's record, and who was refused.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use jiff::Timestamp;
use store::Stop;
use store::access_log::{self, Outcome};

use crate::session::Session;
use crate::staff::Names;

/// One look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: String,
    /// What they did or asked.
    pub act: String,
    /// On which page.
    pub purpose: String,
    /// Whether it was allowed.
    pub allowed: bool,
    /// Why it was allowed, or the words of the refusal.
    pub grounds: String,
}

/// How many looks a page shows.
const PAGE: u32 = 100;

/// Who has looked at a child's record, newest first.
///
/// # Errors
/// When the person may not see it.
pub fn who_looked(session: &Session<'_>, child: Id<Person>) -> Result<Vec<Look>, Stop> {
    session.read("who has looked", |door| {
        let permit = door.permit(Action::SeeWhoLooked, Subject::Child(child))?;
        let entries = access_log::about_child(&permit, child, None, PAGE)?;
        let names = Names::of(&permit, entries.iter().map(|entry| entry.actor))?;
        let look = |entry: access_log::Looked| Look {
            at: entry.at,
            who: names.name(entry.actor).to_owned(),
            act: entry.act,
            purpose: entry.purpose,
            allowed: entry.outcome != Outcome::Refused.code(),
            grounds: entry.grounds,
        };
        Ok(entries.into_iter().map(look).collect())
    })
}
