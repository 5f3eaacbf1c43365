//! A child's direct work: each piece described in words, with its picture where it may be opened. Whoever cannot see it knows it from the words.

use casework::voice::{VoiceView, picture};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::pack::Pack;
use domain::partner::Scan;
use domain::person::Person;
use domain::section47::DirectWork;
use maud::{Markup, html};

use super::at;
use crate::child::words;
use crate::forms::page::further_told;
use crate::route::{Attached, File};

/// A picture.
pub(super) static PICTURE: File<(Id<Person>, Id<DirectWork>)> = File {
    path: "/children/{child}/voice/pictures/{direct_work}",
    name: "picture of direct work",
    action: Action::ReadVoice,
    get: |visit, (child, work)| {
        let drawn = picture(&visit.session, child, work)?;
        let name = format!("direct-work.{}", drawn.kind.ending());
        Ok(Attached { name, media_type: drawn.kind.media_type(), bytes: drawn.bytes })
    },
};

/// All of it, the latest first.
pub(super) fn gallery(pack: &Pack, view: &VoiceView) -> Markup {
    let mut works: Vec<&DirectWork> = view.works.values().collect();
    works.sort_by_key(|work| std::cmp::Reverse((work.on, work.at)));
    html! {
        @if works.is_empty() { p class="govuk-body" { "No drawing or other direct work is kept." } }
        div class="app-gallery" { @for work in works { (one(pack, view, work)) } }
    }
}

fn one(pack: &Pack, view: &VoiceView, work: &DirectWork) -> Markup {
    let kind = pack.section47.work(&work.kind).map_or(work.kind.as_str(), |kind| &kind.name);
    html! {
        figure class="app-gallery__work" {
            @if let Some(found) = &work.picture {
                @if found.scan.opens() {
                    img class="app-gallery__picture" src=(at(view.child, &format!("/pictures/{}", work.id))) alt={ (kind) ", described below" } width="280" loading="lazy";
                } @else {
                    p class="govuk-body" { (found.scan.words()) "." }
                }
            }
            figcaption {
                h3 class="govuk-heading-s" { (kind) ", " (london::date_in_words(work.on)) }
                p class="govuk-body" { (words::verbatim(&work.description)) }
                @if !work.agreed.trim().is_empty() { p class="govuk-body" { "The child's agreement: " (words::name(&work.agreed)) } }
                (further_told(pack, work.further.as_ref()))
                p class="govuk-hint" {
                    "Kept by " (words::name(view.names.name(work.by))) "."
                    @if let Some(section47) = work.section47 { " " a class="govuk-link" href={ "/section47/" (section47) } { "In a section 47 enquiry" } }
                    @if work.picture.as_ref().is_some_and(|found| found.scan == Scan::NotScanned) { " The picture was not scanned." }
                }
            }
        }
    }
}
