//! A discussion's page. Until it is held it asks whether to meet; afterwards it is the record: why now, who was there, what was told, what it means,
//! what was decided for each child, what happens next.

use casework::Stop;
use casework::strategy::DiscussionView;
use design::govuk::{Button, InsetText, WarningText, button_group};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::meeting::Reader;
use domain::strategy::{Discussion, Stage};
use maud::{Markup, html};

use super::{address, planner, steps, told};
use crate::meeting::{lines, name};
use crate::route::{Page, View, Visit};

/// A discussion's page.
pub(super) static DISCUSSION: Page<Id<Discussion>> = Page {
    path: "/strategy/{discussion}",
    name: "strategy discussion",
    action: Action::ReadDiscussion,
    show,
};

fn show(visit: &Visit<'_>, id: Id<Discussion>) -> Result<View, Stop> {
    let view = casework::strategy::view(&visit.session, id)?;
    let stage = view.discussion.record.stage();
    let before = matches!(stage, Stage::Begun | Stage::Gathering | Stage::Convened);
    let title = if before { "Should we meet?" } else { "Strategy discussion" };
    let body = html! {
        (heading(&view, title))
        (steps::steps(visit, &view))
        (standing(visit, &view))
        @if before && view.may.contains(&Action::PrepareDiscussion) {
            (planner::planner(visit, id)?)
        } @else {
            (next(&view))
            h2 class="govuk-heading-m" { "Why now" }
            (told::why(&view.discussion.record))
            (whole(visit, &view))
        }
    };
    Ok(View::new(title, body).wide())
}

/// Which discussion it is, and about whom.
pub(super) fn heading(view: &DiscussionView, title: &str) -> Markup {
    let known = &view.discussion.record;
    html! {
        span class="govuk-caption-l" { "Strategy discussion " (known.reference) }
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" {
            (told::stage(known.stage())) " About "
            @for (place, (child, called)) in view.children.iter().enumerate() {
                @if place > 0 { ", " }
                a class="govuk-link" href=(format!("/children/{child}")) { (name(called)) }
            }
            "."
            @if let Some((contact, reference)) = &view.contact {
                " From " a class="govuk-link" href=(format!("/contacts/{contact}")) { "contact " (reference) } "."
            }
            @if let Some((first, reference)) = &view.follows {
                " Follows " a class="govuk-link" href=(address(*first, "")) { (reference) } "."
            }
        }
    }
}

/// Where it stands: its clock, what it waits for, what is asked of whoever holds it.
fn standing(visit: &Visit<'_>, view: &DiscussionView) -> Markup {
    let known = &view.discussion.record;
    let now = visit.session.at;
    html! {
        @if let Some((by, at, why)) = &known.called_off {
            p class="govuk-body" { "Not held: " (view.names.name(*by)) ", " (london::moment_in_words(*at)) "." }
            (lines(why))
        } @else {
            (told::clock(visit, known))
        }
        @if let Some(gathering) = known.gatherings.last().filter(|_| known.stage() == Stage::Gathering) {
            @if now < gathering.until {
                (InsetText::new(html! {
                    p class="govuk-body" { strong { "Gathering first until " (london::moment_in_words(gathering.until)) "." } " Said by " (view.names.name(gathering.by)) "." }
                    p class="govuk-body" { "From whom: " (name(&gathering.from)) }
                    p class="govuk-body" { "What it could change: " (name(&gathering.changes)) }
                    p class="govuk-body" { "Safe meanwhile: " (name(&gathering.safe)) }
                }))
            } @else {
                (WarningText::new(html! { "The time for gathering ended " (london::moment_in_words(gathering.until)) ". Convene now, or a manager says again that it waits." }))
            }
        }
        @if let Some(convened) = &known.convened {
            p class="govuk-body" {
                "Convened by " (view.names.name(convened.by)) ", " (london::moment_in_words(convened.at))
                @if let Some(urgency) = &convened.urgency {
                    ": " (visit.house().pack.strategy.urgency(urgency).map_or(urgency.as_str(), |urgency| urgency.name.as_str()))
                    @if !convened.words.trim().is_empty() { ". " (name(&convened.words)) }
                }
                "."
            }
        }
        (telephoned(visit, view))
        (asked_about(visit, view))
    }
}

fn telephoned(visit: &Visit<'_>, view: &DiscussionView) -> Markup {
    let known = &view.discussion.record;
    let child = known.children.first();
    html! {
        @if let Some(agreed) = &known.telephone {
            p class="govuk-body" {
                "By telephone: agreed between " (view.names.name(agreed.manager)) " and " (name(&agreed.supervisor)) " of police, "
                (london::moment_in_words(agreed.at)) ". " (name(&agreed.why))
            }
        }
        @if let Some(clock) = &known.follow_up {
            p class="govuk-body" {
                "The meeting that follows: " (clock.in_words(visit.session.at, &visit.house().calendar)) ". "
                @if let (None, Some(child)) = (clock.met, child) {
                    a class="govuk-link" href=(format!("/strategy/new?child={child}&follows={}", known.id)) { "Begin it" }
                }
            }
        }
    }
}

/// Why it is late, and why something did not wait for it.
fn asked_about(visit: &Visit<'_>, view: &DiscussionView) -> Markup {
    let known = &view.discussion.record;
    let pack = &visit.house().pack;
    html! {
        @if view.asks_cause {
            (WarningText::new(html! {
                "This discussion is late. " a class="govuk-link" href=(address(known.id, "/late")) { "Say why: one cause" }
            }))
        } @else if let Some(late) = &known.late {
            p class="govuk-body" {
                "Late. Cause: " (pack.strategy.cause(&late.cause).map_or(late.cause.as_str(), |cause| cause.name.as_str()))
                @if let Some(agency) = &late.agency { " (" (pack.agency_name(agency)) ")" }
                @if !late.words.trim().is_empty() { ". " (name(&late.words)) }
                ". Said by " (view.names.name(late.by)) ". "
                a class="govuk-link" href=(address(known.id, "/late")) { "Say it otherwise" }
            }
        }
        @for (place, early) in known.early.iter().enumerate() {
            p class="govuk-body" {
                strong { (early.kind.words()) } ", " (london::moment_in_words(early.happened)) ". "
                @match &early.answer {
                    None => a class="govuk-link" href=(address(known.id, &format!("/early/{place}"))) { "Say why it did not wait" },
                    Some(answer) => {
                        @if answer.emergency { "It was an emergency: " } @else { "It was no emergency: " }
                        (name(&answer.why)) " (" (view.names.name(answer.by)) ")"
                    },
                }
            }
        }
    }
}

fn next(view: &DiscussionView) -> Markup {
    let known = &view.discussion.record;
    let mut links: Vec<(&str, &str)> = Vec::new();
    if view.may.contains(&Action::SignDiscussion) {
        links.push(("Read and sign", "/sign"));
    }
    if view.may.contains(&Action::RecordDiscussion) {
        links.push(("Write the record", "/record"));
    }
    html! {
        @if !links.is_empty() {
            (button_group(html! {
                @for (place, (words, below)) in links.iter().enumerate() {
                    @let button = Button::link(*words, address(known.id, below));
                    (if place == 0 { button } else { button.secondary() })
                }
            }))
        }
    }
}

/// The record as a whole: who was there and what was told, what it means, what was decided.
pub(super) fn whole(visit: &Visit<'_>, view: &DiscussionView) -> Markup {
    let known = &view.discussion.record;
    let pack = &visit.house().pack;
    html! {
        @if let Some(meeting) = &view.meeting {
            h2 class="govuk-heading-m" { "Who was there, what was told, who does what" }
            @if let Some(quorum) = &view.quorum { (crate::meeting::quorum(pack, quorum, meeting.record.ended_at.is_none())) }
            @if let Some(gap) = &meeting.record.gap {
                p class="govuk-body" { "It could not wait:" }
                (lines(&gap.why))
                p class="govuk-body" { "Whoever was missing is told and heard by " (london::moment_in_words(gap.added_by)) "." }
            }
            @let mut copy = meeting.record.copy_for(&Reader::Council, &[]);
            @let () = {
                // What was decided stands below for each child, with its plan.
                copy.decision = None;
                copy.dissent.clear();
                copy.purpose = None;
            };
            (crate::meeting::copy::minutes(pack, &copy, &view.names, 3, true))
        }
        (told::record(pack, known, &view.children))
        @if let Some((by, at)) = known.decided { p class="govuk-body" { "Decision recorded by " (view.names.name(by)) ", " (london::moment_in_words(at)) "." } }
        @if let Some((by, at)) = known.signed { p class="govuk-body" { "Signed by " (view.names.name(by)) ", " (london::moment_in_words(at)) "." } }
        @for (decision, _) in known.for_section47() {
            @if let Some((child, called)) = view.children.iter().find(|(id, _)| *id == decision.child) {
                p class="govuk-body" {
                    "A section 47 enquiry begins with this discussion for " a class="govuk-link" href=(format!("/children/{child}")) { (name(called)) } "."
                }
            }
        }
    }
}
