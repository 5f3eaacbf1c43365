//! What a plan tells the escalation watch: that it was broken, that it ran out and nobody renewed it, that somebody did not agree. What ran out is a
//! fact from the moment it runs out, and is none any more once the plan has been renewed, replaced or ended.

use super::SafetyPlan;
use crate::id::Id;
use crate::person::Person;
use crate::watch::Fact;

const KIND: &str = "safety_plan";

impl SafetyPlan {
    /// What counts for the watch.
    pub fn facts(&self) -> Vec<Fact> {
        let broken =
            self.checks.iter().enumerate().filter(|(_, check)| !check.kept).map(|(place, check)| {
                self.fact(format!("check {place}"), "broken", check.looked_at, check.at)
            });
        let not_agreed = self.now.words.agreements.iter().any(|agreement| !agreement.agrees).then(|| {
            self.fact(format!("agreement {}", self.edition()), "not_agreed", self.now.at, self.now.at)
        });
        let expired = self.is_live().then(|| {
            let mut fact =
                self.fact(format!("expiry {}", self.edition()), "expired", self.expires(), self.now.at);
            fact.counts_from = self.expires();
            fact
        });
        broken.chain(not_agreed).chain(expired).collect()
    }

    fn fact(&self, part: String, state: &str, happened: jiff::Timestamp, known_at: jiff::Timestamp) -> Fact {
        let mut fact =
            Fact::new(part, KIND, self.children.clone(), happened, known_at).marked("state", state);
        fact.adults = self.adults();
        fact
    }

    /// The people on the record who are in the plan beside its children, each once.
    fn adults(&self) -> Vec<Id<Person>> {
        let words = &self.now.words;
        let acting = words.actions.iter().filter_map(|action| action.person);
        let asked = words.agreements.iter().filter_map(|agreement| agreement.person);
        let mut adults: Vec<Id<Person>> =
            acting.chain(asked).filter(|person| !self.children.contains(person)).collect();
        adults.sort();
        adults.dedup();
        adults
    }
}
