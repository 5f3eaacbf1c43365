//! Two people on one form: nothing that either wrote is lost, and answers about two children are never mixed into one.

use proptest::prelude::*;

use super::*;

fn answers(given: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::to("visit", 1);
    for (place, text) in given {
        answers.put(place.parse().unwrap(), Answer::text(*text));
    }
    answers
}

#[test]
fn what_only_one_changed_is_taken_and_what_both_changed_is_asked() {
    let check = |base: &[(&str, &str)],
                 yours: &[(&str, &str)],
                 theirs: &[(&str, &str)],
                 merged: &[(&str, &str)],
                 conflicts: &[&str]| {
        let result = merge(&answers(base), &answers(yours), &answers(theirs));
        assert_eq!(result.answers, answers(merged), "{yours:?} and {theirs:?}");
        let places: Vec<String> = result.conflicts.iter().map(|each| each.place.to_string()).collect();
        assert_eq!(places, conflicts, "{yours:?} and {theirs:?}");
    };
    let base = [("a.one", "1"), ("a.two", "2")];
    check(&base, &base, &base, &base, &[]);
    check(&base, &[("a.one", "mine"), ("a.two", "2")], &base, &[("a.one", "mine"), ("a.two", "2")], &[]);
    check(&base, &base, &[("a.one", "1"), ("a.two", "theirs")], &[("a.one", "1"), ("a.two", "theirs")], &[]);
    check(
        &base,
        &[("a.one", "mine"), ("a.two", "2")],
        &[("a.one", "1"), ("a.two", "theirs"), ("a.three", "new")],
        &[("a.one", "mine"), ("a.three", "new"), ("a.two", "theirs")],
        &[],
    );
    check(
        &base,
        &[("a.one", "x"), ("a.two", "2")],
        &[("a.one", "x"), ("a.two", "2")],
        &[("a.one", "x"), ("a.two", "2")],
        &[],
    );
    check(
        &base,
        &[("a.one", "x"), ("a.two", "2")],
        &[("a.one", "y"), ("a.two", "2")],
        &[("a.one", "x"), ("a.two", "2")],
        &["a.one"],
    );
    // One took an answer away.
    check(&base, &[("a.one", "1")], &base, &[("a.one", "1")], &[]);
    check(
        &base,
        &[("a.one", "1")],
        &[("a.one", "1"), ("a.two", "theirs")],
        &[("a.one", "1"), ("a.two", "theirs")],
        &["a.two"],
    );
    // A browser's line ends are no change.
    check(&[("a.one", "x\ny")], &[("a.one", "x\r\ny")], &[("a.one", "z")], &[("a.one", "z")], &[]);
}

#[test]
fn a_child_that_both_added_is_two_children() {
    let base = answers(&[("children.0.name", "Ava")]);
    let yours =
        answers(&[("children.0.name", "Ava"), ("children.1.name", "Leo"), ("children.1.birth", "2019")]);
    let theirs = answers(&[("children.0.name", "Ava E"), ("children.1.name", "Kai")]);
    let merged = merge(&base, &yours, &theirs);
    let expected = [
        ("children.0.name", "Ava E"),
        ("children.1.name", "Kai"),
        ("children.2.birth", "2019"),
        ("children.2.name", "Leo"),
    ];
    assert_eq!(merged.answers, answers(&expected));
    assert_eq!(merged.conflicts, []);
    assert_eq!(merged.moved, [Moved { section: "children".into(), from: 1, to: 2 }]);
    // The same child, written alike by both, stays one.
    let same = answers(&[("children.0.name", "Ava"), ("children.1.name", "Leo")]);
    assert_eq!(merge(&base, &same, &same).answers, same);
}

#[test]
fn every_difference_shows_base_yours_and_theirs() {
    let differences =
        compare(&answers(&[("a.one", "1")]), &answers(&[("a.one", "x")]), &answers(&[("a.two", "2")]));
    let told: Vec<_> = differences
        .iter()
        .map(|each| {
            let words = |answer: &Option<Answer>| answer.as_ref().map(Answer::words).unwrap_or_default();
            (each.place.to_string(), words(&each.base), words(&each.yours), words(&each.theirs), each.whose)
        })
        .collect();
    let row = |place: &str, base: &str, yours: &str, theirs: &str, whose| {
        (place.to_owned(), base.to_owned(), yours.to_owned(), theirs.to_owned(), whose)
    };
    let expected = [row("a.one", "1", "x", "", Whose::Conflict), row("a.two", "", "", "2", Whose::Theirs)];
    assert_eq!(told, expected);
}

fn some_answers() -> impl Strategy<Value = Answers> {
    let place = prop_oneof![
        (0..3_u8).prop_map(|q| Place::one("a", format!("q{q}"))),
        (0..3_u16, 0..2_u8).prop_map(|(n, q)| Place::nth("c", n, format!("q{q}"))),
    ];
    let answer = prop_oneof![
        Just(Answer::NotKnown),
        "[a-c]{1,2}".prop_map(Answer::Text),
        prop::collection::vec("[a-b]", 1..3).prop_map(Answer::Several),
    ];
    prop::collection::btree_map(place, answer, 0..6).prop_map(|given| Answers {
        form: "visit".to_owned(),
        version: 1,
        given,
    })
}

proptest! {
    /// Every answer that either editor wrote stands in the merged answers, or in a conflict beside them.
    #[test]
    fn merging_loses_no_word(base in some_answers(), yours in some_answers(), theirs in some_answers()) {
        let merged = merge(&base, &yours, &theirs);
        for (mine, answers) in [(true, &yours), (false, &theirs)] {
            for (place, answer) in &answers.given {
                if base.at(place) == Some(answer) {
                    continue;
                }
                let moved = merged.moved.iter().find(|each| mine && each.section == place.section && Some(each.from) == place.index);
                let place = Place { index: moved.map(|each| each.to).or(place.index), ..place.clone() };
                let in_conflict = merged.conflicts.iter().any(|each| {
                    each.place == place && (each.yours.as_ref() == Some(answer) || each.theirs.as_ref() == Some(answer))
                });
                prop_assert!(merged.answers.at(&place) == Some(answer) || in_conflict, "{place} {answer:?}");
            }
        }
    }

    #[test]
    fn an_editor_alone_has_no_conflict(base in some_answers(), yours in some_answers()) {
        let merged = merge(&base, &yours, &base);
        prop_assert_eq!(&merged.answers, &yours);
        prop_assert!(merged.conflicts.is_empty() && merged.moved.is_empty());
        prop_assert_eq!(merge(&base, &base, &yours).answers, yours);
    }

    #[test]
    fn both_orders_find_the_same_conflicts(base in some_answers(), yours in some_answers(), theirs in some_answers()) {
        let places = |one: &Answers, two: &Answers| -> Vec<Place> {
            merge(&base, one, two).conflicts.into_iter().map(|each| each.place).collect()
        };
        prop_assert_eq!(places(&yours, &theirs), places(&theirs, &yours));
    }

    #[test]
    fn what_is_stored_comes_back(answers in some_answers()) {
        let text = serde_json::to_string(&answers).unwrap();
        prop_assert_eq!(serde_json::from_str::<Answers>(&text).unwrap(), answers);
    }
}
