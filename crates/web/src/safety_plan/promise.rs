//! Saying whether a promise to a child was kept. The child reads it too.

use casework::Stop;
use casework::safety_plan::{look_at_promise, own_plan};
use design::govuk::{BackLink, Button, Choice, Radios, Textarea};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use maud::{Render, html};

use super::words;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Saying whether it was kept.
pub(super) static PROMISE: Act<(Id<Person>, usize)> = Act {
    path: "/children/{child}/own-plan/promises/{place}",
    name: "say whether a promise to a child was kept",
    action: Action::WriteChildPlan,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, (child, place): &(Id<Person>, usize), _: At) -> Result<Prefilled, Stop> {
    let view = own_plan(&visit.session, *child)?;
    let known = view.plan.filter(|known| known.record.now.words.promises.len() > *place);
    Ok(Prefilled { version: known.ok_or(Refusal::NotFound)?.version.0, ..Prefilled::default() })
}

fn show(visit: &Visit<'_>, (child, place): (Id<Person>, usize), filling: &Filling) -> Result<View, Stop> {
    let view = own_plan(&visit.session, child)?;
    let known = view.plan.as_ref().ok_or(Refusal::NotFound)?;
    let promise = known.record.now.words.promises.get(place).ok_or(Refusal::NotFound)?;
    let kept = vec![Choice::new("yes", "It was kept"), Choice::new("no", "It was not kept")];
    let questions = html! {
        (Radios::new("kept", "Was the promise kept?", kept).value(filling.get("kept")).error(filling.error("kept")))
        (Textarea::new("words", "What happened?")
            .hint("In words for the child. If it was not kept, say what happens now.")
            .rows(3)
            .value(filling.get("words"))
            .error(filling.error("words")))
        (Button::new("Keep this"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Was the promise kept?" }
        p class="govuk-body" {
            (words::name(&promise.who)) " promised “" (words::verbatim(&promise.what)) "”, to be looked at on " (london::date_in_words(promise.check_on)) "."
        }
        (visit.short_form(filling, questions))
    };
    let back = BackLink { content: "Back".into(), ..BackLink::to(format!("/children/{child}/own-plan")) };
    Ok(View::new("Was the promise kept?", body).before(back.render()))
}

fn send(visit: &Visit<'_>, (child, place): (Id<Person>, usize), filling: &Filling) -> Result<Sent, Stop> {
    let kept = match filling.get("kept") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    look_at_promise(&visit.session, &filling.sending(), child, place, (kept, filling.get("words")))?;
    Ok(Sent::to(format!("/children/{child}/own-plan")))
}
