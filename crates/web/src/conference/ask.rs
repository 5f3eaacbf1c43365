//! Asking for a conference: from the child's record after an enquiry that stands elsewhere, with brothers and sisters in the same act; sending the request;
//! calling it off.

use casework::Stop;
use casework::conference::{Asked as Outcome, ChildAsked, ask, ask_again, brothers_and_sisters, call_off};
use design::govuk::{Button, Checkboxes, Choice, InsetText, SelectItem};
use domain::access::Action;
use domain::conference::{Conference, RequestAsked, Stage};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::{Problem, Refusal};
use jiff::Timestamp;
use maud::{Markup, html};

use super::{address, at_version, back, heading, name, ticked, with};
use crate::child::identity;
use crate::contact::filled::Asked;
use crate::forms::moment;
use crate::route::{Act, Fields, Filling, Prefilled, Sent, View, Visit};

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

const ASK_LABELS: &[(&str, &str)] = &[("why", "What is the worry?"), ("needs", "What the family needs")];

fn moment_asked(asked: &Asked<'_>, field: &str, question: &str) -> Markup {
    html! {
        (asked.line(format!("{field}-date"), &format!("{question}: day")).hint("Like 4 9 2026").classes("govuk-input--width-10"))
        (asked.line(format!("{field}-time"), &format!("{question}: time")).hint("Like 14:30").classes("govuk-input--width-5"))
    }
}

fn show_ask(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let sisters = brothers_and_sisters(&visit.session, child)?;
    let boxes: Vec<Choice> =
        sisters.iter().map(|one| Choice::new(one.child.to_string(), name(&one.name))).collect();
    let deciders = casework::staff::colleagues(&visit.session)?;
    let deciders =
        deciders.iter().map(|one| SelectItem::new(one.id.to_string(), one.name.as_str())).collect();
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Ask for a child protection conference" }
        (InsetText::new("Use this when the section 47 enquiry stands in another system. After an enquiry recorded here, its outcome asks for the conference."))
        (asked.form(visit, html! {
            (moment_asked(&asked, "initiated", "Strategy discussion that began the enquiry"))
            (moment_asked(&asked, "last", "Last strategy discussion, if there was a later one"))
            (moment_asked(&asked, "decided", "Outcome of the enquiry decided"))
            (asked.list("decided_by", "Who decided the outcome?", deciders).hint("Whoever decided it cannot decline the conference."))
            @if !boxes.is_empty() { (Checkboxes::new("children", "Which brothers and sisters need one as well?", boxes).values(filling.fields.all("children").map(str::to_owned))) }
            (why(&asked))
            (Button::new("Ask for it"))
        }))
    };
    identity::about(visit, child, Action::RequestConference, "Ask for a child protection conference", body)
}

fn why(asked: &Asked<'_>) -> Markup {
    html! {
        (asked.lines("why", "What is the worry, and what is the conference to decide?"))
        (asked.lines("needs", "What does the family need to take part?").rows(3)
            .hint("An interpreter and in which language, an intermediary, to be heard apart, a time that fits. Leave it empty when nothing is needed."))
    }
}

fn send_ask(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems = Vec::new();
    let initiated_at = moment(fields, "initiated", &mut problems);
    let last = ["last-date", "last-time"].iter().any(|field| !fields.get(field).trim().is_empty());
    let last_discussion_at = if last { moment(fields, "last", &mut problems) } else { None };
    let decided_at = moment(fields, "decided", &mut problems);
    let decided_by = fields.get("decided_by").parse();
    if decided_by.is_err() {
        problems.push(Problem::new("decided_by", "Choose who decided the outcome."));
    }
    let (Some(initiated_at), Some(decided_at), Ok(decided_by)) = (initiated_at, decided_at, decided_by)
    else {
        return Err(Refusal::Invalid(problems).into());
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let of = |child| ChildAsked { child, section47: None, initiated_at, last_discussion_at };
    let others = fields.all("children").filter_map(|id| id.parse().ok()).filter(|id| *id != child);
    let outcome = Outcome {
        children: std::iter::once(child).chain(others).map(of).collect(),
        decided_by,
        decided_at,
        request: Some(request(filling)),
    };
    let made = ask(&visit.session, &filling.sending(), outcome)?;
    Ok(Sent::to(made.first().map_or_else(|| format!("/children/{child}"), |id| address(*id, ""))))
}

fn moment(fields: &Fields, field: &str, problems: &mut Vec<Problem>) -> Option<Timestamp> {
    moment::needed(fields, &format!("{field}-date"), &format!("{field}-time"), problems)
}

fn request(filling: &Filling) -> RequestAsked {
    RequestAsked { why: filling.get("why").to_owned(), needs: filling.get("needs").to_owned() }
}

fn show_request(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let asked = Asked::new(filling, &[]);
    let again = view.conference.record.stage != Stage::Needed;
    let title = if again { "Ask for the conference again" } else { "Request the conference" };
    let fits = |stage| matches!(stage, Stage::Needed | Stage::Declined | Stage::CalledOff);
    let body = html! {
        (asked.summary())
        (heading(&view, title))
        (asked.conflict(ASK_LABELS, &|_, words| words.to_owned()))
        @if again { (InsetText::new("It is the same conference: its count never stopped.")) }
        (asked.form(visit, html! {
            @if again {
                (asked.lines("why", "What has changed, so that it is asked for after all?"))
                (asked.lines("needs", "What does the family need to take part?").rows(3))
            } @else { (why(&asked)) }
            (with(filling, &view.together, fits, "Request these with it"))
            (Button::new("Send the request"))
        }))
    };
    Ok(View::new(title, body).before(back(conference)))
}

fn send_request(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<Sent, Stop> {
    ask_again(&visit.session, &filling.sending(), conference, &request(filling), &ticked(filling))?;
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
