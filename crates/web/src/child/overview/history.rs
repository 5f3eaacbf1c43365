//! What was agreed to, what was done before, and the last of what happened.

use casework::child::ChildPage;
use domain::calendar::london::date_in_words;
use domain::child_file::Filed;
use domain::consent::Basis;
use domain::episode::Episode;
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use super::super::asked::Asked;
use super::super::{at, words};
use super::in_pane;
use crate::route::Visit;

/// How many entries of the chronology stand on the record's own page.
const PREVIEW: usize = 6;

/// Consents and lawful bases, newest first.
pub(super) fn consents(visit: &Visit<'_>, page: &ChildPage) -> Markup {
    let row = |filed: &Filed<Basis>| {
        let basis = &filed.record;
        vec![
            words::day(basis.at).into(),
            basis.kind.words().into(),
            shown_in_line(&basis.purpose).into(),
            answer(visit, page, basis).into(),
        ]
    };
    let rows: Vec<_> = page.file.bases.iter().rev().map(row).collect();
    html! {
        @if rows.is_empty() {
            h2 class="govuk-heading-m" { "Consent and lawful basis" }
            p class="govuk-body" { "None is recorded." }
        } @else {
            (in_pane("Consent and lawful basis", ["Recorded", "Kind", "For", "Answer and basis"], rows))
        }
    }
}

fn answer(visit: &Visit<'_>, page: &ChildPage, basis: &Basis) -> Markup {
    let consent = &visit.house().pack.consent;
    let legal =
        consent.basis(&basis.legal_basis).map_or(basis.legal_basis.as_str(), |legal| legal.name.as_str());
    html! {
        (basis.answer.words()) @if !basis.asked_of.trim().is_empty() { " (" (words::name(&basis.asked_of)) ")" } ". " (legal) "."
        @if let Some(dispensed) = &basis.dispensed {
            " Dispensed with by " (words::name(page.names.name(dispensed.by))) " on " (words::day(dispensed.at)) "."
        }
        @if let Some(withdrawn) = &basis.withdrawn { " " strong { "Withdrawn " (words::day(withdrawn.at)) "." } }
    }
}

/// Episodes of need, newest first, each with where it came from.
pub(super) fn episodes(visit: &Visit<'_>, page: &ChildPage) -> Markup {
    let rows: Vec<_> = page.file.episodes.iter().rev().map(|filed| episode(visit, filed)).collect();
    html! {
        @if !rows.is_empty() {
            (in_pane("Episodes of need", ["Referred", "Need", "What was done", "Closed", "Where it came from"], rows))
        }
    }
}

fn episode(visit: &Visit<'_>, filed: &Filed<Episode>) -> Vec<design::govuk::Cell> {
    let episode = &filed.record;
    let pack = &visit.house().pack;
    let coded = |list: &str, code: &Option<String>| {
        let code = code.as_deref()?;
        Some(pack.code_list(list).and_then(|list| list.words(code)).unwrap_or(code).to_owned())
    };
    let mut done: Vec<String> = Vec::new();
    if episode.no_further_action {
        done.push("No further action".into());
    }
    done.extend(
        episode
            .assessments
            .iter()
            .map(|assessment| format!("Assessment {}", date_in_words(assessment.started_on))),
    );
    done.extend(
        episode
            .enquiries
            .iter()
            .map(|enquiry| format!("Section 47 enquiry {}", date_in_words(enquiry.started_on))),
    );
    done.extend(
        episode.plans.iter().map(|plan| format!("{} {}", plan.kind.words(), date_in_words(plan.started_on))),
    );
    let closed = episode.closed_on.map_or_else(|| "Open".into(), date_in_words);
    let why =
        coded("closure_reason", &episode.closure_reason).map(|why| format!(": {why}")).unwrap_or_default();
    let provenance = episode.provenance.as_deref().map_or_else(|| "Recorded here".into(), shown_in_line);
    vec![
        date_in_words(episode.referral_date).into(),
        coded("primary_need", &episode.primary_need).unwrap_or_else(|| "Not recorded".into()).into(),
        done.join("; ").into(),
        format!("{closed}{why}").into(),
        provenance.into(),
    ]
}

/// The last few entries that stand.
pub(super) fn chronology(visit: &Visit<'_>, asked: &Asked, page: &ChildPage) -> Markup {
    let entries: Vec<_> = page
        .file
        .chronology(&visit.house().pack)
        .into_iter()
        .filter(domain::chronology::Entry::stands)
        .collect();
    let last = entries.iter().skip(entries.len().saturating_sub(PREVIEW));
    let all = format!("{}{}", at(page.file.child.record.id, "/chronology"), asked.query(page));
    html! {
        h2 class="govuk-heading-m" { "Chronology" }
        @if entries.is_empty() { p class="govuk-body" { "Nothing is recorded." } } @else {
            ol class="govuk-list govuk-list--spaced" {
                @for entry in last { li { strong { (words::happened(entry)) } ": " (words::entry(page, entry)) } }
            }
        }
        p class="govuk-body" { a class="govuk-link" href=(all) { "The whole chronology: " (entries.len()) @if entries.len() == 1 { " entry" } @else { " entries" } } }
    }
}
