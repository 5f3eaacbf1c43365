//! The minutes as one reader gets them: seen beforehand by the council, read by the agency, printed for a guest.

use casework::Stop;
use casework::meeting::{Preview, family_copy, own_copy, preview};
use casework::staff::Names;
use design::govuk::{InsetText, Table};
use design::own::{Restricted, Tone, scroll_pane};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::meeting::{Meeting, MeetingCopy};
use domain::pack::Pack;
use maud::{Markup, Render, html};

use super::{agency, back, heading, lines, name};
use crate::route::{Page, View, Visit};

/// Somebody's copy, as they will see it.
pub(super) static COPY: Page<(Id<Meeting>, usize)> = Page {
    path: "/meetings/{meeting}/copies/{place}",
    name: "copy of minutes as its reader sees it",
    action: Action::ReadMeeting,
    show: show_copy,
};

/// What the family may be told.
pub(super) static FAMILY: Page<Id<Meeting>> = Page {
    path: "/meetings/{meeting}/family-copy",
    name: "what the family may be told of a meeting",
    action: Action::ReadMeeting,
    show: show_family,
};

/// An agency's own copy.
pub(super) static OWN: Page<Id<Meeting>> = Page {
    path: "/meetings/{meeting}/copy",
    name: "own copy of minutes",
    action: Action::ReadOwnCopy,
    show: show_own,
};

fn show_copy(visit: &Visit<'_>, (meeting, place): (Id<Meeting>, usize)) -> Result<View, Stop> {
    let (view, preview) = preview(&visit.session, meeting, place)?;
    let pack = &visit.house().pack;
    let body = html! {
        (heading(&view, "One reader's copy"))
        (of_preview(pack, &preview, &view.names))
    };
    Ok(View::new("Copy of minutes", body).before(back(meeting)))
}

/// A copy with whose it is, and what its reader will not see.
pub(super) fn of_preview(pack: &Pack, preview: &Preview, names: &Names) -> Markup {
    let invited = &preview.invited;
    let of = agency(pack, invited.agency.as_deref(), &invited.organisation);
    html! {
        p class="govuk-body" { "As " strong { (name(&invited.name)) } ", " (of) ", sees it." }
        @if let Some(words) = &preview.closed {
            @let whom = words.strip_prefix("Restricted: ring ").map_or(words.as_str(), |whom| whom.trim_end_matches('.'));
            (Restricted::ring(whom).render())
        } @else {
            (kept_back(&preview.copy))
            (minutes(pack, &preview.copy, names, 2, false))
        }
    }
}

/// For whoever distributes it; the copy itself does not say so.
fn kept_back(copy: &MeetingCopy) -> Markup {
    html! {
        @if copy.kept_back > 0 {
            (InsetText::new(html! { (copy.kept_back) " of the things that were told are not in this copy: those who told them do not allow it." }))
        }
        @if copy.address_taken_out {
            (InsetText::new(html! { "An address that must not be told stood in a text, and was taken out of this copy." }))
        }
    }
}

fn show_family(visit: &Visit<'_>, meeting: Id<Meeting>) -> Result<View, Stop> {
    let (view, copy) = family_copy(&visit.session, meeting)?;
    let body = html! {
        (heading(&view, "What the family may be told"))
        (kept_back(&copy))
        (minutes(&visit.house().pack, &copy, &view.names, 2, false))
    };
    Ok(View::new("What the family may be told", body).before(back(meeting)))
}

fn show_own(visit: &Visit<'_>, meeting: Id<Meeting>) -> Result<View, Stop> {
    let own = own_copy(&visit.session, meeting)?;
    let pack = &visit.house().pack;
    let kind = pack.meetings.kind(&own.kind).map_or(own.kind.as_str(), |kind| &kind.name);
    let body = html! {
        span class="govuk-caption-l" { (kind) " " (own.reference) ", " (london::moment_in_words(own.starts)) }
        h1 class="govuk-heading-l" { "Your copy of the minutes" }
        p class="govuk-body" {
            "For " (agency(pack, visit.session.staff.agency.as_deref(), &visit.session.staff.organisation)) " only. Do not pass it on."
        }
        @if !own.children.is_empty() {
            p class="govuk-body" { "About " @for (number, child) in own.children.iter().enumerate() { @if number > 0 { ", " } (name(child)) } "." }
        }
        (minutes(pack, &own.copy, &own.names, 2, false))
        p class="govuk-body" {
            "Chair: " (own.names.name(own.chair))
            @if let Some(at) = own.signed_at { ". Signed " (london::moment_in_words(at)) }
            "."
        }
    };
    Ok(View::new("Your copy of the minutes", body))
}

/// Minutes as they are read. `handling` says with each thing what may be done with it: for the council.
pub(crate) fn minutes(pack: &Pack, copy: &MeetingCopy, names: &Names, level: u8, handling: bool) -> Markup {
    let there = copy.there.iter().map(|(who, of, organisation, how)| {
        vec![name(who).into(), agency(pack, of.as_deref(), organisation).into(), how.words().into()]
    });
    let there: Vec<_> = there.collect();
    let may = |code: &str| {
        let words = pack.hub.handling.iter().find(|each| each.code == code);
        Tone::Protected.tag(words.map_or_else(|| code.to_owned(), |each| each.words.clone()))
    };
    html! {
        @if let Some(purpose) = &copy.purpose { (lines(purpose)) }
        @if !there.is_empty() {
            (scroll_pane("Who was there", Table::new("Who was there", ["Name", "Agency", "How"], there)))
        }
        @if copy.said.is_empty() {
            p class="govuk-body" { "Nothing that was told stands in this copy." }
        } @else {
            (titled(level, "What was told"))
            @for said in &copy.said {
                div class="govuk-inset-text" {
                    p class="govuk-body" {
                        strong { (agency(pack, said.what.agency.as_deref(), &said.what.organisation)) }
                        @if !said.what.by.is_empty() { ", " (name(&said.what.by)) }
                    }
                    (lines(&said.what.words))
                    @if handling { (may(said.what.handling.code())) }
                }
            }
        }
        (decided(pack, copy, level))
        @if !copy.actions.is_empty() { (actions(copy, names)) }
        @if let Some(next) = copy.next { p class="govuk-body" { "They meet next on " (london::moment_in_words(next)) "." } }
    }
}

/// A heading under whatever stands above the minutes.
fn titled(level: u8, words: &str) -> Markup {
    html! {
        @match level {
            2 => h2 class="govuk-heading-s" { (words) },
            3 => h3 class="govuk-heading-s" { (words) },
            _ => h4 class="govuk-heading-s" { (words) },
        }
    }
}

fn decided(pack: &Pack, copy: &MeetingCopy, level: u8) -> Markup {
    html! {
        @if let Some(decision) = &copy.decision {
            (titled(level, "Decision"))
            (lines(&decision.words))
            @if !decision.considered.is_empty() {
                (titled(level + 1, "What else was considered"))
                (lines(&decision.considered))
            }
        }
        @for dissent in &copy.dissent {
            @let of = Some(dissent.agency.as_str()).filter(|of| *of != domain::pack::COUNCIL);
            (titled(level, &format!("{} saw it differently", agency(pack, of, &dissent.organisation))))
            (lines(&dissent.words))
        }
    }
}

fn actions(copy: &MeetingCopy, names: &Names) -> Markup {
    let rows = copy.actions.iter().map(|action| {
        let action = &action.what;
        let done = action.done_at.map_or_else(|| "Not yet".to_owned(), london::moment_in_words);
        vec![
            name(&action.what).into(),
            name(names.name(action.owner)).into(),
            london::moment_in_words(action.due).into(),
            done.into(),
        ]
    });
    let table = Table::new("Actions", ["What", "Who", "By", "Done"], rows.collect());
    html! { (scroll_pane("Actions", table)) }
}
