//! Each record as a new version that is told of the other child, and back.

use domain::access::{Action, RecordName, Subject};
use domain::chronology::{Curation, Written};
use domain::consent::Basis;
use domain::contact::Contact;
use domain::event::Event;
use domain::feedback::Feedback;
use domain::handover::{NightItem, NightNote};
use domain::id::{Any, Id};
use domain::local_form::FormAnswer;
use domain::person::Person;
use domain::person::moved::{Carried, Movable, Mover, WHAT};
use domain::record::Record;
use domain::referral::Referral;
use domain::refusal::Refusal;
use domain::section47::DirectWork;
use domain::voice::ChildVoice;
use store::{Kept, Stop, Version, WriteDoor, WritePermit, save};

use crate::standing::standing;

/// How a record is carried: under which permit, between whom, by whom, and why. Whether the viewer may move each of the records was asked before the first
/// was moved: whoever reads a child because a contact is at the door does so no more once it is another child's.
pub(super) struct Way<'w, 'd> {
    pub(super) permit: &'w WritePermit<'d>,
    pub(super) from: Id<Person>,
    pub(super) to: Id<Person>,
    pub(super) mover: Mover,
    pub(super) reason: &'w str,
}

/// Does something with a record of a kind that can be moved.
macro_rules! of_kind {
    ($kind:expr, $act:ident($($argument:expr),*)) => {
        match $kind {
            Contact::KIND => $act::<Contact>($($argument),*),
            Event::KIND => $act::<Event>($($argument),*),
            Written::KIND => $act::<Written>($($argument),*),
            ChildVoice::KIND => $act::<ChildVoice>($($argument),*),
            DirectWork::KIND => $act::<DirectWork>($($argument),*),
            FormAnswer::KIND => $act::<FormAnswer>($($argument),*),
            NightNote::KIND => $act::<NightNote>($($argument),*),
            NightItem::KIND => $act::<NightItem>($($argument),*),
            Feedback::KIND => $act::<Feedback>($($argument),*),
            Basis::KIND => $act::<Basis>($($argument),*),
            Referral::KIND => $act::<Referral>($($argument),*),
            Curation::KIND => $act::<Curation>($($argument),*),
            _ => Err(Refusal::NotFound.into()),
        }
    };
}

/// Whether this viewer may move the record at all: one restricted child closes it to those outside the circle.
pub(super) fn may(door: &WriteDoor, action: Action, kind: &str, record: Id<Any>) -> Result<(), Stop> {
    of_kind!(kind, permitted(door, action, record))
}

fn permitted<R: Kept>(door: &WriteDoor, action: Action, record: Id<Any>) -> Result<(), Stop> {
    door.permit(action, subject::<R>(record)).map(drop)
}

fn subject<R: Record>(record: Id<Any>) -> Subject {
    if R::KIND == Contact::KIND {
        return Subject::Contact(record.of_kind());
    }
    Subject::Record(RecordName { kind: R::KIND, id: record })
}

/// Whether a record stands on this very record of the child, and not on another that is read as one with it.
///
/// # Errors
/// When it does not.
pub(super) fn stands_on(
    permit: &WritePermit<'_>,
    kind: &str,
    record: Id<Any>,
    child: Id<Person>,
) -> Result<(), Stop> {
    of_kind!(kind, stands_on_of(permit, record, child))
}

fn stands_on_of<R: Kept>(permit: &WritePermit<'_>, record: Id<Any>, child: Id<Person>) -> Result<(), Stop> {
    if standing::<R>(permit, record.of_kind())?.record.children().contains(&child) {
        return Ok(());
    }
    let words = "Something you ticked stands on the other record of this child. Open that record, and move it from there.";
    Err(Refusal::field(WHAT, words).into())
}

/// Moves one record.
///
/// # Errors
/// When it is not about the first child any more.
pub(super) fn over(way: &Way<'_, '_>, kind: &str, record: Id<Any>) -> Result<Carried, Stop> {
    of_kind!(kind, over_of(way, record))
}

fn over_of<R: Kept + Movable>(way: &Way<'_, '_>, record: Id<Any>) -> Result<Carried, Stop> {
    let known = standing::<R>(way.permit, record.of_kind())?;
    if !known.record.children().contains(&way.from) {
        let words =
            "Something that was to be moved no longer stands on the first record. Ask again without it.";
        return Err(Refusal::NotNow(words.into()).into());
    }
    let after = known.record.told_of(way.from, way.to, way.mover);
    save(way.permit, &after, known.version, "move_record", Some(way.reason))?;
    Ok(Carried { kind: R::KIND.to_owned(), record, before: known.version.0 })
}

/// Takes one record back; whether it could be. What has gone on to a third child stays there.
///
/// # Errors
/// When it cannot be saved.
pub(super) fn back(way: &Way<'_, '_>, carried: &Carried) -> Result<bool, Stop> {
    of_kind!(carried.kind.as_str(), back_of(way, carried))
}

fn back_of<R: Kept + Movable>(way: &Way<'_, '_>, carried: &Carried) -> Result<bool, Stop> {
    let known = standing::<R>(way.permit, carried.record.of_kind())?;
    let before = store::ledger::version::<R>(way.permit, carried.record.of_kind(), Version(carried.before))?;
    let Some(before) = before.filter(|_| known.record.children().contains(&way.to)) else {
        return Ok(false);
    };
    let after = known.record.told_again(&before.record, way.from, way.to);
    save(way.permit, &after, known.version, "take_record_back", Some(way.reason))?;
    Ok(true)
}
