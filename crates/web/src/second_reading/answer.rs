//! Deciding a contact a second time. On the left what was said and known just before the first decision, on the right the same questions. Nothing of
//! the first answer is on this page, in its address or in what it is made of.

use casework::Stop;
use casework::second_reading::{Reading, answer, reading};
use design::govuk::{Button, Choice, InsetText};
use design::own::{Clock, ClockState};
use domain::access::Action;
use domain::calendar::clock::State;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::second_reading::{AnswerAsked, SecondReading};
use maud::{Markup, html};

use super::both_address;
use crate::contact::filled::Asked;
use crate::contact::{basis, page, pressed_by_enter};
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
    let lands = basis::lands(&filling.fields);
    let asked = Asked::new(filling, &lands.iter().map(|(from, to)| (*from, to.as_str())).collect::<Vec<_>>());
    let body = html! {
        (asked.summary())
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
                (page::agreement(&reading.contact))
                (crate::mash::answers_told(visit, &reading.answers))
            }
            div {
                h2 class="govuk-heading-m" { "Your answer" }
                (asked.form(visit, questions(visit, &asked)))
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

fn questions(visit: &Visit<'_>, asked: &Asked<'_>) -> Markup {
    let pack = &visit.house().pack;
    let why = asked.lines("not_safe", "Why not?").hint("The manager who decided is told at once").rows(3);
    let safe = vec![
        Choice::new("yes", "Yes"),
        Choice::new("no", "No: somebody must act now").conditional(html! { (why) }),
    ];
    html! {
        (pressed_by_enter("Give my answer"))
        (basis::outcomes(asked, pack))
        (asked.one_of("level", "Which level of need?", basis::levels(asked, pack)).hint(&*pack.thresholds.title))
        (basis::also_cited(asked))
        (asked.lines("reasons", "Why?").hint("What it is like for the child, and what the history tells you").rows(6))
        (asked.one_of("safe", "Are the children safe as things stand, as far as you can tell?", safe).classes("govuk-radios--small"))
        (Button::new("Give my answer"))
    }
}

fn send(visit: &Visit<'_>, id: Id<SecondReading>, filling: &Filling) -> Result<Sent, Stop> {
    let pack = &visit.house().pack;
    let level: u8 = filling.get("level").parse().unwrap_or_default();
    if pack.thresholds.level(level).is_none() {
        let mut problems = vec![Problem::new("level", "Choose the level of need.")];
        if pack.outcome(filling.get("outcome")).is_none() {
            problems.insert(0, Problem::new("outcome", "Choose what should happen."));
        }
        // Whose it is comes before what is missing.
        reading(&visit.session, id)?;
        return Err(Refusal::Invalid(problems).into());
    }
    let also = basis::cited(pack, filling.get("also_cited"));
    let asked = AnswerAsked {
        level,
        paragraph: filling.get(&basis::paragraph_field(level)).to_owned(),
        also: also.into_iter().map(|cited| cited.paragraph).collect(),
        outcome: filling.get("outcome").to_owned(),
        reasons: filling.get("reasons").to_owned(),
        safe: match filling.get("safe") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        not_safe: filling.get("not_safe").to_owned(),
    };
    answer(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(both_address(id)))
}
