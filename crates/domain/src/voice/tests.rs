//! What is asked of the record of a child's words, and what of it stands under a plan's first heading.

use jiff::civil::date;

use super::*;
use crate::pack::england;

fn now() -> Timestamp {
    "2026-11-24T15:00:00Z".parse().unwrap()
}

fn asked() -> HeardAsked {
    HeardAsked {
        on: Some(date(2026, 11, 20)),
        occasion: "visit".into(),
        heard_by: "Asha Patel, social worker".into(),
        quotes: vec![
            Quote {
                asked: "Who is at home at night?".into(),
                words: "Only Bear and me.".into(),
                way: "spoken".into(),
            },
            Quote { asked: String::new(), words: String::new(), way: "spoken".into() },
        ],
        wishes: "That Gran comes for tea.".into(),
        ..HeardAsked::default()
    }
}

fn heard(number: u128, asked: HeardAsked) -> Result<ChildVoice, Refusal> {
    ChildVoice::heard(
        (Id::from_bits(number), Id::from_bits(2)),
        asked,
        Id::from_bits(3),
        now(),
        &england().voice,
    )
}

#[test]
fn words_need_a_day_an_occasion_and_somebody_who_heard_them() {
    let check = |change: &dyn Fn(&mut HeardAsked), expected: &[&str]| {
        let mut asked = asked();
        change(&mut asked);
        let fields: Vec<String> = match heard(1, asked) {
            Ok(_) => Vec::new(),
            Err(Refusal::Invalid(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!(fields, expected);
    };
    check(&|_| {}, &[]);
    check(&|asked| asked.on = None, &["on"]);
    check(&|asked| asked.on = Some(date(2026, 11, 25)), &["on"]);
    check(&|asked| asked.occasion = "picnic".into(), &["occasion"]);
    check(&|asked| asked.heard_by = " ".into(), &["heard_by"]);
    check(&|asked| asked.quotes[0].words.clear(), &["quote-0-words"]);
    check(&|asked| asked.quotes[0].way = "sung".into(), &["quote-0-way"]);
    check(
        &|asked| {
            asked.quotes.clear();
            asked.wishes.clear();
        },
        &["quote-0-words"],
    );
    check(&|asked| asked.quotes.clear(), &[]);
}

#[test]
fn what_a_child_says_stands_latest_first_and_what_was_taken_back_does_not() {
    let first = heard(1, asked()).unwrap();
    assert_eq!(first.heard.quotes.len(), 1);
    let later = HeardAsked {
        on: Some(date(2026, 11, 23)),
        wishes: "To stay with Gran.".into(),
        quotes: Vec::new(),
        ..asked()
    };
    let later = heard(4, later).unwrap();
    let words = |voices: &[ChildVoice]| -> Vec<String> {
        says_and_shows(voices, [], [], []).into_iter().map(|line| line.words).collect()
    };
    assert_eq!(
        words(&[first.clone(), later.clone()]),
        ["To stay with Gran.", "Only Bear and me.", "That Gran comes for tea."]
    );
    assert!(later.take_back(" ", Id::from_bits(3), now()).is_err());
    let back = later.take_back("It was her sister.", Id::from_bits(3), now()).unwrap();
    assert!(matches!(back.take_back("again", Id::from_bits(3), now()), Err(Refusal::NotNow(_))));
    assert_eq!(words(&[first, back]), ["Only Bear and me.", "That Gran comes for tea."]);
}
