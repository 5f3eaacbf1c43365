//! Child protection conferences, page by page: asked for after an enquiry, planned, declined or held child by child, and followed to the end of the plan;
//! with one page that hands everything over to whoever holds the plan next. (The conference of a child who came on another council's plan stands with the
//! referral, in `acceptance`.)

mod ask;
mod day;
mod decision;
mod decline;
mod follow;
mod form;
mod handover;
mod list;
mod page;
mod read;
mod report;
mod section;

pub(crate) use list::on_work_page;
pub(crate) use section::{acts, of_child};

use casework::conference::{ConferenceView, Together};
use design::govuk::{BackLink, Checkboxes, Choice};
use design::own::{Clock, ClockState, Tone};
use domain::calendar::clock::State;
use domain::conference::{Conference, Stage};
use domain::id::Id;
use domain::person::name::{shown, shown_in_line};
use maud::{Markup, Render, html};

use crate::route::{At, Fields, Filling, Mount, Prefilled, Visit};

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        list::LIST.mount(),
        page::PAGE.mount(),
        ask::ASK.mount(),
        ask::REQUEST.mount(),
        ask::CALL_OFF.mount(),
        day::DAY.mount(),
        report::REPORT.mount(),
        decline::DECLINE.mount(),
        decision::DECISION.mount(),
        follow::CORE_GROUP.mount(),
        follow::REVIEW.mount(),
        handover::HANDOVER.mount(),
    ]
}

/// The address of a conference's page, or of one below it.
pub(crate) fn address(conference: Id<Conference>, below: &str) -> String {
    format!("/conferences/{conference}{below}")
}

/// The way back to the conference.
fn back(conference: Id<Conference>) -> Markup {
    BackLink { content: "Back to the conference".into(), ..BackLink::to(address(conference, "")) }.render()
}

/// What a short form about a conference starts from: nothing typed, at the version that stands.
fn at_version(visit: &Visit<'_>, conference: Id<Conference>, at: At) -> Result<Prefilled, casework::Stop> {
    let version = match at {
        At::Now => casework::conference::view(&visit.session, conference)?.conference.version.0,
        At::Version(version) => version,
    };
    Ok(Prefilled { fields: Fields::default(), version })
}

/// What the page is and whom it is about, above what is done on it.
fn heading(view: &ConferenceView, words: &str) -> Markup {
    html! {
        span class="govuk-caption-l" { "Child protection conference " (view.conference.record.reference) ", " (name(&view.child.name())) }
        h1 class="govuk-heading-l" { (words) }
    }
}

/// A name that somebody typed, inside other words.
fn name(words: &str) -> Markup {
    html! { bdi { (shown_in_line(words)) } }
}

/// Words as they were typed, line by line.
fn verbatim(words: &str) -> Markup {
    html! { span class="app-wrap" dir="auto" { (shown(words)) } }
}

/// Where a conference stands.
fn stage(stage: Stage) -> Markup {
    let tone = match stage {
        Stage::Needed => Tone::Pressing,
        Stage::Requested => Tone::Waiting,
        Stage::Planned => Tone::Active,
        Stage::Held => Tone::Done,
        Stage::Declined | Stage::CalledOff => Tone::Quiet,
    };
    tone.tag(stage.words()).render()
}

/// A clock in words: overdue is said and not only coloured.
pub(crate) fn clock(visit: &Visit<'_>, clock: &domain::calendar::Clock) -> Markup {
    let now = visit.session.at;
    let state = match clock.state(now) {
        State::Overdue => ClockState::Overdue,
        State::DueToday => ClockState::Soon,
        _ => ClockState::Due,
    };
    let words = clock.in_words(now, &visit.house().calendar);
    let at = clock.due.map(|due| due.instant().to_string()).unwrap_or_default();
    html! { (Clock::new(state, words).at(at)) }
}

/// Which brothers and sisters go with it, as boxes to tick: nothing where there are none for whom it fits.
fn with(filling: &Filling, together: &[Together], fits: impl Fn(Stage) -> bool, legend: &str) -> Markup {
    let boxes: Vec<Choice> = together
        .iter()
        .filter(|one| fits(one.conference.stage))
        .map(|one| {
            Choice::new(
                one.conference.id.to_string(),
                html! { (name(&one.name)) ", " (one.conference.reference) },
            )
        })
        .collect();
    let ticked: Vec<String> = filling.fields.all("with").map(str::to_owned).collect();
    html! {
        @if !boxes.is_empty() { (Checkboxes::new("with", legend, boxes).values(ticked)) }
    }
}

/// The brothers and sisters that were ticked.
fn ticked(filling: &Filling) -> Vec<Id<Conference>> {
    filling.fields.all("with").filter_map(|id| id.parse().ok()).collect()
}
