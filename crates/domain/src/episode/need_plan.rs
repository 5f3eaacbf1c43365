//! Child in need plans in an episode: one open at a time, none overlapping another (census rules 4004, 4014) or a child protection plan (4001, 4016,
//! 4017), none before the referral (4015) or after the closure (8565), each ending on a later day than it began (4012).

use jiff::civil::Date;

use super::{Episode, Plan, PlanKind};
use crate::calendar::london;
use crate::refusal::Refusal;

impl Episode {
    /// The child in need plan that is open.
    pub fn need_plan(&self) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.kind == PlanKind::ChildInNeed && plan.ended_on.is_none())
    }

    /// Whether the last plan in it was a child protection plan: early help never follows at once, a child in need plan does.
    pub fn comes_from_protection(&self) -> bool {
        let last = self.plans.iter().max_by_key(|plan| (plan.started_on, plan.kind == PlanKind::ChildInNeed));
        last.is_some_and(|plan| plan.kind == PlanKind::ChildProtection)
    }

    /// The episode with a child in need plan from a day.
    ///
    /// # Errors
    /// When the episode is closed or had no further action, the day is before the referral, or another plan runs on or after it.
    pub fn with_need_plan(&self, started_on: Date) -> Result<Episode, Refusal> {
        let no = |words: String| Err(Refusal::field("started_on", words));
        if self.no_further_action {
            return Err(Refusal::NotNow(
                "A referral with no further action has no plan. Record a new referral.".into(),
            ));
        }
        if let Some(closed) = self.closed_on {
            return Err(Refusal::NotNow(format!(
                "The episode was closed on {}: a plan needs an open one.",
                london::date_in_words(closed)
            )));
        }
        if started_on < self.referral_date {
            return no(format!(
                "No plan begins before the referral, which is dated {}.",
                london::date_in_words(self.referral_date)
            ));
        }
        let clash = self.plans.iter().find(|plan| plan.ended_on.is_none_or(|ended| ended > started_on));
        if let Some(plan) = clash {
            let words = format!(
                "A {} from {} {}: the child has one plan at a time.",
                plan.kind.words().to_lowercase(),
                london::date_in_words(plan.started_on),
                plan.ended_on.map_or_else(
                    || "is open".to_owned(),
                    |ended| format!("ran until {}", london::date_in_words(ended))
                )
            );
            return match plan.ended_on {
                None => Err(Refusal::NotNow(words)),
                Some(_) => no(words),
            };
        }
        let mut episode = self.clone();
        episode.plans.push(Plan { kind: PlanKind::ChildInNeed, started_on, ended_on: None, category: None });
        episode.holds_together()?;
        Ok(episode)
    }

    /// The child in need plan that began on a day ends on a later one.
    ///
    /// # Errors
    /// When there is no such open plan, or the day is not later.
    pub fn need_plan_ended(&self, began: Date, ended: Date) -> Result<Episode, Refusal> {
        if ended <= began {
            return Err(Refusal::field("on", "A plan ends on a later day than it began."));
        }
        let mut episode = self.clone();
        let is_it = |plan: &&mut Plan| {
            plan.kind == PlanKind::ChildInNeed && plan.started_on == began && plan.ended_on.is_none()
        };
        let plan = episode.plans.iter_mut().find(is_it);
        let plan = plan
            .ok_or_else(|| Refusal::NotNow("The plan is not open in the child's episode any more.".into()))?;
        plan.ended_on = Some(ended);
        Ok(episode)
    }
}
