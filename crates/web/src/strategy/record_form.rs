//! The form of the record, with what this discussion offers to choose from (domain.md 1.5): its children, what can be decided, the agencies that are here.

use casework::Stop;
use casework::meeting::Room;
use casework::strategy::DiscussionView;
use design::govuk::Details;
use domain::form::{Answers, Choice};
use domain::pack::{COUNCIL, Pack};
use domain::strategy::{Discussion, RECORD_FORM};
use maud::{Markup, html};

use super::record_read::NUMBERS;
use crate::forms::page::Sheet;
use crate::meeting::{agency, room, typed::as_choice};
use crate::route::{Filling, Visit};

/// The sections before the plan of the enquiry, which is folded while none begins.
const FIRST: &[&str] = &["analysis", "risk", "child", "differs"];
const PLAN: &[&str] = &["plan"];

/// The form, in the version in which the record was begun.
pub(super) fn sheet(visit: &Visit<'_>, view: &DiscussionView, room: Option<&Room>) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let known = &view.discussion.record;
    let names: Vec<String> = view.children.iter().map(|(_, called)| called.clone()).collect();
    let ids = || view.children.iter().map(|(child, called)| (child.to_string(), called.clone()));
    let sheet = of_pack(pack, known.further.as_ref())?
        .about(&names)
        .offering("children", ids())
        .offering("child", ids())
        .offering("agency", agencies(pack, known, room));
    // Of one child, nobody asks which.
    Ok(if names.len() > 1 { sheet } else { sheet.without(&["children", "child"]) })
}

/// As far as the pack alone decides.
pub(super) fn of_pack(pack: &Pack, before: Option<&Answers>) -> Result<Sheet, Stop> {
    let outcomes = pack.strategy.outcomes.iter().map(|outcome| {
        let hint = Some(outcome.words.clone()).filter(|words| !words.is_empty());
        Choice { hint, ..Choice::new(&*outcome.code, &*outcome.name) }
    });
    let sheet = Sheet::new(pack, &RECORD_FORM, before)?;
    Ok(sheet.offering_choices("outcome", &outcomes.collect::<Vec<_>>()))
}

/// The agencies that are asked to the meeting, or every agency where there is none; and those that saw it differently before.
fn agencies(pack: &Pack, known: &Discussion, room: Option<&Room>) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = match room {
        Some(room) => {
            let asked = room::organisations(pack, &room.view.meeting.record).into_iter();
            asked.map(|item| (item.value.unwrap_or_default(), item.text)).collect()
        }
        None => {
            let every = pack.agencies.iter();
            every.map(|each| (as_choice(Some(&each.id), ""), agency(pack, Some(&each.id), ""))).collect()
        }
    };
    for dissent in known.decisions.iter().flat_map(|decision| &decision.dissent) {
        let of = Some(dissent.agency.as_str()).filter(|of| *of != COUNCIL);
        let value = as_choice(of, &dissent.organisation);
        if !found.iter().any(|(other, _)| *other == value) {
            found.push((value, agency(pack, of, &dissent.organisation)));
        }
    }
    found
}

/// The questions. The plan of the enquiry is open where one begins, or something of it is wrong.
pub(super) fn asked(pack: &Pack, sheet: &Sheet, filling: &Filling) -> Markup {
    let chosen = |name: &str, code: &str| {
        name.starts_with("child-")
            && name.ends_with("-outcome")
            && pack.strategy.outcome(code).is_some_and(|outcome| outcome.section47.is_some())
    };
    let begins = filling.fields.pairs().iter().any(|(name, code)| chosen(name, code));
    let of_plan = |field: &str| field.starts_with("child-") && field.contains("-plan-");
    let wrong = filling.problems.iter().any(|problem| of_plan(&problem.field));
    let plan = sheet.asked_only(filling, PLAN);
    let before = filling.fields.pairs().iter().filter(|(name, _)| name.starts_with(NUMBERS));
    html! {
        (sheet.asked_only(filling, FIRST))
        @for (name, number) in before { input type="hidden" name=(name) value=(number); }
        (Details { open: begins || wrong, id: "plan-fold".into(), ..Details::new("Plan of the section 47 enquiry", plan) })
        (sheet.asked_but(filling, &[FIRST, PLAN].concat()))
    }
}
