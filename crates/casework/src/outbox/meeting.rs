//! What leaves about meetings: invitations for calendars, and that somebody's copy of the minutes is ready. Both name the meeting by its number and
//! nobody it is about; the minutes themselves never leave by e-mail.

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::id::Id;
use domain::meeting::{CalendarFile, Meeting, Method, Who, calendar_file};
use domain::refusal::Refusal;
use domain::staff::Staff;
use lettre::message::Mailbox;
use store::{Permit, Stop, WriteDoor, load};

use super::message::mailbox;
use super::run::{Outbox, Undone};
use super::{Errand, put};
use crate::session::Session;

/// Sends an invitation to whoever is asked at a place, or says that they are not asked any more.
pub(crate) fn invite(
    session: &Session<'_>,
    door: &WriteDoor,
    meeting: &Meeting,
    place: usize,
    cancel: bool,
) -> Result<(), Stop> {
    let errand = Errand::Invitation { meeting: meeting.id, place, sequence: meeting.sequence, cancel };
    let key = format!("meeting.{}.{place}.{}", meeting.id, meeting.sequence);
    put(door, session.house.id(), key, &errand)
}

/// Says that somebody's copy is ready.
pub(crate) fn minutes_ready(
    session: &Session<'_>,
    door: &WriteDoor,
    meeting: &Meeting,
    place: usize,
) -> Result<(), Stop> {
    let id = session.house.id();
    put(door, id, format!("minutes.{id}"), &Errand::Minutes { meeting: meeting.id, place })
}

impl Outbox {
    pub(super) fn invitation(
        &self,
        key: &str,
        meeting: Id<Meeting>,
        place: usize,
        sequence: u32,
        cancel: bool,
    ) -> Result<(), Undone> {
        let Some((meeting, address, to)) = self.addressed(meeting, place)? else { return Ok(()) };
        // A later change has its own invitation, which says all that this one would.
        let asked = meeting.invited.get(place).is_some_and(|invited| invited.withdrawn.is_none());
        if meeting.sequence > sequence || asked == cancel && meeting.cancelled.is_none() {
            return Ok(());
        }
        let house = &self.house;
        let council = &house.pack.council;
        let link = link(&house.pack.meetings.address, &meeting);
        let about = CalendarFile {
            method: if cancel { Method::Cancel } else { Method::Request },
            council: &council.name,
            organiser: &council.email,
            attendee: Some(&address),
            link: &link,
        };
        let (subject, words) = if cancel {
            (format!("Meeting {}: not for you any more", meeting.reference), called_off(&meeting))
        } else {
            (format!("Meeting {}: you are asked to come", meeting.reference), asked_to(&meeting, &link))
        };
        let mut message = self.message(key, to, subject, words)?;
        message.calendar = Some((about.method.code(), calendar_file(&meeting, &about)));
        self.mailer.send(&message)?;
        Ok(())
    }

    pub(super) fn minutes(&self, key: &str, meeting: Id<Meeting>, place: usize) -> Result<(), Undone> {
        let Some((meeting, _, to)) = self.addressed(meeting, place)? else { return Ok(()) };
        let council = &self.house.pack.council;
        let account =
            meeting.invited.get(place).is_some_and(|invited| matches!(invited.who, Who::Account(_)));
        let link = link(&self.house.pack.meetings.address, &meeting);
        let words = if account && !link.is_empty() {
            format!(
                "Your copy of the minutes of meeting {} is ready. Sign in to read it: {link}",
                meeting.reference
            )
        } else if account {
            format!(
                "Your copy of the minutes of meeting {} is ready. Sign in to Frontdoor to read it.",
                meeting.reference
            )
        } else {
            format!(
                "Your copy of the minutes of meeting {} is ready. Ring {} to have it given to you.",
                meeting.reference, council.duty_phone
            )
        };
        let subject = format!("Meeting {}: your copy of the minutes", meeting.reference);
        self.mailer.send(&self.message(key, to, subject, words)?)?;
        Ok(())
    }

    /// The meeting, and where somebody of it is written to; nothing for somebody without an address, or who left.
    fn addressed(
        &self,
        meeting: Id<Meeting>,
        place: usize,
    ) -> Result<Option<(Meeting, String, Mailbox)>, Undone> {
        let found = self.house.system().read("send_invitation", |door| {
            let permit = door.permit(Action::ReadMeeting, Subject::Meeting(meeting))?;
            let meeting = load(&permit, meeting)?.ok_or(Refusal::NotFound)?.record;
            let Some(invited) = meeting.invited.get(place) else { return Ok(None) };
            let address = match &invited.who {
                Who::Account(staff) => active(&permit, *staff)?.map(|staff| staff.email),
                Who::Guest { email, .. } => {
                    email.as_ref().and_then(|email| email.open(permit.unsealing())).cloned()
                }
            };
            Ok(address.map(|address| (meeting, address)))
        })?;
        let Some((meeting, address)) = found else { return Ok(None) };
        let to = mailbox(None, &address)?;
        Ok(Some((meeting, address, to)))
    }
}

fn active(permit: &Permit<'_>, staff: Id<Staff>) -> Result<Option<Staff>, Stop> {
    Ok(load(permit, staff)?.map(|known| known.record).filter(|staff| staff.active))
}

/// The page of an invitation; empty when the pack does not say where people sign in.
pub(crate) fn link(address: &str, meeting: &Meeting) -> String {
    let address = address.trim_end_matches('/');
    if address.is_empty() { String::new() } else { format!("{address}/meetings/{}/invitation", meeting.id) }
}

fn asked_to(meeting: &Meeting, link: &str) -> String {
    let mut words = format!(
        "You are asked to meeting {} on {}.",
        meeting.reference,
        london::moment_in_words(meeting.starts)
    );
    for (what, where_to) in [("Where", &meeting.place), ("Dial in", &meeting.dial_in)] {
        if !where_to.trim().is_empty() {
            words.push_str(&["\n\n", what, ": ", where_to.trim()].concat());
        }
    }
    words.push_str("\n\nSign in to Frontdoor to say whether you come, and to read what it is about");
    words.push_str(&if link.is_empty() { ".".to_owned() } else { format!(": {link}") });
    words
}

fn called_off(meeting: &Meeting) -> String {
    let when = london::moment_in_words(meeting.starts);
    if meeting.cancelled.is_some() {
        format!("Meeting {} on {when} is called off.", meeting.reference)
    } else {
        format!("You are not asked to meeting {} on {when} any more.", meeting.reference)
    }
}
