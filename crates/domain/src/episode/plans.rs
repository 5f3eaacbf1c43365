//! Plans in an episode: a child protection plan begins on the day of its conference (census rule 2885), one at a time (8935, 8940), and no child in need
//! plan runs beside it (4001, 4016, 4017): its last day may be the first of the other. It ends on a later day than it began (8840).

use jiff::civil::Date;

use super::{Episode, Plan, PlanKind};
use crate::calendar::london;
use crate::refusal::Refusal;

impl Episode {
    /// The child protection plan that stands on a day.
    pub fn protection_plan_on(&self, day: Date) -> Option<&Plan> {
        self.plans.iter().find(|plan| {
            plan.kind == PlanKind::ChildProtection
                && plan.started_on <= day
                && plan.ended_on.is_none_or(|ended| day < ended)
        })
    }

    /// A conference made a child protection plan: it begins on that day. A child in need plan that runs ends on it.
    pub fn with_protection_plan(&self, conference_on: Date, category: String) -> Result<Episode, Refusal> {
        let no = |words: String| Err(Refusal::field("plan", words));
        if conference_on < self.referral_date {
            return no("No plan begins before the referral.".into());
        }
        if self.closed_on.is_some_and(|closed| closed < conference_on) {
            return no("The child's episode was closed before that day.".into());
        }
        let runs = |plan: &&Plan| plan.ended_on.is_none_or(|ended| ended > conference_on);
        let mut running = self.plans.iter().filter(runs);
        if let Some(plan) = running.find(|plan| plan.kind == PlanKind::ChildProtection) {
            return no(format!(
                "The child has a child protection plan from {}, and has one at a time.",
                london::date_in_words(plan.started_on)
            ));
        }
        let mut episode = self.clone();
        for plan in &mut episode.plans {
            if plan.kind != PlanKind::ChildInNeed || plan.ended_on.is_some_and(|ended| ended <= conference_on)
            {
                continue;
            }
            if plan.started_on > conference_on {
                return no(format!(
                    "A child in need plan is recorded from {}, after the conference. Look at its day first: the two do not run together.",
                    london::date_in_words(plan.started_on)
                ));
            }
            plan.ended_on = Some(conference_on);
        }
        episode.plans.push(Plan {
            kind: PlanKind::ChildProtection,
            started_on: conference_on,
            ended_on: None,
            category: Some(category),
        });
        Ok(episode)
    }

    /// The plan that began on a day, with another category from now on.
    pub fn protection_plan_category(
        &self,
        began: Date,
        category: Option<String>,
    ) -> Result<Episode, Refusal> {
        let mut episode = self.clone();
        let plan = episode.plan_from(began)?;
        plan.category = category.or(plan.category.take());
        Ok(episode)
    }

    /// The plan that began on a day ends on a later one.
    pub fn protection_plan_ended(&self, began: Date, ended: Date) -> Result<Episode, Refusal> {
        if ended <= began {
            return Err(Refusal::field("on", "A child protection plan ends on a later day than it began."));
        }
        let mut episode = self.clone();
        episode.plan_from(began)?.ended_on = Some(ended);
        Ok(episode)
    }

    fn plan_from(&mut self, began: Date) -> Result<&mut Plan, Refusal> {
        let is_it = |plan: &&mut Plan| {
            plan.kind == PlanKind::ChildProtection && plan.started_on == began && plan.ended_on.is_none()
        };
        self.plans
            .iter_mut()
            .find(is_it)
            .ok_or_else(|| Refusal::NotNow("The plan is not open in the child's episode any more.".into()))
    }

    /// The day of the conference stands in the enquiry it came from, when the episode has it.
    pub fn conference_of_enquiry(&self, enquiry_from: Date, conference_on: Date) -> Episode {
        let mut episode = self.clone();
        let from = |enquiry: &&mut super::Enquiry| {
            enquiry.started_on == enquiry_from && enquiry.conference_on.is_none()
        };
        if let Some(enquiry) = episode.enquiries.iter_mut().find(from) {
            enquiry.conference_on = Some(conference_on);
            enquiry.conference_not_required = false;
        }
        episode
    }

    /// How many child protection plans of this council began before a day (census item N00106).
    pub fn protection_plans_before(&self, day: Date) -> usize {
        let earlier = |plan: &&Plan| plan.kind == PlanKind::ChildProtection && plan.started_on < day;
        self.plans.iter().filter(earlier).count()
    }
}
