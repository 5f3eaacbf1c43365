//! The report of a migration: of every table how many rows came in, and what became of each; by rule, what was not carried; how the proposals were decided; and one by
//! one what could not be carried and why. For people as text, for tables as CSV. Of anybody on the record it says nothing: only what the file itself had.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::import::{Bundle, Import, Rule};
use domain::refusal::Refusal;
use store::import::Counted;
use store::{Permit, Stop, load};

use crate::session::Session;

/// An import and how its proposals were decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The import.
    pub import: Import,
    /// Proposals by kind and state.
    pub counts: Vec<Counted>,
    /// Whom to ring about what is left out, because a record was restricted since.
    pub restricted: BTreeSet<String>,
}

/// The report of an import.
///
/// # Errors
/// When there is none, or the person may not import.
pub fn report(session: &Session<'_>, import: Id<Import>) -> Result<Report, Stop> {
    session.read("import report", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        let mut import = load::<Import>(&permit, import)?.ok_or(Refusal::NotFound)?.record;
        let counts = store::import::counts(&permit, import.id)?;
        let restricted = without_closed(&permit, &mut import)?;
        Ok(Report { import, counts, restricted })
    })
}

/// Takes out of what could not be carried whatever is about a record that is restricted by now. The list was written when the file came, and the file's own words of a
/// child are the child's. Whom to ring is given back.
fn without_closed(permit: &Permit<'_>, import: &mut Import) -> Result<BTreeSet<String>, Stop> {
    if import.not_carried.is_empty() {
        return Ok(BTreeSet::new());
    }
    let (mut identifiers, mut places, mut rings) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
    for one in store::import::closed_identifiers(permit)? {
        identifiers.insert(one.identifier, one.ring);
    }
    for closed in store::import::closed(permit, import.id)? {
        let Some(bundle) = load::<Bundle>(permit, closed.bundle)? else { continue };
        for proposal in bundle.record.proposals.iter().filter(|one| one.number == closed.number) {
            let told = &proposal.told;
            if !told.identifier.is_empty() {
                identifiers.insert(told.identifier.clone(), closed.ring.clone());
            }
            let each = told.not_carried.iter().map(|lost| lost.place.clone());
            places.extend(each.chain([told.place.clone()]).map(|place| (place, closed.ring.clone())));
        }
    }
    import.not_carried.retain(|lost| {
        let ring = identifiers.get(&lost.identifier).or_else(|| places.get(&lost.place));
        rings.extend(ring.cloned());
        ring.is_none()
    });
    Ok(rings)
}

/// The imports that came last, the newest first.
///
/// # Errors
/// When the person may not import.
pub fn recent(session: &Session<'_>) -> Result<Vec<Import>, Stop> {
    session.read("imports", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        let mut imports = Vec::new();
        for id in store::import::recent(&permit)? {
            imports.extend(load::<Import>(&permit, id)?.map(|known| known.record));
        }
        Ok(imports)
    })
}

impl Report {
    /// How many proposals are in a state.
    pub fn in_state(&self, state: &str) -> u64 {
        self.counts.iter().filter(|one| one.state == state).map(|one| one.count).sum()
    }

    /// For people.
    pub fn text(&self) -> String {
        let import = &self.import;
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}: {}", import.source.words(), import.name);
        for file in &import.files {
            let _ = writeln!(out, "  {} ({} bytes), SHA-256 {}", file.name, file.size, file.digest);
        }
        let _ = writeln!(out, "\nRows in, and what they say:");
        let width = import.tally.0.keys().map(|table| table.chars().count()).max().unwrap_or_default().max(5);
        let _ = writeln!(
            out,
            "  {:width$} {:>9} {:>9} {:>9} {:>9} {:>12}",
            "Table", "Read", "New", "Changed", "Same", "Not carried"
        );
        for (table, count) in &import.tally.0 {
            let lost: u64 = count.not_carried.values().sum();
            let _ = writeln!(
                out,
                "  {table:width$} {:>9} {:>9} {:>9} {:>9} {lost:>12}",
                count.read, count.new, count.changed, count.same
            );
        }
        let words = if import.tally.balances() {
            "Every row that came in is counted once."
        } else {
            "The counts do not agree: tell whoever looks after Frontdoor."
        };
        let _ = writeln!(out, "{words}\n");
        let lost = import.tally.not_carried();
        for rule in Rule::ALL.iter().filter(|rule| lost.contains_key(rule)) {
            let _ = writeln!(out, "{} rows are not carried. {}.", lost[rule], rule.words());
        }
        let _ = writeln!(
            out,
            "Proposals: {} wait, {} accepted, {} refused, {} taken back.",
            self.in_state("waiting"),
            self.in_state("accepted"),
            self.in_state("refused"),
            self.in_state("taken_back")
        );
        if !import.not_carried.is_empty() {
            let _ = writeln!(out, "\nNot carried, one by one (at most {}):", domain::import::MOST_TOLD);
        }
        for one in &import.not_carried {
            let who =
                if one.identifier.is_empty() { String::new() } else { format!(" ({})", one.identifier) };
            let _ = writeln!(out, "  {}{who}: {}. {}.", one.place, one.words, one.rule.words());
        }
        for ring in &self.restricted {
            let _ = writeln!(out, "  Restricted: ring {ring}.");
        }
        out
    }

    /// For tables: a line for each table and outcome, then one for each thing that was not carried.
    pub fn csv(&self) -> String {
        let mut out = String::from("part,table_or_place,identifier,outcome,count,words\n");
        let mut line = |cells: [&str; 6]| {
            let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
            let _ = writeln!(out, "{}", cells.join(","));
        };
        for (table, count) in &self.import.tally.0 {
            for (outcome, many) in
                [("read", count.read), ("new", count.new), ("changed", count.changed), ("same", count.same)]
            {
                line(["rows", table, "", outcome, &many.to_string(), ""]);
            }
            for (rule, many) in &count.not_carried {
                line(["rows", table, "", rule.code(), &many.to_string(), rule.words()]);
            }
        }
        for one in &self.counts {
            line(["proposals", &one.kind, "", &one.state, &one.count.to_string(), ""]);
        }
        for one in &self.import.not_carried {
            line(["not_carried", &one.place, &one.identifier, one.rule.code(), "1", &one.words]);
        }
        for ring in &self.restricted {
            line(["restricted", "", "", "", "", &format!("Restricted: ring {ring}.")]);
        }
        out
    }
}

/// A cell: in quotation marks, and kept from being run by a spreadsheet.
fn quoted(cell: &str) -> String {
    let kept =
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() };
    format!("\"{}\"", kept.replace('"', "\"\""))
}
