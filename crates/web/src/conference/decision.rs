//! What a conference decided for a child: the child's views first, then who was there, then the decision. Where a brother's or sister's is recorded already,
//! the form begins with who was there.

use casework::Stop;
use casework::conference::hold;
use design::govuk::Button;
use domain::access::Action;
use domain::conference::{
    CORE_GROUP, Conference, DECISION_FORM, Decision, FIRST_REVIEW, FamilyThere, HoldAsked, PlanDecision,
    There,
};
use domain::id::Id;
use domain::meeting::Attended;
use domain::pack::Pack;
use domain::refusal::{Problem, Refusal};
use maud::html;

use super::form::{self, nth};
use super::{address, back, heading};
use crate::contact::pressed_by_enter;
use crate::forms::page::{Given, Sheet};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Recording what was decided.
pub(super) static DECISION: Act<Id<Conference>> = Act {
    path: "/conferences/{conference}/decision",
    name: "record what a conference decided",
    action: Action::HoldConference,
    prefill,
    show,
    send,
};

fn sheet(pack: &Pack, conference: &Conference) -> Result<Sheet, Stop> {
    let rule = &pack.conferences.quorum;
    let quorum = format!(
        "Quorate with children’s social care and {} other agencies in direct contact with the child. {}",
        rule.others, rule.source
    );
    let (child, family) = (&pack.conferences.child_part, &pack.conferences.family_part);
    let sheet = Sheet::new(pack, &DECISION_FORM, None)?
        .offering("child_part", child.iter().map(|part| (&*part.code, &*part.words)))
        .offering("part", family.iter().map(|part| (&*part.code, &*part.words)))
        .offering("agency", form::agencies(pack))
        .offering("how", Attended::ALL.map(|how| (how.code(), how.words())))
        .offering("category", form::categories(pack))
        .worded("not_quorate_because", None, Some(&quorum))
        .worded("category_because", None, Some(&pack.conferences.category.source))
        .worded("core_group_planned", None, Some(&limit(pack, CORE_GROUP)))
        .worded("review_planned", None, Some(&limit(pack, FIRST_REVIEW)));
    Ok(form::late_asked(sheet, pack, conference))
}

/// The limit of a timer with its source, for a hint.
fn limit(pack: &Pack, timer: &str) -> String {
    pack.timer(timer).map_or_else(String::new, |timer| {
        format!("Within {} ({}, {}). Like 4 9 2026.", timer.limit, timer.source, timer.mark.words())
    })
}

fn prefill(visit: &Visit<'_>, conference: &Id<Conference>, at: At) -> Result<Prefilled, Stop> {
    let view = casework::conference::view(&visit.session, *conference)?;
    let version = match at {
        At::Now => view.conference.version.0,
        At::Version(version) => version,
    };
    let mut fields = Fields::default();
    let record = &view.conference.record;
    let sister = view.together.iter().find_map(|one| one.conference.held.as_ref());
    if let Some(held) = sister {
        fields = fields.with("on", form::written(held.on)).with("chair", &*held.chair);
        fill_there(&mut fields, &held.there);
        fill_family(&mut fields, &held.family);
    } else {
        if let Some(day) = record.days.last() {
            fields = fields.with("on", form::written(day.on)).with("chair", &*day.chair);
        }
        form::fill_invited(&mut fields, "there", &record.invited);
    }
    Ok(Prefilled { fields, version })
}

fn fill_there(fields: &mut Fields, there: &[There]) {
    for (place, one) in there.iter().enumerate() {
        fields.set(&nth("there", place, "agency"), &*one.agency);
        fields.set(&nth("there", place, "organisation"), &*one.organisation);
        fields.set(&nth("there", place, "name"), &*one.name);
        fields.set(&nth("there", place, "how"), one.how.code());
        if one.direct_contact {
            fields.set(&nth("there", place, "direct"), "yes");
        }
    }
}

fn fill_family(fields: &mut Fields, family: &[FamilyThere]) {
    for (place, one) in family.iter().enumerate() {
        fields.set(&nth("family", place, "who"), &*one.who);
        fields.set(&nth("family", place, "part"), &*one.part);
    }
}

fn show(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let sheet = sheet(&visit.house().pack, &view.conference.record)?;
    let questions = html! {
        (pressed_by_enter("Save what it decided"))
        (sheet.asked(filling))
        (Button::new("Save what it decided"))
    };
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "What the conference decided"))
        (visit.form(filling, questions))
    };
    Ok(View::new("What the conference decided", body).before(back(conference)))
}

fn send(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<Sent, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let sheet = sheet(&visit.house().pack, &view.conference.record)?;
    let mut given = sheet.read(&filling.fields)?;
    let asked = read(&mut given)?;
    hold(&visit.session, &filling.sending(), conference, asked).map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(address(conference, "")))
}

fn read(given: &mut Given<'_>) -> Result<HoldAsked, Refusal> {
    let there = form::there(given);
    given.all_right()?;
    let Some(on) = given.day("on") else {
        return Err(Refusal::Invalid(vec![Problem::new("on", "Enter the day, like 4 9 2026.")]));
    };
    let Some(plan) = PlanDecision::from_code(&given.words("plan")) else {
        return Err(Refusal::Invalid(vec![Problem::new("plan", "Say whether there is a plan.")]));
    };
    let is_plan = plan == PlanDecision::Plan;
    Ok(HoldAsked {
        on,
        chair: given.words("chair").trim().to_owned(),
        child_part: given.words("child_part"),
        views: given.words("views"),
        no_views_because: given.words("no_views_because"),
        family: form::family(given),
        there,
        not_quorate_because: given.words("not_quorate_because"),
        decision: Decision {
            plan,
            category: Some(given.words("category")).filter(|code| is_plan && !code.is_empty()),
            category_because: if is_plan { given.words("category_because") } else { String::new() },
            reasons: given.words("reasons"),
        },
        dissent: given.words("dissent"),
        core_group_planned: given.day("core_group_planned").filter(|_| is_plan),
        review_planned: given.day("review_planned").filter(|_| is_plan),
        late: form::late(given),
        further: given.further(),
    })
}
