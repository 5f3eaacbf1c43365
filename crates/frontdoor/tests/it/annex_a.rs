//! Ofsted's lists from the command line: made from the record, checked by the program itself with nothing to say but what is so, and anybody's workbook checked.

use std::fs;

use serde_json::Value;

use crate::{council, run};

const CENSUS: &str = "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header>
<Children><Child>
<ChildIdentifiers><LAchildID>NB7</LAchildID><UPNunknown>UN1</UPNunknown><PersonBirthDate>2022-01-02</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities></ChildCharacteristics>
<CINdetails><CINreferralDate>2025-09-02</CINreferralDate><ReferralSource>2A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>
<Assessments><AssessmentActualStartDate>2025-09-03</AssessmentActualStartDate></Assessments><ReferralNFA>0</ReferralNFA></CINdetails>
</Child></Children></Message>";

#[test]
#[expect(clippy::disallowed_methods, reason = "the program under test reads the clock too")]
fn lists_are_made_from_the_record_and_checked() {
    let folder = council();
    fs::write(folder.path().join("came.xml"), CENSUS).unwrap();
    run(folder.path(), "import cin came.xml --accept --data data").well();
    let today = jiff::Zoned::now().date();
    let said = run(folder.path(), &format!("return annex-a --on {today} --out lists.xlsx --data data"));
    let said = said.well().to_owned();
    assert!(
        said.contains("lists.xlsx: 1 children") && said.contains("List 4, Assessments: 1 rows."),
        "{said}"
    );
    assert!(said.contains("List 9, Care leavers: 0 rows. Care leavers are not in this record."), "{said}");
    let found: Value = serde_json::from_str(
        run(folder.path(), &format!("check annex-a lists.xlsx --on {today} --format json")).well(),
    )
    .unwrap();
    assert_eq!(found["findings"], serde_json::json!([]), "{found}");
    assert_eq!(found["rows"]["List 6"], 1);
    let first = fs::read(folder.path().join("lists.xlsx")).unwrap();
    run(folder.path(), &format!("return annex-a --on {today} --out again.xlsx --data data")).well();
    assert!(
        fs::read(folder.path().join("again.xlsx")).unwrap() == first,
        "the same record gives the same bytes"
    );
    let tables = run(folder.path(), "return ssd --out tables --data data").well().to_owned();
    assert!(tables.contains("ssd_cin_episodes: 1 rows.") && tables.contains("tables: 47 tables"), "{tables}");
    let episodes = fs::read_to_string(folder.path().join("tables/ssd_cin_episodes.csv")).unwrap();
    assert!(
        episodes.starts_with("cine_referral_id,cine_person_id,cine_referral_date")
            && episodes.contains(",NB7,2025-09-02,N1,2A,"),
        "{episodes}"
    );
    assert!(run(folder.path(), "return ssd --out tables --data data").why().contains("holds files already"));
    let feed =
        run(folder.path(), "return csc-api --out feed.json --then sent.json --data data").well().to_owned();
    assert!(feed.contains("1 children in the feed, 1 of them to be sent, in 1 requests."), "{feed}");
    let nodes: Value = serde_json::from_slice(&fs::read(folder.path().join("feed.json")).unwrap()).unwrap();
    assert_eq!(nodes[0]["la_child_id"], "NB7");
    let again = run(folder.path(), "return csc-api --out more.json --acknowledged sent.json --data data")
        .well()
        .to_owned();
    assert!(again.contains("0 of them to be sent, in 0 requests."), "{again}");
}

#[test]
fn what_cannot_be_made_or_checked_says_why() {
    let folder = council();
    fs::write(folder.path().join("no.xlsx"), "Child Unique ID").unwrap();
    for (line, words) in [
        ("return annex-a --on 2001-01-01 --out no.xlsx --data data", "Nothing was on record"),
        ("return annex-a --on 2999-01-01 --out no.xlsx --data data", "lies ahead"),
        ("check annex-a no.xlsx", "not a workbook of the kind .xlsx"),
        ("check annex-a none.xlsx", "none.xlsx cannot be read"),
    ] {
        let said = run(folder.path(), line);
        assert!(said.why().contains(words), "{line}: {}", said.err);
    }
    // What a program reads is whole even then, and says why it ends.
    let refused = run(folder.path(), "check annex-a no.xlsx --format json");
    assert!(!refused.done);
    let said: Value = serde_json::from_str(&refused.out).unwrap();
    assert_eq!(said["findings"], serde_json::json!([]));
    assert!(said["refused"].as_str().unwrap().contains("not a workbook of the kind .xlsx"), "{said}");
    assert_eq!(fs::read_to_string(folder.path().join("no.xlsx")).unwrap(), "Child Unique ID");
}
