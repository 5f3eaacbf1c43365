//! For whom a document is composed, and what that means for what may stand in it.

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::person::Person;
use crate::safety_plan::Holder;

/// Who reads a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// What kind of reader.
    pub kind: Kind,
    /// What they are called; empty for the file.
    pub name: String,
    /// Which person on the record.
    pub person: Option<Id<Person>>,
    /// The code of the agency.
    pub agency: Option<String>,
    /// The agency's name as it stood in the pack.
    pub agency_name: String,
}

/// What kind of reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The child.
    Child,
    /// Somebody of the family.
    Family,
    /// An agency.
    Agency,
    /// A court.
    Court,
    /// The council's own file.
    File,
}

impl Kind {
    /// Every kind, those first for whom a document is composed.
    pub const ALL: [Kind; 5] = [Kind::Family, Kind::Child, Kind::Agency, Kind::Court, Kind::File];

    /// The code in forms and in the pack.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Child => "child",
            Kind::Family => "family",
            Kind::Agency => "agency",
            Kind::Court => "court",
            Kind::File => "file",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Kind::Child => "The child",
            Kind::Family => "Somebody of the family",
            Kind::Agency => "An agency",
            Kind::Court => "A court",
            Kind::File => "The council's own file",
        }
    }

    /// What stands in a document for such a reader.
    pub const fn sees(self) -> &'static str {
        match self {
            Kind::Child => {
                "Plain words that you write with the record beside you, and what the record may tell the child. Not who told us, nothing that another agency told, no protected address."
            }
            Kind::Family => {
                "Plain words in the second person that you look through before it goes. Not who told us, no police information, nothing that another agency or somebody else told in confidence, no protected address, nothing of other children."
            }
            Kind::Agency => {
                "What the agency told or did itself, and what children's social care decided. Not what other agencies told, not who told us, no protected address."
            }
            Kind::Court => {
                "The whole of what stands, each with where it comes from. Not who told us in confidence, no protected address."
            }
            Kind::File => "The whole of what stands, for the council's own paper file.",
        }
    }

    /// Whether it is composed in the reader's own words and order.
    pub const fn is_composed(self) -> bool {
        matches!(self, Kind::Child | Kind::Family)
    }

    /// Whether the whole of what stands goes into it.
    pub const fn is_whole(self) -> bool {
        matches!(self, Kind::Court | Kind::File)
    }
}

impl Recipient {
    /// The line that says for whom it was composed.
    pub fn line(&self) -> String {
        match self.kind {
            Kind::File => "File copy: not composed for anybody outside children's social care".into(),
            _ => format!("Composed for {}", self.words()),
        }
    }

    /// Who it is, in words.
    pub fn words(&self) -> String {
        match (self.name.trim(), self.agency_name.trim()) {
            ("", "") if self.kind == Kind::File => "the file".into(),
            ("", "") => self.kind.words().to_lowercase(),
            ("", agency) => agency.into(),
            (name, "") => name.into(),
            (name, agency) => format!("{name}, {agency}"),
        }
    }

    /// As a holder of copies, for the lists of those from whom something is withheld.
    pub fn holder(&self) -> Holder {
        Holder { name: self.name.clone(), person: self.person, agency: self.agency.clone() }
    }
}
