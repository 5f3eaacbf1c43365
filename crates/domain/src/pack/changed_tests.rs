//! Packs changed as people change them.

use super::*;
use crate::pack::{ENGLAND, england};

fn england_with(name: &str, from: &str, to: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> =
        ENGLAND.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let text = files.iter_mut().find(|(file, _)| file == name).unwrap();
    assert!(text.1.contains(from), "{from}");
    text.1 = text.1.replacen(from, to, 1);
    files
}

fn told(files: &[(String, String)], against: Against) -> Vec<String> {
    let pack = Pack::read(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).unwrap();
    changed(files, &pack, england(), against).iter().map(ToString::to_string).collect()
}

#[test]
fn a_question_that_changed_under_the_same_version_is_told() {
    const FILE: &str = "forms/contact.toml";
    for (from, to, words) in [
        (
            "Does a child in this family look after somebody?",
            "Is there a young carer?",
            "“local.young_carer”: its words",
        ),
        ("words = \"A refuge\"", "words = \"Shelter\"", "“local.home_tonight”: its choices"),
        ("id = \"young_carer_who\"", "id = \"whom\"", "“local.young_carer_who” is gone; “local.whom” is new"),
        (
            "\"young_carer\", is = \"yes\"",
            "\"young_carer\", is = \"no\"",
            "“local.young_carer_who”: when it is asked",
        ),
        (
            "kind = \"short_text\"\nlabel = \"Who looks",
            "kind = \"long_text\"\nlabel = \"Who looks",
            "“local.young_carer_who”: its kind",
        ),
        ("Also ask, if there is time", "Also ask", "section “local”: its title"),
        (
            "label = \"Who looks after whom?\"",
            "label = \"Who looks after whom?\"\nneeded = \"submit\"",
            "from when it is needed",
        ),
    ] {
        let told = told(&england_with(FILE, from, to), Against::Default);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].starts_with("forms/contact.toml:4: Version 1") && told[0].contains(words),
            "{told:?}"
        );
        assert!(
            told[0].contains("Raise `version` to 2") && told[0].contains("forms/contact.1.toml"),
            "{told:?}"
        );
    }
    for (from, to) in [
        ("hint = \"A parent, brother or sister", "hint = \"Anybody: a parent, brother or sister"),
        ("owner = \"Housing lead\"", "owner = \"Head of housing\""),
    ] {
        assert_eq!(told(&england_with(FILE, from, to), Against::Before), Vec::<String>::new(), "{to}");
    }
}

#[test]
fn a_version_that_is_thrown_away_is_told_where_it_was_in_use() {
    let raised = england_with("forms/contact.toml", "version = 1", "version = 2");
    assert_eq!(told(&raised, Against::Default), Vec::<String>::new());
    let gone = told(&raised, Against::Before);
    assert_eq!(gone.len(), 1, "{gone:?}");
    assert!(gone[0].starts_with("forms/contact.toml:4: Version 1 of the form “contact” is gone"), "{gone:?}");
    let mut kept = raised;
    let old = ENGLAND.iter().find(|(name, _)| *name == "forms/contact.toml").unwrap().1;
    kept.push(("forms/contact.1.toml".into(), old.to_owned()));
    assert_eq!(told(&kept, Against::Before), Vec::<String>::new());
    // The kept version is the one that was: changing it is told where it stands.
    let last = kept.last_mut().unwrap();
    last.1 = last.1.replacen("Who looks after whom?", "Who?", 1);
    let told = told(&kept, Against::Before);
    assert!(
        told[0].starts_with("forms/contact.1.toml:4: ") && told[0].contains("Raise `version` to 3"),
        "{told:?}"
    );
}
