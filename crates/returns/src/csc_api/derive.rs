//! A child's node, from the record. Every name in it is made from a record's, or from the record and the day on which something began: the same record gives
//! the same names for as long as it stands.

use std::collections::BTreeSet;

use domain::calendar::london;
use domain::episode::{self, PlanKind};
use domain::id::Id;
use domain::person::name::{PersonName, shown_in_line};
use domain::person::partial_date::PartialDate;
use domain::person::postcode::{Postcode, PostcodeCheck};
use domain::person::{Person, Sex};
use domain::staff::Staff;
use jiff::civil::Date;

use super::payload::{Assessment, Child, Details, Episode, InNeedPlan, ProtectionPlan, Section47, Worker};
use crate::Held;

/// The most disabilities and factors that the schema takes.
const MOST_DISABILITIES: usize = 12;
const MOST_FACTORS: usize = 41;

/// What the feed asks for besides what is held of a child. Of the episodes, those count that belong into the feed.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// Where the child lives on the day, in the shape of a postcode; nothing when that is protected or not known.
    pub postcode: Option<&'a str>,
    /// The number of Social Work England of a worker, or another lasting one.
    pub worker: &'a dyn Fn(Id<Staff>) -> Option<String>,
    /// The day of the feed: nothing later is in it.
    pub on: Date,
}

/// A child who is told of.
struct Telling<'t> {
    held: Held<'t>,
    asked: Asked<'t>,
}

/// The child's node.
pub fn child(held: Held<'_>, asked: Asked<'_>) -> Child {
    let telling = &Telling { held, asked };
    Child {
        la_child_id: telling.held.identifier.to_owned(),
        mis_child_id: Some(telling.held.person.id.to_string()),
        child_details: Some(details(telling)),
        social_care_episodes: telling
            .held
            .episodes
            .iter()
            .filter(|episode| episode.referral_date <= telling.asked.on)
            .map(|episode| of_episode(episode, telling))
            .collect(),
        ..Child::default()
    }
}

fn details(telling: &Telling<'_>) -> Details {
    let person = telling.held.person;
    let number = |upn: &domain::person::upn::Upn| upn.written();
    let fits = |upn: &String| upn.len() == 13 && upn.is_ascii();
    let upn = person.upn.answer().map(number).filter(fits);
    let (born, expected) = match person.birth.answer() {
        Some(PartialDate::Exact(day)) if *day <= telling.asked.on => (Some(*day), None),
        Some(PartialDate::Exact(day) | PartialDate::Expected(day)) => (None, Some(*day)),
        // An age by estimate stands for the day that the guidance asks to be estimated: the first it can have been.
        Some(other) => (other.earliest(), None),
        None => (None, None),
    };
    let (first, last) = person.returned_name().map(parts).unwrap_or_default();
    let disabilities: BTreeSet<String> =
        person.disabilities.answer().into_iter().flatten().filter(|code| code.len() <= 4).cloned().collect();
    Details {
        unique_pupil_number_unknown_reason: person
            .upn_unknown
            .clone()
            .filter(|reason| upn.is_none() && reason.len() <= 4),
        former_unique_pupil_number: person
            .former_upn
            .as_ref()
            .map(number)
            .filter(fits)
            .filter(|former| Some(former) != upn.as_ref()),
        unique_pupil_number: upn,
        first_name: first,
        surname: last,
        date_of_birth: born,
        expected_date_of_birth: expected,
        sex: Some(
            match person.sex.answer() {
                Some(sex) if expected.is_none() => sex.code(),
                _ => Sex::Unknown.code(),
            }
            .to_owned(),
        ),
        ethnicity: person
            .ethnicity
            .answer()
            .filter(|code| code.len() <= 4)
            .cloned()
            .or_else(|| Some("NOBT".into())),
        disabilities: disabilities.into_iter().take(MOST_DISABILITIES).collect(),
        postcode: telling.asked.postcode.map(str::to_owned).filter(|typed| {
            typed.len() <= 8 && Postcode::new(typed.as_str()).check() == PostcodeCheck::WellFormed
        }),
        ..Details::default()
    }
}

/// The given and the family name. One name that is not parted goes out whole, as the first: nobody guesses where it is to be cut.
fn parts(name: &PersonName) -> (Option<String>, Option<String>) {
    let some = |part: &str| {
        let part = shown_in_line(part.trim());
        (!part.is_empty()).then_some(part)
    };
    match name {
        PersonName::Parts { given, family } => (some(given), some(family)),
        PersonName::Single(name) => (some(name), None),
    }
}

/// The name of what has no record of its own: the episode's, and a mark of what it is and of its first day.
fn named<R>(episode: Id<R>, mark: char, started: Date) -> String {
    // 26 figures of the episode's 32 tell it from any other, and the whole stays within 36.
    let of: String = episode.to_string().chars().take(26).collect();
    format!("{of}{mark}{:04}{:02}{:02}", started.year(), started.month(), started.day())
}

fn of_episode(episode: &episode::Episode, telling: &Telling<'_>) -> Episode {
    let by_then = |day: Option<Date>| day.filter(|day| *day <= telling.asked.on);
    let closed = by_then(episode.closed_on);
    let plans = |kind: PlanKind| {
        episode.plans.iter().filter(move |plan| plan.kind == kind && plan.started_on <= telling.asked.on)
    };
    Episode {
        social_care_episode_id: episode.id.to_string(),
        referral_date: Some(episode.referral_date),
        referral_source: episode.source.clone().filter(|source| source.len() <= 2),
        referral_no_further_action_flag: Some(episode.no_further_action),
        care_worker_details: workers(episode, telling),
        child_and_family_assessments: episode
            .assessments
            .iter()
            .filter(|one| one.started_on <= telling.asked.on)
            .map(|one| {
                let authorised = by_then(one.authorised_on);
                let factors: BTreeSet<&String> =
                    one.factors.iter().filter(|code| authorised.is_some() && code.len() <= 3).collect();
                Assessment {
                    child_and_family_assessment_id: one.record.map_or_else(
                        || named(episode.id, 'A', one.started_on),
                        |record| format!("{}{}", record, tail(telling.held.person.id)),
                    ),
                    start_date: Some(one.started_on),
                    authorisation_date: authorised,
                    factors: factors.into_iter().take(MOST_FACTORS).cloned().collect(),
                    purge: false,
                }
            })
            .collect(),
        child_in_need_plans: plans(PlanKind::ChildInNeed)
            .map(|plan| InNeedPlan {
                child_in_need_plan_id: named(episode.id, 'N', plan.started_on),
                start_date: Some(plan.started_on),
                end_date: by_then(plan.ended_on),
                purge: false,
            })
            .collect(),
        section_47_assessments: episode
            .enquiries
            .iter()
            .filter(|one| one.started_on <= telling.asked.on)
            .map(|one| enquiry(one, episode, telling))
            .collect(),
        child_protection_plans: plans(PlanKind::ChildProtection)
            .map(|plan| ProtectionPlan {
                child_protection_plan_id: named(episode.id, 'P', plan.started_on),
                start_date: Some(plan.started_on),
                end_date: by_then(plan.ended_on),
                purge: false,
            })
            .collect(),
        closure_date: closed,
        closure_reason: closed
            .and_then(|_| episode.closure_reason.clone())
            .filter(|reason| reason.len() <= 3),
        ..Episode::default()
    }
}

/// One assessment is of brothers and sisters: the last figures of the child tell theirs apart.
fn tail(child: Id<Person>) -> String {
    child.to_string().chars().skip(28).collect()
}

fn enquiry(line: &episode::Enquiry, episode: &episode::Episode, telling: &Telling<'_>) -> Section47 {
    let by_then = |day: Option<Date>| day.filter(|day| *day <= telling.asked.on);
    let record = telling.held.enquiries.iter().find(|record| Some(record.id) == line.record);
    let authorised =
        record.and_then(|record| record.authorised.as_ref()).map(|authorised| london::date_of(authorised.at));
    let conference = by_then(line.conference_on);
    // Whether a conference is required is known once it is settled: it was not, it was held, or the outcome asks for one.
    let asked = record.and_then(|record| record.outcome.as_ref()).filter(|_| authorised.is_some());
    let required = match (line.conference_not_required, conference, asked) {
        (true, _, _) => Some(false),
        (false, Some(_), _) => Some(true),
        (false, None, Some(outcome)) => Some(outcome.initial_conference),
        (false, None, None) => None,
    };
    Section47 {
        section_47_assessment_id: line
            .record
            .map_or_else(|| named(episode.id, 'S', line.started_on), |record| record.to_string()),
        start_date: Some(line.started_on),
        icpc_required_flag: required,
        icpc_date: conference,
        end_date: by_then(authorised).or(conference),
        purge: false,
    }
}

/// The council's workers while the episode ran.
fn workers(episode: &episode::Episode, telling: &Telling<'_>) -> Vec<Worker> {
    let until = episode.closed_on.unwrap_or(telling.asked.on).min(telling.asked.on);
    let mut workers = Vec::new();
    for one in telling.held.involvements {
        let (from, ended) = (london::date_of(one.from), one.until.map(london::date_of));
        let Some(staff) = one.worker() else { continue };
        if from > until || ended.is_some_and(|ended| ended < episode.referral_date) {
            continue;
        }
        let id = (telling.asked.worker)(staff).filter(|id| {
            id.len() <= 12 && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        });
        workers.push(Worker {
            worker_id: id,
            start_date: Some(from.max(episode.referral_date)),
            end_date: ended
                .filter(|ended| *ended <= telling.asked.on)
                .or(episode.closed_on.filter(|closed| *closed <= telling.asked.on)),
        });
    }
    workers
}
