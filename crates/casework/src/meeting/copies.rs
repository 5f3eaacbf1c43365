//! The minutes, one copy for each reader: seen beforehand as the reader will see them, given, and read by the agency itself.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::meeting::{Given, Invited, Meeting, MeetingCopy, Reader, Who};
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;
use store::{Permit, Stop, load, save};

use super::invitation::has_copy;
use super::secrets::Secrets;
use super::view::{children, of};
use super::{MeetingView, standing, unchanged};
use crate::outbox;
use crate::session::{Sending, Session};
use crate::staff::Names;

/// Somebody's copy before they get it.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// Their place among the invited.
    pub place: usize,
    /// Who.
    pub invited: Invited,
    /// The copy.
    pub copy: MeetingCopy,
    /// The words for a reader who stands outside a restricted child's circle: they get none.
    pub closed: Option<String>,
    /// When they last got it.
    pub given: Option<Given>,
}

/// An agency's own copy.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnCopy {
    /// The number people say.
    pub reference: String,
    /// The code of the kind.
    pub kind: String,
    /// When the meeting began.
    pub starts: Timestamp,
    /// The children it was about.
    pub children: Vec<String>,
    /// The copy.
    pub copy: MeetingCopy,
    /// Who chaired, and owns what.
    pub names: Names,
    /// Who chaired.
    pub chair: Id<Staff>,
    /// When it was signed.
    pub signed_at: Option<Timestamp>,
}

/// Everybody's copy, as each will see it.
///
/// # Errors
/// When the person may not distribute the minutes.
pub fn previews(session: &Session<'_>, meeting: Id<Meeting>) -> Result<(MeetingView, Vec<Preview>), Stop> {
    session.read("copies of minutes", |door| {
        let permit = door.permit(Action::DistributeMinutes, Subject::Meeting(meeting))?;
        let view = of(session, door, &permit, meeting)?;
        let secrets = Secrets::of_meeting(&permit, &view.meeting.record)?;
        let places: Vec<usize> = view.meeting.record.asked().map(|(place, _)| place).collect();
        let copies = places.into_iter().map(|place| composed(&permit, &view.meeting.record, &secrets, place));
        let copies = copies.collect::<Result<Vec<_>, Stop>>()?;
        Ok((view, copies))
    })
}

/// One reader's copy, as they will see it.
///
/// # Errors
/// When the person may not read the meeting, or nobody is asked at this place.
pub fn preview(
    session: &Session<'_>,
    meeting: Id<Meeting>,
    place: usize,
) -> Result<(MeetingView, Preview), Stop> {
    session.read("copy of minutes as its reader sees it", |door| {
        let permit = door.permit(Action::ReadMeeting, Subject::Meeting(meeting))?;
        let view = of(session, door, &permit, meeting)?;
        let secrets = Secrets::of_meeting(&permit, &view.meeting.record)?;
        let copy = composed(&permit, &view.meeting.record, &secrets, place)?;
        Ok((view, copy))
    })
}

/// What the family may be told.
///
/// # Errors
/// When the person may not read the meeting.
pub fn family_copy(session: &Session<'_>, meeting: Id<Meeting>) -> Result<(MeetingView, MeetingCopy), Stop> {
    session.read("what the family may be told of a meeting", |door| {
        let permit = door.permit(Action::ReadMeeting, Subject::Meeting(meeting))?;
        let view = of(session, door, &permit, meeting)?;
        let secrets = Secrets::of_meeting(&permit, &view.meeting.record)?;
        let copy = view.meeting.record.copy_for(&Reader::Family, &secrets.protected);
        Ok((view, copy))
    })
}

/// The copy of the viewer's own agency, composed now.
///
/// # Errors
/// When it was not given to them, is being put right, or their access has ended.
pub fn own_copy(session: &Session<'_>, id: Id<Meeting>) -> Result<OwnCopy, Stop> {
    session.read("own copy of minutes", |door| {
        let permit = door.permit(Action::ReadOwnCopy, Subject::Meeting(id))?;
        let meeting = standing(&permit, id)?.record;
        if !has_copy(session, &meeting) {
            let words = "Your copy of these minutes is not ready. You get an e-mail when it is.";
            return Err(Refusal::NotNow(words.into()).into());
        }
        let secrets = Secrets::of_meeting(&permit, &meeting)?;
        let reader = Reader::Agency {
            agency: session.staff.agency.clone().ok_or(Refusal::NotFound)?,
            organisation: session.staff.organisation.clone(),
        };
        let copy = meeting.copy_for(&reader, &secrets.protected);
        let owners = copy.actions.iter().map(|action| action.what.owner);
        Ok(OwnCopy {
            names: Names::of(&permit, owners.chain([meeting.chair]))?,
            children: children(&permit, &meeting)?.into_iter().map(|(_, name)| name).collect(),
            reference: meeting.reference,
            kind: meeting.kind,
            starts: meeting.starts,
            chair: meeting.chair,
            signed_at: meeting.signed.map(|(_, at)| at),
            copy,
        })
    })
}

/// Gives copies to those at these places: they are told that it is ready, and the record keeps who got what when.
///
/// # Errors
/// When the minutes are not signed, nobody is chosen, or somebody stands outside a restricted child's circle.
pub fn distribute(
    session: &Session<'_>,
    sending: &Sending,
    meeting: Id<Meeting>,
    places: &[usize],
) -> Result<(), Stop> {
    session.send(sending, "distribute_minutes", |door| {
        let permit = door.permit(Action::DistributeMinutes, Subject::Meeting(meeting))?;
        let known = unchanged(&permit, meeting, sending.opened)?;
        let secrets = Secrets::of_meeting(&permit, &known.record)?;
        for place in places {
            let invited = known.record.invited.get(*place).ok_or(Refusal::NotFound)?;
            if let Some(words) = closed(&permit, &known.record, invited)? {
                let words = format!("{} gets no copy. {words}", invited.name);
                return Err(Refusal::field("place", words).into());
            }
        }
        let house = session.house;
        let (by, now) = (session.staff.id, session.at);
        let after =
            known.record.distributed(places, &secrets.protected, by, now, &house.pack, &house.calendar)?;
        save(&permit, &after, known.version, "distribute_minutes", None)?;
        for place in places {
            outbox::minutes_ready(session, door, &after, *place)?;
        }
        Ok(())
    })
}

fn composed(
    permit: &Permit<'_>,
    meeting: &Meeting,
    secrets: &Secrets,
    place: usize,
) -> Result<Preview, Stop> {
    let invited = meeting.invited.get(place).filter(|invited| invited.withdrawn.is_none());
    let invited = invited.cloned().ok_or(Refusal::NotFound)?;
    Ok(Preview {
        place,
        copy: meeting.copy_for(&invited.reader(), &secrets.protected),
        closed: closed(permit, meeting, &invited)?,
        given: meeting.given_to(place).cloned(),
        invited,
    })
}

/// Whom to ring, for a reader who stands outside the circle of one of the children. A guest stands in no circle.
fn closed(permit: &Permit<'_>, meeting: &Meeting, invited: &Invited) -> Result<Option<String>, Stop> {
    let mut people: Vec<Id<Person>> = meeting.children.clone();
    if let Some(contact) = meeting.contact.map(|contact| load(permit, contact)).transpose()?.flatten() {
        people.extend(contact.record.people());
    }
    for child in store::read_as_one::with_all(permit, people)? {
        let Some(person) = load(permit, child)? else { continue };
        let Some(circle) = &person.record.restriction else { continue };
        let inside = match invited.who {
            Who::Account(staff) => circle.circle.contains(&staff),
            Who::Guest { .. } => false,
        };
        if !inside {
            return Ok(Some(format!("Restricted: ring {}.", circle.ring)));
        }
    }
    Ok(None)
}
