//! How a contact stands in a list: whom it is about, how pressing it is, in which stage, in whose hands, by when.

use casework::staff::Names;
use casework::work::Row;
use design::Content;
use design::own::{Clock, ClockState, Tone};
use domain::calendar::london;
use domain::calendar::{Calendar, Due};
use domain::contact::{Contact, Stage};
use domain::person::name::shown_in_line;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

use crate::power::OfChildren;
use crate::route::Visit;

/// Within this time of being due something is said to be due soon.
const SOON: SignedDuration = SignedDuration::from_hours(2);

/// The name of the case: its children, linked to where the work is done.
pub(super) fn named(row: &Row, href: &str, running: &OfChildren) -> Content {
    html! {
        @if row.listed.danger { (Tone::Pressing.tag("Danger now")) " " }
        a class="govuk-link" href=(href) { (children(&row.children)) }
        " " span class="govuk-hint" { (row.listed.reference) }
        (running.of_each(&row.people))
    }
    .into()
}

fn children(names: &[String]) -> Markup {
    html! {
        @for (place, name) in names.iter().enumerate() {
            @if place > 0 { ", " }
            bdi { @if name.trim().is_empty() { "Name not known" } @else { (shown_in_line(name)) } }
        }
        @if names.is_empty() { "Nobody named" }
    }
}

/// The names of a contact's children.
pub(super) fn children_of(contact: &Contact) -> Markup {
    let names: Vec<String> = contact.children.iter().map(|child| child.said.name.display()).collect();
    children(&names)
}

/// By when, in words.
pub(crate) fn by_when(visit: &Visit<'_>, due: Option<Timestamp>) -> Content {
    let Some(due) = due else { return "Nothing due".into() };
    clock(due, visit.session.at, &visit.house().calendar).into()
}

fn clock(at: Timestamp, now: Timestamp, calendar: &Calendar) -> Markup {
    // A list holds the last second of a day where the record holds the day: it is said as the day.
    let day = london::date_of(at);
    let due = if london::end_of(day) == at { Due::EndOf(day) } else { Due::At(at) };
    let state = if due.is_past(now) {
        ClockState::Overdue
    } else if at.duration_since(now) <= SOON {
        ClockState::Soon
    } else {
        ClockState::Due
    };
    html! { (Clock::new(state, sentence(&due.in_words(now, calendar))).at(at.to_string())) }
}

/// The words as the beginning of a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The stage as a tag.
pub(super) fn stage(row: &Row) -> Content {
    let stage = Stage::from_code(&row.listed.stage);
    let tone = match stage {
        Some(Stage::Received) | None => Tone::Waiting,
        Some(Stage::Proposed | Stage::SentBack) => Tone::Pressing,
        Some(Stage::Decided) => Tone::Active,
        Some(Stage::Closed) => Tone::Done,
    };
    html! { (tone.tag(stage.map_or("Not known", Stage::words))) }.into()
}

/// In whose hands it is.
pub(super) fn holder(row: &Row, names: &Names) -> Content {
    row.listed.holder.map_or("Nobody yet", |holder| names.name(holder)).into()
}

/// When it reached the council.
pub(super) fn received(visit: &Visit<'_>, row: &Row) -> Content {
    moment(visit, row.listed.received_at)
}

/// A moment, short enough for a list: "Today 15:00".
pub(super) fn moment(visit: &Visit<'_>, at: Timestamp) -> Content {
    sentence(&london::moment_in_short(at, visit.session.at)).into()
}

#[cfg(test)]
mod tests {
    use super::clock;
    use domain::calendar::Calendar;

    #[test]
    fn a_clock_in_a_list_is_said_as_the_record_says_it() {
        let now = "2026-09-04T14:00:00+01:00".parse().unwrap();
        for (due, expected) in [
            ("2026-09-04T23:59:59+01:00", "Due today"),
            ("2026-09-04T15:00:00+01:00", "Due 15:00"),
            ("2026-09-07T23:59:59+01:00", "Due Monday 7 September"),
            ("2026-09-04T13:20:00+01:00", "Overdue 40 minutes"),
            ("2026-09-02T23:59:59+01:00", "Overdue 2 working days"),
        ] {
            let shown = clock(due.parse().unwrap(), now, &Calendar::england()).into_string();
            assert!(shown.contains(&format!(">{expected}<")), "{shown}");
        }
    }
}
