//! What an enquiry came to: the analysis, the recommendation beside every ruling on it, the decision.

use casework::mash::EnquiryView;
use design::govuk::{InsetText, SummaryList, SummaryRow};
use domain::calendar::london;
use domain::contact::Agreement;
use domain::mash::{Analysis, Recommendation, Stage};
use maud::{Markup, html};

use crate::contact::{basis, told};
use crate::forms::page::further_told;
use crate::route::Visit;

/// The decision that stands. Nothing before there is one.
pub(super) fn decided(visit: &Visit<'_>, view: &EnquiryView) -> Markup {
    let Some(ruling) = view.enquiry.record.decision() else { return Markup::default() };
    let Some(decided) = &ruling.decided else { return Markup::default() };
    let pack = &visit.house().pack;
    let code = &decided.basis.outcomes.primary;
    let outcome = pack.outcome(code).map_or(code.as_str(), |outcome| &outcome.name);
    html! {
        h2 class="govuk-heading-m" { "Decided: " (outcome) }
        (SummaryList::new(vec![
            SummaryRow::new("Who and when", format!("{} by {}, {}", ruling.agreement.words(), view.names.name(ruling.by), london::moment_in_words(ruling.at))),
            SummaryRow::new("The manager’s words", told::verbatim(&ruling.words)),
        ]))
        (further_told(pack, ruling.further.as_ref()))
        (recommendation(visit, view, decided))
    }
}

/// The analysis and what was recommended; every question a manager sent it back with.
pub(super) fn meaning(visit: &Visit<'_>, view: &EnquiryView) -> Markup {
    let known = &view.enquiry.record;
    let Some(analysis) = &known.analysis else { return Markup::default() };
    html! {
        h2 class="govuk-heading-m" { "What it means" }
        p class="govuk-body" { "Analysed by " (view.names.name(analysis.by)) ", " (london::moment_in_words(analysis.at)) "." }
        (analysed(visit, analysis))
        @if let (Some(recommended), true) = (&analysis.recommendation, known.stage() != Stage::Decided || differs(view)) {
            h3 class="govuk-heading-s" { "Recommended" }
            (recommendation(visit, view, recommended))
        }
        @for ruling in known.rulings.iter().filter(|ruling| ruling.agreement == Agreement::SendBack) {
            (InsetText::new(html! {
                h3 class="govuk-heading-s" { "Sent back by " (view.names.name(ruling.by)) ", " (london::moment_in_words(ruling.at)) }
                (told::verbatim(&ruling.words))
                (further_told(&visit.house().pack, ruling.further.as_ref()))
            }))
        }
    }
}

/// Whether what was decided is not what was recommended.
fn differs(view: &EnquiryView) -> bool {
    view.enquiry.record.decision().is_some_and(|ruling| ruling.agreement == Agreement::AgreeWithChange)
}

/// An analysis, in its order.
pub(super) fn analysed(visit: &Visit<'_>, analysis: &Analysis) -> Markup {
    let parts = SummaryList::new(vec![
        SummaryRow::new("Risk", told::verbatim(&analysis.risk)),
        SummaryRow::new("What protects the child", told::verbatim(&analysis.protective)),
        SummaryRow::new("What the child says and shows", told::verbatim(&analysis.voice)),
        SummaryRow::new("History, in the light of today", told::verbatim(&analysis.history)),
        SummaryRow::new("What is not known", told::verbatim(&analysis.gaps)),
    ]);
    html! { (parts) (further_told(&visit.house().pack, analysis.further.as_ref())) }
}

/// What is recommended, or was decided.
pub(super) fn recommendation(visit: &Visit<'_>, view: &EnquiryView, it: &Recommendation) -> Markup {
    html! {
        (basis::told(&visit.house().pack, &it.basis, &view.names))
        (SummaryList::new(vec![
            SummaryRow::new("What would change their mind", told::verbatim(&it.would_change)),
            SummaryRow::new("Begun by", london::moment_in_words(it.begun_by)),
        ]))
    }
}
