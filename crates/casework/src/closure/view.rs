//! A closing as its page shows it, what is known before one is proposed, and a child's closings.

use domain::access::{Action, Subject};
use domain::closure::{Closure, Stage};
use domain::document::Recipient;
use domain::episode::Episode;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use store::{Permit, Stop, Versioned, load};

use super::allocations::allocated;
use super::around::{Found, around};
use super::letters::readers;
use super::standing;
use crate::child::{Moment, Shown, file};
use crate::session::Session;
use crate::staff::Names;
use crate::standing::at_version;

/// A closing with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosureView {
    /// The closing.
    pub closure: Versioned<Closure>,
    /// What the child is called.
    pub name: String,
    /// The episode.
    pub episode: Episode,
    /// The staff named in it.
    pub names: Names,
    /// What the viewer may do.
    pub may: Vec<Action>,
    /// How the child stands now.
    pub found: Found,
    /// Whether the child needed the council's help again soon after a step down: the day of the later referral.
    pub back_on: Option<jiff::civil::Date>,
    /// Who is allocated to the child, and in what capacity.
    pub allocated: Vec<(Id<Staff>, String)>,
}

/// What is known before somebody proposes to close.
#[derive(Debug, Clone, PartialEq)]
pub struct Before {
    /// What the child is called.
    pub name: String,
    /// The open episode; nothing when there is none.
    pub episode: Option<Episode>,
    /// How the child stands.
    pub found: Found,
    /// A proposal that waits already.
    pub waits: Option<Id<Closure>>,
    /// Whom to tell, as the record names them: those whom the pack says are told.
    pub to_tell: Vec<String>,
}

/// The acts that a closing's page offers.
const OFFERED: &[Action] = &[
    Action::ProposeClosure,
    Action::DecideClosure,
    Action::CorrectClosure,
    Action::TellOfClosure,
    Action::BeginDiscussion,
    Action::PrepareDocument,
];

/// A closing's page.
///
/// # Errors
/// When there is none that the viewer may read.
pub fn view(session: &Session<'_>, closure: Id<Closure>) -> Result<ClosureView, Stop> {
    session.read("closing", |door| {
        let known = {
            let permit = door.permit(Action::ReadClosure, Subject::record(closure))?;
            standing(&permit, closure)?
        };
        let child = known.record.child;
        let permit = door.permit(Action::ReadClosure, Subject::Child(child))?;
        let name = load(&permit, child)?.ok_or(Refusal::NotFound)?.record.name();
        let episode = load(&permit, known.record.episode)?.ok_or(Refusal::NotFound)?.record;
        let mut may = Vec::new();
        for action in OFFERED {
            let subject = match action {
                Action::BeginDiscussion | Action::PrepareDocument => Subject::Child(child),
                _ => Subject::record(closure),
            };
            let fits = fits(*action, &known.record, session.staff.id);
            if fits && door.would_permit(*action, subject)? {
                may.push(*action);
            }
        }
        let found = match known.record.stage.waits() {
            true => around(session, door, &permit, child)?,
            false => Found::default(),
        };
        let back_on = back_on(&permit, session, &known.record)?;
        let allocated = allocated(session, &permit, child)?;
        let named = staff_in(&known.record).into_iter().chain(allocated.iter().map(|(staff, _)| *staff));
        let names = Names::of(&permit, named.collect::<Vec<_>>())?;
        Ok(ClosureView { closure: known, name, episode, names, may, found, back_on, allocated })
    })
}

fn fits(action: Action, closure: &Closure, viewer: Id<Staff>) -> bool {
    match action {
        Action::ProposeClosure => closure.stage.waits(),
        Action::DecideClosure => {
            closure.stage == Stage::Proposed
                && closure.proposal.by != viewer
                && closure.before.iter().all(|before| before.by != viewer)
        }
        Action::CorrectClosure | Action::TellOfClosure | Action::PrepareDocument => {
            closure.stage == Stage::Closed
        }
        _ => true,
    }
}

/// The first later referral within the pack's months of a step down.
fn back_on(
    permit: &Permit<'_>,
    session: &Session<'_>,
    closure: &Closure,
) -> Result<Option<jiff::civil::Date>, Stop> {
    let Some((on, _)) = closure.stepped_down() else { return Ok(None) };
    let months = i64::from(session.house.pack.closure.return_months);
    let until = on.checked_add(jiff::Span::new().months(months)).unwrap_or(on);
    let episodes = store::episode::of_child(permit, closure.child)?;
    let later = episodes.into_iter().filter(|episode| {
        episode.id != closure.episode && episode.referral_date >= on && episode.referral_date <= until
    });
    Ok(later.map(|episode| episode.referral_date).min())
}

/// What is known before somebody proposes to close a child.
///
/// # Errors
/// When the person may not propose it.
pub fn before(session: &Session<'_>, child: Id<Person>) -> Result<Before, Stop> {
    let mut before = session.read("before closing", |door| {
        let permit = door.permit(Action::ProposeClosure, Subject::Child(child))?;
        let name = load(&permit, child)?.ok_or(Refusal::NotFound)?.record.name();
        let episodes = store::episode::of_child(&permit, child)?;
        let episode = episodes
            .into_iter()
            .rev()
            .find(|episode| episode.closed_on.is_none() && !episode.no_further_action);
        let found = around(session, door, &permit, child)?;
        let waits = store::closure::open_of_child(&permit, child)?;
        Ok(Before { name, episode, found, waits, to_tell: Vec::new() })
    })?;
    if let Shown::Content(page) = file(session, child, Moment::Now)? {
        let readers = readers(&page.file, &session.house.pack, session.at);
        before.to_tell = readers.into_iter().map(|(_, reader)| named(&reader)).collect();
    }
    Ok(before)
}

/// Somebody to tell, as the list names them.
fn named(reader: &Recipient) -> String {
    match reader.agency_name.as_str() {
        "" => reader.name.clone(),
        agency if reader.name.trim().is_empty() => agency.to_owned(),
        agency => format!("{agency}: {}", reader.name),
    }
}

/// A child's closings, the latest first, and the names of the staff in them.
///
/// # Errors
/// When the viewer may not read the child's record.
pub fn of_child(session: &Session<'_>, child: Id<Person>) -> Result<(Vec<Closure>, Names), Stop> {
    session.read("closings of a child", |door| {
        let permit = door.permit(Action::ReadClosure, Subject::Child(child))?;
        let mut found = Vec::new();
        for id in store::closure::of_child(&permit, child)? {
            found.extend(load(&permit, id)?.map(|known: Versioned<Closure>| known.record));
        }
        let names = Names::of(&permit, found.iter().flat_map(staff_in))?;
        Ok((found, names))
    })
}

/// A closing as it stood at a version: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or the viewer may not read it.
pub fn version(session: &Session<'_>, closure: Id<Closure>, version: u64) -> Result<Closure, Stop> {
    session.read("closing as a form was opened", |door| {
        let permit = door.permit(Action::ReadClosure, Subject::record(closure))?;
        at_version(&permit, closure, version)
    })
}

fn staff_in(closure: &Closure) -> Vec<Id<Staff>> {
    let mut staff = vec![closure.proposal.by];
    staff.extend(closure.before.iter().map(|before| before.by));
    staff.extend(closure.answers.iter().map(|answer| answer.by));
    staff.extend(closure.closed.iter().map(|closed| closed.by));
    staff.extend(closure.corrected.iter().map(|corrected| corrected.by));
    staff.extend(closure.accepted.iter().map(|accepted| accepted.by));
    staff.extend(closure.to_tell.iter().filter_map(|one| one.told.as_ref().map(|told| told.by)));
    staff
}
