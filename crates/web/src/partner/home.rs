//! A partner's first page. On a phone it holds three things at most; everything else is one tap away (ux.md 3.19).

use casework::Stop;
use casework::meeting::{asked_of_me, own_actions};
use casework::partner::{AskedOf, Home, Item, OwnAction, home};
use design::Content;
use design::govuk::{Button, Details, Task, TaskList, TaskStatus};
use domain::access::Action;
use domain::calendar::Due;
use domain::calendar::london::moment_in_words;
use domain::person::name::shown_in_line;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::route::{View, Visit};
use crate::work::by_when;

/// How many things stand on the page unfolded.
const UNFOLDED: usize = 3;

/// One thing that waits, of whatever kind: a line with where it leads.
struct Waits {
    href: String,
    what: Markup,
    hint: String,
    due: Option<Timestamp>,
}

/// A partner's first page.
pub(crate) fn first_page(visit: &Visit<'_>) -> Result<View, Stop> {
    let home = home(&visit.session)?;
    let waiting = waiting(&home, meetings(visit)?);
    let (first, more) = waiting.split_at(waiting.len().min(UNFOLDED));
    let body = html! {
        h1 class="govuk-heading-l" { "What waits for you" }
        @if first.is_empty() { p class="govuk-body" { "Nothing waits for you." } } @else { (list(visit, "waits", first)) }
        @if !more.is_empty() { (Details::new(format!("More that waits ({})", more.len()), list(visit, "more", more))) }
        @if visit.may(Action::SendReferral) { (Button::link("Tell us about a child", "/referrals/new").secondary()) }
        @if !home.answered.is_empty() {
            (Details::new(format!("What you answered ({})", home.answered.len()), answered(visit, &home)))
        }
        @if !home.referrals.is_empty() {
            (Details::new(format!("Your referrals and what came of them ({})", home.referrals.len()), referrals(&home)))
        }
        (crate::disagreement::on_first_page(visit)?)
        @if visit.may(Action::ManageAgency) { p class="govuk-body" { a class="govuk-link" href="/agency" { "The people and requests of your agency" } } }
    };
    Ok(View::new("What waits for you", body))
}

/// Everything that waits, in one order: what is due first comes first.
fn waiting(home: &Home, meetings: Vec<Waits>) -> Vec<Waits> {
    let mut waiting: Vec<Waits> = home
        .waiting
        .iter()
        .map(|item| match item {
            Item::Request(asked) => of_request(asked),
            Item::Action(action) => of_action(action),
        })
        .collect();
    waiting.extend(meetings);
    waiting.sort_by_key(|waits| (waits.due.is_none(), waits.due));
    waiting
}

/// Meetings that wait for an answer or lie ahead, and what a meeting asked of them.
fn meetings(visit: &Visit<'_>) -> Result<Vec<Waits>, Stop> {
    if !visit.may(Action::SeeOwnMeetings) {
        return Ok(Vec::new());
    }
    let pack = &visit.house().pack;
    let ahead =
        asked_of_me(&visit.session)?.into_iter().filter(|asked| asked.me && asked.ends > visit.session.at);
    let mut waits: Vec<Waits> = ahead
        .map(|asked| Waits {
            href: format!("/meetings/{}", asked.meeting),
            what: html! {
                @if asked.answered.is_none() { "Say whether you come: " } @else { "Come: " }
                (pack.meetings.kind(&asked.kind).map_or("meeting", |kind| &kind.name)) ", " (moment_in_words(asked.starts))
            },
            hint: format!("{}. {}", asked.place, asked.reference),
            due: Some(if asked.answered.is_none() { asked.answer_by } else { asked.starts }),
        })
        .collect();
    waits.extend(own_actions(&visit.session)?.into_iter().map(|action| Waits {
        href: "/meetings/mine".into(),
        what: html! { "Do: " (shown_in_line(&action.what)) },
        hint: action.reference.clone(),
        due: Some(action.due),
    }));
    Ok(waits)
}

fn of_request(asked: &AskedOf) -> Waits {
    Waits {
        href: format!("/requests/{}", asked.id),
        what: html! { "Answer about " (names(&asked.about)) },
        hint: format!("{}. {}", asked.standing.words(), asked.reference),
        due: asked.clock.due.map(Due::instant),
    }
}

fn of_action(action: &OwnAction) -> Waits {
    Waits {
        href: format!("/contacts/{}/actions/{}", action.contact, action.place),
        what: html! { "Do: " (shown_in_line(&action.what)) },
        hint: action.reference.clone(),
        due: Some(action.due),
    }
}

fn list(visit: &Visit<'_>, id: &str, waiting: &[Waits]) -> Markup {
    let task = |waits: &Waits| Task {
        title: Content::from(waits.what.clone()),
        hint: Some(waits.hint.as_str().into()),
        href: waits.href.clone(),
        status: TaskStatus { content: by_when(visit, waits.due), ..TaskStatus::default() },
        ..Task::default()
    };
    let items = waiting.iter().map(task).collect();
    html! { (TaskList { items, id_prefix: id.to_owned(), ..TaskList::default() }) }
}

fn answered(visit: &Visit<'_>, home: &Home) -> Markup {
    html! {
        ul class="govuk-list govuk-list--spaced" {
            @for asked in &home.answered {
                li {
                    a class="govuk-link" href={ "/requests/" (asked.id) } { "About " (names(&asked.about)) }
                    " " span class="govuk-hint" {
                        (asked.reference)
                        @if let Some(at) = asked.answered_at { ". Answered " (moment_in_words(at)) "." }
                        @if let Some(at) = asked.closes_at.filter(|at| *at > visit.session.at) { " You can look until " (moment_in_words(at)) "." }
                    }
                }
            }
        }
    }
}

fn referrals(home: &Home) -> Markup {
    html! {
        ul class="govuk-list govuk-list--spaced" {
            @for referral in home.referrals.iter().take(UNFOLDED) {
                li {
                    (names(&referral.children)) " " span class="govuk-hint" { (referral.reference) }
                    br;
                    @if let Some((at, _)) = &referral.told { "We told you " (moment_in_words(*at)) "." } @else { "We have it. Not decided yet." }
                }
            }
        }
        p class="govuk-body" { a class="govuk-link" href="/referrals" { "All your referrals, and what we told you" } }
    }
}

/// Names in one line.
fn names(names: &[String]) -> Markup {
    html! {
        @for (place, name) in names.iter().enumerate() {
            @if place > 0 { ", " }
            bdi { (shown_in_line(name)) }
        }
        @if names.is_empty() { "somebody" }
    }
}
