//! Taking back that two records are two people.

use casework::Stop;
use casework::person::{said_different, take_back_different};
use design::govuk::{BackLink, Button, Textarea};
use domain::access::Action;
use domain::id::Id;
use domain::person::different::DifferentPeople;
use maud::{Render, html};

use super::said;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Taking it back.
pub(super) static DIFFERENT: Act<Id<DifferentPeople>> = Act {
    path: "/different-people/{said}",
    name: "take back that two records are two people",
    action: Action::LinkRecords,
    prefill,
    show,
    send,
};

fn prefill(_: &Visit<'_>, _: &Id<DifferentPeople>, _: At) -> Result<Prefilled, Stop> {
    Ok(Prefilled::default())
}

fn show(visit: &Visit<'_>, id: Id<DifferentPeople>, filling: &Filling) -> Result<View, Stop> {
    let different = said_different(&visit.session, id)?;
    let questions = html! {
        (Textarea::new("reason", "Why may they be one person after all?").value(filling.get("reason")).error(filling.error("reason")))
        (Button::new("Take it back"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Take back that they are two people" }
        p class="govuk-body" { (different.who) ": " (said::typed(&different.reason)) }
        p class="govuk-body" { "From then on it may be asked again whether the two records are one person." }
        (visit.short_form(filling, questions))
    };
    let back = BackLink { content: "Back to who is who".into(), ..BackLink::to("/who-is-who") };
    Ok(View::new("Take back that they are two people", body).before(back.render()))
}

fn send(visit: &Visit<'_>, id: Id<DifferentPeople>, filling: &Filling) -> Result<Sent, Stop> {
    take_back_different(&visit.session, &filling.sending(), id, filling.get("reason"))?;
    Ok(Sent::to("/who-is-who"))
}
