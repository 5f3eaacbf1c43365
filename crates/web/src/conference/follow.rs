//! What follows a plan: the first core group, the reviews, the end of the plan.

use casework::Stop;
use casework::conference::{core_group_held, review_held};
use design::govuk::Button;
use domain::access::Action;
use domain::conference::{Conference, REVIEW_FORM, ReviewAsked};
use domain::id::Id;
use domain::refusal::Refusal;
use maud::html;

use super::{address, at_version, back, form, heading, page, read};
use crate::contact::filled::Asked;
use crate::forms::page::Sheet;
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

fn sheet(visit: &Visit<'_>) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let ends = pack.conferences.plan_ends.iter().map(|one| (&*one.code, &*one.words));
    let sheet = Sheet::new(pack, &REVIEW_FORM, None)?;
    Ok(sheet.offering("category", form::categories(pack)).offering("ends", ends))
}

fn show_review(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let sheet = sheet(visit)?;
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "Review conference"))
        (visit.form(filling, html! {
            (sheet.asked(filling))
            (Button::new("Save"))
        }))
        (page::clocks(visit, &view.conference.record))
    };
    Ok(View::new("Review conference", body).before(back(conference)))
}

fn send_review(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let Some(on) = given.day("on") else {
        return Err(Refusal::field("on", "Enter the day, like 4 9 2026.").into());
    };
    let asked = ReviewAsked {
        on,
        ends: (given.words("plan") == "ends").then(|| given.words("ends")),
        category: Some(given.words("category")).filter(|code| !code.is_empty()),
        category_because: given.words("category_because"),
        reasons: given.words("reasons"),
        next_planned: given.day("next_planned"),
        further: given.further(),
    };
    review_held(&visit.session, &filling.sending(), conference, asked).map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(address(conference, "")))
}
