//! The rows of one child, in the tables of the front door: who the child is, contacts, episodes, assessments with their factors, plans, enquiries, conferences,
//! reviews, and who worked with the child.

use std::collections::BTreeMap;

use domain::calendar::london;
use domain::conference::PlanDecision;
use domain::contact::Contact;
use domain::episode::{self, Episode, PlanKind, conference_target};
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::pack::Pack;
use domain::person::partial_date::PartialDate;
use domain::person::upn::Upn;
use domain::person::{Person, Sex};
use jiff::Timestamp;
use jiff::civil::Date;

use super::Row;
use super::further::Stay;
use crate::Held;

/// Flags of a contact's outcome, all of which are written whether set or not.
const OF_CONTACTS: [&str; 10] = [
    "NEW_REFERRAL_FLAG",
    "EXISTING_REFERRAL_FLAG",
    "CP_ENQUIRY_FLAG",
    "NFA_FLAG",
    "NON_AGENCY_ADOPTION_FLAG",
    "PRIVATE_FOSTERING_FLAG",
    "ADVICE_FLAG",
    "MISSING_FLAG",
    "OLA_CP_FLAG",
    "OTHER_OUTCOMES_EXIST_FLAG",
];

/// Flags of an enquiry's outcome.
const OF_ENQUIRIES: [&str; 8] = [
    "NFA_FLAG",
    "LEGAL_ACTION_FLAG",
    "PROV_OF_SERVICES_FLAG",
    "PROV_OF_SB_CARE_FLAG",
    "CP_CONFERENCE_FLAG",
    "NFA_CONTINUE_SINGLE_FLAG",
    "MONITOR_FLAG",
    "OTHER_OUTCOMES_EXIST_FLAG",
];

/// Flags of an assessment's outcome.
const OF_ASSESSMENTS: [&str; 12] = [
    "NFA_FLAG",
    "NFA_S47_END_FLAG",
    "STRATEGY_DISCUSSION_FLAG",
    "CLA_REQUEST_FLAG",
    "PRIVATE_FOSTERING_FLAG",
    "LEGAL_ACTION_FLAG",
    "PROV_OF_SERVICES_FLAG",
    "PROV_OF_SB_CARE_FLAG",
    "SPECIALIST_ASSESSMENT_FLAG",
    "REFERRAL_TO_OTHER_AGENCY_FLAG",
    "OTHER_ACTIONS_FLAG",
    "OTHER_OUTCOMES_EXIST_FLAG",
];

/// What the tables ask for besides what is held of a child.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// Where the child lives and lived, as far as it may go out: never an address that is protected.
    pub addresses: &'a [Stay<'a>],
    /// The day of the tables.
    pub on: Date,
    /// The pack, for the flags of outcomes.
    pub pack: &'a Pack,
}

/// The rows of one child.
pub fn rows(held: Held<'_>, asked: Asked<'_>) -> Vec<Row> {
    let mut telling = Telling { held, asked, rows: Vec::new(), conferences: BTreeMap::new() };
    telling.person();
    held.contacts.iter().for_each(|contact| telling.contact(contact));
    held.episodes.iter().for_each(|episode| telling.episode(episode));
    held.involvements.iter().for_each(|involvement| telling.involvement(involvement));
    telling.around();
    telling.rows
}

pub(super) struct Telling<'t> {
    pub(super) held: Held<'t>,
    pub(super) asked: Asked<'t>,
    rows: Vec<Row>,
    /// The conferences that have a row, by their day: a plan names no other.
    conferences: BTreeMap<Date, String>,
}

pub(super) fn day(day: Date) -> String {
    day.to_string()
}

pub(super) fn maybe(found: Option<Date>) -> String {
    found.map(day).unwrap_or_default()
}

pub(super) fn of(at: Timestamp) -> String {
    day(london::date_of(at))
}

pub(super) fn flag(yes: bool) -> String {
    if yes { "Y" } else { "N" }.to_owned()
}

pub(super) fn words(words: Option<&String>) -> String {
    words.cloned().unwrap_or_default()
}

/// The name of a part of an episode that has no record of its own.
pub(super) fn part(episode: &Episode, mark: char, started: Date) -> String {
    let figures: String = episode.id.to_string().chars().take(26).collect();
    format!("{figures}{mark}{:04}{:02}{:02}", started.year(), started.month(), started.day())
}

/// Flags as the dataset writes them: every key, `Y` where it is so.
fn flags(all: &[&str], set: &[&str]) -> String {
    let one = |name: &&str| format!("\"{name}\": \"{}\"", if set.contains(name) { "Y" } else { "" });
    format!("{{{}}}", all.iter().map(one).collect::<Vec<_>>().join(", "))
}

impl Telling<'_> {
    pub(super) fn add(&mut self, table: &'static str, values: Vec<(&'static str, String)>) {
        self.rows.push(Row { table, values });
    }

    pub(super) fn child(&self) -> String {
        self.held.identifier.to_owned()
    }

    fn person(&mut self) {
        let person = self.held.person;
        let (born, expected) = match person.birth.answer() {
            Some(PartialDate::Exact(born)) => (day(*born), String::new()),
            Some(PartialDate::Expected(expected)) => (String::new(), day(*expected)),
            _ => Default::default(),
        };
        let died = match person.died {
            Some(PartialDate::Exact(died)) => day(died),
            _ => String::new(),
        };
        self.add(
            "ssd_person",
            vec![
                ("pers_person_id", self.child()),
                ("pers_legacy_id", person.id.to_string()),
                ("pers_sex", person.sex.answer().copied().unwrap_or(Sex::Unknown).code().to_owned()),
                ("pers_ethnicity", words(person.ethnicity.answer())),
                ("pers_dob", born),
                ("pers_expected_dob", expected),
                ("pers_death_date", died),
                ("pers_upn_unknown", words(person.upn_unknown.as_ref())),
            ],
        );
        let disabilities: Vec<String> = person.disabilities.answer().into_iter().flatten().cloned().collect();
        for code in disabilities {
            let id = format!("{}{code}", person.id);
            self.add(
                "ssd_disability",
                vec![("disa_table_id", id), ("disa_person_id", self.child()), ("disa_disability_code", code)],
            );
        }
        let numbers = [
            ("Unique Pupil Number", person.upn.answer().map(Upn::written)),
            ("Former Unique Pupil Number", person.former_upn.as_ref().map(Upn::written)),
            ("NHS Number", person.nhs_number.answer().map(|number| number.typed().to_owned())),
        ];
        for (n, (kind, number)) in numbers.into_iter().enumerate() {
            let Some(number) = number else { continue };
            let id = format!("{}{n}", person.id);
            self.add(
                "ssd_linked_identifiers",
                vec![
                    ("link_table_id", id),
                    ("link_person_id", self.child()),
                    ("link_identifier_type", kind.into()),
                    ("link_identifier_value", number),
                ],
            );
        }
    }

    /// What a code of a source means.
    fn source(&self, code: Option<&String>) -> String {
        let list = self.asked.pack.code_list("contact_source");
        let found = list.zip(code).and_then(|(list, code)| list.codes.iter().find(|one| one.code == *code));
        found.map(|one| one.words.clone()).unwrap_or_default()
    }

    /// The last figures of the child: they tell rows of one record apart that is about several children.
    pub(super) fn tail(&self) -> String {
        tail(self.held.person.id)
    }

    fn contact(&mut self, contact: &Contact) {
        let child = self.held.person.id;
        let Some(place) = contact.children.iter().position(|one| one.found.person() == Some(child)) else {
            return;
        };
        let outcomes =
            contact.decision().and_then(|decision| decision.outcomes.as_ref()).map(|basis| &basis.outcomes);
        let codes = outcomes
            .into_iter()
            .flat_map(|outcomes| std::iter::once(&outcomes.primary).chain(&outcomes.also));
        let set: Vec<&str> = codes
            .filter_map(|code| self.asked.pack.outcome(code))
            .map(|outcome| outcome.ssd_flag.as_str())
            .collect();
        let outcome = outcomes.map(|_| flags(&OF_CONTACTS, &set)).unwrap_or_default();
        // One contact is about several children, and has a row for each.
        self.add(
            "ssd_contacts",
            vec![
                ("cont_contact_id", format!("{}-{place}", contact.id)),
                ("cont_person_id", self.child()),
                ("cont_contact_date", of(contact.received_at)),
                ("cont_contact_source_code", contact.source.clone()),
                ("cont_contact_source_desc", self.source(Some(&contact.source))),
                ("cont_contact_outcome_json", outcome),
            ],
        );
    }

    fn episode(&mut self, episode: &Episode) {
        let id = episode.id.to_string();
        let (worker, team) = self.worker(episode.referral_date, episode.closed_on);
        self.add(
            "ssd_cin_episodes",
            vec![
                ("cine_referral_id", id.clone()),
                ("cine_person_id", self.child()),
                ("cine_referral_date", day(episode.referral_date)),
                ("cine_cin_primary_need_code", words(episode.primary_need.as_ref())),
                ("cine_referral_source_code", words(episode.source.as_ref())),
                ("cine_referral_source_desc", self.source(episode.source.as_ref())),
                ("cine_referral_nfa", flag(episode.no_further_action)),
                ("cine_close_reason", words(episode.closure_reason.as_ref())),
                ("cine_close_date", maybe(episode.closed_on)),
                ("cine_referral_team", team),
                ("cine_referral_worker_id", worker),
            ],
        );
        self.conferences.clear();
        episode.assessments.iter().for_each(|one| self.assessment(one, episode));
        episode.enquiries.iter().for_each(|one| self.enquiry(one, episode));
        self.moved_in(episode);
        episode.plans.iter().for_each(|plan| self.plan(plan, episode));
        self.pre_proceedings(episode);
    }

    /// The conference of a child who came on another council's plan.
    fn moved_in(&mut self, episode: &Episode) {
        let Some(moved) = episode.transfer_in.as_ref() else { return };
        let target = conference_target(moved.notified_on, &self.asked.pack.holidays);
        let made = moved.conference_on.filter(|on| begins(episode, *on));
        let id = part(episode, 'T', moved.notified_on);
        self.conferences.extend(moved.conference_on.map(|on| (on, id.clone())));
        self.add(
            "ssd_initial_cp_conference",
            vec![
                ("icpc_icpc_id", id),
                ("icpc_person_id", self.child()),
                ("icpc_cp_plan_id", made.map(|on| part(episode, 'P', on)).unwrap_or_default()),
                ("icpc_referral_id", episode.id.to_string()),
                ("icpc_icpc_transfer_in", flag(true)),
                ("icpc_icpc_target_date", day(target)),
                ("icpc_icpc_date", maybe(moved.conference_on)),
                (
                    "icpc_icpc_outcome_cp_flag",
                    moved.conference_on.map(|_| flag(made.is_some())).unwrap_or_default(),
                ),
            ],
        );
    }

    fn assessment(&mut self, line: &episode::Assessment, episode: &Episode) {
        let child = self.held.person.id;
        let id = line
            .record
            .map_or_else(|| part(episode, 'A', line.started_on), |record| format!("{record}{}", tail(child)));
        let record = self.held.assessments.iter().find(|record| Some(record.id) == line.record);
        let outcome = record
            .and_then(|record| record.authorised.as_ref()?.outcomes.iter().find(|one| one.child == child));
        let follows = outcome.into_iter().flat_map(|outcome| &outcome.follows);
        let set: Vec<String> = follows
            .filter_map(|code| self.asked.pack.assessment.outcome(code))
            .map(|one| format!("{}_FLAG", one.ssd_flag))
            .collect();
        let set: Vec<&str> = set
            .iter()
            .map(|flag| if flag == "OTHER_FLAG" { "OTHER_ACTIONS_FLAG" } else { flag.as_str() })
            .collect();
        self.add(
            "ssd_cin_assessments",
            vec![
                ("cina_assessment_id", id.clone()),
                ("cina_person_id", self.child()),
                ("cina_referral_id", episode.id.to_string()),
                ("cina_assessment_start_date", day(line.started_on)),
                ("cina_assessment_child_seen", self.seen_between(line.started_on, line.authorised_on)),
                ("cina_assessment_auth_date", maybe(line.authorised_on)),
                (
                    "cina_assessment_outcome_json",
                    outcome.map(|_| flags(&OF_ASSESSMENTS, &set)).unwrap_or_default(),
                ),
                (
                    "cina_assessment_outcome_nfa",
                    outcome.map(|_| flag(set.contains(&"NFA_FLAG"))).unwrap_or_default(),
                ),
                ("cina_assessment_team", record.map(|record| record.team.clone()).unwrap_or_default()),
                (
                    "cina_assessment_worker_id",
                    record.map(|record| record.worker.to_string()).unwrap_or_default(),
                ),
            ],
        );
        if line.authorised_on.is_some() && !line.factors.is_empty() {
            let factors: Vec<String> = line.factors.iter().map(|code| format!("\"{code}\"")).collect();
            let json = format!("[{}]", factors.join(", "));
            self.add(
                "ssd_assessment_factors",
                vec![
                    ("cinf_table_id", format!("F{id}")),
                    ("cinf_assessment_id", id),
                    ("cinf_assessment_factors_json", json),
                ],
            );
        }
    }

    fn enquiry(&mut self, line: &episode::Enquiry, episode: &Episode) {
        let id = line.record.map_or_else(|| part(episode, 'S', line.started_on), |record| record.to_string());
        let record = self.held.enquiries.iter().find(|record| Some(record.id) == line.record);
        let ended = record.and_then(|record| record.authorised.as_ref()).map(|authorised| of(authorised.at));
        let outcome =
            record.filter(|record| record.authorised.is_some()).and_then(|record| record.outcome.as_ref());
        let follows = outcome.into_iter().flat_map(|outcome| &outcome.follows);
        let set: Vec<&str> = follows
            .filter_map(|code| self.asked.pack.section47.follow(code))
            .map(|one| one.ssd_flag.as_str())
            .collect();
        let outcome_flags = outcome.map(|_| flags(&OF_ENQUIRIES, &set)).unwrap_or_default();
        let worker = record.and_then(|record| record.worker);
        self.add(
            "ssd_s47_enquiry",
            vec![
                ("s47e_s47_enquiry_id", id.clone()),
                ("s47e_referral_id", episode.id.to_string()),
                ("s47e_person_id", self.child()),
                ("s47e_s47_start_date", day(line.started_on)),
                ("s47e_s47_end_date", ended.unwrap_or_else(|| maybe(line.conference_on))),
                (
                    "s47e_s47_nfa",
                    if line.conference_not_required || line.conference_on.is_some() {
                        flag(line.conference_not_required)
                    } else {
                        String::new()
                    },
                ),
                ("s47e_s47_outcome_json", outcome_flags),
                (
                    "s47e_s47_completed_by_worker_id",
                    worker.map(|worker| worker.to_string()).unwrap_or_default(),
                ),
                ("s47e_s47_completed_by_team", worker.map(|worker| self.team_of(worker)).unwrap_or_default()),
            ],
        );
        // While nothing is decided, no conference is.
        let asked = outcome.is_some_and(|outcome| outcome.initial_conference);
        if !line.conference_not_required && (line.conference_on.is_some() || asked) {
            self.conference(id, line, episode);
        }
    }

    /// The conference of an enquiry, held or still to be held.
    fn conference(&mut self, enquiry: String, line: &episode::Enquiry, episode: &Episode) {
        let held = self.held.conferences.iter().find(|one| {
            one.section47 == line.record.map(Id::any) && line.record.is_some()
                || one.held.as_ref().is_some_and(|held| Some(held.on) == line.conference_on)
        });
        let made = match (held.and_then(|one| one.held.as_ref()), line.conference_on) {
            (Some(held), _) => flag(held.decision.plan == PlanDecision::Plan),
            (None, Some(on)) => flag(begins(episode, on)),
            (None, None) => String::new(),
        };
        let target = conference_target(line.started_on, &self.asked.pack.holidays);
        let id = held.map_or_else(|| part(episode, 'C', line.started_on), |one| one.id.to_string());
        self.conferences.extend(line.conference_on.map(|on| (on, id.clone())));
        let record = self.held.enquiries.iter().find(|record| Some(record.id) == line.record);
        let worker = record.and_then(|record| record.worker);
        self.add(
            "ssd_initial_cp_conference",
            vec![
                ("icpc_icpc_id", id),
                ("icpc_icpc_meeting_id", held.map(|one| one.reference.clone()).unwrap_or_default()),
                ("icpc_s47_enquiry_id", enquiry),
                ("icpc_person_id", self.child()),
                (
                    "icpc_cp_plan_id",
                    line.conference_on
                        .filter(|on| begins(episode, *on))
                        .map(|on| part(episode, 'P', on))
                        .unwrap_or_default(),
                ),
                ("icpc_referral_id", episode.id.to_string()),
                ("icpc_icpc_transfer_in", flag(false)),
                ("icpc_icpc_target_date", day(target)),
                ("icpc_icpc_date", maybe(line.conference_on)),
                ("icpc_icpc_outcome_cp_flag", made),
                ("icpc_icpc_team", worker.map(|worker| self.team_of(worker)).unwrap_or_default()),
                ("icpc_icpc_worker_id", worker.map(|worker| worker.to_string()).unwrap_or_default()),
            ],
        );
    }

    fn plan(&mut self, plan: &episode::Plan, episode: &Episode) {
        let referral = episode.id.to_string();
        if plan.kind == PlanKind::ChildInNeed {
            let (worker, team) = self.worker(plan.started_on, plan.ended_on);
            self.add(
                "ssd_cin_plans",
                vec![
                    ("cinp_cin_plan_id", part(episode, 'N', plan.started_on)),
                    ("cinp_referral_id", referral),
                    ("cinp_person_id", self.child()),
                    ("cinp_cin_plan_start_date", day(plan.started_on)),
                    ("cinp_cin_plan_end_date", maybe(plan.ended_on)),
                    ("cinp_cin_plan_team", team),
                    ("cinp_cin_plan_worker_id", worker),
                ],
            );
            return;
        }
        let id = part(episode, 'P', plan.started_on);
        let conference = self.held.conferences.iter().find(|one| one.plan_from() == Some(plan.started_on));
        let first = conference.and_then(|one| one.held.as_ref()?.decision.category.clone());
        let brought = episode.brought.as_ref().and_then(|brought| brought.plan(plan.started_on));
        let first = first
            .or_else(|| brought.and_then(|plan| plan.first_category.clone()))
            .or_else(|| plan.category.clone());
        self.add(
            "ssd_cp_plans",
            vec![
                ("cppl_cp_plan_id", id.clone()),
                ("cppl_referral_id", referral),
                ("cppl_icpc_id", self.conferences.get(&plan.started_on).cloned().unwrap_or_default()),
                ("cppl_person_id", self.child()),
                ("cppl_cp_plan_start_date", day(plan.started_on)),
                ("cppl_cp_plan_end_date", maybe(plan.ended_on)),
                ("cppl_cp_plan_initial_category", first.unwrap_or_default()),
                ("cppl_cp_plan_latest_category", words(plan.category.as_ref())),
                ("cppl_cp_plan_ola", flag(false)),
            ],
        );
        let here = conference
            .into_iter()
            .flat_map(|one| &one.reviews)
            .map(|review| (review.on, Some(review.ends.is_none())));
        let elsewhere = brought.into_iter().flat_map(|plan| plan.reviews.iter().map(|on| (*on, None)));
        let reviews: Vec<(Date, Option<bool>)> = here.chain(elsewhere).collect();
        for (on, goes_on) in reviews {
            self.add(
                "ssd_cp_reviews",
                vec![
                    ("cppr_cp_review_id", part(episode, 'R', on)),
                    ("cppr_person_id", self.child()),
                    ("cppr_cp_plan_id", id.clone()),
                    ("cppr_cp_review_date", day(on)),
                    ("cppr_cp_review_outcome_continue_cp", goes_on.map(flag).unwrap_or_default()),
                ],
            );
        }
    }

    fn involvement(&mut self, involvement: &Involvement) {
        let Involved::Worker { staff, team } = &involvement.who else { return };
        let from = london::date_of(involvement.from);
        let episode = self.held.episodes.iter().rev().find(|episode| {
            episode.closed_on.is_none_or(|closed| from <= closed)
                && involvement.until.is_none_or(|until| episode.referral_date <= london::date_of(until))
        });
        self.add(
            "ssd_involvements",
            vec![
                ("invo_involvements_id", involvement.id.to_string()),
                ("invo_professional_id", staff.to_string()),
                ("invo_professional_role_id", involvement.role.clone()),
                ("invo_professional_team", team.clone()),
                ("invo_involvement_start_date", day(from)),
                ("invo_involvement_end_date", involvement.until.map(of).unwrap_or_default()),
                ("invo_worker_change_reason", words(involvement.reason.as_ref())),
                ("invo_person_id", self.child()),
                ("invo_referral_id", episode.map(|episode| episode.id.to_string()).unwrap_or_default()),
            ],
        );
    }
}

/// Whether a child protection plan of the episode began on a day.
fn begins(episode: &Episode, on: Date) -> bool {
    episode.plans.iter().any(|plan| plan.kind == PlanKind::ChildProtection && plan.started_on == on)
}

/// One assessment is of brothers and sisters: the last figures of the child tell theirs apart.
fn tail(child: Id<Person>) -> String {
    child.to_string().chars().skip(28).collect()
}
