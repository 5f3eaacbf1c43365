//! Steps about audits, calibrations and practice development.

use std::fmt::Write;

use domain::access::sees_audits;
use domain::audit::{ActionAsked, Audit, Draw, GradingAsked, Judgement, Moved, SampleAsked};
use domain::calendar::typed::parse_date;
use domain::calibration::{Calibration, CalibrationAsked};
use domain::id::Id;
use domain::practice_development::{PracticeSession, SessionAsked};
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::civil::Date;
use store::Stop;

use super::act::{self, Act};
use super::does::unknown;
use super::run::{Run, Show};
use super::story::Step;
use crate::audit::AuditView;
use crate::session::{Sending, Session};
use crate::{audit, calibration, practice_development, quality};

fn day(text: &str) -> Result<Date, Refusal> {
    parse_date(text).map_err(|wrong| Refusal::NotNow(wrong.to_string()))
}

impl<'s> Run<'s> {
    /// Carries out a step about audits; whether it was one.
    pub(super) fn audit_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        let named = self.in_part(&step.act)?;
        let session = named.as_ref().unwrap_or(session);
        match &step.act {
            Act::DrawSample(asked) => self.draw_sample(session, sending, asked)?,
            Act::GradeAudit(asked) => {
                let id = self.audit(&asked.contact)?;
                audit::grade(session, sending, id, self.grading(asked)?)?;
            }
            Act::ModerateAudit(to) => {
                let (domain, grade, why) = (to.domain.clone(), to.grade.clone(), to.why.clone());
                let moved = [Moved { domain, grade, why }];
                audit::moderate(session, &self.at(sending, &to.contact)?, self.audit(&to.contact)?, &moved)?;
            }
            Act::HearInAudit(said) => {
                let words = (said.words.clone(), said.why_not.clone());
                let id = self.audit(&said.contact)?;
                audit::hear(session, &self.at(sending, &said.contact)?, id, said.of.clone(), words, None)?;
            }
            Act::SetAuditAction(asked) => self.set_action(session, sending, asked)?,
            Act::LookAtAction(looked) => {
                let id = (self.audit(&looked.contact)?, 0);
                let saw = (looked.closed, looked.words.clone());
                audit::look_at_action(session, &self.at(sending, &looked.contact)?, id, saw)?;
            }
            Act::ReadAudit(of) => {
                let view = audit::view(session, self.audit(&of.contact)?)?;
                self.shown = Show { layer: None, words: self.audit_words(&view), found: None };
            }
            Act::MyAudits(_) => {
                let mine = audit::mine(session)?;
                let words = format!("to grade {} actions {}", mine.to_grade.len(), mine.actions.len());
                self.shown = Show { layer: None, words, found: Some(mine.to_grade.len()) };
            }
            Act::Quality(_) => {
                let words = quality_words(&quality::quality(session)?);
                self.shown = Show { layer: None, words, found: None };
            }
            _ => {
                return Ok(self.audit_words_act(session, sending, step)?
                    || self.calibration_act(session, sending, step)?);
            }
        }
        Ok(true)
    }

    /// What is said about an audit.
    fn audit_words_act(&self, session: &Session<'_>, sending: &Sending, step: &Step) -> Result<bool, Stop> {
        match &step.act {
            Act::GiveAuditBack(of) => {
                audit::give_back(session, sending, self.audit(&of.contact)?, of.words.clone())?;
            }
            Act::ReplyAudit(of) => {
                audit::reply(
                    session,
                    &self.at(sending, &of.contact)?,
                    self.audit(&of.contact)?,
                    of.words.clone(),
                )?;
            }
            Act::AlarmAudit(of) => {
                audit::alarm(
                    session,
                    &self.at(sending, &of.contact)?,
                    self.audit(&of.contact)?,
                    of.words.clone(),
                )?;
            }
            Act::AnswerAlarm(of) => {
                let id = (self.audit(&of.contact)?, 0);
                audit::answer_alarm(session, &self.at(sending, &of.contact)?, id, of.words.clone())?;
            }
            Act::AuditActionDone(of) => {
                let id = (self.audit(&of.contact)?, 0);
                audit::action_done(session, &self.at(sending, &of.contact)?, id, of.words.clone())?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Whoever has a part in an audit, which the lot gave them: its first or second auditor, or the third who audits and had no part in the work.
    fn in_part(&self, act: &Act) -> Result<Option<Session<'s>>, Stop> {
        let (contact, part) = match act {
            Act::GradeAudit(act::GradeAudit { contact, part, .. })
            | Act::GiveAuditBack(act::AuditWords { contact, part, .. })
            | Act::ReplyAudit(act::AuditWords { contact, part, .. })
            | Act::AlarmAudit(act::AuditWords { contact, part, .. })
            | Act::AnswerAlarm(act::AuditWords { contact, part, .. })
            | Act::AuditActionDone(act::AuditWords { contact, part, .. })
            | Act::ModerateAudit(act::ModerateAudit { contact, part, .. })
            | Act::HearInAudit(act::HearInAudit { contact, part, .. })
            | Act::SetAuditAction(act::SetAuditAction { contact, part, .. })
            | Act::LookAtAction(act::LookAtAction { contact, part, .. })
            | Act::ReadAudit(act::OfAudit { contact, part }) => (contact, part.as_str()),
            _ => return Ok(None),
        };
        if part.is_empty() {
            return Ok(None);
        }
        let audit = audit::view(&self.house.system(), self.audit(contact)?)?.audit.record;
        let found = match part {
            "first" => audit.auditors.first().copied(),
            "second" => audit.auditors.get(1).copied(),
            _ => {
                let audits = |staff: &&Staff| staff.roles.iter().any(|role| sees_audits(*role));
                let free = |staff: &&Staff| {
                    !audit.auditors.contains(&staff.id) && !audit.of.had_a_part.contains(&staff.id)
                };
                self.staff.values().filter(audits).find(free).map(|staff| staff.id)
            }
        };
        let staff = self.staff.values().find(|staff| Some(staff.id) == found).cloned();
        Ok(Some(self.house.session(staff.ok_or_else(|| unknown("auditor", part))?)))
    }

    fn calibration_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::SetCalibration(asked) => {
                let text =
                    |text: &act::InventedText| (text.title.clone(), text.words.clone(), text.points.clone());
                let asked_for = CalibrationAsked {
                    title: asked.title.clone(),
                    texts: asked.text.iter().map(text).collect(),
                    domains: asked.domains.clone(),
                    closes_on: Some(day(&asked.closes_on)?),
                    invented: !asked.real,
                    further: None,
                };
                let id = calibration::set(session, sending, asked_for)?;
                self.calibrations.insert(asked.calibration.clone(), id);
            }
            Act::GradeCalibration(graded) => {
                let id = self.calibration(&graded.calibration)?;
                let view = calibration::view(session, id)?;
                let opened = view.own.as_ref().map_or(0, |own| own.version.0);
                let text = |grades: &Vec<String>| {
                    let domains = view.calibration.domains.iter().cloned();
                    (domains.zip(grades.iter().cloned()).collect(), graded.saw.clone())
                };
                let texts = graded.grades.iter().map(text).collect();
                calibration::grade(session, &Sending { opened, ..sending.clone() }, id, texts, None)?;
            }
            Act::LookBack(back) => {
                let id = self.calibration(&back.calibration)?;
                let opened = calibration::view(session, id)?.own.map_or(0, |own| own.version.0);
                let missed = back.missed.iter().copied().collect();
                calibration::look_back(session, &Sending { opened, ..sending.clone() }, id, missed)?;
            }
            Act::SeeCalibration(of) => {
                let view = calibration::view(session, self.calibration(&of.calibration)?)?;
                self.shown = Show { layer: None, words: calibration_words(&view), found: None };
            }
            Act::CalibrationSums(_) => {
                let mut words = String::new();
                for (calibration, sums) in calibration::in_sum(session)? {
                    let sums =
                        sums.map_or_else(|| "nothing".into(), |sums| format!("{} people", sums.people));
                    let _ = write!(words, "{}: {sums}. ", calibration.title);
                }
                self.shown = Show { layer: None, words, found: None };
            }
            _ => return self.practice_act(session, sending, step),
        }
        Ok(true)
    }

    fn practice_act(&mut self, session: &Session<'_>, sending: &Sending, step: &Step) -> Result<bool, Stop> {
        match &step.act {
            Act::PracticeHeld(held) => self.practice(session, sending, held)?,
            Act::SeePractice(of) => {
                let id = self.practice_sessions.get(&of.session).copied();
                let view =
                    practice_development::view(session, id.ok_or_else(|| unknown("session", &of.session))?)?;
                let words = format!(
                    "before {} after {}{}",
                    view.before.2.in_words(),
                    view.after.2.in_words(),
                    if view.runs { " runs" } else { "" }
                );
                self.shown = Show { layer: None, words, found: None };
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The newest audit of a contact's decision.
    fn audit(&self, contact: &str) -> Result<Id<Audit>, Stop> {
        let (record, system) = (self.contact(contact)?.any(), self.house.system());
        let mut found: Option<(jiff::Timestamp, Id<Audit>)> = None;
        for listed in audit::visible(&system)? {
            let known = audit::view(&system, listed.id)?.audit.record;
            let drawn = (known.clock.started, known.id);
            if known.of.record == record && found.is_none_or(|found| found < drawn) {
                found = Some(drawn);
            }
        }
        found.map(|(_, id)| id).ok_or_else(|| unknown("audit of", contact).into())
    }

    /// A form opened at the audit as it stands.
    fn at(&self, sending: &Sending, contact: &str) -> Result<Sending, Stop> {
        let opened = audit::view(&self.house.system(), self.audit(contact)?)?.audit.version.0;
        Ok(Sending { opened, ..sending.clone() })
    }

    fn draw_sample(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        asked: &act::DrawSample,
    ) -> Result<(), Stop> {
        let before =
            if asked.again { audit::samples(session)?.first().map(|sample| sample.id) } else { None };
        let asked = SampleAsked {
            draw: Draw::from_code(&asked.draw),
            theme: asked.theme.clone(),
            from: Some(day(&asked.from)?),
            until: Some(day(&asked.until)?),
            many: Some(asked.many),
            why: asked.why.clone(),
            follows: before,
        };
        let page = audit::sample(session, audit::draw_sample(session, sending, &asked)?)?;
        let sample = &page.sample.record;
        let words = format!(
            "considered {} drawn {} nobody free {} twice {}",
            sample.considered,
            sample.drawn.len(),
            sample.nobody_free,
            page.audits.iter().filter(|drawn| drawn.auditors.len() > 1).count()
        );
        self.shown = Show { layer: None, words, found: Some(sample.drawn.len()) };
        Ok(())
    }

    fn grading(&self, asked: &act::GradeAudit) -> Result<GradingAsked, Refusal> {
        let grade = |code: &str| asked.but.get(code).unwrap_or(&asked.grade).clone();
        let row = |code: &String| (code.clone(), grade(code), asked.quote.clone(), asked.quote.clone());
        Ok(GradingAsked {
            grades: self.house.pack.audit.domains.iter().map(|domain| row(&domain.code)).collect(),
            strengths: String::new(),
            impact: asked.impact.clone(),
            learning: asked.learning.clone(),
            tags: asked.tags.iter().cloned().collect(),
            with_practitioner: asked.talked.as_deref().map(day).transpose()?,
            without_why: asked.without_why.clone(),
            further: None,
        })
    }

    fn set_action(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        asked: &act::SetAuditAction,
    ) -> Result<(), Stop> {
        let owner = asked.owner.as_ref().map(|owner| self.person(owner)).transpose()?;
        let due = asked.due.as_deref().map(day).transpose()?;
        let (id, sending) = (self.audit(&asked.contact)?, self.at(sending, &asked.contact)?);
        audit::set_action(session, &sending, id, ActionAsked { words: asked.words.clone(), owner, due })
    }

    fn practice(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        held: &act::PracticeHeld,
    ) -> Result<(), Stop> {
        let came: Result<_, Refusal> = held.came.iter().map(|name| self.person(name)).collect();
        let asked = SessionAsked {
            theme: held.theme.clone(),
            tag: held.tag.clone(),
            on: Some(day(&held.on)?),
            came: came?,
            others: Some(held.others),
            done: held.done.clone(),
            measure: held.measure.clone(),
            domain: held.domain.clone(),
            direction: held.direction.clone(),
            further: None,
        };
        let id: Id<PracticeSession> = practice_development::record(session, sending, asked)?;
        self.practice_sessions.insert(held.session.clone(), id);
        Ok(())
    }

    fn person(&self, name: &str) -> Result<Id<Staff>, Refusal> {
        self.staff.get(name).map(|staff| staff.id).ok_or_else(|| unknown("person", name))
    }

    fn calibration(&self, name: &str) -> Result<Id<Calibration>, Refusal> {
        self.calibrations.get(name).copied().ok_or_else(|| unknown("calibration", name))
    }

    fn audit_words(&self, view: &AuditView) -> String {
        let audit = &view.audit.record;
        let mut words = format!("{} auditors {} ", view.stage.words(), audit.auditors.len());
        for grading in &audit.gradings {
            let _ = write!(words, "[by {} ", view.names.name(grading.by));
            for graded in &grading.grades {
                match &graded.judgement {
                    Judgement::Grade { grade, quote, .. } => {
                        let _ = write!(words, "{} {} {quote}; ", graded.domain, grade.code());
                    }
                    Judgement::CannotTell { why } => {
                        let _ = write!(words, "{} cannot tell {why}; ", graded.domain);
                    }
                }
            }
            words.push_str("] ");
        }
        for moved in &audit.moderations {
            let _ = write!(words, "[moderated {} {} {}] ", moved.domain, moved.grade.code(), moved.why);
        }
        for action in &audit.actions {
            let _ = write!(words, "[action {} closed {}] ", action.words, action.is_closed());
        }
        for alarm in &audit.alarms {
            let answer = alarm.answer.as_ref().map_or("", |answer| &answer.words);
            let _ = write!(words, "[alarm {} told {} answer {answer}] ", alarm.said.words, alarm.told.len());
        }
        words.extend(audit.reply.iter().map(|reply| format!("[reply {}] ", reply.words)));
        words.extend(audit.feedback.iter().map(|heard| format!("[{} {}] ", heard.of, heard.words)));
        for child in &view.children {
            let entries: Vec<&str> =
                child.entries.iter().map(domain::chronology::Entry::words_that_stand).collect();
            let _ = write!(words, "[known of {}: {}] ", child.name, entries.join("; "));
        }
        words
    }
}

fn quality_words(page: &quality::Quality) -> String {
    let mut words = format!("audits {} twice {}. ", page.audits, page.twice);
    for (measure, counted) in &page.measures {
        let _ = write!(words, "{}: {}. ", measure.id(), counted.in_words());
    }
    for domain in &page.domains {
        let _ = write!(words, "{} before {:?} after {:?}. ", domain.domain, domain.before, domain.after);
    }
    let _ = write!(words, "alpha {}. ", page.together.alpha.in_words_of("audit", "audits"));
    for (tag, times) in &page.tags {
        let _ = write!(words, "{tag} {times}. ");
    }
    words
}

fn calibration_words(view: &calibration::CalibrationView) -> String {
    let points: Vec<&str> =
        view.calibration.texts.iter().flat_map(|text| &text.key_points).map(String::as_str).collect();
    let own = view.own.as_ref().map_or("not graded", |_| "graded");
    let sums = view.sums.as_ref().map_or_else(
        || "no sums".to_owned(),
        |sums| {
            format!(
                "{} people, spread {:?}, most missed {:?}",
                sums.people,
                sums.spread[0].counts,
                sums.missed.first()
            )
        },
    );
    format!("{own}. points: {}. {sums}. open {}", points.join("; "), view.open)
}
