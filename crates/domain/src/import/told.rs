//! What a file says of one person, whatever kind of file it is; each row of it that said so; and what could not be carried over, with the rule why.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::access::Sealed;
use crate::episode::{Episode, PlanKind};
use crate::person::address::AddressLines;
use crate::person::name::PersonName;
use crate::person::nhs_number::NhsNumber;
use crate::person::partial_date::PartialDate;
use crate::person::upn::Upn;
use crate::person::{Sex, Standing};

/// Where a fact came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The file and the place in it, in words.
    pub source: String,
    /// The day up to which the file knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// What was brought: a fact that says something else by now was changed here.
    pub value: String,
}

/// What a file says of one person. What is not there the file does not say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// Where it begins: "line 12", "List 3, row 5".
    pub place: String,
    /// The council's identifier in that system; empty when there is none.
    pub identifier: String,
    /// Child or adult.
    pub standing: Standing,
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<PersonName>,
    /// Another name they are known by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_as: Option<PersonName>,
    /// Day of birth, or the day on which birth is expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<PartialDate>,
    /// Day of death.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub died: Option<PartialDate>,
    /// Sex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Code of the ethnicity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ethnicity: Option<String>,
    /// Codes of disabilities; `NONE` alone means asked, and none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabilities: Option<BTreeSet<String>>,
    /// NHS number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nhs_number: Option<NhsNumber>,
    /// Unique pupil number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upn: Option<Upn>,
    /// The one before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former_upn: Option<Upn>,
    /// Why there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upn_unknown: Option<String>,
    /// Where they live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Sealed<AddressLines>>,
    /// Episodes, without names of their own yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub episodes: Vec<Episode>,
    /// Each row of the file that spoke of the person, and what of them it said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
    /// What the file says and cannot be carried.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_carried: Vec<NotCarried>,
}

impl Told {
    /// Somebody of whom nothing is said yet.
    pub fn nothing(place: String, identifier: String, standing: Standing) -> Self {
        Told {
            place,
            identifier,
            standing,
            name: None,
            known_as: None,
            birth: None,
            died: None,
            sex: None,
            ethnicity: None,
            disabilities: None,
            nhs_number: None,
            upn: None,
            former_upn: None,
            upn_unknown: None,
            address: None,
            episodes: Vec::new(),
            lines: Vec::new(),
            not_carried: Vec::new(),
        }
    }

    /// A row that was carried as this part of the person.
    pub fn line(&mut self, table: &str, part: Part) {
        self.lines.push(Line { table: table.to_owned(), part });
    }

    /// A row that could not be carried at all.
    pub fn lost_line(&mut self, table: &str, place: &str, rule: Rule, words: impl Into<String>) {
        self.lines.push(Line { table: table.to_owned(), part: Part::Nothing(rule) });
        self.lost(place, rule, words);
    }

    /// A value that could not be carried.
    pub fn lost(&mut self, place: &str, rule: Rule, words: impl Into<String>) {
        if self.not_carried.len() >= MOST_OF_ONE {
            return;
        }
        let lost = NotCarried {
            place: place.to_owned(),
            identifier: self.identifier.clone(),
            rule,
            words: cut(words.into()),
        };
        self.not_carried.push(lost);
    }

    /// The episode that began on a day; it is made when it is not there yet.
    pub fn episode(&mut self, referral_date: Date) -> &mut Episode {
        let at = self.episodes.iter().position(|one| one.referral_date == referral_date);
        let at = at.unwrap_or_else(|| {
            self.episodes.push(Episode::opened(nameless(), nameless(), referral_date));
            self.episodes.len() - 1
        });
        &mut self.episodes[at]
    }
}

/// A name for what has none yet.
fn nameless<R>() -> crate::id::Id<R> {
    crate::id::Id::from_bits(0)
}

/// So much of what could not be carried is told of one person, one by one; every row is counted all the same.
pub const MOST_OF_ONE: usize = 100;
/// So many letters of what a file says are repeated in the words about it.
const LONGEST_WORDS: usize = 200;

/// Words about a file, cut where nobody reads on: a file may hold values of any length.
pub fn cut(words: String) -> String {
    match words.char_indices().nth(LONGEST_WORDS) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words,
    }
}

/// One row of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The table, list or group of elements.
    pub table: String,
    /// What of the person it is.
    pub part: Part,
}

/// What of a person a row says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Who they are.
    Person,
    /// The episode that began on this day.
    Episode(Date),
    /// Of it, the assessment that began on the second day.
    Assessment(Date, Date),
    /// Of it, the section 47 enquiry that began on the second day.
    Enquiry(Date, Date),
    /// Of it, the plan of this kind that began on the second day.
    Plan(Date, PlanKind, Date),
    /// Of it, what is known of the reviews of the protection plan that began on the second day.
    Reviews(Date, Date),
    /// Of it, the conference of a child who came on another council's plan.
    Conference(Date),
    /// Of it, pre-proceedings that began on the second day.
    PreProceedings(Date, Option<Date>),
    /// Nothing: the rule why.
    Nothing(Rule),
}

/// Something that could not be carried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotCarried {
    /// Where it stands in the file.
    pub place: String,
    /// The identifier of the person, when there is one.
    pub identifier: String,
    /// Why.
    pub rule: Rule,
    /// What it is, in words.
    pub words: String,
}

/// Why something could not be carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Nobody can be told from the row.
    NoIdentifier,
    /// A value cannot be read.
    Unreadable,
    /// What it is does not begin on any day.
    NoDay,
    /// An earlier row said so already.
    Repeated,
    /// It belongs to an episode, and the file has none for it.
    NoEpisode,
    /// The record holds nothing of the kind.
    NoPlace,
    /// The record says otherwise, and not from a file: what was written here stands.
    SaidHere,
    /// A newer file said otherwise.
    OlderFile,
    /// The episode was opened here: what is done here is written here.
    MadeHere,
    /// The record is restricted: somebody of its circle decides, and nothing is told of what it holds.
    Restricted,
    /// Another file said otherwise, and not both say up to which day they know.
    Undated,
    /// The row has more or fewer values than there are headings: which is which cannot be told.
    Ragged,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Rule; 12] = [
        Rule::NoIdentifier,
        Rule::Unreadable,
        Rule::NoDay,
        Rule::Repeated,
        Rule::NoEpisode,
        Rule::NoPlace,
        Rule::SaidHere,
        Rule::OlderFile,
        Rule::MadeHere,
        Rule::Restricted,
        Rule::Undated,
        Rule::Ragged,
    ];

    /// The code, for tables.
    pub const fn code(self) -> &'static str {
        match self {
            Rule::NoIdentifier => "no_identifier",
            Rule::Unreadable => "unreadable",
            Rule::NoDay => "no_day",
            Rule::Repeated => "repeated",
            Rule::NoEpisode => "no_episode",
            Rule::NoPlace => "no_place",
            Rule::SaidHere => "said_here",
            Rule::OlderFile => "older_file",
            Rule::MadeHere => "made_here",
            Rule::Restricted => "restricted",
            Rule::Undated => "undated",
            Rule::Ragged => "ragged",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Rule::NoIdentifier => "Nobody can be told from the row: it has no identifier and no name",
            Rule::Unreadable => "A value cannot be read",
            Rule::NoDay => "It has no day on which it began",
            Rule::Repeated => "An earlier row of the file says so already",
            Rule::NoEpisode => "It belongs to an episode, and the file has none for it",
            Rule::NoPlace => "The record holds nothing of this kind",
            Rule::SaidHere => "The record says otherwise: what was written here stands",
            Rule::OlderFile => "A newer file says otherwise",
            Rule::MadeHere => "The episode was opened here: what is done here is written here",
            Rule::Restricted => "The record is restricted: somebody of its circle decides",
            Rule::Undated => {
                "Another file says otherwise, and they do not both say up to which day they know"
            }
            Rule::Ragged => "The row has more or fewer values than there are headings",
        }
    }
}
