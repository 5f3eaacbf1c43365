//! What a power tells the escalation watch: that an adult is no longer bound (bail that lapses, a condition that ends). It is known as soon as the end
//! is, and counts from the end, so that it becomes true by time passing.

use super::Power;
use crate::watch::Fact;

impl Power {
    /// What counts for the watch. What another order replaced sets nobody free.
    pub fn facts(&self) -> Vec<Fact> {
        let Some(adult) = &self.adult else { return Vec::new() };
        let (when, known_at) = match &self.ended {
            Some(ended) if ended.how.is_replaced() => return Vec::new(),
            Some(ended) => (ended.when, ended.at),
            None => (self.end(), self.extensions.last().map_or(self.at, |extension| extension.at)),
        };
        let mut fact = Fact::new("ended", "adult_released", vec![self.child], when, known_at)
            .marked("condition", &self.kind);
        fact.counts_from = when.max(known_at);
        fact.adults = adult.person.into_iter().collect();
        vec![fact]
    }
}
