//! A children in need census written: the head, then child after child, every element in the order that the schema of its year fixes. One child is in memory at
//! a time, and the same facts give the same bytes.
//!
//! What is missing is left out, and so is what could not be read: a return that lacks something is written as it is, and the checks say what it lacks. What
//! a year's schema does not know is left out of that year's file: `Sex` before 2024-25, `GenderCurrent` from then on, and pre-proceedings before 2026-27.
//!
//! Source: Department for Education, *Children in need census: technical specification*, 2022-23 to 2025-26; pre-proceedings as proposed for 2026-27.

use std::io::{self, Write};

use jiff::civil::{Date, DateTime, date};

use super::{
    Assessment, CinChild, CinEpisode, CinPlan, Given, PreProceedings, ProtectionPlan, Section47, Sex,
};

/// The year in which the first collection ends that asks for sex and not for gender.
pub(super) const SEX_SINCE: i16 = 2025;
/// The year in which the first collection ends that asks for pre-proceedings.
const PRE_PROCEEDINGS_SINCE: i16 = 2027;

/// What the head of a return says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The year in which the collection ends.
    pub year: i16,
    /// The council's three-digit number.
    pub lea: String,
    /// The software that writes it.
    pub software: String,
    /// Its version.
    pub release: String,
    /// The file's number: three digits at least.
    pub serial: String,
    /// When it is written, in the council's own time.
    pub written: DateTime,
}

/// A return that is being written.
#[derive(Debug)]
pub struct Writer<W> {
    out: W,
    year: i16,
}

impl<W: Write> Writer<W> {
    /// Writes the head.
    ///
    /// # Errors
    /// When the bytes cannot be written.
    pub fn begin(out: W, head: &Head) -> io::Result<Writer<W>> {
        let mut writer = Writer { out, year: head.year };
        writer.line(0, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
        writer.open(0, "Message")?;
        writer.open(1, "Header")?;
        writer.open(2, "CollectionDetails")?;
        writer.text(3, "Collection", "CIN")?;
        writer.text(3, "Year", &head.year.to_string())?;
        writer.date(3, "ReferenceDate", Given::Read(date(head.year, 3, 31)))?;
        writer.close(2, "CollectionDetails")?;
        writer.open(2, "Source")?;
        writer.text(3, "SourceLevel", "L")?;
        writer.text(3, "LEA", &head.lea)?;
        writer.text(3, "SoftwareCode", &head.software)?;
        writer.text(3, "Release", &head.release)?;
        writer.text(3, "SerialNo", &head.serial)?;
        writer.text(3, "DateTime", &head.written.strftime("%Y-%m-%dT%H:%M:%S").to_string())?;
        writer.close(2, "Source")?;
        writer.close(1, "Header")?;
        writer.open(1, "Children")?;
        Ok(writer)
    }

    /// Writes a child.
    ///
    /// # Errors
    /// When the bytes cannot be written.
    pub fn child(&mut self, child: &CinChild) -> io::Result<()> {
        self.open(2, "Child")?;
        self.identifiers(child)?;
        self.open(3, "ChildCharacteristics")?;
        self.maybe(4, "Ethnicity", child.characteristics.ethnicity.as_deref())?;
        self.codes("Disabilities", "Disability", 4, &child.characteristics.disabilities)?;
        self.close(3, "ChildCharacteristics")?;
        for episode in &child.episodes {
            self.episode(episode)?;
        }
        self.close(2, "Child")
    }

    /// Writes the end, and gives back what it was written to.
    ///
    /// # Errors
    /// When the bytes cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.close(1, "Children")?;
        self.close(0, "Message")?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn identifiers(&mut self, child: &CinChild) -> io::Result<()> {
        let who = &child.identifiers;
        self.open(3, "ChildIdentifiers")?;
        self.maybe(4, "LAchildID", Some(who.la_child_id.as_str()).filter(|id| !id.is_empty()))?;
        self.maybe(4, "UPN", who.upn.as_deref())?;
        self.maybe(4, "FormerUPN", who.former_upn.as_deref())?;
        self.maybe(4, "UPNunknown", who.upn_unknown.as_deref())?;
        self.date(4, "PersonBirthDate", who.birth)?;
        self.date(4, "ExpectedPersonBirthDate", who.expected_birth)?;
        if self.year >= SEX_SINCE {
            self.maybe(4, "Sex", who.sex.map(Sex::code))?;
        } else {
            self.maybe(4, "GenderCurrent", who.sex.map(Sex::gender_code))?;
        }
        self.date(4, "PersonDeathDate", who.death)?;
        self.close(3, "ChildIdentifiers")
    }

    fn episode(&mut self, episode: &CinEpisode) -> io::Result<()> {
        self.open(3, "CINdetails")?;
        self.date(4, "CINreferralDate", episode.referral)?;
        self.maybe(4, "ReferralSource", episode.source.as_deref())?;
        self.maybe(4, "PrimaryNeedCode", episode.primary_need.as_deref())?;
        self.date(4, "CINclosureDate", episode.closed)?;
        self.maybe(4, "ReasonForClosure", episode.closure_reason.as_deref())?;
        self.date(4, "DateOfInitialCPC", episode.initial_conference)?;
        episode.assessments.iter().try_for_each(|assessment| self.assessment(assessment))?;
        episode.plans.iter().try_for_each(|plan| self.plan(plan))?;
        episode.section47s.iter().try_for_each(|enquiry| self.section47(enquiry))?;
        self.yes_no(4, "ReferralNFA", episode.referral_no_further_action)?;
        episode.protection_plans.iter().try_for_each(|plan| self.protection_plan(plan))?;
        if self.year >= PRE_PROCEEDINGS_SINCE {
            episode.pre_proceedings.iter().try_for_each(|block| self.pre_proceedings(block))?;
        }
        self.close(3, "CINdetails")
    }

    fn assessment(&mut self, assessment: &Assessment) -> io::Result<()> {
        self.open(4, "Assessments")?;
        self.date(5, "AssessmentActualStartDate", assessment.started)?;
        self.date(5, "AssessmentInternalReviewDate", assessment.internal_review)?;
        self.date(5, "AssessmentAuthorisationDate", assessment.authorised)?;
        self.codes("FactorsIdentifiedAtAssessment", "AssessmentFactors", 5, &assessment.factors)?;
        self.close(4, "Assessments")
    }

    fn plan(&mut self, plan: &CinPlan) -> io::Result<()> {
        self.open(4, "CINPlanDates")?;
        self.date(5, "CINPlanStartDate", plan.started)?;
        self.date(5, "CINPlanEndDate", plan.ended)?;
        self.close(4, "CINPlanDates")
    }

    fn section47(&mut self, enquiry: &Section47) -> io::Result<()> {
        self.open(4, "Section47")?;
        self.date(5, "S47ActualStartDate", enquiry.started)?;
        self.date(5, "InitialCPCtarget", enquiry.conference_due)?;
        self.date(5, "DateOfInitialCPC", enquiry.conference)?;
        self.yes_no(5, "ICPCnotRequired", enquiry.conference_not_required)?;
        self.close(4, "Section47")
    }

    fn protection_plan(&mut self, plan: &ProtectionPlan) -> io::Result<()> {
        self.open(4, "ChildProtectionPlans")?;
        self.date(5, "CPPstartDate", plan.started)?;
        self.date(5, "CPPendDate", plan.ended)?;
        self.maybe(5, "InitialCategoryOfAbuse", plan.initial_category.as_deref())?;
        self.maybe(5, "LatestCategoryOfAbuse", plan.latest_category.as_deref())?;
        self.count(5, "NumberOfPreviousCPP", plan.previous_plans)?;
        if plan.reviews.iter().any(|review| review.read().is_some()) {
            self.open(5, "Reviews")?;
            plan.reviews.iter().try_for_each(|review| self.date(6, "CPPreviewDate", *review))?;
            self.close(5, "Reviews")?;
        }
        self.close(4, "ChildProtectionPlans")
    }

    fn pre_proceedings(&mut self, block: &PreProceedings) -> io::Result<()> {
        self.open(4, "PreProceedingsandFGDM")?;
        self.date(5, "PPStartDate", block.started)?;
        self.date(5, "LBPSentDate", block.letter_sent)?;
        self.yes_no(5, "FGDMMeetingOffer", block.family_meeting_offered)?;
        self.yes_no(5, "FGDMMeetingFac", block.family_meeting_held)?;
        self.date(5, "InitialPPMeetingDate", block.first_meeting)?;
        self.count(5, "ReviewMeetingsCount", block.review_meetings)?;
        self.date(5, "StepDecisionDate", block.step_decision)?;
        self.maybe(5, "PPOutcome", block.outcome.as_deref())?;
        self.date(5, "CourtAppDate", block.court_application)?;
        self.date(5, "LetterInitCPDate", block.letter_of_initiation)?;
        self.close(4, "PreProceedingsandFGDM")
    }

    /// A group of codes; left out when there is none.
    fn codes(&mut self, group: &str, name: &str, depth: usize, codes: &[String]) -> io::Result<()> {
        if codes.is_empty() {
            return Ok(());
        }
        self.open(depth, group)?;
        codes.iter().try_for_each(|code| self.text(depth + 1, name, code))?;
        self.close(depth, group)
    }

    fn date(&mut self, depth: usize, name: &str, day: Given<Date>) -> io::Result<()> {
        match day.read() {
            Some(day) => self.text(depth, name, &day.to_string()),
            None => Ok(()),
        }
    }

    fn yes_no(&mut self, depth: usize, name: &str, answer: Given<bool>) -> io::Result<()> {
        match answer.read() {
            Some(answer) => self.text(depth, name, if answer { "1" } else { "0" }),
            None => Ok(()),
        }
    }

    fn count(&mut self, depth: usize, name: &str, count: Given<u32>) -> io::Result<()> {
        match count.read() {
            Some(count) => self.text(depth, name, &count.to_string()),
            None => Ok(()),
        }
    }

    fn maybe(&mut self, depth: usize, name: &str, text: Option<&str>) -> io::Result<()> {
        text.map_or(Ok(()), |text| self.text(depth, name, text))
    }

    fn text(&mut self, depth: usize, name: &str, text: &str) -> io::Result<()> {
        self.indent(depth)?;
        write!(self.out, "<{name}>")?;
        escaped(&mut self.out, text)?;
        writeln!(self.out, "</{name}>")
    }

    fn open(&mut self, depth: usize, name: &str) -> io::Result<()> {
        self.indent(depth)?;
        writeln!(self.out, "<{name}>")
    }

    fn close(&mut self, depth: usize, name: &str) -> io::Result<()> {
        self.indent(depth)?;
        writeln!(self.out, "</{name}>")
    }

    fn line(&mut self, depth: usize, line: &str) -> io::Result<()> {
        self.indent(depth)?;
        writeln!(self.out, "{line}")
    }

    fn indent(&mut self, depth: usize) -> io::Result<()> {
        const SPACES: &[u8] = b"            ";
        self.out.write_all(&SPACES[..(depth * 2).min(SPACES.len())])
    }
}

/// Text as XML takes it. What XML 1.0 cannot hold at all is left out.
fn escaped(out: &mut impl Write, text: &str) -> io::Result<()> {
    let mut from = 0;
    for (at, character) in text.char_indices() {
        let instead = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => continue,
            _ => "",
        };
        out.write_all(&text.as_bytes()[from..at])?;
        out.write_all(instead.as_bytes())?;
        from = at + character.len_utf8();
    }
    out.write_all(&text.as_bytes()[from..])
}

impl Sex {
    /// The code of `Sex` (N00783).
    pub const fn code(self) -> &'static str {
        match self {
            Sex::Male => "M",
            Sex::Female => "F",
            Sex::Unknown | Sex::Indeterminate => "U",
        }
    }

    /// The code of `GenderCurrent` (N00065), before 2024-25.
    pub const fn gender_code(self) -> &'static str {
        match self {
            Sex::Male => "1",
            Sex::Female => "2",
            Sex::Unknown => "0",
            Sex::Indeterminate => "9",
        }
    }
}
