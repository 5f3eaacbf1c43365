//! A batch as it came: the file kept whole, what was taken of it, and each row that could not be taken, kept so that a person can mend it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Notification, Row, coded};
use crate::id::Id;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::Problem;
use crate::staff::Staff;

coded! {
    /// How a file is written.
    Format {
        Csv = "csv", "CSV";
        Xml = "xml", "XML";
        Json = "json", "JSON";
    }
}

coded! {
    /// How a batch came.
    Way {
        Interface = "interface", "sent by their system";
        Folder = "folder", "put into the folder";
        CommandLine = "command_line", "taken in at the command line";
    }
}

/// One file of notifications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// The record's name.
    pub id: Id<Batch>,
    /// The agency that sent it.
    pub agency: String,
    /// How it came.
    pub way: Way,
    /// The name of the file, when it had one.
    pub name: String,
    /// How it is written.
    pub format: Format,
    /// The SHA-256 of its bytes, in hexadecimal digits: the same file is the same batch.
    pub digest: String,
    /// How many bytes.
    pub size: u64,
    /// When it reached the council.
    pub received_at: Timestamp,
    /// How many incidents are in it.
    pub rows: u64,
    /// How many of them have been gone through: fewer while it is being taken in, or when that was broken off.
    pub gone_through: u64,
    /// How many were new.
    pub taken: u64,
    /// How many were known already, and are different now.
    pub changed: u64,
    /// How many were known already, word for word.
    pub same: u64,
    /// How many could not be taken as they are.
    pub refused: u64,
    /// What was noticed about the file as a whole: headings that are not in the schema.
    pub findings: Vec<String>,
    /// When the last of it was taken in.
    pub finished_at: Option<Timestamp>,
}

impl Batch {
    /// Whether all of it has been gone through.
    pub fn is_finished(&self) -> bool {
        self.finished_at.is_some()
    }
}

/// The bytes of a batch as they came, in base64: kept once, whatever is made of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchFile {
    /// The record's name.
    pub id: Id<BatchFile>,
    /// The batch.
    pub batch: Id<Batch>,
    /// The bytes, in base64.
    pub base64: String,
}

/// A row that could not be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRow {
    /// The record's name.
    pub id: Id<RefusedRow>,
    /// The batch.
    pub batch: Id<Batch>,
    /// The agency.
    pub agency: String,
    /// The row, word for word.
    pub row: Row,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// When it came.
    pub received_at: Timestamp,
    /// Those on the record who nearly certainly are named in it; nothing while nobody has looked.
    pub likely: Option<BTreeSet<Id<Person>>>,
    /// What became of it.
    pub mended: Option<Mended>,
}

/// How a refused row was put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mended {
    /// The notification it became, or became part of.
    pub notification: Id<Notification>,
    /// Who mended it; Frontdoor itself when the agency sent it again.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

impl Record for Batch {
    const KIND: &'static str = "notification_batch";

    fn id(&self) -> Id<Batch> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}

impl Record for BatchFile {
    const KIND: &'static str = "notification_file";

    fn id(&self) -> Id<BatchFile> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}

impl Record for RefusedRow {
    const KIND: &'static str = "refused_row";

    fn id(&self) -> Id<RefusedRow> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}
