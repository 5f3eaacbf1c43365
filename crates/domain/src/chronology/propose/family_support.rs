//! What was done with the family: the episode with its assessments, enquiries and plans, and who was involved.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Proposed, Teller, code_words};
use crate::calendar::london;
use crate::episode::Episode;
use crate::involvement::{Involved, Involvement};
use crate::pack::Pack;

pub(super) fn from_episode(episode: &Episode, known_at: Timestamp, pack: &Pack) -> Vec<Proposed> {
    let teller = Teller::of(episode);
    let mut entries = Vec::new();
    let mut tell = |event: String, day: Option<Date>, words: String| {
        // The episode says when each thing was done and not when it was written down: nothing of it was known before it was done.
        entries.extend(day.map(|day| {
            let known_at = known_at.max(london::start_of(day));
            teller.tells_on(event, day, known_at, words)
        }));
    };
    let need = episode.primary_need.as_deref().and_then(|code| code_words(pack, "primary_need", code));
    let words = need.map_or_else(|| "Referral".into(), |need| format!("Referral: {need}"));
    tell("referral".into(), Some(episode.referral_date), words);
    for (place, assessment) in episode.assessments.iter().enumerate() {
        tell(format!("assessment {place}"), Some(assessment.started_on), "Assessment began".into());
        tell(
            format!("assessment {place} authorised"),
            assessment.authorised_on,
            "Assessment authorised".into(),
        );
    }
    for (place, enquiry) in episode.enquiries.iter().enumerate() {
        tell(format!("enquiry {place}"), Some(enquiry.started_on), "Section 47 enquiry began".into());
        tell(
            format!("conference {place}"),
            enquiry.conference_on,
            "Initial child protection conference".into(),
        );
    }
    for (place, plan) in episode.plans.iter().enumerate() {
        let kind = plan.kind.words();
        tell(format!("plan {place}"), Some(plan.started_on), format!("{kind} began"));
        tell(format!("plan {place} ended"), plan.ended_on, format!("{kind} ended"));
    }
    let reason = episode.closure_reason.as_deref().and_then(|code| code_words(pack, "closure_reason", code));
    let words = reason.map_or_else(|| "Closed".into(), |reason| format!("Closed: {reason}"));
    tell("closed".into(), episode.closed_on, words);
    entries
}

pub(super) fn from_involvement(involvement: &Involvement, known_at: Timestamp, pack: &Pack) -> Vec<Proposed> {
    let agency = match &involvement.who {
        Involved::Worker { .. } => None,
        Involved::Agency { agency, .. } => Some(agency.as_str()),
    };
    let teller = Teller::of(involvement).by(agency);
    let of = match &involvement.who {
        Involved::Worker { team, .. } => {
            pack.council.team(team).map_or(team.as_str(), |team| team.name.as_str())
        }
        Involved::Agency { name, .. } => name,
    };
    let who = format!("{}, {of}", involvement.role);
    let mut entries =
        vec![teller.tells_at("began", involvement.from, known_at, format!("Involvement began: {who}"))];
    if let Some(until) = involvement.until {
        entries.push(teller.tells_at(
            "ended",
            until,
            known_at.max(until),
            format!("Involvement ended: {who}"),
        ));
    }
    entries
}
