//! Each of GOV.UK's fixtures pairs a macro's options with the HTML it must give: ours must give the same. The fixtures come with the npm
//! package (MIT), which `npm ci` in `assets/src` fetches; the score stands in `docs/design-system.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::normalise::normalise;
use crate::options::draw;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/design-system.md");
const COMPONENTS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../assets/src/node_modules/govuk-frontend/dist/govuk/components"
);
const TABLE_START: &str = "<!-- score: written by the conformance test -->\n";
const TABLE_END: &str = "<!-- end of score -->\n";

/// Components we leave out, and why.
const NOT_USED: &[(&str, &str)] = &[
    ("accordion", "hides what a worker must scan; details and headings serve"),
    ("cookie-banner", "only the cookie that keeps a person signed in is set"),
    ("feedback", "GOV.UK's own footer part"),
    ("footer", "holds the crown and Crown copyright"),
    ("header", "holds the crown and the GOV.UK logotype"),
    ("language-navigation", "one language so far"),
];

#[derive(Default)]
struct Score {
    passed: usize,
    failures: Vec<String>,
}

fn fixtures_of(folder: &Path) -> Option<(String, Vec<Value>)> {
    let text = fs::read_to_string(folder.join("fixtures.json")).ok()?;
    let file: Value = serde_json::from_str(&text).unwrap();
    let component = file["component"].as_str().unwrap().to_owned();
    Some((component, file["fixtures"].as_array().unwrap().clone()))
}

fn first_difference(ours: &str, theirs: &str) -> String {
    let mut pairs = ours.lines().zip(theirs.lines());
    match pairs.find(|(one, other)| one != other) {
        Some((one, other)) => format!("ours   {}\n    theirs {}", one.trim(), other.trim()),
        None => format!("ours has {} lines, theirs {}", ours.lines().count(), theirs.lines().count()),
    }
}

fn scores(folder: &Path) -> BTreeMap<String, Score> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut all = BTreeMap::new();
    for (component, fixtures) in folders.iter().filter_map(|path| fixtures_of(path)) {
        if NOT_USED.iter().any(|(name, _)| *name == component) {
            continue;
        }
        let mut score = Score::default();
        for fixture in &fixtures {
            let name = fixture["name"].as_str().unwrap();
            let drawn = draw(&component, &fixture["options"])
                .unwrap_or_else(|| panic!("{component} is neither drawn nor listed as not used"));
            let ours = normalise(&drawn.into_string());
            let theirs = normalise(fixture["html"].as_str().unwrap());
            if ours == theirs {
                score.passed += 1;
            } else {
                score.failures.push(format!("{component}: {name}\n    {}", first_difference(&ours, &theirs)));
            }
        }
        all.insert(component, score);
    }
    all
}

fn table(scores: &BTreeMap<String, Score>) -> String {
    let all: usize = scores.values().map(|score| score.passed + score.failures.len()).sum();
    let passed: usize = scores.values().map(|score| score.passed).sum();
    let whole = scores.values().filter(|score| score.failures.is_empty()).count();
    let mut text = format!(
        "{whole} of {} components used pass every fixture: {passed} of {all} fixtures of govuk-frontend 6.6.0.\n\n\
         | Component | Fixtures | Passed |\n|---|---|---|\n",
        scores.len()
    );
    for (component, score) in scores {
        let count = score.passed + score.failures.len();
        writeln!(text, "| {component} | {count} | {} |", score.passed).unwrap();
    }
    text.push_str("\nNot used:\n\n");
    for (component, reason) in NOT_USED {
        writeln!(text, "- {component}: {reason}.").unwrap();
    }
    text
}

/// The document with this table between its marks.
fn document_with(document: &str, table: &str) -> String {
    let (before, rest) = document.split_once(TABLE_START).expect("the document has the table's first mark");
    let (_, after) = rest.split_once(TABLE_END).expect("the document has the table's last mark");
    format!("{before}{TABLE_START}{table}{TABLE_END}{after}")
}

#[test]
fn every_component_passes_every_fixture() {
    let folder = Path::new(COMPONENTS);
    if !folder.exists() {
        let how = "GOV.UK's fixtures are not here: run `npm ci --ignore-scripts` in assets/src";
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{how}");
        println!("skipped: {how}");
        return;
    }
    let scores = scores(folder);
    let failures: Vec<&str> = scores.values().flat_map(|score| &score.failures).map(String::as_str).collect();
    assert!(failures.is_empty(), "{} fixtures differ:\n{}", failures.len(), failures.join("\n"));
    let document = fs::read_to_string(DOCUMENT).unwrap();
    let expected = document_with(&document, &table(&scores));
    if document != expected {
        fs::write(DOCUMENT, &expected).unwrap();
        panic!(
            "the score in docs/design-system.md was out of date; it is written anew: look at it and commit"
        );
    }
}
