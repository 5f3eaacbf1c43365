//! What an enquiry tells the escalation watch: when somebody went to see the child, and whether they did (Appendix B1, W8).

use super::Section47;
use crate::watch::Fact;

impl Section47 {
    /// What counts for the watch.
    pub fn facts(&self) -> Vec<Fact> {
        let visits = self.seen.iter().enumerate().map(|(place, seen)| {
            let visit =
                Fact::new(format!("seen {place}"), "visit", vec![self.child], seen.at, seen.written_at);
            let visit = visit.marked("outcome", if seen.seen { "seen" } else { "not_seen" });
            if seen.alone { visit.marked("alone", "yes") } else { visit }
        });
        visits.collect()
    }
}
