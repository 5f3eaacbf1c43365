//! How two people stand to each other, with parental responsibility, dated and sourced (domain register 1.1).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Person;
use super::known::Known;
use super::partial_date::PartialDate;
use crate::id::Id;
use crate::record::Record;

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
}

impl Relationship {
    /// Whether the relationship holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.until.as_ref().and_then(PartialDate::earliest).is_none_or(|until| day < until)
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
