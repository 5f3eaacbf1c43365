//! What becomes of a household's notifications: a contact, word to the worker, or nothing with a reason. Each is one press from the list.

use casework::Stop;
use casework::notification::{Household, Row, household, make_contact, not_needed, send_to_worker};
use design::govuk::{BackLink, Button, Checkboxes, Choice, Radios, Textarea};
use domain::access::Action;
use domain::id::Id;
use domain::notification::{NOT_NEEDED_REASONS, Notification, Stage};
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::words;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

pub(super) static CONTACT: Act<Id<Notification>> = Act {
    path: "/notifications/{notification}/contact",
    name: "make a contact of notifications",
    action: Action::TriageNotification,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_contact,
    send: send_contact,
};

pub(super) static WORKER: Act<Id<Notification>> = Act {
    path: "/notifications/{notification}/worker",
    name: "send notifications to a worker",
    action: Action::TriageNotification,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_worker,
    send: send_worker,
};

pub(super) static NOT_NEEDED: Act<Id<Notification>> = Act {
    path: "/notifications/{notification}/not-needed",
    name: "no contact needed",
    action: Action::TriageNotification,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_not_needed,
    send: send_not_needed,
};

/// The household, while it waits.
fn waiting(visit: &Visit<'_>, id: Id<Notification>) -> Result<Household, Stop> {
    let (home, ..) = household(&visit.session, id)?;
    if home.notifications.iter().any(|told| told.record.stage != Stage::Waiting) {
        return Err(Refusal::NotNow("This notification has been triaged already.".into()).into());
    }
    Ok(home)
}

/// The notifications that the form was about, with the versions that were shown.
fn of(filling: &Filling) -> Vec<(Id<Notification>, u64)> {
    let read = |value: &str| {
        let (id, version) = value.split_once('.')?;
        Some((id.parse().ok()?, version.parse().ok()?))
    };
    filling.fields.all("of").filter_map(read).collect()
}

fn back(id: Id<Notification>) -> Markup {
    BackLink::to(format!("/notifications/{id}")).render()
}

/// Which of the household's notifications it is about: all of them, unless somebody sees that one belongs elsewhere.
fn chosen(home: &Household, filling: &Filling) -> Markup {
    if home.notifications.len() < 2 {
        return words::of(&home.notifications);
    }
    let value = |told: &Row| format!("{}.{}", told.record.id, told.version);
    let one = |told: &Row| {
        Choice::new(value(told), shown_in_line(&told.record.reference))
            .hint(words::cut(&told.record.what_happened, 160))
    };
    let all: Vec<String> = home.notifications.iter().map(value).collect();
    let asked: Vec<&str> = filling.fields.all("of").collect();
    let ticked = if asked.is_empty() { all.iter().map(String::as_str).collect() } else { asked };
    let boxes = Checkboxes::new("of", "Which of them?", home.notifications.iter().map(one).collect());
    boxes.values(ticked).error(filling.error("of")).render()
}

fn show_contact(visit: &Visit<'_>, id: Id<Notification>, filling: &Filling) -> Result<View, Stop> {
    let home = waiting(visit, id)?;
    let body = html! {
        h1 class="govuk-heading-l" { "Make a contact" }
        p class="govuk-body" { "One contact is made of these, with everybody and everything in them. You hold it." }
        (visit.short_form(filling, html! { (chosen(&home, filling)) (Button::new("Make a contact")) }))
    };
    Ok(View::new("Make a contact", body).before(back(id)))
}

fn send_contact(visit: &Visit<'_>, _: Id<Notification>, filling: &Filling) -> Result<Sent, Stop> {
    let contact = make_contact(&visit.session, &filling.sending(), &of(filling))?;
    Ok(Sent::to(format!("/contacts/{contact}")))
}

fn show_worker(visit: &Visit<'_>, id: Id<Notification>, filling: &Filling) -> Result<View, Stop> {
    let home = waiting(visit, id)?;
    let workers: Vec<Choice> = home
        .known
        .iter()
        .flat_map(|known| known.workers.iter().map(move |worker| (known, worker)))
        .map(|(known, worker)| {
            let words = format!("{}, who works with {}", worker.name, words::cut(&known.said, 80));
            Choice::new(format!("{}.{}", worker.child, worker.staff), words)
        })
        .collect();
    let nobody = workers.is_empty();
    let questions = html! {
        (chosen(&home, filling))
        (Radios::new("to", "Whose is it?", workers).value(filling.get("to")).error(filling.error("to")))
        (Button::new("Send to the worker"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Send to the allocated worker" }
        @if nobody { p class="govuk-body" { "Nobody known in these has a worker at the moment. Make a contact instead." } }
        @else { (visit.short_form(filling, questions)) }
    };
    Ok(View::new("Send to the allocated worker", body).before(back(id)))
}

fn send_worker(visit: &Visit<'_>, _: Id<Notification>, filling: &Filling) -> Result<Sent, Stop> {
    let read = |value: &str| {
        let (child, staff) = value.split_once('.')?;
        Some((child.parse().ok()?, staff.parse().ok()?))
    };
    let Some((child, staff)) = read(filling.get("to")) else {
        return Err(Refusal::field("to", "Choose the worker.").into());
    };
    send_to_worker(&visit.session, &filling.sending(), &of(filling), child, staff)?;
    Ok(Sent::to("/notifications"))
}

fn show_not_needed(visit: &Visit<'_>, id: Id<Notification>, filling: &Filling) -> Result<View, Stop> {
    let home = waiting(visit, id)?;
    let list = visit.house().pack.code_list(NOT_NEEDED_REASONS);
    let reasons = list.into_iter().flat_map(|list| &list.codes).filter(|code| !code.withdrawn);
    let reasons = reasons.map(|code| Choice::new(code.code.as_str(), code.words.as_str())).collect();
    let questions = html! {
        (chosen(&home, filling))
        (Radios::new("reason", "Why is no contact needed?", reasons).value(filling.get("reason")).error(filling.error("reason")))
        (Textarea::new("words", "More, where the reason does not say it").rows(3).value(filling.get("words")).error(filling.error("words")))
        (Button::new("No contact needed"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "No contact needed" }
        p class="govuk-body" { "Your reason is kept and counted: the next notification of this household shows it." }
        (words::earlier(visit, &home.sketch))
        (visit.form(filling, questions))
    };
    Ok(View::new("No contact needed", body).before(back(id)))
}

fn send_not_needed(visit: &Visit<'_>, _: Id<Notification>, filling: &Filling) -> Result<Sent, Stop> {
    not_needed(
        &visit.session,
        &filling.sending(),
        &of(filling),
        filling.get("reason"),
        filling.get("words"),
    )?;
    Ok(Sent::to("/notifications"))
}
