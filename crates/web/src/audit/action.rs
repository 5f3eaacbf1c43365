//! Actions of an audit: set for somebody by a day, said to be done with how one can see it, and closed by somebody else who looked.

use casework::Stop;
use casework::audit::{action_done, look_at_action, set_action, view};
use design::govuk::{Button, Choice, SelectItem};
use domain::access::Action;
use domain::audit::{ActionAsked, Audit};
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{DAY_HINT, address, below, blank, blank_at, day, heading, notices};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

pub(super) static SET: Act<Id<Audit>> = Act {
    path: "/audits/{audit}/actions/new",
    name: "set an action of an audit",
    action: Action::SetAuditAction,
    prefill: blank,
    show: show_set,
    send: send_set,
};

pub(super) static DONE: Act<(Id<Audit>, usize)> = Act {
    path: "/audits/{audit}/actions/{place}/done",
    name: "say that an audit's action is done",
    action: Action::DoAuditAction,
    prefill: blank_at,
    show: show_done,
    send: send_done,
};

pub(super) static LOOK: Act<(Id<Audit>, usize)> = Act {
    path: "/audits/{audit}/actions/{place}/look",
    name: "look whether an audit's action is done",
    action: Action::CloseAuditAction,
    prefill: blank_at,
    show: show_look,
    send: send_look,
};

fn show_set(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let asked = Asked::new(filling, &[]);
    let owners = casework::staff::colleagues(&visit.session)?;
    let owners = owners.into_iter().map(|one| SelectItem::new(one.id.to_string(), one.name)).collect();
    let days = visit.house().pack.audit.action_within_working_days;
    let body = html! {
        (notices(&asked))
        (heading(&view, "Set an action"))
        (asked.form(visit, html! {
            (asked.lines("words", "What is to be done, and what will be different for the child?").rows(3))
            (asked.list("owner", "Who does it?", owners))
            (asked.line("due", "By when?").hint(format!("{DAY_HINT}. Without a day it gets {days} working days")))
            (Button::new("Set it"))
        }))
    };
    Ok(below(id, "Set an action", body))
}

fn send_set(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<Sent, Stop> {
    let mut problems = Vec::new();
    let due = day(filling, "due", &mut problems);
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let asked =
        ActionAsked { words: filling.get("words").to_owned(), owner: filling.get("owner").parse().ok(), due };
    set_action(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}

/// What the action is, above its form.
fn told(view: &casework::audit::AuditView, number: usize) -> Result<Markup, Stop> {
    let action = view.audit.record.actions.get(number).ok_or(Refusal::NotFound)?;
    let by = domain::calendar::london::date_in_words(action.due);
    Ok(html! {
        p class="govuk-body-l" { (action.words) }
        p class="govuk-body" { (view.names.name(action.owner)) ", by " (by) }
        @if let Some(done) = &action.done { p class="govuk-body" { "Said to be done: " (done.words) } }
    })
}

fn show_done(visit: &Visit<'_>, (id, number): (Id<Audit>, usize), filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (notices(&asked))
        (heading(&view, "It is done"))
        (told(&view, number)?)
        (asked.form(visit, html! {
            (asked.lines("evidence", "How can one see that it is done?").rows(3).hint("Somebody else looks, and closes it"))
            (Button::new("It is done"))
        }))
    };
    Ok(below(id, "An action is done", body))
}

fn send_done(visit: &Visit<'_>, (id, number): (Id<Audit>, usize), filling: &Filling) -> Result<Sent, Stop> {
    action_done(&visit.session, &filling.sending(), (id, number), filling.get("evidence").to_owned())?;
    Ok(Sent::to(address(id, "")))
}

fn show_look(visit: &Visit<'_>, (id, number): (Id<Audit>, usize), filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let asked = Asked::new(filling, &[]);
    let choices = vec![Choice::new("yes", "Yes: close it"), Choice::new("no", "No: it is open again")];
    let body = html! {
        (notices(&asked))
        (heading(&view, "Is it done?"))
        (told(&view, number)?)
        (asked.form(visit, html! {
            (asked.one_of("closed", "Is it done?", choices))
            (asked.lines("words", "What did you look at?").rows(3))
            (Button::new("Write it down"))
        }))
    };
    Ok(below(id, "Look whether an action is done", body))
}

fn send_look(visit: &Visit<'_>, (id, number): (Id<Audit>, usize), filling: &Filling) -> Result<Sent, Stop> {
    let closed = match filling.get("closed") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let looked = (closed, filling.get("words").to_owned());
    look_at_action(&visit.session, &filling.sending(), (id, number), looked)?;
    Ok(Sent::to(address(id, "")))
}
