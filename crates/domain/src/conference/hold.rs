//! What a conference decided for a child, with the child's views first: who was there, whether it was quorate, plan or no plan and why, the category of
//! abuse, and by when the core group and the first review are held. The plan begins on the day of the conference (census rule 2885).

use jiff::Timestamp;
use jiff::civil::Date;

use super::plan::at_weekend;
use super::{
    CONFERENCE, CORE_GROUP, Conference, ConferenceQuorum, Decision, FIRST_REVIEW, FamilyThere, Held, Late,
    PlanDecision, Stage, There, is_empty,
};
use crate::calendar::{Calendar, london};
use crate::episode::Episode;
use crate::form::Answers;
use crate::id::Id;
use crate::pack::Pack;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// What a conference decided, as the page asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldAsked {
    /// On which day.
    pub on: Date,
    /// The independent chair.
    pub chair: String,
    /// How the child took part.
    pub child_part: String,
    /// What the child says and wishes.
    pub views: String,
    /// Why that is not known.
    pub no_views_because: String,
    /// The family.
    pub family: Vec<FamilyThere>,
    /// The agencies.
    pub there: Vec<There>,
    /// Why it decided all the same, when it was not quorate.
    pub not_quorate_because: String,
    /// What it decided.
    pub decision: Decision,
    /// Who sees it differently.
    pub dissent: String,
    /// For when the core group is arranged.
    pub core_group_planned: Option<Date>,
    /// For when the review is arranged.
    pub review_planned: Option<Date>,
    /// Why it is later than its limit, when it is.
    pub late: Late,
    /// The answers to the council's own questions, with the version of the form.
    pub further: Option<Answers>,
}

impl Conference {
    /// Records what it decided. `episode` is the child's episode that is open on that day, if there is one: the plan stands in it.
    pub fn hold(
        &self,
        by: Id<Staff>,
        asked: HoldAsked,
        episode: Option<&Episode>,
        at: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<(Self, Option<Episode>), Refusal> {
        self.must_wait()?;
        let mut problems = self.day_problems(asked.on, at);
        let late = self.late_at(asked.on, &asked.late, pack, &mut problems);
        problems.extend(child_problems(&asked, pack));
        problems.extend(people_problems(&asked, pack));
        problems.extend(decision_problems(&asked, pack));
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let episode = self.episode_after(&asked, episode)?;
        let mut after = self.clone();
        after.stage = Stage::Held;
        after.late = late.or(after.late);
        after.meet(CONFERENCE, asked.on);
        if let Some(local) = after.local.as_mut().filter(|local| local.met.is_none()) {
            local.met = Some(london::start_of(asked.on));
        }
        if asked.decision.plan == PlanDecision::Plan {
            let held_on = london::start_of(asked.on);
            after.clocks.push(pack.start(CORE_GROUP, held_on, calendar)?);
            after.clocks.push(pack.start(FIRST_REVIEW, held_on, calendar)?);
        }
        let quorate = ConferenceQuorum::of(&asked.there, &pack.conferences).holds();
        after.held = Some(Held {
            on: asked.on,
            chair: asked.chair,
            child_part: asked.child_part,
            views: asked.views,
            no_views_because: asked.no_views_because,
            family: asked.family,
            there: asked.there,
            not_quorate_because: Some(asked.not_quorate_because).filter(|_| !quorate),
            decision: asked.decision,
            dissent: asked.dissent,
            further: asked.further,
            core_group_planned: asked.core_group_planned,
            review_planned: asked.review_planned,
            episode: episode.as_ref().map(|episode| episode.id),
            by,
            at,
        });
        Ok((after, episode))
    }

    fn day_problems(&self, on: Date, at: Timestamp) -> Vec<Problem> {
        let mut problems = Vec::new();
        if let Some(words) = at_weekend(on) {
            problems.push(Problem::new("on", words));
        }
        if on > london::date_of(at) {
            problems.push(Problem::new(
                "on",
                "The day of the conference cannot lie ahead: record it once it was held.",
            ));
        }
        if on < london::date_of(self.decided.at) {
            problems.push(Problem::new(
                "on",
                "The conference cannot have been held before the enquiry's outcome was decided.",
            ));
        }
        problems
    }

    /// The child's episode after it: the day stands in the enquiry it came from, and the plan begins on it.
    fn episode_after(
        &self,
        asked: &HoldAsked,
        episode: Option<&Episode>,
    ) -> Result<Option<Episode>, Refusal> {
        let on_plan = episode.is_some_and(|episode| episode.protection_plan_on(asked.on).is_some());
        let no = |words: &str| Err(Refusal::field("plan", words));
        match (asked.decision.plan, episode) {
            (PlanDecision::Plan, None) => {
                return no(
                    "A plan stands in the child's episode, and none was open on that day. Accept the referral first; its date may be earlier.",
                );
            }
            (PlanDecision::Plan, Some(_)) if on_plan => {
                return no(
                    "The child is on a child protection plan already, and has one at a time: choose that it goes on.",
                );
            }
            (PlanDecision::NoPlan, _) if on_plan => {
                return no(
                    "The child is on a child protection plan already. It ends at a review, with the reason: choose that it goes on.",
                );
            }
            (PlanDecision::GoesOn, _) if !on_plan => {
                return no("The child was on no child protection plan on that day, so none can go on.");
            }
            _ => {}
        }
        let Some(episode) = episode else { return Ok(None) };
        let enquired = episode.conference_of_enquiry(london::date_of(self.initiated_at), asked.on);
        let after = match &asked.decision.category {
            Some(category) if asked.decision.plan == PlanDecision::Plan => {
                enquired.with_protection_plan(asked.on, category.clone())?
            }
            _ => enquired,
        };
        after.holds_together()?;
        Ok(Some(after))
    }
}

/// The child's views come first: written down, or why they are not known.
fn child_problems(asked: &HoldAsked, pack: &Pack) -> Vec<Problem> {
    let Some(part) = pack.conferences.child_part(&asked.child_part) else {
        return vec![Problem::new("child_part", "Say how the child took part.")];
    };
    if part.views && is_empty(&asked.views) {
        return vec![Problem::new("views", "Write what the child says and wishes, or what they show.")];
    }
    if !part.views && is_empty(&asked.views) && is_empty(&asked.no_views_because) {
        return vec![Problem::new("no_views_because", "Say why the child's views are not known.")];
    }
    Vec::new()
}

fn people_problems(asked: &HoldAsked, pack: &Pack) -> Vec<Problem> {
    let mut problems = Vec::new();
    if is_empty(&asked.chair) {
        problems.push(Problem::new("chair", "Say who chaired."));
    }
    for (place, one) in asked.family.iter().enumerate() {
        if is_empty(&one.who) {
            problems.push(Problem::new(format!("family-{place}-who"), "Say who of the family."));
        }
        if !pack.conferences.family_part.iter().any(|part| part.code == one.part) {
            problems.push(Problem::new(format!("family-{place}-part"), "Say how they took part."));
        }
    }
    if asked.family.is_empty() {
        problems
            .push(Problem::new("family-0-who", "Say who of the family was asked, and how they took part."));
    }
    let quorum = ConferenceQuorum::of(&asked.there, &pack.conferences);
    if !quorum.holds() && is_empty(&asked.not_quorate_because) {
        let missing: Vec<&str> = quorum.missing.iter().map(|agency| pack.agency_name(agency)).collect();
        let without = if missing.is_empty() {
            String::new()
        } else {
            format!(" and {} was not there", missing.join(" and "))
        };
        let words = format!(
            "It was not quorate: {} of {} other agencies with direct contact came{without}. Say why it decided all the same.",
            quorum.others, quorum.least
        );
        problems.push(Problem::new("not_quorate_because", words));
    }
    problems
}

fn decision_problems(asked: &HoldAsked, pack: &Pack) -> Vec<Problem> {
    let mut problems = Vec::new();
    let decision = &asked.decision;
    if is_empty(&decision.reasons) {
        problems.push(Problem::new("reasons", "Say why: what the risk is, and what makes the child safer."));
    }
    if decision.plan == PlanDecision::Plan {
        problems.extend(category_problem(decision.category.as_deref(), &decision.category_because, pack));
        let dates =
            [("core_group_planned", asked.core_group_planned), ("review_planned", asked.review_planned)];
        for (field, day) in dates {
            if day.is_some_and(|day| day <= asked.on) {
                problems.push(Problem::new(field, "That comes after the conference."));
            }
        }
    }
    problems
}

/// What is wrong with a category of abuse: not one of the list, or a discouraged one without a reason.
pub(super) fn category_problem(category: Option<&str>, because: &str, pack: &Pack) -> Option<Problem> {
    let list = pack.code_list("abuse_category");
    let Some(code) = category.filter(|code| list.is_some_and(|list| list.holds(code))) else {
        return Some(Problem::new("category", "Choose the category of abuse."));
    };
    let discouraged = pack.conferences.category.discouraged.iter().any(|each| each == code);
    (discouraged && is_empty(because)).then(|| {
        Problem::new(
            "category_because",
            "This category is discouraged: choose the one that fits best, or say why no other does.",
        )
    })
}
