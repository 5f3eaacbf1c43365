//! Child and family assessments, page by page (ux.md 3.8): one section a page with the evidence beside each question, history linked to now event by event,
//! every carer with a page of their own, the quality mirror for whoever writes and whoever signs, and the whole of it on one page to read or print. Each
//! act has a page of its own; none needs a script, and nothing that was typed is lost on the way from one to another.

mod alike;
mod around_family;
mod authorise;
mod begin;
mod carers;
mod comments;
mod contradictions;
mod evidence;
mod exception;
mod history;
mod join;
mod list;
mod mirror;
mod page;
mod read;
mod review;
mod section;
mod strip;
mod submit;
mod tasks;
mod told;
mod typed;

use casework::Stop;
use casework::assessment::{AssessmentView, sheet, version, view};
use design::govuk::BackLink;
use domain::access::Action;
use domain::assessment::Assessment;
use domain::form::{Form, People};
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

pub(crate) use list::{act_of_child, of_child, on_work_page};

use crate::child::identity;
use crate::route::{At, Fields, Mount, Prefilled, View, Visit};

/// Every page about assessments.
pub fn mounts() -> Vec<Mount> {
    vec![
        list::LIST.mount(),
        begin::BEGIN.mount(),
        page::PAGE.mount(),
        section::SECTION.mount(),
        read::READ.mount(),
        history::HISTORY.mount(),
        history::LINK.mount(),
        carers::CARERS.mount(),
        join::JOIN.mount(),
        join::HAND.mount(),
        comments::WRITE.mount(),
        comments::ANSWER.mount(),
        contradictions::LIST.mount(),
        contradictions::WEIGH.mount(),
        contradictions::MARK.mount(),
        mirror::MIRROR.mount(),
        alike::ALIKE.mount(),
        submit::SUBMIT.mount(),
        authorise::AUTHORISE.mount(),
        exception::ASK.mount(),
        exception::DECIDE.mount(),
        review::REVIEW.mount(),
        told::TOLD.mount(),
        told::END.mount(),
    ]
}

/// The address of an assessment's page, or of one below it.
fn address(assessment: Id<Assessment>, below: &str) -> String {
    format!("/assessments/{assessment}{below}")
}

/// The assessment for a page that does something with it.
fn open(
    visit: &Visit<'_>,
    id: Id<Assessment>,
    may: fn(&AssessmentView) -> bool,
) -> Result<AssessmentView, Stop> {
    let view = view(&visit.session, id)?;
    if !may(&view) {
        return Err(Refusal::NotNow(
            "As this assessment stands, that cannot be done now, or not by you. Its page says what can."
                .into(),
        )
        .into());
    }
    Ok(view)
}

/// Whether the viewer may write its answers now.
fn writes(view: &AssessmentView) -> bool {
    works(view) && view.assessment.record.stage().is_written()
}

/// Whether the viewer works with it: comments, asks, tells.
fn works(view: &AssessmentView) -> bool {
    view.may.contains(&Action::WriteAssessment)
}

/// Whether the viewer may say something about it.
fn comments_on(view: &AssessmentView) -> bool {
    works(view) && view.assessment.record.runs()
}

/// Whether it is not signed yet: review points, more time, texts to be explained.
fn is_open(view: &AssessmentView) -> bool {
    comments_on(view) && view.assessment.record.authorised.is_none()
}

fn submits(view: &AssessmentView) -> bool {
    view.may.contains(&Action::SubmitAssessment)
}

fn authorises(view: &AssessmentView) -> bool {
    view.may.contains(&Action::AuthoriseAssessment)
}

fn ends(view: &AssessmentView) -> bool {
    view.may.contains(&Action::EndAssessment)
}

/// Whether it is signed and somebody may still be told.
fn tells(view: &AssessmentView) -> bool {
    works(view) && view.assessment.record.authorised.is_some()
}

/// The assessment as a form is filled from it.
fn record(visit: &Visit<'_>, id: Id<Assessment>, at: At) -> Result<(Assessment, u64), Stop> {
    Ok(match at {
        At::Now => {
            let known = sheet(&visit.session, id)?.assessment;
            (known.record, known.version.0)
        }
        At::Version(number) => (version(&visit.session, id, number)?, number),
    })
}

/// A form that adds something starts empty.
fn blank(visit: &Visit<'_>, id: &Id<Assessment>, at: At) -> Result<Prefilled, Stop> {
    let (_, version) = record(visit, *id, at)?;
    Ok(Prefilled { fields: Fields::default(), version })
}

/// A page about an assessment, with the bar of its first child above it and the names of the others.
fn around(visit: &Visit<'_>, view: &AssessmentView, title: &str, body: Markup) -> Result<View, Stop> {
    match view.assessment.record.children.first() {
        Some(first) => identity::about(visit, first.child, Action::ReadFile, title, body),
        None => Ok(View::new(title, body)),
    }
}

/// A page below the assessment's: with the way back to it.
fn below(visit: &Visit<'_>, view: &AssessmentView, title: &str, body: Markup) -> Result<View, Stop> {
    let id = view.assessment.record.id;
    let back = BackLink { content: "Back to the assessment".into(), ..BackLink::to(address(id, "")) };
    Ok(around(visit, view, title, body)?.before(back.render()))
}

/// What the page is, above what is done on it.
fn heading(view: &AssessmentView, words: &str) -> Markup {
    html! {
        span class="govuk-caption-l" { "Assessment " (view.assessment.record.reference) ": " (children(view)) }
        h1 class="govuk-heading-l" { (words) }
    }
}

/// The names of the children, in their order.
fn children(view: &AssessmentView) -> Markup {
    html! { @for (number, child) in view.children.iter().enumerate() { @if number > 0 { ", " } (name(child)) } }
}

/// The form's questions about these children and carers, as the answers' version asks them.
fn form_of(view: &AssessmentView) -> Form {
    view.form.with_people(&People { children: &view.children, carers: &view.carers })
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

/// What a child of the assessment is called.
fn child_name(view: &AssessmentView, child: Id<Person>) -> String {
    let place = view.assessment.record.place_of(child).map(usize::from);
    place.and_then(|place| view.children.get(place)).map_or_else(String::new, |name| shown_in_line(name))
}

/// What a carer of the assessment is called.
fn carer_name(view: &AssessmentView, place: usize) -> String {
    view.carers.get(place).map_or_else(String::new, |name| shown_in_line(name))
}

/// A code inside an address.
fn in_address(code: &str) -> String {
    percent_encoding::utf8_percent_encode(code, percent_encoding::NON_ALPHANUMERIC).to_string()
}
