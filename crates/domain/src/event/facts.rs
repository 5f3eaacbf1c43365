//! What an event tells the escalation watch (Appendix B1, W1 to W11): one fact, of the kind, with the marks and the measures that were taken from its
//! answers when it was recorded. An event recorded in error tells nothing.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Adult, Counts, Event};
use crate::calendar::london;
use crate::id::Id;
use crate::person::Person;
use crate::watch::Fact;

impl Event {
    /// What counts for the watch.
    pub fn facts(&self) -> Vec<Fact> {
        let Some(counts) = self.counts.as_ref().filter(|_| self.stands()) else { return Vec::new() };
        let mut marks = counts.marks.clone();
        // That it went on too long is told once: by the fact that became true when it did.
        if let Some(long) = &counts.long {
            marks.remove(&format!("{}=yes", long.mark));
        }
        let told = Fact { marks, measures: counts.measures.clone(), ..self.fact("event", &counts.kind) };
        std::iter::once(told).chain(self.still(counts)).collect()
    }

    /// A child who is still missing when a day has gone by: nobody need write anything for the watch to see it. It is the same fact when the child has
    /// been found since, so that finding a child asks nobody again.
    fn still(&self, counts: &Counts) -> Option<Fact> {
        let long = counts.long.as_ref()?;
        let mut fact = self.fact("still", &long.still).marked(&long.mark, "yes");
        fact.counts_from = long.from.max(self.known_at);
        Some(fact)
    }

    fn fact(&self, part: &str, kind: &str) -> Fact {
        let happened = self.counted_as_of();
        let mut fact = Fact::new(part, kind, self.children.clone(), happened, self.known_at);
        // What is known to lie ahead, a release, counts from its day on.
        fact.counts_from = self.known_at.max(happened);
        fact.adults = self.adults_on_record();
        fact
    }

    /// The moment a rule takes it to have happened. Of a month or a year it is the last day that it can have been, as far as it was known by then: a
    /// rule that looks back ninety days must not miss what may have been last week.
    fn counted_as_of(&self) -> Timestamp {
        if let Some(moment) = self.moment {
            return moment;
        }
        let earliest = self.happened.earliest().map(london::start_of);
        let latest = self.happened.latest().map(london::start_of);
        match (earliest, latest) {
            (Some(earliest), Some(latest)) if earliest <= self.known_at => latest.min(self.known_at),
            (Some(earliest), _) => earliest,
            _ => self.known_at,
        }
    }

    /// The adults who are people on the record, each once, and no child of the event among them.
    pub fn adults_on_record(&self) -> Vec<Id<Person>> {
        let known = self.adults.iter().filter_map(|adult| match adult {
            Adult::Known(person) => Some(*person),
            Adult::Named(_) => None,
        });
        let known: BTreeSet<Id<Person>> = known.filter(|person| !self.children.contains(person)).collect();
        known.into_iter().collect()
    }
}
