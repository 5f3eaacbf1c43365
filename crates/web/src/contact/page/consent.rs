//! What was agreed, by whom and for what, and the basis in law beside it.

use casework::contact::ContactView;
use design::govuk::{SummaryList, SummaryRow};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::consent::Basis;
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use super::super::{address, told};
use crate::forms::page::further_told;
use crate::route::Visit;

/// Every consent and basis recorded in a contact, with what may be done with it.
pub(crate) fn agreement(visit: &Visit<'_>, view: &ContactView) -> Markup {
    let contact = view.contact.record.id;
    html! {
        h2 class="govuk-heading-m" { "Consent and lawful basis" }
        @if view.bases.is_empty() { p class="govuk-body" { "Nothing is recorded yet." } }
        @for known in &view.bases {
            (basis(visit, view, &known.record))
            (acts(view, &known.record))
        }
        @if view.may.contains(&Action::RecordBasis) {
            p class="govuk-body" { a class="govuk-link" href=(address(contact, "/consent")) { "Record consent or the lawful basis" } }
        }
    }
}

fn acts(view: &ContactView, basis: &Basis) -> Markup {
    let below = |act: &str| address(view.contact.record.id, &format!("/consent/{}/{act}", basis.id));
    let about = html! { span class="govuk-visually-hidden" { ": " (shown_in_line(&basis.purpose)) } };
    html! {
        ul class="govuk-list" {
            @if !basis.stands() && basis.withdrawn.is_none() && view.may.contains(&Action::DispenseConsent) {
                li { a class="govuk-link" href=(below("dispense")) { "Go on without agreement" (about) } }
            }
            @if basis.withdrawn.is_none() && view.may.contains(&Action::RecordBasis) {
                li { a class="govuk-link" href=(below("withdraw")) { "Record a withdrawal" (about) } }
            }
        }
    }
}

/// One consent or basis.
pub(crate) fn basis(visit: &Visit<'_>, view: &ContactView, basis: &Basis) -> Markup {
    let name = |by| view.names.name(by).to_owned();
    let state = match (basis.stands(), basis.withdrawn.is_some()) {
        (_, true) => Tone::Quiet.tag("Withdrawn"),
        (true, false) if basis.dispensed.is_some() => Tone::Active.tag("Going on without agreement"),
        (true, false) => Tone::Done.tag("Agreed"),
        (false, false) => Tone::Waiting.tag(basis.answer.words()),
    };
    let mut rows = vec![
        SummaryRow::new(basis.kind.words(), html! { (state) }),
        SummaryRow::new("For", told::verbatim(&basis.purpose)),
        SummaryRow::new("Asked", told::verbatim(&basis.asked_of)),
        SummaryRow::new("Parental responsibility", told::yes_no_words(basis.parental_responsibility)),
        SummaryRow::new("Conditions", told::verbatim(&basis.conditions)),
        SummaryRow::new("Recorded", format!("{}, {}", name(basis.by), london::moment_in_words(basis.at))),
    ];
    if let Some(dispensed) = &basis.dispensed {
        rows.push(SummaryRow::new("Why without agreement", html! {
            (told::verbatim(&dispensed.reason)) (told::verbatim(&dispensed.risk_if_asked))
            (name(dispensed.by)) ", " (london::moment_in_words(dispensed.at))
            @if let Some(review) = dispensed.review { ". Looked at again on " (london::date_in_words(review)) }
        }));
    }
    if let Some(withdrawn) = &basis.withdrawn {
        rows.push(SummaryRow::new("Withdrawn", html! {
            (told::verbatim(&withdrawn.words)) (name(withdrawn.by)) ", " (london::moment_in_words(withdrawn.at))
        }));
    }
    let pack = &visit.house().pack;
    let dispensed = basis.dispensed.as_ref().and_then(|dispensed| dispensed.further.as_ref());
    html! {
        (SummaryList::new(rows))
        (further_told(pack, basis.further.as_ref()))
        (further_told(pack, dispensed))
    }
}
