//! What a notification tells the escalation watch (Appendix B1, W3). It counts as soon as it is known whom it is about: for whoever nearly certainly
//! is in it and for nobody where two people could be meant. The prompt shows it as what was notified; a manager reads it and judges.

use super::{Named, Notification, Part, Risk};
use crate::calendar::london;
use crate::id::Id;
use crate::person::Person;
use crate::watch::Fact;

impl Notification {
    /// What counts for the watch.
    pub fn facts(&self) -> Vec<Fact> {
        let on = london::date_of(self.happened_or_received());
        let (mut children, mut adults) = (Vec::<Id<Person>>::new(), Vec::<Id<Person>>::new());
        for named in &self.people {
            let [person] = named.likely.as_slice() else { continue };
            let list = if named.is_child(on) { &mut children } else { &mut adults };
            if !list.contains(person) {
                list.push(*person);
            }
        }
        adults.retain(|adult| !children.contains(adult));
        if children.is_empty() {
            return Vec::new();
        }
        let told = self.changed_at.unwrap_or(self.received_at);
        let mut fact =
            Fact::new("incident", "police_notification", children, self.happened_or_received(), told);
        fact.adults = adults;
        for kind in &self.kinds {
            fact = fact.marked(kind, "yes");
        }
        if self.risk == Some(Risk::High) {
            fact = fact.marked("high_risk", "yes");
        }
        let there = |named: &Named| named.is_child(on) && matches!(named.part, Part::Victim | Part::Witness);
        if self.people.iter().any(there) {
            fact = fact.marked("child_present", "yes");
        }
        vec![fact]
    }
}
