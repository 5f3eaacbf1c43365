//! A disagreement talked through: by the two with each other, or by a third person. Neither answer is changed by it.

use casework::Stop;
use casework::second_reading::{both, moderate};
use design::govuk::{BackLink, Button, Choice};
use domain::access::Action;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::second_reading::{Moderated, ModerationAsked, SecondReading, Talked};
use maud::{Render, html};

use super::both_address;
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

pub(super) static MODERATION: Act<Id<SecondReading>> = Act {
    path: "/second-readings/{reading}/moderation",
    name: "write down how a disagreement was talked through",
    action: Action::ModerateReading,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, id: &Id<SecondReading>, _: At) -> Result<Prefilled, Stop> {
    Ok(Prefilled { fields: Fields::default(), version: both(&visit.session, *id)?.reading.version.0 })
}

fn show(visit: &Visit<'_>, id: Id<SecondReading>, filling: &Filling) -> Result<View, Stop> {
    let found = both(&visit.session, id)?;
    let reading = &found.reading.record;
    if !reading.is_to_moderate() {
        return Err(Refusal::NotNow("There is nothing here to talk through.".into()).into());
    }
    let asked = Asked::new(filling, &[]);
    let talked = vec![
        Choice::new("both", "The two managers with each other").hint("One of them writes it down"),
        Choice::new("third", "A third person").hint("Somebody who gave neither answer"),
    ];
    let came_to = Moderated::ALL.map(|found| Choice::new(found.code(), found.words())).into();
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Talk through contact " (reading.reference) }
        p class="govuk-body" {
            "Level " (reading.first.level) " or level " (reading.second.as_ref().map_or(0, |second| second.level)) ". "
            a class="govuk-link" href=(both_address(id)) { "Both answers" }
        }
        p class="govuk-body" { "Neither answer is changed by this. If something must be done differently for a child, ring the manager who decided." }
        (asked.form(visit, html! {
            (asked.one_of("talked", "Who talked it through?", talked))
            (asked.one_of("found", "What did it come to?", came_to))
            (asked.lines("learnt", "What was learnt?").hint("For everybody who decides: no names").rows(5))
            (asked.lines("document", "Does a word of the threshold document need changing?").hint("Which paragraph, and how; leave it empty for no").rows(3))
            (Button::new("Write it down"))
        }))
    };
    let back = BackLink { content: "Back to both answers".into(), ..BackLink::to(both_address(id)) };
    Ok(View::new("Talk a disagreement through", body).before(back.render()))
}

fn send(visit: &Visit<'_>, id: Id<SecondReading>, filling: &Filling) -> Result<Sent, Stop> {
    let talked = match filling.get("talked") {
        "both" => Some(Talked::Both),
        "third" => Some(Talked::Third),
        _ => None,
    };
    let found = Moderated::from_code(filling.get("found"));
    let (Some(talked), Some(found)) = (talked, found) else {
        let mut problems = Vec::new();
        if talked.is_none() {
            problems.push(Problem::new("talked", "Choose who talked it through."));
        }
        if found.is_none() {
            problems.push(Problem::new("found", "Choose what it came to."));
        }
        return Err(Refusal::Invalid(problems).into());
    };
    let asked = ModerationAsked {
        talked,
        found,
        learnt: filling.get("learnt").to_owned(),
        document: filling.get("document").to_owned(),
    };
    moderate(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(both_address(id)))
}
