//! The invented council's strategy discussions: one that was held, decided and signed last week; one that was held late because health did not answer,
//! and says so; one that is planned, with much still unknown.

use std::collections::BTreeMap;

use domain::calendar::{Calendar, london, working_days};
use domain::id::Id;
use domain::mash::Handling;
use domain::meeting::{Attended, GapAsked, MinutesAsked, SaidAsked};
use domain::person::Person;
use domain::refusal::Refusal;
use domain::strategy::{
    Analysis, ChildDecision, ConveneAsked, Discussion, Informed, LateAsked, RecordAsked, RingAnswer,
    RingAsked, WhyNow,
};
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};
use store::Stop;

use super::make::kept;
use super::staff::StaffRoom;
use crate::house::House;
use crate::meeting::{self, About, Planned, Written, agenda_for};
use crate::session::{Sending, Session};
use crate::strategy::{self, Begun, Origin, Recorded};

/// What happens about strategy discussions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The first is begun and convened.
    First,
    /// It is held and decided.
    FirstHeld,
    /// Its chair signs it.
    FirstSigned,
    /// The second is begun, and health is rung.
    Second,
    /// It is held, a day and a half later.
    SecondHeld,
    /// The third is begun; much is unknown.
    Third,
}

impl Part {
    /// When each happens.
    pub(super) fn planned(until: Timestamp, calendar: &Calendar) -> [(Timestamp, Part); 6] {
        let day = |before: u32, hour: i8, minute: i8| {
            let day = working_days::subtract(london::date_of(until), before, &calendar.holidays);
            london::instant(day, Time::constant(hour, minute, 0, 0))
        };
        [
            (day(6, 10, 0), Part::First),
            (day(6, 15, 10), Part::FirstHeld),
            (day(6, 16, 30), Part::FirstSigned),
            (day(3, 9, 30), Part::Second),
            (day(2, 15, 20), Part::SecondHeld),
            (until - SignedDuration::from_mins(90), Part::Third),
        ]
    }
}

/// The discussions made so far, with the worker of each first child.
#[derive(Debug, Default)]
pub(super) struct Discussions {
    of: [Option<Id<Discussion>>; 2],
}

/// Those who are asked, by the name they sign in with.
const ASKED: [&str; 4] = ["police-partner", "health-partner", "school-partner", "social-worker"];
/// Whose manager can be visited in the demo.
const WORKERS: [&str; 2] = ["social-worker", "worker2"];

impl Discussions {
    /// Lets a part happen. Without a child who has a worker there is nothing to discuss.
    pub(super) fn happen(
        &mut self,
        house: &House,
        staff: &StaffRoom,
        allocated: &[(Id<Person>, &'static str)],
        part: Part,
    ) -> Result<(), Stop> {
        let mut theirs =
            allocated.iter().filter(|(_, worker)| WORKERS.contains(worker)).map(|(child, _)| *child);
        match part {
            Part::First => {
                let Some(child) = theirs.next() else { return Ok(()) };
                let why =
                    ("Being hit by somebody at home", "A second mark this month, and another story for it");
                self.of[0] = begun(house, staff, child, why)?;
                self.of[0].map_or(Ok(()), |id| prepared(house, staff, id, 7))
            }
            Part::FirstHeld => self.of[0].map_or(Ok(()), |id| held(house, staff, id, true)),
            Part::FirstSigned => self.of[0].map_or(Ok(()), |id| signed(house, staff, id)),
            Part::Second => {
                let Some(child) = theirs.nth(1) else { return Ok(()) };
                let why =
                    ("Neglect: left alone in the evening", "Three calls in two weeks about the same thing");
                self.of[1] = begun(house, staff, child, why)?;
                self.of[1].map_or(Ok(()), |id| health_is_silent(house, staff, id))
            }
            Part::SecondHeld => self.of[1].map_or(Ok(()), |id| {
                held(house, staff, id, false)?;
                late(house, staff, id)
            }),
            Part::Third => {
                let Some(child) = theirs.nth(2) else { return Ok(()) };
                let why = (
                    "Shouting and blows between the adults",
                    "The police were called last night; the child was in the room",
                );
                let id = begun(house, staff, child, why)?;
                id.map_or(Ok(()), |id| prepared(house, staff, id, 3))
            }
        }
    }
}

fn session<'h>(house: &'h House, staff: &StaffRoom, who: &str) -> Result<Session<'h>, Stop> {
    Ok(house.session(staff.named(who).cloned().ok_or(Refusal::NotFound)?))
}

/// A form of its own, opened at the discussion as it stands.
fn sending(house: &House, id: Option<Id<Discussion>>) -> Result<Sending, Stop> {
    let opened = match id {
        Some(id) => strategy::view(&house.system(), id)?.discussion.version.0,
        None => 0,
    };
    Ok(Sending { form: house.id(), opened, content: Vec::new() })
}

fn begun(
    house: &House,
    staff: &StaffRoom,
    child: Id<Person>,
    (harm, event): (&str, &str),
) -> Result<Option<Id<Discussion>>, Stop> {
    let manager = session(house, staff, "team-manager")?;
    let now = house.now();
    let known = now - SignedDuration::from_hours(20);
    let why = WhyNow {
        harm: harm.into(),
        event: event.into(),
        first_known: Some((known, "The school".into())),
        service_knew: Some(now - SignedDuration::from_hours(1)),
    };
    let begun = Begun { about: About::Child(child), children: Vec::new(), why, origin: Origin::default() };
    kept(strategy::begin(&manager, &sending(house, None)?, begun))
}

/// The first items are known, but for those that come after a number; it is convened and its meeting arranged.
fn prepared(house: &House, staff: &StaffRoom, id: Id<Discussion>, known: usize) -> Result<(), Stop> {
    let worker = session(house, staff, "team-manager")?;
    let today = london::date_of(house.now());
    let first = house.pack.strategy.items.iter().filter(|item| item.first).take(known);
    let items = first.map(|item| Informed {
        code: item.code.clone(),
        state: "known".into(),
        words: format!("{}: looked into this morning, and written in the chronology.", item.name),
        source: "Allocated worker".into(),
        on: Some(today),
        ..Informed::default()
    });
    let capacity = Informed {
        code: "capacity".into(),
        state: "unknown".into(),
        words: "The mother's learning needs: asked at the visit".into(),
        can_wait: Some(true),
        ..Informed::default()
    };
    let items = items.chain([capacity]).collect();
    if kept(strategy::inform(&worker, &sending(house, Some(id))?, id, items))?.is_none() {
        return Ok(());
    }
    let urgency = if known < 5 { "danger_now" } else { "" };
    let asked = ConveneAsked { urgency: urgency.into(), ..ConveneAsked::default() };
    kept(strategy::convene(&worker, &sending(house, Some(id))?, id, asked))?;
    arranged(house, staff, id, house.now() + SignedDuration::from_hours(4))
}

fn arranged(house: &House, staff: &StaffRoom, id: Id<Discussion>, starts: Timestamp) -> Result<(), Stop> {
    let manager = session(house, staff, "team-manager")?;
    let kind = house.pack.strategy.meeting.clone();
    let planned = Planned {
        purpose: "Strategy discussion".into(),
        chair: Some(manager.staff.id),
        minute_taker: None,
        starts,
        lasts_minutes: 60,
        place: String::new(),
        dial_in: "01632 960141".into(),
        agenda: agenda_for(&house.pack, &kind, &[]),
        people: ASKED.iter().filter_map(|who| staff.named(who)).map(|one| one.id).collect(),
        needed: Vec::new(),
        guests: Vec::new(),
        withdrawn: Vec::new(),
        further: None,
        kind,
    };
    kept(strategy::arrange(&manager, &sending(house, Some(id))?, id, planned, None)).map(drop)
}

/// Health is rung twice and says nothing; the meeting is set for the next day but one.
fn health_is_silent(house: &House, staff: &StaffRoom, id: Id<Discussion>) -> Result<(), Stop> {
    let manager = session(house, staff, "team-manager")?;
    let asked = ConveneAsked {
        urgency: "evidence".into(),
        words: "The kitchen is photographed before anybody tidies it.".into(),
        ..ConveneAsked::default()
    };
    kept(strategy::convene(&manager, &sending(house, Some(id))?, id, asked))?;
    for (whom, answer) in [("Safeguarding nurse", RingAnswer::NoAnswer), ("Her desk", RingAnswer::Message)] {
        let ring = RingAsked {
            agency: "health".into(),
            organisation: "Northbridge Community Health".into(),
            whom: whom.into(),
            answer: Some(answer),
            ..RingAsked::default()
        };
        kept(strategy::ring(&manager, &sending(house, Some(id))?, id, ring))?;
    }
    arranged(house, staff, id, house.now() + SignedDuration::from_hours(29))
}

/// It is held and decided: a joint enquiry where `joint`, else an assessment.
fn held(house: &House, staff: &StaffRoom, id: Id<Discussion>, joint: bool) -> Result<(), Stop> {
    let manager = session(house, staff, "team-manager")?;
    let view = strategy::view(&house.system(), id)?;
    let Some(known) = view.meeting else { return Ok(()) };
    let mut attendance = BTreeMap::new();
    for (place, invited) in known.record.asked() {
        let silent = !joint && invited.agency.as_deref() == Some("health");
        let how = if silent { Attended::Absent } else { Attended::Dialled };
        attendance.insert(place, (how, if silent { "Nobody answered".to_owned() } else { String::new() }));
    }
    let told = |who: &str, words: &str, handling| {
        let one = staff.named(who);
        SaidAsked {
            agency: one.and_then(|one| one.agency.clone()),
            organisation: one.map(|one| one.organisation.clone()).unwrap_or_default(),
            by: one.map(|one| format!("{}, {}", one.name, one.title)).unwrap_or_default(),
            words: words.into(),
            handling: Some(handling),
            origin: None,
        }
    };
    let minutes = MinutesAsked {
        attendance,
        said: vec![
            told("police-partner", "One call-out in March; nobody was arrested.", Handling::Agencies),
            told("school-partner", "Tired on Mondays. Asks to stay for the late club.", Handling::Family),
        ],
        gap: Some(GapAsked {
            why: "Two days have gone by; health is told what was said.".into(),
            added_by: Some(house.now() + SignedDuration::from_hours(24)),
        }),
        end: true,
        ..MinutesAsked::default()
    };
    let minutes = Some((known.version.0, Written { minutes, told: Vec::new() }));
    let record = decided(&view.discussion.record, house.now(), joint);
    kept(strategy::decide(&manager, &sending(house, Some(id))?, id, Some(Recorded { record, minutes })))
        .map(drop)
}

fn decided(discussion: &Discussion, now: Timestamp, joint: bool) -> RecordAsked {
    let soon = now + SignedDuration::from_hours(24);
    let mut record = RecordAsked::filled(&discussion.children, soon, |field| plain(field).to_owned());
    record.analysis = Analysis {
        likelihood: "Likely: it has happened more than once, and the stories for it differ.".into(),
        severity: "Moderate now; it would be severe if it went on.".into(),
        protective: "The grandmother comes each day, and school sees the child at breakfast.".into(),
        otherwise: "An accident, as the mother says; the examination looks at it.".into(),
    };
    if !joint {
        let assessed = |one: &ChildDecision| ChildDecision {
            outcomes: vec!["assessment".into()],
            ..ChildDecision::blank(one.child)
        };
        record.decisions = record.decisions.iter().map(assessed).collect();
        for one in &mut record.decisions {
            one.reasons =
                "No reasonable cause to suspect significant harm today; the need for help is plain.".into();
            one.considered = "A section 47 enquiry: what it would find out is known.".into();
        }
    }
    record
}

/// What stands in each part of a decided record, in words as they are written.
fn plain(field: &str) -> &'static str {
    match field {
        "reasons" => "Reasonable cause to suspect that the child is being hit.",
        "considered" => "An assessment alone: it would not find out who is with the child tonight.",
        "seen_by" => "The allocated worker and a police officer",
        "place" => "At school, before the end of the day",
        "with" => "Alone, with a teacher near",
        "language" => "English",
        "interpreter" => "None of the family: booked through the council's service",
        "capacity" => {
            "None known of the child. The mother has a learning need: plain words, nothing to sign at once."
        }
        "intermediary" => "Asked of the police, before an interview",
        "communication" => "Short questions, and the cards that school uses",
        "parents" => "After the child was seen, by the allocated worker",
        "medical" => "The community paediatrician, tomorrow morning",
        "medical_consent" => "The mother, asked by the allocated worker",
        "interview" => "A specialist officer, after the examination",
        "legal" => "The council's lawyer, if the mother does not agree",
        "criminal" => "Police speak with the adult after the interview, not before.",
        "interim" => "The grandmother stays, and the adult who is named does not.",
        "risk" => "Hit by an adult at home",
        _ => "",
    }
}

fn signed(house: &House, staff: &StaffRoom, id: Id<Discussion>) -> Result<(), Stop> {
    let manager = session(house, staff, "team-manager")?;
    if kept(strategy::sign(&manager, &sending(house, Some(id))?, id))?.is_none() {
        return Ok(());
    }
    let Some(known) = strategy::view(&house.system(), id)?.meeting else { return Ok(()) };
    let partners = known.record.asked().filter(|(_, invited)| invited.agency.is_some());
    let places: Vec<usize> = partners.map(|(place, _)| place).collect();
    let opened = Sending { form: house.id(), opened: known.version.0, content: Vec::new() };
    kept(meeting::distribute(&manager, &opened, known.record.id, &places)).map(drop)
}

fn late(house: &House, staff: &StaffRoom, id: Id<Discussion>) -> Result<(), Stop> {
    let manager = session(house, staff, "team-manager")?;
    let asked_at = strategy::view(&house.system(), id)?.discussion.record.begun_at;
    let asked = LateAsked { cause: "health".into(), asked_at: Some(asked_at), ..LateAsked::default() };
    kept(strategy::late_cause(&manager, &sending(house, Some(id))?, id, asked)).map(drop)
}
