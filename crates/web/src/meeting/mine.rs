//! The meetings somebody is asked to, and the actions of meetings that they own.

use casework::meeting::{AskedOfMe, OwnAction, action_done, asked_of_me, own_actions};
use casework::{SentForm, Stop};
use design::Form;
use design::govuk::{Button, SummaryCard, SummaryList, SummaryRow};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::meeting::{Meeting, Stage};
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::{address, lines, name};
use crate::route::{Act, Filling, Page, Prefilled, Sent, View, Visit};

/// The meetings I am asked to.
pub(super) static MINE: Page<()> =
    Page { path: "/meetings/mine", name: "my meetings", action: Action::SeeOwnMeetings, show };

/// Saying that an action of one's own is done.
pub(super) static DONE: Act<(Id<Meeting>, usize)> = Act {
    path: "/meetings/{meeting}/actions/{place}",
    name: "an action of a meeting is done",
    action: Action::SeeOwnMeetings,
    prefill: |_, _, _| Ok(Prefilled::default()),
    show: show_done,
    send: |visit, (meeting, place), filling| {
        action_done(&visit.session, &filling.sending(), meeting, place)?;
        Ok(Sent::to(MINE.path))
    },
};

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let meetings = asked_of_me(&visit.session)?;
    let actions = own_actions(&visit.session)?;
    let body = html! {
        h1 class="govuk-heading-l" { "My meetings" }
        (to_do(visit, &actions))
        @if meetings.is_empty() { p class="govuk-body" { "You are not asked to any meeting." } }
        (asked(visit, &meetings))
        @if visit.may(Action::PublishSlots) {
            p class="govuk-body" { a class="govuk-link" href="/meetings/slots" { "When can your organisation come to meetings?" } }
        }
    };
    Ok(View::new("My meetings", body))
}

/// The actions somebody owns, each with its button.
pub(crate) fn to_do(visit: &Visit<'_>, actions: &[OwnAction]) -> Markup {
    html! {
        @if !actions.is_empty() { h2 class="govuk-heading-m" { "To do after meetings" } }
        @for action in actions {
            @let late = visit.session.at > action.due;
            div class="govuk-inset-text" {
                p class="govuk-body" { (name(&action.what)) }
                p class="govuk-hint" {
                    "Meeting " (action.reference) ", by " (london::moment_in_words(action.due))
                    @if late { " " (Tone::Pressing.tag("Overdue")) }
                }
                (Form::new(address(action.meeting, &format!("/actions/{}", action.place)), visit.house().id::<SentForm>().to_string(), done_button(&action.what)))
            }
        }
    }
}

fn done_button(what: &str) -> Markup {
    html! { (Button::new(html! { "Done" span class="govuk-visually-hidden" { ": " (name(what)) } }).secondary()) }
}

/// The meetings somebody is asked to: what waits for an answer first.
pub(crate) fn asked(visit: &Visit<'_>, meetings: &[AskedOfMe]) -> Markup {
    let waits = |one: &&AskedOfMe| one.stage == Stage::Planned && one.answered.is_none();
    let mut ordered: Vec<&AskedOfMe> = meetings.iter().collect();
    ordered.sort_by_key(|one| (!waits(one), one.starts));
    html! {
        @if !ordered.is_empty() { h2 class="govuk-heading-m" { "Meetings you are asked to" } }
        @for one in ordered { (card(visit, one)) }
    }
}

fn card(visit: &Visit<'_>, one: &AskedOfMe) -> Markup {
    let pack = &visit.house().pack;
    let kind = pack.meetings.kind(&one.kind).map_or(one.kind.as_str(), |kind| &kind.name);
    let answer = match (one.stage, one.answered) {
        (Stage::Planned, None) => html! {
            (Button::link("Answer", address(one.meeting, "/invitation")))
            " By " (london::moment_in_words(one.answer_by))
        },
        (_, answered) => html! {
            (answered.map_or("No answer", domain::meeting::Coming::words))
            br;
            a class="govuk-link" href=(address(one.meeting, "/invitation")) { "Open the invitation" span class="govuk-visually-hidden" { " to " (one.reference) } }
        },
    };
    let mut rows = vec![SummaryRow::new("When", london::moment_in_words(one.starts))];
    if !one.place.trim().is_empty() {
        rows.push(SummaryRow::new("Where", name(&one.place)));
    }
    if !one.me {
        rows.push(SummaryRow::new("Asked", "A colleague of yours"));
    }
    if one.stage != Stage::Planned {
        rows.push(SummaryRow::new("Stands", super::stage(one.stage)));
    }
    rows.push(SummaryRow::new("Your answer", answer));
    if one.copy_ready {
        let link = html! { a class="govuk-link" href=(address(one.meeting, "/copy")) { "Read your copy" span class="govuk-visually-hidden" { " of " (one.reference) } } };
        rows.push(SummaryRow::new("Minutes", link));
    }
    let title = format!("{kind} {}", one.reference);
    let card = SummaryCard { title: Some(title.into()), heading_level: Some(3), ..SummaryCard::default() };
    SummaryList { card: Some(card), ..SummaryList::new(rows) }.render()
}

fn show_done(
    visit: &Visit<'_>,
    (meeting, place): (Id<Meeting>, usize),
    filling: &Filling,
) -> Result<View, Stop> {
    let actions = own_actions(&visit.session)?;
    let mine = actions.iter().find(|action| action.meeting == meeting && action.place == place);
    let mine = mine.ok_or(Refusal::NotFound)?;
    let body = html! {
        h1 class="govuk-heading-l" { "Is this done?" }
        (lines(&mine.what))
        (visit.short_form(filling, done_button(&mine.what)))
    };
    Ok(View::new("Is this done?", body))
}
