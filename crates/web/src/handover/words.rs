//! Cards, notes and pieces of the morning in words.

use casework::handover::{Item, Says};
use casework::staff::Names;
use design::govuk::{SummaryList, SummaryRow, WarningText};
use design::own::{Restricted, Tone};
use domain::calendar::london;
use domain::handover::{CardWords, NightItem, NightNote};
use domain::pack::{Handover, Pack};
use domain::person::name::{shown, shown_in_line};
use jiff::Timestamp;
use maud::{Markup, Render, html};

use crate::forms::page::further_told;
use crate::route::Visit;

/// A name, kept apart from the words round it.
pub(super) fn name(name: &str) -> Markup {
    html! { bdi { (shown_in_line(name)) } }
}

/// Words as they were typed, line by line.
pub(super) fn verbatim(words: &str) -> Markup {
    html! { span class="app-wrap" dir="auto" { (shown(words)) } }
}

/// Whom to ring about a restricted child: the door's own words.
pub(super) fn restricted(words: &str) -> Markup {
    let whom = words.strip_prefix("Restricted: ring ").unwrap_or(words);
    Restricted::ring(shown_in_line(whom.trim_end_matches('.'))).render()
}

/// The name of a kind of card.
pub(super) fn kind<'p>(hours: &'p Handover, code: &'p str) -> &'p str {
    hours.kind(code).map_or(code, |kind| kind.name.as_str())
}

/// What a card says.
pub(super) fn card(pack: &Pack, words: &CardWords) -> Markup {
    let mut rows: Vec<SummaryRow> = words
        .steps
        .iter()
        .map(|step| SummaryRow::new(format!("If: {}", shown_in_line(&step.trigger)), verbatim(&step.plan)))
        .collect();
    rows.extend(words.call.iter().map(|call| {
        SummaryRow::new("Call", html! { (name(&call.who)) ", " bdi { (shown_in_line(&call.number)) } })
    }));
    let said = |what: &str, words: &str| {
        (!words.trim().is_empty()).then(|| SummaryRow::new(what.to_owned(), verbatim(words)))
    };
    rows.extend(said("Never give or say", &words.never));
    rows.extend(said("What is safe", &words.safe));
    rows.push(SummaryRow::new("Until", london::moment_in_words(words.until)));
    html! {
        @if !words.staff_safety.trim().is_empty() {
            (WarningText::new(html! { "Staff safety: " (shown(&words.staff_safety)) }))
        }
        (SummaryList::new(rows))
        (further_told(pack, words.further.as_ref()))
    }
}

/// What the night recorded.
pub(super) fn note(pack: &Pack, note: &NightNote, by: &str) -> Markup {
    let mut rows = vec![SummaryRow::new("Found", verbatim(&note.found))];
    let mut said = |what: &str, words: &str| {
        if !words.trim().is_empty() {
            rows.push(SummaryRow::new(what.to_owned(), verbatim(words)));
        }
    };
    said("Done", &note.done);
    said(if note.done.trim().is_empty() { "Why nothing was done" } else { "Why not more" }, &note.why_not);
    said("Safe for now", &with_time(&note.safe, note.safe_until, "until"));
    said("The day team must", &with_time(&note.day_must, note.day_by, "by"));
    let happened = note.happened_at.map(london::moment_in_words);
    html! {
        p class="govuk-body" {
            "Recorded by " (name(by)) " on " (london::moment_in_words(note.at)) "."
            @if let Some(happened) = happened { " It happened on " (happened) "." }
        }
        (SummaryList::new(rows))
        (further_told(pack, note.further.as_ref()))
    }
}

fn with_time(words: &str, at: Option<Timestamp>, until: &str) -> String {
    match at {
        Some(at) if !words.trim().is_empty() => format!("{words} ({until} {})", london::moment_in_words(at)),
        _ => words.to_owned(),
    }
}

/// What a piece of the morning says.
pub(super) fn says(visit: &Visit<'_>, item: &Item, names: &Names) -> Markup {
    let by = item.item.by.map_or("Frontdoor", |by| names.name(by));
    let at = london::moment_in_short(item.item.at, visit.session.at);
    match &item.says {
        Says::Note(said) => {
            html! { h3 class="govuk-heading-s" { "Night note, " (at) } (note(&visit.house().pack, said, by)) }
        }
        Says::Contact { reference, danger } => html! {
            h3 class="govuk-heading-s" { "Contact taken in by night, " (at) }
            p class="govuk-body" {
                @if *danger { (Tone::Pressing.tag("Danger now")) " " }
                @match item.item.left {
                    domain::handover::Left::Contact(contact) => a class="govuk-link" href={ "/contacts/" (contact) } { "Contact " (reference) },
                    _ => { "Contact " (reference) },
                }
                ", taken in by " (name(by)) "."
            }
        },
        Says::Opening(opening) => html! {
            h3 class="govuk-heading-s" { "Record opened with a reason, " (at) }
            p class="govuk-body" {
                (name(by)) " opened this record by night. It was open until " (london::time_in_words(opening.until)) "."
            }
        },
        Says::Card(words) => html! {
            h3 class="govuk-heading-s" {
                (kind(&visit.house().pack.handover, &words.kind)) ": safe until " (london::moment_in_words(words.until))
            }
            (card(&visit.house().pack, words))
        },
        Says::Power(power) => crate::power::by_night(visit, power, by, &at),
        Says::SafetyPlan(plan) => crate::safety_plan::left_by_night(visit, plan),
        Says::Withheld => html! {
            h3 class="govuk-heading-s" { "Left by the night, " (at) }
            p class="govuk-body" { "To read it, be allocated or open the record with a reason." }
        },
    }
}

/// Who has a piece, or that nobody has yet.
pub(super) fn who_has(item: &NightItem, names: &Names, now: Timestamp) -> Markup {
    html! {
        @match (&item.accepted, &item.handed) {
            (Some(accepted), _) => {
                (Tone::Done.tag("Accepted")) " " (name(names.name(accepted.by))) " has it, since " (london::moment_in_short(accepted.at, now)) "."
            },
            (None, _) if item.withdrawn.is_some() => { (Tone::Quiet.tag("Not needed")) " What it was about was changed or ended." },
            (None, Some(handed)) => {
                (Tone::Waiting.tag("Handed on")) " To " (name(names.name(handed.to))) " by " (name(names.name(handed.by))) ", who has not said yet that they have it."
            },
            (None, None) => {
                @if item.gone_to_manager.is_none() { (Tone::Pressing.tag("Nobody has it yet")) " Due " (london::moment_in_short(item.due, now)) "." }
            },
        }
        @if let Some(gone) = item.gone_to_manager.filter(|_| item.accepted.is_none()) {
            " " (Tone::Pressing.tag("Gone to the manager")) " " (london::moment_in_short(gone, now)) "."
        }
    }
}
