//! Small acts on an audit: giving it back, the family's words, the practitioner's reply.

use casework::Stop;
use casework::audit::{give_back, hear, reply, view};
use design::govuk::{Button, InsetText};
use domain::access::Action;
use domain::audit::{Audit, HEARD_FORM};
use domain::form::Choice;
use domain::id::Id;
use maud::html;

use super::{address, below, blank, heading, notices};
use crate::contact::filled::Asked;
use crate::forms::page::Sheet;
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

/// Whom the pack asks.
fn heard(visit: &Visit<'_>) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let whom: Vec<Choice> = pack
        .audit
        .asked
        .iter()
        .map(|whom| Choice { hint: Some(whom.asks.clone()), ..Choice::new(&*whom.code, whom.name.as_str()) })
        .collect();
    Ok(Sheet::new(pack, &HEARD_FORM, None)?.offering_choices("of", &whom))
}

fn show_hear(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let sheet = heard(visit)?;
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "What the family says about the help they had"))
        (visit.form(filling, html! {
            (sheet.asked(filling))
            (Button::new("Write it down"))
        }))
    };
    Ok(below(id, "What the family says", body))
}

fn send_hear(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = heard(visit)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let words = (given.words("words"), given.words("why_not"));
    hear(&visit.session, &filling.sending(), id, given.words("of"), words, given.further())?;
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
