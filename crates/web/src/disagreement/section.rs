//! Disagreements on a child's record and on the page of what somebody disagrees with.

use casework::Stop;
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::disagreement::Disagreement;
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, Render, html};

use super::address;
use crate::conference;
use crate::route::Visit;

/// What can be done from the child's record.
pub(crate) fn acts(child: Id<Person>, may: &[Action]) -> Markup {
    html! {
        @if may.contains(&Action::RaiseDisagreement) {
            p class="govuk-body" {
                a class="govuk-link" href={ "/children/" (child) "/disagreement" } { "Disagree with a decision about this child" } ". "
                a class="govuk-link" href={ "/children/" (child) "/disagreements/place" } { "An agency’s disagreement is about this child" }
            }
        }
    }
}

/// The disagreements about a child that the viewer may read: nothing when there are none.
pub(crate) fn of_child(visit: &Visit<'_>, child: Id<Person>) -> Result<Markup, Stop> {
    if !visit.may(Action::ReadDisagreement) {
        return Ok(Markup::default());
    }
    let found = casework::disagreement::of_child(&visit.session, child)?;
    Ok(html! {
        @if !found.is_empty() {
            h2 class="govuk-heading-m" { "Professional disagreements" }
            @for one in found.iter().rev() { (line(visit, one)) }
        }
    })
}

/// A disagreement in one line: where it stands, and by when.
pub(crate) fn line(visit: &Visit<'_>, disagreement: &Disagreement) -> Markup {
    let pack = &visit.house().pack;
    let ladder = &pack.disagreements;
    let stage = disagreement.stage();
    let words =
        stage.and_then(|stage| ladder.stage(&stage.code)).map_or("", |(_, stage)| stage.name.as_str());
    let whose =
        disagreement.raised.agency.as_deref().map_or("One of ours", |agency| pack.agency_name(agency));
    html! {
        p class="govuk-body" {
            @match &disagreement.resolved {
                Some(resolved) => { (Tone::Done.tag("Resolved")) " " (ladder.outcome(&resolved.outcome).map_or("", |outcome| outcome.words.as_str())) ": " }
                None => { (Tone::Pressing.tag("Open")) " " }
            }
            a class="govuk-link" href=(address(disagreement.id, "")) { (disagreement.reference) ", " (whose) }
            ", raised " (london::moment_in_words(disagreement.raised.at)) ". "
            @if disagreement.is_open() {
                (words) @if let Some(stage) = stage { ": " (conference::clock(visit, &stage.clock)) }
            }
        }
    }
}

/// Where it stands, as a tag.
pub(super) fn standing(open: bool) -> Markup {
    if open { Tone::Pressing.tag("Open").render() } else { Tone::Done.tag("Resolved").render() }
}
