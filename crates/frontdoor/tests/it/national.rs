//! A return made from the command line: a whole file or none, for its owner alone, and one that the check has nothing to say about but what is so.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::{council, run};

const CENSUS: &str = "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header>
<Children><Child>
<ChildIdentifiers><LAchildID>NB7</LAchildID><UPNunknown>UN1</UPNunknown><PersonBirthDate>2022-01-02</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities></ChildCharacteristics>
<CINdetails><CINreferralDate>2025-09-02</CINreferralDate><ReferralSource>2A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>0</ReferralNFA></CINdetails>
</Child></Children></Message>";

#[test]
fn a_census_is_made_from_the_record_and_checked() {
    let folder = council();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("came.xml"), CENSUS).unwrap();
    run(folder.path(), "import cin came.xml --accept --data data").well();
    let said = run(folder.path(), "return cin --year 2026 --out went.xml --data data");
    assert!(
        said.well().contains("went.xml: 1 children and 1 episodes of the year ending 31 March 2026"),
        "{}",
        said.out
    );
    assert_eq!(fs::metadata(path("went.xml")).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!path("went.xml.part").exists());
    let found: Value =
        serde_json::from_str(run(folder.path(), "check cin went.xml --format json").well()).unwrap();
    let rules: Vec<&String> = found["rules"].as_object().unwrap().keys().collect();
    // One child is no council: only what is asked of a whole return is found.
    assert_eq!(rules, ["2887Q", "2888Q"]);
    let earlier = run(folder.path(), "return cin --year 2025 --out none.xml --data data");
    assert!(earlier.why().contains("No child counts in the year"), "{}", earlier.err);
    assert!(!path("none.xml").exists() && !path("none.xml.part").exists());
    assert_eq!(found["findings"], serde_json::json!([]));
}

#[test]
fn a_return_that_cannot_be_made_leaves_no_file() {
    let folder = council();
    for (line, words) in [
        ("return cin --year 1999 --out no.xml --data data", "is not known"),
        ("return cin --year 2026 --out no.xml --as-known-on 2001-01-01 --data data", "Nothing was on record"),
        ("return cin --year 2026 --out nowhere/no.xml --data data", "nowhere/no.xml is not written"),
        ("return cin --year 2026 --out no.xml --data elsewhere", "no council's record"),
    ] {
        let said = run(folder.path(), line);
        assert!(said.why().contains(words), "{line}: {}", said.err);
    }
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["data"]);
}
