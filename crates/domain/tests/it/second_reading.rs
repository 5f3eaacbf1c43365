//! Second readings: the published examples of kappa, the draw that nobody chooses, and who may say what.

use domain::calendar::{Calendar, london};
use domain::id::{Any, Id};
use domain::pack::england;
use domain::refusal::Refusal;
use domain::second_reading::kappa::{Agreement, Weights};
use domain::second_reading::{
    AnswerAsked, Drawn, Figure, First, Moderated, ModerationAsked, Read, SecondReading, Seed, Talked,
    WhyGivenBack,
};
use domain::staff::Staff;
use jiff::Timestamp;
use jiff::civil::{date, time};
use proptest::prelude::*;

/// Value, standard error, lower and upper end.
type Expected = [f64; 4];

#[track_caller]
fn check<const N: usize>(counts: [[u32; N]; N], weights: Weights, expected: Expected, within: f64) {
    let kappa = Agreement { counts }.kappa(weights).unwrap();
    let found = [kappa.value, kappa.error, kappa.lower, kappa.upper];
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= within, "{kappa:?} instead of {expected:?} in {counts:?}");
    }
}

/// Cohen (1960), Educational and Psychological Measurement 20, the worked example of 200 people in three groups: kappa is printed as .492.
const COHEN: [[u32; 3]; 3] = [[88, 14, 18], [10, 40, 10], [2, 6, 12]];
/// Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd edition, table 18.1: printed as .68, from .51 to .85.
const FLEISS: [[u32; 3]; 3] = [[75, 1, 4], [5, 4, 1], [0, 0, 10]];

#[test]
fn kappa_is_what_the_books_print() {
    let kappa = Agreement { counts: COHEN }.kappa(Weights::Unweighted).unwrap();
    assert_eq!(format!("{:.3}", kappa.value), "0.492");
    let kappa = Agreement { counts: FLEISS }.kappa(Weights::Unweighted).unwrap();
    assert_eq!(format!("{:.2}", kappa.value), "0.68");
    // The book rounds kappa and its error before it takes the interval.
    assert!((kappa.lower - 0.51).abs() < 0.01 && (kappa.upper - 0.85).abs() < 0.01, "{kappa:?}");
}

/// The same tables and others, computed by statsmodels 0.15.0 (`stats.inter_rater.cohens_kappa`, with `wt="linear"` for the weighted one); the values
/// of kappa also by scikit-learn 1.9.1 (`cohen_kappa_score`).
#[test]
fn kappa_and_its_interval_are_what_another_program_computes() {
    let four = [[11, 3, 1, 0], [2, 19, 4, 1], [0, 5, 14, 3], [0, 1, 2, 9]];
    let never_alike = [[0, 3, 0, 0], [4, 0, 0, 0], [0, 0, 0, 2], [0, 0, 3, 0]];
    let close = 0.000_001;
    check(COHEN, Weights::Unweighted, [0.491525, 0.051002, 0.391564, 0.591487], close);
    check(COHEN, Weights::Linear, [0.473684, 0.054432, 0.366999, 0.580370], close);
    check(FLEISS, Weights::Unweighted, [0.676471, 0.087703, 0.504576, 0.848365], close);
    check(FLEISS, Weights::Linear, [0.722222, 0.084301, 0.556995, 0.887449], close);
    check(four, Weights::Unweighted, [0.595984, 0.073386, 0.452151, 0.739818], close);
    check(four, Weights::Linear, [0.690645, 0.062383, 0.568377, 0.812913], close);
    check([[20, 5], [10, 15]], Weights::Unweighted, [0.4, 0.126996, 0.151092, 0.648908], close);
    check(never_alike, Weights::Unweighted, [-0.333333, 0.060481, -0.451874, -0.214792], close);
    check(never_alike, Weights::Linear, [0.191011, 0.049509, 0.093975, 0.288048], close);
}

#[test]
fn where_there_is_nothing_to_say_no_figure_is_said() {
    let none: Agreement<4> = Agreement::default();
    assert_eq!(none.kappa(Weights::Unweighted), None);
    let mut alike: Agreement<4> = Agreement::default();
    for _ in 0..40 {
        alike.count(3, 3);
    }
    assert_eq!(alike.kappa(Weights::Linear), None, "everybody said the same: chance would give as much");
    let words =
        |agreement: &Agreement<4>, fewest| Figure::of(agreement, Weights::Unweighted, fewest).in_words();
    assert_eq!(words(&alike, 30), "Cannot be said: all 40 readings were alike");
    assert_eq!(words(&alike, 41), "Too few to say: 40 readings, and it takes 41");
    let mut one: Agreement<4> = Agreement::default();
    one.count(0, 1);
    assert_eq!(words(&one, 30), "Too few to say: 1 reading, and it takes 30");
    one.count(9, 1);
    assert_eq!(one.n(), 1, "what is no level is not counted");
    let four = Agreement { counts: [[11, 3, 1, 0], [2, 19, 4, 1], [0, 5, 14, 3], [0, 1, 2, 9]] };
    assert_eq!(words(&four, 30), "0.60, between 0.45 and 0.74 (75 readings)");
    let never = Agreement { counts: [[9, 1, 0], [2, 30, 0], [0, 5, 0]] };
    assert_eq!(
        Figure::of_level(&never, 2, 30).in_words(),
        "Cannot be said: one of the two answers was never this level (47 readings)"
    );
    assert!(matches!(Figure::of_level(&never, 0, 30), Figure::Said { n: 47, .. }));
    assert!(matches!(Figure::of_level(&never, 0, 48), Figure::TooFew { .. }));
    assert_eq!(four.same(), 53);
    let second = four.this_or_another(1);
    assert_eq!(second.counts, [[19, 7], [9, 40]], "level 2 or another");
    assert_eq!(second.n(), four.n());
}

proptest! {
    /// Whoever reads first, the two agree as far; and full agreement is 1.
    #[test]
    fn agreement_has_no_direction(counts in prop::array::uniform4(prop::array::uniform4(0u32..40))) {
        let turned: [[u32; 4]; 4] = std::array::from_fn(|first| std::array::from_fn(|second| counts[second][first]));
        for weights in [Weights::Unweighted, Weights::Linear] {
            let (one, other) = (Agreement { counts }.kappa(weights), Agreement { counts: turned }.kappa(weights));
            match (one, other) {
                (None, None) => {}
                (Some(one), Some(other)) => {
                    prop_assert!((one.value - other.value).abs() < 1e-9 && (one.error - other.error).abs() < 1e-9);
                    prop_assert!(one.value <= 1.0 + 1e-9 && one.lower <= one.value + 1e-9 && one.value <= one.upper + 1e-9);
                }
                found => prop_assert!(false, "{found:?}"),
            }
        }
    }

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
