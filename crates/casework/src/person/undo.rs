//! Undoing a link: the two records are two again, each with its own history, at any later date.

use domain::access::{Action, Layer};
use domain::id::Id;
use domain::person::link::{PersonLink, Said, Stage, below};
use store::{Permit, Stop, WritePermit, save};

use super::around::{Around, last_word, who};
use super::link::{Asking, asking, of_link, tell_workers};
use crate::session::{Sending, Session};

/// Undoes a link, or asks a second person to: where either has a plan or a power in force, where one is closed by the other alone, and where whoever asks may not
/// read a summary of both.
///
/// # Errors
/// When the two are not one, somebody asked already, there is no reason, or the person may not.
pub fn undo_link(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<PersonLink>,
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "undo_link", |door| {
        let (link, permit) = of_link(door, id, Action::LinkRecords)?;
        let first = who(&permit, last_word(&link.record))?;
        let needs_two = needs_two(session, &permit, &link.record)?;
        let said = Said { by: session.staff.id, at: session.at, reason: reason.trim().into() };
        let undone = link.record.undo(said, needs_two, &first)?;
        part(&permit, &undone, "undo_link")?;
        save(&permit, &undone, link.version, "undo_link", Some(reason))?;
        tell(session, &permit, &undone)
    })
}

/// The second person's answer to undoing a link.
///
/// # Errors
/// When nobody asked, the person asked themselves or may not confirm, or they say no without a reason.
pub fn answer_undo(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<PersonLink>,
    yes: bool,
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "answer_undo", |door| {
        let Asking { link, permit, first, said } = asking(session, door, id, reason)?;
        let answered = link.record.answer_undo(yes, said, &first)?;
        part(&permit, &answered, "answer_undo")?;
        let why = (!reason.trim().is_empty()).then_some(reason);
        save(&permit, &answered, link.version, "answer_undo", why)?;
        tell(session, &permit, &answered)
    })
}

/// Whether undoing a link that stands needs a second person: where either has a plan or a power in force, and where one of the two is closed by the restriction of
/// the other alone: undone, it is open again, with what was written on it by those who took it to be closed. Whoever may not read a summary always needs one, and
/// learns nothing by it.
pub(super) fn needs_two(session: &Session<'_>, permit: &Permit<'_>, link: &PersonLink) -> Result<bool, Stop> {
    if permit.layer() < Layer::Summary {
        return Ok(true);
    }
    let Around { group, side } = Around::of(session, permit, link.joined)?;
    let links = store::person_link::under(permit, group.stands)?;
    let standing: Vec<PersonLink> =
        links.into_iter().map(|known| known.record).filter(|other| other.id != link.id).collect();
    let goes = below(link.joined, &standing);
    let is_closed = |goes_out: bool| {
        let mut part = side.people.iter().filter(|person| goes.contains(&person.id) == goes_out);
        part.any(|person| person.restriction.is_some())
    };
    Ok(side.has_plan || is_closed(true) != is_closed(false))
}

/// What joined the record that is taken out goes with it: each is read under it again.
fn part(permit: &WritePermit<'_>, undone: &PersonLink, command: &str) -> Result<(), Stop> {
    if undone.stage != Stage::Undone {
        return Ok(());
    }
    let group = store::read_as_one::of(permit, undone.joined, store::Known::Now)?;
    let links = store::person_link::under(permit, group.stands)?;
    let standing: Vec<PersonLink> =
        links.iter().map(|link| link.record.clone()).filter(|link| link.id != undone.id).collect();
    let goes = below(undone.joined, &standing);
    for link in links.into_iter().filter(|link| link.record.id != undone.id) {
        if goes.contains(&link.record.joined) {
            save(permit, &link.record.under(undone.joined), link.version, command, None)?;
        }
    }
    Ok(())
}

/// Whoever works with one of the two is told of that one: they are two, and whoever works with one may know nothing of the other any more.
fn tell(session: &Session<'_>, permit: &WritePermit<'_>, undone: &PersonLink) -> Result<(), Stop> {
    if undone.stage != Stage::Undone {
        return Ok(());
    }
    tell_workers(session, permit, undone, "was read as one with another record, and is not any more")
}
