//! The conference of a child who came on another council's protection plan: its day stands with the episode, and a plan that goes on is a new plan here
//! from that day.

use casework::Stop;
use casework::referral::{ReferralView, conference_held, view};
use design::govuk::{BackLink, Button, Choice, SelectItem};
use domain::access::Action;
use domain::calendar::typed::parse_date;
use domain::id::Id;
use domain::referral::Referral;
use domain::refusal::{Problem, Refusal};
use maud::{Render, html};

use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

pub(super) static CONFERENCE: Act<Id<Referral>> = Act {
    path: "/acceptances/{referral}/conference",
    name: "record a transfer-in conference",
    action: Action::AcceptReferral,
    prefill,
    show,
    send,
};

/// The referral, when its conference is still to be held.
fn waiting(visit: &Visit<'_>, id: Id<Referral>) -> Result<ReferralView, Stop> {
    let view = view(&visit.session, id)?;
    let waits = view.episodes.iter().any(|episode| {
        episode.referral == Some(id)
            && episode.transfer_in.as_ref().is_some_and(|transfer| transfer.conference_on.is_none())
    });
    if !waits {
        return Err(Refusal::NotNow("No transfer-in conference waits for this child.".into()).into());
    }
    Ok(view)
}

fn prefill(visit: &Visit<'_>, id: &Id<Referral>, _: At) -> Result<Prefilled, Stop> {
    let version = waiting(visit, *id)?.episode_version.unwrap_or_default();
    Ok(Prefilled { fields: Fields::default(), version })
}

fn show(visit: &Visit<'_>, id: Id<Referral>, filling: &Filling) -> Result<View, Stop> {
    let view = waiting(visit, id)?;
    let asked = Asked::new(filling, &[]);
    let categories = visit.house().pack.code_list("abuse_category").map_or(&[][..], |list| &list.codes);
    let categories =
        categories.iter().filter(|code| !code.withdrawn).map(|code| SelectItem::new(&code.code, &code.words));
    let category = asked.list("category", "Category of abuse", categories.collect()).render();
    let plan = vec![
        Choice::new("yes", "Yes: a plan of this council begins on that day").conditional(category),
        Choice::new("no", "No"),
    ];
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Transfer-in conference, referral " (view.referral.record.reference) }
        (asked.short_form(visit, html! {
            (asked.line("held_on", "On which day was it held?").hint("Like 4 9 2026").classes("govuk-input--width-10"))
            (asked.one_of("plan", "Does the child protection plan go on here?", plan))
            (Button::new("Record the conference"))
        }))
    };
    let back = BackLink::to(format!("/acceptances/{id}"));
    Ok(View::new("Transfer-in conference", body).before(back.render()))
}

fn send(visit: &Visit<'_>, id: Id<Referral>, filling: &Filling) -> Result<Sent, Stop> {
    let mut problems = Vec::new();
    let held_on = parse_date(filling.get("held_on"))
        .map_err(|wrong| problems.push(Problem::new("held_on", wrong.to_string())));
    let category = match (filling.get("plan"), filling.get("category")) {
        ("yes", "") => {
            problems.push(Problem::new("category", "Choose the category of abuse."));
            None
        }
        ("yes", category) => Some(category.to_owned()),
        ("no", _) => None,
        _ => {
            problems.push(Problem::new("plan", "Say whether the plan goes on here."));
            None
        }
    };
    match held_on {
        Ok(held_on) if problems.is_empty() => {
            conference_held(&visit.session, &filling.sending(), id, held_on, category)?;
            Ok(Sent::to(format!("/acceptances/{id}")))
        }
        _ => Err(Refusal::Invalid(problems).into()),
    }
}
