//! What an episode that came with a national return knows and has no other place for. Of work done here, the review point of an assessment stands with the
//! assessment, the first category of a plan and its reviews with the conferences; of work done elsewhere, only what the return said is known, and the next
//! return must say it again. Pre-proceedings (from 2026-27) come this way only, until they have records here.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What came with a return.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// The review points of assessments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<BroughtReview>,
    /// What more is known of child protection plans.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<BroughtPlan>,
    /// Pre-proceedings and family group decision making.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pre_proceedings: Vec<PreProceedings>,
}

/// The review point of an assessment that came with a return (`AssessmentInternalReviewDate`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroughtReview {
    /// The day on which the assessment began.
    pub started_on: Date,
    /// The day of the review point.
    pub on: Date,
}

/// What a return knows of a child protection plan beside its days and its latest category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroughtPlan {
    /// The day on which the plan began.
    pub started_on: Date,
    /// The category under which it was made (N00113).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_category: Option<String>,
    /// How many plans of this council the child had before (N00106).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plans_before: Option<u32>,
    /// The days of its reviews (N00116).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<Date>,
}

/// Pre-proceedings and family group decision making (`PreProceedingsandFGDM`, from 2026-27): what happened before a council asks a court for an order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreProceedings {
    /// The decision to begin (N00826).
    pub started_on: Option<Date>,
    /// The letter before proceedings (N00827).
    pub letter_on: Option<Date>,
    /// Whether a family group meeting was offered in it (N00828).
    pub family_meeting_offered: Option<bool>,
    /// Whether it was held (N00829).
    pub family_meeting_held: Option<bool>,
    /// The first meeting (N00830).
    pub first_meeting_on: Option<Date>,
    /// How many review meetings there were (N00831).
    pub review_meetings: Option<u32>,
    /// The decision to step up or down (N00832).
    pub step_on: Option<Date>,
    /// The code of the outcome (N00833).
    pub outcome: Option<String>,
    /// The application to court (N00834).
    pub court_on: Option<Date>,
    /// The letter that says that care proceedings begin.
    pub proceedings_letter_on: Option<Date>,
}

impl Brought {
    /// What is known of the protection plan that began on a day.
    pub fn plan(&self, started_on: Date) -> Option<&BroughtPlan> {
        self.plans.iter().find(|plan| plan.started_on == started_on)
    }

    /// The review point of the assessment that began on a day.
    pub fn review(&self, started_on: Date) -> Option<Date> {
        self.reviews.iter().find(|review| review.started_on == started_on).map(|review| review.on)
    }

    /// Whether nothing came.
    pub fn is_empty(&self) -> bool {
        *self == Brought::default()
    }
}
