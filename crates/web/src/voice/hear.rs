//! Writing down what a child said: their words exchange by exchange, what they wish and feel, and what they were asked about the help they get.

use casework::Stop;
use casework::voice::hear;
use design::govuk::Button;
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::voice::{FORM, HeardAsked, Quote};
use maud::{Markup, html};

use super::at;
use crate::child::identity;
use crate::contact::pressed_by_enter;
use crate::forms::page::Sheet;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing it down.
pub(super) static HEAR: Act<Id<Person>> = Act {
    path: "/children/{child}/voice/hear",
    name: "write down what a child said",
    action: Action::WriteVoice,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    identity::about(visit, *child, Action::WriteVoice, "", Markup::default())?;
    let today = london::date_in_digits(london::date_of(visit.session.at));
    let heard_by = format!("{}, {}", visit.session.staff.name, visit.session.staff.title);
    Ok(Prefilled { fields: Fields::default().with("on", today).with("heard_by", heard_by), version: 0 })
}

fn sheet(visit: &Visit<'_>) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let sheet = Sheet::new(pack, &FORM, None)?;
    let sheet =
        sheet.offering("occasion", pack.voice.occasions.iter().map(|each| (&*each.code, &*each.name)));
    Ok(sheet.offering("way", pack.voice.ways.iter().map(|each| (&*each.code, &*each.name))))
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let sheet = sheet(visit)?;
    let questions = html! {
        (pressed_by_enter("Write it down"))
        (sheet.asked(filling))
        (Button::new("Write it down"))
    };
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "What the child said" }
        (visit.form(filling, questions))
    };
    Ok(identity::about(visit, child, Action::WriteVoice, "What the child said", body)?
        .before(identity::back("Back to what the child says and shows", at(child, ""))))
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let quote = |place: u16| Quote {
        asked: given.nth("quote", place, "asked"),
        words: given.nth("quote", place, "words"),
        way: given.nth("quote", place, "way"),
    };
    let asked = HeardAsked {
        on: given.day("on"),
        occasion: given.words("occasion"),
        heard_by: given.words("heard_by"),
        setting: given.words("setting"),
        quotes: given.repeats("quote").into_iter().map(quote).collect(),
        wishes: given.words("wishes"),
        feelings: given.words("feelings"),
        answers: given.further(),
    };
    hear(&visit.session, &filling.sending(), child, asked).map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(at(child, "")))
}
