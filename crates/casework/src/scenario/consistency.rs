//! Steps about referrals, second readings and decisions like this one.

use std::fmt::Write;

use domain::calendar::typed::parse_date;
use domain::id::Id;
use domain::referral::Referral;
use domain::refusal::Refusal;
use domain::second_reading::{AnswerAsked, Moderated, ModerationAsked, SecondReading, Talked, WhyGivenBack};
use jiff::civil::Date;
use store::{Stop, Versioned};

use super::act::{self, Act};
use super::does::unknown;
use super::run::{Run, Show};
use super::story::Step;
use crate::child::{self, Moment, Shown};
use crate::referral::Answer;
use crate::session::{Sending, Session};
use crate::{contact, referral, second_reading, threshold};

impl Run<'_> {
    pub(super) fn consistency_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<(), Stop> {
        match &step.act {
            Act::Accept(accept) => self.accept(session, sending, accept),
            Act::NotAccepted(not) => {
                let found = self.waiting(&not.child)?;
                let answer = if not.new_information {
                    Answer::NewInformation
                } else {
                    Answer::NoFurtherAction { only_advice: not.only_advice }
                };
                self.answer(session, sending, found, answer, &not.rationale)
            }
            Act::Conference(held) => self.conference(session, sending, held),
            Act::ReadSecond(read) => self.read_second(session, sending, read),
            Act::GiveBack(back) => {
                let reading = self.own_reading(session, &back.contact)?;
                let why = WhyGivenBack::from_code(&back.why).ok_or_else(|| unknown("reason", &back.why))?;
                let sending = Sending { opened: reading.version.0, ..sending.clone() };
                second_reading::give_back(session, &sending, reading.record.id, why, String::new())
            }
            Act::Moderate(talk) => self.moderate(session, sending, talk),
            Act::DecisionsLike(like) => {
                let mut words = String::new();
                for like in threshold::decisions_like(session, &like.paragraph, None)? {
                    let open = like.open.map_or_else(
                        || "closed".into(),
                        |open| format!("{} {}", open.reference, open.rationale),
                    );
                    let _ = write!(words, "[level {} {} {open}] ", like.level, like.outcome);
                }
                self.shown = Show { layer: None, words, found: None };
                Ok(())
            }
            Act::Consistency(_) => {
                let report = second_reading::report(session)?;
                let mut words = format!(
                    "answered {} alike {} to talk through {} talked through {} waiting {}. ",
                    report.answers.n(),
                    report.alike,
                    report.waiting_for_talk,
                    report.moderated,
                    report.waiting.waiting
                );
                words.push_str(&report.unweighted.in_words());
                self.shown = Show { layer: None, words, found: None };
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn accept(&self, session: &Session<'_>, sending: &Sending, accept: &act::Accept) -> Result<(), Stop> {
        let found = self.waiting(&accept.child)?;
        let transfer = match (&accept.authority, &accept.notified_on) {
            (Some(authority), Some(day)) => Some((authority.clone(), date(day)?)),
            _ => None,
        };
        let worker = self.member(&accept.worker)?.id;
        let answer =
            Answer::Accept { need: accept.need.clone(), team: accept.team.clone(), worker, transfer };
        self.answer(session, sending, found, answer, &accept.rationale)
    }

    fn answer(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        found: Id<Referral>,
        answer: Answer,
        rationale: &str,
    ) -> Result<(), Stop> {
        let opened = referral::view(session, found)?.referral.version.0;
        let sending = Sending { opened, ..sending.clone() };
        referral::answer(session, &sending, found, answer, rationale.into())
    }

    /// The referral of a child that waits.
    fn waiting(&self, name: &str) -> Result<Id<Referral>, Stop> {
        let child = self.child(name)?;
        let waiting = referral::waiting(&self.house.system())?;
        let found = waiting.into_iter().find(|waiting| waiting.referral.child == child);
        found.map(|found| found.referral.id).ok_or_else(|| unknown("referral that waits of", name).into())
    }

    fn conference(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        held: &act::Conference,
    ) -> Result<(), Stop> {
        let Shown::Content(page) = child::file(&self.house.system(), self.child(&held.child)?, Moment::Now)?
        else {
            return Err(Refusal::NotFound.into());
        };
        let referral = page.file.referrals.last().ok_or(Refusal::NotFound)?.record.id;
        let opened = referral::view(session, referral)?.episode_version.unwrap_or_default();
        let sending = Sending { opened, ..sending.clone() };
        referral::conference_held(session, &sending, referral, date(&held.held_on)?, held.category.clone())
    }

    fn read_second(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        read: &act::ReadSecond,
    ) -> Result<(), Stop> {
        let known = self.own_reading(session, &read.contact)?;
        let reading = second_reading::reading(session, known.record.id)?;
        let asked = AnswerAsked {
            level: read.level,
            paragraph: read.paragraph.clone(),
            also: Vec::new(),
            outcome: read.outcome.clone(),
            reasons: read.reasons.clone(),
            safe: Some(read.not_safe.is_none()),
            not_safe: read.not_safe.clone().unwrap_or_default(),
            further: None,
        };
        let sending = Sending { opened: reading.version, ..sending.clone() };
        second_reading::answer(session, &sending, reading.id, asked)
    }

    /// The reading of a contact that waits for this person.
    fn own_reading(&self, session: &Session<'_>, name: &str) -> Result<Versioned<SecondReading>, Stop> {
        let contact = self.contact(name)?;
        let mine = second_reading::mine(session)?;
        let found = mine.into_iter().find(|known| known.record.of.record() == contact.any());
        found.ok_or_else(|| unknown("second reading for this person of", name).into())
    }

    fn moderate(&self, session: &Session<'_>, sending: &Sending, talk: &act::Moderate) -> Result<(), Stop> {
        let reference =
            contact::view(&self.house.system(), self.contact(&talk.contact)?)?.contact.record.reference;
        let waiting = second_reading::report(session)?.to_moderate;
        let found = waiting.into_iter().find(|row| row.reference.as_ref() == Some(&reference));
        let id = found.ok_or_else(|| unknown("disagreement about", &talk.contact))?.answered.id;
        let opened = second_reading::both(session, id)?.reading.version.0;
        let asked = ModerationAsked {
            talked: if talk.talked == "both" { Talked::Both } else { Talked::Third },
            found: Moderated::from_code(&talk.found).ok_or_else(|| unknown("finding", &talk.found))?,
            learnt: talk.learnt.clone(),
            document: talk.document.clone(),
        };
        second_reading::moderate(session, &Sending { opened, ..sending.clone() }, id, asked)
    }
}

fn date(text: &str) -> Result<Date, Refusal> {
    parse_date(text).map_err(|wrong| Refusal::NotNow(wrong.to_string()))
}
