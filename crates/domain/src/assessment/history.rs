//! History linked to now, not pasted: each relevant event of the chronology is said to repeat today, to differ, to be resolved, or nobody knows, and what
//! that means; or it is set aside with a reason. An answer may cite an event, and a cited event shows where it was used (domain.md 1.9, block B).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Assessment;
use crate::chronology::{Entry, Source};
use crate::form::{Form, Place};
use crate::id::Id;
use crate::person::Person;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// What an event of the past is, seen from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Now {
    /// It is happening again.
    Repeats,
    /// It is different now.
    Differs,
    /// It is resolved.
    Resolved,
    /// Nobody knows.
    Unknown,
}

impl Now {
    /// Every way.
    pub const ALL: [Now; 4] = [Now::Repeats, Now::Differs, Now::Resolved, Now::Unknown];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Now::Repeats => "repeats",
            Now::Differs => "differs",
            Now::Resolved => "resolved",
            Now::Unknown => "unknown",
        }
    }

    /// The way with this code.
    pub fn from_code(code: &str) -> Option<Now> {
        Now::ALL.into_iter().find(|now| now.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Now::Repeats => "It repeats today",
            Now::Differs => "It is different now",
            Now::Resolved => "It is resolved",
            Now::Unknown => "Not known",
        }
    }
}

/// An event of the past that was linked to now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The child in whose chronology it stands.
    pub child: Id<Person>,
    /// The event.
    pub source: Source,
    /// What it is, seen from now.
    pub now: Now,
    /// So what now.
    pub so_what: String,
    /// Who said so.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// An event that does not bear on now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// The child in whose chronology it stands.
    pub child: Id<Person>,
    /// The event.
    pub source: Source,
    /// Why it does not bear on now.
    pub reason: String,
    /// Who said so.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// An event that an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The answer.
    pub place: Place,
    /// The child in whose chronology the event stands.
    pub child: Id<Person>,
    /// The event.
    pub source: Source,
    /// Who cited it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// A link as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkAsked {
    /// What it is, seen from now.
    pub now: Option<Now>,
    /// So what now.
    pub so_what: String,
    /// Why it does not bear on now, when it is set aside instead.
    pub set_aside: Option<String>,
}

/// Where an event was used: the places that cite it.
pub type Cited<'a> = Vec<&'a Citation>;

/// How far history was used: counts of events, never of words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// Relevant events: those that somebody marked as significant, and those that were linked or cited.
    pub relevant: usize,
    /// Linked to now.
    pub linked: usize,
    /// Set aside with a reason.
    pub set_aside: usize,
    /// Significant, and neither linked nor set aside.
    pub not_yet: usize,
}

impl Assessment {
    /// The link of an event, for one child.
    pub fn link(&self, child: Id<Person>, source: &Source) -> Option<&Link> {
        self.links.iter().find(|link| link.child == child && link.source == *source)
    }

    /// Why an event was set aside, for one child.
    pub fn aside(&self, child: Id<Person>, source: &Source) -> Option<&SetAside> {
        self.set_aside.iter().find(|aside| aside.child == child && aside.source == *source)
    }

    /// Where an event was used. Brothers and sisters share events: what is cited for one was used.
    pub fn cited(&self, source: &Source) -> Cited<'_> {
        self.citations.iter().filter(|citation| citation.source == *source).collect()
    }

    /// The events that an answer rests on.
    pub fn citations_at(&self, place: &Place) -> impl Iterator<Item = &Citation> {
        self.citations.iter().filter(move |citation| citation.place == *place)
    }

    /// Whether an event is relevant: somebody marked it as significant, or it was linked or cited here.
    pub fn is_relevant(&self, child: Id<Person>, entry: &Entry) -> bool {
        is_significant(entry)
            || self.link(child, &entry.source).is_some()
            || self.citations.iter().any(|one| one.child == child && one.source == entry.source)
    }

    /// How far history was used. `entries` are the chronologies of the children, in their order. What brothers and sisters share is one event, and is
    /// linked once it is linked for one of them.
    pub fn history(&self, entries: &[Vec<Entry>]) -> History {
        let links = self.links.iter().map(|link| (link.child, &link.source));
        let used: BTreeSet<(Id<Person>, &Source)> =
            links.chain(self.citations.iter().map(|one| (one.child, &one.source))).collect();
        let mut known: BTreeMap<&Source, bool> = BTreeMap::new();
        for (assessed, entries) in self.children.iter().zip(entries) {
            for entry in entries.iter().filter(|entry| entry.stands()) {
                let significant = is_significant(entry);
                if significant || used.contains(&(assessed.child, &entry.source)) {
                    *known.entry(&entry.source).or_default() |= significant;
                }
            }
        }
        let linked: BTreeSet<&Source> = self.links.iter().map(|link| &link.source).collect();
        let set_aside: BTreeSet<&Source> = self.set_aside.iter().map(|aside| &aside.source).collect();
        let mut history = History { relevant: known.len(), ..History::default() };
        for (source, significant) in known {
            if linked.contains(source) {
                history.linked += 1;
            } else if set_aside.contains(source) {
                history.set_aside += 1;
            } else if significant {
                history.not_yet += 1;
            }
        }
        history
    }

    /// Links an event to now, or sets it aside. Whatever was said about it before is replaced; what was said stays in earlier versions.
    ///
    /// # Errors
    /// When it is not being written, the child is not one of its children, or a reason is missing.
    pub fn linked(
        &self,
        child: Id<Person>,
        source: Source,
        asked: LinkAsked,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Assessment, Refusal> {
        self.must_be_written()?;
        self.place_of(child).ok_or(Refusal::NotFound)?;
        let mut after = self.unlinked_from(child, &source);
        match asked.set_aside {
            Some(reason) if reason.trim().is_empty() => {
                return Err(Refusal::field("reason", "Say why this does not bear on now."));
            }
            Some(reason) => after.set_aside.push(SetAside { child, source, reason, by, at }),
            None => {
                let mut problems = Vec::new();
                if asked.now.is_none() {
                    problems.push(Problem::new(
                        "now",
                        "Say whether it repeats, is different, is resolved, or is not known.",
                    ));
                }
                if asked.so_what.trim().is_empty() {
                    problems.push(Problem::new("so_what", "Say what this means for the child now."));
                }
                let Some(now) = asked.now.filter(|_| problems.is_empty()) else {
                    return Err(Refusal::Invalid(problems));
                };
                after.links.push(Link { child, source, now, so_what: asked.so_what, by, at });
            }
        }
        after.written_by(by);
        Ok(after)
    }

    /// Takes back what was said about an event.
    ///
    /// # Errors
    /// When it is not being written, or nothing was said.
    pub fn unlinked(&self, child: Id<Person>, source: &Source, by: Id<Staff>) -> Result<Assessment, Refusal> {
        self.must_be_written()?;
        if self.link(child, source).is_none() && self.aside(child, source).is_none() {
            return Err(Refusal::NotFound);
        }
        let mut after = self.unlinked_from(child, source);
        after.written_by(by);
        Ok(after)
    }

    fn unlinked_from(&self, child: Id<Person>, source: &Source) -> Assessment {
        let mut after = self.clone();
        after.links.retain(|link| link.child != child || link.source != *source);
        after.set_aside.retain(|aside| aside.child != child || aside.source != *source);
        after
    }

    /// "Use this": an answer rests on an event.
    ///
    /// # Errors
    /// When it is not being written, or there is no such child or question.
    pub fn cites(
        &self,
        place: Place,
        child: Id<Person>,
        source: Source,
        form: &Form,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Assessment, Refusal> {
        self.must_be_written()?;
        self.place_of(child).ok_or(Refusal::NotFound)?;
        if form.question(&place).is_none() {
            return Err(Refusal::field("place", "Choose the question in which this event is used."));
        }
        let mut after = self.clone();
        if !self.citations_at(&place).any(|known| known.source == source) {
            after.citations.push(Citation { place, child, source, by, at });
        }
        after.written_by(by);
        Ok(after)
    }

    /// An answer does not rest on an event after all.
    ///
    /// # Errors
    /// When it is not being written, or the answer did not cite it.
    pub fn uncites(&self, place: &Place, source: &Source, by: Id<Staff>) -> Result<Assessment, Refusal> {
        self.must_be_written()?;
        let mut after = self.clone();
        after.citations.retain(|known| known.place != *place || known.source != *source);
        if after.citations.len() == self.citations.len() {
            return Err(Refusal::NotFound);
        }
        after.written_by(by);
        Ok(after)
    }
}

/// Whether somebody said that an event is significant for the child, and it stands.
fn is_significant(entry: &Entry) -> bool {
    entry.stands() && entry.curation.as_ref().is_some_and(|curation| curation.significant)
}
