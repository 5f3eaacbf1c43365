//! Silence climbs. An agency that was rung or asked and says nothing reaches the rungs of the partnership's ladder by itself: a substitute of the same
//! organisation is asked, whoever convenes is told, and at the last rung the service managers are. It is looked at when
//! each rung would be reached, and after each call.

use domain::access::{Action, Actor, Role, Subject};
use domain::id::Id;
use domain::meeting::{Coming, Invited, Meeting, Who};
use domain::staff::Staff;
use domain::strategy::{Discussion, Stage};
use jiff::{SignedDuration, Timestamp};
use store::{Permit, Stop, WriteDoor, WritePermit, load, save};

use crate::house::House;
use crate::outbox;
use crate::session::Session;

/// The rung at which somebody else of the organisation is asked.
const SUBSTITUTE: &str = "substitute";
/// The rung at which the partnership hears of it.
const PARTNERSHIP: &str = "partnership";

/// Looks at one discussion: whose silence has reached a rung. It is done when that time comes, and does nothing where somebody answered meanwhile.
///
/// # Errors
/// When the store fails.
pub(crate) fn climb(house: &House, discussion: Id<Discussion>) -> Result<(), Stop> {
    let session = house.system();
    house.store.write(&Actor::system(), session.at, "discussion_silence", |door| {
        let permit = door.permit(Action::PrepareDiscussion, Subject::Discussion(discussion))?;
        let Some(known) = load(&permit, discussion)? else { return Ok(()) };
        let to_be_held = matches!(known.record.stage(), Stage::Begun | Stage::Gathering | Stage::Convened);
        if to_be_held && let Some(after) = climb_one(&session, door, &permit, &known.record)? {
            save(&permit, &after, known.version, "discussion_silence", None)?;
        }
        Ok(())
    })
}

/// Has somebody look again at each moment at which a silence that began then would reach a rung.
pub(super) fn look_at_each_rung(
    session: &Session<'_>,
    door: &WriteDoor,
    discussion: Id<Discussion>,
    since: Timestamp,
) -> Result<(), Stop> {
    for climb in &session.house.pack.strategy.climbs {
        let due = since + SignedDuration::from_mins(i64::from(climb.after_minutes));
        outbox::silence_at(session, door, discussion, due)?;
    }
    Ok(())
}

/// The discussion after its agencies' silence has climbed; nothing when none has.
pub(super) fn climb_one(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    discussion: &Discussion,
) -> Result<Option<Discussion>, Stop> {
    let pack = &session.house.pack;
    let mut after = discussion.clone();
    for agency in pack.rung_round() {
        let meeting = discussion.meeting.map(|id| load(permit, id)).transpose()?.flatten();
        let meeting =
            meeting.filter(|known| known.record.ended_at.is_none() && known.record.cancelled.is_none());
        let asked_at = meeting.as_ref().and_then(|known| unanswered(&known.record, agency));
        let Some(rung) = after.newly_reached(agency, asked_at, session.at, pack) else { continue };
        after = after.reached(agency, rung, session.at);
        if rung.code == SUBSTITUTE
            && let Some(meeting) = meeting
            && let Some(replaced) = substituted(permit, &meeting.record, agency, session.at)?
        {
            save(permit, &replaced, meeting.version, "discussion_silence", None)?;
            outbox::invite(session, door, &replaced, replaced.invited.len() - 1, false)?;
        }
        let words = format!(
            "Strategy discussion {}: no answer yet from {}. {}: {}",
            discussion.reference,
            pack.agency_name(agency).to_lowercase(),
            rung.name,
            rung.words
        );
        let by = discussion.convened.as_ref().map_or(discussion.begun_by, |convened| convened.by);
        if by != Actor::system().staff {
            outbox::tell_colleague(session, door, by, &words)?;
        }
        if rung.code == PARTNERSHIP {
            outbox::alert(session, door, Role::ServiceManager, &words)?;
        }
    }
    Ok((after.climbed.len() > discussion.climbed.len()).then_some(after))
}

/// When the invitation was sent that nobody of an agency has answered.
fn unanswered(meeting: &Meeting, agency: &str) -> Option<Timestamp> {
    let theirs = || {
        let asked = meeting.asked().map(|(_, invited)| invited);
        asked.filter(|invited| invited.agency.as_deref() == Some(agency))
    };
    let says = |invited: &Invited| {
        invited.reply.as_ref().is_some_and(|reply| reply.coming != Coming::Cannot) || invited.was_there()
    };
    if theirs().any(says) { None } else { theirs().map(|invited| invited.asked_at).min() }
}

/// The meeting with somebody else of the same organisation asked in the place of whoever says nothing or cannot; nothing when nobody else is there.
fn substituted(
    permit: &Permit<'_>,
    meeting: &Meeting,
    agency: &str,
    now: Timestamp,
) -> Result<Option<Meeting>, Stop> {
    let absent = meeting.asked().find(|(_, invited)| invited.agency.as_deref() == Some(agency));
    let Some((place, absent)) = absent.filter(|(_, invited)| matches!(invited.who, Who::Account(_))) else {
        return Ok(None);
    };
    for person in store::staff::of_agency(permit, agency)? {
        let same = person.organisation.as_deref().unwrap_or_default() == absent.organisation;
        let other: Id<Staff> = person.id;
        if !same || meeting.place_of(other).is_some() {
            continue;
        }
        let other = load(permit, other)?.map(|known| known.record).filter(|staff| staff.active);
        if let Some(other) = other {
            return Ok(Some(meeting.substituted(place, &other, now)?));
        }
    }
    Ok(None)
}
