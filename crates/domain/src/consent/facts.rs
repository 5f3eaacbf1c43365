//! What a consent tells the escalation watch: that it was withdrawn (Appendix B1, W8).

use super::Basis;
use crate::watch::Fact;

impl Basis {
    /// What counts for the watch.
    pub fn facts(&self) -> Vec<Fact> {
        let withdrawn = self.withdrawn.as_ref().map(|withdrawal| {
            Fact::new("withdrawn", "consent_withdrawn", self.children.clone(), withdrawal.at, withdrawal.at)
                .marked("kind", self.kind.code())
        });
        withdrawn.into_iter().collect()
    }
}
