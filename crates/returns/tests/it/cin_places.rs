//! Against which days a census is held, which plans and reviews belong together, and at which line and element of the file a rule is told. The child is invented.

use returns::cin::check::Checked;

use crate::cin_rules::{AFTER, PROTECTION, SOUND, changed, checked, of_child};

/// What is found in a return whose head says this, of a child with a protection plan that ended on the day.
fn ended(head: &str, day: &str) -> Checked {
    let child = changed(SOUND, &[(PROTECTION, &format!("{PROTECTION}<CPPendDate>{day}</CPPendDate>"))]);
    checked(&format!(
        "<Message>\n<Header>\n<CollectionDetails>\n{head}</CollectionDetails></Header>\n<Children>\n{child}\n</Children></Message>"
    ))
}

#[test]
fn days_are_held_against_the_reference_date_where_one_can_be_read() {
    let head = |year: &str, date: &str| format!("<Year>{year}</Year>\n<ReferenceDate>{date}</ReferenceDate>");
    // Year and reference date of the head, the last day that is within, and the first that is not; the year whose rules are used.
    for (head, last, after, year, agree) in [
        (head("2026", "2026-03-31"), "2026-03-31", "2026-04-01", 2026, true),
        (head("2025", "2026-03-31"), "2026-03-31", "2026-04-01", 2025, false),
        (head("2026", "2025-12-31"), "2025-12-31", "2026-01-01", 2026, false),
        (head("2026", "31/03/2026"), "2026-03-31", "2026-04-01", 2026, true),
        (head("2026", "1026-03-31"), "2026-03-31", "2026-04-01", 2026, true),
        ("<Year>2026</Year>".into(), "2026-03-31", "2026-04-01", 2026, true),
        ("<ReferenceDate>2026-03-31</ReferenceDate>".into(), "2026-03-31", "2026-04-01", 2026, true),
    ] {
        let (within, outside) = (ended(&head, last), ended(&head, after));
        assert!(!within.rules.contains_key("8930"), "{head}: {last}");
        assert!(outside.rules.contains_key("8930"), "{head}: {after}");
        assert_eq!(within.year, year, "{head}");
        let said = within.findings.iter().find(|found| found.words.contains("do not agree"));
        assert_eq!(said.is_none(), agree, "{head}: {said:?}");
    }
    // A year begins on 1 April of the year before its reference date.
    let head = head("2025", "2026-03-31");
    assert!(!ended(&head, "2025-04-01").rules.contains_key("8930"));
    assert!(ended(&head, "2025-03-31").rules.contains_key("8930"));
    let said = ended(&head, "2025-04-01");
    let said = said.findings.iter().find(|found| found.element == "ReferenceDate").unwrap();
    assert_eq!((said.line, said.text.as_str()), (5, "2026-03-31"));
    assert!(said.words.contains("2025-04-01 to 2026-03-31") && said.words.contains("2024-25"), "{said:?}");
}

#[test]
fn a_review_falls_only_into_a_plan_of_its_own_episode() {
    let second = "</CINdetails><CINdetails><CINreferralDate>2025-11-25</CINreferralDate><ReferralSource>6</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode><CINPlanDates><CINPlanStartDate>2025-11-25</CINPlanStartDate><CINPlanEndDate>2025-12-20</CINPlanEndDate></CINPlanDates><ReferralNFA>0</ReferralNFA>\n</CINdetails>\n</Child>";
    let apart = of_child(2026, &changed(SOUND, &[(AFTER, second)]));
    assert!(!apart.contains("4003") && apart.contains("4016"), "{apart:?}");
    let plan = "<CINPlanDates><CINPlanStartDate>2025-11-25</CINPlanStartDate><CINPlanEndDate>2025-12-20</CINPlanEndDate></CINPlanDates><Section47>";
    assert!(of_child(2026, &changed(SOUND, &[("<Section47>", plan)])).contains("4003"));
}

#[test]
fn a_place_names_the_line_of_its_group_and_the_later_day() {
    let lines = |text: &str, code: &str| -> Vec<(u64, Vec<&str>)> {
        let places = checked(text).places;
        let of = places.iter().filter(|place| place.rule == code);
        of.map(|place| (place.line, place.elements.to_vec())).collect()
    };
    let head = "<Message>\n<Header>\n<CollectionDetails>\n<Year>2026</Year>\n<ReferenceDate>2026-03-30</ReferenceDate>\n</CollectionDetails>\n</Header>\n<Children>\n";
    let text = format!("{head}{SOUND}\n</Children></Message>");
    assert_eq!(lines(&text, "100"), [(5, vec!["ReferenceDate"])]);
    assert_eq!(lines("<Message>\n<Header/>\n<Children/></Message>", "100"), [(2, vec!["ReferenceDate"])]);
    // The child is at line 9: its identifiers at 10, its characteristics at 11.
    let wrong = changed(&text, &[("H801200001001", "J801200001001"), ("WBRI", "WHITE")]);
    assert_eq!(lines(&wrong, "1510"), [(10, vec!["UPN"])]);
    assert_eq!(lines(&wrong, "4220"), [(11, vec!["Ethnicity"])]);
    let closed = changed(
        &text,
        &[
            (
                "<Assessments>",
                "<CINclosureDate>2025-09-02</CINclosureDate><ReasonForClosure>RC1</ReasonForClosure>\n<Assessments>",
            ),
            (PROTECTION, &format!("{PROTECTION}<CPPendDate>2025-12-05</CPPendDate>")),
        ],
    );
    assert_eq!(
        lines(&closed, "8565"),
        [(18, vec!["CINclosureDate", "DateOfInitialCPC"]), (20, vec!["CINclosureDate", "CPPendDate"])]
    );
}
