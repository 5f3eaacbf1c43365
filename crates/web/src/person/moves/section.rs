//! Moves on a child's record: where something is said to be another child's, and what was moved away and here.

use casework::child::ChildPage;
use casework::person::moved::MoveLine;
use domain::access::Action;
use domain::calendar::london;
use domain::person::moved::Stage;
use domain::person::name::shown;
use maud::{Markup, html};

use super::{address, ask};
use crate::child::words;

/// Where something is said to be another child's.
pub(crate) fn act(page: &ChildPage, may: &[Action]) -> Markup {
    html! {
        @if may.contains(&Action::MoveRecords) {
            p class="govuk-body" { a class="govuk-link" href={ "/children/" (page.file.child.record.id) "/moves" } { (ask::title(page)) } }
        }
    }
}

/// What was moved from this record and to it, and what waits to be: nothing when nothing was.
pub(crate) fn of_child(page: &ChildPage) -> Markup {
    let lines: Vec<&MoveLine> =
        page.moves.iter().filter(|line| !matches!(line.stage, Stage::NotDone(_))).collect();
    html! {
        @if !lines.is_empty() {
            h2 class="govuk-heading-m" { "Moved between records" }
            ul class="govuk-list" {
                @for line in lines {
                    li {
                        (moved(page, line))
                        @if let Some(id) = line.id { " " a class="govuk-link" href=(address(id)) { "What was moved" } }
                    }
                }
            }
        }
    }
}

fn moved(page: &ChildPage, line: &MoveLine) -> Markup {
    let other = html! {
        @match &line.other {
            Some(side) => { "the record of " a class="govuk-link" href={ "/children/" (side.person) } { (words::name(&side.name)) } },
            None => "another child’s record",
        }
    };
    let way = if line.out { "to" } else { "here from" };
    let reason = html! { " " span class="app-wrap" dir="auto" { (shown(&line.reason)) } };
    let name = |staff| words::name(page.names.name(staff));
    let day = |at| london::date_in_words(london::date_of(at));
    match &line.stage {
        Stage::Proposed | Stage::NotDone(_) => html! {
            strong { "Waits to be moved " (way) " " (other) ": " (line.what) "." }
            " Asked for on " (day(line.at)) " by " (name(line.by)) "." (reason)
        },
        Stage::Done(done) => html! {
            strong { "Moved " (way) " " (other) ": " (line.what) "." }
            " On " (day(done.at)) " by " (name(done.by)) "." (reason)
        },
        Stage::BackProposed { done, asked, .. } => html! {
            strong { "Moved " (way) " " (other) ": " (line.what) "." }
            " On " (day(done.at)) " by " (name(done.by)) "." (reason)
            " " (name(asked.by)) " asks to have it taken back. " span class="app-wrap" dir="auto" { (shown(&asked.reason)) }
        },
        Stage::TakenBack { done, asked, by, at, .. } => html! {
            strong { "Moved " (way) " " (other) " and taken back: " (line.what) "." }
            " On " (day(done.at)) " by " (name(done.by)) "." (reason)
            " Back on " (day(*at)) " by " (name(*by)) ". " span class="app-wrap" dir="auto" { (shown(&asked.reason)) }
        },
    }
}
