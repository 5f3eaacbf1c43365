//! Rules on child protection plans.

use super::super::{CinEpisode, ProtectionPlan};
use super::codes::ABUSE;
use super::{Judged, not_of};

const START: &str = "CPPstartDate";
const END: &str = "CPPendDate";

impl Judged<'_> {
    pub(super) fn protection_plans(&mut self, episode: &CinEpisode) {
        for plan in &episode.protection_plans {
            self.protection_plan(episode, plan);
            self.starts_with_conference(episode, plan);
        }
    }

    fn protection_plan(&mut self, episode: &CinEpisode, plan: &ProtectionPlan) {
        let (line, started, ended) = (plan.line, plan.started, plan.ended);
        let (death, period) = (self.child.identifiers.death, self.period);
        self.rule(started.before(episode.referral), "1105", line, &[START, "CINreferralDate"]);
        self.rule(period.missing_or_later(started), "8720", line, &[START]);
        self.rule(plan.previous_plans.read().is_none(), "8730", line, &["NumberOfPreviousCPP"]);
        let one_day = started.read().is_some_and(|day| ended.is(&day));
        self.rule(one_day, "8840", line, &[START, END]);
        let early = plan.reviews.iter().any(|review| {
            matches!((review.read(), started.read()), (Some(review), Some(started)) if review <= started)
        });
        self.rule(early, "8841", line, &[START, "CPPreviewDate"]);
        let undated = plan.reviews.iter().any(|review| review.read().is_none());
        self.rule(undated, "8842Q", line, &["CPPreviewDate"]);
        self.rule(not_of(&plan.initial_category, ABUSE), "8905", line, &["InitialCategoryOfAbuse"]);
        self.rule(not_of(&plan.latest_category, ABUSE), "8910", line, &["LatestCategoryOfAbuse"]);
        self.rule(death.before(started), "8915", line, &["PersonDeathDate", START]);
        self.rule(death.before(ended), "8920", line, &["PersonDeathDate", END]);
        self.rule(ended.before(started), "8925", line, &[START, END]);
        self.rule(period.outside(ended), "8930", line, &[END]);
    }

    /// A plan starts on the day of a conference: of an enquiry of its episode, or of the episode itself when there is no enquiry.
    fn starts_with_conference(&mut self, episode: &CinEpisode, plan: &ProtectionPlan) {
        let Some(started) = plan.started.read().filter(|day| self.period.holds(*day)) else { return };
        let held = match episode.section47s.is_empty() {
            true => episode.initial_conference.is(&started),
            false => episode.section47s.iter().any(|enquiry| enquiry.conference.is(&started)),
        };
        self.rule(!held, "2885", plan.line, &[START, "DateOfInitialCPC"]);
    }

    /// Protection plans of all the child's episodes beside each other.
    pub(super) fn protection_plans_together(&mut self) {
        let plans: Vec<&ProtectionPlan> =
            self.child.episodes.iter().flat_map(|episode| &episode.protection_plans).collect();
        let open = plans.iter().filter(|plan| plan.ended.is_missing()).count();
        for (place, plan) in plans.iter().enumerate() {
            self.rule(open > 1 && plan.ended.is_missing(), "8935", plan.line, &[END]);
            let mut others = plans.iter().enumerate().filter(|(other, _)| *other != place);
            let within = others.any(|(_, other)| self.within(plan.started, other.started, other.ended, true));
            self.rule(within, "8940", plan.line, &[START, END]);
        }
    }
}
