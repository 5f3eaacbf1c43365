//! What of a text stands elsewhere too: found from either side, the same at every look, and of another family nothing but that.

use super::*;
use crate::assessment::copies::{Copied, Origin, Other};

const PASSAGE: &str = "the father was heard shouting at two in the morning while the children hid under the stairs and the neighbour counted to a hundred before she dared to ring";

fn names() -> Vec<String> {
    ["Ava Tarnbrook", "Kit Tarnbrook", "Dawn"].map(str::to_owned).into()
}

fn compared(assessment: &Assessment, others: &[Other<'_>]) -> Assessment {
    let rules = &england().assessment;
    assessment.compared(others, |_| true, (form(), rules), &names(), (staff(WORKER), at(NOW)))
}

fn other(id: u128, answers: &[(&str, &str)]) -> Assessment {
    let mut other = answered(&begun(), answers);
    other.id = Id::from_bits(id);
    other.reference = format!("CFA-{id}");
    other
}

fn origins(assessment: &Assessment) -> Vec<(String, Origin)> {
    assessment.copies.iter().map(|copied: &Copied| (copied.place.to_string(), copied.from.clone())).collect()
}

#[test]
fn two_lives_in_one_text_are_shown_whatever_the_name() {
    let day = "Ava wakes at six and makes toast for herself and her brother. Nobody else is up before the bus comes.";
    let kit = day.replace("Ava", "Kit").replace("herself", "himself").replace("her brother", "his sister");
    let assessment = answered(&begun(), &[("day_in_life.0", day), ("day_in_life.1", &kit)]);
    let found = siblings_alike(form(), &assessment.answers, &england().assessment, &names());
    assert_eq!(found.len(), 1);
    assert!(found[0].percent > 60, "{found:?}");
    let first = Place::nth("lived", 0, "day");
    let kept = compared(&assessment, &[]);
    assert_eq!(origins(&kept), [("lived.1.day".to_owned(), Origin::Sibling { place: first })]);
    let own = answered(
        &assessment,
        &[(
            "day_in_life.1",
            "Kit is the last to be woken and asks at nursery who fetches him today and tomorrow.",
        )],
    );
    assert!(compared(&own, &[]).copies.is_empty(), "what was rewritten is gone");
    // Few words are how anybody writes.
    let few = answered(&begun(), &[("day_in_life.0", "Not known yet."), ("day_in_life.1", "Not known yet.")]);
    assert!(compared(&few, &[]).copies.is_empty());
}

#[test]
fn an_older_assessment_is_named_and_another_family_is_not() {
    let mine = answered(&begun(), &[("past_harm", &format!("In January {PASSAGE}. She slept badly."))]);
    let older = other(50, &[("past_harm", &format!("In January {PASSAGE}. She slept well."))]);
    let kept = compared(&mine, &[Other::Older(&older)]);
    let Origin::Older { assessment, reference, place } = &kept.copies[0].from else { panic!("{kept:?}") };
    assert_eq!(
        (*assessment, reference.as_str(), place.to_string().as_str()),
        (older.id, "CFA-50", "harm.past")
    );
    let strange = other(60, &[("danger", &format!("It is said that {PASSAGE}, and more."))]);
    let kept = compared(&mine, &[Other::Family(&strange)]);
    assert_eq!(origins(&kept), [("harm.past".to_owned(), Origin::OtherFamily)]);
    let body = serde_json::to_string(&kept).unwrap();
    assert!(!body.contains(&strange.id.to_string()) && !body.contains("CFA-60"), "{body}");
    assert!(kept.copies[0].passage.contains("hid under the stairs"));
    // From either side, and the same at every look.
    let theirs = compared(&strange, &[Other::Family(&mine)]);
    assert_eq!(origins(&theirs), [("harm.danger".to_owned(), Origin::OtherFamily)]);
    assert_eq!(compared(&kept, &[Other::Family(&strange)]), kept);
}

#[test]
fn fingerprints_find_a_passage_wherever_it_stands() {
    let prints = |assessment: &Assessment| {
        assessment.prints().into_values().flatten().collect::<std::collections::BTreeSet<u64>>()
    };
    let mine = answered(&begun(), &[("past_harm", &format!("In January {PASSAGE}. She slept badly."))]);
    let strange = other(60, &[("danger", &format!("It is said that {PASSAGE}, and more."))]);
    assert!(prints(&mine).intersection(&prints(&strange)).next().is_some());
    let neither = other(
        61,
        &[("danger", "A baby sleeps all night and wakes up happy, and the mother sings in the kitchen.")],
    );
    assert!(prints(&mine).intersection(&prints(&neither)).next().is_none());
}

#[test]
fn a_passage_of_another_family_lets_nobody_authorise_until_it_is_explained() {
    let strange = other(60, &[("danger", &format!("It is said that {PASSAGE}, and more."))]);
    let copied = answered(&whole(), &[("past_harm", &format!("We know that {PASSAGE}."))]);
    let kept = compared(&copied, &[Other::Family(&strange)]);
    let sent = signed::submit(&kept, WORKER).unwrap();
    let sign = |assessment: &Assessment| {
        let mirror = mirror(assessment, form(), &[Vec::new(), Vec::new()], &england().assessment);
        let asked = AuthoriseAsked {
            reasons: "The children's days and the years before say the same.".into(),
            seen: mirror.seen_as(),
            looked: true,
            told: None,
        };
        signed::authorise(assessment, asked, MANAGER)
    };
    refused(sign(&sent), "another family’s record");
    refused(sent.explains(0, " ", staff(WORKER), at(NOW)), "come to stand here");
    refused(sent.explains(7, "Nothing there", staff(WORKER), at(NOW)), "nothing here");
    let explained =
        sent.explains(0, "I began from another text and forgot this.", staff(WORKER), at(NOW)).unwrap();
    sign(&explained).unwrap();
    // Nobody explains a passage away to sign it themselves.
    let by_manager = sent.explains(0, "It is the same house.", staff(MANAGER), at(NOW)).unwrap();
    refused(sign(&by_manager), "another manager must sign it");
    // The explanation stays at the next look, and goes with the words it explained.
    let again = compared(&explained, &[Other::Family(&strange)]);
    assert!(again.copies[0].explained.is_some());
}

#[test]
fn what_did_not_change_keeps_what_was_found() {
    let strange = other(60, &[("danger", &format!("It is said that {PASSAGE}, and more."))]);
    let kept = compared(
        &answered(&begun(), &[("past_harm", &format!("We know that {PASSAGE}."))]),
        &[Other::Family(&strange)],
    );
    let rules = &england().assessment;
    let unchanged = kept.compared(&[], |_| false, (form(), rules), &names(), (staff(MANAGER), at(NOW)));
    assert_eq!(unchanged.copies, kept.copies);
    let changed = kept.compared(&[], |_| true, (form(), rules), &names(), (staff(MANAGER), at(NOW)));
    assert!(changed.copies.is_empty());
}
