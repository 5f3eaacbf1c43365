//! The pack's short lists: agencies, roles, code lists, outcomes of a contact.

use serde::Deserialize;

/// An agency that tells the front door, or is asked by it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// The agency's name in the pack.
    pub id: String,
    /// The agency's name on pages.
    pub name: String,
    /// The codes of list `contact_source` under which a contact from it may be counted. The first is proposed.
    pub sources: Vec<String>,
    /// What it can usually tell about a family.
    pub knows: String,
    /// Whether it is many organisations, each with its own people: schools, practices, landlords. A request then says which one it goes to.
    #[serde(default)]
    pub many: bool,
    /// Whether a strategy discussion needs it beside social care (Working Together: police and health).
    #[serde(default)]
    pub needed_in_strategy: bool,
}

/// What a person is to the front door (domain.md 2.1). What each may see is in `domain::access`, not here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleWords {
    /// The role's code, as access knows it.
    pub code: String,
    /// The role's name on pages.
    pub name: String,
    /// What the role does.
    pub does: String,
    /// What the role must not do.
    pub must_not: String,
}

/// A list of codes, most of them national.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// The list's name in the pack.
    pub id: String,
    /// What the codes say.
    pub title: String,
    /// Where the codes come from.
    pub source: String,
    /// The codes in their order.
    #[serde(rename = "code")]
    pub codes: Vec<Code>,
}

/// One code.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// What is kept and returned.
    pub code: String,
    /// What is read.
    pub words: String,
    /// When it changed, or how to use it.
    pub note: Option<String>,
    /// No longer chosen; still read in old records and imports.
    #[serde(default)]
    pub withdrawn: bool,
}

/// What a contact can lead to (domain.md 1.1). Several may be true; one is primary.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The outcome's code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// When it is right.
    pub words: String,
    /// The flag under which the Standard Safeguarding Dataset counts it.
    pub ssd_flag: String,
    /// Whether the referrer is told the outcome.
    pub feedback: bool,
    /// The letter that tells them.
    pub letter: Option<String>,
    /// Whether whoever proposes it without a MASH enquiry says why none is needed.
    #[serde(default)]
    pub why_no_enquiry: bool,
    /// The least threshold level at which it makes sense; a lower one asks for a reason.
    pub level_from: Option<u8>,
    /// Whether it asks for a referral of each child, and of what kind.
    #[serde(default)]
    pub referral: Option<AsksReferral>,
}

/// What a contact's outcome asks of the team that takes referrals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AsksReferral {
    /// A referral of every child. It makes no sense for a child who is open already.
    Always,
    /// A referral of every child who is not open; an open child's worker is told.
    UnlessOpen,
    /// A child on another authority's protection plan moves in.
    TransferIn,
}

impl CodeList {
    /// The words of a code, withdrawn ones included.
    pub fn words(&self, code: &str) -> Option<&str> {
        self.codes.iter().find(|each| each.code == code).map(|each| each.words.as_str())
    }

    /// Whether the list has the code, withdrawn or not.
    pub fn holds(&self, code: &str) -> bool {
        self.words(code).is_some()
    }
}
