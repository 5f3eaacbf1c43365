//! The three answers to a prompt: hold now, gather first, not needed because. An answer is part of the record, and from then on the rules that asked count
//! anew. Holding a discussion leads on to convening it at once.

use casework::Stop;
use casework::watch::{answer, view};
use design::govuk::{Button, Choice};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::watch::{AnswerAsked, Prompt};
use maud::{Markup, html};

use super::{at, prompt};
use crate::contact::filled::{Asked, Labelled};
use crate::handover::moment;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Answering a prompt.
pub(super) static ANSWER: Act<Id<Prompt>> = Act {
    path: "/watch/{prompt}/answer",
    name: "answer a prompt of the escalation watch",
    action: Action::AnswerPrompt,
    prefill: |visit, prompt, _: At| {
        let view = view(&visit.session, *prompt)?;
        open(&view.prompt.record)?;
        Ok(Prefilled { fields: Fields::default(), version: view.prompt.version.0 })
    },
    show,
    send,
};

const HOLD: &str = "hold";
const GATHER: &str = "gather";
const NOT_NEEDED: &str = "not_needed";
/// The time taken when only the day is said.
const LEFT_OUT: &str = "09:00";
const LABELS: &[Labelled<'_>] = &[
    ("answer", "What do you answer?"),
    ("from", "What is gathered, and from whom?"),
    ("safe", "What keeps the child safe until then?"),
    ("because", "Why is no discussion needed?"),
];

fn open(prompt: &Prompt) -> Result<(), Refusal> {
    match &prompt.closed {
        None => Ok(()),
        Some(closed) => Err(Refusal::NotNow(format!("This prompt is closed. {}.", closed.cause.words()))),
    }
}

fn show(visit: &Visit<'_>, id: Id<Prompt>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    open(&view.prompt.record)?;
    if !view.may_answer {
        return Err(Refusal::not_allowed(
            "You read this prompt, and a manager who may open the record answers it.",
        )
        .into());
    }
    let asked = Asked::new(filling, &[]);
    let until = london::moment_in_short(view.gather_until, visit.session.at);
    let body = html! {
        (asked.summary())
        (asked.conflict(LABELS, &|_, value| value.to_owned()))
        span class="govuk-caption-l" { "Consider a strategy discussion: " (super::words::children(&view.children)) }
        h1 class="govuk-heading-l" { "What do you answer?" }
        (asked.form(visit, html! {
            (asked.one_of("answer", "Hold it now, gather something first, or is it not needed?", vec![
                Choice::new(HOLD, "Hold now").hint("You convene it next. What is not known yet does not stop you.").conditional(html! {
                    (asked.lines("words", "What do you add?").rows(2).hint("Leave it empty when the facts say enough"))
                }),
                Choice::new(GATHER, "Gather first").hint(format!("At most until {until}; then it is asked again")).conditional(gather(filling, &asked)),
                Choice::new(NOT_NEEDED, "Not needed").conditional(html! {
                    (asked.lines("because", "Why is no discussion needed?").rows(4).hint("What the facts mean for this child, and what makes it safe"))
                }),
            ]))
            (Button::new("Save the answer"))
        }))
        (prompt::what_asks(&view))
    };
    Ok(View::new("Answer the escalation watch", body).before(prompt::back()))
}

fn gather(filling: &Filling, asked: &Asked<'_>) -> Markup {
    html! {
        (asked.lines("from", "What is gathered, and from whom?").rows(3).hint("One fact that could change the plan, and who has it"))
        (moment::asked(filling, "by", "By when", LEFT_OUT))
        (asked.lines("safe", "What keeps the child safe until then?").rows(3).hint("Where the child is, with whom, and who checks"))
    }
}

fn send(visit: &Visit<'_>, id: Id<Prompt>, filling: &Filling) -> Result<Sent, Stop> {
    let asked = read(&filling.fields)?;
    let given = answer(&visit.session, &filling.sending(), id, asked).map_err(beside_the_day)?;
    Ok(Sent::to(if given.hold { format!("/strategy/new?prompt={id}") } else { at(id, "") }))
}

fn read(fields: &Fields) -> Result<AnswerAsked, Refusal> {
    let text = |name: &str| fields.get(name).to_owned();
    let mut problems: Vec<Problem> = Vec::new();
    let asked = match fields.get("answer") {
        HOLD => AnswerAsked::HoldNow { words: text("words") },
        GATHER => {
            let by = moment::read(fields, "by", LEFT_OUT, &mut problems);
            AnswerAsked::GatherFirst { by, from: text("from"), safe: text("safe") }
        }
        NOT_NEEDED => AnswerAsked::NotNeeded { because: text("because") },
        _ => return Err(Refusal::field("answer", "Choose one of the three answers.")),
    };
    if problems.is_empty() { Ok(asked) } else { Err(Refusal::Invalid(problems)) }
}

/// What is wrong with the time stands beside the day it was typed in.
fn beside_the_day(stop: Stop) -> Stop {
    let Stop::Refusal(Refusal::Invalid(mut problems)) = stop else { return stop };
    for problem in problems.iter_mut().filter(|problem| problem.field == "by") {
        problem.field = "by-date".into();
    }
    Refusal::Invalid(problems).into()
}
