//! Batches as whoever screens them sees them, and mending a row that could not be taken.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::notification::{Batch, Mended, Notification, RefusedRow, Row, checked};
use domain::refusal::Refusal;
use store::{Stop, Version, Versioned, load, notification_batch, save};

use crate::outbox;
use crate::session::{Sending, Session};
use crate::standing::unchanged;

/// A batch with its refused rows.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchView {
    /// The batch.
    pub batch: Batch,
    /// Rows that nobody has mended, as far as the viewer may read them.
    pub refused: Vec<RefusedRow>,
    /// Whom to ring about the others.
    pub rings: Vec<String>,
}

/// One refused row.
#[derive(Debug, Clone, PartialEq)]
pub struct RefusedView {
    /// The row.
    pub row: Versioned<RefusedRow>,
    /// Its batch.
    pub batch: Batch,
}

/// The batches that came last, the newest first.
///
/// # Errors
/// When the viewer may not see notifications.
pub fn batches(session: &Session<'_>) -> Result<Vec<Batch>, Stop> {
    session.read("batches of notifications", |door| {
        let permit = door.permit(Action::SeeNotifications, Subject::House)?;
        let mut batches = Vec::new();
        for id in notification_batch::recent(&permit)? {
            batches.extend(load(&permit, id)?.map(|known| known.record));
        }
        Ok(batches)
    })
}

/// One batch.
///
/// # Errors
/// When there is none, or the viewer may not see notifications.
pub fn batch(session: &Session<'_>, batch: Id<Batch>) -> Result<BatchView, Stop> {
    session.read("batch of notifications", |door| {
        let permit = door.permit(Action::SeeNotifications, Subject::House)?;
        let known = load(&permit, batch)?.ok_or(Refusal::NotFound)?.record;
        let (ids, rings) = notification_batch::refused(&permit, batch)?;
        let mut refused = Vec::new();
        for id in ids {
            refused.extend(load(&permit, id)?.map(|row| row.record));
        }
        Ok(BatchView { batch: known, refused, rings })
    })
}

/// One refused row.
///
/// # Errors
/// When there is none, or the viewer may not read it: then the words say whom to ring.
pub fn refused_row(session: &Session<'_>, row: Id<RefusedRow>) -> Result<RefusedView, Stop> {
    session.read("refused row", |door| {
        let permit = door.permit(Action::MendRow, Subject::RefusedRow(row))?;
        let row = load::<RefusedRow>(&permit, row)?.ok_or(Refusal::NotFound)?;
        if row.record.likely.is_none() {
            let words = "Who is known in this row is still being looked up. Try again in a few seconds.";
            return Err(Refusal::NotNow(words.into()).into());
        }
        let batch = load::<Batch>(&permit, row.record.batch)?.ok_or(Refusal::NotFound)?.record;
        Ok(RefusedView { row, batch })
    })
}

/// Takes a refused row in, as somebody has mended it. What the agency sent stays beside it as it was.
///
/// # Errors
/// What is still wrong with it; when somebody mended it already, or the person may not.
pub fn mend(
    session: &Session<'_>,
    sending: &Sending,
    row: Id<RefusedRow>,
    mended: Row,
) -> Result<Id<Notification>, Stop> {
    session.send(sending, "mend_row", |door| {
        let permit = door.permit(Action::MendRow, Subject::RefusedRow(row))?;
        let known = unchanged(&permit, row, sending.opened)?;
        if known.record.mended.is_some() {
            return Err(Refusal::NotNow("This row has been taken in already.".into()).into());
        }
        let said = checked(&mended, &session.house.pack, session.at).map_err(Refusal::Invalid)?;
        let refused = known.record;
        let there = store::notification::by_reference(&permit, &refused.agency, &said.reference)?;
        let there = there.map(|id| load::<Notification>(&permit, id)).transpose()?.flatten();
        let (notification, version) = match there {
            Some(there) => (there.record.told_again(refused.batch, mended, said, session.at), there.version),
            None => {
                let id = session.house.id();
                let at = refused.received_at;
                (Notification::new(id, &refused.agency, refused.batch, mended, said, at), Version::NONE)
            }
        };
        save(&permit, &notification, version, "mend_row", None)?;
        let mended = Mended { notification: notification.id, by: session.staff.id, at: session.at };
        let row = RefusedRow { mended: Some(mended), ..refused };
        save(&permit, &row, known.version, "mend_row", None)?;
        let part = notification.id.bits() as u64;
        outbox::look_up_notifications(session, door, notification.batch, part)?;
        Ok(notification.id)
    })
}
