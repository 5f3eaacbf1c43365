//! Telling the front door by a form: a professional who has signed in, and anybody at all (domain.md 2.1). Eight questions or one, "not known"
//! everywhere, a receipt at once. A partner sees what they sent and what they were told, and nothing else.

mod home;
mod leave;
mod new;
mod public;
mod sent;

pub use home::HOME;
pub use leave::LEAVE;
pub use new::NEW;
pub use public::{RECEIVED, TELL_US};
pub use sent::SENT;

use casework::{House, Stop};
use design::govuk::WarningText;
use domain::calendar::clock::Clock;
use domain::contact::deadlines;
use domain::form::{Answers, Form, Stage};
use domain::refusal::Refusal;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::forms;
use crate::route::{Fields, Filling, Mount, Visit};

/// The field of the problem that the form was sent before with other answers.
const SENT_BEFORE: &str = "_sent";

/// The pages of this area.
pub fn mounts() -> Vec<Mount> {
    vec![HOME.mount(), NEW.mount(), SENT.mount(), TELL_US.mount(), RECEIVED.mount(), LEAVE.mount()]
}

/// A form of the pack in use.
fn form<'h>(house: &'h House, id: &str) -> Result<&'h Form, Stop> {
    house.pack.form(id).ok_or_else(|| Refusal::NotFound.into())
}

/// The answers of a form that was sent, or everything that is wrong with them at once.
fn answers(form: &Form, fields: &Fields) -> Result<Answers, Stop> {
    let read = forms::read(form, "", fields);
    let mut problems = read.problems;
    problems.extend(form.missing(&read.answers, Stage::Submit));
    if problems.is_empty() { Ok(read.answers) } else { Err(Refusal::Invalid(problems).into()) }
}

/// The same form sent with other answers is another act: the person is told, keeps what they wrote, and may send it as a form of its own.
fn once_only(stop: Stop) -> Stop {
    match stop {
        Stop::Refusal(Refusal::NotNow(_)) => Refusal::field(
            SENT_BEFORE,
            "You have already sent this form. What you changed since is not sent yet. If it is news, press the button below: it goes as a second form.",
        )
        .into(),
        stop => stop,
    }
}

/// The id a form is shown with: a new one when this one has been sent, so that pressing the button again sends a second form.
fn form_id(house: &House, filling: &Filling) -> Filling {
    let mut filling = filling.clone();
    if filling.problem(SENT_BEFORE).is_some() {
        filling.form = house.id();
    }
    filling
}

/// By when a referral is decided, as the pack's clock says.
fn by_when(visit: &Visit<'_>, sent_at: Timestamp) -> String {
    let house = visit.house();
    let Some(timer) = house.pack.timer(deadlines::DECISION) else { return String::new() };
    let clock = Clock::start(&timer.id, sent_at, timer.limit, &house.calendar);
    format!(
        "A manager’s decision is {}. We tell you after that.",
        clock.in_words(visit.session.at, &house.calendar)
    )
}

/// Whom to ring, before anything is asked.
fn emergency(house: &House) -> Markup {
    let council = &house.pack.council;
    html! {
        (WarningText::new("If a child is in danger now, ring 999."))
        p class="govuk-body" {
            "To speak to a person, ring " strong { (council.duty_phone) } " in the day or "
            strong { (council.night_phone) } " at night and at weekends."
        }
    }
}
