//! What a conference decided for a child. The plan begins in the child's episode in the same transaction.

use domain::access::{Action, Subject};
use domain::conference::{Conference, HoldAsked};
use domain::episode::Episode;
use domain::id::Id;
use domain::person::Person;
use domain::section47::Settled;
use jiff::civil::Date;
use store::{Permit, Stop, Versioned, load, save};

use super::tell::workers;
use super::unchanged;
use crate::child_in_need;
use crate::section47;
use crate::session::{Sending, Session};

/// Records what a conference decided.
///
/// # Errors
/// When the day cannot be, the child's views or the reasons are missing, a rule of the returns does not allow it, or somebody else changed it.
pub fn hold(
    session: &Session<'_>,
    sending: &Sending,
    conference: Id<Conference>,
    asked: HoldAsked,
) -> Result<(), Stop> {
    session.send(sending, "hold_conference", |door| {
        let house = session.house;
        let permit = door.permit(Action::HoldConference, Subject::record(conference))?;
        let known = unchanged(&permit, conference, sending.opened)?;
        let episode = episode_on(&permit, known.record.child, asked.on)?;
        let (by, at, on) = (session.staff.id, session.at, asked.on);
        let before = episode.as_ref().map(|episode| &episode.record);
        let (after, changed) = known.record.hold(by, asked, before, at, &house.pack, &house.calendar)?;
        save(&permit, &after, known.version, "hold_conference", None)?;
        if let (Some(before), Some(changed)) = (episode, changed)
            && before.record != changed
        {
            save(&permit, &changed, before.version, "hold_conference", None)?;
            if changed.is_on_protection_plan(on) {
                child_in_need::superseded(session, &permit, &changed, on)?;
            }
        }
        section47::conference_tells(session, &permit, after.section47, Some(Settled::Held { on }))?;
        workers(
            session,
            door,
            &permit,
            &after,
            "was held. Read what it decided, and by when the core group meets.",
        )
    })
}

/// The episode of a child that is open on a day.
pub(super) fn episode_on(
    permit: &Permit<'_>,
    child: Id<Person>,
    on: Date,
) -> Result<Option<Versioned<Episode>>, Stop> {
    let episodes = store::episode::of_child(permit, child)?;
    let open = episodes.iter().rev().find(|episode| episode.is_open_on(on));
    Ok(open.map(|episode| load(permit, episode.id)).transpose()?.flatten())
}
