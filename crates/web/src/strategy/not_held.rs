//! No discussion is needed after all: a manager's word, with what makes that safe.

use casework::Stop;
use design::govuk::Button;
use domain::access::Action;
use domain::id::Id;
use domain::strategy::Discussion;
use maud::html;

use super::{address, back, page, steps};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Not holding it.
pub(super) static NOT_HELD: Act<Id<Discussion>> = Act {
    path: "/strategy/{discussion}/not-held",
    name: "hold no strategy discussion after all",
    action: Action::DecideDiscussion,
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
        (page::heading(&view, "No discussion is needed"))
        (steps::steps(visit, &view))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        (asked.form(visit, html! {
            (asked.lines("why", "Why is no discussion held, and what makes that safe?").rows(4))
            (Button::new("Hold no discussion").secondary())
        }))
    };
    Ok(View::new("No discussion is needed", body).before(back(id)))
}

fn send(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<Sent, Stop> {
    casework::strategy::call_off(&visit.session, &filling.sending(), id, filling.get("why"))?;
    Ok(Sent::to(address(id, "")))
}
