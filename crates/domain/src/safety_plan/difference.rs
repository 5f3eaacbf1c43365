//! What changed from one version of a plan to the next, beside the answers to the pack's form, which the form engine compares.

use jiff::Timestamp;

use super::{Agreement, PlanAction, PlanWords};
use crate::calendar::london;
use crate::pack::SafetyPlans;

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

/// A part of a plan beside its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// What somebody does, by their name.
    Does(String),
    /// How somebody answered, by their name.
    Agrees(String),
    /// Until when it holds.
    Expires,
    /// When it is reviewed.
    Review,
    /// When somebody looks first.
    FirstCheck,
}

impl Part {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Part::Does(who) => format!("What {who} does"),
            Part::Agrees(who) => format!("Whether {who} agreed"),
            Part::Expires => "Until when it holds".into(),
            Part::Review => "When it is reviewed".into(),
            Part::FirstCheck => "When somebody looks first".into(),
        }
    }
}

impl PlanWords {
    /// What this version says otherwise than the one before it.
    pub fn changed_from(&self, before: &PlanWords, plans: &SafetyPlans) -> Vec<Changed> {
        let does = |actions: &[PlanAction], who: &str| {
            let what =
                actions.iter().filter(|action| action.who.trim() == who).map(|action| action.what.trim());
            what.collect::<Vec<_>>().join("\n")
        };
        let agrees = |agreements: &[Agreement], who: &str| {
            let said = agreements.iter().filter(|agreement| agreement.who.trim() == who).map(|agreement| {
                let answer = plans.answer(&agreement.answer);
                let answer = answer.map_or(agreement.answer.as_str(), |answer| answer.name.as_str());
                if agreement.why.trim().is_empty() {
                    answer.to_owned()
                } else {
                    format!("{answer}: {}", agreement.why.trim())
                }
            });
            said.collect::<Vec<_>>().join("\n")
        };
        let acting = names(before.actions.iter().chain(&self.actions).map(|action| action.who.as_str()));
        let asked = names(before.agreements.iter().chain(&self.agreements).map(|asked| asked.who.as_str()));
        let acting = acting.into_iter().map(|who| Changed {
            before: does(&before.actions, &who),
            after: does(&self.actions, &who),
            part: Part::Does(who),
        });
        let asked = asked.into_iter().map(|who| Changed {
            before: agrees(&before.agreements, &who),
            after: agrees(&self.agreements, &who),
            part: Part::Agrees(who),
        });
        let time = |part: Part, before: Timestamp, after: Timestamp| Changed {
            part,
            before: london::moment_in_words(before),
            after: london::moment_in_words(after),
        };
        let times = [
            time(Part::Expires, before.expires, self.expires),
            time(Part::Review, before.review_at, self.review_at),
            time(Part::FirstCheck, before.next_check, self.next_check),
        ];
        acting.chain(asked).chain(times).filter(|changed| changed.before != changed.after).collect()
    }
}

/// Each name once, in the order they first stand in.
fn names<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut each: Vec<String> = Vec::new();
    for name in names.map(str::trim) {
        if !each.iter().any(|known| known == name) {
            each.push(name.to_owned());
        }
    }
    each
}
