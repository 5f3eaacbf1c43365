//! Rules on child in need plans, and on both kinds of plan beside each other.

use jiff::civil::Date;

use super::super::{CinEpisode, CinPlan, Given, ProtectionPlan};
use super::Judged;

const START: &str = "CINPlanStartDate";
const END: &str = "CINPlanEndDate";

impl Judged<'_> {
    pub(super) fn plans(&mut self, episode: &CinEpisode) {
        let open = episode.plans.iter().filter(|plan| plan.ended.is_missing()).count();
        let protected = episode.protection_plans.iter().any(|plan| plan.ended.is_missing());
        for plan in &episode.plans {
            self.plan(episode, plan);
            let runs = plan.ended.is_missing();
            self.rule(runs && protected, "4001", plan.line, &[END, "CPPendDate"]);
            self.rule(runs && open > 1, "4004", plan.line, &[END]);
        }
        for plan in &episode.protection_plans {
            let reviewed = plan.reviews.iter().any(|review| {
                let at_end = review.read().is_some_and(|day| plan.ended.is(&day));
                let falls_into = |other: &CinPlan| self.within(*review, other.started, other.ended, false);
                !at_end && episode.plans.iter().any(falls_into)
            });
            self.rule(reviewed, "4003", plan.line, &["CPPreviewDate", START, END]);
        }
    }

    fn plan(&mut self, episode: &CinEpisode, plan: &CinPlan) {
        let (line, started, ended) = (plan.line, plan.started, plan.ended);
        let (death, period) = (self.child.identifiers.death, self.period);
        self.rule(death.before(started), "4008", line, &["PersonDeathDate", START]);
        self.rule(death.before(ended), "4009Q", line, &["PersonDeathDate", END]);
        self.rule(period.missing_or_later(started), "4010", line, &[START]);
        self.rule(ended.before(started), "4011", line, &[START, END]);
        let one_day = started.read().is_some_and(|day| ended.is(&day));
        self.rule(one_day, "4012Q", line, &[START, END]);
        self.rule(period.outside(ended), "4013", line, &[END]);
        self.rule(started.before(episode.referral), "4015", line, &[START, "CINreferralDate"]);
    }

    /// Plans of all the child's episodes beside each other.
    pub(super) fn plans_together(&mut self) {
        let plans: Vec<&CinPlan> = self.child.episodes.iter().flat_map(|episode| &episode.plans).collect();
        let protection: Vec<&ProtectionPlan> =
            self.child.episodes.iter().flat_map(|episode| &episode.protection_plans).collect();
        // A plan without a start falls into none.
        for (place, plan) in plans.iter().enumerate().filter(|(_, plan)| plan.started.read().is_some()) {
            let mut others = plans.iter().enumerate().filter(|(other, _)| *other != place);
            let within = others.any(|(_, other)| self.within(plan.started, other.started, other.ended, true));
            self.rule(within, "4014", plan.line, &[START, END]);
            let protected =
                protection.iter().any(|other| self.within(plan.started, other.started, other.ended, false));
            self.rule(protected, "4016", plan.line, &[START, "CPPstartDate", "CPPendDate"]);
        }
        for plan in protection {
            let in_need =
                plans.iter().any(|other| self.within(plan.started, other.started, other.ended, false));
            self.rule(in_need, "4017", plan.line, &["CPPstartDate", START, END]);
        }
    }

    /// Whether a day falls into a plan: until the end of the year when the plan runs on. On a plan's last day another kind of plan may begin; a plan of
    /// the same kind begins later (`last`).
    pub(super) fn within(&self, day: Given<Date>, from: Given<Date>, until: Given<Date>, last: bool) -> bool {
        let (Some(day), Some(from)) = (day.read(), from.read()) else { return false };
        from <= day
            && match until {
                Given::Read(until) => day < until || (last && day == until),
                Given::Unreadable => false,
                Given::Missing => day <= self.period.reference,
            }
    }
}
