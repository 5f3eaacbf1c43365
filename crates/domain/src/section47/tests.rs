//! An enquiry from the discussion to the conference, as data. Times are London's.

use jiff::Timestamp;
use jiff::civil::Date;

use super::outcome::{Finding, HarmAsked, HarmFinding, OutcomeAsked, Settled, ToldAsked};
use super::*;
use crate::calendar::Calendar;
use crate::calendar::clock::State;
use crate::episode::{Plan as EpisodePlan, PlanKind};
use crate::form::{Answer, Place};
use crate::pack::{Pack, england};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn staff(bits: u128) -> Id<Staff> {
    Id::from_bits(bits)
}

const WORKER: u128 = 11;
const MANAGER: u128 = 12;

fn discussion(number: u128, held: &str) -> Discussed {
    Discussed { id: Id::from_bits(number), reference: format!("SD-{number}"), at: at(held) }
}

fn beginning(held: &str, risks: &[&str]) -> Beginning {
    let named = risks.iter().enumerate();
    Beginning {
        id: Id::from_bits(1),
        reference: "S47-1".into(),
        child: Id::from_bits(2),
        discussion: discussion(3, held),
        led: EnquiryBy::Joint,
        worker: Some(staff(WORKER)),
        urgent: false,
        plan: EnquiryPlan {
            seen_by: "Tom".into(),
            place: "School".into(),
            seen_by_when: Some(at("2026-03-09T15:00:00Z")),
            ..EnquiryPlan::default()
        },
        risks: named.map(|(n, words)| RiskNamed { number: n as u32 + 1, words: (*words).into() }).collect(),
        carers: vec![Carer {
            person: Some(Id::from_bits(7)),
            name: String::new(),
            relation: "mother".into(),
            answer: None,
        }],
        siblings: Vec::new(),
        new_episode: Id::from_bits(9),
        source: Some("2A".into()),
    }
}

fn begun(held: &str, now: &str) -> Begun {
    begin(beginning(held, &["Bruising to the arm", "Left with the uncle"]), &[], &[], now).unwrap()
}

fn begin(
    beginning: Beginning,
    episodes: &[Episode],
    others: &[Section47],
    now: &str,
) -> Result<Begun, crate::refusal::Refusal> {
    Section47::begin(
        beginning,
        episodes,
        others,
        None,
        staff(MANAGER),
        at(now),
        england(),
        &Calendar::england(),
    )
}

const SATURDAY: &str = "2026-03-07T11:00:00Z";

/// An enquiry of which everything is done but the risks.
fn nearly_done(pack: &Pack) -> (Section47, Episode) {
    let Begun { section47, episode, .. } = begun(SATURDAY, SATURDAY);
    let now = at("2026-03-09T16:00:00Z");
    let seen = SeenAsked {
        at: Some(at("2026-03-09T14:00:00Z")),
        seen: Some(true),
        alone: Some(true),
        who: "Tom".into(),
        place: "School".into(),
        looked: "Quiet, a bruise on the left arm".into(),
        ..SeenAsked::default()
    };
    let section47 = section47.saw(seen, staff(WORKER), now).unwrap();
    let mother = CarerAsked {
        place: Some(0),
        seen: Some(true),
        on: Some(day("2026-03-09")),
        who: "Tom".into(),
        words: "Says he fell".into(),
        ..CarerAsked::default()
    };
    let section47 = section47.family_answered(vec![mother], Vec::new(), staff(WORKER), now).unwrap();
    let medical = MedicalAsked {
        state: "not_needed".into(),
        findings: "Seen by the paediatrician on Friday".into(),
        ..MedicalAsked::default()
    };
    let section47 = section47.medical_held(medical, staff(WORKER), now, pack).unwrap();
    let harm = HarmAsked {
        finding: Some(HarmFinding::Suffered),
        categories: vec!["PHY".into()],
        reasons: "The bruise is the shape of a hand, and he says who did it.".into(),
        history: "Nothing like this is known.".into(),
        ..HarmAsked::default()
    };
    (section47.reasoned(harm, staff(WORKER), now, pack).unwrap(), episode)
}

fn answered(place: usize, enquired: bool) -> RiskAsked {
    RiskAsked {
        place: Some(place),
        enquired: Some(enquired),
        words: "He showed how he was held.".into(),
        who: "Tom".into(),
        on: Some(day("2026-03-09")),
        ..RiskAsked::default()
    }
}

fn outcome(finding: Finding, follows: &[&str]) -> OutcomeAsked {
    OutcomeAsked {
        finding: Some(finding),
        follows: follows.iter().map(|code| (*code).to_owned()).collect(),
        ..OutcomeAsked::default()
    }
}

#[test]
fn it_starts_with_the_initiating_discussion_also_on_a_day_nobody_works() {
    let Begun { section47, episode, referral } = begun(SATURDAY, "2026-03-09T09:00:00Z");
    assert_eq!(section47.started_on(), day("2026-03-07"));
    assert_eq!(episode.referral_date, day("2026-03-07"));
    assert_eq!(episode.primary_need.as_deref(), Some("N1"));
    assert_eq!(episode.assessments[0].started_on, day("2026-03-07"));
    assert_eq!(episode.enquiries, [section47.line()]);
    assert_eq!(referral, None);
    let due = |timer: &str| section47.clock(timer).unwrap().due.unwrap().day();
    // Fifteen working days from a Saturday: Friday the third week after, and Good Friday is not among them.
    assert_eq!(due(CONFERENCE), day("2026-03-27"));
    assert_eq!(due(LOCAL_CONFERENCE), day("2026-03-27"));
    assert_eq!(due(FIRST_SEEN), day("2026-03-09"));
    let ahead = begin(beginning(SATURDAY, &["x"]), &[], &[], "2026-03-07T10:59:59Z");
    assert!(ahead.unwrap_err().to_string().contains("lies ahead"));
}

#[test]
fn a_time_that_is_not_planned_is_asked_for_or_is_the_packs() {
    let clock = |urgent: bool| {
        let mut one = beginning(SATURDAY, &["x"]);
        (one.plan.seen_by_when, one.urgent) = (None, urgent);
        begin(one, &[], &[], SATURDAY).unwrap().section47.clock(FIRST_SEEN).unwrap().clone()
    };
    assert_eq!(clock(false).state(at(SATURDAY)), State::NoDaySet);
    assert_eq!(clock(true).due.unwrap().instant(), at("2026-03-08T11:00:00Z"));
}

#[test]
fn no_two_at_once_and_a_new_discussion_adds_to_the_one_that_runs() {
    let Begun { section47, episode, .. } = begun(SATURDAY, SATURDAY);
    let second = Beginning {
        id: Id::from_bits(20),
        discussion: discussion(21, "2026-03-12T10:00:00Z"),
        ..beginning(SATURDAY, &["x"])
    };
    let refused = begin(
        second,
        std::slice::from_ref(&episode),
        std::slice::from_ref(&section47),
        "2026-03-12T10:00:00Z",
    );
    assert!(refused.unwrap_err().to_string().contains("one at a time"));
    let risks = vec![
        RiskNamed { number: 1, words: "Left with the uncle".into() },
        RiskNamed { number: 2, words: "The uncle is bailed to the house".into() },
    ];
    let calendar = Calendar::england();
    let joined = section47.joined(discussion(21, "2026-03-12T10:00:00Z"), risks.clone(), &calendar).unwrap();
    assert_eq!(joined.risks.len(), 3, "a risk that stands there already stands once");
    let due = |timer: &str| joined.clock(timer).unwrap().due.unwrap().day();
    assert_eq!(due(CONFERENCE), day("2026-03-27"), "the national clock does not move");
    assert_eq!(due(LOCAL_CONFERENCE), day("2026-04-02"), "the local one counts from the last discussion");
    assert_eq!(joined.started_on(), day("2026-03-07"));
    let again = joined.joined(discussion(21, "2026-03-12T10:00:00Z"), risks, &calendar).unwrap();
    assert_eq!(again, joined, "the same discussion adds nothing twice");
}

#[test]
fn every_risk_is_enquired_into_or_explained() {
    let pack = england();
    let (section47, episode) = nearly_done(pack);
    let now = at("2026-03-12T10:00:00Z");
    let conclude = |section47: &Section47| {
        section47.concluded(
            outcome(Finding::NoContinuingRisk, &["services"]),
            &episode,
            staff(WORKER),
            now,
            pack,
        )
    };
    let words = conclude(&section47).unwrap_err().to_string();
    assert!(words.contains("“Bruising to the arm”") && words.contains("“Left with the uncle”"), "{words}");
    let one = section47.risks_answered(vec![answered(0, true)], staff(WORKER), now).unwrap();
    let words = conclude(&one).unwrap_err().to_string();
    assert!(!words.contains("Bruising") && words.contains("“Left with the uncle”"), "{words}");
    let silent = RiskAsked { words: " ".into(), ..answered(1, false) };
    assert!(
        one.risks_answered(vec![silent], staff(WORKER), now)
            .unwrap_err()
            .to_string()
            .contains("why this risk was not")
    );
    let explained = one.risks_answered(vec![answered(1, false)], staff(WORKER), now).unwrap();
    assert_eq!(conclude(&explained).unwrap().stage(), Stage::ToAuthorise);
    // One that came up in the enquiry counts as well.
    let new = RiskAsked { named: "A second uncle".into(), ..RiskAsked::default() };
    let named = explained.risks_answered(vec![new], staff(WORKER), now).unwrap();
    assert!(conclude(&named).unwrap_err().to_string().contains("A second uncle"));
}

#[test]
fn seeing_the_child_stops_the_clock_and_trying_does_not() {
    let section47 = begun(SATURDAY, SATURDAY).section47;
    let now = at("2026-03-09T18:00:00Z");
    let tried = SeenAsked {
        at: Some(at("2026-03-09T10:00:00Z")),
        seen: Some(false),
        who: "Tom".into(),
        place: "Home".into(),
        why: "Nobody opened".into(),
        ..SeenAsked::default()
    };
    let tried_once = section47.saw(tried.clone(), staff(WORKER), now).unwrap();
    assert_eq!(tried_once.clock(FIRST_SEEN).unwrap().state(now), State::Overdue);
    let unexplained = SeenAsked { why: String::new(), ..tried.clone() };
    assert!(
        section47
            .saw(unexplained, staff(WORKER), now)
            .unwrap_err()
            .to_string()
            .contains("why the child was not seen")
    );
    let saw = |when: &str, alone: bool| SeenAsked {
        at: Some(at(when)),
        seen: Some(true),
        alone: Some(alone),
        looked: "Tired".into(),
        ..tried.clone()
    };
    for (when, state) in [("2026-03-09T15:00:00Z", State::Met), ("2026-03-09T15:00:01Z", State::MetLate)] {
        let seen = tried_once.saw(saw(when, true), staff(WORKER), now).unwrap();
        assert_eq!(seen.clock(FIRST_SEEN).unwrap().state(now), state, "{when}");
    }
    assert!(
        section47
            .saw(saw("2026-03-09T19:00:00Z", true), staff(WORKER), now)
            .unwrap_err()
            .to_string()
            .contains("lies ahead")
    );
    let facts: Vec<String> = tried_once
        .saw(saw("2026-03-09T15:00:00Z", true), staff(WORKER), now)
        .unwrap()
        .facts()
        .iter()
        .map(|fact| format!("{} {} {:?}", fact.part, fact.kind, fact.marks))
        .collect();
    assert_eq!(
        facts,
        [r#"seen 0 visit {"outcome=not_seen"}"#, r#"seen 1 visit {"alone=yes", "outcome=seen"}"#]
    );
}

#[test]
fn the_plan_is_brought_forward_and_never_put_back() {
    let section47 = begun(SATURDAY, SATURDAY).section47;
    let plan = |see_by: &str| PlanAsked {
        plan: EnquiryPlan { seen_by_when: Some(at(see_by)), ..EnquiryPlan::default() },
        ..PlanAsked::default()
    };
    let sooner = section47.planned(plan("2026-03-08T10:00:00Z")).unwrap();
    assert_eq!(sooner.clock(FIRST_SEEN).unwrap().due.unwrap().instant(), at("2026-03-08T10:00:00Z"));
    assert!(section47.planned(plan("2026-03-09T15:00:01Z")).is_err());
    let left = section47.planned(PlanAsked::default()).unwrap();
    assert_eq!(
        left.plan.seen_by_when, section47.plan.seen_by_when,
        "an empty box does not take the time away"
    );
}

#[test]
fn another_manager_authorises_and_may_send_it_back() {
    let pack = england();
    let calendar = Calendar::england();
    let (section47, episode) = nearly_done(pack);
    let now = at("2026-03-12T10:00:00Z");
    let section47 =
        section47.risks_answered(vec![answered(0, true), answered(1, false)], staff(WORKER), now).unwrap();
    let waits = section47
        .concluded(outcome(Finding::NotSubstantiated, &["nothing"]), &episode, staff(WORKER), now, pack)
        .unwrap();
    assert!(waits.authorise(staff(WORKER), "It is right", now, pack, &calendar).is_err());
    assert!(waits.authorise(staff(MANAGER), " ", now, pack, &calendar).is_err());
    assert!(
        waits
            .saw(SeenAsked::default(), staff(WORKER), now)
            .unwrap_err()
            .to_string()
            .contains("waits for a manager")
    );
    let back = waits.sent_back(staff(MANAGER), "The uncle was not asked.", now).unwrap();
    assert_eq!((back.stage(), back.returned.len()), (Stage::Open, 1));
    assert!(back.authorise(staff(MANAGER), "It is right", now, pack, &calendar).is_err());
    let done = waits.authorise(staff(MANAGER), "It is right", now, pack, &calendar).unwrap();
    assert_eq!(done.stage(), Stage::Ended);
    assert!(done.line().conference_not_required && done.line().conference_on.is_none());
    assert!(done.clock(CONFERENCE).is_none(), "no clock runs to a conference that is not held");
    assert_eq!(done.flags(pack), ["NFA_FLAG"]);
    assert!(
        done.concluded(outcome(Finding::NotSubstantiated, &["nothing"]), &episode, staff(WORKER), now, pack)
            .is_err()
    );
}

#[test]
fn what_follows_fits_the_outcome() {
    let pack = england();
    let (section47, episode) = nearly_done(pack);
    let now = at("2026-03-12T10:00:00Z");
    let ready =
        section47.risks_answered(vec![answered(0, true), answered(1, false)], staff(WORKER), now).unwrap();
    for (finding, follows, expected) in [
        (Finding::NotSubstantiated, &["nothing"][..], Ok(())),
        (Finding::NotSubstantiated, &["nothing", "services"], Err("stands alone")),
        (Finding::NotSubstantiated, &["conference"], Err("does not follow")),
        (Finding::NoContinuingRisk, &["services", "legal"], Ok(())),
        (Finding::NoContinuingRisk, &[], Err("Say what follows")),
        (Finding::NoContinuingRisk, &["dance"], Err("Say what follows")),
        (Finding::ContinuingRisk, &["conference", "services"], Ok(())),
        (Finding::ContinuingRisk, &["services"], Err("has a child protection conference")),
        (Finding::ContinuingRisk, &["conference", "nothing"], Err("does not follow")),
    ] {
        let found = ready.concluded(outcome(finding, follows), &episode, staff(WORKER), now, pack);
        match (found, expected) {
            (Ok(_), Ok(())) => {}
            (Err(refusal), Err(words)) => {
                assert!(refusal.to_string().contains(words), "{follows:?}: {refusal}");
            }
            (found, expected) => panic!("{follows:?}: {found:?} instead of {expected:?}"),
        }
    }
}

fn to_conference(episode: &Episode, section47: &Section47, pack: &Pack) -> Section47 {
    let now = at("2026-03-12T10:00:00Z");
    let ready =
        section47.risks_answered(vec![answered(0, true), answered(1, false)], staff(WORKER), now).unwrap();
    let waits =
        ready.concluded(outcome(Finding::ContinuingRisk, &["conference"]), episode, staff(WORKER), now, pack);
    waits.unwrap().authorise(staff(MANAGER), "It is right", now, pack, &Calendar::england()).unwrap()
}

#[test]
fn a_conference_is_requested_held_or_not_and_the_line_says_which() {
    let pack = england();
    let (section47, episode) = nearly_done(pack);
    let done = to_conference(&episode, &section47, pack);
    assert_eq!(done.stage(), Stage::AwaitsConference);
    assert!(done.line().awaits());
    assert_eq!(done.clock(REQUESTED).unwrap().due.unwrap().day(), day("2026-03-13"));
    let requested = done.conference_requested(at("2026-03-13T09:00:00Z"));
    assert_eq!(requested.clock(REQUESTED).unwrap().state(at("2026-03-16T09:00:00Z")), State::Met);
    let now = at("2026-03-30T12:00:00Z");
    for (on, state) in [("2026-03-27", State::Met), ("2026-03-30", State::MetLate)] {
        let held = requested.conference_settled(Settled::Held { on: day(on) }, now).unwrap();
        assert_eq!(held.clock(CONFERENCE).unwrap().state(now), state, "{on}");
        let line = held.line();
        assert_eq!((line.conference_on, line.conference_not_required), (Some(day(on)), false));
        assert!(episode.with_enquiry(line).is_ok());
    }
    let saturday = requested.conference_settled(Settled::Held { on: day("2026-03-28") }, now).unwrap();
    assert!(episode.with_enquiry(saturday.line()).unwrap_err().to_string().contains("weekend"));
    assert!(requested.conference_settled(Settled::Held { on: day("2026-03-31") }, now).is_err());
    let not = requested
        .conference_settled(Settled::NotHeld { why: "Moved for good to Westmarch".into() }, now)
        .unwrap();
    assert!(not.line().conference_not_required && not.stage() == Stage::Ended);
    // Declined and asked for again, it is still held, and its clock never stopped.
    let again = not.conference_requested(now);
    assert_eq!(again.stage(), Stage::AwaitsConference);
    let held = not.conference_settled(Settled::Held { on: day("2026-03-27") }, now).unwrap();
    assert_eq!(held.clock(CONFERENCE).unwrap().state(now), State::Met);
    assert!(held.conference_settled(Settled::Held { on: day("2026-03-27") }, now).is_err());
}

#[test]
fn a_child_on_a_plan_already_has_no_initial_conference() {
    let pack = england();
    let (section47, episode) = nearly_done(pack);
    let plan = |ended: Option<&str>| {
        let plan = EpisodePlan {
            kind: PlanKind::ChildProtection,
            started_on: day("2025-11-03"),
            ended_on: ended.map(day),
            category: Some("NEG".into()),
        };
        Episode { plans: vec![plan], ..episode.clone() }
    };
    let done = to_conference(&plan(None), &section47, pack);
    assert_eq!(done.stage(), Stage::Ended);
    assert!(done.line().conference_not_required);
    assert_eq!(done.flags(pack), ["CP_CONFERENCE_FLAG"]);
    assert_eq!(to_conference(&plan(Some("2026-03-13")), &section47, pack).stage(), Stage::Ended);
    assert_eq!(to_conference(&plan(Some("2026-03-12")), &section47, pack).stage(), Stage::AwaitsConference);
}

#[test]
fn people_are_told_after_the_authorisation_or_it_is_said_why_not() {
    let pack = england();
    let (section47, episode) = nearly_done(pack);
    let now = at("2026-03-13T10:00:00Z");
    let told = ToldAsked {
        whom: "parent".into(),
        name: "Kim".into(),
        way: "letter".into(),
        on: Some(day("2026-03-13")),
        words: String::new(),
        further: None,
    };
    assert!(section47.told(told.clone(), staff(WORKER), now, pack).is_err());
    let done = to_conference(&episode, &section47, pack);
    assert_eq!(done.told(told.clone(), staff(WORKER), now, pack).unwrap().told.len(), 1);
    let not = ToldAsked { way: String::new(), on: None, ..told.clone() };
    assert!(done.told(not.clone(), staff(WORKER), now, pack).is_err());
    let why = ToldAsked { words: "He must not know where they live.".into(), ..not };
    assert!(done.told(why, staff(WORKER), now, pack).is_ok());
    assert!(done.told(ToldAsked { on: Some(day("2026-03-14")), ..told }, staff(WORKER), now, pack).is_err());
}

#[test]
fn the_ledger_keeps_it() {
    let (section47, _) = nearly_done(england());
    let json = serde_json::to_string(&section47).unwrap();
    assert_eq!(serde_json::from_str::<Section47>(&json).unwrap(), section47);
}

#[test]
fn what_a_child_said_of_the_day_before_the_forms_were_one_is_read() {
    let (section47, _) = nearly_done(england());
    let mut day = Answers::to("section47_day", 1);
    for (question, words) in [("evening", "Alone"), ("morning", "Gets himself up")] {
        day.put(Place::one("day", question), Answer::text(words));
    }
    let mut kept = serde_json::to_value(&section47).unwrap();
    for name in ["risks_further", "family_further"] {
        kept.as_object_mut().unwrap().remove(name).unwrap();
    }
    let seen = kept["seen"][0].as_object_mut().unwrap();
    seen.remove("further").unwrap();
    seen.insert("day".into(), serde_json::to_value(&day).unwrap());
    let read: Section47 = serde_json::from_value(kept).unwrap();
    assert_eq!(read.seen[0].further.as_ref(), Some(&day));
    // Its question stands in the form as it is now, at the same place.
    let form = england().form_to_go_on(SEEN_FORM.id, Some(&day)).unwrap();
    let told = form.in_order(&day).into_iter().filter_map(|(place, _)| form.question(place));
    let told: Vec<&str> = told.map(|question| question.id.as_str()).collect();
    assert_eq!(told, ["morning", "evening"], "in the order in which they are asked");
}

#[test]
fn what_a_council_asks_beside_is_kept_and_an_empty_hand_takes_nothing_away() {
    let pack = england();
    let (section47, _) = nearly_done(pack);
    let now = at("2026-03-09T16:00:00Z");
    let own = |form: &str| {
        let mut answers = Answers::to(form, 1);
        answers.put(Place::nth("risk", 1, "pets"), Answer::text("The aunt"));
        Some(answers)
    };
    let kept = section47
        .with_risks_further(own("section47_risks"))
        .with_family_further(own("section47_family"))
        .with_risks_further(None)
        .with_family_further(None);
    assert_eq!(
        (&kept.risks_further, &kept.family_further),
        (&own("section47_risks"), &own("section47_family"))
    );
    let medical = |further| MedicalAsked {
        state: "not_needed".into(),
        findings: "Seen on Friday".into(),
        further,
        ..MedicalAsked::default()
    };
    let held = kept.medical_held(medical(own("section47_medical")), staff(WORKER), now, pack).unwrap();
    let again = held.medical_held(medical(None), staff(WORKER), now, pack).unwrap();
    assert_eq!(again.medical.unwrap().further, own("section47_medical"));
    let asked = |place, further| CheckAsked {
        place,
        agency: "police".into(),
        asked_on: Some(day("2026-03-09")),
        further,
        ..CheckAsked::default()
    };
    let checked = kept.checked(asked(None, own("section47_check")), staff(WORKER), now, pack).unwrap();
    let again = checked.checked(asked(Some(0), None), staff(WORKER), now, pack).unwrap();
    assert_eq!(again.checks[0].further, own("section47_check"));
}
