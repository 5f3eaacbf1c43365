//! The nodes of the schema, with the lengths and shapes that it allows. What does not fit is left out rather than cut, where cutting would make it say
//! something else.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

macro_rules! node {
    ($(#[$of:meta])* $name:ident { $($(#[$about:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$of])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[$about])*
                #[serde(default, skip_serializing_if = "is_empty")]
                pub $field: $kind,
            )*
        }
    };
}

/// What is left out of the payload: nothing known, nothing there, and "do not purge", which is the schema's default.
trait Empty {
    fn is_nothing(&self) -> bool;
}

impl<T> Empty for Option<T> {
    fn is_nothing(&self) -> bool {
        self.is_none()
    }
}

impl<T> Empty for Vec<T> {
    fn is_nothing(&self) -> bool {
        Vec::is_empty(self)
    }
}

impl Empty for String {
    fn is_nothing(&self) -> bool {
        String::is_empty(self)
    }
}

impl Empty for bool {
    fn is_nothing(&self) -> bool {
        !*self
    }
}

fn is_empty<T: Empty>(value: &T) -> bool {
    value.is_nothing()
}

node! {
    /// A child.
    Child {
        /// The council's identifier: letters and figures, at most 20.
        la_child_id: String,
        /// The identifier in this software, at most 36.
        mis_child_id: Option<String>,
        /// Takes the whole child out of the Department's system.
        purge: bool,
        /// Who the child is.
        child_details: Option<Details>,
        /// Strengths and difficulties.
        health_and_wellbeing: Option<Wellbeing>,
        /// Episodes of need.
        social_care_episodes: Vec<Episode>,
    }
}

node! {
    /// Who a child is.
    Details {
        /// 13 characters.
        unique_pupil_number: Option<String>,
        /// 13 characters.
        former_unique_pupil_number: Option<String>,
        /// UN1 to UN7.
        unique_pupil_number_unknown_reason: Option<String>,
        /// First name.
        first_name: Option<String>,
        /// Surname.
        surname: Option<String>,
        /// Day of birth.
        date_of_birth: Option<Date>,
        /// Expected day of birth.
        expected_date_of_birth: Option<Date>,
        /// M, F or U.
        sex: Option<String>,
        /// At most four characters.
        ethnicity: Option<String>,
        /// At most twelve different codes.
        disabilities: Vec<String>,
        /// At most eight characters.
        postcode: Option<String>,
        /// Whether the child is an unaccompanied asylum-seeking child.
        uasc_flag: Option<bool>,
        /// The day on which that ended.
        uasc_end_date: Option<Date>,
        /// Takes the details out.
        purge: bool,
    }
}

node! {
    /// Strengths and difficulties of a child in care.
    Wellbeing {
        /// Each questionnaire.
        sdq_assessments: Vec<Strengths>,
        /// Takes them out.
        purge: bool,
    }
}

node! {
    /// A strengths and difficulties questionnaire.
    Strengths {
        /// Its day.
        date: Option<Date>,
        /// Its score.
        score: Option<u8>,
    }
}

node! {
    /// An episode of need.
    Episode {
        /// Its lasting name, at most 36 characters.
        social_care_episode_id: String,
        /// Day of the referral.
        referral_date: Option<Date>,
        /// Code of its source, at most two characters.
        referral_source: Option<String>,
        /// Whether nothing further was done.
        referral_no_further_action_flag: Option<bool>,
        /// The social workers.
        care_worker_details: Vec<Worker>,
        /// Assessments.
        child_and_family_assessments: Vec<Assessment>,
        /// Child in need plans.
        child_in_need_plans: Vec<InNeedPlan>,
        /// Section 47 enquiries.
        section_47_assessments: Vec<Section47>,
        /// Child protection plans.
        child_protection_plans: Vec<ProtectionPlan>,
        /// Placements in care.
        child_looked_after_placements: Vec<Placement>,
        /// Adoption.
        adoption: Option<Adoption>,
        /// Leaving care.
        care_leavers: Option<CareLeaver>,
        /// Day of closure.
        closure_date: Option<Date>,
        /// Code of the reason: RC1 to RC9.
        closure_reason: Option<String>,
        /// Takes the episode out.
        purge: bool,
    }
}

node! {
    /// A social worker of an episode.
    Worker {
        /// The number of Social Work England, or another lasting one; at most twelve characters.
        worker_id: Option<String>,
        /// Since when.
        start_date: Option<Date>,
        /// Until when.
        end_date: Option<Date>,
    }
}

node! {
    /// A child and family assessment.
    Assessment {
        /// Its lasting name.
        child_and_family_assessment_id: String,
        /// Its first day.
        start_date: Option<Date>,
        /// The day of authorisation.
        authorisation_date: Option<Date>,
        /// At most 41 different codes.
        factors: Vec<String>,
        /// Takes it out.
        purge: bool,
    }
}

node! {
    /// A child in need plan.
    InNeedPlan {
        /// Its lasting name.
        child_in_need_plan_id: String,
        /// Its first day.
        start_date: Option<Date>,
        /// Its last day.
        end_date: Option<Date>,
        /// Takes it out.
        purge: bool,
    }
}

node! {
    /// A section 47 enquiry.
    Section47 {
        /// Its lasting name.
        section_47_assessment_id: String,
        /// The day of the discussion that began it.
        start_date: Option<Date>,
        /// Whether a conference was required: the opposite of what the census asks (`ICPCnotRequired`).
        icpc_required_flag: Option<bool>,
        /// The day of the conference.
        icpc_date: Option<Date>,
        /// The day on which the enquiry ended.
        end_date: Option<Date>,
        /// Takes it out.
        purge: bool,
    }
}

node! {
    /// A child protection plan.
    ProtectionPlan {
        /// Its lasting name.
        child_protection_plan_id: String,
        /// Its first day.
        start_date: Option<Date>,
        /// Its last day.
        end_date: Option<Date>,
        /// Takes it out.
        purge: bool,
    }
}

node! {
    /// A placement of a child in care.
    Placement {
        /// Its lasting name.
        child_looked_after_placement_id: String,
        /// Its first day.
        start_date: Option<Date>,
        /// Why it began: one character.
        start_reason: Option<String>,
        /// Its kind, at most three characters.
        placement_type: Option<String>,
        /// Where, at most eight characters.
        postcode: Option<String>,
        /// Its last day.
        end_date: Option<Date>,
        /// Why it ended, at most three characters.
        end_reason: Option<String>,
        /// Why it was changed, at most six characters.
        change_reason: Option<String>,
        /// Takes it out.
        purge: bool,
    }
}

node! {
    /// Adoption.
    Adoption {
        /// The first decision.
        initial_decision_date: Option<Date>,
        /// The match.
        matched_date: Option<Date>,
        /// The placement.
        placed_date: Option<Date>,
        /// Takes it out.
        purge: bool,
    }
}

node! {
    /// Leaving care.
    CareLeaver {
        /// The last contact.
        contact_date: Option<Date>,
        /// At most two characters.
        activity: Option<String>,
        /// One character.
        accommodation: Option<String>,
        /// Takes it out.
        purge: bool,
    }
}
