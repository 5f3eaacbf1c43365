//! A child as the children in need census asks for them, from the record of the child: nothing is typed into a return. What came by import is read back the way
//! it went in (`crate::import`).
//!
//! A return says what was so on its reference date. What happened later, though the record knows it by now, is not in it: an episode that closed in April was open
//! on 31 March. What was over before the year began is not in it either.
//!
//! Source: Department for Education, *Children in need census: guide*, item by item; domain register 1.3, 1.6 and 3.1.

use domain::calendar::BankHolidays;
use domain::conference::Conference;
use domain::episode::{self, BroughtPlan, Episode, PlanKind};
use domain::person::partial_date::PartialDate;
use domain::person::{Person, Sex};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use returns::cin::check::Period;
use returns::cin::{
    self, Assessment, Characteristics, CinChild, CinEpisode, CinPlan, Given, Identifiers, PreProceedings,
    ProtectionPlan, Section47,
};
use store::census::Told;

/// Why a child has no pupil number, where the council found a reason of its own: those that follow from age and referral are made anew each year.
const LASTING: [&str; 4] = ["UN2", "UN3", "UN5", "UN6"];

/// A year of the census and what is needed to tell it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Telling<'a> {
    pub period: &'a Period,
    pub holidays: &'a BankHolidays,
}

impl Telling<'_> {
    /// The child, when something of theirs belongs into the year.
    pub(crate) fn child(&self, told: &Told) -> Option<CinChild> {
        // Opened for the wrong child, or the same as another record: nobody is counted for it.
        if told.person.not_to_stand.as_ref().is_some_and(|said| said.why.is_nobody()) {
            return None;
        }
        let episodes: Vec<CinEpisode> = told
            .episodes
            .iter()
            .filter(|episode| self.counts(episode))
            .map(|one| self.episode(one, told))
            .collect();
        if episodes.is_empty() {
            return None;
        }
        let mut child = CinChild {
            identifiers: self.identifiers(&told.person),
            characteristics: Characteristics::default(),
            episodes,
            ..CinChild::default()
        };
        self.number(&mut child, &told.person);
        if child.identifiers.expected_birth.is_given() {
            child.characteristics.ethnicity = Some("NOBT".into());
        } else {
            let person = &told.person;
            child.characteristics.ethnicity =
                Some(person.ethnicity.answer().cloned().unwrap_or_else(|| "NOBT".into()));
            child.characteristics.disabilities =
                person.disabilities.answer().into_iter().flatten().cloned().collect();
        }
        Some(child)
    }

    /// Whether an episode ran on a day of the year, or is a referral of the year with no further action.
    fn counts(&self, episode: &Episode) -> bool {
        let Period { start, reference, .. } = *self.period;
        let not_over = episode.closed_on.is_none_or(|closed| closed >= start);
        let of_year = !episode.no_further_action || episode.referral_date >= start;
        episode.referral_date <= reference && not_over && of_year
    }

    /// A day that had come on the reference date.
    fn by_then(&self, day: Option<Date>) -> Given<Date> {
        day.filter(|day| *day <= self.period.reference).map_or(Given::Missing, Given::Read)
    }

    fn identifiers(&self, person: &Person) -> Identifiers {
        let mut who = Identifiers { la_child_id: person.returned_identifier(), ..Identifiers::default() };
        match person.birth.answer() {
            Some(PartialDate::Exact(day)) if *day <= self.period.reference => who.birth = Given::Read(*day),
            // Who was born after the reference date was expected on it.
            Some(PartialDate::Exact(day) | PartialDate::Expected(day)) => {
                who.expected_birth = Given::Read(*day);
            }
            _ => {}
        }
        who.sex = match person.sex.answer() {
            _ if who.expected_birth.is_given() => Some(cin::Sex::Unknown),
            Some(Sex::Male) => Some(cin::Sex::Male),
            Some(Sex::Female) => Some(cin::Sex::Female),
            Some(Sex::Unknown) | None => Some(cin::Sex::Unknown),
        };
        if self.period.asks_sex() {
            who.sex_code = who.sex.map(|sex| sex.code().to_owned());
        } else {
            who.gender_code = who.sex.map(|sex| sex.gender_code().to_owned());
        }
        if let Some(PartialDate::Exact(day)) = person.died {
            who.death = self.by_then(Some(day));
        }
        who.upn = person.upn.answer().map(domain::person::upn::Upn::written);
        who.former_upn = person.former_upn.as_ref().map(domain::person::upn::Upn::written);
        who
    }

    /// Why there is no pupil number (N00135). A referral with no further action and an age below school say it by themselves.
    fn number(&self, child: &mut CinChild, person: &Person) {
        let who = &mut child.identifiers;
        if who.upn.is_some() || who.expected_birth.is_given() {
            return;
        }
        let nothing = child.episodes.iter().all(|episode| episode.referral_no_further_action.is(&true));
        let young = who.birth.read().is_some_and(|birth| birth > date(self.period.year - 6, 8, 31));
        let newly = child
            .episodes
            .iter()
            .all(|episode| episode.referral.read().is_some_and(|day| day + 7.days() > self.period.reference));
        who.upn_unknown = if nothing {
            Some("UN7".into())
        } else if let Some(reason) =
            person.upn_unknown.clone().filter(|reason| LASTING.contains(&reason.as_str()))
        {
            Some(reason)
        } else if young {
            Some("UN1".into())
        } else {
            newly.then(|| "UN4".into())
        };
    }

    fn episode(&self, episode: &Episode, told: &Told) -> CinEpisode {
        let closed = self.by_then(episode.closed_on);
        let conference = episode.transfer_in.as_ref().and_then(|transfer| transfer.conference_on);
        let reviews = |assessment: &episode::Assessment| {
            let brought = episode.brought.as_ref().and_then(|brought| brought.review(assessment.started_on));
            let record = told.reviews.iter().find(|reviewed| Some(reviewed.id) == assessment.record);
            record.and_then(|reviewed| reviewed.reviews.last().map(|review| review.on)).or(brought)
        };
        let plans = |kind: PlanKind| {
            episode.plans.iter().filter(move |plan| plan.kind == kind && self.plan_counts(plan))
        };
        CinEpisode {
            referral: Given::Read(episode.referral_date),
            source: episode.source.clone(),
            primary_need: episode.primary_need.clone(),
            closed,
            closure_reason: episode.closure_reason.clone().filter(|_| closed.is_given()),
            initial_conference: self.in_year(conference),
            referral_no_further_action: Given::Read(episode.no_further_action),
            assessments: episode
                .assessments
                .iter()
                .filter_map(|one| self.assessment(one, reviews(one)))
                .collect(),
            plans: plans(PlanKind::ChildInNeed)
                .map(|plan| CinPlan {
                    started: Given::Read(plan.started_on),
                    ended: self.by_then(plan.ended_on),
                    ..CinPlan::default()
                })
                .collect(),
            section47s: episode.enquiries.iter().filter_map(|enquiry| self.section47(enquiry)).collect(),
            protection_plans: plans(PlanKind::ChildProtection)
                .map(|plan| self.protection_plan(plan, episode, told))
                .collect(),
            pre_proceedings: self.pre_proceedings(episode),
            ..CinEpisode::default()
        }
    }

    fn in_year(&self, day: Option<Date>) -> Given<Date> {
        self.by_then(day.filter(|day| *day >= self.period.start))
    }

    /// An assessment that was authorised in the year, or was open at its end.
    fn assessment(&self, assessment: &episode::Assessment, review: Option<Date>) -> Option<Assessment> {
        let Period { start, reference, .. } = *self.period;
        let over = assessment.authorised_on.is_some_and(|day| day < start);
        if over || assessment.started_on > reference {
            return None;
        }
        let authorised = self.by_then(assessment.authorised_on);
        let factors = if authorised.is_given() { assessment.factors.clone() } else { Vec::new() };
        Some(Assessment {
            started: Given::Read(assessment.started_on),
            internal_review: review.map_or(Given::Missing, Given::Read),
            authorised,
            factors,
            ..Assessment::default()
        })
    }

    /// An enquiry that began in the year, whose conference was in it, or that still waited for one.
    fn section47(&self, enquiry: &episode::Enquiry) -> Option<Section47> {
        let Period { start, reference, .. } = *self.period;
        let before = enquiry.started_on < start;
        let held_before = enquiry.conference_on.is_some_and(|day| day < start);
        if enquiry.started_on > reference || held_before || (before && enquiry.conference_not_required) {
            return None;
        }
        let due = episode::conference_target(enquiry.started_on, self.holidays);
        Some(Section47 {
            started: Given::Read(enquiry.started_on),
            conference_due: if enquiry.conference_not_required { Given::Missing } else { Given::Read(due) },
            conference: self.by_then(enquiry.conference_on),
            conference_not_required: Given::Read(enquiry.conference_not_required),
            ..Section47::default()
        })
    }

    fn plan_counts(&self, plan: &episode::Plan) -> bool {
        plan.started_on <= self.period.reference
            && plan.ended_on.is_none_or(|ended| ended >= self.period.start)
    }

    fn protection_plan(&self, plan: &episode::Plan, episode: &Episode, told: &Told) -> ProtectionPlan {
        let brought = episode.brought.as_ref().and_then(|brought| brought.plan(plan.started_on));
        let conferences: Vec<&Conference> = told
            .conferences
            .iter()
            .filter(|conference| conference.plan_from() == Some(plan.started_on))
            .collect();
        let held = conferences.first().and_then(|conference| conference.held.as_ref());
        let first = held
            .and_then(|held| held.decision.category.clone())
            .or_else(|| brought.and_then(|plan| plan.first_category.clone()));
        let reviews = self.reviews(plan, &conferences, brought);
        let later = conferences.iter().flat_map(|conference| &conference.reviews);
        let changed = later.filter(|review| review.on <= self.period.reference);
        let latest = changed.filter_map(|review| review.category.clone()).next_back();
        let latest = match held {
            Some(_) => latest.or_else(|| first.clone()),
            None => None,
        };
        ProtectionPlan {
            started: Given::Read(plan.started_on),
            ended: self.by_then(plan.ended_on),
            initial_category: first.or_else(|| plan.category.clone()),
            latest_category: latest.or_else(|| plan.category.clone()),
            previous_plans: Given::Read(plans_before(told, plan.started_on, brought)),
            reviews,
            ..ProtectionPlan::default()
        }
    }

    /// The reviews that were held by the reference date, each day once.
    fn reviews(
        &self,
        plan: &episode::Plan,
        conferences: &[&Conference],
        brought: Option<&BroughtPlan>,
    ) -> Vec<Given<Date>> {
        let here = conferences.iter().flat_map(|conference| &conference.reviews).map(|review| review.on);
        let elsewhere = brought.into_iter().flat_map(|plan| plan.reviews.iter().copied());
        let held = |day: &Date| *day > plan.started_on && *day <= self.period.reference;
        let mut days: Vec<Date> = here.chain(elsewhere).filter(held).collect();
        days.sort_unstable();
        days.dedup();
        days.into_iter().map(Given::Read).collect()
    }

    /// Pre-proceedings of the year, from 2026-27: so far they only come by import.
    fn pre_proceedings(&self, episode: &Episode) -> Vec<PreProceedings> {
        let blocks = episode.brought.iter().flat_map(|brought| &brought.pre_proceedings);
        let of_year = blocks.filter(|block| block.started_on.is_none_or(|day| self.period.holds(day)));
        of_year
            .map(|block| PreProceedings {
                started: self.by_then(block.started_on),
                letter_sent: self.by_then(block.letter_on),
                family_meeting_offered: given(block.family_meeting_offered),
                family_meeting_held: given(block.family_meeting_held),
                first_meeting: self.by_then(block.first_meeting_on),
                review_meetings: given(block.review_meetings),
                step_decision: self.by_then(block.step_on),
                outcome: block.outcome.clone(),
                court_application: self.by_then(block.court_on),
                letter_of_initiation: self.by_then(block.proceedings_letter_on),
                ..PreProceedings::default()
            })
            .collect()
    }
}

fn given<T>(value: Option<T>) -> Given<T> {
    value.map_or(Given::Missing, Given::Read)
}

/// How many protection plans of this council the child had before (N00106): those on record, or as many as the return said that brought this one.
fn plans_before(told: &Told, started_on: Date, brought: Option<&BroughtPlan>) -> u32 {
    let here: usize = told.episodes.iter().map(|episode| episode.protection_plans_before(started_on)).sum();
    let said = brought.and_then(|plan| plan.plans_before).unwrap_or_default();
    u32::try_from(here).unwrap_or(u32::MAX).max(said)
}

#[cfg(test)]
mod tests;
