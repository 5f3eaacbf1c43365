//! Forms about given people, and forms written part by part.

use super::*;
use crate::pack::Pack;

const FORM: &str = r#"
id = "family"
version = 1
title = "A family"

[[section]]
id = "day"
title = "A day"
block = "A"
repeats = { per = "child", min = 1, max = 2, another = "Add another child" }

[[section.question]]
id = "seen"
kind = "yes_no"
label = "Seen alone?"
needed = "save"
owner = "Test"
why = "Test"

[[section.question]]
id = "why_not"
kind = "short_text"
label = "Why not?"
needed = "submit"
when = { question = "seen", is = "no" }
owner = "Test"
why = "Test"

[[section]]
id = "carer"
title = "Who cares"
block = "D"
repeats = { per = "carer", min = 1, max = 8, another = "Add another" }

[[section.question]]
id = "now"
kind = "long_text"
label = "How do they care?"
needed = "submit"
owner = "Test"
why = "Test"

[[section]]
id = "need"
title = "What must happen"
block = "G"
repeats = { per = "free", min = 1, max = 5, another = "Add another" }

[[section.question]]
id = "what"
kind = "short_text"
label = "What?"
needed = "submit"
owner = "Test"
why = "Test"

[[section]]
id = "end"
title = "At the end"
block = "I"
when = { question = "day.seen", is = "no" }

[[section.question]]
id = "words"
kind = "long_text"
label = "In short"
needed = "authorise"
owner = "Test"
why = "Test"
"#;

fn form(children: &[&str], carers: &[&str]) -> Form {
    let pack = Pack::over_england([("forms/family.toml", FORM)]).unwrap();
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let (children, carers) = (names(children), names(carers));
    pack.form("family").unwrap().with_people(&People { children: &children, carers: &carers })
}

fn answered(form: &Form, given: &[(&str, &str)]) -> Read {
    form.read(&given.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect::<Vec<_>>())
}

#[test]
fn what_is_missing_is_asked_of_each_of_the_people_and_of_nobody_else() {
    let check = |children: &[&str], carers: &[&str], given: &[(&str, &str)], expected: &[&str]| {
        let form = form(children, carers);
        let missing = form.missing(&answered(&form, given).answers, Stage::Submit);
        let fields: Vec<&str> = missing.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, expected, "{children:?} {carers:?} {given:?}");
    };
    check(&["Maya", "Ben"], &["Ola"], &[], &["day.0.seen", "day.1.seen", "carer.0.now", "need.0.what"]);
    // More than the form's own `max`, and nobody where its own `min` is one.
    check(
        &["Maya", "Ben", "Ivy"],
        &[],
        &[("day.2.seen", "no")],
        &["day.0.seen", "day.1.seen", "day.2.why_not", "need.0.what"],
    );
    // An answer about a later one does not stand for an earlier one.
    check(
        &["Maya", "Ben"],
        &["Ola"],
        &[("day.1.seen", "yes"), ("carer.0.now", "Well."), ("need.3.what", "Sleep")],
        &["day.0.seen"],
    );
}

#[test]
fn what_is_missing_says_of_whom() {
    let form = form(&["Maya", "Ben"], &[]);
    let missing = form.missing(&form.blank(), Stage::Save);
    let words: Vec<&str> = missing.iter().map(|problem| problem.words.as_str()).collect();
    assert_eq!(words, ["Maya: Answer “Seen alone”.", "Ben: Answer “Seen alone”."]);
}

#[test]
fn words_about_somebody_who_is_not_named_are_handed_back() {
    let form = form(&["Maya", "Ben"], &[]);
    let read = answered(&form, &[("day.1.seen", "yes"), ("day.2.seen", "no"), ("carer.0.now", "Well.")]);
    assert_eq!(read.unknown, [("day.2.seen".into(), "no".into()), ("carer.0.now".into(), "Well.".into())]);
    assert!(read.problems[0].words.contains("“A day” is about Maya and Ben here"), "{:?}", read.problems);
    assert!(read.problems[1].words.contains("about nobody here"), "{:?}", read.problems);
}

#[test]
fn an_answer_about_somebody_who_left_counts_for_nothing_and_is_kept() {
    let before = form(&["Maya", "Ben"], &[]);
    let answers = answered(&before, &[("day.0.seen", "yes"), ("day.1.seen", "no")]).answers;
    let after = form(&["Maya"], &[]);
    assert_eq!(after.whose(&Place::nth("day", 1, "seen")), None);
    assert!(
        !after.has_place(&Place::nth("day", 1, "seen")) && before.has_place(&Place::nth("day", 1, "seen"))
    );
    assert!(after.asked(&answers).iter().all(|(place, _)| place.index != Some(1)));
    assert_eq!(answers.nth("day", 1, "seen"), Some(&Answer::text("no")));
}

#[test]
fn the_second_child_is_the_same_child_for_two_editors() {
    let form = form(&["Maya", "Ben"], &[]);
    let base = form.blank();
    let yours = answered(&form, &[("day.1.seen", "yes"), ("need.0.what", "Sleep")]).answers;
    let theirs = answered(&form, &[("day.1.seen", "no"), ("need.0.what", "School")]).answers;
    let merged = form.merge(&base, &yours, &theirs);
    let conflicts: Vec<String> = merged.conflicts.iter().map(|each| each.place.to_string()).collect();
    assert_eq!(conflicts, ["day.1.seen"]);
    assert_eq!(merged.answers.repeats("day"), [1]);
    // What repeats freely was added by both: two things.
    assert_eq!(merged.answers.repeats("need"), [0, 1]);
    let differing: Vec<String> =
        form.compare(&base, &yours, &theirs).iter().map(|each| each.place.to_string()).collect();
    assert_eq!(differing, ["day.1.seen", "need.0.what", "need.1.what"]);
}

#[test]
fn people_known_beforehand_are_all_prefilled() {
    let text = FORM.replacen("needed = \"save\"", "needed = \"save\"\nprefill = \"child.interpreter\"", 1);
    let pack = Pack::over_england([("forms/family.toml", text)]).unwrap();
    let children: Vec<String> = ["Maya", "Ben", "Ivy"].map(str::to_owned).into();
    let form = pack.form("family").unwrap().with_people(&People { children: &children, carers: &[] });
    let mut answers = form.blank();
    form.prefill(&mut answers, |_, index| index.map(|_| Answer::text("yes")));
    assert_eq!(answers.repeats("day"), [0, 1, 2]);
}

#[test]
fn what_is_sent_of_one_part_leaves_the_others_as_they_were() {
    let form = form(&["Maya", "Ben"], &["Ola"]);
    let kept = answered(
        &form,
        &[("day.0.seen", "yes"), ("day.1.seen", "no"), ("day.1.why_not", "Asleep"), ("end.words", "Long")],
    );
    let check = |parts: &[&str], sent: &[(&str, &str)], expected: &[(&str, &str)]| {
        let sent = answered(&form, sent).answers;
        assert_eq!(kept.answers.with_parts(parts, &sent), answered(&form, expected).answers, "{parts:?}");
    };
    check(
        &["day.1"],
        &[("day.1.seen", "yes"), ("day.0.seen", "no"), ("end.words", "Other")],
        &[("day.0.seen", "yes"), ("day.1.seen", "yes"), ("end.words", "Long")],
    );
    check(&["day"], &[], &[("end.words", "Long")]);
    check(
        &["end", "need"],
        &[("need.0.what", "Sleep")],
        &[("day.0.seen", "yes"), ("day.1.seen", "no"), ("day.1.why_not", "Asleep"), ("need.0.what", "Sleep")],
    );
    check(
        &[],
        &[("end.words", "Other")],
        &[("day.0.seen", "yes"), ("day.1.seen", "no"), ("day.1.why_not", "Asleep"), ("end.words", "Long")],
    );
}

#[test]
fn how_far_each_part_is() {
    let form = form(&["Maya", "Ben"], &["Ola"]);
    let answers = answered(&form, &[("day.1.seen", "no"), ("carer.0.now", "Well.")]).answers;
    let parts: Vec<_> = form
        .progress(&answers, Stage::Submit)
        .iter()
        .map(|part| {
            format!("{} {:?} {}/{} {}", part.part(), part.block, part.answered, part.asked, part.missing)
        })
        .collect();
    assert_eq!(
        parts,
        [
            "day.0 Some(\"A\") 0/1 1",
            "day.1 Some(\"A\") 1/2 1",
            "carer.0 Some(\"D\") 1/1 0",
            "need.0 Some(\"G\") 0/1 1",
            "end Some(\"I\") 0/1 0",
        ]
    );
}
