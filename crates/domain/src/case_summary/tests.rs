//! What a summary must say, and its age.

use super::*;

fn words() -> SummaryWords {
    SummaryWords {
        who: "Ava is 6 and loves her dog.".into(),
        why: "She was hit.".into(),
        plan: "Gran has her until Friday.".into(),
        contingency: "Ring Gran, then the night team.".into(),
        contact: String::new(),
        staff_safety: "A dog. Two workers.".into(),
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn written(words: SummaryWords) -> Result<CaseSummary, Refusal> {
    CaseSummary::write(
        Id::from_bits(1),
        Id::from_bits(2),
        words,
        Id::from_bits(3),
        at("2026-10-20T22:30:00Z"),
    )
}

#[test]
fn a_stranger_needs_every_part_but_contact() {
    for (code, _, needed) in SummaryWords::PARTS {
        let mut words = words();
        *words.part_mut(code).unwrap() = "  ".into();
        assert_eq!(written(words).is_err(), needed.is_some(), "{code}");
    }
    assert!(written(words()).unwrap().now.words.count() > 15);
}

#[test]
fn its_age_is_counted_in_days_of_london_and_begins_again_when_it_is_confirmed() {
    let summary = written(words()).unwrap();
    // Half past eleven in the evening of summer time; the clocks go back on the 25th.
    assert_eq!(summary.age_in_days(at("2026-10-20T22:59:59Z")), 0);
    assert_eq!(summary.age_in_days(at("2026-10-20T23:00:00Z")), 1);
    assert_eq!(summary.age_in_days(at("2026-11-20T12:00:00Z")), 31);
    assert_eq!(summary.age_in_days(at("2026-10-01T12:00:00Z")), 0);
    let renewed = summary.renew(words(), Id::from_bits(4), at("2026-11-20T12:00:00Z")).unwrap();
    assert_eq!((renewed.age_in_days(at("2026-11-21T12:00:00Z")), renewed.edition()), (1, 2));
}

#[test]
fn more_than_a_page_is_asked_for_once_more_and_stands_with_the_reason() {
    let pack = crate::pack::england();
    let most = pack.case_summary.most_words;
    let of = |count: usize| SummaryWords { plan: "word ".repeat(count - 20), ..words() };
    let others = words().count() - words().plan.split_whitespace().count();
    let just = written(SummaryWords { plan: "word ".repeat(most - others), ..words() }).unwrap();
    assert_eq!(just.now.words.count(), most);
    assert_eq!(just.on_one_page("", pack).unwrap().now.long_why, "");
    let long = written(of(most + 60)).unwrap();
    let refused = long.clone().on_one_page("  ", pack).unwrap_err();
    let Refusal::Invalid(problems) = &refused else { panic!("{refused:?}") };
    assert_eq!(problems[0].field, "long_why");
    assert!(problems[0].words.contains(&most.to_string()), "{refused:?}");
    assert_eq!(
        long.on_one_page(" Two courts have orders. ", pack).unwrap().now.long_why,
        "Two courts have orders."
    );
}
