//! A paper or picture that an agency sends with its answer. The record says what it is and how it was checked; the bytes stand sealed beside it.
//! Until whatever the council scans with has looked at it, nobody opens it; where a council scans with nothing, the page says so.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::DocumentKind;
use crate::id::Id;
use crate::mash::{Enquiry, Handling, Request};
use crate::person::Person;
use crate::record::Record;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// The largest document: a photograph or a scanned report, not a film.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// How many documents one request takes.
pub const MOST_DOCUMENTS: usize = 10;

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The record's name.
    pub id: Id<Document>,
    /// The request it was sent with.
    pub request: Id<Request>,
    /// The enquiry of the request.
    pub enquiry: Id<Enquiry>,
    /// The children it may be about: those of the request.
    pub children: Vec<Id<Person>>,
    /// The agency that sent it.
    pub agency: String,
    /// Which of its organisations.
    pub organisation: String,
    /// What it is called, tamed ([`super::tamed`]).
    pub name: String,
    /// What it is, by its content and never by its name.
    pub kind: DocumentKind,
    /// How many bytes are kept.
    pub bytes: u64,
    /// The SHA-256 of the bytes kept, in hexadecimal digits.
    pub digest: String,
    /// What the agency lets be done with it.
    pub handling: Handling,
    /// Who sent it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// How it was checked.
    pub scan: Scan,
    /// With which other agencies it was shared.
    pub shared: Vec<DocumentShared>,
}

/// How a document was checked for programs that do harm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scan {
    /// The council scans with nothing.
    NotScanned,
    /// It waits to be scanned.
    Waiting,
    /// Nothing was found.
    Clean {
        /// When.
        at: Timestamp,
    },
    /// Something was found. Nobody opens it.
    Harmful {
        /// When.
        at: Timestamp,
        /// What the scanner called it.
        found: String,
    },
}

impl Scan {
    /// The code in the store.
    pub const fn code(&self) -> &'static str {
        match self {
            Scan::NotScanned => "not_scanned",
            Scan::Waiting => "waiting",
            Scan::Clean { .. } => "clean",
            Scan::Harmful { .. } => "harmful",
        }
    }

    /// In words.
    pub const fn words(&self) -> &'static str {
        match self {
            Scan::NotScanned => "Not scanned",
            Scan::Waiting => "Being scanned: it can be opened afterwards",
            Scan::Clean { .. } => "Scanned: nothing found",
            Scan::Harmful { .. } => "Locked: something harmful was found in it",
        }
    }

    /// Whether the document may be opened.
    pub const fn opens(&self) -> bool {
        matches!(self, Scan::NotScanned | Scan::Clean { .. })
    }
}

/// A document was shared with another agency of the enquiry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentShared {
    /// The agency.
    pub with: String,
    /// Which of its organisations.
    pub organisation: String,
    /// Who shared it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why they need it.
    pub why: String,
}

impl Document {
    /// What the scanner said.
    #[must_use]
    pub fn scanned(&self, scan: Scan) -> Document {
        Document { scan, ..self.clone() }
    }

    /// Shares it with another agency that was asked in the same enquiry.
    ///
    /// # Errors
    /// When the agency that sent it does not allow it, the other was not asked, it cannot be opened, or no reason is given.
    pub fn share(
        &self,
        with: &Request,
        by: Id<Staff>,
        why: &str,
        now: Timestamp,
    ) -> Result<Document, Refusal> {
        let same = with.agency == self.agency && with.organisation == self.organisation;
        if with.enquiry != self.enquiry || with.withdrawn.is_some() || same {
            return Err(Refusal::NotFound);
        }
        if !self.scan.opens() {
            return Err(Refusal::NotNow(
                "It is not scanned yet, or something was found in it: it cannot be shared.".into(),
            ));
        }
        if self.handling < Handling::Agencies {
            return Err(Refusal::field(
                "with",
                "The agency that sent this does not allow it to be shared with another. Ring them and ask first.",
            ));
        }
        if why.trim().is_empty() {
            return Err(Refusal::field("why", "Say why this agency needs to see it."));
        }
        if self.is_shared_with(with) {
            return Err(Refusal::NotNow("This was shared with them already.".into()));
        }
        let mut document = self.clone();
        document.shared.push(DocumentShared {
            with: with.agency.clone(),
            organisation: with.organisation.clone(),
            by,
            at: now,
            why: why.trim().to_owned(),
        });
        Ok(document)
    }

    /// Whether it was shared with the agency of a request.
    pub fn is_shared_with(&self, request: &Request) -> bool {
        self.enquiry == request.enquiry
            && self
                .shared
                .iter()
                .any(|shared| shared.with == request.agency && shared.organisation == request.organisation)
    }

    /// Whether the agency of a request may open it: it sent it, or it was shared with it.
    pub fn is_for(&self, request: &Request) -> bool {
        let sent = self.enquiry == request.enquiry
            && self.agency == request.agency
            && self.organisation == request.organisation;
        sent || self.is_shared_with(request)
    }
}

impl Record for Document {
    const KIND: &'static str = "document";

    fn id(&self) -> Id<Document> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }
}
