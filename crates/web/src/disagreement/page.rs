//! A disagreement's page for the council: what is disagreed with, the ladder stage by stage with who answered what when, and how it ended.

use casework::Stop;
use casework::disagreement::DisagreementView;
use design::govuk::{Button, InsetText, SummaryList, SummaryRow, button_group};
use domain::access::Action;
use domain::calendar::london;
use domain::disagreement::{Disagreement, StageOf};
use domain::id::Id;
use maud::{Markup, html};

use super::section::standing;
use super::{address, heading, name, verbatim};
use crate::conference;
use crate::forms::page::further_told;
use crate::route::{Page, View, Visit};

/// A disagreement.
pub(super) static PAGE: Page<Id<Disagreement>> = Page {
    path: "/disagreements/{disagreement}",
    name: "disagreement",
    action: Action::ReadDisagreement,
    show,
};

fn show(visit: &Visit<'_>, disagreement: Id<Disagreement>) -> Result<View, Stop> {
    let view = casework::disagreement::view(&visit.session, disagreement)?;
    let record = &view.disagreement.record;
    let pack = &visit.house().pack;
    let body = html! {
        (heading(&record.reference, pack.disagreements.about(&record.about)))
        p class="govuk-body" { (standing(record.is_open())) }
        (next(&view))
        (InsetText::new("What keeps the child safe goes on meanwhile: nothing waits for this."))
        (said(visit, &view))
        @for stage in record.stages.iter().rev() { (self::stage(visit, &view, stage)) }
        (resolved(visit, &view))
    };
    Ok(View::new("Professional disagreement", body).wide())
}

fn next(view: &DisagreementView) -> Markup {
    let record = &view.disagreement.record;
    let to = |below: &str| address(record.id, below);
    html! {
        @if let Some(suggested) = &view.suggested {
            p class="govuk-body" {
                "The number they gave is conference " (suggested.reference) ", of " (name(&suggested.name)) ". "
                a class="govuk-link" href={ "/children/" (suggested.child) "/disagreements/place?disagreement=" (record.id) } { "Say that it is about this child" }
            }
        } @else if record.children.is_empty() && record.is_open() {
            p class="govuk-body" { "Nobody has said yet which child it is about. Find the child’s record, and choose “An agency’s disagreement is about this child” there." }
        }
        @if !view.may.is_empty() {
            (button_group(html! {
                @if view.may.contains(&Action::AnswerDisagreement) {
                    (Button::link("Answer, or move it up", to("/answer")))
                    (Button::link("Say who speaks", to("/speakers")).secondary())
                }
                @if view.may.contains(&Action::ResolveDisagreement) { (Button::link("Write down how it ended", to("/resolution")).secondary()) }
            }))
        }
    }
}

fn said(visit: &Visit<'_>, view: &DisagreementView) -> Markup {
    let record = &view.disagreement.record;
    let pack = &visit.house().pack;
    let raised = &record.raised;
    let whose = raised.agency.as_deref().map_or("One of ours", |agency| pack.agency_name(agency));
    let by = html! {
        (whose) @if !raised.organisation.is_empty() { ", " (name(&raised.organisation)) }
        br;
        @if raised.for_whom.is_empty() { (view.names.name(raised.by)) } @else { (name(&raised.for_whom)) ", taken down by " (view.names.name(raised.by)) }
        ", " (london::moment_in_words(raised.at))
    };
    let children = html! {
        @for (place, (child, called)) in view.children.iter().enumerate() {
            @if place > 0 { ", " }
            a class="govuk-link" href={ "/children/" (child) } { (name(called)) }
        }
        @if view.children.is_empty() { (verbatim(&record.said_children)) }
    };
    let mut rows = vec![
        SummaryRow::new("Raised by", by),
        SummaryRow::new("About", children),
        SummaryRow::new("What they disagree with, and why", verbatim(&record.issue)),
        SummaryRow::new("What should be different", verbatim(&record.wanted)),
    ];
    if !record.meanwhile.trim().is_empty() {
        rows.push(SummaryRow::new("What keeps the child safe meanwhile", verbatim(&record.meanwhile)));
    }
    if !record.said_number.trim().is_empty() {
        rows.push(SummaryRow::new("The number they gave", name(&record.said_number)));
    }
    if let Some(of) = &view.conference {
        let link = html! { a class="govuk-link" href=(conference::address(of.id, "")) { "Conference " (of.reference) } ", " (of.stage.words()) };
        rows.push(SummaryRow::new("The record", link));
    }
    html! {
        (SummaryList::new(rows))
        (further_told(pack, record.further.as_ref()))
    }
}

/// One stage: its clock, who speaks, who answered what when, and that it went up.
fn stage(visit: &Visit<'_>, view: &DisagreementView, stage: &StageOf) -> Markup {
    let pack = &visit.house().pack;
    let known = pack.disagreements.stage(&stage.code).map(|(_, stage)| stage);
    let title = known.map_or(stage.code.as_str(), |known| &known.name);
    let speaks = |who: &str, rule: Option<&str>| html! { (name(who)) @if let Some(rule) = rule { br; span class="govuk-hint" { (rule) } } };
    let ours = stage.ours.map_or("Nobody yet", |ours| view.names.name(ours));
    let theirs = if stage.theirs.is_empty() { "Nobody yet" } else { &stage.theirs };
    let mut rows = vec![
        SummaryRow::new(
            "By when",
            html! {
                @if stage.moved.is_some() { "Left" } @else { (conference::clock(visit, &stage.clock)) }
                @if let Some(known) = known { br; span class="govuk-hint" { (known.source) } }
            },
        ),
        SummaryRow::new("Speaks for the council", speaks(ours, known.map(|known| known.ours.as_str()))),
        SummaryRow::new("Speaks for them", speaks(theirs, known.map(|known| known.theirs.as_str()))),
    ];
    for said in &stage.said {
        let whose = said.agency.as_deref().map_or("The council", |agency| pack.agency_name(agency));
        rows.push(SummaryRow::new(
            format!("{whose}, {}", london::moment_in_words(said.at)),
            html! { (view.names.name(said.by)) ": " (verbatim(&said.words)) },
        ));
    }
    if let Some(moved) = &stage.moved {
        let by = moved.by.map_or("By itself", |by| view.names.name(by));
        rows.push(SummaryRow::new(
            "Went up",
            html! { (by) ", " (london::moment_in_words(moved.at)) ": " (verbatim(&moved.because)) },
        ));
    }
    html! {
        h2 class="govuk-heading-m" { (title) }
        (SummaryList::new(rows))
    }
}

fn resolved(visit: &Visit<'_>, view: &DisagreementView) -> Markup {
    let Some(resolved) = &view.disagreement.record.resolved else { return Markup::default() };
    let outcome = visit.house().pack.disagreements.outcome(&resolved.outcome);
    let mut rows = vec![
        SummaryRow::new(
            "Outcome",
            outcome.map_or(resolved.outcome.as_str(), |outcome| &outcome.words).to_owned(),
        ),
        SummaryRow::new(
            "Written down by",
            format!("{}, {}", view.names.name(resolved.by), london::moment_in_words(resolved.at)),
        ),
        SummaryRow::new("Whoever raised it agrees", if resolved.agreed { "Yes" } else { "No" }),
        SummaryRow::new("What changed", verbatim(&resolved.changed)),
    ];
    if !resolved.learning.trim().is_empty() {
        rows.push(SummaryRow::new("What is learnt", verbatim(&resolved.learning)));
    }
    html! {
        h2 class="govuk-heading-m" { "How it ended" }
        (SummaryList::new(rows))
    }
}
