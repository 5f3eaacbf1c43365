//! Both answers beside each other, and what came of it where they differ.

use casework::Stop;
use casework::second_reading::{Both, both};
use design::govuk::{BackLink, Button, SummaryList, SummaryRow, WarningText, button_group};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::second_reading::{Read, Second, SecondReading, Talked};
use maud::{Markup, Render, html};

use crate::contact::{basis, told};
use crate::forms::page::further_told;
use crate::route::{Page, View, Visit};

pub(super) static BOTH: Page<Id<SecondReading>> = Page {
    path: "/second-readings/{reading}/both",
    name: "two managers' answers",
    action: Action::CompareReadings,
    show,
};

/// Where both answers stand.
pub(crate) fn address(reading: Id<SecondReading>) -> String {
    format!("/second-readings/{reading}/both")
}

fn show(visit: &Visit<'_>, id: Id<SecondReading>) -> Result<View, Stop> {
    let found = both(&visit.session, id)?;
    let reading = &found.reading.record;
    let body = html! {
        h1 class="govuk-heading-l" { "Two answers to contact " (reading.reference) }
        (verdict(reading))
        (not_safe(reading))
        div class="app-split" { div { (first(visit, &found)) } div { (second(visit, &found)) } }
        (moderation(visit, &found))
        @match reading.of {
            Read::Contact(contact) => p class="govuk-body" { a class="govuk-link" href=(format!("/contacts/{contact}")) { "Open the contact" } },
        }
    };
    let back = BackLink { content: "Back to consistency".into(), ..BackLink::to("/consistency") };
    Ok(View::new("Two managers' answers", body).before(back.render()).wide())
}

fn verdict(reading: &SecondReading) -> Markup {
    html! {
        p class="govuk-body" {
            @if reading.is_to_moderate() { (Tone::Waiting.tag("To be talked through")) }
            @else if reading.differs() { (Tone::Done.tag("Talked through")) }
            @else { (Tone::Done.tag("Level and outcome agree")) }
        }
    }
}

fn not_safe(reading: &SecondReading) -> Markup {
    let why = reading.second.as_ref().and_then(|second| second.not_safe.as_ref());
    html! {
        @if let Some(why) = why {
            (WarningText::new("Immediate safety: the second reader thought that a child was not safe. The manager who decided was told at once."))
            div class="govuk-body" { (told::verbatim(why)) }
        }
    }
}

fn first(visit: &Visit<'_>, found: &Both) -> Markup {
    let first = &found.reading.record.first;
    html! {
        h2 class="govuk-heading-m" { "First: what was decided" }
        p class="govuk-body" { (found.names.name(first.by)) ", " (london::moment_in_words(first.at)) }
        @match found.first.as_ref().and_then(|decision| decision.outcomes.as_ref().map(|basis| (decision, basis))) {
            Some((decision, basis)) => {
                (basis::told(&visit.house().pack, basis, &found.names))
                h3 class="govuk-heading-s" { "The manager’s words" }
                div class="govuk-body" { (told::verbatim(&decision.words)) }
                (further_told(&visit.house().pack, decision.further.as_ref()))
            }
            None => p class="govuk-body" { "The decision’s words are no longer on the record. It was level " (first.level) "." },
        }
    }
}

fn second(visit: &Visit<'_>, found: &Both) -> Markup {
    let Some(second) = &found.reading.record.second else { return Markup::default() };
    html! {
        h2 class="govuk-heading-m" { "Second: read without knowing it" }
        p class="govuk-body" { (found.names.name(second.by)) ", " (london::moment_in_words(second.at)) }
        (answered(visit, second))
    }
}

fn answered(visit: &Visit<'_>, second: &Second) -> Markup {
    let pack = &visit.house().pack;
    let outcome = pack.outcome(&second.outcome).map_or(second.outcome.as_str(), |outcome| &outcome.name);
    let cited = html! {
        (pack.thresholds.called(&second.paragraph).unwrap_or_default())
        (told::verbatim(&second.paragraph_words))
        @for cited in &second.also_cited {
            p class="govuk-body govuk-!-margin-top-2 govuk-!-margin-bottom-1" { "Also " (cited.number) }
            (told::verbatim(&cited.words))
        }
    };
    let rows = vec![
        SummaryRow::new("Outcome", outcome),
        SummaryRow::new("Level of need", basis::level_words(pack, second.level)),
        SummaryRow::new("Threshold paragraph", cited),
        SummaryRow::new("Why", told::verbatim(&second.reasons)),
    ];
    html! { (SummaryList::new(rows)) (further_told(pack, second.further.as_ref())) }
}

fn moderation(visit: &Visit<'_>, found: &Both) -> Markup {
    let reading = &found.reading.record;
    let to = format!("/second-readings/{}/moderation", reading.id);
    html! {
        @if let Some(talk) = &reading.moderation {
            h2 class="govuk-heading-m" { "Talked through" }
            (SummaryList::new(vec![
                SummaryRow::new("By", match talk.talked {
                    Talked::Both => "The two managers with each other",
                    Talked::Third => "A third person",
                }),
                SummaryRow::new("Written down", format!("{}, {}", found.names.name(talk.by), london::moment_in_words(talk.at))),
                SummaryRow::new("It came to", talk.found.words()),
                SummaryRow::new("What was learnt", told::verbatim(&talk.learnt)),
                SummaryRow::new("The threshold document", talk.document.as_deref().map_or_else(|| html! { "No word needs changing" }, told::verbatim)),
            ]))
        } @else if found.may_moderate && visit.may(Action::ModerateReading) {
            (button_group(Button::link("Write down how it was talked through", to)))
        }
    }
}
