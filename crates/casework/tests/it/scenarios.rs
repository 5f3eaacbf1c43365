//! Every story in `scenarios/` runs through the real use cases on both engines, and leaves a record that verifies.

use std::path::Path;
use std::sync::Arc;

use casework::House;
use casework::scenario::{Stage, Story, run};
use casework::simulation::{SeededChance, SimulatedClock};
use store::testing::each_engine;

/// Runs one story on each engine; what was not so, in words.
fn tell(file: &Path) -> String {
    let told = std::cell::RefCell::new(String::new());
    let text = std::fs::read_to_string(file).unwrap();
    let story = Story::read(&text).unwrap_or_else(|problem| panic!("{}: {problem}", file.display()));
    each_engine(|engine, store| {
        let clock = Arc::new(SimulatedClock::at(story.begins));
        let pack = Arc::new(domain::pack::england().clone());
        let calendar = Arc::new(pack.calendar());
        let house =
            House::new(store.clone(), pack, calendar, clock.clone(), Arc::new(SeededChance::from_seed(1)));
        let house = crate::document::with_press(house);
        let report = run(&Stage { house, clock }, &story).unwrap();
        if !report.holds() {
            told.borrow_mut().push_str(&format!("{} on {engine}:\n{}", file.display(), report.in_words()));
        }
        let verified = store.verify(&[], &mut |_| {}).unwrap();
        assert!(verified.is_sound(), "{} on {engine}: {verified:?}", file.display());
    });
    told.into_inner()
}

#[test]
fn every_story_holds_on_both_engines() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let mut stories: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    stories.sort();
    assert!(stories.len() >= 8);
    let told: String = stories.iter().map(|story| tell(story)).collect();
    assert!(told.is_empty(), "{told}");
}

#[test]
fn a_story_that_is_wrong_says_where() {
    let story =
        |step: &str| format!("title = \"t\"\nbegins = \"2026-01-05 09:00\"\n[people]\n[[step]]\n{step}\n");
    let check = |step: &str, line: usize, words: &str| {
        let problem = Story::read(&story(step)).unwrap_err();
        assert_eq!(problem.line, line, "{step}: {problem}");
        assert!(problem.words.contains(words), "{step}: {problem}");
    };
    check("does = \"fly\"", 4, "fly");
    check("does = \"wait\"\nat = \"noonish\"", 4, "noonish");
    check("does = \"wait\"\nwho = \"nobody\"", 4, "nobody");
    check("does = \"wait\"\nthen = [{ sees = \"content\", smells = 1 }]", 4, "smells");
    check("does = \"look\"\nchildren = \"ava\"", 4, "children");
}
