use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::calendar::Calendar;
use crate::id::Id;
use crate::pack::{Around, Pack, england};
use crate::person::Person;

const CHILD: Id<Person> = Id::from_bits(1);
const OTHER: Id<Person> = Id::from_bits(2);

/// A fact in short: day, kind, then marks (`outcome=seen`) and measures (`food:3`).
fn fact(number: u128, day: i64, kind: &str, holds: &[&str]) -> Told {
    let at = day_of(day);
    let mut fact = Fact::new(format!("part.{number}"), kind, vec![CHILD], at, at);
    for hold in holds {
        match hold.split_once(':') {
            Some((name, measure)) => {
                fact.measures.insert(name.into(), measure.parse().unwrap());
            }
            None => {
                fact.marks.insert((*hold).into());
            }
        }
    }
    let name =
        FactName { record_kind: "event".into(), record: Id::from_bits(number), part: fact.part.clone() };
    Told { name, near: Around::Child, fact }
}

fn day_of(day: i64) -> Timestamp {
    "2026-01-01T09:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(24 * day)
}

fn watched(facts: Vec<Told>) -> Watched {
    Watched { child: CHILD, open_since: None, facts, answered: BTreeMap::new(), spent: BTreeSet::new() }
}

fn told(lines: &[(i64, &str, &[&str])]) -> Vec<Told> {
    (1..).zip(lines).map(|(number, (day, kind, holds))| fact(number, *day, kind, holds)).collect()
}

/// Which rules trip on a day.
#[track_caller]
fn check(lines: &[(i64, &str, &[&str])], day: i64, expected: &[&str]) {
    let found = evaluate(&england().watch, &watched(told(lines)), day_of(day));
    let rules: Vec<&str> = found.trips.iter().map(|trip| trip.rule.as_str()).collect();
    assert_eq!(rules, expected, "{lines:?} on day {day}");
}

#[test]
fn each_rule_trips_as_it_is_written_and_not_before() {
    check(&[], 0, &[]);
    check(&[(0, "injury", &["explanation=consistent"])], 0, &[]);
    check(&[(0, "injury", &["explanation=none"])], 0, &["W1"]);
    check(&[(0, "injury", &["explanation=consistent", "mobile=no"])], 0, &["W1"]);
    check(&[(0, "disclosure", &["explanation=inconsistent"])], 0, &["W1"]);
    let advice: (i64, &str, &[&str]) = (0, "contact_decided", &["outcome=advice", "level=1"]);
    check(&[advice, (10, "contact", &[]), (20, "contact", &[])], 20, &["W2"]);
    check(&[advice, (10, "contact", &[])], 20, &[]);
    check(&[advice, (10, "contact", &[]), (120, "contact", &[])], 120, &[]);
    check(&[advice, (10, "contact", &[]), (120, "contact", &[]), (240, "contact", &[])], 240, &["W2"]);
    check(&[(0, "contact", &[]), (1, "contact", &[]), (2, "contact", &[])], 2, &[]);
    let statutory: (i64, &str, &[&str]) = (0, "contact_decided", &["outcome=new_referral", "level=4"]);
    check(&[statutory, (10, "contact", &[]), (20, "contact", &[])], 20, &[]);
    let quarrel: &[&str] = &["domestic_abuse=yes"];
    check(&[(0, "police_notification", quarrel)], 0, &[]);
    check(&[(0, "police_notification", quarrel), (30, "domestic_abuse", &[])], 30, &["W3"]);
    check(&[(0, "police_notification", quarrel), (95, "police_notification", quarrel)], 95, &[]);
    check(&[(0, "police_notification", &["domestic_abuse=yes", "high_risk=yes"])], 0, &["W3"]);
    check(&[(0, "police_notification", &["crime=yes", "high_risk=yes"])], 0, &[]);
    check(&[(0, "neglect_tool", &["food:2"]), (60, "neglect_tool", &["food:3"])], 60, &["W4"]);
    check(&[(0, "neglect_tool", &["food:3"]), (60, "neglect_tool", &["food:3", "love:5"])], 60, &[]);
    let bad: &[&str] = &["food:4", "love:5"];
    check(&[(0, "neglect_tool", bad), (100, "neglect_tool", bad)], 100, &["W4"]);
    check(&[(0, "neglect_tool", bad), (200, "neglect_tool", bad)], 200, &[]);
    check(&[(0, "missing", &[]), (30, "missing", &[]), (60, "missing", &["risk=medium"])], 60, &["W5"]);
    check(&[(0, "missing", &["risk=high"])], 1, &["W5"]);
    check(&[(0, "return_interview", &["harm=yes"])], 1, &["W5"]);
    check(&[(0, "exploitation", &["level:1"]), (9, "exploitation", &["level:2"])], 9, &["W6"]);
    check(&[(0, "exploitation", &["level:2"]), (9, "exploitation", &["level:1"])], 9, &[]);
    check(&[(0, "exploitation", &["level:2", "new_adult=yes"])], 0, &["W6"]);
    check(&[(0, "safety_plan", &["state=expired"])], 0, &["W7"]);
    check(&[(0, "safety_plan", &["state=agreed"])], 0, &[]);
    let missed: &[&str] = &["outcome=not_seen"];
    check(&[(0, "visit", missed), (5, "visit", missed), (9, "visit", missed)], 9, &["W8"]);
    check(
        &[(0, "visit", missed), (5, "visit", missed), (7, "visit", &["outcome=seen"]), (9, "visit", missed)],
        9,
        &[],
    );
    check(&[(0, "consent_withdrawn", &["kind=service"])], 0, &[]);
    check(&[(0, "consent_withdrawn", &["kind=service"]), (3, "missing", &[])], 3, &["W8"]);
    let again: &[&str] = &["concern=N2"];
    check(&[(0, "assessment", again), (300, "assessment", again), (700, "assessment", again)], 700, &["W9"]);
    check(
        &[(0, "assessment", again), (300, "assessment", &["concern=N1"]), (700, "assessment", again)],
        700,
        &[],
    );
    check(&[(0, "adult_joins", &["risk_to_children=yes"])], 0, &["W10"]);
    check(&[(0, "adult_released", &[])], 0, &["W10"]);
    check(&[(0, "professional_concern", &["trend=escalating"])], 0, &["W11"]);
    check(&[(0, "partner_escalates", &[])], 0, &["W11"]);
}

#[test]
fn a_rule_reaches_only_as_far_as_it_says() {
    let near = |near: Around, kind: &str, holds: &[&str]| {
        let mut told = fact(1, 0, kind, holds);
        told.near = near;
        told.fact.children = vec![OTHER];
        let found = evaluate(&england().watch, &watched(vec![told]), day_of(0));
        !found.trips.is_empty()
    };
    for (kind, holds, household, linked) in [
        ("injury", ["explanation=none"], false, false),
        ("safety_plan", ["state=broken"], true, false),
        ("adult_released", ["from=custody"], true, true),
    ] {
        assert!(near(Around::Child, kind, &holds), "{kind}");
        assert_eq!(near(Around::Household, kind, &holds), household, "{kind}");
        assert_eq!(near(Around::Linked, kind, &holds), linked, "{kind}");
    }
    // A brother's worse grade is not this child's that got worse.
    let mut brother = fact(2, 9, "neglect_tool", &["food:4"]);
    brother.fact.children = vec![OTHER];
    let found = evaluate(
        &england().watch,
        &watched(vec![fact(1, 0, "neglect_tool", &["food:2"]), brother]),
        day_of(9),
    );
    assert_eq!(found.trips, []);
}

#[test]
fn time_alone_asks_when_a_plan_expires_and_when_a_child_is_not_seen() {
    let watch = &england().watch;
    let mut plan = fact(1, 0, "safety_plan", &["state=expired"]);
    (plan.fact.counts_from, plan.fact.happened) = (day_of(7), day_of(7));
    let found = evaluate(watch, &watched(vec![plan.clone()]), day_of(3));
    assert_eq!((found.trips.len(), found.next), (0, Some(day_of(7))));
    assert_eq!(evaluate(watch, &watched(vec![plan]), day_of(7)).trips.len(), 1);

    let seen = fact(1, 10, "visit", &["outcome=seen"]);
    let open = Watched { open_since: Some(day_of(0)), ..watched(vec![seen]) };
    let found = evaluate(watch, &open, day_of(11));
    assert_eq!((found.trips.len(), found.next), (0, Some(day_of(52))));
    let found = evaluate(watch, &open, day_of(52));
    let [trip] = found.trips.as_slice() else { panic!("{found:?}") };
    assert_eq!((trip.rule.as_str(), trip.absent_since, trip.at), ("W8", Some(day_of(10)), day_of(52)));
    let spent = trip.spends().into_iter().map(|name| ("W8".to_owned(), name)).collect();
    assert_eq!(evaluate(watch, &Watched { spent, ..open.clone() }, day_of(60)).trips, []);
    assert_eq!(evaluate(watch, &Watched { open_since: None, ..open }, day_of(60)).trips, []);
}

#[test]
fn a_consideration_begins_the_count_anew() {
    let watch = &england().watch;
    let facts = told(&[
        (0, "missing", &[]),
        (10, "missing", &[]),
        (20, "strategy_discussion", &["held=yes"]),
        (30, "missing", &[]),
    ]);
    assert_eq!(evaluate(watch, &watched(facts.clone()), day_of(30)).trips, []);
    let planned = told(&[
        (0, "missing", &[]),
        (10, "missing", &[]),
        (20, "strategy_discussion", &[]),
        (30, "missing", &[]),
    ]);
    assert_eq!(evaluate(watch, &watched(planned), day_of(30)).trips.len(), 1);
    let mut answered = watched(told(&[(0, "missing", &[]), (10, "missing", &[]), (30, "missing", &[])]));
    answered.answered.insert("W5".into(), day_of(20));
    assert_eq!(evaluate(watch, &answered, day_of(30)).trips, []);
    // What was worse and was considered is not worse again; what gets worse still is.
    let grades = |last: &str| {
        let lines: [(i64, &str, &[&str]); 3] = [
            (0, "neglect_tool", &["food:2"]),
            (10, "neglect_tool", &["food:3"]),
            (30, "neglect_tool", &[last]),
        ];
        let mut watched = watched(told(&lines));
        watched.answered.insert("W4".into(), day_of(20));
        evaluate(watch, &watched, day_of(30)).trips.len()
    };
    assert_eq!((grades("food:3"), grades("food:4")), (0, 1));
}

/// The facts of a family's life, by kinds that rules count; never one that says a child is well.
fn worries() -> impl Strategy<Value = (i64, usize, i64)> {
    (0..400_i64, 0..KINDS.len(), 1..6_i64)
}

const KINDS: &[(&str, &[&str])] = &[
    ("contact", &[]),
    ("contact_decided", &["outcome=nfa", "level=2"]),
    ("police_notification", &["domestic_abuse=yes"]),
    ("police_notification", &["domestic_abuse=yes", "high_risk=yes"]),
    ("domestic_abuse", &[]),
    ("neglect_tool", &[]),
    ("missing", &["risk=medium"]),
    ("missing", &["risk=high"]),
    ("exploitation", &[]),
    ("visit", &["outcome=not_seen"]),
    ("consent_withdrawn", &["kind=service"]),
    ("assessment", &["concern=N2"]),
    ("injury", &["explanation=none"]),
    ("professional_concern", &["trend=escalating"]),
];

fn worry(number: u128, (day, kind, grade): (i64, usize, i64)) -> Told {
    let (kind, marks) = KINDS[kind];
    let mut told = fact(number, day, kind, marks);
    match kind {
        "neglect_tool" => told.fact.measures.extend([("food".into(), grade), ("love".into(), 6 - grade)]),
        "exploitation" => {
            told.fact.measures.insert("level".into(), grade);
        }
        _ => {}
    }
    told
}

/// When each rule first asks, if it is looked at whenever anything is recorded.
fn first_asked(facts: &[Told]) -> BTreeMap<String, Timestamp> {
    let mut moments: Vec<Timestamp> = facts.iter().map(|told| told.fact.counts_from).collect();
    moments.sort();
    let mut first = BTreeMap::new();
    for now in moments {
        for trip in evaluate(&england().watch, &watched(facts.to_vec()), now).trips {
            first.entry(trip.rule).or_insert(now);
        }
    }
    first
}

/// What the watch does for one child over a year, as the use cases do it.
struct Year {
    watched: Watched,
    prompts: Vec<Prompt>,
}

impl Year {
    fn look(&mut self, now: Timestamp, pack: &Pack, calendar: &Calendar) {
        let found = evaluate(&pack.watch, &self.watched, now);
        if let Some(held) = &found.discussed {
            for prompt in &mut self.prompts {
                if let Some(closed) = prompt.discussed(CHILD, held, now) {
                    *prompt = closed;
                }
            }
        }
        for trip in &found.trips {
            self.watched.spent.extend(trip.spends().into_iter().map(|name| (trip.rule.clone(), name)));
        }
        if found.trips.is_empty() {
            return;
        }
        match self.prompts.iter_mut().find(|prompt| prompt.is_open()) {
            Some(open) => *open = open.joined(found.trips, now, pack, calendar),
            None => {
                let new = NewPrompt { id: Id::from_bits(1), trips: found.trips, team: None };
                self.prompts.extend(Prompt::open(new, now, pack, calendar));
            }
        }
    }

    fn answer(&mut self, how: usize, now: Timestamp, pack: &Pack, calendar: &Calendar) {
        let Some(open) = self.prompts.iter_mut().find(|prompt| prompt.is_open()) else { return };
        let asked = answers(now).swap_remove(how % 3);
        *open = open.answer(asked, Id::from_bits(7), now, pack, calendar).unwrap();
        for trip in &open.trips {
            self.watched.answered.insert(trip.rule.clone(), now);
        }
    }
}

fn answers(now: Timestamp) -> Vec<AnswerAsked> {
    vec![
        AnswerAsked::HoldNow { words: String::new() },
        AnswerAsked::GatherFirst {
            by: Some(now + SignedDuration::from_hours(20)),
            from: "The school".into(),
            safe: "With her aunt".into(),
        },
        AnswerAsked::NotNeeded { because: "She is with her aunt and well.".into() },
    ]
}

proptest! {
    #[test]
    fn adding_a_fact_never_delays_a_prompt(life in prop::collection::vec(worries(), 0..14), more in worries()) {
        let before: Vec<Told> = (1..).zip(life).map(|(number, it)| worry(number, it)).collect();
        let mut after = before.clone();
        after.push(worry(99, more));
        let (before, after) = (first_asked(&before), first_asked(&after));
        for (rule, at) in before {
            prop_assert!(after.get(&rule).is_some_and(|sooner| *sooner <= at), "{rule} is asked later");
        }
    }

    #[test]
    fn no_fact_prompts_twice_and_every_prompt_is_answered_climbing_or_closed_with_its_cause(
        life in prop::collection::vec((worries(), 0..9_usize), 1..24),
    ) {
        let pack = england();
        let calendar = pack.calendar();
        let mut life: Vec<(Told, usize)> =
            (1..).zip(life).map(|(number, (it, then))| (worry(number, it), then)).collect();
        life.sort_by_key(|(told, _)| told.fact.counts_from);
        let mut year = Year { watched: watched(Vec::new()), prompts: Vec::new() };
        for (number, (told, then)) in life.into_iter().enumerate() {
            let now = told.fact.counts_from;
            for prompt in &mut year.prompts {
                while let Some((climbed, _)) = prompt.climbed(now, &pack.watch, &calendar) {
                    *prompt = climbed;
                }
            }
            year.watched.facts.push(told);
            year.look(now, pack, &calendar);
            // Asked again at once, and hours later, nothing new is asked.
            let asked = year.prompts.clone();
            year.look(now + SignedDuration::from_hours(1), pack, &calendar);
            prop_assert_eq!(&asked, &year.prompts);
            match then {
                0..=2 => year.answer(then, now + SignedDuration::from_hours(2), pack, &calendar),
                3 => {
                    let mut held = fact(1_000 + number as u128, 0, "strategy_discussion", &["held=yes"]);
                    let at = now + SignedDuration::from_hours(3);
                    (held.fact.happened, held.fact.counts_from) = (at, at);
                    year.watched.facts.push(held);
                    year.look(at, pack, &calendar);
                }
                _ => {}
            }
        }
        let mut prompted = BTreeSet::new();
        for trip in year.prompts.iter().flat_map(|prompt| &prompt.trips) {
            for name in trip.spends() {
                prop_assert!(prompted.insert((trip.rule.clone(), name.clone())), "{name:?} asked {} twice", trip.rule);
            }
        }
        for prompt in &year.prompts {
            let waits = prompt.due.is_some() || prompt.is_for_clinic();
            prop_assert!(prompt.closed.is_some() != waits, "{prompt:?}");
            let by_itself = matches!(&prompt.closed, Some(Closed { cause: Cause::Superseded { .. }, .. }));
            prop_assert!(prompt.is_open() || by_itself || !prompt.answers.is_empty());
            // Nothing blocks an urgent convening, however it stands.
            let now = day_of(500);
            if prompt.is_open() {
                let hold = AnswerAsked::HoldNow { words: String::new() };
                prop_assert!(prompt.answer(hold, Id::from_bits(7), now, pack, &calendar).is_ok());
            }
        }
    }

    #[test]
    fn re_allocation_resets_nothing(cuts in prop::collection::vec(1..200_i64, 0..6), now in 200..300_i64) {
        let mut days: Vec<i64> = std::iter::once(0).chain(cuts).collect();
        days.sort_unstable();
        days.dedup();
        let ends = days.iter().skip(1).map(|day| Some(day_of(*day))).chain([None]);
        let held: Vec<(Timestamp, Option<Timestamp>)> = days.iter().map(|day| day_of(*day)).zip(ends).collect();
        prop_assert_eq!(open_since(&held, day_of(now)), Some(day_of(0)));
        let one = [(day_of(0), None)];
        prop_assert_eq!(open_since(&held, day_of(now)), open_since(&one, day_of(now)));
    }

    #[test]
    fn gather_first_lasts_a_day_at_most_and_may_be_said_again(hours in 1..200_i64) {
        let pack = england();
        let calendar = pack.calendar();
        let found = evaluate(&pack.watch, &watched(told(&[(0, "injury", &["explanation=none"])])), day_of(0));
        let new = NewPrompt { id: Id::from_bits(1), trips: found.trips, team: None };
        let prompt = Prompt::open(new, day_of(0), pack, &calendar).unwrap();
        prop_assert_eq!(prompt.due, Some(day_of(1)));
        let gather = |at: Timestamp| AnswerAsked::GatherFirst {
            by: Some(at + SignedDuration::from_hours(hours)),
            from: "The school".into(),
            safe: "With her aunt".into(),
        };
        let first = prompt.answer(gather(day_of(0)), Id::from_bits(7), day_of(0), pack, &calendar);
        prop_assert_eq!(first.is_ok(), hours <= 24);
        if let Ok(first) = first {
            let again = first.answer(gather(day_of(2)), Id::from_bits(8), day_of(2), pack, &calendar).unwrap();
            let said = again.answers.last().map(|answer| answer.what.words());
            prop_assert_eq!(said, Some("Gather first, said again"));
        }
    }
}

#[test]
fn a_gap_in_who_holds_the_child_is_a_new_beginning() {
    let held = [(day_of(0), Some(day_of(10))), (day_of(40), None)];
    assert_eq!(open_since(&held, day_of(50)), Some(day_of(40)));
    assert_eq!(open_since(&held, day_of(20)), None);
    let transfer = [(day_of(0), Some(day_of(10))), (day_of(14), None)];
    assert_eq!(open_since(&transfer, day_of(50)), Some(day_of(0)));
}

#[test]
fn a_child_whose_record_is_restricted_is_parted_and_no_clock_begins_anew() {
    let pack = england();
    let calendar = pack.calendar();
    let trip = |child| {
        let told = Watched { child, ..watched(told(&[(0, "injury", &["explanation=none"])])) };
        evaluate(&pack.watch, &told, day_of(0)).trips.remove(0)
    };
    let new = NewPrompt { id: Id::from_bits(1), trips: vec![trip(CHILD), trip(OTHER)], team: None };
    let prompt = Prompt::open(new, day_of(0), pack, &calendar).unwrap();
    let (prompt, _) = prompt.climbed(day_of(2), &pack.watch, &calendar).unwrap();
    let (rest, own) = prompt.parted(OTHER, Id::from_bits(2)).unwrap();
    assert_eq!((&rest.children, &own.children), (&vec![CHILD], &vec![OTHER]));
    assert_eq!((rest.due, own.due), (prompt.due, prompt.due));
    assert_eq!((rest.trips.len(), own.trips.len(), own.rung()), (1, 1, 1));
    assert_eq!(rest.parted(CHILD, Id::from_bits(3)), None);
}

#[test]
fn a_question_that_nobody_answered_in_time_stays_known_as_that() {
    let pack = england();
    let calendar = pack.calendar();
    let found = evaluate(&pack.watch, &watched(told(&[(0, "injury", &["explanation=none"])])), day_of(0));
    let new = NewPrompt { id: Id::from_bits(1), trips: found.trips, team: None };
    let prompt = Prompt::open(new, day_of(0), pack, &calendar).unwrap();
    let hold = || AnswerAsked::HoldNow { words: String::new() };
    let answered = |prompt: &Prompt, at: i64| {
        prompt.answer(hold(), Id::from_bits(7), day_of(at), pack, &calendar).unwrap()
    };
    let climbed = |prompt: &Prompt, at: i64| prompt.climbed(day_of(at), &pack.watch, &calendar).unwrap().0;
    assert_eq!(prompt.unanswered_at(), None);
    assert_eq!(climbed(&prompt, 2).unanswered_at(), Some(day_of(2)));
    assert_eq!(answered(&climbed(&prompt, 2), 5).unanswered_at(), Some(day_of(2)));
    // Answered in time, and the discussion did not come: that is no silence.
    assert_eq!(climbed(&answered(&prompt, 0), 3).unanswered_at(), None);
}
