//! The rules of the watch in words, each with its numbers and its source, so that nobody need guess why they were asked.

use casework::Stop;
use design::Content;
use design::govuk::{SummaryList, SummaryRow};
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::pack::{Around, Pack, WatchRule};
use maud::{Markup, html};

use super::prompt::back;
use crate::route::{Page, View, Visit};

/// The rules.
pub(super) static RULES: Page<()> =
    Page { path: "/watch/rules", name: "rules of the escalation watch", action: Action::ChangePack, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let pack = &visit.house().pack;
    let watch = &pack.watch;
    let body = html! {
        span class="govuk-caption-l" { "Escalation watch" }
        h1 class="govuk-heading-l" { "The rules" }
        p class="govuk-body" {
            "Each rule counts what was recorded since anybody last considered a strategy discussion: since one was held, or since a manager answered a prompt of the same rule. A fact prompts once for a rule. Related questions about a household are put together. An open case is watched as a new one is."
        }
        p class="govuk-body" { "“Gather first” lasts " (watch.gather_hours) " hours at most, unless a manager says it again." }
        @for rule in &watch.rules { (one(pack, rule)) }
        (ladder(pack))
        p class="govuk-body" { "These are numbers of the practice pack, " (pack.version()) ". A council changes them in watch.toml." }
    };
    let back = if visit.may(Action::SeePrompts) { back() } else { Markup::default() };
    Ok(View::new("Rules of the escalation watch", body).before(back))
}

fn one(pack: &Pack, rule: &WatchRule) -> Markup {
    let reach = match rule.reach {
        Around::Child => "What is recorded about the child",
        Around::Household => {
            "What is recorded about the child, and about children who live at the same place"
        }
        Around::Linked => {
            "What is recorded about the child, about children of the same parents and carers, and what names the same adults"
        }
    };
    let limit = if rule.immediate {
        pack.timer(&pack.watch.immediate_timer).map_or(rule.answer, |timer| timer.limit)
    } else {
        rule.answer
    };
    let conditions: Content = html! {
        ul class="govuk-list govuk-list--bullet" {
            @for condition in &rule.conditions { li { (condition.words) span class="govuk-hint" { "Looks back " (condition.days) " days" } } }
        }
    }
    .into();
    html! {
        h2 class="govuk-heading-m" { (rule.code) ": " (rule.name) @if rule.immediate { " " (Tone::Pressing.tag("Immediate")) } }
        p class="govuk-body" { (rule.words) }
        (SummaryList::new(vec![
            SummaryRow::new("Asks when there is", conditions),
            SummaryRow::new("What counts", reach),
            SummaryRow::new("To be answered within", limit.to_string()),
            SummaryRow::new("Source", rule.source.as_str()),
        ]))
    }
}

fn ladder(pack: &Pack) -> Markup {
    let rows = pack.watch.ladder.iter().map(|rung| -> Vec<Content> {
        let within = rung.answer.map_or_else(
            || if rung.clinic { "Until it is answered".to_owned() } else { "As the rule says".to_owned() },
            |limit| limit.to_string(),
        );
        vec![rung.name.as_str().into(), rung.words.as_str().into(), within.into()]
    });
    let columns = ["Stands with", "What that means", "Answers within"].map(Column::new).into();
    html! { (CaseTable::new("When nobody answers", columns, rows.collect())) }
}
