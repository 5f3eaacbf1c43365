//! One prompt: what asks, rule by rule, with a link to each fact; whose answer is waited for and by when; what was answered, and where it went.

use casework::Stop;
use casework::watch::{PromptView, TripShown, view};
use design::govuk::{BackLink, Button, InsetText, SummaryList, SummaryRow};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::watch::{Answer, Answered, Cause, Climb, Prompt};
use jiff::Timestamp;
use maud::{Markup, Render, html};

use super::{at, words};
use crate::child::words::{name, verbatim};
use crate::route::{Page, View, Visit};

/// One prompt.
pub(super) static PROMPT: Page<Id<Prompt>> = Page {
    path: "/watch/{prompt}",
    name: "prompt of the escalation watch",
    action: Action::ReadPrompt,
    show,
};

fn show(visit: &Visit<'_>, prompt: Id<Prompt>) -> Result<View, Stop> {
    let view = view(&visit.session, prompt)?;
    let record = &view.prompt.record;
    let body = html! {
        span class="govuk-caption-l" { "Escalation watch" }
        h1 class="govuk-heading-l" { "Consider a strategy discussion" }
        (stands(visit, &view))
        @if view.may_answer {
            (Button::link("Answer", at(prompt, "/answer")))
        } @else if record.is_open() {
            p class="govuk-body" { "A manager answers it. If a discussion cannot wait, it is held at once, whatever stands here." }
        }
        (what_asks(&view))
        (history(visit, &view))
    };
    Ok(View::new("Consider a strategy discussion", body).before(back()))
}

/// The way back to the list.
pub(super) fn back() -> Markup {
    BackLink { content: "Back to the escalation watch".into(), ..BackLink::to("/watch") }.render()
}

/// About whom, since when, how it stands, by when, asked of whom.
fn stands(visit: &Visit<'_>, view: &PromptView) -> Markup {
    let record = &view.prompt.record;
    let asked: Vec<&str> = record.told.iter().map(|staff| view.names.name(*staff)).collect();
    let mut rows = vec![
        SummaryRow::new("About", words::children(&view.children)),
        SummaryRow::new("Since", london::moment_in_words(record.triggered_at())),
        SummaryRow::new("State", words::state(record)),
    ];
    if record.is_open() {
        rows.push(SummaryRow::new("By when", words::by_when(visit, record)));
        rows.push(SummaryRow::new("Stands with", view.rung.as_str()));
        rows.push(SummaryRow::new(
            "Asked of",
            if asked.is_empty() { "Nobody could be asked".to_owned() } else { asked.join(", ") },
        ));
    }
    html! {
        (SummaryList::new(rows))
        @if let Some(closed) = &record.closed {
            (InsetText::new(html! {
                p class="govuk-body" {
                    strong { (closed.cause.words()) "." } " " (london::moment_in_words(closed.at)) ". "
                    @match &closed.cause {
                        Cause::Held { discussion } | Cause::Superseded { discussion } => {
                            a class="govuk-link" href={ "/strategy/" (discussion) } { "The discussion" } "."
                        },
                        Cause::NotNeeded => {},
                    }
                }
            }))
        }
    }
}

/// What asks: each rule with its facts. It is no score: every fact stands by itself.
pub(super) fn what_asks(view: &PromptView) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "What asks" }
        @for trip in &view.trips { (asks(view, trip)) }
        p class="govuk-body" { "These count since anybody last considered a strategy discussion. " a class="govuk-link" href="/watch/rules" { "The rules in words" } "." }
    }
}

fn asks(view: &PromptView, trip: &TripShown) -> Markup {
    let child = view.children.iter().find(|(child, _)| *child == trip.child);
    html! {
        h3 class="govuk-heading-s" {
            (trip.name)
            @if trip.immediate { " " (Tone::Pressing.tag("Immediate")) }
            @if let Some((_, called)) = child.filter(|_| view.children.len() > 1) { ": " (words::called(called)) }
        }
        p class="govuk-body" { "Since " (london::moment_in_words(trip.at)) ": " (trip.why) "." }
        @if let Some(since) = trip.absent_since {
            p class="govuk-body" { "Last seen, or held since, " (london::date_in_words(london::date_of(since))) "." }
        }
        @if !trip.facts.is_empty() { (words::facts(trip, &trip.facts)) }
        @if !trip.background.is_empty() {
            p class="govuk-body" { "Read beside:" }
            (words::facts(trip, &trip.background))
        }
        p class="govuk-hint" { "Rule " (trip.rule) ". " (trip.source) }
    }
}

/// What happened to it, in order.
enum Step<'a> {
    Put,
    Climbed(&'a Climb),
    Answered(&'a Answered),
    Closed,
}

fn history(visit: &Visit<'_>, view: &PromptView) -> Markup {
    let record = &view.prompt.record;
    let mut steps: Vec<(Timestamp, Step<'_>)> = vec![(record.opened_at, Step::Put)];
    steps.extend(record.climbs.iter().map(|climb| (climb.at, Step::Climbed(climb))));
    steps.extend(record.answers.iter().map(|answer| (answer.at, Step::Answered(answer))));
    steps.extend(record.closed.iter().map(|closed| (closed.at, Step::Closed)));
    steps.sort_by_key(|(at, _)| *at);
    html! {
        h2 class="govuk-heading-m" { "What became of it" }
        ol class="govuk-list govuk-list--number govuk-list--spaced" {
            @for (at, step) in &steps {
                li { (london::moment_in_words(*at)) ": " (step_in_words(visit, view, step)) }
            }
        }
    }
}

fn step_in_words(visit: &Visit<'_>, view: &PromptView, step: &Step<'_>) -> Markup {
    let record = &view.prompt.record;
    let rung = |code: &str| {
        let ladder = &visit.house().pack.watch.ladder;
        ladder.iter().find(|rung| rung.code == code).map_or_else(|| code.to_owned(), |rung| rung.name.clone())
    };
    html! {
        @match step {
            Step::Put => "the question was put",
            Step::Climbed(climb) => { "nobody had answered in time; it went on to " strong { (rung(&climb.rung)) } },
            Step::Answered(answered) => { strong { (answered.what.words()) } ", " (name(view.names.name(answered.by))) (answer(&answered.what)) },
            Step::Closed => @if let Some(closed) = &record.closed { "closed: " (closed.cause.words()) },
        }
    }
}

/// An answer with everything that was said in it.
fn answer(answer: &Answer) -> Markup {
    html! {
        @match answer {
            Answer::HoldNow { words } => @if !words.trim().is_empty() { br; (verbatim(words)) },
            Answer::GatherFirst { by, from, safe, .. } => {
                br; "By " (london::moment_in_words(*by)) ": " (verbatim(from))
                br; "Safe meanwhile: " (verbatim(safe))
            },
            Answer::NotNeeded { because } => { br; "Because: " (verbatim(because)) },
        }
    }
}
