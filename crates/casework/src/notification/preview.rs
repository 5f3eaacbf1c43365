//! What taking in a file would do, for whoever is about to: how many are new, what is wrong with which rows, how many name somebody known.

use domain::access::{Action, Subject};
use domain::notification::{Notification, checked};
use domain::refusal::Problem;
use matching::Strength;
use returns::notification::read;
use store::load;

use super::take::{NotTaken, RefusedWords, Sent};
use crate::known_people::anybody_like;
use crate::session::Session;

/// What taking in a file would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// Incidents in the file.
    pub rows: usize,
    /// New ones.
    pub new: usize,
    /// Known ones that say something else now.
    pub changed: usize,
    /// Known ones, word for word.
    pub same: usize,
    /// What is wrong with rows that cannot be taken.
    pub refused: Vec<RefusedWords>,
    /// What was noticed about the file as a whole.
    pub findings: Vec<String>,
    /// Incidents in which somebody nearly certainly is on the record.
    pub known: usize,
}

/// Reads a file and says what taking it in would do. Nothing is taken.
///
/// # Errors
/// When the file cannot be read to its end, or the person may not take in notifications.
pub fn preview(session: &Session<'_>, sent: &Sent<'_>) -> Result<Preview, NotTaken> {
    let contents = read(sent.bytes, sent.format)?;
    let mut preview =
        Preview { rows: contents.rows.len(), findings: contents.findings, ..Preview::default() };
    session.read("preview of notifications", |door| {
        let permit = door.permit(Action::SendNotifications, Subject::House)?;
        for row in &contents.rows {
            let said = match checked(row, &session.house.pack, session.at) {
                Ok(said) => said,
                Err(problems) => {
                    preview.refused.push(words(row, problems));
                    continue;
                }
            };
            let known = store::notification::by_reference(&permit, sent.agency, &said.reference)?;
            match known.map(|id| load::<Notification>(&permit, id)).transpose()?.flatten() {
                None => preview.new += 1,
                Some(known) if known.record.row.says_the_same(row) => preview.same += 1,
                Some(_) => preview.changed += 1,
            }
            let mut somebody = false;
            for named in &said.people {
                let query = store::notification::described(named);
                // Nobody of whom the viewer may not learn is counted.
                for held in anybody_like(&permit, &query, Strength::Likely)? {
                    somebody |= door.would_permit(Action::KnowExists, Subject::Child(held.person.id))?;
                }
            }
            preview.known += usize::from(somebody);
        }
        Ok(())
    })?;
    Ok(preview)
}

fn words(row: &domain::notification::Row, problems: Vec<Problem>) -> RefusedWords {
    RefusedWords { line: row.line, reference: row.get(domain::notification::REFERENCE).to_owned(), problems }
}
