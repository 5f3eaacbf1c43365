//! What stands round the boxes of an answer: whom it is about and why we ask, on what basis in law; what the agency said; what was shared with it; what
//! came of it. Nothing else of the enquiry.

use casework::partner::RequestView;
use design::govuk::{Details, InsetText, SummaryList, SummaryRow};
use domain::calendar::london::moment_in_words;
use domain::id::Id;
use domain::mash::{About, AnsweredBy, Fact, Request};
use domain::pack::Hub;
use domain::partner::Document;
use domain::person::name::{shown, shown_in_line};
use maud::{Markup, html};

use super::agency_name;
use crate::forms::page::further_told;
use crate::route::Visit;

/// Whom it is about, before anything is asked.
pub(super) fn about(view: &RequestView) -> Markup {
    let request = &view.request.record;
    let rows = request.about.iter().map(|about| SummaryRow::new(part(about), person(view, about)));
    let why = SummaryRow::new("Why we ask", html! { (shown(&request.why)) });
    html! { (SummaryList::new(rows.chain([why]).collect())) }
}

fn part(about: &About) -> String {
    let mut letters = about.part.chars();
    letters.next().map_or_else(|| "About".into(), |first| first.to_uppercase().chain(letters).collect())
}

fn person(view: &RequestView, about: &About) -> Markup {
    let address = about.address.as_ref().map(|address| address.open(view.unsealing));
    html! {
        bdi { (shown_in_line(&about.name)) }
        @if !about.born.is_empty() { ", born " (about.born) }
        @match address {
            None => {}
            Some(Some(address)) => { br; (shown(address)) }
            Some(None) => { br; "Address withheld. Ring us if you need it to find your record." }
        }
    }
}

/// On what basis in law it is asked, by whom, by when, and whom to ring: as it is printed on the request.
pub(super) fn basis(visit: &Visit<'_>, view: &RequestView) -> Markup {
    let house = visit.house();
    let request = &view.request.record;
    let council = &house.pack.council;
    let asked = format!("{}, {}", view.names.name(request.asked_by), moment_in_words(request.asked_at));
    let rows = vec![
        SummaryRow::new("Basis", request.lawful.name.as_str()),
        SummaryRow::new("Law", request.lawful.law.as_str()),
        SummaryRow::new("On record", html! { (shown(&request.lawful.on_record)) }),
        SummaryRow::new("Asked by", asked),
        SummaryRow::new("Asked of", agency_name(house, &request.agency, &request.organisation)),
        SummaryRow::new("Number", request.reference.as_str()),
        SummaryRow::new(
            "To speak to us",
            format!("Ring {}. Nights and weekends: {}.", council.duty_phone, council.night_phone),
        ),
    ];
    html! {
        h2 class="govuk-heading-m" { "On what basis we ask" }
        (SummaryList::new(rows))
    }
}

/// What the agency said, and when. They may add to it while the request is open.
pub(super) fn answered(visit: &Visit<'_>, view: &RequestView) -> Markup {
    let request = &view.request.record;
    let Some(answer) = &request.answer else { return Markup::default() };
    let by = match &answer.by {
        AnsweredBy::Partner(staff) => view.names.name(*staff).to_owned(),
        AnsweredBy::Telephone { name, taken_by } => {
            format!("{name}, by telephone, written down by {}", view.names.name(*taken_by))
        }
    };
    html! {
        h2 class="govuk-heading-m" { "What you told us" }
        p class="govuk-body" { (shown_in_line(&by)) ", " (moment_in_words(answer.at)) "." }
        @if answer.no_trace { p class="govuk-body" { "You hold nothing about this family." } }
        @if !answer.facts.is_empty() { (facts(&visit.house().pack.hub, &answer.facts)) }
        (further_told(&visit.house().pack, answer.further.as_ref()))
        (documents(request.id, &view.documents))
        @if let Some(closes) = request.closes_at {
            (InsetText::new(format!("The enquiry is decided. You can look at this until {}.", moment_in_words(closes))))
        }
    }
}

/// Facts as they were told: what was asked, the answer, how sure, what may be done with it.
pub(super) fn facts(hub: &Hub, facts: &[Fact]) -> Markup {
    let row = |fact: &Fact| {
        let handling = hub.handling.iter().find(|each| each.code == fact.handling.code());
        SummaryRow::new(
            fact.asked.as_str(),
            html! {
                @if let Some(choice) = &fact.choice { strong { (choice) } br; }
                (shown(&fact.words))
                p class="govuk-hint" { (hub.reliability_words(&fact.reliability)) ". " @if let Some(handling) = handling { (handling.words) "." } }
            },
        )
    };
    html! { (SummaryList::new(facts.iter().map(row).collect())) }
}

/// The documents they sent.
fn documents(request: Id<Request>, documents: &[Document]) -> Markup {
    if documents.is_empty() {
        return Markup::default();
    }
    html! {
        h3 class="govuk-heading-s" { "Documents you sent" }
        (document_list(documents, |document| format!("/requests/{request}/documents/{}", document.id)))
    }
}

/// Documents with what they are and how they were checked; one that may not be opened has no link.
pub(super) fn document_list(documents: &[Document], href: impl Fn(&Document) -> String) -> Markup {
    html! {
        ul class="govuk-list govuk-list--spaced" {
            @for document in documents {
                li {
                    @if document.scan.opens() { a class="govuk-link" href=(href(document)) download { bdi { (document.name) } } } @else { bdi { (document.name) } }
                    " " span class="govuk-hint" {
                        (document.kind.words()) ", " (size(document.bytes)) ", " (moment_in_words(document.at)) ". " (document.scan.words()) "."
                    }
                }
            }
        }
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..=1_023 => format!("{bytes} bytes"),
        1_024..=1_048_575 => format!("{} KB", bytes.div_ceil(1_024)),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}

/// What other agencies said that was shared with this one, and what came of the enquiry.
pub(super) fn shared(visit: &Visit<'_>, view: &RequestView) -> Markup {
    let house = visit.house();
    let request = &view.request.record;
    html! {
        @if !view.shared.is_empty() || !view.shared_documents.is_empty() {
            h2 class="govuk-heading-m" { "Shared with you" }
            @for shared in &view.shared {
                (Details::new(
                    format!("{}, {}", agency_name(house, &shared.from, ""), moment_in_words(shared.at)),
                    html! {
                        p class="govuk-body" { strong { (shared.fact.asked) } }
                        @if let Some(choice) = &shared.fact.choice { p class="govuk-body" { (choice) } }
                        p class="govuk-body" { (shown(&shared.fact.words)) }
                        p class="govuk-hint" { (house.pack.hub.reliability_words(&shared.fact.reliability)) "." }
                    },
                ))
            }
            (document_list(&view.shared_documents, |document| format!("/requests/{}/documents/{}", request.id, document.id)))
        }
        @if let Some(outcome) = &view.outcome {
            h2 class="govuk-heading-m" { "What came of it" }
            p class="govuk-body" { (outcome.words) }
            p class="govuk-hint" { "Decided " (moment_in_words(outcome.at)) "." }
        }
    }
}
