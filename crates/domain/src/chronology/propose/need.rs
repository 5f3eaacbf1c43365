//! Child in need plans and closing. That a plan began and ended and that a child was closed stands with the episode, whose lines the returns count; here is
//! what it was for, how each review found it, and why.

use super::{Proposed, Teller, quoted, told};
use crate::child_in_need::{ChildInNeedPlan, How};
use crate::closure::Closure;
use crate::pack::Pack;

/// What a plan is for, how each review found it, and why it ended. That it began and ended stands with the episode, whose line of it the returns count.
pub(super) fn from_need_plan(plan: &ChildInNeedPlan, pack: &Pack) -> Vec<Proposed> {
    let teller = Teller::of(plan);
    let first = plan.editions().next().unwrap_or(&plan.now);
    let aims: Vec<&str> = first.words.outcomes.iter().map(|outcome| outcome.what.trim()).collect();
    let words = format!("What the child in need plan is to change: {}", told(&aims.join("; "), ""));
    let mut entries = vec![teller.tells_on("aims", plan.started_on, first.at, words)];
    let said = first.words.child.says.trim();
    if !said.is_empty() {
        let words = format!("The child said: {}", quoted(said));
        entries.push(teller.tells_on("words", plan.started_on, first.at, words));
    }
    for (place, review) in plan.reviews.iter().enumerate() {
        let stuck =
            review.progress.iter().filter(|progress| matches!(progress.how, How::NotMoving | How::Worse));
        let stuck = stuck.count();
        let of = review.progress.len();
        let how = if stuck == 0 {
            String::new()
        } else {
            format!(", {stuck} of {of} outcomes not moving or worse")
        };
        let words = format!(
            "Child in need plan reviewed: {}{how}. {}",
            review.decision.words(),
            told(&review.reasons, "")
        );
        entries.push(teller.tells_on(format!("review {place}"), review.on, review.at, words));
        let said = review.child.says.trim();
        if !said.is_empty() {
            let words = format!("The child said: {}", quoted(said));
            entries.push(teller.tells_on(format!("review {place} words"), review.on, review.at, words));
        }
    }
    if let Some(ended) = &plan.ended {
        let why = pack.child_in_need.ending(&ended.ending);
        let why = why.map_or(ended.ending.as_str(), |ending| ending.name.as_str());
        let words = format!("Why the child in need plan ended: {why}");
        entries.push(teller.tells_on("why ended", ended.on, ended.at, words));
    }
    entries
}

/// Why a child was closed and which risks remained; that a manager kept one open; that a closure was made in error.
pub(super) fn from_closure(closure: &Closure, pack: &Pack) -> Vec<Proposed> {
    let teller = Teller::of(closure);
    let mut entries = Vec::new();
    for (place, answer) in closure.answers.iter().enumerate().filter(|(_, answer)| answer.refused) {
        let words = format!("Closing proposed and refused: {}", told(&answer.words, ""));
        entries.push(teller.tells_at(format!("refused {place}"), answer.at, answer.at, words));
    }
    if let Some(closed) = &closure.closed {
        let because = &closure.proposal.because;
        let why = pack.closure.cause(because).map_or(because.as_str(), |cause| cause.name.as_str());
        let risks = told(&closure.proposal.risks, "");
        let risks = if risks.is_empty() { risks } else { format!(". Risks that remain: {risks}") };
        let words = format!("Why support stopped: {why}{risks}");
        entries.push(teller.tells_on("why closed", closed.on, closed.at, words));
        if let Some(step_down) = &closure.proposal.step_down {
            let words = format!("Early help goes on: {}, {}", step_down.lead, step_down.organisation);
            entries.push(teller.tells_on("step down", closed.on, closed.at, words));
        }
    }
    if let Some(corrected) = closure.corrected.as_ref().filter(|corrected| corrected.open_again) {
        let words = format!("Closed in error, open again: {}", told(&corrected.why, ""));
        entries.push(teller.tells_at("in error", corrected.at, corrected.at, words));
    }
    entries
}
