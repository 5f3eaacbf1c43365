//! Links that wait for a second person.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::link::{PersonLink, Second};
use store::{Door, Permit, Stop, load};

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
    /// Why a second person was asked to link them; not that there is a plan, for a viewer who may not read a summary of both.
    pub second: Option<Second>,
    /// Who asked, and when.
    pub who: String,
    /// Whether the viewer may answer: not what they asked themselves.
    pub may_answer: bool,
}

/// A page of what waits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waits {
    /// The links, the oldest first.
    pub links: Vec<Waiting>,
    /// The last of them, where more follow: the next page begins after it.
    pub next: Option<Id<PersonLink>>,
}

/// So many stand on a page.
const PAGE: usize = 50;

/// Links that wait for a second person, as far as the viewer may know of both records, from after one of them on; a page at a time. What is left out takes the
/// place of nothing. Where that one waits no more, they begin anew.
///
/// # Errors
/// When the person does not see them.
pub fn waiting(session: &Session<'_>, after: Option<Id<PersonLink>>) -> Result<Waits, Stop> {
    session.read("links that wait", |door| {
        let permit = door.permit(Action::SeeWhoIsWho, Subject::House)?;
        let all = store::person_link::waiting(&permit)?;
        let begins = after.and_then(|after| all.iter().position(|id| *id == after)).map_or(0, |at| at + 1);
        let mut page = Waits::default();
        for id in all.into_iter().skip(begins) {
            let Some(link) = shown(door, &permit, id)? else { continue };
            if page.links.len() == PAGE {
                page.next = page.links.last().map(|last| last.id);
                break;
            }
            page.links.push(told(session, door, &permit, &link)?);
        }
        Ok(page)
    })
}

/// A link that waits; nothing where the viewer may not know of both records, or nothing leads from the one to the other.
fn shown(door: &Door, permit: &Permit<'_>, id: Id<PersonLink>) -> Result<Option<PersonLink>, Stop> {
    let Some(link) = load(permit, id)?.map(|found| found.record) else { return Ok(None) };
    let is_shown = may(door, &link, Action::LinkRecords)? && !is_parted(permit, &link)?;
    Ok(is_shown.then_some(link))
}

fn told(session: &Session<'_>, door: &Door, permit: &Permit<'_>, link: &PersonLink) -> Result<Waiting, Stop> {
    let asked = link.undoing.as_ref().unwrap_or(&link.said);
    // That there is a plan is in a summary.
    let reads = may(door, link, Action::ReadSummary)?;
    Ok(Waiting {
        id: link.id,
        joined: party(door, link.joined)?,
        to: party(door, link.to)?,
        undoing: link.undoing.is_some(),
        second: link.second.filter(|second| *second == Second::Opens || reads),
        who: who(permit, asked)?,
        may_answer: asked.by != session.staff.id && may(door, link, Action::ConfirmLink)?,
    })
}

/// Whether the viewer may do something with both records of a link.
pub(super) fn may(door: &Door, link: &PersonLink, action: Action) -> Result<bool, Stop> {
    let one = door.would_permit(action, Subject::Child(link.joined))?;
    Ok(one && door.would_permit(action, Subject::Child(link.to))?)
}
