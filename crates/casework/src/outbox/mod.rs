//! What leaves: messages to referrers and colleagues. A message is asked for in the same transaction as the act that calls for it, so neither
//! stands without the other; a worker sends it, tries again when the post is down, and what cannot be sent lies where the administrator sees it.
//!
//! An e-mail is a postcard: to colleagues it holds a reference and where to look, never a child's name.

mod mailer;
mod meeting;
mod message;
mod run;
mod worker;

pub use mailer::{FileMailer, Security, Smtp, SmtpMailer};
pub(crate) use meeting::{invite, link, minutes_ready};
pub use message::{MailFault, Mailer, Message};
pub use run::Outbox;
pub use worker::Worker;

use domain::access::{Action, Subject};
use domain::contact::Contact;
use domain::feedback::Feedback;
use domain::id::Id;
use domain::meeting::Meeting;
use domain::refusal::Refusal;
use domain::staff::{Role, Staff};
use serde::{Deserialize, Serialize};
use store::job;
pub use store::job::{DeadLetter, Job};
use store::{Failure, Stop, WriteDoor};

use crate::session::{Sending, Session};

/// A thing the outbox is asked to send: who it is for and what it is about, never a child's name or an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Errand {
    /// What a referrer is told.
    Feedback { feedback: Id<Feedback>, contact: Id<Contact> },
    /// Something that everybody with a role must see.
    Alert { role: Role, words: String },
    /// Something that one colleague must see.
    Colleague { staff: Id<Staff>, words: String },
    /// An invitation to a meeting, or that it is called off, as it stood at a sequence.
    Invitation { meeting: Id<Meeting>, place: usize, sequence: u32, cancel: bool },
    /// That somebody's copy of a meeting's minutes is ready.
    Minutes { meeting: Id<Meeting>, place: usize },
}

impl Errand {
    /// The kind of job, as the administrator reads it.
    fn kind(&self) -> &'static str {
        match self {
            Errand::Feedback { .. } => "send_feedback",
            Errand::Alert { .. } => "alert",
            Errand::Colleague { .. } => "tell_colleague",
            Errand::Invitation { .. } => "send_invitation",
            Errand::Minutes { .. } => "tell_of_minutes",
        }
    }
}

/// Sends an approved message to the referrer.
///
/// # Errors
/// When the store fails.
pub fn send_feedback(door: &WriteDoor, feedback: &Feedback) -> Result<(), Stop> {
    let errand = Errand::Feedback { feedback: feedback.id, contact: feedback.contact };
    put(door, feedback.id.of_kind(), format!("feedback.{}", feedback.id), &errand)
}

/// Tells everybody who holds a role by e-mail. `words` are a reference and where to look, never a child's name.
///
/// # Errors
/// When the store fails.
pub fn alert(session: &Session<'_>, door: &WriteDoor, role: Role, words: &str) -> Result<(), Stop> {
    let id = session.house.id();
    put(door, id, format!("alert.{id}"), &Errand::Alert { role, words: words.into() })
}

/// Tells one colleague by e-mail. `words` are a reference and where to look, never a child's name.
///
/// # Errors
/// When the store fails.
pub fn tell_colleague(
    session: &Session<'_>,
    door: &WriteDoor,
    staff: Id<Staff>,
    words: &str,
) -> Result<(), Stop> {
    let id = session.house.id();
    put(door, id, format!("colleague.{id}"), &Errand::Colleague { staff, words: words.into() })
}

fn put(door: &WriteDoor, id: Id<Job>, key: String, errand: &Errand) -> Result<(), Stop> {
    let body =
        serde_json::to_string(errand).map_err(|error| Failure::Body { kind: "job", source: error.into() })?;
    Ok(job::put(door, &Job { id, kind: errand.kind().into(), body, key, due_at: door.at() })?)
}

/// What the outbox gave up on, oldest first.
///
/// # Errors
/// When the person may not see it.
pub fn dead_letters(session: &Session<'_>) -> Result<Vec<DeadLetter>, Stop> {
    session.read("what the outbox gave up on", |door| {
        let permit = door.permit(Action::SeeDeadLetters, Subject::House)?;
        Ok(job::dead_letters(&permit)?)
    })
}

/// Has the outbox try again with something it gave up on.
///
/// # Errors
/// When the person may not, or somebody has had it tried again already.
pub fn requeue(session: &Session<'_>, sending: &Sending, id: Id<Job>) -> Result<(), Stop> {
    session.send(sending, "requeue_job", |door| {
        let permit = door.permit(Action::SeeDeadLetters, Subject::House)?;
        if !job::requeue(&permit, id)? {
            return Err(Refusal::NotNow("This is being tried again already.".into()).into());
        }
        Ok(())
    })
}
