//! What an assessment tells the escalation watch: that one was made, with the need it was about. A third in two years on the same concern is asked about
//! (Appendix B1, W9).

use super::Assessment;
use crate::calendar::london;
use crate::watch::Fact;

impl Assessment {
    /// What counts for the watch: of each child from the day it began, so that nobody hears of the third when it is over. One that ended without being
    /// authorised counts for nothing.
    pub fn facts(&self) -> Vec<Fact> {
        if self.ended.is_some() {
            return Vec::new();
        }
        let of = |assessed: &super::Assessed| {
            let begun = london::start_of(assessed.started_on);
            let part = format!("child {}", assessed.child);
            let fact = Fact::new(part, "assessment", vec![assessed.child], begun, assessed.joined_at);
            match &assessed.need {
                Some(need) => fact.marked("concern", need),
                None => fact,
            }
        };
        self.children.iter().map(of).collect()
    }
}
