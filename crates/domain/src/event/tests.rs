use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{Adult, Event, EventAsked};
use crate::access::Guard;
use crate::chronology::{Told, proposed};
use crate::form::{Answer, Answers, Place};
use crate::id::Id;
use crate::pack::england;
use crate::person::partial_date::PartialDate;
use crate::refusal::Refusal;
use crate::watch::Fact;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// When everything here is recorded.
const NOW: &str = "2026-11-24T11:00:00Z";

fn answers(form: &str, given: &[(&str, &str)]) -> Answers {
    let form = england().form(form).unwrap();
    let mut answers = form.blank();
    for (place, answer) in given {
        answers.put(place.parse::<Place>().unwrap(), Answer::text(*answer));
    }
    answers
}

fn asked(kind: &str, happened: &str, given: &[(&str, &str)]) -> EventAsked {
    let form = &england().events.kind(kind).unwrap().form;
    EventAsked {
        kind: kind.into(),
        children: vec![Id::from_bits(1)],
        adults: Vec::new(),
        happened: PartialDate::parse(happened).unwrap(),
        moment: None,
        until: None,
        known_at: None,
        from: "police".into(),
        who: String::new(),
        unnamed: false,
        answers: answers(form, given),
        further: None,
    }
}

fn recorded(asked: EventAsked) -> Result<Event, Refusal> {
    Event::record(asked, Id::from_bits(9), Id::from_bits(8), at(NOW), england())
}

fn fields(refused: Result<Event, Refusal>) -> Vec<String> {
    match refused {
        Ok(_) => Vec::new(),
        Err(Refusal::Invalid(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
        Err(other) => panic!("{other:?}"),
    }
}

const INJURY: &[(&str, &str)] = &[
    ("injury.what", "A bruise on the left cheek, the size of a coin"),
    ("injury.mobile", "no"),
    ("injury.explanation", "inconsistent"),
];

#[test]
#[expect(clippy::too_many_lines, reason = "one row for each kind of event")]
fn each_kind_tells_the_watch_its_own_fact() {
    let check = |kind: &str, given: &[(&str, &str)], marks: &[&str], measures: &[(&str, i64)]| {
        let event = recorded(asked(kind, "24 11 2026", given)).unwrap();
        let facts = event.facts();
        let [fact] = facts.as_slice() else { panic!("{kind}: {facts:?}") };
        assert_eq!((fact.part.as_str(), fact.kind.as_str()), ("event", kind));
        assert_eq!(fact.marks.iter().map(String::as_str).collect::<Vec<_>>(), marks, "{kind}");
        let measures: BTreeMap<String, i64> =
            measures.iter().map(|(name, measure)| ((*name).to_owned(), *measure)).collect();
        assert_eq!(fact.measures, measures, "{kind}");
        assert_eq!((fact.known_at, fact.counts_from), (at(NOW), at(NOW)), "{kind}");
        assert_eq!(fact.happened, at("2026-11-24T00:00:00Z"), "{kind}");
    };
    check("injury", INJURY, &["explanation=inconsistent", "mobile=no"], &[]);
    check(
        "disclosure",
        &[
            ("disclosure.child_words", "He does it when Mum is out"),
            ("disclosure.what", "To the teacher, at play"),
            ("disclosure.explanation", "none"),
        ],
        &["explanation=none"],
        &[],
    );
    check(
        "domestic_abuse",
        &[
            ("incident.what", "He broke the door"),
            ("incident.child_present", "yes"),
            ("incident.high_risk", "yes"),
            ("incident.marac", "no"),
            ("incident.pregnant", "yes"),
        ],
        &["child_present=yes", "high_risk=yes", "pregnant=yes"],
        &[],
    );
    check(
        "neglect_tool",
        &[("neglect.physical_care", "4"), ("neglect.warmth", "2"), ("neglect.seen", "No coat in November")],
        &[],
        &[("physical_care", 4), ("warmth", 2)],
    );
    check("missing", &[("missing.what", "Left after tea"), ("missing.risk", "high")], &["risk=high"], &[]);
    check(
        "return_interview",
        &[("interview.what", "He was driven about"), ("interview.harm", "yes")],
        &["harm=yes"],
        &[],
    );
    check(
        "exploitation",
        &[
            ("exploitation.what", "A new phone"),
            ("exploitation.level", "high"),
            ("exploitation.new_adult", "yes"),
        ],
        &["new_adult=yes"],
        &[("level", 3)],
    );
    check(
        "visit",
        &[("visit.outcome", "seen"), ("visit.alone", "yes"), ("visit.what", "Asleep on the sofa")],
        &["alone=yes", "outcome=seen"],
        &[],
    );
    // A question that falls away counts for nothing, though it was answered.
    check(
        "visit",
        &[("visit.outcome", "not_seen"), ("visit.alone", "yes"), ("visit.what", "Nobody in")],
        &["outcome=not_seen"],
        &[],
    );
    check(
        "adult_joins",
        &[("joins.what", "The mother's new partner"), ("joins.risk_to_children", "yes")],
        &["risk_to_children=yes"],
        &[],
    );
    check(
        "adult_released",
        &[("released.what", "The father"), ("released.how", "bail_ended")],
        &["how=bail_ended"],
        &[],
    );
    check(
        "professional_concern",
        &[("concern.what", "Every week another mark"), ("concern.trend", "escalating")],
        &["trend=escalating"],
        &[],
    );
    let other = recorded(asked("other", "24 11 2026", &[("event.what", "They moved")])).unwrap();
    assert!(other.facts().is_empty());
}

#[test]
fn a_fact_happened_as_late_as_it_can_have_and_counts_once_it_is_known_and_true() {
    let check = |happened: &str, known: Option<&str>, expected: [&str; 3]| {
        let kind = if happened.contains("12 2026") { "adult_released" } else { "injury" };
        let released = &[("released.what", "The father"), ("released.how", "released")][..];
        let given = if kind == "injury" { INJURY } else { released };
        let asked = EventAsked { known_at: known.map(at), ..asked(kind, happened, given) };
        let facts = recorded(asked).unwrap().facts();
        let found = [facts[0].happened, facts[0].known_at, facts[0].counts_from];
        assert_eq!(found, expected.map(at), "{happened}");
    };
    let today = "2026-11-24T00:00:00Z";
    check("24 11 2026", None, [today, NOW, NOW]);
    check(
        "24 11 2026",
        Some("2026-11-24T08:00:00Z"),
        [today, "2026-11-24T08:00:00Z", "2026-11-24T08:00:00Z"],
    );
    check("October 2026", None, ["2026-10-31T00:00:00Z", NOW, NOW]);
    check("November 2026", None, [NOW, NOW, NOW]);
    check("about 2026", None, [NOW, NOW, NOW]);
    check("not known", None, [NOW, NOW, NOW]);
    // Known today, true in a fortnight.
    let release = "2026-12-08T00:00:00Z";
    check("8 12 2026", None, [release, NOW, release]);
}

#[test]
fn a_child_still_missing_after_a_day_counts_without_anybody_writing() {
    let began = "2026-11-24T09:00:00Z";
    let missing = |until: Option<&str>, began: &str| EventAsked {
        moment: Some(at(began)),
        until: until.map(at),
        ..asked("missing", &began[..10], &[("missing.what", "Left after tea"), ("missing.risk", "low")])
    };
    let facts = recorded(missing(None, began)).unwrap().facts();
    let parts: Vec<(&str, Timestamp)> =
        facts.iter().map(|fact: &Fact| (fact.part.as_str(), fact.counts_from)).collect();
    assert_eq!(parts, [("event", at(NOW)), ("still", at("2026-11-25T09:00:00Z"))]);
    assert!(facts[1].marks.contains("over_24_hours=yes") && !facts[0].marks.contains("over_24_hours=yes"));
    // Recorded late: it counts from when it was known.
    let facts = recorded(missing(None, "2026-11-20T09:00:00Z")).unwrap().facts();
    assert_eq!(facts[1].counts_from, at(NOW));
    // One episode is never two of them, and finding the child makes no new fact of what lasted too long.
    assert_eq!((facts[0].kind.as_str(), facts[1].kind.as_str()), ("missing", "missing_long"));
    let check = |until: &str, over: bool| {
        let facts = recorded(missing(Some(until), "2026-11-22T09:00:00Z")).unwrap().facts();
        let parts: Vec<&str> = facts.iter().map(|fact| fact.part.as_str()).collect();
        assert_eq!(parts, if over { vec!["event", "still"] } else { vec!["event"] }, "{until}");
        assert!(!facts[0].marks.contains("over_24_hours=yes"));
    };
    check("2026-11-23T09:00:00Z", false);
    check("2026-11-23T09:00:01Z", true);
}

#[test]
fn what_is_missing_or_cannot_be_is_told_beside_its_field() {
    let check = |asked: EventAsked, expected: &[&str]| assert_eq!(fields(recorded(asked)), expected);
    let injury = || asked("injury", "24 11 2026", INJURY);
    check(injury(), &[]);
    check(asked("injury", "24 11 2026", &[]), &["injury.what", "injury.mobile", "injury.explanation"]);
    check(
        asked("injury", "24 11 2026", &[INJURY[0], INJURY[1], ("injury.explanation", "perhaps")]),
        &["injury.explanation"],
    );
    check(EventAsked { children: Vec::new(), ..injury() }, &["children"]);
    check(EventAsked { from: "nobody".into(), ..injury() }, &["from"]);
    check(EventAsked { kind: "nothing".into(), ..injury() }, &["kind"]);
    check(EventAsked { kind: "visit".into(), ..injury() }, &["kind"]);
    check(asked("injury", "25 11 2026", INJURY), &["happened"]);
    check(EventAsked { moment: Some(at("2026-11-24T11:00:01Z")), ..injury() }, &["happened"]);
    check(EventAsked { known_at: Some(at("2026-11-24T11:00:01Z")), ..injury() }, &["known-date"]);
    check(EventAsked { known_at: Some(at("2026-11-23T09:00:00Z")), ..injury() }, &["known-date"]);
    let missing = || asked("missing", "24 11 2026", &[("missing.what", "Left"), ("missing.risk", "low")]);
    check(EventAsked { happened: PartialDate::NotKnown, ..missing() }, &["happened"]);
    check(EventAsked { until: Some(at("2026-11-24T12:00:00Z")), ..missing() }, &["until-date"]);
    let ended = EventAsked { moment: Some(at("2026-11-24T09:00:00Z")), ..missing() };
    check(EventAsked { until: Some(at("2026-11-24T08:00:00Z")), ..ended }, &["until-date"]);
}

#[test]
fn a_correction_has_its_reason_and_delays_nothing_and_what_was_an_error_counts_for_nothing() {
    let event = recorded(asked("injury", "24 11 2026", INJURY)).unwrap();
    let later = at(NOW) + SignedDuration::from_hours(30);
    let given = &[INJURY[0], INJURY[1], ("injury.explanation", "consistent")];
    let (who, pack) = (Id::from_bits(7), england());
    let refused = event.correct(asked("injury", "24 11 2026", given), " ", who, later, pack);
    assert_eq!(fields(refused), ["reason"]);
    let corrected = event
        .correct(asked("injury", "24 11 2026", given), "The doctor explained it", who, later, pack)
        .unwrap();
    assert_eq!((corrected.at, corrected.known_at, corrected.by), (event.at, event.known_at, event.by));
    assert_eq!(corrected.corrected.as_ref().map(|said| (said.by, said.at)), Some((who, later)));
    assert!(corrected.facts()[0].marks.contains("explanation=consistent"));
    let withdrawn = corrected.withdraw("Another child's", who, later).unwrap();
    assert!(withdrawn.facts().is_empty() && !withdrawn.stands());
    assert!(proposed(Told::Event(&withdrawn), Id::from_bits(1), pack).is_empty());
    assert!(withdrawn.withdraw("Again", who, later).is_err());
    assert!(withdrawn.correct(asked("injury", "24 11 2026", given), "No", who, later, pack).is_err());
    assert_eq!(fields(corrected.withdraw("", who, later)), ["reason"]);
}

#[test]
fn whoever_must_not_be_known_stays_unknown_when_something_else_is_put_right() {
    let secret =
        EventAsked { who: "The aunt".into(), unnamed: true, ..asked("injury", "24 11 2026", INJURY) };
    let event = recorded(secret).unwrap();
    let guard = |event: &Event| event.told.who.as_ref().map(crate::access::Sealed::guard);
    assert_eq!(guard(&event), Some(Guard::Protected));
    let (who, pack) = (Id::from_bits(7), england());
    let open = asked("injury", "24 11 2026", INJURY);
    let corrected = event.correct(open.clone(), "The day", who, at(NOW), pack).unwrap();
    assert_eq!((guard(&corrected), corrected.told.unnamed), (Some(Guard::Protected), true));
    let another = EventAsked { who: "Dr Imagined".into(), ..open };
    let corrected = event.correct(another, "It was the doctor", who, at(NOW), pack).unwrap();
    assert_eq!((guard(&corrected), corrected.told.unnamed), (Some(Guard::Content), false));
}

#[test]
fn an_event_is_told_in_the_chronology_of_each_of_its_children() {
    let told = |asked: EventAsked| -> Vec<String> {
        let event = recorded(asked).unwrap();
        let entries = proposed(Told::Event(&event), Id::from_bits(1), england());
        entries.into_iter().map(|entry| entry.words).collect()
    };
    assert_eq!(
        told(asked("injury", "24 11 2026", INJURY)),
        [
            "Injury (the explanation does not fit; does not yet move about): A bruise on the left cheek, the size of a coin"
        ]
    );
    let visit = asked(
        "visit",
        "24 11 2026",
        &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            ("visit.child_words", "I like it at Nan's"),
            ("visit.what", "A warm home"),
        ],
    );
    assert_eq!(
        told(visit.clone()),
        ["Visit (alone; the child was seen): A warm home", "The child said: “I like it at Nan's”"]
    );
    let two = EventAsked { children: vec![Id::from_bits(1), Id::from_bits(2), Id::from_bits(1)], ..visit };
    assert_eq!(told(two.clone())[1], "A child said: “I like it at Nan's”");
    assert_eq!(recorded(two).unwrap().children.len(), 2);
    let graded = asked(
        "neglect_tool",
        "24 11 2026",
        &[("neglect.physical_care", "4"), ("neglect.seen", "No coat in November")],
    );
    assert_eq!(told(graded), ["Neglect tool (Food, clothes and health: 4): No coat in November"]);
}

#[test]
fn adults_on_the_record_are_in_the_fact_once_and_names_are_not() {
    let (father, child) = (Id::from_bits(3), Id::from_bits(1));
    let adults = vec![
        Adult::Known(father),
        Adult::Named("The man from the flat above".into()),
        Adult::Known(father),
        Adult::Known(child),
        Adult::Named(" ".into()),
    ];
    let event = recorded(EventAsked { adults, ..asked("injury", "24 11 2026", INJURY) }).unwrap();
    assert_eq!(event.facts()[0].adults, [father]);
    assert_eq!(event.adults.len(), 4);
}
