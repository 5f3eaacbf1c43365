//! What an episode tells the escalation watch: each child and family assessment, with the need it was about (Appendix B1, W9).

use super::Episode;
use crate::calendar::london;
use crate::watch::Fact;

impl Episode {
    /// What counts for the watch.
    pub fn facts(&self) -> Vec<Fact> {
        // Of one that was made here its own record tells.
        let told = self.assessments.iter().enumerate().filter(|(_, assessment)| assessment.record.is_none());
        let assessments = told.map(|(place, assessment)| {
            let begun = london::start_of(assessment.started_on);
            let fact = Fact::new(format!("assessment.{place}"), "assessment", vec![self.child], begun, begun);
            match &self.primary_need {
                Some(need) => fact.marked("concern", need),
                None => fact,
            }
        });
        assessments.collect()
    }
}
