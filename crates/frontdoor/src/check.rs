//! Files of returns checked before anybody sends them: what was found, in which child, at which line, and how to mend it. Nothing of a council's record
//! is needed or touched.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Write, stdout};
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use casework::returns::cin::Finding;
use casework::returns::cin::check::{Checked, Place, check as checked, rule};
use domain::calendar::BankHolidays;
use serde::Serialize;
use serde_json::{Value, json};

use crate::arguments::{Check, Format};

/// Checks what is asked.
pub fn check(what: &Check) -> Result<()> {
    let Check::Cin { file, format, year } = what;
    let unreadable = || format!("{} cannot be read", file.display());
    let bytes = BufReader::with_capacity(1 << 16, File::open(file).with_context(unreadable)?);
    let found = checked(bytes, *year, &BankHolidays::england())
        .map_err(|error| anyhow!("{}:{}: {}", file.display(), error.line, error.words))?;
    match format {
        Format::Text => in_words(&found, file),
        Format::Json => in_json(&found),
    }
    .context("what was found cannot be written")
}

#[derive(Serialize)]
struct Printed<'a> {
    year: i16,
    children: u64,
    episodes: u64,
    rules: &'a BTreeMap<String, std::collections::BTreeSet<String>>,
    locations: Vec<Value>,
    findings: Vec<Value>,
}

fn in_json(found: &Checked) -> std::io::Result<()> {
    let place = |Place { rule, child, line, elements }: &Place| json!({ "rule": rule, "child": child, "line": line, "elements": elements });
    let finding = |Finding { line, child, element, words, text }: &Finding| json!({ "line": line, "child": child, "element": element, "words": words, "text": text });
    let printed = Printed {
        year: found.year,
        children: found.children,
        episodes: found.episodes,
        rules: &found.rules,
        locations: found.places.iter().map(place).collect(),
        findings: found.findings.iter().map(finding).collect(),
    };
    let mut out = std::io::BufWriter::new(stdout().lock());
    serde_json::to_writer(&mut out, &printed)?;
    writeln!(out)
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
        writeln!(
            out,
            "{file}:{line}: {kind} {code}, child {child}: {} ({}) {}",
            rule.words,
            elements.join(", "),
            rule.mend
        )?;
    }
    for Finding { line, child, element, words, text } in &found.findings {
        writeln!(out, "{file}:{line}: child {child}, {element}: {words} {}", shown(text))?;
    }
    for (code, children) in &found.rules {
        let words = rule(code).map_or("", |rule| rule.words);
        writeln!(out, "{code}: {} {words}", counted(children.len()))?;
    }
    writeln!(
        out,
        "{} children and {} episodes of the year ending 31 March {}: {} rules found something, {} values could not be read.",
        found.children,
        found.episodes,
        found.year,
        found.rules.len(),
        found.findings.len()
    )
}

fn counted(children: usize) -> String {
    if children == 1 { "1 child.".into() } else { format!("{children} children.") }
}

fn shown(text: &str) -> String {
    let text: String =
        text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    if text.is_empty() { String::new() } else { format!("It says “{text}”.") }
}
