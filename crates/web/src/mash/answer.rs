//! The form in which an agency answers, and an answer given by telephone, written down by somebody at the hub: who said it, what they said, how sure they
//! are, and what may be done with it. The same boxes as on the agency's own page.

use casework::Stop;
use casework::mash::TelephoneAsked;
use design::govuk::{Button, Details};
use domain::access::Action;
use domain::form::{Answers, Row};
use domain::mash::{ANSWER_FORM, AnswerAsked, Handling, Request, TELEPHONE_ANSWER};
use domain::pack::{Hub, Pack};
use domain::person::name::shown;
use maud::{Markup, html};

use super::{OfRequest, address, back, chase};
use crate::forms::page::{Given, Sheet};
use crate::route::{Act, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing an answer down.
pub(super) static ANSWER: Act<OfRequest> = Act {
    path: "/enquiries/{enquiry}/requests/{request}/answer",
    name: "write down an agency's answer",
    action: Action::ChaseAgency,
    prefill: |_, _, _| Ok(Prefilled { fields: usual(), version: 0 }),
    show,
    send,
};

/// The section in which it is said of one answer that it may be told to fewer than the others.
const APART: &str = "apart";

/// The commonest answers stand chosen: what an agency tells the hub is for the hub unless it says otherwise.
fn usual() -> Fields {
    Fields::default().with("reliability", "own_record").with("handling", Handling::Council.code())
}

/// The form, with the questions of a request. `before` are the answers to the council's own questions.
pub(crate) fn sheet(pack: &Pack, request: &Request, before: Option<&Answers>) -> Result<Sheet, Stop> {
    let hub = &pack.hub;
    let reliability = hub.reliability.iter().map(|each| (&*each.code, &*each.words));
    let handling = hub.handling.iter().map(|each| (&*each.code, &*each.words));
    let sheet = Sheet::new(pack, &ANSWER_FORM, before)?
        .offering("reliability", reliability)
        .offering("handling", handling);
    Ok(sheet.rows("question", &questions(hub, request)).rows("apart", &apart(hub, request)))
}

/// Each question as it was put, with the short answers of its topic.
fn questions(hub: &Hub, request: &Request) -> Vec<Row> {
    let row = |(place, question): (usize, &domain::mash::Asked)| {
        let row = Row::new(place.to_string(), "").worded("words", shown(&question.ask));
        match hub.topic(&question.topic).filter(|topic| !topic.choices.is_empty()) {
            Some(topic) => row
                .worded("choice", format!("{}, in short", topic.name))
                .offering("choice", topic.choices.iter().map(|choice| (&**choice, &**choice))),
            None => row.without("choice"),
        }
    };
    request.questions.iter().enumerate().map(row).collect()
}

/// What may be done with each answer, where it is not what may be done with all of them.
fn apart(hub: &Hub, request: &Request) -> Vec<Row> {
    let row = |(place, question): (usize, &domain::mash::Asked)| {
        let offered = hub.handling.iter().map(|each| (&*each.code, &*each.words));
        Row::new(place.to_string(), "").worded("handling", shown(&question.ask)).offering("handling", offered)
    };
    request.questions.iter().enumerate().map(row).collect()
}

/// The boxes of an answer, but for some sections; what may be done with each alone is folded away under them.
pub(crate) fn boxes(sheet: &Sheet, filling: &Filling, but: &[&str]) -> Markup {
    let apart: Vec<&str> = but.iter().copied().chain([APART]).collect();
    html! {
        (sheet.asked_but(filling, &apart))
        (Details::new("Say it for each answer", sheet.asked_only(filling, &[APART])))
    }
}

/// From what was typed to an answer: on this page, and on the agency's own.
pub(crate) fn given(given: &Given<'_>, request: &Request) -> AnswerAsked {
    let answer = |place: u16| {
        let choice = Some(given.nth("question", place, "choice")).filter(|choice| !choice.is_empty());
        let own = Handling::from_code(&given.nth("apart", place, "handling"));
        (choice, given.nth("question", place, "words"), own)
    };
    AnswerAsked {
        no_trace: given.ticked("no_trace"),
        answers: (0_u16..).zip(&request.questions).map(|(place, _)| answer(place)).collect(),
        other: given.words("other"),
        reliability: given.words("reliability"),
        handling: Handling::from_code(&given.words("handling")),
        further: given.further(),
    }
}

fn show(visit: &Visit<'_>, (enquiry, request): OfRequest, filling: &Filling) -> Result<View, Stop> {
    let view = casework::mash::view(&visit.session, enquiry)?;
    let (request, agency) = chase::request_of(visit, &view, request)?;
    let sheet = sheet(&visit.house().pack, request, before(request))?;
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Write down their answer: " (agency) }
        p class="govuk-body" { "Enquiry " (view.enquiry.record.reference) ", round " (request.round) "." }
        (visit.form(filling, html! {
            (boxes(&sheet, filling, &[]))
            (Button::new("Save the answer"))
        }))
    };
    Ok(View::new("Write down their answer", body).before(back(enquiry)))
}

/// The answers to the council's own questions that stand.
pub(crate) fn before(request: &Request) -> Option<&Answers> {
    request.answer.as_ref().and_then(|answer| answer.further.as_ref())
}

fn send(visit: &Visit<'_>, (enquiry, request): OfRequest, filling: &Filling) -> Result<Sent, Stop> {
    let view = casework::mash::view(&visit.session, enquiry)?;
    let (found, _) = chase::request_of(visit, &view, request)?;
    let sheet = sheet(&visit.house().pack, found, before(found))?;
    let typed = sheet.read(&filling.fields)?;
    typed.all_right()?;
    let asked = TelephoneAsked { name: typed.words(TELEPHONE_ANSWER), answer: given(&typed, found) };
    casework::mash::take_answer(&visit.session, &filling.sending(), enquiry, request, asked)?;
    Ok(Sent::to(address(enquiry, "")))
}
