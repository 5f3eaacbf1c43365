//! Correcting what was closed in error: never an undo of a right decision, for which there is a new referral.

use casework::Stop;
use casework::closure::{correct, view};
use design::govuk::{Button, Choice, SelectItem};
use domain::access::Action;
use domain::closure::{Closure, CorrectAsked};
use domain::id::Id;
use maud::{Render, html};

use super::{address, at_version, back, heading};
use crate::child_in_need::read::maybe_day;
use crate::contact::filled::Asked;
use crate::contact::repeat::all_right;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Correcting.
pub(super) static CORRECT: Act<Id<Closure>> = Act {
    path: "/closures/{closure}/correct",
    name: "correct a closing",
    action: Action::CorrectClosure,
    prefill: |visit, closure, at| at_version(visit, *closure, at),
    show,
    send,
};

fn show(visit: &Visit<'_>, closure: Id<Closure>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, closure)?;
    let asked = Asked::new(filling, &[("closed_on", "on")]);
    let reasons = visit.house().pack.code_list("closure_reason").map_or(&[][..], |list| &list.codes);
    let reasons = reasons.iter().filter(|code| !code.withdrawn);
    let reasons =
        reasons.map(|code| SelectItem::new(&code.code, format!("{}: {}", code.code, code.words))).collect();
    let other = html! {
        (asked.line("on", "The right day").hint("Like 4 9 2026. Leave it empty if the day is right.").classes("govuk-input--width-10"))
        (asked.list("reason", "The right reason", reasons).hint("Leave it if the reason is right."))
    };
    let choices = vec![
        Choice::new("open", "It should never have been closed: the episode is open again"),
        Choice::new("other", "The day or the reason is wrong").conditional(other.render()),
    ];
    let body = html! {
        (asked.summary())
        (heading(&view, "It was closed in error"))
        (asked.conflict(&[("why", "What was wrong")], &|_, words| words.to_owned()))
        p class="govuk-body" {
            "Only for what was recorded wrongly. A child who needs help again has a new referral. What stood before is kept."
        }
        (asked.form(visit, html! {
            (asked.one_of("open_again", "What was wrong?", choices))
            (asked.lines("why", "What happened, and how do you know?"))
            (Button::new("Correct it").warning())
        }))
    };
    Ok(View::new("Correct a closing", body).before(back(closure)))
}

fn send(visit: &Visit<'_>, closure: Id<Closure>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems = Vec::new();
    let other = fields.get("open_again") == "other";
    let on = if other { maybe_day(fields, "on", &mut problems) } else { None };
    all_right(problems)?;
    let asked = CorrectAsked {
        open_again: match fields.get("open_again") {
            "open" => Some(true),
            "other" => Some(false),
            _ => None,
        },
        on,
        reason: if other { fields.get("reason").to_owned() } else { String::new() },
        why: fields.get("why").trim().to_owned(),
    };
    correct(&visit.session, &filling.sending(), closure, asked)?;
    Ok(Sent::to(address(closure, "")))
}
