//! Small acts on an audit: giving it back, the family's words, the practitioner's reply.

use casework::Stop;
use casework::audit::{give_back, hear, reply, view};
use design::govuk::{Button, Choice, InsetText};
use domain::access::Action;
use domain::audit::Audit;
use domain::id::Id;
use maud::html;

use super::{address, below, blank, heading, notices};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

pub(super) static BACK: Act<Id<Audit>> = Act {
    path: "/audits/{audit}/back",
    name: "give an audit back",
    action: Action::GradeAudit,
    prefill: blank,
    show: show_back,
    send: send_back,
};

pub(super) static HEAR: Act<Id<Audit>> = Act {
    path: "/audits/{audit}/family",
    name: "write down what the family says about the help they had",
    action: Action::HearAudit,
    prefill: blank,
    show: show_hear,
    send: send_hear,
};

pub(super) static REPLY: Act<Id<Audit>> = Act {
    path: "/audits/{audit}/reply",
    name: "reply to an audit",
    action: Action::ReplyAudit,
    prefill: blank,
    show: show_reply,
    send: send_reply,
};

fn show_back(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (notices(&asked))
        (heading(&view, "Give the audit back"))
        p class="govuk-body" { "It goes to the next whom the lot names of those who are free." }
        (asked.form(visit, html! {
            (asked.lines("why", "Why?").rows(3))
            (Button::new("Give it back"))
        }))
    };
    Ok(below(id, "Give an audit back", body))
}

fn send_back(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<Sent, Stop> {
    give_back(&visit.session, &filling.sending(), id, filling.get("why").to_owned())?;
    Ok(Sent::to("/audits"))
}

fn show_hear(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let asked = Asked::new(filling, &[]);
    let whom = visit.house().pack.audit.asked.iter();
    let whom = whom.map(|whom| Choice::new(&whom.code, whom.name.as_str()).hint(&*whom.asks)).collect();
    let body = html! {
        (notices(&asked))
        (heading(&view, "What the family says about the help they had"))
        (asked.form(visit, html! {
            (asked.one_of("of", "Who?", whom))
            (asked.lines("words", "Their own words").rows(5))
            (asked.line("why_not", "If they were not heard: why?"))
            (Button::new("Write it down"))
        }))
    };
    Ok(below(id, "What the family says", body))
}

fn send_hear(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<Sent, Stop> {
    let words = (filling.get("words").to_owned(), filling.get("why_not").to_owned());
    hear(&visit.session, &filling.sending(), id, filling.get("of").to_owned(), words)?;
    Ok(Sent::to(address(id, "")))
}

fn show_reply(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (notices(&asked))
        (heading(&view, "Reply to the audit of your work"))
        (InsetText::new("What you agree with, what you see otherwise, and what would have helped. Your words stand in the audit as you write them."))
        (asked.form(visit, html! {
            (asked.lines("words", "Your reply").rows(6))
            (Button::new("Reply"))
        }))
    };
    Ok(below(id, "Reply to an audit", body))
}

fn send_reply(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<Sent, Stop> {
    reply(&visit.session, &filling.sending(), id, filling.get("words").to_owned())?;
    Ok(Sent::to(address(id, "")))
}
