//! Moving in from the command line: proposals first, then what is taken, the report, the same file again, and the whole taken back. The people are invented.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::{council, run};

const PEOPLE: &str = "id,given name,family name,date of birth,shoe size
P1,Mara,Larchwood,2015-05-04,31
,,,soon,
P2,Ivo,Larchwood,2017-02-01,28
";
const CENSUS: &str = "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header>
<Children><Child>
<ChildIdentifiers><LAchildID>P1</LAchildID><UPNunknown>UN1</UPNunknown><PersonBirthDate>2015-05-04</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities></ChildCharacteristics>
<CINdetails><CINreferralDate>2025-09-02</CINreferralDate><ReferralSource>2A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>0</ReferralNFA></CINdetails>
</Child></Children></Message>";

/// The name of the import that a command told of.
fn named(said: &str) -> String {
    let line = said.lines().find_map(|line| line.strip_prefix("The import is "));
    line.unwrap().trim_end_matches('.').to_owned()
}

#[test]
fn history_comes_in_is_reported_and_goes_back() {
    let folder = council();
    let here = folder.path();
    fs::write(here.join("people.csv"), PEOPLE).unwrap();
    fs::write(here.join("came.xml"), CENSUS).unwrap();
    let said = run(here, "import people people.csv --data data").well().to_owned();
    assert!(said.contains("Nothing is taken in yet: --accept takes it."), "{said}");
    assert!(said.contains("Proposals: 2 wait, 0 accepted, 0 refused, 0 taken back."), "{said}");
    assert!(said.contains("Every row that came in is counted once."), "{said}");
    assert!(said.contains("1 rows are not carried. Nobody can be told from the row"), "{said}");
    assert!(run(here, "return cin --year 2026 --out no.xml --data data").why().contains("No child counts"));
    let said = run(here, "import people people.csv --accept --report people-report.csv --data data");
    let said = said.well().to_owned();
    assert!(said.contains("This file came before") && said.contains("Taken in."), "{said}");
    assert!(said.contains("Proposals: 0 wait, 2 accepted"), "{said}");
    // For its owner alone, as everything is that holds what a file says.
    let mode = fs::metadata(here.join("people-report.csv")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let people = named(&said);
    let told =
        run(here, &format!("import file {people} --out people-again.csv --data data")).well().to_owned();
    assert!(told.contains("as they came. SHA-256"), "{told}");
    assert_eq!(fs::read_to_string(here.join("people-again.csv")).unwrap(), PEOPLE);
    let table = fs::read_to_string(here.join("people-report.csv")).unwrap();
    assert!(table.contains("\"rows\",\"People\",\"\",\"no_identifier\",\"1\""), "{table}");
    // A census knows more of one of them.
    let said =
        run(here, "import cin came.xml --accept --report census-report.csv --data data").well().to_owned();
    assert!(said.contains("1 children, 0 of them new; 1 new episodes."), "{said}");
    let census = named(&said);
    assert!(run(here, "return cin --year 2026 --out went.xml --data data").well().contains("1 children"));
    let again = run(here, "import cin came.xml --accept --data data").well().to_owned();
    assert!(again.contains("1 children, 0 of them new; 0 new episodes."), "{again}");
    let list = run(here, "import list --data data").well().to_owned();
    assert!(list.contains("CIN census: came.xml") && list.contains("List of people: people.csv"), "{list}");
    let report = run(here, &format!("import report {census} --data data")).well().to_owned();
    assert!(report.contains("CINdetails") && report.contains("SHA-256"), "{report}");
    // The census goes back, and what the list brought stands.
    let back = format!("import take-back {census} --reason wrong --data data");
    assert!(run(here, &back).well().contains("1 proposals are taken back."));
    assert!(run(here, &back).why().contains("taken back already"));
    assert!(
        run(here, "return cin --year 2026 --out after.xml --data data").why().contains("No child counts")
    );
    run(here, "verify --data data").well();
}

#[test]
fn what_cannot_be_brought_says_where_and_brings_nothing() {
    let folder = council();
    let here = folder.path();
    fs::write(here.join("broken.xml"), &CENSUS[..CENSUS.len() - 30]).unwrap();
    fs::write(here.join("strange.csv"), "colour,size\nred,1\n").unwrap();
    fs::create_dir(here.join("empty")).unwrap();
    for (line, words) in [
        ("import cin broken.xml --accept --data data", "line "),
        ("import cin none.xml --data data", "nothing is taken in from none.xml"),
        ("import people strange.csv --data data", "no heading is one of a list of people"),
        ("import annex-a broken.xml --data data", "nothing is taken in from broken.xml"),
        ("import ssd empty --data data", "has no CSV file"),
        ("import ssd broken.xml --data data", "is no folder"),
        ("import report nothing --data data", "is no import: frontdoor import list names them"),
    ] {
        let said = run(here, line);
        assert!(said.why().contains(words), "{line}: {}", said.err);
    }
    assert_eq!(run(here, "import list --data data").well(), "");
}
