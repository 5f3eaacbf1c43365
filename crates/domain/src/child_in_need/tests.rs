use jiff::civil::date;
use proptest::prelude::{ProptestConfig, any};
use proptest::{collection, proptest};

use super::*;
use crate::calendar::Calendar;
use crate::episode::PlanKind;
use crate::pack::england;
use crate::refusal::Refusal;

/// What makes something whole wrong.
type Spoils<T> = fn(&mut T);

const WORKER: Id<Staff> = Id::from_bits(1);
const CHILD: Id<Person> = Id::from_bits(20);

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn episode() -> Episode {
    Episode { primary_need: Some("N5".into()), ..Episode::opened(Id::from_bits(40), CHILD, date(2026, 3, 2)) }
}

fn outcome(what: &str) -> Outcome {
    Outcome {
        number: 0,
        what: what.into(),
        steps: vec![Step {
            who: "Mum".into(),
            what: "walks her to school".into(),
            by: Some(date(2026, 5, 1)),
        }],
        measure: "School says she is there four days of five.".into(),
        contingency: "The worker and the school meet within the week.".into(),
        without_why: String::new(),
    }
}

fn words() -> PlanWords {
    PlanWords {
        child: ChildSays { says: "I want to be on time.".into(), ..ChildSays::default() },
        outcomes: vec![outcome("She is at school on time."), outcome("There is food in the house.")],
        contingency: "We meet at once, and ask whether she is safe.".into(),
        agencies: vec![AgencyPart {
            agency: "school".into(),
            organisation: "Larkhill".into(),
            part: "Breakfast".into(),
        }],
        family: vec![FamilyView {
            who: "Mum".into(),
            answer: "agreed".into(),
            view: "It is fair.".into(),
            agrees: false,
        }],
        visit_days: 28,
        ..PlanWords::default()
    }
}

fn made() -> Made {
    Made {
        id: Id::from_bits(10),
        together: Id::from_bits(30),
        by: WORKER,
        at: at("2026-04-13T10:00:00+01:00"),
    }
}

fn make(started: Date, words: PlanWords, episode: &Episode) -> Result<(ChildInNeedPlan, Episode), Refusal> {
    ChildInNeedPlan::make(made(), episode, (started, words), (england(), &Calendar::england()))
}

fn plan() -> (ChildInNeedPlan, Episode) {
    make(date(2026, 4, 13), words(), &episode()).unwrap()
}

#[track_caller]
fn refused<T: std::fmt::Debug>(found: Result<T, Refusal>, field: &str, said: &str) {
    match found {
        Err(Refusal::Invalid(problems)) => assert!(
            problems.iter().any(|problem| problem.field == field && problem.words.contains(said)),
            "{problems:?}"
        ),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_plan_says_what_how_we_will_know_and_what_if_not_or_why_it_goes_on_without() {
    let (plan, changed) = plan();
    assert_eq!(plan.now.words.outcomes.iter().map(|one| one.number).collect::<Vec<_>>(), [1, 2]);
    assert!(plan.now.words.family[0].agrees, "the pack knows that this answer agrees");
    assert_eq!(changed.need_plan().map(|line| line.started_on), Some(date(2026, 4, 13)));
    let cases: [(&str, &str, Spoils<PlanWords>); 11] = [
        ("child-says", "why it is not known", |words| words.child.says.clear()),
        ("outcome-0-what", "what will be different", |words| words.outcomes.clear()),
        ("outcome-1-measure", "How will we know?", |words| words.outcomes[1].measure.clear()),
        ("outcome-0-step-0-who", "Who does what", |words| words.outcomes[0].steps.clear()),
        ("outcome-0-step-0-by", "By when?", |words| words.outcomes[0].steps[0].by = None),
        ("contingency", "does not work", |words| {
            words.contingency.clear();
            words.outcomes[0].contingency.clear();
        }),
        ("agency-0-part", "what they do", |words| words.agencies[0].part.clear()),
        ("family-0-who", "nobody was asked", |words| words.family.clear()),
        ("family-0-view", "do not agree", |words| {
            words.family[0].answer = "refused".into();
            words.family[0].view.clear();
        }),
        ("visit_days", "every 42 days", |words| words.visit_days = 60),
        ("review_on", "at the latest", |words| words.review_on = Some(date(2026, 5, 26))),
    ];
    for (field, said, change) in cases {
        let mut words = words();
        change(&mut words);
        refused(make(date(2026, 4, 13), words, &episode()), field, said);
    }
    // With a reason it goes on, and the reason stands in the plan.
    let mut bare = words();
    bare.outcomes[0] = Outcome {
        what: "She feels safe.".into(),
        without_why: "To be worked out with her.".into(),
        ..Outcome::default()
    };
    bare.contingency.clear();
    bare.contingency_why = "The family group meets on Friday.".into();
    bare.child = ChildSays { not_known: "She is three weeks old.".into(), ..ChildSays::default() };
    let (made, _) = make(date(2026, 4, 13), bare, &episode()).unwrap();
    assert_eq!(made.now.words.measured(), 1);
    assert!(!made.now.words.has_contingency());
}

#[test]
fn a_review_is_due_by_the_packs_limit_or_earlier_and_counts_from_the_review_before() {
    let (plan, episode) = plan();
    assert_eq!(plan.review_due(), Some(date(2026, 5, 25)), "six weeks");
    let mut early = words();
    early.review_on = Some(date(2026, 5, 5));
    let (early, _) = make(date(2026, 4, 13), early, &tests::episode()).unwrap();
    assert_eq!(early.review_due(), Some(date(2026, 5, 5)));
    let standing = |on| early.standing(on, &england().child_in_need);
    assert_eq!(standing(date(2026, 4, 20)), Standing::Holds);
    assert_eq!(standing(date(2026, 5, 5)), Standing::Near);
    assert_eq!(standing(date(2026, 5, 6)), Standing::Overdue);
    let (reviewed, none) = review(&plan, reviewing(Decision::GoOn), &episode).unwrap();
    assert_eq!(none, None, "the episode's line goes on");
    assert_eq!(reviewed.review_due(), Some(date(2026, 8, 18)), "three months from the review");
    assert!(reviewed.clocks[0].met.is_some());
    assert_eq!(reviewed.visit_due(Some(date(2026, 5, 1))), Some(date(2026, 5, 29)));
}

fn reviewing(decision: Decision) -> ReviewAsked {
    ReviewAsked {
        on: date(2026, 5, 18),
        progress: vec![
            (1, Some(How::Moving), "Three days of five.".into()),
            (2, Some(How::Met), "The cupboards were full at three visits.".into()),
        ],
        child: ChildSays { says: "Mornings are better.".into(), ..ChildSays::default() },
        came: "Mum, school nurse. Dad was asked and did not come.".into(),
        decision: Some(decision),
        reasons: "It moves.".into(),
        ending: String::new(),
        next_on: None,
        further: None,
    }
}

fn review(
    plan: &ChildInNeedPlan,
    asked: ReviewAsked,
    episode: &Episode,
) -> Result<(ChildInNeedPlan, Option<Episode>), Refusal> {
    let now = at("2026-05-18T15:00:00+01:00");
    plan.review(WORKER, asked, episode, now, (england(), &Calendar::england()))
}

#[test]
fn a_review_says_how_each_outcome_stands_what_the_child_says_now_and_what_follows() {
    let (plan, episode) = plan();
    let cases: [(&str, Spoils<ReviewAsked>); 9] = [
        ("progress-1-how", |asked| asked.progress[1].1 = None),
        ("progress-0-words", |asked| asked.progress[0].2.clear()),
        ("child-says", |asked| asked.child = ChildSays::default()),
        ("came", |asked| asked.came.clear()),
        ("decision", |asked| asked.decision = None),
        ("reasons", |asked| asked.reasons.clear()),
        ("on", |asked| asked.on = date(2026, 4, 13)),
        ("next_on", |asked| asked.next_on = Some(date(2026, 9, 1))),
        ("ending", |asked| asked.decision = Some(Decision::End)),
    ];
    for (field, change) in cases {
        let mut asked = reviewing(Decision::GoOn);
        change(&mut asked);
        refused(review(&plan, asked, &episode), field, "");
    }
    let (down, changed) = review(&plan, reviewing(Decision::EarlyHelp), &episode).unwrap();
    assert!(down.ended.as_ref().is_some_and(|ended| ended.step_down && ended.on == date(2026, 5, 18)));
    assert_eq!(changed.unwrap().need_plan(), None);
    assert_eq!(down.review_due(), None);
    for up in Decision::ALL.into_iter().filter(|decision| decision.steps_up()) {
        let (plan, changed) = review(&plan, reviewing(up), &episode).unwrap();
        assert!(plan.is_open() && changed.is_none(), "a step up ends no plan by itself");
    }
    assert_eq!(down.progress_of(2).map(|(_, progress)| progress.how), Some(How::Met));
}

#[test]
fn the_chronology_has_what_a_plan_was_for_and_how_each_review_found_it() {
    use crate::chronology::{Told, proposed};
    let (plan, episode) = plan();
    let (plan, _) = review(&plan, reviewing(Decision::EarlyHelp), &episode).unwrap();
    let told = proposed(Told::NeedPlan(&plan), CHILD, england());
    let said: Vec<(&str, &str)> =
        told.iter().map(|entry| (entry.lane.as_str(), entry.words.as_str())).collect();
    assert_eq!(
        said,
        [
            (
                "action",
                "What the child in need plan is to change: She is at school on time.; There is food in the house."
            ),
            ("voice", "The child said: “I want to be on time.”"),
            (
                "action",
                "Child in need plan reviewed: Step down: the plan ends and early help goes on. It moves."
            ),
            ("voice", "The child said: “Mornings are better.”"),
            ("action", "Why the child in need plan ended: Stepped down to early help"),
        ]
    );
}

#[test]
fn a_version_keeps_the_one_before_and_says_what_is_different() {
    let (plan, _) = plan();
    let now = at("2026-04-20T10:00:00+01:00");
    let mut next = plan.now.words.clone();
    next.outcomes.remove(0);
    next.outcomes.push(outcome("Dad comes to the meetings."));
    next.contingency = "We meet within two days.".into();
    refused(plan.change(WORKER, (next.clone(), " "), now, england()), "why", "what has changed");
    let after = plan.change(WORKER, (next, "Dad is back."), now, england()).unwrap();
    assert_eq!(after.edition(), 2);
    assert_eq!(
        after.now.words.outcomes.iter().map(|one| one.number).collect::<Vec<_>>(),
        [2, 3],
        "numbers stay"
    );
    let changed = after.now.words.changed_from(&plan.now.words, england());
    let parts: Vec<Part> = changed.into_iter().map(|one| one.part).collect();
    assert_eq!(parts, [Part::Outcome(1), Part::Outcome(3), Part::Contingency]);
    let same = after.change(WORKER, (after.now.words.clone(), "Nothing."), now, england());
    assert!(matches!(same, Err(Refusal::NotNow(_))));
}

#[test]
fn a_childs_plan_is_begun_from_what_the_assessment_found_must_happen() {
    let need = |child: Option<u128>, outcome: &str| Need {
        child: child.map(Id::from_bits),
        outcome: outcome.into(),
        who: "Mum".into(),
        measure: "School says so".into(),
        ..Need::default()
    };
    let needs = [
        need(Some(20), "On time"),
        need(Some(21), "The brother's"),
        need(None, "No shouting"),
        need(None, " "),
    ];
    let found = from_needs(&needs, CHILD);
    assert_eq!(found.iter().map(|one| one.what.as_str()).collect::<Vec<_>>(), ["On time", "No shouting"]);
    assert_eq!(found[1].number, 2);
    assert_eq!(found[0].steps[0].who, "Mum");
}

#[test]
fn no_plan_before_the_referral_after_the_closure_or_over_another() {
    let refuses = |episode: &Episode, on: Date, said: &str| match episode.with_need_plan(on) {
        Err(refusal) => assert!(refusal.to_string().contains(said), "{refusal}"),
        Ok(_) => panic!("{said}"),
    };
    refuses(&episode(), date(2026, 3, 1), "before the referral");
    refuses(
        &Episode { closed_on: Some(date(2026, 4, 1)), ..episode() },
        date(2026, 3, 20),
        "needs an open one",
    );
    refuses(&Episode { no_further_action: true, ..episode() }, date(2026, 3, 20), "no further action");
    let protected = episode().with_protection_plan(date(2026, 4, 1), "NEG".into()).unwrap();
    refuses(&protected, date(2026, 4, 10), "one plan at a time");
    let over = protected.protection_plan_ended(date(2026, 4, 1), date(2026, 6, 1)).unwrap();
    refuses(&over, date(2026, 5, 31), "ran until 1 June 2026");
    assert!(over.comes_from_protection());
    let after = over.with_need_plan(date(2026, 6, 1)).unwrap();
    assert!(!after.comes_from_protection(), "its last day may be the first of the other");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever is begun and ended in whatever order, a child has one plan at a time.
    #[test]
    fn no_two_plans_are_open_and_none_overlap(acts in collection::vec((0_u8..4, 0_i32..120, any::<bool>()), 1..20)) {
        let mut episode = episode();
        for (act, days, _) in acts {
            let on = date(2026, 2, 20).checked_add(jiff::Span::new().days(days)).unwrap();
            let began = |episode: &Episode, kind: PlanKind| {
                episode.plans.iter().find(|plan| plan.kind == kind && plan.ended_on.is_none()).map(|plan| plan.started_on)
            };
            let after = match act {
                0 => episode.with_need_plan(on),
                1 => episode.with_protection_plan(on, "NEG".into()),
                2 => match began(&episode, PlanKind::ChildInNeed) {
                    Some(began) => episode.need_plan_ended(began, on),
                    None => continue,
                },
                _ => match began(&episode, PlanKind::ChildProtection) {
                    Some(began) => episode.protection_plan_ended(began, on),
                    None => continue,
                },
            };
            if let Ok(after) = after {
                episode = after;
            }
            assert!(episode.plans.iter().filter(|plan| plan.ended_on.is_none()).count() <= 1);
            let mut plans = episode.plans.clone();
            plans.sort_by_key(|plan| (plan.started_on, plan.ended_on.is_none(), plan.ended_on));
            for pair in plans.windows(2) {
                assert!(pair[0].ended_on.is_some_and(|ended| ended <= pair[1].started_on), "{plans:?}");
            }
        }
    }
}

#[test]
fn a_manager_who_did_not_write_it_agrees_to_one_version_and_a_changed_one_is_agreed_anew_with_why() {
    let (plan, _) = plan();
    let manager = Id::from_bits(2);
    let asked = |agrees: Option<bool>, words: &str| AgreeAsked { agrees, words: words.into() };
    let later = at("2026-04-14T09:00:00Z");
    assert!(plan.awaits_agreement() && !plan.awaits_change());
    refused(plan.agree(manager, &asked(None, ""), later), "agrees", "Choose whether you agree");
    refused(plan.agree(manager, &asked(Some(false), " "), later), "words", "what must be changed");
    let own = plan.agree(WORKER, &asked(Some(true), ""), later).unwrap_err();
    assert!(own.to_string().contains("somebody else must agree"), "{own}");
    // A change is asked for; the plan stands all the same.
    let sent_back = plan.agree(manager, &asked(Some(false), "Say who walks with her."), later).unwrap();
    assert!(sent_back.is_open() && sent_back.awaits_change() && !sent_back.awaits_agreement());
    let agreed = sent_back.agree(manager, &asked(Some(true), ""), later).unwrap();
    assert!(agreed.agreement().is_some_and(|said| said.agrees && said.edition == 1));
    let twice = agreed.agree(manager, &asked(Some(true), ""), later).unwrap_err();
    assert!(twice.to_string().contains("agreed already"), "{twice}");
    // Another version waits anew, and is agreed to only with why.
    let words = PlanWords { contingency: "We meet the same day.".into(), ..agreed.now.words.clone() };
    let changed = agreed.change(WORKER, (words, "Gran moved in."), later, england()).unwrap();
    assert!(changed.awaits_agreement());
    refused(changed.agree(manager, &asked(Some(true), ""), later), "words", "say why it is right");
    let agreed = changed.agree(manager, &asked(Some(true), "Gran makes it safer."), later).unwrap();
    assert_eq!(agreed.agreement().map(|said| said.edition), Some(2));
    assert_eq!(agreed.agreed.len(), 3, "what was said of the first version stays");
}
