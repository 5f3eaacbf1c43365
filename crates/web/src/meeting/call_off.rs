//! Calling a meeting off: everybody's calendar is told.

use casework::Stop;
use design::govuk::Button;
use domain::access::Action;
use domain::id::Id;
use domain::meeting::Meeting;
use maud::html;

use super::{address, back, heading};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Calling a meeting off.
pub(super) static CALL_OFF: Act<Id<Meeting>> = Act {
    path: "/meetings/{meeting}/call-off",
    name: "call a meeting off",
    action: Action::ArrangeMeeting,
    prefill: |visit, meeting, at| {
        let version = match at {
            At::Now => casework::meeting::view(&visit.session, *meeting)?.meeting.version.0,
            At::Version(version) => version,
        };
        Ok(Prefilled { fields: Fields::default(), version })
    },
    show,
    send,
};

fn show(visit: &Visit<'_>, meeting: Id<Meeting>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::meeting::view(&visit.session, meeting)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "Call the meeting off"))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        (asked.form(visit, html! {
            (asked.lines("why", "Why?").hint("Those who were asked read it after they have signed in. It stands in no e-mail.").rows(3))
            (Button::new("Call it off and tell everybody").warning())
        }))
    };
    Ok(View::new("Call the meeting off", body).before(back(meeting)))
}

fn send(visit: &Visit<'_>, meeting: Id<Meeting>, filling: &Filling) -> Result<Sent, Stop> {
    casework::meeting::call_off(&visit.session, &filling.sending(), meeting, filling.get("why"))?;
    Ok(Sent::to(address(meeting, "")))
}
