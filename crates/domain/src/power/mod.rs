//! Immediate protection, orders, and conditions on adults: who took or made it, from when, until when at the latest, and what happened next.
//!
//! Police protection lasts at most 72 hours and is never extended (Children Act 1989, section 46); an emergency protection order lasts up to eight days
//! and is extended once, by up to seven (sections 44 and 45); accommodation by agreement rests on a real and informed agreement and lasts until that is
//! withdrawn (section 20). What an adult must keep to (bail, notices, orders, licence) ends as well, and that it ends matters to the child. The kinds
//! and their limits are the pack's; what the law limits no pack loosens (domain register 1.4, T29, T30).
//!
//! One record is about one child: brothers and sisters have one each, bound together, so that one of them can be released alone.

mod countdown;
mod deadlines;
mod decide;
mod facts;

pub use countdown::{Countdown, lasting};
pub use deadlines::{Asked as EndAsked, longest};
pub use decide::{EndedAsked, ExtensionAsked, More, PowerAsked, ToldAsked};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::pack::PowerKind;
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// A power, an order or conditions, for one child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Power {
    /// The record's name.
    pub id: Id<Power>,
    /// The code of its kind in the pack.
    pub kind: String,
    /// The child.
    pub child: Id<Person>,
    /// The first of the records that were made together for brothers and sisters: this one when it stands alone.
    pub together: Id<Power>,
    /// The adult whom it binds; nothing for what protects the child without binding anybody by name.
    pub adult: Option<Bound>,
    /// When it began: when a constable took the child, when the order was made, when the agreement was given.
    pub started: Timestamp,
    /// From when its length counts, where the law says an earlier moment: an order that the police applied for counts from the first day of police
    /// protection (section 45(3)).
    pub counts_from: Option<Timestamp>,
    /// How its end comes about.
    pub ends_by: EndsBy,
    /// When it ends, or is looked at again, before any extension. Always set.
    pub ends: Timestamp,
    /// Who took or made it.
    pub made_by: MadeBy,
    /// Why.
    pub grounds: String,
    /// Where the child is.
    pub whereabouts: String,
    /// What it demands: the conditions, the directions of the court.
    pub conditions: String,
    /// Who was told, and who could not be.
    pub told: Vec<Told>,
    /// What the child wishes and feels.
    pub wishes: Option<Said>,
    /// What the child was told of their rights.
    pub rights: Option<Said>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
    /// Whose agreement it rests on.
    pub agreement: Option<Agreement>,
    /// How it was extended, or looked at again.
    pub extensions: Vec<Extension>,
    /// How it ended, and what happened next.
    pub ended: Option<Ended>,
    /// From when on the responsible manager is told that it ends.
    pub warn_at: Timestamp,
    /// The end that the manager was told of beforehand.
    pub warned: Option<Timestamp>,
    /// The end of which the manager was told that it has passed without an act.
    pub passed: Option<Timestamp>,
    /// Who recorded it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// The form in which a power is recorded, and completed later.
pub const FORM: PageForm = PageForm {
    id: "power",
    needs: &[
        Need::once("adult_person", Takes::OneOfPage),
        Need::once("adult", Takes::Words),
        Need::once("started", Takes::Moment),
        Need::once("ends", Takes::Moment),
        Need::once("counts_from", Takes::Moment),
        Need::once("also", Takes::SeveralOfPage),
        Need::once("agreement", Takes::OneOfPage),
        Need::once("agreement_name", Takes::Words),
        Need::once("in_writing", Takes::YesNo),
        Need::once("informed", Takes::Words),
        Need::once("name", Takes::Words),
        Need::once("rank", Takes::Words),
        Need::once("body", Takes::Words),
        Need::once("reference", Takes::Words),
        Need::once("whereabouts", Takes::Words),
        Need::once("grounds", Takes::Words),
        Need::once("conditions", Takes::Words),
        Need::once("wishes", Takes::Words),
        Need::once("rights", Takes::Words),
    ],
    beside: &[],
};

/// How the end of a power comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndsBy {
    /// The law ends it: nobody sets the moment.
    Law,
    /// The order or notice says when, within the law's limit.
    Order,
    /// It has no end of its own, so it is looked at again.
    Review,
}

/// An adult whom conditions bind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// On the record.
    pub person: Option<Id<Person>>,
    /// What they are called.
    pub name: String,
}

/// Who took or made it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeBy {
    /// The officer, the judge, the worker who took the agreement.
    pub name: String,
    /// Their rank or office.
    pub rank: String,
    /// The force, the court, the team.
    pub body: String,
    /// The incident, the case, the order.
    pub reference: String,
}

/// That somebody was told, or why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The code of whom, in the pack: parents, the child, the designated officer.
    pub whom: String,
    /// By name.
    pub name: String,
    /// When; nothing when they were not.
    pub when: Option<Timestamp>,
    /// How, and what they said; or why they were not told.
    pub words: String,
    /// Who recorded it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Words of the child, or said to the child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The words.
    pub words: String,
    /// Who recorded them.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Whose agreement accommodation rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Who agreed.
    pub of: AgreementOf,
    /// By name.
    pub name: String,
    /// Whether it is in writing.
    pub in_writing: bool,
    /// How it was made sure that it is real and informed.
    pub informed: String,
}

/// Who can agree to accommodation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreementOf {
    /// A person with parental responsibility.
    Parent,
    /// A child of sixteen or seventeen, for themself (section 20(11)).
    Child,
}

impl AgreementOf {
    /// Each.
    pub const ALL: [AgreementOf; 2] = [AgreementOf::Parent, AgreementOf::Child];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            AgreementOf::Parent => "parent",
            AgreementOf::Child => "child",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            AgreementOf::Parent => "A person with parental responsibility",
            AgreementOf::Child => "The child, who is 16 or 17, for themself",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<AgreementOf> {
        AgreementOf::ALL.into_iter().find(|of| of.code() == code)
    }
}

/// An extension by a court, or another look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// When it was granted or looked at.
    pub granted: Timestamp,
    /// Until when now.
    pub until: Timestamp,
    /// Who granted it.
    pub made_by: String,
    /// Why.
    pub reason: String,
    /// Who recorded it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// How.
    pub how: HowEnded,
    /// When.
    pub when: Timestamp,
    /// What happened next: where the child is now, which order or plan followed.
    pub next: String,
    /// Who recorded it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

macro_rules! ways {
    ($($way:ident = $code:literal, $words:literal;)*) => {
        /// How a power can end.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum HowEnded { $(#[doc = $words] $way,)* }

        impl HowEnded {
            /// Each.
            pub const ALL: &'static [HowEnded] = &[$(HowEnded::$way,)*];

            /// The code in forms.
            pub const fn code(self) -> &'static str {
                match self { $(HowEnded::$way => $code,)* }
            }

            /// In words.
            pub const fn words(self) -> &'static str {
                match self { $(HowEnded::$way => $words,)* }
            }
        }
    };
}

ways! {
    Released = "released", "The child was released: there is no longer cause";
    Order = "order", "Another order or power took its place";
    Agreed = "agreed", "The family agreed to a plan that took its place";
    Withdrawn = "withdrawn", "The agreement was withdrawn";
    Discharged = "discharged", "The court or the police ended it";
    Lapsed = "lapsed", "It ran out by itself";
}

impl HowEnded {
    /// The way with this code.
    pub fn from_code(code: &str) -> Option<HowEnded> {
        HowEnded::ALL.iter().copied().find(|how| how.code() == code)
    }

    /// Whether something stands in its place, so that nobody has been set free by its end.
    pub const fn is_replaced(self) -> bool {
        matches!(self, HowEnded::Order | HowEnded::Agreed)
    }
}

/// Where a power stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It begins later.
    Ahead,
    /// It holds.
    Running,
    /// Its end has passed, and nobody has recorded what happened.
    Passed,
    /// It has ended.
    Ended,
}

impl Power {
    /// When it ends or is looked at again, as it was last extended.
    pub fn end(&self) -> Timestamp {
        self.extensions.last().map_or(self.ends, |extension| extension.until)
    }

    /// Whether nobody has recorded how it ended.
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// Where it stands at a moment.
    pub fn standing(&self, at: Timestamp) -> Standing {
        match &self.ended {
            Some(ended) if ended.when <= at => Standing::Ended,
            _ if self.end() <= at => Standing::Passed,
            _ if self.started > at => Standing::Ahead,
            _ => Standing::Running,
        }
    }

    /// What the pack asks to be recorded and nobody has yet, in words.
    pub fn missing<'k>(&self, kind: &'k PowerKind, of: impl Fn(&str) -> &'k str) -> Vec<String> {
        let items = kind.record.iter().filter(|item| !self.has(**item)).map(|item| item.words().to_owned());
        let told = kind.tell.iter().filter(|whom| !self.told.iter().any(|told| told.whom == **whom));
        items.chain(told.map(|whom| format!("that this was told: {}", of(whom)))).collect()
    }

    fn has(&self, item: Needed) -> bool {
        let said = |words: &str| !words.trim().is_empty();
        let by_child = self.agreement.as_ref().is_some_and(|agreement| agreement.of == AgreementOf::Child);
        match item {
            Needed::Name => said(&self.made_by.name),
            Needed::Rank => said(&self.made_by.rank),
            Needed::Body => said(&self.made_by.body),
            Needed::Reference => said(&self.made_by.reference),
            Needed::Grounds => said(&self.grounds),
            Needed::Where => said(&self.whereabouts),
            Needed::Conditions => said(&self.conditions),
            Needed::Wishes => self.wishes.is_some(),
            // What the law asks to be told is asked of whoever agrees for themself.
            Needed::Rights => self.rights.is_some() || (self.agreement.is_some() && !by_child),
            Needed::Writing => self.agreement.as_ref().is_some_and(|agreement| agreement.in_writing),
            Needed::Informed => self.agreement.as_ref().is_some_and(|agreement| said(&agreement.informed)),
        }
    }
}

macro_rules! needed {
    ($($item:ident = $words:literal;)*) => {
        /// What can be asked to be recorded of a power.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Needed { $(#[doc = $words] $item,)* }

        impl Needed {
            /// In words, after "still to be recorded:".
            pub const fn words(self) -> &'static str {
                match self { $(Needed::$item => $words,)* }
            }
        }
    };
}

needed! {
    Name = "who took or made it, by name";
    Rank = "their rank or office";
    Body = "their force, court or team";
    Reference = "the number of the incident, the case or the order";
    Grounds = "why";
    Where = "where the child is";
    Conditions = "what it demands";
    Wishes = "what the child wishes and feels";
    Rights = "what the child was told of their rights";
    Writing = "that the agreement is in writing";
    Informed = "how it was made sure that the agreement is real and informed";
}

impl Record for Power {
    const KIND: &'static str = "power";

    fn id(&self) -> Id<Power> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_power(self)
    }
}

#[cfg(test)]
mod tests;
