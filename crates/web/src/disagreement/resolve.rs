//! How a disagreement ended: what changed for the child, and what is learnt. A declined conference is then held after all, in the same act.

use casework::Stop;
use casework::disagreement::resolve;
use design::govuk::{Button, Choice, InsetText};
use domain::access::Action;
use domain::disagreement::{Disagreement, ResolveAsked};
use domain::id::Id;
use domain::refusal::Refusal;
use maud::html;

use super::{address, at_version, back, heading};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Writing down how it ended.
pub(super) static RESOLVE: Act<Id<Disagreement>> = Act {
    path: "/disagreements/{disagreement}/resolution",
    name: "how a disagreement ended",
    action: Action::ResolveDisagreement,
    prefill: |visit, disagreement, at| at_version(visit, *disagreement, at),
    show,
    send,
};

const LABELS: &[(&str, &str)] = &[("changed", "What changed"), ("learning", "What is learnt")];

fn show(visit: &Visit<'_>, disagreement: Id<Disagreement>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::disagreement::view(&visit.session, disagreement)?;
    let record = &view.disagreement.record;
    let ladder = &visit.house().pack.disagreements;
    let asked = Asked::new(filling, &[]);
    let outcomes = ladder.outcomes.iter().map(|outcome| Choice::new(&outcome.code, &outcome.words)).collect();
    let agreed = vec![Choice::new("yes", "Yes"), Choice::new("no", "No")];
    let body = html! {
        (asked.summary())
        (heading(&record.reference, "How it ended"))
        (asked.conflict(LABELS, &|_, words| words.to_owned()))
        @if record.can_climb(ladder) { (InsetText::new("While whoever raised it does not agree and there is a stage above, it does not end here: move it up.")) }
        @if record.conference().is_some() { (InsetText::new("If what was decided changes, the conference that was declined is asked for again at once. Its count never stopped.")) }
        (asked.form(visit, html! {
            (asked.one_of("outcome", "How did it end?", outcomes))
            (asked.one_of("agreed", "Does whoever raised it agree?", agreed))
            (asked.lines("changed", "What changed for the child, or why does nothing?").hint("Whoever raised it reads this."))
            (asked.lines("learning", "What is learnt from it?").hint("The council’s own: they do not read this."))
            (Button::new("Save how it ended"))
        }))
    };
    Ok(View::new("How a disagreement ended", body).before(back(disagreement)))
}

fn send(visit: &Visit<'_>, disagreement: Id<Disagreement>, filling: &Filling) -> Result<Sent, Stop> {
    if filling.get("agreed").is_empty() {
        return Err(Refusal::field("agreed", "Say whether whoever raised it agrees.").into());
    }
    let asked = ResolveAsked {
        outcome: filling.get("outcome").to_owned(),
        agreed: filling.get("agreed") == "yes",
        changed: filling.get("changed").to_owned(),
        learning: filling.get("learning").to_owned(),
    };
    resolve(&visit.session, &filling.sending(), disagreement, asked)?;
    Ok(Sent::to(address(disagreement, "")))
}
