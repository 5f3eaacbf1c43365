//! What other agencies notify, in a story.

use domain::id::Id;
use domain::notification::{Format, Notification, Way};
use domain::refusal::Refusal;
use store::Stop;

use super::act::{self, Act};
use super::run::Run;
use super::story::Step;
use crate::notification::{self, Household, NotTaken, Sent};
use crate::session::{Sending, Session};

impl Run<'_> {
    /// An act about what was notified; nothing for any other.
    pub(super) fn notified_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<(), Stop> {
        match &step.act {
            Act::Notify(notify) => self.notify(session, notify),
            Act::Notifications(_) => self.notifications(session),
            Act::Triage(triage) => self.triage(session, sending, triage),
            _ if self.safety_plan_act(session, sending, step)? => Ok(()),
            _ if self.document_act(session, sending, step)? => Ok(()),
            _ => self.consistency_act(session, sending, step),
        }
    }

    /// A batch comes in. Who is known in it is looked up by the outbox, as for everybody.
    fn notify(&mut self, session: &Session<'_>, notify: &act::Notify) -> Result<(), Stop> {
        let sent = Sent {
            agency: &notify.agency,
            way: Way::Folder,
            name: "the story's file",
            format: Format::Csv,
            bytes: notify.file.as_bytes(),
        };
        let receipt = notification::take_in(session, &sent, None).map_err(|not| match not {
            NotTaken::Stopped(stop) => stop,
            other => Refusal::NotNow(other.to_string()).into(),
        })?;
        let batch = receipt.batch;
        self.shown.words = format!(
            "{} new, {} changed, {} same, {} refused",
            batch.taken, batch.changed, batch.same, batch.refused
        );
        Ok(())
    }

    /// Somebody reads what waits: `finds` counts the households.
    fn notifications(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        let wait = notification::waiting(session)?;
        let households = notification::page(session, &wait.households)?;
        self.shown.found = Some(households.len());
        self.shown.words = households.iter().map(in_words).chain(wait.rings).collect::<Vec<_>>().join("\n");
        Ok(())
    }

    /// Somebody says what becomes of the household of one notification.
    fn triage(&mut self, session: &Session<'_>, sending: &Sending, triage: &act::Triage) -> Result<(), Stop> {
        let wait = notification::waiting(session)?;
        let households = notification::page(session, &wait.households)?;
        let of = |home: &&Household| home.notifications.iter().any(|told| told.record.reference == triage.of);
        let home = households.iter().find(of).ok_or(Refusal::NotFound)?;
        let shown: Vec<(Id<Notification>, u64)> =
            home.notifications.iter().map(|told| (told.record.id, told.version.0)).collect();
        match triage.becomes.as_str() {
            "contact" => {
                let contact = notification::make_contact(session, sending, &shown)?;
                self.contacts.insert(triage.contact.clone(), contact);
                Ok(())
            }
            "worker" => {
                let worker =
                    home.known.iter().flat_map(|known| &known.workers).next().ok_or(Refusal::NotFound)?;
                notification::send_to_worker(session, sending, &shown, worker.child, worker.staff)
            }
            reason => notification::not_needed(session, sending, &shown, reason, &triage.words),
        }
    }
}

/// A household as the page says it.
fn in_words(home: &Household) -> String {
    let mut words: Vec<String> = home.sketch.repeats.words().into_iter().collect();
    words.extend(home.sketch.domestic_abuse.then(|| "domestic abuse".to_owned()));
    words.extend(home.sketch.earlier.iter().map(|(code, count)| format!("earlier: {count} {code}")));
    for told in &home.notifications {
        words.push(format!("{}: {}", told.record.reference, told.record.what_happened));
    }
    for known in &home.known {
        words.push(match &known.person {
            Ok(existence) => format!("known: {} {}", existence.name, existence.involved.join("; ")),
            Err(ring) => ring.clone(),
        });
    }
    words.join(", ")
}
