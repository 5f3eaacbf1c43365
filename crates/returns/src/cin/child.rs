//! The elements of one child, and of the header, read into what they mean.

use super::check::Shape;
use super::fields::Findings;
use super::{
    Assessment, Characteristics, CinChild, CinEpisode, CinPlan, Given, Header, Identifiers, PreProceedings,
    ProtectionPlan, Section47, Source,
};
use crate::xml::Element;

/// Reads a `Child` element, and holds it against a shape when one is given.
pub(super) fn child(element: &Element, shape: Option<Shape>) -> CinChild {
    let id = element.parts.iter().find(|part| part.name == "ChildIdentifiers");
    let id = id.and_then(|identifiers| identifiers.parts.iter().find(|part| part.name == "LAchildID"));
    let mut found = Findings::about(id.map_or("", |id| id.text.as_str()));
    let mut child = CinChild { line: element.line, ..CinChild::default() };
    let (mut who, mut what) = (None, None);
    for part in found.parts(element) {
        match part.name.as_str() {
            "ChildIdentifiers" => {
                let read = identifiers(part, &mut found);
                found.once(&mut who, Some(read), part);
            }
            "ChildCharacteristics" => {
                let read = characteristics(part, &mut found);
                found.once(&mut what, Some(read), part);
            }
            "CINdetails" => child.episodes.push(episode(part, &mut found)),
            _ => found.unknown(part),
        }
    }
    child.identifiers = who.unwrap_or_default();
    child.characteristics = what.unwrap_or_default();
    if child.identifiers.la_child_id.is_empty() {
        found.add_at(element.line, "LAchildID", "The child has no LAchildID.", "");
    }
    if child.episodes.is_empty() {
        found.add_at(element.line, "CINdetails", "The child has no episode of need.", "");
    }
    if let Some(shape) = shape {
        shape.look(element, &mut found);
    }
    (child.findings, child.untold) = (found.list, found.untold);
    child
}

fn identifiers(group: &Element, found: &mut Findings) -> Identifiers {
    let mut read = Identifiers { line: group.line, ..Identifiers::default() };
    let mut id = None;
    for part in found.parts(group) {
        match part.name.as_str() {
            "LAchildID" => text(&mut id, part, found),
            "UPN" => text(&mut read.upn, part, found),
            "FormerUPN" => text(&mut read.former_upn, part, found),
            "UPNunknown" => text(&mut read.upn_unknown, part, found),
            "PersonBirthDate" => date(&mut read.birth, part, found),
            "ExpectedPersonBirthDate" => date(&mut read.expected_birth, part, found),
            "Sex" | "GenderCurrent" => {
                let code = found.text(part);
                let sex = found.sex(part);
                let slot = match part.name.as_str() {
                    "Sex" => &mut read.sex_code,
                    _ => &mut read.gender_code,
                };
                *slot = slot.take().or(code);
                found.once(&mut read.sex, sex, part);
            }
            "PersonDeathDate" => date(&mut read.death, part, found),
            _ => found.unknown(part),
        }
    }
    read.la_child_id = id.unwrap_or_default();
    read
}

fn characteristics(group: &Element, found: &mut Findings) -> Characteristics {
    let mut read = Characteristics { line: group.line, ..Characteristics::default() };
    for part in found.parts(group) {
        match part.name.as_str() {
            "Ethnicity" => text(&mut read.ethnicity, part, found),
            "Disabilities" => read.disabilities.extend(codes(part, "Disability", found)),
            _ => found.unknown(part),
        }
    }
    read
}

fn episode(group: &Element, found: &mut Findings) -> CinEpisode {
    let mut read = CinEpisode { line: group.line, ..CinEpisode::default() };
    for part in found.parts(group) {
        match part.name.as_str() {
            "CINreferralDate" => date(&mut read.referral, part, found),
            "ReferralSource" => text(&mut read.source, part, found),
            "PrimaryNeedCode" => text(&mut read.primary_need, part, found),
            "CINclosureDate" => date(&mut read.closed, part, found),
            "ReasonForClosure" => text(&mut read.closure_reason, part, found),
            "DateOfInitialCPC" => date(&mut read.initial_conference, part, found),
            "ReferralNFA" => yes_no(&mut read.referral_no_further_action, part, found),
            "Assessments" => read.assessments.push(assessment(part, found)),
            "CINPlanDates" => read.plans.push(plan(part, found)),
            "Section47" => read.section47s.push(section47(part, found)),
            "ChildProtectionPlans" => read.protection_plans.push(protection_plan(part, found)),
            "PreProceedingsandFGDM" => read.pre_proceedings.push(pre_proceedings(part, found)),
            _ => found.unknown(part),
        }
    }
    read
}

fn assessment(group: &Element, found: &mut Findings) -> Assessment {
    let mut read = Assessment { line: group.line, ..Assessment::default() };
    for part in found.parts(group) {
        match part.name.as_str() {
            "AssessmentActualStartDate" => date(&mut read.started, part, found),
            "AssessmentInternalReviewDate" => date(&mut read.internal_review, part, found),
            "AssessmentAuthorisationDate" => date(&mut read.authorised, part, found),
            "FactorsIdentifiedAtAssessment" => read.factors.extend(codes(part, "AssessmentFactors", found)),
            _ => found.unknown(part),
        }
    }
    read
}

fn plan(group: &Element, found: &mut Findings) -> CinPlan {
    let mut read = CinPlan { line: group.line, ..CinPlan::default() };
    for part in found.parts(group) {
        match part.name.as_str() {
            "CINPlanStartDate" => date(&mut read.started, part, found),
            "CINPlanEndDate" => date(&mut read.ended, part, found),
            _ => found.unknown(part),
        }
    }
    read
}

fn section47(group: &Element, found: &mut Findings) -> Section47 {
    let mut read = Section47 { line: group.line, ..Section47::default() };
    for part in found.parts(group) {
        match part.name.as_str() {
            "S47ActualStartDate" => date(&mut read.started, part, found),
            "InitialCPCtarget" => date(&mut read.conference_due, part, found),
            "DateOfInitialCPC" => date(&mut read.conference, part, found),
            "ICPCnotRequired" => yes_no(&mut read.conference_not_required, part, found),
            _ => found.unknown(part),
        }
    }
    read
}

fn protection_plan(group: &Element, found: &mut Findings) -> ProtectionPlan {
    let mut read = ProtectionPlan { line: group.line, ..ProtectionPlan::default() };
    for part in found.parts(group) {
        match part.name.as_str() {
            "CPPstartDate" => date(&mut read.started, part, found),
            "CPPendDate" => date(&mut read.ended, part, found),
            "InitialCategoryOfAbuse" => text(&mut read.initial_category, part, found),
            "LatestCategoryOfAbuse" => text(&mut read.latest_category, part, found),
            "NumberOfPreviousCPP" => count(&mut read.previous_plans, part, found),
            "Reviews" => {
                let before = read.reviews.len();
                for review in found.parts(part) {
                    match review.name.as_str() {
                        "CPPreviewDate" => read.reviews.push(found.date(review)),
                        _ => found.unknown(review),
                    }
                }
                if read.reviews.len() == before {
                    read.reviews.push(Given::Missing);
                }
            }
            _ => found.unknown(part),
        }
    }
    read
}

fn pre_proceedings(group: &Element, found: &mut Findings) -> PreProceedings {
    let mut read = PreProceedings { line: group.line, ..PreProceedings::default() };
    for part in found.parts(group) {
        match part.name.as_str() {
            "PPStartDate" => date(&mut read.started, part, found),
            "LBPSentDate" => date(&mut read.letter_sent, part, found),
            "FGDMMeetingOffer" => yes_no(&mut read.family_meeting_offered, part, found),
            "FGDMMeetingFac" => yes_no(&mut read.family_meeting_held, part, found),
            "InitialPPMeetingDate" => date(&mut read.first_meeting, part, found),
            "ReviewMeetingsCount" => count(&mut read.review_meetings, part, found),
            "StepDecisionDate" => date(&mut read.step_decision, part, found),
            "PPOutcome" => text(&mut read.outcome, part, found),
            "CourtAppDate" => date(&mut read.court_application, part, found),
            "LetterInitCPDate" => date(&mut read.letter_of_initiation, part, found),
            _ => found.unknown(part),
        }
    }
    read
}

/// Reads the `Header` element. Gives the collection's name beside it.
pub(super) fn header(element: &Element, found: &mut Findings) -> (Header, Option<String>) {
    let mut read = Header { reference_line: element.line, ..Header::default() };
    let mut collection = None;
    for part in found.parts(element) {
        match part.name.as_str() {
            "CollectionDetails" => {
                for detail in found.parts(part) {
                    match detail.name.as_str() {
                        "Collection" => text(&mut collection, detail, found),
                        "Year" => text(&mut read.year, detail, found),
                        "ReferenceDate" => {
                            if read.reference_date.is_missing() {
                                read.reference_line = detail.line;
                            }
                            date(&mut read.reference_date, detail, found);
                        }
                        _ => found.unknown(detail),
                    }
                }
            }
            "Source" => read.sources.push(source(part, found)),
            _ => found.unknown(part),
        }
    }
    (read, collection)
}

fn source(group: &Element, found: &mut Findings) -> Source {
    let mut read = Source::default();
    for part in found.parts(group) {
        match part.name.as_str() {
            "SourceLevel" => text(&mut read.level, part, found),
            "LEA" => text(&mut read.lea, part, found),
            "SoftwareCode" => text(&mut read.software, part, found),
            "Release" => text(&mut read.release, part, found),
            "SerialNo" => text(&mut read.serial, part, found),
            "DateTime" => text(&mut read.written, part, found),
            _ => found.unknown(part),
        }
    }
    read
}

/// Every code in a group of codes.
fn codes(group: &Element, name: &str, found: &mut Findings) -> Vec<String> {
    let mut codes = Vec::new();
    for part in found.parts(group) {
        if part.name == name {
            codes.extend(found.text(part));
        } else {
            found.unknown(part);
        }
    }
    codes
}

fn text(slot: &mut Option<String>, part: &Element, found: &mut Findings) {
    let value = found.text(part);
    found.once(slot, value, part);
}

fn date(slot: &mut Given<jiff::civil::Date>, part: &Element, found: &mut Findings) {
    let value = found.date(part);
    found.given_once(slot, value, part);
}

fn yes_no(slot: &mut Given<bool>, part: &Element, found: &mut Findings) {
    let value = found.yes_no(part);
    found.given_once(slot, value, part);
}

fn count(slot: &mut Given<u32>, part: &Element, found: &mut Findings) {
    let value = found.count(part);
    found.given_once(slot, value, part);
}
