//! The story in sixty seconds: how much there is, since when, what counts most and last, and what nobody has looked at. It counts and quotes; it judges
//! nothing. Who last looked at the story, and when, stands beside it.

use jiff::Timestamp;

use super::Entry;
use crate::calendar::london;
use crate::id::Id;
use crate::pack::Pack;
use crate::staff::Staff;

/// What stands above a chronology.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InShort {
    /// The sentences.
    pub sentences: Vec<String>,
    /// Who last said something about an entry, and when.
    pub last: Option<(Id<Staff>, Timestamp)>,
    /// How many proposals nobody has looked at.
    pub waiting: usize,
}

/// The story in short.
pub fn in_short(entries: &[Entry], pack: &Pack) -> InShort {
    let stand: Vec<&Entry> = entries.iter().filter(|entry| entry.stands()).collect();
    let waiting = stand.iter().filter(|entry| !entry.is_looked_at()).count();
    let last = entries.iter().filter_map(|entry| entry.curation.as_ref());
    let last = last.max_by_key(|curation| curation.at).map(|curation| (curation.by, curation.at));
    let Some(first) = stand.iter().find_map(|entry| entry.happened.earliest()) else {
        return InShort { sentences: vec!["Nothing is recorded yet.".into()], last, waiting };
    };
    let mut sentences = vec![format!("{} since {}.", counted(stand.len(), "event"), first.year())];
    let lanes = pack.chronology.lanes.iter().filter_map(|lane| {
        let count = stand.iter().filter(|entry| entry.lane == lane.code).count();
        (count > 0).then(|| format!("{} {count}", lane.name))
    });
    sentences.push(format!("{}.", lanes.collect::<Vec<_>>().join(", ")));
    let significant: Vec<&&Entry> = stand.iter().filter(|entry| entry.is_significant()).collect();
    match significant.as_slice() {
        [] => sentences.push("Nobody has marked an event significant.".into()),
        [.., newest] => sentences.push(format!(
            "{} significant, the last of them {}: {}",
            if significant.len() == 1 { "1 is".into() } else { format!("{} are", significant.len()) },
            newest.happened,
            ended(newest.words_that_stand()),
        )),
    }
    let later = stand.iter().filter(|entry| entry.days_until_known().is_some_and(|days| days > LATE)).count();
    if later > 0 {
        sentences.push(format!(
            "{} known here more than {LATE} days after {} happened.",
            was(later),
            if later == 1 { "it" } else { "they" }
        ));
    }
    InShort { sentences, last, waiting }
}

/// After so many days it is worth saying that something was learned late.
const LATE: i32 = 30;

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn was(count: usize) -> String {
    if count == 1 { "1 was".into() } else { format!("{count} were") }
}

fn ended(words: &str) -> String {
    if words.ends_with(['.', '!', '?', '…', '”']) { words.to_owned() } else { format!("{words}.") }
}

impl Entry {
    /// How many days passed from the last day on which it can have happened until the council knew it; nothing where it was known at once, or the day is
    /// not known.
    pub fn days_until_known(&self) -> Option<i32> {
        let happened = self.happened.latest()?;
        let days = london::date_of(self.known_at).since(happened).ok()?.get_days();
        (days > 0).then_some(days)
    }
}
