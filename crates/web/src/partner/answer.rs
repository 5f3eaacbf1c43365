//! The answer page: one screen, four boxes at most, saved as typed. How sure they are and what may be done with it are filled in already, the narrowest
//! first, so that opening and sending are the only two clicks. Opening it changes no record: the access log notes who opened it.

use casework::Stop;
use casework::partner::{MOST_BYTES, RequestView, answer, request, request_version};
use design::govuk::{Button, FileUpload, button_group};
use design::own::{Clock, ClockState};
use domain::access::Action;
use domain::form::Answers;
use domain::id::Id;
use domain::mash::{Asked, Fact, Handling, Request, TELEPHONE_ANSWER};
use maud::{Markup, html};

use super::said;
use crate::forms::page::Sheet;
use crate::mash::{answer_boxes, answer_given, answer_sheet};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// One request.
pub(super) static REQUEST: Act<Id<Request>> = Act {
    path: "/requests/{request}",
    name: "what the agency was asked",
    action: Action::AnswerRequest,
    prefill,
    show,
    send,
};

const TITLE: &str = "A question from the council";
const FILE: &str = "file";
/// The section in which it is said that nothing is held: a button here.
const NOTHING: &str = "nothing";
/// The topic of what was said beside the questions.
const OTHER: &str = "other";

/// The answer that stands, or how sure and what may be done with it, filled in: an agency's own record, for the hub only.
fn prefill(visit: &Visit<'_>, id: &Id<Request>, at: At) -> Result<Prefilled, Stop> {
    let (request, version) = match at {
        At::Now => {
            let view = request(&visit.session, *id)?;
            (view.request.record, view.request.version.0)
        }
        At::Version(version) => (request_version(&visit.session, *id, version)?, version),
    };
    let hub = &visit.house().pack.hub;
    let mut fields = Fields::default();
    fields.set("reliability", hub.reliability.first().map_or("", |each| each.code.as_str()));
    fields.set("handling", Handling::Council.code());
    let facts = request.answer.as_ref().map_or(&[][..], |answer| &answer.facts);
    // What may be done with most of it stands once; what differs stands with its question.
    if let Some(first) = facts.first() {
        fields.set("reliability", first.reliability.as_str());
        fields.set("handling", first.handling.code());
    }
    for fact in facts {
        fill(&mut fields, fact, &request.questions, facts);
    }
    sheet(visit, &request)?.fill_further(&mut fields, further(&request));
    Ok(Prefilled { fields, version })
}

fn fill(fields: &mut Fields, fact: &Fact, questions: &[Asked], facts: &[Fact]) {
    if fact.topic == OTHER {
        fields.set("other", fact.words.as_str());
        return;
    }
    let asked = |question: &Asked| question.topic == fact.topic && question.ask == fact.asked;
    let Some(place) = questions.iter().position(asked) else { return };
    fields.set(&format!("words-{place}"), fact.words.as_str());
    fields.set(&format!("choice-{place}"), fact.choice.clone().unwrap_or_default());
    if facts.first().is_some_and(|first| first.handling != fact.handling) {
        fields.set(&format!("handling-{place}"), fact.handling.code());
    }
}

/// The answers to the council's own questions that stand.
fn further(request: &Request) -> Option<&Answers> {
    request.answer.as_ref().and_then(|answer| answer.further.as_ref())
}

/// The form as an agency reads it: nobody asks who told it.
fn sheet(visit: &Visit<'_>, request: &Request) -> Result<Sheet, Stop> {
    let sheet = answer_sheet(&visit.house().pack, request, further(request))?;
    Ok(sheet.without(&[TELEPHONE_ANSWER]))
}

fn show(visit: &Visit<'_>, id: Id<Request>, filling: &Filling) -> Result<View, Stop> {
    let view = request(&visit.session, id)?;
    let request = &view.request.record;
    let open = request.closes_at.is_none();
    let sheet = sheet(visit, request)?;
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { (TITLE) }
        @if open && request.answer.is_none() { (due(visit, request)) }
        (said::about(&view))
        (said::answered(visit, &view))
        @if open {
            @if request.answer.is_some() { h2 class="govuk-heading-m" { "Add to it, or put it right" } }
            (visit.form(filling, boxes(&view, &sheet, filling)).with_files())
        }
        @else if request.answer.is_none() { p class="govuk-body" { "The enquiry is decided. No answer is needed any more." } }
        (said::shared(visit, &view))
        (said::basis(visit, &view))
    };
    Ok(View::new(TITLE, body))
}

fn due(visit: &Visit<'_>, request: &Request) -> Markup {
    let (now, calendar) = (visit.session.at, &visit.house().calendar);
    let over = request.clock.due.is_some_and(|due| due.is_past(now));
    let state = if over { ClockState::Overdue } else { ClockState::Due };
    html! { p class="govuk-body" { (Clock::new(state, format!("Answer {}", request.clock.in_words(now, calendar)))) } }
}

fn boxes(view: &RequestView, sheet: &Sheet, filling: &Filling) -> Markup {
    let answered = view.request.record.answer.is_some();
    let hint = format!(
        "PDF, picture, Word document or text; up to {} megabytes each, together up to {}. Pictures are kept without where and with what they were taken.",
        MOST_BYTES / 1024 / 1024,
        MOST_BYTES / 1024 / 1024 + 1,
    );
    html! {
        (answer_boxes(sheet, filling, &[NOTHING]))
        (FileUpload { multiple: true, ..FileUpload::new(FILE, "Documents, if you have any").hint(hint).error(filling.error(FILE)) })
        (button_group(html! {
            (Button::new(if answered { "Send again" } else { "Send the answer" }))
            @if !answered {
                (Button { id: "no_trace".to_owned(), ..Button::new("We hold nothing about this family").secondary().sends("no_trace", "yes") })
            }
        }))
    }
}

fn send(visit: &Visit<'_>, id: Id<Request>, filling: &Filling) -> Result<Sent, Stop> {
    let asked_of = request(&visit.session, id)?.request.record;
    let sheet = sheet(visit, &asked_of)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let asked = answer_given(&given, &asked_of);
    answer(&visit.session, &filling.sending(), id, asked, filling.files.clone())?;
    Ok(Sent::to(format!("/requests/{id}")))
}
