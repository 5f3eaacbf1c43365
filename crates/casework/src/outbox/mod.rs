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
pub use worker::{Chore, Worker};

use domain::access::{Action, Subject};
use domain::contact::Contact;
use domain::feedback::Feedback;
use domain::id::Id;
use domain::import::{Import, Kind};
use domain::meeting::Meeting;
use domain::notification::Batch;
use domain::partner::{AnswerLink, CodeBy, Document};
use domain::refusal::Refusal;
use domain::safety_plan::SafetyPlan;
use domain::section47::DirectWork;
use domain::staff::{Role, Staff};
use domain::strategy::Discussion;
use jiff::Timestamp;
use jiff::civil::Date;
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
    /// What the night left and nobody has accepted goes to the managers.
    Unaccepted,
    /// Looking up who is known in notifications that have arrived.
    LookUpNotifications,
    /// Taking in the rest of a batch, when that was broken off.
    TakeInTheRest { batch: Id<Batch> },
    /// A link for one request, to somebody without an account.
    Link { link: Id<AnswerLink> },
    /// The code that goes with it, by text message.
    LinkCode { link: Id<AnswerLink> },
    /// A document to be scanned.
    Scan { document: Id<Document> },
    /// A picture of direct work to be scanned.
    ScanPicture { work: Id<DirectWork> },
    /// An invitation to a meeting, or that it is called off, as it stood at a sequence.
    Invitation { meeting: Id<Meeting>, place: usize, sequence: u32, cancel: bool },
    /// That somebody's copy of a meeting's minutes is ready.
    Minutes { meeting: Id<Meeting>, place: usize },
    /// Looking whether agencies are still silent about a strategy discussion.
    Silence { discussion: Id<Discussion> },
    /// The escalation watch looks at every child once more.
    WatchSweep,
    /// That a conference is asked for, to the service that arranges them.
    ConferenceUnit { words: String },
    /// The time of a stage of a disagreement has gone by.
    Climb { disagreement: Id<domain::disagreement::Disagreement> },
    /// Powers that end soon or have ended: their managers are told.
    Powers,
    /// A safety plan whose time has come: to be answered by day, reviewed, or run out.
    SafetyPlanDue { plan: Id<SafetyPlan> },
    /// The day's feed goes to the Department; with `again`, what it had refused by that moment too.
    DailyFeed { day: Date, again: Option<Timestamp> },
    /// Accepting the proposals of a kind of a large import, as somebody asked.
    AcceptImport { import: Id<Import>, kind: Kind, by: Id<Staff> },
    /// Finishing the taking back of an import.
    TakeImportBack { import: Id<Import> },
}

/// The kind of the job that sends the daily feed.
pub(crate) const DAILY_FEED: &str = "daily_feed";

impl Errand {
    /// The kind of job, as the administrator reads it.
    fn kind(&self) -> &'static str {
        match self {
            Errand::Feedback { .. } => "send_feedback",
            Errand::Alert { .. } => "alert",
            Errand::Colleague { .. } => "tell_colleague",
            Errand::Unaccepted => "morning_to_manager",
            Errand::LookUpNotifications => "look_up_notifications",
            Errand::TakeInTheRest { .. } => "take_in_the_rest",
            Errand::Link { .. } => "send_link",
            Errand::LinkCode { .. } => "send_link_code",
            Errand::Scan { .. } => "scan_document",
            Errand::ScanPicture { .. } => "scan_picture",
            Errand::Invitation { .. } => "send_invitation",
            Errand::Minutes { .. } => "tell_of_minutes",
            Errand::Silence { .. } => "discussion_silence",
            Errand::WatchSweep => "watch_sweep",
            Errand::ConferenceUnit { .. } => "tell_conference_unit",
            Errand::Climb { .. } => "climb_disagreement",
            Errand::Powers => "powers_end",
            Errand::SafetyPlanDue { .. } => "safety_plan_due",
            Errand::DailyFeed { .. } => DAILY_FEED,
            Errand::AcceptImport { .. } => "accept_import",
            Errand::TakeImportBack { .. } => "take_import_back",
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

/// Tells the service that arranges conferences. `words` are a number and where to look, never a child's name.
///
/// # Errors
/// When the store fails.
pub(crate) fn tell_conference_unit(session: &Session<'_>, door: &WriteDoor, words: &str) -> Result<(), Stop> {
    let id = session.house.id();
    put(door, id, format!("conference.{id}"), &Errand::ConferenceUnit { words: words.into() })
}

/// Looks, when the time of a disagreement's stage has gone by, whether it has been settled.
///
/// # Errors
/// When the store fails.
pub(crate) fn climb_at(
    session: &Session<'_>,
    door: &WriteDoor,
    disagreement: &domain::disagreement::Disagreement,
    due_at: Timestamp,
) -> Result<(), Stop> {
    let key = format!("disagreement.{}.{}", disagreement.id, disagreement.stages.len());
    put_later(door, session.house.id(), key, &Errand::Climb { disagreement: disagreement.id }, due_at)
}

/// Looks at an hour whether somebody has accepted what the night left: one errand for each such hour, however much was left.
///
/// # Errors
/// When the store fails.
pub(crate) fn unaccepted_at(session: &Session<'_>, door: &WriteDoor, due: Timestamp) -> Result<(), Stop> {
    let errand = Errand::Unaccepted;
    put_later(door, session.house.id(), format!("morning.{}", due.as_second()), &errand, due)
}

/// Has the escalation watch look at every child once more: one errand a day, however many processes ask.
///
/// # Errors
/// When the store fails.
pub(crate) fn watch_sweep(session: &Session<'_>, door: &WriteDoor, day: Date) -> Result<(), Stop> {
    put(door, session.house.id(), format!("watch_sweep.{day}"), &Errand::WatchSweep)
}

/// Looks at a moment whether agencies are still silent about a strategy discussion.
///
/// # Errors
/// When the store fails.
pub(crate) fn silence_at(
    session: &Session<'_>,
    door: &WriteDoor,
    discussion: Id<Discussion>,
    due: Timestamp,
) -> Result<(), Stop> {
    let key = format!("silence.{discussion}.{}", due.as_second());
    put_later(door, session.house.id(), key, &Errand::Silence { discussion }, due)
}

/// Looks at a moment which powers end soon or have ended: one errand for each such moment.
///
/// # Errors
/// When the store fails.
pub(crate) fn powers_at(session: &Session<'_>, door: &WriteDoor, due: Timestamp) -> Result<(), Stop> {
    let id: Id<Job> = session.house.id();
    // What is due already has its own errand: one for the same moment may have been done before this was recorded.
    let key = if due <= door.at() { format!("powers.{id}") } else { format!("powers.{}", due.as_second()) };
    put_later(door, id, key, &Errand::Powers, due)
}

/// Has looked up who is known in the notifications that have arrived. `part` says how far the batch has come.
///
/// # Errors
/// When the store fails.
pub fn look_up_notifications(
    session: &Session<'_>,
    door: &WriteDoor,
    batch: Id<Batch>,
    part: u64,
) -> Result<(), Stop> {
    put(door, session.house.id(), format!("look_up.{batch}.{part}"), &Errand::LookUpNotifications)
}

/// Has the rest of a batch taken in later, in case that is broken off now.
///
/// # Errors
/// When the store fails.
pub fn take_in_the_rest(
    session: &Session<'_>,
    door: &WriteDoor,
    batch: Id<Batch>,
    due_at: Timestamp,
) -> Result<(), Stop> {
    let (id, key) = (session.house.id(), format!("take_in.{batch}"));
    put_later(door, id, key, &Errand::TakeInTheRest { batch }, due_at)
}

/// Sends a link to whom it is for, and its code the other way when that goes by text message.
///
/// # Errors
/// When the store fails.
pub(crate) fn send_link(door: &WriteDoor, link: &AnswerLink) -> Result<(), Stop> {
    let id = link.id;
    put(door, id.of_kind(), format!("link.{id}"), &Errand::Link { link: id })?;
    if link.code_by == CodeBy::Text {
        let other: Id<Job> = Id::from_bits(id.bits() ^ 1);
        put(door, other, format!("code.{id}"), &Errand::LinkCode { link: id })?;
    }
    Ok(())
}

/// Has a document scanned.
///
/// # Errors
/// When the store fails.
pub(crate) fn scan(door: &WriteDoor, document: Id<Document>) -> Result<(), Stop> {
    put(door, document.of_kind(), format!("scan.{document}"), &Errand::Scan { document })
}

/// Has a picture of direct work scanned.
///
/// # Errors
/// When the store fails.
pub(crate) fn scan_picture(door: &WriteDoor, work: Id<DirectWork>) -> Result<(), Stop> {
    put(door, work.of_kind(), format!("scan_picture.{work}"), &Errand::ScanPicture { work })
}

/// Looks at a moment whether a safety plan was answered, reviewed or renewed.
///
/// # Errors
/// When the store fails.
pub(crate) fn safety_plan_due(
    session: &Session<'_>,
    door: &WriteDoor,
    plan: Id<SafetyPlan>,
    due: Timestamp,
) -> Result<(), Stop> {
    let key = format!("safety_plan.{plan}.{}", due.as_second());
    put_later(door, session.house.id(), key, &Errand::SafetyPlanDue { plan }, due)
}

/// Has the day's feed sent: one errand a day, however many processes ask.
///
/// # Errors
/// When the store fails.
pub(crate) fn daily_feed(session: &Session<'_>, door: &WriteDoor, day: Date) -> Result<(), Stop> {
    let errand = Errand::DailyFeed { day, again: None };
    put(door, session.house.id(), format!("{DAILY_FEED}.{day}"), &errand)
}

/// Has the feed sent now: what somebody asks for, and what is left of a feed that is sent in several goes.
///
/// # Errors
/// When the store fails.
pub(crate) fn daily_feed_now(
    session: &Session<'_>,
    door: &WriteDoor,
    day: Date,
    again: Option<Timestamp>,
) -> Result<(), Stop> {
    let id: Id<Job> = session.house.id();
    put(door, id, format!("{DAILY_FEED}.{day}.{id}"), &Errand::DailyFeed { day, again })
}

/// Has the proposals of a kind of a large import accepted, as somebody asks.
///
/// # Errors
/// When the store fails.
pub(crate) fn accept_import(
    session: &Session<'_>,
    door: &WriteDoor,
    import: Id<Import>,
    kind: Kind,
) -> Result<(), Stop> {
    let id: Id<Job> = session.house.id();
    let errand = Errand::AcceptImport { import, kind, by: session.actor.staff };
    put(door, id, format!("accept_import.{import}.{id}"), &errand)
}

/// Has the taking back of an import finished at a moment.
///
/// # Errors
/// When the store fails.
pub(crate) fn take_import_back(
    session: &Session<'_>,
    door: &WriteDoor,
    import: Id<Import>,
    due: Timestamp,
) -> Result<(), Stop> {
    let key = format!("take_import_back.{import}.{}", due.as_second());
    put_later(door, session.house.id(), key, &Errand::TakeImportBack { import }, due)
}

fn put(door: &WriteDoor, id: Id<Job>, key: String, errand: &Errand) -> Result<(), Stop> {
    put_later(door, id, key, errand, door.at())
}

fn put_later(
    door: &WriteDoor,
    id: Id<Job>,
    key: String,
    errand: &Errand,
    due_at: Timestamp,
) -> Result<(), Stop> {
    let body =
        serde_json::to_string(errand).map_err(|error| Failure::Body { kind: "job", source: error.into() })?;
    Ok(job::put(door, &Job { id, kind: errand.kind().into(), body, key, due_at })?)
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
