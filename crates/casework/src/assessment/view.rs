//! An assessment as its page shows it, composed for one viewer.

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::assessment::mirror::Mirror;
use domain::assessment::{
    ASSESSMENT_FORM, Assessment, Contradiction, Finding, Stage, Unanswered, contradictions, mirror,
    siblings_alike,
};
use domain::chronology::Entry;
use domain::episode::Episode;
use domain::form::Form;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use store::{Door, Permit, Stop, Versioned, load};

use super::around;
use crate::session::Session;
use crate::staff::Names;

/// An assessment with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessmentView {
    /// The assessment.
    pub assessment: Versioned<Assessment>,
    /// The version of the form that it answers.
    pub form: Form,
    /// What the children are called, in their order.
    pub children: Vec<String>,
    /// What the carers are called, in their order; the words of a restriction where there is one.
    pub carers: Vec<String>,
    /// The children's chronologies, in their order, as the viewer may read them.
    pub entries: Vec<Vec<Entry>>,
    /// The children's episodes, in their order.
    pub episodes: Vec<Episode>,
    /// Agencies that were asked and have not answered, as far as the viewer may read where.
    pub unanswered: Vec<Unanswered>,
    /// What does not fit.
    pub contradictions: Vec<Contradiction>,
    /// The quality mirror: of an authorised assessment as it was shown then.
    pub mirror: Mirror,
    /// Answers about brothers and sisters that are alike. What else is copied stands in the record, with where it comes from.
    pub findings: Vec<Finding>,
    /// What is missing for a submission, by the names that the reasons are given under.
    pub missing: Vec<domain::refusal::Problem>,
    /// The staff named in it.
    pub names: Names,
    /// What the viewer may do next. Whoever wrote any of it is not offered to sign it.
    pub may: Vec<Action>,
}
