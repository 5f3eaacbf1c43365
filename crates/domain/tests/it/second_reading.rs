//! Second readings: the draw that nobody chooses, and who may say what.

use domain::calendar::{Calendar, london};
use domain::id::{Any, Id};
use domain::pack::england;
use domain::refusal::Refusal;
use domain::second_reading::{
    AnswerAsked, Drawn, First, Moderated, ModerationAsked, Read, SecondReading, Seed, Talked, WhyGivenBack,
};
use domain::staff::Staff;
use jiff::Timestamp;
use jiff::civil::{date, time};
use proptest::prelude::*;

proptest! {
    /// Nobody chooses: the draw follows from the seed and the decision's name, and about the share that was asked for is drawn.
    #[test]
    fn the_draw_can_be_repeated(chance in any::<[u8; 32]>(), share in 0u8..=100) {
        let seed = Seed::make(chance, now());
        let drawn = (0..2_000u128).filter(|record| seed.draws(Id::<Any>::from_bits(*record), 1, share)).count();
        let again = (0..2_000u128).filter(|record| seed.draws(Id::<Any>::from_bits(*record), 1, share)).count();
        prop_assert_eq!(drawn, again);
        let expected = usize::from(share) * 20;
        prop_assert!(drawn.abs_diff(expected) < 130, "{} drawn for {}", drawn, share);
        prop_assert!(share > 0 || drawn == 0);
        prop_assert!(share < 100 || drawn == 2_000);
    }
}

#[test]
fn readers_are_asked_in_an_order_that_nobody_chooses() {
    let readers: Vec<Id<Staff>> = (1..=9).map(Id::from_bits).collect();
    let one = Seed::make([1; 32], now());
    let order = one.order(Id::from_bits(7), 1, readers.clone());
    let turned = one.order(Id::from_bits(7), 1, readers.iter().rev().copied().collect());
    assert_eq!(order, turned, "in whatever order they are given");
    let others =
        (8..40u128).filter(|record| one.order(Id::from_bits(*record), 1, readers.clone())[0] != order[0]);
    assert!(others.count() > 20, "another decision, another reader");
    assert_eq!(Seed::name_for(date(2026, 11, 26)).bits(), 202_611);
}

const OFFICER: Id<Staff> = Id::from_bits(1);
const FIRST: Id<Staff> = Id::from_bits(2);
const READER: Id<Staff> = Id::from_bits(3);
const THIRD: Id<Staff> = Id::from_bits(4);

fn now() -> Timestamp {
    london::instant(date(2026, 3, 2), time(9, 0, 0, 0))
}

fn drawn() -> SecondReading {
    let first = First {
        by: FIRST,
        team: "front_door".into(),
        proposed_by: Some(OFFICER),
        at: now(),
        level: 4,
        paragraphs: vec!["neglect_4".into()],
        outcome: "new_referral".into(),
    };
    let drawn = Drawn {
        id: Id::from_bits(10),
        of: Read::Contact(Id::from_bits(11)),
        reference: "ABCDE-FGHJK".into(),
        children: vec![Id::from_bits(12)],
        first,
        decided_in: 40,
        seed: Seed::name_for(date(2026, 3, 2)),
        reader: Some(READER),
    };
    SecondReading::draw(drawn, now(), england(), &Calendar::england())
}

fn answer(level: u8, paragraph: &str, outcome: &str) -> AnswerAsked {
    AnswerAsked {
        level,
        paragraph: paragraph.into(),
        also: Vec::new(),
        outcome: outcome.into(),
        reasons: "The school sees it daily and the parents take part.".into(),
        safe: Some(true),
        not_safe: String::new(),
        further: None,
    }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(found: Result<T, Refusal>, words: &str) {
    let refusal = found.unwrap_err().to_string();
    assert!(refusal.contains(words), "{refusal}");
}

#[test]
fn nobody_with_a_part_in_it_reads_a_decision() {
    let reading = drawn();
    let answered = |by| reading.answer(by, answer(4, "neglect_4", "new_referral"), now(), england());
    refused(answered(FIRST), "somebody else must read it");
    refused(answered(OFFICER), "somebody else must read it");
    refused(answered(THIRD), "nothing here");
    let agreed = answered(READER).unwrap();
    assert!(!agreed.differs() && !agreed.is_blind() && !agreed.is_to_moderate());
    refused(agreed.answer(READER, answer(4, "neglect_4", "new_referral"), now(), england()), "already");
}

#[test]
fn a_reading_is_due_in_the_council_s_own_time() {
    assert_eq!(drawn().clock.due.unwrap().day(), date(2026, 3, 9), "five working days after Monday 2 March");
}

#[test]
fn what_a_second_answer_must_have() {
    let check = |change: fn(&mut AnswerAsked), words: &str| {
        let mut asked = answer(3, "neglect_3", "early_help");
        change(&mut asked);
        refused(drawn().answer(READER, asked, now(), england()), words);
    };
    check(|asked| asked.outcome = "pending".into(), "what should happen");
    check(|asked| asked.level = 2, "paragraph that fits");
    check(|asked| asked.reasons = "agreed".into(), "reasons");
    check(|asked| asked.safe = None, "safe as things stand");
    check(|asked| asked.safe = Some(false), "so that the manager can act now");
    check(|asked| asked.also = vec!["neglect_3".into()], "Cite other paragraphs");
    check(|asked| asked.also = vec!["nothing_9".into()], "Cite other paragraphs");
    let asked = AnswerAsked { also: vec!["physical_4".into()], ..answer(3, "neglect_3", "early_help") };
    let second = drawn().answer(READER, asked, now(), england()).unwrap().second.unwrap();
    assert_eq!(second.also_cited[0].number, "4.2");
    assert!(second.paragraph_words.len() > 20 && second.not_safe.is_none());
}

#[test]
fn a_level_or_an_outcome_apart_is_a_disagreement_and_a_paragraph_is_not() {
    let check = |level: u8, paragraph: &str, outcome: &str, differs: bool| {
        let reading = drawn().answer(READER, answer(level, paragraph, outcome), now(), england()).unwrap();
        assert_eq!(reading.differs(), differs, "{level} {paragraph} {outcome}");
    };
    check(4, "neglect_4", "new_referral", false);
    check(4, "physical_4", "new_referral", false);
    check(4, "neglect_4", "cp_enquiry", true);
    check(3, "neglect_3", "new_referral", true);
}

#[test]
fn a_reading_given_back_never_returns_to_whoever_gave_it_back() {
    let back =
        |next| drawn().give_back(READER, WhyGivenBack::NeedsRecord, String::new(), next, now()).unwrap();
    assert_eq!(back(Some(THIRD)).reader, Some(THIRD));
    assert_eq!(back(Some(READER)).reader, None);
    assert_eq!(back(Some(FIRST)).reader, None, "nor to whoever decided");
    assert_eq!(back(Some(THIRD)).clock, drawn().clock, "no clock is reset by it");
    refused(
        back(Some(THIRD)).answer(READER, answer(4, "neglect_4", "new_referral"), now(), england()),
        "somebody else",
    );
}

#[test]
fn a_disagreement_is_talked_through_by_both_or_by_a_third_and_changes_neither_answer() {
    let apart = drawn().answer(READER, answer(3, "neglect_3", "early_help"), now(), england()).unwrap();
    let asked = |talked| ModerationAsked {
        talked,
        found: Moderated::Second,
        learnt: "One of us read “sometimes” as “often”: the paragraph says neither.".into(),
        document: "Say how often in 4.1.".into(),
    };
    refused(apart.moderate(READER, asked(Talked::Third), now()), "had a part");
    refused(apart.moderate(FIRST, asked(Talked::Third), now()), "had a part");
    refused(apart.moderate(OFFICER, asked(Talked::Third), now()), "had a part");
    refused(apart.moderate(THIRD, asked(Talked::Both), now()), "neither answer");
    let short = ModerationAsked { learnt: "ok".into(), ..asked(Talked::Third) };
    refused(apart.moderate(THIRD, short, now()), "what was learnt");
    for (by, talked) in [(THIRD, Talked::Third), (READER, Talked::Both), (FIRST, Talked::Both)] {
        let moderated = apart.moderate(by, asked(talked), now()).unwrap();
        assert_eq!((&moderated.first, &moderated.second), (&apart.first, &apart.second));
        refused(moderated.moderate(by, asked(talked), now()), "already");
    }
    let agreed = drawn().answer(READER, answer(4, "neglect_4", "new_referral"), now(), england()).unwrap();
    refused(agreed.moderate(THIRD, asked(Talked::Third), now()), "agree");
    refused(drawn().moderate(THIRD, asked(Talked::Third), now()), "no second answer");
}
