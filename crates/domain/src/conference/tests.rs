use jiff::civil::date;
use proptest::prelude::{ProptestConfig, any};
use proptest::{collection, proptest};

use super::*;
use crate::calendar::Calendar;
use crate::episode::{Plan, PlanKind};
use crate::pack::england;
use crate::refusal::Problem;

const WORKER: Id<Staff> = Id::from_bits(1);
const MANAGER: Id<Staff> = Id::from_bits(2);

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn calendar() -> Calendar {
    Calendar::england()
}

/// Strategy discussion on the Monday before Easter 2026, outcome two days later.
fn needed() -> Conference {
    let of = AskedOf {
        id: Id::from_bits(10),
        child: Id::from_bits(20),
        section47: None,
        initiated_at: at("2026-03-30T10:00:00+01:00"),
        last_discussion_at: None,
    };
    let asked = ConferenceAsked {
        together: Id::from_bits(30),
        decided_by: MANAGER,
        decided_at: at("2026-04-01T15:00:00+01:00"),
    };
    Conference::needed(of, &asked, at("2026-04-01T15:00:00+01:00"), england(), &calendar()).unwrap()
}

fn requested() -> Conference {
    let asked = RequestAsked {
        why: "The baby was hurt twice and nobody says how.".into(),
        needs: String::new(),
        further: None,
    };
    needed().request(WORKER, asked, at("2026-04-02T09:00:00+01:00")).unwrap()
}

fn day(on: Date) -> PlanAsked {
    let council = Invited {
        agency: "council".into(),
        organisation: String::new(),
        name: String::new(),
        direct_contact: true,
        staff: None,
    };
    PlanAsked {
        on,
        begins: jiff::civil::time(10, 0, 0, 0),
        bank_holiday: false,
        venue: "Civic centre".into(),
        chair: "Joyce Amankwah".into(),
        invited: vec![council],
        moved_because: String::new(),
        late: Late { cause: String::new(), words: String::new() },
        further: None,
    }
}

fn planned(on: Date) -> Conference {
    requested().plan(WORKER, day(on), at("2026-04-02T09:00:00+01:00"), england(), &calendar()).unwrap()
}

fn there(agency: &str, direct_contact: bool, how: Attended) -> There {
    There { agency: agency.into(), organisation: String::new(), name: String::new(), direct_contact, how }
}

fn held(on: Date) -> HoldAsked {
    HoldAsked {
        on,
        chair: "Joyce Amankwah".into(),
        child_part: "worker".into(),
        views: "She wants the shouting to stop.".into(),
        no_views_because: String::new(),
        family: vec![FamilyThere { who: "Mother".into(), part: "came".into(), words: String::new() }],
        there: vec![
            there("council", true, Attended::InPerson),
            there("health", true, Attended::InPerson),
            there("school", true, Attended::Dialled),
        ],
        not_quorate_because: String::new(),
        decision: Decision {
            plan: PlanDecision::Plan,
            category: Some("PHY".into()),
            category_because: String::new(),
            reasons: "Two injuries in three weeks.".into(),
        },
        dissent: String::new(),
        core_group_planned: None,
        review_planned: None,
        late: Late { cause: String::new(), words: String::new() },
        further: None,
    }
}

fn episode() -> Episode {
    Episode {
        primary_need: Some("N1".into()),
        ..Episode::opened(Id::from_bits(40), Id::from_bits(20), date(2026, 3, 20))
    }
}

/// Held in its time, on the Monday three weeks later.
fn hold(asked: HoldAsked, episode: Option<&Episode>) -> Result<(Conference, Option<Episode>), Refusal> {
    let now = at("2026-05-20T12:00:00+01:00");
    planned(date(2026, 4, 20)).hold(WORKER, asked, episode, now, england(), &calendar())
}

fn fields<T: std::fmt::Debug>(outcome: Result<T, Refusal>) -> Vec<String> {
    match outcome {
        Ok(_) => Vec::new(),
        Err(Refusal::Invalid(problems)) => problems.into_iter().map(|Problem { field, .. }| field).collect(),
        Err(other) => vec![other.to_string()],
    }
}

fn due(conference: &Conference, timer: &str) -> Date {
    conference.clock(timer).and_then(|clock| clock.due).unwrap().day()
}

#[test]
fn fifteen_working_days_pass_over_easter_and_the_request_has_one() {
    let conference = needed();
    // Good Friday and Easter Monday lie between.
    assert_eq!(due(&conference, CONFERENCE), date(2026, 4, 22));
    assert_eq!(due(&conference, REQUEST), date(2026, 4, 2));
    let asked = requested();
    assert_eq!(
        asked.clock(REQUEST).unwrap().state(at("2026-04-20T09:00:00Z")),
        crate::calendar::clock::State::Met
    );
    let planned = planned(date(2026, 4, 13));
    assert_eq!(due(&planned, REPORT_TO_FAMILY), date(2026, 4, 11));
    assert_eq!(due(&planned, REPORT_TO_UNIT), date(2026, 4, 8));
}

#[test]
fn a_day_is_no_weekend_and_a_bank_holiday_only_knowingly() {
    let check = |change: &dyn Fn(&mut PlanAsked), expected: &[&str]| {
        let mut asked = day(date(2026, 4, 13));
        change(&mut asked);
        let planned =
            requested().plan(WORKER, asked, at("2026-04-02T09:00:00+01:00"), england(), &calendar());
        assert_eq!(fields(planned), expected);
    };
    check(&|_| (), &[]);
    check(&|asked| asked.on = date(2026, 4, 11), &["on"]);
    check(&|asked| asked.on = date(2026, 4, 6), &["bank_holiday"]);
    check(&|asked| (asked.on, asked.bank_holiday) = (date(2026, 4, 6), true), &[]);
    check(&|asked| asked.on = date(2026, 4, 1), &["on"]);
    check(&|asked| asked.on = date(2026, 4, 23), &["late"]);
    check(&|asked| (asked.on, asked.late.cause) = (date(2026, 4, 23), "chair".into()), &[]);
    check(&|asked| asked.chair.clear(), &["chair"]);
    check(&|asked| asked.invited.clear(), &["invited-0-agency"]);
    check(&|asked| asked.invited[0].agency = "school".into(), &["invited-0-organisation"]);
    let moved = planned(date(2026, 4, 13)).plan(
        WORKER,
        day(date(2026, 4, 15)),
        at("2026-04-08T09:00:00+01:00"),
        england(),
        &calendar(),
    );
    assert_eq!(fields(moved), ["moved_because"]);
}

#[test]
fn the_childs_views_come_first_and_a_quorum_is_counted_by_contact() {
    let check = |change: &dyn Fn(&mut HoldAsked), expected: &[&str]| {
        let mut asked = held(date(2026, 4, 20));
        change(&mut asked);
        assert_eq!(fields(hold(asked, Some(&episode()))), expected);
    };
    check(&|_| (), &[]);
    check(&|asked| asked.views.clear(), &["views"]);
    check(&|asked| (asked.views, asked.child_part) = (String::new(), "unborn".into()), &["no_views_because"]);
    check(&|asked| asked.there[2].how = Attended::SentInformation, &["not_quorate_because"]);
    check(&|asked| asked.there[2].direct_contact = false, &["not_quorate_because"]);
    check(&|asked| asked.there[2].agency = "health".into(), &["not_quorate_because"]);
    check(&|asked| asked.there[0].how = Attended::Absent, &["not_quorate_because"]);
    check(
        &|asked| {
            asked.there.pop();
            asked.not_quorate_because = "The school burned down; waiting leaves her unsafe.".into();
        },
        &[],
    );
    check(&|asked| asked.decision.category = None, &["category"]);
    check(&|asked| asked.decision.category = Some("MUL".into()), &["category_because"]);
    check(&|asked| asked.decision.reasons.clear(), &["reasons"]);
    check(&|asked| asked.family.clear(), &["family-0-who"]);
    check(&|asked| asked.on = date(2026, 4, 18), &["on"]);
    check(&|asked| asked.on = date(2026, 5, 21), &["on", "late"]);
    check(&|asked| asked.core_group_planned = Some(date(2026, 4, 20)), &["core_group_planned"]);
}

#[test]
fn a_plan_begins_on_the_day_and_no_child_in_need_plan_runs_beside_it() {
    let mut open = episode();
    open.plans.push(Plan {
        kind: PlanKind::ChildInNeed,
        started_on: date(2026, 3, 23),
        ended_on: None,
        category: None,
    });
    open.enquiries.push(crate::episode::Enquiry {
        started_on: date(2026, 3, 30),
        conference_on: None,
        conference_not_required: true,
        record: None,
    });
    let (conference, after) = hold(held(date(2026, 4, 20)), Some(&open)).unwrap();
    let after = after.unwrap();
    assert_eq!(after.plans[0].ended_on, Some(date(2026, 4, 20)));
    assert_eq!((after.plans[1].started_on, after.plans[1].ended_on), (date(2026, 4, 20), None));
    assert_eq!(after.enquiries[0].conference_on, Some(date(2026, 4, 20)));
    assert!(!after.enquiries[0].conference_not_required);
    assert_eq!(
        (due(&conference, CORE_GROUP), due(&conference, FIRST_REVIEW)),
        (date(2026, 5, 5), date(2026, 7, 20))
    );
    assert_eq!(fields(hold(held(date(2026, 4, 20)), Some(&after))), ["plan"]);
    assert_eq!(fields(hold(held(date(2026, 4, 20)), None)), ["plan"]);
    let mut goes_on = held(date(2026, 4, 20));
    goes_on.decision.plan = PlanDecision::GoesOn;
    assert_eq!(fields(hold(goes_on.clone(), Some(&open))), ["plan"]);
    let (conference, later) = hold(goes_on, Some(&after)).unwrap();
    assert_eq!((conference.plan_from(), later.unwrap().plans.len()), (None, 2));
    let mut none = held(date(2026, 4, 20));
    none.decision.plan = PlanDecision::NoPlan;
    assert!(hold(none.clone(), None).unwrap().1.is_none());
    assert_eq!(fields(hold(none, Some(&after))), ["plan"]);
}

#[test]
fn reviews_follow_each_other_and_the_last_ends_the_plan() {
    let (conference, episode) = hold(held(date(2026, 4, 20)), Some(&episode())).unwrap();
    let (episode, now) = (episode.unwrap(), at("2027-06-01T12:00:00+01:00"));
    assert_eq!(fields(conference.core_group_held(WORKER, date(2026, 4, 20), now)), ["on"]);
    let conference = conference.core_group_held(WORKER, date(2026, 5, 1), now).unwrap();
    let review = |on, ends: Option<&str>| ReviewAsked {
        on,
        ends: ends.map(str::to_owned),
        category: Some("EMO".into()),
        category_because: String::new(),
        reasons: "He has moved out, and she sleeps through.".into(),
        next_planned: None,
        further: None,
    };
    let reviewed = |conference: &Conference, asked: ReviewAsked, episode: &Episode| {
        conference.review_held(WORKER, asked, episode, now, england(), &calendar())
    };
    assert_eq!(fields(reviewed(&conference, review(date(2026, 4, 20), None), &episode)), ["on"]);
    let (conference, episode) = reviewed(&conference, review(date(2026, 7, 13), None), &episode).unwrap();
    assert_eq!(episode.plans[0].category.as_deref(), Some("EMO"));
    assert_eq!(due(&conference, LATER_REVIEW), date(2027, 1, 13));
    let (conference, episode) = reviewed(&conference, review(date(2027, 1, 11), None), &episode).unwrap();
    assert_eq!(due(&conference, LATER_REVIEW), date(2027, 7, 11));
    let (conference, episode) =
        reviewed(&conference, review(date(2027, 5, 10), Some("safe")), &episode).unwrap();
    assert_eq!(episode.plans[0].ended_on, Some(date(2027, 5, 10)));
    assert!(conference.plan_ended() && conference.next_due().is_none());
    assert!(reviewed(&conference, review(date(2027, 5, 20), None), &episode).is_err());
    // What the conference decided stands as it was decided.
    assert_eq!(conference.held.unwrap().decision.category.as_deref(), Some("PHY"));
}

fn decline() -> DeclineAsked {
    DeclineAsked {
        reasons: "The injury was explained at the hospital.".into(),
        instead: "Her aunt stays, and the worker visits twice a week.".into(),
        told: vec![Told { who: "Mother".into(), how: "At home".into(), on: date(2026, 4, 2) }],
        further: None,
    }
}

#[test]
fn a_conference_is_declined_by_somebody_else_with_reasons_and_can_be_asked_for_again() {
    let now = at("2026-04-02T15:00:00+01:00");
    assert!(requested().decline(MANAGER, decline(), now).is_err());
    assert!(requested().decline(WORKER, decline(), now).is_err());
    let other = Id::from_bits(3);
    assert_eq!(
        fields(requested().decline(other, DeclineAsked::default(), now)),
        ["reasons", "instead", "told-0-who"]
    );
    let declined = requested().decline(other, decline(), now).unwrap();
    assert_eq!(declined.next_due(), None);
    assert!(declined.plan(WORKER, day(date(2026, 4, 20)), now, england(), &calendar()).is_err());
    let again = declined.request(WORKER, RequestAsked::default(), now);
    assert_eq!(fields(again), ["why"]);
    let asked = RequestAsked { why: "A second injury.".into(), needs: String::new(), further: None };
    let again = declined.request(WORKER, asked, now).unwrap();
    assert_eq!((again.stage, again.declined.len(), again.requests.len()), (Stage::Requested, 1, 2));
}

/// The clocks that nothing may move.
fn national(conference: &Conference) -> Vec<Clock> {
    let clocks =
        conference.clocks.iter().filter(|clock| [CONFERENCE, REQUEST].contains(&clock.timer.as_str()));
    clocks.map(|clock| Clock { met: None, ..clock.clone() }).chain(conference.local.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_postponing_declining_or_calling_off_begins_a_clock_again(acts in collection::vec((0..5u8, 0..60i8, any::<u32>()), 0..12)) {
        let mut conference = needed();
        conference.local = Some(Clock::start(CONFERENCE, at("2026-03-31T10:00:00+01:00"), crate::calendar::Limit::WorkingDays(15), &calendar()));
        let before = national(&conference);
        let mut now = at("2026-04-02T09:00:00+01:00");
        for (act, days, staff) in acts {
            now += jiff::SignedDuration::from_hours(3);
            let by = Id::from_bits(u128::from(staff) + 100);
            let after = match act {
                0 => conference.request(by, RequestAsked { why: "Again".into(), needs: String::new(), further: None }, now),
                1 => {
                    let on = date(2026, 4, 3).saturating_add(jiff::Span::new().days(days));
                    let late = Late { cause: "chair".into(), words: String::new() };
                    let asked = PlanAsked { moved_because: "The chair is ill".into(), bank_holiday: true, late, ..day(on) };
                    conference.plan(by, asked, now, england(), &calendar())
                }
                2 => conference.call_off(by, "They moved away", now),
                3 => conference.decline(by, decline(), now),
                _ => conference.report_given(by, (ReportTo::Family, date(2026, 4, 2), "By hand".into()), now),
            };
            conference = after.unwrap_or(conference);
            assert_eq!(national(&conference), before);
            assert_eq!(serde_json::from_str::<Conference>(&serde_json::to_string(&conference).unwrap()).unwrap(), conference);
        }
    }
}
