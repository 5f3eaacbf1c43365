//! Identifiers with check characters worked elsewhere.

use domain::person::nhs_number::{NhsNumber, NhsNumberCheck};
use domain::person::upn::{Upn, UpnCheck};

#[test]
fn identifiers_check_as_the_table_says() {
    let mut tried = 0;
    for line in include_str!("vectors/identifier_test_vectors.csv").lines().skip(1) {
        let fields: Vec<&str> = line.splitn(3, ',').collect();
        let [kind, value, expected] = fields[..] else { panic!("not three fields: {line}") };
        let valid = match kind {
            "UPN" => matches!(Upn::new(value).check(), UpnCheck::Valid | UpnCheck::ValidTemporary),
            "NHS" => NhsNumber::new(value).check() == NhsNumberCheck::Valid,
            other => panic!("no identifier of this kind: {other}"),
        };
        assert_eq!(valid, expected == "valid", "{line}");
        tried += 1;
    }
    assert_eq!(tried, 15);
}
