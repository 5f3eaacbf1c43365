//! Samples: which decisions were drawn, by which seed, what came of each, and whether the actions of an earlier sample changed anything.

use casework::Stop;
use casework::audit::{SamplePage, sample, samples};
use design::Content;
use design::govuk::{BackLink, Button, Details, SummaryList, SummaryRow, button_group};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::audit::{Measure, Sample};
use domain::calendar::london;
use domain::id::Id;
use maud::{Markup, Render, html};

use super::address;
use crate::route::{Page, View, Visit};

pub(super) static LIST: Page<()> =
    Page { path: "/audits/samples", name: "audit samples", action: Action::SeeSamples, show: list };

pub(super) static ONE: Page<Id<Sample>> =
    Page { path: "/audits/samples/{sample}", name: "audit sample", action: Action::SeeSamples, show: one };

/// The address of a sample.
pub(super) fn at(sample: Id<Sample>) -> String {
    format!("/audits/samples/{sample}")
}

fn called(visit: &Visit<'_>, sample: &Sample) -> String {
    let theme = sample.theme.as_ref().and_then(|theme| visit.house().pack.audit.theme(theme));
    theme.map_or_else(
        || format!("{}, at random", sample.draw.words()),
        |theme| format!("{}: {}", theme.name, sample.draw.words().to_lowercase()),
    )
}

fn list(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let found = samples(&visit.session)?;
    let row = |sample: &Sample| -> Vec<Content> {
        vec![
            html! { a class="govuk-link" href=(at(sample.id)) { (sample.reference) } }.into(),
            called(visit, sample).into(),
            format!("{} to {}", london::date_in_words(sample.from), london::date_in_words(sample.until))
                .into(),
            format!("{} of {}", sample.drawn.len(), sample.considered).into(),
            london::date_in_words(london::date_of(sample.at)).into(),
        ]
    };
    let columns = ["Sample", "Of what", "Decided", "Drawn", "On"].map(Column::new).into();
    let rows = found.iter().map(row).collect();
    let body = html! {
        h1 class="govuk-heading-l" { "Samples" }
        @if visit.may(Action::DrawSample) { (button_group(Button::link("Draw a sample", "/audits/samples/new"))) }
        (CaseTable { caption_hidden: true, empty: "No sample was drawn yet.".into(), ..CaseTable::new("Samples", columns, rows) })
    };
    let back = BackLink { content: "Back to audits".into(), ..BackLink::to("/audits") };
    Ok(View::new("Audit samples", body).before(back.render()).wide())
}

fn one(visit: &Visit<'_>, id: Id<Sample>) -> Result<View, Stop> {
    let page = sample(&visit.session, id)?;
    let sample = &page.sample.record;
    let looks = sample.theme.as_ref().and_then(|theme| visit.house().pack.audit.theme(theme));
    let body = html! {
        span class="govuk-caption-l" { "Sample " (sample.reference) }
        h1 class="govuk-heading-l" { (called(visit, sample)) }
        @if let Some(theme) = looks { p class="govuk-body" { "Look at: " (theme.looks) } }
        (SummaryList::new(vec![
            SummaryRow::new("Decided", format!("{} to {}", london::date_in_words(sample.from), london::date_in_words(sample.until))),
            SummaryRow::new("Drawn", format!("{} asked for, {} drawn, of {} decisions that were not audited before", sample.many, sample.drawn.len(), sample.considered)),
            SummaryRow::new("Nobody free to audit", format!("{} decisions", sample.nobody_free)),
            SummaryRow::new("By", format!("{}, {}", page.names.name(sample.by), london::moment_in_words(sample.at))),
            SummaryRow::new("Why", if sample.why.is_empty() { "Not said".to_owned() } else { sample.why.clone() }),
        ]))
        (drawn(&page))
        (moved(visit, &page))
        @if visit.may(Action::DrawSample) && !page.graded.is_empty() {
            (button_group(Button::link("Look again: draw a second sample after the actions", format!("/audits/samples/new?follows={}", sample.id))))
        }
        (Details::new("How it was drawn, so that anybody can draw it again", html! {
            p { "Each decision has a number: the first eight bytes of SHA-256 over the seed, the decision’s name and the word “draw”. The smallest come first. Who audits follows from the seed and the auditor’s name in the same way; whoever had a part in the work, and a manager whose team had one, is left out. Decisions about a restricted child are drawn inside its circle only." }
            p { "Seed:" } (crate::contact::told::verbatim(&sample.digits))
            p { "Drawn from what the ledger held up to entry " (sample.known) "." }
        }))
    };
    let back = BackLink { content: "Back to samples".into(), ..BackLink::to("/audits/samples") };
    Ok(View::new("Audit sample", body).before(back.render()).wide())
}

fn drawn(page: &SamplePage) -> Markup {
    let row = |drawn: &casework::audit::Drawn| -> Vec<Content> {
        let auditors: Vec<&str> = drawn.auditors.iter().map(|auditor| page.names.name(*auditor)).collect();
        vec![
            match &drawn.reference {
                Some(reference) => {
                    html! { a class="govuk-link" href=(address(drawn.id, "")) { (reference) } }.into()
                }
                None => "An audit that you may not open".into(),
            },
            drawn.stage.words().into(),
            auditors.join(", ").into(),
        ]
    };
    let columns = ["Audit", "Stage", "Auditors"].map(Column::new).into();
    let rows = page.audits.iter().map(row).collect();
    html! { (CaseTable { empty: "Nothing was drawn.".into(), ..CaseTable::new("The audits, in the order of the draw", columns, rows) }) }
}

/// Whether what was to be done after an earlier sample changed anything: both numbers, and no claim of cause.
fn moved(visit: &Visit<'_>, page: &SamplePage) -> Markup {
    let Some((before, _)) = &page.before else { return Markup::default() };
    let domains = visit.house().pack.audit.domains.iter();
    let row = |name: &str, (then, now): (domain::audit::Counted, domain::audit::Counted)| -> Vec<Content> {
        vec![name.into(), then.in_words().into(), now.in_words().into()]
    };
    let rows = domains
        .map(|domain| row(&domain.name, page.moved(Measure::AuditGood, Some(&domain.code))))
        .chain([row("Actions seen closed", page.moved(Measure::ActionsClosed, None))])
        .collect();
    let columns = vec![
        Column::new("Good or better"),
        Column::new(format!("Before: {}", before.reference)),
        Column::new("Now"),
    ];
    html! {
        h2 class="govuk-heading-m" { "Did it change anything?" }
        p class="govuk-body" {
            "This sample looks again at " a class="govuk-link" href=(at(before.id)) { (before.reference) } ". Other children, the same question; a difference says nothing about why."
        }
        (CaseTable { caption_hidden: true, ..CaseTable::new("Before and now", columns, rows) })
    }
}
