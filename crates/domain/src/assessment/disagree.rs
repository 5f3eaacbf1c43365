//! What does not fit, and who has not answered: agencies that say different things, answers that cannot stand beside each other, what somebody marked; and
//! the requests, meetings and enquiries in which an agency was asked and did not answer (domain.md 1.9; ux.md 3.8). They are listed, and a person weighs
//! them: nothing is decided here.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Assessment, Parts, Weighed};
use crate::form::{Form, Place};
use crate::id::Id;
use crate::mash::{Request, differences};
use crate::pack::Pack;
use crate::person::Person;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// Why two things are listed as a contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyListed {
    /// Agencies gave different short answers.
    Agencies,
    /// Answers here cannot stand beside each other.
    Answers,
    /// Somebody marked it.
    Marked,
}

/// Two things that cannot both be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Its name in this assessment: what somebody said about it finds it again.
    pub key: String,
    /// Why it is listed.
    pub why: WhyListed,
    /// What it is about.
    pub about: String,
    /// Who says what.
    pub sides: Vec<Side>,
    /// What is made of it.
    pub weighed: Option<Weighed>,
}

/// One side of a contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Who says so: an agency, a child's or carer's part of the form.
    pub who: Who,
    /// What they say.
    pub words: String,
    /// The answer, where it stands in this assessment.
    pub place: Option<Place>,
}

/// Who says one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// An agency, by its name, with its organisation.
    Agency(String),
    /// What was written about a child, by their place.
    Child(usize),
    /// What was written about a carer, by their place.
    Carer(usize),
    /// Whoever marked it.
    Staff(Id<Staff>),
}

/// Where an agency was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AskedOf {
    /// By the hub.
    Hub,
    /// In a section 47 enquiry.
    Section47,
    /// To a meeting, and nobody of it came or sent anything.
    Meeting,
}

impl AskedOf {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            AskedOf::Hub => "Asked by the hub",
            AskedOf::Section47 => "Asked in a section 47 enquiry",
            AskedOf::Meeting => "Asked to a meeting, and nobody came",
        }
    }
}

/// An agency that has not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    /// The agency, by its name in the pack.
    pub agency: String,
    /// Which of its organisations; empty for an agency that is one.
    pub organisation: String,
    /// Where it was asked.
    pub of: AskedOf,
    /// The number people say.
    pub reference: String,
    /// On which day.
    pub asked_on: Date,
    /// By when an answer was due.
    pub due: Option<Timestamp>,
    /// The children it was asked about.
    pub children: Vec<Id<Person>>,
}

/// Judgements of a carer that do not go with leaving the children without help.
const CANNOT: [&str; 2] = ["unable_now", "unwilling"];

/// What does not fit, in a steady order: agencies first, then answers, then what was marked. `requests` are the hub's requests about the children.
pub fn contradictions(
    assessment: &Assessment,
    form: &Form,
    requests: &[Request],
    pack: &Pack,
) -> Vec<Contradiction> {
    let parts = Parts::of(form, &assessment.answers);
    let mut found = agencies_differ(requests, pack);
    found.extend(factors_differ(assessment, parts, pack));
    found.extend(change_and_closing(assessment, parts, pack));
    found.extend(assessment.marked.iter().map(|marked| Contradiction {
        key: format!("marked.{}", marked.id),
        why: WhyListed::Marked,
        about: marked.words.clone(),
        sides: vec![Side {
            who: Who::Staff(marked.by),
            words: marked.words.clone(),
            place: marked.place.clone(),
        }],
        weighed: None,
    }));
    for one in &mut found {
        one.weighed = assessment.weighed.get(&one.key).cloned();
    }
    found
}

fn agencies_differ(requests: &[Request], pack: &Pack) -> Vec<Contradiction> {
    let side = |(agency, organisation, fact): (String, String, crate::mash::Fact)| {
        let name = pack.agency(&agency).map_or(agency.as_str(), |agency| agency.name.as_str());
        let name = if organisation.is_empty() { name.to_owned() } else { format!("{name}, {organisation}") };
        Side { who: Who::Agency(name), words: fact.words, place: None }
    };
    let differ = differences(requests, &pack.hub).into_iter();
    let one = differ.map(|difference| Contradiction {
        key: format!("agencies.{}", difference.topic),
        why: WhyListed::Agencies,
        about: difference.topic,
        sides: difference.sides.into_iter().map(side).collect(),
        weighed: None,
    });
    one.collect()
}

/// A factor of the home that stands for one child and not for a brother or sister in the same home.
fn factors_differ(assessment: &Assessment, parts: Parts<'_>, pack: &Pack) -> Vec<Contradiction> {
    let children = 0..assessment.children.len();
    let chosen: Vec<Option<(Place, BTreeSet<String>)>> = children
        .map(|number| {
            let index = u16::try_from(number).ok();
            let (place, _) = parts.given("factors", index).into_iter().next()?;
            Some((place, parts.chosen("factors", index).into_iter().collect()))
        })
        .collect();
    let mut found = Vec::new();
    for factor in &pack.assessment.household_factors {
        let answered: Vec<(usize, &Place, bool)> = chosen
            .iter()
            .enumerate()
            .filter_map(|(number, one)| {
                one.as_ref().map(|(place, codes)| (number, place, codes.contains(factor)))
            })
            .collect();
        if !answered.iter().any(|(_, _, has)| *has) || answered.iter().all(|(_, _, has)| *has) {
            continue;
        }
        let words = pack.code_list("assessment_factor").and_then(|list| list.words(factor)).unwrap_or(factor);
        let side = |(number, place, has): &(usize, &Place, bool)| Side {
            who: Who::Child(*number),
            words: if *has {
                format!("Factor {factor} is chosen")
            } else {
                format!("Factor {factor} is not chosen")
            },
            place: Some((*place).clone()),
        };
        found.push(Contradiction {
            key: format!("factor.{factor}"),
            why: WhyListed::Answers,
            about: format!("A factor of the home that stands for one child and not for another: {words}"),
            sides: answered.iter().map(side).collect(),
            weighed: None,
        });
    }
    found
}

/// A carer in the home who cannot or will not change, and a child of whom nothing further is done.
fn change_and_closing(assessment: &Assessment, parts: Parts<'_>, pack: &Pack) -> Vec<Contradiction> {
    let closing = (0..assessment.children.len()).filter_map(|number| {
        let index = u16::try_from(number).ok();
        let codes = parts.chosen("decision_outcome", index);
        let place = parts.places("decision_outcome", index).into_iter().next();
        let closes = |code: &String| pack.assessment.outcome(code).is_some_and(|outcome| outcome.closes);
        let words =
            codes.iter().filter_map(|code| pack.assessment.outcome(code)).map(|one| one.name.as_str());
        let words = words.collect::<Vec<_>>().join(", ");
        (!codes.is_empty() && codes.iter().all(closes)).then_some(Side {
            who: Who::Child(number),
            words,
            place,
        })
    });
    let closing: Vec<Side> = closing.collect();
    let mut found = Vec::new();
    for (number, carer) in assessment.carers.iter().enumerate() {
        let index = u16::try_from(number).ok();
        let judged = parts.chosen("capacity_judgement", index);
        if closing.is_empty()
            || !carer.stands.in_the_home()
            || !judged.iter().any(|one| CANNOT.contains(&one.as_str()))
        {
            continue;
        }
        let place = parts.places("capacity_judgement", index).into_iter().next();
        let words = "Is judged not to be able or willing to change now".to_owned();
        let mut sides = vec![Side { who: Who::Carer(number), words, place }];
        sides.extend(closing.iter().cloned());
        found.push(Contradiction {
            key: format!("closing.{number}"),
            why: WhyListed::Answers,
            about: "A carer in the home is judged not to change, and nothing further is done for a child"
                .into(),
            sides,
            weighed: None,
        });
    }
    found
}

impl Assessment {
    /// Marks a contradiction.
    ///
    /// # Errors
    /// When it is not being written, or nothing is said.
    pub fn marks(
        &self,
        place: Option<Place>,
        words: &str,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Assessment, Refusal> {
        self.must_be_written()?;
        if words.trim().is_empty() {
            return Err(Refusal::field("words", "Say what contradicts what."));
        }
        let mut after = self.clone();
        let id = self.marked.iter().map(|one| one.id).max().unwrap_or(0) + 1;
        after.marked.push(super::Marked { id, place, words: words.trim().to_owned(), by, at });
        after.written_by(by);
        Ok(after)
    }

    /// Says what is made of a contradiction, by its key.
    ///
    /// # Errors
    /// When it is not being written, or nothing is said.
    pub fn weighs(
        &self,
        key: &str,
        words: &str,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Assessment, Refusal> {
        self.must_be_written()?;
        if words.trim().is_empty() {
            return Err(Refusal::field(
                "words",
                "Say which is believed and why, or what you do to find out.",
            ));
        }
        let mut after = self.clone();
        after.weighed.insert(key.to_owned(), Weighed { words: words.trim().to_owned(), by, at });
        after.written_by(by);
        Ok(after)
    }
}
