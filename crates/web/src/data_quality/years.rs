//! The figures of two years beside each other: what moved by more than the return lets pass without an explanation.

use casework::Stop;
use casework::data_quality::{Compared, two_years};
use design::Content;
use design::govuk::BackLink;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london;
use maud::{Render, html};

use crate::route::{Page, View, Visit};

pub(super) static PAGE: Page<()> =
    Page { path: "/data-quality/years", name: "figures of two years", action: Action::SeeDataQuality, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let found = two_years(&visit.session)?;
    let row = |compared: &Compared| -> Vec<Content> {
        let Compared { of, before, now, asks } = compared;
        vec![
            html! { (of.name) br; span class="govuk-hint" { (of.code) ": " (of.source) } }.into(),
            before.to_string().into(),
            now.to_string().into(),
            html! {
                @if *asks { (Tone::Pressing.tag("To be explained")) " More than " (of.percent) " per cent." }
                @else { "Within " (of.percent) " per cent." }
            }
            .into(),
        ]
    };
    let heads = [
        "Figure".to_owned(),
        format!("To {}", london::date_in_words(found.before)),
        format!("To {}", london::date_in_words(found.on)),
        "Change".to_owned(),
    ];
    let columns = heads.map(Column::new).into();
    let rows = found.figures.iter().map(row).collect();
    let whose =
        if found.whole { "All children of the council." } else { "The children whose record you may read." };
    let body = html! {
        h1 class="govuk-heading-l" { "Two years beside each other" }
        p class="govuk-body" { (whose) " Each year is counted from 1 April to the same day." }
        (CaseTable { caption_hidden: true, ..CaseTable::new("Figures of two years", columns, rows) })
        p class="govuk-hint" { (visit.house().pack.returns.source) }
    };
    let back =
        BackLink { content: "Back to what the returns will ask".into(), ..BackLink::to("/data-quality") };
    Ok(View::new("Two years beside each other", body).before(back.render()).wide())
}
