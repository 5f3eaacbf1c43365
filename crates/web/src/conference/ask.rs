//! Asking for a conference: from the child's record after an enquiry that stands elsewhere, with brothers and sisters in the same act; sending the request;
//! calling it off.

use casework::Stop;
use casework::conference::{Asked as Outcome, ChildAsked, ask, ask_again, brothers_and_sisters, call_off};
use design::govuk::{Button, InsetText};
use domain::access::Action;
use domain::conference::{Conference, REQUEST_FORM, RequestAsked, Stage};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use maud::html;

use super::{address, at_version, back, heading, ticked, with};
use crate::child::identity;
use crate::contact::filled::Asked;
use crate::forms::page::{Given, Sheet};
use crate::route::{Act, Filling, Prefilled, Sent, View, Visit};

/// Asking for a conference of a child.
pub(super) static ASK: Act<Id<Person>> = Act {
    path: "/children/{child}/conference",
    name: "ask for a conference",
    action: Action::RequestConference,
    prefill: |_, _, _| Ok(Prefilled::default()),
    show: show_ask,
    send: send_ask,
};

/// Sending the request, or asking again.
pub(super) static REQUEST: Act<Id<Conference>> = Act {
    path: "/conferences/{conference}/request",
    name: "request a conference",
    action: Action::RequestConference,
    prefill: |visit, conference, at| at_version(visit, *conference, at),
    show: show_request,
    send: send_request,
};

/// Calling a conference off.
pub(super) static CALL_OFF: Act<Id<Conference>> = Act {
    path: "/conferences/{conference}/call-off",
    name: "call a conference off",
    action: Action::PlanConference,
    prefill: |visit, conference, at| at_version(visit, *conference, at),
    show: show_call_off,
    send: |visit, conference, filling| {
        call_off(&visit.session, &filling.sending(), conference, filling.get("because"))?;
        Ok(Sent::to(address(conference, "")))
    },
};

/// What is asked only where the enquiry stands in another system.
const ENQUIRY: &[&str] = &["initiated", "last", "decided", "decided_by", "children"];

/// The form after an enquiry that stands elsewhere.
fn first(visit: &Visit<'_>, child: Id<Person>) -> Result<Sheet, Stop> {
    let sisters = brothers_and_sisters(&visit.session, child)?;
    let deciders = casework::staff::colleagues(&visit.session)?;
    let sheet = Sheet::new(&visit.house().pack, &REQUEST_FORM, None)?
        .offering("decided_by", deciders.iter().map(|one| (one.id.to_string(), one.name.clone())))
        .offering("children", sisters.iter().map(|one| (one.child.to_string(), one.name.clone())));
    Ok(if sisters.is_empty() { sheet.without(&["children"]) } else { sheet })
}

fn show_ask(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let sheet = first(visit, child)?;
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Ask for a child protection conference" }
        (InsetText::new("Use this when the section 47 enquiry stands in another system. After an enquiry recorded here, its outcome asks for the conference."))
        (visit.form(filling, html! {
            (sheet.asked(filling))
            (Button::new("Ask for it"))
        }))
    };
    identity::about(visit, child, Action::RequestConference, "Ask for a child protection conference", body)
}

fn send_ask(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = first(visit, child)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let Some(initiated_at) = given.moment("initiated") else {
        return Err(Refusal::field("initiated-date", "Enter the day, like 4 9 2026.").into());
    };
    let Some(decided_at) = given.moment("decided") else {
        return Err(Refusal::field("decided-date", "Enter the day, like 4 9 2026.").into());
    };
    let Ok(decided_by) = given.words("decided_by").parse() else {
        return Err(Refusal::field("decided_by", "Choose who decided the outcome.").into());
    };
    let last_discussion_at = given.moment("last");
    let of = |child| ChildAsked { child, section47: None, initiated_at, last_discussion_at };
    let others = given.all("children").into_iter().filter_map(|id| id.parse().ok()).filter(|id| *id != child);
    let outcome = Outcome {
        children: std::iter::once(child).chain(others).map(of).collect(),
        decided_by,
        decided_at,
        request: Some(request(&given)),
    };
    let made = ask(&visit.session, &filling.sending(), outcome).map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(made.first().map_or_else(|| format!("/children/{child}"), |id| address(*id, ""))))
}

fn request(given: &Given<'_>) -> RequestAsked {
    RequestAsked { why: given.words("why"), needs: given.words("needs"), further: given.further() }
}

/// The form where the enquiry stands here, or the conference was asked for before.
fn later(visit: &Visit<'_>, again: bool) -> Result<Sheet, Stop> {
    let sheet = Sheet::new(&visit.house().pack, &REQUEST_FORM, None)?.without(ENQUIRY);
    let changed = again.then_some("What has changed, so that it is asked for after all?");
    Ok(sheet.worded("why", changed, None))
}

fn show_request(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let again = view.conference.record.stage != Stage::Needed;
    let sheet = later(visit, again)?;
    let title = if again { "Ask for the conference again" } else { "Request the conference" };
    let fits = |stage| matches!(stage, Stage::Needed | Stage::Declined | Stage::CalledOff);
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, title))
        @if again { (InsetText::new("It is the same conference: its count never stopped.")) }
        (visit.form(filling, html! {
            (sheet.asked(filling))
            (with(filling, &view.together, fits, "Request these with it"))
            (Button::new("Send the request"))
        }))
    };
    Ok(View::new(title, body).before(back(conference)))
}

fn send_request(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = later(visit, false)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    ask_again(&visit.session, &filling.sending(), conference, &request(&given), &ticked(filling))
        .map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(address(conference, "")))
}

fn show_call_off(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "Call the conference off"))
        (asked.conflict(&[("because", "Why?")], &|_, words| words.to_owned()))
        (InsetText::new("Only when no conference is needed any more. To hold it on another day, change the day. To decide that none is held although the enquiry found continuing risk, decline it."))
        (asked.form(visit, html! {
            (asked.lines("because", "Why is no conference needed any more?"))
            (Button::new("Call it off").warning())
        }))
    };
    Ok(View::new("Call the conference off", body).before(back(conference)))
}
