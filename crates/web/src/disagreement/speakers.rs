//! Who speaks in the stage a disagreement is in. Saying so moves no clock.

use casework::Stop;
use casework::disagreement::speakers;
use design::govuk::{Button, SelectItem};
use domain::access::Action;
use domain::disagreement::Disagreement;
use domain::id::Id;
use maud::html;

use super::{address, at_version, back, heading};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Saying who speaks.
pub(super) static SPEAKERS: Act<Id<Disagreement>> = Act {
    path: "/disagreements/{disagreement}/speakers",
    name: "who speaks in a disagreement",
    action: Action::AnswerDisagreement,
    prefill: |visit, disagreement, at| at_version(visit, *disagreement, at),
    show,
    send,
};

const LABELS: &[(&str, &str)] = &[("ours", "Who speaks for us"), ("theirs", "Who speaks for them")];

fn show(visit: &Visit<'_>, disagreement: Id<Disagreement>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::disagreement::view(&visit.session, disagreement)?;
    let record = &view.disagreement.record;
    let asked = Asked::new(filling, &[]);
    let stage = record
        .stage()
        .and_then(|stage| visit.house().pack.disagreements.stage(&stage.code))
        .map(|(_, stage)| stage);
    let (ours, theirs) = stage.map_or(("", ""), |stage| (stage.ours.as_str(), stage.theirs.as_str()));
    let colleagues =
        view.ours.iter().map(|one| SelectItem::new(one.id.to_string(), one.name.as_str())).collect();
    let accounts = view.theirs.iter().map(|one| {
        let of = one.organisation.as_deref().unwrap_or_default();
        let words = if of.is_empty() { one.name.clone() } else { format!("{}, {of}", one.name) };
        SelectItem::new(one.id.to_string(), words)
    });
    let body = html! {
        (asked.summary())
        (heading(&record.reference, "Who speaks"))
        (asked.conflict(LABELS, &|_, words| words.to_owned()))
        (asked.form(visit, html! {
            (asked.list("ours", "Who speaks for the council?", colleagues).hint(ours))
            (asked.line("theirs", "Who speaks for whoever raised it?").hint(theirs))
            @if !view.theirs.is_empty() {
                (asked.list("theirs_account", "Their account, if they have one", accounts.collect()).hint("They then read this disagreement, with what was answered, and can answer it."))
            }
            (Button::new("Save"))
        }))
    };
    Ok(View::new("Who speaks in a disagreement", body).before(back(disagreement)))
}

fn send(visit: &Visit<'_>, disagreement: Id<Disagreement>, filling: &Filling) -> Result<Sent, Stop> {
    let chosen = |name: &str| filling.get(name).parse().ok();
    let theirs = (filling.get("theirs").trim().to_owned(), chosen("theirs_account"));
    speakers(&visit.session, &filling.sending(), disagreement, chosen("ours"), theirs)?;
    Ok(Sent::to(address(disagreement, "")))
}
