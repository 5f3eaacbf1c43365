//! A chronology composed for a reader: one page for a stranger in a hurry, numbered and neutral for a court, for one agency, for the family. A composition
//! is lines and nothing else, so that it can be shown, printed or kept as a document; what may stand in it is decided before it is composed.

use super::recipient::{Recipient, Selection};
use super::{Entry, Source, Verdict};
use crate::calendar::london;
use crate::pack::Pack;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// When it happened, with the time where it is known.
    pub happened: String,
    /// What happened.
    pub words: String,
    /// Where it is known from, in words.
    pub known_from: String,
    /// When it was known here, where that was later; empty where it was the same day.
    pub known: String,
    /// Why it is significant; empty where nobody said, or where the reader has not asked for it.
    pub why: String,
    /// The part of a record it comes from; nothing for a fact of the sharing sheet.
    pub source: Option<Source>,
}

/// A chronology for a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// What it is: "Chronology for the court".
    pub title: String,
    /// For whom it was composed.
    pub for_whom: String,
    /// About whom, as the reader knows the child.
    pub about: String,
    /// What the reader must know of how it was made.
    pub notes: Vec<String>,
    /// The lines, oldest first.
    pub lines: Vec<Line>,
}

/// The significant events on one page: the newest where there are more than the pack has room for.
pub fn one_page(entries: &[Entry], about: &str, pack: &Pack) -> Composed {
    let significant: Vec<&Entry> = entries.iter().filter(|entry| entry.is_significant()).collect();
    let skipped = significant.len().saturating_sub(pack.chronology.one_page_lines);
    let mut notes = Vec::new();
    if skipped > 0 {
        notes.push(format!("{skipped} earlier significant events are not on this page."));
    }
    let waiting = entries.iter().filter(|entry| entry.stands() && !entry.is_looked_at()).count();
    if waiting > 0 {
        notes.push(format!("{waiting} proposed events had not been looked at when this was made."));
    }
    Composed {
        title: "Chronology on one page".into(),
        for_whom: "Whoever works with the child".into(),
        about: about.into(),
        notes,
        lines: numbered(significant.into_iter().skip(skipped), true),
    }
}

/// For a court: numbered, dated, neutral, each with its source. What anybody thinks of it is left out unless it is asked for; what nobody has looked at,
/// unless that is asked for too.
pub fn court(entries: &[Entry], about: &str, significance: bool, unlooked: bool) -> Composed {
    let chosen: Vec<&Entry> =
        entries.iter().filter(|entry| entry.stands() && (unlooked || entry.is_looked_at())).collect();
    let left_out = entries.iter().filter(|entry| entry.stands()).count() - chosen.len();
    let mut notes =
        vec!["Made from the council's records. Dates are given as exactly as they are known.".to_owned()];
    if left_out > 0 {
        notes.push(format!("{left_out} proposed entries that nobody had confirmed are left out."));
    }
    Composed {
        title: "Chronology for the court".into(),
        for_whom: "The court".into(),
        about: about.into(),
        notes,
        lines: numbered(chosen, significance),
    }
}

/// What was chosen for an agency or for the family, as it was looked at a second time.
pub fn of_selection(selection: &Selection, about: &str, pack: &Pack) -> Composed {
    let (title, notes) = match &selection.recipient {
        Recipient::Agency { .. } => (
            "Chronology for an agency",
            "Holds what this agency told us, what was shared with it, and what we chose to share. People other than the child are named by what they are to the child.",
        ),
        Recipient::Family { .. } => (
            "Your child's story, as we have it",
            "Tell us if something here is wrong or if something important is missing. We will put it right or write down that you see it differently.",
        ),
    };
    let lines = selection.chosen.iter().zip(1..).map(|(chosen, number)| Line {
        number,
        happened: chosen.happened.clone(),
        words: chosen.words.clone(),
        known_from: chosen.known_from.clone(),
        known: String::new(),
        why: String::new(),
        source: chosen.source.clone(),
    });
    Composed {
        title: title.into(),
        for_whom: selection.recipient.words(pack),
        about: about.into(),
        notes: vec![notes.into()],
        lines: lines.collect(),
    }
}

fn numbered<'e>(entries: impl IntoIterator<Item = &'e Entry>, significance: bool) -> Vec<Line> {
    let line = |(entry, number): (&Entry, usize)| Line {
        number,
        happened: entry.happened_in_words(),
        words: entry.words_that_stand().to_owned(),
        known_from: entry.known_from.clone(),
        known: known_later(entry),
        why: if significance { entry.why() } else { String::new() },
        source: Some(entry.source.clone()),
    };
    entries.into_iter().zip(1..).map(line).collect()
}

fn known_later(entry: &Entry) -> String {
    let day = london::date_of(entry.known_at);
    if entry.happened.exact() == Some(day) { String::new() } else { london::date_in_words(day) }
}

impl Entry {
    /// The day, with the time where the record has it.
    pub fn happened_in_words(&self) -> String {
        match self.moment {
            Some(moment) => format!("{}, {}", self.happened, london::time_in_words(moment)),
            None => self.happened.to_string(),
        }
    }

    /// Why it is significant, in the words of whoever said so; empty where nobody did.
    pub fn why(&self) -> String {
        let said = self.curation.as_ref().filter(|said| said.significant && said.verdict != Verdict::Undone);
        said.map(|said| said.reason.clone()).unwrap_or_default()
    }
}
