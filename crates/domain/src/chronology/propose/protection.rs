//! What was done to protect the child: strategy discussions, enquiries under section 47 with what the child said in them, direct work, conferences.

use super::{Proposed, Teller, quoted, told};
use crate::conference::{Conference, PlanDecision};
use crate::id::Id;
use crate::pack::{Pack, Theme};
use crate::person::Person;
use crate::section47::{DirectWork, Section47};
use crate::strategy::Discussion;
use crate::voice::ChildVoice;

/// That it was decided to hold one, and what was decided for this child: never what was decided for another.
pub(super) fn from_discussion(discussion: &Discussion, child: Id<Person>, pack: &Pack) -> Vec<Proposed> {
    let teller = Teller::of(discussion)
        .called(&discussion.reference)
        .in_confidence(true)
        .with(discussion.children.iter().copied());
    let (_, wanted) = discussion.decided_to_hold;
    let words =
        format!("Strategy discussion to be held: {}", told(&discussion.why.harm, &discussion.why.event));
    let mut entries = vec![teller.tells_at("wanted", wanted, discussion.begun_at, words)];
    if let (Some(held), Some((_, decided))) = (discussion.held_at, discussion.decided) {
        let outcomes = discussion.decision_of(child).map_or(&[][..], |decision| &decision.outcomes);
        let outcomes = outcomes
            .iter()
            .map(|code| pack.strategy.outcome(code).map_or(code.as_str(), |outcome| outcome.name.as_str()));
        let outcomes = outcomes.collect::<Vec<_>>().join("; ");
        let by = if discussion.telephone.is_some() {
            "Strategy discussion by telephone"
        } else {
            "Strategy discussion"
        };
        entries.push(teller.tells_at("held", held, decided, format!("{by}: {outcomes}.")));
    }
    if let Some((_, at, why)) = &discussion.called_off {
        let words = format!("No strategy discussion was held: {}", told(why, ""));
        entries.push(teller.tells_at("not held", *at, *at, words));
    }
    entries
}

/// A theme that one of the categories of abuse belongs to.
fn of_categories(categories: Vec<&str>) -> impl Fn(&Theme) -> bool {
    move |theme| theme.categories.iter().any(|category| categories.contains(&category.as_str()))
}

/// Each time somebody went to see the child, what the child said, the medical, and what came of it. That it began stands in the episode.
pub(super) fn from_section47(section47: &Section47, pack: &Pack) -> Vec<Proposed> {
    let harm = section47.harm.iter().flat_map(|harm| harm.categories.iter().map(String::as_str));
    let teller =
        Teller::of(section47).called(&section47.reference).about(pack, of_categories(harm.collect()));
    let mut entries = Vec::new();
    for (place, seen) in section47.seen.iter().enumerate() {
        let words = match (seen.seen, seen.alone) {
            (true, true) => format!("Seen alone in the enquiry: {}", told(&seen.looked, "")),
            (true, false) => format!("Seen in the enquiry, not alone: {}", told(&seen.looked, &seen.why)),
            (false, _) => format!("Not seen in the enquiry: {}", told(&seen.why, "")),
        };
        entries.push(teller.tells_at(format!("seen {place}"), seen.at, seen.written_at, words));
    }
    for (place, said) in section47.words.iter().enumerate() {
        let words = format!("The child said: {}", quoted(&said.words));
        entries.push(teller.tells_on(format!("words {place}"), said.on, said.at, words));
    }
    if let Some(medical) = &section47.medical
        && let Some(on) = medical.on
        && pack.section47.medical(&medical.state).is_some_and(|state| state.held)
    {
        let words = format!("Medical in the enquiry: {}", told(&medical.findings, ""));
        entries.push(teller.tells_on("medical", on, medical.at, words));
    }
    if let (Some(outcome), Some(authorised)) = (&section47.outcome, &section47.authorised) {
        let follows = outcome.follows.iter().filter_map(|code| pack.section47.follow(code));
        let follows: Vec<&str> = follows.map(|follow| follow.name.as_str()).collect();
        let words = format!("Section 47 enquiry ended: {}. {}", outcome.finding.words(), follows.join("; "));
        entries.push(teller.tells_at("outcome", authorised.at, authorised.at, words));
    }
    entries
}

/// What the child made or showed, in the words in which it was described.
pub(super) fn from_direct_work(work: &DirectWork, pack: &Pack) -> Vec<Proposed> {
    let kind = pack.section47.work(&work.kind).map_or(work.kind.as_str(), |kind| kind.name.as_str());
    let words = format!("{kind}: {}", told(&work.description, ""));
    vec![Teller::of(work).tells_on("done", work.on, work.at, words)]
}

/// What the conference decided, what the child wished, its reviews; or why there was none.
pub(super) fn from_conference(conference: &Conference, pack: &Pack) -> Vec<Proposed> {
    let decided = conference.held.iter().filter_map(|held| held.decision.category.as_deref());
    let reviewed = conference.reviews.iter().filter_map(|review| review.category.as_deref());
    let teller = Teller::of(conference)
        .called(&conference.reference)
        .about(pack, of_categories(decided.chain(reviewed).collect()));
    let mut entries = Vec::new();
    if let Some(held) = &conference.held {
        let words = match held.decision.plan {
            PlanDecision::Plan => "Child protection conference: a child protection plan",
            PlanDecision::NoPlan => "Child protection conference: no plan",
            PlanDecision::GoesOn => "Child protection conference: the plan goes on",
        };
        let words = format!("{words}. {}", told(&held.decision.reasons, ""));
        entries.push(teller.tells_on("held", held.on, held.at, words));
        if !held.views.trim().is_empty() {
            let words = format!("The child's views at the conference: {}", quoted(&held.views));
            entries.push(teller.tells_on("views", held.on, held.at, words));
        }
    }
    for (place, declined) in conference.declined.iter().enumerate() {
        let words = format!("A child protection conference was declined: {}", told(&declined.reasons, ""));
        entries.push(teller.tells_at(format!("declined {place}"), declined.at, declined.at, words));
    }
    if let Some(off) = &conference.called_off {
        let words = format!("The child protection conference was called off: {}", told(&off.because, ""));
        entries.push(teller.tells_at("called off", off.at, off.at, words));
    }
    for (place, review) in conference.reviews.iter().enumerate() {
        let words = match &review.ends {
            Some(_) => format!("Review conference: the plan ends. {}", told(&review.reasons, "")),
            None => format!("Review conference: the plan goes on. {}", told(&review.reasons, "")),
        };
        entries.push(teller.tells_on(format!("review {place}"), review.on, review.at, words));
    }
    entries
}

/// What the child said, exchange by exchange, and what the child wishes: the words as they were said.
pub(super) fn from_voice(voice: &ChildVoice) -> Vec<Proposed> {
    if voice.taken_back.is_some() {
        return Vec::new();
    }
    let teller = Teller::of(voice);
    let quotes = voice.heard.quotes.iter().enumerate().map(|(place, quote)| {
        let words = format!("The child said: {}", quoted(&quote.words));
        teller.tells_on(format!("quote {place}"), voice.heard.on, voice.at, words)
    });
    let mut entries: Vec<Proposed> = quotes.collect();
    if !voice.heard.wishes.trim().is_empty() {
        let words = format!("The child wishes: {}", told(&voice.heard.wishes, ""));
        entries.push(teller.tells_on("wishes", voice.heard.on, voice.at, words));
    }
    entries
}
