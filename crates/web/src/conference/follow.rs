//! What follows a plan: the first core group, the reviews, the end of the plan.

use casework::Stop;
use casework::conference::{core_group_held, review_held};
use design::govuk::{Button, Choice, SelectItem};
use domain::access::Action;
use domain::conference::{Conference, ReviewAsked};
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use maud::{Render, html};

use super::{address, at_version, back, heading, page, read};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

/// The first core group.
pub(super) static CORE_GROUP: Act<Id<Conference>> = Act {
    path: "/conferences/{conference}/core-group",
    name: "the core group met",
    action: Action::HoldConference,
    prefill: |visit, conference, at| at_version(visit, *conference, at),
    show: show_core_group,
    send: send_core_group,
};

/// A review.
pub(super) static REVIEW: Act<Id<Conference>> = Act {
    path: "/conferences/{conference}/review",
    name: "record a review conference",
    action: Action::HoldConference,
    prefill: |visit, conference, at| at_version(visit, *conference, at),
    show: show_review,
    send: send_review,
};

fn show_core_group(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "The first core group met"))
        (asked.conflict(&[("on", "Day")], &|_, words| words.to_owned()))
        (asked.form(visit, html! {
            (asked.line("on", "On which day?").hint("Like 4 9 2026").classes("govuk-input--width-10"))
            (Button::new("Save"))
        }))
        (page::clocks(visit, &view.conference.record))
    };
    Ok(View::new("The first core group met", body).before(back(conference)))
}

fn send_core_group(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<Sent, Stop> {
    let mut problems = Vec::new();
    let Some(on) = read::day(&filling.fields, "on", &mut problems) else {
        return Err(Refusal::Invalid(problems).into());
    };
    core_group_held(&visit.session, &filling.sending(), conference, on)?;
    Ok(Sent::to(address(conference, "")))
}

const LABELS: &[(&str, &str)] = &[("on", "Day"), ("reasons", "Why")];

fn show_review(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let pack = &visit.house().pack;
    let asked = Asked::new(filling, &[]);
    let list = pack.code_list("abuse_category").map_or(&[][..], |list| &list.codes);
    let categories = list.iter().filter(|code| !code.withdrawn);
    let categories = categories.map(|code| SelectItem::new(&code.code, &code.words)).collect();
    let ends = pack.conferences.plan_ends.iter().map(|one| SelectItem::new(&one.code, &one.words)).collect();
    let goes_on = html! {
        (asked.list("category", "Category from now on", categories))
        (asked.line("category_because", "If the category is discouraged: why does no other fit?"))
        (asked.line("next_planned", "Next review arranged for").hint("Like 4 9 2026").classes("govuk-input--width-10"))
    };
    let plan = vec![
        Choice::new("goes_on", "It goes on").conditional(goes_on),
        Choice::new("ends", "It ends").conditional(asked.list("ends", "Why?", ends).render()),
    ];
    let body = html! {
        (asked.summary())
        (heading(&view, "Review conference"))
        (asked.conflict(LABELS, &|_, words| words.to_owned()))
        (asked.form(visit, html! {
            (asked.line("on", "On which day was it held?").hint("Like 4 9 2026").classes("govuk-input--width-10"))
            (asked.one_of("plan", "What becomes of the child protection plan?", plan))
            (asked.lines("reasons", "Why? What has changed for the child, and what has not?"))
            (Button::new("Save"))
        }))
        (page::clocks(visit, &view.conference.record))
    };
    Ok(View::new("Review conference", body).before(back(conference)))
}

fn send_review(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems = Vec::new();
    let on = read::day(fields, "on", &mut problems);
    let next_planned = read::maybe_day(fields, "next_planned", &mut problems);
    let ends = match fields.get("plan") {
        "goes_on" => None,
        "ends" => Some(fields.get("ends").to_owned()),
        _ => {
            problems.push(Problem::new("plan", "Say whether the plan goes on or ends."));
            None
        }
    };
    let Some(on) = on.filter(|_| problems.is_empty()) else { return Err(Refusal::Invalid(problems).into()) };
    let asked = ReviewAsked {
        on,
        ends,
        category: Some(fields.get("category").to_owned()).filter(|code| !code.is_empty()),
        category_because: fields.get("category_because").to_owned(),
        reasons: fields.get("reasons").to_owned(),
        next_planned,
    };
    review_held(&visit.session, &filling.sending(), conference, asked)?;
    Ok(Sent::to(address(conference, "")))
}
