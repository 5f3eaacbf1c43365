//! Taking in a file of notifications.

use std::io;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::{Action, Subject};
use domain::id::Id;
use domain::notification::{Batch, BatchFile, Format, Mended, Notification, RefusedRow, Row, Way, checked};
use domain::refusal::{Problem, Refusal};
use jiff::SignedDuration;
use returns::notification::{Contents, Unreadable, read};
use store::{Stop, Version, Versioned, WriteDoor, WritePermit, load, notification_batch, save};

use crate::outbox;
use crate::session::{Sending, Session};

/// How many incidents are taken in one transaction: others need not wait long.
const TOGETHER: usize = 50;
/// When somebody looks whether a file that was begun was taken to its end.
const RESUMED_AFTER: SignedDuration = SignedDuration::from_mins(2);

/// A file as it came.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'b> {
    /// The agency's code in the pack.
    pub agency: &'b str,
    /// How it came.
    pub way: Way,
    /// The name of the file, when it had one.
    pub name: &'b str,
    /// How it is written.
    pub format: Format,
    /// Its bytes.
    pub bytes: &'b [u8],
}

/// A file that was not taken in: nothing of it is.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    File(#[from] io::Error),
    /// The file cannot be read to its end.
    #[error("line {line}: {words}")]
    Unreadable {
        /// The line.
        line: u64,
        /// What is wrong there.
        words: String,
    },
    /// Not allowed, or a failure of ours.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<Unreadable> for NotTaken {
    fn from(unreadable: Unreadable) -> Self {
        NotTaken::Unreadable { line: unreadable.line, words: unreadable.words }
    }
}

/// What came of a file, for whoever sent it. It says nothing of anybody on the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The batch.
    pub batch: Batch,
    /// Whether the same file had come before.
    pub again: bool,
    /// What was wrong with rows that could not be taken as they are.
    pub refused: Vec<RefusedWords>,
}

/// What was wrong with one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedWords {
    /// The line.
    pub line: u64,
    /// The agency's reference, when it gave one.
    pub reference: String,
    /// What was wrong.
    pub problems: Vec<Problem>,
}

/// Takes in a file. The same file again is the same batch, and a batch that was broken off goes on where it was. With a `sending`, the same
/// sending with another file is refused.
///
/// # Errors
/// When the file cannot be read to its end, or the sender may not send.
pub fn take_in(
    session: &Session<'_>,
    sent: &Sent<'_>,
    sending: Option<&Sending>,
) -> Result<Receipt, NotTaken> {
    let contents = read(sent.bytes, sent.format)?;
    let (batch, again) = match sending {
        None => session.house.store.write(&session.actor, session.at, "send_notifications", |door| {
            begin(session, door, sent, &contents)
        })?,
        Some(sending) => {
            session.send(sending, "send_notifications", |door| begin(session, door, sent, &contents))?
        }
    };
    // A sending that is repeated finds everything done.
    let did = go_through(session, batch, &contents.rows)?;
    Ok(Receipt { again: again || !did, ..receipt(session, batch)? })
}

/// The sending that a system names with a key of its own: the same key from the same system is the same sending.
pub fn sending(session: &Session<'_>, key: &str, format: Format, bytes: &[u8]) -> Sending {
    let named = notification_batch::digest(format!("{} {key}", session.staff.id).as_bytes());
    let form = named.get(..32).and_then(|digits| digits.parse().ok()).unwrap_or_else(|| session.house.id());
    let content = [format.code().as_bytes(), b" ", bytes].concat();
    Sending { form, opened: 0, content }
}

/// Finds the batch that the file is, or makes it: from here on nothing of the file can be lost.
fn begin(
    session: &Session<'_>,
    door: &WriteDoor,
    sent: &Sent<'_>,
    contents: &Contents,
) -> Result<(Id<Batch>, bool), Stop> {
    let permit = door.permit(Action::SendNotifications, Subject::House)?;
    if session.house.pack.agency(sent.agency).is_none() {
        return Err(
            Refusal::NotNow(format!("There is no agency “{}” in the practice pack.", sent.agency)).into()
        );
    }
    let digest = notification_batch::digest(sent.bytes);
    if let Some(batch) = notification_batch::by_digest(&permit, sent.agency, &digest)? {
        return Ok((batch, true));
    }
    let batch = Batch {
        id: session.house.id(),
        agency: sent.agency.to_owned(),
        way: sent.way,
        name: sent.name.to_owned(),
        format: sent.format,
        digest,
        size: sent.bytes.len() as u64,
        received_at: session.at,
        rows: contents.rows.len() as u64,
        gone_through: 0,
        taken: 0,
        changed: 0,
        same: 0,
        refused: 0,
        findings: contents.findings.clone(),
        finished_at: None,
    };
    save(&permit, &batch, Version::NONE, "send_notifications", None)?;
    let file = BatchFile { id: session.house.id(), batch: batch.id, base64: STANDARD.encode(sent.bytes) };
    save(&permit, &file, Version::NONE, "send_notifications", None)?;
    let later = session.at.saturating_add(RESUMED_AFTER).unwrap_or(session.at);
    outbox::take_in_the_rest(session, door, batch.id, later)?;
    Ok((batch.id, false))
}

/// Goes through what has not been gone through yet, some incidents at a time. False when nothing was left to do.
fn go_through(session: &Session<'_>, batch: Id<Batch>, rows: &[Row]) -> Result<bool, Stop> {
    let mut did = false;
    loop {
        let finished =
            session.house.store.write(&session.actor, session.at, "send_notifications", |door| {
                let permit = door.permit(Action::SendNotifications, Subject::House)?;
                // Another may be taking in the same file: whoever comes next goes on from where it has come.
                let known = load(&permit, batch)?.ok_or(Refusal::NotFound)?;
                if known.record.is_finished() {
                    return Ok(true);
                }
                did = true;
                part(session, door, &permit, known, rows)
            })?;
        if finished {
            return Ok(did);
        }
    }
}

fn part(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    known: Versioned<Batch>,
    rows: &[Row],
) -> Result<bool, Stop> {
    let mut batch = known.record;
    let from = usize::try_from(batch.gone_through).unwrap_or(usize::MAX);
    let rows: Vec<&Row> = rows.iter().skip(from).take(TOGETHER).collect();
    for row in &rows {
        match checked(row, &session.house.pack, batch.received_at) {
            Ok(said) => match take(session, permit, &batch, row, said)? {
                Taken::New => batch.taken += 1,
                Taken::Changed => batch.changed += 1,
                Taken::Same => batch.same += 1,
            },
            Err(problems) => {
                refuse(session, permit, &batch, row, problems)?;
                batch.refused += 1;
            }
        }
    }
    batch.gone_through += rows.len() as u64;
    if batch.gone_through >= batch.rows || rows.is_empty() {
        batch.finished_at = Some(session.at);
    }
    save(permit, &batch, known.version, "send_notifications", None)?;
    outbox::look_up_notifications(session, door, batch.id, batch.gone_through)?;
    Ok(batch.is_finished())
}

enum Taken {
    New,
    Changed,
    Same,
}

fn take(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    batch: &Batch,
    row: &Row,
    said: domain::notification::Checked,
) -> Result<Taken, Stop> {
    let known = store::notification::by_reference(permit, &batch.agency, &said.reference)?;
    let known = known.map(|id| load(permit, id)).transpose()?.flatten();
    let (taken, notification, version) = match known {
        Some(known) if known.record.row.says_the_same(row) => return Ok(Taken::Same),
        Some(known) => {
            let again = known.record.told_again(batch.id, row.clone(), said, session.at);
            (Taken::Changed, again, known.version)
        }
        None => {
            let id = session.house.id();
            let new = Notification::new(id, &batch.agency, batch.id, row.clone(), said, batch.received_at);
            (Taken::New, new, Version::NONE)
        }
    };
    save(permit, &notification, version, "send_notifications", None)?;
    // The agency has put right itself what could not be taken before.
    for refused in notification_batch::refused_under(permit, &batch.agency, &notification.reference)? {
        let Some(known) = load(permit, refused)? else { continue };
        let mended = Mended { notification: notification.id, by: session.staff.id, at: session.at };
        let row = RefusedRow { mended: Some(mended), ..known.record };
        save(permit, &row, known.version, "send_notifications", None)?;
    }
    Ok(taken)
}

fn refuse(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    batch: &Batch,
    row: &Row,
    problems: Vec<Problem>,
) -> Result<(), Stop> {
    let refused = RefusedRow {
        id: session.house.id(),
        batch: batch.id,
        agency: batch.agency.clone(),
        row: row.clone(),
        problems,
        received_at: batch.received_at,
        likely: None,
        mended: None,
    };
    save(permit, &refused, Version::NONE, "send_notifications", None)?;
    Ok(())
}

/// What came of a batch, for the agency that sent it.
///
/// # Errors
/// When there is no such batch of theirs.
pub fn receipt(session: &Session<'_>, batch: Id<Batch>) -> Result<Receipt, Stop> {
    session.read("receipt of a batch", |door| {
        let permit = door.permit(Action::SendNotifications, Subject::House)?;
        let theirs =
            |batch: &Batch| session.actor.agency.as_ref().is_none_or(|agency| *agency == batch.agency);
        let known = load(&permit, batch)?.filter(|known| theirs(&known.record)).ok_or(Refusal::NotFound)?;
        let mut refused = Vec::new();
        for id in notification_batch::all_refused(&permit, batch)? {
            refused.extend(load(&permit, id)?.map(|row| RefusedWords {
                line: row.record.row.line,
                reference: row.record.row.get(domain::notification::REFERENCE).to_owned(),
                problems: row.record.problems,
            }));
        }
        Ok(Receipt { batch: known.record, again: true, refused })
    })
}

/// Takes in the rest of a batch that was broken off, from the file that was kept.
///
/// # Errors
/// When the store fails, or the file cannot be read any more.
pub fn resume(session: &Session<'_>, batch: Id<Batch>) -> Result<(), NotTaken> {
    let kept = session.read("take in the rest of a batch", |door| {
        let permit = door.permit(Action::SendNotifications, Subject::House)?;
        let known = load(&permit, batch)?.ok_or(Refusal::NotFound)?.record;
        let file = notification_batch::file(&permit, batch)?.ok_or(Refusal::NotFound)?;
        let file = load::<BatchFile>(&permit, file)?.ok_or(Refusal::NotFound)?.record;
        Ok((!known.is_finished()).then_some((known.format, file.base64)))
    })?;
    let Some((format, base64)) = kept else { return Ok(()) };
    let bytes = STANDARD.decode(&base64).map_err(|_| Stop::Refusal(Refusal::NotFound))?;
    let contents = read(&bytes, format)?;
    go_through(session, batch, &contents.rows)?;
    Ok(())
}
