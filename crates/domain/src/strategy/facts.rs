//! What a discussion tells the escalation watch: that it was held. Whatever counted before has been considered then.

use super::Discussion;
use crate::watch::Fact;

impl Discussion {
    /// What counts for the watch.
    pub fn facts(&self) -> Vec<Fact> {
        let held = self.held_at.map(|held_at| {
            // It was considered when it was held, whenever its decision was written down.
            let mut fact = Fact::new("held", "strategy_discussion", self.children.clone(), held_at, held_at)
                .marked("held", "yes");
            let decided = self.decisions.iter().filter(|_| self.decided.is_some());
            for outcome in decided.flat_map(|decision| &decision.outcomes) {
                fact = fact.marked("outcome", outcome);
            }
            fact
        });
        held.into_iter().collect()
    }
}
