//! Moving in: a council brings its history from the system it had. A file is kept as it came, with its digest; what it says of each person is first a
//! *proposal*, matched to those already on the record; somebody accepts it, one by one or all of a kind, or refuses it; and the whole can be taken back.
//! Nothing comes in by itself, nothing written here is overwritten by what a file says, and of every fact the record says which file it came from.
//!
//! Fifty thousand children come in one file: proposals are kept some at a time in a [`Bundle`], so that neither the ledger nor a page holds them all at once.

mod meant;
mod merge;
pub mod origin;
mod tally;
mod told;

pub use meant::may_be_another;
pub use merge::{Held, Merged, merged};
pub use origin::Origin;
pub use tally::{Count, Fate, Tally, fates};
pub use told::{Line, MOST_OF_ONE, NotCarried, Part, Provenance, Rule, Told, cut};

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::id::{Any, Id};
use crate::person::Person;
use crate::record::Record;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A children in need census, of any year's shape.
    Cin,
    /// A workbook of Annex A lists.
    AnnexA,
    /// Tables of the Standard Safeguarding Dataset, a CSV file each.
    Ssd,
    /// A list of people, a CSV file.
    People,
}

impl Source {
    /// Every kind.
    pub const ALL: [Source; 4] = [Source::Cin, Source::AnnexA, Source::Ssd, Source::People];

    /// The code: as on the command line and in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Source::Cin => "cin",
            Source::AnnexA => "annex-a",
            Source::Ssd => "ssd",
            Source::People => "people",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Source> {
        Source::ALL.into_iter().find(|source| source.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Source::Cin => "CIN census",
            Source::AnnexA => "Annex A workbook",
            Source::Ssd => "SSD tables",
            Source::People => "List of people",
        }
    }
}

/// One file, or one folder of tables, that came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// The record's name.
    pub id: Id<Import>,
    /// What kind.
    pub source: Source,
    /// The name of the file, or of the folder.
    pub name: String,
    /// The files: one, or one for each table.
    pub files: Vec<Kept>,
    /// The SHA-256 over the digests of its files: the same files are the same import.
    pub digest: String,
    /// The day up to which the file knows: the reference date of a census, the day of a workbook. An older file never replaces what a newer one said.
    pub as_of: Option<Date>,
    /// Who brought it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// How far it has come.
    pub stage: Stage,
    /// Rows in, by table, and what each would do.
    pub tally: Tally,
    /// How many proposals there are.
    pub proposals: u64,
    /// What could not be carried and is told of one by one; the tally has all of it.
    pub not_carried: Vec<NotCarried>,
}

/// A file as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub digest: String,
    /// How many bytes.
    pub size: u64,
}

/// How far an import has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Its proposals are being made. One that stays so was broken off, and the same file begins anew.
    Reading,
    /// Every proposal stands.
    Proposed,
    /// The whole was taken back.
    TakenBack {
        /// By whom.
        by: Id<Staff>,
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
}

/// A piece of a file, in base64: kept once, whatever is made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The record's name.
    pub id: Id<Piece>,
    /// The import.
    pub import: Id<Import>,
    /// Which of its files, the first 0.
    pub file: u32,
    /// Which piece of the file, the first 0.
    pub place: u32,
    /// The bytes, in base64.
    pub base64: String,
}

/// How many bytes of a file one piece holds.
pub const PIECE: usize = 1 << 20;
/// So long after it came an import may still be being read.
const READ_WITHIN: SignedDuration = SignedDuration::from_hours(1);
/// How many proposals stand in one bundle.
pub const BUNDLE: usize = 50;
/// So much of what could not be carried is told of one by one.
pub const MOST_TOLD: usize = 2_000;

/// Some proposals of an import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bundle {
    /// The record's name.
    pub id: Id<Bundle>,
    /// The import.
    pub import: Id<Import>,
    /// Which of its bundles, the first 0.
    pub place: u32,
    /// The proposals, in the order of the file.
    pub proposals: Vec<Proposal>,
}

/// What a file would change of one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its number within the import, from 1.
    pub number: u64,
    /// What the file says.
    pub told: Told,
    /// Who it is on the record.
    pub found: Found,
    /// What it would do.
    pub kind: Kind,
    /// What became of it.
    pub state: State,
}

/// Who a person in a file is on the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// Nobody: a new person.
    Nobody,
    /// The one with the same identifier, where nothing else says that it is another.
    Identifier(Id<Person>),
    /// One alone, in whom nearly all that is known agrees.
    Nearly(Id<Person>),
    /// One or more who may be the same: a person must say.
    Perhaps(Vec<Id<Person>>),
}

impl Found {
    /// The person it is taken for, when nobody need be asked.
    pub fn person(&self) -> Option<Id<Person>> {
        match self {
            Found::Identifier(person) | Found::Nearly(person) => Some(*person),
            Found::Nobody | Found::Perhaps(_) => None,
        }
    }

    /// Everybody on the record whom it may be.
    pub fn people(&self) -> BTreeSet<Id<Person>> {
        match self {
            Found::Nobody => BTreeSet::new(),
            Found::Identifier(person) | Found::Nearly(person) => BTreeSet::from([*person]),
            Found::Perhaps(people) => people.iter().copied().collect(),
        }
    }
}

impl Proposal {
    /// Everybody on the record whom it may be about: whom it was found to be, and whom it made or changed.
    pub fn people(&self) -> BTreeSet<Id<Person>> {
        let mut people = self.found.people();
        if let State::Accepted { did, .. } = &self.state {
            people.extend(did.iter().filter(|one| one.kind == Person::KIND).map(|one| one.record.of_kind()));
        }
        people
    }
}

/// What a proposal would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody whom the record does not have.
    NewPerson,
    /// Somebody known, with episodes that are new.
    NewEpisodes,
    /// Somebody known, of whom the file knows more or otherwise.
    Changes,
    /// Somebody who may be one of several, or may be nobody known.
    Doubtful,
}

impl Kind {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [Kind; 4] = [Kind::NewPerson, Kind::NewEpisodes, Kind::Changes, Kind::Doubtful];

    /// The code.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::NewPerson => "new_person",
            Kind::NewEpisodes => "new_episodes",
            Kind::Changes => "changes",
            Kind::Doubtful => "doubtful",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Kind::NewPerson => "New to the record",
            Kind::NewEpisodes => "Known, with new episodes",
            Kind::Changes => "Known, with changes",
            Kind::Doubtful => "May be somebody known: choose",
        }
    }
}

/// What became of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has decided.
    Waiting,
    /// It is on the record.
    Accepted {
        /// By whom.
        by: Id<Staff>,
        /// When.
        at: Timestamp,
        /// The records that were made or changed.
        did: Vec<Did>,
    },
    /// It is not wanted.
    Refused {
        /// By whom.
        by: Id<Staff>,
        /// When.
        at: Timestamp,
    },
    /// It was accepted, and taken back.
    TakenBack {
        /// By whom.
        by: Id<Staff>,
        /// When.
        at: Timestamp,
        /// What somebody changed since, and therefore stands as they left it.
        kept: Vec<Did>,
    },
}

impl State {
    /// The code.
    pub const fn code(&self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Accepted { .. } => "accepted",
            State::Refused { .. } => "refused",
            State::TakenBack { .. } => "taken_back",
        }
    }

    /// In words.
    pub const fn words(&self) -> &'static str {
        match self {
            State::Waiting => "Waiting",
            State::Accepted { .. } => "Accepted",
            State::Refused { .. } => "Refused",
            State::TakenBack { .. } => "Taken back",
        }
    }
}

/// A record that an accepted proposal made or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Did {
    /// The kind of record.
    pub kind: String,
    /// Its name.
    pub record: Id<Any>,
    /// Its version before; 0 for a new one.
    pub before: u64,
    /// Its version after.
    pub after: u64,
}

impl Import {
    /// Whether its proposals may still be being made: for an hour after it came, for the largest take a minute. One that stays so longer was broken off.
    pub fn may_be_read_still(&self, now: Timestamp) -> bool {
        self.stage == Stage::Reading && now.duration_since(self.at) < READ_WITHIN
    }

    /// Whether its proposals may be decided.
    ///
    /// # Errors
    /// While they are being made, and once the whole was taken back.
    pub fn may_be_decided(&self) -> Result<(), Refusal> {
        match self.stage {
            Stage::Proposed => Ok(()),
            Stage::Reading => Err(Refusal::NotNow(
                "This file is being read, or was not read to its end. Where it stays so, bring it again: nothing of it is on the record.".into(),
            )),
            Stage::TakenBack { .. } => {
                Err(Refusal::NotNow("This import was taken back. Bring the file again to begin anew.".into()))
            }
        }
    }

    /// Takes the whole back, with a reason.
    ///
    /// # Errors
    /// Without a reason, or when it was taken back already.
    pub fn taken_back(&self, by: Id<Staff>, at: Timestamp, reason: &str) -> Result<Import, Refusal> {
        if matches!(self.stage, Stage::TakenBack { .. }) {
            return Err(Refusal::NotNow("This import was taken back already.".into()));
        }
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Refusal::field("reason", "Say why it is taken back: others will read it."));
        }
        Ok(Import { stage: Stage::TakenBack { by, at, reason: reason.to_owned() }, ..self.clone() })
    }

    /// Where a fact came from: the file, the place in it, and the day up to which the file knows.
    pub fn provenance(&self, place: &str) -> Provenance {
        let words = format!("{}, {}, {place}", self.source.words(), self.name);
        Provenance { source: words, as_of: self.as_of, value: String::new() }
    }
}

impl Record for Import {
    const KIND: &'static str = "import";

    fn id(&self) -> Id<Import> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}

impl Record for Piece {
    const KIND: &'static str = "import_piece";

    fn id(&self) -> Id<Piece> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}

impl Record for Bundle {
    const KIND: &'static str = "import_bundle";

    fn id(&self) -> Id<Bundle> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}
