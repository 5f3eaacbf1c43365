//! Each side of every rule of a strategy discussion.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::calendar::{Calendar, clock::State};
use crate::form::{Answer, Answers, Place};
use crate::meeting::Dissent;
use crate::pack::{EnquiryBy, Pack, england};
use crate::refusal::Refusal;

mod any_order;

const WORKER: u128 = 1;
const MANAGER: u128 = 2;
const CHILD: u128 = 11;
const OTHER_CHILD: u128 = 12;

fn id<R>(number: u128) -> Id<R> {
    Id::from_bits(number)
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2026-11-23T09:40:00Z")
}

fn hours(number: i64) -> SignedDuration {
    SignedDuration::from_hours(number)
}

fn pack() -> &'static Pack {
    england()
}

fn new() -> NewDiscussion {
    NewDiscussion {
        id: id(100),
        reference: "SD-TEST".into(),
        children: vec![id(CHILD), id(OTHER_CHILD)],
        contact: None,
        enquiry: None,
        prompts: Vec::new(),
        follows: None,
        why: WhyNow {
            harm: "Being hit".into(),
            event: "A third bruise".into(),
            first_known: Some((at("2026-11-20T09:00:00Z"), "School".into())),
            service_knew: Some(now()),
        },
        threshold_at: None,
        decided: None,
        watch_due: None,
        offers: Vec::new(),
    }
}

fn begun() -> Discussion {
    Discussion::begin(new(), id(MANAGER), now(), pack(), &Calendar::england()).unwrap()
}

fn known(code: &str) -> Informed {
    Informed {
        code: code.into(),
        state: "known".into(),
        words: "What is known".into(),
        source: "The school".into(),
        on: Some(date(2026, 11, 23)),
        ..Informed::default()
    }
}

/// With the first items known but for so many.
fn with_unknown(number: usize) -> Discussion {
    let first = pack().strategy.items.iter().filter(|item| item.first).skip(number);
    let asked = first.map(|item| known(&item.code)).collect();
    begun().informed(asked, id(WORKER), now(), pack()).unwrap()
}

fn convened() -> Discussion {
    with_unknown(0).convened(ConveneAsked::default(), id(MANAGER), now(), pack()).unwrap()
}

fn said(field: &str) -> String {
    format!("What was said of {field}")
}

fn held() -> Discussion {
    let record = RecordAsked::filled(&[id(CHILD), id(OTHER_CHILD)], now() + hours(30), said);
    convened().recorded(record, Some(now() + hours(4)), id(MANAGER), now() + hours(5), pack()).unwrap()
}

fn decided(discussion: &Discussion) -> Result<Discussion, Refusal> {
    discussion.decided(id(MANAGER), now() + hours(5), pack(), &Calendar::england())
}

#[track_caller]
fn asks(result: Result<Discussion, Refusal>, field: &str) {
    match result {
        Err(Refusal::Invalid(problems)) => {
            assert!(problems.iter().any(|problem| problem.field == field), "{field}: {problems:?}");
        }
        other => panic!("{field} was not asked for: {:?}", other.map(|found| found.stage())),
    }
}

#[test]
fn it_says_which_harm_why_now_and_about_whom() {
    let begin = |change: &dyn Fn(&mut NewDiscussion)| {
        let mut new = new();
        change(&mut new);
        Discussion::begin(new, id(MANAGER), now(), pack(), &Calendar::england())
    };
    asks(begin(&|new| new.children.clear()), "children");
    asks(begin(&|new| new.why.harm.clear()), "harm");
    asks(begin(&|new| new.why.event = " ".into()), "event");
    asks(begin(&|new| new.why.service_knew = Some(now() + hours(1))), "knew-date");
    asks(begin(&|new| new.why.first_known = Some((now() + hours(1), String::new()))), "first-date");
}

#[test]
fn its_clock_runs_from_the_decision_to_hold_it_and_not_from_the_form() {
    let earlier = now() - hours(6);
    let new = NewDiscussion { decided: Some((id(7), earlier)), ..new() };
    let discussion = Discussion::begin(new, id(MANAGER), now(), pack(), &Calendar::england()).unwrap();
    assert_eq!(discussion.due(), Some(earlier + hours(24)));
    assert_eq!(discussion.threshold_at, earlier);
    let sooner = Discussion { watch_due: Some(now() + hours(2)), ..discussion };
    assert_eq!(sooner.due(), Some(now() + hours(2)));
    assert!(!sooner.is_late(now() + hours(1)) && sooner.is_late(now() + hours(3)));
}

#[test]
fn an_item_says_what_its_state_asks_for() {
    let take = |change: &dyn Fn(&mut Informed)| {
        let mut item = known("harm");
        change(&mut item);
        begun().informed(vec![item], id(WORKER), now(), pack())
    };
    assert!(take(&|_| ()).is_ok());
    asks(take(&|item| item.words.clear()), "item-harm-words");
    asks(take(&|item| item.source.clear()), "item-harm-source");
    asks(take(&|item| item.on = None), "item-harm-on");
    asks(take(&|item| item.state = "asked".into()), "item-harm-due");
    asks(take(&|item| item.state = "unknown".into()), "item-harm-wait");
    asks(
        take(&|item| (item.state, item.words) = ("not_applicable".into(), String::new())),
        "item-harm-words",
    );
    asks(take(&|item| item.state = "maybe".into()), "item-harm-state");
    assert!(matches!(take(&|item| item.code = "horoscope".into()), Err(Refusal::NotNow(_))));
}

#[test]
fn what_the_record_offers_keeps_its_origin_until_somebody_says_otherwise() {
    let state =
        ItemState::Known { words: "With gran".into(), source: "Contact".into(), on: date(2026, 11, 23) };
    let offer = |code: &str| Item {
        code: code.into(),
        state: state.clone(),
        said: None,
        origin: Some(("contact".into(), id(5))),
    };
    let new = NewDiscussion { offers: vec![offer("where_now"), offer("history")], ..new() };
    let discussion = Discussion::begin(new, id(MANAGER), now(), pack(), &Calendar::england()).unwrap();
    // The history counts as known once somebody has read it.
    assert_eq!(discussion.first_unknown(&pack().strategy), 6);
    let read = Informed {
        code: "history".into(),
        state: "known".into(),
        words: "With gran".into(),
        source: "Contact".into(),
        on: Some(date(2026, 11, 23)),
        ..Informed::default()
    };
    let read = discussion.informed(vec![read], id(WORKER), now(), pack()).unwrap();
    assert_eq!(read.first_unknown(&pack().strategy), 5);
    let history = read.information.iter().find(|item| item.code == "history").unwrap();
    assert!(history.origin.is_some() && history.said.is_some());
    let other = read.informed(vec![known("history")], id(WORKER), now(), pack()).unwrap();
    assert!(other.information.iter().find(|item| item.code == "history").unwrap().origin.is_none());
}

#[test]
fn three_unknown_of_the_first_seven_ask_for_a_reason_and_two_do_not() {
    let convene = |unknown, urgency: &str, words: &str| {
        let asked = ConveneAsked { urgency: urgency.into(), words: words.into(), ..ConveneAsked::default() };
        with_unknown(unknown).convened(asked, id(MANAGER), now(), pack())
    };
    assert_eq!(convene(2, "", "").unwrap().stage(), Stage::Convened);
    asks(convene(3, "", ""), "urgency");
    asks(convene(0, "boredom", ""), "urgency");
    assert_eq!(convene(7, "danger_now", "").unwrap().stage(), Stage::Convened);
    asks(convene(7, "evidence", ""), "words");
    assert!(convene(7, "evidence", "The bruise fades").is_ok());
}

#[test]
fn gathering_first_says_from_whom_until_when_and_what_keeps_the_child_safe() {
    let gather = |change: &dyn Fn(&mut GatherAsked), from: &Discussion, when: Timestamp| {
        let mut gather = GatherAsked {
            from: "The hospital: was he there before?".into(),
            changes: "An earlier fracture".into(),
            safe: "He stays with his gran".into(),
            until: Some(when + hours(5)),
        };
        change(&mut gather);
        let asked = ConveneAsked { urgency: "gather_first".into(), words: String::new(), gather };
        from.convened(asked, id(MANAGER), when, pack())
    };
    let begun = with_unknown(3);
    asks(gather(&|gather| gather.from.clear(), &begun, now()), "gather_from");
    asks(gather(&|gather| gather.changes.clear(), &begun, now()), "gather_changes");
    asks(gather(&|gather| gather.safe.clear(), &begun, now()), "gather_safe");
    asks(gather(&|gather| gather.until = Some(now() + hours(25)), &begun, now()), "gather-date");
    asks(gather(&|gather| gather.until = None, &begun, now()), "gather-date");
    let waits = gather(&|_| (), &begun, now()).unwrap();
    assert_eq!(waits.stage(), Stage::Gathering);
    assert!(waits.gathering_at(now() + hours(4)).is_some() && waits.gathering_at(now() + hours(5)).is_none());
    assert_eq!(waits.known_at(Moment::Gathering).map(|frozen| frozen.first_unknown), Some(3));
    // The clock does not wait with it.
    assert_eq!(waits.due(), begun.due());
    let again = gather(&|_| (), &waits, now() + hours(6)).unwrap();
    assert!(waits.gathers_again() && again.gatherings.len() == 2);
    let convened = again.convened(
        ConveneAsked { urgency: "danger_now".into(), ..ConveneAsked::default() },
        id(MANAGER),
        now() + hours(7),
        pack(),
    );
    assert_eq!(convened.unwrap().stage(), Stage::Convened);
}

#[test]
fn nothing_is_demanded_while_it_is_written_and_all_of_it_at_the_decision() {
    let discussion = convened();
    let nothing = discussion
        .recorded(RecordAsked::default(), Some(now()), id(WORKER), now() + hours(1), pack())
        .unwrap();
    assert_eq!(nothing.stage(), Stage::Held);
    asks(decided(&nothing), "likelihood");
    asks(decided(&nothing), "otherwise");
    asks(decided(&nothing), "child-0-outcome");
    asks(decided(&nothing), "child-1-outcome");
    assert!(matches!(decided(&discussion), Err(Refusal::NotNow(_))));
    let whole = decided(&held()).unwrap();
    assert_eq!(whole.stage(), Stage::Decided);
    assert_eq!(whole.clock.state(now() + hours(5)), State::Met);
    let again = whole.recorded(RecordAsked::default(), None, id(WORKER), now() + hours(6), pack());
    assert!(matches!(again, Err(Refusal::NotNow(_))));
}

#[test]
fn what_must_be_said_for_each_child_is_asked_by_its_field() {
    for (field, change) in [
        ("child-0-reasons", &(|one: &mut ChildDecision| one.reasons.clear()) as &dyn Fn(&mut ChildDecision)),
        ("child-0-considered", &|one| one.considered.clear()),
        ("child-0-interim", &|one| one.interim.words.clear()),
        ("child-0-interim-date", &|one| one.interim.until = None),
        ("child-0-plan-seen_by", &|one| one.plan.seen_by.clear()),
        ("child-0-plan-place", &|one| one.plan.place.clear()),
        ("child-0-plan-seen-date", &|one| one.plan.seen_by_when = None),
        ("child-0-plan-language", &|one| one.plan.language.clear()),
        ("child-0-plan-capacity", &|one| one.plan.capacity.clear()),
        ("child-0-plan-communication", &|one| one.plan.communication.clear()),
        ("child-0-plan-intermediary", &|one| one.plan.intermediary.needed = Needed::NotSaid),
        ("child-0-plan-interpreter-words", &|one| one.plan.interpreter.words.clear()),
        ("child-0-plan-medical-words", &|one| {
            one.plan.medical = Need { needed: Needed::No, ..Need::default() };
        }),
        ("child-0-plan-medical_consent", &|one| one.plan.medical_consent.clear()),
        ("child-0-plan-parents", &|one| one.plan.parents.told = Needed::NotSaid),
        ("child-0-plan-parents-words", &|one| one.plan.parents.words.clear()),
        ("child-0-outcome", &|one| one.outcomes.push("s47_single".into())),
        ("child-0-outcome", &|one| one.outcomes = vec!["no_further_action".into(), "assessment".into()]),
        ("child-0-further_because", &|one| {
            one.outcomes = vec!["further".into()];
            one.further_because.clear();
        }),
        ("child-0-dissent-0-words", &|one| {
            one.dissent.push(Dissent {
                agency: "police".into(),
                organisation: String::new(),
                words: String::new(),
            });
        }),
    ] {
        let mut discussion = held();
        change(&mut discussion.decisions[0]);
        asks(decided(&discussion), field);
    }
    // Where the plan cannot say it yet, it says why.
    let mut discussion = held();
    let plan = &mut discussion.decisions[0].plan;
    (plan.seen_by, plan.place, plan.seen_by_when) = (String::new(), String::new(), None);
    plan.open_because = "The child is being looked for".into();
    assert!(decided(&discussion).is_ok());
    // A further discussion has a day.
    let mut discussion = held();
    discussion.decisions[0].outcomes = vec!["further".into()];
    discussion.next = None;
    asks(decided(&discussion), "next-date");
}

#[test]
fn a_section_47_enquiry_needs_a_risk_by_name_and_begins_for_each_child_it_was_decided_for() {
    let mut discussion = held();
    discussion.risks.retain(|risk| risk.children.len() > 2);
    asks(decided(&discussion), "child-0-risks");
    let mut discussion = held();
    discussion.decisions[1].outcomes = vec!["assessment".into()];
    assert_eq!(discussion.for_section47().count(), 0);
    let whole = decided(&discussion).unwrap();
    let begun: Vec<_> = whole.for_section47().map(|(decision, by)| (decision.child, by)).collect();
    assert_eq!(begun, [(id(CHILD), EnquiryBy::Joint)]);
    assert_eq!(whole.risks_of(id(CHILD)).count(), 1);
}

#[test]
fn a_risk_keeps_its_number_and_none_is_given_twice() {
    let risk = |number, words: &str| RiskAsked { number, words: words.into(), children: Vec::new() };
    let write = |discussion: &Discussion, risks| {
        let record = RecordAsked { risks, ..RecordAsked::default() };
        discussion.recorded(record, None, id(WORKER), now(), pack()).unwrap()
    };
    let one = write(&convened(), vec![risk(None, "Hit"), risk(None, " "), risk(None, "Left alone")]);
    let numbers = |discussion: &Discussion| discussion.risks.iter().map(|one| one.number).collect::<Vec<_>>();
    assert_eq!(numbers(&one), [1, 2]);
    let two =
        write(&one, vec![risk(Some(2), "Left alone at night"), risk(None, "Hungry"), risk(Some(2), "Again")]);
    assert_eq!(numbers(&two), [2, 3, 4]);
    assert_eq!(two.risks[0].words, "Left alone at night");
    let other = RecordAsked {
        risks: vec![RiskAsked { number: None, words: "Hit".into(), children: vec![id(99)] }],
        ..RecordAsked::default()
    };
    asks(convened().recorded(other, None, id(WORKER), now(), pack()), "risk-0-children");
}

#[test]
fn by_telephone_two_named_people_agree_and_a_meeting_follows_within_its_limit() {
    let agreed = |supervisor: &str, why: &str, at| Agreed {
        manager: id(MANAGER),
        supervisor: supervisor.into(),
        at,
        why: why.into(),
    };
    let supervisor = "DI Whitlock";
    asks(convened().by_telephone(agreed("", "Sunday night", now()), now()), "supervisor");
    asks(convened().by_telephone(agreed(supervisor, " ", now()), now()), "telephone_why");
    asks(convened().by_telephone(agreed(supervisor, "Sunday", now() + hours(1)), now()), "agreed-date");
    let mut discussion = held();
    discussion.telephone = Some(agreed(supervisor, "Sunday night", now()));
    let whole = decided(&discussion).unwrap();
    // Held on Monday 23 November: five working days.
    let clock = whole.follow_up.clone().unwrap();
    assert_eq!(clock.due.map(crate::calendar::Due::day), Some(date(2026, 11, 30)));
    let followed = whole.followed(now() + hours(48)).follow_up.unwrap();
    assert_eq!(followed.met, Some(now() + hours(48)));
    assert_eq!(decided(&held()).unwrap().follow_up, None);
}

#[test]
fn an_agencys_silence_climbs_from_its_first_unanswered_try() {
    let ring = |discussion: &Discussion, answer, minutes: i64| {
        let asked = RingAsked {
            agency: "health".into(),
            whom: "Named nurse".into(),
            answer: Some(answer),
            at: Some(now() + SignedDuration::from_mins(minutes)),
            ..RingAsked::default()
        };
        discussion.rung(asked, id(WORKER), now() + hours(9), pack()).unwrap()
    };
    let silent = ring(&ring(&convened(), RingAnswer::NoAnswer, 0), RingAnswer::Message, 70);
    assert_eq!(silent.silent_since("health"), Some(now()));
    assert_eq!(silent.rings[1].rung.as_deref(), Some("substitute"));
    let rung = silent.newly_reached("health", None, now() + hours(2), pack()).unwrap().clone();
    assert_eq!(rung.code, "single_point");
    let told = silent.reached("health", &rung, now() + hours(2));
    assert!(told.newly_reached("health", None, now() + hours(3), pack()).is_none());
    assert!(told.newly_reached("health", None, now() + hours(4), pack()).is_some());
    let answered = ring(&silent, RingAnswer::Comes, 80);
    assert_eq!(answered.silent_since("health"), None);
    // An invitation that nobody answered is silence too.
    assert!(answered.newly_reached("health", Some(now()), now() + hours(1), pack()).is_some());
    for (field, asked) in [
        ("agency", RingAsked { whom: "x".into(), answer: Some(RingAnswer::Comes), ..RingAsked::default() }),
        (
            "whom",
            RingAsked { agency: "police".into(), answer: Some(RingAnswer::Comes), ..RingAsked::default() },
        ),
        ("answer", RingAsked { agency: "police".into(), whom: "x".into(), ..RingAsked::default() }),
        (
            "from-date",
            RingAsked {
                agency: "police".into(),
                whom: "x".into(),
                answer: Some(RingAnswer::CanLater),
                ..RingAsked::default()
            },
        ),
    ] {
        asks(convened().rung(asked, id(WORKER), now(), pack()), field);
    }
}

#[test]
fn late_is_asked_why_with_one_cause_and_what_that_cause_asks_for() {
    let mut late = held();
    late.held_at = Some(now() + hours(30));
    assert!(late.asks_cause(now() + hours(40)) && !held().asks_cause(now() + hours(40)));
    let because = |asked: LateAsked| late.late_because(asked, id(MANAGER), now() + hours(40), pack());
    let cause = |code: &str| LateAsked { cause: code.into(), ..LateAsked::default() };
    asks(because(cause("")), "cause");
    asks(because(cause("police")), "asked-date");
    asks(because(cause("other_agency")), "agency");
    asks(because(cause("not_recognised")), "trigger");
    asks(because(LateAsked { trigger: "Third bruise".into(), ..cause("not_recognised") }), "seen_by");
    asks(because(cause("gathering")), "with");
    asks(because(cause("other")), "words");
    let replied =
        LateAsked { asked_at: Some(now() + hours(2)), replied_at: Some(now() + hours(1)), ..cause("police") };
    asks(because(replied), "replied-date");
    let given = because(LateAsked { asked_at: Some(now() + hours(2)), ..cause("police") }).unwrap();
    assert_eq!(given.late.as_ref().and_then(|late| late.agency.as_deref()), Some("police"));
    assert!(!given.asks_cause(now() + hours(40)));
    let in_time = held().late_because(cause("no_chair"), id(MANAGER), now() + hours(40), pack());
    assert!(matches!(in_time, Err(Refusal::NotNow(_))));
}

#[test]
fn what_was_done_between_the_threshold_and_the_discussion_is_noticed_and_asked_about() {
    let done = |record, hours_after| Early {
        kind: EarlyKind::Visit,
        record: id(record),
        part: "visit".into(),
        happened: now() + hours(hours_after),
        team: Some("assessment".into()),
        answer: None,
    };
    let noticed = held().noticed(vec![done(1, -1), done(2, 2), done(3, 6), done(2, 2)]);
    assert_eq!(noticed.early.iter().map(|one| one.record).collect::<Vec<_>>(), [id(2)]);
    asks(noticed.early_answered(0, true, " ", id(WORKER), now()), "why");
    assert_eq!(noticed.early_answered(1, true, "x", id(WORKER), now()), Err(Refusal::NotFound));
    let answered = noticed.early_answered(0, true, "The police were at the door", id(WORKER), now()).unwrap();
    // Noticing again forgets no answer.
    assert_eq!(answered.noticed(vec![done(2, 2)]), answered);
}

#[test]
fn the_chair_signs_a_decision_and_nobody_else_does() {
    let whole = decided(&held()).unwrap();
    assert!(matches!(held().signed(id(MANAGER), id(MANAGER), now()), Err(Refusal::NotNow(_))));
    assert!(matches!(whole.signed(id(MANAGER), id(WORKER), now()), Err(Refusal::NotAllowed(_))));
    let signed = whole.signed(id(MANAGER), id(MANAGER), now()).unwrap();
    assert_eq!(signed.stage(), Stage::Signed);
    assert!(matches!(
        signed.informed(vec![known("harm")], id(WORKER), now(), pack()),
        Err(Refusal::NotNow(_))
    ));
}

#[test]
fn it_is_not_held_only_with_a_reason_and_only_before_it_was() {
    asks(begun().not_held(id(MANAGER), "", now()), "why");
    let off = begun().not_held(id(MANAGER), "The bruise was an ink stain", now()).unwrap();
    assert_eq!(off.stage(), Stage::CalledOff);
    assert!(!off.is_late(now() + hours(100)));
    assert!(matches!(held().not_held(id(MANAGER), "x", now()), Err(Refusal::NotNow(_))));
}

#[test]
fn the_sheet_tells_an_agency_what_to_bring_and_no_word_of_what_is_known() {
    let sheet = with_unknown(1).sheet_for(Some("police"), now(), pack());
    assert_eq!(sheet.lines.len(), pack().strategy.items.len());
    let police = sheet.lines.iter().find(|line| line.code == "police_check").unwrap();
    assert!(police.yours && police.state == SheetState::Known);
    assert!(!sheet.lines.iter().find(|line| line.code == "health").unwrap().yours);
    let all = format!("{sheet:?}");
    assert!(!all.contains("What is known") && !all.contains("The school"), "{all}");
    assert!(with_unknown(1).sheet_for(None, now(), pack()).lines.iter().all(|line| !line.yours));
}

#[test]
fn a_discussion_that_was_held_is_a_fact_for_each_of_its_children() {
    assert!(convened().facts().is_empty());
    let facts = held().facts();
    assert_eq!(facts.len(), 1);
    assert_eq!(facts[0].counts_from, now() + hours(4));
    assert!(facts[0].marks.contains("held=yes") && facts[0].children.len() == 2);
    let decided = decided(&held()).unwrap().facts();
    assert!(decided[0].marks.contains("outcome=s47_joint"));
    assert_eq!((&decided[0].part, decided[0].counts_from), (&facts[0].part, facts[0].counts_from));
}

#[test]
fn everything_typed_is_looked_through_for_what_must_not_stand_there() {
    let children = [id(CHILD)];
    let mut own = Answers::to("strategy_record", 1);
    own.put(Place::one("more", "own"), Answer::text("canary-own"));
    let filled = RecordAsked::filled(&children, now(), |field| format!("canary-{field}"));
    let record = RecordAsked { further: Some(own), ..filled };
    let typed: Vec<String> = record.typed(&children).into_iter().map(|(_, words)| words.to_owned()).collect();
    for field in
        ["capacity", "interim", "risk", "designated_officer", "place", "medical_consent", "otherwise", "own"]
    {
        assert!(typed.contains(&format!("canary-{field}")), "{field}: {typed:?}");
    }
}
