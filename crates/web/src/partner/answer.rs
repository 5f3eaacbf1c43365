//! The answer page: one screen, four boxes at most, saved as typed. How sure they are and what may be done with it are filled in already, the narrowest
//! first, so that opening and sending are the only two clicks. Opening it changes no record: the access log notes who opened it.

use casework::Stop;
use casework::partner::{MOST_BYTES, RequestView, answer, request, request_version};
use design::govuk::{Button, Details, FileUpload, Select, SelectItem, Textarea, button_group};
use design::own::{Clock, ClockState};
use domain::access::Action;
use domain::id::Id;
use domain::mash::{Asked, Fact, Handling, Request};
use domain::pack::{Hub, Worded};
use domain::person::name::shown;
use maud::{Markup, html};

use super::said;
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

fn show(visit: &Visit<'_>, id: Id<Request>, filling: &Filling) -> Result<View, Stop> {
    let view = request(&visit.session, id)?;
    let request = &view.request.record;
    let open = request.closes_at.is_none();
    let labels = labels(request);
    let labels: Vec<(&str, &str)> = labels.iter().map(|(name, ask)| (name.as_str(), ask.as_str())).collect();
    let body = html! {
        (filling.notices(&labels))
        h1 class="govuk-heading-l" { (TITLE) }
        @if open && request.answer.is_none() { (due(visit, request)) }
        (said::about(&view))
        (said::answered(visit, &view))
        @if open {
            @if request.answer.is_some() { h2 class="govuk-heading-m" { "Add to it, or put it right" } }
            (visit.form(filling, boxes(visit, &view, filling)).with_files())
        }
        @else if request.answer.is_none() { p class="govuk-body" { "The enquiry is decided. No answer is needed any more." } }
        (said::shared(visit, &view))
        (said::basis(visit, &view))
    };
    Ok(View::new(TITLE, body))
}

/// The fields that somebody else's answer is compared with.
fn labels(request: &Request) -> Vec<(String, String)> {
    let mut labels = Vec::new();
    for (place, question) in request.questions.iter().enumerate() {
        labels.push((format!("choice-{place}"), format!("{} In short", question.ask)));
        labels.push((format!("words-{place}"), question.ask.clone()));
    }
    labels.push(("other".into(), "Anything else".into()));
    labels
}

fn due(visit: &Visit<'_>, request: &Request) -> Markup {
    let (now, calendar) = (visit.session.at, &visit.house().calendar);
    let over = request.clock.due.is_some_and(|due| due.is_past(now));
    let state = if over { ClockState::Overdue } else { ClockState::Due };
    html! { p class="govuk-body" { (Clock::new(state, format!("Answer {}", request.clock.in_words(now, calendar)))) } }
}

fn boxes(visit: &Visit<'_>, view: &RequestView, filling: &Filling) -> Markup {
    let hub = &visit.house().pack.hub;
    let request = &view.request.record;
    let hint = format!(
        "PDF, picture, Word document or text; up to {} megabytes each, together up to {}. Pictures are kept without where and with what they were taken.",
        MOST_BYTES / 1024 / 1024,
        MOST_BYTES / 1024 / 1024 + 1,
    );
    html! {
        @for (place, question) in request.questions.iter().enumerate() { (one_box(hub, place, question, filling)) }
        (Textarea::new("other", "Anything else, or what to be careful with").rows(2).value(filling.get("other")).error(filling.error("other")))
        (Select::new("reliability", "How sure are you?", worded(&hub.reliability)).value(filling.get("reliability")).error(filling.error("reliability")))
        (Select::new("handling", "What may we do with it?", worded(&hub.handling)).value(filling.get("handling")).error(filling.error("handling")))
        (Details::new("Say it for each answer", html! {
            @for (place, question) in request.questions.iter().enumerate() { (own_handling(hub, place, question, filling)) }
        }))
        (FileUpload { multiple: true, ..FileUpload::new(FILE, "Documents, if you have any").hint(hint).error(filling.error(FILE)) })
        (button_group(html! {
            (Button::new(if request.answer.is_some() { "Send again" } else { "Send the answer" }))
            @if request.answer.is_none() {
                (Button { id: "no_trace".to_owned(), ..Button::new("We hold nothing about this family").secondary().sends("no_trace", "yes") })
            }
        }))
    }
}

/// One question: short answers where there are some, and a box for words.
fn one_box(hub: &Hub, place: usize, question: &Asked, filling: &Filling) -> Markup {
    let (choice, words) = (format!("choice-{place}"), format!("words-{place}"));
    let topic = hub.topic(&question.topic);
    let choices = topic.map_or(&[][..], |topic| &topic.choices);
    html! {
        (Textarea::new(&words, shown(&question.ask)).rows(3).value(filling.get(&words)).error(filling.error(&words)))
        @if let Some(topic) = topic.filter(|_| !choices.is_empty()) {
            (Select::new(&choice, format!("{}, in short", topic.name), {
                let mut items = vec![SelectItem::new("", "Choose, if one fits")];
                items.extend(choices.iter().map(|choice| SelectItem::new(choice.as_str(), choice.as_str())));
                items
            }).value(filling.get(&choice)).error(filling.error(&choice)))
        }
    }
}

fn own_handling(hub: &Hub, place: usize, question: &Asked, filling: &Filling) -> Markup {
    let name = format!("handling-{place}");
    let mut items = vec![SelectItem::new("", "As for the whole answer")];
    items.extend(worded(&hub.handling));
    html! { (Select::new(&name, shown(&question.ask), items).value(filling.get(&name)).error(filling.error(&name))) }
}

fn worded(list: &[Worded]) -> Vec<SelectItem> {
    list.iter().map(|each| SelectItem::new(each.code.as_str(), each.words.as_str())).collect()
}

fn send(visit: &Visit<'_>, id: Id<Request>, filling: &Filling) -> Result<Sent, Stop> {
    let asked = crate::mash::answer_typed(&filling.fields);
    answer(&visit.session, &filling.sending(), id, asked, filling.files.clone())?;
    Ok(Sent::to(format!("/requests/{id}")))
}
