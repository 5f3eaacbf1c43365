//! A sample of decisions to audit: all of a kind in a period, or those of a theme, in an order that follows from a seed made by chance and kept. Nobody
//! chooses, and anybody with the ledger can draw the same again (domain register, 1.17: random and targeted sampling, one's own cases excluded).

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Audit;
use crate::access::Actor;
use crate::child_file::ChildFile;
use crate::id::{Any, Id};
use crate::lot;
use crate::pack::Pack;
use crate::person::Person;
use crate::person::relationship::Kinship;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::{Role, Staff};

/// Which decisions are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Draw {
    /// Contacts decided by a manager.
    Contact,
    /// Strategy discussions decided.
    Strategy,
    /// Section 47 enquiries authorised.
    Section47,
    /// Assessments authorised.
    Assessment,
    /// Closures decided.
    Closure,
}

impl Draw {
    /// Every kind of decision.
    pub const ALL: [Draw; 5] =
        [Draw::Contact, Draw::Strategy, Draw::Section47, Draw::Assessment, Draw::Closure];

    /// The code in the pack and the store.
    pub const fn code(self) -> &'static str {
        match self {
            Draw::Contact => "contact",
            Draw::Strategy => "strategy",
            Draw::Section47 => "section47",
            Draw::Assessment => "assessment",
            Draw::Closure => "closure",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|draw| draw.code() == code)
    }

    /// Many of them in words.
    pub const fn words(self) -> &'static str {
        match self {
            Draw::Contact => "Contacts decided",
            Draw::Strategy => "Strategy discussions decided",
            Draw::Section47 => "Section 47 enquiries authorised",
            Draw::Assessment => "Assessments authorised",
            Draw::Closure => "Closures decided",
        }
    }

    /// One of them in words.
    pub const fn one(self) -> &'static str {
        match self {
            Draw::Contact => "contact",
            Draw::Strategy => "strategy discussion",
            Draw::Section47 => "section 47 enquiry",
            Draw::Assessment => "assessment",
            Draw::Closure => "closure",
        }
    }

    /// The kind of record in the ledger, and the act that decides one there.
    pub const fn decided_by(self) -> (&'static str, &'static str) {
        match self {
            Draw::Contact => ("contact", "decide_contact"),
            Draw::Strategy => ("strategy_discussion", "decide_discussion"),
            Draw::Section47 => ("section47", "authorise_section47"),
            Draw::Assessment => ("assessment", "authorise_assessment"),
            Draw::Closure => ("closure", "decide_closure"),
        }
    }
}

/// Which children a theme is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Only {
    /// All.
    All,
    /// Those of whom a contact was decided by a threshold paragraph of this worry.
    Concern(String),
    /// Those with a father on the record.
    Father,
    /// Those for whom somebody withdrew consent.
    ConsentWithdrawn,
}

impl Only {
    /// Whether a child's file, as it was known at the decision, is of the theme.
    pub fn holds(&self, file: &ChildFile) -> bool {
        match self {
            Only::All => true,
            Only::Concern(concern) => {
                let cited = file.contacts.iter().flat_map(|contact| &contact.record.decisions);
                let mut cited = cited.filter_map(|decision| decision.outcomes.as_ref());
                let begins = format!("{concern}_");
                cited.any(|basis| basis.paragraphs().any(|paragraph| paragraph.starts_with(&begins)))
            }
            Only::Father => file.relationships.iter().map(|filed| &filed.record).any(|relationship| {
                relationship.to == file.child.record.id && relationship.kind == Kinship::Father
            }),
            Only::ConsentWithdrawn => file.bases.iter().any(|filed| filed.record.withdrawn.is_some()),
        }
    }
}

/// A decision that could be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The record.
    pub record: Id<Any>,
    /// The ledger's entry of the decision.
    pub entry: u64,
    /// When.
    pub at: Timestamp,
    /// Who decided.
    pub by: Id<Staff>,
}

/// A sample that was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// The record's name.
    pub id: Id<Sample>,
    /// The number people say.
    pub reference: String,
    /// Which decisions.
    pub draw: Draw,
    /// The code of the theme; nothing for a random sample.
    pub theme: Option<String>,
    /// The first day of the decisions.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// How many were asked for.
    pub many: u32,
    /// Why it was drawn.
    pub why: String,
    /// The seed: 64 hexadecimal digits of chance.
    pub digits: String,
    /// The ledger's last entry when it was drawn: what could be drawn from.
    pub known: u64,
    /// How many decisions there were to draw from.
    pub considered: u32,
    /// The audits, in the order of the draw.
    pub drawn: Vec<Id<Audit>>,
    /// How many drawn decisions nobody was free to audit.
    pub nobody_free: u32,
    /// The earlier sample whose actions it looks at again.
    pub follows: Option<Id<Sample>>,
    /// Who drew it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// A sample as somebody asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleAsked {
    /// Which decisions.
    pub draw: Option<Draw>,
    /// The code of the theme; empty for a random sample.
    pub theme: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// How many.
    pub many: Option<u32>,
    /// Why.
    pub why: String,
    /// The earlier sample it looks at again.
    pub follows: Option<Id<Sample>>,
}

/// The most audits one sample draws: more than a service audits in a quarter.
const MOST: u32 = 60;

impl SampleAsked {
    /// What is asked for, when it can be drawn.
    ///
    /// # Errors
    /// What is missing, beside each question.
    pub fn checked(&self, today: Date, pack: &Pack) -> Result<(Draw, Only, Date, Date, u32), Refusal> {
        let mut problems = Vec::new();
        let theme = pack.audit.theme(&self.theme);
        if !self.theme.is_empty() && theme.is_none() {
            problems.push(Problem::new("theme", "Choose a theme from the list, or none."));
        }
        match (self.draw, theme) {
            (None, _) => problems.push(Problem::new("draw", "Choose which decisions are drawn.")),
            (Some(draw), Some(theme)) if !theme.of.contains(&draw) => {
                let words: Vec<&str> = theme.of.iter().map(|of| of.words()).collect();
                let words =
                    format!("The theme “{}” is about: {}.", theme.name, words.join(", ").to_lowercase());
                problems.push(Problem::new("draw", words));
            }
            (Some(_), _) => {}
        }
        match (self.from, self.until) {
            (None, _) => problems.push(Problem::new("from", "Write the first day.")),
            (_, None) => problems.push(Problem::new("until", "Write the last day.")),
            (Some(from), Some(until)) if until < from => {
                problems.push(Problem::new("until", "The last day cannot be before the first."));
            }
            (Some(_), Some(until)) if until > today => {
                problems.push(Problem::new("until", "The last day cannot lie ahead."));
            }
            (Some(_), Some(_)) => {}
        }
        if !self.many.is_some_and(|many| (1..=MOST).contains(&many)) {
            problems.push(Problem::new("many", format!("Write how many, from 1 to {MOST}.")));
        }
        match (self.draw, self.from, self.until, self.many) {
            (Some(draw), Some(from), Some(until), Some(many)) if problems.is_empty() => {
                Ok((draw, theme.map_or(Only::All, crate::pack::AuditTheme::only), from, until, many))
            }
            _ => Err(Refusal::Invalid(problems)),
        }
    }
}

impl Sample {
    /// Decisions in the order in which the seed draws them.
    pub fn order(digits: &str, candidates: Vec<Candidate>) -> Vec<Candidate> {
        lot::in_order(digits, candidates, |candidate| format!("{} draw", candidate.record))
    }

    /// The auditors of one decision in the order in which they are asked.
    pub fn auditors(digits: &str, record: Id<Any>, free: Vec<Id<Staff>>) -> Vec<Id<Staff>> {
        lot::in_order(digits, free, |auditor| format!("{record} {auditor}"))
    }

    /// Whether a second auditor grades it, when so many in a hundred are graded twice.
    pub fn is_second(digits: &str, record: Id<Any>, share: u8) -> bool {
        u128::from(lot::number(digits, &format!("{record} second"))) * 100 < u128::from(share) << 64
    }
}

/// Whether somebody may audit work: they had no part in it and, if they manage a team, none of their teams had.
pub fn is_free(auditor: &Actor, had_a_part: &BTreeSet<Id<Staff>>, teams: &BTreeSet<String>) -> bool {
    let manages = auditor.is(Role::TeamManager) || auditor.is(Role::MashManager);
    let of_own_team = manages && auditor.teams.iter().any(|team| teams.contains(team));
    !had_a_part.contains(&auditor.staff) && !of_own_team
}

impl Record for Sample {
    const KIND: &'static str = "audit_sample";

    fn id(&self) -> Id<Sample> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}
