//! Taking back what was written down of a child in error: it stays readable as such, and stands under no plan any more.

use casework::Stop;
use casework::voice::{take_back, view};
use design::govuk::Button;
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::voice::ChildVoice;
use maud::{Markup, html};

use super::at;
use crate::child::{identity, words};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Taking it back.
pub(super) static TAKE_BACK: Act<(Id<Person>, Id<ChildVoice>)> = Act {
    path: "/children/{child}/voice/{voice}/take-back",
    name: "take back what a child said",
    action: Action::WriteVoice,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, (child, _): &(Id<Person>, Id<ChildVoice>), _: At) -> Result<Prefilled, Stop> {
    identity::about(visit, *child, Action::WriteVoice, "", Markup::default())?;
    Ok(Prefilled::default())
}

fn show(
    visit: &Visit<'_>,
    (child, id): (Id<Person>, Id<ChildVoice>),
    filling: &Filling,
) -> Result<View, Stop> {
    let view = view(&visit.session, child)?;
    let voice = view.voices.iter().find(|voice| voice.id == id).ok_or(Refusal::NotFound)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Take back what was written" }
        p class="govuk-body" {
            "What was written down for " (london::date_in_words(voice.heard.on)) ", heard by " (words::name(&voice.heard.heard_by))
            ", stays readable, and says that it does not stand."
        }
        (asked.short_form(visit, html! {
            (asked.lines("reason", "What was wrong?").rows(3))
            (Button::new("Take it back").warning())
        }))
    };
    Ok(identity::about(visit, child, Action::WriteVoice, "Take back what was written", body)?
        .before(identity::back("Back to what the child says and shows", at(child, ""))))
}

fn send(
    visit: &Visit<'_>,
    (child, id): (Id<Person>, Id<ChildVoice>),
    filling: &Filling,
) -> Result<Sent, Stop> {
    take_back(&visit.session, &filling.sending(), child, id, filling.get("reason"))?;
    Ok(Sent::to(at(child, "")))
}
