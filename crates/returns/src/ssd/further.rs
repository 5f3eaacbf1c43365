//! The rows around a child's episodes: where the child lives, other numbers, missing episodes, pre-proceedings, powers and orders, visits, and what the child said of
//! the help.

use std::collections::BTreeSet;

use domain::calendar::london;
use domain::episode::{Episode, PlanKind};
use domain::id::Id;
use domain::involvement::Involved;
use domain::person::address::AddressLines;
use domain::power::{EndsBy, Power};
use domain::staff::Staff;
use jiff::civil::Date;

use super::derive::{Telling, day, flag, maybe, of, part, words};

/// A stay at an address that may go out.
#[derive(Debug, Clone, Copy)]
pub struct Stay<'h> {
    /// Its lines and postcode.
    pub lines: &'h AddressLines,
    /// The first day there.
    pub from: Option<Date>,
    /// The first day no longer there.
    pub until: Option<Date>,
}

/// The keys of an address, all of which are written.
const OF_ADDRESSES: [&str; 10] =
    ["ROOM", "FLOOR", "FLAT", "BUILDING", "HOUSE", "STREET", "TOWN", "UPRN", "EASTING", "NORTHING"];
/// The questions to the child, each with its field.
const OF_VOICES: [(&str, &str); 5] = [
    ("voch_explained_worries", "explained_worries"),
    ("voch_story_help_understand", "story_help_understand"),
    ("voch_agree_worker", "agree_worker"),
    ("voch_plan_safe", "plan_safe"),
    ("voch_tablet_help_explain", "tablet_help_explain"),
];

/// A day on which the child was to be seen.
struct Visit {
    on: Date,
    seen: bool,
    alone: Option<bool>,
}

impl Telling<'_> {
    /// Everything that belongs to the child and to no episode.
    pub(super) fn around(&mut self) {
        self.addresses();
        self.missing();
        self.powers();
        self.visits();
        self.voices();
    }

    /// The lines stand together under the street: the record does not part them.
    fn addresses(&mut self) {
        for (n, stay) in self.asked.addresses.iter().enumerate() {
            let street = stay.lines.lines.join(", ");
            let keys = OF_ADDRESSES.map(|key| {
                let value = if key == "STREET" { street.as_str() } else { "" };
                format!("\"{key}\": {}", serde_json::Value::from(value))
            });
            let postcode = stay.lines.postcode.as_ref().map(|postcode| postcode.typed().to_owned());
            self.add(
                "ssd_address",
                vec![
                    ("addr_table_id", format!("{}A{n}", self.held.person.id)),
                    ("addr_address_json", format!("{{{}}}", keys.join(", "))),
                    ("addr_person_id", self.child()),
                    ("addr_address_start_date", maybe(stay.from)),
                    ("addr_address_end_date", maybe(stay.until)),
                    ("addr_address_postcode", postcode.unwrap_or_default()),
                ],
            );
        }
    }

    fn missing(&mut self) {
        for event in self.held.events {
            let counts = event.counts.as_ref().is_some_and(|counts| counts.kind == "missing");
            if !counts || event.in_error.is_some() {
                continue;
            }
            self.add(
                "ssd_missing",
                vec![
                    // One event may be about several children, and has a row for each.
                    ("miss_table_id", format!("{}{}", event.id, self.tail())),
                    ("miss_person_id", self.child()),
                    ("miss_missing_episode_start_date", maybe(event.happened.earliest())),
                    ("miss_missing_episode_type", "Missing".into()),
                    ("miss_missing_episode_end_date", event.until.map(of).unwrap_or_default()),
                ],
            );
        }
    }

    /// What binds an adult is no status of the child.
    fn powers(&mut self) {
        for power in self.held.powers.iter().filter(|power| power.adult.is_none()) {
            let kind = self.asked.pack.powers.kind(&power.kind);
            self.add(
                "ssd_legal_status",
                vec![
                    ("lega_legal_status_id", power.id.to_string()),
                    ("lega_person_id", self.child()),
                    ("lega_legal_status", kind.map_or_else(|| power.kind.clone(), |kind| kind.name.clone())),
                    ("lega_legal_status_start_date", of(power.started)),
                    ("lega_legal_status_end_date", maybe(self.over(power))),
                ],
            );
        }
    }

    /// The day on which a power ended, or ran out by then.
    fn over(&self, power: &Power) -> Option<Date> {
        if let Some(ended) = &power.ended {
            return Some(london::date_of(ended.when));
        }
        // What is only looked at again goes on until it is ended.
        let last = power.extensions.iter().map(|extension| extension.until).max().unwrap_or(power.ends);
        (power.ends_by != EndsBy::Review).then(|| london::date_of(last)).filter(|last| *last <= self.asked.on)
    }

    /// Visits of an enquiry, and days on which the child was listened to at home. One day is one visit.
    fn visits(&mut self) {
        let enquired = self.held.enquiries.iter().flat_map(|enquiry| &enquiry.seen);
        let enquired = enquired.map(|seen| Visit {
            on: london::date_of(seen.at),
            seen: seen.seen,
            alone: seen.seen.then_some(seen.alone),
        });
        let voices = self.held.voices.iter();
        let voices = voices.filter(|voice| voice.taken_back.is_none() && voice.heard.occasion == "visit");
        let voices = voices.map(|voice| Visit { on: voice.heard.on, seen: true, alone: None });
        let mut told: BTreeSet<Date> = BTreeSet::new();
        let visits: Vec<Visit> = enquired.chain(voices).collect();
        for visit in visits {
            if told.insert(visit.on) {
                self.visit(&visit);
            }
        }
    }

    /// A visit while a child protection plan ran belongs to the plan; another to the child in need.
    fn visit(&mut self, visit: &Visit) {
        let on = visit.on;
        let plan = self.held.episodes.iter().find_map(|episode| {
            let plans = episode.plans.iter().filter(|plan| plan.kind == PlanKind::ChildProtection);
            let mut plans =
                plans.filter(|plan| plan.started_on <= on && plan.ended_on.is_none_or(|ended| on <= ended));
            plans.next().map(|plan| part(episode, 'P', plan.started_on))
        });
        let figures: String = self.held.person.id.to_string().chars().take(26).collect();
        let id = format!("{figures}V{:04}{:02}{:02}", on.year(), on.month(), on.day());
        let alone = visit.alone.map(flag).unwrap_or_default();
        match plan {
            Some(plan) => self.add(
                "ssd_cp_visits",
                vec![
                    ("cppv_cp_visit_id", id),
                    ("cppv_person_id", self.child()),
                    ("cppv_cp_plan_id", plan),
                    ("cppv_cp_visit_date", day(on)),
                    ("cppv_cp_visit_seen", flag(visit.seen)),
                    ("cppv_cp_visit_seen_alone", alone),
                ],
            ),
            None => self.add(
                "ssd_cin_visits",
                vec![
                    ("cinv_cin_visit_id", id),
                    ("cinv_person_id", self.child()),
                    ("cinv_cin_visit_date", day(on)),
                    ("cinv_cin_visit_seen", flag(visit.seen)),
                    ("cinv_cin_visit_seen_alone", alone),
                ],
            ),
        }
    }

    /// What the child answered to the questions of the dataset. One to which no answer is known stays empty.
    fn voices(&mut self) {
        for voice in self.held.voices.iter().filter(|voice| voice.taken_back.is_none()) {
            let Some(answers) = &voice.heard.answers else { continue };
            let mut values = vec![("voch_table_id", voice.id.to_string()), ("voch_person_id", self.child())];
            for (field, question) in OF_VOICES {
                let said =
                    |value: &str| answers.one("voice", question).is_some_and(|answer| answer.is(value));
                let letter =
                    [("yes", "Y"), ("partly", "P"), ("no", "N")].into_iter().find(|(value, _)| said(value));
                values.push((field, letter.map(|(_, letter)| letter.to_owned()).unwrap_or_default()));
            }
            self.add("ssd_voice_of_child", values);
        }
    }

    /// What a file brought of pre-proceedings: the record has no other.
    pub(super) fn pre_proceedings(&mut self, episode: &Episode) {
        let brought = episode.brought.iter().flat_map(|brought| &brought.pre_proceedings);
        for (n, one) in brought.enumerate() {
            let figures: String = episode.id.to_string().chars().take(26).collect();
            self.add(
                "ssd_pre_proceedings",
                vec![
                    ("prep_table_id", format!("{figures}G{n}")),
                    ("prep_person_id", self.child()),
                    ("prep_pre_pro_decision_date", maybe(one.started_on)),
                    ("prep_initial_pre_pro_meeting_date", maybe(one.first_meeting_on)),
                    ("prep_pre_pro_outcome", words(one.outcome.as_ref())),
                    ("prep_agree_stepdown_issue_date", maybe(one.step_on)),
                    ("prep_pre_pro_letter_date", maybe(one.letter_on)),
                    ("prep_care_pro_letter_date", maybe(one.proceedings_letter_on)),
                    (
                        "prep_pre_pro_meetings_num",
                        one.review_meetings.map(|many| many.to_string()).unwrap_or_default(),
                    ),
                ],
            );
        }
    }

    /// Whether the child was seen between two days: yes, or the record does not say.
    pub(super) fn seen_between(&self, from: Date, until: Option<Date>) -> String {
        let within = |on: Date| on >= from && until.is_none_or(|until| on <= until);
        let mut visits = self.held.enquiries.iter().flat_map(|enquiry| &enquiry.seen);
        let mut voices = self.held.voices.iter().filter(|voice| voice.taken_back.is_none());
        let seen = visits.any(|seen| seen.seen && within(london::date_of(seen.at)))
            || voices.any(|voice| voice.heard.occasion != "advocate" && within(voice.heard.on));
        if seen { flag(true) } else { String::new() }
    }

    /// Who worked with the child first between two days, and in which team.
    pub(super) fn worker(&self, from: Date, until: Option<Date>) -> (String, String) {
        let ran = self.held.involvements.iter().filter(|one| {
            one.until.is_none_or(|ended| london::date_of(ended) >= from)
                && until.is_none_or(|until| london::date_of(one.from) <= until)
        });
        let mut workers = ran.filter_map(|one| match &one.who {
            Involved::Worker { staff, team } => Some((staff.to_string(), team.clone())),
            Involved::Agency { .. } => None,
        });
        workers.next().unwrap_or_default()
    }

    /// The team in which somebody worked with the child; empty when the record does not say.
    pub(super) fn team_of(&self, worker: Id<Staff>) -> String {
        let mut latest_first = self.held.involvements.iter().rev().filter_map(|one| match &one.who {
            Involved::Worker { staff, team } if *staff == worker => Some(team.clone()),
            _ => None,
        });
        latest_first.next().unwrap_or_default()
    }
}
