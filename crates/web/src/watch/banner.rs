//! The banner on a child's pages: consider a strategy discussion, since when, and what asks, with a link to each fact. It never says how bad anything is.

use casework::Stop;
use casework::watch::{Banner, PromptView, of_child, view};
use design::govuk::NotificationBanner;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, Render, html};

use super::{at, words};
use crate::route::{View, Visit};

/// A child's page with the banners of its open prompts above it.
pub(crate) fn under_banner(visit: &Visit<'_>, child: Id<Person>, page: View) -> Result<View, Stop> {
    let banners = of_child(&visit.session, child)?;
    if banners.is_empty() {
        return Ok(page);
    }
    let mut above = Vec::new();
    for banner in &banners {
        above.push(one(visit, child, banner, &view(&visit.session, banner.prompt)?));
    }
    let body = html! { @for banner in above { (banner) } (page.body) };
    Ok(View { body, ..page })
}

fn one(visit: &Visit<'_>, child: Id<Person>, banner: &Banner, view: &PromptView) -> Markup {
    let prompt = &view.prompt.record;
    let content = html! {
        p class="govuk-notification-banner__heading" { "Consider a strategy discussion" }
        @for trip in view.trips.iter().filter(|trip| trip.child == child) {
            p class="govuk-body" { strong { (trip.name) } ", since " (london::moment_in_words(trip.at)) ": " (trip.why) "." }
            @if let Some(since) = trip.absent_since {
                p class="govuk-body" { "Last seen, as far as it is recorded: " (london::date_in_words(london::date_of(since))) "." }
            }
            (words::facts(trip, &trip.facts))
        }
        p class="govuk-body" { (words::state(prompt)) " " (words::by_when(visit, prompt)) }
        p class="govuk-body" {
            @if banner.may_answer {
                a class="govuk-notification-banner__link" href=(at(banner.prompt, "/answer")) { "Answer: hold now, gather first, or not needed" } ". "
            }
            a class="govuk-notification-banner__link" href=(at(banner.prompt, "")) { "What asks, and what was answered" }
        }
    };
    NotificationBanner {
        title: "Escalation watch".into(),
        title_id: format!("watch-{}", banner.prompt),
        ..NotificationBanner::important(content)
    }
    .render()
}
