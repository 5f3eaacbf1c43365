//! Who stays allocated once a child is closed: nobody, when nothing is left to do. While somebody on the list is still to be told, or a step down waits to be
//! accepted, whoever was allocated goes on and can read the record, unless the manager hands it to a colleague. An allocation ends at the end of the day. None
//! ends while the child is open again on a later referral.

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::closure::Closure;
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::{SignedDuration, Timestamp};
use store::{Permit, Stop, Version, WriteDoor, WritePermit, load, save};

use crate::session::Session;

/// What a colleague is allocated for, who takes over what is left.
const ROLE: &str = "tells those around the child that support ended";

/// Ends the allocations of a child whose closing is done.
pub(super) fn end_when_done(
    session: &Session<'_>,
    door: &WriteDoor,
    closure: &Closure,
    action: Action,
) -> Result<(), Stop> {
    if !closure.is_done() {
        return Ok(());
    }
    let permit = door.permit(action, Subject::Child(closure.child))?;
    end_all(session, &permit, closure.child)
}

/// Hands what is left to a colleague: whoever was allocated ends.
pub(super) fn hand_over(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    child: Id<Person>,
    to: Id<Staff>,
) -> Result<(), Stop> {
    let can_sign_in = store::staff::colleagues(permit)?.iter().any(|colleague| colleague.id == to);
    let colleague = load::<Staff>(permit, to)?.filter(|_| can_sign_in);
    let colleague =
        colleague.ok_or_else(|| Refusal::field("hand_to", "Choose a colleague who can sign in."))?;
    let Some(team) = colleague.record.teams.first().cloned() else {
        return Err(Refusal::field("hand_to", "Choose a colleague who belongs to a team.").into());
    };
    end_all(session, permit, child)?;
    let involvement = Involvement {
        id: session.house.id(),
        child,
        who: Involved::Worker { staff: to, team },
        role: ROLE.into(),
        from: session.at,
        until: None,
        reason: None,
    };
    save(permit, &involvement, Version::NONE, "hand_over_closed", None)?;
    Ok(())
}

fn end_all(session: &Session<'_>, permit: &WritePermit<'_>, child: Id<Person>) -> Result<(), Stop> {
    if is_open(permit, child)? {
        return Ok(());
    }
    let until = end_of_day(session.at);
    for known in store::involvement::versioned_of_child(permit, child)? {
        let holds = known.record.until.is_none() && known.record.worker().is_some();
        if holds {
            let ended = Involvement { until: Some(until), ..known.record };
            save(permit, &ended, known.version, "end_allocation_of_closed", None)?;
        }
    }
    Ok(())
}

/// The last second of the day: whoever ends finishes their day on the record, and sees the page that they were sent back to.
fn end_of_day(at: Timestamp) -> Timestamp {
    let next = london::date_of(at).tomorrow().map(london::start_of);
    next.map_or(at, |next| next.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(at))
}

/// Whether the child is open, on this referral or a later one.
fn is_open(permit: &Permit<'_>, child: Id<Person>) -> Result<bool, Stop> {
    let episodes = store::episode::of_child(permit, child)?;
    Ok(episodes.iter().any(|episode| episode.closed_on.is_none() && !episode.no_further_action))
}

/// Who is allocated to a child, with in what capacity.
pub(super) fn allocated(
    session: &Session<'_>,
    permit: &Permit<'_>,
    child: Id<Person>,
) -> Result<Vec<(Id<Staff>, String)>, Stop> {
    let involved = store::involvement::of_child(permit, child)?.into_iter();
    let held = involved.filter(|held| held.holds_at(session.at));
    Ok(held.filter_map(|held| Some((held.worker()?, held.role))).collect())
}
