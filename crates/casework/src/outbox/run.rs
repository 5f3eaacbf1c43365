//! Running the outbox: take what is due, send it, write down that it left. If the program dies between sending and writing it down, the message
//! is sent once more under the same Message-ID.

use std::sync::Arc;

use domain::access::{Action, Actor, Subject};
use domain::contact::Contact;
use domain::feedback::{Feedback, Way};
use domain::id::Id;
use domain::notification::Batch;
use domain::refusal::Refusal;
use domain::staff::{Role, Staff};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use lettre::message::Mailbox;
use store::job::{Job, Leased, Patience};
use store::{Failure, Stop, load, save};

use super::message::{MailFault, Mailer, Message, mailbox};
use super::{Errand, put};
use crate::house::House;
use crate::notification::{self, NotTaken};
use crate::{contact, feed, handover, import, partner, power, section47, strategy, watch};

/// The outbox of a house, with whoever carries its messages.
#[derive(Clone)]
pub struct Outbox {
    pub(super) house: House,
    pub(super) mailer: Arc<dyn Mailer>,
    patience: Patience,
}

/// Why an errand was not done.
pub(super) enum Undone {
    Mail(MailFault),
    Stop(Stop),
    /// Whoever was asked says how long to wait.
    Later(String, SignedDuration),
}

impl From<MailFault> for Undone {
    fn from(fault: MailFault) -> Self {
        Undone::Mail(fault)
    }
}

impl From<Stop> for Undone {
    fn from(stop: Stop) -> Self {
        Undone::Stop(stop)
    }
}

impl Outbox {
    /// The outbox of a house.
    pub fn new(house: House, mailer: Arc<dyn Mailer>) -> Self {
        Outbox { house, mailer, patience: Patience::default() }
    }

    /// Does everything that is due, and says how many errands were done. What fails waits and is tried again, or is given up.
    ///
    /// # Errors
    /// When the store fails.
    pub fn run_due(&self, worker: &str) -> Result<usize, Failure> {
        let store = &self.house.store;
        let mut done = 0;
        while let Some(leased) = store.lease_job(worker, self.house.now(), &self.patience)? {
            match self.run(&leased) {
                Ok(()) => {
                    store.finish_job(&leased, self.house.now())?;
                    done += 1;
                }
                Err(undone) => self.put_off(&leased, &undone)?,
            }
        }
        Ok(done)
    }

    fn put_off(&self, leased: &Leased, undone: &Undone) -> Result<(), Failure> {
        let (words, ever) = match undone {
            Undone::Mail(MailFault::Never(words)) => (words.clone(), false),
            Undone::Mail(MailFault::NotNow(words)) | Undone::Later(words, _) => (words.clone(), true),
            Undone::Stop(stop) => (stop.to_string(), true),
        };
        let attempts = if ever { self.patience.attempts } else { 0 };
        let patience = match undone {
            Undone::Later(_, after) => Patience { first_wait: *after, longest_wait: *after, ..self.patience },
            Undone::Mail(_) | Undone::Stop(_) => self.patience,
        };
        tracing::warn!(job = %leased.id, kind = leased.kind, attempts = leased.attempts, words, "an errand of the outbox was not done");
        self.house.store.fail_job(leased, self.house.now(), &words, &Patience { attempts, ..patience })
    }

    fn run(&self, leased: &Leased) -> Result<(), Undone> {
        let Ok(errand) = serde_json::from_str(&leased.body) else {
            return Err(MailFault::Never("what was asked for cannot be read".into()).into());
        };
        match errand {
            Errand::Feedback { feedback, contact } => self.feedback(&leased.key, feedback, contact),
            Errand::Alert { role, words } => Ok(self.alert(leased, role, &words)?),
            Errand::Colleague { staff, words } => self.colleague(&leased.key, staff, words),
            Errand::Silence { discussion } => Ok(strategy::climb(&self.house, discussion)?),
            Errand::Unaccepted => Ok(handover::unaccepted_to_manager(&self.house)?),
            Errand::LookUpNotifications => Ok(notification::look_up(&self.house)?),
            Errand::TakeInTheRest { batch } => self.take_in_the_rest(batch),
            Errand::Link { link } => {
                self.leave(&leased.key, partner::send_link_message(&self.house, link)?)?;
                Ok(self.house.store.link_left(link).map_err(Stop::from)?)
            }
            Errand::LinkCode { link } => {
                self.leave(&leased.key, partner::send_link_code(&self.house, link)?)?;
                Ok(self.house.store.code_left(link).map_err(Stop::from)?)
            }
            Errand::Scan { document } => {
                let done = partner::scan_document(&self.house, document)?;
                Ok(done.map_err(MailFault::NotNow)?)
            }
            Errand::ScanPicture { work } => {
                let done = section47::scan_direct_work(&self.house, work)?;
                Ok(done.map_err(MailFault::NotNow)?)
            }
            Errand::Invitation { meeting, place, sequence, cancel } => {
                self.invitation(&leased.key, meeting, place, sequence, cancel)
            }
            Errand::Minutes { meeting, place } => self.minutes(&leased.key, meeting, place),
            Errand::WatchSweep => Ok(watch::sweep(&self.house).map(drop)?),
            Errand::ConferenceUnit { words } => {
                let to = self.house.pack.conferences.unit.email.clone();
                let subject = "Frontdoor: a conference is asked for".to_owned();
                self.leave(&leased.key, Some(partner::Leaving { to, subject, words }))
            }
            Errand::Climb { disagreement } => {
                Ok(crate::disagreement::time_passed(&self.house, disagreement)?)
            }
            Errand::Powers => Ok(power::time_passes(&self.house)?),
            Errand::SafetyPlanDue { plan } => Ok(crate::safety_plan::remind(&self.house, plan)?),
            Errand::DailyFeed { day, again } => self.daily_feed(leased, day, again),
            Errand::AcceptImport { import, kind, by } => {
                Ok(import::decide::accept_asked(&self.house, import, kind, by)?)
            }
            Errand::TakeImportBack { import } => Ok(import::back::finish_asked(&self.house, import)?),
        }
    }

    /// Sends the day's feed as far as it goes at one go, and asks for the rest.
    fn daily_feed(&self, leased: &Leased, day: Date, again: Option<Timestamp>) -> Result<(), Undone> {
        let tries = u32::try_from(leased.attempts).unwrap_or(u32::MAX);
        match feed::send(&self.house, day, tries, again) {
            Ok(feed::Done::All) => Ok(()),
            Ok(feed::Done::Some) => {
                let session = self.house.system();
                Ok(session.write("daily_feed", |door| super::daily_feed_now(&session, door, day, again))?)
            }
            Err(feed::Unsent::Later(words, after)) => {
                let after = SignedDuration::try_from(after).unwrap_or(SignedDuration::from_hours(1));
                Err(Undone::Later(words, after))
            }
            Err(feed::Unsent::Never(words)) => Err(MailFault::Never(words).into()),
            Err(feed::Unsent::Stop(stop)) => Err(stop.into()),
        }
    }

    /// Sends a message to somebody who is not on the staff; nothing when there is nothing to send any more.
    fn leave(&self, key: &str, leaving: Option<partner::Leaving>) -> Result<(), Undone> {
        let Some(partner::Leaving { to, subject, words }) = leaving else { return Ok(()) };
        Ok(self.mailer.send(&self.message(key, mailbox(None, &to)?, subject, words)?)?)
    }

    /// Tells a referrer, then writes down that they were told.
    fn feedback(&self, key: &str, feedback: Id<Feedback>, contact: Id<Contact>) -> Result<(), Undone> {
        let house = &self.house;
        let waiting = house.system().read("send_feedback", |door| {
            let permit = door.permit(Action::ReadContact, Subject::Contact(contact))?;
            let known = load(&permit, feedback)?.ok_or(Refusal::NotFound)?.record;
            if known.sent_at.is_some() {
                return Ok(None);
            }
            let reference = contact::standing(&permit, contact)?.record.reference;
            let address = match &known.way {
                Way::Email(address) => address.open(permit.unsealing()).cloned(),
                Way::OwnReferrals | Way::Telephone(_) => None,
            };
            Ok(Some((known, reference, address)))
        })?;
        let Some((known, reference, address)) = waiting else { return Ok(()) };
        let Some(address) = address else {
            return Err(MailFault::Never("the message does not go by e-mail".into()).into());
        };
        let subject = format!("Your contact {reference}");
        self.mailer.send(&self.message(key, mailbox(None, &address)?, subject, known.words)?)?;
        Ok(self.told(feedback, contact)?)
    }

    fn told(&self, feedback: Id<Feedback>, contact: Id<Contact>) -> Result<(), Stop> {
        let session = self.house.system();
        self.house.store.write(&Actor::system(), session.at, "send_feedback", |door| {
            let permit = door.permit(Action::DraftFeedback, Subject::Contact(contact))?;
            let known = load(&permit, feedback)?.ok_or(Refusal::NotFound)?;
            let sent = Feedback { sent_at: Some(session.at), ..known.record };
            save(&permit, &sent, known.version, "send_feedback", None)?;
            match contact::tell(&session, &permit, contact) {
                // Somebody told them by telephone meanwhile: the clock has stopped already.
                Err(Stop::Refusal(Refusal::NotNow(_))) => Ok(()),
                told => told,
            }
        })
    }

    /// Takes in what is left of a batch whose taking in was broken off.
    fn take_in_the_rest(&self, batch: Id<Batch>) -> Result<(), Undone> {
        match notification::resume(&self.house.system(), batch) {
            Ok(()) => Ok(()),
            Err(NotTaken::Stopped(stop)) => Err(stop.into()),
            Err(unreadable) => Err(MailFault::Never(unreadable.to_string()).into()),
        }
    }

    /// One errand for each who holds the role at this moment.
    fn alert(&self, leased: &Leased, role: Role, words: &str) -> Result<(), Stop> {
        let session = self.house.system();
        self.house.store.write(&Actor::system(), session.at, "alert", |door| {
            let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
            for staff in store::staff::holders(&permit, role)? {
                // The same alert done twice makes the same errands, which are then there already.
                let id: Id<Job> = Id::from_bits(leased.id.bits() ^ staff.bits());
                put(
                    door,
                    id,
                    format!("{}.{staff}", leased.key),
                    &Errand::Colleague { staff, words: words.into() },
                )?;
            }
            Ok(())
        })
    }

    fn colleague(&self, key: &str, staff: Id<Staff>, words: String) -> Result<(), Undone> {
        let known = self.house.system().read("tell_colleague", |door| {
            let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
            Ok(load(&permit, staff)?.ok_or(Refusal::NotFound)?.record)
        })?;
        // A colleague who left meanwhile is not written to.
        if !known.active {
            return Ok(());
        }
        let to = mailbox(Some(&known.name), &known.email)?;
        self.mailer.send(&self.message(key, to, "Frontdoor: something needs you".into(), words)?)?;
        Ok(())
    }

    pub(super) fn message(
        &self,
        key: &str,
        to: Mailbox,
        subject: String,
        words: String,
    ) -> Result<Message, MailFault> {
        let council = &self.house.pack.council;
        let from = mailbox(Some(&council.name), &council.email)?;
        Ok(Message { key: key.into(), from, to, subject, words, at: self.house.now(), calendar: None })
    }
}
