//! Every rule of the census, on both sides of its boundary: a change of one sound child that breaks it, and the nearest one that does not. The child
//! is invented.

use std::collections::BTreeSet;

use domain::calendar::BankHolidays;
use jiff::civil::date;
use returns::cin::check::{Checked, Checking, HEADER, NO_ID, Period, Scope, WHOLE, check, rule, rules};

/// A sound child of 2025-26 with one of everything.
pub const SOUND: &str = "<Child>
<ChildIdentifiers><LAchildID>NB1</LAchildID><UPN>H801200001001</UPN><PersonBirthDate>2015-06-01</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>LD</Disability><Disability>AUT</Disability></Disabilities></ChildCharacteristics>
<CINdetails>
<CINreferralDate>2025-06-02</CINreferralDate><ReferralSource>2A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>
<Assessments><AssessmentActualStartDate>2025-06-03</AssessmentActualStartDate><AssessmentAuthorisationDate>2025-07-10</AssessmentAuthorisationDate>
<FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors><AssessmentFactors>16A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
<CINPlanDates><CINPlanStartDate>2025-07-10</CINPlanStartDate><CINPlanEndDate>2025-09-01</CINPlanEndDate></CINPlanDates>
<Section47><S47ActualStartDate>2025-08-20</S47ActualStartDate><InitialCPCtarget>2025-09-11</InitialCPCtarget><DateOfInitialCPC>2025-09-10</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired></Section47>
<ReferralNFA>0</ReferralNFA>
<ChildProtectionPlans><CPPstartDate>2025-09-10</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse>
<NumberOfPreviousCPP>0</NumberOfPreviousCPP><Reviews><CPPreviewDate>2025-12-02</CPPreviewDate></Reviews></ChildProtectionPlans>
</CINdetails>
</Child>";

/// An unborn child with an open referral.
const UNBORN: &str = "<Child>
<ChildIdentifiers><LAchildID>NB1</LAchildID><ExpectedPersonBirthDate>2026-06-01</ExpectedPersonBirthDate><Sex>U</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>NOBT</Ethnicity></ChildCharacteristics>
<CINdetails><CINreferralDate>2026-03-02</CINreferralDate><ReferralSource>3F</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>0</ReferralNFA></CINdetails>
</Child>";

/// A referral that was not taken forward.
const NOTHING: &str = "<Child>
<ChildIdentifiers><LAchildID>NB1</LAchildID><UPNunknown>UN7</UPNunknown><PersonBirthDate>2015-06-01</PersonBirthDate><Sex>M</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>NOBT</Ethnicity></ChildCharacteristics>
<CINdetails><CINreferralDate>2025-06-02</CINreferralDate><ReferralSource>6</ReferralSource><ReferralNFA>1</ReferralNFA></CINdetails>
</Child>";

/// An episode that closed after its assessment.
const CLOSED: &str = "<Child>
<ChildIdentifiers><LAchildID>NB1</LAchildID><UPN>H801200001001</UPN><PersonBirthDate>2015-06-01</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities></ChildCharacteristics>
<CINdetails>
<CINreferralDate>2025-06-02</CINreferralDate><ReferralSource>2A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>
<CINclosureDate>2025-07-10</CINclosureDate><ReasonForClosure>RC8</ReasonForClosure>
<Assessments><AssessmentActualStartDate>2025-06-03</AssessmentActualStartDate><AssessmentAuthorisationDate>2025-07-10</AssessmentAuthorisationDate>
<FactorsIdentifiedAtAssessment><AssessmentFactors>21</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
<ReferralNFA>0</ReferralNFA>
</CINdetails>
</Child>";

/// Pre-proceedings, from 2026-27, in a year that ends in 2027.
const COURT: &str = "<PreProceedingsandFGDM><PPStartDate>2026-05-04</PPStartDate><LBPSentDate>2026-05-11</LBPSentDate><FGDMMeetingOffer>1</FGDMMeetingOffer><FGDMMeetingFac>1</FGDMMeetingFac><InitialPPMeetingDate>2026-05-20</InitialPPMeetingDate><ReviewMeetingsCount>0</ReviewMeetingsCount><StepDecisionDate>2026-07-01</StepDecisionDate><PPOutcome>A</PPOutcome><CourtAppDate>2026-07-02</CourtAppDate><LetterInitCPDate>2026-07-03</LetterInitCPDate></PreProceedingsandFGDM>";

pub fn file(year: i16, children: &str) -> String {
    format!(
        "<Message>\n<Header><CollectionDetails><Collection>CIN</Collection><Year>{year}</Year><ReferenceDate>{year}-03-31</ReferenceDate></CollectionDetails></Header>\n<Children>\n{children}\n</Children>\n</Message>"
    )
}

pub fn checked(text: &str) -> Checked {
    check(text.as_bytes(), None, &BankHolidays::england()).unwrap()
}

fn found(text: &str) -> BTreeSet<String> {
    checked(text).rules.into_keys().collect()
}

/// Codes of rules on one child that are found in a file of it alone.
pub fn of_child(year: i16, child: &str) -> BTreeSet<String> {
    let of = |code: &String| rule(code).unwrap().scope == Scope::Child;
    found(&file(year, child)).into_iter().filter(of).collect()
}

/// A change of a text: every pair replaces its first part, which must be there, by its second.
pub fn changed(text: &str, changes: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "the child has no {from}");
        text = text.replacen(from, to, 1);
    }
    text
}

type Changes<'a> = &'a [(&'a str, &'a str)];

struct Case<'a> {
    rule: &'a str,
    of: &'a str,
    breaks: Changes<'a>,
    keeps: Changes<'a>,
}

const fn case<'a>(rule: &'a str, of: &'a str, breaks: Changes<'a>, keeps: Changes<'a>) -> Case<'a> {
    Case { rule, of, breaks, keeps }
}

pub const AFTER: &str = "</CINdetails>\n</Child>";
const UPN: &str = "<UPN>H801200001001</UPN>";
const BIRTH: &str = "<PersonBirthDate>2015-06-01</PersonBirthDate>";
const EXPECTED: &str = "<ExpectedPersonBirthDate>2026-06-01</ExpectedPersonBirthDate>";
const REFERRAL: &str = "<CINreferralDate>2025-06-02</CINreferralDate>";
const STARTED: &str = "<AssessmentActualStartDate>2025-06-03</AssessmentActualStartDate>";
const AUTHORISED: &str = "<AssessmentAuthorisationDate>2025-07-10</AssessmentAuthorisationDate>";
const FACTORS: &str = "<FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors><AssessmentFactors>16A</AssessmentFactors></FactorsIdentifiedAtAssessment>";
const ENQUIRY: &str = "<Section47><S47ActualStartDate>2025-08-20</S47ActualStartDate><InitialCPCtarget>2025-09-11</InitialCPCtarget><DateOfInitialCPC>2025-09-10</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired></Section47>";
const HELD: &str = "<DateOfInitialCPC>2025-09-10</DateOfInitialCPC>";
pub const PROTECTION: &str = "<CPPstartDate>2025-09-10</CPPstartDate>";
const REVIEW: &str = "<CPPreviewDate>2025-12-02</CPPreviewDate>";
const FLAG: &str = "<ReferralNFA>0</ReferralNFA>";
const CLOSURE: &str = "<CINclosureDate>2025-07-10</CINclosureDate>";
const RC8: &str = "<ReasonForClosure>RC8</ReasonForClosure>";

/// A second episode that follows the first child's.
const SECOND: &str = "</CINdetails><CINdetails><CINreferralDate>2026-01-05</CINreferralDate><ReferralSource>6</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>0</ReferralNFA>\n</CINdetails>\n</Child>";
const SECOND_NOTHING: &str = "</CINdetails><CINdetails><CINreferralDate>2026-01-05</CINreferralDate><ReferralSource>6</ReferralSource><ReferralNFA>1</ReferralNFA>\n</CINdetails>\n</Child>";

#[rustfmt::skip]
const CASES: &[Case<'_>] = &[
    // Who the child is.
    case("8500", SOUND, &[("<LAchildID>NB1</LAchildID>", "")], &[("NB1", "1")]),
    case("1570", SOUND, &[("NB1", "A12345678901234567890")], &[("NB1", "A1234567890123456789")]),
    case("1580", SOUND, &[("NB1", "NB-1")], &[("NB1", "nb1")]),
    case("1580", SOUND, &[("NB1", "NBÉ")], &[("NB1", "NB0")]),
    case("1510", SOUND, &[("H801200001001", "J801200001001")], &[]),
    case("1510", SOUND, &[("H801200001001", "H801200001002")], &[("H801200001001", "T34012341800A")]),
    case("1510", SOUND, &[("H801200001001", "H8012000010010")], &[("H801200001001", "H80120000100I")]),
    case("1530", SOUND, &[("H801200001001", "B999200001001")], &[("H801200001001", "R340000019001")]),
    case("1540", SOUND, &[("H801200001001", "H801X00001001")], &[("H801200001001", "H80120000100X")]),
    case("1540", SOUND, &[("H801200001001", "H8012000010X1")], &[]),
    case("1550", SOUND, &[("H801200001001", "H80120000100S")], &[("H801200001001", "H80120000100Z")]),
    case("1550", SOUND, &[("H801200001001", "H80120000100")], &[("H801200001001", "H801200001000")]),
    case("1560Q", SOUND, &[(UPN, "<UPN>H801200001001</UPN><FormerUPN>H80120000100</FormerUPN>")], &[(UPN, "<UPN>H801200001001</UPN><FormerUPN>H801200001001</FormerUPN>")]),
    case("1560Q", SOUND, &[(UPN, "<FormerUPN>1801200001001</FormerUPN>")], &[(UPN, "<FormerUPN>T34012341800A</FormerUPN>")]),
    case("8590", SOUND, &[("<CINdetails>", "<!--"), ("</CINdetails>", "-->")], &[]),
    case("8520", SOUND, &[(BIRTH, "<PersonBirthDate>2026-04-01</PersonBirthDate>")], &[(BIRTH, "<PersonBirthDate>2026-03-31</PersonBirthDate>")]),
    case("8525Q", SOUND, &[(BIRTH, "")], &[(BIRTH, "<PersonBirthDate>1 June 2015</PersonBirthDate>")]),
    case("8525Q", SOUND, &[(BIRTH, "<PersonBirthDate>2015-06-01</PersonBirthDate><ExpectedPersonBirthDate>2015-06-01</ExpectedPersonBirthDate>")], &[]),
    case("8530Q", UNBORN, &[(EXPECTED, "<ExpectedPersonBirthDate>2026-02-28</ExpectedPersonBirthDate>")], &[(EXPECTED, "<ExpectedPersonBirthDate>2026-03-01</ExpectedPersonBirthDate>")]),
    case("8530Q", UNBORN, &[(EXPECTED, "<ExpectedPersonBirthDate>2027-01-01</ExpectedPersonBirthDate>")], &[(EXPECTED, "<ExpectedPersonBirthDate>2026-12-31</ExpectedPersonBirthDate>")]),
    case("8535Q", SOUND, &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2015-05-31</PersonDeathDate>")], &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2015-06-01</PersonDeathDate>")]),
    case("8535Q", UNBORN, &[("<Sex>U</Sex>", "<Sex>U</Sex><PersonDeathDate>2026-03-03</PersonDeathDate>")], &[]),
    case("8545Q", SOUND, &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2025-03-31</PersonDeathDate>")], &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2025-04-01</PersonDeathDate>")]),
    case("8545Q", SOUND, &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2026-04-01</PersonDeathDate>")], &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2026-03-31</PersonDeathDate>")]),
    case("8555Q", SOUND, &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2025-06-01</PersonDeathDate>")], &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2025-06-02</PersonDeathDate>")]),
    case("8585Q", CLOSED, &[("RC8", "RC2")], &[("RC8", "RC2"), ("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2025-07-10</PersonDeathDate>")]),
    case("8585Q", CLOSED, &[("RC8", "RC2"), ("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>10/07/2025</PersonDeathDate>")], &[]),
    case("4180", SOUND, &[("<Sex>F</Sex>", "")], &[("<Sex>F</Sex>", "<Sex>M</Sex>")]),
    case("4180", SOUND, &[("<Sex>F</Sex>", "<Sex>1</Sex>")], &[("<Sex>F</Sex>", "<Sex>U</Sex>")]),
    case("4180", SOUND, &[("<Sex>F</Sex>", "<GenderCurrent>2</GenderCurrent>")], &[]),
    case("8750", UNBORN, &[("<Sex>U</Sex>", "<Sex>M</Sex>")], &[]),
    case("8750", UNBORN, &[("<Sex>U</Sex>", "")], &[("<Sex>U</Sex>", "<Sex>M</Sex><PersonBirthDate>2026-03-20</PersonBirthDate>")]),
    case("8770Q", SOUND, &[(UPN, "")], &[(UPN, "<UPNunknown>UN4</UPNunknown>")]),
    case("8770Q", SOUND, &[(UPN, "<UPNunknown>UN1</UPNunknown>")], &[(UPN, ""), (BIRTH, "<PersonBirthDate>2020-09-01</PersonBirthDate>")]),
    case("8770Q", SOUND, &[(UPN, ""), (BIRTH, "<PersonBirthDate>2020-08-31</PersonBirthDate>")], &[(UPN, ""), (FLAG, "<ReferralNFA>1</ReferralNFA>")]),
    case("8772", SOUND, &[(UPN, "<UPNunknown>UN7</UPNunknown>")], &[(UPN, "<UPNunknown>UN6</UPNunknown>")]),
    case("8775Q", SOUND, &[(BIRTH, "<PersonBirthDate>2001-03-30</PersonBirthDate>")], &[(BIRTH, "<PersonBirthDate>2001-03-31</PersonBirthDate>")]),
    case("8775Q", CLOSED, &[(BIRTH, "<PersonBirthDate>2000-07-09</PersonBirthDate>")], &[(BIRTH, "<PersonBirthDate>2000-07-10</PersonBirthDate>")]),
    case("4220", SOUND, &[("WBRI", "WHITE")], &[("WBRI", "NOBT")]),
    case("4220", SOUND, &[("<Ethnicity>WBRI</Ethnicity>", "")], &[("WBRI", "REFU")]),
    case("8540", SOUND, &[("<Disabilities><Disability>LD</Disability><Disability>AUT</Disability></Disabilities>", "")], &[("LD", "DDA")]),
    case("8540", SOUND, &[("<Disability>LD", "<Disability>XX")], &[]),
    case("8540", CLOSED, &[("<Disabilities><Disability>NONE</Disability></Disabilities>", "")], &[("<Disabilities><Disability>NONE</Disability></Disabilities>", ""), (FLAG, "<ReferralNFA>1</ReferralNFA>")]),
    case("8790", SOUND, &[("<Disability>LD", "<Disability>NONE")], &[("<Disability>LD</Disability><Disability>AUT</Disability>", "<Disability>NONE</Disability>")]),
    case("8794", SOUND, &[("<Disability>LD", "<Disability>AUT")], &[("<Disability>LD", "<Disability>CON")]),
    // Episodes.
    case("8600", SOUND, &[(REFERRAL, "")], &[(REFERRAL, "<CINreferralDate>2026-03-31</CINreferralDate>")]),
    case("8600", SOUND, &[(REFERRAL, "<CINreferralDate>2026-04-01</CINreferralDate>")], &[]),
    case("8606", SOUND, &[(BIRTH, "<PersonBirthDate>2026-03-10</PersonBirthDate>")], &[(BIRTH, "<PersonBirthDate>2026-03-09</PersonBirthDate>")]),
    case("8606", UNBORN, &[("<CINreferralDate>2026-03-02", "<CINreferralDate>2025-08-24")], &[("<CINreferralDate>2026-03-02", "<CINreferralDate>2025-08-25")]),
    case("8606", SOUND, &[(BIRTH, "<PersonBirthDate>2015-06-01</PersonBirthDate><ExpectedPersonBirthDate>2026-03-10</ExpectedPersonBirthDate>")], &[(BIRTH, "<PersonBirthDate>2015-06-01</PersonBirthDate><ExpectedPersonBirthDate>2026-03-09</ExpectedPersonBirthDate>")]),
    case("8866", SOUND, &[("<ReferralSource>2A</ReferralSource>", "")], &[("<ReferralSource>2A", "<ReferralSource>10")]),
    case("8866", SOUND, &[("<ReferralSource>2A", "<ReferralSource>2C")], &[("<ReferralSource>2A</ReferralSource>", ""), (REFERRAL, "<CINreferralDate>2013-03-31</CINreferralDate>")]),
    case("8866", SOUND, &[("<ReferralSource>2A</ReferralSource>", ""), (REFERRAL, "<CINreferralDate>2013-04-01</CINreferralDate>")], &[]),
    case("8568", SOUND, &[(FLAG, "")], &[(FLAG, "<ReferralNFA>false</ReferralNFA>")]),
    case("8568", SOUND, &[(FLAG, "<ReferralNFA>no</ReferralNFA>")], &[]),
    case("8569Q", NOTHING, &[("<CINreferralDate>2025-06-02", "<CINreferralDate>2025-03-30")], &[("<CINreferralDate>2025-06-02", "<CINreferralDate>2025-03-31")]),
    case("8610", SOUND, &[("<PrimaryNeedCode>N1</PrimaryNeedCode>", "")], &[("<PrimaryNeedCode>N1</PrimaryNeedCode>", ""), (FLAG, "<ReferralNFA>1</ReferralNFA>")]),
    case("8650", SOUND, &[("<PrimaryNeedCode>N1", "<PrimaryNeedCode>N10")], &[("<PrimaryNeedCode>N1", "<PrimaryNeedCode>N0")]),
    case("8620", CLOSED, &[(CLOSURE, "<CINclosureDate>2026-04-01</CINclosureDate>")], &[(CLOSURE, "<CINclosureDate>2026-03-31</CINclosureDate>")]),
    case("8620", CLOSED, &[(CLOSURE, "<CINclosureDate>2025-03-31</CINclosureDate>")], &[(CLOSURE, "<CINclosureDate>2025-04-01</CINclosureDate>")]),
    case("8630", CLOSED, &[(CLOSURE, "<CINclosureDate>2025-06-01</CINclosureDate>")], &[(CLOSURE, "<CINclosureDate>2025-06-02</CINclosureDate>")]),
    case("8640", CLOSED, &[("RC8", "RC0")], &[("RC8", "RC9")]),
    case("8805", CLOSED, &[(RC8, "")], &[]),
    case("8810", CLOSED, &[(CLOSURE, "")], &[(CLOSURE, "<CINclosureDate>10/07/2025</CINclosureDate>")]),
    case("8815", SOUND, &[(AFTER, SECOND)], &[(AFTER, SECOND_NOTHING)]),
    case("8816", SOUND, &[(AFTER, SECOND_NOTHING)], &[(AFTER, SECOND_NOTHING), ("<CINreferralDate>2026-01-05", "<CINreferralDate>2025-06-02")]),
    case("8820", SOUND, &[(AFTER, SECOND_NOTHING)], &[(AFTER, SECOND_NOTHING), ("<CINreferralDate>2026-01-05", "<CINreferralDate>2025-06-01")]),
    case("8820", CLOSED, &[(AFTER, SECOND), ("<CINreferralDate>2026-01-05", "<CINreferralDate>2025-07-09")], &[(AFTER, SECOND), ("<CINreferralDate>2026-01-05", "<CINreferralDate>2025-07-10")]),
    case("2990", CLOSED, &[("<ReferralNFA>", "<CINPlanDates><CINPlanStartDate>2025-07-01</CINPlanStartDate></CINPlanDates><ReferralNFA>")], &[("RC8", "RC7"), ("<ReferralNFA>", "<CINPlanDates><CINPlanStartDate>2025-07-01</CINPlanStartDate></CINPlanDates><ReferralNFA>")]),
    case("2990", CLOSED, &[("RC8", "RC9"), ("<Assessments>", "<DateOfInitialCPC>2025-07-01</DateOfInitialCPC><Assessments>")], &[]),
    case("8825Q", CLOSED, &[("<Assessments>", "<!--"), ("</Assessments>", "-->")], &[("RC8", "RC7"), ("<Assessments>", "<!--"), ("</Assessments>", "-->")]),
    case("8831", NOTHING, &[("<ReferralNFA>", "<Assessments><AssessmentActualStartDate>2025-06-03</AssessmentActualStartDate></Assessments><ReferralNFA>")], &[]),
    case("8831", NOTHING, &[("<ReferralNFA>", "<DateOfInitialCPC>2025-07-01</DateOfInitialCPC><ReferralNFA>")], &[]),
    case("8832", NOTHING, &[("</CINdetails>", "<ChildProtectionPlans><CPPstartDate>2025-07-01</CPPstartDate></ChildProtectionPlans></CINdetails>")], &[("<ReferralNFA>1", "<ReferralNFA>0"), ("</CINdetails>", "<ChildProtectionPlans><CPPstartDate>2025-07-01</CPPstartDate></ChildProtectionPlans></CINdetails>")]),
    case("4000", NOTHING, &[("<ReferralNFA>", "<CINPlanDates><CINPlanStartDate>2025-07-01</CINPlanStartDate></CINPlanDates><ReferralNFA>")], &[("<ReferralNFA>1", "<CINPlanDates><CINPlanStartDate>2025-07-01</CINPlanStartDate></CINPlanDates><ReferralNFA>0")]),
    case("8565", CLOSED, &[(AUTHORISED, "<AssessmentAuthorisationDate>2025-07-11</AssessmentAuthorisationDate>")], &[]),
    case("8565", CLOSED, &[("<Assessments>", "<DateOfInitialCPC>2025-07-11</DateOfInitialCPC><Assessments>")], &[("<Assessments>", "<DateOfInitialCPC>2025-07-10</DateOfInitialCPC><Assessments>")]),
    case("8565", CLOSED, &[("</CINdetails>", "<ChildProtectionPlans><CPPstartDate>2025-06-10</CPPstartDate><CPPendDate>2025-07-11</CPPendDate></ChildProtectionPlans></CINdetails>")], &[("</CINdetails>", "<ChildProtectionPlans><CPPstartDate>2025-06-10</CPPstartDate><CPPendDate>2025-07-10</CPPendDate></ChildProtectionPlans></CINdetails>")]),
    // Assessments.
    case("1103", SOUND, &[(STARTED, "<AssessmentActualStartDate>2025-06-01</AssessmentActualStartDate>")], &[(STARTED, "<AssessmentActualStartDate>2025-06-02</AssessmentActualStartDate>")]),
    case("8608", SOUND, &[(AUTHORISED, "<AssessmentAuthorisationDate>2025-06-02</AssessmentAuthorisationDate>")], &[(AUTHORISED, "<AssessmentAuthorisationDate>2025-06-03</AssessmentAuthorisationDate>")]),
    case("8696", SOUND, &[(AUTHORISED, "<AssessmentAuthorisationDate>2026-04-01</AssessmentAuthorisationDate>")], &[(AUTHORISED, "<AssessmentAuthorisationDate>2026-03-31</AssessmentAuthorisationDate>")]),
    case("8696", SOUND, &[(AUTHORISED, "<AssessmentAuthorisationDate>2025-03-31</AssessmentAuthorisationDate>")], &[(AUTHORISED, "<AssessmentAuthorisationDate>2025-04-01</AssessmentAuthorisationDate>")]),
    case("8736", SOUND, &[(AUTHORISED, ""), (STARTED, "<AssessmentActualStartDate>2025-03-31</AssessmentActualStartDate>")], &[(AUTHORISED, ""), (STARTED, "<AssessmentActualStartDate>2025-04-01</AssessmentActualStartDate>")]),
    case("8736", SOUND, &[(AUTHORISED, ""), (STARTED, "<AssessmentActualStartDate>2026-04-01</AssessmentActualStartDate>")], &[(STARTED, "<AssessmentActualStartDate>2025-03-31</AssessmentActualStartDate>")]),
    case("8736", SOUND, &[(AUTHORISED, ""), (STARTED, "")], &[(STARTED, "")]),
    case("8736", SOUND, &[(AUTHORISED, ""), (STARTED, "<AssessmentActualStartDate>3 June</AssessmentActualStartDate>")], &[]),
    case("8670Q", SOUND, &[(AUTHORISED, ""), (STARTED, "<AssessmentActualStartDate>2026-01-26</AssessmentActualStartDate>")], &[(AUTHORISED, ""), (STARTED, "<AssessmentActualStartDate>2026-01-27</AssessmentActualStartDate>")]),
    case("8614", SOUND, &[(AUTHORISED, "")], &[(AUTHORISED, ""), (FACTORS, "")]),
    case("8867", CLOSED, &[(AUTHORISED, "")], &[(AUTHORISED, "<AssessmentAuthorisationDate>10 July</AssessmentAuthorisationDate>")]),
    case("8896", SOUND, &[(AUTHORISED, ""), ("<CINPlanDates>", "<Assessments><AssessmentActualStartDate>2025-07-11</AssessmentActualStartDate></Assessments><CINPlanDates>")], &[("<CINPlanDates>", "<Assessments><AssessmentActualStartDate>2025-07-11</AssessmentActualStartDate></Assessments><CINPlanDates>")]),
    case("8863Q", SOUND, &[("<CINPlanDates>", "<Assessments><AssessmentActualStartDate>2025-07-10</AssessmentActualStartDate></Assessments><CINPlanDates>")], &[("<CINPlanDates>", "<Assessments><AssessmentActualStartDate>2025-07-11</AssessmentActualStartDate></Assessments><CINPlanDates>")]),
    case("8863Q", SOUND, &[(AUTHORISED, ""), ("<CINPlanDates>", "<Assessments><AssessmentActualStartDate>2026-03-31</AssessmentActualStartDate></Assessments><CINPlanDates>")], &[(AUTHORISED, ""), ("<CINPlanDates>", "<Assessments><AssessmentActualStartDate>2026-04-01</AssessmentActualStartDate></Assessments><CINPlanDates>")]),
    case("8873Q", CLOSED, &[("RC8", "RC7")], &[("RC8", "RC9")]),
    case("8873Q", CLOSED, &[("RC8", "RC7")], &[("RC8", "RC7"), ("</Assessments>", "</Assessments><Assessments><AssessmentActualStartDate>2025-07-10</AssessmentActualStartDate><AssessmentAuthorisationDate>2025-07-10</AssessmentAuthorisationDate></Assessments>")]),
    case("8897Q", SOUND, &[(FACTORS, "")], &[(FACTORS, ""), (AUTHORISED, "<AssessmentAuthorisationDate>2025-03-31</AssessmentAuthorisationDate>")]),
    case("8897Q", SOUND, &[("<AssessmentFactors>3B", "<AssessmentFactors>3D")], &[("<AssessmentFactors>3B", "<AssessmentFactors>24A")]),
    case("8897Q", SOUND, &[(FACTORS, ""), (AUTHORISED, "<AssessmentAuthorisationDate>2025-04-01</AssessmentAuthorisationDate>")], &[]),
    case("8869", SOUND, &[("<AssessmentFactors>3B", "<AssessmentFactors>21")], &[("<AssessmentFactors>3B", "<AssessmentFactors>20")]),
    case("8898", SOUND, &[("<AssessmentFactors>3B", "<AssessmentFactors>16A")], &[]),
    case("8945Q", SOUND, &[("<AssessmentFactors>3B", "<AssessmentFactors>18A")], &[("<AssessmentFactors>3B", "<AssessmentFactors>18B")]),
    case("8950Q", SOUND, &[("<AssessmentFactors>3B", "<AssessmentFactors>19A")], &[("<AssessmentFactors>3B", "<AssessmentFactors>19C")]),
    // Child in need plans.
    case("4001", SOUND, &[("<CINPlanEndDate>2025-09-01</CINPlanEndDate>", "")], &[("<CINPlanEndDate>2025-09-01</CINPlanEndDate>", ""), (PROTECTION, "<CPPstartDate>2025-09-10</CPPstartDate><CPPendDate>2026-03-01</CPPendDate>")]),
    case("4004", SOUND, &[("<CINPlanEndDate>2025-09-01</CINPlanEndDate>", ""), ("<Section47>", "<CINPlanDates><CINPlanStartDate>2025-12-01</CINPlanStartDate></CINPlanDates><Section47>")], &[("<Section47>", "<CINPlanDates><CINPlanStartDate>2025-12-01</CINPlanStartDate></CINPlanDates><Section47>")]),
    case("4008", SOUND, &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2025-07-09</PersonDeathDate>")], &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2025-07-10</PersonDeathDate>")]),
    case("4009Q", SOUND, &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2025-08-31</PersonDeathDate>")], &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2025-09-01</PersonDeathDate>")]),
    case("4010", SOUND, &[("<CINPlanStartDate>2025-07-10</CINPlanStartDate>", "")], &[("<CINPlanStartDate>2025-07-10", "<CINPlanStartDate>2026-03-31")]),
    case("4010", SOUND, &[("<CINPlanStartDate>2025-07-10", "<CINPlanStartDate>2026-04-01")], &[]),
    case("4011", SOUND, &[("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2025-07-09")], &[("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2025-07-10")]),
    case("4012Q", SOUND, &[("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2025-07-10")], &[("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2025-07-11")]),
    case("4013", SOUND, &[("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2026-04-01")], &[("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2026-03-31")]),
    case("4013", SOUND, &[("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2025-03-31")], &[("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2025-04-01")]),
    case("4014", SOUND, &[("<Section47>", "<CINPlanDates><CINPlanStartDate>2025-09-01</CINPlanStartDate><CINPlanEndDate>2025-09-05</CINPlanEndDate></CINPlanDates><Section47>")], &[("<Section47>", "<CINPlanDates><CINPlanStartDate>2025-09-02</CINPlanStartDate><CINPlanEndDate>2025-09-05</CINPlanEndDate></CINPlanDates><Section47>")]),
    case("4015", SOUND, &[("<CINPlanStartDate>2025-07-10", "<CINPlanStartDate>2025-06-01")], &[("<CINPlanStartDate>2025-07-10", "<CINPlanStartDate>2025-06-02")]),
    case("4016", SOUND, &[("<CINPlanStartDate>2025-07-10", "<CINPlanStartDate>2025-09-10"), ("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2025-09-20")], &[("<CINPlanStartDate>2025-07-10", "<CINPlanStartDate>2026-01-10"), ("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2026-02-20"), (PROTECTION, "<CPPstartDate>2025-09-10</CPPstartDate><CPPendDate>2026-01-10</CPPendDate>")]),
    case("4016", SOUND, &[("<CINPlanStartDate>2025-07-10", "<CINPlanStartDate>2026-01-09"), ("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2026-02-20"), (PROTECTION, "<CPPstartDate>2025-09-10</CPPstartDate><CPPendDate>2026-01-10</CPPendDate>")], &[]),
    case("4017", SOUND, &[("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2025-09-11")], &[("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2025-09-10")]),
    case("4003", SOUND, &[("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2025-12-03")], &[("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2025-12-02")]),
    case("4003", SOUND, &[("<CINPlanStartDate>2025-07-10", "<CINPlanStartDate>2025-12-02"), ("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2025-12-20")], &[("<CINPlanStartDate>2025-07-10", "<CINPlanStartDate>2025-12-02"), ("<CINPlanEndDate>2025-09-01", "<CINPlanEndDate>2025-12-20"), (PROTECTION, "<CPPstartDate>2025-09-10</CPPstartDate><CPPendDate>2025-12-02</CPPendDate>")]),
    // Enquiries and conferences.
    case("1104", SOUND, &[(HELD, "<DateOfInitialCPC>2025-05-30</DateOfInitialCPC>")], &[(HELD, "<DateOfInitialCPC>2025-06-02</DateOfInitialCPC>")]),
    case("2889", SOUND, &[("<S47ActualStartDate>2025-08-20", "<S47ActualStartDate>2025-06-01")], &[("<S47ActualStartDate>2025-08-20", "<S47ActualStartDate>2025-06-02")]),
    case("8615", SOUND, &[("<S47ActualStartDate>2025-08-20</S47ActualStartDate>", "")], &[("<S47ActualStartDate>2025-08-20", "<S47ActualStartDate>2025-09-10")]),
    case("8615", SOUND, &[("<S47ActualStartDate>2025-08-20", "<S47ActualStartDate>2025-09-11")], &[]),
    case("8715", SOUND, &[(HELD, "<DateOfInitialCPC>2026-04-01</DateOfInitialCPC>")], &[(HELD, "<DateOfInitialCPC>2026-03-31</DateOfInitialCPC>")]),
    case("8715", SOUND, &[(HELD, "<DateOfInitialCPC>2025-03-31</DateOfInitialCPC>")], &[(HELD, "<DateOfInitialCPC>2025-04-01</DateOfInitialCPC>")]),
    case("8875", SOUND, &[(HELD, "<DateOfInitialCPC>2025-09-13</DateOfInitialCPC>")], &[(HELD, "<DateOfInitialCPC>2025-09-12</DateOfInitialCPC>")]),
    case("8875", SOUND, &[(HELD, "<DateOfInitialCPC>2025-09-14</DateOfInitialCPC>")], &[(HELD, "<DateOfInitialCPC>2025-09-15</DateOfInitialCPC>")]),
    case("8870Q", SOUND, &[("<InitialCPCtarget>2025-09-11", "<InitialCPCtarget>2025-09-13")], &[("<InitialCPCtarget>2025-09-11", "<InitialCPCtarget>2025-09-12")]),
    case("8675Q", SOUND, &[(HELD, ""), ("<S47ActualStartDate>2025-08-20", "<S47ActualStartDate>2026-03-09")], &[(HELD, ""), ("<S47ActualStartDate>2025-08-20", "<S47ActualStartDate>2026-03-10")]),
    case("8675Q", SOUND, &[(HELD, "")], &[(HELD, ""), ("<ICPCnotRequired>0", "<ICPCnotRequired>1")]),
    case("8740", SOUND, &[(HELD, ""), ("<S47ActualStartDate>2025-08-20", "<S47ActualStartDate>2025-03-31")], &[(HELD, ""), ("<S47ActualStartDate>2025-08-20", "<S47ActualStartDate>2025-04-01")]),
    case("2884", SOUND, &[("<Assessments>", "<DateOfInitialCPC>2025-09-10</DateOfInitialCPC><Assessments>")], &[("<Assessments>", "<DateOfInitialCPC>2025-09-09</DateOfInitialCPC><Assessments>")]),
    case("2991Q", SOUND, &[("<Assessments>", "<!--"), ("</Assessments>", "-->")], &[("<Assessments>", "<!--"), ("</Assessments>", "-->"), (ENQUIRY, "")]),
    case("8839", SOUND, &[(HELD, ""), ("<ReferralNFA>", "<Section47><S47ActualStartDate>2026-01-05</S47ActualStartDate></Section47><ReferralNFA>")], &[("<ReferralNFA>", "<Section47><S47ActualStartDate>2026-01-05</S47ActualStartDate></Section47><ReferralNFA>")]),
    case("8868", CLOSED, &[("<ReferralNFA>", "<Section47><S47ActualStartDate>2025-06-20</S47ActualStartDate><ICPCnotRequired>0</ICPCnotRequired></Section47><ReferralNFA>")], &[("<ReferralNFA>", "<Section47><S47ActualStartDate>2025-06-20</S47ActualStartDate><ICPCnotRequired>true</ICPCnotRequired></Section47><ReferralNFA>")]),
    case("8868", CLOSED, &[("<ReferralNFA>", "<Section47><S47ActualStartDate>2025-06-20</S47ActualStartDate><DateOfInitialCPC>2025-07-01</DateOfInitialCPC><ICPCnotRequired>1</ICPCnotRequired></Section47><ReferralNFA>")], &[("<ReferralNFA>", "<Section47><S47ActualStartDate>2025-06-20</S47ActualStartDate><DateOfInitialCPC>2025-07-01</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired></Section47><ReferralNFA>")]),
    case("8890", SOUND, &[("<ReferralNFA>", "<Section47><S47ActualStartDate>2025-09-10</S47ActualStartDate></Section47><ReferralNFA>")], &[("<ReferralNFA>", "<Section47><S47ActualStartDate>2025-09-11</S47ActualStartDate></Section47><ReferralNFA>")]),
    case("8890", SOUND, &[(HELD, ""), ("<ReferralNFA>", "<Section47><S47ActualStartDate>2026-01-05</S47ActualStartDate></Section47><ReferralNFA>")], &[(HELD, ""), ("<ICPCnotRequired>0", "<ICPCnotRequired>1"), ("<ReferralNFA>", "<Section47><S47ActualStartDate>2026-01-05</S47ActualStartDate></Section47><ReferralNFA>")]),
    // Protection plans.
    case("1105", SOUND, &[(PROTECTION, "<CPPstartDate>2025-06-01</CPPstartDate>")], &[(PROTECTION, "<CPPstartDate>2025-06-02</CPPstartDate>")]),
    case("2885", SOUND, &[(PROTECTION, "<CPPstartDate>2025-09-11</CPPstartDate>")], &[(PROTECTION, "<CPPstartDate>2025-03-31</CPPstartDate>")]),
    case("2885", SOUND, &[(ENQUIRY, "")], &[(ENQUIRY, ""), ("<Assessments>", "<DateOfInitialCPC>2025-09-10</DateOfInitialCPC><Assessments>")]),
    case("8720", SOUND, &[(PROTECTION, "")], &[(PROTECTION, "<CPPstartDate>2026-03-31</CPPstartDate>")]),
    case("8720", SOUND, &[(PROTECTION, "<CPPstartDate>2026-04-01</CPPstartDate>")], &[]),
    case("8730", SOUND, &[("<NumberOfPreviousCPP>0</NumberOfPreviousCPP>", "")], &[("<NumberOfPreviousCPP>0", "<NumberOfPreviousCPP>3")]),
    case("8730", SOUND, &[("<NumberOfPreviousCPP>0", "<NumberOfPreviousCPP>-1")], &[]),
    case("8840", SOUND, &[(PROTECTION, "<CPPstartDate>2025-09-10</CPPstartDate><CPPendDate>2025-09-10</CPPendDate>")], &[(PROTECTION, "<CPPstartDate>2025-09-10</CPPstartDate><CPPendDate>2025-09-11</CPPendDate>")]),
    case("8841", SOUND, &[(REVIEW, "<CPPreviewDate>2025-09-10</CPPreviewDate>")], &[(REVIEW, "<CPPreviewDate>2025-09-11</CPPreviewDate>")]),
    case("8842Q", SOUND, &[(REVIEW, "")], &[("<Reviews><CPPreviewDate>2025-12-02</CPPreviewDate></Reviews>", "")]),
    case("8842Q", SOUND, &[(REVIEW, "<CPPreviewDate/>")], &[]),
    case("8905", SOUND, &[("<InitialCategoryOfAbuse>NEG", "<InitialCategoryOfAbuse>NEGL")], &[("<InitialCategoryOfAbuse>NEG", "<InitialCategoryOfAbuse>MUL")]),
    case("8905", SOUND, &[("<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>", "")], &[]),
    case("8910", SOUND, &[("<LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse>", "")], &[("<LatestCategoryOfAbuse>EMO", "<LatestCategoryOfAbuse>SAB")]),
    case("8915", SOUND, &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2025-09-09</PersonDeathDate>")], &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2025-09-10</PersonDeathDate>")]),
    case("8920", SOUND, &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2026-01-09</PersonDeathDate>"), (PROTECTION, "<CPPstartDate>2025-09-10</CPPstartDate><CPPendDate>2026-01-10</CPPendDate>")], &[("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2026-01-10</PersonDeathDate>"), (PROTECTION, "<CPPstartDate>2025-09-10</CPPstartDate><CPPendDate>2026-01-10</CPPendDate>")]),
    case("8925", SOUND, &[(PROTECTION, "<CPPstartDate>2025-09-10</CPPstartDate><CPPendDate>2025-09-09</CPPendDate>")], &[(PROTECTION, "<CPPstartDate>2025-09-10</CPPstartDate><CPPendDate>2025-09-10</CPPendDate>")]),
    case("8930", SOUND, &[(PROTECTION, "<CPPstartDate>2025-09-10</CPPstartDate><CPPendDate>2026-04-01</CPPendDate>")], &[(PROTECTION, "<CPPstartDate>2025-09-10</CPPstartDate><CPPendDate>2026-03-31</CPPendDate>")]),
    case("8935", SOUND, &[("</CINdetails>", "<ChildProtectionPlans><CPPstartDate>2026-01-05</CPPstartDate></ChildProtectionPlans></CINdetails>")], &[(PROTECTION, "<CPPstartDate>2025-09-10</CPPstartDate><CPPendDate>2026-01-04</CPPendDate>"), ("</CINdetails>", "<ChildProtectionPlans><CPPstartDate>2026-01-05</CPPstartDate></ChildProtectionPlans></CINdetails>")]),
    case("8940", SOUND, &[(PROTECTION, "<CPPstartDate>2025-09-10</CPPstartDate><CPPendDate>2026-01-05</CPPendDate>"), ("</CINdetails>", "<ChildProtectionPlans><CPPstartDate>2026-01-05</CPPstartDate></ChildProtectionPlans></CINdetails>")], &[(PROTECTION, "<CPPstartDate>2025-09-10</CPPstartDate><CPPendDate>2026-01-04</CPPendDate>"), ("</CINdetails>", "<ChildProtectionPlans><CPPstartDate>2026-01-05</CPPstartDate></ChildProtectionPlans></CINdetails>")]),
];

/// Rules of pre-proceedings: what breaks each and what does not, in a year that ends in 2027.
#[rustfmt::skip]
const COURT_CASES: &[(&str, Changes<'_>, Changes<'_>)] = &[
    ("9005", &[("<PPStartDate>2026-05-04", "<PPStartDate>2026-03-31")], &[("<PPStartDate>2026-05-04", "<PPStartDate>2026-04-01")]),
    ("9006", &[("<LBPSentDate>2026-05-11", "<LBPSentDate>2026-05-03")], &[("<LBPSentDate>2026-05-11", "<LBPSentDate>2026-05-04")]),
    ("9006", &[("<LBPSentDate>2026-05-11", "<LBPSentDate>2027-04-01")], &[("<LBPSentDate>2026-05-11", "<LBPSentDate>2027-03-31")]),
    ("9007", &[("<FGDMMeetingOffer>1</FGDMMeetingOffer>", "")], &[("<FGDMMeetingOffer>1", "<FGDMMeetingOffer>0")]),
    ("9008", &[("<InitialPPMeetingDate>2026-05-20", "<InitialPPMeetingDate>2026-03-31")], &[("<InitialPPMeetingDate>2026-05-20", "<InitialPPMeetingDate>2026-04-01")]),
    ("9009", &[("<StepDecisionDate>2026-07-01", "<StepDecisionDate>2026-05-03")], &[("<StepDecisionDate>2026-07-01", "<StepDecisionDate>2026-05-04")]),
    ("9010Q", &[("<FGDMMeetingFac>1</FGDMMeetingFac>", "")], &[("<FGDMMeetingFac>1</FGDMMeetingFac>", ""), ("<FGDMMeetingOffer>1", "<FGDMMeetingOffer>0")]),
    ("9011", &[("<PPOutcome>A", "<PPOutcome>D")], &[("<PPOutcome>A</PPOutcome>", "")]),
    ("9012", &[("<CourtAppDate>2026-07-02", "<CourtAppDate>2026-06-30")], &[("<CourtAppDate>2026-07-02", "<CourtAppDate>2026-07-01")]),
    ("9013", &[("<LetterInitCPDate>2026-07-03", "<LetterInitCPDate>2026-07-01")], &[("<LetterInitCPDate>2026-07-03", "<LetterInitCPDate>2026-07-02")]),
    ("9015Q", &[("<ReviewMeetingsCount>0</ReviewMeetingsCount>", "")], &[("<ReviewMeetingsCount>0</ReviewMeetingsCount>", ""), ("<InitialPPMeetingDate>2026-05-20</InitialPPMeetingDate>", "")]),
];

#[test]
fn a_sound_child_breaks_no_rule() {
    for child in [SOUND, UNBORN, NOTHING, CLOSED] {
        assert_eq!(of_child(2026, child), BTreeSet::new(), "{child}");
    }
}

#[test]
fn every_rule_is_found_and_its_neighbour_is_not() {
    for Case { rule, of, breaks, keeps } in CASES {
        assert!(of_child(2026, &changed(of, breaks)).contains(*rule), "{rule} is not found: {breaks:?}");
        assert!(!of_child(2026, &changed(of, keeps)).contains(*rule), "{rule} is found: {keeps:?}");
    }
}

#[test]
fn pre_proceedings_are_checked_from_2026_27() {
    let child = |changes: Changes<'_>| {
        changed(UNBORN, &[("</CINdetails>", &format!("{}</CINdetails>", changed(COURT, changes)))])
    };
    for (rule, breaks, keeps) in COURT_CASES {
        assert!(of_child(2027, &child(breaks)).contains(*rule), "{rule} is not found");
        assert!(!of_child(2027, &child(keeps)).contains(*rule), "{rule} is found");
        assert!(!of_child(2026, &child(breaks)).contains(*rule), "{rule} is not in force in 2025-26");
    }
}

#[test]
fn rules_of_a_whole_return() {
    fn check(rule: &str, breaks: &str, keeps: &str) {
        let of = |children: &str| checked(&file(2027, children)).rules.get(rule).cloned().unwrap_or_default();
        assert_eq!(of(breaks), BTreeSet::from([WHOLE.into()]), "{rule}");
        assert_eq!(of(keeps), BTreeSet::new(), "{rule}");
    }
    let sound = SOUND.replace("2025-", "2026-").replace("2015-06-01", "2016-06-01");
    check("2883", &sound.replace("<DateOfInitialCPC>2026-09-10", "<DateOfInitialCPC>2026-03-31"), &sound);
    let many = |unknown: usize| {
        (0..100)
            .map(|n| if n < unknown { sound.replace("<Sex>F", "<Sex>U") } else { sound.clone() })
            .collect::<String>()
    };
    check("2886Q", &many(3), &many(2));
    check("2886Q", &sound.replace("<Sex>F</Sex>", ""), UNBORN);
    let codes = |codes: &[&str]| {
        sound.replace(
            "<Disability>LD</Disability><Disability>AUT</Disability>",
            &codes.iter().map(|code| format!("<Disability>{code}</Disability>")).collect::<String>(),
        )
    };
    check(
        "2887Q",
        &codes(&["MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR"]),
        &codes(&["MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS"]),
    );
    check("2888Q", &codes(&["LD"]), &codes(&["LD", "AUT"]));
    let with = |block: &str| UNBORN.replace("</CINdetails>", &format!("{block}</CINdetails>"));
    check("8995Q", UNBORN, &with(COURT));
    check("9000Q", &with(&COURT.replace("<PPStartDate>2026-05-04</PPStartDate>", "")), &with(COURT));
}

#[test]
fn the_header_says_of_which_year_it_is() {
    let dated = |date: &str| {
        file(2026, SOUND).replace("2026-03-31</ReferenceDate>", &format!("{date}</ReferenceDate>"))
    };
    for date in ["2026-04-01", "2025-03-31", "31/03/2026", ""] {
        assert_eq!(checked(&dated(date)).rules.get("100"), Some(&BTreeSet::from([HEADER.into()])), "{date}");
    }
    assert_eq!(checked(&dated("2026-03-31")).rules.get("100"), None);
    assert!(checked("<Message><Children></Children></Message>").rules.contains_key("100"));
    let asked = check(file(2026, SOUND).as_bytes(), Some(2025), &BankHolidays::england()).unwrap();
    assert_eq!(asked.year, 2025);
    assert!(asked.rules.contains_key("100"), "the year that was asked for counts");
}

#[test]
fn children_that_share_a_name_or_a_number_are_all_told() {
    let other = SOUND.replace("NB1", "NB2");
    let found = checked(&file(2026, &[SOUND, &other, &other].concat())).rules;
    assert_eq!(found.get("8510"), Some(&BTreeSet::from(["NB2".into()])));
    assert_eq!(found.get("1520"), Some(&BTreeSet::from(["NB1".into(), "NB2".into()])));
    let nameless = SOUND.replace("<LAchildID>NB1</LAchildID>", "");
    let found = checked(&file(2026, &[nameless.as_str(), &nameless].concat())).rules;
    assert_eq!(found.get("8510"), None, "children without an identifier share none");
    assert_eq!(found.get("8500"), Some(&BTreeSet::from([NO_ID.into()])));
    assert_eq!(found.get("1520"), Some(&BTreeSet::from([NO_ID.into()])));
}

#[test]
fn before_2024_25_a_child_has_a_gender() {
    let year = |code: &str| {
        let child = SOUND
            .replace("2025-", "2023-")
            .replace("<Sex>F</Sex>", &format!("<GenderCurrent>{code}</GenderCurrent>"));
        of_child(2024, &child)
    };
    for code in ["0", "1", "2", "9"] {
        assert!(!year(code).contains("4180"), "{code}");
    }
    assert!(year("F").contains("4180"));
    let unborn = |code: &str| {
        of_child(
            2024,
            &UNBORN
                .replace("2026-", "2024-")
                .replace("<Sex>U</Sex>", &format!("<GenderCurrent>{code}</GenderCurrent>")),
        )
    };
    assert!(unborn("1").contains("8750"));
    assert!(!unborn("0").contains("8750"));
}

#[test]
fn before_2024_25_a_number_is_expected_later_and_any_reason_is_taken() {
    let asked = |birth: &str, reason: &str| {
        let child =
            SOUND.replace("2025-", "2023-").replace("<Sex>F</Sex>", "<GenderCurrent>2</GenderCurrent>");
        let child = changed(&child, &[(UPN, reason), (BIRTH, birth)]);
        of_child(2024, &child).contains("8770Q")
    };
    assert!(asked("<PersonBirthDate>2018-03-30</PersonBirthDate>", ""));
    assert!(!asked("<PersonBirthDate>2018-03-31</PersonBirthDate>", ""));
    assert!(!asked("<PersonBirthDate>2018-03-30</PersonBirthDate>", "<UPNunknown>UN1</UPNunknown>"));
    assert!(asked("<PersonBirthDate>2018-03-30</PersonBirthDate>", "<UPNunknown>UN8</UPNunknown>"));
}

#[test]
fn a_return_of_an_earlier_year_is_checked_by_the_first_rules_that_are_known() {
    let child = |year: i16| {
        let dated = SOUND
            .replace("2025-", &format!("{}-", year - 1))
            .replace("<Sex>F</Sex>", "<GenderCurrent>2</GenderCurrent>");
        of_child(year, &changed(&dated, &[("<ReferralSource>2A", "<ReferralSource>2C"), ("NB1", "NB-1")]))
    };
    for year in [2018, 2022, 2023] {
        let found = child(year);
        assert!(found.contains("8866") && !found.contains("1580"), "{year}: {found:?}");
    }
}

#[test]
fn a_value_that_cannot_be_read_is_no_blank() {
    let child = changed(CLOSED, &[(CLOSURE, "<CINclosureDate>10/07/2025</CINclosureDate>"), (AFTER, SECOND)]);
    let checked = checked(&file(2026, &child));
    for rule in ["8810", "8815", "8816"] {
        assert!(!checked.rules.contains_key(rule), "{rule}");
    }
    assert_eq!(checked.findings.len(), 1);
    assert_eq!(
        (checked.findings[0].element.as_str(), checked.findings[0].text.as_str()),
        ("CINclosureDate", "10/07/2025")
    );
}

#[test]
fn the_table_of_rules_is_whole() {
    assert_eq!(rules().len(), 121);
    assert_eq!(rules().iter().filter(|rule| rule.first_year <= 2026).count(), 109);
    for each in rules() {
        assert_eq!(rule(each.code), Some(each));
        assert!(!each.words.is_empty() && !each.mend.is_empty(), "{}", each.code);
    }
    let tested: BTreeSet<&str> =
        CASES.iter().map(|case| case.rule).chain(COURT_CASES.iter().map(|case| case.0)).collect();
    let untested: Vec<_> = rules()
        .iter()
        .filter(|rule| rule.scope == Scope::Child && !tested.contains(rule.code))
        .map(|rule| rule.code)
        .collect();
    assert_eq!(untested, ["1520", "8510"], "these are tested by themselves");
}

#[test]
fn a_year_that_is_not_over_is_checked_as_of_today() {
    let holidays = BankHolidays::england();
    let today = date(2025, 11, 26);
    let so_far = Period::so_far(2026, today, &holidays);
    assert_eq!((so_far.year, so_far.start, so_far.reference), (2026, date(2025, 4, 1), today));
    // 45 working days before that Wednesday; 15 before it. No bank holiday lies between.
    assert_eq!((so_far.assessment_late, so_far.conference_late), (date(2025, 9, 24), date(2025, 11, 5)));
    for day in [date(2025, 3, 31), date(2026, 4, 1)] {
        assert_eq!(Period::so_far(2026, day, &holidays), Period::ending(2026, &holidays), "{day}");
    }
    assert_eq!(Period::so_far(2026, date(2026, 3, 31), &holidays), Period::ending(2026, &holidays));
    for (day, year) in [(date(2025, 3, 31), 2025), (date(2025, 4, 1), 2026), (date(2025, 12, 31), 2026)] {
        assert_eq!(Period::year_of(day), year, "{day}");
    }
    let late = |started: &str| {
        let child = changed(SOUND, &[(STARTED, started), (AUTHORISED, ""), (FACTORS, "")]);
        let mut checking = Checking::of(so_far.clone());
        returns::cin::read(file(2026, &child).as_bytes(), &mut |child| checking.child(child)).unwrap();
        checking.end().rules.contains_key("8670Q")
    };
    assert!(late("<AssessmentActualStartDate>2025-09-23</AssessmentActualStartDate>"));
    assert!(!late("<AssessmentActualStartDate>2025-09-24</AssessmentActualStartDate>"));
}

/// `docs/returns/rules.md` is written from the rules and their cases.
#[test]
fn the_table_of_tests_for_people_is_the_tests_own() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/returns/rules.md");
    let mut text = String::from(
        "# The rules of the children in need census, and what tests each\n\nWritten by a test from `crates/returns/src/cin/check/rules.csv` and the cases of \
         `crates/returns/tests/it/cin_rules.rs`; edit them there. *Found* counts cases that the rule must find, *not found* the nearest ones that it must not: the two sides of \
         its boundary. *Sound* stands where the only neighbour is the child that nothing is wrong with.\n\n\
         | Rule | From | Looks at | What it finds | Found | Not found |\n|---|---|---|---|---|---|\n",
    );
    for rule in rules() {
        let of = |keeps: bool| {
            let count =
                |breaks: &Changes<'_>, kept: &Changes<'_>| !if keeps { kept } else { breaks }.is_empty();
            let child =
                CASES.iter().filter(|case| case.rule == rule.code && count(&case.breaks, &case.keeps));
            let court = COURT_CASES.iter().filter(|case| case.0 == rule.code && count(&case.1, &case.2));
            child.count() + court.count()
        };
        let own = match rule.code {
            "1520" | "8510" => Some("`children_that_share_a_name_or_a_number_are_all_told`"),
            "100" => Some("`the_header_says_of_which_year_it_is`"),
            _ if rule.scope == Scope::Return => Some("`rules_of_a_whole_return`"),
            _ => None,
        };
        let (found, not_found) = match own {
            Some(test) => (test.to_owned(), "the same".to_owned()),
            None if of(true) == 0 => (of(false).to_string(), "sound".to_owned()),
            None => (of(false).to_string(), of(true).to_string()),
        };
        let scope = match rule.scope {
            Scope::Header => "the header",
            Scope::Child => "a child",
            Scope::Return => "the return",
        };
        let years = format!("{}-{:02}", rule.first_year - 1, rule.first_year % 100);
        text.push_str(&format!(
            "| {} | {years} | {scope} | {} | {found} | {not_found} |\n",
            rule.code, rule.words
        ));
    }
    if std::fs::read_to_string(&path).unwrap_or_default() != text {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        panic!(
            "docs/returns/rules.md said something else than the rules and their tests: it has been written again, look at it and commit it"
        );
    }
}
