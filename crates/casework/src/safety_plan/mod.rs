//! Safety plans and children's own plans: made at once, looked at, renewed, replaced, ended; who holds one and who must not; what of them the night
//! team sees; and what people are told by time passing.

mod hand_out;
mod keep;
mod list;
mod night;
mod own;
mod remind;
mod view;

pub use hand_out::{collect, give, lift, printed, withhold};
pub use keep::{Asked, agree, check, end, explain, make, next};
pub use list::{Desk, PromiseDue, Row, list, on_my_desk};
pub use night::PlanTonight;
pub(crate) use night::{facts_for_the_night, tonight};
pub use own::{OwnView, look_at_promise, own_plan, own_version, write_own};
pub(crate) use remind::remind;
pub use view::{OfChild, PlanView, of_child, people_around, plan_version, view};
pub(crate) use view::{close_restricted, is_a_child, staff_in};

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::handover::Night;
use domain::id::Id;
use domain::pack::SAFETY_PLAN_FORM;
use domain::refusal::Refusal;
use domain::safety_plan::SafetyPlan;
use jiff::Timestamp;
use store::Stop;

use crate::house::House;
use crate::session::Session;
use crate::standing::{standing, unchanged};

/// By when the day team has answered a plan that was made by night.
fn day_answers_by(house: &House, made_at: Timestamp) -> Timestamp {
    let pack = &house.pack;
    let night = Night::last_begun(made_at, &house.calendar, &pack.handover);
    london::instant(london::date_of(night.ends), pack.safety_plans.day_answers_by)
}

/// The form that a plan's words answer, and the pack's rules.
fn rules<'s>(
    session: &Session<'s>,
) -> Result<(&'s domain::form::Form, &'s domain::pack::SafetyPlans), Refusal> {
    let pack = &session.house.pack;
    let form = pack.form(SAFETY_PLAN_FORM).ok_or_else(|| {
        Refusal::NotNow("The practice pack has no form for safety plans. Tell the administrator.".into())
    })?;
    Ok((form, &pack.safety_plans))
}

/// The acts that a plan's page offers.
const OFFERED: &[Action] = &[
    Action::MakeSafetyPlan,
    Action::EndSafetyPlan,
    Action::CheckSafetyPlan,
    Action::HandOutSafetyPlan,
    Action::AgreeSafetyPlan,
];

/// What the viewer may do with a plan.
fn may(door: &store::Door, plan: Id<SafetyPlan>) -> Result<Vec<Action>, Stop> {
    let mut may = Vec::new();
    for action in OFFERED {
        if door.would_permit(*action, Subject::record(plan))? {
            may.push(*action);
        }
    }
    Ok(may)
}
