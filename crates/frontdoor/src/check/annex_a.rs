//! A workbook of Ofsted's lists checked: each finding with its sheet and cell, what stands there, what is wrong and how to mend it. Findings are printed as they are
//! found, so that a workbook full of them takes no more memory than one without.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write, stdout};
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use casework::returns::annex_a::check::{Finding, check as checked, rule};
use jiff::civil::Date;
use serde_json::json;

use crate::arguments::Format;

/// Checks a workbook.
pub(super) fn check(file: &Path, format: Format, on: Option<Date>) -> Result<()> {
    let bytes = File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let mut printing =
        Printing { out: BufWriter::new(stdout().lock()), file, format, first: true, failed: None };
    printing.say(|out| if format == Format::Json { write!(out, "{{\"findings\": [") } else { Ok(()) });
    let found = checked(BufReader::new(bytes), on, &mut |finding| printing.finding(finding))
        .map_err(|refused| anyhow!("{}: {refused}", file.display()));
    let found = match found {
        Ok(found) => found,
        // What was printed so far stands, and is whole by itself; the refusal is the last word.
        Err(refused) => {
            let words = json!(refused.to_string());
            printing.say(|out| match format {
                Format::Json => writeln!(out, "], \"refused\": {words}}}"),
                Format::Text => Ok(()),
            });
            printing.out.flush().ok();
            return Err(refused);
        }
    };
    let (errors, all) = (found.errors(), found.found());
    match format {
        Format::Json => printing.say(|out| {
            let rows: serde_json::Map<_, _> =
                found.rows.iter().map(|(list, rows)| (format!("List {list}"), json!(rows))).collect();
            writeln!(
                out,
                "], \"rows\": {}, \"rules\": {}, \"untold\": {}}}",
                json!(rows),
                json!(found.rules),
                found.untold
            )
        }),
        Format::Text => printing.say(|out| {
            for (code, count) in &found.rules {
                let words = rule(code).map_or("", |rule| rule.words);
                writeln!(out, "{code}: {count} times. {words}")?;
            }
            let rows: u64 = found.rows.values().sum();
            writeln!(
                out,
                "{} lists with {rows} rows: {errors} errors and {} queries.",
                found.rows.len(),
                all - errors
            )?;
            if found.untold > 0 {
                writeln!(
                    out,
                    "{} of them are counted and not told one by one: there are too many of one kind.",
                    found.untold
                )?;
            }
            Ok(())
        }),
    }
    printing.out.flush().context("what was found cannot be written")?;
    printing.failed.map_or(Ok(()), |failed| Err(failed).context("what was found cannot be written"))
}

struct Printing<'p, W: Write> {
    out: W,
    file: &'p Path,
    format: Format,
    first: bool,
    failed: Option<std::io::Error>,
}

impl<W: Write> Printing<'_, W> {
    fn say(&mut self, say: impl FnOnce(&mut W) -> std::io::Result<()>) {
        if self.failed.is_none() {
            self.failed = say(&mut self.out).err();
        }
    }

    fn finding(&mut self, finding: &Finding) {
        let (file, format, first) = (self.file, self.format, std::mem::replace(&mut self.first, false));
        let Finding { rule: code, sheet, cell, column, words, text } = finding;
        let (kind, mend) =
            rule(code).map_or(("error", ""), |rule| (if rule.query { "query" } else { "error" }, rule.mend));
        self.say(|out| match format {
            Format::Json => {
                let one = json!({ "rule": code, "kind": kind, "sheet": sheet, "cell": cell, "column": column, "words": words, "text": text, "mend": mend });
                write!(out, "{}{one}", if first { "" } else { "," })
            }
            Format::Text => {
                let place = if cell.is_empty() { sheet.clone() } else { format!("{sheet}!{cell}") };
                let stands = if text.is_empty() { String::new() } else { format!(" It says “{text}”.") };
                let of = if column.is_empty() { String::new() } else { format!(" ({column})") };
                writeln!(out, "{}:{place}: {kind} {code}{of}: {words}{stands} {mend}", file.display())
            }
        });
    }
}
