//! How far people agree: the worked examples that the books print, what other programs compute for the same answers, and what is said where nothing can be.

use std::cell::Cell;

use domain::statistics::kappa::{Agreement, Weights};
use domain::statistics::{Figure, Metric, Ratings, Undefined};
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

/// The same tables and others, computed by statsmodels 0.15.0 (`stats.inter_rater.cohens_kappa`, with `wt="linear"` and `wt="quadratic"` for the weighted ones); the values
/// of kappa also by scikit-learn 1.9.1 (`cohen_kappa_score`).
#[test]
fn kappa_and_its_interval_are_what_another_program_computes() {
    let four = [[11, 3, 1, 0], [2, 19, 4, 1], [0, 5, 14, 3], [0, 1, 2, 9]];
    let never_alike = [[0, 3, 0, 0], [4, 0, 0, 0], [0, 0, 0, 2], [0, 0, 3, 0]];
    let close = 0.000_001;
    check(COHEN, Weights::Unweighted, [0.491525, 0.051002, 0.391564, 0.591487], close);
    check(COHEN, Weights::Quadratic, [0.454545, 0.066454, 0.324298, 0.584793], close);
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

/// Kappa without weights, linear and quadratic, each with its standard error, computed by statsmodels 0.15.0 and, for the values, scikit-learn 1.9.1, for
/// tables drawn by lot.
#[test]
fn weighted_kappa_is_what_two_other_programs_compute_for_tables_drawn_by_lot() {
    let tables = [
        (
            [[18, 10, 2, 11], [1, 24, 11, 1], [0, 8, 9, 5], [4, 5, 7, 6]],
            [(0.282872, 0.057704), (0.283417, 0.067830), (0.236358, 0.098876)],
        ),
        (
            [[23, 3, 3, 3], [0, 18, 11, 0], [11, 9, 24, 6], [11, 5, 9, 21]],
            [(0.396285, 0.052859), (0.397685, 0.060222), (0.386379, 0.078495)],
        ),
        (
            [[23, 1, 4, 3], [7, 15, 4, 6], [7, 2, 20, 1], [5, 5, 9, 16]],
            [(0.439234, 0.057095), (0.437148, 0.065593), (0.447991, 0.081024)],
        ),
        (
            [[18, 4, 2, 5], [3, 14, 0, 5], [2, 9, 21, 5], [3, 4, 11, 15]],
            [(0.414712, 0.060134), (0.450122, 0.066733), (0.470875, 0.086560)],
        ),
        (
            [[8, 10, 5, 9], [6, 13, 7, 6], [7, 10, 14, 5], [9, 1, 3, 16]],
            [(0.195362, 0.056943), (0.170959, 0.069208), (0.124711, 0.096013)],
        ),
    ];
    for (counts, expected) in tables {
        for (weights, (value, error)) in
            [Weights::Unweighted, Weights::Linear, Weights::Quadratic].into_iter().zip(expected)
        {
            let kappa = Agreement { counts }.kappa(weights).unwrap();
            let close = (kappa.value - value).abs() < 1e-6 && (kappa.error - error).abs() < 1e-6;
            assert!(close, "{weights:?} {counts:?}: {kappa:?} instead of {value} ({error})");
        }
    }
}

/// People's answers, one line a person, one sign a thing; `*` for nothing said.
fn people(lines: &[&str]) -> Ratings {
    let said = |sign: char| if sign == '*' { None } else { i32::try_from(u32::from(sign)).ok() };
    let columns: Vec<Vec<Option<i32>>> = lines.iter().map(|line| line.chars().map(said).collect()).collect();
    Ratings::by_person(&columns)
}

/// The four observers and twelve units of Krippendorff's example with gaps.
const FOUR: [&str; 4] = ["123321412***", "1233224125*3", "*3332342251*", "12332441251*"];

/// Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): A, two observers of yes and no, without gaps; B, two observers of five names; C, four
/// observers with gaps, for which he prints the nominal, the ordinal and the interval alpha.
#[test]
fn alpha_is_what_krippendorff_prints() {
    let meg_and_owen = people(&["0100000010", "1110010000"]);
    let ben_and_gerry = people(&["aabbdcccedda", "babbbcccedd*"]);
    let printed = |ratings: &Ratings, metric| format!("{:.3}", ratings.alpha(metric).unwrap());
    assert_eq!(printed(&meg_and_owen, Metric::Nominal), "0.095");
    // His twelfth pair is (a, d).
    assert_eq!(printed(&people(&["aabbdcccedda", "babbbccceddd"]), Metric::Nominal), "0.692");
    assert_ne!(printed(&ben_and_gerry, Metric::Nominal), "0.692");
    let four = people(&FOUR);
    assert_eq!(printed(&four, Metric::Nominal), "0.743");
    assert_eq!(printed(&four, Metric::Ordinal), "0.815");
    assert_eq!(printed(&four, Metric::Interval), "0.849");
    assert_eq!(four.pairable(), 11, "the twelfth was judged by one alone and says nothing");
    // Of yes and no every metric says the same.
    assert_eq!(printed(&meg_and_owen, Metric::Interval), "0.095");
}

/// What the Python package `krippendorff` 0.9.0 computes: nominal, ordinal and interval alpha; and the middle 95 in 100 of ordinal alphas of 20,000 samples
/// of the units, drawn with numpy 2.4.6. Its draws are others than ours, so the ends of the interval agree to a few hundredths.
const OTHER_PROGRAM: &str = "
four observers | 123321412*** / 1233224125*3 / *3332342251* / 12332441251* | 0.743421 | 0.815388 | 0.849107 | 0.4496 | 1.0000
made 1 | 13241314112414312141 / 23231313111424412241 | 0.525217 | 0.845926 | 0.880211 | 0.6195 | 0.9338
made 2 | 4431132224414243333343443132424411441143 / 4331222323414243344343443243424411441143 | 0.655773 | 0.878242 | 0.900000 | 0.7551 | 0.9493
made 3 | 12*113344344*23 / *1**1244**44123 / ***13234444*223 | 0.517588 | 0.811521 | 0.789781 | 0.5320 | 0.9333
made 4 | 333*1***3233 / 233*2**14*2* / 14**31**3323 / *241312**222 / ******1*432* | 0.048872 | 0.397703 | 0.413984 | -0.0135 | 0.6458
made 5 | 232321331313 / 2*2211331313 | 0.735849 | 0.879458 | 0.879310 | 0.5829 | 1.0000
made 6 | 41**1441* / 3134344*3 / 4213*4212 / *11334213 / 4*2414414 / 42***4**4 | 0.324296 | 0.658044 | 0.659983 | 0.2296 | 0.8326
made 7 | 131242**41***4***5**34552**45* / 2*1*5**2**1**4*5**1****42***** / *3*3**4**11***44*5****4*3444*1 / 131*4341****2345**1544**2**4** | 0.451645 | 0.883330 | 0.892157 | 0.7243 | 0.9325
";

/// A simple source of chance with a seed (splitmix64, Steele and others 2014).
fn chance(seed: u64) -> impl FnMut() -> u64 {
    let state = Cell::new(seed);
    move || {
        state.set(state.get().wrapping_add(0x9e37_79b9_7f4a_7c15));
        let mixed = (state.get() ^ (state.get() >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[test]
fn alpha_and_its_interval_are_what_another_program_computes() {
    for line in OTHER_PROGRAM.trim().lines() {
        let parts: Vec<&str> = line.split(" | ").collect();
        let ratings = people(&parts[1].split(" / ").collect::<Vec<_>>());
        let number = |place: usize| parts[place].parse::<f64>().unwrap();
        for (metric, place) in [(Metric::Nominal, 2), (Metric::Ordinal, 3), (Metric::Interval, 4)] {
            let alpha = ratings.alpha(metric).unwrap();
            assert!((alpha - number(place)).abs() < 1e-6, "{metric:?} {alpha} in {line}");
        }
        let found = ratings.alpha_with_interval(Metric::Ordinal, 2_000, &mut chance(7)).unwrap();
        let near = (found.lower - number(5)).abs() < 0.06 && (found.upper - number(6)).abs() < 0.03;
        assert!(near, "{found:?} in {line}");
        let again = ratings.alpha_with_interval(Metric::Ordinal, 2_000, &mut chance(7)).unwrap();
        assert_eq!(found, again, "the same chance gives the same interval");
    }
}

#[test]
fn judgements_that_say_nothing_are_said_in_words() {
    let alone = people(&["12*", "**3"]);
    assert_eq!(alone.alpha(Metric::Ordinal), Err(Undefined::NoPairs));
    let alike = people(&["222", "222"]);
    assert_eq!(alike.alpha(Metric::Ordinal), Err(Undefined::OneCategory));
    let words = |ratings: &Ratings, fewest| {
        let alpha = ratings.alpha_with_interval(Metric::Ordinal, 200, &mut chance(1));
        Figure::of_alpha(ratings.pairable(), fewest, alpha).in_words_of("audit", "audits")
    };
    assert_eq!(words(&alone, 1), "Too few to say: 0 audits, and it takes 1");
    assert_eq!(words(&alike, 2), "Cannot be said: all 3 audits were alike");
    assert_eq!(words(&alike, 4), "Too few to say: 3 audits, and it takes 4");
    assert_eq!(words(&people(&["1", "2"]), 1), "0.00, between 0.00 and 0.00 (1 audit)");
    assert_eq!(people(&FOUR).raw(), (43, 55), "pairs that agree, of all pairs");
}

proptest! {
    /// Whoever reads first, the two agree as far; and full agreement is 1.
    #[test]
    fn agreement_has_no_direction(counts in prop::array::uniform4(prop::array::uniform4(0u32..40))) {
        let turned: [[u32; 4]; 4] = std::array::from_fn(|first| std::array::from_fn(|second| counts[second][first]));
        for weights in [Weights::Unweighted, Weights::Linear, Weights::Quadratic] {
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

    /// Alpha knows no order of people or of things, is 1 for full agreement and never more, and its interval holds it.
    #[test]
    fn alpha_has_no_order(units in prop::collection::vec(prop::collection::vec(0i32..4, 0..5), 1..12), seed in any::<u64>()) {
        let turned: Vec<Vec<i32>> = units.iter().rev().map(|said| said.iter().rev().copied().collect()).collect();
        for metric in [Metric::Nominal, Metric::Ordinal, Metric::Interval] {
            let (one, other) = (Ratings::new(units.clone()).alpha(metric), Ratings::new(turned.clone()).alpha(metric));
            match (one, other) {
                (Ok(one), Ok(other)) => prop_assert!((one - other).abs() < 1e-9 && one <= 1.0 + 1e-9),
                (one, other) => prop_assert_eq!(one, other),
            }
            let found = Ratings::new(units.clone()).alpha_with_interval(metric, 50, &mut chance(seed));
            if let Ok(found) = found {
                prop_assert!(found.lower <= found.value && found.value <= found.upper);
            }
        }
    }
}
