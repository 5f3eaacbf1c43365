//! A closing's page: where it stands, what was proposed and decided, who was told, whether early help accepted.

use casework::Stop;
use casework::closure::{ClosingLetter, ClosureView, view};
use design::govuk::{BackLink, Button, InsetText, SummaryList, SummaryRow, button_group};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::closure::{Closed, Closure, Considered, Proposal, Stage};
use domain::document::Stage as Given;
use domain::id::Id;
use maud::{Markup, Render, html};

use super::address;
use super::words::{self, name, stage, verbatim};
use crate::forms::page::further_told;
use crate::route::{Page, View, Visit};

/// A closing.
pub(super) static PAGE: Page<Id<Closure>> =
    Page { path: "/closures/{closure}", name: "closing", action: Action::ReadClosure, show };

fn show(visit: &Visit<'_>, closure: Id<Closure>) -> Result<View, Stop> {
    let view = view(&visit.session, closure)?;
    let record = &view.closure.record;
    let body = html! {
        span class="govuk-caption-l" { "Closing" }
        h1 class="govuk-heading-l" { (name(&view.name)) }
        p class="govuk-body" {
            (stage(record.stage)) " " a class="govuk-link" href={ "/children/" (record.child) } { "The child’s record" }
        }
        (returned_early(visit, &view))
        (next(&view))
        @if let Some(corrected) = &record.corrected {
            (InsetText::new(html! {
                @if corrected.open_again { "Closed in error: the episode is open again. " } @else { "Corrected: the day or the reason was wrong. " }
                (verbatim(&corrected.why)) " " (name(view.names.name(corrected.by))) ", " (london::moment_in_words(corrected.at)) "."
            }))
        }
        @if let Some(closed) = &record.closed { (decided(visit, &view, closed)) }
        (answers(visit, &view))
        (proposal(visit, &view, &record.proposal))
        @if record.stage.waits() {
            (words::found(&view.found, view.found.standing.repeated(&visit.house().pack)))
            (census(&view))
        }
        (told(&view))
        (letters(visit, &view)?)
        (allocated(&view))
    };
    let back = BackLink { content: "Closings".into(), ..BackLink::to("/closures") };
    Ok(View::new("Closing", body).before(back.render()).wide())
}

/// That the child was referred again soon after a step down.
fn returned_early(visit: &Visit<'_>, view: &ClosureView) -> Markup {
    let months = visit.house().pack.closure.return_months;
    html! {
        @if let Some(back) = view.back_on {
            p class="govuk-body" {
                (Tone::Pressing.tag("Stepped up again")) " The child was referred again on " (london::date_in_words(back)) ", within " (months) " months of the step down."
            }
        }
    }
}

/// What is done next, as verbs.
fn next(view: &ClosureView) -> Markup {
    let record = &view.closure.record;
    let may = |action| view.may.contains(&action);
    let to = |below: &str| address(record.id, below);
    html! {
        (button_group(html! {
            @if may(Action::DecideClosure) { (Button::link("Decide", to("/decide"))) }
            @if may(Action::ProposeClosure) {
                (Button::link(if record.stage == Stage::Returned { "Answer and propose again" } else { "Change the proposal" }, to("/again")).secondary())
                a class="govuk-link" href=(to("/take-back")) { "Take it back" }
            }
            @if may(Action::TellOfClosure) && record.awaits_acceptance() { (Button::link("Early help accepted", to("/accepted"))) }
            @if may(Action::CorrectClosure) { a class="govuk-link" href=(to("/correct")) { "It was closed in error" } }
        }))
        @if record.stage == Stage::Closed {
            p class="govuk-body" { "A child who needs help again has a new referral. Urgent new information is recorded at the child’s record, whether it is closed or not." }
        }
    }
}

fn decided(visit: &Visit<'_>, view: &ClosureView, closed: &Closed) -> Markup {
    let reason = visit.house().pack.code_list("closure_reason").and_then(|list| list.words(&closed.reason));
    let mut rows = vec![
        SummaryRow::new("Closed on", london::date_in_words(closed.on)),
        SummaryRow::new("Reason", format!("{}: {}", closed.reason, reason.unwrap_or_default())),
        SummaryRow::new("Why", verbatim(&closed.reasons)),
    ];
    if !closed.risk.is_empty() {
        rows.push(SummaryRow::new("How the manager sees the risk", verbatim(&closed.risk)));
    }
    if let Some(repeated) = closed.repeated {
        rows.push(SummaryRow::new(
            "Contacts",
            format!("{} within {} months", repeated.contacts, repeated.months),
        ));
    }
    match &closed.considered {
        Some(Considered::Held { on, words }) => {
            let said = html! { "Held on " (london::date_in_words(*on)) ": " (verbatim(words)) };
            rows.push(SummaryRow::new("Strategy discussion", said));
        }
        Some(Considered::NotNeeded { because }) => {
            rows.push(SummaryRow::new(
                "Strategy discussion",
                html! { "Considered, and none needed: " (verbatim(because)) },
            ));
        }
        None => {}
    }
    rows.push(SummaryRow::new(
        "Decided by",
        html! { (name(view.names.name(closed.by))) ", " (london::moment_in_words(closed.at)) },
    ));
    html! {
        h2 class="govuk-heading-m" { "The decision" }
        (SummaryList::new(rows))
        (further_told(&visit.house().pack, closed.further.as_ref()))
    }
}

fn answers(visit: &Visit<'_>, view: &ClosureView) -> Markup {
    let record = &view.closure.record;
    html! {
        @for answer in &record.answers {
            (InsetText::new(html! {
                @if answer.refused { strong { "Stays open. " } } @else { strong { "Sent back. " } }
                (verbatim(&answer.words)) " " span class="govuk-hint" { (name(view.names.name(answer.by))) ", " (london::moment_in_words(answer.at)) }
                (further_told(&visit.house().pack, answer.further.as_ref()))
            }))
        }
    }
}

/// What was proposed, in full.
pub(super) fn proposal(visit: &Visit<'_>, view: &ClosureView, proposal: &Proposal) -> Markup {
    let pack = &visit.house().pack;
    let cause =
        pack.closure.cause(&proposal.because).map_or(proposal.because.as_str(), |cause| cause.name.as_str());
    let consent = pack.closure.consent(&proposal.consent);
    let consent = consent.map_or(proposal.consent.as_str(), |consent| consent.name.as_str());
    let reason =
        pack.code_list("closure_reason").and_then(|list| list.words(&proposal.reason)).unwrap_or_default();
    let mut rows = vec![
        SummaryRow::new("Day", london::date_in_words(proposal.on)),
        SummaryRow::new("Reason", format!("{}: {reason}", proposal.reason)),
        SummaryRow::new(
            "Why support stops",
            html! {
                (cause) @if proposal.withdrawn { " " (Tone::Pressing.tag("Consent withdrawn or not engaging")) }
            },
        ),
        SummaryRow::new(
            "Consent",
            html! { (consent) @if !proposal.consent_words.is_empty() { ". " (verbatim(&proposal.consent_words)) } },
        ),
    ];
    for (key, said) in [
        ("What changed for the child", &proposal.changed),
        ("What the child says", &proposal.child_says),
        ("Remaining risks", &proposal.risks),
        ("Who holds the child in mind", &proposal.in_mind),
        ("What the family was told", &proposal.family),
        ("What becomes of what was outstanding", &proposal.outstanding_words),
    ] {
        if !said.trim().is_empty() {
            rows.push(SummaryRow::new(key, verbatim(said)));
        }
    }
    if let Some(down) = &proposal.step_down {
        let said = html! {
            (name(&down.lead)) ", " (name(&down.organisation)) ". The family agrees: " (verbatim(&down.agreement)) ". If it does not work: " (verbatim(&down.contingency))
            @if let Some(met) = down.met_on { " Handed over on " (london::date_in_words(met)) "." }
        };
        rows.push(SummaryRow::new("Early help goes on", said));
    }
    html! {
        h2 class="govuk-heading-m" { "What was proposed" }
        p class="govuk-hint" { (name(view.names.name(proposal.by))) ", " (london::moment_in_words(proposal.at)) }
        (SummaryList::new(rows))
        (further_told(pack, proposal.further.as_ref()))
        @if !proposal.outstanding.is_empty() {
            h3 class="govuk-heading-s" { "Outstanding when it was proposed" }
            (words::outstanding(&proposal.outstanding, false))
        }
        @if let Some(repeated) = proposal.repeated { (words::repeated(repeated)) }
    }
}

/// What the census will ask about it.
pub(super) fn census(view: &ClosureView) -> Markup {
    let questions = view.episode.closing_questions(&view.closure.record.proposal.reason);
    html! {
        @if !questions.is_empty() {
            h2 class="govuk-heading-m" { "What the census will ask" }
            ul class="govuk-list govuk-list--bullet" { @for question in &questions { li { (question) } } }
        }
    }
}

fn told(view: &ClosureView) -> Markup {
    let record = &view.closure.record;
    let may = view.may.contains(&Action::TellOfClosure);
    html! {
        @if !record.to_tell.is_empty() {
            h2 class="govuk-heading-m" { "Who is told that support ends" }
            ul class="govuk-list" {
                @for (place, one) in record.to_tell.iter().enumerate() {
                    li {
                        (name(&one.whom)) ": "
                        @match &one.told {
                            Some(told) => {
                                (Tone::Done.tag("Told")) " on " (london::date_in_words(told.on)) ", " (verbatim(&told.how)) " "
                                span class="govuk-hint" { (name(view.names.name(told.by))) }
                            },
                            None => {
                                (Tone::Waiting.tag("To be told"))
                                @if may { " " a class="govuk-link" href=(address(record.id, &format!("/told/{place}"))) { "They were told" span class="govuk-visually-hidden" { ": " (one.whom) } } }
                            },
                        }
                    }
                }
            }
        }
        @if let Some((_, down)) = record.stepped_down() {
            h2 class="govuk-heading-m" { "Early help" }
            p class="govuk-body" {
                (name(&down.lead)) ", " (name(&down.organisation)) ": "
                @match &record.accepted {
                    Some(accepted) => { (Tone::Done.tag("Accepted")) " by " (name(&accepted.who)) " on " (london::date_in_words(accepted.on)) "." },
                    None => { (Tone::Pressing.tag("Nobody has accepted it")) " A step down that nobody accepted is a risk to the child." },
                }
            }
        }
    }
}

/// The letters that tell somebody that support ended: offered, prepared or given. Nothing is sent by itself.
fn letters(visit: &Visit<'_>, view: &ClosureView) -> Result<Markup, Stop> {
    let record = &view.closure.record;
    if record.stage != Stage::Closed || !view.may.contains(&Action::PrepareDocument) {
        return Ok(Markup::default());
    }
    let letters = casework::closure::letters(&visit.session, record.id)?;
    let title = |letter: &ClosingLetter| {
        let found = visit.house().pack.documents.letter(&letter.letter);
        found.map_or_else(|| letter.letter.clone(), |found| found.title.clone())
    };
    Ok(html! {
        @if !letters.is_empty() {
            h2 class="govuk-heading-m" { "Letters" }
            p class="govuk-body" { "Each is composed for its reader. You change the words, look at it as it goes, and give it. Nothing is sent by itself." }
            ul class="govuk-list" {
                @for letter in &letters {
                    li {
                        (name(&letter.recipient.words())) ": " (title(letter)) ". "
                        @match &letter.document {
                            Some((id, reference, stage)) => {
                                (given(*stage)) " "
                                a class="govuk-link" href={ "/documents/" (id) } { (reference) span class="govuk-visually-hidden" { ", to " (letter.recipient.words()) } }
                            },
                            None if letter.withheld => { (Tone::Pressing.tag("Withheld from them")) },
                            None => {
                                a class="govuk-link" href=(compose(record, letter)) { "Compose it" span class="govuk-visually-hidden" { ": to " (letter.recipient.words()) } }
                            },
                        }
                    }
                }
            }
        }
    })
}

fn given(stage: Given) -> Markup {
    let tone = if stage == Given::Prepared { Tone::Waiting } else { Tone::Done };
    tone.tag(stage.words()).render()
}

/// The page that composes a letter, with what is known of its reader filled in.
fn compose(record: &Closure, letter: &ClosingLetter) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let reader = &letter.recipient;
    query.append_pair("of", "letter").append_pair("record", &record.id.to_string());
    query.append_pair("letter", &letter.letter).append_pair("kind", reader.kind.code());
    query
        .append_pair("name", &reader.name)
        .append_pair("agency", reader.agency.as_deref().unwrap_or_default());
    if let Some(person) = reader.person.filter(|person| *person != record.child) {
        query.append_pair("person", &person.to_string());
    }
    format!("/children/{}/documents/new?{}", record.child, query.finish())
}

/// Who is still allocated, and until when.
fn allocated(view: &ClosureView) -> Markup {
    html! {
        @if view.closure.record.stage == Stage::Closed && !view.allocated.is_empty() {
            h2 class="govuk-heading-m" { "Still allocated" }
            ul class="govuk-list" {
                @for (staff, role) in &view.allocated { li { (name(view.names.name(*staff))) ", " (name(role)) } }
            }
            p class="govuk-body" { "They can read the record until everybody on the list was told. Then the allocations end by themselves, at the end of that day." }
        }
    }
}
