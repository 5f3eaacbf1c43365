//! A children in need census, of any year's shape, as what it says of each child. It is read from front to back with one child in memory.

use std::io::BufReader;

use domain::episode::{
    Assessment, Brought, BroughtPlan, BroughtReview, Enquiry, Episode, Plan, PlanKind, PreProceedings,
    TransferIn,
};
use domain::import::{Part, Rule, Told};
use domain::person::partial_date::PartialDate;
use domain::person::upn::Upn;
use domain::person::{Sex, Standing};
use jiff::civil::Date;
use returns::cin::{self, CinChild, CinEpisode, Finding, Given};

use super::read::{Bytes, NotTaken, Whole};

/// The groups of elements, as the census names them.
const CHILD: &str = "Child";
const EPISODE: &str = "CINdetails";
const ASSESSMENT: &str = "Assessments";
const PLAN: &str = "CINPlanDates";
const ENQUIRY: &str = "Section47";
const PROTECTION: &str = "ChildProtectionPlans";
const PRE_PROCEEDINGS: &str = "PreProceedingsandFGDM";

/// Hands on what a census says of each child, in the order of the file.
pub(super) fn read(bytes: Box<dyn Bytes + '_>, on: &mut dyn FnMut(Told)) -> Result<Whole, NotTaken> {
    let summary = cin::read(BufReader::new(bytes), &mut |child| on(told(&child)))
        .map_err(|error| NotTaken::at(format!("line {}", error.line), error.words))?;
    let mut whole = Whole { as_of: summary.header.reference_date.read(), ..Whole::default() };
    for (rule, finding) in summary.findings.iter().filter_map(not_read) {
        whole.lost(&line(finding.line), rule, finding.words.trim_end_matches('.'));
    }
    Ok(whole)
}

/// A finding of something that was not read, and why it is not carried. What is written as another year has it was read, and is carried.
fn not_read(finding: &Finding) -> Option<(Rule, &Finding)> {
    let rule = if finding.is_repeated() { Rule::Repeated } else { Rule::Unreadable };
    (!finding.is_understood()).then_some((rule, finding))
}

/// What a census says of one child.
fn told(child: &CinChild) -> Told {
    let identifiers = &child.identifiers;
    let mut told = Told::nothing(line(child.line), identifiers.la_child_id.clone(), Standing::Child);
    let birth = identifiers.birth.read().map(PartialDate::Exact);
    told.birth = birth.or(identifiers.expected_birth.read().map(PartialDate::Expected));
    told.died = identifiers.death.read().map(PartialDate::Exact);
    told.sex = identifiers.sex.map(|sex| match sex {
        cin::Sex::Male => Sex::Male,
        cin::Sex::Female => Sex::Female,
        cin::Sex::Unknown | cin::Sex::Indeterminate => Sex::Unknown,
    });
    told.ethnicity = child.characteristics.ethnicity.clone();
    let disabilities = &child.characteristics.disabilities;
    told.disabilities = (!disabilities.is_empty()).then(|| disabilities.iter().cloned().collect());
    told.upn = identifiers.upn.clone().map(Upn::new);
    told.former_upn = identifiers.former_upn.clone().map(Upn::new);
    told.upn_unknown = identifiers.upn_unknown.clone();
    told.line(CHILD, Part::Person);
    for (rule, finding) in child.findings.iter().filter_map(not_read) {
        let words = finding.words.trim_end_matches('.');
        told.lost(&line(finding.line), rule, format!("{}: {words}", finding.element));
    }
    child.episodes.iter().for_each(|episode| of_episode(&mut told, episode));
    told
}

fn line(number: u64) -> String {
    format!("line {number}")
}

/// An episode is the same when its referral date is: no council refers one child twice on one day (the guide keeps the first).
fn of_episode(told: &mut Told, said: &CinEpisode) {
    let place = line(said.line);
    let lost = match said.referral.read() {
        None => Some((Rule::NoDay, "An episode without a referral date that can be read")),
        Some(on) if told.episodes.iter().any(|known| known.referral_date == on) => {
            Some((Rule::Repeated, "A second episode with the same referral date"))
        }
        Some(_) => None,
    };
    let Some(on) = said.referral.read().filter(|_| lost.is_none()) else {
        let (rule, words) = lost.unwrap_or((Rule::NoDay, ""));
        told.lost_line(EPISODE, &place, rule, words);
        for table in within(said) {
            told.lost_line(table, &place, rule, "What belongs to the episode");
        }
        return;
    };
    told.line(EPISODE, Part::Episode(on));
    let mut episode = Episode::opened(domain::id::Id::from_bits(0), domain::id::Id::from_bits(0), on);
    episode.source = said.source.clone();
    episode.primary_need = said.primary_need.clone();
    episode.no_further_action = said.referral_no_further_action.read().unwrap_or_default();
    episode.closed_on = said.closed.read();
    episode.closure_reason = said.closure_reason.clone();
    episode.transfer_in = transfer_in(said);
    let mut brought = Brought::default();
    assessments(told, &mut episode, &mut brought, said);
    enquiries(told, &mut episode, said);
    plans(told, &mut episode, &mut brought, said);
    pre_proceedings(told, on, &mut brought, said);
    episode.brought = Some(brought).filter(|brought| !brought.is_empty()).map(Box::new);
    told.episodes.push(episode);
}

/// The groups of elements within an episode, each as often as it is there.
fn within(said: &CinEpisode) -> impl Iterator<Item = &'static str> {
    let each = [
        (ASSESSMENT, said.assessments.len()),
        (PLAN, said.plans.len()),
        (ENQUIRY, said.section47s.len()),
        (PROTECTION, said.protection_plans.len()),
        (PRE_PROCEEDINGS, said.pre_proceedings.len()),
    ];
    each.into_iter().flat_map(|(table, count)| std::iter::repeat_n(table, count))
}

/// The day on which something began, when it can be told from the others of its kind; else its row is lost.
fn began(told: &mut Told, table: &str, at: u64, started: Given<Date>, repeated: bool) -> Option<Date> {
    let lost = match started {
        Given::Read(_) if repeated => (Rule::Repeated, "A second one that began on the same day"),
        Given::Read(began) => return Some(began),
        Given::Missing => (Rule::NoDay, "No day on which it began"),
        Given::Unreadable => (Rule::NoDay, "The day on which it began cannot be read"),
    };
    told.lost_line(table, &line(at), lost.0, format!("{table}: {}", lost.1));
    None
}

fn assessments(told: &mut Told, episode: &mut Episode, brought: &mut Brought, said: &CinEpisode) {
    for one in &said.assessments {
        let repeated = episode.assessments.iter().any(|known| Some(known.started_on) == one.started.read());
        let Some(started_on) = began(told, ASSESSMENT, one.line, one.started, repeated) else { continue };
        episode.assessments.push(Assessment {
            started_on,
            authorised_on: one.authorised.read(),
            factors: one.factors.clone(),
            record: None,
        });
        if let Some(on) = one.internal_review.read() {
            brought.reviews.push(BroughtReview { started_on, on });
        }
        told.line(ASSESSMENT, Part::Assessment(episode.referral_date, started_on));
    }
}

fn enquiries(told: &mut Told, episode: &mut Episode, said: &CinEpisode) {
    for one in &said.section47s {
        let repeated = episode.enquiries.iter().any(|known| Some(known.started_on) == one.started.read());
        let Some(started_on) = began(told, ENQUIRY, one.line, one.started, repeated) else { continue };
        episode.enquiries.push(Enquiry {
            started_on,
            conference_on: one.conference.read(),
            conference_not_required: one.conference_not_required.read().unwrap_or_default(),
            record: None,
        });
        told.line(ENQUIRY, Part::Enquiry(episode.referral_date, started_on));
    }
}

fn plans(told: &mut Told, episode: &mut Episode, brought: &mut Brought, said: &CinEpisode) {
    let same = |episode: &Episode, kind: PlanKind, started: Given<Date>| {
        episode.plans.iter().any(|known| known.kind == kind && Some(known.started_on) == started.read())
    };
    for one in &said.plans {
        let repeated = same(episode, PlanKind::ChildInNeed, one.started);
        let Some(started_on) = began(told, PLAN, one.line, one.started, repeated) else { continue };
        let kind = PlanKind::ChildInNeed;
        episode.plans.push(Plan { kind, started_on, ended_on: one.ended.read(), category: None });
        told.line(PLAN, Part::Plan(episode.referral_date, kind, started_on));
    }
    for one in &said.protection_plans {
        let repeated = same(episode, PlanKind::ChildProtection, one.started);
        let Some(started_on) = began(told, PROTECTION, one.line, one.started, repeated) else { continue };
        let category = one.latest_category.clone().or_else(|| one.initial_category.clone());
        let kind = PlanKind::ChildProtection;
        episode.plans.push(Plan { kind, started_on, ended_on: one.ended.read(), category });
        brought.plans.push(BroughtPlan {
            started_on,
            first_category: one.initial_category.clone(),
            plans_before: one.previous_plans.read(),
            reviews: one.reviews.iter().filter_map(|review| review.read()).collect(),
        });
        told.line(PROTECTION, Part::Plan(episode.referral_date, kind, started_on));
    }
}

fn pre_proceedings(told: &mut Told, on: Date, brought: &mut Brought, said: &CinEpisode) {
    for block in &said.pre_proceedings {
        brought.pre_proceedings.push(PreProceedings {
            started_on: block.started.read(),
            letter_on: block.letter_sent.read(),
            family_meeting_offered: block.family_meeting_offered.read(),
            family_meeting_held: block.family_meeting_held.read(),
            first_meeting_on: block.first_meeting.read(),
            review_meetings: block.review_meetings.read(),
            step_on: block.step_decision.read(),
            outcome: block.outcome.clone(),
            court_on: block.court_application.read(),
            proceedings_letter_on: block.letter_of_initiation.read(),
        });
        told.line(PRE_PROCEEDINGS, Part::PreProceedings(on, block.started.read()));
    }
}

/// A conference that stands with the episode and in no enquiry is that of a child who came on another council's plan. The census does not say whose.
fn transfer_in(episode: &CinEpisode) -> Option<TransferIn> {
    Some(TransferIn {
        authority: "Another council: the census does not say which".to_owned(),
        notified_on: episode.referral.read()?,
        conference_on: Some(episode.initial_conference.read()?),
    })
}
