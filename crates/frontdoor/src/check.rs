//! Files of returns checked before anybody sends them: what was found, in which child, at which line, and how to mend it. Nothing of a council's record
//! is needed or touched.

mod annex_a;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, Write, stdout};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use casework::returns::cin::Finding;
use casework::returns::cin::check::{Checked, Place, check as checked, rule};
use domain::calendar::BankHolidays;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::arguments::{Check, Format};

/// Checks what is asked.
pub fn check(what: &Check) -> Result<()> {
    let (file, format, year) = match what {
        Check::Cin { file, format, year } => (file, format, year),
        Check::AnnexA { file, format, on } => return annex_a::check(file, *format, *on),
    };
    let unreadable = || format!("{} cannot be read", file.display());
    let bytes = BufReader::with_capacity(1 << 16, File::open(file).with_context(unreadable)?);
    let found = checked(bytes, *year, &BankHolidays::england())
        .map_err(|error| anyhow!("{}:{}: {}", file.display(), error.line, plain(&error.words)))?;
    unless_closed(match format {
        Format::Text => in_words(&found, file),
        Format::Json => in_json(&found),
    })
    .context("what was found cannot be written")
}

/// Everything that was found, as it is written: nothing is put together first.
struct Printed<'a>(&'a Checked);

impl Serialize for Printed<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let Checked { year, rules, places, findings, untold, children, episodes } = self.0;
        let mut map = out.serialize_map(None)?;
        map.serialize_entry("year", year)?;
        map.serialize_entry("children", children)?;
        map.serialize_entry("episodes", episodes)?;
        map.serialize_entry("rules", &Rules(rules))?;
        map.serialize_entry("locations", &Each(places, Location::of))?;
        map.serialize_entry("findings", &Each(findings, Found::of))?;
        map.serialize_entry("untold", &Untold { locations: untold.places, findings: untold.findings })?;
        map.end()
    }
}

struct Rules<'a>(&'a BTreeMap<String, BTreeSet<Arc<str>>>);

impl Serialize for Rules<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|(code, children)| (code, Children(children))))
    }
}

struct Children<'a>(&'a BTreeSet<Arc<str>>);

impl Serialize for Children<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(self.0.iter().map(AsRef::<str>::as_ref))
    }
}

/// Each of a list, as something else is made of it.
struct Each<'a, T, F>(&'a [T], F);

impl<'a, T, R: Serialize, F: Fn(&'a T) -> R> Serialize for Each<'a, T, F> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(self.0.iter().map(&self.1))
    }
}

#[derive(Serialize)]
struct Location<'a> {
    rule: &'a str,
    child: &'a str,
    line: u64,
    elements: &'a [&'a str],
}

impl<'a> Location<'a> {
    fn of(place: &'a Place) -> Location<'a> {
        let Place { rule, child, line, elements } = place;
        Location { rule, child, line: *line, elements }
    }
}

#[derive(Serialize)]
struct Found<'a> {
    line: u64,
    child: &'a str,
    element: &'a str,
    words: &'a str,
    text: &'a str,
}

impl<'a> Found<'a> {
    fn of(finding: &'a Finding) -> Found<'a> {
        let Finding { line, child, element, words, text } = finding;
        Found { line: *line, child, element, words, text }
    }
}

#[derive(Serialize)]
struct Untold {
    locations: u64,
    findings: u64,
}

fn in_json(found: &Checked) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(stdout().lock());
    serde_json::to_writer(&mut out, &Printed(found))?;
    writeln!(out)?;
    out.flush()
}

/// For people: each place in the order of the file, then how often each rule was found.
fn in_words(found: &Checked, file: &Path) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(stdout().lock());
    let file = file.display();
    let mut places: Vec<&Place> = found.places.iter().collect();
    places.sort_by_key(|place| (place.line == 0, place.line));
    for Place { rule: code, child, line, elements } in places {
        let Some(rule) = rule(code) else { continue };
        let kind = if rule.is_query() { "query" } else { "error" };
        let (child, elements) = (plain(child), elements.join(", "));
        writeln!(
            out,
            "{file}:{line}: {kind} {code}, child {child}: {} ({elements}) {}",
            rule.words, rule.mend
        )?;
    }
    for Finding { line, child, element, words, text } in &found.findings {
        let of = if child.is_empty() { String::new() } else { format!("child {}, ", plain(child)) };
        writeln!(out, "{file}:{line}: {of}{}: {words} {}", plain(element), shown(text))?;
    }
    for (code, children) in &found.rules {
        let words = rule(code).map_or("", |rule| rule.words);
        writeln!(out, "{code}: {} {words}", counted(children.len()))?;
    }
    let (places, findings) = (found.untold.places, found.untold.findings);
    if places + findings > 0 {
        writeln!(
            out,
            "{places} places and {findings} findings are counted and not told one by one: there are too many of one kind."
        )?;
    }
    writeln!(
        out,
        "{} children and {} episodes of the year ending 31 March {}: {} rules found something, {} values could not be read or are not in the return's shape.",
        found.children,
        found.episodes,
        found.year,
        found.rules.len(),
        found.findings.len() as u64 + findings
    )?;
    out.flush()
}

fn counted(children: usize) -> String {
    if children == 1 { "1 child.".into() } else { format!("{children} children.") }
}

fn shown(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("It says “{}”.", plain(text)) }
}

/// What a stranger wrote, without what a terminal would obey.
fn plain(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// A reader that has seen enough, as `head` does, is no failure.
pub(crate) fn unless_closed(written: std::io::Result<()>) -> std::io::Result<()> {
    match written {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
