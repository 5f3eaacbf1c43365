//! What each agency said, whole: every fact with how sure they are and what may be done with it; the ring-round log; and the sharing sheet.

use casework::mash::{Beside, EnquiryView};
use design::govuk::{Details, SummaryCard, SummaryList, SummaryRow};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::mash::{Answer, AnsweredBy, ChaseOutcome, Fact, Handling, Request, Stage};
use maud::{Markup, Render, html};

use super::{address, agency_name, handling_words};
use crate::contact::told;
use crate::forms::page::further_told;
use crate::route::Visit;

/// Every request with its answer.
pub(super) fn answers(visit: &Visit<'_>, view: &EnquiryView) -> Markup {
    html! {
        @if !view.requests.is_empty() {
            h2 class="govuk-heading-m" { "What each agency was asked and said" }
            @for request in &view.requests { (card(visit, view, &request.record)) }
        }
    }
}

fn card(visit: &Visit<'_>, view: &EnquiryView, request: &Request) -> Markup {
    let pack = &visit.house().pack;
    let name = agency_name(pack, &request.agency, &request.organisation);
    let mut rows = Vec::new();
    match &request.answer {
        Some(answer) => rows.extend(answered(visit, view, request, answer)),
        None => rows.extend(
            request
                .questions
                .iter()
                .map(|question| SummaryRow::new(question.ask.clone(), "Not answered yet")),
        ),
    }
    let own = further_told(pack, request.answer.as_ref().and_then(|answer| answer.further.as_ref()));
    if !own.0.is_empty() {
        rows.push(SummaryRow::new("What else we asked them", own));
    }
    let own = further_told(pack, request.further.as_ref());
    if !own.0.is_empty() {
        rows.push(SummaryRow::new("When it was asked", own));
    }
    rows.push(SummaryRow::new("Why it is relevant", told::verbatim(&request.why)));
    rows.push(SummaryRow::new(
        "Basis printed on it",
        format!("{}: {}. {}.", request.lawful.name, request.lawful.law, request.lawful.on_record),
    ));
    if let Some(beside) = view.beside.get(&request.id).filter(|beside| !beside.documents.is_empty()) {
        rows.push(SummaryRow::new("Documents", documents(request, beside)));
    }
    if let Some(withdrawn) = &request.withdrawn {
        rows.push(SummaryRow::new("Taken back", told::verbatim(&withdrawn.words)));
    }
    let card = SummaryCard {
        title: Some(format!("{name}, round {}", request.round).into()),
        heading_level: Some(3),
        ..SummaryCard::default()
    };
    html! {
        (SummaryList { card: Some(card), ..SummaryList::new(rows) })
        (ring_round(visit, view, request))
    }
}

/// The documents that came with an answer, each with how its scan stands.
fn documents(request: &Request, beside: &Beside) -> Markup {
    html! {
        ul class="govuk-list" {
            @for document in &beside.documents { li { (told::bdi(&document.name)) ", " (document.scan.words().to_lowercase()) } }
        }
        a class="govuk-link app-no-print" href={ "/enquiries/requests/" (request.id) "/documents" } {
            "Open or share them" span class="govuk-visually-hidden" { ": the documents of " (request.organisation) (request.agency) }
        }
    }
}

fn answered(visit: &Visit<'_>, view: &EnquiryView, request: &Request, answer: &Answer) -> Vec<SummaryRow> {
    let by = match &answer.by {
        AnsweredBy::Partner(staff) => view.names.name(*staff).to_owned(),
        AnsweredBy::Telephone { name, taken_by } => {
            format!("{name}, by telephone to {}", view.names.name(*taken_by))
        }
    };
    let mut rows =
        vec![SummaryRow::new("Answered", format!("{} by {by}", london::moment_in_words(answer.at)))];
    if answer.no_trace {
        rows.push(SummaryRow::new("No trace", "They hold nothing about anybody named."));
    }
    rows.extend(answer.facts.iter().enumerate().map(|(place, fact)| {
        SummaryRow::new(fact.asked.clone(), told_fact(visit, view, request, fact, place))
    }));
    rows
}

fn told_fact(visit: &Visit<'_>, view: &EnquiryView, request: &Request, fact: &Fact, place: usize) -> Markup {
    let pack = &visit.house().pack;
    let may_share = fact.handling >= Handling::Agencies
        && view.may(Action::ShareWithAgency)
        && view.enquiry.record.stage() != Stage::Decided
        && view.requests.len() > 1;
    html! {
        @if let Some(choice) = &fact.choice { p class="govuk-body" { strong { (choice) } } }
        @if fact.choice.is_none() || !fact.words.trim().is_empty() { (told::verbatim(&fact.words)) }
        div class="govuk-hint" { (pack.hub.reliability_words(&fact.reliability)) ". " (handling_words(pack, fact.handling)) "." }
        @if may_share {
            a class="govuk-link" href=(address(request.enquiry, &format!("/requests/{}/share/{place}", request.id))) {
                "Share with another agency" span class="govuk-visually-hidden" { ": " (fact.asked) }
            }
        }
    }
}

/// Every call and reminder, and who was asked instead.
fn ring_round(visit: &Visit<'_>, view: &EnquiryView, request: &Request) -> Markup {
    if request.chases.is_empty() && request.substitutes.is_empty() {
        return Markup::default();
    }
    let hub = &visit.house().pack.hub;
    let rung = |code: &str| {
        hub.ladder.iter().find(|rung| rung.code == code).map_or(code.to_owned(), |rung| rung.name.clone())
    };
    let chased = request.chases.iter().map(|chase| {
        let outcome: ChaseOutcome = chase.outcome;
        (
            chase.at,
            html! { (rung(&chase.rung)) ": " (outcome.words()) ". " (told::verbatim(&chase.words)) },
            chase.by,
        )
    });
    let instead = request.substitutes.iter().map(|substitute| {
        (substitute.at, html! { "Asked instead: " (view.names.name(substitute.staff)) }, substitute.by)
    });
    let mut lines: Vec<_> = chased.chain(instead).collect();
    lines.sort_by_key(|(at, ..)| *at);
    let rows = lines.into_iter().map(|(at, words, by)| {
        SummaryRow::new(
            london::moment_in_short(at, visit.session.at),
            html! { (words) span class="govuk-hint" { (view.names.name(by)) } },
        )
    });
    let rows: Vec<SummaryRow> = rows.collect();
    Details::new(format!("Ring-round ({})", rows.len()), SummaryList::new(rows).render()).render()
}

/// The sharing sheet: what was given to which agency, by whom and why.
pub(super) fn sharing_sheet(visit: &Visit<'_>, view: &EnquiryView) -> Markup {
    let known = &view.enquiry.record;
    if known.shared.is_empty() {
        return Markup::default();
    }
    let pack = &visit.house().pack;
    let rows = known.shared.iter().map(|shared| {
        vec![
            html! { @if let Some(choice) = &shared.fact.choice { strong { (choice) } ". " } (told::verbatim(&shared.fact.words)) }.into(),
            agency_name(pack, &shared.from, "").into(),
            agency_name(pack, &shared.with, &shared.organisation).into(),
            html! { (told::verbatim(&shared.why)) span class="govuk-hint" { (view.names.name(shared.by)) ", " (london::moment_in_short(shared.at, visit.session.at)) } }.into(),
        ]
    });
    let columns =
        ["What", "Told us by", "Shared with", "Why, and by whom"].into_iter().map(Column::new).collect();
    html! {
        h2 class="govuk-heading-m" { "Sharing sheet" }
        (CaseTable { caption_hidden: true, ..CaseTable::new("Sharing sheet", columns, rows.collect()) })
    }
}

/// What agencies said, and nothing else: for somebody who is to decide without knowing what was made of it.
pub(crate) fn answers_told(visit: &Visit<'_>, requests: &[Request]) -> Markup {
    let pack = &visit.house().pack;
    html! {
        @for request in requests {
            @if let Some(answer) = &request.answer {
                h3 class="govuk-heading-s" { (agency_name(pack, &request.agency, &request.organisation)) ", " (london::moment_in_words(answer.at)) }
                @if answer.no_trace { p class="govuk-body" { "They hold nothing about anybody named." } }
                (SummaryList::new(answer.facts.iter().map(|fact| SummaryRow::new(fact.asked.clone(), html! {
                    @if let Some(choice) = &fact.choice { p class="govuk-body" { strong { (choice) } } }
                    (told::verbatim(&fact.words))
                    span class="govuk-hint" { (pack.hub.reliability_words(&fact.reliability)) "." }
                })).collect()))
                (further_told(pack, answer.further.as_ref()))
            }
        }
    }
}
