//! The story in lanes, drawn for this viewer. Of what was not known on the chosen day only that it happened, and when, is told: its words stand in the record as
//! it stands now.

use std::collections::BTreeMap;

use casework::child::ChildPage;
use design::picture::{Lane, LaneEvent, Lanes, Line};
use domain::calendar::london;
use domain::chronology::{Entry, Source};
use domain::pack::Pack;
use domain::person::name::shown_in_line;
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, Render};

use super::{at, table};

/// The id of the table that holds the same events.
pub(super) const TABLE: &str = "chronology-table";
/// How many letters of an entry its mark tells.
const SHORT: usize = 90;

/// What is drawn.
pub(super) struct Drawn<'a> {
    pub(super) pack: &'a Pack,
    pub(super) page: &'a ChildPage,
    /// The entries as they stand now, oldest first.
    pub(super) entries: &'a [&'a Entry],
    /// The chosen moment, with the entries as they were known then; nothing for now.
    pub(super) chosen: Option<(Timestamp, BTreeMap<&'a Source, &'a Entry>)>,
    /// The query that is kept on lists of several events, without lane and days.
    pub(super) kept: String,
}

impl Drawn<'_> {
    /// How many of the events that stand now were known at the chosen moment, and how many there are.
    pub(super) fn known(&self) -> (usize, usize) {
        let known = self.entries.iter().filter(|entry| self.is_known(entry)).count();
        (known, self.entries.len())
    }

    fn is_known(&self, entry: &Entry) -> bool {
        self.as_known(entry).is_some()
    }

    /// The entry in the words, and with the significance, that it had on the chosen day; nothing when it was not known.
    fn as_known<'e>(&'e self, entry: &'e Entry) -> Option<&'e Entry> {
        match &self.chosen {
            None => Some(entry),
            Some((_, then)) => then.get(&entry.source).copied(),
        }
    }

    pub(super) fn picture(&self) -> Markup {
        let placed: Vec<(&Entry, Date)> =
            self.entries.iter().filter_map(|entry| Some((*entry, entry.happened.earliest()?))).collect();
        let (Some(first), Some(last)) = (placed.first(), placed.last()) else { return Markup::default() };
        let lanes = &self.pack.chronology.lanes;
        let child = self.page.file.child.record.id;
        let and = if self.kept.is_empty() { String::new() } else { format!("{}&", self.kept) };
        let (known, all) = self.known();
        let unplaced = all - placed.len();
        let mut sentence = match &self.chosen {
            Some(_) => format!("{known} of {all} events known."),
            None if all == 1 => "1 event.".to_owned(),
            None => format!("{all} events since {}.", first.1.year()),
        };
        if unplaced > 0 {
            sentence.push_str(&format!(" {unplaced} without a date stand only in the table."));
        }
        Lanes {
            prefix: "story".into(),
            title: format!("Chronology since {}", first.1.year()),
            lanes: lanes
                .iter()
                .map(|lane| Lane { code: lane.code.clone(), name: lane.name.clone() })
                .collect(),
            events: placed.iter().map(|(entry, day)| self.event(entry, *day)).collect(),
            ticks: ticks(first.1, last.1.max(london::date_of(self.page.at))),
            chosen: self.chosen.as_ref().map(|(moment, _)| Line {
                at: moment.as_second(),
                words: format!("known on {}", london::date_in_words(london::date_of(*moment))),
            }),
            list: format!("{}?{and}", at(child, "")),
            sentence,
            table: TABLE.into(),
        }
        .render()
    }

    fn event(&self, entry: &Entry, day: Date) -> LaneEvent {
        let happened = entry.moment.unwrap_or_else(|| london::start_of(day));
        let as_known = self.as_known(entry);
        let child = self.page.file.child.record.id;
        let lanes = &self.pack.chronology.lanes;
        // An entry of no lane of this pack is told by a record of an older one: it stands with what the council did.
        let lane = lanes.iter().position(|lane| lane.code == entry.lane).unwrap_or_else(|| lanes.len() - 1);
        let (words, href) = if let Some(known) = as_known {
            let words = short(known.words_that_stand());
            let href = table::record(child, known).map_or_else(|| format!("#{TABLE}"), |(href, _)| href);
            (words, href)
        } else {
            ("something we learned later".to_owned(), format!("{}?from={day}&until={day}", at(child, "")))
        };
        LaneEvent {
            at: happened.as_second(),
            known: entry.known_at.as_second(),
            day: day.to_string(),
            when: entry.happened.to_string(),
            words,
            lane,
            href,
            is_known: as_known.is_some(),
            significant: as_known.is_some_and(Entry::is_significant),
            number: None,
        }
    }
}

pub(crate) fn short(words: &str) -> String {
    let line = shown_in_line(words);
    if line.chars().count() <= SHORT {
        return line;
    }
    let cut: String = line.chars().take(SHORT).collect();
    format!("{}…", cut.trim_end())
}

/// The first of each year, or of each month where the story is shorter than two years.
pub(crate) fn ticks(first: Date, last: Date) -> Vec<Line> {
    let months = i32::from(last.year() - first.year()) * 12 + i32::from(last.month() - first.month());
    let step: i8 = if months < 24 { 1 } else { 12 };
    let mut ticks = Vec::new();
    let mut day = if step == 1 { first.first_of_month() } else { first.first_of_year() };
    while day <= last && ticks.len() < 200 {
        let words = if step == 1 {
            let words = london::date_in_words(day);
            words.split_once(' ').map_or(words.clone(), |(_, month)| month.to_owned())
        } else {
            day.year().to_string()
        };
        ticks.push(Line { at: london::start_of(day).as_second(), words });
        let Ok(next) = day.checked_add(jiff::Span::new().months(i64::from(step))) else { break };
        day = next;
    }
    ticks
}
