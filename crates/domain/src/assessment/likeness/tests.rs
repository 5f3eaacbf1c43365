//! Copied lives are found, whatever the name; two lives are not.

use proptest::prelude::{ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};
use proptest::strategy::Strategy;

use super::*;

const AVA: &str = "Ava wakes at six and makes toast for herself and her brothers. Nobody else is up. She told her teacher that she \
    likes the quiet. On school days Mrs Bramble from number 9 walks her to the gate.";

fn names() -> Vec<String> {
    ["Ava Brindle", "Kit Brindle", "Leon O’Malley"].map(str::to_owned).into()
}

fn check(one: &str, two: &str, expected: std::ops::RangeInclusive<u8>) {
    let found = percent(one, two, &names());
    assert!(expected.contains(&found), "{found}: {one} | {two}");
    assert_eq!(found, percent(two, one, &names()), "from the other side");
}

#[test]
fn what_is_the_same_and_what_is_not() {
    for (one, two, expected) in [
        (AVA, AVA, 100..=100),
        (AVA, "", 0..=0),
        ("", "", 0..=0),
        ("…", "!", 0..=0),
        ("Asleep.", "asleep", 100..=100),
        ("Not asleep", "asleep", 0..=0),
        // The name changed, and the pronouns with it.
        (
            AVA,
            &AVA.replace("Ava", "Kit")
                .replace("She", "He")
                .replace("herself", "himself")
                .replace(" her ", " his "),
            100..=100,
        ),
        // A first name for a whole one.
        (
            "Ava Brindle sleeps on the sofa downstairs",
            "Leon O'Malley sleeps on the sofa downstairs",
            100..=100,
        ),
        // One word in a long sentence changed.
        (AVA, &AVA.replace("toast", "porridge"), 80..=99),
        // The first sentence is copied: a third of the one, two thirds of the other.
        (
            AVA,
            "Ava wakes at six and makes toast for herself and her brothers. Afterwards it is Grandad who drives.",
            42..=42,
        ),
        // The same matters in other words.
        (
            AVA,
            "By the time his mother gets up Kit has fed the baby; a neighbour takes him to nursery.",
            0..=0,
        ),
        ("他今天在学校很高兴", "她今天在学校很高兴！", 80..=100),
    ] {
        check(one, two, expected);
    }
}

#[test]
fn a_name_alone_makes_nothing_alike() {
    check("Ava likes football with friends", "Kit hates swimming without armbands", 0..=0);
}

#[test]
fn what_is_shared_is_marked_in_both() {
    let two = "We saw it on Monday. Kit wakes at six and makes toast for himself. Nobody saw why.";
    let (one, two_read) = (Compared::new(AVA, &names()), Compared::new(two, &names()));
    let marked = |text: &str, found: Vec<Range<usize>>| -> Vec<String> {
        found.into_iter().map(|at| text[at].to_owned()).collect()
    };
    assert_eq!(marked(AVA, one.shared(&two_read, RUN)), ["Ava wakes at six and makes toast for herself"]);
    assert_eq!(marked(two, two_read.shared(&one, RUN)), ["Kit wakes at six and makes toast for himself"]);
}

#[test]
fn a_passage_of_another_family_is_found_by_its_fingerprints() {
    let passage =
        "the father was heard shouting at two in the morning while the children hid under the stairs";
    let one = format!(
        "An older story begins here and has its own words. After that {passage}. And then the police came to the house."
    );
    let two = format!(
        "Nothing like it at first: a girl who dances. Last winter {passage}, said a neighbour who has moved since."
    );
    let (one, two) = (Compared::new(&one, &[]), Compared::new(&two, &[]));
    let hashes: Vec<u64> = two.fingerprints().into_iter().map(|print| print.hash).collect();
    assert!(one.fingerprints().iter().any(|print| hashes.contains(&print.hash)));
    assert_eq!(one.shared(&two, PASSAGE).len(), 1);
    let other = Compared::new(
        "A text of more than twelve words in which a baby sleeps all night and wakes up happy.",
        &[],
    );
    assert!(other.fingerprints().iter().all(|print| !hashes.contains(&print.hash)));
}

#[test]
fn fingerprints_do_not_change() {
    let prints = Compared::new(AVA, &names()).fingerprints();
    assert!(prints.len() >= 3, "{prints:?}");
    // Kept with records: a change here means that all of them are made again.
    assert_eq!(prints.first().map(|print| (print.hash, print.at)), Some((1_614_206_771_519_209_366, 17)));
}

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "child", "said", "no", "mother", "sleeps", "home", "rain", "late", "Ava", "Kit", "she", "bus",
    ])
    .prop_map(str::to_owned)
}

fn text(least: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(word(), least..60).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn likeness_is_the_same_from_either_side_and_a_percent(one in text(0), two in text(0)) {
        let found = percent(&one, &two, &names());
        prop_assert_eq!(found, percent(&two, &one, &names()));
        prop_assert!(found <= 100);
    }

    #[test]
    fn a_text_is_wholly_like_itself(one in text(1)) {
        prop_assert_eq!(percent(&one, &one, &names()), 100);
    }

    #[test]
    fn texts_without_a_word_in_common_are_not_alike(one in text(1), letters in prop::collection::vec("[0-9]{3,5}", 1..40)) {
        prop_assert_eq!(percent(&one, &letters.join(" "), &names()), 0);
    }

    #[test]
    fn capitals_punctuation_and_spaces_do_not_count(one in text(1), marks in prop::collection::vec("[ ,.;!?–\n\t]{1,3}", 60), capitals in any::<bool>()) {
        let mut other = String::new();
        for (word, mark) in one.split(' ').zip(&marks) {
            other.push_str(&if capitals { word.to_uppercase() } else { word.to_owned() });
            other.push(' ');
            other.push_str(mark);
        }
        prop_assert_eq!(percent(&one, &other, &names()), 100);
    }

    #[test]
    fn another_name_hides_nothing(one in text(1)) {
        let other = one.replace("Ava", "Leon").replace("she", "he");
        prop_assert_eq!(percent(&one, &other, &names()), 100);
    }

    #[test]
    fn what_stands_around_a_passage_changes_none_of_its_fingerprints(passage in text(PASSAGE), before in text(0), after in text(0)) {
        let alone = Compared::new(&passage, &names()).fingerprints();
        let within: Vec<u64> =
            Compared::new(&format!("{before} cold {passage} warm {after}"), &names()).fingerprints().into_iter().map(|print| print.hash).collect();
        for print in alone {
            prop_assert!(within.contains(&print.hash));
        }
    }

    #[test]
    fn any_shared_passage_shares_a_fingerprint(passage in prop::collection::vec("[a-h]{2}", PASSAGE), before in text(0), after in text(0)) {
        let passage = passage.join(" ");
        let one = Compared::new(&format!("{before} {passage}"), &[]).fingerprints();
        let two = Compared::new(&format!("{passage} {after}"), &[]).fingerprints();
        prop_assert!(one.iter().any(|print| two.iter().any(|other| other.hash == print.hash)));
    }

    #[test]
    fn whatever_is_typed_can_be_compared(one in ".{0,80}", two in ".{0,80}") {
        let (first, second) = (Compared::new(&one, &names()), Compared::new(&two, &names()));
        prop_assert_eq!(first.percent(&second), second.percent(&first));
        for at in first.shared(&second, RUN) {
            prop_assert!(one.get(at).is_some());
        }
    }
}
