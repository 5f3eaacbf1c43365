//! The rounds: each agency asked, its state with minutes, and what can be done to get an answer. The ladder says which step is reached.

use casework::mash::EnquiryView;
use design::Content;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::{Due, london};
use domain::mash::{Request, Stage, Standing};
use maud::{Markup, html};

use super::{address, agency_name};
use crate::contact::told;
use crate::route::Visit;

/// Every round.
pub(super) fn rounds(visit: &Visit<'_>, view: &EnquiryView) -> Markup {
    let asked = view.asked();
    let last = asked.iter().map(|request| request.round).max().unwrap_or(0);
    html! {
        @for round in 1..=last {
            @let requests: Vec<&Request> = asked.iter().filter(|request| request.round == round).collect();
            @if let Some(first) = requests.first() { (table(visit, view, round, first, &requests)) }
        }
    }
}

fn table(
    visit: &Visit<'_>,
    view: &EnquiryView,
    round: u16,
    first: &Request,
    requests: &[&Request],
) -> Markup {
    let columns = ["Agency", "State", "Headline", "What to do"].into_iter().map(Column::new).collect();
    let rows = requests.iter().map(|request| row(visit, view, request)).collect();
    let due = first.clock.due.map(Due::instant);
    html! {
        h2 class="govuk-heading-m" { "Round " (round) }
        p class="govuk-body" {
            "Asked " (london::moment_in_words(first.asked_at)) " by " (view.names.name(first.asked_by)) "."
            @if let Some(due) = due { " Answers needed by " (london::moment_in_short(due, visit.session.at)) "." }
            " Lawful basis: " (first.lawful.name) ". " (first.lawful.on_record) "."
            @if withdrawn_since(view, first) { strong { " The agreement it rests on has been withdrawn since." } }
        }
        (CaseTable { caption_hidden: true, ..CaseTable::new(format!("Round {round}"), columns, rows) })
    }
}

/// Whether the record of agreement that a request rests on was withdrawn after it was sent.
fn withdrawn_since(view: &EnquiryView, request: &Request) -> bool {
    let basis = view.bases.iter().find(|basis| Some(basis.id) == request.lawful.basis);
    basis.is_some_and(|basis| basis.withdrawn.is_some())
}

fn row(visit: &Visit<'_>, view: &EnquiryView, request: &Request) -> Vec<Content> {
    let name = agency_name(&visit.house().pack, &request.agency, &request.organisation);
    vec![
        html! { (name) @if let Some(to) = request.to { br; span class="govuk-hint" { (view.names.name(to)) } } }.into(),
        state(visit, view, request).into(),
        headline(request).into(),
        to_do(visit, view, request, &name).into(),
    ]
}

/// The state, and how long it took or has taken.
fn state(visit: &Visit<'_>, view: &EnquiryView, request: &Request) -> Markup {
    let now = visit.session.at;
    let standing = request.standing(now);
    let tone = match standing {
        Standing::Answered => Tone::Done,
        Standing::Overdue => Tone::Pressing,
        Standing::Viewed => Tone::Active,
        Standing::NotOpened => Tone::Waiting,
        Standing::Withdrawn => Tone::Quiet,
    };
    let waited = request.asked_at.duration_until(now).as_mins();
    html! {
        (tone.tag(standing.words()))
        br;
        span class="govuk-hint" {
            @match (standing, request.answered_in_minutes()) {
                (Standing::Answered, Some(minutes)) => { "in " (minutes_in_words(minutes)) },
                (Standing::Withdrawn, _) => {},
                _ => {
                    (minutes_in_words(waited)) " since it was asked"
                    @if let Some((by, at)) = request.viewed { ", opened " (london::moment_in_short(at, now)) " by " (view.names.name(by)) }
                    @if let Some(sent) = view.beside.get(&request.id).and_then(|beside| beside.links.first()) {
                        br;
                        "Link to " (told::bdi(&sent.to)) ": " (sent.state.words().to_lowercase())
                    }
                },
            }
        }
    }
}

fn minutes_in_words(minutes: i64) -> String {
    match minutes {
        0 => "less than a minute".into(),
        1 => "1 minute".into(),
        2..120 => format!("{minutes} minutes"),
        _ => format!("{} hours", minutes / 60),
    }
}

/// The first words of an answer; the whole stands below.
fn headline(request: &Request) -> Markup {
    const LONGEST: usize = 120;
    let Some(answer) = &request.answer else { return html! { "" } };
    if answer.no_trace {
        return html! { "No trace: nothing is held about this family" };
    }
    let words: Vec<&str> = answer
        .facts
        .iter()
        .map(|fact| {
            if fact.words.trim().is_empty() {
                fact.choice.as_deref().unwrap_or_default()
            } else {
                fact.words.as_str()
            }
        })
        .collect();
    let whole = words.iter().map(|words| words.trim().trim_end_matches('.')).collect::<Vec<_>>().join(". ");
    let short: String = whole.chars().take(LONGEST).collect();
    html! { (told::bdi(&short)) @if short.len() < whole.len() { "…" } }
}

/// What can be done to get the answer: the rung of the ladder that is reached stands first.
fn to_do(visit: &Visit<'_>, view: &EnquiryView, request: &Request, agency: &str) -> Markup {
    let link = |words: &str, below: &str| {
        html! {
            a class="govuk-link" href=(address(request.enquiry, &format!("/requests/{}{below}", request.id))) {
                (words) span class="govuk-visually-hidden" { ": " (agency) }
            }
            br;
        }
    };
    let waits = request.answer.is_none() && request.withdrawn.is_none();
    if !waits || view.enquiry.record.stage() == Stage::Decided || !view.may(Action::ChaseAgency) {
        return Markup::default();
    }
    let late = request.clock.due.map_or(-1, |due| due.instant().duration_until(visit.session.at).as_mins());
    let reached = visit.house().pack.hub.reached(late).last().filter(|_| late >= 0);
    html! {
        @if let Some(rung) = reached { div { strong { (rung.name) } } div class="govuk-hint" { (rung.words) } }
        (link("Chase", "/chase"))
        @if view.may(Action::SendLink) {
            a class="govuk-link" href={ "/enquiries/requests/" (request.id) "/link" } {
                "Send a link" span class="govuk-visually-hidden" { ": " (agency) }
            }
            br;
        }
        (link("Write down their answer", "/answer"))
        (link("Ask somebody else there", "/substitute"))
        (link("Take it back", "/withdraw"))
    }
}
