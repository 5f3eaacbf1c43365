//! Giving a document after it was looked at a second time; throwing it away before anybody had it; having a copy back.

use casework::Stop;
use casework::document::{View as Shown, collect, give, throw, view};
use design::govuk::{BackLink, Button, Input, Textarea};
use domain::access::Action;
use domain::document::Issued;
use domain::id::Id;
use maud::{Markup, Render, html};

use super::{at, drawn};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Giving it.
pub(super) static GIVE: Act<Id<Issued>> = Act {
    path: "/documents/{issued}/give",
    name: "give a document to somebody",
    action: Action::GiveDocument,
    prefill,
    show: show_give,
    send: |visit, id, filling| {
        give(&visit.session, &filling.sending(), id, filling.get("how"))?;
        Ok(Sent::to(at(id, "")))
    },
};

/// Throwing it away.
pub(super) static THROW: Act<Id<Issued>> = Act {
    path: "/documents/{issued}/throw",
    name: "throw a document away before anybody has it",
    action: Action::GiveDocument,
    prefill,
    show: show_throw,
    send: |visit, id, filling| {
        throw(&visit.session, &filling.sending(), id, filling.get("why"))?;
        Ok(Sent::to(at(id, "")))
    },
};

/// A copy came back.
pub(super) static COLLECT: Act<Id<Issued>> = Act {
    path: "/documents/{issued}/collected",
    name: "record that the copy of a document came back",
    action: Action::GiveDocument,
    prefill,
    show: show_collect,
    send: |visit, id, filling| {
        collect(&visit.session, &filling.sending(), id, filling.get("words"))?;
        Ok(Sent::to(at(id, "")))
    },
};

fn prefill(visit: &Visit<'_>, id: &Id<Issued>, _: At) -> Result<Prefilled, Stop> {
    let shown = view(&visit.session, *id)?;
    Ok(Prefilled { version: shown.issued.version.0, ..Prefilled::default() })
}

fn around(shown: &Shown, filling: &Filling, title: &str, form: &Markup) -> View {
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { (drawn::line(&shown.document.title)) ". " (drawn::line(&shown.document.composed_for)) ". Number " (shown.issued.record.reference) "." }
        (form)
    };
    let back =
        BackLink { content: "Back to the document".into(), ..BackLink::to(at(shown.issued.record.id, "")) };
    View::new(title, body).before(back.render())
}

fn show_give(visit: &Visit<'_>, id: Id<Issued>, filling: &Filling) -> Result<View, Stop> {
    let shown = view(&visit.session, id)?;
    let questions = html! {
        (Input::new("how", "How is it given, and into whose hands?")
            .hint("By hand at the visit; by recorded post; by secure e-mail to a named person.")
            .value(filling.get("how"))
            .error(filling.error("how")))
        (Button::new("I have looked at it as it goes: give it"))
    };
    let form = html! {
        p class="govuk-body" { "An earlier one of this kind for the same reader is marked as replaced. What has left is not changed any more." }
        (visit.short_form(filling, questions))
        h2 class="govuk-heading-m" { "Exactly what goes" }
        (drawn::document(&shown.document))
    };
    Ok(around(&shown, filling, "Give it", &form))
}

fn show_throw(visit: &Visit<'_>, id: Id<Issued>, filling: &Filling) -> Result<View, Stop> {
    let shown = view(&visit.session, id)?;
    let questions = html! {
        (Textarea::new("why", "Why is it thrown away?").rows(2).value(filling.get("why")).error(filling.error("why")))
        (Button::new("Throw it away"))
    };
    Ok(around(&shown, filling, "Throw it away", &visit.short_form(filling, questions).render()))
}

fn show_collect(visit: &Visit<'_>, id: Id<Issued>, filling: &Filling) -> Result<View, Stop> {
    let shown = view(&visit.session, id)?;
    let questions = html! {
        (Input::new("words", "Where is it now?")
            .hint("Shredded, in the file; or why it cannot be had back.")
            .value(filling.get("words"))
            .error(filling.error("words")))
        (Button::new("Write this down"))
    };
    Ok(around(&shown, filling, "The copy came back", &visit.short_form(filling, questions).render()))
}
