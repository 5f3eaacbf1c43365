//! What reaches the front door: contacts and their decisions, enquiries of the hub, referrals, significant events, the night.

use super::{Passage, SCHOOL, Telling};
use crate::contact::{Contact, RulingBasis};
use crate::event::Event;
use crate::handover::NightNote;
use crate::mash::Enquiry;
use crate::referral::Referral;

/// What was told and decided. How the family can safely be reached is none of it, nor who told.
pub(crate) fn of_contact(contact: &Contact) -> Vec<Passage> {
    let mut telling = Telling::at(contact.received_at);
    let concern = &contact.concern;
    telling
        .number(&contact.reference)
        .says("What was seen or told", &concern.facts)
        .says("What they think", &concern.opinion)
        .says("Why a child may be in danger now", &concern.danger_words)
        .says("Injury", concern.injury.answer().map_or("", String::as_str))
        .says("What it does to the child", &concern.impact)
        .says("What works well", &concern.working_well)
        .says("Who else knows", &concern.who_else)
        .says("What the family says", &concern.family_words);
    for said in &concern.words {
        telling.says("The child said", &said.words);
    }
    for child in &contact.children {
        telling.says(SCHOOL, child.said.school.answer().map_or("", String::as_str));
    }
    if let Some(proposal) = &contact.proposal {
        ruled(telling.then(proposal.at), "Why this was proposed", &proposal.basis);
    }
    for decision in &contact.decisions {
        telling.then(decision.at).says("What the manager said", &decision.words);
        if let Some(basis) = &decision.outcomes {
            ruled(&mut telling, "Why this was decided", basis);
        }
    }
    telling.done()
}

fn ruled(telling: &mut Telling, label: &'static str, basis: &RulingBasis) {
    telling.says(label, &basis.rationale).says("What else was considered", &basis.considered);
}

/// The analysis of the hub and what was decided. What agencies answered stands in their requests and is not looked through: an agency says of each answer
/// what may be done with it, and police intelligence is among them.
pub(crate) fn of_enquiry(enquiry: &Enquiry) -> Vec<Passage> {
    let mut telling = Telling::at(enquiry.opened_at);
    telling.number(&enquiry.reference).says("Why the enquiry was opened", &enquiry.why);
    if let Some(analysis) = &enquiry.analysis {
        telling
            .then(analysis.at)
            .says("Risk", &analysis.risk)
            .says("What protects", &analysis.protective)
            .says("The child's voice", &analysis.voice)
            .says("History", &analysis.history)
            .says("What is not known", &analysis.gaps);
        if let Some(recommended) = &analysis.recommendation {
            ruled(&mut telling, "Why this was recommended", &recommended.basis);
            telling.says("What would change the decision", &recommended.would_change);
        }
    }
    for ruling in &enquiry.rulings {
        telling.then(ruling.at).says("What the manager said", &ruling.words);
    }
    telling.done()
}

/// Why a referral was accepted or not.
pub(crate) fn of_referral(referral: &Referral) -> Vec<Passage> {
    let mut telling = Telling::at(referral.asked_at);
    telling.number(&referral.reference);
    if let Some(ruling) = &referral.ruling {
        telling.then(ruling.at).says("Why it was accepted or not", &ruling.rationale);
    }
    telling.done()
}

/// What happened. What was recorded in error is not looked through, nor who told.
pub(crate) fn of_event(event: &Event) -> Vec<Passage> {
    if !event.stands() {
        return Vec::new();
    }
    let when = event.moment.unwrap_or(event.known_at);
    Telling::at(when)
        .answers("What happened", Some(&event.answers))
        .answers("What happened", event.further.as_ref())
        .done()
}

/// What the night found and did.
pub(crate) fn of_night_note(note: &NightNote) -> Vec<Passage> {
    Telling::at(note.happened_at.unwrap_or(note.at))
        .says("What the night found", &note.found)
        .says("What was done", &note.done)
        .says("Why nothing was done", &note.why_not)
        .says("What keeps the child safe", &note.safe)
        .says("What the day must do", &note.day_must)
        .done()
}
