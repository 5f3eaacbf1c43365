//! The child's own plan: what they can do when they feel worried, who helps, where it is safe, and what grown-ups have promised, in words the child
//! chose, with a symbol beside each. The child's own words stand in it as they said them, with the day. What was promised is looked at, and whether it
//! was kept is said.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{SafetyPlan, Symbol};
use crate::calendar::london;
use crate::id::Id;
use crate::pack::OwnPlans;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// A child's own plan with all its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildPlan {
    /// The record's name.
    pub id: Id<ChildPlan>,
    /// Whose it is.
    pub child: Id<Person>,
    /// The safety plan it belongs to, when there is one.
    pub plan: Option<Id<SafetyPlan>>,
    /// The version that stands.
    pub now: OwnEdition,
    /// The versions before it, oldest first.
    pub before: Vec<OwnEdition>,
    /// What became of promises, oldest first.
    pub looked: Vec<PromiseLooked>,
}

/// One version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnEdition {
    /// What it says.
    pub words: OwnWords,
    /// Who wrote it down with the child.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// What a child's own plan says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnWords {
    /// What the child calls it; empty for "My plan".
    pub title: String,
    /// Its parts.
    pub parts: Vec<OwnPartWords>,
    /// What grown-ups have promised.
    pub promises: Vec<Promise>,
    /// What the child said, in their own words.
    pub said: Vec<ChildSaid>,
    /// In what language or with what help it was made, when not in English.
    pub language: String,
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPartWords {
    /// The code of the part in the pack.
    pub part: String,
    /// The heading in the child's words; empty for the pack's.
    pub title: String,
    /// Its lines.
    pub lines: Vec<OwnLine>,
}

/// A line with its symbol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnLine {
    /// The code of the symbol; empty for none.
    pub symbol: String,
    /// What it says.
    pub words: String,
}

/// Something a grown-up has promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Who promised.
    pub who: String,
    /// What.
    pub what: String,
    /// On which day somebody looks whether it was kept.
    pub check_on: Date,
}

/// What the child said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildSaid {
    /// The words.
    pub words: String,
    /// On which day.
    pub on: Date,
}

/// What became of a promise. It stands with the promise's own words: a later version may have others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseLooked {
    /// The promise.
    pub promise: Promise,
    /// Whether it was kept.
    pub kept: bool,
    /// What happened, for the child to read too.
    pub words: String,
    /// Who looked.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

impl OwnWords {
    /// Everything a child reads in it, a sentence a line: for measuring how hard it reads. What the child said is theirs, and is not measured.
    pub fn read_by_the_child(&self) -> String {
        let parts = self.parts.iter().flat_map(|part| {
            let title = (!part.title.trim().is_empty()).then_some(part.title.as_str());
            title.into_iter().chain(part.lines.iter().map(|line| line.words.as_str()))
        });
        let promises = self.promises.iter().map(|promise| promise.what.as_str());
        let each: Vec<&str> =
            parts.chain(promises).map(str::trim).filter(|words| !words.is_empty()).collect();
        each.join("\n")
    }

    fn check(&self, at: Timestamp, own: &OwnPlans) -> Result<(), Refusal> {
        let mut problems = Vec::new();
        let today = london::date_of(at);
        let has_line = self.parts.iter().any(|part| !part.lines.is_empty());
        if !has_line && self.promises.is_empty() {
            let first = own.parts.first().map_or("part", |part| part.code.as_str());
            problems.push(Problem::new(
                format!("{first}-0-words"),
                "Write at least one line, in words the child chose.",
            ));
        }
        for part in &self.parts {
            for (place, line) in part.lines.iter().enumerate() {
                if line.words.trim().is_empty() {
                    problems.push(Problem::new(
                        format!("{}-{place}-words", part.part),
                        "Write what the symbol stands for.",
                    ));
                }
                if !line.symbol.is_empty() && Symbol::from_code(&line.symbol).is_none() {
                    problems.push(Problem::new(
                        format!("{}-{place}-symbol", part.part),
                        "Choose one of the symbols.",
                    ));
                }
            }
        }
        for (place, promise) in self.promises.iter().enumerate() {
            if promise.who.trim().is_empty() {
                problems.push(Problem::new(format!("promise-{place}-who"), "Say who promises it, by name."));
            }
            if promise.what.trim().is_empty() {
                problems.push(Problem::new(format!("promise-{place}-what"), "Say what they promise."));
            }
        }
        for (place, said) in self.said.iter().enumerate() {
            if said.words.trim().is_empty() {
                problems.push(Problem::new(format!("said-{place}-words"), "Write the child's own words."));
            }
            if said.on > today {
                problems.push(Problem::new(
                    format!("said-{place}-on"),
                    "The child cannot have said it on a day to come.",
                ));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems)) }
    }
}

impl ChildPlan {
    /// Writes a child's own plan.
    pub fn make(
        (id, child, plan): (Id<ChildPlan>, Id<Person>, Option<Id<SafetyPlan>>),
        words: OwnWords,
        by: Id<Staff>,
        at: Timestamp,
        own: &OwnPlans,
    ) -> Result<Self, Refusal> {
        words.check(at, own)?;
        Ok(ChildPlan {
            id,
            child,
            plan,
            now: OwnEdition { words, by, at },
            before: Vec::new(),
            looked: Vec::new(),
        })
    }

    /// Writes other words: the version before is kept.
    pub fn change(
        &self,
        words: OwnWords,
        plan: Option<Id<SafetyPlan>>,
        by: Id<Staff>,
        at: Timestamp,
        own: &OwnPlans,
    ) -> Result<Self, Refusal> {
        words.check(at, own)?;
        let mut changed = self.clone();
        changed.plan = plan.or(self.plan);
        changed.before.push(std::mem::replace(&mut changed.now, OwnEdition { words, by, at }));
        Ok(changed)
    }

    /// Says whether a promise was kept. What was not kept says what happens now.
    pub fn look(
        &self,
        place: usize,
        kept: Option<bool>,
        words: &str,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Self, Refusal> {
        let promise = self.now.words.promises.get(place).ok_or(Refusal::NotFound)?.clone();
        let Some(kept) = kept else {
            return Err(Refusal::field("kept", "Say whether the promise was kept."));
        };
        if !kept && words.trim().is_empty() {
            return Err(Refusal::field(
                "words",
                "Say what happened, and what happens now. The child reads it too.",
            ));
        }
        let mut looked = self.clone();
        looked.looked.push(PromiseLooked { promise, kept, words: words.trim().into(), by, at });
        Ok(looked)
    }

    /// What became of a promise, when somebody has looked.
    pub fn became(&self, promise: &Promise) -> Option<&PromiseLooked> {
        self.looked.iter().rev().find(|looked| looked.promise == *promise)
    }

    /// The promises that somebody should have looked at by a day, with their places.
    pub fn to_look_at(&self, today: Date) -> impl Iterator<Item = (usize, &Promise)> {
        let promises = self.now.words.promises.iter().enumerate();
        promises.filter(move |(_, promise)| promise.check_on <= today && self.became(promise).is_none())
    }

    /// The earliest day on which somebody looks at a promise.
    pub fn next_look(&self) -> Option<Date> {
        let open = self.now.words.promises.iter().filter(|promise| self.became(promise).is_none());
        open.map(|promise| promise.check_on).min()
    }

    /// The number of the version that stands, from 1.
    pub fn edition(&self) -> usize {
        self.before.len() + 1
    }
}

impl Record for ChildPlan {
    const KIND: &'static str = "child_plan";

    fn id(&self) -> Id<ChildPlan> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::england;
    use jiff::civil::date;

    fn words() -> OwnWords {
        OwnWords {
            title: String::new(),
            parts: vec![OwnPartWords {
                part: "worried".into(),
                title: String::new(),
                lines: vec![OwnLine { symbol: "dog".into(), words: "I can hug Biscuit.".into() }],
            }],
            promises: vec![Promise {
                who: "Tom".into(),
                what: "Tom will ring me on Friday.".into(),
                check_on: date(2026, 11, 27),
            }],
            said: vec![ChildSaid { words: "I hide in the wardrobe".into(), on: date(2026, 11, 24) }],
            language: String::new(),
        }
    }

    fn made(words: OwnWords) -> Result<ChildPlan, Refusal> {
        let ids = (Id::from_bits(1), Id::from_bits(2), None);
        ChildPlan::make(ids, words, Id::from_bits(3), now(), &england().safety_plans.own)
    }

    fn now() -> Timestamp {
        "2026-11-24T15:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_childs_plan_has_words_and_its_promises_have_names_and_days() {
        let check = |change: &dyn Fn(&mut OwnWords), expected: &[&str]| {
            let mut words = words();
            change(&mut words);
            let fields: Vec<String> = match made(words) {
                Ok(_) => Vec::new(),
                Err(Refusal::Invalid(problems)) => {
                    problems.into_iter().map(|problem| problem.field).collect()
                }
                Err(other) => panic!("{other:?}"),
            };
            assert_eq!(fields, expected);
        };
        check(&|_| {}, &[]);
        check(
            &|words| {
                words.parts.clear();
                words.promises.clear();
            },
            &["worried-0-words"],
        );
        check(&|words| words.parts[0].lines[0].words.clear(), &["worried-0-words"]);
        check(&|words| words.parts[0].lines[0].symbol = "unicorn".into(), &["worried-0-symbol"]);
        check(&|words| words.promises[0].who.clear(), &["promise-0-who"]);
        check(&|words| words.said[0].on = date(2026, 11, 25), &["said-0-on"]);
    }

    #[test]
    fn a_promise_is_looked_at_and_what_became_of_it_stays_when_the_plan_changes() {
        let plan = made(words()).unwrap();
        assert_eq!(plan.to_look_at(date(2026, 11, 26)).count(), 0);
        assert_eq!(plan.to_look_at(date(2026, 11, 27)).count(), 1);
        assert!(plan.look(0, None, "", Id::from_bits(3), now()).is_err());
        assert!(plan.look(0, Some(false), " ", Id::from_bits(3), now()).is_err());
        assert!(matches!(plan.look(1, Some(true), "", Id::from_bits(3), now()), Err(Refusal::NotFound)));
        let looked =
            plan.look(0, Some(false), "Tom was ill. He rings on Monday.", Id::from_bits(3), now()).unwrap();
        assert_eq!((looked.to_look_at(date(2026, 12, 1)).count(), looked.next_look()), (0, None));
        let mut other = words();
        other.parts[0].lines[0].words = "I can ring Nan.".into();
        let changed =
            looked.change(other, None, Id::from_bits(3), now(), &england().safety_plans.own).unwrap();
        assert_eq!((changed.edition(), changed.next_look()), (2, None));
        let mut later = words();
        later.promises[0].check_on = date(2026, 11, 30);
        let promised_anew =
            changed.change(later, None, Id::from_bits(3), now(), &england().safety_plans.own).unwrap();
        assert_eq!(promised_anew.next_look(), Some(date(2026, 11, 30)));
    }
}
