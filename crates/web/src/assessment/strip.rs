//! The clocks of an assessment, line by line: 45 working days from the referral, the local target, the review point set at the outset; and more time than
//! the limit gives, with who said so. Nothing resets them.

use casework::assessment::AssessmentView;
use design::govuk::{SummaryList, SummaryRow};
use design::own::{Clock, ClockState, Tone};
use domain::assessment::{Assessment, DECISION, REVIEW, TARGET};
use domain::calendar::clock::State;
use domain::calendar::london;
use domain::pack::Timer;
use maud::{Markup, html};

use super::{address, lines, name};
use crate::route::Visit;

/// The lines.
pub(super) fn strip(visit: &Visit<'_>, view: &AssessmentView) -> Markup {
    let known = &view.assessment.record;
    let rule = |timer: &str, counted: &str| {
        let words = |timer: &Timer| format!("within {}{counted}. Source: {}", timer.limit, timer.source);
        visit.house().pack.timer(timer).map_or_else(String::new, words)
    };
    let mut rows = Vec::new();
    let mut line = |words: &str, timer: &str, rule: String| {
        if let Some(found) = known.clock(timer) {
            rows.push(SummaryRow::new(words.to_owned(), clock(visit, found, &rule)));
        }
    };
    line("Decision", DECISION, rule(DECISION, ", counted from the referral"));
    line("Local target", TARGET, rule(TARGET, ""));
    line("Review point", REVIEW, String::new());
    html! {
        h2 class="govuk-heading-m" id="clocks" { "By when" }
        (SummaryList::new(rows))
        (review(view))
        (exceptions(visit, view))
    }
}

fn review(view: &AssessmentView) -> Markup {
    let Some(review) = view.assessment.record.review() else { return Markup::default() };
    html! {
        p class="govuk-body" {
            "Review point " (london::date_in_words(review.on))
            @if !review.why.is_empty() { ": " (name(&review.why)) }
            ". "
            @match review.shared_on {
                Some(on) => { "The family was told on " (london::date_in_words(on)) ": " (name(&review.shared_with)) "." },
                None => { "Not yet shared with the family" @if !review.shared_with.is_empty() { ": " (name(&review.shared_with)) } "." },
            }
        }
        @if let Some(held) = &review.held {
            p class="govuk-body" { "Held " (london::date_in_words(held.on)) ", " (view.names.name(held.by)) ":" }
            (lines(&held.words))
        }
    }
}

fn exceptions(visit: &Visit<'_>, view: &AssessmentView) -> Markup {
    let known: &Assessment = &view.assessment.record;
    html! {
        @for exception in &known.exceptions {
            div class="govuk-inset-text" {
                p class="govuk-body" {
                    @match &exception.decided {
                        None => (Tone::Waiting.tag("More time: waits for a manager")),
                        Some(decided) if decided.approved => (Tone::Done.tag("More time: approved")),
                        Some(_) => (Tone::Pressing.tag("More time: not approved")),
                    }
                    " Asked on " (london::date_in_words(london::date_of(exception.at))) " by " (view.names.name(exception.by))
                    ", until " (london::date_in_words(exception.until)) ". No clock moves."
                }
                (lines(&exception.reason))
                p class="govuk-body" { "Meanwhile: " (name(&exception.meanwhile)) }
                @if let Some(decided) = &exception.decided {
                    p class="govuk-body" { (view.names.name(decided.by)) ": " (name(&decided.words)) }
                }
                @if exception.decided.is_none() && super::exception::decides(visit, view) {
                    p class="govuk-body app-not-printed" { a class="govuk-link" href=(address(known.id, "/exception/decide")) { "Decide on more time" } }
                }
            }
        }
    }
}

/// A clock in words, with the rule it comes from.
pub(super) fn clock(visit: &Visit<'_>, clock: &domain::calendar::Clock, rule: &str) -> Markup {
    let (now, calendar) = (visit.session.at, &visit.house().calendar);
    let state = match clock.state(now) {
        State::Overdue => ClockState::Overdue,
        State::DueToday => ClockState::Soon,
        State::Running => ClockState::Due,
        State::NoDaySet => ClockState::Stopped,
        State::Met | State::MetLate => ClockState::Met,
    };
    html! { (Clock::new(state, sentence(&clock.in_words(now, calendar))).rule(rule)) }
}

/// The words as the beginning of a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
