//! Somebody went to see the child: when, by whom, where, alone or not, how the child was; and the child's day, in the pack's questions.

use casework::Stop;
use casework::section47;
use design::govuk::Button;
use domain::access::Action;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::section47::{Section47, SeenAsked};
use maud::{Markup, html};

use super::{address, below, blank, heading, open, typed};
use crate::contact::filled::Asked;
use crate::route::{Act, Fields, Filling, Sent, View, Visit};

/// Writing it down.
pub(super) static SEEN: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/seen",
    name: "child seen in a section 47 enquiry",
    action: Action::MakeSection47,
    prefill: blank,
    show,
    send,
};

/// The pack's questions about the child's day.
pub(super) const DAY: &str = "section47_day";

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "The child was seen, or was not"))
        (asked.form(visit, html! {
            (typed::either(&asked, "seen", "Was the child seen?", "Yes", "No"))
            (typed::moment_lines(&asked, "at", "When"))
            (asked.line("who", "By whom?").hint("Everybody who went, with their agency"))
            (asked.line("place", "Where?"))
            (typed::either(&asked, "alone", "Was the child alone with them?", "Yes, alone", "No"))
            (asked.line("interpreter", "Who interpreted?").hint("Leave it empty when nobody did"))
            (asked.lines("looked", "How did the child look, and how were they?").rows(4))
            (asked.lines("why", "Why was the child not seen, or not alone?").rows(2).hint("Leave it empty when the child was seen alone"))
            (day(visit, filling))
            (Button::new("Write it down"))
        }))
    };
    below(visit, &view, "The child was seen, or was not", body)
}

fn day(visit: &Visit<'_>, filling: &Filling) -> Markup {
    let Some(form) = visit.house().pack.form(DAY) else { return Markup::default() };
    crate::forms::render(form, filling)
}

/// The answers to one of the pack's forms, as far as a page has its fields.
pub(super) fn answers(
    form: Option<&domain::form::Form>,
    fields: &Fields,
    problems: &mut Vec<Problem>,
) -> Option<domain::form::Answers> {
    let form = form?;
    let of_form =
        |field: &str| field.split_once('.').is_some_and(|(section, _)| form.section(section).is_some());
    let mine: Vec<_> = fields.pairs().iter().filter(|(name, _)| of_form(name)).cloned().collect();
    let read = form.read(&mine);
    problems.extend(read.problems);
    Some(read.answers)
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems: Vec<Problem> = Vec::new();
    let text = |name: &str| fields.get(name).to_owned();
    let asked = SeenAsked {
        at: typed::moment(fields, "at", &mut problems),
        seen: typed::yes_no(fields, "seen"),
        alone: typed::yes_no(fields, "alone"),
        who: text("who"),
        place: text("place"),
        interpreter: text("interpreter"),
        looked: text("looked"),
        why: text("why"),
        day: answers(visit.house().pack.form(DAY), fields, &mut problems),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    section47::saw(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
