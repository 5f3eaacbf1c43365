//! A council's own form in two versions: who is asked what, and what an older answer keeps.

use super::*;
use crate::form::{Answer, CommentAsked, Place, Source, Target};
use crate::person::known::Known;
use crate::person::name::PersonName;
use crate::person::partial_date::PartialDate;
use crate::person::{Person, Standing};

const CHILD: Id<Person> = Id::from_bits(7);
const ME: Id<Staff> = Id::from_bits(1);
const OTHER: Id<Staff> = Id::from_bits(2);
const NOON: Timestamp = Timestamp::constant(1_790_000_000, 0);

const FIRST: &str = r#"
id = "sleep"
version = 1
title = "Sleep"
offered = "child"

[[section]]
id = "nights"
title = "Nights"

[[section.question]]
id = "bed"
kind = "yes_no"
label = "Has the child a bed?"
needed = "save"
owner = "Test"
why = "Test"

[[section.question]]
id = "shares"
kind = "short_text"
label = "With whom is it shared?"
owner = "Test"
why = "Test"
"#;

/// Version 2 renames one question, takes one out and adds one.
const SECOND: &str = r#"
id = "sleep"
version = 2
title = "Sleep and rest"
offered = "child"

[[section]]
id = "nights"
title = "Nights"

[[section.question]]
id = "own_bed"
kind = "yes_no"
label = "Has the child a bed of their own?"
needed = "save"
owner = "Test"
why = "Test"

[[section.question]]
id = "hours"
kind = "number"
label = "How many hours?"
needed = "submit"
min = 0
max = 24
owner = "Test"
why = "Test"
"#;

fn packs() -> (Pack, Pack) {
    let before = Pack::over_england([("forms/sleep.toml", FIRST)]).unwrap();
    let after = Pack::over_england([("forms/sleep.toml", SECOND), ("forms/sleep.1.toml", FIRST)]).unwrap();
    (before, after)
}

fn sent(pack: &Pack, version: u32, finish: bool, reason: &str, given: &[(&str, &str)]) -> FormSent {
    let given: Vec<(String, String)> =
        given.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let answers = pack.form_version("sleep", version).unwrap().read(&given).answers;
    FormSent { answers, finish, reason: reason.to_owned() }
}

fn begun(pack: &Pack) -> FormAnswer {
    let sent = sent(pack, 1, false, "", &[("nights.bed", "no"), ("nights.shares", "Two brothers")]);
    FormAnswer::begin(CHILD, sent, Id::from_bits(20), ME, NOON, pack).unwrap()
}

fn refused(result: Result<FormAnswer, Refusal>) -> String {
    match result.unwrap_err() {
        Refusal::Invalid(problems) => {
            problems.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

#[test]
fn an_answer_keeps_the_version_it_was_begun_with() {
    let (before, after) = packs();
    let answer = begun(&before);
    assert_eq!(after.form("sleep").unwrap().version, 2, "the next answer uses the new version");
    let form = answer.form(&after).unwrap();
    assert_eq!((form.version, answer.title(&after)), (1, "Sleep"));
    assert!(
        answer.answers.given.keys().all(|place| form.question(place).is_some()),
        "every word has its question"
    );
    let more = sent(&after, 1, true, "", &[("nights.bed", "yes")]);
    let finished = answer.write(more, OTHER, NOON, &after).unwrap();
    assert_eq!((finished.answers.version, finished.state()), (1, "Finished"));
    let newer = sent(&after, 2, true, "", &[("nights.own_bed", "yes"), ("nights.hours", "9")]);
    assert!(refused(answer.write(newer, ME, NOON, &after)).contains("begun with version 1"));
}

#[test]
fn a_version_that_the_pack_threw_away_is_read_and_not_changed() {
    let (before, _) = packs();
    let answer = begun(&before);
    let after = Pack::over_england([("forms/sleep.toml", SECOND)]).unwrap();
    assert_eq!(answer.form(&after), None);
    assert_eq!(answer.title(&after), "Sleep and rest");
    let more = sent(&before, 1, true, "", &[("nights.bed", "yes")]);
    assert_eq!(refused(answer.write(more, ME, NOON, &after)), "reason");
}

#[test]
fn keeping_needs_less_than_finishing() {
    let (_, pack) = packs();
    let begin = |finish, given: &[(&str, &str)]| {
        FormAnswer::begin(CHILD, sent(&pack, 2, finish, "", given), Id::from_bits(20), ME, NOON, &pack)
    };
    assert_eq!(refused(begin(false, &[])), "nights.own_bed");
    assert_eq!(begin(false, &[("nights.own_bed", "no")]).unwrap().state(), "Being written");
    assert_eq!(refused(begin(true, &[("nights.own_bed", "no")])), "nights.hours");
    assert_eq!(refused(begin(false, &[("nights.own_bed", "no"), ("nights.hours", "25")])), "nights.hours");
    assert_eq!(begin(true, &[("nights.own_bed", "no"), ("nights.hours", "9")]).unwrap().state(), "Finished");
}

#[test]
fn a_finished_form_is_changed_with_a_reason_and_taken_back_with_one() {
    let (pack, _) = packs();
    let finished =
        begun(&pack).write(sent(&pack, 1, true, "", &[("nights.bed", "no")]), ME, NOON, &pack).unwrap();
    let again = |reason: &str| sent(&pack, 1, false, reason, &[("nights.bed", "yes")]);
    assert_eq!(refused(finished.write(again(" "), ME, NOON, &pack)), "reason");
    let corrected = finished.write(again("Seen it myself."), OTHER, NOON, &pack).unwrap();
    assert_eq!(corrected.state(), "Finished", "a correction unfinishes nothing");
    assert_eq!(corrected.corrected.as_ref().unwrap().reason, "Seen it myself.");
    assert_eq!(refused(corrected.withdraw("", ME, NOON)), "reason");
    let gone = corrected.withdraw("Another child's.", ME, NOON).unwrap();
    assert_eq!(gone.state(), "Recorded in error");
    assert!(gone.write(again("x"), ME, NOON, &pack).is_err() && gone.withdraw("x", ME, NOON).is_err());
}

#[test]
fn only_forms_that_say_so_are_offered_about_a_child() {
    let (_, pack) = packs();
    assert_eq!(all_offered(&pack).iter().filter(|form| form.id == "sleep").count(), 1);
    assert!(offered(&pack, "safety_plan").is_none());
    let answers = pack.form("safety_plan").unwrap().blank();
    let sent = FormSent { answers, finish: false, reason: String::new() };
    let began = FormAnswer::begin(CHILD, sent, Id::from_bits(20), ME, NOON, &pack);
    assert_eq!(began, Err(Refusal::NotFound));
}

#[test]
fn what_the_record_knows_is_not_asked_again() {
    let mut child = Person::named(CHILD, Standing::Child, PersonName::single("Ava Example"));
    assert_eq!(of_child(&child, Target::ChildName), Some(Answer::text("Ava Example")));
    assert_eq!(of_child(&child, Target::ChildBirth), None);
    child.birth = Known::Is(PartialDate::About(2019));
    child.interpreter = Known::Is(false);
    child.school = Known::NotKnown;
    let birth = of_child(&child, Target::ChildBirth).unwrap();
    assert_eq!(birth.words(), "about 2019");
    assert_eq!(of_child(&child, Target::ChildInterpreter), Some(Answer::text("no")));
    assert_eq!(of_child(&child, Target::ChildSchool), None);
    assert_eq!(of_child(&child, Target::ChildAddress), None, "an address may be protected");
    // What is known stands in a question of the kind that its target takes.
    let form = crate::pack::england().form("referral_professional").unwrap();
    let mut answers = form.blank();
    form.prefill(&mut answers, |source, index| match source {
        Source::Record(target) if index == Some(0) => of_child(&child, target),
        _ => None,
    });
    assert_eq!(form.check(&answers), []);
    assert_eq!(
        answers.at(&Place::nth("children", 0, "birth")),
        None,
        "a form says what it takes from the record"
    );
}

#[test]
fn a_comment_stands_at_an_answer_and_is_answered() {
    let (pack, after) = packs();
    let answer = begun(&pack);
    let at = |place: &str| CommentAsked { place: Some(place.parse().unwrap()), words: "Since when?".into() };
    let commented = answer.comment(at("nights.shares"), OTHER, NOON, &after).unwrap();
    assert_eq!(answer.comment(at("nights.own_bed"), OTHER, NOON, &after), Err(Refusal::NotFound));
    assert!(
        commented.withdraw_comment(1, ME, NOON).is_err(),
        "another's comment is answered, not taken back"
    );
    let answered = commented.answer_comment(1, "Since May.", ME, NOON).unwrap();
    assert!(!answered.comments[0].is_open());
    assert_eq!(answered.answers, answer.answers, "a comment changes no answer");
    let gone = commented.withdraw("Another child's.", ME, NOON).unwrap();
    assert!(gone.answer_comment(1, "x", ME, NOON).is_err());
}
