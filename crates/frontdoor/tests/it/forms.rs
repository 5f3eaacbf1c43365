//! A form written by somebody who does not program, from the documentation alone: it is whole; ten slips in it are each told on their line, one by one and
//! all at once; and what changed since the pack that is in use is told too.

use std::fs;
use std::path::Path;

use crate::refusals::copy_folder;
use crate::{run, workspace};

const FORM: &str = include_str!("../data/forms/moving_home.toml");

/// What stands there, what is written instead, and what is said of it. It is said of the line that was written.
const SLIPS: [(&str, &str, &str); 10] = [
    (
        "title = \"A family moves home\"",
        "titel = \"A family moves home\"",
        "There is no `titel` here. Did you mean “title”?",
    ),
    ("kind = \"partial_date\"", "kind = \"date\"", "There is no kind of question called “date”."),
    ("missing = \"Say why they moved, or that nobody knows.\"", "missing = Say why", "quot"),
    (
        "value = \"chose\", words = \"They chose to\"",
        "value = \"fled\", words = \"They chose to\"",
        "Each choice has a value of its own",
    ),
    (
        "when = { question = \"reason\", is = \"fled\" }",
        "when = { question = \"reson\", is = \"fled\" }",
        "Did you mean “reason”?",
    ),
    ("prefill = \"child.school\"", "prefill = \"child.skool\"", "Did you mean “child.school”?"),
    (
        "is = [\"evicted\", \"fled\"] }",
        "is = [\"evicted\", \"fleeing\"] }",
        "“move.reason” can never be “fleeing”.",
    ),
    ("min = 0\nmax = 12", "min = \"0\"\nmax = 12", "`min` must be a whole number without quotes"),
    (
        "{ value = \"worse\", words = \"Worse\", weight = 2 }",
        "{ value = \"worse\", words = \"Worse\", wieght = 2 }",
        "Did you mean “weight”?",
    ),
    ("id = \"friends\"", "id = \"sleep\"", "Two questions of this section are called “sleep”."),
];

fn pack_with(here: &Path, form: &str) {
    copy_folder(workspace("packs/england").as_ref(), &here.join("ours"));
    fs::write(here.join("ours/forms/moving_home.toml"), form).unwrap();
}

/// The line on which a text stands in a form.
fn line(form: &str, text: &str) -> usize {
    form[..form.rfind(text).unwrap()].matches('\n').count() + 1
}

#[test]
fn a_form_written_from_the_documentation_is_whole() {
    let here = tempfile::tempdir().unwrap();
    pack_with(here.path(), FORM);
    assert!(run(here.path(), "pack check ours").well().contains("ours is whole"));
}

#[test]
fn ten_slips_are_each_told_on_their_line() {
    let here = tempfile::tempdir().unwrap();
    pack_with(here.path(), FORM);
    for (right, slip, words) in SLIPS {
        assert!(FORM.contains(right), "{right}");
        let form = FORM.replacen(right, slip, 1);
        fs::write(here.path().join("ours/forms/moving_home.toml"), &form).unwrap();
        let said = run(here.path(), "pack check ours");
        assert!(!said.done, "{slip}");
        // Nothing but this form is blamed, and the slip is told where it is.
        let told: Vec<&str> = said.out.lines().collect();
        assert!(told.iter().all(|one| one.starts_with("ours/forms/moving_home.toml:")), "{told:?}");
        let begins = format!("ours/forms/moving_home.toml:{}: ", line(&form, slip));
        assert!(
            told.iter().any(|one| one.starts_with(&begins) && one.contains(words)),
            "{begins}{words}: {told:?}"
        );
    }
}

#[test]
fn all_of_them_at_once_are_told_at_once() {
    let here = tempfile::tempdir().unwrap();
    // A file that is no TOML is told alone: what is in it nobody knows.
    let slips = SLIPS.iter().filter(|(_, slip, _)| !slip.starts_with("missing"));
    let form = slips.clone().fold(FORM.to_owned(), |form, (right, slip, _)| form.replacen(right, slip, 1));
    pack_with(here.path(), &form);
    let said = run(here.path(), "pack check ours");
    // An unknown kind takes any answer, so that one slip is told once.
    for (_, slip, words) in slips {
        let begins = format!("ours/forms/moving_home.toml:{}: ", line(&form, slip));
        let told = said.out.lines().any(|one| one.starts_with(&begins) && one.contains(words));
        assert!(told, "{begins}{words} in:\n{}", said.out);
    }
}

#[test]
fn a_pack_is_compared_with_the_one_in_use() {
    let here = tempfile::tempdir().unwrap();
    pack_with(here.path(), FORM);
    copy_folder(&here.path().join("ours"), &here.path().join("in-use"));
    assert!(run(here.path(), "pack check ours --was in-use").well().contains("whole"));
    let changed = FORM.replacen("Why did they move?", "What made them move?", 1);
    fs::write(here.path().join("ours/forms/moving_home.toml"), &changed).unwrap();
    assert!(run(here.path(), "pack check ours").well().contains("whole"), "England has no such form");
    let said = run(here.path(), "pack check ours --was in-use");
    assert_eq!(said.why(), "the practice pack in ours has 1 problem");
    assert!(
        said.out.starts_with("ours/forms/moving_home.toml:3: Version 1 of this form was already in use"),
        "{}",
        said.out
    );
    let raised = changed.replacen("version = 1", "version = 2", 1);
    fs::write(here.path().join("ours/forms/moving_home.toml"), &raised).unwrap();
    let said = run(here.path(), "pack check ours --was in-use");
    assert!(said.out.contains("is gone") && !said.done, "{}", said.out);
    fs::write(here.path().join("ours/forms/moving_home.1.toml"), FORM).unwrap();
    run(here.path(), "pack check ours --was in-use").well();
}
