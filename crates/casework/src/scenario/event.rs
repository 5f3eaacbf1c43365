//! What people of a story record of significant events.

use std::fmt::Write;

use domain::calendar::london;
use domain::event::{Adult, Event, EventAsked};
use domain::id::Id;
use domain::person::partial_date::PartialDate;
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::Stop;

use super::act::{self, Act};
use super::does::unknown;
use super::run::{Run, Show};
use super::story::{Step, moment};
use crate::event;
use crate::session::{Sending, Session};

impl Run<'_> {
    /// Carries out an act about events; `false` when it is another's.
    pub(super) fn event_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::RecordEvent(said) => {
                let id = event::record(session, sending, self.event_asked(said, step.at)?)?;
                self.events.insert(said.event.clone(), id);
            }
            Act::CorrectEvent(said) => {
                let id = self.event(&said.event)?;
                let asked = self.event_asked(&said.to, step.at)?;
                let sending = self.event_opened(sending, id)?;
                event::correct(session, &sending, id, asked, &said.reason)?;
            }
            Act::EventInError(said) => {
                let id = self.event(&said.event)?;
                event::withdraw(session, &self.event_opened(sending, id)?, id, &said.reason)?;
            }
            Act::ReadEvent(said) => {
                let view = event::view(session, self.event(&said.event)?)?;
                let mut words = String::new();
                let record = &view.event.record;
                let _ = write!(
                    words,
                    "{} {:?} {:?} {:?} {:?}",
                    record.name(&self.house.pack),
                    record.answers,
                    record.marks_in_words(&self.house.pack),
                    view.children,
                    view.adults
                );
                self.shown = Show { words, ..Show::default() };
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    pub(super) fn event(&self, name: &str) -> Result<Id<Event>, Stop> {
        self.events.get(name).copied().ok_or_else(|| unknown("event", name).into())
    }

    fn event_opened(&self, sending: &Sending, event: Id<Event>) -> Result<Sending, Stop> {
        let opened = event::view(&self.house.system(), event)?.event.version.0;
        Ok(Sending { opened, ..sending.clone() })
    }

    fn event_asked(&self, said: &act::RecordEvent, at: Timestamp) -> Result<EventAsked, Stop> {
        let kind =
            self.house.pack.events.kind(&said.kind).ok_or_else(|| unknown("kind of event", &said.kind))?;
        let form = self.house.pack.form(&kind.form).ok_or(Refusal::NotFound)?;
        let posted: Vec<(String, String)> = said.answers.clone().into_iter().collect();
        let read = form.read(&posted);
        if !read.problems.is_empty() {
            return Err(Refusal::Invalid(read.problems).into());
        }
        let time = |text: &Option<String>| {
            text.as_deref().map(|text| moment(text, at)).transpose().map_err(Refusal::NotNow)
        };
        let (happened, moment) = happened(said.happened.as_deref(), at)?;
        let children = said.children.iter().map(|child| self.child(child)).collect::<Result<Vec<_>, _>>()?;
        let known = said.adults.iter().map(|adult| self.child(adult).map(Adult::Known));
        let mut adults = known.collect::<Result<Vec<_>, _>>()?;
        adults.extend(said.named.iter().cloned().map(Adult::Named));
        Ok(EventAsked {
            kind: said.kind.clone(),
            children,
            adults,
            happened,
            moment,
            until: time(&said.until)?,
            known_at: time(&said.known)?,
            from: said.from.clone().unwrap_or_else(|| "ourselves".into()),
            who: said.told_by.clone(),
            unnamed: said.unnamed,
            answers: read.answers,
            further: None,
        })
    }
}

/// When a story says it happened: a moment of the story ("-2h", "-3d", "08:40", "2026-03-04 10:15"), or a date as people know it ("4 3 2026",
/// "October 2025"); now when it says nothing.
fn happened(said: Option<&str>, at: Timestamp) -> Result<(PartialDate, Option<Timestamp>), Refusal> {
    let exact = |moment: Timestamp| (PartialDate::Exact(london::date_of(moment)), Some(moment));
    let Some(said) = said else { return Ok(exact(at)) };
    if let Some(ago) = said.strip_prefix('-') {
        let forward = moment(&format!("+{ago}"), at).map_err(Refusal::NotNow)?;
        return Ok(exact(at - forward.duration_since(at)));
    }
    if said.contains(':') {
        return Ok(exact(moment(said, at).map_err(Refusal::NotNow)?));
    }
    match PartialDate::parse(said) {
        Ok(date) => Ok((date, None)),
        Err(wrong) => Err(Refusal::NotNow(wrong.to_string())),
    }
}
