//! A link as its page shows it, and what a child's page says of it.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use domain::person::link::{PersonLink, Second, Stage};
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::{Door, Known, Permit, Stop, load};

use super::list::may;
use super::named::reads_both;
use super::undo::needs_two;
use crate::child::{Party, party};
use crate::session::Session;
use crate::staff::Names;

/// A link, as far as the viewer may know of both records.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkView {
    /// The link; it does not say that there is a plan to a viewer who may not read a summary of both.
    pub link: PersonLink,
    /// Its version.
    pub version: u64,
    /// The record that is read under the other.
    pub joined: Party,
    /// The record that it was joined with.
    pub to: Party,
    /// The staff named in it.
    pub names: Names,
    /// Whether the viewer may answer what waits: not what they asked themselves.
    pub may_answer: bool,
    /// Whether the viewer may say whose each record is that was written while the two were one.
    pub may_sort: bool,
    /// Whether undoing it needs a second person.
    pub undo_needs_two: bool,
    /// Links of the household that were said with it.
    pub with: Vec<Id<PersonLink>>,
}

/// One link.
///
/// # Errors
/// When there is none, or the person may not know of both records.
pub fn linked(session: &Session<'_>, id: Id<PersonLink>) -> Result<LinkView, Stop> {
    session.read("two records of one person", |door| {
        let list = door.permit(Action::SeeWhoIsWho, Subject::House)?;
        let found = load(&list, id)?.ok_or(Refusal::NotFound)?;
        let mut link = found.record;
        let permit = door.permit(Action::LinkRecords, Subject::Child(link.joined))?;
        let other = door.permit(Action::LinkRecords, Subject::Child(link.to))?;
        not_parted(&permit, &link)?;
        // That there is a plan is in a summary.
        link.second = link.second.filter(|second| *second == Second::Opens || reads_both(&permit, &other));
        let asked = link.undoing.as_ref().unwrap_or(&link.said);
        let may_answer =
            link.waits() && asked.by != session.staff.id && may(door, &link, Action::ConfirmLink)?;
        let undone = link
            .undone
            .iter()
            .flat_map(|undone| [Some(undone.asked.by), undone.confirmed.as_ref().map(|said| said.by)]);
        let said = [Some(link.said.by), link.answered.as_ref().map(|said| said.by)];
        let asks = link.undoing.as_ref().map(|said| said.by);
        let staff = said.into_iter().chain(undone).chain([asks]).flatten().collect::<Vec<_>>();
        Ok(LinkView {
            version: found.version.0,
            joined: party(door, link.joined)?,
            to: party(door, link.to)?,
            names: Names::of(&permit, staff)?,
            may_answer,
            may_sort: link.stage == Stage::Undone && may(door, &link, Action::SortRecords)?,
            undo_needs_two: link.is_one() && needs_two(session, &permit, &link)?,
            with: said_with(door, &permit, &link)?,
            link,
        })
    })
}

/// Who somebody on the record is, for a viewer who may know of them; else whom to ring.
///
/// # Errors
/// When there is nobody, or the viewer may learn of nobody.
pub fn who_is(session: &Session<'_>, person: Id<Person>) -> Result<Party, Stop> {
    session.read("who somebody is", |door| party(door, person))
}

/// Whether a link leads from the one identity of an adopted child to the other, because it does not stand any more or waits: then nobody opens it.
pub(super) fn is_parted(permit: &Permit<'_>, link: &PersonLink) -> Result<bool, Stop> {
    Ok(!link.is_one() && store::read_as_one::is_parted(permit, link.joined, link.to)?)
}

/// Refuses a link that leads from the one identity of an adopted child to the other.
pub(super) fn not_parted(permit: &Permit<'_>, link: &PersonLink) -> Result<(), Stop> {
    if is_parted(permit, link)? { Err(Refusal::NotFound.into()) } else { Ok(()) }
}

/// The links that were said with it, between records of which the viewer may learn: of any other not even that there is one.
fn said_with(door: &Door, permit: &Permit<'_>, link: &PersonLink) -> Result<Vec<Id<PersonLink>>, Stop> {
    let first = link.with.unwrap_or(link.id);
    let mut together = Vec::new();
    for other in store::person_link::said_with(permit, first)?.into_iter().chain([first]) {
        let Some(found) = load(permit, other)?.filter(|_| other != link.id) else { continue };
        let may = |person| door.would_permit(Action::LinkRecords, Subject::Child(person));
        if may(found.record.joined)? && may(found.record.to)? && !is_parted(permit, &found.record)? {
            together.push(other);
        }
    }
    Ok(together)
}

/// That a child is also on record as another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlsoOnRecord {
    /// The link that says so.
    pub link: Id<PersonLink>,
    /// The other record.
    pub other: Id<Person>,
    /// What it calls them.
    pub name: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether somebody asked to undo it.
    pub undoing: bool,
}

/// What a child's page says of the links that stood at a moment: each of the group, told of the other records than the page's own.
pub(crate) fn also_on_record(
    permit: &Permit<'_>,
    child: Id<Person>,
    known: Known,
) -> Result<Vec<AlsoOnRecord>, Stop> {
    let group = store::read_as_one::of(permit, child, known)?;
    let mut also = Vec::new();
    if group.is_alone() {
        return Ok(also);
    }
    for entry in store::ledger::child_records(permit, child, known)? {
        let Some(link) = entry.read::<PersonLink>()?.filter(PersonLink::is_one) else { continue };
        // Told from the page of the record that joined, it is the record that stands that is the other.
        let other = if link.joined == child { link.stands } else { link.joined };
        if !group.all.contains(&other) || other == child {
            continue;
        }
        let name = store::ledger::at(permit, other, known)?.map(|found| found.record.name());
        let names = Names::of(permit, [link.said.by])?;
        also.push(AlsoOnRecord {
            link: link.id,
            other,
            name: name.unwrap_or_default(),
            by: names.name(link.said.by).to_owned(),
            at: link.answered.as_ref().map_or(link.said.at, |answered| answered.at),
            undoing: link.undoing.is_some(),
        });
    }
    Ok(also)
}
