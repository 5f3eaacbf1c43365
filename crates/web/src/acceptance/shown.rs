//! A referral on a contact's page and on a child's record: where it stands, since when, and what was decided and why.

use casework::contact::ContactView;
use casework::staff::Names;
use design::govuk::{SummaryList, SummaryRow};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::child_file::ChildFile;
use domain::referral::{Kind, Referral, Stage};
use maud::{Markup, html};

use crate::contact::told;
use crate::forms::page::further_told;
use crate::route::Visit;

/// The referrals a contact's decision asked for; nothing when it asked for none.
pub(crate) fn of_contact(visit: &Visit<'_>, view: &ContactView) -> Markup {
    html! {
        @if !view.referrals.is_empty() {
            h2 class="govuk-heading-m" { "Referrals asked for" }
            @for known in &view.referrals {
                p class="govuk-body" {
                    (stage(known.record.stage)) " "
                    @if let Some(child) = name(view, &known.record) { bdi { (child) } }
                    (way(visit, &known.record))
                }
                (ruling(visit, &known.record, &view.names))
            }
        }
    }
}

/// What a child in the contact is called.
fn name(view: &ContactView, referral: &Referral) -> Option<String> {
    let children = &view.contact.record.children;
    children.iter().find(|child| child.found.person() == Some(referral.child)).map(told::name)
}

fn way(visit: &Visit<'_>, referral: &Referral) -> Markup {
    html! {
        @if visit.may(Action::AcceptReferral) {
            " " a class="govuk-link" href=(format!("/acceptances/{}", referral.id)) {
                @if referral.stage == Stage::Waiting { "Accept or not" } @else { "The referral" }
                span class="govuk-visually-hidden" { ": " (referral.reference) }
            }
        }
    }
}

/// The referrals of a child, newest first: nothing when there are none.
pub(crate) fn of_child(visit: &Visit<'_>, file: &ChildFile, names: &Names) -> Markup {
    html! {
        @if !file.referrals.is_empty() {
            h2 class="govuk-heading-m" { "Referrals" }
            @for filed in file.referrals.iter().rev() {
                p class="govuk-body" {
                    (stage(filed.record.stage)) " " (filed.record.reference) ", received " (london::date_in_words(filed.record.received_on()))
                    (way(visit, &filed.record))
                }
                (ruling(visit, &filed.record, names))
                (conference(visit, file, &filed.record))
            }
        }
    }
}

/// The conference of a child who came on another council's plan, while it is to be held.
fn conference(visit: &Visit<'_>, file: &ChildFile, referral: &Referral) -> Markup {
    let waits = file.episodes.iter().map(|filed| &filed.record).any(|episode| {
        episode.referral == Some(referral.id)
            && episode.transfer_in.as_ref().is_some_and(|transfer| transfer.conference_on.is_none())
    });
    html! {
        @if waits && visit.may(Action::AcceptReferral) {
            p class="govuk-body" { a class="govuk-link" href=(format!("/acceptances/{}/conference", referral.id)) { "Record the transfer-in conference" } }
        }
    }
}

fn stage(stage: Stage) -> Markup {
    let tone = match stage {
        Stage::Waiting => Tone::Waiting,
        Stage::Accepted => Tone::Active,
        Stage::NoFurtherAction | Stage::NewInformation => Tone::Done,
    };
    html! { (tone.tag(stage.words())) }
}

/// What was decided, and why; nothing while it waits.
pub(super) fn ruling(visit: &Visit<'_>, referral: &Referral, names: &Names) -> Markup {
    let Some(ruling) = &referral.ruling else { return Markup::default() };
    let pack = &visit.house().pack;
    let mut rows = vec![
        SummaryRow::new(
            "Decided by",
            format!("{}, {}", names.name(ruling.by), london::moment_in_words(ruling.at)),
        ),
        SummaryRow::new("Why", told::verbatim(&ruling.rationale)),
        SummaryRow::new("Referral date", london::date_in_words(ruling.referral_date)),
    ];
    if let Some(need) = &ruling.need {
        let words = pack.code_list("primary_need").and_then(|list| list.words(need)).unwrap_or_default();
        rows.push(SummaryRow::new("Primary need", format!("{need} {words}")));
    }
    if let Some((team, worker)) = &ruling.allocated {
        let team = pack.council.team(team).map_or(team.as_str(), |team| &team.name);
        rows.push(SummaryRow::new("Given to", format!("{}, {team}", names.name(*worker))));
    }
    if let Some(before) = &ruling.re_referral {
        rows.push(SummaryRow::new(
            "Re-referral",
            format!("Referred before on {}", london::date_in_words(before.previous)),
        ));
    }
    if referral.kind == Kind::TransferIn {
        rows.push(SummaryRow::new("Came with", "Another council’s child protection plan"));
    }
    html! {
        (SummaryList::new(rows))
        (further_told(pack, ruling.further.as_ref()))
    }
}
