use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::form::{Answer, Answers, Form, Place};
use crate::pack::{Pack, SAFETY_PLAN_FORM, england};
use crate::person::known::Known;
use crate::refusal::Refusal;

const NIGHT: &str = "2026-11-24T02:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn hours(from: Timestamp, hours: i64) -> Timestamp {
    from + SignedDuration::from_hours(hours)
}

fn rules() -> (&'static Form, &'static SafetyPlans) {
    let pack: &'static Pack = england();
    (pack.form(SAFETY_PLAN_FORM).unwrap(), &pack.safety_plans)
}

fn made(by: u128, now: Timestamp, by_night: bool) -> Made {
    Made { by: Id::from_bits(by), at: now, by_night }
}

fn action(who: &str, part: &str) -> PlanAction {
    PlanAction { who: who.into(), person: None, part: part.into(), burdened: false, what: "Rings 999".into() }
}

fn words(now: Timestamp, until: i64) -> PlanWords {
    let mut answers = Answers::to(SAFETY_PLAN_FORM, 1);
    answers.put(Place::one("danger", "what"), Answer::text("The father comes to the house"));
    answers.put(Place::one("contingency", "fails"), Answer::text("Ring 999, then the aunt"));
    PlanWords {
        answers,
        actions: vec![action("Kim", "victim_parent"), action("Aunt Jo", "relative")],
        only_theirs: String::new(),
        agreements: vec![Agreement {
            who: "Kim".into(),
            person: Some(Id::from_bits(70)),
            answer: "spoken".into(),
            agrees: false,
            why: String::new(),
        }],
        voluntary: Known::Is(true),
        voluntary_words: String::new(),
        starts: now,
        expires: hours(now, until),
        review_at: hours(now, until),
        next_check: hours(now, 1),
        monitor: Some(Id::from_bits(9)),
    }
}

fn plan(now: Timestamp, until: i64) -> SafetyPlan {
    let children = vec![Id::from_bits(1), Id::from_bits(2)];
    SafetyPlan::make(Id::from_bits(50), children, words(now, until), made(3, now, true), rules()).unwrap()
}

fn fields(refused: Result<SafetyPlan, Refusal>) -> Vec<String> {
    match refused {
        Ok(_) => Vec::new(),
        Err(Refusal::Invalid(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_plan_says_the_danger_who_acts_who_agreed_until_when_and_who_looks() {
    let now = at(NIGHT);
    let check = |change: &dyn Fn(&mut PlanWords), expected: &[&str]| {
        let mut words = words(now, 10);
        change(&mut words);
        let made =
            SafetyPlan::make(Id::from_bits(50), vec![Id::from_bits(1)], words, made(3, now, true), rules());
        assert_eq!(fields(made), expected);
    };
    check(&|_| {}, &[]);
    check(&|words| words.answers.given.clear(), &["danger.what", "contingency.fails"]);
    check(&|words| words.actions.clear(), &["action-0-who"]);
    check(&|words| words.actions[1].part = "nobody".into(), &["action-1-part"]);
    check(&|words| words.agreements.clear(), &["agreed-0-who"]);
    check(&|words| words.agreements[0].answer = "not_agreed".into(), &["agreed-0-why"]);
    check(&|words| words.expires = now, &["expires-date", "review-date", "next-date"]);
    check(&|words| words.expires = hours(now, 24 * 15), &["expires-date"]);
    check(&|words| words.review_at = hours(now, 11), &["review-date"]);
    check(&|words| words.next_check = hours(now, 11), &["next-date"]);
    check(&|words| words.monitor = None, &["monitor"]);
}

#[test]
fn a_plan_whose_only_actions_fall_on_the_mother_is_flagged_and_stands() {
    let now = at(NIGHT);
    let mut only_hers = words(now, 10);
    only_hers.actions.truncate(1);
    let children = vec![Id::from_bits(1)];
    let plan =
        SafetyPlan::make(Id::from_bits(50), children, only_hers, made(3, now, false), rules()).unwrap();
    assert!(plan.is_lopsided() && plan.now.words.only_theirs.is_empty());
    assert_eq!(plan.standing(now, rules().1), Standing::Expiring);
    assert!(plan.explain(" ").is_err());
    let explained = plan.explain("The aunt comes at eight").unwrap();
    assert!(explained.is_lopsided());
    assert_eq!(explained.now.words.only_theirs, "The aunt comes at eight");
    assert!(!self::plan(now, 10).is_lopsided());
    assert!(matches!(self::plan(now, 10).explain("why"), Err(Refusal::NotNow(_))));
}

#[test]
fn a_plan_stands_before_a_manager_agrees_and_its_author_never_does() {
    let now = at(NIGHT);
    let plan = plan(now, 10);
    assert_eq!(plan.standing(now, rules().1), Standing::Expiring);
    assert!(matches!(plan.agree(Id::from_bits(3), now, ""), Err(Refusal::NotAllowed(_))));
    let agreed = plan.agree(Id::from_bits(4), now, "").unwrap();
    assert!(matches!(agreed.agree(Id::from_bits(5), now, ""), Err(Refusal::NotNow(_))));
    // Another version is agreed to anew.
    let next = Next { how: How::Renewed, why: "It holds".into(), joining: Vec::new() };
    let renewed = agreed.next(next, words(now, 20), made(4, now, false), rules()).unwrap();
    assert_eq!(renewed.now.agreed, None);
    assert!(renewed.before[0].agreed.is_some());
}

#[test]
fn the_day_team_renews_replaces_or_ends_what_was_made_by_night() {
    let now = at(NIGHT);
    let plan = plan(now, 10);
    assert!(plan.awaits_day());
    let day = hours(now, 8);
    let next =
        |how: How| Next { how, why: "The father is in custody".into(), joining: vec![Id::from_bits(7)] };
    for how in [How::Renewed, How::Replaced] {
        let after = plan.next(next(how), words(day, 48), made(8, day, false), rules()).unwrap();
        assert!(!after.awaits_day() && after.edition() == 2);
        assert_eq!(after.children.last(), Some(&Id::from_bits(7)));
        assert_eq!(after.edition_of(1).unwrap().how, How::Made);
        assert_eq!(after.edition_of(3), None);
    }
    let without = Next { why: " ".into(), ..next(How::Replaced) };
    assert_eq!(fields(plan.next(without, words(day, 48), made(8, day, false), rules())), ["why"]);
    let end = |ending: &str, reason: &str| {
        let ended = Ended { ending: ending.into(), reason: reason.into(), by: Id::from_bits(8), at: day };
        plan.end(ended, rules().1)
    };
    assert_eq!(fields(end("because", "")), ["ending", "reason"]);
    let ended = end("safe", "He was remanded").unwrap();
    assert!(!ended.awaits_day() && ended.facts().is_empty() && ended.next_check().is_none());
    assert!(matches!(ended.agree(Id::from_bits(4), day, ""), Err(Refusal::NotNow(_))));
}

#[test]
fn what_was_seen_is_recorded_and_what_was_broken_says_what_was_done() {
    let now = at(NIGHT);
    let plan = plan(now, 10);
    let asked = |kept, done: &str| CheckAsked {
        kept,
        seen: "He was in the garden".into(),
        done: done.into(),
        looked_at: None,
        next: Some(hours(now, 4)),
    };
    let look = |asked: CheckAsked| plan.looked(asked, Id::from_bits(9), hours(now, 1));
    assert_eq!(fields(look(asked(None, ""))), ["kept"]);
    assert_eq!(fields(look(asked(Some(false), " "))), ["done"]);
    let future = CheckAsked { looked_at: Some(hours(now, 2)), next: Some(now), ..asked(Some(true), "") };
    assert_eq!(fields(look(future)), ["looked-date", "next-date"]);
    let broken = look(asked(Some(false), "Rang 999")).unwrap();
    assert_eq!(broken.standing(hours(now, 1), rules().1), Standing::Broken);
    assert_eq!(broken.next_check(), Some(hours(now, 4)));
    let kept = broken.looked(asked(Some(true), ""), Id::from_bits(9), hours(now, 2)).unwrap();
    assert_eq!(kept.standing(hours(now, 2), rules().1), Standing::Expiring);
}

#[test]
fn the_watch_is_told_of_a_plan_that_was_broken_ran_out_or_was_not_agreed_to() {
    let now = at(NIGHT);
    let marks = |plan: &SafetyPlan| -> Vec<(String, String)> {
        let facts = plan.facts().into_iter();
        facts.map(|fact| (fact.part.clone(), fact.marks.first().cloned().unwrap_or_default())).collect()
    };
    let own = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(part, mark)| ((*part).to_owned(), (*mark).to_owned())).collect()
    };
    let plan = plan(now, 10);
    assert_eq!(marks(&plan), own(&[("expiry 1", "state=expired")]));
    let expiry = &plan.facts()[0];
    assert_eq!((expiry.counts_from, expiry.known_at), (hours(now, 10), now));
    assert_eq!((expiry.children.len(), &expiry.adults), (2, &vec![Id::from_bits(70)]));
    let asked = CheckAsked {
        kept: Some(false),
        seen: "He was there".into(),
        done: "999".into(),
        looked_at: None,
        next: None,
    };
    let broken = plan.looked(asked, Id::from_bits(9), now).unwrap();
    assert_eq!(marks(&broken), own(&[("check 0", "state=broken"), ("expiry 1", "state=expired")]));
    let mut refused = words(now, 30);
    refused.agreements[0].answer = "not_agreed".into();
    refused.agreements[0].why = "She says that she can look after herself".into();
    let next = Next { how: How::Replaced, why: "It was broken".into(), joining: Vec::new() };
    let after = broken.next(next, refused, made(8, now, false), rules()).unwrap();
    assert_eq!(
        marks(&after),
        own(&[
            ("check 0", "state=broken"),
            ("agreement 2", "state=not_agreed"),
            ("expiry 2", "state=expired")
        ])
    );
}

#[test]
fn nobody_on_the_list_gets_a_copy_or_a_heading() {
    let now = at(NIGHT);
    let holder = |name: &str, person: Option<u128>, agency: Option<&str>| Holder {
        name: name.into(),
        person: person.map(Id::from_bits),
        agency: agency.map(str::to_owned),
    };
    let give = |plan: &SafetyPlan, to: Holder| {
        plan.give(CopyAsked { to, of: Some(CopyOf::Family) }, Id::from_bits(3), now)
    };
    let plan = give(&plan(now, 10), holder("Marek Dolan", None, None)).unwrap();
    assert!(plan.printed_for(0).is_ok() && plan.to_collect().count() == 0);
    let withhold = |plan: &SafetyPlan, from: Holder| {
        plan.withhold(WithheldAsked { from, why: "He would find them".into() }, Id::from_bits(3), now)
            .unwrap()
    };
    let plan = withhold(&plan, holder("Marek Dolan", Some(71), None));
    let plan = withhold(&plan, holder("", None, Some("housing")));
    for (to, refused) in [
        (holder("marek  DOLAN", None, None), true),
        (holder("Mr Marek Dolan", None, None), true),
        (holder("Dad", Some(71), None), true),
        (holder("Housing officer", None, Some("housing")), true),
        (holder("Kim", Some(70), None), false),
        (holder("Jo", None, Some("police")), false),
    ] {
        assert_eq!(fields(give(&plan, to.clone())) == ["to"], refused, "{to:?}");
    }
    // The copy he has already is to be had back, and is not printed again.
    assert!(matches!(plan.printed_for(0), Err(Refusal::NotAllowed(_))));
    assert_eq!(plan.to_collect().count(), 1);
    let collected = Collected { by: Id::from_bits(3), at: now, words: "Shredded".into() };
    let plan = plan.collect(0, collected.clone()).unwrap();
    assert_eq!(plan.to_collect().count(), 0);
    assert!(matches!(plan.collect(0, collected), Err(Refusal::NotNow(_))));
    // Nobody takes off the list whom they put there.
    let lifted = |by: u128| Lifted { by: Id::from_bits(by), at: now, why: "The court has heard him".into() };
    assert!(matches!(plan.lift(0, lifted(3)), Err(Refusal::NotAllowed(_))));
    let lifted = plan.lift(0, lifted(4)).unwrap();
    assert!(give(&lifted, holder("Marek Dolan", Some(71), None)).is_ok());
}

#[test]
fn a_copy_of_an_earlier_version_is_to_be_collected() {
    let now = at(NIGHT);
    let asked =
        CopyAsked { to: Holder { name: "Kim".into(), ..Holder::default() }, of: Some(CopyOf::Family) };
    let plan = plan(now, 10).give(asked, Id::from_bits(3), now).unwrap();
    let next = Next { how: How::Renewed, why: "It holds".into(), joining: Vec::new() };
    let renewed = plan.next(next, words(now, 20), made(4, now, false), rules()).unwrap();
    assert_eq!(renewed.to_collect().map(|(place, copy)| (place, copy.edition)).collect::<Vec<_>>(), [(0, 1)]);
    assert_eq!(renewed.renewed_unchanged(), 1);
}

#[test]
fn versions_show_what_changed() {
    let now = at(NIGHT);
    let before = words(now, 10);
    let mut after = before.clone();
    after.actions[0].what = "Goes to her sister's".into();
    after.actions.push(action("Police", "professional"));
    after.expires = hours(now, 20);
    let changed = after.changed_from(&before, rules().1);
    let parts: Vec<&Part> = changed.iter().map(|changed| &changed.part).collect();
    assert_eq!(parts, [&Part::Does("Kim".into()), &Part::Does("Police".into()), &Part::Expires]);
    assert_eq!((changed[1].before.as_str(), changed[1].after.as_str()), ("", "Rings 999"));
    assert_eq!(before.changed_from(&before, rules().1), []);
}

#[test]
fn people_are_told_once_of_what_is_due() {
    let now = at(NIGHT);
    let mut plan = plan(now, 10);
    plan.now.words.review_at = hours(now, 8);
    let day = Some(hours(now, 7));
    let due = |plan: &SafetyPlan, after: i64| -> Vec<Reminder> {
        plan.to_remind(hours(now, after), day).into_iter().map(|(of, _)| of).collect()
    };
    assert_eq!(due(&plan, 6), []);
    assert_eq!(due(&plan, 7), [Reminder::Day]);
    assert_eq!(due(&plan, 10), [Reminder::Day, Reminder::Review, Reminder::Expiry]);
    let told = plan.reminded(&plan.to_remind(hours(now, 8), day), hours(now, 8));
    assert_eq!(due(&told, 10), [Reminder::Expiry]);
}

proptest! {
    /// No plan is without an end: whatever times are typed, a plan that is taken ends after it begins and within the longest time.
    #[test]
    fn no_plan_is_without_an_end(expires in -100i64..2000, review in -100i64..2000, next in -100i64..2000) {
        let now = at(NIGHT);
        let mut words = words(now, 10);
        words.expires = hours(now, expires);
        words.review_at = hours(now, review);
        words.next_check = hours(now, next);
        let children = vec![Id::from_bits(1)];
        if let Ok(plan) = SafetyPlan::make(Id::from_bits(50), children, words, made(3, now, true), rules()) {
            let longest = hours(now, 24 * i64::from(rules().1.longest_days));
            prop_assert!(now < plan.expires() && plan.expires() <= longest);
            prop_assert!(plan.now.words.review_at <= plan.expires());
        }
    }

    /// A plan whose time has run out always demands a review, and stops only when it is renewed, replaced or ended.
    #[test]
    fn an_expired_plan_always_demands_a_review(until in 2i64..300, after in 0i64..400, acts in proptest::collection::vec(0usize..4, 0..5)) {
        let now = at(NIGHT);
        let mut plan = plan(now, until);
        for act in acts {
            plan = match act {
                0 => plan.agree(Id::from_bits(4), now, "").unwrap_or(plan),
                1 => {
                    let asked = CheckAsked { kept: Some(true), seen: "Seen".into(), done: String::new(), looked_at: None, next: None };
                    plan.looked(asked, Id::from_bits(9), now).unwrap()
                }
                2 => {
                    let to = Holder { name: "Kim".into(), ..Holder::default() };
                    plan.give(CopyAsked { to, of: Some(CopyOf::Worker) }, Id::from_bits(3), now).unwrap()
                }
                _ => plan.reminded(&[(Reminder::Expiry, plan.expires())], now),
            };
        }
        let then = hours(now, until + after);
        prop_assert!(plan.demands_review(then));
        prop_assert_eq!(plan.standing(then, rules().1), Standing::Expired);
        prop_assert!(plan.facts().iter().any(|fact| fact.marks.contains("state=expired") && fact.counts_from <= then));
        let next = Next { how: How::Renewed, why: "It goes on".into(), joining: Vec::new() };
        let renewed = plan.next(next, words(then, 10), made(4, then, false), rules()).unwrap();
        prop_assert!(!renewed.demands_review(then));
        prop_assert!(!renewed.facts().iter().any(|fact| fact.marks.contains("state=expired") && fact.counts_from <= then));
    }
}
