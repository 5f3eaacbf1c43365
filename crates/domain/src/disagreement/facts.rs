//! What a disagreement tells the escalation watch: that an agency escalates its worry about a child (Appendix B1, W11), when it is raised and each time
//! it goes up. It counts from when the council knew which child it is about.

use super::Disagreement;
use crate::watch::Fact;

impl Disagreement {
    /// What counts for the watch. One of ours that disagrees tells nothing: an agency's worry does.
    pub fn facts(&self) -> Vec<Fact> {
        let (Some(_), Some(placed)) = (&self.raised.agency, &self.placed) else { return Vec::new() };
        let fact = |part: String, happened| {
            let known_at = placed.at.max(happened);
            Fact::new(part, "partner_escalates", self.children.clone(), happened, known_at)
                .marked("about", &self.about)
        };
        let raised = fact("raised".into(), self.raised.at);
        let climbed = self.stages.iter().skip(1).map(|stage| {
            fact(format!("stage.{}", stage.code), stage.clock.started).marked("stage", &stage.code)
        });
        std::iter::once(raised).chain(climbed).collect()
    }
}
