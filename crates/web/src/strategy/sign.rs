//! The chair reads the whole record and signs it; the minutes of its meeting are signed with it.

use casework::Stop;
use design::govuk::Button;
use domain::access::Action;
use domain::id::Id;
use domain::strategy::Discussion;
use maud::html;

use super::{address, back, page, steps, told};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Signing.
pub(super) static SIGN: Act<Id<Discussion>> = Act {
    path: "/strategy/{discussion}/sign",
    name: "sign a strategy discussion",
    action: Action::SignDiscussion,
    prefill: |visit, id, at| {
        let version = match at {
            At::Now => casework::strategy::view(&visit.session, *id)?.discussion.version.0,
            At::Version(version) => version,
        };
        Ok(Prefilled { fields: Fields::default(), version })
    },
    show,
    send,
};

fn show(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::strategy::view(&visit.session, id)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (page::heading(&view, "Read and sign"))
        (steps::steps(visit, &view))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        h2 class="govuk-heading-m" { "Why now" }
        (told::why(&view.discussion.record))
        (page::whole(visit, &view))
        (asked.short_form(visit, html! {
            p class="govuk-body" { "By signing you say that this record tells what was said and decided. Everybody who took part then gets their own copy." }
            (Button { id: "decision".into(), ..Button::new("Sign the record") })
        }))
    };
    Ok(View::new("Read and sign", body).before(back(id)).wide())
}

fn send(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<Sent, Stop> {
    casework::strategy::sign(&visit.session, &filling.sending(), id)?;
    Ok(Sent::to(address(id, "")))
}
