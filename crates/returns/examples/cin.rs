//! How fast a census is checked, and in how much memory: `cargo run --release --example cin -p returns`. Makes files of invented children, checks each and prints
//! the time on the wall, the processor's time (and that for each child), and the most memory that was held so far. Other sizes can be given as arguments.
//! `-- write 50000 FILE` only writes such a file, for measuring what else reads one.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark for a terminal")]

mod invented;
mod measured;

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use domain::calendar::BankHolidays;
use jiff::civil::date;
use measured::{peak_memory, processor_time};
use returns::cin::check::check;
use returns::cin::{Head, Writer};

const YEAR: i16 = 2026;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [write, size, path] = words.as_slice()
        && write == "write"
    {
        made(Path::new(path), size.parse().unwrap());
        return;
    }
    let asked: Vec<u64> = words.iter().filter_map(|size| size.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![1_000, 10_000, 50_000, 500_000] } else { asked };
    println!(
        "{:>9} {:>9} {:>10} {:>10} {:>10} {:>12} {:>9}",
        "children", "MB", "written", "checked", "processor", "µs a child", "peak MB"
    );
    let path = std::env::temp_dir().join(format!("frontdoor-cin-{}.xml", std::process::id()));
    for size in sizes {
        let written = made(&path, size);
        let bytes = fs::metadata(&path).unwrap().len();
        let (began, worked) = (Instant::now(), processor_time());
        let found = check(
            BufReader::with_capacity(1 << 16, File::open(&path).unwrap()),
            None,
            &BankHolidays::england(),
        )
        .unwrap();
        let (took, worked) = (began.elapsed(), processor_time() - worked);
        assert_eq!(found.children, size, "every child was read");
        assert!(found.findings.is_empty(), "{:?}", found.findings.first());
        assert!(found.rules.is_empty(), "the invented children are sound: {:?}", found.rules.keys());
        println!(
            "{size:>9} {:>9.1} {:>8.2} s {:>8.2} s {worked:>8.2} s {:>12.1} {:>9.1}",
            bytes as f64 / 1e6,
            written.as_secs_f64(),
            took.as_secs_f64(),
            worked * 1e6 / size as f64,
            peak_memory()
        );
    }
    fs::remove_file(&path).unwrap();
}

/// Writes a return of so many children, and says how long the writing alone took.
fn made(path: &Path, size: u64) -> Duration {
    let head = Head {
        year: YEAR,
        lea: "399".into(),
        software: "Frontdoor".into(),
        release: "benchmark".into(),
        serial: "001".into(),
        written: date(YEAR, 5, 1).at(9, 0, 0, 0),
    };
    let out = BufWriter::with_capacity(1 << 16, File::create(path).unwrap());
    let mut writer = Writer::begin(out, &head).unwrap();
    let mut took = Duration::ZERO;
    for from in (0..size).step_by(1_000) {
        let children: Vec<_> =
            (from..size.min(from + 1_000)).map(|number| invented::child(number, YEAR)).collect();
        let began = Instant::now();
        children.iter().try_for_each(|child| writer.child(child)).unwrap();
        took += began.elapsed();
    }
    writer.finish().unwrap().flush().unwrap();
    took
}
