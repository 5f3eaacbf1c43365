//! A power's page: how long it still has, what is still to be recorded, what must happen before it ends, who made it, what it demands, who was told, and
//! how it ended.

use casework::Stop;
use casework::power::{PowerView, view};
use design::govuk::{Button, SummaryList, SummaryRow, WarningText, button_group};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::pack::PowerKind;
use domain::person::name::{shown, shown_in_line};
use domain::power::{EndsBy, Power, Said, Standing};
use maud::{Markup, Render, html};

use super::{at, clock, new};
use crate::child::identity;
use crate::forms::page::further_told;
use crate::route::{Page, View, Visit};

/// A power.
pub(super) static POWER: Page<Id<Power>> =
    Page { path: "/powers/{power}", name: "power, order or conditions", action: Action::ReadPower, show };

fn show(visit: &Visit<'_>, power: Id<Power>) -> Result<View, Stop> {
    let view = view(&visit.session, power)?;
    let power = &view.power.record;
    let powers = &visit.house().pack.powers;
    let kind = powers.kind(&power.kind);
    let name = kind.map_or(power.kind.as_str(), |kind| kind.name.as_str());
    let body = html! {
        h1 class="govuk-heading-l" { (name) }
        (stands(visit, power))
        (missing(visit, power))
        @if view.may_change { (steps(&view, kind)) }
        (facts(visit, &view, kind))
        (told(visit, &view))
        @if let Some(kind) = kind.filter(|_| power.is_open()) {
            h2 class="govuk-heading-m" { "What must happen before it ends" }
            ul class="govuk-list govuk-list--bullet" { @for words in &kind.before { li { (words) } } }
        }
        @if !view.siblings.is_empty() {
            h2 class="govuk-heading-m" { "Recorded together with" }
            ul class="govuk-list" {
                @for sibling in &view.siblings {
                    li { a class="govuk-link" href=(at(sibling.power, "")) { bdi { (shown_in_line(&sibling.name)) } } }
                }
            }
        }
    };
    identity::about(visit, power.child, Action::ReadPower, "Power, order or conditions", body)
}

/// Where it stands now.
fn stands(visit: &Visit<'_>, power: &Power) -> Markup {
    let now = visit.session.at;
    html! {
        @match power.countdown(&visit.house().pack.powers, now) {
            Some(countdown) if countdown.standing == Standing::Passed => {
                (WarningText::new(html! { (shown_in_line(&countdown.words)) "." }))
            },
            Some(countdown) => p class="govuk-body-l" { strong { (clock(&countdown)) } },
            None => {
                @if let Some(ended) = &power.ended {
                    p class="govuk-body-l" {
                        (Tone::Done.tag("Ended")) " " (london::moment_in_words(ended.when)) ". " (ended.how.words()) "."
                    }
                }
            },
        }
    }
}

fn missing(visit: &Visit<'_>, power: &Power) -> Markup {
    let powers = &visit.house().pack.powers;
    let Some(kind) = powers.kind(&power.kind) else { return html! {} };
    let missing = power.missing(kind, |whom| powers.whom(whom).map_or("", |whom| whom.name.as_str()));
    html! {
        @if !missing.is_empty() {
            div class="govuk-inset-text" {
                p class="govuk-body" { strong { "Still to be recorded:" } }
                ul class="govuk-list govuk-list--bullet" { @for words in &missing { li { (words) } } }
            }
        }
    }
}

fn steps(view: &PowerView, kind: Option<&PowerKind>) -> Markup {
    let power = &view.power.record;
    let open = power.is_open();
    let again = match (power.ends_by, kind.and_then(|kind| kind.extension)) {
        (EndsBy::Law, _) | (_, None) => None,
        (EndsBy::Review, Some(_)) => Some("Look at it again"),
        (EndsBy::Order, Some(rule)) => {
            let left = rule.times.is_none_or(|times| power.extensions.len() < usize::from(times));
            left.then_some("Extend it")
        }
    };
    let end = if power.agreement.is_some() {
        "It has ended, or the agreement is withdrawn"
    } else {
        "It has ended"
    };
    button_group(html! {
        (Button::link("Complete it", at(power.id, "/more")).render())
        (Button::link("Somebody was told", at(power.id, "/told")).secondary().render())
        @if let (true, Some(words)) = (open, again) { (Button::link(words, at(power.id, "/extend")).secondary().render()) }
        @if open { (Button::link(end, at(power.id, "/end")).secondary().render()) }
    })
}

/// Words as they were typed.
fn verbatim(words: &str) -> Markup {
    html! { span class="app-wrap" dir="auto" { (shown(words)) } }
}

fn facts(visit: &Visit<'_>, view: &PowerView, kind: Option<&PowerKind>) -> Markup {
    let power = &view.power.record;
    let mut rows = when_and_by_whom(power, kind);
    rows.extend(what_was_said(view));
    let recorded = html! { "by " (view.names.name(power.by)) ", " (london::moment_in_short(power.at, visit.session.at)) };
    rows.push(SummaryRow::new("Recorded", recorded));
    html! {
        (SummaryList::new(rows))
        (further_told(&visit.house().pack, power.further.as_ref()))
    }
}

/// Whom it binds, from when until when, and who took or made it.
fn when_and_by_whom(power: &Power, kind: Option<&PowerKind>) -> Vec<SummaryRow> {
    let mut rows = Vec::new();
    let mut row = |what: &str, words: Markup| rows.push(SummaryRow::new(what.to_owned(), words));
    if let Some(adult) = &power.adult {
        let name = html! { bdi { (shown_in_line(&adult.name)) } };
        row(
            "Binds",
            match adult.person {
                Some(person) => html! { a class="govuk-link" href={ "/children/" (person) } { (name) } },
                None => name,
            },
        );
    }
    row("Began", html! { (london::moment_in_words(power.started)) });
    if let Some(from) = power.counts_from {
        row("Counts from", html! { (london::moment_in_words(from)) ", the beginning of police protection" });
    }
    let ends = if power.ends_by == EndsBy::Review { "Looked at again" } else { "Ends" };
    row(
        ends,
        html! {
            (london::moment_in_words(power.end()))
            @if let Some(kind) = kind { span class="govuk-hint" { (new::lasts(kind)) } }
        },
    );
    for extension in &power.extensions {
        row(
            "Extended or looked at",
            html! {
                (london::moment_in_words(extension.granted)) " by " bdi { (shown_in_line(&extension.made_by)) }
                ", until " (london::moment_in_words(extension.until)) ". " (verbatim(&extension.reason))
            },
        );
    }
    let made = &power.made_by;
    let made: Vec<String> = [&made.name, &made.rank, &made.body, &made.reference]
        .into_iter()
        .filter(|words| !words.trim().is_empty())
        .map(|words| shown_in_line(words))
        .collect();
    if !made.is_empty() {
        row("Taken or made by", html! { bdi { (made.join(", ")) } });
    }
    rows
}

/// The agreement it rests on, what it demands, the child's words, and what happened next.
fn what_was_said(view: &PowerView) -> Vec<SummaryRow> {
    let power = &view.power.record;
    let mut rows = Vec::new();
    let mut row = |what: &str, words: Markup| rows.push(SummaryRow::new(what.to_owned(), words));
    if let Some(agreement) = &power.agreement {
        row(
            "Agreement",
            html! {
                (agreement.of.words())
                @if !agreement.name.is_empty() { ": " bdi { (shown_in_line(&agreement.name)) } }
                @if agreement.in_writing { ", in writing" } @else { ", not in writing" }
                @if !agreement.informed.is_empty() { ". " (verbatim(&agreement.informed)) }
            },
        );
    }
    let typed =
        [("Where the child is", &power.whereabouts), ("Why", &power.grounds), ("Demands", &power.conditions)];
    for (what, words) in typed.into_iter().filter(|(_, words)| !words.trim().is_empty()) {
        row(what, verbatim(words));
    }
    let of_child =
        [("The child's wishes and feelings", &power.wishes), ("Rights the child was told of", &power.rights)];
    for (what, said) in of_child.into_iter().filter_map(|(what, said)| said.as_ref().map(|said| (what, said)))
    {
        row(what, heard(view, said));
    }
    if let Some(ended) = &power.ended {
        row(
            "What happened next",
            html! {
                (verbatim(&ended.next))
                span class="govuk-hint" { "Recorded by " (view.names.name(ended.by)) ", " (london::moment_in_words(ended.at)) }
            },
        );
    }
    rows
}

fn heard(view: &PowerView, said: &Said) -> Markup {
    html! {
        (verbatim(&said.words))
        span class="govuk-hint" { "Recorded by " (view.names.name(said.by)) ", " (london::moment_in_words(said.at)) }
    }
}

fn told(visit: &Visit<'_>, view: &PowerView) -> Markup {
    let power = &view.power.record;
    let powers = &visit.house().pack.powers;
    let rows = power.told.iter().map(|told| {
        let whom = powers.whom(&told.whom).map_or(told.whom.as_str(), |whom| whom.name.as_str());
        SummaryRow::new(
            whom.to_owned(),
            html! {
                @match told.when {
                    Some(when) => { (london::moment_in_words(when)) },
                    None => { (Tone::Pressing.tag("Not told")) },
                }
                @if !told.name.is_empty() { ", " bdi { (shown_in_line(&told.name)) } }
                ". " (verbatim(&told.words))
                span class="govuk-hint" { "Recorded by " (view.names.name(told.by)) }
            },
        )
    });
    let rows: Vec<SummaryRow> = rows.collect();
    html! {
        h2 class="govuk-heading-m" { "Who was told" }
        @if rows.is_empty() { p class="govuk-body" { "Nobody is recorded as told." } } @else { (SummaryList::new(rows)) }
    }
}
