//! The pack of England, embedded in the program.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Pack, reading};

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../packs/england/", $name)))),+]
    };
}

/// The files of the pack of England: names inside the pack and their texts.
pub const ENGLAND: &[(&str, &str)] = files![
    "agencies.toml",
    "bank_holidays.csv",
    "codes/abuse_category.toml",
    "codes/assessment_factor.toml",
    "codes/closure_reason.toml",
    "codes/contact_source.toml",
    "codes/disability.toml",
    "codes/ethnicity.toml",
    "codes/notification_kind.toml",
    "codes/notification_reason.toml",
    "codes/primary_need.toml",
    "codes/sex.toml",
    "codes/upn_unknown_reason.toml",
    "codes/worker_change_reason.toml",
    "consent.toml",
    "consistency.toml",
    "council.toml",
    "forms/contact.toml",
    "forms/referral_professional.toml",
    "forms/referral_public.toml",
    "handover.toml",
    "hub.toml",
    "letters.toml",
    "meetings.toml",
    "outcomes.toml",
    "pack.toml",
    "roles.toml",
    "strategy.toml",
    "thresholds.toml",
    "timers.toml",
    "events.toml",
    "forms/event_adult_joins.toml",
    "forms/event_adult_released.toml",
    "forms/event_disclosure.toml",
    "forms/event_domestic_abuse.toml",
    "forms/event_exploitation.toml",
    "forms/event_injury.toml",
    "forms/event_missing.toml",
    "forms/event_neglect_tool.toml",
    "forms/event_other.toml",
    "forms/event_professional_concern.toml",
    "forms/event_return_interview.toml",
    "forms/event_visit.toml",
    "forms/section47_day.toml",
    "forms/section47_harm.toml",
    "section47.toml",
    "watch.toml",
    "conferences.toml",
    "disagreements.toml",
    "powers.toml",
    "forms/safety_plan.toml",
    "safety_plans.toml",
    "child_in_need.toml",
    "closure.toml",
    "documents.toml",
    "audit.toml",
    "assessment.toml",
    "forms/assessment.toml",
    "chronology.toml",
    "forms/event_hospital_admission.toml",
    "forms/event_hospital_attendance.toml",
    "forms/event_move_home.toml",
    "forms/event_school_exclusion.toml",
    "case_summary.toml",
    "forms/child_voice.toml",
    "network.toml",
    "voice.toml",
    "forms/young_carer.toml",
    "returns.toml",
    "forms/night_card.toml",
    "forms/night_note.toml",
    "forms/disagreement.toml",
    "forms/disagreement_agency.toml",
    "forms/power.toml",
    "forms/conference_request.toml",
    "forms/conference_day.toml",
    "forms/conference_decline.toml",
    "forms/conference_decision.toml",
    "forms/conference_review.toml",
    "forms/strategy_record.toml",
    "forms/section47_plan.toml",
    "forms/relationship.toml",
    "forms/meeting.toml",
    "forms/person.toml",
    "forms/closure.toml",
    "forms/closure_decision.toml",
    "forms/chronology_entry.toml",
    "forms/case_summary.toml",
    "forms/practice_session.toml",
    "forms/audit_grading.toml",
    "forms/audit_heard.toml",
    "forms/calibration.toml",
    "forms/calibration_grading.toml",
    "forms/direct_work.toml",
    "forms/child_in_need_review.toml",
    "forms/child_in_need_plan.toml",
    "forms/enquiry_open.toml",
    "forms/agency_request.toml",
    "forms/agency_answer.toml",
    "forms/enquiry_analysis.toml",
    "forms/enquiry_decision.toml",
    "forms/referral_answer.toml",
    "forms/ruling_basis.toml",
    "forms/contact_decision.toml",
    "forms/second_reading.toml",
    "forms/consent.toml",
    "forms/consent_dispense.toml",
    "forms/event.toml",
    "forms/section47_risks.toml",
    "forms/section47_words.toml",
    "forms/section47_family.toml",
    "forms/section47_medical.toml",
    "forms/section47_check.toml",
    "forms/section47_outcome.toml",
    "forms/section47_told.toml",
];

/// The pack of England: the default, and the measure of what another pack loosens.
#[expect(
    clippy::expect_used,
    reason = "the pack is part of the program; a test of this crate reads it, so a broken one is never built"
)]
pub fn england() -> &'static Pack {
    static PACK: LazyLock<Pack> = LazyLock::new(|| {
        let files: BTreeMap<&str, &str> = ENGLAND.iter().copied().collect();
        reading::read(&files, None).expect("the embedded pack is whole")
    });
    &PACK
}
