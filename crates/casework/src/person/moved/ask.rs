//! What of a record can be moved, and asking for it.

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use domain::person::moved::offer::{Offer, is_about_both, offer};
use domain::person::moved::{Between, Item, MoveAsked, Moved, WHAT, WHOSE};
use domain::refusal::Refusal;
use store::{Stop, Version, save};

use super::{Files, both, carry, file_of, kept_apart, may_exchange};
use crate::child::close_restricted;
use crate::session::{Sending, Session};

/// What of a record can be moved.
#[derive(Debug, Clone, PartialEq)]
pub struct MoveOffer {
    /// What can be moved, and what stays.
    pub offer: Offer,
    /// The version of the person at which facts are counted.
    pub version: u64,
}

/// What of this record can be moved to another child's, and what cannot, with what is done instead.
///
/// # Errors
/// When the viewer may not move anything out of it.
pub fn movable(session: &Session<'_>, child: Id<Person>) -> Result<MoveOffer, Stop> {
    session.read("what can be moved", |door| {
        let permit = door.permit(Action::MoveRecords, Subject::Child(child))?;
        let mut file = file_of(&permit, child)?;
        close_restricted(door, &permit, &mut file)?;
        let apart = kept_apart(&permit, &file)?;
        let offer = offer(&file, &apart, permit.unsealing(), &session.house.pack);
        Ok(MoveOffer { offer, version: file.child.version })
    })
}

/// Asks for something to be moved. Nothing moves yet: the page of what was asked shows exactly what goes where, and who may do it.
///
/// # Errors
/// When nothing is chosen or something that stays, nobody is chosen, the reason is missing or names either child, or the viewer may not read both.
pub fn propose(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    asked: MoveAsked,
) -> Result<Id<Moved>, Stop> {
    session.send(sending, "propose_move", |door| {
        let Some(to) = asked.to else {
            door.permit(Action::MoveRecords, Subject::Child(child))?;
            return Err(Refusal::field(WHOSE, "Search for the other child and choose them.").into());
        };
        let (own, others) = both(door, Action::MoveRecords, (child, to))?;
        may_exchange(&own, (child, to))?;
        let files = Files::load(&own, &others, (child, to))?;
        if files.from.child.version != sending.opened {
            let (opened, now) = (sending.opened, files.from.child.version);
            return Err(Refusal::Changed { opened, now }.into());
        }
        let apart = kept_apart(&own, &files.from)?;
        let offered = offer(&files.from, &apart, own.unsealing(), &session.house.pack);
        let may: BTreeSet<&Item> = offered.may.iter().map(|one| &one.item).collect();
        for item in &asked.items {
            if !may.contains(item) {
                return Err(Refusal::field(WHAT, "Something you ticked is not moved, or no longer stands here. Look again.").into());
            }
            if is_about_both(&files.from, item, to) {
                return Err(Refusal::field(WHAT, "One of these contacts is about both children already. On the contact, say again whom it is about.").into());
            }
            if let Item::Record { kind, record } = item {
                carry::may(door, Action::MoveRecords, kind, *record)?;
                carry::stands_on(&own, kind, *record, child)?;
            }
        }
        let between = Between {
            from: &files.from.child.record,
            opened: files.from.child.version,
            to: &files.to.child.record,
            plan: files.plan(session),
        };
        let moved = Moved::propose(asked, between, session.house.id(), session.staff.id, session.at)?;
        save(&own, &moved, Version::NONE, "propose_move", Some(&moved.reason))?;
        Ok(moved.id)
    })
}
