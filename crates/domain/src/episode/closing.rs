//! Around the end of an episode: what the returns will ask about it, and putting right what was closed in error. The rules of closing themselves stand
//! with those of enquiries.

use super::{ABUSE_OR_NEGLECT, Episode};

/// No factors identified (assessment factors of the census).
const NO_FACTORS: &str = "21";

impl Episode {
    /// What the census will query about closing with a reason: shown to whoever proposes and whoever decides, and in nobody's way (2991Q, 8873Q,
    /// 8825Q, 8897Q; primary need N1 where there was an enquiry).
    pub fn closing_questions(&self, reason: &str) -> Vec<String> {
        let mut questions = Vec::new();
        let after_assessment = ["RC8", "RC9"].contains(&reason);
        if !self.enquiries.is_empty() && self.primary_need.as_deref() != Some(ABUSE_OR_NEGLECT) {
            questions.push("There was a section 47 enquiry, and the primary need is not N1, abuse, neglect and exploitation.".to_owned());
        }
        if !self.enquiries.is_empty() && self.assessments.is_empty() {
            questions
                .push("There was a section 47 enquiry and no assessment (census query 2991Q).".to_owned());
        }
        let none = |factors: &[String]| factors.iter().any(|factor| factor == NO_FACTORS);
        if let [only] = self.assessments.as_slice() {
            if none(&only.factors) && !after_assessment {
                questions.push(
                    "The only assessment found no factors: the census expects RC8 or RC9 (query 8873Q)."
                        .to_owned(),
                );
            }
            if only.authorised_on.is_some() && only.factors.is_empty() {
                questions.push("The assessment is authorised without any factor (query 8897Q).".to_owned());
            }
        }
        questions
    }

    /// The episode as it was before it was closed: for a closure that was made in error.
    #[must_use]
    pub fn closure_undone(&self) -> Episode {
        Episode { closed_on: None, closure_reason: None, ..self.clone() }
    }
}
