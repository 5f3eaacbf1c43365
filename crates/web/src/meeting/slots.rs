//! When an organisation can come to meetings: published by its own people, so that a planner sees it beside the others.

use casework::Stop;
use casework::meeting::{own_slots, publish, take_back};
use design::govuk::{Button, Choice, Radios};
use domain::access::Action;
use domain::calendar::london;
use domain::refusal::{Problem, Refusal};
use maud::html;

use crate::contact::filled::Asked;
use crate::forms::moment;
use crate::route::{Act, Filling, Prefilled, Sent, View, Visit};

/// Free times.
pub(super) static SLOTS: Act<()> = Act {
    path: "/meetings/slots",
    name: "when we can come to meetings",
    action: Action::PublishSlots,
    prefill: |_, (), _| Ok(Prefilled::default()),
    show,
    send,
};

const ACT: &str = "act";
const TAKE_BACK: &str = "take_back";

fn show(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let slots = own_slots(&visit.session)?;
    // Without published times, what is wrong with taking one back stands where one is published.
    let lands: &[(&str, &str)] = if slots.is_empty() { &[("slot", "date")] } else { &[] };
    let asked = Asked::new(filling, lands);
    let choices = slots.iter().map(|slot| {
        let words =
            format!("{} to {}", london::moment_in_words(slot.from), london::time_in_words(slot.until));
        Choice::new(slot.id.to_string(), words)
    });
    let choices: Vec<Choice> = choices.collect();
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "When can you come to meetings?" }
        p class="govuk-body" { "Whoever plans a meeting sees these times beside those of other agencies. They say nothing about any family." }
        (asked.short_form(visit, html! {
            (asked.line("date", "Day").hint("For example 4 September 2026").classes("govuk-input--width-10"))
            (asked.line("from", "From").hint("For example 10:00").classes("govuk-input--width-10"))
            (asked.line("until", "Until").classes("govuk-input--width-10"))
            (Button::new("Publish this time").sends(ACT, "publish"))
            @if choices.is_empty() {
                p class="govuk-body" { "You have published no times to come." }
            } @else {
                (Radios::new("slot", "Your published times", choices).error(filling.error("slot")))
                (Button::new("Take this time back").secondary().sends(ACT, TAKE_BACK))
            }
        }))
    };
    Ok(View::new("When can you come to meetings?", body))
}

fn send(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    if fields.get(ACT) == TAKE_BACK {
        let slot = fields.get("slot").parse().ok();
        let slot = slot.ok_or_else(|| Refusal::field("slot", "Choose the time that you take back."))?;
        take_back(&visit.session, &filling.sending(), slot)?;
        return Ok(Sent::to(SLOTS.path));
    }
    let mut problems = Vec::new();
    let from = moment::optional(fields, "date", "from", &mut problems);
    // A day that cannot be read is said once.
    let until =
        if problems.is_empty() { moment::optional(fields, "date", "until", &mut problems) } else { None };
    if from.is_none() && problems.is_empty() {
        problems.push(Problem::new("date", "Write the day and the times from and until."));
    }
    let (Some(from), Some(until), true) = (from, until, problems.is_empty()) else {
        return Err(Refusal::Invalid(problems).into());
    };
    publish(&visit.session, &filling.sending(), from, until)?;
    Ok(Sent::to(SLOTS.path))
}
