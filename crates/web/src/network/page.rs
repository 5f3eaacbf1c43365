//! A child's family and network on one page: the picture as at a day, the outline with the same facts, the rings, and the ways to change it. As it stands,
//! or as it was known.

use casework::Stop;
use casework::child::{ChildPage, Shown};
use casework::network::of_page;
use design::govuk::{Button, Input, button_group};
use design::own::Restricted;
use domain::access::Action;
use domain::calendar::london;
use domain::calendar::typed::parse_date;
use domain::id::Id;
use domain::person::Person;
use jiff::civil::Date;
use maud::{Markup, Render, html};

use super::{at, family, outline, rings};
use crate::child::asked::{self, Asked, When};
use crate::child::identity;
use crate::route::{Page, View, Visit};

/// The page.
pub(super) static PAGE: Page<Id<Person>> =
    Page { path: "/children/{child}/network", name: "family and network", action: Action::ReadFile, show };

/// The name of the field with the day.
const DAY: &str = "on";

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    let asked = asked::read(visit, child)?;
    let Shown::Content(page) = &asked.shown else {
        return Err(identity::refused(visit, child, Action::ReadFile)?.into());
    };
    let rules = &visit.house().pack.network;
    let (day, problem) = day(visit, page);
    let view = of_page(&visit.session, page, day)?;
    let path = at(child, "");
    let now = asked.when == When::Now;
    let changes = now && casework::child::may(&visit.session, child)?.contains(&Action::ChangePerson);
    let body = html! {
        (asked.banner(page, &path))
        h1 class="govuk-heading-l" { "Family and network" }
        (identity::notices(visit, page))
        @if changes { (button_group(Button::link("Add somebody, or a relationship", at(child, "/add")).render())) }
        (as_at(visit, &asked, page, day, problem.as_deref()))
        (family::picture(&view, rules))
        @if view.more { p class="govuk-body" { "There are more people than the picture holds: open somebody’s own record to see theirs." } }
        @for words in &view.withheld { (restricted(words)) }
        (legend())
        h2 class="govuk-heading-m" { "The same as a list" }
        (outline::outline(&view, &visit.house().pack, changes))
        h2 class="govuk-heading-m" { "Network" }
        (rings::rings(visit, page, &view, rules, changes))
        (asked.controls(page, &path))
    };
    Ok(identity::around(page, "Family and network", body).wide())
}

/// The day the picture is drawn for: the one asked for, else the page's own.
fn day(visit: &Visit<'_>, page: &ChildPage) -> (Date, Option<String>) {
    let own = london::date_of(page.at);
    match visit.query.get(DAY).trim() {
        "" => (own, None),
        typed => match parse_date(typed) {
            Ok(day) if day <= own => (day, None),
            Ok(_) => (own, Some("Nobody knows yet who lives where on a day to come.".into())),
            Err(fault) => (own, Some(fault.to_string())),
        },
    }
}

/// Choosing the day: who lived with whom then, as it is known now or was known at the moment of the page.
fn as_at(visit: &Visit<'_>, asked: &Asked, page: &ChildPage, day: Date, problem: Option<&str>) -> Markup {
    let kept = asked.query(page);
    let kept = kept.strip_prefix('?').and_then(|pair| pair.split_once('='));
    let typed = visit.query.get(DAY);
    let value = if problem.is_some() { typed.to_owned() } else { london::date_in_digits(day) };
    html! {
        form method="get" action=(at(page.file.child.record.id, "")) class="app-as-at" {
            @if let Some((name, value)) = kept { input type="hidden" name=(name) value=(value); }
            (Input::new(DAY, "Who lived with whom on").hint("Like 4 9 2026").classes("govuk-input--width-10").value(value).error(problem.map(Into::into)))
            (Button::new("Show that day").secondary())
        }
    }
}

fn restricted(words: &str) -> Markup {
    match words.strip_prefix("Restricted: ring ") {
        Some(whom) => Restricted::ring(whom.trim_end_matches('.').to_owned()).render(),
        None => html! { p class="govuk-body" { (words) } },
    }
}

/// What the symbols mean.
fn legend() -> Markup {
    html! {
        details class="govuk-details" {
            summary class="govuk-details__summary" { span class="govuk-details__summary-text" { "What the symbols mean" } }
            div class="govuk-details__text" {
                ul class="govuk-list govuk-list--bullet" {
                    li { "Square: male. Circle: female. Diamond: not known, or not born." }
                    li { "Double outline: this child. Cross: has died." }
                    li { "One stroke through a couple’s line: separated. Two: divorced. Dashed: never a couple on the record." }
                    li { "Dashed line down: the child is placed with or cared for by them. Double line: adopted. Dotted: step-parent, or related through somebody who is not on the record." }
                    li { "Dashed frame: they live together on the day." }
                    li { "P: alleged perpetrator. S: staff warning." }
                }
            }
        }
    }
}
