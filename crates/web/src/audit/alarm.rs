//! Immediate safety: an auditor says that a child is not safe, and the managers responsible are told in that moment; one of them says what was done.

use casework::Stop;
use casework::audit::{alarm, answer_alarm, view};
use design::govuk::{Button, WarningText};
use domain::access::Action;
use domain::audit::Audit;
use domain::id::Id;
use domain::refusal::Refusal;
use maud::html;

use super::{address, below, blank, blank_at, heading, notices};
use crate::contact::filled::Asked;
use crate::contact::told;
use crate::route::{Act, Filling, Sent, View, Visit};

pub(super) static RAISE: Act<Id<Audit>> = Act {
    path: "/audits/{audit}/alarm",
    name: "say that an audited child is not safe",
    action: Action::GradeAudit,
    prefill: blank,
    show: show_raise,
    send: send_raise,
};

pub(super) static ANSWER: Act<(Id<Audit>, usize)> = Act {
    path: "/audits/{audit}/alarms/{place}/answer",
    name: "say what was done about an alarm",
    action: Action::DoAuditAction,
    prefill: blank_at,
    show: show_answer,
    send: send_answer,
};

fn show_raise(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let asked = Asked::new(filling, &[]);
    let council = &visit.house().pack.council;
    let body = html! {
        (notices(&asked))
        (heading(&view, "A child is not safe"))
        (WarningText::new(format!("If a child is in danger this minute, ring 999 first. Duty: {}.", council.duty_phone)))
        p class="govuk-body" { "The managers responsible for the child and the service managers are told now, whether you have graded or not." }
        (asked.form(visit, html! {
            (asked.lines("words", "Why may a child not be safe?").rows(4))
            (Button::new("Raise the alarm now"))
        }))
    };
    Ok(below(id, "A child is not safe", body))
}

fn send_raise(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<Sent, Stop> {
    alarm(&visit.session, &filling.sending(), id, filling.get("words").to_owned())?;
    Ok(Sent::to(address(id, "")))
}

fn show_answer(visit: &Visit<'_>, (id, number): (Id<Audit>, usize), filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let raised = view.audit.record.alarms.get(number).ok_or(Refusal::NotFound)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (notices(&asked))
        (heading(&view, "What was done"))
        div class="govuk-body" { (told::verbatim(&raised.said.words)) }
        (asked.form(visit, html! {
            (asked.lines("words", "What did you do, and is the child safe now?").rows(4))
            (Button::new("Write it down"))
        }))
    };
    Ok(below(id, "What was done about an alarm", body))
}

fn send_answer(visit: &Visit<'_>, (id, number): (Id<Audit>, usize), filling: &Filling) -> Result<Sent, Stop> {
    answer_alarm(&visit.session, &filling.sending(), (id, number), filling.get("words").to_owned())?;
    Ok(Sent::to(address(id, "")))
}
