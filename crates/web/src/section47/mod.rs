//! Section 47 enquiries, page by page (ux 3.7): where one stands, every risk with its tick, the child's day and words, direct work with what it shows,
//! the reasoning, and the outcome to a plan or a stop in two clicks. Each act has a page of its own; none needs a script.

mod authorise;
mod begin;
mod check;
mod day;
mod direct_work;
mod family;
mod harm;
mod list;
mod medical;
mod outcome;
mod page;
mod plan;
mod risks;
mod seen;
mod strip;
mod told;
mod words;

use casework::Stop;
use casework::section47::{Section47View, version, view};
use design::own::{Clock, ClockState};
use domain::access::Action;
use domain::calendar::clock::State;
use domain::id::Id;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use domain::section47::Section47;
use maud::{Markup, html};

pub(crate) use list::{desk, of_child};

use crate::child::identity;
use crate::forms::page::Sheet;
use crate::route::{At, Fields, Mount, Prefilled, View, Visit};

/// Every page about section 47 enquiries.
pub fn mounts() -> Vec<Mount> {
    vec![
        list::LIST.mount(),
        begin::BEGIN.mount(),
        page::PAGE.mount(),
        plan::PLAN.mount(),
        risks::RISKS.mount(),
        seen::SEEN.mount(),
        words::WORDS.mount(),
        direct_work::DIRECT_WORK.mount_with_files(),
        direct_work::PICTURE.mount(),
        family::FAMILY.mount(),
        medical::MEDICAL.mount(),
        check::NEW.mount(),
        check::ANSWER.mount(),
        harm::HARM.mount(),
        outcome::OUTCOME.mount(),
        authorise::AUTHORISE.mount(),
        told::TOLD.mount(),
    ]
}

/// The address of an enquiry's page, or of one below it.
fn address(section47: Id<Section47>, below: &str) -> String {
    format!("/section47/{section47}{below}")
}

/// The enquiry for a page that does something with it.
fn open(visit: &Visit<'_>, id: Id<Section47>, action: Action) -> Result<Section47View, Stop> {
    let view = view(&visit.session, id)?;
    if !view.may.contains(&action) {
        return Err(Refusal::NotNow(
            "As this enquiry stands, that cannot be done now. Its page says what can.".into(),
        )
        .into());
    }
    Ok(view)
}

/// The enquiry as a form is filled from it.
fn record(visit: &Visit<'_>, id: Id<Section47>, at: At) -> Result<(Section47, u64), Stop> {
    Ok(match at {
        At::Now => {
            let view = view(&visit.session, id)?;
            (view.section47.record, view.section47.version.0)
        }
        At::Version(number) => (version(&visit.session, id, number)?, number),
    })
}

/// A form that adds something starts empty.
fn blank(visit: &Visit<'_>, id: &Id<Section47>, at: At) -> Result<Prefilled, Stop> {
    let (_, version) = record(visit, *id, at)?;
    Ok(Prefilled { fields: Fields::default(), version })
}

/// A page about an enquiry, with the child's bar above it.
fn around(visit: &Visit<'_>, view: &Section47View, title: &str, body: Markup) -> Result<View, Stop> {
    let child = view.section47.record.child;
    identity::about(visit, child, Action::ReadFile, title, body)
}

/// A page below the enquiry's: with the way back to it.
fn below(visit: &Visit<'_>, view: &Section47View, title: &str, body: Markup) -> Result<View, Stop> {
    let id = view.section47.record.id;
    let back = design::govuk::BackLink {
        content: "Back to the enquiry".into(),
        ..design::govuk::BackLink::to(address(id, ""))
    };
    let whole = around(visit, view, title, body)?;
    Ok(whole.before(maud::Render::render(&back)))
}

/// What the page is, above what is done on it.
fn heading(view: &Section47View, words: &str) -> Markup {
    html! {
        span class="govuk-caption-l" { "Section 47 enquiry " (view.section47.record.reference) }
        h1 class="govuk-heading-l" { (words) }
    }
}

/// What the form says before its first question.
fn guidance(sheet: &Sheet) -> Markup {
    html! { @if !sheet.guidance().is_empty() { p class="govuk-body" { (sheet.guidance()) } } }
}

/// A text that somebody typed, line by line.
fn lines(words: &str) -> Markup {
    html! {
        @for line in words.lines().filter(|line| !line.trim().is_empty()) {
            p class="govuk-body" { bdi { (shown_in_line(line)) } }
        }
    }
}

/// A name or a short text that somebody typed, inside other words.
fn name(words: &str) -> Markup {
    html! { bdi { (shown_in_line(words)) } }
}

/// A clock in words, with the rule it comes from.
fn clock(visit: &Visit<'_>, clock: &domain::calendar::Clock, rule: &str) -> Markup {
    let (now, calendar) = (visit.session.at, &visit.house().calendar);
    let state = match clock.state(now) {
        State::Overdue => ClockState::Overdue,
        State::DueToday => ClockState::Soon,
        State::Running => ClockState::Due,
        State::NoDaySet => ClockState::Stopped,
        State::Met | State::MetLate => ClockState::Met,
    };
    html! { (Clock::new(state, sentence(&clock.in_words(now, calendar))).rule(rule)) }
}

/// The words as the beginning of a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a parent, carer or sibling is called.
fn called(view: &Section47View, person: Option<Id<domain::person::Person>>, typed: &str) -> String {
    let known = person.and_then(|person| view.people.get(&person));
    match known {
        Some(known) => known.clone(),
        None if typed.trim().is_empty() => "Name not known".to_owned(),
        None => typed.to_owned(),
    }
}

/// The same inside other words.
fn person(view: &Section47View, person: Option<Id<domain::person::Person>>, typed: &str) -> Markup {
    name(&called(view, person, typed))
}

/// Yes or no as a form has it, or nothing when neither was chosen.
fn either(chosen: &str) -> Option<bool> {
    match chosen {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// What yes and no are called in a form.
fn as_either(answer: bool) -> &'static str {
    if answer { "yes" } else { "no" }
}
