//! The child: seen where, said what, looked how; the direct work with what it shows. The child's words stand as they were said.

use casework::section47::Section47View;
use design::own::{Tone, quote};
use domain::calendar::london;
use domain::partner::Scan;
use domain::person::name::shown;
use domain::section47::{DirectWork, Seen};
use maud::{Markup, html};

use super::{address, lines, name};
use crate::forms::page::further_told;
use crate::route::Visit;

/// The box.
pub(super) fn day(visit: &Visit<'_>, view: &Section47View) -> Markup {
    let known = &view.section47.record;
    html! {
        h2 class="govuk-heading-m" { "The child's day" }
        @if known.seen.is_empty() { p class="govuk-body" { "Nobody has written down that they went to see the child." } }
        @for seen in known.seen.iter().rev() { (one(visit, view, seen)) }
        @if !known.words.is_empty() { h3 class="govuk-heading-s" { "What the child said" } }
        @for words in &known.words {
            @if !words.asked.trim().is_empty() { p class="govuk-body" { "Asked: " (name(&words.asked)) } }
            (quote(&shown(&words.words), &format!("{}, heard by {}", london::date_in_words(words.on), shown(&words.heard_by))))
            (further_told(&visit.house().pack, words.further.as_ref()))
        }
    }
}

fn one(visit: &Visit<'_>, view: &Section47View, seen: &Seen) -> Markup {
    html! {
        h3 class="govuk-heading-s" {
            @if seen.seen { "Seen " } @else { "Not seen " } (london::moment_in_words(seen.at))
        }
        p class="govuk-body" {
            @match (seen.seen, seen.alone) {
                (true, true) => (Tone::Done.tag("Seen alone")),
                (true, false) => (Tone::Pressing.tag("Seen, not alone")),
                (false, _) => (Tone::Pressing.tag("Not seen")),
            }
            " By " (name(&seen.who)) ", " (name(&seen.place))
            @if !seen.interpreter.trim().is_empty() { ". Interpreter: " (name(&seen.interpreter)) }
            ". Written down by " (view.names.name(seen.by)) "."
        }
        (lines(&seen.looked))
        (lines(&seen.why))
        (further_told(&visit.house().pack, seen.further.as_ref()))
    }
}

/// Direct work: each with its words, and its picture where it may be opened.
pub(super) fn gallery(visit: &Visit<'_>, view: &Section47View) -> Markup {
    html! {
        @if !view.direct_work.is_empty() {
            h2 class="govuk-heading-m" { "Direct work" }
            @for work in &view.direct_work { (drawn(visit, view, work)) }
        }
    }
}

fn drawn(visit: &Visit<'_>, view: &Section47View, work: &DirectWork) -> Markup {
    let kind = visit.house().pack.section47.work(&work.kind).map_or(work.kind.as_str(), |kind| &kind.name);
    let picture = address(view.section47.record.id, &format!("/direct-work/{}/picture", work.id));
    html! {
        figure class="govuk-!-margin-0 govuk-!-margin-bottom-6" {
            @if let Some(found) = &work.picture {
                @if found.scan.opens() {
                    img src=(picture) alt={ (kind) ", described below" } width="280" loading="lazy";
                } @else {
                    p class="govuk-body" { (found.scan.words()) "." }
                }
            }
            figcaption {
                h3 class="govuk-heading-s" { (kind) ", " (london::date_in_words(work.on)) }
                (lines(&work.description))
                @if !work.agreed.trim().is_empty() { p class="govuk-body" { "The child's agreement: " (name(&work.agreed)) } }
                (further_told(&visit.house().pack, work.further.as_ref()))
                p class="govuk-hint" {
                    "Kept by " (view.names.name(work.by)) "."
                    @if work.picture.as_ref().is_some_and(|found| found.scan == Scan::NotScanned) { " The picture was not scanned." }
                }
            }
        }
    }
}
