//! A return checked from the command line: rules by their codes for programs, and for people the place, what is wrong and how to mend it.

use std::fs;

use serde_json::{Value, json};

use crate::run;

/// Two open episodes of one child, a day that cannot be read, and no reference date.
const CENSUS: &str = "<Message>
<Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year></CollectionDetails></Header>
<Children><Child>
<ChildIdentifiers><LAchildID>NB7</LAchildID><PersonBirthDate>2022-01-02</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities></ChildCharacteristics>
<CINdetails><CINreferralDate>2025-06-02</CINreferralDate><ReferralSource>2A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>0</ReferralNFA></CINdetails>
<CINdetails><CINreferralDate>2025-09-02</CINreferralDate><ReferralSource>2A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>
<CINPlanDates><CINPlanStartDate>2 September</CINPlanStartDate></CINPlanDates><ReferralNFA>0</ReferralNFA></CINdetails>
</Child></Children></Message>";

#[test]
fn a_return_is_checked_for_programs_and_for_people() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("census.xml"), CENSUS).unwrap();
    let found: Value =
        serde_json::from_str(run(folder.path(), "check cin census.xml --format json").well()).unwrap();
    assert_eq!(found["rules"]["8815"], json!(["NB7"]));
    assert_eq!(found["rules"]["100"], json!(["*HEADER*"]));
    assert_eq!(found["rules"]["2887Q"], json!(["*LA*"]));
    assert_eq!(found["findings"][0]["line"], 8);
    let lines: Vec<&Value> =
        found["locations"].as_array().unwrap().iter().filter(|each| each["rule"] == "8815").collect();
    assert_eq!((lines[0]["line"].as_u64(), lines[1]["line"].as_u64()), (Some(6), Some(7)));
    let said = run(folder.path(), "check cin census.xml");
    let said = said.well();
    for words in [
        "census.xml:6: error 8815, child NB7: Child has more than one open episode",
        "Close the earlier episode, or join the two.",
        "census.xml:8: child NB7, CINPlanStartDate: This is not a date.",
        "1 children and 2 episodes of the year ending 31 March 2026",
    ] {
        assert!(said.contains(words), "{words} is not in {said}");
    }
    assert_eq!(found["untold"], json!({ "locations": 0, "findings": 0 }));
    let earlier = run(folder.path(), "check cin census.xml --year 2025 --format json");
    assert_eq!(serde_json::from_str::<Value>(earlier.well()).unwrap()["year"], 2025);
}

#[test]
fn what_is_printed_holds_nothing_that_a_terminal_obeys() {
    let folder = tempfile::tempdir().unwrap();
    let write = |text: &str| fs::write(folder.path().join("census.xml"), text).unwrap();
    write(&CENSUS.replace("NB7", "N\u{9b}31mB7"));
    let said = run(folder.path(), "check cin census.xml");
    assert!(said.well().contains("child N 31mB7") && !said.out.contains('\u{9b}'), "{}", said.out);
    for (from, to) in [("NB7", "N\u{1b}[31mB7"), ("NB7", "N&#27;[31mB7"), ("<Child>", "<Chi\u{9b}ld>")] {
        write(&CENSUS.replace(from, to));
        let refused = run(folder.path(), "check cin census.xml");
        let why = refused.why();
        assert!(why.contains("character") && !why.contains(['\u{1b}', '\u{9b}']), "{why}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let child = &CENSUS[CENSUS.find("<Child>").unwrap()..CENSUS.find("</Children>").unwrap()];
    fs::write(folder.path().join("census.xml"), CENSUS.replace(child, &child.repeat(2_000))).unwrap();
    let program = env!("CARGO_BIN_EXE_frontdoor");
    for format in ["text", "json"] {
        let mut started = std::process::Command::new(program)
            .args(["check", "cin", "census.xml", "--format", format])
            .current_dir(folder.path())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(started.stdout.take());
        let ended = started.wait_with_output().unwrap();
        assert!(ended.status.success() && ended.stderr.is_empty(), "{format}: {ended:?}");
    }
}
