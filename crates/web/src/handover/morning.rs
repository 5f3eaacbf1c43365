//! The morning list: child by child what the night left, and "I have it". What waits stands first.

use casework::Stop;
use casework::handover::{About, Group, Morning, morning};
use design::Form;
use design::govuk::{Button, button_group};
use domain::access::Action;
use domain::calendar::london;
use domain::handover::NightItem;
use domain::id::Id;
use maud::{Markup, Render, html};

use super::{at_item, words};
use crate::power::OfChildren;
use crate::route::{Page, View, Visit};

/// The morning list.
pub(super) static MORNING: Page<()> =
    Page { path: "/morning", name: "morning list", action: Action::SeeMorning, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let list = morning(&visit.session)?;
    let waits = list.groups.iter().filter(|group| open(group).next().is_some()).count();
    let children = list.groups.iter().filter_map(|group| match group.about {
        About::Child(child, _) => Some(child),
        About::Contact(..) | About::Restricted(_) => None,
    });
    let running = OfChildren::ask(visit, children)?;
    let body = html! {
        h1 class="govuk-heading-l" { "From the night" }
        p class="govuk-body" {
            "Since " (london::moment_in_words(list.night.begins)) ". "
            @if waits == 0 { "Nothing waits to be accepted." } @else {
                strong { (waits) @if waits == 1 { " waits" } @else { " wait" } " to be accepted" }
                " by " (london::time_in_words(list.night.accept_by)) "; then they go to the manager."
            }
        }
        @for group in &list.groups { (one(visit, &list, group, &running)) }
    };
    Ok(View::new("From the night", body).wide())
}

/// The pieces somebody must still accept.
fn open(group: &Group) -> impl Iterator<Item = &NightItem> {
    group.items.iter().map(|item| &item.item).filter(|item| item.is_open())
}

fn one(visit: &Visit<'_>, list: &Morning, group: &Group, running: &OfChildren) -> Markup {
    let waits: Vec<&NightItem> = open(group).collect();
    let to_others =
        |item: &&NightItem| item.handed.as_ref().is_some_and(|handed| handed.to != visit.session.staff.id);
    let mine = visit.may(Action::AcceptMorning) && !waits.is_empty() && !waits.iter().any(to_others);
    html! {
        div {
            h2 class="govuk-heading-m" { (about(&group.about)) }
            @if let About::Child(child, _) = &group.about { (running.of(*child)) }
            @for item in &group.items {
                @if !matches!(group.about, About::Restricted(_)) { (words::says(visit, item, &list.names)) }
                p class="govuk-body" { (words::who_has(&item.item, &list.names, visit.session.at)) }
            }
            @if let (Some(first), false) = (waits.first(), matches!(group.about, About::Restricted(_))) {
                @if mine { (have_it(visit, first.id, &waits, &group.about)) }
                @if list.may_hand {
                    p class="govuk-body" {
                        a class="govuk-link" href=(at_item(first.id, "/hand")) {
                            "Hand it to somebody" span class="govuk-visually-hidden" { ": " (about_in_words(&group.about)) }
                        }
                    }
                }
            }
        }
    }
}

/// Whom a group is about.
pub(super) fn about(about: &About) -> Markup {
    match about {
        About::Child(child, name) => {
            html! { a class="govuk-link" href={ "/children/" (child) } { (words::name(name)) } }
        }
        About::Contact(contact, reference, names) => html! {
            @for (place, name) in names.iter().enumerate() { @if place > 0 { ", " } (words::name(name)) }
            @if names.is_empty() { "Nobody named" }
            " (" a class="govuk-link" href={ "/contacts/" (contact) } { "contact " (reference) } ")"
        },
        About::Restricted(said) => words::restricted(said),
    }
}

/// The same for those who hear the page.
fn about_in_words(about: &About) -> String {
    match about {
        About::Child(_, name) => name.clone(),
        About::Contact(_, reference, _) => format!("contact {reference}"),
        About::Restricted(said) => said.clone(),
    }
}

/// "I have it": one press for all that waits about the child, as it is shown here.
fn have_it(visit: &Visit<'_>, first: Id<NightItem>, waits: &[&NightItem], about: &About) -> Markup {
    let id = visit.house().id::<casework::SentForm>().to_string();
    let button = html! {
        @for item in waits { input type="hidden" name="item" value=(item.id); }
        (button_group(Button::new(html! {
            "I have it" span class="govuk-visually-hidden" { ": " (about_in_words(about)) }
        })))
    };
    Form::new(at_item(first, ""), id, button).render()
}
