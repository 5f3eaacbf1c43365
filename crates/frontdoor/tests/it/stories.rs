//! Stories and imports, from the terminal.

use crate::{council, run, workspace};

#[test]
fn a_story_is_told_in_words_and_as_json() {
    let here = tempfile::tempdir().unwrap();
    let story = workspace("scenarios/good_day.toml");
    let words = run(here.path(), &format!("scenario run {story}"));
    assert!(words.well().contains("  clock T01"), "{}", words.out);
    let json = run(here.path(), &format!("scenario run {story} --format json"));
    let report: serde_json::Value = serde_json::from_str(json.well()).unwrap();
    assert!(!report["acts"].as_array().unwrap().is_empty(), "{report}");
    assert_eq!(report["failures"], serde_json::json!([]));
    let again = run(here.path(), &format!("scenario run {story} --format json"));
    assert_eq!(again.well(), json.out, "a story is the same each time");
}

#[test]
fn a_story_that_is_not_so_fails() {
    let here = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(workspace("scenarios/good_day.toml")).unwrap();
    let wrong = text.replacen("stage = \"decided\"", "stage = \"received\"", 1);
    let wrong =
        if wrong == text { text.replacen("refused = \"", "refused = \"never said ", 1) } else { wrong };
    assert_ne!(wrong, text, "the story has something to make untrue");
    std::fs::write(here.path().join("wrong.toml"), wrong).unwrap();
    let said = run(here.path(), "scenario run wrong.toml");
    assert!(said.why().contains("of what the story expects was not so"), "{}", said.err);
    assert!(said.out.contains("NOT SO"), "{}", said.out);
}

#[test]
fn a_census_is_proposed_then_taken_once() {
    let census = workspace("../shared/specs/cin/samples");
    let Ok(files) = std::fs::read_dir(&census) else {
        eprintln!("skipped: {census} is not there");
        return;
    };
    let mut files: Vec<_> = files
        .map(|file| file.unwrap().path())
        .filter(|file| file.extension().is_some_and(|end| end == "xml"))
        .collect();
    files.sort_by_key(|file| std::fs::metadata(file).unwrap().len());
    let file = files.first().unwrap().display();
    let folder = council();
    let proposed = run(folder.path(), &format!("import cin {file} --data data"));
    assert!(proposed.well().contains("Nothing is taken in yet"), "{}", proposed.out);
    let taken = run(folder.path(), &format!("import cin {file} --accept --data data"));
    assert!(taken.well().ends_with("Taken in.\n"), "{}", taken.out);
    let again = run(folder.path(), &format!("import cin {file} --data data"));
    assert!(again.well().contains(" 0 of them new; 0 new episodes"), "{}", again.out);
    run(folder.path(), "verify --data data").well();
}
