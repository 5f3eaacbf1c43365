//! Rules on an episode of need (`CINdetails`).

use jiff::civil::{Date, date};

use super::super::CinEpisode;
use super::child::taken_forward;
use super::codes::{CLOSURE, NEED, SOURCE};
use super::{Judged, not_of, strange};

/// From this day on a referral says who made it.
const SOURCES_SINCE: Date = date(2013, 4, 1);

/// Whether an episode closed after assessment: RC8 or RC9.
pub(super) fn closed_after_assessment(episode: &CinEpisode) -> bool {
    matches!(episode.closure_reason.as_deref(), Some("RC8" | "RC9"))
}

impl Judged<'_> {
    pub(super) fn episode(&mut self, episode: &CinEpisode) {
        self.referral(episode);
        self.closure(episode);
        self.nothing_further(episode);
        self.after_closure(episode);
    }

    fn referral(&mut self, episode: &CinEpisode) {
        let (line, referral, period) = (episode.line, episode.referral, self.period);
        self.rule(period.missing_or_later(referral), "8600", line, &["CINreferralDate"]);
        self.rule(
            self.before_pregnancy(referral),
            "8606",
            line,
            &["CINreferralDate", "PersonBirthDate", "ExpectedPersonBirthDate"],
        );
        let asked = referral.read().is_some_and(|day| day >= SOURCES_SINCE);
        self.rule(asked && not_of(&episode.source, SOURCE), "8866", line, &["ReferralSource"]);
        let flag = episode.referral_no_further_action;
        self.rule(flag.read().is_none(), "8568", line, &["ReferralNFA"]);
        let old = referral.is_before(period.day_before);
        self.rule(old && flag.is(&true), "8569Q", line, &["CINreferralDate", "ReferralNFA"]);
        let no_need = episode.primary_need.is_none();
        self.rule(taken_forward(episode) && no_need, "8610", line, &["PrimaryNeedCode", "ReferralNFA"]);
        self.rule(strange(&episode.primary_need, NEED), "8650", line, &["PrimaryNeedCode"]);
    }

    fn closure(&mut self, episode: &CinEpisode) {
        let (line, closed) = (episode.line, episode.closed);
        self.rule(self.period.outside(closed), "8620", line, &["CINclosureDate"]);
        self.rule(closed.before(episode.referral), "8630", line, &["CINclosureDate", "CINreferralDate"]);
        self.rule(strange(&episode.closure_reason, CLOSURE), "8640", line, &["ReasonForClosure"]);
        let reason = episode.closure_reason.is_some();
        self.rule(closed.is_given() && !reason, "8805", line, &["CINclosureDate", "ReasonForClosure"]);
        self.rule(closed.is_missing() && reason, "8810", line, &["CINclosureDate", "ReasonForClosure"]);
        let after_assessment = closed_after_assessment(episode);
        let more = !episode.section47s.is_empty()
            || !episode.plans.is_empty()
            || !episode.protection_plans.is_empty()
            || episode.initial_conference.is_given();
        self.rule(after_assessment && more, "2990", line, &["ReasonForClosure"]);
        self.rule(after_assessment && episode.assessments.is_empty(), "8825Q", line, &["ReasonForClosure"]);
    }

    /// A referral with no further action carries nothing.
    fn nothing_further(&mut self, episode: &CinEpisode) {
        if !episode.referral_no_further_action.is(&true) {
            return;
        }
        let line = episode.line;
        let activity = !episode.assessments.is_empty()
            || !episode.section47s.is_empty()
            || episode.initial_conference.is_given();
        self.rule(
            activity,
            "8831",
            line,
            &["ReferralNFA", "AssessmentActualStartDate", "S47ActualStartDate", "DateOfInitialCPC"],
        );
        self.rule(!episode.protection_plans.is_empty(), "8832", line, &["ReferralNFA", "CPPstartDate"]);
        self.rule(!episode.plans.is_empty(), "4000", line, &["ReferralNFA", "CINPlanStartDate"]);
    }

    /// Whatever is dated after the closure, each day at its own group.
    fn after_closure(&mut self, episode: &CinEpisode) {
        type Elements = &'static [&'static str; 2];
        const CONFERENCE: Elements = &["CINclosureDate", "DateOfInitialCPC"];
        let groups = [(episode.line, episode.initial_conference, CONFERENCE)];
        let assessments = episode.assessments.iter().flat_map(|each| {
            [
                (each.line, each.started, &["CINclosureDate", "AssessmentActualStartDate"]),
                (each.line, each.authorised, &["CINclosureDate", "AssessmentAuthorisationDate"]),
            ]
        });
        let enquiries = episode.section47s.iter().flat_map(|each| {
            [
                (each.line, each.started, &["CINclosureDate", "S47ActualStartDate"]),
                (each.line, each.conference, CONFERENCE),
            ]
        });
        let plans = episode.plans.iter().flat_map(|each| {
            [
                (each.line, each.started, &["CINclosureDate", "CINPlanStartDate"]),
                (each.line, each.ended, &["CINclosureDate", "CINPlanEndDate"]),
            ]
        });
        let protection = episode.protection_plans.iter();
        let protection = protection.map(|each| (each.line, each.ended, &["CINclosureDate", "CPPendDate"]));
        let days = groups.into_iter().chain(assessments).chain(enquiries).chain(plans).chain(protection);
        for (line, day, elements) in days {
            self.rule(episode.closed.before(day), "8565", line, elements);
        }
    }
}
