//! A link for one request, for somebody of an agency who has no account. The link goes one way and the code another, so that whoever reads the
//! post opens nothing. It works once, on one device, until a moment, and can be taken back.
//!
//! The secrets are not in this record: the store keeps their digests beside it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::AgencyContact;
use crate::id::Id;
use crate::mash::{Enquiry, Request};
use crate::pack::Partners;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// A link that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerLink {
    /// The record's name.
    pub id: Id<AnswerLink>,
    /// The one request it opens.
    pub request: Id<Request>,
    /// The enquiry of the request.
    pub enquiry: Id<Enquiry>,
    /// The children the request is about.
    pub children: Vec<Id<Person>>,
    /// To whom it was sent.
    pub contact: Id<AgencyContact>,
    /// The name under which they act.
    pub staff: Id<Staff>,
    /// Who sent it.
    pub sent_by: Id<Staff>,
    /// When.
    pub sent_at: Timestamp,
    /// Until when it opens anything.
    pub until: Timestamp,
    /// By which way the code goes.
    pub code_by: CodeBy,
    /// When it was opened with its code. It opens once.
    pub used: Option<Timestamp>,
    /// Who took it back, and when. After too many wrong codes it takes itself back.
    pub revoked: Option<Revoked>,
}

/// By which way a code goes: never by the link's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeBy {
    /// By text message.
    Text,
    /// Read out on the telephone by whoever sends the link.
    Telephone,
}

/// A link was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revoked {
    /// By whom; Frontdoor itself after too many wrong codes.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// How a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// It waits to be opened.
    Waiting,
    /// It was opened.
    Used,
    /// It was taken back.
    Revoked,
    /// Its time went by.
    Expired,
}

impl LinkState {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            LinkState::Waiting => "Sent, not opened yet",
            LinkState::Used => "Opened",
            LinkState::Revoked => "Taken back",
            LinkState::Expired => "Too old",
        }
    }
}

impl AnswerLink {
    /// How it stands at a moment.
    pub fn state(&self, now: Timestamp) -> LinkState {
        if self.revoked.is_some() {
            LinkState::Revoked
        } else if self.used.is_some() {
            LinkState::Used
        } else if now >= self.until {
            LinkState::Expired
        } else {
            LinkState::Waiting
        }
    }

    /// The link was opened with its code.
    ///
    /// # Errors
    /// When it no longer waits: to whoever holds it there is no difference between used, taken back and too old.
    pub fn open(&self, now: Timestamp) -> Result<AnswerLink, Refusal> {
        if self.state(now) != LinkState::Waiting {
            return Err(Refusal::NotFound);
        }
        Ok(AnswerLink { used: Some(now), ..self.clone() })
    }

    /// Takes it back: it opens nothing more, and what it opened is closed.
    ///
    /// # Errors
    /// When it was taken back before.
    pub fn revoke(&self, by: Id<Staff>, now: Timestamp) -> Result<AnswerLink, Refusal> {
        if self.revoked.is_some() {
            return Err(Refusal::NotNow("This link was taken back already.".into()));
        }
        Ok(AnswerLink { revoked: Some(Revoked { by, at: now }), ..self.clone() })
    }
}

/// Until when a link sent now for a request opens anything: as long as the pack says, and never beyond the request's due time with its grace.
///
/// # Errors
/// When the due time and its grace have gone by, or the request is closed.
pub fn until(request: &Request, now: Timestamp, partners: &Partners) -> Result<Timestamp, Refusal> {
    let hours = |hours: u32| SignedDuration::from_hours(hours.into());
    let later = |from: Timestamp, by| from.checked_add(by).unwrap_or(Timestamp::MAX);
    let mut until = later(now, hours(partners.link_hours));
    if let Some(due) = request.clock.due {
        until = until.min(later(due.instant(), hours(partners.link_grace_hours)));
    }
    if let Some(closes) = request.closes_at {
        until = until.min(closes);
    }
    if until <= now {
        return Err(Refusal::NotNow(
            "The time for this answer has gone by, so no link can be sent. Ring them, and write down what they say.".into(),
        ));
    }
    Ok(until)
}

impl Record for AnswerLink {
    const KIND: &'static str = "answer_link";

    fn id(&self) -> Id<AnswerLink> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> AnswerLink {
        AnswerLink {
            id: Id::from_bits(1),
            request: Id::from_bits(2),
            enquiry: Id::from_bits(3),
            children: Vec::new(),
            contact: Id::from_bits(4),
            staff: Id::from_bits(5),
            sent_by: Id::from_bits(6),
            sent_at: at(0),
            until: at(24),
            code_by: CodeBy::Telephone,
            used: None,
            revoked: None,
        }
    }

    fn at(hour: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour)
    }

    #[test]
    fn a_link_opens_once_until_its_time_and_not_when_it_was_taken_back() {
        let second = SignedDuration::from_secs(1);
        assert_eq!(link().state(at(24) - second), LinkState::Waiting);
        assert_eq!(link().state(at(24)), LinkState::Expired);
        let used = link().open(at(1)).unwrap();
        let revoked = link().revoke(Id::from_bits(6), at(1)).unwrap();
        assert_eq!((used.state(at(2)), revoked.state(at(2))), (LinkState::Used, LinkState::Revoked));
        // To whoever holds it they are alike.
        let refusals = [used.open(at(2)), revoked.open(at(2)), link().open(at(24))].map(Result::unwrap_err);
        assert!(refusals.iter().all(|refusal| *refusal == Refusal::NotFound));
        assert!(used.revoke(Id::from_bits(6), at(2)).is_ok(), "what it opened can be closed");
        assert!(revoked.revoke(Id::from_bits(6), at(2)).is_err());
    }
}
