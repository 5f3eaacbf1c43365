//! The chair reads the minutes and signs them, or takes the signature back to have them put right.

use casework::Stop;
use casework::meeting::MeetingView;
use design::govuk::Button;
use domain::access::Action;
use domain::id::Id;
use domain::meeting::{Meeting, Reader};
use maud::{Markup, html};

use super::{address, back, heading, quorum};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Signing the minutes.
pub(super) static SIGN: Act<Id<Meeting>> = Act {
    path: "/meetings/{meeting}/sign",
    name: "sign a meeting's minutes",
    action: Action::SignMinutes,
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

const ACT: &str = "act";
const REOPEN: &str = "reopen";

fn show(visit: &Visit<'_>, meeting: Id<Meeting>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::meeting::view(&visit.session, meeting)?;
    let asked = Asked::new(filling, &[]);
    let signed = view.meeting.record.signed.is_some();
    let body = html! {
        (asked.summary())
        (heading(&view, if signed { "Put the minutes right" } else { "Sign the minutes" }))
        (crate::strategy::of_meeting(visit, meeting)?)
        (asked.conflict(&[], &|_, words| words.to_owned()))
        (whole(visit, &view))
        (asked.short_form(visit, html! {
            @if signed {
                (asked.lines("why", "What must be put right?").rows(2))
                (Button::new("Take my signature back").sends(ACT, REOPEN))
            } @else {
                p class="govuk-body" { "By signing you say that these minutes tell what was said and decided." }
                (Button { id: "decision".into(), ..Button::new("Sign the minutes").sends(ACT, "sign") })
            }
        }))
    };
    Ok(View::new("Sign the minutes", body).before(back(meeting)))
}

fn whole(visit: &Visit<'_>, view: &MeetingView) -> Markup {
    let pack = &visit.house().pack;
    let known = &view.meeting.record;
    html! {
        (quorum(pack, &known.quorum(&view.kind), false))
        (super::copy::minutes(pack, &known.copy_for(&Reader::Council, &[]), &view.names, 2, true))
    }
}

fn send(visit: &Visit<'_>, meeting: Id<Meeting>, filling: &Filling) -> Result<Sent, Stop> {
    if filling.get(ACT) == REOPEN {
        casework::meeting::reopen(&visit.session, &filling.sending(), meeting, filling.get("why"))?;
        return Ok(Sent::to(address(meeting, "/room")));
    }
    casework::meeting::sign(&visit.session, &filling.sending(), meeting)?;
    Ok(Sent::to(address(meeting, "")))
}
