//! Deciding a contact a second time. On the left what was said and known just before the first decision, on the right the same questions. Nothing of
//! the first answer is on this page, in its address or in what it is made of.

use casework::Stop;
use casework::second_reading::{Reading, answer, reading};
use design::govuk::{Button, InsetText};
use design::own::{Clock, ClockState};
use domain::access::Action;
use domain::calendar::clock::State;
use domain::id::Id;
use domain::pack::Pack;
use domain::second_reading::{AnswerAsked, FORM, SecondReading};
use maud::html;

use super::both_address;
use crate::contact::{basis, page, pressed_by_enter};
use crate::forms::page::Sheet;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

pub(super) static ANSWER: Act<Id<SecondReading>> = Act {
    path: "/second-readings/{reading}",
    name: "read a decision a second time",
    action: Action::ReadSecond,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, id: &Id<SecondReading>, _: At) -> Result<Prefilled, Stop> {
    Ok(Prefilled { fields: Fields::default(), version: reading(&visit.session, *id)?.version })
}

fn show(visit: &Visit<'_>, id: Id<SecondReading>, filling: &Filling) -> Result<View, Stop> {
    let reading = reading(&visit.session, id)?;
    let known = &reading.contact.contact.record;
    let pack = &visit.house().pack;
    let sheet = sheet(pack)?;
    let levels = basis::levels(pack, &sheet, filling);
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Decide contact " (known.reference) " a second time" }
        p class="govuk-body" { (by_when(visit, &reading)) }
        (InsetText::new(html! {
            p { "You see what was known before it was decided, and not what was proposed or decided. Decide as if it were yours. The first decision stands, whatever you answer." }
            p { a class="govuk-link" href=(format!("/second-readings/{id}/back")) { "I know the answer, have a conflict of interest, or need this record now" } }
        }))
        div class="app-split" {
            div {
                (page::previous(visit, &reading.contact))
                h2 class="govuk-heading-m" { "The contact" }
                (page::care(&reading.contact))
                (page::said(visit, &reading.contact))
                (page::agreement(visit, &reading.contact))
                (crate::mash::answers_told(visit, &reading.answers))
            }
            div {
                (visit.form(filling, html! {
                    (pressed_by_enter("Give my answer"))
                    (sheet.asking_but(filling, &[basis::PARAGRAPH]).under(&levels))
                    (Button::new("Give my answer"))
                }))
            }
        }
    };
    Ok(View::new("Read a decision a second time", body).wide())
}

fn by_when(visit: &Visit<'_>, reading: &Reading) -> Clock {
    let now = visit.session.at;
    let state = match reading.clock.state(now) {
        State::DueToday => ClockState::Soon,
        State::Overdue => ClockState::Overdue,
        State::NoDaySet | State::Running | State::Met | State::MetLate => ClockState::Due,
    };
    Clock::new(state, format!("Answer: {}", reading.clock.in_words(now, &visit.house().calendar)))
}

/// The form, with what can be chosen in the first answer too.
fn sheet(pack: &Pack) -> Result<Sheet, Stop> {
    Ok(basis::offering(Sheet::new(pack, &FORM, None)?, pack).compact())
}

fn send(visit: &Visit<'_>, id: Id<SecondReading>, filling: &Filling) -> Result<Sent, Stop> {
    let pack = &visit.house().pack;
    let sheet = sheet(pack)?;
    let mut given = sheet.read(&filling.fields)?;
    let (level, paragraph) = basis::level_read(pack, &mut given);
    if !given.problems.is_empty() {
        // Whose it is comes before what is missing.
        reading(&visit.session, id)?;
        given.all_right()?;
    }
    let also = basis::cited(pack, &given.words("also_cited"));
    let asked = AnswerAsked {
        level,
        paragraph,
        also: also.into_iter().map(|cited| cited.paragraph).collect(),
        outcome: given.words("outcome"),
        reasons: given.words("reasons"),
        safe: match &*given.words("safe") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        not_safe: given.words("not_safe"),
        further: given.further(),
    };
    answer(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(both_address(id)))
}
