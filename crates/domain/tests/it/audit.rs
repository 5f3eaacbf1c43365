//! Audits: who may grade, what a second auditor sees, what moderation keeps, and how actions are seen closed.

use std::collections::BTreeSet;

use domain::access::Actor;
use domain::audit::{
    ActionAsked, Audit, Audited, CANNOT_TELL, Draw, Drawn, Feedback, Grade, GradingAsked, Moved, Sample,
    SampleAsked, Stage, is_free,
};
use domain::calendar::Calendar;
use domain::id::Id;
use domain::pack::{Pack, england};
use domain::refusal::Refusal;
use domain::staff::{Role, Staff};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;

const TODAY: Date = date(2026, 3, 31);

fn staff(number: u128) -> Id<Staff> {
    Id::from_bits(number)
}

fn noon() -> Timestamp {
    "2026-03-31T11:00:00Z".parse().unwrap()
}

fn calendar() -> Calendar {
    england().calendar()
}

/// An audit of the work of 1 and their manager 2, by these auditors.
fn drawn(auditors: &[u128]) -> Audit {
    let of = Audited {
        draw: Draw::Assessment,
        record: Id::from_bits(77),
        entry: 12,
        at: noon(),
        practitioner: staff(1),
        had_a_part: [staff(1), staff(2)].into(),
        team: "assessment_1".into(),
        teams: ["assessment_1".to_owned()].into(),
        children: vec![Id::from_bits(5)],
    };
    let auditors = auditors.iter().copied().map(staff).collect();
    let drawn = Drawn { id: Id::from_bits(9), sample: None, of, auditors, second_missing: false };
    Audit::draw(drawn, noon(), england(), &calendar())
}

/// The same grade for each domain, but for those named.
fn grades(usual: &str, but: &[(&str, &str)]) -> GradingAsked {
    let grade = |code: &str| but.iter().find(|(domain, _)| *domain == code).map_or(usual, |(_, grade)| grade);
    let row = |code: &str| {
        (code.to_owned(), grade(code).to_owned(), "She said: I sleep in my coat.".into(), "As read.".into())
    };
    GradingAsked {
        grades: england().audit.domains.iter().map(|domain| row(&domain.code)).collect(),
        impact: "She sleeps in a bed now.".into(),
        with_practitioner: Some(TODAY),
        ..GradingAsked::default()
    }
}

fn graded(audit: &Audit, by: u128, asked: GradingAsked) -> Audit {
    audit.grade_by(staff(by), asked, noon(), england()).unwrap()
}

#[track_caller]
fn words<T: std::fmt::Debug>(found: Result<T, Refusal>) -> String {
    found.unwrap_err().to_string()
}

#[test]
fn nobody_audits_their_own_work_and_no_manager_their_own_team() {
    let audit = drawn(&[3]);
    for had_a_part in [1, 2] {
        let asked = grades("good", &[]);
        assert!(words(audit.grade_by(staff(had_a_part), asked, noon(), england())).contains("had a part"));
    }
    assert_eq!(audit.grade_by(staff(4), grades("good", &[]), noon(), england()), Err(Refusal::NotFound));
    let actor = |number, role, team: &str| Actor {
        staff: staff(number),
        roles: [role].into(),
        teams: [team.to_owned()].into(),
        agency: None,
        scope: None,
    };
    let free = |actor: &Actor| is_free(actor, &audit.of.had_a_part, &audit.of.teams);
    assert!(free(&actor(3, Role::Auditor, "quality")));
    assert!(!free(&actor(1, Role::Auditor, "quality")));
    assert!(!free(&actor(3, Role::TeamManager, "assessment_1")));
    assert!(free(&actor(3, Role::TeamManager, "assessment_2")));
    assert!(
        free(&actor(3, Role::ServiceManager, "assessment_1")),
        "who answers for the service has no team of their own"
    );
}

#[test]
fn every_domain_is_graded_with_words_of_the_record_or_it_is_said_why_not() {
    let audit = drawn(&[3]);
    let asked = GradingAsked { grades: Vec::new(), ..grades("good", &[]) };
    let missing = words(audit.grade_by(staff(3), asked, noon(), england()));
    assert_eq!(missing.matches("Choose a grade").count(), england().audit.domains.len());
    let mut asked = grades("good", &[("history", CANNOT_TELL)]);
    asked.grades[0].2 = "  ".into();
    asked.grades[1].3 = String::new();
    asked.with_practitioner = None;
    let missing = words(audit.grade_by(staff(3), asked, noon(), england()));
    for part in ["Quote the words", "Say why it cannot be told", "talked it through"] {
        assert!(missing.contains(part), "{part}: {missing}");
    }
    let audit = graded(&audit, 3, grades("good", &[("history", CANNOT_TELL)]));
    assert_eq!((audit.grade("history"), audit.grade("child")), (None, Some(Grade::Good)));
    assert_eq!((audit.stage(), audit.clock.met), (Stage::Closed, Some(noon())));
    assert!(
        words(audit.grade_by(staff(3), grades("good", &[]), noon(), england())).contains("graded it already")
    );
}

#[test]
fn a_second_auditor_sees_nothing_of_the_first_until_both_have_graded() {
    let audit = graded(&drawn(&[3, 4]), 3, grades("good", &[]));
    assert_eq!(audit.stage(), Stage::ToGrade);
    let seen = audit.for_viewer(staff(4));
    assert!(seen.gradings.is_empty() && seen.auditors == [staff(4)], "not even who the other is");
    assert_eq!(audit.for_viewer(staff(3)).gradings.len(), 1, "their own");
    assert!(audit.for_viewer(staff(99)).gradings.is_empty(), "nor does anybody else, who could tell");
    assert!(!audit.parties().contains(&staff(1)), "the practitioner reads it once it is graded");
    assert_eq!(audit.both("child"), None);
    let told = audit.alarm(staff(4), "A burn nobody asked about.".into(), [staff(8)].into(), noon()).unwrap();
    assert_eq!(told.for_viewer(staff(3)).alarms.len(), 1, "safety is kept from nobody");
    let both = graded(&audit, 4, grades("good", &[("child", "inadequate")]));
    assert_eq!(both.for_viewer(staff(4)).gradings.len(), 2);
    assert_eq!(both.both("child"), Some((Grade::Good, Grade::Inadequate)));
    assert_eq!((both.grade("child"), both.stage()), (None, Stage::ToModerate));
    assert!(both.parties().contains(&staff(1)));
}

#[test]
fn moderation_keeps_both_grades_and_is_by_somebody_else() {
    let audit = graded(&drawn(&[3, 4]), 3, grades("good", &[]));
    let moved = |domain: &str, grade: &str, why: &str| Moved {
        domain: domain.into(),
        grade: grade.into(),
        why: why.into(),
    };
    let to = [moved("child", "requires_improvement", "Her words are there and were not weighed.")];
    assert!(words(audit.moderate(staff(6), &to, noon())).contains("not graded by all"));
    let audit = graded(&audit, 4, grades("good", &[("child", "inadequate")]));
    for one_of_them in [3, 4, 2] {
        assert!(
            words(audit.moderate(staff(one_of_them), &to, noon())).contains("somebody else must moderate")
        );
    }
    let without = [moved("child", "good", " ")];
    assert!(words(audit.moderate(staff(6), &without, noon())).contains("why this grade stands"));
    assert!(
        words(audit.moderate(staff(6), &[moved("child", "", "")], noon())).contains("one domain at least")
    );
    let moderated = audit.moderate(staff(6), &to, noon()).unwrap();
    assert_eq!(moderated.grade("child"), Some(Grade::RequiresImprovement));
    assert_eq!(
        (moderated.both("child"), moderated.first_grade("child")),
        (audit.both("child"), Some(Grade::Good))
    );
    assert_eq!(moderated.stage(), Stage::Closed);
}

#[test]
fn an_action_is_closed_by_somebody_else_who_looked() {
    let audit = graded(&drawn(&[3]), 3, grades("good", &[]));
    let asked = |words: &str, owner: Option<u128>| ActionAsked {
        words: words.into(),
        owner: owner.map(staff),
        due: None,
    };
    let set = |asked| audit.set_action(staff(3), asked, noon(), TODAY, date(2026, 4, 30));
    assert!(words(set(asked("", None))).contains("what is to be done"));
    let audit = set(asked("See her alone and write her words down.", Some(1))).unwrap();
    assert_eq!((audit.stage(), audit.action_due()), (Stage::Actions, Some(date(2026, 4, 30))));
    assert!(audit.actions[0].is_overdue(date(2026, 5, 1)) && !audit.actions[0].is_overdue(date(2026, 4, 30)));
    assert!(words(audit.action_done(staff(3), 0, "Seen.".into(), noon())).contains("Whoever owns"));
    assert!(
        words(audit.look_at_action(staff(3), 0, (Some(true), "Read.".into()), noon()))
            .contains("Nobody has said")
    );
    let done = audit.action_done(staff(1), 0, "Visit of 2 April, on the record.".into(), noon()).unwrap();
    assert_eq!(done.stage(), Stage::Actions, "said to be done is not closed");
    assert!(
        words(done.look_at_action(staff(1), 0, (Some(true), "Mine.".into()), noon()))
            .contains("somebody else")
    );
    let again =
        done.look_at_action(staff(3), 0, (Some(false), "Her brother spoke for her.".into()), noon()).unwrap();
    assert_eq!((again.actions[0].done.is_none(), again.actions[0].looked.len()), (true, 1));
    let closed =
        done.look_at_action(staff(3), 0, (Some(true), "Her own words, dated.".into()), noon()).unwrap();
    assert_eq!((closed.stage(), closed.action_due()), (Stage::Closed, None));
}

#[test]
fn the_practitioner_replies_and_the_family_is_heard() {
    let audit = drawn(&[3]);
    assert!(words(audit.answer(staff(1), "I disagree.".into(), noon())).contains("not graded"));
    let audit = graded(&audit, 3, grades("good", &[]));
    assert!(words(audit.answer(staff(2), "I disagree.".into(), noon())).contains("practitioner's"));
    assert_eq!(
        audit.answer(staff(1), "I had no car that week.".into(), noon()).unwrap().reply.unwrap().by,
        staff(1)
    );
    let said = |of: &str, words: &str, why_not: &str| Feedback {
        of: of.into(),
        words: words.into(),
        why_not: why_not.into(),
        by: staff(3),
        at: noon(),
        further: None,
    };
    assert!(words(audit.hear(staff(3), said("child", "", ""), england())).contains("or why"));
    assert!(words(audit.hear(staff(3), said("uncle", "x", ""), england())).contains("who was asked"));
    assert_eq!(
        audit.hear(staff(3), said("child", "", "Did not want to."), england()).unwrap().feedback.len(),
        1
    );
}

#[test]
fn an_alarm_waits_for_nothing_and_is_answered_by_those_who_were_told() {
    let audit = drawn(&[3]);
    assert!(words(audit.alarm(staff(3), String::new(), BTreeSet::new(), noon())).contains("why a child"));
    let audit = audit
        .alarm(staff(3), "Nobody has seen the baby since May.".into(), [staff(8)].into(), noon())
        .unwrap();
    assert!(audit.parties().contains(&staff(8)));
    assert!(words(audit.answer_alarm(staff(3), 0, "Seen.".into(), noon())).contains("who were told"));
    let audit =
        audit.answer_alarm(staff(8), 0, "Seen at home at 16:10, asleep and well.".into(), noon()).unwrap();
    assert!(words(audit.answer_alarm(staff(8), 0, "Again.".into(), noon())).contains("already"));
    assert_eq!(audit.stage(), Stage::ToGrade);
}

#[test]
fn an_audit_that_is_given_back_goes_to_the_next_or_stays() {
    let audit = drawn(&[3, 4]);
    let why = || "I know the family.".to_owned();
    assert_eq!(
        audit.give_back(staff(3), why(), Some(staff(7)), noon()).unwrap().auditors,
        [staff(7), staff(4)]
    );
    let alone = audit.give_back(staff(4), why(), None, noon()).unwrap();
    assert_eq!((alone.auditors.clone(), alone.second_missing), (vec![staff(3)], true));
    // When everybody who is left has graded, it is graded.
    let waited = graded(&audit, 3, grades("good", &[]));
    let left = waited.give_back(staff(4), why(), None, noon()).unwrap();
    assert_eq!((left.stage(), left.clock.met), (Stage::Closed, Some(noon())));
    assert_eq!(waited.give_back(staff(4), why(), Some(staff(7)), noon()).unwrap().clock.met, None);
    assert!(words(alone.give_back(staff(3), why(), None, noon())).contains("Nobody else is free"));
    assert!(words(audit.give_back(staff(3), " ".into(), None, noon())).contains("Say why"));
}

fn asked(pack: &Pack) -> SampleAsked {
    SampleAsked {
        draw: Some(Draw::Contact),
        theme: pack.audit.themes[0].code.clone(),
        from: Some(date(2026, 1, 1)),
        until: Some(TODAY),
        many: Some(5),
        why: String::new(),
        follows: None,
    }
}

#[test]
fn a_sample_says_what_is_drawn() {
    let pack = england();
    assert!(asked(pack).checked(TODAY, pack).is_ok());
    for (change, expected) in [
        (SampleAsked { draw: Some(Draw::Strategy), ..asked(pack) }, "is about"),
        (SampleAsked { draw: None, ..asked(pack) }, "which decisions"),
        (SampleAsked { theme: "all".into(), ..asked(pack) }, "theme from the list"),
        (SampleAsked { from: Some(TODAY.tomorrow().unwrap()), ..asked(pack) }, "before the first"),
        (SampleAsked { until: Some(date(2026, 4, 1)), ..asked(pack) }, "lie ahead"),
        (SampleAsked { many: Some(61), ..asked(pack) }, "from 1 to 60"),
    ] {
        assert!(words(change.checked(TODAY, pack)).contains(expected), "{expected}");
    }
}

proptest! {
    /// About the share that was asked for is graded twice, and the same seed says the same again.
    #[test]
    fn second_auditors_are_drawn_by_the_kept_seed(seed in any::<[u8; 32]>(), share in 0u8..=100) {
        let digits = domain::lot::digits(seed);
        let twice = |digits: &str| (0..400).filter(|n| Sample::is_second(digits, Id::from_bits(*n), share)).count();
        let found = twice(&digits);
        prop_assert_eq!(found, twice(&digits));
        prop_assert!(found.abs_diff(usize::from(share) * 4) < 75, "{} of 400 at {}", found, share);
    }
}
