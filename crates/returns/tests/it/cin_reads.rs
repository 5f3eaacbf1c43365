//! What is read from a census, in each of its shapes, and what is found wrong in it. Every child is invented.

use jiff::civil::date;
use returns::cin::{CinChild, Given, ReadError, Sex, Summary, read};

pub fn read_text(text: &str) -> Result<(Summary, Vec<CinChild>), ReadError> {
    let mut children = Vec::new();
    let summary = read(text.as_bytes(), &mut |child| children.push(child))?;
    Ok((summary, children))
}

/// A return of one child, given what is inside its `Child` element.
pub fn one_child(inside: &str) -> String {
    format!("<Message><Children>\n<Child>\n{inside}\n</Child>\n</Children></Message>")
}

const WHOLE: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<Message xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="CIN.xsd">
  <!-- made for a test -->
  <Header>
    <CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>
    <Source><SourceLevel>L</SourceLevel><LEA>999</LEA><SerialNo>001</SerialNo></Source>
  </Header>
  <Children>
    <Child>
      <ChildIdentifiers>
        <LAchildID>NB0001</LAchildID><UPN>A850728973744</UPN><PersonBirthDate>2015-03-12</PersonBirthDate><Sex>F</Sex>
      </ChildIdentifiers>
      <ChildCharacteristics>
        <Ethnicity>WBRI</Ethnicity><Disabilities><Disability>HEAR</Disability><Disability>MOB</Disability></Disabilities>
      </ChildCharacteristics>
      <CINdetails>
        <CINreferralDate>2025-05-01</CINreferralDate><ReferralSource>1A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>
        <CINclosureDate>2025-11-30</CINclosureDate><ReasonForClosure>RC1</ReasonForClosure>
        <DateOfInitialCPC>2025-06-20</DateOfInitialCPC>
        <Assessments>
          <AssessmentActualStartDate>2025-05-02</AssessmentActualStartDate>
          <AssessmentInternalReviewDate>2025-05-12</AssessmentInternalReviewDate>
          <AssessmentAuthorisationDate>2025-06-10</AssessmentAuthorisationDate>
          <FactorsIdentifiedAtAssessment><AssessmentFactors>1A</AssessmentFactors><AssessmentFactors>2B</AssessmentFactors></FactorsIdentifiedAtAssessment>
        </Assessments>
        <CINPlanDates><CINPlanStartDate>2025-06-11</CINPlanStartDate></CINPlanDates>
        <Section47>
          <S47ActualStartDate>2025-06-01</S47ActualStartDate><InitialCPCtarget>2025-06-20</InitialCPCtarget>
          <DateOfInitialCPC>2025-06-20</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired>
        </Section47>
        <ReferralNFA>false</ReferralNFA>
        <ChildProtectionPlans>
          <CPPstartDate>2025-06-20</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
          <LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse><NumberOfPreviousCPP>1</NumberOfPreviousCPP>
          <Reviews><CPPreviewDate>2025-09-10</CPPreviewDate><CPPreviewDate>2025-11-20</CPPreviewDate></Reviews>
        </ChildProtectionPlans>
        <PreProceedingsandFGDM>
          <PPStartDate>2025-09-09</PPStartDate><FGDMMeetingOffer>1</FGDMMeetingOffer><ReviewMeetingsCount>3</ReviewMeetingsCount>
          <PPOutcome>A</PPOutcome>
        </PreProceedingsandFGDM>
      </CINdetails>
      <CINdetails><CINreferralDate>2026-02-01</CINreferralDate><ReferralNFA>1</ReferralNFA></CINdetails>
    </Child>
  </Children>
</Message>
"#;

#[test]
fn a_whole_return_is_read_with_nothing_left_over() {
    let (summary, children) = read_text(WHOLE).unwrap();
    assert_eq!((summary.children, summary.episodes, summary.found), (1, 2, 0), "{children:#?}");
    assert_eq!(summary.header.year.as_deref(), Some("2026"));
    assert_eq!(summary.header.reference_date, Given::Read(date(2026, 3, 31)));
    assert_eq!(summary.header.sources[0].lea.as_deref(), Some("999"));
    let child = &children[0];
    assert_eq!((child.line, child.episodes[0].line, child.episodes[1].line), (9, 16, 42));
    let who = &child.identifiers;
    assert_eq!(
        (who.la_child_id.as_str(), who.sex, who.birth),
        ("NB0001", Some(Sex::Female), Given::Read(date(2015, 3, 12)))
    );
    assert_eq!(child.characteristics.disabilities, ["HEAR", "MOB"]);
    let episode = &child.episodes[0];
    assert_eq!(episode.closure_reason.as_deref(), Some("RC1"));
    assert_eq!(episode.referral_no_further_action, Given::Read(false));
    assert_eq!(episode.assessments[0].factors, ["1A", "2B"]);
    assert_eq!(episode.assessments[0].authorised, Given::Read(date(2025, 6, 10)));
    assert_eq!(
        (episode.plans[0].started, episode.plans[0].ended),
        (Given::Read(date(2025, 6, 11)), Given::Missing)
    );
    assert_eq!(episode.section47s[0].conference_not_required, Given::Read(false));
    assert_eq!(episode.protection_plans[0].reviews, [date(2025, 9, 10), date(2025, 11, 20)].map(Given::Read));
    assert_eq!(episode.protection_plans[0].previous_plans, Given::Read(1));
    assert_eq!(episode.pre_proceedings[0].family_meeting_offered, Given::Read(true));
    assert_eq!(episode.pre_proceedings[0].review_meetings, Given::Read(3));
    assert_eq!(child.episodes[1].referral_no_further_action, Given::Read(true));
}

#[test]
fn both_shapes_of_sex_are_read() {
    for (element, expected, findings) in [
        ("<GenderCurrent>1</GenderCurrent>", Some(Sex::Male), 0),
        ("<GenderCurrent>2</GenderCurrent>", Some(Sex::Female), 0),
        ("<GenderCurrent>0</GenderCurrent>", Some(Sex::Unknown), 0),
        ("<GenderCurrent>9</GenderCurrent>", Some(Sex::Indeterminate), 0),
        ("<Sex>M</Sex>", Some(Sex::Male), 0),
        ("<Sex> U </Sex>", Some(Sex::Unknown), 0),
        ("<Sex>1</Sex>", Some(Sex::Male), 1),
        ("<GenderCurrent>F</GenderCurrent>", Some(Sex::Female), 1),
        ("<Sex>X</Sex>", None, 1),
        ("<Sex/>", None, 0),
        ("<Sex>M</Sex><GenderCurrent>2</GenderCurrent>", Some(Sex::Male), 1),
    ] {
        let inside =
            format!("<ChildIdentifiers><LAchildID>A</LAchildID>{element}</ChildIdentifiers><CINdetails/>");
        let (_, children) = read_text(&one_child(&inside)).unwrap();
        assert_eq!(
            (children[0].identifiers.sex, children[0].findings.len()),
            (expected, findings),
            "{element}"
        );
    }
}

#[test]
fn what_is_wrong_is_found_and_the_rest_is_kept() {
    const NOT_A_DATE: &str = "This is not a date. A date is written year-month-day: 2026-03-31.";
    const STRAY: &str = "There is text between the elements. It was passed over.";
    const UNKNOWN: &str = "This element is not part of the return here. It was passed over.";
    let cases = [
        ("<CINreferralDate>31/11/2025</CINreferralDate>", 4, "CINreferralDate", NOT_A_DATE, "31/11/2025"),
        ("<CINreferralDate>2025-11-31</CINreferralDate>", 4, "CINreferralDate", NOT_A_DATE, "2025-11-31"),
        (
            "<CINclosureDate>2025-11-30T00:00</CINclosureDate>",
            4,
            "CINclosureDate",
            NOT_A_DATE,
            "2025-11-30T00:00",
        ),
        (
            "<ReferralNFA>maybe</ReferralNFA>",
            4,
            "ReferralNFA",
            "This is neither yes (1, true) nor no (0, false).",
            "maybe",
        ),
        (
            "<ChildProtectionPlans><NumberOfPreviousCPP>-1</NumberOfPreviousCPP></ChildProtectionPlans>",
            4,
            "NumberOfPreviousCPP",
            "This is not a whole number.",
            "-1",
        ),
        ("\n\n<Mood>low</Mood>", 6, "Mood", UNKNOWN, "low"),
        ("<ReferralSource><Deep>1</Deep>1A</ReferralSource>", 4, "Deep", UNKNOWN, "1"),
        ("PersonBirthDate", 4, "CINdetails", STRAY, "PersonBirthDate"),
        (
            "<ReferralSource>1A</ReferralSource><ReferralSource>1B</ReferralSource>",
            4,
            "ReferralSource",
            "This is written more than once. The first was kept.",
            "1B",
        ),
        (
            "<Section47 id=\"7\"/>",
            4,
            "Section47",
            "This element has attributes. They were passed over.",
            "id",
        ),
    ];
    for (part, line, element, words, text) in cases {
        let id = "<ChildIdentifiers><LAchildID>A1</LAchildID></ChildIdentifiers>";
        let inside = format!("{id}\n<CINdetails>{part}</CINdetails>");
        assert_eq!(
            found_in(&inside),
            [(line, element.to_owned(), words.to_owned(), text.to_owned())],
            "{part}"
        );
    }
}

#[test]
fn what_is_missing_is_found() {
    let id = "<ChildIdentifiers><LAchildID>A1</LAchildID></ChildIdentifiers>";
    for (inside, element, words) in [
        (id, "CINdetails", "The child has no episode of need."),
        ("<CINdetails/>", "LAchildID", "The child has no LAchildID."),
    ] {
        assert_eq!(found_in(inside), [(2, element.to_owned(), words.to_owned(), String::new())], "{inside}");
    }
}

/// Line, element, words and text of each finding in a return of one child.
fn found_in(inside: &str) -> Vec<(u64, String, String, String)> {
    let (_, children) = read_text(&one_child(inside)).unwrap_or_default();
    let findings = children.into_iter().flat_map(|child| child.findings);
    findings.map(|finding| (finding.line, finding.element, finding.words, finding.text)).collect()
}

#[test]
fn the_same_child_twice_is_found() {
    let child = "<Child><ChildIdentifiers><LAchildID>A1</LAchildID></ChildIdentifiers><CINdetails/></Child>";
    let (_, children) =
        read_text(&format!("<Message><Children>{child}\n{child}</Children></Message>")).unwrap();
    assert_eq!(children[0].findings, []);
    assert_eq!(children[1].findings[0].words, "An earlier child in the file has the same LAchildID.");
}

#[test]
fn findings_outside_any_child_are_told_and_bounded() {
    let text =
        format!("<Message><Extra>1</Extra><Children>stray{}</Children></Message>", "<Other/>".repeat(5_000));
    let (summary, _) = read_text(&text).unwrap();
    assert_eq!((summary.found, summary.findings.len(), summary.children), (5_002, 1_000, 0));
    assert_eq!((summary.findings[0].element.as_str(), summary.findings[1].text.as_str()), ("Extra", "stray"));
}

#[test]
fn names_and_signs_come_through_exactly() {
    for (written, expected) in [
        ("O&apos;Brien &amp; &lt;b&gt; &quot;x&quot;", "O'Brien & <b> \"x\""),
        ("<![CDATA[<script>]]>", "<script>"),
        ("Zo&#235; &#x141;", "Zoë Ł"),
        ("Zoë 李 🦀", "Zoë 李 🦀"),
        ("  A<!-- note -->1 ", "A1"),
        ("\u{202e}x", "\u{202e}x"),
    ] {
        let inside =
            format!("<ChildIdentifiers><LAchildID>{written}</LAchildID></ChildIdentifiers><CINdetails/>");
        let (_, children) = read_text(&one_child(&inside)).unwrap();
        assert_eq!(children[0].identifiers.la_child_id, expected);
    }
    let (_, with_mark) = read_text(&format!("\u{feff}{WHOLE}")).unwrap();
    assert_eq!(with_mark.len(), 1);
}

#[test]
fn other_peoples_invented_returns_are_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/specs/cin/samples/");
    for (name, children, episodes, found) in [
        ("sample_BAR_cin_2022.xml", 1, 1, 0),
        ("sample_CIN_Census_2026_malformed.xml", 2, 2, 2),
        ("sample_fake_CIN_data.xml", 332, 402, 0),
    ] {
        let Ok(text) = std::fs::read_to_string(format!("{folder}{name}")) else {
            println!("skipped: {name} is not at hand");
            continue;
        };
        let (summary, read) = read_text(&text).unwrap();
        let findings: Vec<_> =
            read.iter().flat_map(|child| &child.findings).chain(&summary.findings).collect();
        assert_eq!(
            (summary.children, summary.episodes, summary.found),
            (children, episodes, found),
            "{name}: {findings:#?}"
        );
        assert!(
            read.iter().all(|child| child.identifiers.birth.is_given() && child.identifiers.sex.is_some()),
            "{name}"
        );
    }
}
