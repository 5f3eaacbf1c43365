//! How two people stand to each other, with parental responsibility, dated and sourced (domain register 1.1).

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Person;
use super::known::Known;
use super::partial_date::PartialDate;
use crate::form::page::{Need, Takes};
use crate::form::{Answers, PageForm};
use crate::id::Id;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// One pair: `from` is the `kind` of `to` ("Kim is the mother of Ava").
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Relationship {
    /// The record's name.
    pub id: Id<Relationship>,
    /// Who is the mother, brother, carer.
    pub from: Id<Person>,
    /// Of whom.
    pub to: Id<Person>,
    /// What they are.
    pub kind: Kinship,
    /// Whether `from` holds parental responsibility for `to` (Children Act 1989 s3).
    pub parental_responsibility: Known<bool>,
    /// Since when.
    pub since: Option<PartialDate>,
    /// Until when.
    pub until: Option<PartialDate>,
    /// Who said so.
    pub source: String,
    /// How close they are, in whose words, and how it ended.
    #[serde(default)]
    pub tie: Tie,
}

/// What is said of a relationship beside its kind. Records from before it was asked say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// How close they are: a code of the pack, or empty.
    pub closeness: String,
    /// What they say of each other, or what was seen, in a sentence.
    pub says: String,
    /// How it ended. A relationship is ended, and never taken away.
    pub ended: Option<TieEnded>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default)]
    pub further: Option<Answers>,
}

/// The form in which a relationship is written down, and changed: then only what is known of it is asked.
pub const FORM: PageForm = PageForm {
    id: "relationship",
    needs: &[
        Need::once("of", Takes::OneOfPage),
        Need::once("kinship", Takes::OneOfPage),
        Need::once("who", Takes::OneOfPage),
        Need::once("adult_given", Takes::Words).field("adult-given"),
        Need::once("adult_family", Takes::Words).field("adult-family"),
        Need::once("child_given", Takes::Words).field("child-given"),
        Need::once("child_family", Takes::Words).field("child-family"),
        Need::once("since", Takes::Date),
        Need::once("until", Takes::Date),
        Need::once("responsibility", Takes::One(&["yes", "no", "not_asked"])),
        Need::once("closeness", Takes::OneOfPage),
        Need::once("says", Takes::Words),
        Need::once("source", Takes::Words),
    ],
    beside: &[],
};

/// The end of a relationship.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieEnded {
    /// How: a code of the pack.
    pub how: String,
    /// Why it is written down as ended, in words.
    pub reason: String,
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

macro_rules! kinships {
    ($($kind:ident = $code:literal, $words:literal, $back:literal;)*) => {
        /// What one person is to another.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kinship { $(#[doc = $words] $kind,)* }

        impl Kinship {
            /// Every kinship, in the order of the list on the page.
            pub const ALL: &'static [Kinship] = &[$(Kinship::$kind,)*];

            /// The code in forms and in the store.
            pub const fn code(self) -> &'static str {
                match self { $(Kinship::$kind => $code,)* }
            }

            /// The word: "mother".
            pub const fn words(self) -> &'static str {
                match self { $(Kinship::$kind => $words,)* }
            }

            /// The word seen from the other side: "child".
            pub const fn seen_from_the_other(self) -> &'static str {
                match self { $(Kinship::$kind => $back,)* }
            }

            /// The kinship with this code.
            pub fn from_code(code: &str) -> Option<Kinship> {
                match code { $($code => Some(Kinship::$kind),)* _ => None }
            }
        }
    };
}

kinships! {
    Mother = "mother", "mother", "child";
    Father = "father", "father", "child";
    Parent = "parent", "parent", "child";
    StepParent = "step_parent", "step-parent", "stepchild";
    ParentsPartner = "parents_partner", "parent's partner", "partner's child";
    Sibling = "sibling", "brother or sister", "brother or sister";
    HalfSibling = "half_sibling", "half-brother or half-sister", "half-brother or half-sister";
    Grandparent = "grandparent", "grandparent", "grandchild";
    AuntOrUncle = "aunt_or_uncle", "aunt or uncle", "niece or nephew";
    Carer = "carer", "carer", "cared for by them";
    Partner = "partner", "partner", "partner";
    Significant = "significant", "significant adult", "in their life";
    Separated = "separated", "separated or former partner", "separated or former partner";
    Divorced = "divorced", "divorced husband or wife", "divorced husband or wife";
    FosterCarer = "foster_carer", "foster carer", "fostered child";
    AdoptiveParent = "adoptive_parent", "adoptive parent", "adopted child";
    Friend = "friend", "friend", "friend";
    Professional = "professional", "professional", "works with them";
}

impl Kinship {
    /// Whether it is a parent by birth.
    pub const fn is_birth_parent(self) -> bool {
        matches!(self, Kinship::Mother | Kinship::Father | Kinship::Parent)
    }

    /// Whether the two are or were a couple.
    pub const fn is_couple(self) -> bool {
        matches!(self, Kinship::Partner | Kinship::Separated | Kinship::Divorced)
    }

    /// Whether it belongs to the family's picture; friends and professionals stand in the network alone.
    pub const fn is_family(self) -> bool {
        !matches!(self, Kinship::Friend | Kinship::Professional | Kinship::Significant)
    }
}

impl Relationship {
    /// Whether the relationship holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.until.as_ref().and_then(PartialDate::earliest).is_none_or(|until| day < until)
    }

    /// Whether it had begun by a day, as far as is known.
    pub fn had_begun(&self, day: Date) -> bool {
        self.since.as_ref().and_then(PartialDate::earliest).is_none_or(|since| since <= day)
    }

    /// Changes what is known of it. What it joins and its kind stay: another kind is another relationship.
    ///
    /// # Errors
    /// When it ends before it began.
    pub fn changed(&self, asked: TieAsked) -> Result<Self, Refusal> {
        ends_after(asked.since.as_ref(), self.until.as_ref())?;
        let mut changed = self.clone();
        changed.since = asked.since;
        changed.parental_responsibility = asked.parental_responsibility;
        changed.tie.closeness = asked.closeness;
        changed.tie.says = asked.says.trim().into();
        changed.tie.further = asked.further.or(changed.tie.further);
        if !asked.source.trim().is_empty() {
            changed.source = asked.source;
        }
        Ok(changed)
    }

    /// Ends it, with how and why.
    ///
    /// # Errors
    /// When no day, kind or reason is given, it ends before it began, or it is ended already.
    pub fn end(&self, until: Option<PartialDate>, ended: TieEnded) -> Result<Self, Refusal> {
        if self.tie.ended.is_some() {
            return Err(Refusal::NotNow("This relationship is ended already.".into()));
        }
        let mut problems = Vec::new();
        if until.is_none() {
            problems.push(Problem::new("until", "Say since when it is over, as closely as it is known."));
        }
        if ended.how.is_empty() {
            problems.push(Problem::new("how", "Choose how it ended."));
        }
        if ended.reason.trim().is_empty() {
            problems.push(Problem::new("reason", "Say what is known of how it ended, and who said so."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        ends_after(self.since.as_ref(), until.as_ref())?;
        let tie = Tie { ended: Some(ended), ..self.tie.clone() };
        Ok(Relationship { until, tie, ..self.clone() })
    }
}

/// What can be changed of a relationship.
#[derive(Debug, Clone, PartialEq)]
pub struct TieAsked {
    /// Since when.
    pub since: Option<PartialDate>,
    /// Whether parental responsibility is held.
    pub parental_responsibility: Known<bool>,
    /// How close they are.
    pub closeness: String,
    /// What they say.
    pub says: String,
    /// Who said so; empty leaves who was named before.
    pub source: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    pub further: Option<Answers>,
}

fn ends_after(since: Option<&PartialDate>, until: Option<&PartialDate>) -> Result<(), Refusal> {
    let before = since.and_then(PartialDate::earliest).zip(until.and_then(PartialDate::latest));
    match before {
        Some((since, until)) if until < since => {
            Err(Refusal::field("until", "A relationship cannot end before it began."))
        }
        _ => Ok(()),
    }
}

impl Record for Relationship {
    const KIND: &'static str = "relationship";

    fn id(&self) -> Id<Relationship> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.from, self.to]
    }
}
