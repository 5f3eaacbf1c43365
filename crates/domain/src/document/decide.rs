//! What may be done with a document: prepared for a reader, changed in its words or a part left out with a reason, looked at a second time and given, thrown
//! away, replaced, had back. Nobody from whom it is withheld is given one.

use jiff::Timestamp;

use super::{
    Change, Collected, Given, Issued, Kind, Of, Recipient, Replaced, Section, Stage, Thrown, Withheld,
};
use crate::id::{Any, Id};
use crate::pack::Pack;
use crate::person::Person;
use crate::refusal::{Problem, Refusal};
use crate::safety_plan::{Holder, SafetyPlan};
use crate::staff::Staff;

/// A document that was composed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// What it is.
    pub of: Of,
    /// The record it tells.
    pub record: Option<Id<Any>>,
    /// Which letter of the pack.
    pub letter: Option<String>,
    /// The children it is about.
    pub children: Vec<Id<Person>>,
    /// For whom.
    pub recipient: Recipient,
    /// The code of what for.
    pub purpose: String,
    /// What for, in words.
    pub purpose_words: String,
    /// Somebody who must not have it, and why.
    pub withhold: Option<(Holder, String)>,
    /// The last entry of the ledger that was known.
    pub known: u64,
    /// What it is called.
    pub title: String,
    /// What it says.
    pub sections: Vec<Section>,
    /// What was left out by rule.
    pub left_out: Vec<String>,
}

/// The digests of the files that were made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenFiles {
    /// How it is given, and into whose hands.
    pub how: String,
    /// SHA-256 of the PDF.
    pub pdf: String,
    /// SHA-256 of the Word file.
    pub word: String,
}

/// What a refusal of a copy says.
const WITHHELD: &str = "It is withheld from them: nothing is composed and nothing is given. The list says why; where it is a safety plan's list, a manager can lift it.";

impl Recipient {
    /// What is wrong with it.
    pub fn problems(&self, pack: &Pack) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut problem = |field: &str, words: &str| problems.push(Problem::new(field, words));
        match self.kind {
            Kind::Family if self.name.trim().is_empty() => {
                problem("name", "Say who of the family gets it, by name: it is composed for one person.");
            }
            Kind::Court if self.name.trim().is_empty() => {
                problem("name", "Say which court, and the case number.");
            }
            Kind::Agency => match &self.agency {
                None => problem("agency", "Choose which agency gets it."),
                Some(agency) if pack.agency(agency).is_none() => {
                    problem("agency", "Choose one of the agencies.");
                }
                Some(_) => {}
            },
            _ => {}
        }
        problems
    }
}

/// Why somebody is not given a document about these children: they stand on the list of one of their plans, or of an earlier document of the kind.
pub fn withheld_from(
    of: Of,
    recipient: &Recipient,
    plans: &[SafetyPlan],
    earlier: &[Issued],
) -> Result<(), Refusal> {
    if recipient.kind == Kind::File {
        return Ok(());
    }
    let holder = recipient.holder();
    let by_plan = plans.iter().any(|plan| plan.withheld_from(&holder).is_some());
    let by_document = earlier
        .iter()
        .filter(|issued| issued.of == of)
        .flat_map(|issued| &issued.withheld)
        .any(|entry| entry.from.may_be(&holder));
    if by_plan || by_document {
        let field = if recipient.kind == Kind::Agency { "agency" } else { "name" };
        return Err(Refusal::field(field, WITHHELD));
    }
    Ok(())
}

impl Issued {
    /// Prepares a document. Nobody has it yet.
    ///
    /// # Errors
    /// When nobody is named, the purpose is missing or does not fit the reader, or whom it is withheld from is said without a reason.
    pub fn prepare(
        id: Id<Issued>,
        reference: String,
        prepared: Prepared,
        by: Id<Staff>,
        at: Timestamp,
        pack: &Pack,
    ) -> Result<Issued, Refusal> {
        let mut problems = prepared.recipient.problems(pack);
        match pack.documents.purpose(&prepared.purpose) {
            Some(purpose) if purpose.is_for(prepared.recipient.kind) => {
                if purpose.in_words && prepared.purpose_words.trim().is_empty() {
                    problems.push(Problem::new("purpose_words", "Say what it is for."));
                }
            }
            _ => problems.push(Problem::new("purpose", "Choose what it is for.")),
        }
        let mut withheld = Vec::new();
        if let Some((from, why)) = prepared.withhold {
            if why.trim().is_empty() {
                problems.push(Problem::new("withhold_why", "Say why they must not have it."));
            } else if from.may_be(&prepared.recipient.holder()) {
                problems.push(Problem::new("withhold", "This is who the document is for."));
            }
            withheld.push(Withheld { from, why, by, at });
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        Ok(Issued {
            id,
            reference,
            of: prepared.of,
            record: prepared.record,
            letter: prepared.letter,
            children: prepared.children,
            recipient: prepared.recipient,
            purpose: prepared.purpose,
            purpose_words: prepared.purpose_words,
            known: prepared.known,
            title: prepared.title,
            from: pack.council.name.clone(),
            sections: prepared.sections,
            left_out: prepared.left_out,
            by,
            at,
            changed: Vec::new(),
            given: None,
            thrown: None,
            replaced: None,
            withheld,
            collected: None,
        })
    }

    fn still_prepared(&self) -> Result<(), Refusal> {
        match self.stage() {
            Stage::Prepared => Ok(()),
            Stage::Thrown => Err(Refusal::NotNow("This document was thrown away. Prepare a new one.".into())),
            _ => Err(Refusal::NotNow(
                "This document has left: it is not changed. Prepare a new one, which replaces it.".into(),
            )),
        }
    }

    /// Changes the words of its own sections and leaves sections out, each with a reason. A section that is not named stays as it is.
    ///
    /// # Errors
    /// When it has left already, or a section is left out without a reason.
    pub fn reworded(
        &self,
        sections: &[(String, Option<String>, Option<String>)],
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Issued, Refusal> {
        self.still_prepared()?;
        let mut issued = self.clone();
        let mut problems = Vec::new();
        for (code, words, left_out) in sections {
            let Some(section) = issued.sections.iter_mut().find(|section| section.code == *code) else {
                continue;
            };
            if let (true, Some(words)) = (section.own, words) {
                section.words.clone_from(words);
            }
            if left_out.as_ref().is_some_and(|why| why.trim().is_empty()) {
                problems.push(Problem::new(format!("why_{code}"), "Say why this part is left out."));
            }
            section.left_out.clone_from(left_out);
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        issued.changed.push(Change { by, at });
        Ok(issued)
    }

    /// Gives it, after it was seen as it goes.
    ///
    /// # Errors
    /// When it has left already, nothing stands in it, or it is not said how it is given.
    pub fn give(&self, files: GivenFiles, by: Id<Staff>, at: Timestamp) -> Result<Issued, Refusal> {
        self.can_be_given()?;
        if files.how.trim().is_empty() {
            return Err(Refusal::field("how", "Say how it is given, and into whose hands."));
        }
        let GivenFiles { how, pdf, word } = files;
        Ok(Issued { given: Some(Given { by, at, how, pdf, word }), ..self.clone() })
    }

    /// Whether it can be given as it stands.
    ///
    /// # Errors
    /// When it has left already, or nothing stands in it.
    pub fn can_be_given(&self) -> Result<(), Refusal> {
        self.still_prepared()?;
        if !self.sections.iter().any(Section::is_printed) {
            return Err(Refusal::NotNow("Nothing stands in this document. Write its words first.".into()));
        }
        Ok(())
    }

    /// Throws it away before anybody had it.
    ///
    /// # Errors
    /// When it has left already, or there is no reason.
    pub fn throw(&self, why: &str, by: Id<Staff>, at: Timestamp) -> Result<Issued, Refusal> {
        self.still_prepared()?;
        if why.trim().is_empty() {
            return Err(Refusal::field("why", "Say why it is thrown away."));
        }
        Ok(Issued { thrown: Some(Thrown { by, at, why: why.trim().into() }), ..self.clone() })
    }

    /// Marks it as replaced by a newer one.
    #[must_use]
    pub fn replaced_by(&self, with: Id<Issued>, at: Timestamp) -> Issued {
        Issued { replaced: Some(Replaced { with, at }), ..self.clone() }
    }

    /// Writes down that the copy came back, or why it cannot be had.
    ///
    /// # Errors
    /// When nobody has it, it came back already, or it is not said where it is.
    pub fn collect(&self, words: &str, by: Id<Staff>, at: Timestamp) -> Result<Issued, Refusal> {
        if !matches!(self.stage(), Stage::Given | Stage::Replaced) {
            return Err(Refusal::NotNow("Nobody has a copy of this document.".into()));
        }
        if words.trim().is_empty() {
            return Err(Refusal::field("words", "Say where it is now, or why it cannot be had back."));
        }
        Ok(Issued { collected: Some(Collected { by, at, words: words.trim().into() }), ..self.clone() })
    }
}
