//! What people of a story do about meetings.

use std::collections::BTreeMap;
use std::fmt::Write;

use domain::id::Id;
use domain::mash::Handling;
use domain::meeting::{
    ActionAsked, Attended, Coming, Dissent, GapAsked, Meeting, MinutesAsked, Resolution, SaidAsked,
};
use domain::pack::COUNCIL;
use domain::refusal::Refusal;
use domain::staff::Role;
use jiff::Timestamp;
use store::Stop;

use super::act::{self, Act};
use super::does::unknown;
use super::run::{Run, Show};
use super::story::{Step, moment};
use crate::meeting::{self, About, Answering, Planned, Written};
use crate::session::{Sending, Session};

impl Run<'_> {
    /// The version of the meeting a form would have been opened at.
    pub(super) fn opened_meeting(&self, act: &Act) -> Result<u64, Stop> {
        let name = match act {
            Act::Replan(act::Replan { meeting, .. })
            | Act::CallOff(act::CallOff { meeting, .. })
            | Act::Minute(act::Minute { meeting, .. })
            | Act::Sign(act::OfMeeting { meeting })
            | Act::Distribute(act::Distribute { meeting, .. }) => meeting,
            _ => return Ok(0),
        };
        Ok(meeting::view(&self.house.system(), self.meeting(name)?)?.meeting.version.0)
    }

    pub(super) fn meeting_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<(), Stop> {
        match &step.act {
            Act::Meet(meet) => self.meet(session, sending, meet, step.at),
            Act::Replan(replan) => self.replan(session, sending, replan, step.at),
            Act::CallOff(off) => meeting::call_off(session, sending, self.meeting(&off.meeting)?, &off.why),
            Act::AnswerInvitation(answer) => self.answer_invitation(session, sending, answer),
            Act::Minute(minute) => self.minute(session, sending, minute, step.at),
            Act::Sign(of) => meeting::sign(session, sending, self.meeting(&of.meeting)?),
            Act::Distribute(given) => self.distribute(session, sending, given),
            Act::ReadMinutes(of) => self.read_minutes(session, &of.meeting),
            Act::ReadInvitation(of) => {
                let invitation = meeting::invitation(session, self.meeting(&of.meeting)?)?;
                self.shown = Show { words: format!("{invitation:?}"), ..Show::default() };
                Ok(())
            }
            Act::MyMeetings(_) => {
                let (meetings, actions) = (meeting::asked_of_me(session)?, meeting::own_actions(session)?);
                let found = Some(meetings.len());
                self.shown = Show { words: format!("{meetings:?} {actions:?}"), found, layer: None };
                Ok(())
            }
            Act::PublishSlot(slot) => {
                let at = |text: &str| moment(text, step.at).map_err(Refusal::NotNow);
                meeting::publish(session, sending, at(&slot.from)?, at(&slot.until)?)
            }
            Act::MeetingMeasures(_) => {
                let found = meeting::measures(session, Timestamp::UNIX_EPOCH, session.at)?;
                let mut words = String::new();
                for one in found.attending {
                    let agency = one.agency.as_deref().unwrap_or(COUNCIL);
                    let _ = write!(
                        words,
                        "{agency} asked {} came {} sent {} absent {} late {} without a slot {}. ",
                        one.asked, one.came, one.sent, one.absent, one.late, one.had_no_slot
                    );
                }
                for one in found.leaving {
                    let _ = write!(words, "{} held {} in time {}. ", one.kind, one.held, one.in_time);
                }
                self.shown = Show { words, ..Show::default() };
                Ok(())
            }
            _ => self.night_act(session, sending, step),
        }
    }

    pub(super) fn meeting(&self, name: &str) -> Result<Id<Meeting>, Stop> {
        self.meetings.get(name).copied().ok_or_else(|| unknown("meeting", name).into())
    }

    fn standing(&self, name: &str) -> Result<Meeting, Stop> {
        Ok(meeting::view(&self.house.system(), self.meeting(name)?)?.meeting.record)
    }

    /// The place of somebody of the story among those who are asked.
    fn place(&self, meeting: &Meeting, who: &str) -> Result<usize, Stop> {
        let staff = self.member(who)?.id;
        meeting.place_of(staff).ok_or_else(|| unknown("person asked to the meeting", who).into())
    }

    fn meet(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        meet: &act::Meet,
        at: Timestamp,
    ) -> Result<(), Stop> {
        let about = match (&meet.contact, &meet.child) {
            (Some(contact), _) => About::Contact(self.contact(contact)?),
            (None, Some(child)) => About::Child(self.child(child)?),
            (None, None) => return Err(unknown("meeting about", "nothing").into()),
        };
        let people = meet.people.iter().map(|who| self.member(who).map(|staff| staff.id));
        let kind = self.house.pack.meetings.kind(&meet.kind);
        let planned = Planned {
            kind: meet.kind.clone(),
            purpose: meet.purpose.clone(),
            chair: Some(self.member(&meet.chair)?.id),
            minute_taker: meet
                .writes
                .as_ref()
                .map(|who| self.member(who).map(|staff| staff.id))
                .transpose()?,
            starts: moment(&meet.starts, at).map_err(Refusal::NotNow)?,
            lasts_minutes: meet.lasts.unwrap_or(60),
            place: meet.place.clone(),
            dial_in: meet.dial_in.clone(),
            agenda: kind.map(|kind| kind.agenda.clone()).unwrap_or_default(),
            people: people.collect::<Result<_, _>>()?,
            needed: Vec::new(),
            guests: Vec::new(),
            withdrawn: Vec::new(),
            further: None,
        };
        let id = meeting::arrange(session, sending, about, planned)?;
        self.meetings.insert(meet.meeting.clone(), id);
        Ok(())
    }

    fn replan(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        replan: &act::Replan,
        at: Timestamp,
    ) -> Result<(), Stop> {
        let before = self.standing(&replan.meeting)?;
        let people = before.asked().filter_map(|(_, invited)| match invited.who {
            domain::meeting::Who::Account(staff) => Some(staff),
            domain::meeting::Who::Guest { .. } => None,
        });
        let lasts = before.starts.duration_until(before.ends).as_mins();
        let planned = Planned {
            kind: before.kind.clone(),
            purpose: before.purpose.clone(),
            chair: Some(before.chair),
            minute_taker: before.minute_taker,
            starts: moment(&replan.starts, at).map_err(Refusal::NotNow)?,
            lasts_minutes: u16::try_from(lasts).unwrap_or(60),
            place: before.place.clone(),
            dial_in: before.dial_in.clone(),
            agenda: before.agenda.clone(),
            people: people.collect(),
            needed: Vec::new(),
            guests: Vec::new(),
            withdrawn: Vec::new(),
            further: None,
        };
        meeting::replan(session, sending, before.id, planned)
    }

    fn answer_invitation(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        answer: &act::AnswerInvitation,
    ) -> Result<(), Stop> {
        let meeting = self.standing(&answer.meeting)?;
        let substitute = answer.instead.as_ref().map(|who| self.member(who).map(|staff| staff.id));
        let answering = Answering {
            place: meeting.place_of(session.staff.id).unwrap_or(usize::MAX),
            coming: Coming::from_code(&answer.coming),
            words: answer.words.clone(),
            substitute: substitute.transpose()?,
        };
        meeting::answer(session, sending, meeting.id, answering)
    }

    fn minute(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        minute: &act::Minute,
        at: Timestamp,
    ) -> Result<(), Stop> {
        let meeting = self.standing(&minute.meeting)?;
        let minutes = self.minutes(&meeting, minute, at)?;
        meeting::write(session, sending, meeting.id, Written { minutes, told: Vec::new() })
    }

    /// The minutes of a meeting as a step says them.
    pub(super) fn minutes(
        &self,
        meeting: &Meeting,
        minute: &act::Minute,
        at: Timestamp,
    ) -> Result<MinutesAsked, Stop> {
        let mut attendance = BTreeMap::new();
        for (who, how) in &minute.here {
            let (code, words) = how.split_once(": ").unwrap_or((how, ""));
            let how = Attended::from_code(code).ok_or_else(|| unknown("way of being there", code))?;
            attendance.insert(self.place(meeting, who)?, (how, words.to_owned()));
        }
        let said = minute.fact.iter().map(|told| {
            let staff = self.member(&told.by)?;
            Ok(SaidAsked {
                agency: staff.agency.clone(),
                organisation: staff.organisation.clone(),
                by: format!("{}, {}", staff.name, staff.title),
                words: told.words.clone(),
                handling: Handling::from_code(&told.handling),
                origin: None,
            })
        });
        let dissent = minute.dissent.iter().map(|(who, words)| {
            let staff = self.member(who)?;
            let agency = staff.agency.clone().unwrap_or_else(|| COUNCIL.to_owned());
            Ok(Dissent { agency, organisation: staff.organisation.clone(), words: words.clone() })
        });
        let dissent = dissent.collect::<Result<_, Stop>>()?;
        let decision = minute.decision.as_ref().map(|words| Resolution {
            words: words.clone(),
            considered: minute.considered.clone(),
            handling: Handling::Agencies,
            dissent,
        });
        let actions = minute.action.iter().map(|action| {
            Ok(ActionAsked {
                what: action.what.clone(),
                owners: vec![self.member(&action.owner)?.id],
                due: Some(moment(&action.due, at).map_err(Refusal::NotNow)?),
                handling: Handling::Council,
            })
        });
        let added_by = minute.heard_by.as_deref().map(|text| moment(text, at)).transpose();
        let gap = GapAsked { why: minute.why_not_wait.clone(), added_by: added_by.map_err(Refusal::NotNow)? };
        Ok(MinutesAsked {
            attendance,
            came_too: Vec::new(),
            said: said.collect::<Result<_, Stop>>()?,
            decision,
            actions: actions.collect::<Result<_, Stop>>()?,
            next: None,
            gap: Some(gap),
            end: minute.ended,
        })
    }

    fn distribute(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        given: &act::Distribute,
    ) -> Result<(), Stop> {
        let meeting = self.standing(&given.meeting)?;
        let places = given.to.iter().map(|who| self.place(&meeting, who)).collect::<Result<Vec<_>, _>>()?;
        meeting::distribute(session, sending, meeting.id, &places)
    }

    /// An agency reads its own copy, and the calendar's file; the council reads the record.
    fn read_minutes(&mut self, session: &Session<'_>, name: &str) -> Result<(), Stop> {
        let id = self.meeting(name)?;
        let mut words = if session.actor.is(Role::Partner) {
            let own = meeting::own_copy(session, id)?;
            format!("{:?} {:?} {:?}", own.children, own.copy, own.reference)
        } else {
            let view = meeting::view(session, id)?;
            format!("{:?} {:?}", view.children, view.meeting.record)
        };
        words.push_str(&meeting::calendar(session, id)?.1);
        self.shown = Show { words, ..Show::default() };
        Ok(())
    }
}
