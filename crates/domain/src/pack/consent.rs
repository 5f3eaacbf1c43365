//! Consent and lawful basis in the pack's words (domain.md 2.3; DfE Information sharing advice, May 2024).
//!
//! Three different things are called consent and are kept apart: agreement to share, consent to a service, consent to an examination.

use serde::Deserialize;

/// The pack's words about consent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentWords {
    /// The three kinds.
    #[serde(rename = "kind")]
    pub kinds: Vec<ConsentKind>,
    /// What is asked for.
    #[serde(rename = "purpose")]
    pub purposes: Vec<Purpose>,
    /// The legal bases on which information is shared.
    #[serde(rename = "basis")]
    pub bases: Vec<Basis>,
    /// Why a manager may go on without asking, or against a refusal.
    #[serde(rename = "dispensing")]
    pub dispensing: Vec<DispensingReason>,
}

/// One of the three things called consent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentKind {
    /// `share`, `service` or `medical`.
    pub id: String,
    /// Its name on pages.
    pub name: String,
    /// What it is, and what it is not.
    pub words: String,
    /// Who can give it.
    pub from: String,
    /// Whether the action stops when it is refused or withdrawn, unless a manager dispenses with it.
    pub binding: bool,
    /// Where this is written.
    pub source: String,
}

/// What consent is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// The purpose's name in the pack.
    pub id: String,
    /// The kind of consent it needs.
    pub kind: String,
    /// What the family is asked.
    pub words: String,
}

/// A legal basis.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// The basis's name in the pack.
    pub id: String,
    /// Its name on pages and on the request that leaves.
    pub name: String,
    /// The Act, article and schedule.
    pub law: String,
    /// When it fits.
    pub words: String,
    /// In force only from this day; none when it always was.
    pub from: Option<jiff::civil::Date>,
    /// Not yet in force: it cannot be chosen.
    #[serde(default)]
    pub coming: bool,
}

/// A reason to go on without consent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DispensingReason {
    /// The reason's name in the pack.
    pub id: String,
    /// What it says.
    pub words: String,
    /// Where it comes from.
    pub source: String,
}

impl ConsentWords {
    /// The kind of this name.
    pub fn kind(&self, id: &str) -> Option<&ConsentKind> {
        self.kinds.iter().find(|each| each.id == id)
    }

    /// The purpose of this name.
    pub fn purpose(&self, id: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|each| each.id == id)
    }

    /// The basis of this name.
    pub fn basis(&self, id: &str) -> Option<&Basis> {
        self.bases.iter().find(|each| each.id == id)
    }

    /// The dispensing reason of this name.
    pub fn dispensing_reason(&self, id: &str) -> Option<&DispensingReason> {
        self.dispensing.iter().find(|each| each.id == id)
    }
}
