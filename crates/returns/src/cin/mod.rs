//! The children in need (CIN) census: the return that each council makes to the Department for Education for 1 April to 31 March.
//!
//! Source: DfE, *Children in need census: guide*, and the record layouts of 2022 to 2026-27. Three shapes are read alike: up to
//! 2023-24 a child has `GenderCurrent`, from 2024-25 `Sex`, and from 2026-27 an episode may hold `PreProceedingsandFGDM`.
//! Codes (ethnicity, referral source, need, factors, abuse) are kept as written: whether a code exists is a rule of a collection
//! year, and the rules are checked elsewhere.

pub mod check;
mod child;
mod fields;
mod given;
mod read;
mod write;

pub use crate::xml::ReadError;
pub use given::Given;
pub use read::read;
pub use write::{Head, Writer};

use std::sync::Arc;

use jiff::civil::Date;

/// The most findings of one child, or of one part of the file outside any child, that are kept; the rest are counted.
pub const MOST_OF_ONE: usize = 1_000;

/// A child as the return has it, with everything that was found wrong on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CinChild {
    /// The line of its `Child` element.
    pub line: u64,
    /// Who the child is.
    pub identifiers: Identifiers,
    /// Ethnicity and disability.
    pub characteristics: Characteristics,
    /// Each episode of need (`CINdetails`), in the order written.
    pub episodes: Vec<CinEpisode>,
    /// What could not be read, or does not belong here: at most [`MOST_OF_ONE`].
    pub findings: Vec<Finding>,
    /// How many more findings there were: they are counted and not told.
    pub untold: u64,
}

/// Who a child is (`ChildIdentifiers`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identifiers {
    /// The line of the group; 0 when it is missing.
    pub line: u64,
    /// The council's own name for the child (`LAchildID`, N00097). Empty when missing, which is a finding.
    pub la_child_id: String,
    /// Unique pupil number (N00001).
    pub upn: Option<String>,
    /// Former unique pupil number (N00002).
    pub former_upn: Option<String>,
    /// Why there is no pupil number: UN1 and so on (N00135).
    pub upn_unknown: Option<String>,
    /// Date of birth (N00066).
    pub birth: Given<Date>,
    /// Expected date of birth of an unborn child (N00098).
    pub expected_birth: Given<Date>,
    /// Sex (N00783), or `GenderCurrent` before 2024-25, as far as the code is known.
    pub sex: Option<Sex>,
    /// What stands in `Sex`.
    pub sex_code: Option<String>,
    /// What stands in `GenderCurrent`.
    pub gender_code: Option<String>,
    /// Date of death (N00108).
    pub death: Given<Date>,
}

/// Sex as either shape writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// `M`, before 2024-25 `1`.
    Male,
    /// `F`, before 2024-25 `2`.
    Female,
    /// `U`, before 2024-25 `0`: not known, not recorded or unborn.
    Unknown,
    /// Before 2024-25 `9`.
    Indeterminate,
}

/// Ethnicity and disability (`ChildCharacteristics`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Characteristics {
    /// The line of the group; 0 when it is missing.
    pub line: u64,
    /// Ethnicity code (N00177).
    pub ethnicity: Option<String>,
    /// Disability codes (N00099), `NONE` among them.
    pub disabilities: Vec<String>,
}

/// One episode of need (`CINdetails`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CinEpisode {
    /// The line of its element.
    pub line: u64,
    /// Day of referral (`CINreferralDate`, N00100).
    pub referral: Given<Date>,
    /// Code of the source of referral (N00152).
    pub source: Option<String>,
    /// Code of the primary need (N00101).
    pub primary_need: Option<String>,
    /// Day of closure (N00102).
    pub closed: Given<Date>,
    /// Code of the reason for closure (N00103).
    pub closure_reason: Option<String>,
    /// Day of an initial child protection conference held outside a section 47 enquiry of this episode (N00110).
    pub initial_conference: Given<Date>,
    /// Whether the referral ended in no further action (N00112).
    pub referral_no_further_action: Given<bool>,
    /// Assessments.
    pub assessments: Vec<Assessment>,
    /// Child in need plans.
    pub plans: Vec<CinPlan>,
    /// Section 47 enquiries.
    pub section47s: Vec<Section47>,
    /// Child protection plans.
    pub protection_plans: Vec<ProtectionPlan>,
    /// Pre-proceedings and family group decision making, from 2026-27.
    pub pre_proceedings: Vec<PreProceedings>,
}

/// A continuous assessment (`Assessments`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assessment {
    /// The line of its element.
    pub line: u64,
    /// Day it started (N00159).
    pub started: Given<Date>,
    /// Day of the internal review point.
    pub internal_review: Given<Date>,
    /// Day it was authorised (N00160).
    pub authorised: Given<Date>,
    /// Codes of factors identified at its end (N00181).
    pub factors: Vec<String>,
}

/// A child in need plan (`CINPlanDates`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CinPlan {
    /// The line of its element.
    pub line: u64,
    /// Day it started (N00689).
    pub started: Given<Date>,
    /// Day it ended (N00690).
    pub ended: Given<Date>,
}

/// A section 47 enquiry (`Section47`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section47 {
    /// The line of its element.
    pub line: u64,
    /// Day it started (N00148).
    pub started: Given<Date>,
    /// Day by which the initial conference was due (N00109).
    pub conference_due: Given<Date>,
    /// Day the initial conference was held (N00110).
    pub conference: Given<Date>,
    /// Whether no conference was needed (N00111).
    pub conference_not_required: Given<bool>,
}

/// A child protection plan (`ChildProtectionPlans`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProtectionPlan {
    /// The line of its element.
    pub line: u64,
    /// Day it started (N00105).
    pub started: Given<Date>,
    /// Day it ended (N00115).
    pub ended: Given<Date>,
    /// Code of the category of abuse at its start (N00113).
    pub initial_category: Option<String>,
    /// Code of the latest category of abuse (N00114).
    pub latest_category: Option<String>,
    /// How many plans the child had before (N00106).
    pub previous_plans: Given<u32>,
    /// Days of reviews (N00116); missing for a group of reviews that holds none.
    pub reviews: Vec<Given<Date>>,
}

/// Pre-proceedings and family group decision making (`PreProceedingsandFGDM`), from 2026-27. Its wording is not final.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PreProceedings {
    /// The line of its element.
    pub line: u64,
    /// Day pre-proceedings started.
    pub started: Given<Date>,
    /// Day the letter before proceedings was sent.
    pub letter_sent: Given<Date>,
    /// Whether a family group decision-making meeting was offered.
    pub family_meeting_offered: Given<bool>,
    /// Whether one was held.
    pub family_meeting_held: Given<bool>,
    /// Day of the first pre-proceedings meeting.
    pub first_meeting: Given<Date>,
    /// How many review meetings there were.
    pub review_meetings: Given<u32>,
    /// Day of the decision to step up or down.
    pub step_decision: Given<Date>,
    /// Code of the outcome.
    pub outcome: Option<String>,
    /// Day of application to court.
    pub court_application: Given<Date>,
    /// Day written as `LetterInitCPDate`.
    pub letter_of_initiation: Given<Date>,
}

/// Something wrong in one place, which did not stop the reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The line in the file.
    pub line: u64,
    /// `LAchildID` of the child, shortened, or empty outside any child.
    pub child: Arc<str>,
    /// The element.
    pub element: String,
    /// What is wrong, in words.
    pub words: String,
    /// The text as written, shortened; empty where there is none.
    pub text: String,
}

impl Finding {
    /// Whether what it is about was read all the same: it is written as another year has it.
    pub fn is_understood(&self) -> bool {
        self.words == fields::UNDERSTOOD
    }

    /// Whether it is about the second of something that is written once.
    pub fn is_repeated(&self) -> bool {
        self.words == fields::REPEATED
    }
}

/// The head of a return (`Header`). Every part may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// The year the collection is for, as written.
    pub year: Option<String>,
    /// The day on which the return looks back: 31 March.
    pub reference_date: Given<Date>,
    /// The line of that day, or of the head when it has none.
    pub reference_line: u64,
    /// Who made it.
    pub sources: Vec<Source>,
}

/// Who made a return (`Source`), as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// `L` for a local authority.
    pub level: Option<String>,
    /// The council's three-digit number.
    pub lea: Option<String>,
    /// The software that wrote the file.
    pub software: Option<String>,
    /// Its version.
    pub release: Option<String>,
    /// The file's number.
    pub serial: Option<String>,
    /// When it was written.
    pub written: Option<String>,
}

/// What a whole return held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Its head.
    pub header: Header,
    /// How many children.
    pub children: u64,
    /// How many episodes.
    pub episodes: u64,
    /// How many findings, those of children among them.
    pub found: u64,
    /// Findings outside any child, at most a thousand.
    pub findings: Vec<Finding>,
}
