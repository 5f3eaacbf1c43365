//! Preparing a discussion: what is known, item by item, and the ring-round.

use domain::access::{Action, Subject};
use domain::contact::Contact;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::{Problem, Refusal};
use domain::strategy::{Discussion, InformedAsked, RingAsked};
use store::{Permit, Stop, WriteDoor, save};

use super::climb::{climb_one, look_at_each_rung};
use super::unchanged;
use crate::meeting::Secrets;
use crate::session::{Sending, Session};

/// Says what is known, asked, unknown or not applicable. Items that are not sent stay as they are.
///
/// # Errors
/// When an item is typed by halves, a protected address stands in it, or somebody else changed the discussion.
pub fn inform(
    session: &Session<'_>,
    sending: &Sending,
    discussion: Id<Discussion>,
    asked: InformedAsked,
) -> Result<(), Stop> {
    session.send(sending, "inform_discussion", |door| {
        let permit = door.permit(Action::PrepareDiscussion, Subject::Discussion(discussion))?;
        let known = unchanged(&permit, discussion, sending.opened)?;
        let typed = asked.iter().flat_map(|item| {
            [
                (format!("item-{}-words", item.code), item.words.as_str()),
                (format!("item-{}-source", item.code), item.source.as_str()),
            ]
        });
        no_protected_address(&permit, &known.record.children, known.record.contact, typed.collect())?;
        let pack = &session.house.pack;
        let after = known.record.informed(asked, session.staff.id, session.at, pack)?;
        save(&permit, &after, known.version, "inform_discussion", None)?;
        Ok(())
    })
}

/// Writes down a try to reach an agency. Where its silence has reached the rung, a substitute is asked and whoever must know is told.
///
/// # Errors
/// When it does not say whom and what came of it, or somebody else changed the discussion.
pub fn ring(
    session: &Session<'_>,
    sending: &Sending,
    discussion: Id<Discussion>,
    asked: RingAsked,
) -> Result<(), Stop> {
    session.send(sending, "ring_agency", |door: &WriteDoor| {
        let permit = door.permit(Action::PrepareDiscussion, Subject::Discussion(discussion))?;
        let known = unchanged(&permit, discussion, sending.opened)?;
        let pack = &session.house.pack;
        let rung = known.record.rung(asked, session.staff.id, session.at, pack)?;
        let silent = rung.rings.last().and_then(|last| rung.silent_since(&last.agency));
        let after = climb_one(session, door, &permit, &rung)?.unwrap_or(rung);
        if let Some(since) = silent {
            look_at_each_rung(session, door, discussion, since)?;
        }
        save(&permit, &after, known.version, "ring_agency", None)?;
        Ok(())
    })
}

/// A discussion is read by more people than a protected address: it says that there is one and never which.
pub(super) fn no_protected_address(
    permit: &Permit<'_>,
    children: &[Id<Person>],
    contact: Option<Id<Contact>>,
    typed: Vec<(String, &str)>,
) -> Result<(), Stop> {
    let secrets = Secrets::around(permit, children, contact)?;
    let found = typed.into_iter().filter(|(_, words)| domain::meeting::holds_any(words, &secrets.protected));
    let problems: Vec<Problem> = found
        .map(|(field, _)| {
            Problem::new(
                field,
                "A protected address stands here. Write “at the protected address” and not the address.",
            )
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}
