//! What a contact tells the escalation watch: that it came, and what was decided of it (Appendix B1, W2).

use super::Contact;
use crate::person::Standing;
use crate::watch::Fact;

impl Contact {
    /// What counts for the watch. A contact counts once somebody has said whom it is about: before that nobody could read it against a history.
    pub fn facts(&self) -> Vec<Fact> {
        let children: Vec<_> = self.people().collect();
        if children.is_empty() {
            return Vec::new();
        }
        let adults: Vec<_> = self
            .others
            .iter()
            .filter(|other| other.standing == Standing::Adult)
            .filter_map(|other| other.person)
            .collect();
        let found = self.children.iter().filter_map(|child| child.found.at()).max();
        let mut received =
            Fact::new("received", "contact", children.clone(), self.received_at, self.logged_at);
        received.adults.clone_from(&adults);
        received.counts_from = found.map_or(self.logged_at, |found| found.max(self.logged_at));
        let decided = self.decision().and_then(|decision| {
            let basis = decision.outcomes.as_ref()?;
            let fact = Fact::new("decided", "contact_decided", children, decision.at, decision.at);
            let outcomes = std::iter::once(&basis.outcomes.primary).chain(&basis.outcomes.also);
            let fact = outcomes.fold(fact, |fact, outcome| fact.marked("outcome", outcome));
            Some(Fact { adults, ..fact.marked("level", &basis.level.to_string()) })
        });
        std::iter::once(received).chain(decided).collect()
    }
}
