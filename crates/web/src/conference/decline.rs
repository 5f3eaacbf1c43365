//! Declining a conference although an enquiry found continuing risk: with reasons, what keeps the child safe instead, and who was told. Somebody else than
//! whoever decided the enquiry or asked.

use casework::Stop;
use casework::conference::decline;
use design::govuk::{Button, Fieldset, InsetText, Legend};
use domain::access::Action;
use domain::conference::{Conference, DeclineAsked};
use domain::id::Id;
use domain::refusal::Refusal;
use maud::html;

use super::read::{self, TOLD};
use super::{address, at_version, back, heading};
use crate::contact::filled::Asked;
use crate::contact::pressed_by_enter;
use crate::contact::repeat::{all_right, one_more};
use crate::meeting::typed::renumbered;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Declining a conference.
pub(super) static DECLINE: Act<Id<Conference>> = Act {
    path: "/conferences/{conference}/decline",
    name: "decline a conference",
    action: Action::DeclineConference,
    prefill: |visit, conference, at| at_version(visit, *conference, at),
    show,
    send,
};

const LABELS: &[(&str, &str)] = &[("reasons", "Reasons"), ("instead", "What keeps the child safe instead")];

fn show(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let asked = Asked::new(filling, &[]);
    let told = |block: usize| {
        let field = |of: &str| TOLD.field(block, of);
        let legend =
            Legend { classes: "govuk-fieldset__legend--s".into(), ..format!("Person {}", block + 1).into() };
        let questions = html! {
            (asked.line(field("who"), "Who?").hint("The mother; the school’s safeguarding lead"))
            (asked.line(field("how"), "How?"))
            (asked.line(field("on"), "On which day?").hint("Like 4 9 2026").classes("govuk-input--width-10"))
        };
        Fieldset::new(legend, questions)
    };
    let body = html! {
        (asked.summary())
        (heading(&view, "Decline the conference"))
        (asked.conflict(LABELS, &|_, words| words.to_owned()))
        (InsetText::new("The enquiry found that the child is likely to go on suffering significant harm. An agency that disagrees may ask for a conference all the same, and take it up the partnership’s ladder (Working Together)."))
        (asked.form(visit, html! {
            (pressed_by_enter("Decline the conference"))
            (asked.lines("reasons", "Why is no conference held?"))
            (asked.lines("instead", "What keeps the child safe instead, and who sees to it?"))
            h2 class="govuk-heading-m" { "Who was told" }
            p class="govuk-body" { "The family, and every agency that took part in the enquiry." }
            @for block in TOLD.blocks(&filling.fields) { (told(block)) }
            (TOLD.add("Somebody else was told"))
            (Button::new("Decline the conference").warning())
        }))
    };
    Ok(View::new("Decline the conference", body).before(back(conference)))
}

fn send(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<Sent, Stop> {
    if let Some(more) = one_more(visit, filling, &[&TOLD]) {
        return more;
    }
    let fields = &filling.fields;
    let mut problems: Vec<_> = TOLD.too_many(fields).into_iter().collect();
    let blocks = read::answered(&TOLD, fields, &[]);
    let told = read::told(fields, &blocks, &mut problems);
    all_right(problems)?;
    let asked = DeclineAsked {
        reasons: fields.get("reasons").to_owned(),
        instead: fields.get("instead").to_owned(),
        told,
    };
    match decline(&visit.session, &filling.sending(), conference, asked) {
        Ok(()) => Ok(Sent::to(address(conference, ""))),
        Err(Stop::Refusal(Refusal::Invalid(problems))) => {
            Err(Refusal::Invalid(renumbered(problems, &[(&TOLD, &blocks)])).into())
        }
        Err(stop) => Err(stop),
    }
}
