//! What of a chronology somebody outside gets. An agency: what it told us, what stands for it on the sharing sheet, and what a person chose to add. The
//! family: what a person chose, entry by entry, in plain words, and nothing that others told in confidence. Each is looked at a second time, line by line
//! as the reader will read it, before it is made; then it never changes.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Entry, Instead, Source, redacted};
use crate::id::Id;
use crate::mash::SharedFact;
use crate::pack::Pack;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// For whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// An agency of the pack.
    Agency {
        /// Its code.
        agency: String,
        /// Which of its organisations: "Northbridge Primary".
        organisation: String,
    },
    /// Somebody of the family.
    Family {
        /// Who: "Kim, the mother".
        who: String,
    },
}

/// One line as its reader will read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The entry; nothing for a fact of the sharing sheet.
    pub source: Option<Source>,
    /// When it happened, in words.
    pub happened: String,
    /// What the reader reads.
    pub words: String,
    /// Where it is known from, in words the reader may read.
    pub known_from: String,
}

/// What was chosen for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The record's name.
    pub id: Id<Selection>,
    /// The child.
    pub child: Id<Person>,
    /// For whom.
    pub recipient: Recipient,
    /// What they need it for.
    pub purpose: String,
    /// The lines.
    pub chosen: Vec<Chosen>,
    /// Who chose them.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Who looked at each line a second time and made it, and when. Nothing may be given to anybody before.
    pub made: Option<(Id<Staff>, Timestamp)>,
}

/// A line that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The line, with words that can be changed before it is made.
    pub line: Chosen,
    /// Whether it is chosen until somebody says otherwise: what the agency told itself, what was shared with it already.
    pub offered: bool,
    /// Why it stands here.
    pub why: &'static str,
}

impl Recipient {
    /// Who it is, in words.
    pub fn words(&self, pack: &Pack) -> String {
        match self {
            Recipient::Agency { agency, organisation } if organisation.trim().is_empty() => {
                pack.agency_name(agency).to_owned()
            }
            Recipient::Agency { organisation, .. } => organisation.clone(),
            Recipient::Family { who } => who.clone(),
        }
    }

    /// The lines that can be chosen for this reader, oldest first. `names` are those whom the reader must not learn of by name, and what they must not
    /// read at all.
    pub fn candidates(
        &self,
        entries: &[Entry],
        shared: &[SharedFact],
        names: &[Instead],
        pack: &Pack,
    ) -> Vec<Candidate> {
        let stand = entries.iter().filter(|entry| entry.stands());
        match self {
            Recipient::Agency { agency, .. } => {
                let mut lines: Vec<Candidate> = stand.map(|entry| for_agency(entry, agency, names)).collect();
                lines.extend(shared.iter().map(|fact| from_sheet(fact, names, pack)));
                lines
            }
            Recipient::Family { .. } => stand.map(|entry| for_family(entry, names, pack)).collect(),
        }
    }
}

fn for_agency(entry: &Entry, agency: &str, names: &[Instead]) -> Candidate {
    let own = entry.agency.as_deref() == Some(agency);
    let line = Chosen {
        source: Some(entry.source.clone()),
        happened: entry.happened_in_words(),
        words: redacted(entry.words_that_stand(), names),
        known_from: if own { "You told us".into() } else { "The council's record".into() },
    };
    let why = match (own, entry.agency.is_some()) {
        (true, _) => "They told us this.",
        (false, true) => {
            "Another agency told us this. It goes no further than that agency allows: look before you choose it."
        }
        (false, false) => "The council's own record.",
    };
    Candidate { line, offered: own, why }
}

fn from_sheet(fact: &SharedFact, names: &[Instead], pack: &Pack) -> Candidate {
    let line = Chosen {
        source: None,
        happened: crate::calendar::london::date_in_words(crate::calendar::london::date_of(fact.at)),
        words: redacted(&fact.fact.words, names),
        known_from: pack.agency_name(&fact.from).to_owned(),
    };
    Candidate { line, offered: true, why: "Shared with them already, on the sharing sheet." }
}

/// How the parts of a record end that hold the child's own words: the last word of their name.
const OWN_WORDS: [&str; 4] = ["words", "quote", "wishes", "views"];

/// Of what others told, the family is offered the pack's plain words or none: then whoever makes it writes them.
fn for_family(entry: &Entry, names: &[Instead], pack: &Pack) -> Candidate {
    let part = entry.source.part();
    let plain = pack.chronology.plain(&part);
    let confidential = entry.agency.is_some() || entry.told_by_others;
    let own_words = part.rsplit(['.', '_']).next().is_some_and(|last| OWN_WORDS.contains(&last))
        || entry.source.kind == "direct_work";
    let words = match plain {
        Some(plain) => plain.to_owned(),
        None if confidential || own_words => String::new(),
        None => redacted(entry.words_that_stand(), names),
    };
    let why = if own_words {
        "The child's own words. Ask the child before anybody of the family reads them."
    } else if confidential {
        "Told in confidence: only plain words of your own, or none."
    } else {
        "The council's own record."
    };
    let line = Chosen {
        source: Some(entry.source.clone()),
        happened: entry.happened.to_string(),
        words,
        known_from: String::new(),
    };
    Candidate { line, offered: false, why }
}

impl Selection {
    /// Chooses lines for a reader. Nothing is made yet.
    ///
    /// # Errors
    /// When the reader or the purpose is not said, or no line was chosen.
    pub fn choose(
        id: Id<Selection>,
        child: Id<Person>,
        (recipient, purpose): (Recipient, String),
        chosen: Vec<Chosen>,
        (by, at): (Id<Staff>, Timestamp),
        pack: &Pack,
    ) -> Result<Selection, Refusal> {
        let mut problems = Vec::new();
        match &recipient {
            Recipient::Agency { agency, .. } if pack.agency(agency).is_none() => {
                problems.push(Problem::new("agency", "Choose the agency that gets it."));
            }
            Recipient::Family { who } if who.trim().is_empty() => {
                problems.push(Problem::new("who", "Say who of the family gets it."));
            }
            _ => {}
        }
        if purpose.trim().is_empty() {
            problems.push(Problem::new("purpose", "Say what they need it for."));
        }
        if chosen.is_empty() {
            problems.push(Problem::new("lines", "Choose one line at least."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        Ok(Selection { id, child, recipient, purpose, chosen, by, at, made: None })
    }

    /// Makes it, after every line was looked at as its reader will read it. A line whose words were taken away is left out.
    ///
    /// # Errors
    /// When it was made already, nobody says that they looked, or nothing is left.
    pub fn make(
        &self,
        words: &[String],
        looked: bool,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Selection, Refusal> {
        if self.made.is_some() {
            return Err(Refusal::NotNow("This was made already. Choose again to make another.".into()));
        }
        let mut problems = Vec::new();
        if !looked {
            problems.push(Problem::new("looked", "Read each line as its reader will, then say so."));
        }
        let said = self.chosen.iter().enumerate().map(|(place, line)| Chosen {
            words: words.get(place).map_or_else(|| line.words.clone(), |words| words.trim().to_owned()),
            ..line.clone()
        });
        let chosen: Vec<Chosen> = said.filter(|line| !line.words.is_empty()).collect();
        if chosen.is_empty() {
            problems.push(Problem::new("words-0", "Write the words of one line at least."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        Ok(Selection { chosen, made: Some((by, at)), ..self.clone() })
    }
}

impl Record for Selection {
    const KIND: &'static str = "chronology_version";

    fn id(&self) -> Id<Selection> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }
}
