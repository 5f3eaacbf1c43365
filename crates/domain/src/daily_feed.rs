//! What was sent to the Department for Education in its daily feed: each request, the children in it by the identifier and the digest of their nodes, and what was
//! answered. What was acknowledged last of each child is what the next feed is held against; what was refused is not sent again as it is (DfE CSC API 1.0.1).
//!
//! The nodes themselves are not kept: each is the whole picture of a child, and is made from the record whenever it is sent.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::person::Person;
use crate::record::Record;

/// One request of the feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedRequest {
    /// The record's name.
    pub id: Id<FeedRequest>,
    /// The day of the feed.
    pub day: Date,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Which try of the day's feed it was, from 1.
    pub tries: u32,
    /// SHA-256 of its body, in hexadecimal digits.
    pub digest: String,
    /// How long its body was, in bytes.
    pub bytes: u64,
    /// The children in it, in the order in which they were sent.
    pub children: Vec<FeedChild>,
    /// The status of the answer; nothing when none came.
    pub status: Option<u16>,
    /// What was answered, and what follows from it.
    pub answer: FeedAnswer,
}

/// A child in a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedChild {
    /// The council's identifier, as it was sent.
    pub identifier: String,
    /// The child's record, also of one who was taken out.
    pub child: Option<Id<Person>>,
    /// Whether the whole child was taken out.
    pub purge: bool,
    /// The digest of the child's whole node.
    pub digest: String,
    /// The names of the parts of its node, by episode.
    pub parts: BTreeMap<String, Parts>,
}

/// The names of an episode's parts: what must be taken out by name once it is gone from the record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// Assessments.
    pub assessments: BTreeSet<String>,
    /// Child in need plans.
    pub in_need: BTreeSet<String>,
    /// Section 47 enquiries.
    pub enquiries: BTreeSet<String>,
    /// Child protection plans.
    pub protection: BTreeSet<String>,
}

impl Parts {
    /// Adds other names.
    pub fn extend(&mut self, other: Parts) {
        self.assessments.extend(other.assessments);
        self.in_need.extend(other.in_need);
        self.enquiries.extend(other.enquiries);
        self.protection.extend(other.protection);
    }
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedAnswer {
    /// Sent, and no answer written down yet: whether it was taken in is not known.
    Sent,
    /// Taken in: the receipt.
    Acknowledged(String),
    /// Refused together: each half is sent by itself, so that one child's mistake holds up nobody else.
    Divided(String),
    /// Refused for good: why. The same is not sent again until the child's record changes, or somebody asks for it.
    Refused(String),
    /// Not taken in, and through no fault of what was sent: why.
    NotTaken(String),
}

impl FeedAnswer {
    /// The code in the store.
    pub const fn code(&self) -> &'static str {
        match self {
            FeedAnswer::Sent => "sent",
            FeedAnswer::Acknowledged(_) => "acknowledged",
            FeedAnswer::Divided(_) => "divided",
            FeedAnswer::Refused(_) => "refused",
            FeedAnswer::NotTaken(_) => "not_taken",
        }
    }

    /// The receipt, or why.
    pub fn words(&self) -> &str {
        match self {
            FeedAnswer::Sent => "No answer is written down. What was in it is sent again.",
            FeedAnswer::Acknowledged(words)
            | FeedAnswer::Divided(words)
            | FeedAnswer::Refused(words)
            | FeedAnswer::NotTaken(words) => words,
        }
    }
}

impl FeedRequest {
    /// Whether the Department may have taken it in, though no receipt came: the answer was lost, or torn, or a fault of its server came after.
    pub fn is_perhaps_taken(&self) -> bool {
        match self.answer {
            FeedAnswer::Sent => true,
            FeedAnswer::NotTaken(_) => matches!(self.status, None | Some(200 | 500..=599)),
            FeedAnswer::Acknowledged(_) | FeedAnswer::Divided(_) | FeedAnswer::Refused(_) => false,
        }
    }

    /// The code of what came of it in the store.
    pub fn code(&self) -> &'static str {
        if self.is_perhaps_taken() { "perhaps" } else { self.answer.code() }
    }
}

impl Record for FeedRequest {
    const KIND: &'static str = "feed_request";

    fn id(&self) -> Id<Self> {
        self.id
    }

    /// None: a request is the council's, not part of a child's file. That a child was in it is noted in the access log.
    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}
