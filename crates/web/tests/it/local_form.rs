//! A council's own forms in a browser: chosen on the child's record, kept and gone on with, finished, corrected by one of two who wrote at once, read
//! as they were known, printed; and the same after the form has changed in the pack.

use std::sync::Arc;

use domain::pack::{ENGLAND, Pack};
use domain::staff::Role;

use crate::child::family::{Family, send, send_from};
use crate::house::{Answer, Invented, field};

const WORKER: Role = Role::SocialWorker;
const TOLD: &[(&str, &str)] = &[
    ("care.whom", "Her mother, who cannot walk far"),
    ("care.does", "house"),
    ("care.does", "medicine"),
    ("care.wants", "To go swimming on Fridays"),
    ("care.tell", "with_child"),
];

fn with<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let stays = fields.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    stays.chain(more).copied().collect()
}

#[track_caller]
fn taken(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.words());
    answer.to().to_owned()
}

#[test]
fn a_form_is_kept_gone_on_with_finished_and_printed() {
    let of = Invented::new();
    let family = Family::new(&of);
    of.get(WORKER, &family.page("")).says("All forms, and fill in another");
    of.get(WORKER, &family.page("/forms")).says("Young carer’s conversation").says("No form was filled in.");
    let new = family.page("/forms/new/young_carer");
    let page = of.get(WORKER, &new);
    page.says("Whom does the child look after?").says("Help with this question");
    of.get(WORKER, &format!("{new}?guidance=hidden"))
        .says_not("Help with this question")
        .says("Show guidance");
    assert_eq!(of.get(WORKER, &family.page("/forms/new/safety_plan")).status, 404, "it is not offered");
    // Kept with one answer: nothing is needed for that.
    let form = taken(&send_from(&of, WORKER, &page, &[("care.whom", "Her mother")]));
    of.get(WORKER, &form).says("Being written").says("Her mother").says("version 1");
    // Finishing needs what the form says it needs, and everything typed stands there again.
    let write = format!("{form}/write");
    let page = of.get(WORKER, &write);
    assert_eq!(field(&page, "care.whom"), "Her mother");
    let wrong = send_from(
        &of,
        WORKER,
        &page,
        &[("care.whom", "Her mother"), ("care.hours", "200"), ("_finish", "yes")],
    );
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("href=\"#care.hours\""), "{}", wrong.words());
    let wrong = send_from(&of, WORKER, &page, &[("care.whom", "Her mother"), ("_finish", "yes")]);
    assert!(wrong.body.contains("href=\"#care.wants\"") && field(&wrong, "care.whom") == "Her mother");
    taken(&send_from(&of, WORKER, &wrong, &with(TOLD, &[("_finish", "yes")])));
    let page = of.get(WORKER, &form);
    page.says("Finished").says("Cooking, cleaning, shopping; Medicine").says("Only with the child there");
    page.says("How it came to stand so");
    of.get(WORKER, &format!("{form}?version=1")).says("This is how it stood").says_not("swimming");
    let paper = of.get(WORKER, &format!("{form}/paper"));
    paper.says("swimming").says("Form “young_carer”, version 1.");
    of.get(WORKER, &family.page("/forms")).says("Finished");
    of.get(WORKER, &family.page("")).says("Young carer’s conversation");
    of.get(WORKER, &family.page("/forms?event=1")).says("No form was filled in.");
}

#[test]
fn two_who_correct_at_once_lose_nothing_and_an_error_stays_to_be_read() {
    let of = Invented::new();
    let family = Family::new(&of);
    let form =
        taken(&send(&of, WORKER, &family.page("/forms/new/young_carer"), &with(TOLD, &[("_finish", "yes")])));
    let write = format!("{form}/write");
    let (mine, theirs) = (of.get(WORKER, &write), of.get(WORKER, &write));
    mine.says("Why is it corrected?");
    let unreasoned = send_from(&of, WORKER, &mine, TOLD);
    assert_eq!(unreasoned.status, 422);
    assert!(unreasoned.body.contains("href=\"#reason\""), "{}", unreasoned.words());
    let reason = ("reason", "She told me again");
    taken(&send_from(&of, WORKER, &unreasoned, &with(TOLD, &[("care.tell", "yes"), reason])));
    let conflict = send_from(&of, WORKER, &theirs, &with(TOLD, &[("care.whom", "Her father"), reason]));
    assert_eq!(conflict.status, 409, "{}", conflict.words());
    conflict.says("Someone else saved this").says("Only with the child there");
    assert_eq!(field(&conflict, "care.whom"), "Her father");
    taken(&send_from(&of, WORKER, &conflict, &with(TOLD, &[("care.whom", "Her father"), reason])));
    let error = format!("{form}/error");
    assert_eq!(send(&of, WORKER, &error, &[("reason", " ")]).status, 422);
    taken(&send(&of, WORKER, &error, &[("reason", "It was her cousin")]));
    of.get(WORKER, &form)
        .says("It was recorded in error: It was her cousin")
        .says("Her father")
        .says_not("Go on with");
    assert_eq!(of.get(WORKER, &write).status, 409);
    of.get(WORKER, &family.page("")).says("No form was filled in.");
}

#[test]
fn a_form_is_where_its_child_is_and_for_those_who_read_the_child() {
    let of = Invented::new();
    let family = Family::new(&of);
    let form = taken(&send(&of, WORKER, &family.page("/forms/new/young_carer"), TOLD));
    let elsewhere = form.replace(&family.ava.to_string(), &"f".repeat(32));
    assert_eq!(of.get(WORKER, &elsewhere).status, 404);
    of.get(Role::Auditor, &form).says("Her mother").says_not("Go on with this form");
    assert_eq!(of.get(Role::Auditor, &format!("{form}/write")).status, 403);
    assert_eq!(of.get(Role::TeamManager, &form).status, 403);
}

#[test]
fn a_comment_stands_beside_its_answer_until_it_is_answered() {
    let of = Invented::new();
    let family = Family::new(&of);
    let form = taken(&send(&of, WORKER, &family.page("/forms/new/young_carer"), TOLD));
    let comment = format!("{form}/comment/care.whom");
    assert_eq!(send(&of, WORKER, &comment, &[("words", " ")]).status, 422);
    taken(&send(&of, WORKER, &comment, &[("words", "Since <when>?")]));
    taken(&send(&of, WORKER, &format!("{form}/comment/whole"), &[("words", "Well asked.")]));
    let page = of.get(WORKER, &form);
    page.says("2 comments wait for an answer").says("Since <when>?").says("Well asked.");
    assert!(page.body.contains("href=\"#comment-1\"") && page.body.contains("id=\"comment-1\""));
    assert_eq!(
        of.get(WORKER, &format!("{form}/comment/care.hours")).status,
        404,
        "nothing was answered there"
    );
    assert_eq!(of.get(Role::Auditor, &comment).status, 403);
    taken(&send(&of, WORKER, &format!("{form}/comments/1"), &[("words", "Since May.")]));
    taken(&send(&of, WORKER, &format!("{form}/comments/2"), &[("_back", "yes")]));
    let page = of.get(WORKER, &form);
    page.says("No comment waits for an answer.").says("Since May.").says("Taken back.");
    assert_eq!(send(&of, WORKER, &format!("{form}/comments/1"), &[("words", "Again")]).status, 409);
    assert_eq!(of.get(WORKER, &format!("{form}/comments/7")).status, 404);
}

/// Version 2 takes out one question, renames another and adds a third; version 1 stays beside it.
fn changed_pack() -> Pack {
    let first = ENGLAND.iter().find(|(name, _)| *name == "forms/young_carer.toml").unwrap().1;
    let (before, after) = first.split_once("[[section.question]]\nid = \"hours\"").unwrap();
    let (_, after) = after.split_once("\n\n").unwrap();
    let second = format!("{before}{after}")
        .replacen("version = 1", "version = 2", 1)
        .replacen("id = \"whom\"", "id = \"who\"", 1)
        .replacen("Whom does the child look after?", "Who is looked after?", 1)
        .replacen(
            "[[section.question]]\nid = \"school\"",
            "[[section.question]]\nid = \"nights\"\nkind = \"yes_no\"\nlabel = \"At night too?\"\nneeded = \"submit\"\nowner = \"A\"\nwhy = \"B\"\n\n[[section.question]]\nid = \"school\"",
            1,
        );
    Pack::over_england([("forms/young_carer.toml", second.as_str()), ("forms/young_carer.1.toml", first)])
        .unwrap_or_else(|problems| panic!("{problems:?}"))
}

#[test]
fn an_answer_keeps_its_questions_when_the_form_changes_and_the_next_one_has_the_new() {
    let mut of = Invented::new();
    let family = Family::new(&of);
    let new = family.page("/forms/new/young_carer");
    let old = taken(&send(&of, WORKER, &new, &with(TOLD, &[("care.hours", "30")])));
    of.set_up(|mut house| {
        house.pack = Arc::new(changed_pack());
        house
    });
    // Read beside the questions that were asked.
    let page = of.get(WORKER, &old);
    page.says("Whom does the child look after?").says("How many hours in a usual week?").says("version 1.");
    page.says_not("Who is looked after?").says_not("At night too?").says_not("no longer has a place for");
    // Gone on with in the version it was begun with, and finished in it.
    let page = of.get(WORKER, &format!("{old}/write"));
    page.says("Version 1 of the form.").says("How many hours").says_not("At night too?");
    assert_eq!(field(&page, "care.hours"), "30");
    taken(&send_from(&of, WORKER, &page, &with(TOLD, &[("care.hours", "31"), ("_finish", "yes")])));
    of.get(WORKER, &old).says("Finished").says("31").says("version 1.");
    // The next is asked the new questions.
    let page = of.get(WORKER, &new);
    page.says("Version 2 of the form.")
        .says("Who is looked after?")
        .says("At night too?")
        .says_not("How many hours");
    let renamed = [("care.who", "Her brother"), ("care.nights", "yes"), ("_finish", "yes")];
    let told = with(TOLD, &renamed);
    let told: Vec<_> = told.into_iter().filter(|(name, _)| *name != "care.whom").collect();
    let next = taken(&send_from(&of, WORKER, &page, &told));
    of.get(WORKER, &next).says("version 2.").says("Her brother");
    of.get(WORKER, "/forms/young_carer").says("Versions: 2 , 1").says("Who is looked after?");
    of.get(WORKER, "/forms/young_carer?version=1").says("Whom does the child look after?");
}

#[test]
fn every_form_of_the_pack_can_be_looked_at_and_printed() {
    let of = Invented::new();
    let list = of.get(Role::Administrator, "/forms");
    for form in &of.house.pack.forms {
        list.says(&form.id);
        let page = of.get(Role::Administrator, &format!("/forms/{}", form.id));
        page.says(&form.title)
            .says("Nothing that you type here is kept or sent.")
            .says("Why each question is asked");
        let paper = of.get(WORKER, &format!("/forms/{}/paper", form.id));
        paper.says(&format!("Form “{}”, version {}.", form.id, form.version));
    }
    assert_eq!(of.get(WORKER, "/forms/nothing").status, 404);
    assert_eq!(of.get(WORKER, "/forms/young_carer?version=9").status, 404);
}
