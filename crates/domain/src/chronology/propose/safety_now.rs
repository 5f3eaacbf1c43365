//! What keeps a child safe now: powers, orders and conditions; interim safety plans.

use jiff::Timestamp;

use super::{Proposed, Teller, quoted, told};
use crate::calendar::london;
use crate::pack::Pack;
use crate::power::Power;
use crate::safety_plan::{How, SafetyPlan};

pub(super) fn from_power(power: &Power, known_at: Timestamp, pack: &Pack) -> Vec<Proposed> {
    let teller = Teller::of(power);
    let name = pack.powers.kind(&power.kind).map_or(power.kind.as_str(), |kind| kind.name.as_str());
    let name = match &power.adult {
        Some(adult) => format!("{name} for {}", adult.name),
        None => name.to_owned(),
    };
    let by = [&power.made_by.name, &power.made_by.rank, &power.made_by.body].map(|words| words.trim());
    let by = by.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ");
    let words = if by.is_empty() { format!("{name} began") } else { format!("{name} began: {by}") };
    let mut entries = vec![teller.tells_at("began", power.started, known_at, words)];
    if let Some(wishes) = &power.wishes {
        let words = format!("The child's wishes: {}", quoted(&wishes.words));
        entries.push(teller.tells_at("wishes", wishes.at, wishes.at, words));
    }
    for (place, extension) in power.extensions.iter().enumerate() {
        let until = london::moment_in_words(extension.until);
        let words = format!("{name} holds until {until}: {}", extension.made_by);
        entries.push(teller.tells_at(format!("extension {place}"), extension.granted, extension.at, words));
    }
    match &power.ended {
        Some(ended) => {
            let words = format!("{name} ended. {}. {}", ended.how.words(), told(&ended.next, ""));
            entries.push(teller.tells_at("ended", ended.when, ended.at, words));
        }
        None => {
            if let Some(passed) = power.passed {
                let words = format!("{name}: its end passed, and what happened next is not recorded");
                entries.push(teller.tells_at("passed", passed, passed, words));
            }
        }
    }
    entries
}

/// When a safety plan was made, renewed and replaced, when it was broken, and its end.
pub(super) fn from_safety_plan(plan: &SafetyPlan, pack: &Pack) -> Vec<Proposed> {
    let teller = Teller::of(plan);
    let at = |event: String, moment: Timestamp, known_at: Timestamp, words: String| {
        teller.tells_at(event, moment, known_at, words)
    };
    let mut entries: Vec<Proposed> = plan
        .editions()
        .enumerate()
        .map(|(place, edition)| {
            let how = match edition.how {
                How::Made => "Interim safety plan made",
                How::Renewed => "Interim safety plan renewed",
                How::Replaced => "Interim safety plan replaced",
            };
            let until = london::moment_in_words(edition.words.expires);
            let danger = edition.words.said("danger", "what");
            let danger = told(&danger, "");
            let words = if danger.is_empty() {
                format!("{how}, until {until}.")
            } else {
                format!("{how}, until {until}: {danger}")
            };
            at(format!("version {}", place + 1), edition.at, edition.at, words)
        })
        .collect();
    entries.extend(plan.checks.iter().enumerate().filter(|(_, check)| !check.kept).map(|(place, check)| {
        let words = format!("Interim safety plan broken: {}", told(&check.seen, ""));
        at(format!("check {}", place + 1), check.looked_at, check.at, words)
    }));
    entries.extend(plan.ended.as_ref().map(|ended| {
        let why =
            pack.safety_plans.ending(&ended.ending).map_or(ended.reason.as_str(), |ending| &ending.name);
        at("ended".into(), ended.at, ended.at, format!("Interim safety plan ended: {why}."))
    }));
    entries
}
