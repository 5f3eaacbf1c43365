//! Protecting a child: strategy discussions, section 47 enquiries, conferences, meetings, powers, safety plans, disagreements.

use super::{AGENCY, Passage, Telling};
use crate::conference::Conference;
use crate::disagreement::Disagreement;
use crate::mash::Handling;
use crate::meeting::Meeting;
use crate::power::Power;
use crate::safety_plan::SafetyPlan;
use crate::section47::Section47;
use crate::strategy::Discussion;

/// Why it was wanted, what the risks are and what was decided. The items of information are not looked through: they quote what agencies told.
pub(crate) fn of_discussion(discussion: &Discussion) -> Vec<Passage> {
    let mut telling = Telling::at(discussion.begun_at);
    telling.number(&discussion.reference).says("The harm that is suspected", &discussion.why.harm);
    telling.says("What happened", &discussion.why.event);
    if let Some(held) = discussion.held_at {
        telling.then(held);
    }
    let analysis = &discussion.analysis;
    telling
        .says("How likely the harm is", &analysis.likelihood)
        .says("How severe it is", &analysis.severity)
        .says("What protects", &analysis.protective)
        .says("What else could explain this", &analysis.otherwise);
    for risk in &discussion.risks {
        telling.says("Risk", &risk.words);
    }
    for decision in &discussion.decisions {
        telling
            .says("Why this was decided", &decision.reasons)
            .says("What else was considered", &decision.considered)
            .says("Why another discussion is needed", &decision.further_because)
            .says("What keeps the child safe for now", &decision.interim.words);
    }
    telling.done()
}

/// What was seen, said, found and concluded. What agencies answered is not looked through.
pub(crate) fn of_section47(section47: &Section47) -> Vec<Passage> {
    let mut telling = Telling::at(section47.begun_at);
    telling.number(&section47.reference);
    for risk in &section47.risks {
        telling.then(risk.named_at).says("Risk", &risk.words);
        if let Some(answer) = &risk.answer {
            telling.then(answer.at).says("What was found about the risk", &answer.words);
        }
    }
    for seen in &section47.seen {
        telling.then(seen.at).says("How the child looked", &seen.looked).says("Why not seen", &seen.why);
    }
    for said in &section47.words {
        telling.on(said.on).says("The child said", &said.words);
    }
    for answer in section47.carers.iter().filter_map(|carer| carer.answer.as_ref()) {
        telling.then(answer.at).says("What a parent or carer said", &answer.words);
    }
    for answer in section47.siblings.iter().filter_map(|sibling| sibling.answer.as_ref()) {
        telling.then(answer.at).says("Brothers and sisters", &answer.words);
    }
    if let Some(medical) = &section47.medical {
        telling.then(medical.at).says("What the doctor found", &medical.findings);
    }
    if let Some(harm) = &section47.harm {
        telling.then(harm.at).says("Significant harm", &harm.reasons).says("History", &harm.history);
    }
    if let Some(outcome) = &section47.outcome {
        telling.then(outcome.at).says("Outcome", &outcome.words).says("Why not seen", &outcome.unseen);
    }
    if let Some(authorised) = &section47.authorised {
        telling.then(authorised.at).says("What the manager said", &authorised.words);
    }
    telling.done()
}

/// Why it was asked for, what was said there and what was decided.
pub(crate) fn of_conference(conference: &Conference) -> Vec<Passage> {
    let mut telling = Telling::at(conference.initiated_at);
    telling.number(&conference.reference);
    for invited in &conference.invited {
        telling.says(AGENCY, &format!("{}, {}", invited.name, invited.organisation));
    }
    for asked in &conference.requests {
        telling.then(asked.at).says("Why it was asked for", &asked.why);
    }
    for declined in &conference.declined {
        telling
            .then(declined.at)
            .says("Why it was declined", &declined.reasons)
            .says("What is done instead", &declined.instead);
    }
    if let Some(held) = &conference.held {
        telling
            .on(held.on)
            .says("The child's part", &held.child_part)
            .says("What the child thinks", &held.views)
            .says("Why this was decided", &held.decision.reasons)
            .says("Why this category", &held.decision.category_because)
            .says("Who saw it differently", &held.dissent);
        for family in &held.family {
            telling.says("What the family said", &family.words);
        }
    }
    for review in &conference.reviews {
        telling.on(review.on).says("What the review decided", &review.reasons);
    }
    telling.done()
}

/// What was said and decided. What an agency told the hub alone is not looked through.
pub(crate) fn of_meeting(meeting: &Meeting) -> Vec<Passage> {
    if meeting.cancelled.is_some() {
        return Vec::new();
    }
    let mut telling = Telling::at(meeting.starts);
    telling.number(&meeting.reference).says("Purpose", &meeting.purpose);
    for invited in meeting.invited.iter().filter(|invited| invited.agency.is_some()) {
        telling.says(AGENCY, &format!("{}, {}, {}", invited.name, invited.title, invited.organisation));
    }
    for said in meeting.said.iter().filter(|said| said.handling > Handling::Council) {
        telling.says("What was said", &said.words);
    }
    if let Some(decided) = meeting.decision.as_ref().filter(|told| told.handling > Handling::Council) {
        telling
            .says("What was decided", &decided.words)
            .says("What else was considered", &decided.considered);
    }
    for action in meeting.actions.iter().filter(|action| action.handling > Handling::Council) {
        telling.says("Action", &action.what);
    }
    telling.done()
}

/// Its grounds and conditions. Where the child is, is not looked through.
pub(crate) fn of_power(power: &Power) -> Vec<Passage> {
    let mut telling = Telling::at(power.started);
    telling.says("Grounds", &power.grounds).says("Conditions", &power.conditions);
    if let Some(wishes) = &power.wishes {
        telling.then(wishes.at).says("What the child wishes", &wishes.words);
    }
    for extended in &power.extensions {
        telling.then(extended.at).says("Why it was extended", &extended.reason);
    }
    if let Some(ended) = &power.ended {
        telling.then(ended.at).says("What follows", &ended.next);
    }
    telling.done()
}

/// The version that stands, whether it was kept, and why it ended. Answers to the pack's questions about the danger and where somebody can be found are
/// not looked through.
pub(crate) fn of_safety_plan(plan: &SafetyPlan) -> Vec<Passage> {
    let mut telling = Telling::at(plan.now.at);
    for action in &plan.now.words.actions {
        telling.says("Who does what", &action.what);
    }
    telling.says("Why it was renewed or replaced", &plan.now.why);
    for check in &plan.checks {
        telling
            .then(check.looked_at)
            .says("Whether the plan is kept", &check.seen)
            .says("What was done when it was broken", &check.done);
    }
    if let Some(ended) = &plan.ended {
        telling.then(ended.at).says("Why it ended", &ended.reason);
    }
    telling.done()
}

/// What the professionals disagree about, and how it ended.
pub(crate) fn of_disagreement(disagreement: &Disagreement) -> Vec<Passage> {
    let mut telling = Telling::at(disagreement.raised.at);
    telling
        .number(&disagreement.reference)
        .says("What they disagree about", &disagreement.issue)
        .says("What is wanted", &disagreement.wanted)
        .says("What keeps the child safe meanwhile", &disagreement.meanwhile);
    for said in disagreement.stages.iter().flat_map(|stage| &stage.said) {
        telling.then(said.at).says("What was said", &said.words);
    }
    if let Some(resolved) = &disagreement.resolved {
        telling
            .then(resolved.at)
            .says("How it ended", &resolved.outcome)
            .says("What changed", &resolved.changed)
            .says("What was learnt", &resolved.learning);
    }
    telling.done()
}
