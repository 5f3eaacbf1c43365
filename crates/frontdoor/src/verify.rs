//! Showing that the record is what it was, and keeping elsewhere where it ended.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use store::ledger::Head;

use crate::arguments::Place;
use crate::place::{Record, Stand};
use crate::progress;

/// Verifies a council's record, against heads kept elsewhere if there are any; and writes down where it ends.
pub fn verify(place: &Place, export: Option<&Path>, against: Option<&Path>) -> Result<()> {
    let against = against.map(heads).transpose()?.unwrap_or_default();
    let store = Stand::of(place)?.store(Record::MustExist)?;
    let report = progress::verifying(|tell| store.verify(&against, tell))?;
    for finding in &report.findings {
        println!("{finding}");
    }
    if report.more > 0 {
        println!("… and {} more", report.more);
    }
    for head in &report.heads {
        println!("{head}");
    }
    if !report.is_sound() {
        bail!("the record is not what it was: {} findings", report.findings.len() as u64 + report.more);
    }
    println!(
        "Sound: {} records as the ledger gives them, {} disposed of by decision.",
        report.records, report.disposed
    );
    if let Some(file) = export {
        let lines: String = report.heads.iter().map(|head| format!("{head}\n")).collect();
        let made = OpenOptions::new().write(true).create_new(true).open(file);
        let written =
            made.and_then(|mut made| made.write_all(lines.as_bytes()).and_then(|()| made.sync_all()));
        written.with_context(|| format!("{} cannot be written", file.display()))?;
        println!("Written to {}: keep it where nobody who runs this machine can change it.", file.display());
    }
    Ok(())
}

/// The heads in a file written earlier.
fn heads(file: &Path) -> Result<Vec<Head>> {
    let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let heads: Vec<Head> = lines
        .map(|line| line.parse().with_context(|| format!("{} is not a file of heads", file.display())))
        .collect::<Result<_>>()?;
    if heads.is_empty() {
        bail!("{} holds no heads", file.display());
    }
    Ok(heads)
}
