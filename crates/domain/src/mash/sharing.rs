//! The sharing sheet: which agency was given which fact, by whom and why. An agency sees its own answer and what stands here for it, and nothing
//! else. A fact goes no further than the agency that gave it allows.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::answer::{Fact, Handling};
use super::{Enquiry, Request};
use crate::id::Id;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// One line of the sharing sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// The request whose answer holds the fact.
    pub request: Id<Request>,
    /// The fact, word for word as it was shared: what the agency corrects later is shared anew or not at all.
    pub fact: Fact,
    /// The agency that gave it.
    pub from: String,
    /// The agency it was shared with.
    pub with: String,
    /// Which organisation of it.
    pub organisation: String,
    /// Who shared it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why they need it.
    pub why: String,
}

/// A fact as another agency may see it: who said it, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedFact {
    /// The agency that said it.
    pub from: String,
    /// What was said.
    pub fact: Fact,
    /// When it was shared.
    pub at: Timestamp,
}

impl Enquiry {
    /// Shares a fact of one agency's answer with another agency that was asked in this enquiry.
    ///
    /// # Errors
    /// When the agency that gave it does not allow it, the other was not asked, or no reason is given.
    pub fn share(
        &self,
        from: &Request,
        place: usize,
        with: &Request,
        by: Id<Staff>,
        why: &str,
        now: Timestamp,
    ) -> Result<Enquiry, Refusal> {
        if from.enquiry != self.id
            || with.enquiry != self.id
            || with.withdrawn.is_some()
            || from.id == with.id
        {
            return Err(Refusal::NotFound);
        }
        let answer = from.answer.as_ref().ok_or(Refusal::NotFound)?;
        let fact = answer.facts.get(place).ok_or(Refusal::NotFound)?;
        if fact.handling < Handling::Agencies {
            return Err(Refusal::field(
                "with",
                "The agency that told us this does not allow it to be shared with another. Ring them and ask first.",
            ));
        }
        if why.trim().is_empty() {
            return Err(Refusal::field("why", "Say why this agency needs to know it."));
        }
        let mut enquiry = self.clone();
        let line = Shared {
            request: from.id,
            fact: fact.clone(),
            from: from.agency.clone(),
            with: with.agency.clone(),
            organisation: with.organisation.clone(),
            by,
            at: now,
            why: why.into(),
        };
        if enquiry.shared.iter().any(|shared| {
            shared.request == line.request
                && shared.fact == line.fact
                && shared.with == line.with
                && shared.organisation == line.organisation
        }) {
            return Err(Refusal::NotNow("This was shared with them already.".into()));
        }
        enquiry.shared.push(line);
        Ok(enquiry)
    }

    /// What was shared with the agency of a request.
    pub fn shared_with(&self, request: &Request) -> Vec<SharedFact> {
        let theirs =
            |shared: &&Shared| shared.with == request.agency && shared.organisation == request.organisation;
        let fact = |shared: &Shared| SharedFact {
            from: shared.from.clone(),
            fact: shared.fact.clone(),
            at: shared.at,
        };
        self.shared.iter().filter(theirs).map(fact).collect()
    }
}
