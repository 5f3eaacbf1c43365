//! An invitation as whoever is asked sees it, and their answer. What the meeting is about is shown to those who may know it: somebody outside the
//! circle of a restricted child sees when and where, and whom to ring.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::meeting::{Coming, Meeting, Stage};
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;
use store::staff::OfAgency;
use store::{Door, Permit, Stop, load, save};

use super::view::children;
use super::{standing, unchanged};
use crate::outbox;
use crate::session::{Sending, Session};

/// An invitation.
#[derive(Debug, Clone, PartialEq)]
pub struct Invitation {
    /// The meeting.
    pub meeting: Id<Meeting>,
    /// The version it was read at.
    pub version: u64,
    /// The number people say.
    pub reference: String,
    /// The code of its kind.
    pub kind: String,
    /// When it begins.
    pub starts: Timestamp,
    /// When it is planned to end.
    pub ends: Timestamp,
    /// Where.
    pub place: String,
    /// How to dial in.
    pub dial_in: String,
    /// Where it stands.
    pub stage: Stage,
    /// What it is about; nothing for somebody who may not know.
    pub about: Option<AboutIt>,
    /// The words for somebody who may not know what it is about.
    pub closed: Option<String>,
    /// Those of the viewer's own organisation who are asked, the viewer first.
    pub ours: Vec<Ours>,
    /// Colleagues who could come instead.
    pub colleagues: Vec<OfAgency>,
    /// Whether the viewer's copy of the minutes is there to be read.
    pub copy_ready: bool,
}

/// What a meeting is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutIt {
    /// Why these people meet.
    pub purpose: String,
    /// The children.
    pub children: Vec<String>,
    /// What is to be talked about.
    pub agenda: Vec<String>,
    /// Who else is asked: name, agency, organisation.
    pub others: Vec<(String, Option<String>, String)>,
    /// Why it was called off, if it was.
    pub called_off: Option<String>,
}

/// Somebody of the viewer's own organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ours {
    /// Their place among the invited.
    pub place: usize,
    /// Their name.
    pub name: String,
    /// Whether it is the viewer.
    pub me: bool,
    /// By when they answer.
    pub answer_by: Timestamp,
    /// What they answered, in which words.
    pub reply: Option<(Coming, String)>,
}

/// An answer as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answering {
    /// For whom: a place among the invited.
    pub place: usize,
    /// What.
    pub coming: Option<Coming>,
    /// Why not, or what else.
    pub words: String,
    /// Who comes instead.
    pub substitute: Option<Id<Staff>>,
}

/// The invitation of the viewer, or of their organisation.
///
/// # Errors
/// When neither is asked, or the agencies' access has ended.
pub fn invitation(session: &Session<'_>, id: Id<Meeting>) -> Result<Invitation, Stop> {
    session.read("invitation to a meeting", |door| {
        let permit = door.permit(Action::ReadInvitation, Subject::Meeting(id))?;
        let known = standing(&permit, id)?;
        let meeting = &known.record;
        let (about, closed) = about(session, door, meeting)?;
        let colleagues = match &session.staff.agency {
            Some(agency) => store::staff::of_agency(&permit, agency)?,
            None => Vec::new(),
        };
        let asked = |colleague: &OfAgency| meeting.place_of(colleague.id).is_some();
        let ours = |colleague: &OfAgency| {
            colleague.organisation.as_deref().unwrap_or_default() == session.staff.organisation
        };
        Ok(Invitation {
            meeting: id,
            version: known.version.0,
            reference: meeting.reference.clone(),
            kind: meeting.kind.clone(),
            starts: meeting.starts,
            ends: meeting.ends,
            place: meeting.place.clone(),
            dial_in: meeting.dial_in.clone(),
            stage: meeting.stage(),
            copy_ready: closed.is_none() && has_copy(session, meeting),
            about,
            closed,
            ours: ours_of(session, meeting),
            colleagues: colleagues.into_iter().filter(|one| ours(one) && !asked(one)).collect(),
        })
    })
}

/// Whether the viewer's organisation was given its copy and can read it now.
pub(super) fn has_copy(session: &Session<'_>, meeting: &Meeting) -> bool {
    meeting.signed.is_some()
        && ours_of(session, meeting).iter().any(|ours| meeting.given_to(ours.place).is_some())
}

/// The places of the viewer's own organisation: for the council's people only their own.
pub(super) fn ours_of(session: &Session<'_>, meeting: &Meeting) -> Vec<Ours> {
    let staff = &session.staff;
    let mine = meeting.place_of(staff.id);
    let mut ours: Vec<Ours> = meeting
        .asked()
        .filter(|(place, invited)| {
            Some(*place) == mine
                || staff.agency.as_ref().is_some_and(|agency| invited.is_of(agency, &staff.organisation))
        })
        .map(|(place, invited)| Ours {
            place,
            name: invited.name.clone(),
            me: Some(place) == mine,
            answer_by: invited.answer_by,
            reply: invited.reply.as_ref().map(|reply| (reply.coming, reply.words.clone())),
        })
        .collect();
    ours.sort_by_key(|one| !one.me);
    ours
}

type MayKnow = (Option<AboutIt>, Option<String>);

fn about(session: &Session<'_>, door: &Door, meeting: &Meeting) -> Result<MayKnow, Stop> {
    let action = if session.staff.agency.is_some() { Action::ReadOwnCopy } else { Action::ReadMeeting };
    let permit = match door.permit(action, Subject::Meeting(meeting.id)) {
        Ok(permit) => permit,
        Err(Stop::Refusal(refusal)) => return Ok((None, Some(refusal.to_string()))),
        Err(stop) => return Err(stop),
    };
    let others = meeting
        .asked()
        .map(|(_, invited)| (invited.name.clone(), invited.agency.clone(), invited.organisation.clone()));
    let about = AboutIt {
        purpose: meeting.purpose.clone(),
        children: children(&permit, meeting)?.into_iter().map(|(_, name)| name).collect(),
        agenda: meeting.agenda.clone(),
        others: others.collect(),
        called_off: meeting.cancelled.as_ref().map(|(_, _, why)| why.clone()),
    };
    Ok((Some(about), None))
}

/// Answers an invitation of one's own, or of a colleague of the same organisation.
///
/// # Errors
/// When the meeting is over, "cannot" has no reason, or the place is somebody else's.
pub fn answer(
    session: &Session<'_>,
    sending: &Sending,
    meeting: Id<Meeting>,
    answering: Answering,
) -> Result<(), Stop> {
    session.send(sending, "answer_invitation", |door| {
        let permit = door.permit(Action::ReadInvitation, Subject::Meeting(meeting))?;
        let known = standing(&permit, meeting)?;
        if !ours_of(session, &known.record).iter().any(|ours| ours.place == answering.place) {
            return Err(Refusal::NotFound.into());
        }
        let before = known.record.invited.len();
        let after = answered(session, &permit, &known.record, answering)?;
        save(&permit, &after, known.version, "answer_invitation", None)?;
        for place in before..after.invited.len() {
            outbox::invite(session, door, &after, place, false)?;
        }
        Ok(())
    })
}

/// Writes down what somebody answered by telephone, for whoever has no account or did not sign in.
///
/// # Errors
/// As [`answer`]; and when somebody else changed the meeting.
pub fn answer_for(
    session: &Session<'_>,
    sending: &Sending,
    meeting: Id<Meeting>,
    answering: Answering,
) -> Result<(), Stop> {
    session.send(sending, "answer_invitation_for", |door| {
        let permit = door.permit(Action::ArrangeMeeting, Subject::Meeting(meeting))?;
        let known = unchanged(&permit, meeting, sending.opened)?;
        let before = known.record.invited.len();
        let after = answered(session, &permit, &known.record, answering)?;
        save(&permit, &after, known.version, "answer_invitation_for", None)?;
        for place in before..after.invited.len() {
            outbox::invite(session, door, &after, place, false)?;
        }
        Ok(())
    })
}

fn answered(
    session: &Session<'_>,
    permit: &Permit<'_>,
    meeting: &Meeting,
    Answering { place, coming, words, substitute }: Answering,
) -> Result<Meeting, Stop> {
    let coming = coming.ok_or_else(|| Refusal::field("coming", "Say whether you come."))?;
    let after = meeting.answered(place, coming, &words, session.staff.id, session.at)?;
    let Some(other) = substitute else { return Ok(after) };
    let other = load(permit, other)?.map(|known| known.record).filter(|staff| staff.active);
    let other = other.ok_or_else(|| Refusal::field("substitute", "Choose somebody of your organisation."))?;
    Ok(after.substituted(place, &other, session.at)?)
}
