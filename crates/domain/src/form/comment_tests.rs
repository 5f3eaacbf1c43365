//! Comments as people use them.

use super::*;

const WRITER: Id<Staff> = Id::from_bits(1);
const MANAGER: Id<Staff> = Id::from_bits(2);
const ONE: u32 = 1;
const NOON: Timestamp = Timestamp::constant(1_790_000_000, 0);

fn written(place: Option<&str>, words: &str) -> Result<Vec<Comment>, Refusal> {
    let mut comments = Vec::new();
    let asked = CommentAsked { place: place.map(|place| place.parse().unwrap()), words: words.to_owned() };
    write(&mut comments, asked, MANAGER, NOON)?;
    Ok(comments)
}

fn fields(refused: Refusal) -> Vec<String> {
    match refused {
        Refusal::Invalid(problems) => problems.into_iter().map(|problem| problem.field).collect(),
        other => vec![other.to_string()],
    }
}

#[test]
fn a_comment_stands_at_a_place_or_on_the_whole() {
    for (place, words, expected) in [
        (Some("local.young_carer"), "How do you know?", Ok(true)),
        (None, "Well argued.", Ok(true)),
        (None, " \n", Err("words")),
        (None, "a\0b", Err("words")),
    ] {
        let open = written(place, words).map(|comments| comments[0].is_open()).map_err(fields);
        assert_eq!(open, expected.map_err(|field| vec![field.to_owned()]), "{words}");
    }
    assert!(written(None, &"w".repeat(10_001)).is_err());
}

#[test]
fn a_comment_is_answered_once_and_kept() {
    let mut comments = written(Some("local.young_carer"), "How do you know?").unwrap();
    assert!(answer(&mut comments, ONE, " ", WRITER, NOON).is_err());
    assert!(answer(&mut comments, 99, "Asked school.", WRITER, NOON).is_err());
    answer(&mut comments, ONE, "Asked school.", WRITER, NOON).unwrap();
    assert!(!comments[0].is_open());
    assert!(answer(&mut comments, ONE, "And again.", WRITER, NOON).is_err());
    assert!(withdraw(&mut comments, ONE, MANAGER, NOON).is_err(), "an answered comment stays");
    assert_eq!(comments[0].answered.as_ref().unwrap().words, "Asked school.");
}

#[test]
fn only_whoever_wrote_a_comment_takes_it_back() {
    let mut comments = written(None, "Too short.").unwrap();
    assert!(withdraw(&mut comments, ONE, WRITER, NOON).is_err());
    withdraw(&mut comments, ONE, MANAGER, NOON).unwrap();
    assert!(!comments[0].is_open() && comments[0].words == "Too short.");
    assert!(answer(&mut comments, ONE, "Longer now.", WRITER, NOON).is_err());
}

#[test]
fn the_stored_shape_of_a_comment_stays() {
    let comments = written(Some("local.young_carer"), "How?").unwrap();
    let text = serde_json::to_string(&comments[0]).unwrap();
    assert_eq!(
        text,
        r#"{"id":1,"place":"local.young_carer","words":"How?","by":"00000000000000000000000000000002","at":"2026-09-21T14:13:20Z","answered":null}"#
    );
    assert_eq!(serde_json::from_str::<Comment>(&text).unwrap(), comments[0]);
}
