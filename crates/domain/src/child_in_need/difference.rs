//! What changed from one version of a plan to the next, part by part.

use jiff::civil::Date;

use super::{Outcome, PlanWords};
use crate::calendar::london;
use crate::pack::Pack;

/// Something that two versions say differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What it is about.
    pub part: Part,
    /// What the version before said; empty when it said nothing.
    pub before: String,
    /// What the later version says; empty when it says nothing any more.
    pub after: String,
}

/// A part of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// What the child says and shows.
    Child,
    /// An outcome, by its number.
    Outcome(u32),
    /// What happens if the plan does not work.
    Contingency,
    /// An agency's part, by its name.
    Agency(String),
    /// What somebody of the family thinks, by name.
    Family(String),
    /// How often the child is seen.
    Visits,
    /// The next review.
    Review,
}

impl Part {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Part::Child => "What the child says and shows".into(),
            Part::Outcome(number) => format!("Outcome {number}"),
            Part::Contingency => "What happens if the plan does not work".into(),
            Part::Agency(name) => format!("What {name} does"),
            Part::Family(who) => format!("What {who} thinks"),
            Part::Visits => "How often the child is seen".into(),
            Part::Review => "The next review".into(),
        }
    }
}

impl PlanWords {
    /// What this version says otherwise than the one before it.
    pub fn changed_from(&self, before: &PlanWords, pack: &Pack) -> Vec<Changed> {
        let mut changed = Vec::new();
        let mut tell = |part: Part, before: String, after: String| {
            if before != after {
                changed.push(Changed { part, before, after });
            }
        };
        tell(Part::Child, child(before), child(self));
        let mut numbers: Vec<u32> =
            before.outcomes.iter().chain(&self.outcomes).map(|outcome| outcome.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            let of = |words: &PlanWords| {
                words.outcomes.iter().find(|outcome| outcome.number == number).map(said).unwrap_or_default()
            };
            tell(Part::Outcome(number), of(before), of(self));
        }
        tell(
            Part::Contingency,
            lines(&[&before.contingency, &before.contingency_why]),
            lines(&[&self.contingency, &self.contingency_why]),
        );
        for key in each(
            before
                .agencies
                .iter()
                .chain(&self.agencies)
                .map(|part| (part.agency.clone(), part.organisation.clone())),
        ) {
            let of = |words: &PlanWords| {
                let theirs =
                    words.agencies.iter().filter(|part| part.agency == key.0 && part.organisation == key.1);
                theirs.map(|part| part.part.trim().to_owned()).collect::<Vec<_>>().join("\n")
            };
            let name = pack.agency_name(&key.0);
            let name =
                if key.1.trim().is_empty() { name.to_owned() } else { format!("{name}, {}", key.1.trim()) };
            tell(Part::Agency(name), of(before), of(self));
        }
        for who in each(before.family.iter().chain(&self.family).map(|view| view.who.trim().to_owned())) {
            let of = |words: &PlanWords| {
                let theirs = words.family.iter().filter(|view| view.who.trim() == who);
                let said = theirs.map(|view| {
                    let answer = pack.child_in_need.answer(&view.answer);
                    lines(&[answer.map_or(view.answer.as_str(), |answer| &answer.name), &view.view])
                });
                said.collect::<Vec<_>>().join("\n")
            };
            tell(Part::Family(who.clone()), of(before), of(self));
        }
        let visits =
            |words: &PlanWords| lines(&[&format!("Every {} days", words.visit_days), &words.visit_why]);
        tell(Part::Visits, visits(before), visits(self));
        let day = |day: Option<Date>| day.map(london::date_in_words).unwrap_or_default();
        tell(Part::Review, day(before.review_on), day(self.review_on));
        changed
    }
}

/// Each once, in the order they first stand in.
fn each<K: PartialEq>(keys: impl Iterator<Item = K>) -> Vec<K> {
    let mut found: Vec<K> = Vec::new();
    for key in keys {
        if !found.contains(&key) {
            found.push(key);
        }
    }
    found
}

fn lines(parts: &[&str]) -> String {
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn child(words: &PlanWords) -> String {
    let child = &words.child;
    lines(&[&child.says, &child.shows, &child.not_known, &child.kept])
}

fn said(outcome: &Outcome) -> String {
    let steps: Vec<String> = outcome
        .steps
        .iter()
        .map(|step| {
            let by = step.by.map(|by| format!(" by {}", london::date_in_words(by))).unwrap_or_default();
            format!("{}: {}{by}", step.who.trim(), step.what.trim())
        })
        .collect();
    let mut parts = vec![outcome.what.clone()];
    parts.extend(steps);
    for (name, words) in [
        ("We will know by", &outcome.measure),
        ("If not", &outcome.contingency),
        ("Without, because", &outcome.without_why),
    ] {
        if !words.trim().is_empty() {
            parts.push(format!("{name}: {}", words.trim()));
        }
    }
    lines(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}
