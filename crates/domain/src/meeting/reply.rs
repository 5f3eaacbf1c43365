//! Answering an invitation: coming, dialling in, sending what one knows, or not, with the reason and somebody who can.

use jiff::Timestamp;

use super::arrange::as_asked;
use super::{Coming, Meeting, Reply, Stage};
use crate::id::Id;
use crate::refusal::Refusal;
use crate::staff::Staff;

impl Meeting {
    /// Takes an answer. A later one stands in its place.
    ///
    /// # Errors
    /// When the meeting is over, nobody is asked at this place, or "cannot" has no reason.
    pub fn answered(
        &self,
        place: usize,
        coming: Coming,
        words: &str,
        by: Id<Staff>,
        now: Timestamp,
    ) -> Result<Meeting, Refusal> {
        match self.stage() {
            Stage::Planned => {}
            Stage::Cancelled => return Err(Refusal::NotNow("This meeting was called off.".into())),
            Stage::Held | Stage::Signed | Stage::Distributed => {
                return Err(Refusal::NotNow("This meeting is over.".into()));
            }
        }
        if coming == Coming::Cannot && words.trim().is_empty() {
            return Err(Refusal::field("words", "Say why you cannot come, so that we know what to do."));
        }
        let mut meeting = self.clone();
        let invited = meeting.invited.get_mut(place).filter(|invited| invited.withdrawn.is_none());
        let invited = invited.ok_or(Refusal::NotFound)?;
        invited.reply = Some(Reply { coming, words: words.to_owned(), by, at: now });
        Ok(meeting)
    }

    /// Asks somebody in another's place. For the same organisation they come for it; whether they may be asked is for whoever calls to know.
    ///
    /// # Errors
    /// When the meeting is over, nobody is asked at this place, the other belongs to another organisation, or is asked already.
    pub fn substituted(&self, place: usize, other: &Staff, now: Timestamp) -> Result<Meeting, Refusal> {
        if self.stage() != Stage::Planned {
            return Err(Refusal::NotNow("This meeting is over.".into()));
        }
        let absent = self.invited.get(place).filter(|invited| invited.withdrawn.is_none());
        let absent = absent.ok_or(Refusal::NotFound)?;
        if absent.agency != other.agency || absent.organisation != other.organisation {
            return Err(Refusal::field("substitute", "Choose somebody of the same organisation."));
        }
        if self.place_of(other.id).is_some() {
            return Err(Refusal::field("substitute", "This person is asked already."));
        }
        let mut instead = as_asked(other, absent.needed, absent.had_no_slot, now, absent.answer_by.max(now));
        instead.instead_of = Some(place);
        let mut meeting = self.clone();
        meeting.invited.push(instead);
        Ok(meeting)
    }
}
