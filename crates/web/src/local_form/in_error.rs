//! Saying that a form should never have been recorded: another child's, a mistake of the hand. It stays to be read.

use casework::Stop;
use casework::local_form::withdraw;
use domain::access::Action;
use domain::id::Id;
use domain::local_form::FormAnswer;
use domain::person::Person;
use domain::person::name::shown_in_line;
use maud::html;

use super::{at_form, page};
use crate::child::identity;
use crate::event::{WHY, asks_why};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Saying that a form was recorded in error.
pub(super) static IN_ERROR: Act<(Id<Person>, Id<FormAnswer>)> = Act {
    path: "/children/{child}/forms/{form_answer}/error",
    name: "local form recorded in error",
    action: Action::FillLocalForm,
    prefill: |visit, (child, id), _: At| {
        let view = page::of_child(visit, *child, *id)?;
        Ok(Prefilled { fields: Fields::default(), version: view.answer.version.0 })
    },
    show,
    send: |visit, (child, id), filling| {
        page::of_child(visit, child, id)?;
        withdraw(&visit.session, &filling.sending(), id, filling.get("reason"))?;
        Ok(Sent::to(at_form(child, id, "")))
    },
};

fn show(
    visit: &Visit<'_>,
    (child, id): (Id<Person>, Id<FormAnswer>),
    filling: &Filling,
) -> Result<View, Stop> {
    let view = page::of_child(visit, child, id)?;
    let body = html! {
        (filling.notices(&[("reason", WHY)]))
        span class="govuk-caption-l" { (shown_in_line(view.answer.record.title(&visit.house().pack))) }
        h1 class="govuk-heading-l" { "It was recorded in error" }
        p class="govuk-body" { "The form stays to be read, with your reason. If only a part is wrong, "
            a class="govuk-link" href=(at_form(child, id, "/write")) { "correct it" } " instead." }
        (visit.form(filling, asks_why(filling)))
    };
    identity::about(visit, child, Action::FillLocalForm, "Recorded in error", body)
}
