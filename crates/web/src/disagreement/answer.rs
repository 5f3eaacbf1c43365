//! Answering for the council, moving it up because this stage did not settle it, or saying that one's own is settled.

use casework::Stop;
use casework::disagreement::{move_up, say, withdraw};
use design::govuk::{Button, InsetText, button_group};
use domain::access::Action;
use domain::disagreement::Disagreement;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use maud::html;

use super::{address, at_version, back, heading};
use crate::contact::filled::Asked;
use crate::contact::pressed_by_enter;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Answering.
pub(super) static ANSWER: Act<Id<Disagreement>> = Act {
    path: "/disagreements/{disagreement}/answer",
    name: "answer a disagreement",
    action: Action::AnswerDisagreement,
    prefill: |visit, disagreement, at| at_version(visit, *disagreement, at),
    show,
    send,
};

/// The buttons, and what each does.
pub(super) const ACT: &str = "act";
pub(super) const UP: &str = "up";
pub(super) const SETTLED: &str = "settled";

fn show(visit: &Visit<'_>, disagreement: Id<Disagreement>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::disagreement::view(&visit.session, disagreement)?;
    let record = &view.disagreement.record;
    let asked = Asked::new(filling, &[]);
    let mine = record.raised.by == visit.session.staff.id;
    let climbs = record.can_climb(&visit.house().pack.disagreements);
    let body = html! {
        (asked.summary())
        (heading(&record.reference, "Answer, or move it up"))
        (asked.conflict(&[("words", "What you write")], &|_, words| words.to_owned()))
        @if record.raised.agency.is_some() { (InsetText::new("Whoever raised it reads what you write here. Write nothing of the child’s record that they may not have.")) }
        (asked.form(visit, html! {
            (pressed_by_enter("Send the answer"))
            (asked.lines("words", "What do you answer, or what did this stage not settle?"))
            (button_group(html! {
                (Button::new("Send the answer").sends(ACT, "say"))
                @if climbs { (Button::new("Move it up to the next stage").secondary().sends(ACT, UP)) }
                @if mine { (Button::new("It is settled for me").secondary().sends(ACT, SETTLED)) }
            }))
        }))
    };
    Ok(View::new("Answer a disagreement", body).before(back(disagreement)))
}

fn send(visit: &Visit<'_>, disagreement: Id<Disagreement>, filling: &Filling) -> Result<Sent, Stop> {
    let (session, sending, words) = (&visit.session, &filling.sending(), filling.get("words"));
    match filling.get(ACT) {
        UP => move_up(session, sending, disagreement, words).map_err(at_words)?,
        SETTLED => withdraw(session, sending, disagreement, words)?,
        _ => say(session, sending, disagreement, words)?,
    }
    Ok(Sent::to(address(disagreement, "")))
}

/// The reason for moving it up is what was written.
pub(super) fn at_words(stop: Stop) -> Stop {
    match stop {
        Stop::Refusal(Refusal::Invalid(problems)) => {
            let at = |problem: Problem| {
                if problem.field == "because" { Problem::new("words", problem.words) } else { problem }
            };
            Refusal::Invalid(problems.into_iter().map(at).collect()).into()
        }
        stop => stop,
    }
}
