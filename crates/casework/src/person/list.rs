//! Links that wait for a second person.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::link::{PersonLink, Second};
use store::{Stop, load};

use super::around::who;
use super::view::is_parted;
use crate::child::{Party, party};
use crate::session::Session;

/// A link that waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The link.
    pub id: Id<PersonLink>,
    /// The record that is to be read under the other.
    pub joined: Party,
    /// The record that stands.
    pub to: Party,
    /// Whether it is to be undone.
    pub undoing: bool,
    /// Why a second person is asked.
    pub second: Option<Second>,
    /// Who asked, and when.
    pub who: String,
    /// Whether the viewer may answer: not what they asked themselves.
    pub may_answer: bool,
}

/// Links that wait for a second person, as far as the viewer may know of both records.
///
/// # Errors
/// When the person does not see them.
pub fn waiting(session: &Session<'_>) -> Result<Vec<Waiting>, Stop> {
    session.read("links that wait", |door| {
        let permit = door.permit(Action::SeeWhoIsWho, Subject::House)?;
        let mut waiting = Vec::new();
        for id in store::person_link::waiting(&permit)? {
            let Some(link) = load(&permit, id)?.map(|found| found.record) else { continue };
            let may = |action| -> Result<bool, Stop> {
                let one = door.would_permit(action, Subject::Child(link.joined))?;
                Ok(one && door.would_permit(action, Subject::Child(link.to))?)
            };
            if !may(Action::LinkRecords)? || is_parted(&permit, &link)? {
                continue;
            }
            let asked = link.undoing.as_ref().unwrap_or(&link.said);
            waiting.push(Waiting {
                id,
                joined: party(door, link.joined)?,
                to: party(door, link.to)?,
                undoing: link.undoing.is_some(),
                second: link.second,
                who: who(&permit, asked)?,
                may_answer: asked.by != session.staff.id && may(Action::ConfirmLink)?,
            });
        }
        Ok(waiting)
    })
}
