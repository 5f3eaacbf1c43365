//! Giving a reading back: the record opens to this manager again at once, and the reading goes to another.

use casework::Stop;
use casework::second_reading::{give_back, reading};
use design::govuk::{BackLink, Button, Choice};
use domain::access::Action;
use domain::id::Id;
use domain::refusal::Refusal;
use domain::second_reading::{SecondReading, WhyGivenBack};
use maud::{Render, html};

use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

pub(super) static GIVE_BACK: Act<Id<SecondReading>> = Act {
    path: "/second-readings/{reading}/back",
    name: "give a second reading back",
    action: Action::SeeSecondReadings,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, id: &Id<SecondReading>, _: At) -> Result<Prefilled, Stop> {
    Ok(Prefilled { fields: Fields::default(), version: reading(&visit.session, *id)?.version })
}

fn show(visit: &Visit<'_>, id: Id<SecondReading>, filling: &Filling) -> Result<View, Stop> {
    let reading = reading(&visit.session, id)?;
    let asked = Asked::new(filling, &[]);
    let choices = WhyGivenBack::ALL.map(|why| Choice::new(why.code(), why.words())).into();
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Give the reading of contact " (reading.contact.contact.record.reference) " back" }
        p class="govuk-body" { "Its page opens to you again at once, and another manager reads it." }
        (asked.short_form(visit, html! {
            (asked.one_of("why", "Why?", choices))
            (asked.line("words", "Anything to add?"))
            (Button::new("Give it back"))
        }))
    };
    let back = BackLink::to(format!("/second-readings/{id}"));
    Ok(View::new("Give a second reading back", body).before(back.render()))
}

fn send(visit: &Visit<'_>, id: Id<SecondReading>, filling: &Filling) -> Result<Sent, Stop> {
    let why = WhyGivenBack::from_code(filling.get("why"))
        .ok_or_else(|| Refusal::field("why", "Choose why you give it back."))?;
    give_back(&visit.session, &filling.sending(), id, why, filling.get("words").to_owned())?;
    Ok(Sent::to("/second-readings"))
}
