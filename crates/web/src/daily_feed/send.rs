//! Having the feed sent now: what differs, and where it is asked for what was refused as well.

use casework::Stop;
use casework::feed::{Asked, send_now};
use design::govuk::{BackLink, Button, Choice, Radios};
use domain::access::Action;
use domain::refusal::{Problem, Refusal};
use maud::{Render, html};

use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

pub(super) static SEND: Act<()> = Act {
    path: "/feed/send",
    name: "send the daily feed now",
    action: Action::MakeReturn,
    prefill: |_, (), _: At| Ok(Prefilled::default()),
    show,
    send,
};

const WHAT: &str = "what";
const DIFFERENCES: &str = "differences";
const AND_REFUSED: &str = "and_refused";

fn show(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let choices = vec![
        Choice::new(DIFFERENCES, "What differs from what the Department holds"),
        Choice::new(AND_REFUSED, "That, and what was refused, as it is"),
    ];
    let title = "Send the daily feed now";
    let body = html! {
        (filling.notices(&[(WHAT, "What is to be sent")]))
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "The Department answers each request. What comes of it stands on the page of the feed." }
        (visit.short_form(filling, html! {
            (Radios::new(WHAT, "What is to be sent?", choices).value(filling.get(WHAT)).error(filling.error(WHAT)))
            (Button::new("Send it"))
        }))
    };
    Ok(View::new(title, body).before(BackLink::to("/feed").render()))
}

fn send(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let asked = match filling.get(WHAT) {
        DIFFERENCES => Asked::Differences,
        AND_REFUSED => Asked::AndRefused,
        _ => {
            let problem = Problem::new(WHAT, "Choose what is to be sent.");
            return Err(Refusal::Invalid(vec![problem]).into());
        }
    };
    send_now(&visit.session, &filling.sending(), asked)?;
    Ok(Sent::to("/feed"))
}
