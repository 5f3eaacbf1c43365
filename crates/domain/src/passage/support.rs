//! Assessing, supporting and telling the story: assessments, plans, what a child says, summaries, the council's own forms, documents, closing.

use super::{Passage, Telling};
use crate::assessment::Assessment;
use crate::case_summary::CaseSummary;
use crate::child_in_need::ChildInNeedPlan;
use crate::chronology::Written;
use crate::closure::Closure;
use crate::document::Issued;
use crate::local_form::FormAnswer;
use crate::voice::ChildVoice;

/// Its sections, why it was authorised, what reviews found.
pub(crate) fn of_assessment(assessment: &Assessment) -> Vec<Passage> {
    let mut telling = Telling::at(assessment.begun_at);
    telling
        .number(&assessment.reference)
        .says("Purpose", &assessment.purpose)
        .answers("Assessment", Some(&assessment.answers));
    for held in assessment.reviews.iter().filter_map(|review| review.held.as_ref()) {
        telling.then(held.at).says("What a review found", &held.words);
    }
    if let Some(authorised) = &assessment.authorised {
        telling.then(authorised.at).says("Why it was authorised", &authorised.reasons);
    }
    if let Some(ended) = &assessment.ended {
        telling.then(ended.at).says("Why it was ended", &ended.words);
    }
    telling.done()
}

/// What the child said and shows. What was taken back is not looked through.
pub(crate) fn of_voice(voice: &ChildVoice) -> Vec<Passage> {
    if voice.taken_back.is_some() {
        return Vec::new();
    }
    let heard = &voice.heard;
    let mut telling = Telling::at(voice.at);
    telling.on(heard.on);
    for quote in &heard.quotes {
        telling.says("The child said", &quote.words);
    }
    telling
        .says("What the child wishes", &heard.wishes)
        .says("How the child feels", &heard.feelings)
        .answers("What the child says and shows", heard.answers.as_ref())
        .done()
}

/// The summary that stands.
pub(crate) fn of_case_summary(summary: &CaseSummary) -> Vec<Passage> {
    let mut telling = Telling::at(summary.now.at);
    for (_, heading, words) in summary.now.words.parts() {
        telling.says(heading, words);
    }
    telling.done()
}

/// A form that is finished and stands: one that is still being filled in is its author's.
pub(crate) fn of_form_answer(answer: &FormAnswer) -> Vec<Passage> {
    let Some(finished) = answer.finished.as_ref().filter(|_| answer.in_error.is_none()) else {
        return Vec::new();
    };
    Telling::at(finished.at).answers("The council's own form", Some(&answer.answers)).done()
}

/// The version that stands, and each review. What the child asked not to have passed on is not looked through.
pub(crate) fn of_child_in_need_plan(plan: &ChildInNeedPlan) -> Vec<Passage> {
    let words = &plan.now.words;
    let mut telling = Telling::at(plan.now.at);
    telling.says("The child said", &words.child.says).says("What the child shows", &words.child.shows);
    for outcome in &words.outcomes {
        telling.says("What is to change", &outcome.what).says("How it is seen", &outcome.measure);
        for step in &outcome.steps {
            telling.says("Who does what", &step.what);
        }
        telling.says("If it does not work", &outcome.contingency);
    }
    telling.says("If the plan does not work", &words.contingency);
    for family in &words.family {
        telling.says("What the family thinks", &family.view);
    }
    for review in &plan.reviews {
        telling.on(review.on).says("What the review decided", &review.reasons);
        telling.says("The child said", &review.child.says).says("What the child shows", &review.child.shows);
        for progress in &review.progress {
            telling.says("What became of an outcome", &progress.words);
        }
    }
    if let Some(ended) = &plan.ended {
        telling.then(ended.at).says("Why it ended", &ended.words);
    }
    telling.done()
}

/// Why a child was closed. One made in error is not looked through.
pub(crate) fn of_closure(closure: &Closure) -> Vec<Passage> {
    if closure.corrected.is_some() {
        return Vec::new();
    }
    let proposal = &closure.proposal;
    let mut telling = Telling::at(proposal.at);
    if !proposal.withdrawn {
        telling
            .says("Why closing is proposed", &proposal.because)
            .says("What changed", &proposal.changed)
            .says("The child said", &proposal.child_says)
            .says("Risks that remain", &proposal.risks)
            .says("What the family thinks", &proposal.family);
    }
    for answer in &closure.answers {
        telling.then(answer.at).says("What the manager said", &answer.words);
    }
    if let Some(closed) = &closure.closed {
        telling.then(closed.at).says("Why it was closed", &closed.reasons).says("Risk", &closed.risk);
    }
    telling.done()
}

/// An entry of the chronology in somebody's own words. A withdrawn one is not looked through.
pub(crate) fn of_written(written: &Written) -> Vec<Passage> {
    if written.withdrawn.is_some() {
        return Vec::new();
    }
    let mut telling = Telling::at(written.known_at);
    if let Some(day) = written.happened.earliest() {
        telling.on(day);
    }
    telling.says("What happened", &written.words).says("Where it is known from", &written.known_from).done()
}

/// The title of a document that was given: its words stand in the records that it was made from.
pub(crate) fn of_issued(document: &Issued) -> Vec<Passage> {
    let Some(given) = document.given.as_ref().filter(|_| document.thrown.is_none()) else {
        return Vec::new();
    };
    Telling::at(given.at).number(&document.reference).says("Document given", &document.title).done()
}
