//! National returns, made from the record. A file stands only when all of it is written: one that fails on the way leaves nothing behind.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{BufWriter, Cursor, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use casework::census::{Written, write};
use casework::returns::annex_a::layout::lists;
use casework::returns::csc_api::{Acknowledged, Child, batches};
use casework::returns::ssd::tables;
use casework::{House, dataset, feed, inspection};
use jiff::civil::Date;

use crate::arguments::{Place, Return};
use crate::check::unless_closed;
use crate::place::{Record, Stand};

/// Says a line. The files stand by then: a reader that has gone, as `head` goes, is no failure.
macro_rules! said {
    ($($words:tt)*) => {
        unless_closed(writeln!(std::io::stdout(), $($words)*)).context("what was made cannot be said")?
    };
}

/// Makes what is asked.
pub fn make(what: &Return, place: &Place) -> Result<()> {
    let house = Stand::of(place)?.house_or_demo(Record::MustExist)?;
    let (year, out, as_known_on) = match what {
        Return::Cin { year, out, as_known_on } => (year, out, as_known_on),
        Return::AnnexA { on, out } => return annex_a(&house, *on, out),
        Return::FocusedVisit { on, out } => return focused_visit(&house, *on, out),
        Return::Ssd { out } => return ssd(&house, out),
        Return::CscApi { out, acknowledged, then } => {
            return csc_api(&house, out, acknowledged.as_deref(), then.as_deref());
        }
    };
    let Written { children, episodes } =
        whole(out, |file| Ok(write(&house.system(), *year, *as_known_on, file)?))?;
    said!(
        "{}: {children} children and {episodes} episodes of the year ending 31 March {year}.",
        out.display()
    );
    said!("frontdoor check cin {} says what is wrong in it, where, and how to mend it.", out.display());
    Ok(())
}

/// The lists of a day. A workbook is put together out of order, so it is made in memory, which holds it: rows are short.
fn annex_a(house: &House, on: Date, out: &Path) -> Result<()> {
    let (book, written) = inspection::write(&house.system(), on, Cursor::new(Vec::new()))?;
    whole(out, |file| Ok(file.write_all(book.get_ref())?))?;
    said!("{}: {} children in the lists of {on}.", out.display(), written.children);
    for list in lists() {
        let rows = written.rows.get(&list.number).copied().unwrap_or_default();
        let why = inspection::why_empty(list.number).map(|why| format!(" {why}")).unwrap_or_default();
        said!("  List {}, {}: {rows} rows.{why}", list.number, list.words);
    }
    said!(
        "frontdoor check annex-a {} --on {on} says what is wrong in it, in which cell, and how to mend it.",
        out.display()
    );
    Ok(())
}

/// What a focused visit asks for besides, in the same form.
fn focused_visit(house: &House, on: Date, out: &Path) -> Result<()> {
    let (book, lists) = inspection::write_further(&house.system(), on, Cursor::new(Vec::new()))?;
    whole(out, |file| Ok(file.write_all(book.get_ref())?))?;
    println!("{}: lists of {on} for a focused visit.", out.display());
    for (words, rows) in lists {
        println!("  {words}: {rows} rows.");
    }
    println!("{}", inspection::NOT_RECORDED);
    Ok(())
}

/// A file for each table, in a folder of their own.
fn ssd(house: &House, out: &Path) -> Result<()> {
    let told = || format!("{} is not written", out.display());
    fs::create_dir_all(out).with_context(told)?;
    ensure!(
        fs::read_dir(out).with_context(told)?.next().is_none(),
        "{} holds files already: give an empty folder or a new one",
        out.display()
    );
    let written = dataset::write(&house.system(), &mut |table| {
        let path = out.join(format!("{}.csv", table.name));
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        Ok(BufWriter::with_capacity(1 << 16, file))
    });
    if written.is_err() {
        // Half a dataset is none. Whether it can be taken away or not, what failed is what is told.
        for table in tables() {
            let _ = fs::remove_file(out.join(format!("{}.csv", table.name)));
        }
    }
    let written = written.with_context(told)?;
    for (table, rows) in written.iter().filter(|(_, rows)| **rows > 0) {
        said!("{table}: {rows} rows.");
    }
    let empty = written.values().filter(|rows| **rows == 0).count();
    said!("{}: {} tables, {empty} of them without rows.", out.display(), written.len());
    Ok(())
}

/// The daily feed, in requests of at most a hundred children.
fn csc_api(house: &House, out: &Path, acknowledged: Option<&Path>, then: Option<&Path>) -> Result<()> {
    let mut known: BTreeMap<String, Acknowledged> = match acknowledged {
        Some(path) => {
            let unreadable = || format!("{} cannot be read", path.display());
            let bytes = fs::read(path).with_context(unreadable)?;
            serde_json::from_slice(&bytes).with_context(unreadable)?
        }
        None => BTreeMap::new(),
    };
    let made = feed::feed(&house.system(), &known)?;
    let mut files = 0;
    for batch in batches(&made.deltas) {
        files += 1;
        let nodes: Vec<&Child> = batch.iter().map(|delta| &delta.node).collect();
        let name = numbered(out, files);
        whole(&name, |file| Ok(serde_json::to_writer(file, &nodes)?))?;
        said!("{}: {} children.", name.display(), nodes.len());
    }
    for delta in made.deltas.iter() {
        let id = delta.node.la_child_id.clone();
        match &delta.then {
            Some(then) => known.insert(id, then.clone()),
            None => known.remove(&id),
        };
    }
    if let Some(then) = then {
        whole(then, |file| Ok(serde_json::to_writer(file, &known)?))?;
    }
    said!(
        "{} children in the feed, {} of them to be sent, in {files} requests.",
        made.nodes.len(),
        made.deltas.len()
    );
    Ok(())
}

/// The name of the n-th file: F.json, F-2.json.
fn numbered(out: &Path, number: usize) -> PathBuf {
    if number == 1 {
        return out.to_owned();
    }
    let stem = out.file_stem().unwrap_or_default().to_string_lossy();
    let ending = out.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    out.with_file_name(format!("{stem}-{number}{ending}"))
}

/// Writes a file beside its place, for its owner alone, and puts it there once it is whole.
pub(crate) fn whole<T>(out: &Path, write: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<T> {
    let mut part = out.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let told = || format!("{} is not written", out.display());
    let open = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part);
    let written = open.map_err(anyhow::Error::from).and_then(|file| {
        let mut file = BufWriter::with_capacity(1 << 16, file);
        let answer = write(&mut file)?;
        file.flush()?;
        file.get_ref().sync_all()?;
        Ok(answer)
    });
    let placed = written.and_then(|answer| {
        fs::rename(&part, out)?;
        Ok(answer)
    });
    if placed.is_err() {
        // Whether it can be taken away or not, what failed is what is told.
        let _ = fs::remove_file(&part);
    }
    placed.with_context(told)
}
