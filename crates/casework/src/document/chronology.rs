//! A chronology for a reader. A court and the file have the whole of what stands, with when it became known and why it matters. An agency has what it told
//! or did and what children's social care decided. The family and the child have what happened between them and us, as lines that are looked through and
//! changed before they go.

use std::collections::BTreeMap;

use domain::calendar::london;
use domain::chronology::{Entry, version};
use domain::document::{Kind, Part, Section, Table};
use domain::event::Event;
use domain::refusal::Refusal;

use super::compose::{Composed, From, Told, counted, lines};
use super::drawing::{self, Tells};
use super::{agency, chosen};

/// Composes it; `one_page` takes only what somebody said is significant. What was chosen for this reader line by line goes as it was chosen.
///
/// # Errors
/// When lines were chosen for another reader.
pub(super) fn compose(from: &From<'_>, one_page: bool) -> Result<Composed, Refusal> {
    if let Some(chosen) = chosen::of(from)? {
        return Ok(chosen);
    }
    let entries = from.page.file.chronology(from.pack);
    let about = from.child();
    let versioned = match (from.kind(), one_page) {
        (Kind::Court, _) => Some(version::court(&entries, &about, false, false)),
        (Kind::File, true) => Some(version::one_page(&entries, &about, from.pack)),
        _ => None,
    };
    if let Some(lines) = versioned {
        let (title, children) = (format!("{}: {about}", lines.title), vec![from.child_id()]);
        let mut sections = vec![from.about()];
        sections.extend(drawing::lanes(from, drawing::of_lines(&lines, &entries), lines.lines.len()));
        sections.push(chosen::table(&lines));
        return Ok(Composed { title, children, sections, left_out: Vec::new() });
    }
    let stands = |entry: &&Entry| {
        let significant = entry.is_significant();
        entry.stands() && (significant || !one_page)
    };
    let mut told: Vec<(&Entry, String)> = Vec::new();
    let mut left_out = Vec::new();
    for entry in entries.iter().filter(stands) {
        match tells(from, entry) {
            Told::Whole => told.push((entry, entry.words_that_stand().to_owned())),
            Told::As(words) => told.push((entry, words)),
            Told::Not(what) => left_out.push(what),
        }
    }
    let sections = if from.kind().is_composed() { for_family(from, &told) } else { table(from, &told) };
    let title = match (from.kind(), one_page) {
        (Kind::Family | Kind::Child, _) => "What has happened".to_owned(),
        (_, true) => format!("Significant events: {}", from.child()),
        (_, false) => format!("Chronology: {}", from.child()),
    };
    Ok(Composed { title, children: vec![from.child_id()], sections, left_out: counted(&left_out) })
}

/// What of an entry a reader is told.
pub(super) fn tells(from: &From<'_>, entry: &Entry) -> Told {
    match from.kind() {
        Kind::Court | Kind::File => Told::Whole,
        Kind::Agency => agency::tells(entry, from.recipient.agency.as_deref().unwrap_or_default()),
        Kind::Family | Kind::Child => family(from, entry),
    }
}

/// What of an entry the family is told: what happened between them and us. Never who told us, what they told, what police know, or what a child said. Words
/// that somebody wrote over the record's own were written for colleagues: they go to nobody by themselves.
fn family(from: &From<'_>, entry: &Entry) -> Told {
    match (entry.source.kind.as_str(), entry.source.event.as_str()) {
        ("contact", "received") => Told::As("Somebody told us that they were worried.".into()),
        ("contact", _) => Told::Not("What was told to us, and what was decided on it"),
        ("episode", "referral") => {
            Told::As("We decided to look at how things are and what would help.".into())
        }
        ("episode", _) => Told::As(plain(&entry.words)),
        ("involvement", _) if entry.agency.is_none() => Told::As(plain(&entry.words)),
        ("involvement", _) => Told::Not("Workers of other agencies"),
        ("safety_plan", event) if event.starts_with("version") => {
            Told::As("We made or changed a safety plan together.".into())
        }
        ("safety_plan", "ended") => Told::As("The safety plan ended.".into()),
        ("safety_plan", _) => {
            Told::Not("What became of a safety plan: say in plain words what this reader may know")
        }
        ("event", "event") => event(from, entry),
        ("event", _) => Told::Not("What a child said"),
        ("power", _) => Told::Not("Powers and orders: say in plain words what holds"),
        ("strategy_discussion", _) => Told::Not("Strategy discussions"),
        _ => Told::Not("Other entries"),
    }
}

/// An event by its name alone, when the pack says that the family may read of such ones, we or they told of it, and it is about nobody else.
fn event(from: &From<'_>, entry: &Entry) -> Told {
    let found = from.page.file.events.iter().map(|filed| &filed.record);
    let found =
        found.filter(|event| event.id.any() == entry.source.record).find(|event| may_be_named(from, event));
    match found {
        Some(event) => Told::As(event.name(from.pack).to_owned()),
        None => Told::Not("Significant events: say in plain words what this reader may know"),
    }
}

fn may_be_named(from: &From<'_>, event: &Event) -> bool {
    let named = from.pack.documents.family_events.contains(&event.kind);
    named
        && event.told.is_ours()
        && event.children == [from.child_id()]
        && event.adults.is_empty()
        && !event.told.unnamed
}

/// Our own words for our own steps, said to the reader.
fn plain(words: &str) -> String {
    match words {
        "Assessment began" => "We began an assessment.".into(),
        "Assessment authorised" => "The assessment was finished.".into(),
        "Section 47 enquiry began" => "We began to look into whether the child is being harmed.".into(),
        "Initial child protection conference" => "A child protection conference was held.".into(),
        other => format!("{other}."),
    }
}

/// A day as a line begins with it.
fn day(entry: &Entry) -> String {
    let told = entry.happened.to_string();
    let mut letters = told.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn for_family(from: &From<'_>, told: &[(&Entry, String)]) -> Vec<Section> {
    let events = lines(told.iter().map(|(entry, words)| format!("{}: {words}", day(entry))));
    let heading = "What has happened, as we wrote it down";
    let mut sections = vec![Section::own("events", heading, events)];
    sections.extend(from.headings(&BTreeMap::new()));
    sections
}

fn table(from: &From<'_>, told: &[(&Entry, String)]) -> Vec<Section> {
    let whole = from.kind().is_whole();
    let row = |(entry, words): &(&Entry, String)| {
        let mut row = vec![entry.happened.in_digits(), words.clone()];
        if whole {
            let known = london::date_in_digits(london::date_of(entry.known_at));
            row.push(known);
            let why = entry.curation.as_ref().filter(|curation| curation.significant);
            row.push(why.map_or_else(String::new, |curation| curation.reason.clone()));
        }
        row
    };
    let (head, widths): (&[&str], &[u8]) = if whole {
        (&["When", "What happened", "Known to us since", "Why it matters"], &[16, 46, 16, 22])
    } else {
        (&["When", "What happened"], &[20, 80])
    };
    let table = Table {
        caption: format!("{} entries, oldest first", told.len()),
        head: head.iter().map(|words| (*words).to_owned()).collect(),
        widths: widths.to_vec(),
        rows: told.iter().map(row).collect(),
    };
    let mut sections = if whole { vec![from.about()] } else { Vec::new() };
    // No other reader is told when something became known, or that somebody found it significant.
    let tells = Tells { known: whole, significance: whole };
    let marks = told.iter().filter_map(|(entry, words)| drawing::mark(entry, words, None, tells));
    sections.extend(drawing::lanes(from, marks.collect(), told.len()));
    let parts =
        if told.is_empty() { vec![Part::words("Nothing stands here.")] } else { vec![Part::Table(table)] };
    sections.push(Section::of("entries", "Events", parts));
    sections
}
